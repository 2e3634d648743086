"""Stacked bars: parts of one bar, all on one scale or each bar a hundred.

Receives a plan; promises parts in the order of the series with paper between them, their names once over the first bar, a
number in every part that has room for it with a millimetre to spare, and the total at the end. What does not fit stands
outside or is left to the data table, never squeezed. Where the names find no room and a key explains the colours of axes, each
part carries its axis' numeral, so that no part is told by its colour alone.
"""

from __future__ import annotations

from report_builder.charts.heads import Part, draw_heads, heads_fit
from report_builder.charts.keys import Item, draw_key, key_height
from report_builder.charts.labels import Block, Run, wrapped
from report_builder.charts.layout import LEAST_BAR, LINE_TO_TEXT, PART_GAP, Fill, Plan, Row
from report_builder.charts.scale import NO_SCALE, Scale, amount, decimal, fitted
from report_builder.charts.sheet import BOLD, MUTED, REGULAR, SEMIBOLD
from report_builder.classes import dataclass
from report_builder.document import Category

SPARE = 0.6  # mm at both sides of a number in its part
FEW = 3  # up to so many series, numbers without room stand outside, with the names of their series
HEAD = 4.8  # mm over the first bar


@dataclass
class _Stack:
    """How all bars are drawn: their thickness, whether parts carry numerals, and the rows whose numbers stand outside."""

    plan: Plan
    thick: float
    size: float
    marked: bool = False
    outside: frozenset[int] = frozenset()
    scale: Scale = NO_SCALE

    def lengths(self, category: Category) -> list[float]:
        values = [max(amount(datum), 0.0) for datum in category.values]
        whole = sum(values)
        return [100 * value / whole for value in values] if self.plan.chart.share and whole else values

    def parts(self, category: Category) -> list[Part]:
        x, found = self.scale.zero, []
        for length in self.lengths(category):
            width = length * self.scale.step
            found.append(Part(x, width))
            x += width
        return found

    def numeral(self, index: int) -> str:
        axis = self.plan.chart.series[index].axis if self.marked and index < len(self.plan.chart.series) else None
        return axis.numeral if axis else ""

    def fits(self, category: Category, index: int, part: Part, words: str) -> bool:
        fill = self.plan.fill(category, index)
        width = self.plan.sheet.measure(words, self.size, SEMIBOLD)
        return fill.text is not None and part.width - PART_GAP >= width + 2 * SPARE

    def whole(self, category: Category, index: int) -> str:
        """All that a part should carry: its number, after its numeral where it has one."""
        return f"{self.numeral(index)} {category.values[index].text}".strip()

    def crowded(self, category: Category) -> bool:
        """Whether a stated number has no room in its part."""
        return any(
            category.values[i].text and part.width > 0 and not self.fits(category, i, part, self.whole(category, i))
            for i, part in enumerate(self.parts(category))
        )

    def inside(self, row: int, category: Category, index: int, part: Part) -> str:
        """What a part has room for."""
        wanted = [self.numeral(index)] if row in self.outside else [self.whole(category, index), self.numeral(index)]
        return next((words for words in wanted if words and self.fits(category, index, part, words)), "")


def draw(plan: Plan) -> None:
    """Draw a STACKED chart."""
    many = len(plan.chart.series) > FEW
    thick = 4.8 if plan.dense else 6.4
    stack = _Stack(plan, thick, plan.sizes.small if many or plan.dense else plan.sizes.label)
    _settle_scale(stack)
    heads = _heads(stack)
    if not heads and any(series.axis for series in plan.chart.series):
        stack.marked = True
        _settle_scale(stack)
    fills = [plan.fill(None, i) for i in range(len(plan.chart.series))]
    axes = [category.axis for category in plan.chart.categories if category.axis]
    key = [] if heads else [
        Item(series.name, fills[i] if series.axis or not axes else plan.fill(plan.chart.categories[0], i), series.axis)
        for i, series in enumerate(plan.chart.series) if series.name
    ]  # fmt: skip
    key_room, aside = key_height(plan, key), plan.aside_head()
    reference = plan.line_room(plan.chart.reference[0]) if plan.chart.reference else 0.0
    beside_heads = 0.0 if (heads and not plan.over) or not aside.lines else HEAD
    for i, category in enumerate(plan.chart.categories):
        block = _end(stack, i, category)
        above = (HEAD - 0.6 if not plan.over else HEAD) if heads and not i else 0.0
        plan.add_row(category, max(thick, block.height), 2.4 if plan.dense else 3.8, above=above)
    plan.settle(key_room + reference + beside_heads + sum(aside.steps))
    draw_key(plan, key)
    if plan.rows:
        first = plan.rows[0].y - thick / 2
        draw_heads(plan, heads, first - 2.6)
        plan.draw_aside_head(first - 2.6 if heads and not plan.over else key_room + 2.0 + sum(aside.steps))
    plan.draw_labels()
    for i, row in enumerate(plan.rows):
        _bar(stack, i, row)
    if plan.chart.reference:
        plan.named_line(stack.scale(decimal(plan.chart.reference[1])), key_room, plan.chart.reference[0])


