"""Bullets: a value on the track of its scale, against one target or several.

Receives a plan; promises ticks with paper at both sides, so that they are seen on a bar and beyond it, their names once over
the first row, and the value inside its bar where no tick crosses it, otherwise behind whatever is in its way.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.charts.labels import spread
from report_builder.charts.layout import LEAST_BAR, LINE_TO_TEXT, Plan, Row
from report_builder.charts.scale import NO_SCALE, Scale, amount, decimal, fitted
from report_builder.charts.sheet import BOLD, INK, MUTED, PAPER, QUIET, REGULAR, SEMIBOLD, Paint
from report_builder.classes import dataclass
from report_builder.document import Category

TICK, HALO = 1.75, 4.0  # points
REACH = 1.5  # mm that a tick stands out of the bar
CLEAR = 1.2  # mm between a tick and a text
APART = 3.0  # mm between the names of two targets
FARTHEST = 6.0  # mm that a name may be moved from its tick before it takes a line of its own
STEP = 3.8  # mm from line to line over a bar


@dataclass(frozen=True, slots=True)
class _Name:
    """A text over a tick: its middle, how far over the bar, and the tick it belongs to."""

    middle: float
    over: float
    text: str
    weight: int
    paint: Paint
    tick: float


@dataclass(frozen=True, slots=True)
class _Value:
    """Where the value is written."""

    x: float
    align: str
    inside: bool


@dataclass
class _Bullets:
    """What all rows share."""

    plan: Plan
    thick: float
    size: float
    weight: int
    single: bool
    scale: Scale = NO_SCALE

    def ticks(self, category: Category) -> list[float]:
        return [self.scale(amount(target)) for target in category.targets if target.value is not None]

    def farthest(self, category: Category) -> float:
        return max([amount(category.values[0]) if category.values else 0.0, *map(amount, category.targets), 0.0])

    def value_at(self, category: Category) -> _Value:
        """Inside the bar if no tick crosses the text: at its beginning, or in a single large bar at its end."""
        datum = category.values[0]
        width = self.plan.sheet.measure(datum.text, self.size, self.weight)
        zero, end, ticks = self.scale.zero, self.scale(max(amount(datum), 0.0)), self.ticks(category)
        begin = (zero + LINE_TO_TEXT, "left", zero + LINE_TO_TEXT)
        finish = (end - LINE_TO_TEXT, "right", end - LINE_TO_TEXT - width)
        readable = datum.value is not None and self.plan.fill(category).text is not None
        for x, align, left in (finish, begin) if self.single else (begin, finish):
            within = left >= zero + 1 and left + width <= end - 1
            if readable and within and not any(left - CLEAR < tick < left + width + CLEAR for tick in ticks):
                return _Value(x, align, True)
        x = end + LINE_TO_TEXT
        for tick in sorted(ticks):
            if x - CLEAR < tick < x + width + CLEAR:
                x = tick + CLEAR + 0.4
        return _Value(x, "left", False)


def draw(plan: Plan) -> None:
    """Draw a BULLET chart."""
    chart = plan.chart
    single = len(chart.categories) == 1 and not chart.half
    thick = 9.0 if single else 3.8 if plan.dense else 5.2
    bullets = _Bullets(plan, thick, plan.sizes.big if single else plan.sizes.value, BOLD, single)
    _settle_scale(bullets)
    aside = plan.aside_head()
    head = 4.6 + sum(aside.steps) if aside.lines else 0.0
    if chart.reference:
        head = max(head, plan.line_room(chart.reference[0]))
    names = [_names(bullets, category, i) for i, category in enumerate(chart.categories)]
    for category, over in zip(chart.categories, names, strict=True):
        above = max((name.over for name in over), default=-STEP / 2) + STEP / 2
        plan.add_row(category, thick + 2 * REACH, 1.0 if plan.dense else 2.2, above=above)
    plan.settle(head)
    if aside.lines:
        plan.draw_aside_head(head - 2.6)
    plan.draw_labels(_reached)
    for row, over in zip(plan.rows, names, strict=True):
        _bar(bullets, row)
        _draw_names(bullets, row, over)
    if chart.reference:
        plan.named_line(bullets.scale(decimal(chart.reference[1])), 0.0, chart.reference[0])


def _reached(category: Category) -> bool:
    """Whether a row's value is stated and not below any of its targets."""
    value = category.values[0].value if category.values else None
    return value is not None and all(target.value is not None and value >= target.value for target in category.targets)


def _settle_scale(bullets: _Bullets) -> None:
    """A value behind its bar needs room there, which shortens all bars: repeat until none leaves the chart."""
    plan, chart = bullets.plan, bullets.plan.chart
    behind: frozenset[int] = frozenset()
    for _ in range(len(chart.categories) + 1):
        values = [
            (bullets.farthest(category), _width(bullets, category) + 2 * LINE_TO_TEXT + CLEAR if i in behind else 0.6)
            for i, category in enumerate(chart.categories)
        ]
        values += _name_rooms(bullets)
        bullets.scale = fitted([*values, *plan.fixed()], plan.left, plan.right)
        found = frozenset(i for i, category in enumerate(chart.categories) if category.values and _leaves(bullets, category))
        if found <= behind:
            return
        behind |= found


