"""Checks of a report that was begun from last year's: figures to be confirmed, and sentences that still speak of last year."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.checking import check
from report_builder.diagnostics import for_print, has_errors
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


# -------------------------------------------------------------------------------------------------------------- unconfirmed


def test_unconfirmed_figures_are_told_by_group_at_the_first(tmp_path: Path) -> None:
    found = told(tmp_path, {"uno.yaml": CHAPTER + FIGURES}, {"figure-unconfirmed"})
    assert found == [("figure-unconfirmed", "", "uno.yaml", 6, 21), ("figure-unconfirmed", "", "uno.yaml", 9, 14)]


def test_unconfirmed_figures_refuse_a_final_document_only(tmp_path: Path) -> None:
    problems = check(write(tmp_path, {"uno.yaml": CHAPTER + FIGURES})).problems
    assert not has_errors(problems)
    assert has_errors(for_print(problems))


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
