"""From small reports in YAML to documents: what compose settles, and what it says of what does not fit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from textwrap import dedent, indent

import pytest

from report_builder.compose import compose
from report_builder.compose.cover import largest_remainder
from report_builder.compose.numbering import LONGEST_ID, Ids, settle, slug
from report_builder.diagnostics import by_place
from report_builder.document import (
    Callout,
    Chart,
    Document,
    Figure,
    Footnote,
    KeyFigures,
    NoteCall,
    Number,
    Paragraph,
    Reference,
    RowKind,
    Scope,
    Section,
    Table,
    Text,
    plain,
)
from report_builder.reader import read_report

REPORT = """\
title: Sintesi di prova
running: Sintesi
slug: sintesi-prova
programme: {name: Programma di prova, short: Prova}
funds: [Fondo sociale europeo]
period: 2014-2020
region: Regione
reference_date: 2018-12-31
publisher: {name: Regione}
licence: CC BY 4.0
axes:
  - {id: asse_1, numeral: I, name: Occupazione}
  - {id: asse_2, numeral: II, name: Inclusione}
chapters: [uno]
figures: [figures.yaml]
"""

FIGURES = """\
asse_1: {dotazione: "358,0 Mln€", attivato: "329,3 Mln€", donne: 94.679 persone}
asse_2: {dotazione: "227,1 Mln€", attivato: n.d., donne: 21.317 persone}
programma: {dotazione: "585,2 Mln€", attivato: "400 Mln€", donne: 115.996 persone}
zero: 0 €
"""


def written(folder: Path, blocks: str, *, more: str = "", figures: str = FIGURES, report: str = REPORT) -> Path:
    chapter = "title: Capitolo uno\nblocks:\n" + indent(dedent(blocks), "  ") + dedent(more)
    for name, text in (("report.yaml", report), ("figures.yaml", figures), ("uno.yaml", chapter)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "report.yaml"


def composed(folder: Path, blocks: str, **options: str) -> Document:
    report, _, problems = read_report(written(folder, blocks, **options))
    assert report is not None, problems
    assert not problems
    document, problems = compose(report)
    assert document is not None, problems
    return document


def told(folder: Path, blocks: str, **options: str) -> list[tuple[str, str, int, int]]:
    """Rule, file, line and column of every problem."""
    report, source_map, problems = read_report(written(folder, blocks, **options))
    assert report is not None, problems
    _, more = compose(report)
    places = []
    for problem in (*problems, *more):
        assert problem.span is not None
        position = source_map.position(problem.span)
        places.append((problem.rule, problem.span.file, position.line, position.column))
    return places


TABLE = """\
- table:
    id: risorse
    title: Le risorse
    row_head: Asse
    rows: axes
    columns:
      - {head: Dotazione, figure: dotazione, form: {bare: true}}
      - {head: Attivato, figure: attivato, form: {bare: true}, under: {share: [attivato, dotazione], decimals: 1}}
