"""Checks of the tables of a PDF: head cells, their scope, the headers that cells name, rows of one length.

Receives a `Tree`; promises findings at the place of the table, row or cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from report_builder.readback.grid import places
from report_builder.readback.pdf_file import text
from report_builder.verify.pdf.clauses import fault
from report_builder.verify.pdf.tree import Node, Tree
from report_builder.verify.results import Finding

SCOPES = frozenset({"Row", "Column", "Both"})


def check_tables(tree: Tree) -> Iterator[Finding]:
    for node in tree.nodes:
        if node.standard == "Table":
            yield from _table(tree, node)


def _table(tree: Tree, table: Node) -> Iterator[Finding]:
    groups = [kid for kid in table.kids if kid.standard in ("THead", "TBody", "TFoot", "TR")]
    rows = [row for group in groups for row in ([group] if group.standard == "TR" else group.kids) if row.standard == "TR"]
    cells = [[cell for cell in row.kids if cell.standard in ("TH", "TD")] for row in rows]
    heads = {cell.string("ID") for row in cells for cell in row if cell.standard == "TH"}
    if not heads:
        yield fault("pdf-table-no-header", table.place)
        return
    naming = any(_headers(tree, cell) for row in cells for cell in row)
    for row in cells:
        for cell in row:
            yield from _cell(tree, cell, heads - {""})
            if naming and cell.standard == "TD" and not _headers(tree, cell):
                yield fault("pdf-table-cell-headers", cell.place)
    yield from _lengths(tree, rows, cells)


def _cell(tree: Tree, cell: Node, heads: set[str]) -> Iterator[Finding]:
    if cell.standard == "TH" and str(tree.attribute(cell, "Table", "Scope")) not in SCOPES:
        yield fault("pdf-table-scope", cell.place)
    for header in _headers(tree, cell):
        named = text(header) if isinstance(header, bytes) else str(header)
        if named not in heads:
            yield fault("pdf-table-headers", cell.place, header=named)


def _headers(tree: Tree, cell: Node) -> Sequence[Any]:
    named = tree.attribute(cell, "Table", "Headers")
    return named if isinstance(named, list) else ()


def _lengths(tree: Tree, rows: list[Node], cells: list[list[Node]]) -> Iterator[Finding]:
    """Every row takes as many columns as the first, cells that reach down into it counted."""
    spans = [[(_span(tree, cell, "RowSpan"), _span(tree, cell, "ColSpan")) for cell in row] for row in cells]
    taken: dict[int, int] = {}
    for row, where in zip(spans, places(spans), strict=True):
        for (high, wide), (line, _) in zip(row, where, strict=True):
            for below in range(line, line + high):
                taken[below] = taken.get(below, 0) + wide
    width = taken.get(1, 0)
    for line, row_node in enumerate(rows, 1):
        if taken.get(line, 0) != width:
            yield fault("pdf-table-row", row_node.place, columns=taken.get(line, 0), expected=width)
    if rows and max(taken, default=0) > len(rows):
        yield fault("pdf-table-row", rows[-1].place, columns=taken[max(taken)], expected=0)


def _span(tree: Tree, cell: Node, key: str) -> int:
    value: Any = tree.attribute(cell, "Table", key)
    return value if isinstance(value, int) and value > 0 else 1
