"""The structure tree that a PDF of a document should have: one element for each node of the document tree, and nothing else.

Written from the document tree and ISO 32000-1 (14.8.4) alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from report_builder.document import (
    Abbreviation,
    AxisKey,
    Block,
    Callout,
    Caption,
    Cell,
    Chart,
    Cover,
    DateText,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Inlines,
    KeyFigures,
    Lead,
    LineBreak,
    Link,
    List,
    NoteCall,
    Number,
    Paragraph,
    Reference,
    Row,
    RowKind,
    Scope,
    Section,
    SideNote,
    Strong,
    Subheading,
    Table,
    Text,
    plain,
)  # fmt: skip

CHAPTERS_AND_PARTS = 2  # the levels that the contents list
SCOPES = {Scope.COLUMN: "Column", Scope.COLUMN_GROUP: "Column", Scope.ROW: "Row", Scope.ROW_GROUP: "Row"}


@dataclass
class Want:
    """An element: its own type, what it says of itself, and its text and elements in order (spaces in `kids` as in a text).

    `place` is where a link inside the document leads; `page` is true for an element whose text is the page of that place.
    `drawn` is true for a picture, whose drawn text is its own affair. `short` is another wording that may stand in narrow room.
    """

    role: str
    kids: list[Want | str] = field(default_factory=list)
    says: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, object] = field(default_factory=dict)
    target: str = ""
    page: bool = False
    drawn: bool = False
    short: str = ""


def wanted(document: Document) -> Want:
    root = Want("Document", [_cover(document.cover), _contents(document)])
    if document.how_to_read:
        root.kids.append(Want("Sect", list(_blocks(document.how_to_read))))
    root.kids += [_section(chapter) for chapter in document.sections]
    if document.imprint:
        root.kids.append(Want("Sect", list(_blocks(document.imprint)), {"ID": "_imprint"}))
    return root


def _text(role: str, *parts: str | Inlines, **says: str) -> Want:
    kids: list[Want | str] = []
    for part in filter(None, parts):
        kids += [" "] if kids else []
        kids += [part] if isinstance(part, str) else _inlines(part)
    return Want(role, kids, says)


def _inlines(inlines: Inlines) -> Iterator[Want | str]:
    for inline in inlines:
        match inline:
            case Text() | Number() | DateText():
                yield inline.text
            case LineBreak():
                yield " "
            case Strong() | Emphasis():
                yield from _inlines(inline.children)
            case Link():
                yield Want("Link", list(_inlines(inline.children)), target=inline.target)
            case Reference():
                yield Want("Link", [inline.text], target=f"#{inline.target}")
            case Foreign():
                yield Want("Span", list(_inlines(inline.children)), {"Lang": inline.language})
            case Abbreviation():
                yield Want("Span", [inline.text], {"E": inline.expansion})
            case NoteCall():
                yield Want("Reference", [str(inline.note.number)])
                yield _note(inline.note)
            case _:
                assert_never(inline)


def _note(note: Footnote) -> Want:
    made = Want("Note", [Want("Lbl", [str(note.number)])], {"ID": note.id})
    for block in note.blocks:
        match block:
            case Paragraph():
                made.kids.append(_text("P", block.inlines, ID=block.id))
            case List():
                made.kids.append(_items(block))
            case _:
                raise TypeError(type(block).__name__)
    return made


# ------------------------------------------------------------------------------------------------------------------- the whole


def _cover(cover: Cover) -> Want:
    made = Want("Cover", says={"ID": "_cover"})
    if cover.programme:
        made.kids.append(_text("P", " ".join(cover.programme)))
    made.kids.append(_text("Title", cover.title, cover.year))
    if cover.subtitle:
        made.kids.append(_text("P", cover.subtitle))
    squares = cover.squares
    if squares:
        labels = [_text("LBody", f"{row.axis.numeral} {row.axis.name}", row.amount) for row in squares.rows]
        for label, row in zip(labels, squares.rows, strict=True):
            label.short = f"{row.axis.numeral} {row.axis.short} {plain(row.amount)}"
        made.kids.append(_list(labels))
        made.kids.append(Want("Figure", says={"Alt": plain(squares.alt)}, drawn=True))
        words = (squares.legend, squares.solid, squares.tinted, squares.outlined)
        made.kids.append(_list([_text("LBody", word) for word in words]))
    made.kids.append(Want("Figure", says={"Alt": cover.emblem_alt}, drawn=True))
    made.kids.append(_text("P", " ".join(cover.statement)))
    made.kids += [Want("Figure", says={"Alt": logo.name}, drawn=True) for logo in cover.logos]
    made.kids.append(_text("P", cover.publisher, cover.publisher_unit))
    return made


def _list(bodies: Iterable[Want], role: str = "L", **says: str) -> Want:
    return Want(role, [Want("LI", [body]) for body in bodies], says, {"ListNumbering": "None"})


def _contents(document: Document) -> Want:
    def flat(inlines: Inlines) -> Iterator[Want | str]:
        for inline in inlines:
            match inline:
                case Strong() | Emphasis() | Link():
                    yield from flat(inline.children)
                case Foreign():
                    yield Want("Span", list(flat(inline.children)), {"Lang": inline.language})
                case NoteCall():
                    pass
                case Reference():
                    yield inline.text
                case _:
                    yield from _inlines((inline,))

    def entry(section: Section) -> Want:
        number: list[Want | str] = [section.number, " "] if section.number else []
        page = Want("PageNumber", target=f"#{section.id}", page=True)
        link = Want("Link", [*number, *flat(section.title), " ", page], target=f"#{section.id}")
        made = Want("TOCI", [Want("Reference", [link])])
        if section.level < CHAPTERS_AND_PARTS and section.sections:
            made.kids.append(entries(section.sections))
        return made

    def entries(sections: Iterable[Section]) -> Want:
        return Want("TOC", [entry(section) for section in sections])

    title = _text("H1", document.labels.contents, ID="_contents_title")
    return Want("Sect", [title, entries(document.sections)], {"ID": "_contents"})


def _section(section: Section) -> Want:
    made = Want("Sect", [_text(f"H{min(section.level, 6)}", section.number, section.title)], {"ID": section.id})
    if section.lead:
        made.kids += _blocks((section.lead,))
    made.kids += _blocks(section.blocks)
    made.kids += [_section(part) for part in section.sections]
    return made


# ------------------------------------------------------------------------------------------------------------------ the blocks


def _blocks(blocks: Iterable[Block]) -> Iterator[Want | str]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _text("P", block.inlines, ID=block.id)
            case Lead():
                yield _text("Lead", block.inlines, ID=block.id)
            case Subheading():
                yield _text(f"H{min(block.level, 6)}", block.inlines, ID=block.id)
            case List():
                yield _items(block)
            case Table():
                yield _table(block)
                yield from _sources(block)
            case Figure():
                if isinstance(block.content, Chart) or not block.content.decorative:
                    says = {"ID": block.id, "Alt": plain(block.alt)}
                    yield Want("Figure", [_caption(block.caption, block.id)] if block.caption else [], says, drawn=True)
                    yield from _sources(block)
            case KeyFigures():
                yield _key_figures(block)
            case Callout():
                parts = (("CalloutValue", block.value), ("CalloutLabel", block.label))
                kids = [_text(role, words) for role, words in parts if words]
                yield Want("Callout", [*kids, *_blocks(block.blocks)], {"ID": block.id})
            case SideNote():
                parts = (block.label, block.value, block.inlines)
                yield Want("SideNote", [_text("P", words) for words in parts if words], {"ID": block.id})
            case AxisKey():
                yield _list([_text("LBody", axis.numeral, axis.name) for axis in block.axes], "AxisKey", ID=block.id)
            case _:
                assert_never(block)


def _items(block: List) -> Want:
    made = Want("L", says={"ID": block.id}, attributes={"ListNumbering": "Decimal" if block.ordered else "Square"})
    for number, item in enumerate(block.items, start=block.start):
        label = f"{number}." if block.ordered else "▪"
        made.kids.append(Want("LI", [Want("Lbl", [label]), Want("LBody", list(_blocks(item.blocks)))]))
    return made


def _key_figures(block: KeyFigures) -> Want:
    made = Want("KeyFigures", says={"ID": block.id}, attributes={"ListNumbering": "None"})
    if block.label:
        made.says["T"] = block.label
    for item in block.items:
        body = [_text("P", item.value, item.unit), *([_text("P", item.context)] if item.context else [])]
        made.kids.append(Want("KeyFigure", [_text("Lbl", item.label), Want("LBody", list(body))]))
    return made


def _caption(caption: Caption, owner: str) -> Want:
    number = _text("P", f"{caption.label} {caption.number}", ID=f"{owner}_number")
    made = Want("Caption", [number, _text("P", caption.title, ID=f"{owner}_title")])
    if caption.measure:
        made.kids.append(_text("Measure", caption.measure))
    return made


def _sources(block: Table | Figure) -> Iterator[Want]:
    return (_text("Source", line) for line in (block.source, *block.notes) if line)


# -------------------------------------------------------------------------------------------------------------------- a table


@dataclass
class _Placed:
    cell: Cell
    row: int
    column: int
    body: int  # 0 is the head
    name: str

    def beside(self, row: int, rows: int) -> bool:
        return self.row < row + rows and row < self.row + self.cell.rowspan

    def above(self, column: int, columns: int) -> bool:
        return self.column < column + columns and column < self.column + self.cell.colspan


def _bodies(rows: tuple[Row, ...]) -> list[list[Row]]:
    """The rows of a table's bodies: the row of a group begins one, and a total stands in one of its own."""
    found: list[list[Row]] = []
    for i, row in enumerate(rows):
        if not found or row.kind is not RowKind.BODY or rows[i - 1].kind is RowKind.TOTAL:
            found.append([])
        found[-1].append(row)
    return found


