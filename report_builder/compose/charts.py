"""Charts out of figures: the values, labels and targets that a declared chart shows.

Receives a `ChartEntry`; promises a `Figure` node whose chart has exact numbers on one scale and every printed text. A figure
that the chart needs and that nobody stated is a problem: a bar cannot be drawn from nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

from report_builder.classes import dataclass
from report_builder.compose.desk import Desk
from report_builder.compose.values import Value, operands
from report_builder.content.models import CategoryEntry, ChartEntry, Compute, Form, SeriesEntry
from report_builder.diagnostics import Problem
from report_builder.document import Category, Chart, ChartKind, Datum, Figure, Series
from report_builder.figures import Figure as Published
from report_builder.figures import unit_for
from report_builder.place import LocatedText, Span

MOST_ASIDE = 2  # lines at the right edge of a row


def compose_chart(entry: ChartEntry, desk: Desk) -> Figure | None:
    """The figure of a chart entry, or None if its kind, rows or series cannot be told."""
    name = desk.claim(entry.id)
    caption = desk.caption("figure", name, desk.inlines(entry.title), desk.inlines(entry.measure))
    kind = _kind(entry, desk)
    categories = _categories(entry, desk)
    series = _series(entry, desk)
    if kind is None or categories is None or series is None:
        return None
    if kind is ChartKind.BULLET and len(series) > 1:
        desk.problems.append(Problem("chart-one-series", {"kind": kind}, entry.id.span))
    scale = _Scale(entry, kind, desk)
    rows = tuple(_category(category, series, entry, scale, desk) for category in categories)
    if kind in (ChartKind.BULLET, ChartKind.DUMBBELL):
        _check_targets(entry, kind, rows, desk)
    chart = Chart(
        name,
        kind,
        rows,
        tuple(_named(one, desk) for one in series),
        scale.unit,
        tuple(entry.targets),
        _reference(entry, desk),
        entry.aside,
        entry.share,
        entry.half,
        Decimal(entry.maximum) if entry.maximum is not None else None,
    )
    notes = tuple(desk.inlines(note) for note in entry.notes)
    return Figure(
        name,
        caption,
        chart,
        desk.alt(entry.alt),
        desk.inlines(entry.source),
        notes,
        entry.id.span,
        entry.alt.span if entry.alt else None,
        drafted=desk.drafts(entry.alt),
    )


def _kind(entry: ChartEntry, desk: Desk) -> ChartKind | None:
    word = entry.kind.text if isinstance(entry.kind, LocatedText) else entry.kind
    if word in set(ChartKind):
        return ChartKind(word)
    near = get_close_matches(word, list(ChartKind), 1)
    span = entry.kind.span if isinstance(entry.kind, LocatedText) else entry.id.span
    parameters = {"word": word, "kinds": ", ".join(ChartKind), "suggestion": near[0] if near else ""}
    desk.problems.append(Problem("chart-kind", parameters, span))
    return None


def _categories(entry: ChartEntry, desk: Desk) -> Sequence[CategoryEntry] | None:
    if isinstance(entry.categories, list):
        return entry.categories
    names = desk.axis_names(entry.categories)
    return None if names is None else [CategoryEntry(axis=name, of=name) for name in names]


def _series(entry: ChartEntry, desk: Desk) -> Sequence[SeriesEntry] | None:
    if isinstance(entry.series, list):
        return entry.series
    names = desk.axis_names(entry.series)
    return None if names is None else [SeriesEntry(axis=name) for name in names]


def _named(entry: SeriesEntry, desk: Desk) -> Series:
    axis = desk.axes.get(entry.axis.text) if entry.axis else None  # or a group that is no axis
    return Series(entry.name or (axis.short if axis else ""), axis, entry.tinted)


class _Shown(NamedTuple):
    """A value as its label prints it, and with its unit."""

    label: Value
    whole: Value


@dataclass
class _Scale:
    """The one scale of a chart: the first value tells the unit, the others must share it."""

    entry: ChartEntry
    kind: ChartKind
    desk: Desk
    base: str | None = None
    factor: Decimal = Decimal(1)
    unit: str = ""

    def datum(self, shown: _Shown | None, span: Span, beside: Value | None = None) -> Datum:
        if shown is None:
            return Datum(None, "")
        value = shown.label
        quantity = value.quantity
        if quantity is None:
            if not value.faulty:
                parameters = {"name": value.name, "chart": str(self.entry.id)}
                self.desk.problems.append(Problem("chart-value-not-stated", parameters, span))
            return Datum(None, value.text, figure=value.name)
        if self.base is None:
            first = self.entry.series[0] if isinstance(self.entry.series, list) and self.entry.series else None
            asked = (first and first.form.unit) or self.entry.form.unit
            wanted = unit_for(quantity, asked.text, self.desk.language) if asked else None
            self.base = quantity.unit
            self.factor = wanted.factor if wanted else quantity.factor
            self.unit = wanted.symbol if wanted else quantity.printed_unit or quantity.unit
        elif quantity.unit != self.base and not (self._counted(quantity.unit) and self._counted(self.base)):
            self.desk.problems.append(
                Problem("chart-units", {"name": value.name, "unit": quantity.unit, "first": self.base}, span)
            )
        if quantity.value < 0 and self.kind is ChartKind.STACKED:
            self.desk.problems.append(Problem("chart-negative", {"name": value.name, "chart": str(self.entry.id)}, span))
        spoken = replace(shown.whole.number(), origin=None)
        text, name = (beside.text, beside.name) if beside else ("", "")
        return Datum(quantity.value / self.factor, value.text, text, value.name, spoken, name)

    def _counted(self, unit: str) -> bool:
        """Whether a unit counts things: different nouns ("persone", "famiglie") may share a scale."""
        return unit not in self.desk.language.units

    def form(self, own: Form) -> Form:
        """Labels at bars are bare numbers, as the unit stands in the measure line."""
        unit = own.unit or self.entry.form.unit
        decimals = own.decimals if own.decimals is not None else self.entry.form.decimals
        return Form(unit=unit, decimals=decimals, bare=True)

    def show(self, name: LocatedText, group: str, form: Form) -> _Shown | None:
        figure = self.desk.values.figure(name, group)
        return self.shown(figure, form, name.at(0, len(name.text))) if figure else None

    def shown(self, figure: Published, form: Form, span: Span | None) -> _Shown:
        """A label. A per cent sign stays; an amount published in another unit than the first is given in that of the first."""
        quantity = figure.quantity
        if quantity is not None and quantity.unit == "%":
            form = form.model_copy(update={"bare": False, "unit": None})
        elif quantity is not None and form.unit is None and quantity.unit == self.base and quantity.factor != self.factor:
            form = form.model_copy(update={"unit": LocatedText(self.unit, self.entry.id.span, ())})
        whole = form.model_copy(update={"bare": False})
        return _Shown(self.desk.values.show(figure, form, span), self.desk.values.show(figure, whole, span))

    def computed(self, compute: Compute, group: str, form: Form) -> _Shown | None:
        """A computed value, its label as that of a figure; per cent with the decimals of the computation."""
        figure = self.desk.values.computed_figure(compute, group)
        if figure is None:
            return None
        percentage = figure.quantity is not None and figure.quantity.unit == "%"
        return self.shown(figure, Form() if percentage else form, operands(compute)[0].span)


def _category(entry: CategoryEntry, series: Sequence[SeriesEntry], chart: ChartEntry, scale: _Scale, desk: Desk) -> Category:
    place = entry.label or entry.axis or chart.id
    axis = desk.axis(entry.axis)
    of = entry.of.text if entry.of else ""
    if len(entry.values) < len(series) and any(one.figure or one.compute for one in series):
        group = desk.group(entry.of)
        if group is None:
            return Category("", (), axis=axis)
    data: list[Datum] = []
    if entry.values and len(entry.values) != len(series):
        desk.problems.append(Problem("chart-values", {"given": len(entry.values), "wanted": len(series)}, entry.values[0].span))
    for index, one in enumerate(series):
        form = scale.form(one.form)
        if index < len(entry.values):
            name = entry.values[index]
            value, span = scale.show(name, of, form), name.span
        elif one.compute is not None:
            value, span = scale.computed(one.compute, of, form), operands(one.compute)[0].span
        elif one.axis:
            group = desk.group(one.axis)
            name, span = entry.of or one.axis, (entry.of or one.axis).span
            value = scale.show(name, group, form) if group is not None else None
        elif one.figure is not None:
            value, span = scale.show(one.figure, of, form), one.figure.span
        else:
            desk.problems.append(Problem("series-empty", {"chart": str(chart.id)}, chart.id.span))
            continue
        beside = desk.values.compute(one.beside, of) if one.beside else None
        data.append(scale.datum(value, span, beside))
    form = scale.form(chart.form)
    total = scale.datum(scale.show(entry.total, of, form), entry.total.span) if entry.total else None
    targets = tuple(scale.datum(scale.show(name, of, form), name.span) for name in entry.targets)
    aside = [desk.label(line) for line in entry.aside]
    if len(aside) > MOST_ASIDE:
        desk.problems.append(Problem("chart-aside", {"most": MOST_ASIDE}, entry.aside[MOST_ASIDE].span))
    label = desk.label(entry.label) if entry.label else (axis.name if axis else "")
    if not label and entry.axis is None:
        desk.problems.append(Problem("row-without-label", {"table": str(chart.id)}, place.span))
    return Category(
        label,
        tuple(data),
        desk.label(entry.note),
        axis,
        total,
        targets,
        (aside[0] if aside else "", aside[1] if len(aside) > 1 else ""),
        entry.group,
        place.at(0, len(place.text)),
    )


def _check_targets(entry: ChartEntry, kind: ChartKind, rows: Sequence[Category], desk: Desk) -> None:
    """A bullet chart names each tick; a dumbbell goes from its one target to its one value."""
    wanted = len(entry.targets)
    if kind is ChartKind.BULLET and (not wanted or any(len(row.targets) != wanted for row in rows)):
        desk.problems.append(Problem("bullet-targets", {"chart": str(entry.id), "wanted": wanted}, entry.id.span))
    if kind is ChartKind.DUMBBELL and any(len(row.values) != 2 for row in rows):
        desk.problems.append(Problem("dumbbell-ends", {"chart": str(entry.id)}, entry.id.span))


def _reference(entry: ChartEntry, desk: Desk) -> tuple[str, Decimal] | None:
    if not entry.reference:
        return None
    if len(entry.reference) == 2:
        label, at = entry.reference
        number = desk.language.read_decimal(at.text.strip().removesuffix("%"))
        if number is not None:
            return desk.label(label), number
    desk.problems.append(Problem("chart-reference", {}, entry.reference[0].span))
    return None
