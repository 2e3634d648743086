"""All text of a document as one row of passages in reading order, each with its way back to the file.

Receives the document; promises every stretch that a reader takes in as one (a title, a paragraph, a cell, a note at its call),
with the section it stands in. Separate from the document, so that a check is a loop over passages and not a walk over a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import assert_never

from report_builder.classes import dataclass
from report_builder.document import (
    Abbreviation,
    AxisKey,
    Block,
    Callout,
    Caption,
    Chart,
    DateText,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Inlines,
    KeyFigures,
    Lead,
    Link,
    List,
    NoteCall,
    Number,
    Paragraph,
    Reference,
    Section,
    SideNote,
    Strong,
    Subheading,
    Table,
    Text,
    flat,
)
from report_builder.place import Span


class Role(StrEnum):
    """What a passage is: `LABEL` is what stands inside a chart. Those of `PROSE` have sentences."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LEAD = "lead"
    ITEM = "item"
    CAPTION = "caption"
    MEASURE = "measure"
    CELL = "cell"
    SOURCE = "source"
    LABEL = "label"
    ALT = "alt"
    KEY = "key"
    CALLOUT = "callout"
    SIDE = "side"
    NOTE = "note"
    COVER = "cover"


PROSE = frozenset({Role.PARAGRAPH, Role.LEAD, Role.ITEM, Role.SIDE, Role.NOTE})


@dataclass(frozen=True)
class Passage:
    """A passage: what it is, the section (None on the cover, in "how to read" and the imprint) and block that it belongs to.

    `level` is a heading's. An `ALT` passage is heard, not printed.
    """

    role: Role
    inlines: Inlines
    section: Section | None
    block: str
    level: int = 0
    origin: Span | None = None

    @cached_property
    def pieces(self) -> tuple[Inline, ...]:
        """The inlines without nesting, note calls left out: their texts one after the other are `text`."""
        return tuple(flat(self.inlines))

    @cached_property
    def text(self) -> str:
        """The text as printed; a line break is a space."""
        return "".join(map(printed, self.pieces))

    def span(self, start: int = 0, end: int | None = None) -> Span | None:
        """Where `text[start:end]` stands in the file: literal text to the letter, a mention as a whole."""
        stop = len(self.text) if end is None else end
        found: list[Span] = []
        at = 0
        for piece in self.pieces:
            length = len(printed(piece))
            origin = getattr(piece, "origin", None)
            low, high = max(start - at, 0), min(stop - at, length)
            if origin is not None and (low < high or (start == stop and 0 <= start - at < length)):
                exact = isinstance(piece, Text) and origin.end - origin.start == length
                found.append(Span(origin.file, origin.start + low, origin.start + max(low, high)) if exact else origin)
            at += length
        if not found:
            return self.origin
        same = [span for span in found if span.file == found[0].file]
        return Span(found[0].file, found[0].start, max(span.end for span in same))


def printed(piece: Inline) -> str:
    """The characters of a piece of `flat`."""
    match piece:
        case Text() | Number() | DateText() | Reference() | Abbreviation():
            return piece.text
        case _:
            return " "


def calls(inlines: Iterable[Inline]) -> Iterator[NoteCall]:
    """The notes called in inlines, at any depth."""
    for inline in inlines:
        match inline:
            case NoteCall():
                yield inline
            case Strong() | Emphasis() | Link() | Foreign():
                yield from calls(inline.children)


def links(inlines: Iterable[Inline]) -> Iterator[Link]:
    """The links in inlines, at any depth."""
    for inline in inlines:
        match inline:
            case Link():
                yield inline
            case Strong() | Emphasis() | Foreign():
                yield from links(inline.children)


def blocks(document: Document) -> Iterator[tuple[Section | None, Block]]:
    """Every block with its section, nested ones after what holds them, in reading order; blocks of notes are not among them."""

    def within(section: Section | None, found: Sequence[Block]) -> Iterator[tuple[Section | None, Block]]:
        for block in found:
            yield section, block
            match block:
                case List():
                    for item in block.items:
                        yield from within(section, item.blocks)
                case Callout():
                    yield from within(section, block.blocks)

    def walk(section: Section) -> Iterator[tuple[Section | None, Block]]:
        if section.lead is not None:
            yield section, section.lead
        yield from within(section, section.blocks)
        for part in section.sections:
            yield from walk(part)

    yield from within(None, document.how_to_read)
    for chapter in document.sections:
        yield from walk(chapter)
    yield from within(None, document.imprint)


def passages(document: Document) -> Iterator[Passage]:
    """Every passage of the document in reading order."""
    yield from _cover(document)
    yield from _blocks(None, document.how_to_read)
    for chapter in document.sections:
        yield from _section(chapter)
    yield from _blocks(None, document.imprint)


