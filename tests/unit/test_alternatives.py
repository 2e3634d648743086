"""Text alternatives in their report: written from the data, confirmed or not, with the table that holds the values."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from report_builder.cli.arguments import parse
from report_builder.cli.commands import check as check_command
from report_builder.cli.words import load
from report_builder.compose import compose
from report_builder.diagnostics import Problem, Severity, for_print, has_errors
from report_builder.document import Document, Figure, Number, Reference, plain, sections_of
from report_builder.place import SourceMap
from report_builder.reader import read_report
from tests.findings import REPORT, write
from tests.sample import PIXEL

FIGURES = """\
sala: {iscritti: 120 persone, visite: "3.400 visite"}
corte: {iscritti: 80 persone, visite: n.d.}
"""
CHART = """\
title: Un anno di biblioteca
blocks:
  - chart:
      id: iscritti
      kind: bars
      title: La sala ha più iscritti
      measure: Iscritti per sede, al {{ reference_date | numeric }}
      categories:
        - {label: Sala, of: sala}
        - {label: Corte, of: corte}
      series: [{figure: iscritti}]
"""
AUTO = CHART + "      alt: auto\n"
DRAFT = "Grafico a barre. Iscritti per sede, al 31.12.2018. Sala: 120. Corte: 80."


def files(chapter: str, report: str = REPORT, figures: str = FIGURES) -> dict[str, str]:
    return {"report.yaml": report + "figures: [figures.yaml]\n", "uno.yaml": chapter, "figures.yaml": figures}


def composed(folder: Path, written: dict[str, str]) -> tuple[Document, tuple[Problem, ...], SourceMap]:
    report, source, problems = read_report(write(folder, written))
    assert report is not None, problems
    assert not problems
    document, told = compose(report)
    assert document is not None, told
    return document, told, source


def figure(document: Document) -> Figure:
    (found,) = (block for section in sections_of(document) for block in section.blocks if isinstance(block, Figure))
    return found


def test_without_alt_a_chart_gets_a_draft_and_a_warning_at_its_name(tmp_path: Path) -> None:
    document, (problem,), source = composed(tmp_path, files(CHART))
    found = figure(document)
    assert plain(found.alt) == DRAFT
    assert found.drafted
    assert found.alt_origin is None
    assert [piece.figure for piece in found.alt if isinstance(piece, Number)] == ["sala.iscritti", "corte.iscritti"]
    assert (problem.rule, problem.severity, problem.parameters) == (
        "alt-missing", Severity.WARNING, {"id": "iscritti", "draft": DRAFT},
    )  # fmt: skip
    assert problem.span is not None
    position = source.position(problem.span)
    assert (problem.span.file, position.line, position.column) == ("uno.yaml", 4, 11)
    assert not has_errors([problem])
    assert has_errors(for_print([problem]))


def test_auto_confirms_the_draft(tmp_path: Path) -> None:
    document, problems, _ = composed(tmp_path, files(AUTO))
    found = figure(document)
    assert problems == ()
    assert plain(found.alt) == DRAFT
    assert found.drafted
    assert found.alt_origin is not None
    assert AUTO[found.alt_origin.start : found.alt_origin.end] == "auto"


def test_a_confirmed_text_follows_the_data(tmp_path: Path) -> None:
    document, _, _ = composed(tmp_path, files(AUTO, figures=FIGURES.replace("120", "1.120")))
    assert plain(figure(document).alt) == DRAFT.replace("120", "1.120")


def test_a_written_text_is_nobody_else_s(tmp_path: Path) -> None:
    document, problems, _ = composed(tmp_path, files(CHART + "      alt: Sala {{ sala.iscritti | number }}, corte 80.\n"))
    assert problems == ()
    assert not figure(document).drafted
    assert plain(figure(document).alt) == "Sala 120, corte 80."


def test_the_draft_is_in_the_report_s_language(tmp_path: Path) -> None:
    english = FIGURES.replace("persone", "people").replace("3.400 visite", "3,400 visits").replace("n.d.", "n/a")
    document, _, _ = composed(tmp_path, files(AUTO, REPORT + "language: en\n", english))
    assert plain(figure(document).alt) == "Bar chart. Iscritti per sede, al 31/12/2018. Sala: 120. Corte: 80."


def test_where_the_program_lacks_the_language_nothing_can_be_confirmed(tmp_path: Path) -> None:
    english = FIGURES.replace("3.400 visite", "3,400 visite").replace("n.d.", "n/a")
    written = files(AUTO, REPORT + "language: es\n", english)
    report, source, _ = read_report(write(tmp_path, written))
    assert report is not None
    _, problems = compose(report)
    (told,) = (problem for problem in problems if problem.rule == "alt-language")
    assert told.parameters == {"id": "iscritti", "language": "es"}
    assert told.span is not None
    assert source.position(told.span).line == 12


MANY = """\
title: Un anno di biblioteca
blocks:
  - chart:
      id: visite
      kind: bars
      title: Le visite
      categories: [{rows}]
      series: [{{figure: visite}}]
      alt: auto
  - table:
      id: sedi
      title: Le sedi
      row_head: Sede
      rows: [{held}]
      columns: [{{head: Visite, figure: visite}}]
