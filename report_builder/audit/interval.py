"""Intervals of exact numbers: what a printed figure says about the number behind it.

Receives bounds as exact numbers, each open or closed; promises sums, differences, products and quotients without any rounding
of their own. A printed "329,3" under half-up rounding is [329,25; 329,35): the bounds matter, as a tolerance that somebody
guessed would hide a misprint or find one where there is none. Separate from figures, so that it is mathematics alone.

A number is an `int` where it can be, which is many times quicker than a `Fraction`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from report_builder.classes import dataclass

Number = int | Fraction


def exact(value: Number) -> Number:
    """`value` as an int if it is whole."""
    return value.numerator if value.denominator == 1 else value


def quotient(one: Number, other: Number) -> Number:
    """Raises ZeroDivisionError."""
    return exact(Fraction(one, other))


@dataclass(frozen=True, slots=True)
class Bound:
    """An end of an interval, and whether it belongs to it itself."""

    value: Number
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between `low` and `high`. Never empty."""

    low: Bound
    high: Bound

    @classmethod
    def point(cls, value: Number) -> Interval:
        end = Bound(value)
        return cls(end, end)

    @property
    def single(self) -> bool:
        """Whether there is but one number in it."""
        return self.low.value == self.high.value

    def __contains__(self, number: Number) -> bool:
        low, high = self.low, self.high
        above = number > low.value or (low.closed and number == low.value)
        return above and (number < high.value or (high.closed and number == high.value))

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return _reaches(self.high, other.low) and _reaches(other.high, self.low)

    def __neg__(self) -> Interval:
        return Interval(Bound(-self.high.value, self.high.closed), Bound(-self.low.value, self.low.closed))

    def __add__(self, other: Interval) -> Interval:
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return hull([_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)])

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError if `other` holds zero, or comes as near to it as one likes."""
        low, high = other.low, other.high
        if low.value <= 0 <= high.value:
            raise ZeroDivisionError
        return self * Interval(Bound(quotient(1, high.value), high.closed), Bound(quotient(1, low.value), low.closed))


def hull(ends: Iterable[Bound]) -> Interval:
    """The smallest interval with all of `ends`, which are not none."""
    found = list(ends)
    low, high = min(end.value for end in found), max(end.value for end in found)
    return Interval(*(Bound(value, any(end.closed for end in found if end.value == value)) for value in (low, high)))


def _reaches(high: Bound, low: Bound) -> bool:
    return high.value > low.value or (high.value == low.value and high.closed and low.closed)


def _sum(one: Bound, other: Bound) -> Bound:
    return Bound(one.value + other.value, one.closed and other.closed)


def _product(one: Bound, other: Bound) -> Bound:
    """Zero is reached as soon as one factor reaches it, anything else only by both."""
    value = exact(one.value * other.value)
    reached = [bound.closed for bound in (one, other) if not bound.value]
    return Bound(value, any(reached) if reached else one.closed and other.closed)


# ------------------------------------------------------------------------------------------------- what a printed number means


def rounded(value: Number, step: Number) -> Interval:
    """The numbers that half-up rounding (away from zero at the half, as statistics offices do) prints as `value`."""
    half = quotient(step, 2)
    return Interval(Bound(value - half, value > 0), Bound(value + half, value < 0))


def truncated(value: Number, step: Number) -> Interval:
    """The numbers that are printed as `value` if further digits are cut off."""
    low = Bound(value) if value > 0 else Bound(value - step, False)
    return Interval(low, Bound(value) if value < 0 else Bound(value + step, False))


def raised(value: Number, step: Number) -> Interval:
    """The numbers that are printed as `value` if further digits raise it to the next higher one."""
    return Interval(Bound(value - step, False), Bound(value))


def half_up(value: Number, step: Number) -> Number:
    """`value` rounded to a multiple of `step`, halves away from zero."""
    count = Fraction(value) / step
    whole = (2 * abs(count.numerator) + count.denominator) // (2 * count.denominator)
    return whole * step if value >= 0 else -whole * step