def _cover(document: Document) -> Iterator[Passage]:
    cover = document.cover
    for text in (*cover.programme, cover.title, cover.year):
        yield Passage(Role.COVER, (Text(text),), None, "")
    yield Passage(Role.COVER, cover.subtitle, None, "")
    squares = cover.squares
    if squares:
        yield Passage(Role.ALT, squares.alt, None, "", origin=squares.alt_origin)
    keys = (squares.legend, squares.solid, squares.tinted, squares.outlined) if squares else ()
    for text in (*keys, *cover.statement, cover.publisher, cover.publisher_unit):
        yield Passage(Role.COVER, (Text(text),), None, "")


def _section(section: Section) -> Iterator[Passage]:
    yield from _said(Role.HEADING, section.title, section, section.id, section.level, section.origin)
    if section.lead is not None:
        yield from _block(section, section.lead)
    yield from _blocks(section, section.blocks)
    for part in section.sections:
        yield from _section(part)


def _blocks(section: Section | None, found: Iterable[Block], role: Role = Role.PARAGRAPH) -> Iterator[Passage]:
    for block in found:
        yield from _block(section, block, role)


def _said(
    role: Role, inlines: Inlines, section: Section | None, block: str, level: int = 0, origin: Span | None = None
) -> Iterator[Passage]:
    """A passage, if it says anything, then the notes that it calls."""
    if inlines:
        yield Passage(role, inlines, section, block, level, origin)
    for call in calls(inlines):
        yield from _blocks(section, call.note.blocks, Role.NOTE)


def _block(section: Section | None, block: Block, role: Role = Role.PARAGRAPH) -> Iterator[Passage]:
    name = block.id
    match block:
        case Paragraph():
            yield from _said(role, block.inlines, section, name, origin=block.origin)
        case Lead():
            yield from _said(Role.LEAD, block.inlines, section, name, origin=block.origin)
        case Subheading():
            yield from _said(Role.HEADING, block.inlines, section, name, block.level, block.origin)
        case List():
            for item in block.items:
                yield from _blocks(section, item.blocks, Role.NOTE if role is Role.NOTE else Role.ITEM)
        case Table():
            yield from _caption(block.caption, section, name, block.origin)
            if block.description:
                yield Passage(Role.ALT, block.description, section, name, origin=block.origin)
            for row in (*block.head, *block.rows):
                for cell in row.cells:
                    yield from _said(Role.CELL, cell.inlines, section, name, origin=cell.origin)
                    yield from _said(Role.CELL, cell.under, section, name, origin=cell.origin)
            yield from _sources(block, section)
        case Figure():
            if block.caption is not None:
                yield from _caption(block.caption, section, name, block.origin)
            if isinstance(block.content, Chart):
                yield from _labels(block.content, section, block.origin)
            if block.alt:
                yield Passage(Role.ALT, block.alt, section, name, origin=block.alt_origin or block.origin)
            yield from _sources(block, section)
        case KeyFigures():
            for key in block.items:
                for part in (key.label, key.value, key.unit, key.context):
                    yield from _said(Role.KEY, part, section, name, origin=block.origin)
        case Callout():
            for part in (block.label, block.value):
                yield from _said(Role.CALLOUT, part, section, name, origin=block.origin)
            yield from _blocks(section, block.blocks)
        case SideNote():
            for part in (block.label, block.value):
                yield from _said(Role.CALLOUT, part, section, name, origin=block.origin)
            yield from _said(Role.SIDE, block.inlines, section, name, origin=block.origin)
        case AxisKey():
            for axis in block.axes:
                yield Passage(Role.CELL, (Text(axis.name),), section, name)
        case _:
            assert_never(block)


def _labels(chart: Chart, section: Section | None, origin: Span | None) -> Iterator[Passage]:
    """What is written inside a chart, each text once: names of series and targets at the chart, others at their row."""
    reference = chart.reference[0] if chart.reference else ""
    heads = (*(series.name for series in chart.series), *chart.targets, chart.aside, reference)
    texts: dict[str, Span | None] = dict.fromkeys(heads, origin)
    for row in chart.categories:
        for text in (row.label, row.note, *row.aside):
            texts.setdefault(text, row.origin or origin)
    for text, place in texts.items():
        if text:
            yield Passage(Role.LABEL, (Text(text, place),), section, chart.id, origin=place)


def _caption(caption: Caption, section: Section | None, name: str, origin: Span | None) -> Iterator[Passage]:
    yield from _said(Role.CAPTION, caption.title, section, name, origin=origin)
    yield from _said(Role.MEASURE, caption.measure, section, name, origin=origin)


def _sources(block: Table | Figure, section: Section | None) -> Iterator[Passage]:
    for line in (block.source, *block.notes):
        yield from _said(Role.SOURCE, line, section, block.id, origin=block.origin)
