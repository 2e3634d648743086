"""What a printed figure says of the number behind it, as exact numbers.

Receives figures as published; promises value, last printed place and the intervals that each way of leaving out digits allows.
A count printed to its unit is exact: people are not rounded to people. Per cent are ratios, so that a share can be compared
with a quotient. Separate from `figures`, which reads and prints, and from relations, which combine.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from report_builder.audit.interval import Interval, Number, exact, half_up, raised, rounded, truncated
from report_builder.classes import dataclass
from report_builder.figures import EXACT, Figure, Quantity, Rounding

PERCENT = "%"
WAYS: Mapping[Rounding, Callable[[Number, Number], Interval]] = {
    Rounding.HALF_UP: rounded,
    Rounding.CUT: truncated,
    Rounding.UP: raised,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it stands in the report: `value` and `step` (the last printed place) in base units, per cent as ratios.

    `dimension` is the base unit ("€"), "" for counts and ratios. `exact` is true for a count printed to its unit. `way` is how
    the source says that digits were left out, None where it says nothing. `finer` is true if the source knows it to a place
    that its digits do not show; then `shown` is the last place that they show.
    """

    name: str
    value: Number
    step: Number
    dimension: str
    exact: bool
    way: Rounding | None = None
    finer: bool = False
    shown: Number = 0

    @property
    def loose(self) -> bool:
        """Whether digits may have been cut off: it is rounded somehow, and nobody says how."""
        return not self.exact and self.way is None

    def interval(self, cut: bool = False) -> Interval:
        """The numbers that are printed so: under half-up rounding, or with digits `cut` off where nothing is said."""
        return self.behind(self.value, cut)

    def behind(self, value: Number, cut: bool = False) -> Interval:
        """The same, had `value` been printed."""
        if self.exact:
            return Interval.point(value)
        return WAYS[self.way or (Rounding.CUT if cut else Rounding.HALF_UP)](value, self.step)

    def read(self) -> Printed:
        """What a reader sees of it: a cell may hold 133.612.345,67 € where 133,6 Mln€ is printed."""
        return replace(self, value=half_up(self.value, self.shown), step=self.shown, finer=False) if self.finer else self

    def at(self, value: Number) -> Printed:
        """The same figure, had another value been printed."""
        return replace(self, value=value)


def printed_of(figure: Figure, bases: Collection[str]) -> Printed | None:
    """What `figure` says; None if it is not stated. `bases` are the base units of the language: all else is counted."""
    quantity = figure.quantity
    if quantity is None:
        return None
    share = quantity.unit == PERCENT
    value, shown = _exact(quantity.value, share), _exact(quantity.step, share)
    step = shown if figure.precision is None else _exact(figure.precision, share)
    counted = quantity.unit not in bases
    certain = counted and quantity.factor == 1 and quantity.decimals == 0 and figure.precision is None
    dimension = "" if counted or share else quantity.unit
    return Printed(figure.name, value, step, dimension, certain, figure.rounding, step < shown, shown)


def _exact(number: Decimal, share: bool) -> Number:
    return exact(Fraction(number) / 100 if share else Fraction(number))


def as_quantity(printed: Printed, like: Quantity) -> Quantity:
    """`printed` as a quantity in the form of `like`, to be printed: with up to two more decimals if it needs them."""
    value = printed.value * (100 if like.unit == PERCENT else 1)
    number = EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    needed = -int(EXACT.divide(number, like.factor).normalize(EXACT).as_tuple().exponent)
    return replace(like, value=number, decimals=max(like.decimals, min(needed, like.decimals + 2)))
