"""Checks of a report that was begun from last year's: figures to be confirmed, and sentences that still speak of last year."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.audit import Audit, Verdict, words
from report_builder.audit.uses import uses
from report_builder.checking import Checked, check
from report_builder.diagnostics import Severity, for_print, has_errors
from report_builder.document import Chart, Figure, Paragraph, Table, plain
from report_builder.reader import read_report
from tests.findings import CHAPTER, REPORT, told, write

LATER = REPORT.replace("2018", "2019").replace("reference_date", "previous: ../2018\nreference_date", 1)
FIGURES = """\
figures:
  libri: {comprati: 1.250 libri (da confermare), letti: 300 libri, donati: da confermare}
  spesa:
    tutta:
      value: 12,5 Mln€ (DA CONFERMARE)
      note: x
    doppia: {formula: spesa.tutta + spesa.tutta}
"""


def chapter(text: str, more: str = "") -> str:
    return f"title: Un anno di biblioteca\nblocks:\n  - text: |\n      {text}\n{more}"


def pair(tmp_path: Path, before: str, now: str) -> list[str]:
    """The subjects of stale mentions in a chapter that said `before` and says `now`."""
    for name in ("2018", "2019"):
        (tmp_path / name).mkdir()
    write(tmp_path / "2018", {"uno.yaml": chapter(before)})
    found = told(tmp_path / "2019", {"report.yaml": LATER, "uno.yaml": chapter(now)}, {"stale-mention"})
    return [subject for _, subject, file, _, _ in found if file == "uno.yaml"]


@pytest.mark.parametrize(("words", "stale"), [("Lombardia Europa 2020", 0), ("Lombardia Europa, 2020", 1)])
def test_a_year_in_a_name_stays(tmp_path: Path, words: str, stale: int) -> None:
    text = chapter(f"Il progetto {words} continua.")
    for name in ("2018", "2020"):
        (tmp_path / name).mkdir()
    write(tmp_path / "2018", {"uno.yaml": text})
    files = {"report.yaml": LATER.replace("2019", "2020"), "uno.yaml": text}
    assert len([file for _, _, file, *_ in told(tmp_path / "2020", files, {"stale-mention"}) if file == "uno.yaml"]) == stale


# -------------------------------------------------------------------------------------------------------------- unconfirmed


def test_unconfirmed_figures_are_told_by_group_at_the_first(tmp_path: Path) -> None:
    found = told(tmp_path, {"uno.yaml": CHAPTER + FIGURES}, {"figure-unconfirmed"})
    assert found == [("figure-unconfirmed", "", "uno.yaml", 6, 21), ("figure-unconfirmed", "", "uno.yaml", 9, 14)]


def test_unconfirmed_figures_refuse_a_final_document_only(tmp_path: Path) -> None:
    problems = check(write(tmp_path, {"uno.yaml": CHAPTER + FIGURES})).problems
    assert not has_errors(problems)
    assert has_errors(for_print(problems))


def test_relations_wait_until_their_figures_are_confirmed(tmp_path: Path) -> None:
    figures = "figures:\n  libri: {tutti: 10 libri, nuovi: 3 libri (da confermare), usati: 5 libri}\n"
    files = {"uno.yaml": CHAPTER + figures + "relations: [libri.tutti = libri.nuovi + libri.usati]\n"}
    assert told(tmp_path, files, {"figures-contradict"}) == []
    report, _, _ = read_report(tmp_path / "report.yaml")
    assert report
    audit = Audit(report)
    assert list(audit.verdicts.values()) == [Verdict.NOT_CHECKABLE]
    assert words.figure(audit, "libri.nuovi") == "3\u00a0libri\u00a0[?]"
    files = {name: text.replace(" (da confermare)", "") for name, text in files.items()}
    assert len(told(tmp_path, files, {"figures-contradict"})) == 1


def test_unconfirmed_figures_cannot_be_acknowledged(tmp_path: Path) -> None:
    entry = "acknowledged:\n  - {rule: figure-unconfirmed, about: [libri.comprati], reason: Va bene., date: 2026-11-25}\n"
    files = {"report.yaml": REPORT + "acknowledged: noti.yaml\n", "noti.yaml": entry, "uno.yaml": CHAPTER + FIGURES}
    assert len(told(tmp_path, files, {"figure-unconfirmed"})) == 2


# -------------------------------------------------------------------------------------------------------------------- stale


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Nel 2018 sono stati accolti molti ragazzi.", "Nel 2018 sono stati"),
        ("Questo era il target 2018 per tutti.", "Questo era il target 2018 per tutti"),
        ("La spesa al 31.12.2018 supera il target.", "La spesa al 31.12.2018 supera il"),
        ("Il prossimo obiettivo è al 31/12/2019 per tutti.", "prossimo obiettivo è al 31/12/2019 per tutti"),
        ("L’anno scolastico 2018/19 è finito bene.", "L’anno scolastico 2018/19 è finito"),
        ("L’anno scolastico 2018/2019 è finito bene.", "L’anno scolastico 2018/2019 è finito"),
        ("I corsi del 2017/2018 sono finiti bene.", "I corsi del 2017/2018 sono finiti"),
        ("I corsi del 2017-2018 sono finiti bene.", "I corsi del 2017-2018 sono finiti"),
        ("Nel 2018 è stato programmato l’avvio della sala.", "Nel 2018 è stato"),
        ("Il prossimo anno si apre la seconda sala.", "Il prossimo anno si apre"),
        ("Si apre entro la fine dell'anno la sala.", "Si apre entro la fine dell'anno la sala"),
    ],
)
def test_a_sentence_left_from_last_year_is_stale(tmp_path: Path, sentence: str, subject: str) -> None:
    assert pair(tmp_path, sentence, sentence) == [subject]


@pytest.mark.parametrize(
    "sentence",
    [
        "Il programma 2014-2020 sostiene la biblioteca.",
        "La sala è aperta dal 2018 ogni sera.",
        "La sala è aperta a partire dal 1° marzo 2018 ogni sera.",
        "Vale il Regolamento (UE) n. 2018/1046 del Consiglio.",
        "Vale la legge 30 dicembre 2018, n. 145, ancora oggi.",
        "Vale la legge 145/2018, ancora oggi.",
        "Lo approva la DGR XI/662 del 16.10.2018 che resta.",
        "Lo dice la Decisione C(2019)3048 del 30 aprile 2019 della Commissione.",
        "Vale il D.Lgs. n. 101 del 10 agosto 2018, ancora oggi.",
        "Lo approva la D.G.R. XI/1234 del 4 marzo 2019 che resta.",
        "La biblioteca è nata nel 2018 e cresce ancora.",
        "La sala è del 2015, e la scala del 1918.",
        "Ci sono 12.018 libri e 2018,5 metri di scaffali.",
    ],
)
def test_a_year_that_stays_true_is_not_stale(tmp_path: Path, sentence: str) -> None:
    assert pair(tmp_path, sentence, sentence) == []


def test_a_sentence_slightly_changed_is_still_last_years(tmp_path: Path) -> None:
    before = "Nel 2018 sono stati accolti molti ragazzi e molte ragazze della scuola media."
    assert pair(tmp_path, before, before.replace("molti", "tanti")) == ["Nel 2018 sono stati"]


def test_a_sentence_brought_up_to_date_is_not_stale(tmp_path: Path) -> None:
    before = "Nel 2018 sono stati accolti molti ragazzi e molte ragazze della scuola media."
    assert pair(tmp_path, before, before.replace("2018", "2019")) == []


def test_two_targets_move_on_together(tmp_path: Path) -> None:
    before = "Il target al 31.12.2018 è raggiunto.\n\n      Il target al 31.12.2019 è raggiunto."
    later = before.replace("2019", "2020").replace("2018", "2019")
    assert pair(tmp_path, before, later) == []


def test_of_two_targets_none_has_moved(tmp_path: Path) -> None:
    before = "Il target al 31.12.2018 è raggiunto.\n\n      Il target al 31.12.2019 è raggiunto."
    assert pair(tmp_path, before, before) == ["Il target al 31.12.2018 è raggiunto", "Il target al 31.12.2019 è raggiunto"]


def test_a_new_sentence_may_speak_of_last_year(tmp_path: Path) -> None:
    assert pair(tmp_path, "Nel 2018 si apre la sala.", "Rispetto al 2018 i prestiti sono cresciuti molto.") == []


def test_a_stale_mention_stands_at_its_place_and_may_be_acknowledged(tmp_path: Path) -> None:
    text = "Una sala studio. Nel 2018 sono stati accolti molti ragazzi."
    for name in ("2018", "2019"):
        (tmp_path / name).mkdir()
    write(tmp_path / "2018", {"uno.yaml": chapter(text)})
    files = {"report.yaml": LATER, "uno.yaml": chapter(text)}
    assert told(tmp_path / "2019", files, {"stale-mention"}) == [("stale-mention", "Nel 2018 sono stati", "uno.yaml", 4, 28)]
    entry = "acknowledged:\n  - {rule: stale-mention, about: [Nel 2018 sono stati], reason: È storia., date: 2026-11-25}\n"
    files |= {"report.yaml": LATER + "acknowledged: noti.yaml\n", "noti.yaml": entry}
    assert told(tmp_path / "2019", files, {"stale-mention", "acknowledged-nothing"}) == []


def test_a_report_without_predecessor_is_not_judged(tmp_path: Path) -> None:
    assert told(tmp_path, {"uno.yaml": chapter("Nel 2017 si aprì, nel 2018 si chiude.")}, {"stale-mention"}) == []


# --------------------------------------------------------------------------------------------------------------- predecessor


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("2018", "previous-form"),
        ("../../2018", "previous-form"),
        ("/tmp/2018", "previous-form"),
        ("../2018/uno.yaml", "previous-form"),
        ("../2019", "previous-unknown"),
        ("../2081", "previous-unknown"),
    ],
)
def test_a_predecessor_is_a_report_beside(tmp_path: Path, written: str, rule: str) -> None:
    for name in ("2018", "2019"):
        (tmp_path / name).mkdir()
    write(tmp_path / "2018", {})
    problems = check(write(tmp_path / "2019", {"report.yaml": LATER.replace("../2018", written)})).problems
    (found,) = (problem for problem in problems if problem.rule.startswith("previous-"))
    assert found.rule == rule
    assert found.span
    assert found.parameters.get("suggestion", "../2018") == "../2018"


def test_a_link_out_of_the_neighbourhood_is_no_predecessor(tmp_path: Path) -> None:
    (tmp_path / "fuori/2018").mkdir(parents=True)
    (tmp_path / "content/2019").mkdir(parents=True)
    write(tmp_path / "fuori/2018", {})
    (tmp_path / "content/2018").symlink_to(tmp_path / "fuori/2018")
    problems = check(write(tmp_path / "content/2019", {"report.yaml": LATER})).problems
    assert "previous-unknown" in {problem.rule for problem in problems}


def test_a_predecessor_with_errors_is_a_warning(tmp_path: Path) -> None:
    for name in ("2018", "2019"):
        (tmp_path / name).mkdir()
    write(tmp_path / "2018", {"uno.yaml": "titel: x\n"})
    problems = check(write(tmp_path / "2019", {"report.yaml": LATER})).problems
    assert [(p.rule, p.severity.value) for p in problems if p.rule.startswith("previous-")] == [("previous-faulty", "warning")]


# ------------------------------------------------------------------------------------------------------------------- changes

CHANGES = {"figure-jump", "figure-falls", "figure-sign-flipped", "figure-unit-changed", "cumulative-nothing"}


def changed(tmp_path: Path, before: str, now: str, more: str = "") -> list[tuple[str, str, str, int, int]]:
    for name, text in (("2018", before), ("2019", now)):
        (tmp_path / name).mkdir()
        write(tmp_path / name, {"uno.yaml": CHAPTER + f"figures:\n  libri: {{comprati: {text}}}\n"})
    files = {"report.yaml": LATER + more, "uno.yaml": CHAPTER + f"figures:\n  libri: {{comprati: {now}}}\n"}
    return told(tmp_path / "2019", files, CHANGES)


@pytest.mark.parametrize(
    ("before", "now", "rule"),
    [
        ("1.250 libri", "12.500 libri", "figure-jump"),
        ("1.250 libri", "416 libri", "figure-jump"),
        ("5 libri", "16 libri", "figure-jump"),
        ('"1,2 Mln€"', '"12,5 Mln€"', "figure-jump"),
        ("3 Mln€", "3 €", "figure-jump"),
        ("20 libri", "0 libri", "figure-jump"),
        ("−5%", "5%", "figure-sign-flipped"),
        ("12 Mln€", "12 libri", "figure-unit-changed"),
        ("12 €", "12%", "figure-unit-changed"),
    ],
)
def test_an_unlikely_change_is_told_at_the_figure(tmp_path: Path, before: str, now: str, rule: str) -> None:
    column = 21 + now.startswith('"')
    assert changed(tmp_path, before, now) == [(rule, "libri.comprati", "uno.yaml", 6, column)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("1.250 libri", "3.750 libri"),
        ("1.250 libri", "417 libri"),
        ("1.250 libri", "1.100 libri"),
        ("2 libri", "9 libri"),
        ("0 libri", "1.250 libri"),
        ("n.d.", "1.250 libri"),
        ("1.250 libri", "n.d."),
        ("12 libro", "13 libri"),
        ("1.250 libri", "12.500 libri (da confermare)"),
        ("12.500.000 €", '"12,5 Mln€"'),
    ],
)
def test_a_likely_change_is_not_told(tmp_path: Path, before: str, now: str) -> None:
    assert changed(tmp_path, before, now) == []


@pytest.mark.parametrize("pattern", ["comprati", "libri.comprati", "libri.*", "'*.comprati'"])
def test_what_counts_from_the_beginning_does_not_fall(tmp_path: Path, pattern: str) -> None:
    found = changed(tmp_path, "1.250 libri", "1.249 libri", f"cumulative: [{pattern}]\n")
    assert [rule for rule, *_ in found] == ["figure-falls"]


@pytest.mark.parametrize(
    ("before", "now"), [("1.250 libri", "1.250 libri"), ("970.474.516 €", '"970,4 Mln€"'), ("1 libro", "2 libri")]
)
def test_what_counts_from_the_beginning_may_rise_or_stay(tmp_path: Path, before: str, now: str) -> None:
    assert changed(tmp_path, before, now, "cumulative: [comprati]\n") == []


def test_a_pattern_that_means_no_figure_is_told_at_its_place(tmp_path: Path) -> None:
    (found,) = changed(tmp_path, "1 libro", "1 libro", "cumulative: [comprato]\n")
    assert found[:3] == ("cumulative-nothing", "comprato", "report.yaml")


def test_a_fall_that_is_true_is_acknowledged_until_the_figure_changes(tmp_path: Path) -> None:
    entry = (
        "acknowledged:\n  - {rule: figure-falls, about: [libri.comprati], reason: Revoche., date: 2026-11-25, "
        "figures: {libri.comprati: 1.100 libri}}\n"
    )
    more = "cumulative: [comprati]\nacknowledged: noti.yaml\n"
    for name, text in (("2018", "1.250 libri"), ("2019", "1.100 libri")):
        (tmp_path / name).mkdir()
        write(tmp_path / name, {"uno.yaml": CHAPTER + f"figures:\n  libri: {{comprati: {text}}}\n"})
    files = {
        "report.yaml": LATER + more,
        "noti.yaml": entry,
        "uno.yaml": CHAPTER + "figures:\n  libri: {comprati: 1.100 libri}\n",
    }
    assert told(tmp_path / "2019", files, CHANGES) == []
    files["uno.yaml"] = files["uno.yaml"].replace("1.100", "1.000")
    assert [rule for rule, *_ in told(tmp_path / "2019", files, CHANGES)] == ["figure-falls"]


# ------------------------------------------------------------------------------------------------------- last year's figures

TWO_YEARS = """\
title: Un anno di biblioteca
blocks:
  - text: |
      Al {{ previous_date }} i libri erano {{ sala.libri | previous }}, cioè {{ sala.libri | previous | unit("€") }}; ora
      {{ sala.libri }}.
      Nuovi: {{ sala.nuovi | previous }}.
  - table:
      id: libri
      title: Libri
      row_head: Sala
      rows:
        - {label: Sala, of: sala}
        - {label: Scala, of: scala, cells: {libri: sala.libri}}
      columns:
        - {head: Prima, figure: libri@previous}
        - {head: Ora, figure: libri}
        - {head: Variazione, compute: {change: [libri@previous, libri]}}
      total: {label: Totale}
  - chart:
      id: barre
      kind: grouped
      title: Libri
      categories:
        - {label: Sala, of: sala}
      series:
        - {name: prima, figure: libri@previous, tinted: true}
        - {name: ora, figure: libri}
      alt: auto
