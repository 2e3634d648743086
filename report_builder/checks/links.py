"""Links that say where they lead.

Who reads with the voice can have all links of a page listed, without the text around them: "qui" three times is no list. The
words of the link name what one finds there; two places do not share one name; and who is about to open a document rather than
a page is told so, with the format.

An address as the text of a link is spelt out letter by letter. On paper it is the only way to the page, so that an office may
well decide to keep a short one: that is what an acknowledgement is for.

Source: WCAG 2.1, success criterion 2.4.4 (techniques G91 and H30, failures F63 and F84), which EN 301 549 asks for in 10.2.4.4;
Guida al linguaggio della Pubblica Amministrazione, "Link" and "Documenti allegati, pdf".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from report_builder.checks.model import Context, Finding, Level
from report_builder.document import Emphasis, Foreign, Inline, Link, Reference, Strong, plain
from report_builder.place import Span

RULES: Mapping[str, Level] = {
    "link-vague": Level.BEFORE_PRINT,
    "link-bare-address": Level.WARNING,
    "link-same-text": Level.WARNING,
    "link-format": Level.WARNING,
}

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.-]+\.[a-z]{2,}/\S*", re.IGNORECASE)
DOCUMENTS = frozenset({"csv", "doc", "docx", "epub", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "xls", "xlsx", "xml", "zip"})


def check(context: Context) -> Iterator[Finding]:
    targets: dict[str, str] = {}
    for text, target, origin in (found for passage in context.passages for found in links_of(passage.inlines)):
        said, address = _bare(text), urlsplit(target)
        if not said or said in context.plain.vague_links:
            yield Finding("link-vague", {"text": text}, origin, text)
        elif ADDRESS.fullmatch(text) or said == address.hostname:
            yield Finding("link-bare-address", {"text": text}, origin, text)
        elif (known := targets.setdefault(said, target)).rstrip("/") != target.rstrip("/"):
            yield Finding("link-same-text", {"text": text, "target": target, "other": known}, origin, text)
        ending = address.path.rpartition(".")[2].lower()
        if ending in DOCUMENTS and "//" in target and not re.search(rf"\b{ending}\b", said):
            yield Finding("link-format", {"text": text, "format": ending.upper()}, origin, text)


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


def _bare(text: str) -> str:
    return text.casefold().strip(" .,:;!?…»«>→()[]").replace("'", "’")
