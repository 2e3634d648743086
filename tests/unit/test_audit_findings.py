"""What `check` tells of figures that contradict one another, and how it is acknowledged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_builder.checking import Checked
from report_builder.diagnostics import Severity
from report_builder.diagnostics.catalogue import Catalogue, render
from report_builder.diagnostics.listing import as_json, as_text
from tests.audited import files, text_at
from tests.findings import checked

FIGURES = """\
totale: {destinatari: 300.656 persone}
asse_1: {destinatari: 202.708 persone}
asse_2: {destinatari: 48.564 persone}
asse_3: {destinatari: 45.827 persone}
asse_4: {destinatari: 3.577 persone, uomini: 2.448 persone, donne: 1.109 persone, uomini_quota: 69%}
"""
RELATIONS = (
    "totale.destinatari = sum(asse_*.destinatari)",
    "asse_4.destinatari = asse_4.uomini + asse_4.donne",
    "asse_4.uomini_quota = asse_4.uomini / asse_4.destinatari",
)
ACKNOWLEDGED = """\
acknowledged:
  - rule: figures-contradict
    about: [asse_4.destinatari]
    reason: Così nel testo pubblicato.
    date: 2026-11-25
    figures:
      totale.destinatari: 300.656 persone
      asse_1.destinatari: 202.708 persone
      asse_2.destinatari: 48.564 persone
      asse_3.destinatari: 45.827 persone
      asse_4.destinatari: 3.577 persone
      asse_4.uomini: 2.448 persone
      asse_4.donne: 1.109 persone
      asse_4.uomini_quota: 69%
