"""Slips of the pen: how a number is mistyped, and how far apart two numbers are by that measure.

Receives numbers counted in their last printed places; promises the numbers that one slip away would have been, and the effort
of a slip between two. Separate from `suspects`, so that likelihood has one home.
"""

from __future__ import annotations

from collections.abc import Iterator


def slips(count: int) -> Iterator[int]:
    """The numbers that a slip turns into `count`: one other digit, or two neighbours exchanged."""
    digits = str(abs(count))
    sign = -1 if count < 0 else 1
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield sign * int(digits[:at] + other + digits[at + 1 :])
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield sign * int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def is_round(count: int) -> bool:
    """Whether a number ends with three zeros or more: somebody has chosen it, it has not come about."""
    return bool(count) and not count % 1000


def effort(one: int, other: int) -> int:
    """How many digits differ; two neighbours exchanged count as one, a digit more or less in front as one."""
    first, second = str(abs(one)), str(abs(other))
    width = max(len(first), len(second))
    first, second = first.rjust(width), second.rjust(width)
    places = [at for at in range(width) if first[at] != second[at]]
    if (
        len(places) == 2
        and places[1] == places[0] + 1
        and first[places[0] : places[1] + 1] == second[places[0] : places[1] + 1][::-1]
    ):
        return 1
    return len(places)
