"""Text alternatives: that they say something, and that their figures are the chart's."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from report_builder.checks import alt_numbers, alt_text
from report_builder.checks.alt_numbers import numbers
from report_builder.diagnostics.catalogue import Catalogue
from report_builder.language import load_language
from tests.findings import REPORT, checked, told
from tests.sample import PIXEL

FIGURES = """\
sala: {iscritti: 120 persone, donne: 66 persone, uomini: 54 persone, spesa: "3,5 Mln€", meta: 150 persone, quota: 55%}
corte: {iscritti: 80 persone, donne: 50 persone, uomini: 30 persone, spesa: "1,2 Mln€", meta: 70 persone, quota: 63%}
tutte: {iscritti: 200 persone, spesa: "4,7 Mln€"}
"""
CHART = """\
title: Un anno di biblioteca
blocks:
  - chart:
      id: iscritti
      kind: bars
      title: La sala supera i 100 iscritti
      measure: Iscritti per sede
      categories:
        - {label: Sala grande, of: sala}
        - {label: Corte, of: corte, aside: ["40% del totale"]}
      series: [{figure: iscritti, beside: {share: [iscritti, tutte.iscritti]}}]
      source: "Fonte: 7 rilevazioni."
"""
GOOD = "Barre: sala grande {{ sala.iscritti | number }}, corte {{ corte.iscritti | number }}."
LINE = 13  # of `alt:`, whose text begins in column 13
STACKED = CHART.replace("kind: bars", "kind: stacked").replace(
    "[{figure: iscritti, beside: {share: [iscritti, tutte.iscritti]}}]",
    "[{name: donne, figure: donne}, {name: uomini, figure: uomini}]",
)
FORM = tuple(alt_text.RULES)
NUMBERS = tuple(alt_numbers.RULES)


def files(alt: str, chapter: str = CHART, report: str = REPORT) -> dict[str, str]:
    return {
        "report.yaml": report + "figures: [figures.yaml]\n",
        "uno.yaml": f'{chapter}      alt: "{alt}"\n',
        "figures.yaml": FIGURES,
    }


# ------------------------------------------------------------------------------------------------------------ how it is written


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        (GOOD, []),
        ("Sale: 120 e 80 iscritti.", []),
        ("grafico1.png", [("alt-says-nothing", 13)]),
        ("Dati del file grafico_2018.svg, 120 e 80", [("alt-says-nothing", 13)]),
        ("IMG_2041", [("alt-says-nothing", 13)]),
        ("immagine", [("alt-says-nothing", 13)]),
        ("Grafico 1", [("alt-says-nothing", 13)]),
        ("Da completare…", [("alt-says-nothing", 13)]),
        ("TODO", [("alt-says-nothing", 13)]),
        ("Picture 3", [("alt-says-nothing", 13)]),
        ("Iscritti.", [("alt-says-nothing", 13)]),
        ("120", [("alt-says-nothing", 13)]),
        ("Immagine di due barre: sala 120, corte 80.", [("alt-opening", 13)]),
        ("Un'immagine con due barre: sala 120, corte 80.", [("alt-opening", 13)]),
        ("Immagini in mostra: sala 120, corte 80.", []),
        ("La sala supera i 100 iscritti.", [("alt-repeats-title", 13)]),
        ("iscritti per sede", [("alt-repeats-title", 13), ("alt-short", 13)]),
        ("Figura 1: La sala supera i 100 iscritti", [("alt-repeats-title", 13)]),
        ("Sala 120, corte 80.", [("alt-short", 13)]),
        ("Sala 120, corte 80: " + "x" * 480, []),
        ("Sala 120, corte 80: " + "x" * 481, [("alt-long", 13)]),
    ],
)
def test_a_chart_s_alternative_says_something(tmp_path: Path, alt: str, found: list[tuple[str, int]]) -> None:
    places = [(rule, "iscritti", "uno.yaml", LINE, column) for rule, column in found]
    assert told(tmp_path, files(alt), FORM) == places


def picture(alt: str, title: str = "La sala grande") -> dict[str, str]:
    chapter = "title: Uno\nblocks:\n  - text: Testo della sala.\n  - picture:\n      file: sala-grande.png\n"
    return {"uno.yaml": f"{chapter}      title: {title}\n      id: foto-sala\n      alt: {alt}\n"}


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("Dodici persone attorno a un tavolo.", []),
        ("La sala grande.", ["alt-repeats-title"]),  # also short, which says less
        ("sala grande", ["alt-says-nothing"]),  # the file's name
        ("foto sala", ["alt-says-nothing"]),  # the id
        ("x" * 300, []),
        ("x" * 301, ["alt-long"]),
        ("Un tavolo con 12 sedie e 300 libri.", []),
    ],
)
def test_a_picture_s_alternative_says_something(tmp_path: Path, alt: str, found: list[str]) -> None:
    (tmp_path / "sala-grande.png").write_bytes(PIXEL)
    rules = {rule for rule, subject, *_ in told(tmp_path, picture(alt), (*FORM, *NUMBERS)) if subject == "foto-sala"}
    assert rules - {"alt-short"} == set(found)


def test_a_decorative_picture_and_a_text_from_the_data_are_not_judged(tmp_path: Path) -> None:
    (tmp_path / "fregio.png").write_bytes(PIXEL)
    decorative = CHART + "      alt: auto\n  - picture: {file: fregio.png, decorative: true}\n"
    written = files(GOOD) | {"uno.yaml": decorative}
    assert told(tmp_path, written, (*FORM, *NUMBERS)) == []
    assert checked(tmp_path, written).ready


def test_openings_are_those_of_the_language(tmp_path: Path) -> None:
    english = {"report.yaml": REPORT + "language: en\nfigures: [figures.yaml]\n"}
    figures = {"figures.yaml": FIGURES.replace('"3,5 Mln€"', "€3.5 million").replace('"1,2 Mln€"', "€1.2 million").replace(
        '"4,7 Mln€"', "€4.7 million"
    )}  # fmt: skip
    alt = "Image of two bars: 120 and 80."
    assert told(tmp_path, files(alt) | english | figures, FORM) == [("alt-opening", "iscritti", "uno.yaml", LINE, 13)]
    assert told(tmp_path, files(alt), FORM) == []


@pytest.mark.parametrize(
    ("name", "found"), [("logo.png", True), ("Logo", True), ("immagine 1", True), ("Comune di Prova", False), ("segno", False)]
)
def test_a_logo_is_called_by_whose_it_is(tmp_path: Path, name: str, found: bool) -> None:
    logos = f"logos: [{{file: segno.png, name: {name}}}]"
    (tmp_path / "segno.png").write_bytes(PIXEL)
    report = REPORT.replace("publisher: {name: Comune di Prova}", f"publisher: {{name: Comune di Prova, {logos}}}")
    expected = [("logo-name", "segno.png", "report.yaml", 9, report.splitlines()[8].index(name + "}") + 1)] if found else []
    assert told(tmp_path, {"report.yaml": report}, FORM) == expected


# ------------------------------------------------------------------------------------------------------------------ its figures


@pytest.mark.parametrize(
    "alt",
    [
        GOOD,
        "Barre: sala grande 120 persone, corte 80.",
        "Sala {{ sala.iscritti }} (60%), corte {{ corte.iscritti }} (40%).",
        "Oltre 100 in 1 sala di 2, con 7 rilevazioni: 120, 80.",  # title, rows and source
        "Nel 2018, al 31.12.2018 e al {{ reference_date | numeric }}: 120 e 80.",
        "Sala 120, corte 80, in tutto {{ tutte.iscritti | number }}.",  # what the shares are computed from
        "Sala 120, corte 80, come nella [](#iscritti).",
        "Edificio B12 e legge 4/2004: 120 e 80.",
    ],
)
def test_numbers_that_the_chart_shows(tmp_path: Path, alt: str) -> None:
    assert told(tmp_path, files(alt), NUMBERS) == []


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("Sala 118, corte 80, ieri 120.", [("iscritti: 118", 18)]),
        ("Sala 1.120, corte 80 e 120.", [("iscritti: 1.120", 18)]),
        ("Sala 120, corte 80, in tutto 201.", [("iscritti: 201", 42)]),
        ("Sala 120 (61%), corte 80 (2%).", [("iscritti: 61", 23), ("iscritti: 2", 39)]),
        ("Sala 120%, corte 80 (40 per cento).", [("iscritti: 120%", 18)]),
        ("Sala {{ sala.donne | number }}, corte 80, 120.", [("iscritti: 66", 18)]),
        ("Sala {{ sala.iscritti }}, spesa {{ sala.spesa }}, 80.", [("iscritti: 3,5", 45)]),
    ],
)
def test_a_number_that_the_chart_does_not_show_is_an_error_at_its_place(
    tmp_path: Path, alt: str, found: list[tuple[str, int]]
) -> None:
    places = [("alt-number", subject, "uno.yaml", LINE, column) for subject, column in found]
    assert told(tmp_path, files(alt), ["alt-number"]) == places
    assert checked(tmp_path, files(alt)).ready is None


def test_the_message_names_the_number_and_what_the_chart_says(tmp_path: Path) -> None:
    (problem,) = (one for one in checked(tmp_path, files("Sala 118, corte 80, ieri 120.")).problems if one.rule == "alt-number")
    assert problem.parameters == {
        "subject": "iscritti: 118", "label": "Sala grande", "shown": "120", "suggestion": "sala.iscritti",
    }  # fmt: skip
    assert "`{{ sala.iscritti }}`" in Catalogue.load("it").hint(problem)


def test_a_figure_of_the_chart_in_another_form_than_the_chart_s(tmp_path: Path) -> None:
    amounts = CHART.replace("figure: iscritti, beside: {share: [iscritti, tutte.iscritti]}", "figure: spesa")
    other = "Sala {{ sala.spesa | decimals(0) }}, corte {{ corte.spesa }}."
    assert told(tmp_path, files(other, amounts), NUMBERS) == [("alt-number", "iscritti: 4", "uno.yaml", LINE, 18)]
    in_euro = "Sala {{ sala.spesa | unit('€') }}, corte {{ corte.spesa }}."
    assert told(tmp_path, files(in_euro.replace("'", '\\"'), amounts), NUMBERS) == []


def test_targets_totals_and_computed_values_are_shown(tmp_path: Path) -> None:
    bullet = CHART.replace("kind: bars", "kind: bullet").replace("of: sala}", "of: sala, targets: [meta]}").replace(
        "of: corte,", "of: corte, targets: [meta],"
    )  # fmt: skip
    chapter, alt = bullet + "      targets: [meta]\n", "Sala 120 su 150, corte 80 su 70."
    assert told(tmp_path, files(alt, chapter), NUMBERS) == []
    wrong = told(tmp_path, files(alt.replace("150", "151"), chapter), NUMBERS)
    assert [row[:2] for row in wrong] == [("alt-figures", "iscritti"), ("alt-number", "iscritti: 151")]
    computed = CHART.replace(
        "{figure: iscritti, beside: {share: [iscritti, tutte.iscritti]}}", "{compute: {share: [iscritti, meta]}}"
    )
    assert told(tmp_path, files("Sala all’80% della meta, corte al 114%.", computed), NUMBERS) == []
    operands = "Sala {{ sala.iscritti }} su {{ sala.meta }}, corte {{ corte.iscritti }} su {{ corte.meta }}."
    assert told(tmp_path, files(operands, computed), NUMBERS) == []


@pytest.mark.parametrize(
    ("alt", "missing"),
    [
        ("Le donne sono 66 nella sala e 50 in corte.", "Sala grande: 54; Corte: 30"),
        ("Barre in due parti, donne e uomini, per ciascuna sala.", "Sala grande: 66; Sala grande: 54; Corte: 50; …"),
    ],
)
def test_a_figure_that_nobody_hears_is_told_at_the_text(tmp_path: Path, alt: str, missing: str) -> None:
    assert told(tmp_path, files(alt, STACKED), NUMBERS) == [("alt-figures", "iscritti", "uno.yaml", LINE, 13)]
    (problem,) = (one for one in checked(tmp_path, files(alt, STACKED)).problems if one.rule == "alt-figures")
    assert problem.parameters["missing"] == missing
    assert problem.final


TABLE = """\
  - table:
      id: sedi
      title: Le sedi
      row_head: Sede
      rows: [{label: Sala, of: sala}, {label: Corte, of: corte}]
      columns: [{head: Donne, figure: donne}, {head: Uomini, figure: uomini}]
