"""Verdicts on relations, each with a case worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.audit import Verdict
from tests.audited import audit, verdicts

# The published figures of 2018, a few of which do not agree.
FIGURES = """\
tutti: {destinatari: 300.656 persone, donne: 137.241 persone, donne_quota: 46%, dotazione: "970.474.516,00 €"}
testo: {dotazione: "970,4 Mln€", dotazione_giusta: "970,5 Mln€"}
quattro: {totale: 3.577 persone, uomini: 2.448 persone, donne: 1.109 persone}
pagati: {tutti: "329,8 Mln€", uno: "122,1 Mln€", due: "58,5 Mln€", tre: "137,6 Mln€", quattro: "2,3 Mln€", cinque: "9,2 Mln€"}
nessuno: {noto: n.d.}
"""


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("tutti.donne_quota = tutti.donne / tutti.destinatari", "consistent"),  # 45,647 %
        ("testo.dotazione = tutti.dotazione", "truncation"),  # 970,474516
        ("testo.dotazione_giusta = tutti.dotazione", "consistent"),
        ("pagati.tutti = pagati.uno + pagati.due + pagati.tre + pagati.quattro + pagati.cinque", "rounding"),  # 329,7
        ("quattro.totale = quattro.uomini + quattro.donne", "contradiction"),  # 3.557
        ("quattro.uomini <= quattro.totale", "consistent"),
        ("quattro.uomini > quattro.totale", "contradiction"),
        ("nessuno.noto <= tutti.dotazione", "not checkable"),
        ("tutti.donne = quattro.totale / 0", "not checkable"),
        ("tutti.donne_quota < 50%", "consistent"),
        ("tutti.donne_quota = 0.46", "consistent"),
    ],
)
def test_on_the_published_figures(tmp_path: Path, line: str, verdict: str) -> None:
    assert verdicts(tmp_path, FIGURES, line) == [verdict]


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ("0,3 Mln€", "consistent"),
        ("0,4 Mln€", "rounding"),  # 0,14 + 0,24 = 0,38
        ("0,5 Mln€", "contradiction"),  # would take two cut parts and a rounded total
        ("0,2 Mln€", "rounding"),  # 0,05 + 0,15 = 0,2: the lower ends belong to what is printed so
        ("0,1 Mln€", "contradiction"),
    ],
)
def test_how_far_rounding_and_cutting_reach(tmp_path: Path, parts: str, verdict: str) -> None:
    figures = f'gruppo: {{totale: "{parts}", uno: "0,1 Mln€", due: "0,2 Mln€"}}\n'
    assert verdicts(tmp_path, figures, "gruppo.totale = gruppo.uno + gruppo.due") == [verdict]


def test_all_may_be_cut_off(tmp_path: Path) -> None:
    """0,19 + 0,19 + 0,19 = 0,57; rounded, the parts are under 0,15 each, and one of them cut makes no 0,5 either."""
    figures = 'gruppo: {totale: "0,5 Mln€", uno: "0,1 Mln€", due: "0,1 Mln€", tre: "0,1 Mln€"}\n'
    assert verdicts(tmp_path, figures, "gruppo.totale = sum(gruppo.uno, gruppo.due, gruppo.tre)") == ["truncation"]


def test_an_open_end_is_not_reached(tmp_path: Path) -> None:
    """0,1 is under 0,15 and 0,2 under 0,25: their sum is under 0,4, so 0,45 to two decimals is out of reach of 0,1 + 0,2."""
    figures = 'gruppo: {totale: "0,40 Mln€", uno: "0,1 Mln€", due: "0,2 Mln€", limite: "0,395 Mln€"}\n'
    lines = ("gruppo.uno + gruppo.due >= gruppo.totale", "gruppo.uno + gruppo.due >= gruppo.limite")
    assert verdicts(tmp_path, figures, *lines) == ["rounding", "rounding"]
    figures = "gruppo: {quaranta: 40%, uno: 10%, venti: 29%}\n"
    assert verdicts(tmp_path, figures, "gruppo.uno + gruppo.venti = gruppo.quaranta") == ["rounding"]


def test_a_count_is_exact_and_an_amount_is_not(tmp_path: Path) -> None:
    figures = "persone: {totale: 101 persone, uno: 50 persone, due: 50 persone}\nsomme: {totale: 101 €, uno: 50 €, due: 50 €}\n"
    lines = ("persone.totale = persone.uno + persone.due", "somme.totale = somme.uno + somme.due")
    assert verdicts(tmp_path, figures, *lines) == ["contradiction", "rounding"]


def test_a_count_with_a_precision_is_not_exact(tmp_path: Path) -> None:
    figures = """\