def _name_rooms(bullets: _Bullets) -> list[tuple[float, float]]:
    """Half of each name over the first row, so that names stand over their ticks at the end of the scale too."""
    plan, first = bullets.plan, bullets.plan.chart.categories[:1]
    named = [pair for category in first for pair in zip(category.targets, plan.chart.targets, strict=False)]
    return [
        (max(amount(target), 0.0), plan.sheet.measure(name, plan.sizes.label) / 2) for target, name in named if target.value
    ]


def _width(bullets: _Bullets, category: Category) -> float:
    return bullets.plan.sheet.measure(category.values[0].text, bullets.size, bullets.weight) if category.values else 0.0


def _leaves(bullets: _Bullets, category: Category) -> bool:
    place = bullets.value_at(category)
    return not place.inside and place.x + _width(bullets, category) > bullets.plan.right


def _names(bullets: _Bullets, category: Category, index: int) -> list[_Name]:
    """The names of targets over the first row; their numbers too, where no column at the right tells them."""
    plan, sizes = bullets.plan, bullets.plan.sizes
    shown = []
    for i, target in enumerate(category.targets):
        name = plan.chart.targets[i] if not index and i < len(plan.chart.targets) else ""
        text = target.text if bullets.single or not any(category.aside) else ""
        if target.value is not None and (name or text):
            shown.append((bullets.scale(amount(target)), name, text))
    shown.sort()
    widths = [
        max(plan.sheet.measure(name, sizes.label), plan.sheet.measure(text, sizes.value, SEMIBOLD)) for _, name, text in shown
    ]
    ticks = [tick for tick, _, _ in shown]
    middles = spread(list(zip(ticks, widths, strict=True)), plan.left, plan.right, APART)
    base = 2.0
    if middles is None or any(abs(at - tick) > FARTHEST for at, tick in zip(middles, ticks, strict=True)):
        return _one_by_one(bullets, shown, base)
    found: list[_Name] = []
    for middle, (tick, name, text) in zip(middles, shown, strict=True):
        if text:
            found.append(_Name(middle, base, text, SEMIBOLD, INK, tick))
        if name:
            found.append(_Name(middle, base + (STEP if text else 0.0), name, REGULAR, MUTED, tick))
    return found


def _one_by_one(bullets: _Bullets, shown: Sequence[tuple[float, str, str]], base: float) -> list[_Name]:
    """Each target in a line of its own, the leftmost highest."""
    plan, found = bullets.plan, []
    for level, (tick, name, text) in enumerate(reversed(shown)):
        words = f"{name} {text}".strip()
        width = plan.sheet.measure(words, plan.sizes.label)
        middle = min(max(tick, plan.left + width / 2), plan.right - width / 2)
        found.append(_Name(middle, base + level * STEP, words, REGULAR, MUTED, tick))
    return found


def _draw_names(bullets: _Bullets, row: Row, names: Sequence[_Name]) -> None:
    plan, top = bullets.plan, row.y - row.extent / 2
    for name in names:
        size = plan.sizes.value if name.weight == SEMIBOLD else plan.sizes.label
        plan.sheet.text(
            name.middle, top - name.over, name.text, size=size, weight=name.weight, paint=name.paint, align="center"
        )
    for name in names:
        if name.over > 2.0 + STEP:  # higher than a name and its number: a line leads up to it
            plan.sheet.vertical(name.tick, top - name.over + 1.8, top, QUIET, 0.5)


def _bar(bullets: _Bullets, row: Row) -> None:
    plan, category, scale = bullets.plan, row.category, bullets.scale
    top, thick = row.y - bullets.thick / 2, bullets.thick
    farthest = max(bullets.farthest(other) for other in plan.chart.categories)
    track = scale(max(farthest, decimal(plan.chart.maximum)))
    plan.sheet.rect(scale.zero, top, track - scale.zero, thick, plan.track())
    datum = category.values[0] if category.values else None
    fill = plan.fill(category)
    if datum is not None and amount(datum) > 0:
        width = max(scale(amount(datum)) - scale.zero, LEAST_BAR)
        plan.sheet.rect(scale.zero, top, width, thick, fill.fill, fill.edge, mark=True)
    ends = (row.y - thick / 2 - REACH, row.y + thick / 2 + REACH)
    for tick in bullets.ticks(category):
        plan.sheet.line(tick, ends[0], tick, ends[1], PAPER, HALO)
        plan.sheet.line(tick, ends[0], tick, ends[1], INK, TICK)
    if datum is None:
        return
    place = bullets.value_at(category)
    paint = (fill.text or INK) if place.inside else INK if datum.value is not None else MUTED
    weight = bullets.weight if datum.value is not None else REGULAR
    plan.sheet.text(place.x, row.y, datum.text, size=bullets.size, weight=weight, paint=paint, align=place.align)