"""


def many(held: int) -> dict[str, str]:
    """A chart of sixteen values, of which a table holds `held`."""
    rows = [f"{{label: Sede {at}, of: s{at}}}" for at in range(16)]
    figures = "".join(f"s{at}: {{visite: {100 + at} visite}}\n" for at in range(16))
    return files(MANY.format(rows=", ".join(rows), held=", ".join(rows[:held])), figures=figures)


@pytest.mark.parametrize(
    ("held", "end"),
    [
        (16, "I valori sono in ordine crescente. Tutti i valori sono nella Tabella\u00a01."),
        (12, "I valori sono in ordine crescente. Quasi tutti i valori sono nella Tabella\u00a01."),
        (11, "I valori sono in ordine crescente."),
    ],
)
def test_the_table_that_holds_the_values_is_named(tmp_path: Path, held: int, end: str) -> None:
    document, problems, _ = composed(tmp_path, many(held))
    found = next(block for block in document.sections[0].blocks if isinstance(block, Figure))
    assert problems == ()
    assert plain(found.alt).endswith(end)
    assert [piece.target for piece in found.alt if isinstance(piece, Reference)] == ["sedi"] * (held > 11)


@pytest.mark.parametrize(("column", "named"), [("", False), (", {head: Su, figure: tutte.visite}", True)])
def test_a_table_that_holds_what_values_are_computed_from_holds_them(tmp_path: Path, column: str, named: bool) -> None:
    written = many(16)
    chapter = written["uno.yaml"].replace("[{figure: visite}]", "[{compute: {share: [visite, tutte.visite]}}]")
    chapter = chapter.replace("figure: visite}]", f"figure: visite}}{column}]")
    document, _, _ = composed(tmp_path, files(chapter, figures=written["figures.yaml"] + "tutte: {visite: 2.000 visite}\n"))
    found = next(block for block in document.sections[0].blocks if isinstance(block, Figure))
    assert any(isinstance(piece, Reference) for piece in found.alt) is named


SQUARES = REPORT + dedent(
    """\
    axes: [{id: sala, numeral: I, name: Sala}, {id: corte, numeral: II, name: Corte}]
    cover:
      squares: {allocated: a, activated: b, certified: c, unit: 1 Mln€, legend: Uno è 1 Mln€, solid: c, tinted: b, outlined: d}
    """
)
AMOUNTS = "sala: {a: 9 Mln€, b: 5 Mln€, c: 2 Mln€}\ncorte: {a: 4 Mln€, b: 4 Mln€, c: 1 Mln€}\n"
TEXT = "title: Uno\nblocks:\n  - text: Testo.\n"


def test_the_squares_of_the_cover_get_their_text_too(tmp_path: Path) -> None:
    document, (problem,), source = composed(tmp_path, files(TEXT, SQUARES, AMOUNTS))
    squares = document.cover.squares
    assert squares is not None
    assert plain(squares.alt) == (
        "Grafico a quadrati. Uno è 1 Mln€. Asse I, Sala: 9\u00a0Mln€. Asse II, Corte: 4\u00a0Mln€. Quadrati: 13; b 9, di cui "
        "c 3; d 4."
    )
    assert (problem.rule, problem.parameters["id"], problem.final) == ("alt-missing", "cover.squares", True)
    assert problem.span is not None
    assert source.position(problem.span).text.strip().startswith("squares:")
    confirmed, problems, _ = composed(tmp_path, files(TEXT, SQUARES.replace("outlined: d", "outlined: d, alt: auto"), AMOUNTS))
    assert problems == ()
    assert confirmed.cover.squares is not None
    assert confirmed.cover.squares.alt == squares.alt


def test_a_picture_is_not_described_by_the_program(tmp_path: Path) -> None:
    (tmp_path / "foto.png").write_bytes(PIXEL)
    chapter = "title: Uno\nblocks:\n  - picture: {file: foto.png, title: La sala, alt: auto}\n"
    report, source, _ = read_report(write(tmp_path, files(chapter)))
    assert report is not None
    _, (problem,) = compose(report)
    assert (problem.rule, problem.severity) == ("picture-alt-missing", Severity.ERROR)
    assert problem.span is not None
    assert chapter[problem.span.start : problem.span.end] == "auto"
    assert source.position(problem.span).line == 3


# ----------------------------------------------------------------------------------------------------------------- the command


@pytest.mark.parametrize(
    ("chapter", "options", "code", "severity"),
    [
        (CHART, (), 1, "error"),
        (CHART, ("--draft",), 0, "warning"),
        (AUTO, (), 0, ""),
    ],
)
def test_check_judges_a_final_document_unless_it_is_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], chapter: str, options: tuple[str, ...], code: int, severity: str
) -> None:
    file = write(tmp_path, files(chapter))
    assert check_command(parse(["check", str(file), *options]), load("en")) == code
    told = [line for line in capsys.readouterr().out.splitlines() if "[alt-missing]" in line]
    assert [severity in line for line in told] == [True] * bool(severity)


# ------------------------------------------------------------------------------------------------- where only words are kept

LOSES = """\
title: Un anno
blocks:
  - chart:
      id: iscritti
      kind: bars
      title: La sala ha più iscritti
      categories:
        - {label: Sala, of: sala}
        - {label: Corte, of: corte, note: "vedi [qui](https://a.example/)", aside: ["come [](#iscritti)"]}
      series: [{figure: iscritti}]
      alt: |
        Sala 120[^1], corte 80, come dice il [sito](https://a.example/) e la [](#iscritti).

        [^1]: Dati provvisori.
"""


def lost(folder: Path, chapter: str) -> list[tuple[str, int, str]]:
    """(rule, line, text) of notes and links that would not be printed."""
    report, source, _ = read_report(write(folder, files(chapter)))
    assert report is not None
    _, told = compose(report)
    found = [one for one in told if one.rule in ("note-in-words", "link-in-words") and one.span]
    return [(one.rule, source.position(one.span).line, chapter[one.span.start : one.span.end]) for one in found if one.span]


def test_a_note_or_link_in_an_alternative_text_or_a_label_is_refused_at_its_place(tmp_path: Path) -> None:
    assert lost(tmp_path, LOSES) == [
        ("link-in-words", 9, "[](#iscritti)"),
        ("link-in-words", 9, "[qui](https://a.example/)"),
        ("note-in-words", 12, "[^1]"),
        ("link-in-words", 12, "[sito](https://a.example/)"),
    ]


def test_a_note_in_a_description_or_in_bold_is_refused_too(tmp_path: Path) -> None:
    table = dedent("""\
        title: Un anno
        blocks:
          - table:
              id: iscritti
              title: Gli iscritti
              row_head: Sede
              rows: [{label: Sala, of: sala}]
              columns: [{head: Iscritti, figure: iscritti}]
              description: |
                Una riga **sola[^1]**.

                [^1]: Dati provvisori.
        """)
    assert lost(tmp_path, table) == [("note-in-words", 10, "[^1]")]
    assert lost(tmp_path, table.replace("[^1]**", "**").replace("[^1]: Dati provvisori.", "")) == []
