"""Tables to markup: groups, scopes, headers, chips and bars in cells.

Receives a `Context` and a table; promises a figure with its caption first and one HTML table. Separate because the grid of
spans and headers is a matter of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.classes import dataclass
from report_builder.document import Cell, Row, RowKind, Scope, Table, plain
from report_builder.writers.balance import lines_in
from report_builder.writers.xhtml.captions import caption, named_by, sources
from report_builder.writers.xhtml.context import Context, accent, number
from report_builder.writers.xhtml.elements import Element, Node, Nodes, classes, element
from report_builder.writers.xhtml.inlines import inlines

LONG = 26  # rows that fill a page: a longer table may begin anywhere and goes on under a repeated head
ROOM = 0.6  # ems between a bar and its number
SHORT = 8  # characters of a cell that is not divided on the web page, such as "OT 10"
PADDING = 17.0  # points, the cell's own at the left
BROAD = 8  # columns: as many need more than the whole width of the page


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at its place in the grid. `group` counts the bodies: a header of a row group reaches no further than its own."""

    cell: Cell
    row: int
    column: int
    group: int

    def covers_column(self, column: int) -> bool:
        return self.column <= column < self.column + self.cell.colspan

    def covers_row(self, row: int) -> bool:
        return self.row <= row < self.row + self.cell.rowspan