figures:
  sala: {libri: 15 Mln€, nuovi: 3 libri}
  scala: {libri: 2 Mln€}
"""
ONE_YEAR = CHAPTER + "figures:\n  sala: {libri: 12 Mln€}\n  scala: {libri: 1 Mln€}\n"


def two_years(tmp_path: Path, now: str = TWO_YEARS, report: str = LATER) -> Checked:
    for name in ("2018", "2019"):
        (tmp_path / name).mkdir()
    write(tmp_path / "2018", {"uno.yaml": ONE_YEAR})
    return check(write(tmp_path / "2019", {"report.yaml": report, "uno.yaml": now}))


def test_text_tables_and_charts_show_last_year_and_the_change(tmp_path: Path) -> None:
    checked = two_years(tmp_path)
    assert checked.ready, checked.problems
    document = checked.ready[1]
    paragraph, table, figure = document.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    said = plain(paragraph.inlines).replace("\u00a0", " ")
    assert said == "Al 31 dicembre 2018 i libri erano 12 Mln€, cioè 12.000.000 €; ora 15 Mln€. Nuovi: n.d.."
    assert isinstance(table, Table)
    cells = [[plain(cell.inlines).replace("\u00a0", " ") for cell in row.cells[1:]] for row in table.rows]
    assert cells == [["12 Mln€", "15 Mln€", "+25%"], ["12 Mln€", "15 Mln€", "+25%"], ["24 Mln€", "30 Mln€", "+25%"]]
    assert isinstance(figure, Figure)
    assert isinstance(figure.content, Chart)
    assert uses(document, checked.ready[0].figures)["sala.nuovi"] == (), "last year's is no use of this year's"
    assert [(datum.text, datum.figure) for datum in figure.content.categories[0].values] == [
        ("12", "sala.libri@previous"),
        ("15", "sala.libri"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("sala.libri | previous }}, cioè", "sala.libro | previous }}, cioè", "unknown-figure"),
        ("figure: libri@previous}", "figure: libro@previous}", "unknown-figure"),
        ("| previous |", "| previous | previous |", "filter-twice"),
        ("| previous |", '| previous("x") |', "filter-argument"),
    ],
)
def test_what_is_wrong_with_last_years_figures_is_told(tmp_path: Path, old: str, new: str, rule: str) -> None:
    assert old in TWO_YEARS
    checked = two_years(tmp_path, TWO_YEARS.replace(old, new, 1))
    assert rule in {problem.rule for problem in checked.problems}


def test_without_a_predecessor_there_are_no_figures_of_last_year(tmp_path: Path) -> None:
    checked = two_years(
        tmp_path, TWO_YEARS.replace("Al {{ previous_date }}", "Prima"), LATER.replace("previous: ../2018\n", "")
    )
    rules = {problem.rule for problem in checked.problems}
    assert "previous-missing" in rules
    assert "unknown-figure" not in rules


FORMULAS = """\
title: Un anno di biblioteca
blocks:
  - text: |
      Gli euro in più sono {{ sala.in_piu | signed }}, il {{ sala.crescita }}.
