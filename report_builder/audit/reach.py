"""What one figure of a relation may be, printed as finely as it is, for the relation to hold.

Receives a relation, the printed figures and the name of one of them; promises which printable values the relation allows, the
others staying as they are: found by working the relation backwards once, so that a hundred candidates cost no more than one.
A figure that occurs twice is looked for by halving instead. Separate from `relations`, which judges, and from `suspects`, which
chooses.

Values are counted in the last printed places of the figure: 3293 for "329,3".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from report_builder.audit.arithmetic import Boxes, holds, interval, number, solved
from report_builder.audit.grammar import Name, Tree
from report_builder.audit.interval import Bound, Interval
from report_builder.audit.printed import Printed
from report_builder.audit.relations import Relation, Table, Verdict, most, readings, verdict
from report_builder.classes import dataclass
from report_builder.figures import Rounding

HUGE = 10**40
"""No published figure comes near it: it stands for no limit."""
FAR = 1000
"""How many times a figure it is looked for: nobody misprints it by more."""
MANY = 12
"""Figures in a relation from which on another one cut off alone is left aside: all of them leave more room to rounding."""


@dataclass(frozen=True, slots=True)
class Range:
    """All counts from `low` to `high`."""

    low: int
    high: int

    def __contains__(self, count: int) -> bool:
        return self.low <= count <= self.high

    def common(self, other: Range) -> Range | None:
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Range(low, high) if low <= high else None

    def nearest(self, count: int) -> int:
        return min(max(count, self.low), self.high)


def possible(relation: Relation, name: str, table: Table) -> Range | None:
    """The counts of a figure with which the relation is no contradiction; None if there are none."""
    own = table[name]
    if name in relation.repeated:
        return _searched(relation, own, table)
    try:
        alone = name if len(relation.figures) > MANY else ""
        ways = readings(relation, table, alone)
        found = [_printable(own, _wanted(relation, name, boxes), name in cut) for cut, boxes in ways]
    except ZeroDivisionError:
        return _searched(relation, own, table)
    ranges = [one for one in found if one is not None]
    return Range(min(one.low for one in ranges), max(one.high for one in ranges)) if ranges else None


def likely(relation: Relation, name: str, table: Table) -> Range | None:
    """The counts of a figure with which the relation follows from what is printed; None if there are none or nobody knows."""
    own = table[name]
    if name in relation.repeated:
        return None
    boxes = {one: Interval.point(table[one].value) for one in relation.figures}
    tree, other = _sides(relation, name)
    try:
        if relation.sign == "=" and isinstance(tree, Name) and own.way is not Rounding.CUT:
            return _printable(own, interval(other, boxes))
        if relation.sign == "=" and isinstance(other, Name) and table[other.text].way is not Rounding.CUT:
            boxes[other.text] = table[other.text].interval()
        return _printable(replace(own, exact=True), _wanted(relation, name, boxes))
    except ZeroDivisionError:
        return None


def _sides(relation: Relation, name: str) -> tuple[Tree, Tree]:
    """The side with the figure, and the other one."""
    left, right = relation.left, relation.right
    return (left, right) if holds(left, name) else (right, left)


def _wanted(relation: Relation, name: str, boxes: Boxes) -> Interval | None:
    """The numbers behind the figure with which the relation can hold, the others being in `boxes`; None if there are none."""
    if relation.threshold is not None:
        (own,) = (ratio for ratio in relation.ratios if holds(ratio, name))
        others = [most(ratio, boxes) for ratio in relation.ratios if ratio is not own]
        least = relation.threshold.least(others)
        if least is None:
            return None
        return solved(own, name, Interval(Bound(least), Bound(HUGE)), boxes)
    tree, other = _sides(relation, name)
    limit = interval(other, boxes)
    if relation.sign != "=":
        closed = "=" in relation.sign
        if (tree is relation.left) == ("<" in relation.sign):
            limit = Interval(Bound(-HUGE), Bound(limit.high.value, closed and limit.high.closed))
        else:
            limit = Interval(Bound(limit.low.value, closed and limit.low.closed), Bound(HUGE))
    return solved(tree, name, limit, boxes)


def _printable(own: Printed, wanted: Interval | None, cut: bool = False) -> Range | None:
    """The counts that stand for some number in `wanted`; none below zero for what is not."""

    if wanted is None:
        return None

    def meets(count: int) -> bool:
        return own.behind(count * own.step, cut).meets(wanted)

    low, high = int(wanted.low.value // own.step), int(wanted.high.value // own.step)
    first = next((count for count in range(low - 1, low + 3) if meets(count)), None)
    last = next((count for count in range(high + 2, high - 2, -1) if meets(count)), None)
    if first is None or last is None or (own.value >= 0 and last < 0):
        return None
    return Range(max(first, 0) if own.value >= 0 else first, last)


def _searched(relation: Relation, own: Printed, table: Table) -> Range | None:
    """The same by doubling and halving: both sides' difference is monotone in a figure, however often it occurs, and so is
    whether a threshold is met."""

    def side(count: int) -> int:
        """0 if the relation can hold, else on which side of that the count is; of a threshold there is but one."""
        changed = {**table, own.name: own.at(count * own.step)}
        if verdict(relation, changed) not in (Verdict.CONTRADICTION, Verdict.NOT_CHECKABLE):
            return 0
        if relation.threshold is not None:
            return 1
        values = {name: changed[name].value for name in relation.figures}
        return 1 if number(relation.left, values) > number(relation.right, values) else -1

    start = max(int(own.value // own.step), 1)
    here = side(start)
    if here:
        ends = [end for turn in (1, -1) if (end := _last(start, turn, lambda count: side(count) == here)) is not None]
        starts = [end + turn for end, turn in ends if not side(end + turn)]
        if not starts:
            return None
        start = starts[0]
    low, high = (_last(start, turn, lambda count: side(count) == 0) for turn in (-1, 1))
    return Range(low[0] if low else 1, high[0] if high else HUGE)


def _last(start: int, turn: int, fits: Callable[[int], bool]) -> tuple[int, int] | None:
    """The last count from `start` on, in one direction, that fits as `start` does, and the direction; None if all do."""
    near, far, limit = 0, 1, start - 1 if turn < 0 else start * FAR
    while far < limit and fits(start + turn * far):
        near, far = far, 2 * far
    far = min(far, limit)
    if far == near or fits(start + turn * far):
        return None
    while far - near > 1:
        middle = (near + far) // 2
        near, far = (middle, far) if fits(start + turn * middle) else (near, middle)
    return start + turn * near, turn
