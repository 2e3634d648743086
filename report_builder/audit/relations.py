"""Relations between figures: what a report's own numbers must satisfy, and whether they do.

Receives relations as trees and printed figures; promises for each a verdict on exact numbers. There is no tolerance: a relation
holds by rounding if numbers exist that are printed as the figures are and satisfy it. Separate from the grammar, which knows no
figures, and from `suspects`, which looks at many relations at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import field
from enum import StrEnum
from fractions import Fraction

from report_builder.audit.arithmetic import Boxes, difference, interval, number
from report_builder.audit.grammar import Call, Name, Tree, names
from report_builder.audit.interval import Number
from report_builder.audit.printed import Printed
from report_builder.classes import dataclass
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

    met: Number
    many: int
    one: Number

    def met_by(self, ratios: Sequence[Number]) -> bool:
        least = self.least(ratios[1:])
        return least is not None and ratios[0] >= least

    def least(self, others: Sequence[Number]) -> Number | None:
        """What a ratio beside `others` must reach; None if nothing it may be is enough."""
        short = [value for value in others if value < self.met]
        if not short:
            return self.one if len(others) + 1 >= self.many else self.met
        return self.met if len(short) == 1 and short[0] >= self.one and len(others) + 1 >= self.many else None


@dataclass(frozen=True, slots=True)
class Relation:
    """`left sign right`. `figures` are the names in it in order, each once, `repeated` those that occur more often. A threshold
    has its ratios in `left` and no sign. `shown` are the sides as the editor wrote them, with patterns in functions."""

    id: str
    kind: Kind
    text: str
    left: Tree
    sign: str
    right: Tree
    shown: tuple[str, str] = ("", "")
    span: Span | None = None
    threshold: Threshold | None = None
    figures: tuple[str, ...] = field(init=False)
    repeated: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        often = Counter(name.text for side in (self.left, self.right) for name in names(side))
        object.__setattr__(self, "figures", tuple(often))
        object.__setattr__(self, "repeated", tuple(name for name, count in often.items() if count > 1))

    @property
    def ratios(self) -> tuple[Tree, ...]:
        """What must reach the threshold, if it is one."""
        return self.left.arguments if isinstance(self.left, Call) else (self.left,)


Table = Mapping[str, Printed]
HAIR = Fraction(1, 10**30)
"""Finer than any place to which a figure is printed."""


def verdict(relation: Relation, table: Table) -> Verdict:
    """Whether a relation holds among the figures of `table`; a figure that is not in it is not stated."""
    if any(name not in table for name in relation.figures):
        return Verdict.NOT_CHECKABLE
    try:
        return _verdict(relation, table)
    except ZeroDivisionError:
        return Verdict.NOT_CHECKABLE


def _verdict(relation: Relation, table: Table) -> Verdict:
    if _follows(relation, table):
        seen = {name: table[name].read() for name in relation.figures}
        return Verdict.CONSISTENT if _follows(relation, seen) else Verdict.ROUNDING
    for cut, read in readings(relation, table):
        if possible(relation, read):
            told = any(table[name].way is Rounding.CUT for name in relation.figures)
            return Verdict.TRUNCATION if cut or told else Verdict.ROUNDING
    return Verdict.CONTRADICTION


def cut_off(relation: Relation, table: Table) -> tuple[str, ...]:
    """The figures whose digits must have been cut off, though nobody says so, for a relation to hold that does: one if that
    explains it, else all that are rounded somehow; none if the relation holds without."""
    read = next((cut for cut, boxes in readings(relation, table) if possible(relation, boxes)), frozenset())
    return tuple(name for name in relation.figures if name in read)


def readings(relation: Relation, table: Table, singly: str = "") -> Iterator[tuple[Set[str], Boxes]]:
    """The ways to understand what is printed, the likeliest first: all rounded; one figure cut off; all of them. With the
    names of those cut off, and the numbers that each figure may stand for. What a source says of its rounding stays.
    `singly` is the only figure to be cut off alone, if not any."""
    boxes = {name: table[name].interval() for name in relation.figures}
    yield frozenset(), boxes
    loose = [name for name in relation.figures if table[name].loose]
    cut = {name: table[name].interval(cut=True) for name in loose}
    for name in loose:
        if singly in ("", name):
            yield {name}, {**boxes, name: cut[name]}
    if len(loose) > 1:
        yield set(loose), {**boxes, **cut}


def most(ratio: Tree, boxes: Boxes) -> Number:
    """The most that a ratio can be; if it only comes as near to that as one likes, a hair less."""
    high = interval(ratio, boxes).high
    return high.value if high.closed else high.value - HAIR


def _holds(sign: str, left: Number, right: Number) -> bool:
    return {
        "=": left == right, "<=": left <= right, "<": left < right, ">=": left >= right, ">": left > right
    }[sign]  # fmt: skip


def _follows(relation: Relation, table: Table) -> bool:
    """Whether a relation holds among the very values of `table`, or one side is the other's rounded form."""
    values = {name: table[name].value for name in relation.figures}
    if relation.threshold is not None:
        return relation.threshold.met_by([number(ratio, values) for ratio in relation.ratios])
    left, right = number(relation.left, values), number(relation.right, values)
    return _holds(relation.sign, left, right) or (relation.sign == "=" and _prints(relation, table, left, right))


def _prints(relation: Relation, table: Table, left: Number, right: Number) -> bool:
    """Whether one side is a figure that is the other side rounded to its last place."""
    for tree, computed in ((relation.left, right), (relation.right, left)):
        if isinstance(tree, Name):
            stated = table[tree.text]
            if stated.way is not Rounding.CUT and computed in stated.interval():
                return True
    return False


def possible(relation: Relation, boxes: Boxes) -> bool:
    """Whether numbers out of `boxes` satisfy the relation."""
    if relation.threshold is not None:
        return relation.threshold.met_by([most(ratio, boxes) for ratio in relation.ratios])
    gap = difference(relation.left, relation.right, boxes, relation.repeated)
    low, high = gap.low, gap.high
    match relation.sign:
        case "=":
            return 0 in gap
        case "<=":
            return low.value < 0 or (low.value == 0 and low.closed)
        case "<":
            return low.value < 0
        case ">=":
            return high.value > 0 or (high.value == 0 and high.closed)
        case _:
            return high.value > 0
