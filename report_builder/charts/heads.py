"""Names of the series over the first bar of a stack, each where its part begins.

Receives the first bar's parts; promises places for all names or none, in which case a key above the bars names them. Narrow
parts of an axis keep the numeral alone, moved only as far as the part can still be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from report_builder.charts.labels import spread
from report_builder.charts.layout import Plan
from report_builder.charts.sheet import INK, MUTED, SEMIBOLD

APART = 1.3  # mm between two names
FARTHEST = 2.2  # mm that a name may be moved from its part


class Part(NamedTuple):
    """One part of a bar, in mm."""

    left: float
    width: float


def heads_fit(plan: Plan, parts: Sequence[Part]) -> list[tuple[float, str, int]]:
    """(middle in mm, words, series) for every series, or nothing if one of them finds no place over its part."""
    size, words, wanted = plan.sizes.label, list[str](), list[tuple[float, float]]()
    for i, (series, part) in enumerate(zip(plan.chart.series, parts, strict=False)):
        if part.width <= 0 or not series.name:
            return []
        name = f"{series.axis.numeral} {series.name}" if series.axis else series.name
        width = plan.sheet.measure(name, size, SEMIBOLD)
        room = part.width if i < len(parts) - 1 else plan.right - part.left
        if width + APART <= room:
            wanted.append((part.left + width / 2, width))
        elif series.axis:
            name = series.axis.numeral
            wanted.append((part.left + part.width / 2, plan.sheet.measure(name, size, SEMIBOLD)))
        else:
            return []
        words.append(name)
    middles = spread(wanted, plan.left, plan.right, APART)
    if middles is None or any(abs(at - want) > FARTHEST for at, (want, _) in zip(middles, wanted, strict=True)):
        return []
    return list(zip(middles, words, range(len(words)), strict=True))


def draw_heads(plan: Plan, heads: Sequence[tuple[float, str, int]], y: float) -> None:
    """Names in their axis' colour; without axes the first in ink, those of tinted series quieter."""
    for middle, words, index in heads:
        series = plan.chart.series[index]
        paint = plan.colour(None, index) if series.axis else MUTED if series.tinted else INK
        left = middle - plan.sheet.measure(words, plan.sizes.label, SEMIBOLD) / 2
        plan.sheet.text(left, y, words, size=plan.sizes.label, weight=SEMIBOLD, paint=paint)
