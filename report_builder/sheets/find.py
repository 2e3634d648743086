"""Cells by what an editor calls them: a sheet's name, "D5", a heading, the key of a row.

Receives a book or sheet and located words; promises positions, or a problem at the word with what there is instead. Headings
and keys are looked for by their text, so that a row or column that an office adds moves nothing. Separate from reading what a
cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.place import LocatedText, Span
from report_builder.sheets.book import Book
from report_builder.sheets.model import Position, Refused, Sheet, column_number, letters

CELL = re.compile(r"\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[1-9][0-9]{0,6})")
COLUMN = re.compile(r"[A-Z]{1,3}")
MOST_ABOVE = 60  # lines above the headings: titles, dates, remarks
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Head:
    """The line of headings of a sheet, and the column in which its rows have their keys."""

    sheet: Sheet
    row: int
    keys: int

    def column(self, name: LocatedText) -> int:
        """The column under the heading `name`; under no heading but of that letter, if none is called so."""
        return _heading(self.sheet, self.row, name)


def _said(texts: Iterable[str]) -> str:
    """Some of `texts`, as a message lists them."""
    found = list(dict.fromkeys(filter(None, texts)))
    return ", ".join(found[:MOST_NAMED]) + (", …" if len(found) > MOST_NAMED else "")


def _near(word: str, texts: Iterable[str]) -> str:
    alike = {text.casefold(): text for text in reversed(list(texts)) if text}
    near = get_close_matches(word.casefold(), alike, 1, 0.6)
    return alike[near[0]] if near else ""


def sheet_named(book: Book, name: LocatedText | None, span: Span) -> Sheet:
    """The sheet called `name`; the only one if no name is given. `span` is where the file is named."""
    names = list(book.sheets)
    if name is None:
        if len(names) != 1:
            raise Refused(Problem("table-sheet-needed", {"file": book.file, "sheets": _said(names)}, span))
        return book.sheets[names[0]]()
    if book.text is not None:
        raise Refused(Problem("table-no-sheets", {"file": book.file}, name.span))
    if name.text not in names:
        parameters = {
            "file": book.file, "sheet": name.text, "sheets": _said(names), "suggestion": _near(name.text, names)
        }  # fmt: skip
        raise Refused(Problem("table-sheet", parameters, name.span))
    return book.sheets[name.text]()


def cell_named(sheet: Sheet, name: LocatedText) -> Position:
    """The place that a spreadsheet calls `name`, within what is used of the sheet."""
    found = CELL.fullmatch(name.text.strip())
    if found is None:
        raise Refused(Problem("table-cell-form", {"text": name.text}, name.span))
    at = Position(int(found["row"]), column_number(found["column"]))
    if at.row > sheet.last.row or at.column > sheet.last.column:
        raise Refused(
            Problem("table-cell-outside", {"cell": str(at), "sheet": sheet.title, "last": str(sheet.last)}, name.span)
        )
    return at


def head_of(sheet: Sheet, columns: Sequence[LocatedText], keys: LocatedText | None) -> Head:
    """The first line that has most of the headings asked for. Without `keys`, rows have theirs in the first column used."""
    wanted = {" ".join(name.text.split()).casefold() for name in (*columns, *((keys,) if keys else ()))}
    rows = sorted(sheet.rows)[:MOST_ABOVE]
    if not rows:
        raise Refused(Problem("table-empty", {"sheet": sheet.title}, (keys or columns[0]).span))
    labels = {row: {label.casefold() for label in sheet.rows[row].values()} for row in rows}
    row = max(rows, key=lambda row: len(wanted & labels[row]))
    if not wanted & labels[row]:  # then the line is shown that looks like one of headings
        row = next((row for row in rows if len(labels[row]) > 1), rows[0])
    first = min((at.column for at in sheet.cells if at.row > row), default=1)
    return Head(sheet, row, _heading(sheet, row, keys) if keys else first)


def _heading(sheet: Sheet, row: int, name: LocatedText) -> int:
    wanted = " ".join(name.text.split())
    labels = dict(sorted(sheet.rows[row].items()))
    found = [column for column, label in labels.items() if label == wanted]
    found = found or [column for column, label in labels.items() if label.casefold() == wanted.casefold()]
    if len(found) > 1:
        where = ", ".join(map(letters, found))
        raise Refused(Problem("table-heading-twice", {"heading": wanted, "sheet": sheet.title, "columns": where}, name.span))
    if found:
        return found[0]
    if COLUMN.fullmatch(wanted) and column_number(wanted) <= sheet.last.column:
        return column_number(wanted)
    parameters: dict[str, str | int] = {
        "heading": wanted, "sheet": sheet.title, "row": row, "headings": _said(labels.values()),
        "suggestion": _near(wanted, labels.values()),
    }  # fmt: skip
    raise Refused(Problem("table-heading", parameters, name.span))


def row_named(head: Head, key: LocatedText) -> int:
    """The row below the headings whose key is `key`."""
    wanted = " ".join(key.text.split())
    sheet = head.sheet
    labels = {row: sheet.rows[row].get(head.keys, "") for row in sorted(sheet.rows) if row > head.row}
    found = [row for row, label in labels.items() if label == wanted]
    found = found or [row for row, label in labels.items() if label.casefold() == wanted.casefold()]
    if len(found) > 1:
        rows = ", ".join(map(str, found[:MOST_NAMED]))
        raise Refused(Problem("table-row-twice", {"key": wanted, "sheet": sheet.title, "rows": rows}, key.span))
    if not found:
        parameters = {
            "key": wanted, "sheet": sheet.title, "column": letters(head.keys), "keys": _said(labels.values()),
            "suggestion": _near(wanted, labels.values()),
        }  # fmt: skip
        raise Refused(Problem("table-row", parameters, key.span))
    return found[0]
