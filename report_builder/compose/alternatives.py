"""Text alternatives in their document: those written from the data, and which of them nobody has confirmed.

Receives the composed document, whose drafted charts have no text yet; promises one with their texts, in which the table that
holds a chart's values is named, and a problem for each drawing whose author has neither written nor confirmed its text.
Separate from `alt_text`, which sees one chart and no table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from report_builder.compose.alt_parts import common_begin
from report_builder.compose.alt_text import alt_text
from report_builder.compose.numbering import rewritten
from report_builder.compose.values import named_in
from report_builder.content.models import Report
from report_builder.diagnostics import Problem, Severity
from report_builder.document import Block, Chart, Document, Figure, Number, Reference, Table, flat, plain, sections_of
from report_builder.language import Language
from report_builder.place import Span

MOSTLY = 0.75  # the share of its values that a table must hold to be named


def with_drafts(document: Document, language: Language, axis: str) -> Document:
    """`document` with a text for each drafted chart; `axis` is what the law calls an axis."""
    if not any(isinstance(block, Figure) and block.drafted for block in _blocks(document)):
        return document
    tables = [(block, _mentioned(block)) for block in _blocks(document) if isinstance(block, Table)]

    def change(node: Any) -> Any:
        match node:
            case Figure(content=Chart() as chart, drafted=True):
                measure = node.caption.measure if node.caption else ()
                table, share = _table_of(chart, tables)
                return replace(node, alt=alt_text(chart, language, axis, measure, table, whole=share == 1))
        return node

    made: Document = rewritten(document, change)
    return made


def unconfirmed(document: Document, report: Report, language: Language) -> Iterator[Problem]:
    """A warning, with the draft, for each text that its author has neither written nor confirmed: a final build is refused.
    Where the language has no data, the draft is English and cannot be confirmed."""
    squares = document.cover.squares
    if squares and squares.drafted:
        place = squares.alt_origin or report.place("cover", "squares")
        yield from _unconfirmed("cover.squares", plain(squares.alt), squares.alt_origin is not None, language, place)
    for block in _blocks(document):
        if isinstance(block, Figure) and block.drafted and isinstance(block.content, Chart):
            found = block.alt_origin or block.origin
            yield from _unconfirmed(block.id, plain(block.alt), block.alt_origin is not None, language, found)


def _unconfirmed(name: str, draft: str, confirmed: bool, language: Language, place: Span | None) -> Iterator[Problem]:
    if confirmed and not language.known:
        yield Problem("alt-language", {"id": name, "language": language.code}, place)
    elif not confirmed:
        yield Problem("alt-missing", {"id": name, "draft": draft}, place, Severity.WARNING, final=True)


def _blocks(document: Document) -> Iterator[Block]:
    """The blocks that an author declares: tables and charts stand in no list."""
    yield from document.how_to_read
    for section in sections_of(document):
        yield from section.blocks
    yield from document.imprint


def _mentioned(table: Table) -> frozenset[str]:
    """The names of the figures in the cells of a table."""
    cells = [cell for row in table.rows for cell in row.cells]
    pieces = [piece for cell in cells for part in (cell.inlines, cell.under) for piece in flat(part)]
    return frozenset(piece.figure for piece in pieces if isinstance(piece, Number))


def _table_of(chart: Chart, tables: Sequence[tuple[Table, frozenset[str]]]) -> tuple[Reference | None, float]:
    """The first table that holds most of the chart's values, and what share of them; of a computed value, its operands."""
    begin = 1 if common_begin(chart) else 0
    data = [datum.figure for row in chart.categories for datum in row.values[begin:] if datum.figure]
    best: tuple[Table | None, float] = (None, 0.0)
    for table, names in tables:
        held = sum(name in names or named_in(name) <= names for name in data)
        if data and held / len(data) > best[1]:
            best = table, held / len(data)
    found, share = best
    return (Reference(found.id, "", True), share) if found and share >= MOSTLY else (None, 0.0)