def _settle_scale(stack: _Stack) -> None:
    """A number that moves outside needs room there, which shortens the bars: repeat until nothing moves."""
    plan = stack.plan
    few = len(plan.chart.series) <= FEW
    for _ in range(len(plan.chart.categories) + 1):
        values = [
            (sum(stack.lengths(category)), _end(stack, i, category).width(plan.sheet) + LINE_TO_TEXT)
            for i, category in enumerate(plan.chart.categories)
        ]
        stack.scale = fitted([*values, *plan.fixed()], plan.left, plan.right)
        moved = frozenset(
            i for i, category in enumerate(plan.chart.categories) if few and not category.total and stack.crowded(category)
        )
        if moved <= stack.outside:
            return
        stack.outside |= moved


def _heads(stack: _Stack) -> list[tuple[float, str, int]]:
    chart = stack.plan.chart
    if not chart.categories or len(chart.categories[0].values) < len(chart.series):
        return []
    return heads_fit(stack.plan, stack.parts(chart.categories[0]))


def _end(stack: _Stack, index: int, category: Category) -> Block:
    """What stands at the end of a bar: its total, or its numbers that found no room, and what is not stated."""
    plan, sizes = stack.plan, stack.plan.sizes
    runs: list[Run] = []
    if category.total and category.total.text:
        stated = category.total.value is not None
        size = sizes.value if plan.dense else sizes.strong
        runs.append(Run(category.total.text, size if stated else sizes.label, BOLD if stated else REGULAR))
        if category.total.beside:
            runs.append(Run(category.total.beside, sizes.label, REGULAR, MUTED))
    names = [f"{series.axis.numeral}" if series.axis else series.name for series in plan.chart.series]
    pairs = list(zip(category.values, names, strict=False))
    if index in stack.outside:
        words = ", ".join(f"{datum.text} {name}".strip() for datum, name in pairs if datum.value is not None)
        runs.append(Run(words, sizes.label))
    missing = [(datum.text, name) for datum, name in pairs if datum.value is None and datum.text]
    if missing:
        alone = len(missing) == len(category.values) and len({text for text, _ in missing}) == 1
        words = missing[0][0] if alone else ", ".join(f"{name} {text}".strip() for text, name in missing)
        runs.append(Run(words, sizes.label, REGULAR, MUTED))
    line = Block((tuple(runs),) if runs else ())
    room = (plan.right - plan.left) * 0.66
    if line.width(plan.sheet) <= room:
        return line
    return Block(
        tuple((run._replace(text=text),) for run in runs for text in wrapped(plan.sheet, run.text, room, run.size, run.weight))
    )


def _bar(stack: _Stack, index: int, row: Row) -> None:
    plan, category = stack.plan, row.category
    x = stack.scale.zero
    many = len(plan.chart.series) > FEW
    for i, part in enumerate(stack.parts(category)):
        x = part.left + part.width
        if part.width <= 0:
            continue
        fill = plan.fill(category, i)
        last = i == len(category.values) - 1
        width = max(part.width - (0.0 if last else PART_GAP), LEAST_BAR)
        plan.sheet.rect(part.left, row.y - stack.thick / 2, width, stack.thick, fill.fill, fill.edge, mark=True)
        if words := stack.inside(index, category, i, part):
            _words(stack, row, words, Part(part.left, width), fill, centred=many)
    _end(stack, index, category).draw(plan.sheet, x + LINE_TO_TEXT, row.y)


def _words(stack: _Stack, row: Row, text: str, part: Part, fill: Fill, *, centred: bool) -> None:
    """Centred where parts are many, else from the part's beginning like the head above it."""
    weight = REGULAR if fill.edge else SEMIBOLD
    width = stack.plan.sheet.measure(text, stack.size, weight)
    left = part.left + ((part.width - width) / 2 if centred else min(2.0, (part.width - width) / 2))
    assert fill.text is not None  # `fits` has seen to it
    stack.plan.sheet.text(left, row.y, text, size=stack.size, weight=weight, paint=fill.text)
