"""Lines: values over years.

Receives a plan; promises lines from a zero that is always shown, broken where a value is not stated, named at their ends, and
as many numbers at points as find room beside labels and lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from itertools import pairwise

from report_builder.charts.labels import Block, Run, balanced, spread, wrapped
from report_builder.charts.layout import Plan
from report_builder.charts.scale import amount, decimal
from report_builder.charts.sheet import BOLD, INK, MUTED, PAPER, QUIET, REGULAR, RULE, SEMIBOLD, Box, Label, Paint
from report_builder.classes import dataclass
from report_builder.document import Category, Datum

WIDTH = 1.75  # points
HEIGHTS = {"wide": 52.0, "half": 38.0, "narrow": 48.0}  # mm between the highest and the lowest value
OVER = 2.9  # mm from a point to the middle of its number
AWAY = 2.4  # mm from the last point to the name of the line
YEARS = 3.4  # mm from the plot to the middle of the years

Point = tuple[float, float]


@dataclass
class _Lines:
    """The plot: its bounds in mm, the places of the years, and the values from `low` to `high`."""

    plan: Plan
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    years: list[float] = field(default_factory=list)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)

    def data(self, series: int) -> list[Datum]:
        return [c.values[series] if series < len(c.values) else Datum(None, "") for c in self.plan.chart.categories]

    def points(self, series: int) -> list[tuple[Point, Datum]]:
        """The stated values of a series and where they lie."""
        pairs = zip(self.years, self.data(series), strict=True)
        return [((x, self.y(amount(datum))), datum) for x, datum in pairs if datum.value is not None]

    def stretches(self, series: int) -> Iterator[list[Point]]:
        """Points that are joined: a value that is not stated breaks the line."""
        run: list[Point] = []
        for x, datum in zip(self.years, self.data(series), strict=True):
            if datum.value is not None:
                run.append((x, self.y(amount(datum))))
            elif run:
                yield run
                run = []
        if run:
            yield run

    def segments(self) -> list[tuple[Point, Point]]:
        return [
            pair for series in range(len(self.plan.chart.series)) for run in self.stretches(series) for pair in pairwise(run)
        ]


def draw(plan: Plan) -> None:
    """Draw a LINE chart."""
    chart, sheet = plan.chart, plan.sheet
    names = [_name(plan, i) for i in range(len(chart.series))]
    beside = max((block.width(sheet) for block in names), default=0.0)
    values = [amount(datum) for category in chart.categories for datum in category.values]
    extra = [value for value, _ in plan.fixed()]
    low, high = min([0.0, *values, *extra]), max([0.0, *values, *extra])
    room = sum(block.height + 1.0 for block in names)
    height = max(HEIGHTS["narrow" if plan.narrow else "half" if chart.half else "wide"], room)
    top = 5.0
    half_year = max((sheet.measure(c.label, plan.sizes.label) for c in chart.categories), default=0.0) / 2
    left = plan.left if not plan.narrow and not chart.half else min(half_year, 8.0)
    lines = _Lines(plan, left, sheet.width - beside - AWAY - 0.2, top, top + height, low, high if high > low else low + 1)
    lines.years = _years(plan, lines)
    sheet.height = lines.bottom + YEARS + 2.2
    taken = _foot(lines)
    for i in range(len(chart.series)):
        _line(lines, i)
    _names(lines, names)
    _reference_name(lines)
    _numbers(lines)
    _grid(lines, taken)


def _paint(plan: Plan, series: int) -> Paint:
    """An axis' colour, or ink, then greys: without axes a line is told by its name alone."""
    one = plan.chart.series[series]
    if one.axis:
        return plan.colour(None, series)
    alike = [i for i, other in enumerate(plan.chart.series) if other.axis is None]
    return QUIET if one.tinted else (INK, MUTED, QUIET)[alike.index(series) % 3]


def _years(plan: Plan, lines: _Lines) -> list[float]:
    """Years as far apart as they are; other labels evenly."""
    labels = [category.label for category in plan.chart.categories]
    numbers = [int(label) for label in labels if label.isdecimal()]
    rising = len(numbers) == len(labels) and all(a < b for a, b in pairwise(numbers))
    places = numbers if rising else list(range(len(labels)))
    span = (places[-1] - places[0]) if len(places) > 1 else 0
    inner = lines.right - lines.left - 2.0
    return [lines.left + 1.0 + (inner * (place - places[0]) / span if span else inner / 2) for place in places]