"""


def table(document: Document) -> Table:
    return next(block for block in document.sections[0].blocks if isinstance(block, Table))


def texts(found: Table) -> list[list[str]]:
    return [[" ".join(filter(None, (plain(cell.inlines), plain(cell.under)))) for cell in row.cells] for row in found.rows]


def test_table_of_axes(tmp_path: Path) -> None:
    found = table(composed(tmp_path, TABLE))
    assert texts(found) == [["Occupazione", "358,0", "329,3 92,0%"], ["Inclusione", "227,1", "n.d."]]
    assert found.caption.label == "Tabella"
    assert found.caption.number == 1
    assert [cell.scope for cell in found.head[0].cells] == [Scope.COLUMN] * 3
    assert [row.cells[0].scope for row in found.rows] == [Scope.ROW] * 2
    assert [row.axis.numeral for row in found.rows if row.axis] == ["I", "II"]
    assert sum(found.widths) == pytest.approx(1)


def wide(count: int, *, landscape: bool = False) -> str:
    """A table of so many columns of amounts in full."""
    columns = "".join(f"      - {{head: Colonna {i}, figure: dotazione, form: {{bare: true}}}}\n" for i in range(count))
    return TABLE[: TABLE.index("      - {head")] + columns + "    landscape: true\n" * landscape


LARGE = FIGURES.replace('"358,0 Mln€"', '"358.000.000,00 €"').replace('"227,1 Mln€"', '"227.100.000,00 €"')


@pytest.mark.parametrize(("count", "landscape"), [(2, False), (5, False), (8, True)])
def test_a_column_has_room_for_its_figures(tmp_path: Path, count: int, landscape: bool) -> None:
    found = table(composed(tmp_path, wide(count, landscape=landscape), figures=LARGE))
    assert sum(found.widths) == pytest.approx(1)
    width = 257 if landscape else 170
    assert all(share * width >= len("358.000.000,00") * 1.68 + 3 - 0.001 for share in found.widths[1:])
    assert found.widths[0] * width >= len("Occupazione") * 1.68 + 14.5, "a chip and the name of an axis"


@pytest.mark.parametrize(("count", "landscape", "wrong"), [(6, False, True), (8, True, False), (9, True, True)])
def test_a_table_that_is_too_wide_is_told(tmp_path: Path, count: int, landscape: bool, wrong: bool) -> None:
    problems = told(tmp_path, wide(count, landscape=landscape), figures=LARGE)
    assert problems == [("table-too-wide", "uno.yaml", 4, 11)] * wrong


def test_published_total_is_printed_even_where_the_rows_disagree(tmp_path: Path) -> None:
    found = table(composed(tmp_path, TABLE + "    total: {label: Totale, of: programma}\n"))
    assert texts(found)[-1] == ["Totale", "585,2", "400 68,4%"]
    assert found.rows[-1].kind is RowKind.TOTAL


def test_computed_total_adds_exactly_and_leaves_out_what_is_not_stated(tmp_path: Path) -> None:
    found = table(composed(tmp_path, TABLE + "    total: {label: Totale}\n"))
    assert texts(found)[-1] == ["Totale", "585,1", ""]


def test_meters_share_one_scale_and_the_line_of_a_hundred(tmp_path: Path) -> None:
    blocks = """\
    - table:
        id: quote
        title: Quote
        row_head: Asse
        rows: [{label: Prima, of: a}, {label: Seconda, of: b}]
        columns: [{head: Conseguimento, compute: {share: [valore, target]}, meter: true}]
        reference_line: 100%
    """
    found = table(composed(tmp_path, blocks, figures="a: {valore: 50 €, target: 25 €}\nb: {valore: 25 €, target: 25 €}\n"))
    meters = [row.cells[1].meter for row in found.rows]
    assert [meter.share for meter in meters if meter] == [1.0, 0.5]
    assert found.reference_line == ("100%", 0.5)


def test_groups_are_headers_of_their_rows(tmp_path: Path) -> None:
    blocks = """\
    - table:
        id: gruppi
        title: Gruppi
        row_head: Voce
        rows: [{group: Occupazione, axis: asse_1}, {label: Donne, of: asse_1}]
        columns: [{head: Persone, figure: donne}]
    """
    found = table(composed(tmp_path, blocks))
    group, row = found.rows
    assert group.kind is RowKind.GROUP
    assert group.cells[0].scope is Scope.ROW_GROUP
    assert group.cells[0].colspan == 2
    assert row.axis == group.axis


CHART = """\
- chart:
    id: dotazione
    kind: bars
    title: Dotazione
    categories: axes
    series: [{figure: dotazione, beside: {share: [dotazione, programma.dotazione], decimals: 1}}]
    alt: "Asse I {{ asse_1.dotazione }}, vedi [](#dotazione)."
