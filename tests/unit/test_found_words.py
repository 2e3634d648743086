"""Number words against figures and counts; shares that nothing explains; figures that may be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.audit.found import twins
from tests.findings import REPORT, told

WORDS = {"proportion-words", "bound-words", "count-not-listed", "axes-not-counted"}


def chapter(text: str, figures: str = "") -> dict[str, str]:
    lines = "".join(f"      {line}\n" for line in text.splitlines())
    return {"uno.yaml": f"title: Un anno di biblioteca\nblocks:\n  - text: |\n{lines}{figures}"}


@pytest.mark.parametrize(
    "text",
    [
        "Più della metà degli iscritti è adulta (67%).",
        "Quasi la metà degli iscritti è adulta (48%).",
        "Circa un quinto degli iscritti (18%) è anziano.",
        "Un terzo degli iscritti, pari al 33%, è giovane.",
        "Meno della metà degli iscritti (31%) è giovane.",
        "Quasi la metà delle donne lavora e il 30% degli uomini studia.",
        "La metà degli iscritti (120 persone, il 12% di tutti) è adulta.",
        "Il prestito è il doppio: da 300 libri a 600 libri.",
        "Sono più di 66.000 iscritti (66.305).",
        "Ci sono tre sale: la sala studio, la sala dei bambini e la sala musica.",
        "Ci sono due sale: la sala studio e la sala dei bambini e delle bambine.",
        "Ci sono tre sale: la sala studio; la sala per i bambini, con giochi; la sala musica.",
        "Servizi divisi in due parti: 1) il prestito, la consultazione e le visite; 2) le sale.",
        "Ci sono due sale:\n\n- la sala studio\n- la sala musica",
        "Alle 10 e alle 12 le sale aprono: ogni giorno.",
    ],
)
def test_words_that_fit(tmp_path: Path, text: str) -> None:
    assert told(tmp_path, chapter(text), WORDS) == []


@pytest.mark.parametrize(
    ("text", "rule", "subject", "at"),
    [
        ("Più della metà degli iscritti è adulta (47%).", "proportion-words", "uno: 47%", "47%"),
        ("Quasi la metà degli iscritti è adulta (28%).", "proportion-words", "uno: 28%", "28%"),
        ("Circa un quinto degli iscritti (31%) è anziano.", "proportion-words", "uno: 31%", "31%"),
        ("Un terzo degli iscritti, pari al 23%, è giovane.", "proportion-words", "uno: 23%", "23%"),
        ("Meno della metà degli iscritti (61%) è giovane.", "proportion-words", "uno: 61%", "61%"),
        ("Il prestito è il doppio: da 300 libri a 500 libri.", "proportion-words", "uno: 300", "300"),
        ("Sono più di 66.000 iscritti (65.305).", "bound-words", "uno: 65.305", "65.305"),
        ("Ci sono quattro sale: la sala studio, la sala dei bambini e la sala musica.", "count-not-listed",
         "uno: quattro sale", "quattro"),
        ("Ci sono due sale: la sala studio; la sala dei bambini; la sala musica.", "count-not-listed", "uno: due sale", "due"),
        ("Ci sono tre sale:\n\n- la sala studio\n- la sala musica", "count-not-listed", "uno: tre sale", "tre"),
    ],
)  # fmt: skip
def test_words_that_do_not_fit_are_told_at_their_place(tmp_path: Path, text: str, rule: str, subject: str, at: str) -> None:
    assert told(tmp_path, chapter(text), WORDS) == [(rule, subject, "uno.yaml", 4, 7 + text.index(at))]


AXES = (
    REPORT
    + """\
axes:
  - {id: asse_1, numeral: I, name: Libri, short: Libri}
  - {id: asse_2, numeral: II, name: Sale, short: Sale}
  - {id: asse_3, numeral: III, name: Assistenza tecnica, short: Assistenza}
