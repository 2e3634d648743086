"""Blocks to paragraphs and tables.

Receives blocks and where they stand (text, box, note, imprint); promises paragraphs and tables in reading order, each under the
bookmark of its block. Separate from sections because blocks also stand in lists, callouts and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from report_builder.document import (
    Axis,
    AxisKey,
    Block,
    Callout,
    Caption,
    Chart,
    Figure,
    Inlines,
    KeyFigures,
    Lead,
    List,
    ListItem,
    SideNote,
    Subheading,
    Table,
    plain,
)
from report_builder.document import Paragraph as Prose
from report_builder.writers.docx.context import Context, Flow, Paragraph
from report_builder.writers.docx.drawings import drawn, picture
from report_builder.writers.docx.fields import TAB, field, text_run
from report_builder.writers.docx.inlines import run_properties, runs
from report_builder.writers.docx.look import text_width
from report_builder.writers.docx.sheets import turned
from report_builder.writers.docx.styles import LIST_DEPTH
from report_builder.writers.docx.tables import chip, key_figures, table_xml
from report_builder.writers.docx.xml import Xml, joined

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: the style of their paragraphs, the axis that colours them, whether in a box."""

    body: str = "Body Text"
    axis: Axis | None = None
    boxed: bool = False


def blocks(context: Context, content: Iterable[Block], setting: Setting) -> Flow:
    """The blocks in order; a side note follows the paragraph that it explains."""
    flow: Flow = []
    waiting: list[SideNote] = []
    for block in content:
        if isinstance(block, SideNote):
            waiting.append(block)
            continue
        if waiting and not isinstance(block, Prose):
            flow += _side_notes(context, waiting)
        after_block = bool(flow) and _ends_bare(flow[-1])
        made = _block(context, block, setting)
        if after_block and made and isinstance(made[0], Paragraph) and made[0].style == "Body Text":
            made[0] = replace(made[0], style="Body Text After Table")
        if isinstance(block, Table) and block.landscape:
            turned(context, made)
        flow += made
        if waiting:
            flow += _side_notes(context, waiting)
    return flow + _side_notes(context, waiting)


def _block(context: Context, block: Block, setting: Setting) -> Flow:
    match block:
        case Prose():
            return [Paragraph(setting.body, context.bookmark(block.id, runs(context, block.inlines)))]
        case Lead():
            return [Paragraph("Lead", context.bookmark(block.id, runs(context, block.inlines)))]
        case Subheading():
            return [Paragraph(heading_style(block.level), context.bookmark(block.id, TAB, runs(context, block.inlines)))]
        case List():
            return list(_list(context, block, setting, 0))
        case Table():
            return [*_caption(context, block.id, block.caption), table_xml(context, block), *_sources(context, block)]
        case Figure():
            return _figure(context, block)
        case KeyFigures():
            return [*key_figures(context, block, setting.axis)]
        case Callout():
            return _callout(context, block, setting)
        case SideNote():
            return _side_notes(context, [block])
        case AxisKey():
            return [_axis_entry(context, block, axis, first=i == 0) for i, axis in enumerate(block.axes)]
        case _:
            assert_never(block)


def _ends_bare(last: Paragraph | Xml) -> bool:
    """Whether what stands before is a table or a picture without a source line, which leave no space after them."""
    return not isinstance(last, Paragraph) or last.style.startswith("Picture")


def heading_style(level: int) -> str:
    return f"heading {min(max(level, 1), DEEPEST)}"


# --------------------------------------------------------------------------------------------------------------------- lists


def _list(context: Context, block: List, setting: Setting, level: int) -> Iterator[Paragraph | Xml]:
    number = context.numbering.list(ordered=block.ordered, boxed=setting.boxed, level=level, start=block.start)
    for item in block.items:
        yield from _item(context, block, item, setting, number, level)


