"""Bars and grouped bars: one bar for each value, its number at its end.

Receives a plan; promises bars from zero, negative ones to the left of it, and a number or the words for "not stated" at every
one. One module because a simple bar is a group of one.
"""

from __future__ import annotations

from dataclasses import replace

from report_builder.charts.keys import Item, draw_key, key_height
from report_builder.charts.labels import Block, Run, wrapped
from report_builder.charts.layout import LEAST_BAR, LINE_TO_TEXT, Plan, Row
from report_builder.charts.scale import Scale, amount, decimal, fitted
from report_builder.charts.sheet import MUTED, REGULAR, SEMIBOLD
from report_builder.classes import dataclass
from report_builder.document import Category, ChartKind, Datum

LONGEST_NAME = 32.0  # mm; longer names of series stand in a key above the bars


@dataclass(frozen=True, slots=True)
class _Bars:
    """The measures that all rows share: bars in a row, their thickness, from one to the next, the column of second texts."""

    count: int
    thick: float
    step: float
    column: float
    named: bool


def draw(plan: Plan) -> None:
    """Draw a BARS or GROUPED chart."""
    chart = plan.chart
    bars = _measures(plan)
    key = [Item(series.name, plan.fill(None, i), series.axis) for i, series in enumerate(chart.series[: bars.count])]
    key = [] if bars.named or bars.count < 2 else key
    aside = plan.aside_head()
    heads = max(5.0 + sum(aside.steps) if aside.lines else 0.0, plan.line_room(chart.reference[0]) if chart.reference else 0.0)
    key_room = key_height(plan, key)
    for category in chart.categories:
        highest = max(_block(plan, category, i, bars).height for i in range(bars.count))
        extent = bars.step * (bars.count - 1) + max(bars.thick, highest if bars.count == 1 or highest > bars.step else 0.0)
        plan.add_row(category, extent, (2.2 if plan.dense else 3.4) if bars.count == 1 else 4.2)
    plan.settle(key_room + heads)
    scale = _scale(plan, bars)
    draw_key(plan, key)
    plan.draw_aside_head(key_room + heads - 3.0)
    plan.draw_labels()
    for row in plan.rows:
        for i in range(bars.count):
            _bar(plan, row, i, scale, bars)
    plan.zero_line(scale.zero)
    if chart.reference:
        plan.named_line(scale(decimal(chart.reference[1])), key_room, chart.reference[0])


def _measures(plan: Plan) -> _Bars:
    chart = plan.chart
    most = max((len(category.values) for category in chart.categories), default=1)
    count = max(most, 1) if chart.kind is ChartKind.GROUPED else 1
    names = [series.name for series in chart.series]
    widest = max((plan.sheet.measure(name, plan.sizes.label) for name in names), default=0.0)
    if count > 1:
        thick = plan.sizes.value * 0.5 - 0.8
        named = widest <= (14.0 if chart.half else LONGEST_NAME)
        bars = _Bars(count, thick, thick + 0.8, 0.0, named)
        bars = bars if not named or _inline(plan, bars) else replace(bars, named=False)
        highest = max(_block(plan, category, i, bars).height for category in chart.categories for i in range(count))
        return replace(bars, step=max(bars.step, highest + 0.4))
    texts = [datum.beside for category in chart.categories for datum in category.values[:1]]
    column = max((plan.sheet.measure(text, plan.sizes.label) for text in texts), default=0.0) if chart.half else 0.0
    column = column + 3.0 if 0 < column < (plan.right - plan.left) / 3 else 0.0
    thick = 3.8 if plan.dense else 4.8 if chart.half else 5.2
    return _Bars(1, thick, thick, column, False)


def _inline(plan: Plan, bars: _Bars) -> bool:
    """Whether the first row's values and names each fit one line."""
    return all(len(_block(plan, plan.chart.categories[0], i, bars).lines) < 2 for i in range(bars.count))


def _datum(category: Category, index: int) -> Datum:
    return category.values[index] if index < len(category.values) else Datum(None, "")


def _room(plan: Plan, bars: _Bars) -> float:
    """The widest that a value's label may be: bars of both signs share what is there."""
    both = any(amount(datum) < 0 for category in plan.chart.categories for datum in category.values)
    room = plan.right - bars.column - plan.left
    return room / 2 - 4.0 if both else room - 12.0


def _block(plan: Plan, category: Category, index: int, bars: _Bars) -> Block:
    """The value with the quieter text beside it, in one line if there is room."""
    datum, sizes = _datum(category, index), plan.sizes
    runs = []
    if datum.text:
        text = f"{_numeral(plan, index, bars)} {datum.text}".strip()
        value = Run(text, sizes.label if plan.dense else sizes.value, SEMIBOLD)
        runs.append(value if datum.value is not None else Run(text, sizes.label, REGULAR, MUTED))
    quiet = sizes.small if plan.dense else sizes.label
    if datum.beside and not bars.column:
        runs.append(Run(datum.beside, quiet, REGULAR, MUTED))
    if bars.named and bars.count > 1 and category is plan.chart.categories[0] and index < len(plan.chart.series):
        runs.append(Run(plan.chart.series[index].name, quiet, REGULAR, MUTED))
    one_line = Block((tuple(runs),) if runs else ())
    room = _room(plan, bars)
    if one_line.width(plan.sheet) <= room:
        return one_line
    return Block(
        tuple((run._replace(text=text),) for run in runs for text in wrapped(plan.sheet, run.text, room, run.size, run.weight))
    )


def _numeral(plan: Plan, index: int, bars: _Bars) -> str:
    """The numeral of a bar's axis where a key names the colours, so that no bar is told by its colour alone."""
    axis = plan.chart.series[index].axis if index < len(plan.chart.series) else None
    return axis.numeral if axis and bars.count > 1 and not bars.named else ""


def _scale(plan: Plan, bars: _Bars) -> Scale:
    values = [
        (amount(_datum(category, i)), _block(plan, category, i, bars).width(plan.sheet) + LINE_TO_TEXT)
        for category in plan.chart.categories
        for i in range(bars.count)
    ]
    return fitted([*values, *plan.fixed()], plan.left, plan.right - bars.column)


def _bar(plan: Plan, row: Row, index: int, scale: Scale, bars: _Bars) -> None:
    datum, fill = _datum(row.category, index), plan.fill(row.category, index)
    y = row.y + (index - (bars.count - 1) / 2) * bars.step
    value = amount(datum)
    end = scale(value)
    if datum.value is not None and value != 0:
        width = max(abs(end - scale.zero), LEAST_BAR)
        left = scale.zero if value > 0 else scale.zero - width
        plan.sheet.rect(left, y - bars.thick / 2, width, bars.thick, fill.fill, fill.edge, mark=True)
    block = _block(plan, row.category, index, bars)
    if value < 0:
        block.draw(plan.sheet, end - LINE_TO_TEXT, y, "right")
    else:
        block.draw(plan.sheet, end + LINE_TO_TEXT, y)
    if bars.column and datum.beside:
        plan.sheet.text(plan.right, y, datum.beside, size=plan.sizes.label, paint=MUTED, align="right")