"""


def test_a_table_may_hold_them(tmp_path: Path) -> None:
    chapter = STACKED.replace("blocks:\n", f"blocks:\n{TABLE}")
    assert told(tmp_path, files("Nella sala 66 donne; tutti i valori sono nella [](#sedi).", chapter), NUMBERS) == []


def test_of_many_figures_not_all_are_asked_for(tmp_path: Path) -> None:
    rows = ", ".join(f"{{label: Giorno, of: {name}}}" for name in ["sala", "corte"] * 7)
    chapter = CHART[: CHART.index("      categories")] + f"      categories: [{rows}]\n      series: [{{figure: iscritti}}]\n"
    assert told(tmp_path, files("Quattordici giorni, fra 80 e 120 persone.", chapter), NUMBERS) == []
    assert [row[1] for row in told(tmp_path, files("Quattordici giorni, fra 80 e 121 persone.", chapter), NUMBERS)] == [
        "iscritti: 121"
    ]


SQUARES = REPORT + (
    "axes: [{id: sala, numeral: I, name: Sala}, {id: corte, numeral: II, name: Corte}]\n"
    "cover:\n  squares:\n    {allocated: spesa, activated: spesa, certified: spesa, unit: 1 Mln€, legend: Uno è 1 Mln€,\n"
    '     solid: c, tinted: b, outlined: d, alt: "%s"}\n'
)


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("La spesa, {{ tutte.spesa }}, come 5 quadrati: sala 3,5 Mln€.", []),
        ("La spesa, 4,8 Mln€, come 5 quadrati in tutto.", [("alt-number", "cover.squares: 4,8")]),
        ("Uno è 1 Mln€", [("alt-repeats-title", "cover.squares"), ("alt-short", "cover.squares")]),
        ("quadrati.png", [("alt-says-nothing", "cover.squares")]),
    ],
)
def test_the_squares_of_the_cover(tmp_path: Path, alt: str, found: list[tuple[str, str]]) -> None:
    written = files(GOOD, report=SQUARES % alt)
    assert [row[:2] for row in told(tmp_path, written, (*FORM, *NUMBERS))] == found


def test_a_language_without_data_is_left_alone_and_told(tmp_path: Path) -> None:
    figures = (
        FIGURES.replace('"3,5 Mln€"', "€3.5 million")
        .replace('"1,2 Mln€"', "€1.2 million")
        .replace('"4,7 Mln€"', "€4.7 million")
    )
    written = files("Imagen de dos barras: 999.", report=REPORT + "language: es\n") | {"figures.yaml": figures}
    assert told(tmp_path, written, (*FORM, *NUMBERS)) == []
    (notice,) = (one for one in checked(tmp_path, written).problems if one.rule == "checks-not-run")
    assert "alt-opening, alt-number, alt-figures" in str(notice.parameters["rules"])


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("it", "31.12.2018, 1.234,5 e 12,50 (47%); N+3, B12, 10.iv, 4/2004", ["1234.5", "12.50", "47", "3", "10"]),
        ("en", "31/12/2018, 1,234.5 and 12.50 (47%), −3", ["1234.5", "12.50", "47", "3"]),
        ("de", "31.12.2018, 1.234,5 und 47 %", ["1234.5", "47"]),
        ("fr", "31/12/2018 : 25 100 femmes, 1 234,5 M€, 47 %", ["25100", "1234.5", "47"]),
    ],
)
def test_numbers_are_read_as_the_language_writes_them(code: str, text: str, found: list[str]) -> None:
    assert [number for _, _, number in numbers(text, load_language(code))] == list(map(Decimal, found))
