"""Computed figures: formulas over other figures, evaluated exactly.

Receives the figures as published, last year's too, and formulas with places; promises figures that follow from them, computed
on fractions (a sum of shares is not rounded twice), or a problem at the name or sign that is wrong. The language is names,
+ - * /, brackets and plain decimal literals, read by a parser of our own: content can never run code.

Units are followed lightly. Euro and per cent must fit together, counted nouns may be mixed ("uomini" and "donne" make
"persone"). A ratio of like amounts whose unit is "%" is given in hundredths.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Context, Decimal
from difflib import get_close_matches
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Severity
from report_builder.figures.model import EXACT, MOST_DECIMALS, PREVIOUS, Figure, Quantity, places_of
from report_builder.figures.syntax import Branch, Leaf, Tree, Wrong, names_in, parse_formula, range_of, wrong
from report_builder.figures.tokens import Token
from report_builder.language import Language
from report_builder.place import LocatedText

ROUGH = Context(prec=28)
"""For values that no decimal can express."""
LARGEST = 10**30


@dataclass(frozen=True, slots=True)
class FormulaEntry:
    """A formula as its author wrote it; `unit` is the printed unit of the result ("Mln€"), `decimals` how many are printed.

    `language` is what the unit is written in, if not the report's. Without `unit` the result has that of its operands, without
    `decimals` as many as its most precise operand.
    """

    formula: LocatedText
    unit: str = ""
    decimals: int | None = None
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class _Amount:
    """An intermediate result: `dimension` counts base units ({"€": 1}), `noun` is what is counted if all operands agree."""

    value: Fraction
    dimension: tuple[tuple[str, int], ...] = ()
    noun: str = ""
    literal: bool = False


# --------------------------------------------------------------------------------------------------------------- evaluating


@dataclass
class _Evaluation:
    """One run over all formulas. `amounts` keeps results as fractions, so that formulas over formulas stay exact."""

    figures: Mapping[str, Figure]
    formulas: Mapping[str, FormulaEntry]
    language: Language
    before: Mapping[str, Figure] | None
    results: dict[str, Figure] = field(default_factory=dict)
    amounts: dict[str, _Amount] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def bases(self) -> set[str]:
        return {unit.base for unit in self.language.units.values()}

    def run(self) -> None:
        trees: dict[str, Tree] = {}
        for name, entry in self.formulas.items():
            try:
                trees[name] = parse_formula(entry.formula)
            except Wrong as error:
                self._fail(name, error)
        needs = {name: {token.text for token in names_in(tree)} & trees.keys() for name, tree in trees.items()}
        for name in self._ordered(trees, needs):
            try:
                self._compute(name, trees[name])
            except Wrong as error:
                self._fail(name, error)

    def _ordered(self, trees: Mapping[str, Tree], needs: dict[str, set[str]]) -> list[str]:
        """Formulas after those that they need; each circle is reported once, and broken."""
        while True:
            try:
                return list(TopologicalSorter(needs).static_order())
            except CycleError as error:
                circle = list(reversed(error.args[1]))[:-1]
                name = min(circle)
                turn = circle.index(name)
                path = [*circle[turn:], *circle[:turn], name]
                token = next(token for token in names_in(trees[name]) if token.text == path[1])
                text = self.formulas[name].formula
                self._fail(name, wrong("formula-circle", text, token.start, token.end, path=" → ".join(path)))
                del needs[name]
                for other in needs.values():
                    other.discard(name)

    def _fail(self, name: str, error: Wrong) -> None:
        """The figure stands as not stated, so that mentions of it are not reported as unknown."""
        entry = self.formulas[name]
        if error.problem:
            self.problems.append(error.problem)
        text = entry.formula
        span = text.at(0, len(text.text))
        self.results[name] = Figure(name, "", None, formula=text.text, span=span, faulty=error.faulty)

    def _compute(self, name: str, tree: Tree) -> None:
        entry = self.formulas[name]
        amount = self._value(tree, entry)
        operands = [figure.quantity for token in names_in(tree) if (figure := self._known(token.text)) and figure.quantity]
        quantity = self._quantity(amount, entry, operands)
        self.amounts[name] = amount if quantity.unit != "%" or dict(amount.dimension).get("%") else _percent(amount)
        text = entry.formula
        self.results[name] = Figure(name, "", quantity, formula=text.text, span=text.at(0, len(text.text)))

    def _value(self, tree: Tree, entry: FormulaEntry) -> _Amount:
        match tree:
            case Leaf(token=token) if token.kind == "number":
                return _Amount(Fraction(token.text), literal=True)
            case Leaf(token=token):
                return self._figure(token, entry)
            case Branch(sign=sign, left=left, right=right):
                return self._combine(tree, sign, self._value(left, entry), self._value(right, entry), entry.formula)

    def _figure(self, token: Token, entry: FormulaEntry) -> _Amount:
        name, text = token.text, entry.formula
        if name in self.amounts:
            return self.amounts[name]
        figure = self._known(name)
        if figure is None and name.endswith(PREVIOUS) and self.before is None:
            raise wrong("previous-missing", text, token.start, token.end, name=name)
        if figure is None:
            name = name.removesuffix(PREVIOUS)
            near = get_close_matches(name, [*self.figures, *self.formulas], 1)
            raise wrong(
                "unknown-figure", text, token.start, token.start + len(name), name=name, suggestion=near[0] if near else ""
            )
        if figure.quantity is None:
            if name in self.results or figure.faulty:
                raise Wrong(None, faulty=figure.faulty)
            span = text.at(token.start, token.end)
            raise Wrong(Problem("formula-not-stated", {"name": name}, span, Severity.NOTICE))
        quantity = figure.quantity
        if quantity.unit in self.bases:
            return _Amount(Fraction(quantity.value), ((quantity.unit, 1),))
        return _Amount(Fraction(quantity.value), noun=quantity.unit)

    def _known(self, name: str) -> Figure | None:
        """The figure of a name; last year's is not stated where only this year knows it."""
        own = name.removesuffix(PREVIOUS)
        if own == name:
            return self.results.get(name) or self.figures.get(name)
        if self.before is None:
            return None
        then = self.before.get(own)
        return then or (Figure(name, "", None) if own in self.figures or own in self.formulas else None)

    def _combine(self, tree: Branch, sign: Token, left: _Amount, right: _Amount, text: LocatedText) -> _Amount:
        noun = left.noun if left.noun == right.noun or right.literal else right.noun if left.literal else ""
        if sign.text in "+-":
            value = left.value + right.value if sign.text == "+" else left.value - right.value
            if left.dimension != right.dimension and not (left.literal and not left.value):
                span = text.text[tree.start : tree.end]
                units = ", ".join(_spoken(amount) for amount in (left, right))
                raise wrong("unit-mixed", text, sign.start, sign.end, names=span, units=units)
            return _Amount(value, right.dimension, noun, left.literal and right.literal)
        left, right = _ratio(left), _ratio(right)
        literal = left.literal and right.literal
        if sign.text == "*":
            return _Amount(left.value * right.value, _product(left, right, 1), noun or left.noun or right.noun, literal)
        if not right.value:
            start, end = range_of(tree.right)
            raise wrong("division-by-zero", text, start, end, name=text.text[start:end])
        kept = "" if right.noun else left.noun
        return _Amount(left.value / right.value, _product(left, right, -1), kept, literal)

    # ---- the result

    def _quantity(self, amount: _Amount, entry: FormulaEntry, operands: list[Quantity]) -> Quantity:
        printed, base, factor = self._unit(amount, entry, operands)
        value = amount.value
        if base == "%" and not dict(amount.dimension).get("%"):
            value *= 100
        whole = entry.formula
        if abs(value) >= LARGEST:
            raise wrong("formula-too-large", whole, 0, len(whole.text))
        if entry.decimals is not None and not 0 <= entry.decimals <= MOST_DECIMALS:
            raise wrong("formula-decimals", whole, 0, len(whole.text), most=str(MOST_DECIMALS))
        exact = _decimal(value)
        decimals = places_of(exact, factor, operands) if entry.decimals is None else entry.decimals
        return Quantity(exact, base, printed, factor, decimals)

    def _unit(self, amount: _Amount, entry: FormulaEntry, operands: list[Quantity]) -> tuple[str, str, Decimal]:
        """Printed unit, base unit and factor of a result; a given unit must be of the result's kind."""
        dimension = dict(amount.dimension)
        known = (entry.language or self.language).units.get(entry.unit)
        if entry.unit:
            base = known.base if known else entry.unit
            wanted = {base: 1} if known and base != "%" else {}
            ratio = base == "%" and dimension in ({}, {"%": 1})
            if not ratio and dimension not in ({}, wanted) and len(dimension) < 2:
                end = len(entry.formula.text)
                raise wrong("formula-unit", entry.formula, 0, end, unit=entry.unit, own=_spoken(amount))
            return entry.unit, base, known.factor if known else Decimal(1)
        if len(dimension) == 1 and (base := next(iter(dimension))) in self.bases and dimension[base] == 1:
            same = {(operand.printed_unit, operand.factor) for operand in operands if operand.unit == base}
            printed, factor = same.pop() if len(same) == 1 else (base, Decimal(1))
            return printed, base, factor
        if dimension:
            raise wrong("formula-unit", entry.formula, 0, len(entry.formula.text), unit="", own=_spoken(amount))
        return amount.noun, amount.noun, Decimal(1)