"""
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il Programma è articolato in tre Assi.", []),
        ("Il Programma è articolato in due Assi prioritari, oltre ad un Asse di assistenza tecnica.", []),
        ("In due Assi i target sono raggiunti.", []),
        ("Il Programma è articolato in due Assi.", ["uno: due Assi"]),
        ("I cinque Assi hanno raggiunto i target.", ["uno: cinque Assi"]),
    ],
)
def test_the_axes_are_counted(tmp_path: Path, text: str, found: list[str]) -> None:
    assert [one[1] for one in told(tmp_path, {"report.yaml": AXES, **chapter(text)}, WORDS)] == found


def test_the_title_of_a_chart(tmp_path: Path) -> None:
    chart = """\
title: Un anno di biblioteca
blocks:
  - chart:
      id: barre
      kind: bars
      title: Più della metà sono adulti
      measure: Persone
      categories:
        - {label: Adulti, values: [a.iscritti], aside: ["57%"]}
        - {label: Anziani, values: [b.iscritti], aside: ["12%"]}
      series: [{name: iscritti}]
      form: {bare: true}
      alt: Adulti {{ a.iscritti }}, 57%; anziani {{ b.iscritti }}, 12%.
figures: {a: {iscritti: 120 persone}, b: {iscritti: 25 persone}}
"""
    assert told(tmp_path, {"uno.yaml": chart}, WORDS) == []
    found = told(tmp_path, {"uno.yaml": chart.replace("57%", "27%")}, WORDS)
    assert found == [("proportion-words", "barre", "uno.yaml", 6, 14 + len("Più della "))]


# ------------------------------------------------------------------------------------------------ shares that nothing explains

COUNTS = "figures:\n  tutti: {persone: 1.000 persone}\n  donne: {persone: 400 persone, quota: 40%, altra: 47%}\n"


def test_a_share_that_no_count_of_the_text_explains(tmp_path: Path) -> None:
    text = "Gli iscritti sono {{ tutti.persone }}. Le donne sono {{ donne.persone | number }} ({{ donne.%s }})."
    assert told(tmp_path, chapter(text % "quota", COUNTS), {"share-unexplained"}) == []
    found = told(tmp_path, chapter(text % "altra", COUNTS), {"share-unexplained"})
    assert found == [("share-unexplained", "donne.altra", "uno.yaml", 4, 7 + text.index("{{ donne.%s"))]
    alone = "Le donne sono {{ donne.persone | number }} ({{ donne.altra }})."
    assert told(tmp_path, chapter(alone, COUNTS), {"share-unexplained"}) == []
    declared = COUNTS + "relations:\n  - donne.altra = donne.persone / tutti.persone\n"
    rules = {"share-unexplained", "figures-contradict"}
    assert [one[0] for one in told(tmp_path, chapter(text % "altra", declared), rules)] == ["figures-contradict"]


# ------------------------------------------------------------------------------------------------------ figures that may be one

NEAR = "figures:\n  a: {persone: 11.663 persone}\n  b: {persone: 11.633 persone}\n"


def test_two_figures_a_slip_apart(tmp_path: Path) -> None:
    text = "Sono {{ a.persone }}. Sono {{ b.persone }}."
    found = told(tmp_path, chapter(text, NEAR), {"figures-alike"})
    assert found == [("figures-alike", "a.persone, b.persone", "uno.yaml", 7, 16)]
    for other in ("11.663", "11.734", "12.633", "10.000"):
        assert told(tmp_path, chapter(text, NEAR.replace("11.633", other)), {"figures-alike"}) == []
    declared = NEAR + "relations:\n  - a.persone >= b.persone\n"
    assert told(tmp_path, chapter(text, declared), {"figures-alike"}) == []


def test_slips() -> None:
    assert twins.slip("11633", "11663")
    assert twins.slip("4832", "4382")
    assert not twins.slip("4832", "4823"[::-1])
    assert not twins.slip("11633", "11744")


def test_chance_grows_with_the_figures_and_with_the_gap() -> None:
    assert twins.chance(11633, 11663, 2) < twins.chance(11633, 11663, 80)
    assert twins.chance(11633, 11634, 20) < twins.chance(11633, 11933, 20)
    assert twins.chance(39600000, 39800000, 20) == twins.chance(396, 398, 20)