figures:
  sala:
    libri: 15 Mln€
    in_piu: {formula: sala.libri - sala.libri@previous}
    crescita: {formula: sala.in_piu / sala.libri@previous, unit: "%", decimals: 0}
    nuovi: 3 libri
"""


def test_formulas_use_last_years_figures(tmp_path: Path) -> None:
    checked = two_years(tmp_path, FORMULAS + "relations: [sala.in_piu = sala.libri * sala.crescita]\n")
    assert checked.ready, checked.problems
    report, document = checked.ready[:2]
    (paragraph,) = document.sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.inlines).replace("\u00a0", " ") == "Gli euro in più sono +3 Mln€, il 25%."
    assert [use.block for use in uses(document, report.figures)["sala.libri"]] == ["sala.in_piu"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "there"),
    [
        ("libri@previous}", "libro@previous}", "unknown-figure", "sala.libro"),
        ("libri@previous}", "nuovi@previous}", "formula-not-stated", "sala.nuovi@previous"),
        ("libri@previous}", "libri@previuos}", "formula-syntax", "@"),
        ("libri@previous}", "libri@previous@previous}", "formula-syntax", "@"),
    ],
)
def test_a_formula_over_last_year_is_told_at_its_place(tmp_path: Path, old: str, new: str, rule: str, there: str) -> None:
    text = FORMULAS.replace(old, new, 1)
    found = [problem for problem in two_years(tmp_path, text).problems if problem.rule == rule]
    assert [problem.span and text[problem.span.start : problem.span.end] for problem in found] == [there]


def test_a_formula_over_last_year_needs_one(tmp_path: Path) -> None:
    checked = two_years(tmp_path, FORMULAS, LATER.replace("previous: ../2018\n", ""))
    assert [problem.rule for problem in checked.problems if problem.severity is Severity.ERROR] == ["previous-missing"]


def test_a_figure_over_last_year_waits_for_this_years_alone(tmp_path: Path) -> None:
    two_years(tmp_path, FORMULAS.replace("15 Mln€", "15 Mln€ (da confermare)"))
    report, _, _ = read_report(tmp_path / "2019/report.yaml")
    assert report
    assert {name for name, figure in report.figures.items() if figure.unconfirmed} == {
        "sala.libri", "sala.in_piu", "sala.crescita",
    }  # fmt: skip
    text = FORMULAS.replace("sala.libri - ", "")
    (tmp_path / "2019/uno.yaml").write_text(text.replace("15 Mln€", "15 Mln€ (da confermare)"), encoding="utf-8")
    report, _, _ = read_report(tmp_path / "2019/report.yaml")
    assert report
    assert not report.figures["sala.in_piu"].unconfirmed


def test_last_years_formulas_look_back_in_their_turn(tmp_path: Path) -> None:
    two_years(tmp_path, FORMULAS)
    (tmp_path / "2020").mkdir()
    later = LATER.replace("2019", "2020").replace("../2018", "../2019")
    text = FORMULAS.replace("15 Mln€", "20 Mln€").replace("{{ sala.crescita }}", "{{ sala.crescita | previous }}")
    checked = check(write(tmp_path / "2020", {"report.yaml": later, "uno.yaml": text}))
    assert checked.ready, checked.problems
    (paragraph,) = checked.ready[1].sections[0].blocks
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.inlines).replace("\u00a0", " ") == "Gli euro in più sono +5 Mln€, il 25%."
    assert "../2018/uno.yaml" in dict(checked.ready[0].files)


def test_two_reports_that_name_one_another_are_read_once(tmp_path: Path) -> None:
    two_years(tmp_path, FORMULAS)
    write(tmp_path / "2018", {"report.yaml": REPORT + "previous: ../2019\n", "uno.yaml": FORMULAS})
    rules = {problem.rule for problem in check(tmp_path / "2019/report.yaml").problems}
    assert "previous-faulty" in rules
