"""What a report tells of the published text: its words in order, from the document tree or from a finished file read back.

Receives a `Document`, or the blocks of a PDF, Word file or web page; promises the words that the published text must have.
Left out is what the report adds to it: the page of key figures, charts, the bodies of tables, key figures, side notes,
footnotes, labels and values of callouts, cover, contents and imprint. Nothing is left out by its words, only by kind and place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from report_builder.document import (
    AxisKey,
    Block,
    Callout,
    Document,
    Figure,
    KeyFigures,
    Lead,
    List,
    Paragraph,
    RowKind,
    Section,
    SideNote,
    Subheading,
    Table,
    plain,
    sections_of,
)
from report_builder.readback import Block as Read
from report_builder.readback import Kind, normal
from tests.reference.words import BULLET, PublishedTable, spelled

# ------------------------------------------------------------------------------------------------------- from the document tree


def words_of_document(document: Document) -> tuple[str, ...]:
    """The words of the numbered chapters, "•" before every list item and a point after every section's number."""
    texts = [text for chapter in document.sections if chapter.number for text in _section(chapter)]
    return tuple(spelled(" ".join(texts)).split())


def _section(section: Section) -> Iterator[str]:
    yield f"{section.number}. {plain(section.title)}"
    if section.lead:
        yield plain(section.lead.inlines)
    yield from _blocks(section.blocks)
    for part in section.sections:
        yield from _section(part)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Lead() | Subheading():
                yield plain(block.inlines)
            case List():
                for item in block.items:
                    yield BULLET
                    yield from _blocks(item.blocks)
            case Callout():
                yield from _blocks(block.blocks)
            case Table():
                yield f"{block.caption.label} {block.caption.number} {plain(block.caption.title)}"
            case Figure() | KeyFigures() | SideNote() | AxisKey():
                pass


def table_of_document(document: Document, name: str) -> PublishedTable:
    """The financial plan as the published text has it: objective, numeral, name, amount and share; then the total."""
    (table,) = (
        block for section in sections_of(document) for block in section.blocks if isinstance(block, Table) and block.id == name
    )
    rows = []
    total = ("", "")
    for row in table.rows:
        texts = [spelled(plain(cell.inlines)) for cell in row.cells]
        if row.kind is RowKind.TOTAL:
            total = (texts[-2], texts[-1])
        else:
            axis = row.cells[0].axis
            rows.append((texts[1].strip("–"), axis.numeral if axis else "", texts[0], texts[2], texts[3]))
    return PublishedTable(tuple(rows), total)


# ------------------------------------------------------------------------------------------------------- from a finished file


def words_of_blocks(blocks: Sequence[Read], document: Document) -> tuple[str, ...]:
    """The same words from a file read back: from the first numbered chapter to the imprint."""
    chapter = next(section for section in document.sections if section.number)
    opening = normal(f"{chapter.number} {plain(chapter.title)}")
    begin = next(at for at, block in enumerate(blocks) if block.kind is Kind.HEADING and block.text == opening)
    kept = [block for block in blocks[begin:] if block.kind in (Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.CAPTION)]
    imprint = [normal(text) for text in _blocks(document.imprint)]
    if imprint:
        if [block.text for block in kept[-len(imprint) :]] != imprint:
            raise AssertionError(f"the file does not end with the imprint: {kept[-len(imprint) :]}")
        kept = kept[: -len(imprint)]
    figures = {figure.caption.label for figure in _figures(document) if figure.caption}
    texts = []
    for block in kept:
        match block.kind:
            case Kind.HEADING:
                texts.append(re.sub(r"^(\d+(?:\.\d+)*) ", r"\1. ", block.text))
            case Kind.ITEM:
                texts.append(f"{BULLET} {block.text}")
            case Kind.CAPTION if block.text.split()[0] in figures:
                pass
            case _:
                texts.append(block.text)
    return tuple(spelled(" ".join(texts)).split())


def _figures(document: Document) -> Iterator[Figure]:
    for section in sections_of(document):
        yield from (block for block in section.blocks if isinstance(block, Figure))
