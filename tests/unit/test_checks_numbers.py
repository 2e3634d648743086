"""Numbers typed in the text: those that are no figures, how they are written, and figures unlike their neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.checking import check
from report_builder.diagnostics import Severity, for_print, has_errors
from report_builder.diagnostics.catalogue import Catalogue
from tests.findings import REPORT, checked, told, write

FIGURES = """\
figures:
  nidi:
    attivato: 329,3 Mln€
    famiglie: 1.298 famiglie
    quota: 46%
"""
STYLE = ("number-form", "range-form", "capital-accent")


def chapter(text: str, rest: str = FIGURES) -> dict[str, str]:
    return {"uno.yaml": f"title: Un anno\nblocks:\n  - text: |\n      {text}\n{rest}"}


def loose(folder: Path, text: str, rest: str = FIGURES) -> list[tuple[str, int, int]]:
    return [(subject, line, column) for _, subject, _, line, column in told(folder, chapter(text, rest), {"loose-number"})]


def hints(folder: Path, files: dict[str, str], rule: str = "loose-number") -> list[str]:
    catalogue = Catalogue.load("it")
    return [catalogue.hint(problem) for problem in checked(folder, files).problems if problem.rule == rule]


# ------------------------------------------------------------------------------------------------------------ loose numbers


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sono 12 le sale.", [("12 le", 4, 12)]),
        ("Risorse per 329,3 Mln€ e {{ nidi.attivato }}.", [("329,3 Mln€", 4, 19)]),
        ("Spesi 15Mln€ di 20.", [("15Mln€", 4, 13), ("20", 4, 23)]),
        ("Sono 2018 famiglie, nel 2018 famiglie straniere.", [("2018 famiglie", 4, 12)]),
        ("Da 3 a {{ nidi.famiglie }}.", [("3 a", 4, 10)]),
        ("**In neretto 7** e *8*, [9 voci](https://www.example.org/10).", [("7 e", 4, 20), ("8", 4, 27), ("9 voci", 4, 32)]),
        ("Una nota[^1].\n\n      [^1]: Sono 40 casi.", [("40 casi", 6, 18)]),
        ("- Una voce con 12 posti", [("12 posti", 4, 22)]),
        ("### Le 12 sale\n\n      Testo.", [("12 sale", 4, 14)]),
        ("Da 1/3 a 2/3.", [("1", 4, 10), ("3 a", 4, 12), ("2", 4, 16), ("3", 4, 18)]),
        ("Costa € 15 e 3,5%.", [("€ 15", 4, 15), ("3,5%", 4, 20)]),
        ("Erano {{ nidi.attivato | number }}0 euro.", [("329,30 euro", 4, 13)]),
    ],
)
def test_a_number_in_letters_is_found_at_its_place(tmp_path: Path, text: str, wanted: list[tuple[str, int, int]]) -> None:
    assert loose(tmp_path, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Il 31 dicembre 2018 e il 16.10.2018, nel 2018, nel periodo 2014-2020 e nell’a.f. 2018/19.",
        "L’articolo 50, paragrafo 9, del Regolamento (UE) n. 1303/2013, la DGR XI/662 del 16.10.2018.",
        "La Decisione C(2019)3048, il target N+3, EXPO 2015, il 4° trim. 2018, la priorità 10.iv, l’azione 9.3.3.",
        "L’infanzia 0-3 anni, di età compresa tra 26 e 54, gli under 30, 24 h, aperta fino alle 23.",
        "Scrivi a dati2018@example.org o vedi https://www.example.org/dati/12.",
        "Tre misure, {{ nidi.famiglie }} e {{ reference_date }}: una su due.",
        "L’Asse 3 e la Priorità 8 (licenza CC BY 4.0).",
    ],
)
def test_what_is_no_data_stays(tmp_path: Path, text: str) -> None:
    assert loose(tmp_path, text) == []


CHART = (
    """\
