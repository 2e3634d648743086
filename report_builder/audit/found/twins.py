"""Two figures of one unit that are nearly equal and may be one, misprinted once.

11.633 and 11.663 differ by one digit. Two figures are told if one is the other with one digit changed or two neighbours
exchanged, if they differ by less than the last place of the shares that the report prints, so that no share would show it, and
if so few figures are of their unit and order of magnitude that chance would bring two of them so near in less than one report
out of ten. Figures that a declared relation binds to one another, or
that a relation that holds now would give away if one were the other, are left alone.

Source: a rule of this house.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from report_builder.audit.found.ground import Ground
from report_builder.audit.interval import Number
from report_builder.audit.printed import PERCENT, Printed
from report_builder.audit.relations import Relation, Verdict, verdict
from report_builder.checks.model import Finding, Level
from report_builder.diagnostics import Quoted
from report_builder.figures import Figure

RULES: Mapping[str, Level] = {"figures-alike": Level.NOTICE}

UNSEEN = Fraction(1, 100)  # the last place of shares where a report prints none
EXPECTED = 0.1  # pairs by chance from which on a pair says nothing
HOLDS = frozenset({Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.TRUNCATION})


def check(ground: Ground) -> Iterator[Finding]:
    figures = ground.context.report.figures
    groups: dict[tuple[str, Number, int], list[tuple[int, Printed]]] = {}
    for name, printed in ground.audit.table.items():
        quantity = figures[name].quantity
        count = Fraction(printed.value) / printed.step
        if quantity is not None and quantity.unit != PERCENT and count.denominator == 1 and count > 0:
            groups.setdefault((quantity.unit, printed.step, len(str(count.numerator))), []).append((count.numerator, printed))
    bound = max((one.step for name, one in ground.audit.table.items() if _share(figures[name])), default=UNSEEN)
    for group in groups.values():
        yield from _pairs(ground, figures, sorted(group, key=lambda one: one[0]), bound)


def _share(figure: Figure) -> bool:
    return figure.quantity is not None and figure.quantity.unit == PERCENT


def _pairs(
    ground: Ground, figures: Mapping[str, Figure], group: Sequence[tuple[int, Printed]], bound: Number
) -> Iterator[Finding]:
    for at, (low, one) in enumerate(group):
        for high, other in group[at + 1 :]:
            if high - low >= bound * high:
                break
            if high == low or not slip(str(low), str(high)) or chance(low, high, len(group)) >= EXPECTED:
                continue
            if explained(ground, one, other):
                continue
            first, second = sorted((one.name, other.name), key=list(figures).index)
            quoted = {name: Quoted(figures[name].text, figures[name].span) for name in (first, second)}
            parameters = {"first": first, "second": second, "values": " / ".join(one.text for one in quoted.values())}
            yield Finding("figures-alike", parameters, figures[second].span, f"{first}, {second}", quoted)


def slip(one: str, other: str) -> bool:
    """Whether two numbers of as many digits differ by one digit, or by two neighbours exchanged."""
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2:
        left, right = places
        return right == left + 1 and one[left] == other[right] and one[right] == other[left]
    return len(places) == 1


def chance(low: int, high: int, many: int) -> float:
    """How many pairs as near as this, a slip apart, are to be expected among `many` figures of as many digits at random.

    Zeros that end both say nothing: a source may write millions to the euro.
    """
    while not low % 10 and not high % 10:
        low, high = low // 10, high // 10
    gap = high - low
    digits = str(low)
    slips = sum(abs(int(other) - int(digit)) * 10**place <= gap for place, digit in enumerate(reversed(digits))
                for other in "0123456789" if other != digit)  # fmt: skip
    return float(many * slips * many / (math.log(10) * low) / 2)


def explained(ground: Ground, one: Printed, other: Printed) -> bool:
    """Whether declared relations bind both, or one that holds breaks if one figure is the other."""
    if any({one.name, other.name} <= names for names in ground.bound):
        return True
    return any(
        name in relation.figures and _breaks(ground, relation, name, value)
        for relation in ground.audit.relations
        for name, value in ((one.name, other.value), (other.name, one.value))
    )


def _breaks(ground: Ground, relation: Relation, name: str, value: Number) -> bool:
    table = ground.audit.table
    if ground.audit.verdicts[relation.id] not in HOLDS:
        return False
    return verdict(relation, {**table, name: table[name].at(value)}) is Verdict.CONTRADICTION
