"""Dumbbells: from one value to another.

Receives a plan; promises two dots and a line for each row, numbers at both outer sides, or both at the right where the left
has no room. If all rows begin at the same value, that value is one labelled line and every row runs from zero to its dot.
"""

from __future__ import annotations

from report_builder.charts.labels import Block, Run, spread, wrapped
from report_builder.charts.layout import Plan, Row
from report_builder.charts.scale import NO_SCALE, Scale, amount, decimal, fitted
from report_builder.charts.sheet import INK, MUTED, PAPER, REGULAR, SEMIBOLD
from report_builder.classes import dataclass
from report_builder.document import Category, Datum

RADIUS = 1.06  # mm
BAR = 1.5  # points, the line between the dots
AWAY = 2.6  # mm from a dot's middle to its number
NEAR = 2.6  # mm: dots nearer than this share the right side


@dataclass
class _Dumbbells:
    """What all rows share. `common` is the value from which all rows begin, if there is one."""

    plan: Plan
    common: Datum | None
    both_right: frozenset[int] = frozenset()
    scale: Scale = NO_SCALE

    def ends(self, category: Category) -> tuple[Datum | None, Datum]:
        """(from, to); "from" is None where the chart has a common one or the row has one value only."""
        values = category.values
        if self.common is not None or len(values) < 2:
            return None, values[-1] if values else Datum(None, "")
        return values[0], values[1]

    def room(self) -> float:
        """The widest that the numbers of one side may be."""
        return (self.plan.right - self.plan.left) * 0.55

    def wrapped(self, *runs: Run) -> Block:
        line = Block((tuple(run for run in runs if run.text),))
        if line.width(self.plan.sheet) <= self.room():
            return line if line.lines[0] else Block(())
        return Block(
            tuple(
                (run._replace(text=text),)
                for run in runs
                for text in wrapped(self.plan.sheet, run.text, self.room(), run.size, run.weight)
            )
        )

    def runs(self, datum: Datum, *, strong: bool) -> tuple[Run, ...]:
        sizes = self.plan.sizes
        quiet = sizes.small if self.plan.dense else sizes.label
        if datum.value is None or not strong:
            return (Run(datum.text, quiet, REGULAR, MUTED),)
        return Run(datum.text, sizes.value, SEMIBOLD), Run(datum.beside, quiet, REGULAR, MUTED)

    def sides(self, index: int, category: Category) -> tuple[Block, Block]:
        """What stands left of the row's dots and what stands right."""
        begin, end = self.ends(category)
        if begin is None:
            return Block(()), self.wrapped(*self.runs(end, strong=True))
        first, last = self.runs(begin, strong=False), self.runs(end, strong=True)
        if begin.value is None or end.value is None or index in self.both_right:
            return Block(()), self.wrapped(*last, *first)
        return (self.wrapped(*first), self.wrapped(*last)) if end.value >= begin.value else (
            self.wrapped(*last), self.wrapped(*first)
        )  # fmt: skip


def draw(plan: Plan) -> None:
    """Draw a DUMBBELL chart."""
    chart = plan.chart
    bells = _Dumbbells(plan, _common(plan))
    _settle_scale(bells)
    line = _line(bells)
    heads = bells.common is None and any(_end_names(plan))
    aside = 4.8 + sum(plan.aside_head().steps) if chart.aside else 0.0
    head = max(aside, plan.line_room(line[0]) if line else 0.0, 4.8 if heads and not plan.over else 0.0)
    for i, category in enumerate(chart.categories):
        extent = max([3.8, *(block.height for block in bells.sides(i, category))])
        above = 3.6 if plan.over and heads and not i else 0.0
        plan.add_row(category, extent, 2.1 if plan.dense else 3.6, strong=False, above=above)
    plan.settle(head)
    if chart.aside:
        plan.draw_aside_head(2.0 + sum(plan.aside_head().steps))
    if heads and not line and plan.rows:
        _draw_heads(bells)
    plan.draw_labels()
    for i, row in enumerate(plan.rows):
        _bell(bells, i, row)
    plan.zero_line(bells.scale.zero)
    if line:
        plan.named_line(bells.scale(line[1]), 0.0, line[0])


def _common(plan: Plan) -> Datum | None:
    """The value from which all rows begin, if it is the same in all of them and there are several."""
    begins = [category.values[0] for category in plan.chart.categories if len(category.values) > 1]
    if len(begins) < 2 or len(begins) < len(plan.chart.categories) or begins[0].value is None:
        return None
    return begins[0] if len({begin.value for begin in begins}) == 1 else None


