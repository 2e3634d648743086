"""What the audit finds in a text that nobody declared: totals and the parts that follow them."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.diagnostics import Severity
from tests.findings import CHAPTER, REPORT, checked, told

RULES = {"parts-contradict"}
FIGURES = """\
figures:
  tutti: {persone: 3.557 persone, vecchio: 3.577 persone}
  uomini: {persone: 2.448 persone, quota: 69%}
  donne: {persone: 1.109 persone, quota: 31%, troppe: 1.190 persone}
  avviati: {persone: 124.646 persone, quota: 95%, percorsi: 126.328 persone}
  speso: {attivato: "5 Mln€", impegnato: "3,7 Mln€", troppo: "6,1 Mln€", progetti: 24 progetti}
"""
TEXT = 6  # "      " before the text of a block


def chapter(text: str, figures: str = FIGURES, more: str = "") -> dict[str, str]:
    return {"uno.yaml": f"title: Un anno di biblioteca\nblocks:\n  - text: |\n      {text}\n{figures}{more}"}


@pytest.mark.parametrize(
    "text",
    [
        "Sono {{ tutti.persone }}, di cui il {{ uomini.quota }} M ({{ uomini.persone | number }}) e il {{ donne.quota }} F"
        " ({{ donne.persone | number }}).",
        "Sono {{ tutti.persone }} ({{ uomini.persone | number }} uomini e {{ donne.persone | number }} donne).",
        "Sono {{ tutti.persone }}: {{ donne.persone | number }} femmine, {{ uomini.persone | number }} maschi.",
        "Sono {{ tutti.persone }}, di cui donne {{ donne.persone | number }} e uomini {{ uomini.persone | number }}.",
        "Sono {{ tutti.persone }}, di cui {{ uomini.persone | number }} maschi e {{ donne.persone | number }} femmine,"
        " rispettivamente il {{ uomini.quota }} e il {{ donne.quota }}.",
        "Sono {{ tutti.persone }}, di cui {{ donne.persone | number }} donne ({{ donne.quota }}).",
        "Attivati {{ speso.attivato }}, di cui impegnati {{ speso.impegnato }} per {{ speso.progetti }}.",
        "Sono 3.557 persone, di cui 2.448 uomini e 1.109 donne.",
        "Sono 120 persone (80 donne, 39 uomini e 1 non indicato).",
        "Sono 120 persone, di cui il 66% donne, il 33% uomini e l’1% non indicato.",
        "Il corso dura 40 ore, di cui 100 minuti (4%) di pausa.",
        "Il corso dura 40 ore, di cui 100 minuti con i ragazzi e 90 minuti con le ragazze.",
        "Ricevono 300 € al mese, di cui 500 € rimborsati.",
        "Ricevono {{ speso.impegnato }} lordi\n      all'anno, di cui {{ speso.attivato }} già pagati.",
    ],
)
def test_figures_that_fit_are_left_alone(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, chapter(text), RULES) == []


@pytest.mark.parametrize(
    ("text", "subject", "at"),
    [
        ("Sono {{ tutti.vecchio }}, di cui il {{ uomini.quota }} M ({{ uomini.persone | number }}) e il {{ donne.quota }} F"
         " ({{ donne.persone | number }}).", "tutti.vecchio", "{{ tutti"),
        ("Sono {{ tutti.persone }} ({{ uomini.persone | number }} uomini e {{ donne.troppe | number }} donne).",
         "tutti.persone", "{{ tutti"),
        ("Sono {{ tutti.persone }}: {{ donne.troppe | number }} femmine, {{ uomini.persone | number }} maschi.",
         "tutti.persone", "{{ tutti"),
        ("Sono {{ tutti.persone }}, di cui {{ donne.persone | number }} donne (35%).", "uno: 35%", "35%"),
        ("Sono {{ tutti.persone }}, di cui il {{ uomini.quota }} maschi e il 33% femmine.", "uomini.quota", "{{ uomini"),
        ("Sono {{ tutti.persone }}, di cui {{ uomini.persone | number }} maschi e {{ donne.persone | number }} femmine,"
         " rispettivamente il {{ donne.quota }} e il {{ uomini.quota }}.", "donne.quota", "{{ donne.quota"),
        ("Attivati {{ speso.attivato }}, di cui impegnati {{ speso.troppo }}.", "speso.troppo", "{{ speso.troppo"),
        ("Sono 120 persone (80 donne, 39 uomini e 2 stranieri).", "uno: 120", "120"),
        ("Sono 300 € al mese, di cui 500 € al  mese rimborsati.", "uno: 500 €", "500 €"),
        ("Sono 40 ore, di cui 100 ore di pausa.", "uno: 100", "100"),
        ("Sono 40 persone all’anno, di cui 30 uomini e 20 donne.", "uno: 40", "40"),
        ("Sono 40 ore, di cui 10 (50%) al mattino.", "uno: 50%", "50%"),
        ("Hanno un lavoro {{ avviati.persone }}, pari al {{ avviati.quota }} delle {{ avviati.percorsi }} seguite.",
         "avviati.quota", "{{ avviati.quota"),
        ("Sono 3.577 persone, di cui 2.448 uomini e 1.109 donne.", "uno: 3.577", "3.577"),
    ],
)  # fmt: skip
def test_figures_that_do_not_fit_are_told_at_their_place(tmp_path: Path, text: str, subject: str, at: str) -> None:
    assert told(tmp_path, chapter(text), RULES) == [("parts-contradict", subject, "uno.yaml", 4, TEXT + text.index(at) + 1)]


def test_all_that_is_broken_at_one_place_is_one_finding_with_its_figures(tmp_path: Path) -> None:
    text = (
        "Sono {{ tutti.vecchio }}, di cui il {{ uomini.quota }} M ({{ uomini.persone | number }}) e il {{ donne.quota }} F"
        " ({{ donne.persone | number }})."
    )
    (problem,) = (one for one in checked(tmp_path, chapter(text)).problems if one.rule == "parts-contradict")
    assert problem.severity is Severity.WARNING
    assert str(problem.parameters["relations"]).replace("\u00a0", " ") == (
        "3.577 persone ≠ 2.448 + 1.109 (3.557 persone); 69% ≠ 2.448 / 3.577 persone (68%)"
    )
    assert {name: one.text for name, one in problem.figures.items()} == {
        "tutti.vecchio": "3.577 persone",
        "uomini.persone": "2.448 persone",
        "donne.persone": "1.109 persone",
        "uomini.quota": "69%",
    }


def test_an_acknowledgement_holds_while_the_figures_stand(tmp_path: Path) -> None:
    text = "Attivati {{ speso.attivato }}, di cui impegnati {{ speso.troppo }}."
    noti = """\
