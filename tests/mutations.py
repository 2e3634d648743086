"""Misprints made on purpose: what of them the published figures can show at all, and what the audit makes of them.

`changes` gives every published figure with one last digit more and less, ten more and less, 5 % more and less. `Judge` tells
from the relations alone, without any of the audit's arithmetic, whether a relation can hold: it computes their text in Python
on intervals of its own. `audited` is what the audit finds with the change, those findings left out that the report
acknowledges with the figures as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from report_builder.audit import RULES, Audit, Relation, findings_of
from report_builder.audit.suspects import Misprint
from report_builder.checks import problems_of
from report_builder.checks.acknowledged import marked
from report_builder.content.models import Report
from report_builder.figures import Figure, Rounding, printed
from report_builder.language import load_language

BASES = {"€"}
TOKEN = re.compile(r"(?P<name>[a-z_]\w*(?:\.\w+)+|\b[a-z_]+_[a-z_]+\b(?!\())|(?P<number>\d+(?:\.\d+)?)(?P<percent>%?)")
COUNT = re.compile(r"count\(([^()]*)\)")
SIGNS = re.compile(r" (<=|>=|<|>|=) ")


@dataclass(frozen=True)
class Change:
    """A figure printed with another value: `kind` is "last digit +1" and the like."""

    name: str
    kind: str
    figures: Mapping[str, Figure]


def changes(report: Report) -> Iterator[Change]:
    language = load_language(report.entry.language)
    for name, figure in report.figures.items():
        if not figure.text or figure.quantity is None:
            continue
        quantity, step = figure.quantity, figure.quantity.step
        five = (quantity.value / 20 / step).quantize(Decimal(1), ROUND_HALF_UP) * step
        for kind, by in (("1", step), ("10", 10 * step), ("5 %", five)):
            for sign in (1, -1):
                value = quantity.value + sign * by
                if by and value >= 0:
                    other = replace(quantity, value=value)
                    text = printed(other, language).replace("\u00a0", " ")
                    changed = {**report.figures, name: replace(figure, quantity=other, text=text)}
                    yield Change(name, f"{'+' if sign > 0 else '-'}{kind}", changed)


# ------------------------------------------------------------------------------------------------ what can be seen, on its own


@dataclass(frozen=True)
class Span:
    """Numbers from `low` to `high`, both included: open ends are drawn in by a hair of the last place."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Span) -> Span:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Span(min(ends), max(ends))

    def __truediv__(self, other: Span) -> Span:
        return self * Span(1 / other.high, 1 / other.low)


def total(*spans: Span) -> Span:
    found = Span(Fraction(0), Fraction(0))
    for one in spans:
        found = found + one
    return found


def achieved(*ratios: Span) -> Span:
    """0 if the milestone is met: 85 %, or of three and more one with 75 % (215/2014, article 6(2))."""
    short = [ratio for ratio in ratios if ratio.high < Fraction(85, 100)]
    met = not short or (len(ratios) >= 3 and len(short) == 1 and short[0].high >= Fraction(75, 100))
    return Span(Fraction(not met), Fraction(not met))


class Judge:
    """Whether relations can hold among figures. Their text is compiled once."""

    def __init__(self, relations: tuple[Relation, ...]) -> None:
        self.code = {relation.id: self._compiled(relation.text) for relation in relations}
        self.names = {relation.id: relation.figures for relation in relations}

    def _compiled(self, text: str) -> tuple[object, str]:
        sides = SIGNS.split(COUNT.sub(lambda listed: str(listed[1].count(",") + 1), text))
        sign = sides[1] if len(sides) > 1 else "="
        difference = f"({sides[0]}) - ({sides[2]})" if len(sides) > 1 else sides[0]
        python = TOKEN.sub(self._token, difference)
        return compile(python, text, "eval"), sign

    def _token(self, match: re.Match[str]) -> str:
        if match["name"]:
            return f"v[{match['name']!r}]"
        value = f"F({match['number']!r})" + ("/100" if match["percent"] else "")
        return f"S({value}, {value})"

    def broken(self, relation: str, figures: Mapping[str, Figure]) -> bool:
        """Whether no numbers that are printed so satisfy it: all rounded, one cut off, all cut off."""
        names = self.names[relation]
        if any(figures[name].quantity is None for name in names):
            return False
        loose = [name for name in names if self.loose(figures[name])]
        readings = [set(), *({name} for name in loose), set(loose)]
        return not any(self._holds(relation, {name: span(figures[name], name in cut) for name in names}) for cut in readings)

    def loose(self, figure: Figure) -> bool:
        return figure.rounding is None and not counted(figure)

    def _holds(self, relation: str, spans: Mapping[str, Span]) -> bool:
        code, sign = self.code[relation]
        known = {"v": spans, "S": Span, "F": Fraction, "sum": total, "achieved": achieved}
        gap = eval(code, known)  # noqa: S307 - text of our own, read otherwise than the audit reads it
        if sign == "=":
            return bool(gap.low <= 0 <= gap.high)
        return bool({"<=": gap.low <= 0, "<": gap.low < 0, ">=": gap.high >= 0, ">": gap.high > 0}[sign])


def counted(figure: Figure) -> bool:
    quantity = figure.quantity
    assert quantity is not None
    return quantity.unit not in {"€", "%"} and quantity.factor == 1 and not quantity.decimals and figure.precision is None


def span(figure: Figure, cut: bool) -> Span:
    quantity = figure.quantity
    assert quantity is not None
    scale = Fraction(1, 100) if quantity.unit == "%" else Fraction(1)
    value, step = Fraction(quantity.value) * scale, Fraction(figure.precision or quantity.step) * scale
    if counted(figure):
        return Span(value, value)
    hair = step / 10**12
    if figure.rounding is Rounding.CUT or cut:
        return Span(value, value + step - hair)
    return Span(value - step / 2, value + step / 2 - hair)


# --------------------------------------------------------------------------------------------------------- what the audit finds


@dataclass(frozen=True)
class Seen:
    """A change with the relations that only it breaks; `crossed` if two of them have nothing else in common."""

    change: Change
    relations: tuple[str, ...]
    crossed: bool


def seen(judge: Judge, change: Change, before: frozenset[str]) -> Seen:
    """`before` are the relations that are broken without it."""
    near = [one for one, names in judge.names.items() if change.name in names and one not in before]
    broken = tuple(one for one in near if judge.broken(one, change.figures))
    pairs = combinations(broken, 2)
    crossed = any(set(judge.names[one]) & set(judge.names[other]) == {change.name} for one, other in pairs)
    return Seen(change, broken, crossed)


def audited(report: Report, change: Change) -> list[Misprint]:
    """The suspected misprints that nobody has acknowledged with the figures as they are now."""
    audit = Audit(replace(report, figures=change.figures))
    problems = marked(problems_of(findings_of(audit), RULES), report.acknowledged, frozenset(RULES))
    open_ = {problem.subject for problem in problems if problem.rule == "figures-contradict" and problem.acknowledged is None}
    return [one for one in audit.misprints if one.about in open_]
