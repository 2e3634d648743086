"""The text alternative of a chart, written from its data in the report's language.

Receives a chart, the words of a language and the table that holds the values; promises one text, the same for the same data:
what kind of chart, of what, each value up to `MOST_SAID` figures and the extremes above that, order, totals, targets reached.
Figures stay mentions. No word is written here: all are `spoken` in `language/<code>.yaml`. Separate from `charts`, as words and
data change for different reasons.

Source: WCAG 2.2, success criterion 1.1.1 (an alternative that serves the equivalent purpose); W3C, Web Accessibility Tutorials,
Complex images (values, relationships and trends in words, and where the data stand). The number of figures is the house's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from report_builder.compose.alt_parts import Parts, common_begin, figures_of
from report_builder.compose.alt_summary import change, reached, summary
from report_builder.compose.speech import Words, heard, text_of, told
from report_builder.document import Category, Chart, ChartKind, Inlines, Reference, Series, Squares
from report_builder.language import Language

MOST_SAID = 12  # figures that a listener can be told one after the other


def alt_text(
    chart: Chart, language: Language, axis: str, what: Inlines = (), table: Reference | None = None, *, whole: bool = True
) -> Inlines:
    """The text alternative of `chart`. `axis` is what the law calls an axis; `what` the measure line, empty if there is none;
    `table` is named where not every value is told, `whole` if it holds them all and not only most."""
    words = Words(language)
    parts = Parts(chart, words, axis, bool(what))
    small = len(figures_of(chart)) <= MOST_SAID
    sentences = [text_of(language.words[chart.kind]), heard(what) or parts.what(), *_opening(parts)]
    if small:
        sentences += _rows(parts)
    elif chart.kind is ChartKind.STACKED:
        sentences += [_row(parts, row, [parts.total(row.total)]) for row in chart.categories if row.total][:MOST_SAID]
    sentences += summary(parts, small)
    common = common_begin(chart)
    if chart.reference and not (common and common.value == chart.reference[1]):
        sentences.append(words.say("reference", label=chart.reference[0]))
    if not small and table is not None:
        sentences.append(words.say("table" if whole else "mostly", table=(table,)))
    return told(sentences)


def squares_text(squares: Squares, language: Language, axis: str) -> Inlines:
    """The text alternative of the cover's squares: what one is, the amount of each axis, how many of which kind."""
    words = Words(language)
    rows = [words.say("row", label=words.axis(axis, row.axis.numeral, row.axis.name), parts=row.amount) for row in squares.rows]
    whole, started, spent = (
        sum(getattr(row, name) for row in squares.rows) for name in ("allocated", "activated", "certified")
    )
    count = words.say(
        "squares_count", all=words.count(whole), activated=squares.tinted, started=words.count(started),
        certified=squares.solid, spent=words.count(spent), rest=squares.outlined, left=words.count(whole - started),
    )  # fmt: skip
    return told([text_of(language.spoken["squares"]), text_of(squares.legend), *rows, count])


def _opening(parts: Parts) -> Iterator[Inlines]:
    """What is said once for all rows: where a dumbbell begins, which axes the series are."""
    chart, words = parts.chart, parts.words
    common = common_begin(chart)
    if common is not None:
        begin, end = parts.ends()
        yield words.say("common", begin=begin, end=end, value=parts.value(common))
    elif len(chart.series) > 1 and any(one.axis for one in chart.series):
        names = words.join("semicolon", (parts.series(one, whole=True) for one in chart.series))
        yield words.say("parts" if chart.kind is ChartKind.STACKED else "series", names=names)


def _rows(parts: Parts) -> Iterator[Inlines]:
    """Every value of the chart."""
    chart = parts.chart
    match chart.kind:
        case ChartKind.LINE if len(chart.series) > 1:
            yield from (_line(parts, at, series) for at, series in enumerate(chart.series))
        case ChartKind.LINE:
            points = (_row(parts, row, [parts.value(datum) for datum in row.values]) for row in chart.categories)
            yield parts.words.join("semicolon", points)
        case ChartKind.BULLET:
            yield from (_bullet(parts, row) for row in chart.categories)
        case ChartKind.DUMBBELL:
            yield from (_dumbbell(parts, row) for row in chart.categories)
        case _:
            yield from (_bars(parts, row) for row in chart.categories)


def _row(
    parts: Parts, category: Category, values: Sequence[Inlines], key: str = "comma", aside: Sequence[str] | None = None
) -> Inlines:
    """A row with its values, then what is printed at its right edge, or `aside` of it."""
    words = parts.words
    lines = [text_of(line) for line in (category.aside if aside is None else aside) if line]
    said = words.join(key, values)
    if lines:
        text = words.join("comma", lines)
        headed = words.say("row", label=parts.chart.aside, parts=text) if parts.chart.aside else text
        said = words.join("semicolon", (said, headed))
    return words.say("row", label=parts.label(category), parts=said)


def _bars(parts: Parts, category: Category) -> Inlines:
    chart = parts.chart
    total = [parts.total(category.total)] if category.total else []  # first: where the noun is due, it goes with the whole
    if len(chart.series) > 1 or parts.chart.aside:
        names = [parts.series(one) if len(chart.series) > 1 else () for one in chart.series]
        values = [parts.named(name, datum) for name, datum in zip(names, category.values, strict=False)]
        return _row(parts, category, [*values, *total])
    beside = [text_of(line) for line in category.aside]  # without a head of its own, it is said of the one value
    return _row(parts, category, [*(parts.value(datum, *beside) for datum in category.values[:1]), *total], aside=())


def _line(parts: Parts, at: int, series: Series) -> Inlines:
    """A series over the years: what its points are called stands behind the values, as it is mostly a year."""
    points = [(row, row.values[at]) for row in parts.chart.categories if at < len(row.values)]
    values = parts.words.join("comma", (parts.value(datum, parts.label(row)) for row, datum in points))
    trend = change(parts, [datum for _, datum in points])
    said = parts.words.join("semicolon", filter(None, (values, trend)))
    return parts.words.say("row", label=parts.series(series, whole=True), parts=said)


def _bullet(parts: Parts, category: Category) -> Inlines:
    values = [parts.value(datum) for datum in category.values[:1]]
    for name, target in zip(parts.chart.targets, category.targets, strict=False):
        verdict = reached(category, target)
        said = () if verdict is None else parts.words.say("reached" if verdict else "missed")
        values.append(parts.words.say("row", label=name, parts=parts.value(target, said)))
    return _row(parts, category, values, "semicolon", _without_targets(category))


def _without_targets(category: Category) -> Sequence[str]:
    """The lines at the right edge but those that say of the targets what the text says itself."""
    own = [line for line in category.aside if any(target.text and target.text in line for target in category.targets)]
    return [line for line in category.aside if not own or (line not in own and re.search(r"\d", line))]


def _dumbbell(parts: Parts, category: Category) -> Inlines:
    if common_begin(parts.chart) is not None:
        return _row(parts, category, [parts.value(category.values[-1])])
    return _row(
        parts, category, [parts.value(datum, text_of(end)) for end, datum in zip(parts.ends(), category.values, strict=False)]
    )
