"""What the audit finds in tables and charts that nobody declared: totals that are no sums, shares that do not make 100."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.findings import checked, told

RULES = {"total-not-sum", "shares-not-whole"}
FIGURES = """\
figures:
  a: {iscritti: 120 persone, spesa: "1,2 Mln€", quota: 40%}
  b: {iscritti: 130 persone, spesa: "1,3 Mln€", quota: 35%}
  c: {iscritti: 140 persone, spesa: "1,4 Mln€", quota: 25%}
  tutti: {iscritti: 390 persone, spesa: "4,0 Mln€", quota: 100%}
"""
TABLE = """\
title: Un anno di biblioteca
blocks:
  - table:
      id: sedi
      title: Iscritti e spesa
      row_head: Sede
      columns:
        - {head: Iscritti, figure: iscritti}
        - {head: Spesa, figure: spesa}
        - {head: Quota, figure: quota}
      rows:
        - {label: Centro, of: a}
        - {label: Nord, of: b}
        - {label: Sud, of: c}
      total: {label: Totale, of: tutti}
"""
CHART = """\
title: Un anno di biblioteca
blocks:
  - chart:
      id: barre
      kind: stacked
      title: Iscritti
      measure: Persone
      categories:
        - {label: Tutti, values: [a.iscritti, b.iscritti, c.iscritti], total: tutti.iscritti}
      series: [{name: centro}, {name: nord}, {name: sud}]
      form: {bare: true}
      alt: Barra con {{ a.iscritti }}, {{ b.iscritti }} e {{ c.iscritti }}; in tutto {{ tutti.iscritti }}.
"""


def report(content: str, *changes: tuple[str, str]) -> dict[str, str]:
    figures = FIGURES
    for old, new in changes:
        assert old in content + figures
        content, figures = content.replace(old, new), figures.replace(old, new)
    return {"uno.yaml": content + figures}


@pytest.mark.parametrize("content", [TABLE, CHART])
def test_sums_that_fit_are_left_alone(tmp_path: Path, content: str) -> None:
    assert told(tmp_path, report(content), RULES) == []


def test_what_rounding_explains_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, report(TABLE, ("4,0 Mln€", "4,1 Mln€"), ("25%", "26%")), RULES) == []


def test_a_total_that_is_no_sum_is_told_at_its_column(tmp_path: Path) -> None:
    found = told(tmp_path, report(TABLE, ("390 persone", "391 persone"), ("4,0 Mln€", "4,3 Mln€")), RULES)
    assert [one[:3] for one in found] == [
        ("total-not-sum", "sedi: Iscritti", "uno.yaml"),
        ("total-not-sum", "sedi: Spesa", "uno.yaml"),
    ]
    assert [one[3] for one in found] == [8, 9]


def test_shares_that_do_not_make_100_are_told(tmp_path: Path) -> None:
    (problem,) = (one for one in checked(tmp_path, report(TABLE, ("25%", "28%"))).problems if one.rule in RULES)
    assert (problem.rule, problem.subject) == ("shares-not-whole", "sedi: Quota")
    assert problem.parameters["shares"] == "40% + 35% + 28%"
    assert problem.parameters["total"] == "103%"
    assert {name: one.text for name, one in problem.figures.items()} == {"a.quota": "40%", "b.quota": "35%", "c.quota": "28%"}


def test_without_a_total_row_the_head_says_that_they_are_shares(tmp_path: Path) -> None:
    rows = ("      total: {label: Totale, of: tutti}\n", "")
    assert [one[:2] for one in told(tmp_path, report(TABLE, rows, ("25%", "28%")), RULES)] == [
        ("shares-not-whole", "sedi: Quota")
    ]
    assert told(tmp_path, report(TABLE, rows, ("25%", "28%"), ("head: Quota", "head: Frequenza")), RULES) == []


def test_a_gap_leaves_a_column_alone(tmp_path: Path) -> None:
    assert told(tmp_path, report(TABLE, ("140 persone", "n.d."), ("390", "391")), RULES) == []


def test_the_total_of_a_bar(tmp_path: Path) -> None:
    found = told(tmp_path, report(CHART, ("390", "391")), RULES)
    assert [one[:4] for one in found] == [("total-not-sum", "barre: Tutti", "uno.yaml", 9)]


def test_what_is_declared_is_not_found_again(tmp_path: Path) -> None:
    files = report(TABLE, ("390", "391"))
    files["uno.yaml"] += "relations:\n  - tutti.iscritti = a.iscritti + b.iscritti + c.iscritti\n"
    assert [one[0] for one in told(tmp_path, files, {*RULES, "figures-contradict"})] == ["figures-contradict"]
