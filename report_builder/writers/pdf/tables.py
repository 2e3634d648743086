"""Which header cells belong to which cell of a table, computed from the HTML table alone.

Receives the element of a table; promises for every cell an id (header cells), the ids of its headers, its scope and spans, by
the rules of HTML (4.9.12) as ISO 32000-1 (14.8.5.7) can say them. Separate because it needs neither boxes nor pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from report_builder.classes import dataclass

SCOPES: Mapping[str, str] = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}


@dataclass(frozen=True, slots=True)
class CellInfo:
    """`scope` is the PDF name ("" for data cells); `headers` are ids of header cells, columns first."""

    id: str
    scope: str
    headers: tuple[str, ...]
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class _Placed:
    cell: Any
    row: int
    column: int
    rows: int
    columns: int
    group: int
    scope: str
    id: str

    def spans_row(self, row: int, rows: int) -> bool:
        return self.row < row + rows and row < self.row + self.rows

    def spans_column(self, column: int, columns: int) -> bool:
        return self.column < column + columns and column < self.column + self.columns


def header_cells(table: Any, name: str) -> dict[Any, CellInfo]:
    """What every `th` and `td` of the table needs; `name` (unique in the document) begins the ids of header cells
    that have none."""
    placed = list(_place(table, name))
    heads = [cell for cell in placed if cell.scope]
    columns = [cell for cell in heads if cell.scope in ("col", "colgroup")]
    rows = [cell for cell in heads if cell.scope == "row"]
    groups = [cell for cell in heads if cell.scope == "rowgroup"]
    result = {}
    for cell in placed:
        headers: list[str] = []
        if cell.scope in ("", "row"):
            before = [group for group in groups if group.group == cell.group and group.row < cell.row]
            headers += [group.id for group in before[-1:]]
        above = [head for head in columns if head.row < cell.row and head.spans_column(cell.column, cell.columns)]
        if cell in columns:
            headers = [head.id for head in above]
        if not cell.scope:
            beside = [head for head in rows if head.column < cell.column and head.spans_row(cell.row, cell.rows)]
            headers = [head.id for head in above] + headers + [head.id for head in beside]
        result[cell.cell] = CellInfo(cell.id, SCOPES.get(cell.scope, ""), tuple(headers), cell.rows, cell.columns)
    return result


def _place(table: Any, name: str) -> Iterator[_Placed]:
    taken: set[tuple[int, int]] = set()
    row = 0
    for group, lines in enumerate(_groups(table)):
        for left, line in zip(range(len(lines), 0, -1), lines, strict=True):
            column = 0
            for cell in line:
                if cell.tag not in ("th", "td"):
                    continue
                while (row, column) in taken:
                    column += 1
                high, wide = min(int(cell.get("rowspan", 1)), left), int(cell.get("colspan", 1))  # no further than its group
                taken.update((row + i, column + j) for i in range(high) for j in range(wide))
                scope = (cell.get("scope") or ("row" if column == 0 and row else "col")) if cell.tag == "th" else ""
                own = cell.get("id") or (f"{name}-r{row + 1}c{column + 1}" if scope else "")
                yield _Placed(cell, row, column, high, wide, group, scope, own)
                column += wide
            row += 1


def _groups(table: Any) -> Iterator[list[Any]]:
    """Rows by row group; rows that stand in the table itself are a group each time they are not interrupted."""
    loose: list[Any] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield [line for line in child if line.tag == "tr"]
    if loose:
        yield loose
