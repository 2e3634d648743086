"""What a chart says as a whole: order, extremes, change, targets reached.

Receives the parts of a chart's text; promises one or two sentences that compare its values. Separate from `alt_text`, which
tells the values themselves: where there are too many of them, these sentences are all that is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from report_builder.compose.alt_parts import Parts
from report_builder.document import Category, ChartKind, Datum, Inlines

MOST_TIED = 3  # names of equal extremes
FEWEST = 3  # values that are worth comparing

_Cell = tuple[Decimal, Datum, Inlines]
"""A value, as exact number and as shown, and what it is the value of."""


def summary(parts: Parts, small: bool) -> Iterator[Inlines]:
    """The comparing sentences; `small` if every value has been told."""
    chart, several = parts.chart, len(parts.chart.series) > 1
    match chart.kind:
        case ChartKind.BULLET:
            if not small:
                yield from _reached(parts)
                yield _range(parts, _cells(parts), "range_of")
        case ChartKind.LINE | ChartKind.GROUPED if several and not small:
            yield from _by_series(parts)
        case ChartKind.LINE if not several:
            yield from _over_time(parts, small)
        case ChartKind.DUMBBELL:
            yield _compared(parts)
            if ends := _range(parts, _cells(parts, 1), "range" if small else "range_of"):
                yield parts.words.say("row", label=parts.ends()[1], parts=ends)
        case ChartKind.BARS if order := _order(parts):
            yield parts.words.say(order)
        case ChartKind.LINE:
            pass  # each line has told its change
        case _:
            yield _range(parts, _cells(parts), "range" if small else "range_of")


def change(parts: Parts, data: Sequence[Datum]) -> Inlines:
    """Whether values over the years went up or down, from the first stated one to the last."""
    stated = [datum.value for datum in data if datum.value is not None]
    if len(stated) < 2:
        return ()
    first, last = stated[0], stated[-1]
    return parts.words.say("rising" if last > first else "falling" if last < first else "steady")


def reached(category: Category, target: Datum) -> bool | None:
    """Whether a row's value is at its target or above; None where one of them is not stated."""
    value = category.values[0].value if category.values else None
    return None if value is None or target.value is None else value >= target.value


def _cells(parts: Parts, only: int | None = None) -> list[_Cell]:
    """Every stated value, of series `only` if it is given, with what it is the value of."""
    found: list[_Cell] = []
    for row in parts.chart.categories:
        for series, (index, datum) in zip(parts.chart.series, enumerate(row.values), strict=False):
            if datum.value is not None and only in (None, index):
                name = parts.series(series) if only is None and len(parts.chart.series) > 1 else ()
                label = parts.short(row)
                found.append((datum.value, datum, parts.words.join("comma", filter(None, (label, name)))))
    return found


def _range(parts: Parts, cells: Sequence[_Cell], key: str) -> Inlines:
    """Lowest and highest value; nothing where few values, or equal ones, say it themselves."""
    values = [value for value, _, _ in cells]
    if len(values) < FEWEST:
        return ()
    count = parts.words.count(len(values))
    if min(values) == max(values):
        return parts.words.say("same_of", count=count, high=parts.number(cells[0][1])) if key == "range_of" else ()
    low, high = (_extreme(parts, cells, best) for best in (min(values), max(values)))
    return parts.words.say(key, low=low, high=high, count=count)


def _extreme(parts: Parts, cells: Sequence[_Cell], best: Decimal) -> Inlines:
    tied = [(datum, name) for value, datum, name in cells if value == best]
    number = parts.number(tied[0][0])
    if len(tied) > MOST_TIED:
        return number
    return parts.words.say("named", value=number, name=parts.words.join("semicolon", (name for _, name in tied)))


def _order(parts: Parts) -> str:
    """How bars are sorted, where somebody has sorted them: axes stand in their own order."""
    rows = parts.chart.categories
    values = [datum.value for row in rows for datum in row.values]
    stated = [value for value in values if value is not None]
    if len(parts.chart.series) > 1 or any(row.axis for row in rows) or len(stated) < max(FEWEST, len(values)):
        return ""
    if stated[0] != stated[-1]:
        if all(a >= b for a, b in pairwise(stated)):
            return "descending"
        if all(a <= b for a, b in pairwise(stated)):
            return "ascending"
    return ""


def _over_time(parts: Parts, small: bool) -> Iterator[Inlines]:
    """One line: its ends if they have not been told, its extremes if they are not its ends, its change."""
    points = [(row, datum) for row in parts.chart.categories for datum in row.values if datum.value is not None]
    data = [datum for _, datum in points]
    if not small and points:
        first, last = (parts.value(datum, parts.label(row)) for row, datum in (points[0], points[-1]))
        yield parts.words.say("first_last", first=first, last=last)
    values = [datum.value for datum in data if datum.value is not None]
    if values and {min(values), max(values)} != {values[0], values[-1]}:
        yield _range(parts, _cells(parts), "range" if small else "range_of")
    if told := change(parts, data):
        yield parts.words.say("trend", change=told)


def _by_series(parts: Parts) -> Iterator[Inlines]:
    """The extremes of each series, and of a line its change."""
    chart = parts.chart
    for at, series in enumerate(chart.series):
        data = [row.values[at] for row in chart.categories if at < len(row.values)]
        told = [_range(parts, _cells(parts, at), "range"), change(parts, data) if chart.kind is ChartKind.LINE else ()]
        if any(told):
            joined = parts.words.join("semicolon", filter(None, told))
            yield parts.words.say("row", label=parts.series(series, whole=True), parts=joined)


def _reached(parts: Parts) -> Iterator[Inlines]:
    for at, name in enumerate(parts.chart.targets):
        verdicts = [reached(row, row.targets[at]) for row in parts.chart.categories if at < len(row.targets)]
        stated = [verdict for verdict in verdicts if verdict is not None]
        count, total = parts.words.count(sum(stated)), parts.words.count(len(stated))
        yield parts.words.say("reached_of", name=name, count=count, all=total)


def _compared(parts: Parts) -> Inlines:
    """How the second values of a dumbbell stand to the first."""
    pairs = [row.values[:2] for row in parts.chart.categories if len(row.values) > 1]
    stated = [(a.value, b.value) for a, b in pairs if a.value is not None and b.value is not None]
    if not stated:
        return ()
    higher, lower = sum(a < b for a, b in stated), sum(a > b for a, b in stated)
    if len(stated) in (higher, lower):
        return parts.words.say(("always_" if len(stated) > 1 else "") + ("higher" if higher else "lower"))
    if not higher and not lower:
        return parts.words.say("equal" if len(stated) == 1 else "always_equal")
    return parts.words.say("higher_of", count=parts.words.count(higher), all=parts.words.count(len(stated)))