title: Un anno
blocks:
  - chart:
      id: nidi
      kind: bars
      title: Le 12 sale
      measure: Per 100 abitanti, su 8 comuni
      categories:
        - {label: Sale 14, note: di cui 15, values: [nidi.famiglie], aside: ["{{ nidi.quota }} su 16"]}
      series:
        - {name: serie 17, figure: famiglie}
      reference: [media 18, 400]
      aside: colonna 19
      alt: "Grafico: sale 31, {{ nidi.famiglie }} (di cui 32)."
      source: "Fonte: 20 uffici."
      notes: ["Nota su 21 casi."]
  - table:
      id: tavola
      title: Le sale
      row_head: Sala
      rows:
        - {label: Sala 22 posti, of: nidi}
      columns:
        - {head: Famiglie 23, figure: famiglie}
  - key_figures:
      - {label: Quota 24, value: "{{ nidi.quota }}", context: su 25}
  - callout: {label: Dato 26, value: "{{ nidi.quota }}", text: Sono 27.}
  - side_note: {label: Casi 28, text: Sono 29.}
  - lead: Sono 30 sale.
"""
    + FIGURES
)


def test_captions_labels_cells_alternatives_and_notes_are_read(tmp_path: Path) -> None:
    found = {subject.split()[0]: line for _, subject, _, line, _ in told(tmp_path, {"uno.yaml": CHART}, {"loose-number"})}
    numbers = ["8", "12", "100", *map(str, range(14, 33))]
    assert sorted(found, key=int) == sorted(numbers, key=int)
    assert (found["12"], found["14"], found["16"], found["18"], found["20"], found["22"]) == (6, 9, 9, 12, 15, 22)


def test_the_words_of_the_report_s_own_file_are_read(tmp_path: Path) -> None:
    report = REPORT.replace("running: La biblioteca nel 2018", 'running: "La biblioteca in 12 sale"')
    found = told(tmp_path, {"report.yaml": report}, {"loose-number"})
    assert found == [("loose-number", "12 sale", "report.yaml", 2, 28)]


def test_an_automatic_alternative_is_nobody_s_typing(tmp_path: Path) -> None:
    text = CHART.replace('"Grafico: sale 31, {{ nidi.famiglie }} (di cui 32)."', "auto")
    lines = [line for _, _, _, line, _ in told(tmp_path, {"uno.yaml": text}, {"loose-number"})]
    assert 14 not in lines


def test_the_figure_that_has_the_value_is_named(tmp_path: Path) -> None:
    (hint,) = hints(tmp_path, chapter("Risorse per 329,3 Mln€."))
    assert "329,3\u00a0Mln€" in hint
    assert "{{ nidi.attivato }}" in hint
    (hint,) = hints(tmp_path, chapter("Risorse per 329,3 milioni di euro."))
    assert "{{ nidi.attivato }}" in hint
    (hint,) = hints(tmp_path, chapter("In tutto 1298."))
    assert "{{ nidi.famiglie }}" in hint
    (hint,) = hints(tmp_path, chapter("In tutto (1.298)."))
    assert "{{ nidi.famiglie | number }}" in hint
    (hint,) = hints(tmp_path, chapter("In tutto 46 mila."))
    assert "nidi" not in hint
    (hint,) = hints(tmp_path, chapter("In tutto 46 Mln€."))
    assert "`figures:`" in hint
    assert "numbers:" in hint


def test_a_number_before_what_it_counts_is_no_measure(tmp_path: Path) -> None:
    assert "`figures:`" in hints(tmp_path, chapter("Sono 46 sale."))[0]
    figures = FIGURES + "    sale: 40 sale\n    posti: 40 posti\n"
    assert "{{ nidi.posti | number }}, {{ nidi.sale | number }}" in hints(tmp_path, chapter("Sono 40 posti.", figures))[0]
    assert "{{ nidi.quota | number }}" in hints(tmp_path, chapter("Sono (46)."))[0]


def test_it_is_a_warning_for_drafts_and_refuses_a_final_document(tmp_path: Path) -> None:
    result = checked(tmp_path, chapter("Sono 12 sale."))
    (problem,) = [problem for problem in result.problems if problem.rule == "loose-number"]
    assert problem.severity is Severity.WARNING
    assert has_errors(for_print([problem]))


def test_an_editor_s_expressions_are_left_alone_and_told_when_they_are_of_no_use(tmp_path: Path) -> None:
    glossary = 'numbers: ["Vetro 14", "Gruppo #", "Sala # rossa"]\n'
    files = {"report.yaml": REPORT + "glossary: voci.yaml\n", "voci.yaml": glossary}
    files |= chapter("Il Vetro 14, il Vetro 140 e il Gruppo 3.1, al\n      Vetro\n      14.")
    found = told(tmp_path, files, {"loose-number", "loose-number-unused"})
    assert found == [
        ("loose-number", "140 e", "uno.yaml", 4, 29),
        ("loose-number-unused", "Sala # rossa", "voci.yaml", 1, 35),
    ]


@pytest.mark.parametrize("phrase", ["#", "(#)", "#-#", "#%", "€ #", "# Mln€", "# per cento", "# famiglie", "#  PERSONE"])
def test_an_expression_that_is_any_number_is_told_at_its_place(tmp_path: Path, phrase: str) -> None:
    files = {"report.yaml": REPORT + "glossary: voci.yaml\n", "voci.yaml": f'numbers: ["{phrase}"]\n'}
    found = told(tmp_path, files | chapter("Sono 12 famiglie."), {"loose-number-any", "loose-number-unused"})
    assert found == [("loose-number-any", phrase, "voci.yaml", 1, 11)]
    (problem,) = [one for one in checked(tmp_path, files).problems if one.rule == "loose-number-any"]
    assert has_errors(for_print([problem]))


@pytest.mark.parametrize("phrase", ["112", "Gruppo #", "# famiglie del bando", "#B", "Sala # €", "da # a #"])
def test_an_expression_with_a_word_of_its_own_is_a_name(tmp_path: Path, phrase: str) -> None:
    files = {"report.yaml": REPORT + "glossary: voci.yaml\n", "voci.yaml": f'numbers: ["{phrase}"]\n'}
    assert told(tmp_path, files | chapter("Testo."), {"loose-number-any"}) == []


def test_a_language_without_data_says_that_nobody_looked(tmp_path: Path) -> None:
    files = {"report.yaml": REPORT + "language: pt\n"} | chapter("Sono 12 salas.", "")
    assert told(tmp_path, files, {"loose-number"}) == []
    notices = [problem for problem in check(write(tmp_path, files)).problems if problem.rule == "checks-not-run"]
    assert "loose-number" in str(notices[0].parameters["rules"])


# -------------------------------------------------------------------------------------------------------------------- style


@pytest.mark.parametrize(
    ("text", "rule", "column", "old", "new"),
    [
        ("Spesi 15Mln€.", "number-form", 13, "15Mln€", "15 Mln€"),
        ("Spesi 15 Mln di € in tutto.", "number-form", 13, "15 Mln di €", "15 Mln€"),
        ("Spesi 15 MLN€.", "number-form", 13, "15 MLN€", "15 Mln€"),
        ("Il 46 % delle famiglie.", "number-form", 10, "46 %", "46%"),
        ("Sono 1298 famiglie.", "number-form", 12, "1298", "1.298"),
        ("Sono 1\u00a0298 famiglie.", "number-form", 12, "1 298", "1.298"),
        ("Spesi 15 Mln € in tutto.", "number-form", 13, "15 Mln €", "15 Mln€"),
        ("Spesi 15 Mln. di euro.", "number-form", 13, "15 Mln. di euro", "15 Mln€"),
        ("Spesi **15Mln€** in tutto.", "number-form", 15, "15Mln€", "15 Mln€"),
        ("Sono 1643 €.", "number-form", 12, "1643 €", "1.643 €"),
        ("Un calo di -3,4% in un anno.", "number-form", 18, "-3,4%", "−3,4%"),
        ("Un calo (–3,4%).", "number-form", 16, "–3,4%", "−3,4%"),
        ("Spesi {{ nidi.attivato | number }}Mln€.", "number-form", 13, "329,3Mln€", "329,3 Mln€"),
        ("Nel periodo 2014–2020.", "range-form", 19, "2014–2020", "2014-2020"),
        ("Nel periodo 2014 - 2020.", "range-form", 19, "2014 - 2020", "2014-2020"),
        ("L’infanzia 0–3 anni.", "range-form", 18, "0–3", "0-3"),
        ("E' aperta la sala.", "capital-accent", 7, "E'", "È"),
        ("La NOVITA' è questa.", "capital-accent", 10, "NOVITA'", "NOVITÀ"),
        ("PERCHE’ no.", "capital-accent", 7, "PERCHE’", "PERCHÉ"),
    ],
)
def test_what_is_badly_written_is_found_with_its_repair(
    tmp_path: Path, text: str, rule: str, column: int, old: str, new: str
) -> None:
    result = checked(tmp_path, chapter(text))
    (problem,) = [problem for problem in result.problems if problem.rule in STYLE]
    assert (problem.rule, problem.parameters["text"], problem.parameters["suggestion"]) == (rule, old, new)
    assert problem.span
    assert result.source.position(problem.span).column == column
    assert problem.repair is not None


@pytest.mark.parametrize(
    "text",
    [
        "Spesi 15 Mln€, il 46%, {{ nidi.attivato }}, € 15 e 3 milioni di euro.",
        "Nel 2018, nel periodo 2014-2020, a.f. 2018/19, il 3-4 marzo; N. 1303/2013.",
        "Sono 15 Mln di persone.",
        "Sono 1.298 e 300; 12 – 15, nel 2014 – e nel 2020 – tutto.",
        "L’azione 9.3.3, DGR XI/662 e D.D.S. n. 10354/2018; CUP 123456789012.",
        "E’un’altra cosa: l’ARTE, un PO’ d’acqua, la CA’ Granda, ‘EUROPA’ e 'LIBERTA'.",
        "Vedi https://www.example.org/2014–2020/1298.",
        "Fra -Asse e –parole; 3 -4.",
        "La ‘GARANZIA GIOVANI’ e la 'DOTE UNICA'.",
        "Spesi 15 Mln $, un reddito di 15 Mln di persone.",
        "L’avviso 3298/2018, ISO 9001:2015, EN 301 549, Industria 4.0, via Roma 12, 20124 Milano, tel. 02 6765 1234.",
    ],
)
def test_what_is_well_written_or_something_else_stays(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, chapter(text), set(STYLE)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In tutto (1298) e 12.5 famiglie.", ["1298", "12.5"]),
        ("Sono 1298 casette, scritte 12345 della Regione.", ["1298", "12345"]),
        ("Scrivi a 20124 Milano.", ["20124"]),
        ("Nel gruppo 3 300 famiglie.", ["3 300"]),
        ("Spesi 15 Mln, in tutto.", ["15 Mln"]),
        ("Spesi *15*Mln€ e 15**Mln€**.", ["15Mln€", "15Mln€"]),
        ("Il 46 **%** delle famiglie.", ["46 %"]),
        ("-15 Mln€ per i libri", ["-15 Mln€"]),
        ("Le voci:\n      -15 Mln€ per i libri", ["-15 Mln€"]),
    ],
)
def test_what_may_mean_two_things_is_told_without_a_repair(tmp_path: Path, text: str, found: list[str]) -> None:
    problems = [problem for problem in checked(tmp_path, chapter(text)).problems if problem.rule == "number-form"]
    assert [(problem.parameters["text"], problem.repair) for problem in problems] == [(one, None) for one in found]


def test_a_code_of_the_glossary_is_written_as_it_is(tmp_path: Path) -> None:
    files = {"report.yaml": REPORT + "glossary: voci.yaml\n", "voci.yaml": 'numbers: ["Sala 1298", "Gruppo # famiglie"]\n'}
    text = "La Sala 1298 e il Gruppo 1298 famiglie, il Gruppo 2–3 famiglie."
    assert told(tmp_path, files | chapter(text), {*STYLE, "loose-number", "loose-number-unused"}) == [
        ("loose-number", "2", "uno.yaml", 4, 57),
        ("range-form", "2–3", "uno.yaml", 4, 57),
        ("loose-number", "3 famiglie", "uno.yaml", 4, 59),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il {{ nidi.quota }}% e {{ nidi.quota }} per cento.", ["46%%", "46% per cento"]),
        (
            "Sono {{ nidi.famiglie }} famiglie, {{ nidi.famiglie }} Famiglie.",
            ["1.298 famiglie famiglie", "1.298 famiglie Famiglie"],
        ),
        ("Sono {{ nidi.famiglie }} famigliari e {{ nidi.famiglie }}: famiglie.", []),
        ("Sono {{ nidi.attivato }} Mln€, {{ nidi.attivato }} euro.", ["329,3 Mln€ Mln€", "329,3 Mln€ euro"]),
        ("Sono {{ nidi.attivato | number }} Mln€, il {{ nidi.quota }}.", []),
    ],
)
def test_a_unit_after_a_figure_that_has_one_is_told(tmp_path: Path, text: str, found: list[str]) -> None:
    assert [subject for _, subject, *_ in told(tmp_path, chapter(text), {"unit-repeated"})] == found


@pytest.mark.parametrize(
    ("value", "rule", "repaired"),
    [
        ("15Mln€", "unit-form", "15 Mln€"),
        ("15 Mln di euro", "unit-form", "15 Mln€"),
        ("15 Mln €", "unit-form", "15 Mln€"),
        ("15 Mln", "unit-form", None),
        ("46 %", "percent-form", "46%"),
        ("1298 posti", "figure-form", "1.298"),
        ("1 298 posti", "figure-malformed", "1.298"),
        ("12.5 Mln€", "figure-malformed", "12,5"),
        ("1,298.5 €", "figure-malformed", "1.298,5"),
        ("–3%", "figure-sign", "-"),
        ("12 per ceto", "unknown-unit", "per cento"),
        ("12 Mnl€", "unknown-unit", None),
        ("12.5 posti", "figure-malformed", None),
        ("1.298.5 €", "figure-malformed", None),
    ],
)
def test_a_figure_s_value_is_repaired_only_if_it_stays(tmp_path: Path, value: str, rule: str, repaired: str | None) -> None:
    result = checked(tmp_path, {"uno.yaml": f'title: Un anno\nblocks: []\nfigures:\n  a: "{value}"\n'})
    (problem,) = [problem for problem in result.problems if problem.rule == rule]
    assert (problem.repair and problem.repair.new) == repaired


@pytest.mark.parametrize("value", ["1.298 posti", "300 posti", "2018", "n.d.", "-3,4%", "12345,5 €"])
def test_a_year_and_what_is_as_printed_stay(tmp_path: Path, value: str) -> None:
    result = checked(tmp_path, {"uno.yaml": f'title: Un anno\nblocks: []\nfigures:\n  a: "{value}"\n'})
    found = [problem.parameters["suggestion"] for problem in result.problems if problem.rule == "figure-form"]
    assert found == (["12.345,5"] if value == "12345,5 €" else [])


# ----------------------------------------------------------------------------------------------------------------- decimals

UNLIKE = """\
title: Un anno
blocks: []
figures:
  asse:
    uno: 128,7 Mln€
    due: 204,6 Mln€
    tre: 234,80 Mln€
    quattro: 1,5 Mln€
    cinque: 12 posti
  bando_1: {spesa: "1,5%"}
  bando_2: {spesa: "2,5%"}
  bando_3: {spesa: "3%"}
  bando_4: {spesa: "4,5%"}
  bando_5: {spesa: "n.d."}
