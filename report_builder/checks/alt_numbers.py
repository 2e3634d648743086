"""Text alternatives whose figures are those of the chart.

A figure that is corrected in the chart stays as it was in a text alternative that has it in letters, and nobody who sees the
chart notices. So every number of a text alternative is one that the chart shows: a value, a target, a total, what stands
beside them or in its title, measure, rows and sources, or how many rows, series or targets there are; a percentage is one
there too. A mention (`{{ … }}`) follows the data, but may be of another figure than the chart's; one of a figure that a value
is computed from is right. Years, dates and references are left alone.

The other way round, a chart of up to twelve figures is told whole: what its alternative leaves out, nobody hears. It may say
which table holds them instead.

Source: WCAG 2.1, success criterion 1.1.1 (the alternative serves the equivalent purpose), which EN 301 549 asks for in
10.1.1.1; W3C, Web Accessibility Tutorials, Images, "Complex images" (the same data in words). The number of figures is the
house's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from functools import cache

from report_builder.checks.alternatives import Alternative, written
from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.walk import blocks, printed
from report_builder.classes import dataclass
from report_builder.compose.alt_parts import common_begin, figures_of
from report_builder.compose.alt_text import MOST_SAID
from report_builder.compose.values import named_in
from report_builder.document import Chart, Datum, Figure, Number, Reference, Squares, Table, Text, plain
from report_builder.language import Language

RULES: Mapping[str, Level] = {"alt-number": Level.ERROR, "alt-figures": Level.BEFORE_PRINT}

MOST_NAMED = 3  # figures that a message names
PERCENT = "%"
YEAR = re.compile(r"(?:19|20)\d\d")


def check(context: Context) -> Iterator[Finding]:
    if not context.language.known:  # how it writes numbers is not known
        return
    tables = {block.id for _, block in blocks(context.document) if isinstance(block, Table)}
    for one in written(context.document):
        drawing = one.drawing
        if isinstance(drawing, Squares):
            yield from _wrong(one, _of_squares(drawing, context.language))
        elif isinstance(drawing.content, Chart):
            shown = _of_chart(drawing, drawing.content, context.language)
            yield from _wrong(one, shown)
            told_elsewhere = any(isinstance(piece, Reference) and piece.target in tables for piece in one.passage.pieces)
            if len(figures_of(drawing.content)) <= MOST_SAID and not told_elsewhere:
                yield from _left_out(one, shown)


# ------------------------------------------------------------------------------------------------------------- what is shown


@dataclass
class _Shown:
    """The numbers of a drawing: `values` with what each is of, `others` in its texts, those of both that are `shares` in per
    cent, the `names` of figures behind them.

    `most` is the highest whole number that may count its rows. `any_figure`: it shows sums of figures, by no name.
    """

    language: Language
    values: list[tuple[Decimal, Datum, str]] = field(default_factory=list)
    others: set[Decimal] = field(default_factory=set)
    shares: set[Decimal] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    most: int = 0
    any_figure: bool = False

    def add(self, datum: Datum | None, label: str) -> None:
        """A value with what stands beside it."""
        if datum is not None:
            found = list(self._read(datum.text))
            if datum.value is not None and found:
                self.values.append((found[0], datum, label))
                if datum.spoken is not None and datum.spoken.unit == PERCENT:
                    self.shares.add(found[0])
            self.names |= named_in(datum.figure) | named_in(datum.beside_figure)
            self.texts(datum.beside)

    def texts(self, *texts: str) -> None:
        self.others.update(number for text in texts for number in self._read(text))

    def _read(self, text: str) -> Iterator[Decimal]:
        """The numbers of a text; percentages are kept."""
        for _, end, number in numbers(text, self.language):
            if _per_cent(text, end, self.language):
                self.shares.add(number)
            yield number

    def holds(self, number: Decimal) -> bool:
        return number in self.others or any(number == value for value, _, _ in self.values)

    def drawn(self, figure: str) -> list[tuple[Decimal, Datum, str]]:
        """The values of one figure."""
        return [value for value in self.values if figure and value[1].figure == figure]


def _of_chart(figure: Figure, chart: Chart, language: Language) -> _Shown:
    shown = _Shown(language, most=max(len(chart.categories), len(figures_of(chart))))
    begin = 1 if common_begin(chart) else 0
    shown.add(common_begin(chart), chart.targets[0] if chart.targets else "")
    for row in chart.categories:
        for datum in (*row.values[begin:], *row.targets, row.total):
            shown.add(datum, row.label)
        shown.texts(row.label, row.note, *row.aside)
    shown.texts(chart.aside, chart.reference[0] if chart.reference else "", *chart.targets, *(one.name for one in chart.series))
    caption = (figure.caption.title, figure.caption.measure) if figure.caption else ()
    shown.texts(*(plain(line) for line in (*caption, figure.source, *figure.notes)))
    return shown


def _of_squares(squares: Squares, language: Language) -> _Shown:
    counts = [sum(getattr(row, name) for row in squares.rows) for name in ("allocated", "activated", "certified")]
    shown = _Shown(language, most=max(counts), any_figure=True)
    for row in squares.rows:
        value = next((piece.value for piece in row.amount if isinstance(piece, Number)), None)
        shown.add(Datum(value, plain(row.amount)), row.axis.name)
    shown.texts(squares.legend)
    return shown


# ------------------------------------------------------------------------------------------------------------- what is said


def _wrong(one: Alternative, shown: _Shown) -> Iterator[Finding]:
    """The numbers that the drawing does not show."""
    at = 0
    for piece in one.passage.pieces:
        text = printed(piece)
        for start, end, number in numbers(text, shown.language) if isinstance(piece, Text | Number) else ():
            right = _mentioned(piece, number, shown) if isinstance(piece, Number) else _literal(text, start, end, number, shown)
            if not right:
                unlike = isinstance(piece, Text) and shown.holds(number)  # it is there, but not in per cent
                said = text[start:end] + (PERCENT if unlike else "")
                yield _finding(one, said, number, piece, at + start, at + end, shown)
        at += len(text)


def _mentioned(mention: Number, number: Decimal, shown: _Shown) -> bool:
    """Whether a mention is of a figure of the drawing, with the number that stands there; another unit was asked for."""
    drawn = shown.drawn(mention.figure)
    if drawn and not shown.holds(number):
        return 'unit("' in mention.form and all(mention.form != datum.spoken.form for _, datum, _ in drawn if datum.spoken)
    return shown.any_figure or mention.figure in shown.names or shown.holds(number) or _counts(number, shown)


def _literal(text: str, start: int, end: int, number: Decimal, shown: _Shown) -> bool:
    """Whether a number in letters is one of the drawing's, a year, or may count its rows."""
    if _per_cent(text, end, shown.language):
        return number in shown.shares
    if shown.holds(number) or YEAR.fullmatch(text[start:end]):
        return True
    signs = tuple(shown.language.units)
    measured = text[end:].lstrip().startswith(signs) or text[:start].rstrip().endswith(signs)
    return _counts(number, shown) and not measured