"""


def chart(document: Document) -> tuple[Figure, Chart]:
    figure = next(block for block in document.sections[0].blocks if isinstance(block, Figure))
    assert isinstance(figure.content, Chart)
    return figure, figure.content


@pytest.mark.parametrize("form", ["series: [{form: {unit: €, decimals: 0}, ", "form: {unit: €, decimals: 0}\n    series: [{"])
def test_a_chart_is_in_the_unit_that_its_form_asks_for_wherever_that_stands(tmp_path: Path, form: str) -> None:
    _, found = chart(composed(tmp_path, CHART.replace("series: [{", form)))
    assert found.unit == "€"
    assert (found.categories[0].values[0].value, found.categories[0].values[0].text) == (Decimal(358000000), "358.000.000")


def test_chart_has_exact_numbers_in_the_printed_unit(tmp_path: Path) -> None:
    figure, found = chart(composed(tmp_path, CHART))
    assert [(row.label, row.values[0].value, row.values[0].text, row.values[0].beside) for row in found.categories] == [
        ("Occupazione", Decimal("358.0"), "358,0", "61,2%"),
        ("Inclusione", Decimal("227.1"), "227,1", "38,8%"),
    ]
    assert found.unit == "Mln€"
    assert plain(figure.alt) == "Asse I 358,0\u00a0Mln€, vedi Figura\u00a01."
    assert [part.figure for part in figure.alt if isinstance(part, Number)] == ["asse_1.dotazione"]


def test_stacked_chart_of_axes_reads_the_group_from_the_series(tmp_path: Path) -> None:
    blocks = """\
    - chart:
        id: fasi
        kind: stacked
        title: Fasi
        categories: [{label: Dotazione, of: dotazione, total: programma.dotazione}]
        series: axes
        alt: Dotazione.
    """
    _, found = chart(composed(tmp_path, blocks))
    assert [datum.text for datum in found.categories[0].values] == ["358,0", "227,1"]
    assert [series.axis.numeral for series in found.series if series.axis] == ["I", "II"]
    assert found.categories[0].total is not None
    assert found.categories[0].total.value == Decimal("585.2")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("dotazione, beside", "dotazine, beside"), ("unknown-figure", "uno.yaml", 8, 25)),
        (("figure: dotazione", "figure: attivato"), ("chart-value-not-stated", "uno.yaml", 8, 25)),
        (("bars", "barre"), ("chart-kind", "uno.yaml", 5, 13)),
        (("categories: axes", "categories: assi"), ("rows-word", "uno.yaml", 7, 19)),
        (("#dotazione", "#dotazioni"), ("unknown-reference", "uno.yaml", 9, 49)),
        (("id: dotazione", "id: Dotazione 2"), ("id-form", "uno.yaml", 4, 11)),
        (("id: dotazione", "id: uno"), ("id-twice", "uno.yaml", 4, 11)),
        (("programma.dotazione", "programma.donne"), ("unit-mixed", "uno.yaml", 8, 53)),
        (("programma.dotazione", "zero"), ("division-by-zero", "uno.yaml", 8, 64)),
    ],
)
def test_what_a_chart_cannot_draw_is_told_at_its_place(
    tmp_path: Path, change: tuple[str, str], place: tuple[str, str, int, int]
) -> None:
    assert place in told(tmp_path, CHART.replace(*change))


def test_chart_without_alternative_text(tmp_path: Path) -> None:
    blocks = "\n".join(line for line in CHART.splitlines() if "alt:" not in line)
    assert told(tmp_path, blocks + "\n") == [("alt-missing", "uno.yaml", 4, 11)]


def test_unknown_axis(tmp_path: Path) -> None:
    assert ("unknown-axis", "uno.yaml", 10, 7) in told(tmp_path, CHART, more="axis: asse_9\n")


def test_key_figures_callout_and_meters(tmp_path: Path) -> None:
    blocks = """\
    - key_figures:
        - {label: Donne, value: "{{ programma.donne | number }}", meter: {share: [asse_1.donne, programma.donne]}}
        - {label: Due, value: 2 su 2, meter: {parts: [asse_1, asse_2]}, wide: true}
    - callout:
        label: Indicatore
        value: 60%
        text: Il testo.
        meter: {share: [zero, asse_1.dotazione], target: asse_2.dotazione}
    """
    strip, callout = composed(tmp_path, blocks).sections[0].blocks
    assert isinstance(strip, KeyFigures)
    assert isinstance(callout, Callout)
    assert plain(strip.items[0].value) == "115.996"
    assert strip.items[0].meter is not None
    assert strip.items[0].meter.share == pytest.approx(94679 / 115996)
    assert strip.items[1].meter is not None
    assert [axis.numeral for axis in strip.items[1].meter.parts if axis] == ["I", "II"]
    assert callout.meter is not None
    assert callout.meter.share == 0
    assert callout.meter.target == pytest.approx(227.1 / 358)


def test_sections_are_numbered_and_unnumbered_ones_are_not_counted(tmp_path: Path) -> None:
    (tmp_path / "primo.yaml").write_text("title: Primo\nblocks: [{text: Testo.}]\n", encoding="utf-8")
    (tmp_path / "secondo.yaml").write_text("title: Secondo\nnumbered: false\nblocks: [{text: Testo.}]\n", encoding="utf-8")
    (tmp_path / "terzo.yaml").write_text("title: Terzo\naxis: asse_2\nblocks: [{lead: Testo.}]\n", encoding="utf-8")
    document = composed(tmp_path, "- text: Inizio.\n", more="sections: [primo, secondo, terzo]\n")
    chapter = document.sections[0]
    assert [(s.number, s.level, s.opens_page) for s in (chapter, *chapter.sections)] == [
        ("1", 1, True),
        ("1.1", 2, False),
        ("", 2, False),
        ("1.2", 2, True),
    ]
    assert chapter.sections[2].lead is not None
    assert chapter.sections[2].blocks == ()


def test_ids_are_short_ascii_and_unique() -> None:
    ids = Ids()
    long = "politiche-trasversali-che-caratterizzano"
    made = [ids.make(long, "text") for _ in range(12)]
    assert len(set(made)) == 12
    assert max(map(len, made)) <= LONGEST_ID
    assert slug("È un’Asse: l'Occupazione!") == "e-un-asse-l-occupazione"
    assert slug("2018") == "id-2018"


def test_notes_are_numbered_in_reading_order_and_references_filled() -> None:
    def call(name: str) -> NoteCall:
        return NoteCall(Footnote(name, 0, (Paragraph(f"{name}-p", (Text("Nota."),)),)))

    inner = Section("b", 2, "1.1", (Text("B"), call("n2")), (Paragraph("b-1", (Reference("c", "", True), call("n3"))),))
    outer = Section("a", 1, "1", (Text("A"), call("n1")), (Paragraph("a-1", (Reference("b", "", True),)),), (inner,))
    done, problems = settle(outer, {"c": "Tabella\u00a03"}, {"b": "B"})
    assert problems == ()
    numbers = {
        inline.note.id: inline.note.number
        for inlines in (done.title, done.sections[0].title, done.sections[0].blocks[0].inlines)  # type: ignore[union-attr]
        for inline in inlines
        if isinstance(inline, NoteCall)
    }
    assert numbers == {"n1": 1, "n2": 2, "n3": 3}
    assert done.blocks[0].inlines[0] == Reference("b", "B", False)  # type: ignore[union-attr]
    assert done.sections[0].blocks[0].inlines[0] == Reference("c", "Tabella\u00a03", True)  # type: ignore[union-attr]


def test_squares_add_up() -> None:
    values = [Decimal("358.0"), Decimal("227.1"), Decimal("332.5"), Decimal("20.0"), Decimal("32.874516")]
    assert largest_remainder(values) == [358, 227, 332, 20, 33]
    assert sum(largest_remainder([Decimal("0.5")] * 5)) == 3


def test_computed_column_takes_the_rows_own_figures_and_a_form(tmp_path: Path) -> None:
    blocks = """\
    - table:
        id: differenze
        title: Differenze
        row_head: Voce
        rows:
          - {label: Prima, of: asse_1}
          - {label: Seconda, of: asse_2, cells: {attivato: asse_2.dotazione}}
        columns:
          - {head: Attivato, figure: attivato}
          - {head: Da attivare, compute: {difference: [attivato, dotazione]}, form: {bare: true}}
    """
    assert texts(table(composed(tmp_path, blocks))) == [
        ["Prima", "329,3\u00a0Mln€", "+28,7"],
        ["Seconda", "227,1\u00a0Mln€", "0,0"],
    ]


def test_what_only_follows_from_an_unread_file_is_not_told(tmp_path: Path) -> None:
    file = written(tmp_path, CHART)
    (tmp_path / "figures.yaml").write_text("asse_1: {dotazione: [}\n", encoding="utf-8")
    report, _, problems = read_report(file)
    assert report is not None
    assert problems
    document, more = compose(report)
    assert document is None
    assert more == ()


# ------------------------------------------------------------------- each mistake once, where it was made, none in silence


def marked(folder: Path, blocks: str, **options: str) -> list[tuple[str, str]]:
    """Rule and marked words of every problem, in the order of place."""
    report, source_map, problems = read_report(written(folder, blocks, **options))
    assert report is not None, problems
    found = by_place((*problems, *compose(report)[1]))
    spans = [(problem.rule, problem.span) for problem in found]
    return [(rule, source_map.files[span.file][span.start : span.end]) for rule, span in spans if span]


ROWS = """\
- table:
    id: risorse
    title: Le risorse
    row_head: Asse
    rows: [{label: Uno, of: asse_1}, {label: Due, of: asse_2}]
    columns:
      - {head: Dotazione, figure: dotazione, compute: {sum: [dotazione, attivato]}}
