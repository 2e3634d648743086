"""Ways to break a finished file, each registered under the rule that must find it out, and no other must."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

BreakT = TypeVar("BreakT")


def registered_in(breaks: dict[str, BreakT]) -> Callable[[str], Callable[[BreakT], BreakT]]:
    """A decorator: what follows breaks the rule that it names."""

    def rule(name: str) -> Callable[[BreakT], BreakT]:
        def register(change: BreakT) -> BreakT:
            assert name not in breaks
            breaks[name] = change
            return change

        return register

    return rule
