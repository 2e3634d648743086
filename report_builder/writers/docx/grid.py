"""The grid of a table: where each cell stands in it, and about how high its rows are.

Receives a table, the widths of its columns, the room of a page; promises places with their spans, and heights in points as the
house's fonts make them, near enough to tell a table that fits a page from one that does not. Separate because Word is told what
to keep together before anybody knows where it will stand: what it should keep but cannot, it sets on a page apart from its
caption.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.classes import dataclass
from report_builder.document import Cell, Figure, Inlines, Row, RowKind, Table, plain
from report_builder.theme import MM_PER_POINT, Theme, TypeStyle
from report_builder.writers.balance import lines_in
from report_builder.writers.docx.look import CELL_SPACE, GROUP_SPACE, chip_width, text_width
from report_builder.writers.docx.tablestyles import CELL_GAP
from report_builder.writers.measure import Measure, measure

_SEMI = 600  # the widest weight that a table has


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a row: its first column, how many it takes, and the cell; None where one goes on from above."""

    x: int
    span: int
    cell: Cell | None


def grid(rows: Sequence[Row], columns: int) -> Iterator[list[Place]]:
    """The places of each row, as far as it has cells."""
    held: dict[int, tuple[int, int]] = {}  # first column of a cell that goes on from above: rows left, columns
    for row in rows:
        places: list[Place] = []
        x, waiting = 0, list(row.cells)
        while x < columns and (waiting or x in held):
            if x in held:
                left, span = held.pop(x)
                if left > 1:
                    held[x] = (left - 1, span)
                places.append(Place(x, span, None))
            else:
                cell = waiting.pop(0)
                span = min(cell.colspan, columns - x)
                if cell.rowspan > 1:
                    held[x] = (cell.rowspan - 1, span)
                places.append(Place(x, span, cell))
            x += span
        yield places


def row_heights(theme: Theme, table: Table, columns: Sequence[float]) -> list[float]:
    """The height of each row in points, the head's first; `columns` are widths in points."""
    kind = theme.type["table"]
    width = measure(theme, TypeStyle(kind.size, kind.line, _SEMI))
    chip, gap = chip_width(theme) / MM_PER_POINT, CELL_GAP / MM_PER_POINT
    rows = [*table.head, *table.rows]
    heights = [kind.line + 2 * CELL_SPACE] * len(rows)
    for y, (row, places) in enumerate(zip(rows, grid(rows, len(columns)), strict=True)):
        if row.kind is RowKind.GROUP:
            heights[y] += GROUP_SPACE - CELL_SPACE
        for place in places:
            if (cell := place.cell) is None:
                continue
            room = sum(columns[place.x : place.x + place.span]) - gap - (chip if cell.axis is not None else 0.0)
            room = max(room, kind.size)
            lines = sum(count_lines(plain(part), width, room) for part in (cell.inlines, cell.under) if part)
            last = min(y + max(1, cell.rowspan), len(rows))
            more = lines * kind.line + 2 * CELL_SPACE - sum(heights[y:last])
            heights[last - 1] += max(0.0, more)
    return heights


def lines_after(block: Table | Figure) -> list[Inlines]:
    """The lines under a table or figure: its source, its notes."""
    return [line for line in (block.source, *block.notes) if line]


def lines_around(theme: Theme, table: Table) -> float:
    """The height in points of the caption, the measure and the lines under a table."""
    kinds, gap = theme.type, theme.type["body"].line
    room = (text_width(theme) - theme.page["indent"]) / MM_PER_POINT
    caption = ((table.caption.title, "h3"), (table.caption.measure, "label"))
    parts = (*caption, *((line, "small") for line in lines_after(table)))
    lines = sum(count_lines(plain(part), measure(theme, kinds[kind]), room) * kinds[kind].line for part, kind in parts if part)
    return lines + 1.5 * gap


def count_lines(text: str, width: Measure, room: float) -> int:
    """How many lines a text takes; Word divides a word that is wider than the room."""
    return lines_in(text, width, room) + sum(int(width(word) // room) for word in text.split(" "))
