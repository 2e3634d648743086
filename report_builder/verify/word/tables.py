"""Checks of the tables of a Word file: heads, first columns, names, rows, and tables that are none.

Receives a `WordFile`; promises findings at the table. Separate because a table is marked in four places: its rows, its look,
its style and its bookmarks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import fault
from report_builder.verify.word.file import W, WordFile, is_on, value

_FIRST_ROW, _FIRST_COLUMN = 0x0020, 0x0080  # of the bits of tblLook, ECMA-376-1, 17.4
_ROW_TITLES = ("rowtitle", "title")  # bookmarks, as JAWS and NVDA know them


def check_tables(file: WordFile) -> Iterator[Finding]:
    for number, table in enumerate(file.main.iter(f"{W}tbl"), 1):
        place = f"{file.main_name} tbl[{number}]"
        rows = table.findall(f"{W}tr")
        for check in (_heads, _first_column, _name, _structure, _rows):
            yield from check(file, table, rows, place)


def _heads(file: WordFile, table: etree._Element, rows: list[etree._Element], place: str) -> Iterator[Finding]:
    """The first row is a head, and no row further down, where Word passes it over; the table's look and its style say so too
    (EN 301 549, 10.1.3.1; ECMA-376-1, 17.4, tblHeader and tblLook)."""
    heads = [is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows]
    if not heads or not heads[0]:
        yield fault("word-table-no-header", place)
    for number, (before, head) in enumerate(pairwise(heads), 2):
        if head and not before:
            yield fault("word-table-header-late", f"{place}/tr[{number}]")
    if heads and heads[0] and not (_looks(table, "firstRow", _FIRST_ROW) and _styled(file, table, "firstRow")):
        yield fault("word-table-look", place)


def _first_column(file: WordFile, table: etree._Element, rows: list[etree._Element], place: str) -> Iterator[Finding]:
    """A first column of headers is one for Word (look and style) and for readers, which go by a bookmark in it (EN 301 549,
    10.1.3.1; NVDA's user guide, "Automatic Column and Row Header Reading")."""
    look = _looks(table, "firstColumn", _FIRST_COLUMN)
    firsts = [cell for row in rows if (cell := row.find(f"{W}tc")) is not None]
    marks = [str(mark.get(f"{W}name", "")).lower() for cell in firsts for mark in cell.iter(f"{W}bookmarkStart")]
    marked = any(name.startswith(_ROW_TITLES) for name in marks)
    if look != marked or (look and not _styled(file, table, "firstCol")):
        yield fault("word-table-first-column", place)


def _name(_: WordFile, table: etree._Element, __: list[etree._Element], place: str) -> Iterator[Finding]:
    """A table says what it is to who does not see it (EN 301 549, 10.1.1.1; ECMA-376-1, 17.4, tblCaption)."""
    said = (value(table.find(f"{W}tblPr/{W}{tag}")).strip() for tag in ("tblCaption", "tblDescription"))
    if not any(said):
        yield fault("word-table-no-name", place)


def _structure(_: WordFile, table: etree._Element, rows: list[etree._Element], place: str) -> Iterator[Finding]:
    """A table holds data: no other table, more than one row, and it stays apart from the one before it, with which Word would
    make it one if both are of one style (EN 301 549, 10.1.3.1; Microsoft: tables have simple structure, layout tables)."""
    if next(table.iterancestors(f"{W}tc"), None) is not None:
        yield fault("word-table-nested", place)
    if len(rows) < 2:
        yield fault("word-table-layout", place)
    before = table.getprevious()
    if before is not None and before.tag == f"{W}tbl" and _style(before) == _style(table):
        yield fault("word-table-joined", place)


def _rows(_: WordFile, table: etree._Element, rows: list[etree._Element], place: str) -> Iterator[Finding]:
    """Every row takes all columns of the grid (ECMA-376-1, 17.4, tblGrid)."""
    width = len(table.findall(f"{W}tblGrid/{W}gridCol"))
    for number, row in enumerate(rows, 1):
        spans = [value(cell.find(f"{W}tcPr/{W}gridSpan")) for cell in row.findall(f"{W}tc")]
        beside = [value(row.find(f"{W}trPr/{W}{tag}")) for tag in ("gridBefore", "gridAfter")]
        taken = sum(int(span) if span.isdecimal() else 1 for span in spans) + sum(int(n) for n in beside if n.isdecimal())
        if taken != width:
            yield fault("word-table-row", f"{place}/tr[{number}]", columns=taken, expected=width)


def _style(table: etree._Element) -> str:
    return value(table.find(f"{W}tblPr/{W}tblStyle"))


def _looks(table: etree._Element, name: str, bit: int) -> bool:
    """Whether the look of a table sets a row or column apart: by its name, or by the bits of older files."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    named = look.get(f"{W}{name}")
    if named is not None:
        return named in ("1", "true", "on")
    try:
        return bool(int(value(look), 16) & bit)
    except ValueError:
        return False


def _styled(file: WordFile, table: etree._Element, kind: str) -> bool:
    """Whether the style of a table says something of a kind of its rows or columns."""
    return any(item.get(f"{W}type") == kind for style in file.chain(_style(table)) for item in style.findall(f"{W}tblStylePr"))