def _bodies(rows: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """The rows by groups: a group row opens a body, and so does a total."""
    start = 0
    for i, row in enumerate(rows):
        if i > start and (row.kind is not RowKind.BODY or (rows[i - 1].kind is RowKind.TOTAL)):
            yield rows[start:i]
            start = i
    if rows[start:]:
        yield rows[start:]


def _grid(parts: list[tuple[Row, ...]]) -> list[list[_Placed]]:
    """Every cell with the row and column that it begins at; cells that span rows push later cells aside."""
    taken: set[tuple[int, int]] = set()
    grid: list[list[_Placed]] = []
    for group, rows in enumerate(parts):
        for row in rows:
            y, x = len(grid), 0
            placed = []
            for cell in row.cells:
                while (y, x) in taken:
                    x += 1
                placed.append(_Placed(cell, y, x, group))
                taken |= {(y + i, x + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
                x += cell.colspan
            grid.append(placed)
    return grid


def _spans(table: Table) -> bool:
    """Whether cells span others, so that headers must be named: a group's own row needs no naming."""
    rows = (*table.head, *(row for row in table.rows if row.kind is not RowKind.GROUP))
    return any(cell.colspan > 1 or cell.rowspan > 1 for row in rows for cell in row.cells)


def _headers(at: _Placed, header_cells: list[_Placed]) -> list[_Placed]:
    """The header cells of a data cell: of its columns, its row group and its rows, in that order."""
    columns = range(at.column, at.column + at.cell.colspan)
    rows = range(at.row, at.row + at.cell.rowspan)
    found = []
    for header in header_cells:
        match header.cell.scope:
            case Scope.COLUMN | Scope.COLUMN_GROUP:
                applies = header.row < at.row and any(map(header.covers_column, columns))
            case Scope.ROW_GROUP:
                applies = header.group == at.group and header.row <= at.row
            case _:
                applies = header.column < at.column and any(map(header.covers_row, rows))
        if applies:
            found.append(header)
    return found


class _TableMarkup:
    """The making of one table's markup."""

    def __init__(self, context: Context, table: Table) -> None:
        self.context, self.table = context, table
        self.grid = _grid([table.head, *_bodies(table.rows)])
        self.header_cells = [at for row in self.grid for at in row if at.cell.scope]
        self.named = _spans(table)
        self.bars = {at.column for row in self.grid for at in row if at.cell.meter}

    def name(self, at: _Placed) -> str:
        return f"{self.table.id}_r{at.row + 1}c{at.column + 1}"

    def style(self) -> str | None:
        """Where the bars end (so that the longest number fits beside them) and where the line of reference stands.

        The web page needs to know how many columns there are, so as not to press them together.
        """
        if not self.bars:
            return None if self.context.print else self.columns()
        style = f"--room: {number(self.room() / self.context.theme.type['table'].size)}em"
        if self.table.reference_line:
            style += f"; --line: {number(100 * self.table.reference_line[1])}%"
            if not self.context.print:
                style += f"; --share: {number(self.table.reference_line[1], 4)}"
        return style if self.context.print else f"{style}; {self.columns()}"

    def beside(self, at: _Placed, label: str, share: float) -> bool:
        """Whether the label of the line of reference leaves room for the column's head on the same line."""
        measure = self.context.measure(self.context.theme.type["small"])
        cell = sum(self.table.widths[at.column : at.column + at.cell.colspan]) * self.context.full_width - PADDING
        return share * (cell - self.room()) + measure(label) / 2 + PADDING < cell - 1.06 * measure(plain(at.cell.inlines))

    def room(self) -> float:
        """The width in points of the longest number beside a bar, and the space before it."""
        style = self.context.theme.type["table"]
        measure = self.context.measure(style)
        texts = (plain(part) for row in self.grid for at in row if at.cell.meter for part in (at.cell.inlines, at.cell.under))
        return 1.06 * max(map(measure, texts)) + ROOM * style.size  # the semi-bold is wider

    def columns(self) -> str:
        return f"--columns: {len(self.table.widths)}"

    def element(self) -> Element:
        table = self.table
        columns = element("colgroup", (element("col", style=f"width: {number(100 * width)}%") for width in table.widths))
        parts = [rows for rows in (table.head, *_bodies(table.rows)) if rows]
        bodies, y = [], 0
        for part in parts:
            head = part is table.head
            rows = []
            for row in part:
                rows.append(self.row(row, self.grid[y], head, last=y == len(table.head) - 1))
                y += 1
            bodies.append(element("thead" if head else "tbody", rows, class_=None if head else accent(part[0].axis)))
        described = f"{table.id}_description" if table.description and not self.context.print else None
        return element(
            "table", columns, bodies, class_=classes("lined" if table.reference_line else None), style=self.style(),
            aria_labelledby=named_by(table.id), aria_describedby=described,
        )  # fmt: skip

    def taller(self, row: list[_Placed]) -> str | None:
        """How much higher a row is than one line, so that the line of reference reaches its foot (print: a browser sees it)."""
        if not (self.context.print and self.table.reference_line and any(at.cell.meter for at in row)):
            return None
        style, under = self.context.theme.type["table"], self.context.theme.type["small"].line
        height = style.line
        for at in row:
            widths = self.table.widths[at.column : at.column + at.cell.colspan]
            room = sum(widths) * self.context.full_width - (PADDING / 2 if at.column else 0)
            lines = lines_in(plain(at.cell.inlines), self.context.measure(style), room)
            height = max(height, lines * style.line + (under if at.cell.under else 0))
        return f"--taller: {number(height - style.line)}pt" if height > style.line else None

    def row(self, row: Row, placed: list[_Placed], head: bool, last: bool) -> Element:
        kind = None if row.kind is RowKind.BODY else row.kind.value
        return element(
            "tr", (self.cell(at, head and last) for at in placed),
            class_=classes(kind, None if head else accent(row.axis)), style=None if head else self.taller(placed),
        )  # fmt: skip

    def cell(self, at: _Placed, bottom_of_head: bool) -> Element:
        cell = at.cell
        bar = at.column in self.bars
        content: list[Node] = []
        if bottom_of_head and bar and self.table.reference_line:
            label = element("span", self.table.reference_line[0], class_="mark")
            beside = "beside" if self.beside(at, *self.table.reference_line) else None
            content.append(element("span", label, class_=classes("track", beside), aria_hidden="true"))
        if cell.meter:
            width = f"width: {number(100 * min(max(cell.meter.share, 0.0), 1.0))}%"
            content.append(element("span", element("span", class_="bar", style=width), class_="track", aria_hidden="true"))
        content += self.text(cell)
        headers = " ".join(map(self.name, _headers(at, self.header_cells))) if self.named and not cell.scope else ""
        return element(
            "th" if cell.scope else "td", content,
            id=self.name(at) if cell.scope and self.named else None,
            class_=classes(cell.align.value, "strong" if cell.strong else None, "metered" if bar else None,
                           "short" if self.short(cell) else None, "stub" if self.stub(at) else None, accent(cell.axis)),
            scope=cell.scope.value if cell.scope else None, headers=headers or None,
            colspan=str(cell.colspan) if cell.colspan > 1 else None, rowspan=str(cell.rowspan) if cell.rowspan > 1 else None,
        )  # fmt: skip

    def short(self, cell: Cell) -> bool:
        """Whether the words of a cell belong on one line however narrow the screen."""
        return not self.context.print and not cell.scope and not cell.under and len(plain(cell.inlines)) <= SHORT

    def stub(self, at: _Placed) -> bool:
        """Whether a cell is of the column that stays in sight on the web page."""
        return not self.context.print and at.column == 0 and at.cell.colspan == 1

    def text(self, cell: Cell) -> Nodes:
        context = self.context
        words: Nodes = inlines(context, cell.inlines)
        if cell.under:
            words = (*words, " ", element("span", inlines(context, cell.under), class_="under"))
        if cell.axis:
            return (element("span", cell.axis.numeral, class_="chip"), " ", element("span", words, class_="name"))
        if cell.scope is Scope.ROW_GROUP and not context.print:
            return (element("span", words, class_="name"),)
        return words


def table(context: Context, block: Table) -> Element:
    """A table in its figure: caption, description, the table (in a region that scrolls, on the web), sources."""
    markup: Node = _TableMarkup(context, block).element()
    if not context.print:
        names = classes("scroll", "broad" if len(block.widths) >= BROAD else None)
        markup = element("div", markup, class_=names, role="region", tabindex="0", aria_labelledby=named_by(block.id))
    said = plain(block.description)
    description = element("p", said, class_="description", id=f"{block.id}_description") if said else None
    return element(
        "figure",
        caption(context, block.caption, block.id, landscape=block.landscape),
        None if context.print else description,
        markup,
        sources(context, block.source, block.notes),
        class_=classes("block", "table", "long" if len(block.rows) > LONG else None, "landscape" if block.landscape else None),
        id=block.id,
        data_description=said if context.print and said else None,
    )