def _foot(lines: _Lines) -> list[float]:
    """The years under the plot, as many as find room, the last and the first before others; where they stand."""
    plan, sheet, size = lines.plan, lines.plan.sheet, lines.plan.sizes.label
    labels = [category.label for category in plan.chart.categories]
    taken: list[tuple[float, float]] = []
    named: list[float] = []
    for i in sorted(range(len(labels)), key=lambda i: (i != len(labels) - 1, i != 0, i)):
        text = wrapped(sheet, labels[i], lines.right - lines.left, size)[0] if labels[i] else ""
        width = sheet.measure(text, size)
        middle = min(max(lines.years[i], width / 2), sheet.width - width / 2)
        if any(middle - width / 2 < end + 2 and start < middle + width / 2 + 2 for start, end in taken):
            continue
        taken.append((middle - width / 2, middle + width / 2))
        named.append(lines.years[i])
        sheet.text(middle, lines.bottom + YEARS, text, size=size, paint=MUTED, align="center")
    return named


def _grid(lines: _Lines, years: list[float]) -> None:
    """Zero, the reference and a quiet line for each year that is named: under everything, and making way for labels."""
    sheet, reference = lines.plan.sheet, lines.plan.chart.reference
    above, sheet.shapes = sheet.shapes, list(sheet.labels())
    for x in sorted(years):
        sheet.vertical(x, lines.top, lines.bottom, RULE, 0.5)
    sheet.line(lines.left, lines.y(0), lines.right, lines.y(0), QUIET)
    if reference:
        y = lines.y(decimal(reference[1]))
        sheet.line(lines.left, y, lines.right, y, INK)
    sheet.shapes = [*(shape for shape in sheet.shapes if not isinstance(shape, Label)), *above]


def _reference_name(lines: _Lines) -> None:
    """The name of the line across, over its beginning or under it."""
    plan, sheet, size = lines.plan, lines.plan.sheet, lines.plan.sizes.label
    if plan.chart.reference is None:
        return
    words = wrapped(sheet, plan.chart.reference[0], lines.right - lines.left - 2, size)[0]
    x, y, width = lines.left + 1, lines.y(decimal(plan.chart.reference[1])), sheet.measure(words, size)
    places = [(at, y + dy) for dy in (-2.3, 2.5) for at in (x, lines.right - width - 1, (x + lines.right - width) / 2)]
    free = (
        place
        for place in places
        if _free(lines, Box(place[0], place[1] - 1.5, place[0] + width, place[1] + 1.6), lines.segments())
    )
    at = next(free, places[0])
    sheet.text(*at, words, size=size, paint=MUTED)


def _line(lines: _Lines, series: int) -> None:
    sheet, paint = lines.plan.sheet, _paint(lines.plan, series)
    few = len(lines.years) <= 15 and len(lines.plan.chart.series) <= 6
    for run in lines.stretches(series):
        if len(run) > 1:
            sheet.polyline(run, paint, WIDTH)
        for i, (x, y) in enumerate(run):
            if few or len(run) == 1 or i == len(run) - 1:
                sheet.dot(x, y, 0.95, paint, PAPER)


def _name(plan: Plan, series: int) -> Block:
    """The last value and the line's name, as they stand at its end; no wider than a third of the chart."""
    sizes, sheet = plan.sizes, plan.sheet
    one = plan.chart.series[series]
    data = [c.values[series] if series < len(c.values) else Datum(None, "") for c in plan.chart.categories]
    last = next((datum for datum in reversed(data) if datum.value is not None), None)
    text = last.text if last else next((datum.text for datum in reversed(data) if datum.text), "")
    words = f"{one.axis.numeral} {one.name}" if one.axis else one.name
    paint = _readable(_paint(plan, series)) if last else MUTED
    value = Run(text, sizes.value, BOLD if last else REGULAR, paint)
    name = Run(words, sizes.label, REGULAR, paint)
    room = plan.sheet.width * (0.36 if plan.narrow or plan.chart.half else 0.2)
    if value.text and name.text:
        line = Block(((value, name),), 1.4)
        if line.width(sheet) <= room:
            return line
    runs = [run for run in (value, name) if run.text]
    return Block(
        tuple((run._replace(text=text),) for run in runs for text in balanced(sheet, run.text, room, run.size, run.weight)), 1.4
    )


