"""Relations between figures: what a report's own numbers must satisfy, and whether they do.

Receives relations as trees and printed figures; promises for each a verdict on exact numbers, and the values of one figure that
would satisfy it. There is no tolerance: a relation holds by rounding if numbers exist that are printed as the figures are and
satisfy it. Separate from the grammar, which knows no figures, and from `suspects`, which looks at many relations at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import product

from report_builder.audit.grammar import Branch, Call, Literal, Name, Tree, names
from report_builder.audit.interval import ZERO, Interval, half_up, hull
from report_builder.audit.printed import Printed
from report_builder.figures import Rounding
from report_builder.place import Span


class Verdict(StrEnum):
    """`CONSISTENT`: what is printed follows from what is printed. `ROUNDING`, `TRUNCATION`: not from the printed digits, but
    from numbers that are printed so if further digits are rounded, or cut off. `CONTRADICTION`: from none."""

    CONSISTENT = "consistent"
    ROUNDING = "rounding"
    TRUNCATION = "truncation"
    CONTRADICTION = "contradiction"
    NOT_CHECKABLE = "not checkable"


class Kind(StrEnum):
    SUM = "sum"
    SHARE = "share"
    DIFFERENCE = "difference"
    ORDER = "order"
    COUNT = "count"
    SAME = "same"
    THRESHOLD = "threshold"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Threshold:
    """When a milestone of the performance framework is met: every ratio at least `met`, or with `many` ratios or more one of
    them at least `one` (Reg. (EU) 215/2014, art. 6(2))."""

    met: Fraction
    many: int
    one: Fraction


@dataclass(frozen=True, slots=True)
class Relation:
    """`left sign right`. `figures` are the names in it in order, each once, `repeated` those that occur more often. A threshold
    has its ratios in `left` and no sign."""

    id: str
    kind: Kind
    text: str
    left: Tree
    sign: str
    right: Tree
    span: Span | None = None
    threshold: Threshold | None = None
    figures: tuple[str, ...] = field(init=False)
    repeated: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        often = Counter(name.text for side in (self.left, self.right) for name in names(side))
        object.__setattr__(self, "figures", tuple(often))
        object.__setattr__(self, "repeated", tuple(name for name, count in often.items() if count > 1))


Table = Mapping[str, Printed]
MOST_CORNERS = 10


def verdict(relation: Relation, table: Table) -> Verdict:
    """Whether a relation holds among the figures of `table`; a figure that is not in it is not stated."""
    if any(name not in table for name in relation.figures):
        return Verdict.NOT_CHECKABLE
    try:
        return _verdict(relation, table)
    except ZeroDivisionError:
        return Verdict.NOT_CHECKABLE


def _verdict(relation: Relation, table: Table) -> Verdict:
    exact = {name: table[name].value for name in relation.figures}
    if relation.threshold is not None:
        return Verdict.CONSISTENT if _met(relation, exact) else Verdict.CONTRADICTION
    left, right = number(relation.left, exact), number(relation.right, exact)
    if _holds(relation.sign, left, right) or (relation.sign == "=" and _prints(relation, table, left, right)):
        return Verdict.CONSISTENT
    if _possible(relation, table, frozenset()):
        told = any(table[name].way is Rounding.CUT for name in relation.figures)
        return Verdict.TRUNCATION if told else Verdict.ROUNDING
    loose = [name for name in relation.figures if not table[name].exact and table[name].way is None]
    if any(_possible(relation, table, cut) for cut in (*(frozenset({name}) for name in loose), frozenset(loose)) if cut):
        return Verdict.TRUNCATION
    return Verdict.CONTRADICTION


def _prints(relation: Relation, table: Table, left: Fraction, right: Fraction) -> bool:
    """Whether one side is a figure that is the other side rounded to its last place."""
    for tree, computed in ((relation.left, right), (relation.right, left)):
        if isinstance(tree, Name):
            stated = table[tree.text]
            if not stated.exact and stated.way is None and half_up(computed, stated.step) == stated.value:
                return True
    return False


def _possible(relation: Relation, table: Table, cut: frozenset[str]) -> bool:
    """Whether numbers that are printed as the figures are, those of `cut` with digits cut off, satisfy the relation."""
    return _could(relation, {name: table[name].interval(name in cut) for name in relation.figures})


def _could(relation: Relation, boxes: Mapping[str, Interval]) -> bool:
    """Whether numbers out of `boxes` satisfy the relation."""
    gap = difference(relation, boxes)
    low, high = gap.low, gap.high
    match relation.sign:
        case "=":
            return ZERO in gap
        case "<=":
            return low.value < 0 or (low.value == 0 and low.closed)
        case "<":
            return low.value < 0
        case ">=":
            return high.value > 0 or (high.value == 0 and high.closed)
        case _:
            return high.value > 0


def difference(relation: Relation, boxes: Mapping[str, Interval]) -> Interval:
    """All that `left - right` can be. Exact: where a name occurs twice, the ends are those at the corners of the boxes, as
    sums, products and quotients are monotone in each number."""
    whole = Branch("-", relation.left, relation.right)
    twice = [name for name in relation.repeated if boxes[name].exact is None]
    if not twice or len(twice) > MOST_CORNERS:
        return interval(whole, boxes)
    found: list[Interval] = []
    for ends in product(*((boxes[name].low, boxes[name].high) for name in twice)):
        corner = dict(boxes)
        for name, end in zip(twice, ends, strict=True):
            corner[name] = Interval(end, end)
        found.append(interval(whole, corner))
    return hull(bound for one in found for bound in (one.low, one.high))


# ----------------------------------------------------------------------------------------------------------------- arithmetic

_EXACT: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}
_WIDE: Mapping[str, Callable[[Interval, Interval], Interval]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


def literal(tree: Literal) -> Fraction:
    return Fraction(tree.text) / (100 if tree.percent else 1)


def number(tree: Tree, values: Mapping[str, Fraction]) -> Fraction:
    """A side on exact values. Raises ZeroDivisionError."""
    match tree:
        case Name():
            return values[tree.text]
        case Literal():
            return literal(tree)
        case Branch():
            return _EXACT[tree.sign](number(tree.left, values), number(tree.right, values))
        case Call():
            return sum((number(argument, values) for argument in tree.arguments), ZERO)


def interval(tree: Tree, boxes: Mapping[str, Interval]) -> Interval:
    """A side on intervals. Raises ZeroDivisionError where a divisor may be zero."""
    match tree:
        case Name():
            return boxes[tree.text]
        case Literal():
            return Interval.point(literal(tree))
        case Branch():
            return _WIDE[tree.sign](interval(tree.left, boxes), interval(tree.right, boxes))
        case Call():
            total = Interval.point(ZERO)
            for argument in tree.arguments:
                total = total + interval(argument, boxes)
            return total


def _holds(sign: str, left: Fraction, right: Fraction) -> bool:
    return {
        "=": left == right, "<=": left <= right, "<": left < right, ">=": left >= right, ">": left > right
    }[sign]  # fmt: skip


def _met(relation: Relation, exact: Mapping[str, Fraction]) -> bool:
    threshold, ratios = relation.threshold, relation.left
    if threshold is None or not isinstance(ratios, Call):
        return False
    values = [number(argument, exact) for argument in ratios.arguments]
    short = [value for value in values if value < threshold.met]
    return not short or (len(values) >= threshold.many and len(short) == 1 and short[0] >= threshold.one)


# --------------------------------------------------------------------------------------------------------- what would repair it


def solution(relation: Relation, name: str, values: Mapping[str, Fraction]) -> Fraction | None:
    """The value of the figure `name` that makes both sides equal, the others as given; None if none or any does.

    Both sides are quotients of linear terms in one figure unless it is multiplied with itself, which nobody relates.
    """
    line = _line(Branch("-", relation.left, relation.right), name, values)
    if line is None or not line.top[1]:
        return None
    return -line.top[0] / line.top[1]


@dataclass(frozen=True, slots=True)
class _Line:
    """(top[0] + top[1]·x) / (bottom[0] + bottom[1]·x)"""

    top: tuple[Fraction, Fraction]
    bottom: tuple[Fraction, Fraction] = (Fraction(1), ZERO)


def _line(tree: Tree, name: str, values: Mapping[str, Fraction]) -> _Line | None:
    match tree:
        case Name():
            return _Line((ZERO, Fraction(1)) if tree.text == name else (values[tree.text], ZERO))
        case Literal():
            return _Line((literal(tree), ZERO))
        case Branch():
            left, right = _line(tree.left, name, values), _line(tree.right, name, values)
            return _combined(tree.sign, left, right) if left and right else None
        case Call():
            total: _Line | None = _Line((ZERO, ZERO))
            for argument in tree.arguments:
                one = _line(argument, name, values)
                total = _combined("+", total, one) if total and one else None
            return total


def _times(one: tuple[Fraction, Fraction], other: tuple[Fraction, Fraction]) -> tuple[Fraction, Fraction] | None:
    if one[1] and other[1]:
        return None
    return (one[0] * other[0], one[0] * other[1] + one[1] * other[0])


def _combined(sign: str, left: _Line, right: _Line) -> _Line | None:
    if sign == "/":
        sign, right = "*", _Line(right.bottom, right.top)
    if sign == "*":
        top, bottom = _times(left.top, right.top), _times(left.bottom, right.bottom)
        return _Line(top, bottom) if top and bottom else None
    if left.bottom == right.bottom:
        crossed: Sequence[tuple[Fraction, Fraction] | None] = (left.top, right.top)
        bottom = left.bottom
    else:
        crossed = (_times(left.top, right.bottom), _times(right.top, left.bottom))
        bottom = _times(left.bottom, right.bottom)
    first, second = crossed
    if first is None or second is None or bottom is None:
        return None
    turn = 1 if sign == "+" else -1
    return _Line((first[0] + turn * second[0], first[1] + turn * second[1]), bottom)