def _percent(amount: _Amount) -> _Amount:
    """A ratio that is given in per cent, for formulas that use it."""
    return _Amount(amount.value * 100, (("%", 1),))


def _ratio(amount: _Amount) -> _Amount:
    """Per cent as the ratio that they are, for products and quotients."""
    if amount.dimension != (("%", 1),):
        return amount
    return _Amount(amount.value / 100, (), "", amount.literal)


def _product(left: _Amount, right: _Amount, power: int) -> tuple[tuple[str, int], ...]:
    powers = dict(left.dimension)
    for base, exponent in right.dimension:
        powers[base] = powers.get(base, 0) + power * exponent
    return tuple(sorted((base, exponent) for base, exponent in powers.items() if exponent))


def _spoken(amount: _Amount) -> str:
    powers = [base if exponent == 1 else f"{base}^{exponent}" for base, exponent in amount.dimension]
    return "·".join(powers) or amount.noun or "1"


def _decimal(value: Fraction) -> Decimal:
    """`value` exactly if decimals can express it in 100 digits, otherwise with 28 significant digits."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    top, bottom = Decimal(value.numerator), Decimal(value.denominator)
    if rest == 1:
        short = EXACT.divide(top, bottom).normalize(EXACT)
        return short.quantize(Decimal(1), context=EXACT) if int(short.as_tuple().exponent) > 0 else short
    return ROUGH.divide(top, bottom)


def evaluate_formulas(
    figures: Mapping[str, Figure],
    formulas: Mapping[str, FormulaEntry],
    language: Language,
    before: Mapping[str, Figure] | None = None,
) -> tuple[dict[str, Figure], tuple[Problem, ...]]:
    """The figures that `formulas` compute from `figures` and from one another, by name, and what is wrong.

    `before` are last year's figures, which "@previous" after a name means; None if the report names no predecessor.

    A formula over a figure that is not stated gives one that is not stated, with a notice. A formula that is wrong gives one
    that is not stated as well, with its error.
    """
    evaluation = _Evaluation(figures, formulas, language, before)
    evaluation.run()
    return evaluation.results, tuple(evaluation.problems)
