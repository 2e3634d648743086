"""Every usage of a number is what its examples say, alone and among all those of its language."""

from __future__ import annotations

import re

import pytest

from report_builder.checks.numerals import NUMERAL
from report_builder.language import languages
from report_builder.language.numbers import Usage, load_numbers

USAGES = [(code, usage) for code in languages() for usage in load_numbers(code).usages]


@pytest.mark.parametrize(("code", "usage"), USAGES, ids=[f"{code}-{usage.name}" for code, usage in USAGES])
def test_a_usage_is_what_its_examples_say(code: str, usage: Usage) -> None:
    counted = load_numbers(code).counted
    assert usage.such
    assert usage.unlike
    for text in usage.such:
        tokens = [match.span() for match in NUMERAL.finditer(text)]
        assert any(usage.covers(text, *token, counted) for token in tokens), text
        assert all(load_numbers(code).usage(text, *token) for token in tokens), text
    for text in usage.unlike:
        assert not any(usage.covers(text, *match.span(), counted) for match in NUMERAL.finditer(text)), text


@pytest.mark.parametrize("code", languages())
def test_every_language_says_how_it_writes_ranges_and_what_it_counts(code: str) -> None:
    numbers = load_numbers(code)
    assert numbers.range
    assert numbers.counted
    assert all(isinstance(find, re.Pattern) and write for find, write in numbers.accents)


def test_a_language_without_data_has_no_usages() -> None:
    assert not load_numbers("pt").usages
    assert load_numbers("it-IT").usages
    assert not load_numbers("../it").usages
    assert not load_numbers("common").usages


def test_what_a_report_counts_makes_a_year_a_quantity() -> None:
    numbers = load_numbers("it")
    assert numbers.usage("erano 2018 casette", 6, 10) == "year"
    assert numbers.usage("erano 2018 casette", 6, 10, frozenset({"casette"})) == ""