def _table(table: Table) -> Want:
    parts = [list(table.head), *_bodies(table.rows)]
    taken: set[tuple[int, int]] = set()
    cells: list[list[_Placed]] = []
    for body, rows in enumerate(parts):
        for row in rows:
            line, column = len(cells), 0
            cells.append([])
            for cell in row.cells:
                while (line, column) in taken:
                    column += 1
                taken |= {(line + i, column + j) for i in range(cell.rowspan) for j in range(cell.colspan)}
                cells[-1].append(_Placed(cell, line, column, body, f"r{line + 1}c{column + 1}"))
                column += cell.colspan
    heads = [at for row in cells for at in row if at.cell.scope]
    lines = iter(cells)
    made = Want("Table", [_caption(table.caption, table.id)], {"ID": table.id})
    if table.description:
        made.attributes["Summary"] = plain(table.description)
    for body, rows in enumerate(parts):
        if rows:
            trs = [Want("TR", [_cell(at, heads) for at in next(lines)]) for _ in rows]
            made.kids.append(Want("TBody" if body else "THead", list(trs)))
    return made


def _cell(at: _Placed, heads: list[_Placed]) -> Want:
    cell = at.cell
    numeral = cell.axis.numeral if cell.axis else ""
    made = _text("TH" if cell.scope else "TD", numeral, cell.inlines, cell.under)
    if cell.scope:
        made.attributes["Scope"] = SCOPES[cell.scope]
        made.says["ID"] = at.name
    if cell.rowspan > 1:
        made.attributes["RowSpan"] = cell.rowspan
    if cell.colspan > 1:
        made.attributes["ColSpan"] = cell.colspan
    headers = [head.name for head in heads if _heads(head, at)]
    if headers:
        made.attributes["Headers"] = headers
    return made


def _heads(head: _Placed, at: _Placed) -> bool:
    """Whether a header cell is one of a cell's: of its columns; of its group of rows; of its row."""
    down = head.cell.scope in (Scope.COLUMN, Scope.COLUMN_GROUP)
    match at.cell.scope:
        case Scope.COLUMN | Scope.COLUMN_GROUP:
            return down and head.row < at.row and head.above(at.column, at.cell.colspan)
        case Scope.ROW_GROUP:
            return False
        case scope:
            if head.cell.scope is Scope.ROW_GROUP:
                return head.body == at.body and head.row < at.row
            if scope is Scope.ROW:
                return False
            if down:
                return head.row < at.row and head.above(at.column, at.cell.colspan)
            return head.column < at.column and head.beside(at.row, at.cell.rowspan)