def _counts(number: Decimal, shown: _Shown) -> bool:
    return number == int(number) and number <= shown.most


def _finding(one: Alternative, said: str, number: Decimal, piece: object, start: int, end: int, shown: _Shown) -> Finding:
    """A wrong number at its place, with what the drawing shows of the same figure, or nearest to it."""
    same = shown.drawn(piece.figure) if isinstance(piece, Number) else []
    _, near, label = (same or sorted(shown.values, key=lambda value: abs(value[0] - number)))[0]
    subject = f"{one.name}: {said}".replace("\u00a0", " ")
    suggestion = "" if "(" in near.figure else near.figure
    parameters = {"subject": subject, "label": label, "shown": near.text, "suggestion": suggestion}
    return Finding("alt-number", parameters, one.passage.span(start, end), subject)


def _left_out(one: Alternative, shown: _Shown) -> Iterator[Finding]:
    """The values that nobody hears; of a computed one it is enough to hear what it is made of."""
    pieces = one.passage.pieces
    said = {number for piece in pieces for _, _, number in numbers(printed(piece), shown.language)}
    named = {piece.figure for piece in pieces if isinstance(piece, Number)}
    missing = [
        f"{label}: {datum.text}".removeprefix(": ")
        for number, datum, label in shown.values
        if number not in said and not (datum.figure and named_in(datum.figure) <= named)
    ]
    if missing:
        listed = "; ".join(missing[:MOST_NAMED]) + ("; …" if len(missing) > MOST_NAMED else "")
        yield Finding("alt-figures", {"id": one.name, "missing": listed}, one.passage.span(), one.name)


# ------------------------------------------------------------------------------------------------------------------- numbers


def numbers(text: str, language: Language) -> Iterator[tuple[int, int, Decimal]]:
    """Every number of a text that the language writes so, without its sign: begin, end, value. Dates are none."""
    for match in _pattern(language).finditer(text):
        number = language.read_decimal(match[0])
        if number is not None:
            yield match.start(), match.end(), number


def _per_cent(text: str, end: int, language: Language) -> bool:
    """Whether the number that ends there is followed by a sign or word for per cent."""
    return text[end:].lstrip().startswith(_percents(language))


@cache
def _percents(language: Language) -> tuple[str, ...]:
    return tuple(symbol for symbol, unit in language.units.items() if unit.base == PERCENT)


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    group = "|".join(map(re.escape, language.group_marks))
    decimal = re.escape(language.decimal)
    grouped = rf"\d{{1,3}}(?:(?:{group})\d{{3}})+(?:{decimal}\d+)?(?![.,/]?\d)"
    simple = rf"\d+(?:{decimal}\d+)?(?![.,/]?\d)"
    return re.compile(rf"(?<![\w.,/])(?:{grouped}|{simple}|\d+(?:[./]\d+)+)(?!\w)")