"""


def test_a_decimal_more_or_less_than_the_neighbours_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, {"uno.yaml": UNLIKE}, {"figure-decimals"})
    assert found == [
        ("figure-decimals", "asse.tre", "uno.yaml", 7, 10),
        ("figure-decimals", "bando_3.spesa", "uno.yaml", 12, 21),
    ]


def test_a_figure_known_to_be_unlike_is_told_again_when_it_changes(tmp_path: Path) -> None:
    known = "acknowledged:\n  - {rule: figure-decimals, about: [asse.tre, bando_3.spesa], reason: Così., date: 2026-11-25,\n"
    known += "     figures: {asse.tre: '234,80 Mln€', bando_3.spesa: 3%}}\n"
    files = {"report.yaml": REPORT + "acknowledged: noti.yaml\n", "noti.yaml": known, "uno.yaml": UNLIKE}
    rules = {"figure-decimals", "acknowledged-figures", "acknowledged-nothing"}
    assert told(tmp_path, files, rules) == []
    found = told(tmp_path, files | {"uno.yaml": UNLIKE.replace("234,80", "234,90")}, rules)
    assert [(rule, file, line) for rule, _, file, line, _ in found] == [
        ("acknowledged-figures", "noti.yaml", 2),
        ("figure-decimals", "uno.yaml", 7),
    ]


def test_two_neighbours_do_not_make_a_rule(tmp_path: Path) -> None:
    text = UNLIKE.replace("    due: 204,6 Mln€\n", "").replace('  bando_4: {spesa: "4,5%"}\n', "")
    assert told(tmp_path, {"uno.yaml": text}, {"figure-decimals"}) == []


def test_neighbours_that_disagree_make_no_rule(tmp_path: Path) -> None:
    text = UNLIKE.replace("204,6", "204,66").replace("4,5%", "4%")
    assert told(tmp_path, {"uno.yaml": text}, {"figure-decimals"}) == []