def _end_names(plan: Plan) -> tuple[str, str]:
    names = plan.chart.targets or tuple(series.name for series in plan.chart.series)
    return (names[0], names[1]) if len(names) > 1 and any(len(c.values) > 1 for c in plan.chart.categories) else ("", "")


def _line(bells: _Dumbbells) -> tuple[str, float] | None:
    """The labelled line through all rows: the chart's own, or the common beginning."""
    chart = bells.plan.chart
    if chart.reference:
        return chart.reference[0], decimal(chart.reference[1])
    if bells.common is None:
        return None
    name = _end_names(bells.plan)[0]
    return name if bells.common.text in name else f"{name} {bells.common.text}".strip(), amount(bells.common)


def _settle_scale(bells: _Dumbbells) -> None:
    """Numbers without room at the left move to the right, which shortens the scale: repeat until nothing moves."""
    plan, chart = bells.plan, bells.plan.chart
    line = _line(bells)
    for _ in range(len(chart.categories) + 1):
        values: list[tuple[float, float]] = [(line[1], 0.0)] if line else []
        values += [(decimal(chart.maximum), 0.0)] if chart.maximum else []
        for i, category in enumerate(chart.categories):
            begin, end = bells.ends(category)
            stated = [amount(datum) for datum in (begin, end) if datum is not None and datum.value is not None] or [0.0]
            left, right = bells.sides(i, category)
            values.append((max(*stated, 0.0), right.width(plan.sheet) + AWAY))
            if min(stated) < 0:
                values.append((min(stated), left.width(plan.sheet) + AWAY))
        bells.scale = fitted(values, plan.left, plan.right)
        moved = frozenset(i for i, category in enumerate(chart.categories) if _crowded(bells, i, category))
        if moved <= bells.both_right:
            return
        bells.both_right |= moved


def _crowded(bells: _Dumbbells, index: int, category: Category) -> bool:
    begin, end = bells.ends(category)
    if begin is None or begin.value is None or end.value is None:
        return False
    low, high = sorted((bells.scale(amount(begin)), bells.scale(amount(end))))
    left, _ = bells.sides(index, category)
    limit = bells.scale.zero + 0.8 if low >= bells.scale.zero else bells.plan.left
    return high - low < NEAR or (left.width(bells.plan.sheet) > 0 and low - AWAY - left.width(bells.plan.sheet) < limit)


def _draw_heads(bells: _Dumbbells) -> None:
    """The names of both ends over the first row's dots."""
    plan, row = bells.plan, bells.plan.rows[0]
    begin, end = bells.ends(row.category)
    if begin is None or begin.value is None or end.value is None:
        return
    size = plan.sizes.label
    named = sorted(
        (bells.scale(amount(datum)), name, paint)
        for datum, name, paint in zip((begin, end), _end_names(plan), (MUTED, INK), strict=True)
    )
    widths = [plan.sheet.measure(name, size) for _, name, _ in named]
    places = [(x, width) for (x, _, _), width in zip(named, widths, strict=True)]
    middles = spread(places, plan.left, plan.right, 2.5)
    for middle, (_, name, paint) in zip(middles or [], named, strict=False):
        plan.sheet.text(middle, row.y - row.extent / 2 - 2.2, name, size=size, paint=paint, align="center")


def _bell(bells: _Dumbbells, index: int, row: Row) -> None:
    plan, scale = bells.plan, bells.scale
    begin, end = bells.ends(row.category)
    paint = plan.colour(row.category, len(row.category.values) - 1)
    left, right = bells.sides(index, row.category)
    start = scale(amount(begin)) if begin is not None else scale.zero
    stop = scale(amount(end))
    if begin is not None and begin.value is None:
        start = stop
    if end.value is None:
        stop = start
    if start != stop:
        plan.sheet.polyline(((start, row.y), (stop, row.y)), paint, BAR)
    if begin is not None and begin.value is not None:
        plan.sheet.dot(start, row.y, RADIUS - 0.2, PAPER, paint)
    if end.value is not None:
        plan.sheet.dot(stop, row.y, RADIUS, paint)
    low, high = min(start, stop, scale.zero) if amount(end) < 0 else min(start, stop), max(start, stop)
    left.draw(plan.sheet, low - AWAY, row.y, "right")
    right.draw(plan.sheet, high + AWAY, row.y)