"""


def acknowledged(folder: Path, figures: str, entries: str = ACKNOWLEDGED) -> Checked:
    made = files(figures, *RELATIONS)
    return checked(folder, {**made, "report.yaml": made["report.yaml"] + "acknowledged: noti.yaml\n", "noti.yaml": entries})


def test_one_misprint_is_one_finding_at_the_likeliest_figure(tmp_path: Path) -> None:
    result = checked(tmp_path, files(FIGURES, *RELATIONS))
    (problem,) = (one for one in result.problems if one.rule == "figures-contradict")
    assert problem.severity is Severity.ERROR
    assert problem.subject == "asse_4.destinatari"
    assert str(problem.parameters["suggestion"]).startswith("asse_4.destinatari (3.557\u00a0persone), ")
    assert text_at(tmp_path, problem) == "3.577 persone"
    assert set(problem.figures) == {
        "totale.destinatari",
        *(f"asse_{n}.destinatari" for n in (1, 2, 3, 4)),
        *("asse_4.uomini", "asse_4.donne", "asse_4.uomini_quota"),
    }
    assert result.ready is None


def test_the_message_has_values_computation_places_and_repair(tmp_path: Path) -> None:
    result = checked(tmp_path, files(FIGURES, *RELATIONS))
    (problem,) = (one for one in result.problems if one.rule == "figures-contradict")
    told = as_text(render(problem, result.source, Catalogue.load("it")), Catalogue.load("it")).replace("\u00a0", " ")
    for part in (
        "totale.destinatari = 300.656 persone ≠ 300.676 persone = sum(asse_*.destinatari); ",
        "asse_4.destinatari = 3.577 persone ≠ 3.557 persone = asse_4.uomini + asse_4.donne; ",
        "asse_4.uomini_quota = 69% ≠ 68,44% = asse_4.uomini / asse_4.destinatari.",
        "\n    cifre.yaml:5: asse_4.donne = 1.109 persone\n",
        "la più probabile per prima: asse_4.destinatari (3.557 persone), asse_4.uomini (2.468 persone), ",
    ):
        assert part in told


def test_a_program_gets_the_figures_with_their_places(tmp_path: Path) -> None:
    result = checked(tmp_path, files(FIGURES, *RELATIONS))
    found = json.loads(as_json(render(one, result.source, Catalogue.load("en")) for one in result.problems))
    (problem,) = (one for one in found if one["rule"] == "figures-contradict")
    assert problem["figures"][0] == {"name": "totale.destinatari", "text": "300.656 persone", "file": "cifre.yaml", "line": 1}
    assert [one["figures"] for one in found if one is not problem] == []


def test_what_the_message_offers_to_paste_acknowledges_it(tmp_path: Path) -> None:
    figures = 'a: "1,25 Mln€"\nb: 3 persone\nc: "1,3 Mln€"\nd: 46%\ne: 2 persone\nf: "-3,5%"\ng: "+4%"\n'
    lines = ("a = c", "d = b / e", "f = g")
    found = [one for one in checked(tmp_path, files(figures, *lines)).problems if one.rule == "figures-contradict"]
    assert [one.subject for one in found] == ["d", "f"]  # 1,25 is printed 1,3
    entries = "acknowledged:\n"
    for one in found:
        about = f"about: [{one.subject}], reason: prova, date: 2026-11-25"
        entries += f"  - {{rule: {one.rule}, {about}, figures: {one.parameters['figures']}}}\n"
    made = files(figures, *lines)
    both = {**made, "report.yaml": made["report.yaml"] + "acknowledged: noti.yaml\n", "noti.yaml": entries}
    assert [one.acknowledged is not None for one in checked(tmp_path, both).problems] == [True, True]


def test_an_acknowledgement_holds_while_the_figures_stand(tmp_path: Path) -> None:
    result = acknowledged(tmp_path, FIGURES)
    (problem,) = (one for one in result.problems if one.rule == "figures-contradict")
    assert problem.acknowledged is not None
    assert result.ready is not None


def test_it_lapses_when_one_of_them_changes(tmp_path: Path) -> None:
    result = acknowledged(tmp_path, FIGURES.replace("3.577", "3.578"))
    (open_,) = (one for one in result.problems if one.rule == "figures-contradict")
    (lapsed,) = (one for one in result.problems if one.rule == "acknowledged-figures")
    assert open_.acknowledged is None
    assert lapsed.parameters["changed"] == "asse_4.destinatari: 3.577 persone → 3.578 persone"
    assert text_at(tmp_path, lapsed) == "asse_4.destinatari"
    assert result.ready is None


def test_it_needs_the_figures(tmp_path: Path) -> None:
    result = acknowledged(tmp_path, FIGURES, ACKNOWLEDGED.partition("    figures:")[0])
    assert [one.rule for one in result.problems] == ["figures-contradict", "acknowledged-incomplete"]
    assert result.problems[1].parameters["name"] == "totale.destinatari"


def test_blanks_do_not_matter(tmp_path: Path) -> None:
    result = acknowledged(tmp_path, FIGURES, ACKNOWLEDGED.replace("3.577 persone", '"3.577\u00a0 persone"'))
    assert result.ready is not None


def test_an_acknowledgement_of_figures_that_agree_hides_nothing(tmp_path: Path) -> None:
    result = acknowledged(tmp_path, FIGURES.replace("3.577", "3.557"))
    assert [one.rule for one in result.problems] == ["acknowledged-nothing"]


def test_a_cut_figure_is_a_notice_until_it_is_declared(tmp_path: Path) -> None:
    figures = 'testo: {forma: {value: "970,4 Mln€"}}\nesatta: "970.474.516,00 €"\n'
    result = checked(tmp_path, files(figures, "testo.forma = esatta"))
    (problem,) = (one for one in result.problems if one.rule == "figure-cut")
    assert problem.severity is Severity.NOTICE
    assert result.ready is not None
    declared = checked(tmp_path, files(figures.replace('Mln€"}', 'Mln€", rounding: cut}'), "testo.forma = esatta"))
    assert not declared.problems


def test_a_cut_figure_is_one_finding_whatever_stands_first(tmp_path: Path) -> None:
    figures = 'nidi: {uno: "70,9 Mln€", due: 70 Mln€, prima: "32,0 Mln€", seconda: "38,9 Mln€"}\n'
    lines = ("nidi.uno = nidi.due", "nidi.due = nidi.prima + nidi.seconda", "nidi.prima + nidi.seconda = nidi.uno")
    (problem,) = (one for one in checked(tmp_path, files(figures, *lines)).problems if one.rule == "figure-cut")
    assert problem.subject == "nidi.due"
    assert set(problem.figures) == {"nidi.uno", "nidi.due", "nidi.prima", "nidi.seconda"}


def test_one_figure_declared_cut_does_not_answer_for_another(tmp_path: Path) -> None:
    figures = 'a: {value: "70,9 Mln€", rounding: cut}\nb: 70 Mln€\n'
    (problem,) = (one for one in checked(tmp_path, files(figures, "a = b")).problems if one.rule == "figure-cut")
    assert problem.subject == "b"


@pytest.mark.parametrize(
    ("line", "told"), [("3 = count(a, b)", "3 ≠ 2 = count(a, b)"), ("1 = 2", "1 ≠ 2"), ("5% = 0.5", "0,05 ≠ 0,5")]
)
def test_a_relation_without_figures_is_told_where_it_is_written(tmp_path: Path, line: str, told: str) -> None:
    result = checked(tmp_path, files("a: 1 persona\nb: 2 persone\n", line))
    (problem,) = (one for one in result.problems if one.severity is Severity.ERROR)
    assert (problem.rule, problem.parameters["relation"], text_at(tmp_path, problem)) == ("relation-untrue", told, line)


def test_a_typed_number_is_one_of_base_units(tmp_path: Path) -> None:
    """Nothing that a figure may be is suggested where only zero would do."""
    (problem,) = checked(tmp_path, files('a: "16,0 Mln€"\n', "a = 16.0")).problems
    assert str(problem.parameters["relations"]).replace("\u00a0", " ") == "a = 16,0 Mln€ ≠ 16,0 €"
    assert problem.parameters["suggestion"] == ""
