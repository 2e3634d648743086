"""Our own `dataclass` beside the standard library's: the same classes, made by both, behave alike."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from collections.abc import Callable
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from report_builder import classes

BOTH = {"ours": classes.dataclass, "theirs": dataclasses.dataclass}


class Made:
    """The classes of one of the two."""

    def __init__(self, made: Callable[..., Any]) -> None:
        @made(frozen=True, slots=True, order=True)
        class Ordered:
            first: int
            second: str = "b"
            third: tuple[int, ...] = dataclasses.field(default=(), compare=False, repr=False)

        @made(frozen=True)
        class Cached:
            only: float

            @cached_property
            def twice(self) -> float:
                return 2 * self.only

        @made
        class Mutable:
            items: list[int] = dataclasses.field(default_factory=list)

        @made(frozen=True, eq=False, slots=True)
        class Itself:
            name: str

        @made(frozen=True)
        class Own:
            name: str

            def __eq__(self, other: object) -> bool:
                return isinstance(other, Own) and self.name.lower() == other.name.lower()

            def __hash__(self) -> int:
                return hash(self.name.lower())

            def __repr__(self) -> str:
                return "own"

        @made(frozen=True, slots=True)
        class Nothing:
            pass

        self.Ordered, self.Cached, self.Mutable = Ordered, Cached, Mutable
        self.Itself, self.Own, self.Nothing = Itself, Own, Nothing


@classes.dataclass(frozen=True, slots=True)
class Carried:
    """At the top of a module, as what goes to another process must be."""

    name: str
    parts: tuple[int, ...] = ()


@pytest.fixture(params=BOTH)
def made(request: pytest.FixtureRequest) -> Made:
    return Made(BOTH[request.param])


def test_objects_compare_by_their_compared_fields(made: Made) -> None:
    assert made.Ordered(1, third=(1,)) == made.Ordered(1, third=(2,))
    assert hash(made.Ordered(1, third=(1,))) == hash(made.Ordered(1, third=(2,)))
    assert made.Ordered(1) != made.Ordered(2)
    assert made.Ordered(1) != (1, "b")
    assert made.Nothing() == made.Nothing() != made.Cached(1)
    assert made.Cached(1) != made.Own("1")


def test_order_is_that_of_the_fields(made: Made) -> None:
    values = [made.Ordered(*pair) for pair in product((2, 1), "ba")]
    assert [(one.first, one.second) for one in sorted(values)] == [(1, "a"), (1, "b"), (2, "a"), (2, "b")]
    assert made.Ordered(1) <= made.Ordered(1) >= made.Ordered(1)
    assert not made.Ordered(1) < made.Ordered(1)
    assert not made.Ordered(1) > made.Ordered(1)
    with pytest.raises(TypeError):
        sorted([made.Ordered(1), (1, "b")])


def test_what_a_class_says_of_itself_stays(made: Made) -> None:
    assert made.Own("A") == made.Own("a")
    assert {made.Own("A"), made.Own("a")} == {made.Own("a")}
    assert repr(made.Own("A")) == "own"


def test_hash_goes_with_equality_and_frozen(made: Made) -> None:
    assert made.Itself("a") != made.Itself("a")
    assert len({made.Itself("a"), made.Itself("a")}) == 2
    assert made.Mutable() == made.Mutable()
    with pytest.raises(TypeError, match="unhashable"):
        hash(made.Mutable())


def test_fields_defaults_and_copies(made: Made) -> None:
    assert repr(made.Ordered(1)).endswith("Ordered(first=1, second='b')")
    assert dataclasses.replace(made.Ordered(1), second="c") == made.Ordered(1, "c")
    assert [field.name for field in dataclasses.fields(made.Ordered)] == ["first", "second", "third"]
    assert made.Ordered.__match_args__ == ("first", "second", "third")
    assert made.Cached(2).twice == 4
    assert copy.copy(made.Ordered(1)) == made.Ordered(1)
    assert made.Mutable().items is not made.Mutable().items
    assert not hasattr(made.Ordered(1), "__dict__")
    with pytest.raises(TypeError):
        made.Ordered()


def test_objects_go_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Carried("a", (1, 2)))) == Carried("a", (1, 2))


def test_an_unknown_wish_is_refused() -> None:
    with pytest.raises(TypeError, match="kw_only"):
        classes.dataclass(kw_only=True)


def test_every_room_uses_ours() -> None:
    package = Path(classes.__file__).parent
    others = [
        f"{path.relative_to(package)}: from report_builder.classes import dataclass"
        for path in package.rglob("*.py")
        if path.name != "classes.py" and re.search(r"^from dataclasses import .*\bdataclass\b", path.read_text("utf-8"), re.M)
    ]
    assert not others, "\n".join(others)
