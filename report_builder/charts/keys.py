"""A key above the bars: small swatches with the names of the series, where there is no room to name the bars themselves.

Receives names and fills; promises lines that wrap inside the chart's bounds. Separate because several kinds fall back to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.charts.labels import wrapped
from report_builder.charts.layout import Fill, Plan
from report_builder.charts.sheet import REGULAR
from report_builder.classes import dataclass
from report_builder.document import Axis

SWATCH, SPACE, BETWEEN, LINE = 2.8, 1.4, 5.0, 4.6  # mm


@dataclass(frozen=True, slots=True)
class Item:
    name: str
    fill: Fill
    axis: Axis | None = None

    @property
    def words(self) -> str:
        """Numeral and name travel together."""
        return f"{self.axis.numeral} {self.name}" if self.axis else self.name


@dataclass(frozen=True, slots=True)
class _Placed:
    item: Item
    x: float
    y: float
    lines: tuple[str, ...]


def _placed(plan: Plan, items: Sequence[Item]) -> tuple[list[_Placed], float]:
    x = y = 0.0
    left, room = plan.left, plan.sheet.width - plan.left
    found: list[_Placed] = []
    for item in items:
        lines = tuple(wrapped(plan.sheet, item.words, room - SWATCH - SPACE, plan.sizes.label))
        width = SWATCH + SPACE + max(plan.sheet.measure(line, plan.sizes.label) for line in lines or ("",))
        if x and x + width > room:
            x, y = 0.0, y + LINE
        found.append(_Placed(item, left + x, y, lines))
        if len(lines) > 1:
            x, y = room, y + LINE * (len(lines) - 1)
        else:
            x += width + BETWEEN
    return found, y + LINE


def key_height(plan: Plan, items: Sequence[Item]) -> float:
    """The room in mm that the key takes above the bars; 0 without items."""
    return _placed(plan, items)[1] + 1.6 if items else 0.0


def draw_key(plan: Plan, items: Sequence[Item]) -> None:
    """Draw the key at the top of the sheet."""
    for placed in _placed(plan, items)[0] if items else ():
        y = placed.y + LINE / 2
        fill = placed.item.fill
        plan.sheet.rect(placed.x, y - SWATCH / 2, SWATCH, SWATCH, fill.fill, fill.edge)
        for i, line in enumerate(placed.lines):
            plan.sheet.text(placed.x + SWATCH + SPACE, y + i * LINE, line, size=plan.sizes.label, weight=REGULAR)
