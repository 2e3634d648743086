"""Other reports than that of 2018: another language, period and structure, the smallest one, and two editions of one.

They are content alone: nothing in the program knows of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from report_builder.compose import compose
from report_builder.document import (
    Block,
    Callout,
    Document,
    Figure,
    Footnote,
    Foreign,
    List,
    NoteCall,
    Paragraph,
    Reference,
    RowKind,
    Section,
    Table,
    plain,
    sections_of,
)
from report_builder.reader import read_report

REPORTS = Path(__file__).parents[1] / "reports"
NBSP = "\u00a0"


@cache
def composed(name: str) -> Document:
    report, source, problems = read_report(REPORTS / name)
    told = [(problem.rule, source.position(problem.span) if problem.span else None) for problem in problems]
    assert report is not None, told
    document, more = compose(report)
    told += [(problem.rule, source.position(problem.span) if problem.span else None) for problem in more]
    assert not told
    assert document is not None
    return document


def blocks_of(document: Document) -> Iterator[Block]:
    for section in sections_of(document):
        yield from section.blocks


def inlines_of(document: Document) -> Iterator[object]:
    for block in blocks_of(document):
        if isinstance(block, Paragraph):
            yield from block.inlines


def section(document: Document, name: str) -> Section:
    (found,) = (one for one in sections_of(document) if one.id == name)
    return found


def table(document: Document, name: str) -> Table:
    (found,) = (block for block in blocks_of(document) if isinstance(block, Table) and block.id == name)
    return found


def printed(one: Table) -> list[list[str]]:
    return [[plain(cell.inlines).replace(NBSP, " ") for cell in row.cells] for row in one.rows]


# ---------------------------------------------------------------------------------------------------------- the second report


SECOND = "second/report.yaml"


def test_the_second_report_has_another_language_period_and_thirteen_axes() -> None:
    document = composed(SECOND)
    assert document.meta.language == "en"
    assert document.meta.date == date(2025, 6, 30)
    assert document.labels.contents == "Contents"
    assert document.cover.statement == ("Co-funded by the European Union",)
    assert [axis.numeral for axis in document.axes] == [str(number) for number in range(1, 14)]
    assert document.cover.squares is None


def test_it_has_three_levels_of_numbered_sections() -> None:
    numbers = [one.number for one in sections_of(composed(SECOND))]
    assert numbers == ["", "1", "1.1", "1.1.1", "1.1.2", "1.2", "2", "3", "3.1", "3.2", "4", "4.1", "4.2", "5", "6"]


def test_it_has_no_charts() -> None:
    assert not [block for block in blocks_of(composed(SECOND)) if isinstance(block, Figure)]


def test_its_table_of_money_is_grouped_by_fund_and_says_what_is_not_stated() -> None:
    money = table(composed(SECOND), "money-by-priority")
    groups = [plain(row.cells[0].inlines) for row in money.rows if row.kind is RowKind.GROUP]
    assert groups == ["European Regional Development Fund", "European Social Fund Plus"]
    rows = printed(money)
    assert rows[1] == ["Research and innovation", "142.6", "98.4", "41.2"]
    assert plain(money.rows[1].cells[2].under) == "69.0%"
    assert rows[8] == ["Territorial and urban strategies", "39.8", "22.7", "n/a"]
    assert money.rows[8].cells[3].under == ()
    assert rows[-1] == ["Programme", "1,010.0", "685.3", "261.0"]


def test_its_wide_table_lies_on_its_side_and_has_negative_changes() -> None:
    indicators = table(composed(SECOND), "indicators")
    assert indicators.landscape
    rows = {row[0]: row[1:] for row in printed(indicators)}
    assert rows["Young people trained"][2:] == ["10,460", "−1,410 people", "−11.9%"]
    assert rows["Enterprises supported"][2:] == ["2,302", "+187 enterprises", "+8.8%"]


def test_its_footnotes_are_numbered_in_reading_order_and_may_have_two_paragraphs() -> None:
    notes: list[Footnote] = [inline.note for inline in inlines_of(composed(SECOND)) if isinstance(inline, NoteCall)]
    assert [note.number for note in notes] == [1, 2]
    assert len(notes[1].blocks) == 2


def test_its_references_have_the_printed_names() -> None:
    texts = [inline.text for inline in inlines_of(composed(SECOND)) if isinstance(inline, Reference)]
    assert texts[-1] == f"Table{NBSP}1"


def test_it_nests_lists_and_marks_what_is_foreign() -> None:
    document = composed(SECOND)
    (ordered,) = (block for block in section(document, "programme").blocks if isinstance(block, List))
    assert ordered.ordered
    assert [type(block) for block in ordered.items[1].blocks] == [Paragraph, List]
    towns = section(document, "towns").blocks[0]
    assert "Grünes Band" in plain(towns.inlines) if isinstance(towns, Paragraph) else False
    assert _foreign(towns.inlines) == ["de"] if isinstance(towns, Paragraph) else False


def _foreign(inlines: tuple[object, ...]) -> list[str]:
    found = []
    for inline in inlines:
        if isinstance(inline, Foreign):
            found.append(inline.language)
        found += _foreign(getattr(inline, "children", ()))
    return found


def test_its_priority_opens_with_a_band_and_ends_with_its_indicator() -> None:
    youth = section(composed(SECOND), "priority-youth")
    assert youth.axis is not None
    assert youth.axis.numeral == "9"
    assert youth.lead is not None
    assert isinstance(youth.blocks[-1], Callout)


# ------------------------------------------------------------------------------------------------------------- the smallest one


def test_the_smallest_report_is_two_files() -> None:
    document = composed("minimal/report.yaml")
    assert [one.id for one in document.sections] == ["un-anno"]
    first = document.sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert plain(first.inlines).startswith(f"Nel 2023 la biblioteca ha accolto 48.210{NBSP}visite")
    assert document.cover.statement == ("Cofinanziato dall’Unione europea",)


# ------------------------------------------------------------------------------------------------------------- two editions


def test_two_editions_share_their_figures() -> None:
    italian, english = (composed(f"editions/{name}") for name in ("report.yaml", "report.en.yaml"))
    values = [[(figure.name, figure.value, figure.unit) for figure in document.figures] for document in (italian, english)]
    assert values[0] == values[1]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("report.yaml", ("31 dicembre 2024", "12,35 Mln€", "48,6 Mln€", "25,4%", "10.482", "−3,4%")),
        ("report.en.yaml", ("31 December 2024", "€12.35 million", "€48.6 million", "25.4%", "10,482", "−3.4%")),
    ],
)
def test_each_edition_prints_them_in_its_language(name: str, told: tuple[str, ...]) -> None:
    first = composed(f"editions/{name}").sections[0].blocks[0]
    assert isinstance(first, Paragraph)
    text = plain(first.inlines).replace(NBSP, " ")
    assert [words for words in told if words not in text] == []
