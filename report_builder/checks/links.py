"""Links that say where they lead.

Who reads with the voice can have all links of a page listed, without the text around them: "qui" three times is no list. The
words of the link name what one finds there, which "vai al sito" does not; two places do not share one name; and who is about to
open a document rather than a page is told so, with the format.

An address as the text of a link is spelt out letter by letter. On paper it is the only way to the page, so that an office may
well decide to keep a short one: that is what an acknowledgement is for. An address that is no link cannot even be opened.

Source: WCAG 2.1, success criterion 2.4.4 (techniques G91 and H30, failures F63 and F84), which EN 301 549 asks for in 10.2.4.4;
Guida al linguaggio della Pubblica Amministrazione, "Link" and "Documenti allegati, pdf".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.walk import Passage, Role, printed
from report_builder.checks.walk import links as links_in
from report_builder.document import Emphasis, Foreign, Inline, Link, Reference, Strong, Text, flat, plain
from report_builder.place import Span

RULES: Mapping[str, Level] = {
    "link-vague": Level.BEFORE_PRINT,
    "link-bare-address": Level.WARNING,
    "link-same-text": Level.WARNING,
    "link-format": Level.WARNING,
    "address-unlinked": Level.WARNING,
}

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}/\S*", re.IGNORECASE)
IN_TEXT = re.compile(r"(?<![\w@.-])(?:https?://|www\.)[^\s<>()«»“”\"]*[^\s<>()«»“”\".,;:!?’']", re.IGNORECASE)
UNLINKED = frozenset({Role.ALT, Role.COVER, Role.LABEL})  # where no link can stand
DOCUMENTS = frozenset({"csv", "doc", "docx", "epub", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "xls", "xlsx", "xml", "zip"})


def check(context: Context) -> Iterator[Finding]:
    targets: dict[str, str] = {}
    for text, target, origin in (found for passage in context.passages for found in links_of(passage.inlines)):
        said, address = _bare(text), urlsplit(target)
        if _vague(said, context.plain.vague_words):
            yield Finding("link-vague", {"text": text}, origin, text)
        elif ADDRESS.fullmatch(text) or said == address.hostname:
            yield Finding("link-bare-address", {"text": text}, origin, text)
        elif (known := targets.setdefault(said, target)).rstrip("/") != target.rstrip("/"):
            yield Finding("link-same-text", {"text": text, "target": target, "other": known}, origin, text)
        ending = address.path.rpartition(".")[2].lower()
        if ending in DOCUMENTS and "//" in target and not re.search(rf"\b{ending}\b", said):
            yield Finding("link-format", {"text": text, "format": ending.upper()}, origin, text)
    for passage in context.passages:
        if passage.role not in UNLINKED and ("://" in passage.text or "www." in passage.text):
            yield from _unlinked(passage)


def links_of(inlines: Iterable[Inline]) -> Iterator[tuple[str, str, Span | None]]:
    """Text, target and place of every link, and of every reference whose words the author wrote, at any depth."""
    for inline in inlines:
        match inline:
            case Link():
                yield " ".join(plain(inline.children).split()), inline.target, inline.origin
            case Reference() if not inline.automatic:
                yield " ".join(inline.text.split()), f"#{inline.target}", inline.origin
            case Strong() | Emphasis() | Foreign():
                yield from links_of(inline.children)


def _unlinked(passage: Passage) -> Iterator[Finding]:
    """The addresses that stand in the text and in no link."""
    linked = {id(piece) for link in links_in(passage.inlines) for piece in flat(link.children)}
    at = 0
    for piece in passage.pieces:
        if isinstance(piece, Text) and id(piece) not in linked:
            for match in IN_TEXT.finditer(piece.text):
                span = passage.span(at + match.start(), at + match.end())
                yield Finding("address-unlinked", {"text": match[0]}, span, match[0])
        at += len(printed(piece))


def _vague(said: str, nothing: frozenset[str]) -> bool:
    """Whether a link's text has no word that names a place; a number alone may ("2017")."""
    words = re.findall(r"[^\W_]+", said)
    names = {word for word in words if not word.isdigit()}
    return not words or (bool(names) and names <= nothing)


def _bare(text: str) -> str:
    return text.casefold().strip(" .,:;!?…»«>→()[]").replace("'", "’")
