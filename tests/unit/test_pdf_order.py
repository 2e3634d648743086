"""The order of a page's content: pieces moved with the state that they were painted under."""

from __future__ import annotations

from typing import Any

import pytest

from report_builder.writers.pdf.order import in_reading_order


def piece(number: int, *operators: bytes) -> list[Any]:
    return ["/Span", {"MCID": number}, b"BDC", *operators, b"EMC"]


def text(number: int, *before: bytes) -> list[Any]:
    return piece(number, *before, b"BT", b"/F 9 Tf", b"[<00>] TJ", b"ET")


def decoration(*operators: bytes) -> list[Any]:
    return ["/Artifact", b"BMC", b"q", *operators, b"Q", b"EMC"]


def numbers(stream: list[Any]) -> list[int]:
    return [item["MCID"] for item in stream if isinstance(item, dict) and "MCID" in item]


def painted(stream: list[Any]) -> dict[int, tuple[Any, ...]]:
    """What a viewer knows when it shows each piece: transformations and clips, then colours."""
    states: list[tuple[tuple[bytes, ...], dict[str, bytes]]] = [((), {})]
    found: dict[int, tuple[Any, ...]] = {}
    current, path = None, ()
    for item in stream:
        frame, looks = states[-1]
        if isinstance(item, dict):
            current = item.get("MCID")
        elif not isinstance(item, bytes):
            continue
        elif item == b"q":
            states.append((frame, dict(looks)))
        elif item == b"Q":
            states.pop()
        elif item.endswith((b" rg", b" RG", b" gs", b" w")):
            looks[item[-2:].decode()] = item
        elif item.endswith((b" cm", b" re", b"W")):
            path = (*path, item)
            if item.endswith(b" cm"):
                states[-1], path = ((*frame, item), looks), ()
        elif item == b"n":
            states[-1], path = ((*frame, *path), looks), ()
        elif item == b"f":
            path = ()
        elif item.endswith(b"TJ") and current is not None:
            found[current] = (frame, sorted(looks.items()))
    return found


STREAMS: dict[str, list[Any]] = {
    "one level": [b"q", *text(0, b"1 0 0 rg"), *text(1), *text(2, b"0 1 0 rg"), *text(3), b"Q"],
    "transformed and clipped": [
        b"1 0 0 -1 0 800 cm", b"q", b"0.75 0 0 0.75 0 0 cm",
        b"q", b"0 0 9 9 re", b"W", b"n", *text(0, b"1 0 0 rg"), b"Q",
        b"q", b"1 0 0 1 5 5 cm", *text(1, b"0 0 1 rg"), *text(2), b"Q",
        *text(3, b"0 0 0 rg"), b"Q",
    ],
    "decoration between": [
        b"q", *decoration(b"0 0 9 9 re", b"f"), *text(0, b"1 0 0 rg"),
        *decoration(b"1 1 1 rg", b"0 0 9 9 re", b"f"), *text(1), b"q", *text(2, b"0 1 0 rg"), b"Q", *text(3), b"Q",
    ],
    "an artifact that leaves its colour": [
        b"q", "/Artifact", {"Type": "/Pagination"}, b"BDC", b"/a1.0 gs", b"0 1 1 rg", b"BT", b"[<00>] TJ", b"ET", b"EMC",
        *text(0), *text(1, b"1 0 0 rg"), *text(2), *text(3), b"Q", b"q", *decoration(b"0 0 1 1 re", b"f"), b"Q",
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_pieces_stand_in_order_under_the_state_that_they_had(name: str, order: tuple[int, ...]) -> None:
    stream = STREAMS[name]
    found = in_reading_order(stream, order)
    assert numbers(found) == list(order)
    assert painted(found) == painted(stream)
    assert found.count(b"q") == found.count(b"Q")


def test_decoration_keeps_its_place_before_the_text_and_what_follows_the_text_stays_behind() -> None:
    stream = [
        b"q",
        b"q",
        *text(0),
        *decoration(b"1 0 0 rg", b"0 0 1 1 re", b"f"),
        *text(1),
        b"Q",
        *decoration(b"n", b"S"),
        b"Q",
    ]
    found = in_reading_order(stream, (1, 0))
    assert found.index(b"1 0 0 rg") < found.index({"MCID": 1}) < found.index({"MCID": 0}) < found.index(b"S")


def test_marks_that_the_tree_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="tree"):
        in_reading_order([*text(0), *text(1)], (0,))


def test_a_page_that_is_moved_in_the_middle_is_refused() -> None:
    with pytest.raises(ValueError, match="moved"):
        in_reading_order([*text(0), b"1 0 0 1 5 5 cm", *text(1)], (1, 0))


def test_a_mark_without_an_end_is_refused() -> None:
    with pytest.raises(ValueError, match="end"):
        in_reading_order(["/Span", {"MCID": 0}, b"BDC"], (0,))


def test_empty_marks_go() -> None:
    assert in_reading_order(["/Artifact", {"Type": "/Layout"}, b"BDC", b"EMC"], ()) == []
