"""Checks of the text of a Word file: headings, blanks, lists, links, notes.

Receives a `WordFile`; promises findings at the paragraph. Separate because each of them walks through the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import fault
from report_builder.verify.word.file import WP, Paragraph, W, WordFile, text_of, value

_BUILT_IN = re.compile("heading [1-9]")
_BLANKS = re.compile("[ \u00a0]{3,}|\t{2,}|\n{2,}")
_TYPED = re.compile(r"\s*[•▪‣◦●■□·\uf0a7\uf0b7]\s")
_CONTENT = (
    *(
        f"{W}{tag}"
        for tag in ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "fldChar", "sdt", "sectPr")
    ),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath",
)
_POINTERS = ("REF", "PAGEREF", "NOTEREF")
_BODY_LEVEL = 9  # the outline level of what is no heading


def check_headings(file: WordFile) -> Iterator[Finding]:
    """Headings are in Word's own styles, of levels without gaps, the first of level 1 (EN 301 549, 10.1.3.1; Microsoft's rules
    on heading styles and their order). A style that is based on one of them is none: UI Automation tells readers of the
    built-in ones alone (nvaccess/nvda, issues 5186 and 15543)."""
    before = 0
    for paragraph in file.paragraphs:
        level = _level(file, paragraph.element)
        if level is None:
            continue
        style = file.name(file.style_of(paragraph.element))
        if not _BUILT_IN.fullmatch(style):
            yield fault("word-heading-style", paragraph.place, style=style)
        if not paragraph.text.strip():
            yield fault("word-heading-empty", paragraph.place)
        if not before and level > 1:
            yield fault("word-first-heading", paragraph.place, level=level)
        elif level > before + 1:
            yield fault("word-heading-gap", paragraph.place, level=level, before=before)
        before = level
    if not before:
        yield fault("word-no-heading", file.main_name)


def _level(file: WordFile, paragraph: etree._Element) -> int | None:
    """The level of a heading from 1, None for other paragraphs."""
    own = paragraph.find(f"{W}pPr/{W}outlineLvl")
    found = own if own is not None else file.inherited(file.style_of(paragraph), "pPr/outlineLvl")
    number = value(found)
    return int(number) + 1 if number.isdecimal() and int(number) < _BODY_LEVEL else None


def check_blanks(file: WordFile) -> Iterator[Finding]:
    """No paragraph and no run of blanks stands for a space (Microsoft: repeated blank characters).

    What ends a section or a column may be empty, as may a cell, what must follow a table at the end, and the bullet or number
    of an item that begins with a list, directly before a paragraph of a deeper level. Running lines, which
    are set with tabs and read by nobody, are left out.
    """
    for paragraph in file.paragraphs:
        if _is_empty(paragraph) and not _must_be(paragraph.element):
            yield fault("word-empty-paragraph", paragraph.place)
        if found := _BLANKS.search(paragraph.text):
            yield fault("word-blanks", paragraph.place, count=len(found[0]))


def _is_empty(paragraph: Paragraph) -> bool:
    if paragraph.text.strip(" \t\n\u00a0"):
        return False
    return not any(True for _ in paragraph.element.iter(*_CONTENT))


def _must_be(paragraph: etree._Element) -> bool:
    parent, before, after = paragraph.getparent(), paragraph.getprevious(), paragraph.getnext()
    alone = parent is not None and parent.tag == f"{W}tc" and len(parent.findall(f"{W}p")) == 1
    last = after is None or after.tag == f"{W}sectPr"
    return alone or (last and before is not None and before.tag == f"{W}tbl") or -1 < _depth(paragraph) < _depth(after)


def _depth(paragraph: etree._Element | None) -> int:
    """The level of a paragraph in its list from 0, -1 for other paragraphs."""
    own = paragraph.find(f"{W}pPr/{W}numPr") if paragraph is not None else None
    level = value(own.find(f"{W}ilvl")) if own is not None else ""
    return int(level) if level.isdecimal() else -1


def check_lists(file: WordFile) -> Iterator[Finding]:
    """A list is one for Word: no bullet is typed, and what names a list finds it (EN 301 549, 10.1.3.1)."""
    abstract = {item.get(f"{W}abstractNumId") for item in file.numbering.findall(f"{W}abstractNum")}
    lists = {
        str(item.get(f"{W}numId"))
        for item in file.numbering.findall(f"{W}num")
        if value(item.find(f"{W}abstractNumId")) in abstract
    }
    for paragraph in file.all_paragraphs:
        own = paragraph.element.find(f"{W}pPr/{W}numPr/{W}numId")
        named = value(own if own is not None else file.inherited(file.style_of(paragraph.element), "pPr/numPr/numId"))
        if named not in ("", "0"):
            if named not in lists:
                yield fault("word-list-undefined", paragraph.place, list=named)
        elif _TYPED.match(paragraph.text):
            yield fault("word-typed-list", paragraph.place)


def check_links(file: WordFile) -> Iterator[Finding]:
    """A link says something and leads somewhere (EN 301 549, 10.2.4.4)."""
    marks = {str(mark.get(f"{W}name")) for mark in file.main.iter(f"{W}bookmarkStart")}
    for paragraph in file.all_paragraphs:
        for link in paragraph.element.iter(f"{W}hyperlink"):
            anchor = str(link.get(f"{W}anchor", ""))
            if not text_of(link).strip() and next(link.iter(f"{WP}docPr"), None) is None:
                yield fault("word-link-empty", paragraph.place)
            if anchor and anchor not in marks:
                yield fault("word-link-nowhere", paragraph.place, target=anchor)
        for instruction, result in _fields(paragraph.element):
            kind, _, rest = instruction.strip().partition(" ")
            local = kind == "HYPERLINK" and rest.split()[:1] == ["\\l"]
            words = rest.split()[local:]
            target = words[0].strip('"') if words else ""
            if (kind in _POINTERS or local) and target not in marks:
                yield fault("word-link-nowhere", paragraph.place, target=target)
            if kind == "HYPERLINK" and not result.strip():
                yield fault("word-link-empty", paragraph.place)


def _fields(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Instruction and result of the fields that end in a paragraph."""
    open_fields: list[list[str]] = []  # instruction, result, whether the result has begun
    for item in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        kind = item.get(f"{W}fldCharType")
        if kind == "begin":
            open_fields.append(["", "", ""])
        elif kind == "separate" and open_fields:
            open_fields[-1][2] = "result"
        elif kind == "end" and open_fields:
            instruction, result, _ = open_fields.pop()
            yield instruction, result
        elif item.tag == f"{W}instrText" and open_fields:
            open_fields[-1][0] += item.text or ""
        elif item.tag == f"{W}t":
            for known in open_fields:
                known[1] += (item.text or "") if known[2] else ""


def check_notes(file: WordFile) -> Iterator[Finding]:
    """Every call of a note finds one that says something (ECMA-376-1, 17.11)."""
    notes = {str(note.get(f"{W}id")): text_of(note).strip() for note in file.notes.findall(f"{W}footnote")}
    for paragraph in file.paragraphs:
        for call in paragraph.element.iter(f"{W}footnoteReference"):
            if not notes.get(str(call.get(f"{W}id"))):
                yield fault("word-note-missing", paragraph.place, note=str(call.get(f"{W}id", "")))
