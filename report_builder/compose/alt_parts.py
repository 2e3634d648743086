"""What the values of a chart are called, and how each is told.

Receives a chart and the words of a language; promises names of rows and series, and values with their unit, as parts of
sentences. Separate from `alt_text`, which puts them in order, and from `alt_summary`, which compares them.
"""

from __future__ import annotations

from dataclasses import field, replace

from report_builder.classes import dataclass
from report_builder.compose.speech import Words, text_of
from report_builder.document import Category, Chart, ChartKind, Datum, Inlines, Series, plain


@dataclass
class Parts:
    """The parts of one chart's text. `axis_word` is what the law calls an axis; `measured` tells that the measure line says
    what is counted: otherwise it is said with the first value."""

    chart: Chart
    words: Words
    axis_word: str
    measured: bool
    counted: frozenset[str] = field(init=False)
    noun_due: bool = field(init=False)

    def __post_init__(self) -> None:
        bases = {unit.base for unit in self.words.language.units.values()}
        found = {datum.spoken.unit for datum in figures_of(self.chart) if datum.spoken}
        self.counted = frozenset(found - bases)
        self.noun_due = not self.measured

    # ---- names

    def what(self) -> Inlines:
        """What the chart shows, where no measure line says it."""
        rows = {row.label for row in self.chart.categories}
        names = (one.name for one in self.chart.series if one.name and not one.axis and one.name not in rows)
        return self.words.join("comma", map(text_of, names))

    def label(self, category: Category) -> Inlines:
        """A row's axis, name and second line."""
        name = self._own(category)
        if not category.note:
            return name
        if category.label.endswith(","):  # one name over two lines
            return (*name, *text_of(f" {category.note}"))
        return self.words.say("note", label=name, note=category.note)

    def short(self, category: Category) -> Inlines:
        """A row's name as short as it can be without being taken for another's."""
        rows = self.chart.categories
        if category.axis and category.label == category.axis.name and sum(row.axis == category.axis for row in rows) == 1:
            return self.words.axis(self.axis_word, category.axis.numeral)
        alone = sum((row.axis, row.label) == (category.axis, category.label) for row in rows) == 1
        return self._own(category) if alone and not category.label.endswith(",") else self.label(category)

    def _own(self, category: Category) -> Inlines:
        if category.axis is None:
            return text_of(category.label)
        return self.words.axis(self.axis_word, category.axis.numeral, category.label)

    def ends(self) -> tuple[str, str]:
        """What the two values of a dumbbell are called."""
        first, second = (*self.chart.targets, *(one.name for one in self.chart.series), "", "")[:2]
        return first, second

    def series(self, series: Series, *, whole: bool = False) -> Inlines:
        """A series' name; of an axis the numeral alone if not `whole`."""
        if series.axis is None:
            return text_of(series.name)
        return self.words.axis(self.axis_word, series.axis.numeral, series.name if whole else "")

    # ---- values

    def number(self, datum: Datum) -> Inlines:
        """A value with its unit; what is counted is left out where all count the same."""
        if datum.value is None:
            return self.words.say("not_stated")
        spoken = datum.spoken
        if spoken is None:
            return text_of(datum.text)
        if self.counted == {spoken.unit} and not self.noun_due:
            spoken = replace(spoken, text=datum.text, form=f"{spoken.form} | number".removeprefix(" | "))
        self.noun_due = False
        return (spoken,)

    def value(self, datum: Datum, *more: Inlines) -> Inlines:
        """A value with what is said of it in brackets, what stands beside it first."""
        said = [part for part in (*more, text_of(datum.beside)) if part]
        number = self.number(datum)
        return self.words.say("named", value=number, name=self.words.join("semicolon", said)) if said else number

    def named(self, name: Inlines, datum: Datum, *more: Inlines) -> Inlines:
        """A value after the name of its series; a name that ends in a figure could not be told from it and stands behind."""
        text = plain(name)
        if not text:
            return self.value(datum, *more)
        if datum.value is None:
            return self.words.say("named", value=name, name=self.number(datum))
        if text[-1].isdigit():
            return self.value(datum, name, *more)
        return self.words.say("part", name=name, value=self.value(datum, *more))

    def total(self, datum: Datum | None) -> Inlines:
        return self.words.say("total", value=self.value(datum)) if datum else ()


def figures_of(chart: Chart) -> tuple[Datum, ...]:
    """Every figure that the chart shows as a value, in the order of its rows. One from which all rows begin is shown once."""
    common = common_begin(chart)
    found = [] if common is None else [common]
    for category in chart.categories:
        found += category.values[1:] if common is not None else category.values
        found += [*category.targets, *([category.total] if category.total else [])]
    return tuple(found)


def common_begin(chart: Chart) -> Datum | None:
    """The value from which all rows of a dumbbell begin, if there is one: it is drawn as one line."""
    rows = [category.values for category in chart.categories]
    if chart.kind is not ChartKind.DUMBBELL or len(rows) < 2 or any(len(row) < 2 for row in rows):
        return None
    first = rows[0][0]
    return first if first.value is not None and all(row[0].value == first.value for row in rows) else None
