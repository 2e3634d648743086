"""Figures: what an author writes is read exactly, doubts stand at their characters, printed forms follow from the value."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest

from report_builder.diagnostics import Problem, Severity
from report_builder.figures import (
    Figure,
    FigureForm,
    FormulaEntry,
    Quantity,
    Rounding,
    evaluate_formulas,
    form_problem,
    parse_figure,
    printed,
)
from report_builder.language import load_language
from report_builder.place import LocatedText, Span
from tests.effort import calls

NBSP = "\u00a0"
IT, EN, DE, FR = (load_language(code) for code in ("it", "en", "de", "fr"))


def located(text: str, at: int = 100) -> LocatedText:
    """`text` as it would stand in a file from offset `at`."""
    return LocatedText(text, Span("cifre.yaml", at, at + len(text)), range(at, at + len(text) + 1))


def read(text: str, language: str = "it", unit: str = "") -> tuple[Quantity | None, tuple[Problem, ...]]:
    figure, problems = parse_figure("x", located(text), load_language(language), unit)
    assert figure.text == text
    assert figure.name == "x"
    return figure.quantity, problems


def marked(text: str, problem: Problem) -> str:
    """The characters of `text` that a problem points at."""
    assert problem.span is not None
    return text[problem.span.start - 100 : problem.span.end - 100]


# ------------------------------------------------------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("text", "value", "unit", "printed_unit", "factor", "decimals"),
    [
        ("329,3 Mln€", "329300000", "€", "Mln€", "1000000", 1),
        (f"329,3{NBSP}Mln€", "329300000", "€", "Mln€", "1000000", 1),
        ("234,80 Mln€", "234800000", "€", "Mln€", "1000000", 2),
        ("48.564 persone", "48564", "persone", "persone", "1", 0),
        ("€ 970.474.516,00", "970474516.00", "€", "€", "1", 2),
        ("32,874516 Mln€", "32874516", "€", "Mln€", "1000000", 6),
        ("54%", "54", "%", "%", "1", 0),
        ("63,28%", "63.28", "%", "%", "1", 2),
        ("290.000 €", "290000", "€", "€", "1", 0),
        ("11 target", "11", "target", "target", "1", 0),
        ("-3,2%", "-3.2", "%", "%", "1", 1),
        ("−3,2%", "-3.2", "%", "%", "1", 1),
        ("7", "7", "", "", "1", 0),
        ("1109", "1109", "", "", "1", 0),
        ("0", "0", "", "", "1", 0),
        ("0,5", "0.5", "", "", "1", 1),
        ("1.234.567", "1234567", "", "", "1", 0),
        ("1.234,5", "1234.5", "", "", "1", 1),
        ("8.988 partecipanti", "8988", "partecipanti", "partecipanti", "1", 0),
        ("4.219 disoccupati/e", "4219", "disoccupati/e", "disoccupati/e", "1", 0),
        ("12 persone con disabilità", "12", "persone con disabilità", "persone con disabilità", "1", 0),
        ("3,5 milioni di euro", "3500000", "€", "milioni di euro", "1000000", 1),
        ("3 milioni di persone", "3000000", "persone", "milioni di persone", "1000000", 0),
        ("20 mila persone", "20000", "persone", "mila persone", "1000", 0),
        ("1,2 Mld€", "1200000000", "€", "Mld€", "1000000000", 1),
        ("15 euro", "15", "€", "euro", "1", 0),
        ("5 per cento", "5", "%", "per cento", "1", 0),
        ("  54%  ", "54", "%", "%", "1", 0),
    ],
)
def test_published_texts(text: str, value: str, unit: str, printed_unit: str, factor: str, decimals: int) -> None:
    quantity, problems = read(text)
    assert problems == ()
    assert quantity is not None
    assert (quantity.unit, quantity.printed_unit, quantity.decimals) == (unit, printed_unit, decimals)
    assert quantity.value == Decimal(value)
    assert str(quantity.value) == value
    assert quantity.factor == Decimal(factor)


@pytest.mark.parametrize(
    ("language", "text", "value", "unit"),
    [
        ("en", "€329.3 million", "329300000", "€"),
        ("en", "EUR 329.3 million", "329300000", "€"),
        ("en", "-€3.2 million", "-3200000", "€"),
        ("en", "48,564 people", "48564", "people"),
        ("en", "3 million people", "3000000", "people"),
        ("en", "12%", "12", "%"),
        ("de", "12 %", "12", "%"),
        ("de", "329,3 Mio. €", "329300000", "€"),
        ("de", "3 Millionen Euro", "3000000", "€"),
        ("fr", "48 564 personnes", "48564", "personnes"),
        ("fr", "48\u202f564,5 M€", "48564500000", "€"),
        ("fr", "3 millions d'euros", "3000000", "€"),
    ],
)
def test_other_languages(language: str, text: str, value: str, unit: str) -> None:
    quantity, problems = read(text, language)
    assert problems == ()
    assert quantity is not None
    assert (str(quantity.value), quantity.unit) == (value, unit)


@pytest.mark.parametrize("text", ["n.d.", "N.D.", " n.d. ", "non dichiarato"])
def test_not_stated_is_a_value(text: str) -> None:
    assert read(text) == (None, ())


def test_an_explicit_plus_is_kept() -> None:
    quantity, problems = read("+12")
    assert not problems
    assert quantity is not None
    assert (quantity.value, quantity.sign) == (Decimal(12), "+")
    assert printed(quantity, IT) == "+12"


def test_the_long_form_gives_the_unit() -> None:
    for text, unit, base in [("48.564", "persone", "persone"), ("329,3", "Mln€", "€"), ("3", "milioni di euro", "€")]:
        quantity, problems = read(text, unit=unit)
        assert not problems
        assert quantity is not None
        assert (quantity.unit, quantity.printed_unit) == (base, unit)
    _, (problem,) = read("3", unit="Mlm€")
    assert (problem.rule, problem.parameters["suggestion"]) == ("unknown-unit", "Mln€")


@pytest.mark.parametrize(
    ("language", "text", "rule", "wrong", "suggestion"),
    [
        ("it", "1.234.5", "figure-malformed", "1.234.5", "1.234,5"),
        ("it", "12.34 €", "figure-malformed", "12.34", "12,34"),
        ("it", "1,234.5 €", "figure-malformed", "1,234.5", "1.234,5"),
        ("it", "1,234,567 €", "figure-malformed", "1,234,567", "1.234.567"),
        ("it", "48 564 persone", "figure-malformed", "48 564", "48.564"),
        ("it", "48'564 persone", "figure-malformed", "48'564", "48.564"),
        ("it", "1.2345", "figure-malformed", "1.2345", "1,2345"),
        ("it", "007", "figure-malformed", "007", "7"),
        ("it", "1.23.456", "figure-malformed", "1.23.456", ""),
        ("it", "1..5", "figure-malformed", "1..5", ""),
        ("it", "9" * 100, "figure-malformed", "9" * 100, ""),
        ("it", "12 %", "percent-form", "12 %", "12%"),
        ("it", "-12 %", "percent-form", "-12 %", "-12%"),
        ("de", "12%", "percent-form", "12%", "12 %"),
        ("it", "15Mln€", "unit-form", "15Mln€", "15 Mln€"),
        ("it", "15  Mln€", "unit-form", "15  Mln€", "15 Mln€"),
        ("it", "15 Mln €", "unit-form", "15 Mln €", "15 Mln€"),
        ("it", "15 mln€", "unit-form", "15 mln€", "15 Mln€"),
        ("it", "15 M€", "unit-form", "15 M€", "15 Mln€"),
        ("it", "15 Mln di euro", "unit-form", "15 Mln di euro", "15 Mln€"),
        ("it", "€970", "unit-form", "€970", "€ 970"),
        ("en", "€ 3 million", "unit-form", "€ 3 million", "€3 million"),
        ("it", "15progetti", "unit-form", "15progetti", "15 progetti"),
        ("it", "3 Mlm€", "unknown-unit", "Mlm€", "Mln€"),
        ("it", "0,6 Mln€.", "unknown-unit", "Mln€.", "Mln€"),
        ("it", "4 milioni di eur", "unknown-unit", "milioni di eur", "milioni di euro"),
        ("it", "3 milioni", "unknown-unit", "milioni", ""),
        ("it", "$ 3", "unknown-unit", "$", ""),
        ("it", "54% maschi", "unknown-unit", "% maschi", ""),
        ("it", "circa 54%", "unknown-unit", "circa", ""),
        ("it", "3 {{ x }}", "unknown-unit", "{{ x }}", ""),
        ("it", "persone", "figure-without-number", "persone", None),
        ("it", "", "figure-without-number", "", None),
        ("it", "2 e 3", "figure-two-numbers", "3", None),
        ("it", "2017-2018", "figure-two-numbers", "2018", None),
        ("it", "–3%", "figure-sign", "–", "-"),
        ("it", "- 3%", "figure-sign", "- 3", "-3"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_at_its_characters(
    language: str, text: str, rule: str, wrong: str, suggestion: str | None
) -> None:
    _, problems = read(text, language)
    assert [problem.rule for problem in problems] == [rule]
    assert marked(text, problems[0]) == wrong
    assert problems[0].parameters.get("suggestion") == suggestion


@pytest.mark.parametrize("text", ["1.234.5", "12 %", "15Mln€", "3 Mlm€", "- 3%", "–3%", "48 564 persone", "15 Mln €", "€970"])
def test_a_suggestion_in_place_of_the_marked_characters_is_right(text: str) -> None:
    slip, (problem,) = read(text)
    assert problem.span is not None
    start, end = problem.span.start - 100, problem.span.end - 100
    mended, problems = read(f"{text[:start]}{problem.parameters['suggestion']}{text[end:]}")
    assert problems == ()
    assert mended == slip, "a slip is read as what it means, so that it hides nothing else"


@pytest.mark.parametrize(
    ("text", "count", "fraction"), [("48.564", "48.564 persone", "48,564"), ("-1.109", "-1.109 persone", "-1,109")]
)
def test_a_bare_number_of_thousands_is_ambiguous(text: str, count: str, fraction: str) -> None:
    _, (problem,) = read(text)
    assert problem.rule == "figure-ambiguous"
    assert (problem.parameters["count"], problem.parameters["fraction"]) == (count, fraction)
    assert marked(text, problem) == text
    for reading in (count, fraction):
        assert read(reading)[1] == ()


def test_all_forms_of_one_scalar_are_traced() -> None:
    folded = LocatedText("15Mln€", Span("a", 0, 20), (1, 2, 8, 9, 10, 11, 12))
    _, (problem,) = parse_figure("x", folded, IT)
    assert problem.span == Span("a", 1, 12)


def test_reading_never_fails() -> None:
    random.seed(7)
    alphabet = "0123456789.,' \u00a0%€-+−–nd MlnMiliondeuropersone()/#{}\n\t’"
    for _ in range(5000):
        text = "".join(random.choice(alphabet) for _ in range(random.randint(0, 14)))
        for language in (IT, EN, DE, FR):
            figure, problems = parse_figure("x", located(text), language)
            assert figure.quantity or problems or text.strip().casefold() in language.not_stated_marks
            for problem in problems:
                assert problem.span is not None
                assert 100 <= problem.span.start <= problem.span.end <= 100 + len(text)
            if figure.quantity:
                assert printed(figure.quantity, language)


@pytest.mark.parametrize("piece", ["a", "a ", "(a", "1.", "1", "€"])
def test_the_work_of_reading_grows_no_faster_than_the_text(piece: str) -> None:
    long = "3 " + piece * (100_000 // len(piece))
    assert calls(lambda: read(long)) < 3 * len(long)


# ----------------------------------------------------------------------------------------------------------------- printing


def quantity_of(text: str) -> Quantity:
    quantity, problems = read(text)
    assert quantity
    assert not problems
    return quantity


@pytest.mark.parametrize(
    ("text", "form", "result"),
    [
        ("329,3 Mln€", FigureForm(), "329,3 Mln€"),
        ("€ 970.474.516,00", FigureForm(), "€ 970.474.516,00"),
        ("290.000 €", FigureForm(), "290.000 €"),
        ("1298 persone", FigureForm(), "1.298 persone"),
        ("63,28%", FigureForm(), "63,28%"),
        ("-3,2%", FigureForm(), "−3,2%"),
        ("3,5 milioni di euro", FigureForm(), "3,5 milioni di euro"),
        ("234,80 Mln€", FigureForm(), "234,80 Mln€"),
        ("€ 970.474.516,00", FigureForm("Mln€"), "970,474516 Mln€"),
        ("€ 970.474.516,00", FigureForm("Mln€", 1), "970,5 Mln€"),
        ("€ 970.474.516,00", FigureForm("Mln€", 1, Rounding.CUT), "970,4 Mln€"),
        ("€ 970.474.516,00", FigureForm("Mln€", 0, Rounding.UP), "971 Mln€"),
        ("290.000 €", FigureForm("Mln€"), "0,29 Mln€"),
        ("329,3 Mln€", FigureForm("€"), "329.300.000 €"),
        ("329,3 Mln€", FigureForm("Mld€"), "0,3293 Mld€"),
        ("329,3 Mln€", FigureForm("milioni di euro", bare=True), "329,3"),
        ("329,3 Mln€", FigureForm(bare=True), "329,3"),
        ("48.564 persone", FigureForm(bare=True), "48.564"),
        ("0,125", FigureForm(decimals=2), "0,13"),
        ("0,135", FigureForm(decimals=2), "0,14"),
        ("2,5", FigureForm(decimals=0), "3"),
        ("-2,5", FigureForm(decimals=0), "−3"),
        ("-2,5", FigureForm(decimals=0, rounding=Rounding.CUT), "−2"),
        ("-2,5", FigureForm(decimals=0, rounding=Rounding.UP), "−2"),
        ("2,1", FigureForm(decimals=0, rounding=Rounding.UP), "3"),
        ("-0,4%", FigureForm(decimals=0), "0%"),
        ("156 Mln€", FigureForm(decimals=1), "156,0 Mln€"),
        ("3,2%", FigureForm(signed=True), "+3,2%"),
        ("-3,2%", FigureForm(signed=True), "−3,2%"),
        ("0%", FigureForm(signed=True), "0%"),
        ("48.564 persone", FigureForm("Mln€"), "48.564 persone"),
        ("7", FigureForm(decimals=500), "7,000000000"),
    ],
)
def test_printed_forms(text: str, form: FigureForm, result: str) -> None:
    assert printed(quantity_of(text), IT, form).replace(NBSP, " ") == result


def test_spaces_beside_numbers_do_not_break() -> None:
    assert printed(quantity_of("329,3 Mln€"), IT) == f"329,3{NBSP}Mln€"
    assert printed(quantity_of("€ 3"), IT) == f"€{NBSP}3"
    assert printed(quantity_of("12 persone con disabilità"), IT) == f"12{NBSP}persone con disabilità"


def test_an_edition_in_another_language_prints_the_same_figures() -> None:
    money = quantity_of("329,3 Mln€")
    assert printed(money, EN) == f"€329.3{NBSP}million"
    assert printed(money, DE) == f"329,3{NBSP}Mio.{NBSP}€".replace(f"Mio.{NBSP}", "Mio. ")
    assert printed(quantity_of("€ 970.474.516,00"), EN) == "€970,474,516.00"
    assert printed(quantity_of("63,28%"), DE) == f"63,28{NBSP}%"
    assert printed(None, IT) == "n.d."
    assert printed(None, EN, FigureForm(bare=True)) == "n/a"


def test_what_is_printed_is_read_back_the_same() -> None:
    for text in (
        "329,3 Mln€",
        "€ 970.474.516,00",
        "48.564 persone",
        "63,28%",
        "-3,2%",
        "+12",
        "3,5 milioni di euro",
        "0,6 Mln€",
    ):
        quantity = quantity_of(text)
        assert quantity_of(printed(quantity, IT)) == quantity


def test_rounding_is_half_up_on_exact_decimals() -> None:
    random.seed(3)
    for _ in range(2000):
        value = Decimal(random.randint(-(10**9), 10**9)).scaleb(-random.randint(0, 6))
        places = random.randint(0, 4)
        wanted = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        found = IT.read_decimal(printed(Quantity(value, "", decimals=6), IT, FigureForm(decimals=places)))
        assert found == wanted


def test_a_form_that_does_not_fit_is_told() -> None:
    span = Span("a", 1, 2)
    assert form_problem("x", quantity_of("3 Mln€"), FigureForm("€"), IT, span) is None
    assert form_problem("x", None, FigureForm("€"), IT, span) is None
    problem = form_problem("x", quantity_of("3 persone"), FigureForm("Mln€"), IT, span)
    assert problem == Problem("unit-mismatch", {"name": "x", "unit": "Mln€", "own": "persone"}, span)


def test_a_form_says_itself() -> None:
    assert str(FigureForm()) == ""
    assert str(FigureForm("Mln€", 1, Rounding.CUT)) == 'unit("Mln€") | cut(1)'
    assert str(FigureForm(bare=True)) == "number"


def test_the_step_is_the_last_printed_place() -> None:
    assert quantity_of("329,3 Mln€").step == 100_000
    assert quantity_of("63,28%").step == Decimal("0.01")


# ----------------------------------------------------------------------------------------------------------------- formulas

FIGURES = {
    "a.uomini": "108.029 uomini",
    "a.donne": "94.679 donne",
    "a.tutti": "202.708 destinatari",
    "b": "69,2 Mln€",
    "c": "41,3 Mln€",
    "d": "290.000 €",
    "quota": "54%",
    "assente": "n.d.",
    "zero": "0 persone",
}


def computed(**formulas: str | tuple[str, str] | tuple[str, str, int | None]) -> tuple[dict[str, Figure], tuple[Problem, ...]]:
    figures = {name: parse_figure(name, located(text), IT)[0] for name, text in FIGURES.items()}
    entries = {}
    for name, given in formulas.items():
        formula, *rest = (given,) if isinstance(given, str) else given
        entries[name] = FormulaEntry(located(str(formula)), *rest)
    return evaluate_formulas(figures, entries, IT)


@pytest.mark.parametrize(
    ("formula", "unit", "decimals", "result"),
    [
        ("b + c", "", None, "110,5 Mln€"),
        ("b - c", "Mln€", 0, "28 Mln€"),
        ("b + d", "", None, "69.490.000 €"),
        ("b + d", "Mln€", None, "69,49 Mln€"),
        ("a.uomini + a.donne", "persone", None, "202.708 persone"),
        ("a.uomini / a.tutti", "%", 0, "53%"),
        ("a.uomini / a.tutti", "%", 2, "53,29%"),
        ("a.uomini/a.tutti*100", "", 1, "53,3"),
        ("(b - c) / c", "%", 1, "67,6%"),
        ("quota * a.tutti", "persone", 0, "109.462 persone"),
        ("quota + quota", "", None, "108%"),
        ("100 - quota", "", 0, ""),
        ("-b + c", "Mln€", 1, "−27,9 Mln€"),
        ("b / a.tutti", "€", 2, "341,38 €"),
        ("2 * b", "", None, "138,4 Mln€"),
        ("0.5 * b", "", None, "34,6 Mln€"),
        ("1 / 3 * 1.5", "", 0, "1"),
        ("(((7)))", "", None, "7"),
        ("0 - quota", "", 0, "−54%"),
    ],
)
def test_formulas(formula: str, unit: str, decimals: int | None, result: str) -> None:
    figures, problems = computed(x=(formula, unit, decimals))
    if not result:
        assert [problem.rule for problem in problems] == ["unit-mixed"]
        return
    assert problems == ()
    assert printed(figures["x"].quantity, IT).replace(NBSP, " ") == result
    assert (figures["x"].text, figures["x"].formula) == ("", formula)


def test_formulas_over_formulas_stay_exact() -> None:
    figures, problems = computed(
        terzo=("b / 3", "Mln€", 1),
        intero=("terzo * 3", "Mln€", 1),
        quota_u=("a.uomini / a.tutti", "%", 0),
        metà=("quota_u / 2", "%", 2),
    )
    assert not problems
    assert figures["intero"].quantity is not None
    assert figures["intero"].quantity.value == 69_200_000
    assert printed(figures["metà"].quantity, IT) == "26,65%"


def test_a_result_that_no_decimal_expresses_keeps_28_digits() -> None:
    figures, _ = computed(x=("a.uomini / a.tutti", "%", 0))
    assert figures["x"].quantity is not None
    assert len(figures["x"].quantity.value.as_tuple().digits) == 28


@pytest.mark.parametrize(
    ("formula", "unit", "rule", "wrong"),
    [
        ("b + a.uomin", "", "unknown-figure", "a.uomin"),
        ("b + 1.234,5", "", "formula-syntax", "1.234,5"),
        ("b + 12%", "", "formula-syntax", "%"),
        ("b c", "", "formula-syntax", "c"),
        ("b + c)", "", "formula-syntax", ")"),
        ("(b + c", "", "formula-unfinished", "c"),
        ("b +", "", "formula-unfinished", "+"),
        ("b ** c", "", "formula-syntax", "*"),
        ("__import__('os')", "", "formula-syntax", "'"),
        ("b.c.real[0]", "", "formula-syntax", "["),
        ("b / zero", "", "division-by-zero", "zero"),
        ("b / (c - c)", "", "division-by-zero", "c - c"),
        ("b + a.uomini", "", "unit-mixed", "+"),
        ("b * c", "", "formula-unit", "b * c"),
        ("b + c", "persone", "formula-unit", "b + c"),
        ("a.uomini + a.donne", "€", "", ""),
        ("b + assente", "", "formula-not-stated", "assente"),
        (" * ".join(["9" * 40] * 30), "", "formula-too-large", None),
        ("(" * 60 + "b" + ")" * 60, "", "formula-too-deep", "("),
        ("b" + " + b" * 600, "", "formula-too-long", None),
    ],
)  # fmt: skip
def test_formulas_that_are_wrong(formula: str, unit: str, rule: str, wrong: str | None) -> None:
    figures, problems = computed(x=(formula, unit, 0))
    if not rule:
        assert not problems
        return
    assert [problem.rule for problem in problems] == [rule]
    assert figures["x"].quantity is None, "the figure stands, so that its mentions are not unknown as well"
    if wrong is not None:
        assert marked(formula, problems[0]) == wrong


def test_an_unknown_name_is_suggested() -> None:
    _, (problem,) = computed(x="a.uomin + b")
    assert problem.parameters["suggestion"] == "a.uomini"


def test_a_formula_over_what_is_not_stated_is_not_stated() -> None:
    figures, problems = computed(x="b + assente", y="x * 2")
    assert figures["x"].quantity is None
    assert figures["y"].quantity is None
    assert [(problem.rule, problem.severity) for problem in problems] == [("formula-not-stated", Severity.NOTICE)]


def test_circles_are_told_once_each() -> None:
    figures, problems = computed(p="q + b", q="r", r="p - b", s="s", fine="b + c")
    assert sorted(str(problem.parameters["path"]) for problem in problems) == ["p → q → r → p", "s → s"]
    assert {marked("q + b", problem) for problem in problems if "q" in str(problem.parameters["path"])} == {"q"}
    assert figures["fine"].quantity is not None
    assert figures["p"].quantity is None


def test_a_unit_in_the_language_of_its_file() -> None:
    figures = {"b": parse_figure("b", located("69,2 Mln€"), IT)[0]}
    found, problems = evaluate_formulas(figures, {"x": FormulaEntry(located("2 * b"), "Mln€", 1, IT)}, EN)
    assert not problems
    assert printed(found["x"].quantity, EN) == f"€138.4{NBSP}million"


def test_decimals_out_of_range() -> None:
    for decimals in (-1, 500):
        _, (problem,) = computed(x=("b", "Mln€", decimals))
        assert problem.rule == "formula-decimals"


def test_long_chains_of_formulas() -> None:
    chain: dict[str, str] = {"f0": "b", **{f"f{at}": f"f{at - 1} + 0 * b" for at in range(1, 3000)}}
    figures, problems = computed(**chain)
    assert not problems
    assert figures["f2999"].quantity is not None
    assert figures["f2999"].quantity.value == 69_200_000


def test_formulas_never_fail() -> None:
    random.seed(11)
    pieces = [
        "b",
        "c",
        "quota",
        "a.tutti",
        "zero",
        "assente",
        "x",
        "y",
        "1",
        "0.5",
        "+",
        "-",
        "*",
        "/",
        "(",
        ")",
        " ",
        "%",
        "'",
    ]
    for _ in range(3000):
        made = ["".join(random.choice(pieces) for _ in range(random.randint(0, 10))) for _ in range(2)]
        figures, problems = computed(x=(made[0], "%"), y=made[1])
        for name in "xy":
            if figures[name].quantity is None:
                assert problems
            else:
                assert printed(figures[name].quantity, IT)
