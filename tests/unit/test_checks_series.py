"""Series told apart without colour: what an author may declare, judged as the drawing shows it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from report_builder.charts.layout import Plan
from report_builder.checks import series as check
from report_builder.checks.series import alike
from report_builder.document import Axis, Chart, ChartKind, Series
from report_builder.theme import load_theme
from tests.findings import REPORT, told

AXES = "axes:\n  - {id: a1, numeral: I, name: Uno, short: Primo}\n  - {id: a2, numeral: II, name: Due}\n"
ONE, TWO = Axis(0, "I", "Uno", "Primo"), Axis(1, "II", "Due", "Secondo")


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        ([Series("a"), Series("b"), Series("c"), Series("d")], None),
        ([Series("a"), Series("b"), Series("c"), Series("d"), Series("e")], (0, 4)),
        ([Series("a"), Series("b", tinted=True)], None),
        ([Series("a", tinted=True), Series("b"), Series("c", tinted=True)], (0, 2)),
        ([Series("a", ONE), Series("b", TWO)], None),
        ([Series("a", ONE), Series("b", ONE, tinted=True)], None),
        ([Series("a", ONE), Series("b", TWO), Series("c", ONE)], (0, 2)),
    ],
)
def test_what_is_alike_is_what_the_drawing_fills_alike(series: list[Series], expected: tuple[int, int] | None) -> None:
    chart = Chart("c", ChartKind.STACKED, (), tuple(series))
    assert alike(chart) == expected
    plan = Plan.__new__(Plan)
    plan.chart, plan.theme = chart, load_theme()
    same = [(i, j) for i, j in combinations(range(len(series)), 2) if plan.fill(None, i) == plan.fill(None, j)]
    assert same[:1] == ([expected] if expected else [])


CHART = """\
title: Uno
blocks:
  - chart:
      id: libri
      kind: {kind}
      title: I libri
      categories:
        - {{label: 2017, of: x}}
        - {{label: 2018, of: x}}
      series:
{series}      alt: Libri.
figures:
  x:
"""


def chapter(kind: str, *series: str) -> str:
    lines = "".join(f"        - {one}\n" for one in series)
    figures = "".join(f"    v{i}: {i + 5} libri\n" for i in range(6))
    return CHART.format(kind=kind, series=lines) + figures


def found(tmp_path: Path, text: str) -> list[tuple[str, str, str, int, int]]:
    return told(tmp_path, {"report.yaml": REPORT + AXES, "uno.yaml": text}, check.RULES)


def test_five_series_without_an_axis_are_told_at_the_charts_id(tmp_path: Path) -> None:
    five = [f"{{name: n{i}, figure: v{i}}}" for i in range(5)]
    for kind in ("stacked", "grouped"):
        assert found(tmp_path, chapter(kind, *five)) == [("series-alike", "libri", "uno.yaml", 4, 11)]
        assert found(tmp_path, chapter(kind, *five[:4])) == []
    assert found(tmp_path, chapter("line", *five)) == []


def test_a_series_without_a_name_is_told(tmp_path: Path) -> None:
    for kind in ("stacked", "grouped", "line"):
        text = chapter(kind, "{name: a, figure: v0}", "{figure: v1}")
        assert found(tmp_path, text) == [("series-unnamed", "libri", "uno.yaml", 4, 11)]
    assert found(tmp_path, chapter("bars", "{figure: v0}")) == []


def test_two_series_of_one_name_are_told(tmp_path: Path) -> None:
    for kind in ("stacked", "grouped", "line"):
        text = chapter(kind, "{name: Donne, figure: v0}", '{name: "donne ", figure: v1}')
        assert found(tmp_path, text) == [("series-same-name", "libri", "uno.yaml", 4, 11)]
        assert found(tmp_path, text.replace("donne ", "donne anziane")) == []


def test_two_rows_of_one_name_are_told_at_the_second(tmp_path: Path) -> None:
    text = chapter("bars", "{figure: v0}").replace("label: 2018", "label: 2017")
    assert found(tmp_path, text) == [("rows-same-name", "libri", "uno.yaml", 9, 19)]
    assert found(tmp_path, text.replace("label: 2017, of: x}", "label: 2017, of: x, note: fino a maggio}", 1)) == []
