"""The programme as squares: solid when certified, tinted when activated, outlined when neither.

Receives whole numbers of squares by axis; promises a drawing that fits its field, one path for each state of each axis, and
where each axis begins, as its label stands beside. Separate from charts: it has no scale, and the cover's page holds its
words.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.charts.fonts import Typeface
from report_builder.charts.sheet import Paint, Sheet, axis_paint
from report_builder.classes import dataclass
from report_builder.document import Squares
from report_builder.theme import Theme

FIELD = 112.0  # mm, eight columns of the page; also the greatest height
FEWEST, MOST = 20, 140  # squares in a row
LEAST_BLOCK = 5.5  # mm from one axis to the next: a label of one line stands beside each
INSET, OUTLINE_INSET = 0.24, 0.34  # mm of ground round a filled and an outlined square, of a pitch of 3.294 mm
DESIGNED_PITCH = FIELD / 34


@dataclass(frozen=True, slots=True)
class _Grid:
    columns: int
    pitch: float
    tops: tuple[float, ...]
    heights: tuple[float, ...]
    height: float


def _grid(counts: Sequence[int], columns: int, width: float) -> _Grid:
    """Rows filled from the left; one empty row between axes."""
    pitch = width / columns
    top, tops, heights = 0.0, [], []
    for count in counts:
        height = pitch * max(-(-count // columns), 1)
        tops.append(top)
        heights.append(height)
        top += max(height + pitch, LEAST_BLOCK * width / FIELD)
    total = tops[-1] + heights[-1] if tops else 0.0
    return _Grid(columns, pitch, tuple(tops), tuple(heights), total)


def _fitting(squares: Squares, width: float) -> _Grid:
    """The fewest columns with which all squares fit a field as high as it is wide."""
    counts = [row.allocated for row in squares.rows]
    grids = (_grid(counts, columns, width) for columns in range(FEWEST, MOST + 1))
    return next((grid for grid in grids if grid.height <= width + 1e-6), _grid(counts, MOST, width))


def squares_layout(squares: Squares, width: float = FIELD) -> tuple[tuple[float, float], ...]:
    """(top, height) in mm of each axis' squares, in the order of the rows."""
    grid = _fitting(squares, width)
    return tuple(zip(grid.tops, grid.heights, strict=True))


def draw_squares(squares: Squares, theme: Theme, face: Typeface, width: float = FIELD) -> Sheet:
    """The squares on a sheet `width` mm wide, as high as they need."""
    grid = _fitting(squares, width)
    sheet = Sheet(width, face, grid.height)
    tinted, outlined = (round(100 * theme.tint[name]) for name in ("activated", "empty_outline"))
    for row, top in zip(squares.rows, grid.tops, strict=True):
        colour = axis_paint(row.axis.index)
        states = (
            (0, row.certified, INSET, colour, None),
            (row.certified, row.activated, INSET, Paint(colour.token, tinted), None),
            (row.activated, row.allocated, OUTLINE_INSET, None, Paint(colour.token, outlined)),
        )
        for first, last, designed, fill, edge in states:
            inset = designed * grid.pitch / DESIGNED_PITCH if grid.pitch < DESIGNED_PITCH else designed
            corners = (
                (grid.pitch * (cell % grid.columns) + inset, top + grid.pitch * (cell // grid.columns) + inset)
                for cell in range(first, max(last, first))
            )
            sheet.squares(corners, grid.pitch - 2 * inset, fill, edge)
    return sheet