acknowledged:
  - rule: parts-contradict
    about: [speso.troppo]
    reason: Così nel testo pubblicato.
    date: 2026-11-25
    figures: {speso.troppo: "6,1 Mln€", speso.attivato: "5 Mln€"}
"""
    files = {**chapter(text), "report.yaml": REPORT + "acknowledged: noti.yaml\n", "noti.yaml": noti}
    assert told(tmp_path, files, {*RULES, "acknowledged-figures"}) == []
    files["uno.yaml"] = files["uno.yaml"].replace("6,1 Mln€", "6,2 Mln€")
    rules = [one[0] for one in told(tmp_path, files, {*RULES, "acknowledged-figures"})]
    assert rules == ["acknowledged-figures", "parts-contradict"]


def test_what_an_editor_declares_is_not_found_a_second_time(tmp_path: Path) -> None:
    text = "Sono {{ tutti.vecchio }} ({{ uomini.persone | number }} uomini e {{ donne.persone | number }} donne)."
    declared = "relations:\n  - tutti.vecchio = uomini.persone + donne.persone\n"
    rules = {*RULES, "figures-contradict"}
    assert [one[0] for one in told(tmp_path, chapter(text, more=declared), rules)] == ["figures-contradict"]


@pytest.mark.parametrize(
    "text",
    [
        "Sono 3.577 persone (1.200 donne). Uomini 2.448.",  # one side only
        "Sono 300 persone, di cui circa 310 in ritardo.",  # not to be taken at its word
        "Nel 2018 sono 40 progetti (52 dal 2015), di cui 39 conclusi.",  # the total is not the one in brackets
        "Sono 40 progetti, di cui 12 per 300 persone; altri 90.",
        "Finanziati 5 Mln€, di cui impegnati 3 Mln€ e liquidati 4 Mln€.",  # parts may overlap
        "Sono 300 persone, di cui il 75% di età fino a 25.",
        "Sono iscritte 12 persone. Di cui si parla altrove: 300 libri.",
    ],
)
def test_words_that_claim_nothing(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, chapter(text), RULES) == []


def test_english(tmp_path: Path) -> None:
    files = {
        "report.yaml": REPORT + "language: en\n",
        "uno.yaml": CHAPTER.partition("blocks:")[0]
        + "blocks:\n  - text: |\n      There were 3,577 people, of whom 2,448 men and 1,109 women.\n"
        + "      Of these 1,200 people, equal to 50% of the 2,000 people who began, found work.\n",
    }
    assert [one[1:] for one in told(tmp_path, files, RULES)] == [
        ("uno: 3,577", "uno.yaml", 4, 18),
        ("uno: 50%", "uno.yaml", 5, 39),
    ]
