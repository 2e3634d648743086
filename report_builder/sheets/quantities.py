"""What a cell holds → an exact quantity, in the unit in which it is kept and in the one in which it is printed.

Receives a cell and what the editor says of it; promises the very number of the file, with the decimals to print it with, or a
problem wherever two readings are possible: a factor of a thousand or a hundred is never guessed. Separate from finding the
cell.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from unicodedata import category

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures import EXACT, MOST_DECIMALS, Figure, Quantity, parse_figure
from report_builder.language import Language
from report_builder.place import LocatedText, Span
from report_builder.sheets.model import Cell, Kind, Position, Refused, Sheet

RATIO = "1"  # what an editor calls the unit of a share kept as 0.46
PERCENT = "%"
LARGEST = Decimal(10) ** 30
LONGEST = 60
DIGITS = re.compile(r"[0-9]+(?:[.,'’ \u00a0\u202f][0-9]+)*")
EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
STYLE = frozenset({"percent-form", "unit-form", "figure-sign", "figure-ambiguous"})
"""How a text is written is the office's business; that it can be two numbers is asked here beforehand."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit: one `symbol` is worth `factor` of `base`."""

    symbol: str = ""
    base: str = ""
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an editor says of a cell: the unit in which it is kept, the one to print, how many decimals, the decimal mark.

    `span` is where to tell what is wrong with a cell that has no place of its own.
    """

    span: Span
    language: Language
    kept: Measure | None = None
    printed: Measure | None = None
    decimals: int | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a cell holds: the quantity (None: not stated), its text, and to which place the file knows it, in base units.

    `unconfirmed` if the office wrote so beside it ("12 (da confermare)").
    """

    quantity: Quantity | None
    text: str = ""
    precision: Decimal | None = None
    empty: bool = False
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as a cell keeps it, in a unit of its own if it has one. `places` are the decimals that it shows."""

    number: Decimal
    places: int | None = None
    own: Measure | None = None
    scaled: bool = False


def measure_of(unit: LocatedText, language: Language) -> Measure:
    """The unit called `unit`. Raises Refused."""
    if unit.text.strip() == RATIO:
        return Measure(PERCENT, PERCENT, Decimal(100))
    if (known := language.units.get(unit.text.strip())) is not None:
        return Measure(known.symbol, known.base, known.factor)
    figure, problems = parse_figure("", LocatedText(RATIO, unit.span, ()), language, unit.text)
    if problems or figure.quantity is None:
        raise Refused(problems[0])
    quantity = figure.quantity
    return Measure(quantity.printed_unit, quantity.unit, quantity.factor)


def stored_in(sheet: Sheet, at: Position, asked: Asked) -> Stored:
    """The quantity that stands in a cell. Raises Refused."""
    cell = sheet.cells.get(at)
    if at.row in sheet.shifted:
        raise Refused(Problem("table-row-shifted", {"where": sheet.where(at)}, (cell and cell.span) or asked.span))
    if cell is None:
        area = next((area for area in sheet.merged if at in area), None)
        if area is not None and area.first != at:
            words = {"where": sheet.where(at), "area": str(area), "suggestion": str(area.first)}
            raise Refused(Problem("table-merged", words, asked.span))
        if sheet.unsaved(at):
            raise Refused(Problem("table-formula-unsaved", {"where": sheet.where(at)}, asked.span))
        return Stored(None, empty=True)
    return _Reading(cell, sheet.where(at), asked).stored()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One cell, with what is asked of it."""

    cell: Cell
    where: str
    asked: Asked

    def refused(self, rule: str, **words: str) -> Refused:
        return Refused(Problem(rule, {"where": self.where, "text": self.cell.text, **words}, self.cell.span or self.asked.span))

    def stored(self) -> Stored:
        amount = self.amount()
        unconfirmed = self.cell.kind is Kind.TEXT and self.parsed(DIGITS.sub("2", self.cell.text)).unconfirmed
        if amount is None:
            return Stored(None, self.cell.text, unconfirmed=unconfirmed)
        if not amount.number.is_finite() or abs(amount.number) >= LARGEST:
            raise self.refused("table-cell-text")
        kept, printed = self.units(amount)
        value = _short(EXACT.multiply(amount.number, kept.factor))
        digits = max(_places(amount.number), amount.places or 0)
        if self.asked.decimals is not None:
            decimals = self.asked.decimals
        elif kept.factor == printed.factor:
            decimals = _places(amount.number) if amount.places is None else amount.places
        else:
            decimals = _places(EXACT.divide(value, printed.factor))
        decimals = min(decimals, MOST_DECIMALS)
        quantity = Quantity(value, printed.base, printed.symbol, printed.factor, decimals)
        known = kept.factor.scaleb(-digits, EXACT)
        return Stored(quantity, self.cell.text, known if known < quantity.step else None, unconfirmed=unconfirmed)

    # -------------------------------------------------------------------------------------------------------------- the number

    def amount(self) -> _Amount | None:
        """What the cell keeps; None if it says that it is not stated."""
        match self.cell.kind:
            case Kind.NUMBER:
                return self.number()
            case Kind.TEXT:
                return self.text()
            case Kind.DATE:
                raise self.refused("table-cell-date")
            case Kind.ERROR:
                raise self.refused("table-cell-error")
            case Kind.TRUTH:
                raise self.refused("table-cell-text")

    def number(self) -> _Amount:
        shown, number = self.cell.format, self.cell.number or Decimal(0)
        if shown.percent:
            places = None if shown.scaled else shown.places
            return _Amount(EXACT.multiply(number, Decimal(100)), places, Measure(PERCENT, PERCENT))
        own = self.beside(shown.unit) if shown.unit and not shown.scaled else None
        return _Amount(number, None if shown.scaled else shown.places, own, shown.scaled)

    def beside(self, unit: str) -> Measure | None:
        """The unit that a number format shows, known or in another spelling; None for what is a mere ornament. A currency that
        the language does not know is refused: 12 $ are no 12 €."""
        figure, problems = parse_figure("", LocatedText(f"2 {unit}", self.asked.span, ()), self.asked.language)
        if figure.quantity is not None and figure.quantity.unit and not any(one.rule not in STYLE for one in problems):
            return Measure(figure.quantity.printed_unit, figure.quantity.unit, figure.quantity.factor)
        if any(category(character) == "Sc" for character in unit):
            raise self.refused(
                "table-cell-unit", own=unit, unit=(self.asked.printed or self.asked.kept or Measure()).symbol or "?"
            )
        return None

    def text(self) -> _Amount | None:
        """A number kept as text, as in every CSV file: in the office's notation, with or without its unit."""
        said, language = self.cell.text.strip(), self.asked.language
        found = list(DIGITS.finditer(said))
        if len(found) > 1 or len(said) > 2 * LONGEST:
            raise self.refused("table-cell-text")
        quantity = self.parsed(DIGITS.sub("2", said)).quantity  # first what is around the number, which may be no figure at all
        if found:
            number = self.digits(found[0][0])
            quantity = self.parsed(DIGITS.sub(language.number_text(f"{number:f}"), said)).quantity
        if quantity is None:
            return None
        own = Measure(quantity.printed_unit, quantity.unit, quantity.factor) if quantity.unit or quantity.factor != 1 else None
        return _Amount(EXACT.divide(quantity.value, quantity.factor), quantity.decimals, own)

    def parsed(self, text: str) -> Figure:
        """The figure that `text` is in the report's own notation."""
        figure, problems = parse_figure("", LocatedText(text, self.asked.span, ()), self.asked.language)
        if any(problem.rule not in STYLE for problem in problems):
            raise self.refused("table-cell-text")
        return figure

    def digits(self, text: str) -> Decimal:
        """The number that `text` is with the decimal mark of the file: the other marks part thousands."""
        mark = self.asked.mark or self.asked.language.decimal
        if not self.asked.mark and EITHER.fullmatch(text):
            raise self.refused("table-number-two-ways", thousands=re.sub("[.,]", "", text), fraction=re.sub("[.,]", ".", text))
        whole, _, decimals = text.partition(mark)
        marks, groups = re.findall("[^0-9]", whole), re.split("[^0-9]", whole)
        parted = len(set(marks)) <= 1 and len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
        if (marks and not parted) or not re.fullmatch("[0-9]*", decimals) or len(text) > LONGEST:
            raise self.refused("table-number-form", mark=mark)
        try:
            return Decimal("".join(groups) + (f".{decimals}" if decimals else ""))
        except InvalidOperation:  # pragma: no cover  # digits alone are left
            raise self.refused("table-cell-text") from None

    # --------------------------------------------------------------------------------------------------------------- the units

    def units(self, amount: _Amount) -> tuple[Measure, Measure]:
        """The unit in which the number is kept, and the one to print it in."""
        own, asked = amount.own, self.asked
        if own and asked.kept and (own.base, own.factor) != (asked.kept.base, asked.kept.factor) and own.base != PERCENT:
            raise self.refused("table-cell-unit", own=own.symbol, unit=asked.kept.symbol)
        if amount.scaled and asked.kept is None:
            raise self.refused("table-scaled")
        kept = own or asked.kept or asked.printed or Measure()
        printed = asked.printed or kept
        if kept.base != printed.base:
            raise self.refused("table-cell-unit", own=kept.symbol or kept.base or RATIO, unit=printed.symbol or printed.base)
        told = own is not None or asked.kept is not None
        if printed.base == PERCENT and not told and 0 < abs(amount.number) <= 1:
            raise self.refused("table-share", hundredth=self.shown(amount.number), whole=self.shown(amount.number * 100))
        return kept, Measure(PERCENT, PERCENT) if printed.factor == 100 and printed.base == PERCENT else printed

    def shown(self, number: Decimal) -> str:
        return self.asked.language.number_text(f"{_short(number):f}")


def _places(number: Decimal) -> int:
    """The decimals that a number needs."""
    return max(0, -int(number.normalize(EXACT).as_tuple().exponent))


def _short(number: Decimal) -> Decimal:
    """Without ending zeros, and without an exponent."""
    short = number.normalize(EXACT)
    return short.quantize(Decimal(1), context=EXACT) if int(short.as_tuple().exponent) > 0 else short