"""


@pytest.mark.parametrize(
    ("blocks", "change", "expected"),
    [
        (TABLE, ("figure: attivato", "figure: ativato"), [("unknown-figure", "ativato")]),
        (TABLE, ("share: [attivato, dotazione]", "share: [attivato, programma.donne]"), [("unit-mixed", "attivato")]),
        (TABLE, ("form: {bare: true}}\n", "form: {bare: true, unit: Mlnn€}}\n"), [("unknown-unit", "Mlnn€")]),
        (TABLE, ("form: {bare: true}}\n", "form: {bare: true, unit: persone}}\n"), [("unknown-unit", "persone")]),
        (
            TABLE,
            ("figure: dotazione, form: {bare: true}", "figure: misto, form: {bare: true}"),
            [("column-units", "Dotazione")],
        ),
        (TABLE + "    total: {label: Totale, of: program}\n", ("", ""), [("unknown-group", "program")]),
        (TABLE + "    total: {label: T, of: programma, cells: {ativato: x}}\n", ("", ""), [("unknown-cell", "x")]),
        (ROWS, ("figure: dotazione, compute", "compute"), []),
        (ROWS, ("", ""), [("column-several", "Dotazione")]),
        (ROWS, ("of: asse_2", "of: asse_3"), [("unknown-group", "asse_3"), ("column-several", "Dotazione")]),
        (ROWS, ("{label: Due,", "{axis: asse_3,"), [("unknown-axis", "asse_3"), ("column-several", "Dotazione")]),
    ],
)
def test_a_slip_in_a_table_is_told_once_where_it_was_made(
    tmp_path: Path, blocks: str, change: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    figures = FIGURES.replace("asse_1: {", "asse_1: {misto: 358.000.000 €, ").replace(
        "asse_2: {", 'asse_2: {misto: "2,5 Mln€", '
    )
    assert marked(tmp_path, blocks.replace(*change), figures=figures) == expected


def test_one_slip_in_a_column_names_the_figures_of_all_rows_and_suggests_what_to_write(tmp_path: Path) -> None:
    report, _, _ = read_report(written(tmp_path, TABLE.replace("figure: attivato", "figure: ativato")))
    assert report is not None
    _, (problem,) = compose(report)
    assert problem.parameters == {"name": "asse_1.ativato, asse_2.ativato", "suggestion": "attivato"}


STACKED = """\
- chart:
    id: parti
    kind: stacked
    title: Parti
    categories: [{label: Dotazione, of: dotazione}]
    series: axes
    alt: Parti.