circa: {value: 66.000 persone, precision: 1.000 persone}
tagliata: {value: 66.000 persone, precision: 1.000 persone, rounding: cut}
esatta: 66.000 persone
somma: 66.705 persone
"""
    lines = ("circa = somma", "tagliata = somma", "esatta = somma")
    assert verdicts(tmp_path, figures, *lines) == ["truncation", "truncation", "contradiction"]


@pytest.mark.parametrize(
    ("rounding", "verdict"), [("half-up", "contradiction"), ("cut", "truncation"), ("up", "contradiction")]
)
def test_how_a_source_rounds_is_taken_at_its_word(tmp_path: Path, rounding: str, verdict: str) -> None:
    figures = f'testo: {{value: "970,4 Mln€", rounding: {rounding}}}\nesatta: "970.474.516,00 €"\n'
    assert verdicts(tmp_path, figures, "testo = esatta") == [verdict]


def test_digits_beyond_the_precision_do_not_count(tmp_path: Path) -> None:
    """156 stands beside amounts with one decimal: known to 0,1 it cannot stand for 156,4."""
    parts = 'a: "100,0 Mln€"\nb: "56,4 Mln€"\n'
    assert verdicts(tmp_path, f"{parts}t: 156 Mln€\n", "t = a + b") == ["consistent"]
    assert verdicts(tmp_path, parts + 't: {value: 156 Mln€, precision: "0,1 Mln€"}\n', "t = a + b") == ["contradiction"]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ((85, 85), "consistent"),
        ((100, 84), "contradiction"),  # of two, none may stay below 85 %
        ((85, 85, 75), "consistent"),  # of three, one may reach 75 %
        ((85, 85, 74), "contradiction"),
        ((85, 84, 84), "contradiction"),
        ((200, 84), "contradiction"),  # one does not make up for another
    ],
)
def test_thresholds_of_the_performance_framework(tmp_path: Path, values: tuple[int, ...], verdict: str) -> None:
    """Commission Implementing Regulation (EU) No 215/2014, article 6(2)."""
    figures = "".join(f"i{at}: {{valore: {value} persone, target: 100 persone}}\n" for at, value in enumerate(values))
    line = f"achieved({', '.join(f'i{at}.valore / i{at}.target' for at, _ in enumerate(values))})"
    assert verdicts(tmp_path, figures, line) == [verdict]


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("9.880.000 persone", "consistent"),
        ("9.940.000 persone", "rounding"),  # 8,45 millions are 85.01 % of it
        ("9.950.000 persone", "truncation"),  # 8,5 are 85.4 %, 8,45 are 84.9 %
        ("10.000.000 persone", "contradiction"),  # 8,5 would be 85 %, and is not printed 8,4
    ],
)
def test_a_threshold_is_met_by_what_may_be_printed_so(tmp_path: Path, target: str, verdict: str) -> None:
    figures = f'valore: "8,4 milioni di persone"\ntarget: {target}\n'
    assert verdicts(tmp_path, figures, "achieved(valore / target)") == [verdict]


def test_a_number_with_which_a_side_rises_and_falls(tmp_path: Path) -> None:
    """x * (10 - x) is 25 at 5, and less at both ends of [4,5; 5,5)."""
    figures = "x: 5 €\nq: 25 €\n"
    assert verdicts(tmp_path, figures, "q = x * (10 - x)") == ["consistent"]
    figures = 'x: 5 €\nq: "24,95 €"\n'
    assert verdicts(tmp_path, figures, "q = x * (10 - x)") == ["rounding"]


def test_a_name_that_occurs_twice_is_one_number(tmp_path: Path) -> None:
    """x / (x + y) with both in [9,5; 10,5) is from 47,5 % to 52,5 %; taken for two different x it would be up to 55,3 %."""
    figures = "x: 10 €\ny: 10 €\nquota: 52%\ntroppo: 55%\n"
    assert verdicts(tmp_path, figures, "quota = x / (x + y)", "troppo = x / (x + y)") == ["rounding", "contradiction"]


def test_a_small_divisor_is_no_zero(tmp_path: Path) -> None:
    """1 stands for [0,5; 1,5): that it would be near zero if it were anything about 1 is no matter."""
    assert verdicts(tmp_path, "x: 1 €\ny: 1 €\nquota: 200%\n", "quota = x / y") == ["rounding"]


def test_a_computed_figure_is_what_it_is_computed_from(tmp_path: Path) -> None:
    figures = "a: 2 persone\nb: 3 persone\nsomma: {formula: a + b}\ntotale: 6 persone\n"
    done = audit(tmp_path, figures, "totale = somma")
    assert [relation.figures for relation in done.relations] == [("totale", "a", "b")]
    assert list(done.verdicts.values()) == [Verdict.CONTRADICTION]


@pytest.mark.parametrize(
    ("language", "difference", "one", "other"),
    [
        ("it", "2,5 punti percentuali", "7,5%", "5%"),
        ("it", "1 punto percentuale", "6%", "5%"),
        ("en", "2.5 percentage points", "7.5%", "5%"),
        ("de", "2,5 Prozentpunkte", "7,5 %", "5 %"),
        ("fr", "2,5 points de pourcentage", "7,5 %", "5 %"),
    ],
)
def test_points_are_what_shares_differ_by(tmp_path: Path, language: str, difference: str, one: str, other: str) -> None:
    figures = f'divario: "{difference}"\nuno: "{one}"\naltro: "{other}"\n'
    done = audit(tmp_path, figures, "divario = uno - altro", language=language)
    assert list(done.verdicts.values()) == [Verdict.CONSISTENT]
