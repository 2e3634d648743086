"""Values as lengths: the largest scale on which all of them fit with their labels.

Receives numbers and the room of their labels in mm; promises places between two bounds. Separate because it is arithmetic only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from report_builder.classes import dataclass
from report_builder.document import Datum


def amount(datum: Datum | None) -> float:
    """A value as a length to be scaled; a value that is not stated has none."""
    return float(datum.value) if datum is not None and datum.value is not None else 0.0


def decimal(value: Decimal | None) -> float:
    return float(value) if value is not None else 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """`zero` in mm on the sheet; a value lies at `zero + value * step`."""

    zero: float = 0.0
    step: float = 0.0

    def __call__(self, value: float) -> float:
        return self.zero + value * self.step


NO_SCALE = Scale()


def fitted(values: Iterable[tuple[float, float]], left: float, right: float) -> Scale:
    """The largest scale on which every value, with its label beyond its end, stays between `left` and `right`.

    `values` are (value, room its label needs in mm); labels of negative values stand at their left.
    """
    given: Sequence[tuple[float, float]] = [*values, (0.0, 0.0)]
    rising = [(value, room) for value, room in given if value >= 0]
    falling = [(-value, room) for value, room in given if value < 0] or [(0.0, 0.0)]
    room = right - left
    steps = [
        max(room - above_room - below_room, 8.0) / (above + below)
        for above, above_room in rising
        for below, below_room in falling
        if above + below > 0
    ]
    step = min(steps, default=0.0)
    zero = left + max(below * step + below_room for below, below_room in falling)
    return Scale(zero, step)
