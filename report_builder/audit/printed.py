"""What a printed figure says of the number behind it, as fractions.

Receives figures as published; promises value, last printed place and the intervals that each way of leaving out digits allows.
A count printed to its unit is exact: people are not rounded to people. Per cent are ratios, so that a share can be compared
with a quotient. Separate from `figures`, which reads and prints, and from relations, which combine.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from report_builder.audit.interval import Interval, raised, rounded, truncated
from report_builder.figures import EXACT, Figure, Quantity, Rounding

PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it stands in the report: `value` and `step` (the last printed place) in base units, per cent as ratios.

    `dimension` is the base unit ("€"), "" for counts and ratios. `exact` is true for a count printed to its unit. `way` is how
    the source says that digits were left out, None where it says nothing.
    """

    name: str
    value: Fraction
    step: Fraction
    dimension: str
    exact: bool
    way: Rounding | None = None

    def interval(self, cut: bool = False) -> Interval:
        """The numbers that are printed so: under half-up rounding, or with digits `cut` off."""
        if self.exact:
            return Interval.point(self.value)
        way = self.way or (Rounding.CUT if cut else Rounding.HALF_UP)
        return {Rounding.HALF_UP: rounded, Rounding.CUT: truncated, Rounding.UP: raised}[way](self.value, self.step)

    def at(self, value: Fraction) -> Printed:
        """The same figure, had another value been printed."""
        return replace(self, value=value)


def printed_of(figure: Figure, bases: Collection[str]) -> Printed | None:
    """What `figure` says; None if it is not stated. `bases` are the base units of the language: all else is counted."""
    quantity = figure.quantity
    if quantity is None:
        return None
    scale = Fraction(1, 100) if quantity.unit == PERCENT else Fraction(1)
    step = Fraction(figure.precision if figure.precision is not None else quantity.step) * scale
    counted = quantity.unit not in bases
    exact = counted and quantity.factor == 1 and quantity.decimals == 0 and figure.precision is None
    dimension = "" if counted or quantity.unit == PERCENT else quantity.unit
    return Printed(figure.name, Fraction(quantity.value) * scale, step, dimension, exact, figure.rounding)


def as_quantity(printed: Printed, like: Quantity) -> Quantity:
    """`printed` as a quantity in the form of `like`, to be printed: with up to two more decimals if it needs them."""
    value = printed.value * (100 if like.unit == PERCENT else 1)
    number = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    needed = -int(EXACT.divide(number, like.factor).normalize(EXACT).as_tuple().exponent)
    return replace(like, value=number, decimals=max(like.decimals, min(needed, like.decimals + 2)))
