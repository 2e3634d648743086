"""Intervals with open ends, by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from report_builder.audit.interval import Bound, Interval, raised, rounded, truncated


def interval(text: str) -> Interval:
    """ "[1; 2)" as an interval."""
    low, high = text[1:-1].split(";")
    return Interval(Bound(Fraction(low.strip()), text[0] == "["), Bound(Fraction(high.strip()), text[-1] == "]"))


@pytest.mark.parametrize(
    ("one", "sign", "other", "result"),
    [
        ("[1; 2)", "+", "[10; 20]", "[11; 22)"),
        ("(1; 2)", "-", "[1; 3)", "(-2; 1)"),
        ("[1; 2)", "-", "[1; 2)", "(-1; 1)"),
        ("[2; 3)", "*", "[4; 5]", "[8; 15)"),
        ("(-2; 3]", "*", "[4; 5)", "(-10; 15)"),
        ("(-2; -1]", "*", "(-4; -3)", "(3; 8)"),
        ("[0; 2)", "*", "(3; 5)", "[0; 10)"),  # zero is reached whatever the other factor is
        ("(0; 2)", "*", "[3; 5)", "(0; 10)"),
        ("[1; 2)", "/", "[4; 8)", "(1/8; 1/2)"),
        ("[1; 1]", "/", "[-4; -2)", "(-1/2; -1/4]"),
    ],
)
def test_arithmetic_keeps_the_ends(one: str, sign: str, other: str, result: str) -> None:
    left, right = interval(one), interval(other)
    done = {"+": left.__add__, "-": left.__sub__, "*": left.__mul__, "/": left.__truediv__}[sign](right)
    assert done == interval(result)


@pytest.mark.parametrize("divisor", ["[-1; 1]", "[0; 1]", "(0; 1]", "[-1; 0)", "[0; 0]"])
def test_a_divisor_near_zero_is_refused(divisor: str) -> None:
    with pytest.raises(ZeroDivisionError):
        interval("[1; 2]") / interval(divisor)


def test_an_open_end_is_not_in_it() -> None:
    assert Fraction(1) in interval("[1; 2)")
    assert Fraction(2) not in interval("[1; 2)")
    assert Fraction(1) not in interval("(1; 2]")
    assert Fraction(2) in interval("(1; 2]")


@pytest.mark.parametrize(
    ("way", "value", "result"),
    [
        (rounded, "3.3", "[3.25; 3.35)"),
        (rounded, "-3.3", "(-3.35; -3.25]"),
        (rounded, "0", "(-0.05; 0.05)"),
        (truncated, "3.3", "[3.3; 3.4)"),
        (truncated, "-3.3", "(-3.4; -3.3]"),
        (truncated, "0", "(-0.1; 0.1)"),
        (raised, "3.3", "(3.2; 3.3]"),
        (raised, "-3.3", "(-3.4; -3.3]"),
    ],
)
def test_what_a_printed_number_stands_for(way: object, value: str, result: str) -> None:
    assert callable(way)
    assert way(Fraction(value), Fraction("0.1")) == interval(result)