"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("of: dotazione", "of: dotazine"), [("unknown-figure", "dotazine")]),
        (("of: dotazione", "of: saldo"), [("chart-negative", "saldo")]),
        (("of: dotazione", "of: dotazione, aside: [a, b, c]"), [("chart-aside", "c")]),
        (("series: axes", "series: [{name: x, axis: asse_9}]"), [("unknown-group", "asse_9")]),
        (("series: axes", "form: {unit: Mldd€}\n    series: axes"), [("unknown-unit", "Mldd€")]),
        (("stacked", "bullet"), [("bullet-targets", "parti"), ("chart-one-series", "parti")]),
        (("stacked", "staked"), [("chart-kind", "staked")]),
    ],
)
def test_a_slip_in_a_chart_is_told_once_where_it_was_made(
    tmp_path: Path, change: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    figures = FIGURES.replace("asse_1: {", 'asse_1: {saldo: "-3 Mln€", ').replace("asse_2: {", 'asse_2: {saldo: "3 Mln€", ')
    blocks = STACKED.replace(*change) + "- text: Vedi [](#parti).\n"
    assert marked(tmp_path, blocks, figures=figures) == expected


def test_labels_of_one_chart_are_in_one_unit_and_computed_ones_like_the_others(tmp_path: Path) -> None:
    blocks = STACKED.replace("series: axes", "series: [{name: a, figure: uno}, {name: b, compute: {sum: [uno, due]}}]").replace(
        "of: dotazione", "of: gruppo"
    )
    document = composed(tmp_path, blocks, figures='gruppo: {uno: "2,5 Mln€", due: 300.000 €}\nasse_1: {x: 1 €}\n')
    chart = next(block.content for block in document.sections[0].blocks if isinstance(block, Figure))
    assert isinstance(chart, Chart)
    assert [(datum.text, datum.value) for datum in chart.categories[0].values] == [
        ("2,5", Decimal("2.5")),
        ("2,8", Decimal("2.8")),
    ]
    turned = composed(
        tmp_path, blocks.replace("figure: uno", "figure: due"), figures='gruppo: {uno: "2,5 Mln€", due: 300.000 €}\n'
    )
    chart = next(block.content for block in turned.sections[0].blocks if isinstance(block, Figure))
    assert isinstance(chart, Chart)
    assert [datum.text for datum in chart.categories[0].values] == ["300.000", "2.800.000"]


@pytest.mark.parametrize(
    ("meter", "expected"),
    [
        ("{share: [asse_1.dotazione, programma.dotazione]}", []),
        ("{share: [asse_1.donne, programma.dotazione]}", [("unit-mixed", "asse_1.donne")]),
        ("{share: [asse_1.dotazione, zero]}", [("division-by-zero", "zero")]),
        ("{parts: [asse_9]}", [("unknown-axis", "asse_9")]),
    ],
)
def test_a_meter_shows_a_part_of_a_whole(tmp_path: Path, meter: str, expected: list[tuple[str, str]]) -> None:
    blocks = f"- key_figures:\n    - label: A\n      value: uno\n      meter: {meter}\n"
    assert marked(tmp_path, blocks) == expected


SQUARES = """\
cover:
  squares:
    {allocated: dotazione, activated: attivato, certified: dotazione, unit: 1 Mln€, legend: a, solid: b, tinted: c, outlined: d,
     alt: e, overrides: {asse_2.attivato: asse_1.attivato}}
"""


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), []),
        (
            ("asse_2.attivato: ", "asse_2.ativato: "),
            [("chart-value-not-stated", "attivato"), ("unknown-override", "asse_1.attivato")],
        ),
        (("unit: 1 Mln€", "unit: 0 €"), [("squares-unit", "0 €")]),
        (("unit: 1 Mln€", "unit: 1 €"), [("squares-too-many", "1 €")]),
        (("allocated: dotazione", "allocated: donne"), [("chart-units", "donne")]),
        (("activated: attivato", "activated: ativato"), [("unknown-figure", "ativato")]),
    ],
)
def test_squares_of_the_cover(tmp_path: Path, change: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    report = REPORT + SQUARES.replace(*change)
    assert marked(tmp_path, "- text: Testo.\n", report=report) == expected


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("dotazione: 358 Mln€", "dotazione: 358 e 359 Mln€"), "figure-two-numbers"),
        (("dotazione: 358 Mln€", "dotazione: [358 Mln€]"), "figure-expected"),
        (("dotazione: 358 Mln€", "dotazione: {note: stimata}"), "missing-key"),
        (("dotazione: 358 Mln€", "dotazione:"), "empty-value"),
        (("asse_2: {dotazione: 1 €}", "asse_2: {dotazione: 172,5 Mln€}"), "comma-in-braces"),
        (("asse_2:", "asse-2:"), "figure-name"),
    ],
)
def test_a_figure_that_cannot_be_read_is_told_where_it_is_written_and_nowhere_else(
    tmp_path: Path, change: tuple[str, str], rule: str
) -> None:
    figures = """\
asse_1:
  dotazione: 358 Mln€
asse_2: {dotazione: 1 €}
somma: {formula: asse_1.dotazione + asse_2.dotazione}
quota: {formula: somma / asse_1.dotazione, unit: "%"}
"""
    blocks = STACKED + "- text: Sono {{ asse_1.dotazione }}, {{ somma }} e {{ quota }}.\n"
    assert [one for one, _ in marked(tmp_path, blocks, figures=figures.replace(*change))] == [rule]