def _item(
    context: Context, block: List, item: ListItem, setting: Setting, number: int, level: int
) -> Iterator[Paragraph | Xml]:
    style = "Callout List" if setting.boxed else "List Number" if block.ordered else "List Bullet"
    further = "List Continue" if level == 0 else f"List Continue {min(level + 1, LIST_DEPTH)}"
    inner = replace(setting, body="Callout List" if setting.boxed else further)
    for i, part in enumerate(item.blocks):
        if isinstance(part, Prose) and i == 0:
            content = context.bookmark(part.id, runs(context, part.inlines))
            yield Paragraph(style, content, numbering=(number, level))
        elif isinstance(part, List):
            yield from _list(context, part, setting, level + 1)
        else:
            yield from _block(context, part, inner)


def _axis_entry(context: Context, block: AxisKey, axis: Axis, *, first: bool) -> Paragraph:
    content = joined(chip(context, axis), TAB, text_run(axis.name))
    return Paragraph("Axis Key", context.bookmark(block.id, content) if first else content)


# -------------------------------------------------------------------------------------------------------- tables and figures


def _caption(context: Context, name: str, caption: Caption) -> Iterator[Paragraph]:
    """Label and number under the block's bookmark, which references repeat; then the title; then the measure line."""
    properties = run_properties(context, "Caption Label")
    sequence = re.sub(r"\W", "_", caption.label)
    expected = context.sequences.get(sequence, 0) + 1
    context.sequences[sequence] = caption.number
    restart = "" if caption.number == expected else f" \\r {caption.number}"
    counted = field(f"SEQ {sequence} \\* ARABIC{restart}", text_run(str(caption.number), properties), properties)
    label = context.bookmark(name, text_run(f"{caption.label}\u00a0", properties), counted)
    yield Paragraph("caption", joined(label, TAB, runs(context, caption.title)))
    if caption.measure:
        yield Paragraph("Measure", runs(context, caption.measure))


def _sources(context: Context, block: Table | Figure) -> Iterator[Paragraph]:
    lines: list[Inlines] = [line for line in (block.source, *block.notes) if line]
    return (Paragraph("Source", runs(context, line)) for line in lines)


def _figure(context: Context, block: Figure) -> Flow:
    content, most = block.content, text_width(context.theme)
    name = f"{block.caption.label} {block.caption.number}" if block.caption else block.id
    if isinstance(content, Chart):
        run, on_line = drawn(context, content, name, block.alt), content.half
    else:
        run, on_line = picture(context, content, name, block.alt, most), content.width <= most - context.theme.page["indent"]
    sources = [*_sources(context, block)]
    captions: Flow = [*_caption(context, block.id, block.caption)] if block.caption else []
    if not captions:
        run = context.bookmark(block.id, run)
    style = "Picture on Line" if on_line else "Picture"
    return [*captions, Paragraph(style, run, keep=bool(sources)), *sources]


# --------------------------------------------------------------------------------------------------------------------- boxes


def _callout(context: Context, block: Callout, setting: Setting) -> Flow:
    head = _boxed(context, block.id, ("Callout Label", block.label), ("Callout Value", block.value))
    return [*head, *blocks(context, block.blocks, Setting("Callout", setting.axis, boxed=True))]


def _side_notes(context: Context, notes: list[SideNote]) -> Flow:
    """The notes' paragraphs; the list is emptied."""
    flow: Flow = []
    for note in notes:
        lines = (("Side Label", note.label), ("Side Value", note.value), ("Side Note", note.inlines))
        flow += _boxed(context, note.id, *lines)
    notes.clear()
    return flow


def _boxed(context: Context, name: str, *lines: tuple[str, Inlines]) -> Iterator[Paragraph]:
    """The lines that hold something, the first one under the bookmark of the block."""
    pending = name
    for style, line in lines:
        if plain(line):
            content = runs(context, line)
            yield Paragraph(style, context.bookmark(pending, content) if pending else content)
            pending = ""
