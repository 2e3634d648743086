"""How wide the columns of a table are.

Receives a table's head and rows; promises shares of its width that sum to 1: a figure has its place on one line before labels
have theirs, and what does not fit a page is told. Separate because it alone reckons in millimetres.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.content.models import TableEntry
from report_builder.diagnostics import Problem, Severity
from report_builder.document import Cell, Row, RowKind, plain

UPRIGHT, SIDEWAYS = 170.0, 257.0  # mm, between the margins of a page
CHARACTER = 1.85  # mm, of a table's text, so that nothing is narrow
TIGHT = 1.68  # mm, the least: a figure of many digits in the theme's own typeface
PADDING = 3.0  # mm, left of a column
CHIP = 14.5  # mm, an axis' numeral and the gap after it
METER_WIDTH = 50.0  # mm, a bar and its gap beside the printed value
SHORT_HEAD = 14  # characters: a head up to this length is not broken
LEAST_LABEL = 0.24  # of the width, for the column of row labels, where figures leave it


def widths(entry: TableEntry, head: Row, body: Sequence[Row]) -> tuple[tuple[float, ...], list[Problem]]:
    """Shares of the width: a column as wide as its longest printed value or word of its head, the labels get the rest.

    Where that is little, columns give way until each just holds its longest figure or word, and then the labels do.
    """
    whole = SIDEWAYS if entry.landscape else UPRIGHT
    wanted: list[float] = []
    least: list[float] = []
    for index, column in enumerate(entry.columns):
        cells = [row.cells[index + 1] for row in body if len(row.cells) > index + 1]
        printed = max((len(plain(cell.inlines)) for cell in cells), default=0)
        title = head.cells[index + 1]
        length = len(plain(title.inlines))
        words = length if length <= SHORT_HEAD else _longest(title)
        bar = METER_WIDTH if column.meter else 0.0
        usual = max(min(printed, 40), words) * CHARACTER + PADDING + bar
        wanted.append(max(usual, 16.0) / UPRIGHT if column.width is None else column.width / 100)
        least.append((max(map(_longest, (*cells, title))) * TIGHT + PADDING + bar) / whole)
    if 1 - sum(wanted) < LEAST_LABEL:  # else the columns of a turned page are as far apart as it is wider
        fixed = [column.width is not None for column in entry.columns]
        wanted = [share if own else share * UPRIGHT / whole for share, own in zip(wanted, fixed, strict=True)]
    rest = 1 - sum(wanted)
    if rest >= LEAST_LABEL:
        return (rest, *wanted), []
    given = [share * (1 - LEAST_LABEL) / sum(wanted) for share in wanted]
    if all(share >= needed for share, needed in zip(given, least, strict=True)):
        return (LEAST_LABEL, *given), []
    labels = [row.cells[0] for row in (head, *body) if row.cells and row.kind is not RowKind.GROUP]
    narrow = max(_longest(cell) * TIGHT + (CHIP if cell.axis else 0.0) for cell in labels) / whole
    label = min(LEAST_LABEL, max(narrow, 1 - sum(least)))
    spare = 1 - label - sum(least)
    if spare < 0:
        problem = Problem("table-too-wide", {"table": entry.id.text}, entry.id.span, Severity.WARNING)
        return (label, *(share * (1 - label) / sum(least) for share in least)), [problem]
    over = [max(0.0, share - needed) for share, needed in zip(wanted, least, strict=True)]
    whole_over = sum(over) or 1.0
    given = [needed + spare * more / whole_over for needed, more in zip(least, over, strict=True)]
    return (1 - sum(given), *given), []


def _longest(cell: Cell) -> int:
    """The characters of the longest part of a cell that stands on one line: an amount is one with its unit."""
    return max((len(word) for part in (cell.inlines, cell.under) for word in plain(part).split(" ")), default=0)
