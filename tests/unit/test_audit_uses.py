"""Where a figure is used: text, tables, charts, alternatives, cover, formulas; and where it is not."""

from __future__ import annotations

from pathlib import Path

from report_builder.audit.uses import Use, Where, uses
from report_builder.compose import compose
from report_builder.reader import read_report
from tests.findings import write

CHAPTER = """\
title: Un anno di biblioteca
blocks:
  - text: |
      Nel 2018 sono stati prestati {{ libri.prestati }}.

      - In sala {{ libri.in_sala | number }} libri, letti {{ libri.quota }} in più.
  - table:
      id: tabella
      title: I libri
      row_head: Che cosa
      rows: [{label: Libri, of: libri}]
      columns:
        - {head: Prestati, figure: prestati}
        - {head: In sala, compute: {share: [in_sala, prestati]}}
  - chart:
      id: grafico
      kind: bars
      title: I libri in sala
      categories: [{label: In sala, of: libri}]
      series: [{name: libri, figure: in_sala}]
      alt: "Una barra: {{ libri.in_sala }}."
figures:
  libri:
    prestati: 400 libri
    in_sala: 100 libri
    quota: {formula: libri.in_sala / libri.prestati, unit: "%"}
    mai: 7 libri
"""


def found(folder: Path) -> dict[str, tuple[Use, ...]]:
    report, _, problems = read_report(write(folder, {"uno.yaml": CHAPTER}))
    assert report is not None, problems
    document, problems = compose(report)
    assert document is not None, problems
    return dict(uses(document, report.figures))


def test_each_use_is_told_with_its_place_once_and_in_reading_order(tmp_path: Path) -> None:
    found_here = found(tmp_path)
    section = "1 Un anno di biblioteca"
    assert found_here["libri.prestati"] == (
        Use(Where.TEXT, section, "uno-text-1", "400\u00a0libri"),
        Use(Where.TABLE, section, "tabella", "400\u00a0libri"),
        Use(Where.TABLE, section, "tabella", "25%", direct=False),
        Use(Where.FORMULA, "", "libri.quota", "libri.in_sala / libri.prestati"),
    )
    assert [(use.where, use.direct) for use in found_here["libri.in_sala"]] == [
        (Where.TEXT, True),
        (Where.TABLE, False),
        (Where.ALTERNATIVE, True),
        (Where.CHART, True),
        (Where.FORMULA, True),
    ]


def test_a_computed_figure_is_used_where_it_is_printed(tmp_path: Path) -> None:
    assert [use.block for use in found(tmp_path)["libri.quota"]] == ["uno-item-1"]


def test_a_figure_that_nothing_uses_has_no_use(tmp_path: Path) -> None:
    assert found(tmp_path)["libri.mai"] == ()
