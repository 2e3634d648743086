"""What a reader of any format should find of a document: its tree as the plain list of blocks of `readback`.

Written from the document tree and the definitions in `readback` alone, so that it can judge every writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from report_builder.document import (
    Abbreviation,
    AxisKey,
    Block,
    Callout,
    Caption,
    Cell,
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
    Picture,
    Reference,
    Row,
    Section,
    SideNote,
    Strong,
    Subheading,
    Table,
    Text,
    plain,
    sections_of,
)  # fmt: skip
from report_builder.readback import Block as Read
from report_builder.readback import Kind, address, normal, passages
from report_builder.readback.grid import places


def expected(document: Document) -> tuple[Read, ...]:
    """The blocks after the cover: contents, how to read, sections, imprint, notes."""
    walk = _Walk(document.meta.language)
    walk.add(Kind.HEADING, document.labels.contents, level=1)
    for section in sections_of(document):
        if section.level <= 2:
            walk.add(Kind.TOC, section.number, section.title, level=section.level, links=False)
    walk.blocks_of(document.how_to_read)
    for chapter in document.sections:
        walk.section(chapter)
    walk.blocks_of(document.imprint)
    return (*walk.found, *(note for _, note in sorted(walk.notes.items())))


class _Walk:
    def __init__(self, language: str) -> None:
        self.language = language
        self.found: list[Read] = []
        self.notes: dict[int, Read] = {}

    def add(self, kind: Kind, *parts: str | Inlines, links: bool = True, **more: object) -> None:
        words = " ".join(part if isinstance(part, str) else self.words(part) for part in parts if part)
        spoken = [piece for part in parts if part for piece in (("", " "), *self.spoken(part))]
        foreign = () if kind is Kind.TOC or kind is Kind.CALLOUT else passages(spoken, self.language)
        self.found.append(Read(kind, normal(words), foreign=foreign, **more))  # type: ignore[arg-type]
        for part in parts if links else ():
            if not isinstance(part, str):
                self.found += self.links(part)

    def words(self, inlines: Inlines) -> str:
        return "".join(self.pieces(inlines))

    def pieces(self, inlines: Inlines) -> Iterator[str]:
        for inline in inlines:
            match inline:
                case Text() | Number() | DateText() | Reference() | Abbreviation():
                    yield inline.text
                case Strong() | Emphasis() | Link() | Foreign():
                    yield self.words(inline.children)
                case LineBreak():
                    yield " "
                case NoteCall():
                    self.note(inline.note)
                case _:
                    assert_never(inline)

    def spoken(self, part: str | Inlines, language: str = "") -> Iterator[tuple[str, str]]:
        """Pieces of text with their language, "" for the document's."""
        for inline in (Text(part),) if isinstance(part, str) else part:
            if isinstance(inline, Foreign):
                yield from self.spoken(inline.children, inline.language)
            elif isinstance(inline, Strong | Emphasis | Link):
                yield from self.spoken(inline.children, language)
            else:
                yield language, self.words((inline,))

    def links(self, inlines: Inlines) -> Iterator[Read]:
        for inline in inlines:
            match inline:
                case Link():
                    yield Read(Kind.LINK, normal(self.words(inline.children)), target=address(inline.target))
                case Reference():
                    yield Read(Kind.LINK, normal(inline.text), target=f"#{inline.target}")
                case Strong() | Emphasis() | Foreign():
                    yield from self.links(inline.children)
                case _:
                    pass

    def note(self, note: Footnote) -> None:
        inner = _Walk(self.language)
        inner.blocks_of(note.blocks)
        words = " ".join(block.text for block in inner.found if block.kind is not Kind.LINK)
        self.notes[note.number] = Read(Kind.NOTE, normal(words), level=note.number)

    def section(self, section: Section) -> None:
        self.add(Kind.HEADING, section.number, section.title, level=section.level)
        if section.lead:
            self.blocks_of((section.lead,))
        self.blocks_of(section.blocks)
        for part in section.sections:
            self.section(part)

    def blocks_of(self, blocks: Iterable[Block], depth: int = 0) -> None:
        for block in blocks:
            self.block(block, depth)

    def block(self, block: Block, depth: int) -> None:
        match block:
            case Paragraph() | Lead():
                self.add(Kind.PARAGRAPH, block.inlines)
            case Subheading():
                self.add(Kind.HEADING, block.inlines, level=block.level)
            case List():
                for item in block.items:
                    self.item(item.blocks, depth + 1, block.ordered)
            case Table():
                self.caption(block.caption)
                self.found.append(Read(Kind.TABLE, alt=normal(plain(block.description))))
                self.rows((*block.head, *block.rows))
                self.sources(block.source, block.notes)
            case Figure():
                if isinstance(block.content, Picture) and block.content.decorative:
                    return
                if block.caption:
                    self.caption(block.caption)
                self.found.append(Read(Kind.FIGURE, alt=normal(plain(block.alt))))
                self.sources(block.source, block.notes)
            case KeyFigures():
                for one in block.items:
                    self.add(Kind.KEY, one.label, one.value, one.unit, one.context)
            case Callout():
                self.add(Kind.CALLOUT, block.label, block.value)
                self.blocks_of(block.blocks)
            case SideNote():
                self.add(Kind.SIDE, block.label, block.value, block.inlines)
            case AxisKey():
                for axis in block.axes:
                    self.add(Kind.AXIS, axis.numeral, axis.name)
            case _:
                assert_never(block)

    def item(self, blocks: Iterable[Block], depth: int, ordered: bool) -> None:
        first, *others = blocks
        if isinstance(first, Paragraph):
            self.add(Kind.ITEM, first.inlines, level=depth, ordered=ordered)
        else:
            self.found.append(Read(Kind.ITEM, level=depth, ordered=ordered))
            self.block(first, depth)
        for block in others:
            self.block(block, depth)

    def caption(self, caption: Caption) -> None:
        self.add(Kind.CAPTION, f"{caption.label} {caption.number}", caption.title)
        if caption.measure:
            self.add(Kind.MEASURE, caption.measure)

    def sources(self, source: Inlines, notes: tuple[Inlines, ...]) -> None:
        for line in (source, *notes):
            if line:
                self.add(Kind.SOURCE, line)

    def rows(self, rows: tuple[Row, ...]) -> None:
        spans = [[(cell.rowspan, cell.colspan) for cell in row.cells] for row in rows]
        for row, where in zip(rows, places(spans), strict=True):
            for cell, (line, column) in zip(row.cells, where, strict=True):
                self.cell(cell, line, column)

    def cell(self, cell: Cell, line: int, column: int) -> None:
        numeral = cell.axis.numeral if cell.axis else ""
        place = {"row": line, "column": column, "rows": cell.rowspan, "columns": cell.colspan}
        self.add(Kind.CELL, numeral, cell.inlines, cell.under, header=cell.scope is not None, **place)
