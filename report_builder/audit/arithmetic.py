"""Sides of relations worked out: on exact numbers, on intervals, and backwards for one figure.

Receives trees of the grammar; promises numbers without rounding. Separate from `relations`, which says what the results mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

from report_builder.audit.grammar import Branch, Call, Literal, Name, Tree, names
from report_builder.audit.interval import Interval, Number, exact, hull, quotient

MOST_CORNERS = 10
Boxes = Mapping[str, Interval]


def literal(tree: Literal) -> Number:
    return exact(Fraction(tree.text) / (100 if tree.percent else 1))


def number(tree: Tree, values: Mapping[str, Number]) -> Number:
    """A side on exact values. Raises ZeroDivisionError."""
    match tree:
        case Name():
            return values[tree.text]
        case Literal():
            return literal(tree)
        case Call():
            return sum(number(argument, values) for argument in tree.arguments)
        case Branch():
            left, right = number(tree.left, values), number(tree.right, values)
            match tree.sign:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "*":
                    return left * right
                case _:
                    return quotient(left, right)


def interval(tree: Tree, boxes: Boxes) -> Interval:
    """A side on intervals, each name as if it were another number. Raises ZeroDivisionError where a divisor may be zero."""
    match tree:
        case Name():
            return boxes[tree.text]
        case Literal():
            return Interval.point(literal(tree))
        case Call():
            return total(tree.arguments, boxes)
        case Branch():
            left, right = interval(tree.left, boxes), interval(tree.right, boxes)
            match tree.sign:
                case "+":
                    return left + right
                case "-":
                    return left - right
                case "*":
                    return left * right
                case _:
                    return left / right


def total(trees: tuple[Tree, ...], boxes: Boxes) -> Interval:
    """The sum of sides on intervals; zero of none."""
    found = Interval.point(0)
    for tree in trees:
        found = found + interval(tree, boxes)
    return found


def difference(left: Tree, right: Tree, boxes: Boxes, repeated: tuple[str, ...] = ()) -> Interval:
    """All that `left - right` can be, `repeated` names being one number wherever they occur.

    Where the difference only rises or only falls with such a number, its ends are at the ends of that number's box. A number
    with which it does both, and all of them where they are more than ten, count as another number at each place: then what
    comes out may be too wide, and never too narrow.
    """
    twice = [name for name in repeated if not boxes[name].single and _monotone(left, right, name, boxes)]
    if not twice or len(twice) > MOST_CORNERS:
        return interval(left, boxes) - interval(right, boxes)
    found = []
    for ends in product(*((boxes[name].low, boxes[name].high) for name in twice)):
        corner = {**boxes, **{name: Interval(end, end) for name, end in zip(twice, ends, strict=True)}}
        found.append(interval(left, corner) - interval(right, corner))
    return hull(bound for one in found for bound in (one.low, one.high))


def _monotone(left: Tree, right: Tree, name: str, boxes: Boxes) -> bool:
    slope = _slope(left, name, boxes) - _slope(right, name, boxes)
    return slope.low.value >= 0 or slope.high.value <= 0


def _slope(tree: Tree, name: str, boxes: Boxes) -> Interval:
    """All that a side may rise by with a number, for each unit of it. Raises ZeroDivisionError."""
    match tree:
        case Name():
            return Interval.point(int(tree.text == name))
        case Literal():
            return Interval.point(0)
        case Call():
            found = Interval.point(0)
            for argument in tree.arguments:
                found = found + _slope(argument, name, boxes)
            return found
        case Branch():
            one, other = _slope(tree.left, name, boxes), _slope(tree.right, name, boxes)
            match tree.sign:
                case "+":
                    return one + other
                case "-":
                    return one - other
                case "*":
                    return one * interval(tree.right, boxes) + interval(tree.left, boxes) * other
                case _:
                    return (one - interval(tree, boxes) * other) / interval(tree.right, boxes)


def solved(tree: Tree, name: str, target: Interval, boxes: Boxes) -> Interval:
    """The values of the figure `name`, which occurs once in `tree`, with which the side can come into `target`.

    The others are anything in `boxes`. Raises ZeroDivisionError where it cannot be said.
    """
    match tree:
        case Call():
            (own,) = (argument for argument in tree.arguments if holds(argument, name))
            rest = tuple(argument for argument in tree.arguments if argument is not own)
            return solved(own, name, target - total(rest, boxes), boxes)
        case Branch(left=left, right=right) if holds(left, name):
            other = interval(right, boxes)
            match tree.sign:
                case "+":
                    return solved(left, name, target - other, boxes)
                case "-":
                    return solved(left, name, target + other, boxes)
                case "*":
                    return solved(left, name, target / other, boxes)
                case _:
                    return solved(left, name, target * other, boxes)
        case Branch(left=left, right=right):
            other = interval(left, boxes)
            match tree.sign:
                case "+":
                    return solved(right, name, target - other, boxes)
                case "-":
                    return solved(right, name, other - target, boxes)
                case "*":
                    return solved(right, name, target / other, boxes)
                case _:
                    return solved(right, name, other / target, boxes)
        case _:
            return target


def holds(tree: Tree, name: str) -> bool:
    """Whether a figure is in a side."""
    return any(one.text == name for one in names(tree))
