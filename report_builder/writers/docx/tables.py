"""Tables: heads that repeat, rows that stay whole, spans, groups, totals; and key figures, which are tables too.

Receives tables and key figures; promises real Word tables that a reader can hear: the head and the first column are marked,
caption and description stand in the table's properties. The first column is marked twice: in the table's look, which Word
itself and its PDF go by, and by a bookmark "RowTitle…" in its first cell, which JAWS and NVDA go by (NVDA's user guide,
"Automatic Column and Row Header Reading"). Separate because the grid of spans is a matter of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from report_builder.document import (
    Align,
    Axis,
    Cell,
    KeyFigure,
    KeyFigures,
    Row,
    RowKind,
    Scope,
    Table,
    plain,
)
from report_builder.theme import MM_PER_POINT
from report_builder.writers.docx.context import Context, Paragraph
from report_builder.writers.docx.fields import BREAK, TAB, mark, text_run
from report_builder.writers.docx.grid import Place, grid, lines_after, lines_around, row_heights
from report_builder.writers.docx.inlines import runs
from report_builder.writers.docx.look import figure_values, number_name, text_width
from report_builder.writers.docx.styles import axis_name
from report_builder.writers.docx.tablestyles import REPORT
from report_builder.writers.docx.xml import EMPTY, Xml, from_points, joined, twips, value, w
from report_builder.writers.measure import measure

TALL = 1 / 3  # of a page: a higher row may be divided
BARELESS = 0.17  # of the table's width, for a column whose bars are left out
COLUMNS = 4  # quarters of a strip of key figures; a wide figure takes two


def chip(context: Context, axis: Axis) -> Xml:
    """The numeral of an axis on its colour, between two spaces whose style makes them as wide as the chip needs."""
    side = text_run("\u00a0", mark(context.style(axis_name(axis.index, "Chip Side"))))
    return joined(side, text_run(axis.numeral, mark(context.style(axis_name(axis.index, "Chip")))), side)


def table_xml(context: Context, table: Table) -> Xml:
    """The table itself; caption and sources are paragraphs around it."""
    width = twips(text_width(context.theme, landscape=table.landscape))
    shares = _shares(table)
    edges = [round(width * share / sum(shares)) for share in accumulate(shares)]
    columns = [end - start for start, end in zip([0, *edges], edges, strict=False)]
    body = [*table.head, *table.rows]
    row_heads = any(row.cells and row.cells[0].scope in (Scope.ROW, Scope.ROW_GROUP) for row in table.rows)
    total = bool(table.rows) and table.rows[-1].kind is RowKind.TOTAL
    look = _look(first_row=bool(table.head), last_row=total, first_column=row_heads)
    names = (
        value("tblCaption", f"{table.caption.label} {table.caption.number}. {plain(table.caption.title)}"),
        value("tblDescription", plain(table.description)) if table.description else EMPTY,
    )
    room = context.rooms[table.landscape]
    heights = row_heights(context.theme, table, [column / 20 for column in columns])
    whole = sum(heights) + lines_around(context.theme, table) <= room
    rows = []
    for y, (row, places) in enumerate(zip(body, grid(body, len(columns)), strict=True)):
        head, last = y < len(table.head), y == len(body) - 1
        keep = bool(lines_after(table)) if last else whole or head or _leads(row, body[y + 1])
        deep_head = head and len(table.head) > 1 and y == len(table.head) - 1
        title = f"RowTitle_{next(context.tables)}" if row_heads and y == len(table.head) else ""
        cells = _row_cells(context, row, columns, places, head=head, keep=keep, line=deep_head, title=title)
        held = w("cantSplit") if heights[y] <= TALL * room else EMPTY
        rows.append(w("tr", w("trPr", held, w("tblHeader") if head else EMPTY), *cells))
    return _table(context, REPORT, width, columns, look, names, rows)


def _shares(table: Table) -> list[float]:
    """The widths of the columns; one that has bars elsewhere is no wider here than its numbers need."""
    bars = {x for row in table.rows for x, cell in enumerate(row.cells) if cell.meter is not None}
    return [min(share, BARELESS) if x in bars else share for x, share in enumerate(table.widths)]


def _table(
    context: Context, style: str, width: int, columns: Sequence[int], look: Xml, names: tuple[Xml, ...], rows: list[Xml]
) -> Xml:
    properties = w(
        "tblPr",
        value("tblStyle", context.style(style)),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        look,
        *names,
    )
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=column) for column in columns)), *rows)


def _look(*, first_row: bool, last_row: bool, first_column: bool) -> Xml:
    """Which rows and columns are special: what makes a row or column a header for a reader who does not see the table."""
    bits = 0x0600 | 0x0020 * first_row | 0x0040 * last_row | 0x0080 * first_column
    return w(
        "tblLook",
        val=f"{bits:04X}",
        firstRow=int(first_row),
        lastRow=int(last_row),
        firstColumn=int(first_column),
        lastColumn=0,
        noHBand=1,
        noVBand=1,
    )


def _leads(row: Row, following: Row) -> bool:
    """Whether a row stands with the next one in a table that is divided."""
    return row.kind is RowKind.GROUP or following.kind is RowKind.TOTAL


def _row_cells(
    context: Context,
    row: Row,
    columns: Sequence[int],
    places: Sequence[Place],
    *,
    head: bool,
    keep: bool,
    line: bool,
    title: str,
) -> Iterator[Xml]:
    """The cells of a row; where a cell goes on from above, Word wants an empty one that says so.

    `title` is the bookmark of the first cell, if the column of headers begins with it.
    """
    for place in places:
        x, span, cell = place.x, place.span, place.cell
        if cell is None:
            goes_on = Paragraph("Table Text", EMPTY, keep=keep).xml(context)
            yield w("tc", _cell_properties(columns, x, span, value("vMerge", "continue"), line=line), goes_on)
            continue
        merge = value("vMerge", "restart") if cell.rowspan > 1 else EMPTY
        own_line = row.kind is RowKind.GROUP and not head
        style = _cell_style(cell, row, head=head)
        content = _cell_content(context, cell, style)
        if title and x == 0:
            content = context.marked(title, content)
        paragraph = Paragraph(style, content, keep=keep).xml(context)
        yield w("tc", _cell_properties(columns, x, span, merge, line=line, no_line=own_line), paragraph)


def _cell_properties(
    columns: Sequence[int], x: int, span: int, merge: Xml, *, line: bool = False, no_line: bool = False
) -> Xml:
    """Width and spans. The last cell ends at the margin; a group's line is its paragraph's, in the colour of its style."""
    borders = EMPTY
    if no_line:
        borders = w("tcBorders", w("bottom", val="nil"))
    elif line:
        borders = w("tcBorders", w("bottom", val="single", sz=6, space=0, color="auto"))
    return w(
        "tcPr",
        w("tcW", w=sum(columns[x : x + span]), type="dxa"),
        value("gridSpan", span) if span > 1 else EMPTY,
        merge,
        borders,
        w("tcMar", w("right", w=0, type="dxa")) if x + span == len(columns) else EMPTY,
    )


def _cell_style(cell: Cell, row: Row, *, head: bool) -> str:
    if row.kind is RowKind.GROUP and not head:
        axis = row.axis or cell.axis
        return axis_name(axis.index, "Group") if axis else "Table Group"
    if head:
        style = "Table Head"
    elif row.kind is RowKind.TOTAL:
        style = "Table Total"
    elif cell.axis is not None:
        return "Table Axis"
    elif cell.scope is not None:
        return "Table Row Head"
    else:
        style = "Table Text"
    return number_name(style) if cell.align is Align.RIGHT else style


def _cell_content(context: Context, cell: Cell, style: str) -> Xml:
    strong = "Strong" if cell.strong and style.startswith("Table") else ""
    content = runs(context, cell.inlines, strong)
    if cell.axis is not None:
        content = joined(chip(context, cell.axis), TAB, content)
    if cell.under:
        content = joined(content, BREAK, runs(context, cell.under, "Table Under"))
    return content


# --------------------------------------------------------------------------------------------------------------- key figures


def key_figures(context: Context, block: KeyFigures, axis: Axis | None) -> list[Xml]:
    """Strips of key figures, a table each: the head row holds the labels, the row under it values, units and contexts."""
    strips: list[list[KeyFigure]] = []
    room = 0
    for item in block.items:
        width = 2 if item.wide else 1
        if width > room:
            strips.append([])
            room = COLUMNS
        strips[-1].append(item)
        room -= width
    return [_strip(context, block, strip, axis, first=number == 0) for number, strip in enumerate(strips)]


def _strip(context: Context, block: KeyFigures, items: list[KeyFigure], axis: Axis | None, *, first: bool) -> Xml:
    gutter = context.theme.page["gutter"]
    quarter = twips((text_width(context.theme) + gutter) / COLUMNS)
    columns = [quarter * (2 if item.wide else 1) for item in items]
    styles = {wide: _value_style(context, items, wide=wide) for wide in (False, True)}
    below = w("tcMar", w("bottom", w=from_points(context.theme.type["body"].line), type="dxa"))
    heads, bodies = [], []
    for number, (item, width) in enumerate(zip(items, columns, strict=True)):
        label = runs(context, item.label)
        if first and number == 0:
            label = context.bookmark(block.id, label)
        size = w("tcW", w=width, type="dxa")
        heads.append(w("tc", w("tcPr", size), Paragraph("Figure Label", label).xml(context)))
        parts = (part.xml(context) for part in _values(context, item, axis, styles[item.wide]))
        bodies.append(w("tc", w("tcPr", size, below), *parts))
    rows = [
        w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *heads),
        w("tr", w("trPr", w("cantSplit")), *bodies),
    ]
    look = _look(first_row=True, last_row=False, first_column=False)
    names = (value("tblCaption", block.label),) if block.label else ()
    return _table(context, next(context.strips), sum(columns), columns, look, names, rows)


def _value_style(context: Context, items: list[KeyFigure], *, wide: bool) -> str:
    """The largest style in which no value of a strip is divided, of those that are wide or of the others."""
    theme = context.theme
    quarter = (text_width(theme) + theme.page["gutter"]) / COLUMNS
    room = ((2 if wide else 1) * quarter - theme.page["gutter"]) / MM_PER_POINT
    sizes = figure_values(theme)
    if not wide:
        del sizes["Figure Value Wide"]
    values = [plain(item.value) for item in items if item.wide == wide]
    fitting = (name for name, kind in sizes.items() if all(measure(theme, kind)(text) <= room for text in values))
    return next(fitting, [*sizes][-1])


def _values(context: Context, item: KeyFigure, axis: Axis | None, style: str) -> Iterator[Paragraph]:
    hue = axis_name(axis.index, "Figure") if axis else ""
    yield Paragraph(style, runs(context, item.value, hue))
    if item.unit:
        yield Paragraph("Figure Unit", runs(context, item.unit))
    if item.context:
        yield Paragraph("Figure Context", runs(context, item.context))
