"""Figures that stand in CSV and XLSX files of the report's folder, as their editor asks for them.

Receives entries that name file, sheet and cell, or row and column; promises figures with their provenance, and problems in the
CSV file itself where it is one, at the entry otherwise. Each file is opened once, through `folder`, so that it is among what a
build is made of. Separate from `figures`, which knows names, and from the room `sheets`, which opens no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import PurePosixPath

from report_builder.classes import dataclass
from report_builder.content.models import CellEntry, Described, Kept, SheetEntry
from report_builder.diagnostics import Problem, Severity
from report_builder.figures import Figure
from report_builder.language import Language
from report_builder.place import LocatedText, Span
from report_builder.reader.folder import Folder
from report_builder.sheets import (
    Asked,
    Book,
    Position,
    Refused,
    Sheet,
    cell_named,
    head_of,
    measure_of,
    read_book,
    row_named,
    sheet_named,
    stored_in,
)
from report_builder.source import Mapping as Keys

MARKS = (",", ".")


@dataclass(frozen=True, slots=True)
class Named:
    """A figure as found, what was said of it, what is wrong with it, and where its name is written."""

    figure: Figure
    entry: Described
    problems: tuple[Problem, ...]
    span: Span


@dataclass
class Sheets:
    """The files of sheets, opened as they are asked for. `texts` takes up those that are text, so that places in them show."""

    folder: Folder
    texts: dict[str, str]
    books: dict[str, Book | None] = field(default_factory=dict)

    def cell(self, name: str, entry: CellEntry, language: Language) -> Named:
        """The figure `name`, out of one cell."""
        problems: list[Problem] = []
        figure = Figure(name, "", None, span=entry.from_.span, faulty=True)
        try:
            by_cell, crossing = entry.cell is not None, [entry.row, entry.column]
            if by_cell == all(crossing) or (by_cell and any((*crossing, entry.rows))):
                raise Refused(Problem("table-cell-ways", {}, entry.from_.span))
            asked = _asked(entry, entry.decimal, language, (entry.cell or entry.column or entry.from_).span)
            sheet = self._sheet(entry.from_, entry.sheet)
            if sheet is not None:
                at = self._place(sheet, entry)
                figure = _figure(name, sheet, at, asked, problems, entry)
        except Refused as refusal:
            figure = Figure(name, "", None, span=refusal.problem.span, faulty=True)
            problems.append(refusal.problem)
        return Named(figure, entry, tuple(problems), entry.from_.span)

    def columns(self, entry: SheetEntry, node: Keys, language: Language) -> Iterator[Named]:
        """The figures of all rows and columns that are asked for. One that cannot be had stands as faulty."""
        groups, names = _entries(node, "groups"), _entries(node, "figures")
        shared: list[Problem] = []  # told with the first figure
        rows: dict[str, int] = {}
        columns: dict[str, int] = {}
        asked: dict[str, Asked] = {}
        sheet: Sheet | None = None
        try:
            sheet = self._sheet(entry.from_, entry.sheet)
            if sheet is not None and groups and names:
                head = head_of(sheet, [one.column for one in entry.figures.values()], entry.rows)
                for named, column in entry.figures.items():
                    with _Telling(shared):
                        columns[named] = head.column(column.column)
                for key, _ in groups:
                    with _Telling(shared):
                        rows[key.text] = row_named(head, key)
            for named, column in entry.figures.items():
                with _Telling(shared):
                    asked[named] = _asked(column, entry.decimal, language, column.column.span)
        except Refused as refusal:
            shared.append(refusal.problem)
        for key, group in groups:
            for name, _ in names:
                full, column = f"{group.text}.{name.text}", entry.figures[name.text]
                figure, problems = Figure(full, "", None, span=group.span, faulty=True), shared
                shared = []
                if sheet is not None and key.text in rows and name.text in columns and name.text in asked:
                    with _Telling(problems):
                        at = Position(rows[key.text], columns[name.text])
                        figure = _figure(full, sheet, at, asked[name.text], problems, column, entry.source)
                yield Named(figure, column, tuple(problems), group.span)

    # --------------------------------------------------------------------------------------------------------------- the sheet

    def _sheet(self, file: LocatedText, name: LocatedText | None) -> Sheet | None:
        """The sheet that is asked for; None if its file cannot be read, which is told once."""
        path = PurePosixPath(file.text).as_posix()
        if path not in self.books:
            self.books[path] = None
            data = self.folder.text_of(file)
            if data is not None:
                book = self.books[path] = read_book(path, data, file.span)
                if book.text is not None:
                    self.texts[path] = book.text
        found = self.books[path]
        return sheet_named(found, name, file.span) if found is not None else None

    @staticmethod
    def _place(sheet: Sheet, entry: CellEntry) -> Position:
        if entry.cell is not None:
            return cell_named(sheet, entry.cell)
        assert entry.row is not None
        assert entry.column is not None
        head = head_of(sheet, [entry.column], entry.rows)
        column = head.column(entry.column)
        return Position(row_named(head, entry.row), column)


class _Telling:
    """Within it, a refusal is added to `problems`, and what follows goes on."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if isinstance(error, Refused):
            self.problems.append(error.problem)
            return True
        return False


def _entries(node: Keys, key: str) -> list[tuple[LocatedText, LocatedText]]:
    """Keys and values under `key`, each with its place; a value that is no text is given as its key."""
    inner = node.get(key)
    found = inner.entries if isinstance(inner, Keys) else ()
    return [(name, value if isinstance(value, LocatedText) else name) for name, value in found]


def _asked(entry: Kept, decimal: LocatedText | str | None, language: Language, span: Span) -> Asked:
    """What is asked of cells, units understood."""
    mark = decimal.text if isinstance(decimal, LocatedText) else decimal or ""
    if mark and mark not in MARKS:
        where = decimal.span if isinstance(decimal, LocatedText) else span
        raise Refused(Problem("table-mark", {"text": mark}, where))
    return Asked(
        span=span,
        language=language,
        kept=measure_of(entry.in_, language) if entry.in_ is not None else None,
        printed=measure_of(entry.unit, language) if entry.unit is not None else None,
        decimals=entry.decimals,
        mark=mark,
    )


def _figure(
    name: str, sheet: Sheet, at: Position, asked: Asked, problems: list[Problem], entry: Described, source: str = ""
) -> Figure:
    """The figure in a cell, and notices of what nobody sees in the file or what may be a gap."""
    stored = stored_in(sheet, at, asked)
    cell = sheet.cells.get(at)
    span = (cell.span if cell else sheet.empty.get(at)) or asked.span
    where: Mapping[str, str] = {"name": name, "where": sheet.where(at)}
    if stored.empty:
        problems.append(Problem("table-cell-empty", where, span, Severity.NOTICE, name))
    if sheet.hidden or at.row in sheet.hidden_rows or at.column in sheet.hidden_columns:
        problems.append(Problem("table-hidden", where, span, Severity.NOTICE, name))
    return Figure(
        name,
        stored.text,
        stored.quantity,
        source=entry.source or source,
        note=entry.note,
        span=span,
        precision=stored.precision,
        unconfirmed=stored.unconfirmed,
        provenance=sheet.provenance(at),
    )
