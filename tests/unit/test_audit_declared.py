"""Relations as an editor writes them: the grammar, patterns, units, and where a problem stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.audit import Audit
from report_builder.reader import read_report
from tests.audited import audit, text_at, wrong
from tests.findings import CHAPTER, REPORT, write

FIGURES = """\
asse_1: {dotazione: 358 Mln€, donne: 40 persone, uomini: 60 persone, quota: 40%}
asse_2: {dotazione: 227 Mln€, donne: 30 persone, uomini: 20 persone, quota: 60%}
programma: {dotazione: 585 Mln€, donne: 70 persone, noto: n.d., assi: 2 assi}
"""


def texts(done: Audit) -> list[str]:
    assert not done.problems, done.problems
    return [relation.text for relation in done.relations]


@pytest.mark.parametrize(
    ("line", "rule", "at"),
    [
        ("programma.donne = asse_1.donne +", "relation-unfinished", "+"),
        ("programma.donne = asse_1.donne asse_2.donne", "relation-syntax", "asse_2.donne"),
        ("programma.donne = (asse_1.donne", "relation-unfinished", "e"),
        ("programma.donne = asse_1.donne)", "relation-syntax", ")"),
        ("programma.donne = 1.298,5", "relation-syntax", "1.298,5"),
        ("programma.donne = $", "relation-syntax", "$"),
        ("programma.donne == asse_1.donne", "relation-syntax", "="),
        ("programma.donne = media(asse_*.donne)", "relation-syntax", "("),
        ("programma.donne = sum()", "relation-syntax", ")"),
        ("programma.donne + asse_1.donne", "relation-without-sign", "programma.donne + asse_1.donne"),
        ("programma.donne = sum(asse_*_*.donne)", "relation-pattern", "asse_*_*"),
        ("programma.donne = sum(asse_*)", "relation-pattern", "asse_*"),
        ("asse_* = programma.donne", "relation-pattern", "asse_*"),
        ("programma.donne = sum(*.*.donne)", "relation-pattern", "*.*.donne"),
        ("programma.donne = sum(misura_*.donne)", "relation-matches-nothing", "misura_*.donne"),
        ("programma.donne = sum(asse_*.done)", "relation-matches-nothing", "asse_*.done"),
        ("asse_*.quote = asse_*.donne", "relation-matches-nothing", "asse_*.quote"),
        ("programma.donna = 70", "unknown-figure", "programma.donna"),
        (
            "programma.donne = asse_1.donne + asse_1.dotazione",
            "unit-mixed",
            "programma.donne = asse_1.donne + asse_1.dotazione",
        ),
        ("programma.dotazione = programma.donne", "unit-mixed", "programma.dotazione = programma.donne"),
        ("programma.dotazione > 3 * asse_1.donne", "unit-mixed", "programma.dotazione > 3 * asse_1.donne"),
        ("achieved(asse_1.donne / asse_1.uomini) + 1", "relation-without-sign", "achieved(asse_1.donne / asse_1.uomini) + 1"),
        ("2 = achieved(asse_1.quota) + 1", "relation-achieved", "achieved(asse_1.quota)"),
        ("achieved(asse_1.quota, achieved(asse_2.quota))", "relation-achieved", "achieved(asse_2.quota)"),
        ("achieved(asse_1.donne)", "relation-achieved", "achieved(asse_1.donne)"),
        (
            "achieved(asse_1.dotazione / asse_1.donne)",
            "relation-achieved",
            "achieved(asse_1.dotazione / asse_1.donne)",
        ),
    ],
)
def test_a_wrong_line_is_told_at_its_characters(tmp_path: Path, line: str, rule: str, at: str) -> None:
    assert wrong(tmp_path, FIGURES, line) == (rule, at)


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    for line in ("programma.donne = " + "(" * 60 + "1" + ")" * 60, "programma.donne = " + "1 + " * 600 + "1"):
        assert wrong(tmp_path, FIGURES, line)[0] == "relation-too-long"


def test_a_pattern_in_a_function_is_for_all_groups_together(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "programma.dotazione = sum(asse_*.dotazione)")
    assert texts(done) == ["programma.dotazione = sum(asse_1.dotazione, asse_2.dotazione)"]


def test_a_function_within_a_function_spreads_its_own_pattern(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "achieved(sum(asse_*.donne) / sum(asse_*.uomini), asse_*.quota)")
    inner = "sum(asse_1.donne, asse_2.donne) / sum(asse_1.uomini, asse_2.uomini)"
    assert texts(done) == [f"achieved({inner}, asse_1.quota, asse_2.quota)"]


def test_a_sign_needs_no_blanks(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "asse_1.donne*2=programma.donne+10", "2*asse_1.donne<programma.donne*asse_1.donne")
    assert texts(done) == ["asse_1.donne * 2 = programma.donne + 10", "2 * asse_1.donne < programma.donne * asse_1.donne"]


def test_figures_computed_from_one_another_do_not_grow_without_end(tmp_path: Path) -> None:
    doubled = "".join(f"c{at}: {{formula: c{at - 1} + c{at - 1}}}\n" for at in range(1, 30))
    assert wrong(tmp_path, f"c0: 1 persona\n{doubled}", "c29 = 1") == ("relation-too-long", "c29")


def test_units_are_told_as_they_are_printed(tmp_path: Path) -> None:
    lines = ("programma.dotazione = programma.donne", "programma.dotazione = asse_1.donne / asse_1.uomini")
    found = [problem.parameters["units"] for problem in audit(tmp_path, FIGURES, *lines).problems]
    assert found == ["€, persone", "€, %"]


def test_a_pattern_elsewhere_makes_a_relation_for_each_group(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "asse_*.quota = asse_*.donne / (asse_*.donne + asse_*.uomini)")
    assert texts(done) == [f"asse_{n}.quota = asse_{n}.donne / (asse_{n}.donne + asse_{n}.uomini)" for n in (1, 2)]
    assert [str(relation.kind) for relation in done.relations] == ["share", "share"]


def test_a_chain_is_a_relation_between_each_two_neighbours(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "asse_1.donne ≤ asse_1.uomini < 100 <= programma.donne")
    assert texts(done) == ["asse_1.donne <= asse_1.uomini", "asse_1.uomini < 100", "100 <= programma.donne"]
    assert {str(relation.kind) for relation in done.relations} == {"order"}


def test_a_count_is_of_what_is_listed(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "programma.assi = count(asse_*.donne)")
    assert texts(done) == ["programma.assi = count(asse_1.donne, asse_2.donne)"]
    assert [str(relation.kind) for relation in done.relations] == ["count"]


def test_kinds(tmp_path: Path) -> None:
    lines = {
        "programma.donne = sum(asse_*.donne)": "sum",
        "programma.donne = asse_1.donne + asse_2.donne": "sum",
        "asse_2.donne = programma.donne - asse_1.donne": "difference",
        "asse_1.quota = asse_2.quota": "same",
        "asse_1.quota + asse_2.quota = 100%": "sum",
        "asse_1.donne = 2 * asse_2.uomini": "formula",
        "achieved(asse_1.donne / asse_1.uomini)": "threshold",
    }
    done = audit(tmp_path, FIGURES, *lines)
    assert [str(relation.kind) for relation in done.relations] == list(lines.values())


def test_ids_are_stable_and_unique(tmp_path: Path) -> None:
    done = audit(tmp_path, FIGURES, "programma.donne > 1", "programma.donne > 2", "programma.donne = sum(asse_*.donne)")
    assert [relation.id for relation in done.relations] == [
        "programma.donne-order",
        "programma.donne-order-2",
        "programma.donne-sum",
    ]


def test_a_difference_keeps_its_brackets(tmp_path: Path) -> None:
    line = "asse_1.donne = programma.donne - (asse_1.donne - asse_2.donne) / (2 * 3) * 1"
    assert texts(audit(tmp_path, FIGURES, line)) == [line]


def test_relations_may_stand_in_a_chapter(tmp_path: Path) -> None:
    chapter = CHAPTER + "figures:\n  sale: {tutte: 3 sale, aperte: 2 sale}\nrelations:\n  - sale.aperte <= sale.tutt\n"
    report, _, _ = read_report(write(tmp_path, {"uno.yaml": chapter}))
    assert report
    (problem,) = Audit(report).problems
    assert (problem.rule, text_at(tmp_path, problem)) == ("unknown-figure", "sale.tutt")


@pytest.mark.parametrize(
    ("relations", "rule"), [("relations: [{a: b}]\n", "text-expected"), ("relations: a = b\n", "list-expected")]
)
def test_what_is_no_list_of_lines_is_told(tmp_path: Path, relations: str, rule: str) -> None:
    files = {"report.yaml": REPORT + "figures: [cifre.yaml]\n", "cifre.yaml": FIGURES + relations}
    _, _, problems = read_report(write(tmp_path, files))
    assert [problem.rule for problem in problems] == [rule]


@pytest.mark.parametrize(
    ("entry", "rule", "at"),
    [
        ("{value: 3 Mln€, precision: 1 persona}", "figure-precision", "1 persona"),
        ("{value: 3 Mln€, precision: 0 Mln€}", "figure-precision", "0 Mln€"),
        ("{value: 3 Mln€, rounding: cutt}", "figure-rounding", "cutt"),
    ],
)
def test_precision_and_rounding_are_checked(tmp_path: Path, entry: str, rule: str, at: str) -> None:
    files = {"report.yaml": REPORT + "figures: [cifre.yaml]\n", "cifre.yaml": f"uno: {entry}\n"}
    _, _, problems = read_report(write(tmp_path, files))
    (problem,) = problems
    assert (problem.rule, text_at(tmp_path, problem)) == (rule, at)
