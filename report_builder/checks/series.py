"""Series of a chart, told apart without colour.

Nothing may be told by colour alone (WCAG 2.2, 1.4.1; EN 301 549, 9.1.4.1 and 10.1.4.1), in grey print and to a reader who
confuses red and green. The drawings see to most of it: the parts of a bar have paper between them and stand in the order of the
series; their names stand over the first bar, or a key names them and then each part with room carries its axis' numeral; series
without an axis are steps of one colour, the second of a pair is light with an outline; lines are named at their ends, and
values stand at every bar. What an author can still declare is found here: two series that are drawn exactly alike (more than
four without an axis, two `tinted` ones, an axis twice), a series among several that has neither a name nor an axis, and two
series, or two rows, of one name, which the key, the data table and the text alternative cannot tell apart either.

Whether a theme's tints can be told from the full colour is measured with the contrasts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.walk import blocks
from report_builder.document import Chart, ChartKind, Figure
from report_builder.place import Span

RULES: Mapping[str, Level] = {
    "series-alike": Level.ERROR,
    "series-unnamed": Level.ERROR,
    "series-same-name": Level.ERROR,
    "rows-same-name": Level.WARNING,
}

STEPS = 4  # of one colour, for series without an axis
NAMED = frozenset({ChartKind.STACKED, ChartKind.GROUPED, ChartKind.LINE})
FILLED = frozenset({ChartKind.STACKED, ChartKind.GROUPED})


def check(context: Context) -> Iterator[Finding]:
    for _, block in blocks(context.document):
        if not isinstance(block, Figure) or not isinstance(block.content, Chart):
            continue
        chart = block.content
        rows = [(row.axis, row.label, row.note, row.group) for row in chart.categories]
        if (again := _again(rows)) is not None:
            row = chart.categories[again]
            yield Finding("rows-same-name", {"chart": chart.id, "name": row.label}, row.origin or block.origin, chart.id)
        if len(chart.series) < 2:
            continue
        if chart.kind in NAMED:
            yield from _names(chart, block.origin)
        pair = alike(chart) if chart.kind in FILLED else None
        if pair is not None:
            first, second = (_name(chart, at) for at in pair)
            yield Finding("series-alike", {"chart": chart.id, "first": first, "second": second}, block.origin, chart.id)


def _names(chart: Chart, origin: Span | None) -> Iterator[Finding]:
    """The first series that has no name, and the first that has another's."""
    for at, series in enumerate(chart.series, start=1):
        if not series.name and series.axis is None:
            yield Finding("series-unnamed", {"chart": chart.id, "number": at}, origin, chart.id)
            break
    named = [(series.axis, series.name.strip().casefold() or str(at)) for at, series in enumerate(chart.series)]
    if (again := _again(named)) is not None:
        yield Finding("series-same-name", {"chart": chart.id, "name": _name(chart, again)}, origin, chart.id)


def alike(chart: Chart) -> tuple[int, int] | None:
    """The first two series, by their places from 0, that have the same fill and outline in the drawing; None if all differ."""
    seen: dict[tuple[int | None, int], int] = {}
    plain = 0
    for at, series in enumerate(chart.series):
        step = -1 if series.tinted else 0
        if series.axis is None and not series.tinted:
            step = plain % STEPS
            plain += 1
        look = (series.axis.index if series.axis else None, step)
        if look in seen:
            return seen[look], at
        seen[look] = at
    return None


def _again(named: Sequence[object]) -> int | None:
    """The first place of what stood before."""
    return next((at for at, one in enumerate(named) if one in named[:at]), None)


def _name(chart: Chart, at: int) -> str:
    series = chart.series[at]
    return series.name or (series.axis.numeral if series.axis else str(at + 1))
