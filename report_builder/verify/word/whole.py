"""Checks of a Word file as a whole: title, language, protection, and the fonts that it carries.

Receives a `WordFile`; promises findings. Separate because they look at its parts, not at its text.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from lxml import etree

from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import fault
from report_builder.verify.word.file import R, W, WordFile, value

_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as one needs it to be spoken
_KEY_LENGTH = 32  # bytes at the head of a font that are mixed with its key
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check_title(file: WordFile) -> Iterator[Finding]:
    """The properties name the document, or a reader is told the name of the file (EN 301 549, 10.2.4.2)."""
    names = file.targets("", "core-properties")
    title = file.tree(names[0]).findtext(_TITLE) if names else None
    if not (title or "").strip():
        yield fault("word-no-title", names[0] if names else "docProps/core.xml")


def check_language(file: WordFile) -> Iterator[Finding]:
    """One language is that of all text, and what is in another one says so (EN 301 549, 10.3.1.1 and 10.3.1.2).

    A style in use that has a language of its own speaks whatever stands in it in that one. Only a character style that somebody
    made ("English words") is there to say so; one of Word's own has it by mistake, and one of paragraphs from another document.
    """
    run = file.default_run
    language = "" if run is None else value(run.find(f"{W}lang"))
    if not language:
        yield fault("word-no-language", "word/styles.xml docDefaults")
    elif not _TAG.fullmatch(language):
        yield fault("word-language-tag", "word/styles.xml docDefaults", language=language)
    for identifier in sorted(_used(file)):
        own = value(file.inherited(identifier, "rPr/lang"))
        if own and _spoken(own) != _spoken(language) and not _is_made_for_words(file.styles[identifier]):
            yield fault("word-style-language", f"word/styles.xml {identifier}", style=file.name(identifier), language=own)
    for paragraph in file.all_paragraphs:
        for tag in {value(item) for item in paragraph.element.iter(f"{W}lang")} - {""}:
            if not _TAG.fullmatch(tag):
                yield fault("word-language-tag", paragraph.place, language=tag)


def _spoken(tag: str) -> str:
    """The language of a tag, whatever its region: a voice is of a language."""
    return tag.partition("-")[0].lower()


def _is_made_for_words(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "character" and style.get(f"{W}customStyle") in ("1", "true", "on")


def _used(file: WordFile) -> set[str]:
    """The ids of the styles that paragraphs and runs are in."""
    paragraphs = {file.style_of(paragraph.element) for paragraph in file.all_paragraphs}
    runs = {value(item) for paragraph in file.all_paragraphs for item in paragraph.element.iter(f"{W}rStyle")}
    return paragraphs | runs


def check_protection(file: WordFile) -> Iterator[Finding]:
    """Nothing keeps a reader's program out of the text ("documents allow programmatic access")."""
    for tag in ("documentProtection", "writeProtection"):
        found = file.settings.find(f"{W}{tag}")
        if found is not None and (tag == "writeProtection" or found.get(f"{W}enforcement") in ("1", "true", "on")):
            yield fault("word-protected", f"word/settings.xml {tag}")


def check_fonts(file: WordFile) -> Iterator[Finding]:
    """Each font in the file can be read, and its makers let it go with a document that is edited (ECMA-376-1, 17.8.1; OpenType,
    table OS/2, fsType: 0 is installable, 8 editable, 0x200 bitmaps alone)."""
    for table in file.targets(file.main_name, "fontTable"):
        relations = file.relations(table)
        for item in file.tree(table).iter():
            key = item.get(f"{W}fontKey") if isinstance(item.tag, str) else None
            if key is None:
                continue
            name = relations.get(str(item.get(f"{R}id", "")), ("", ""))[1]
            licence = _licence(_plain(file.parts.get(name, b""), key))
            family = str(_parent(item).get(f"{W}name", ""))
            if licence is None:
                yield fault("word-font-broken", name or table, family=family)
            elif (licence & 0x000F and not licence & 0x0008) or licence & 0x0200:
                yield fault("word-font-licence", name, family=family)


def _parent(item: etree._Element) -> etree._Element:
    parent = item.getparent()
    return item if parent is None else parent


def _plain(data: bytes, key: str) -> bytes:
    """A font without the key that is mixed into its first bytes, the digits of the key taken from the end."""
    digits = re.sub("[^0-9A-Fa-f]", "", key)
    mask = bytes.fromhex(digits)[::-1] * 2 if len(digits) == _KEY_LENGTH else bytes(_KEY_LENGTH)
    return bytes(byte ^ mixed for byte, mixed in zip(data, mask, strict=False)) + data[_KEY_LENGTH:]


def _licence(font: bytes) -> int | None:
    """The embedding bits of a font file, None if it is none."""
    if font[:4] not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        return None
    try:
        (count,) = struct.unpack_from(">H", font, 4)
        for number in range(count):
            tag, _, offset, _ = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
            if tag == b"OS/2":
                return int(struct.unpack_from(">H", font, offset + 8)[0])
    except struct.error:
        return None
    return None