def _names(lines: _Lines, names: list[Block]) -> None:
    """Names at the right, each as near to its line's end as the others allow, with a fine line where it had to move."""
    sheet = lines.plan.sheet
    ends = [points[-1][0] if (points := lines.points(i)) else (lines.right, lines.bottom) for i in range(len(names))]
    order = sorted((i for i in range(len(names)) if names[i].lines), key=lambda i: (ends[i][1], i))
    places = [(ends[i][1], names[i].height) for i in order]
    middles = spread(places, lines.top - 2.5, lines.bottom + 1.0, 0.5) or [y for y, _ in places]
    x = lines.right + AWAY
    for i, middle in zip(order, middles, strict=True):
        names[i].draw(sheet, x, middle)
        if abs(middle - ends[i][1]) > 1.2 and ends[i][0] > lines.right - 3:
            sheet.polyline(((ends[i][0] + 1.1, ends[i][1]), (x - 0.5, middle)), QUIET, 0.5)


def _numbers(lines: _Lines) -> None:
    """Numbers at points: the first and the highest first, then whatever finds room beside labels and lines."""
    plan, sheet, size = lines.plan, lines.plan.sheet, lines.plan.sizes.small
    segments = lines.segments()
    for series in range(len(plan.chart.series)):
        points = lines.points(series)[:-1]
        paint = _readable(_paint(plan, series))
        highest = max(points, key=lambda point: -point[0][1], default=None)
        for (x, y), datum in sorted(points, key=lambda point: (point is not points[0], point is not highest, point[0][0])):
            half = sheet.measure(datum.text, size, SEMIBOLD) / 2
            beside = half + 1.3
            for dx, dy in ((0, -OVER), (-beside, -2.0), (0, OVER), (beside, 2.0), (beside, -2.0), (-beside, 2.0)):
                box = sheet.box(x + dx, y + dy, datum.text, size, SEMIBOLD, "center")
                if _free(lines, box, segments):
                    sheet.text(x + dx, y + dy, datum.text, size=size, weight=SEMIBOLD, paint=paint, align="center")
                    break
    for i, category in enumerate(plan.chart.categories):
        _missing(lines, i, category, segments)


def _missing(lines: _Lines, year: int, category: Category, segments: list[tuple[Point, Point]]) -> None:
    """The words for "not stated", over zero: once if they hold for all lines, else with the name of the line."""
    plan, sheet, size = lines.plan, lines.plan.sheet, lines.plan.sizes.small
    missing = [(i, datum.text) for i, datum in enumerate(category.values) if datum.value is None and datum.text]
    if len(missing) == len(category.values):
        missing = [(-1, text) for _, text in missing[:1]]
    for level, (series, text) in enumerate(missing):
        one = plan.chart.series[series] if series >= 0 else None
        words = f"{one.axis.numeral if one.axis else one.name} {text}" if one else text
        paint = _readable(_paint(plan, series)) if one else MUTED
        x, y = lines.years[year], lines.y(0) - 2.2 - 3.4 * level
        if _free(lines, sheet.box(x, y, words, size, align="center"), segments):
            sheet.text(x, y, words, size=size, paint=paint, align="center")


def _readable(paint: Paint) -> Paint:
    """The colour of a line as text: what is meant for lines only becomes that of quiet text."""
    return MUTED if paint == QUIET else paint


def _free(lines: _Lines, box: Box, segments: list[tuple[Point, Point]]) -> bool:
    sheet = lines.plan.sheet
    if box.top < 0 or box.bottom > lines.bottom + 1.2 or box.left < 0 or box.right > lines.right + 1:
        return False
    if any(label.box.meets(box) for label in sheet.labels()) or any(mark.meets(box) for mark in sheet.rects()):
        return False
    return not any(_crosses(a, b, box) for a, b in segments)


def _crosses(a: Point, b: Point, box: Box) -> bool:
    """Whether a segment passes through a box: the part of it inside both bands is not empty (Liang and Barsky)."""
    begin, end = 0.0, 1.0
    for start, delta, low, high in ((a[0], b[0] - a[0], box.left, box.right), (a[1], b[1] - a[1], box.top, box.bottom)):
        if delta == 0:
            if not low <= start <= high:
                return False
            continue
        first, second = sorted(((low - start) / delta, (high - start) / delta))
        begin, end = max(begin, first), min(end, second)
    return begin <= end
