"""Languages and law are data: every file is complete, numbers and dates come out as each language writes them."""

from __future__ import annotations

import ast
import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import report_builder
from report_builder.document import Labels
from report_builder.language import HERE, Pattern, languages, load_language
from report_builder.law import load_period, periods
from tests.effort import calls

NBSP = "\u00a0"


@pytest.mark.parametrize("code", languages())
def test_every_language_is_complete(code: str) -> None:
    language, model = load_language(code), load_language("it")
    assert language.known
    assert language.labels.keys() == {field.name for field in dataclasses.fields(Labels)}
    assert language.words.keys() == model.words.keys()
    assert language.date_forms == model.date_forms
    assert len(set(language.months)) == 12
    assert language.labels["page"].format(page=1, pages=2)
    assert language.labels["draft"].format(identity="x")
    assert {"€", "%"} <= language.units.keys()
    assert {unit.base for unit in language.units.values()} == {"€", "%"}
    assert language.not_stated == language.labels["not_stated"]
    assert language.group != language.decimal


@pytest.mark.parametrize("code", languages())
def test_units_are_told_apart(code: str) -> None:
    units = load_language(code).units.values()
    patterns = [pattern for unit in units for pattern in unit.patterns]
    assert len(patterns) == len(set(patterns)), "one pattern, two meanings"
    known = {(pattern.before, pattern.after) for pattern in patterns}
    variants = [variant for unit in units for variant in unit.variants]
    assert not known & {(variant.before, variant.after) for variant in variants}, "a variant that is right"


@pytest.mark.parametrize(
    ("code", "digits", "printed"),
    [
        ("it", "0", "0"),
        ("it", "999", "999"),
        ("it", "1298", "1.298"),
        ("it", "970474516.00", "970.474.516,00"),
        ("it", "-3.2", "−3,2"),
        ("en", "1234567.5", "1,234,567.5"),
        ("de", "1234.5", "1.234,5"),
        ("fr", "1234567.5", f"1{NBSP}234{NBSP}567,5"),
    ],
)
def test_numbers_as_printed(code: str, digits: str, printed: str) -> None:
    language = load_language(code)
    assert language.number_text(digits) == printed
    assert language.read_decimal(printed) == Decimal(digits)


@pytest.mark.parametrize(
    "text", ["1.234.5", "12.34", "1,2,3", "1.23", "", "-", "1.2345", "01", "1 234", ".5", "5,", "１２", "1e5", "NaN"]
)
def test_numbers_are_strict(text: str) -> None:
    assert load_language("it").read_decimal(text) is None


@pytest.mark.parametrize(
    ("code", "form", "day", "printed"),
    [
        ("it", "long", date(2018, 12, 31), f"31{NBSP}dicembre 2018"),
        ("it", "long", date(2018, 1, 1), f"1°{NBSP}gennaio 2018"),
        ("it", "numeric", date(2018, 1, 1), "01.01.2018"),
        ("it", "year", date(2018, 12, 31), "2018"),
        ("en", "long", date(2018, 12, 1), f"1{NBSP}December 2018"),
        ("de", "long", date(2018, 3, 1), f"1.{NBSP}März 2018"),
        ("fr", "long", date(2018, 8, 1), f"1er{NBSP}août 2018"),
        ("fr", "numeric", date(2018, 8, 1), "01/08/2018"),
    ],
)
def test_dates(code: str, form: str, day: date, printed: str) -> None:
    assert load_language(code).date_text(day, form) == printed


def test_percent_forms() -> None:
    assert [load_language(code).percent for code in ("it", "en", "de", "fr")] == ["#%", "#%", "# %", "# %"]


def test_patterns() -> None:
    assert Pattern.of("# Mln€").around("3") == f"3{NBSP}Mln€"
    assert Pattern.of("persone con disabilità").around("3") == f"3{NBSP}persone con disabilità"
    assert Pattern.of("€ #").around("3", "−") == f"€{NBSP}−3"
    assert Pattern.of("€# million").around("3", "−") == f"−€3{NBSP}million"


@pytest.mark.parametrize("code", ["", "xx", "../it", "pt-BR", "it/../en"])
def test_an_unknown_language_borrows_english_and_says_so(code: str) -> None:
    language = load_language(code)
    assert not language.known
    assert language.code == code
    assert language.decimal == "."


def test_regions_share_their_language() -> None:
    assert load_language("it-CH").known
    assert load_language("IT").words["table"] == "Tabella"


def test_a_language_is_read_once_and_by_the_parser_in_c() -> None:
    """PyYAML's own parser, in Python, calls some twenty functions for every character."""
    assert load_language("it") is load_language("it")
    size = (HERE / "it.yaml").stat().st_size
    assert calls(lambda: load_language.__wrapped__("it")) < 4 * size


def test_statements_beside_the_emblem() -> None:
    old, new = load_period("2014-2020"), load_period("2021-2027")
    assert old.statement("it", ["Fondo sociale europeo"]) == ("Unione europea", "Fondo sociale europeo")
    assert old.statement("de", ["ESF", "EFRE"]) == ("Europäische Union", "ESF", "EFRE")
    assert new.statement("it", ["Fondo sociale europeo Plus"]) == ("Cofinanziato dall’Unione europea",)
    assert new.statement("fr-BE", []) == ("Cofinancé par l’Union européenne",)
    assert new.statement("xx", []) == ("Co-funded by the European Union",)
    assert not new.speaks("xx")
    assert "Ubuntu" in new.fonts


@pytest.mark.parametrize("period", periods())
def test_every_period_is_complete(period: str) -> None:
    rules = load_period(period)
    assert rules.known
    assert rules.source
    for code in languages():
        assert rules.speaks(code)
        assert all(rules.statement(code, ["x"]))
        assert rules.emblem_alt(code)


def test_an_unknown_period_borrows_the_latest_and_says_so() -> None:
    rules = load_period("2028-2034")
    assert not rules.known
    assert rules.statement("en", []) == load_period("2021-2027").statement("en", [])


def test_no_branch_depends_on_a_language_or_period() -> None:
    rooms = ("language", "law", "figures", "markup")
    codes = {*languages(), *periods()} - {"en"}
    root = Path(report_builder.__file__).parent
    for path in [path for room in rooms for path in (root / room).glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare):
                constants = {part.value for part in [node.left, *node.comparators] if isinstance(part, ast.Constant)}
                assert not constants & codes, f"{path.name}:{node.lineno}"
