"""Blocks to paragraphs and tables.

Receives blocks and where they stand (text, box, note, imprint); promises paragraphs and tables in reading order, each under the
bookmark of its block. Separate from sections because blocks also stand in lists, callouts and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from report_builder.classes import dataclass
from report_builder.document import (
    Axis,
    AxisKey,
    Block,
    Callout,
    Caption,
    Chart,
    Figure,
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
from report_builder.theme import MM_PER_POINT
from report_builder.writers.docx.context import Context, Flow, Paragraph
from report_builder.writers.docx.drawings import drawn, picture
from report_builder.writers.docx.fields import BREAK, TAB, field, text_run
from report_builder.writers.docx.grid import lines_after
from report_builder.writers.docx.inlines import bound, run_properties, runs
from report_builder.writers.docx.look import CALLOUT_PAD, SHEET, box_list, text_width
from report_builder.writers.docx.properties import Frame, frame_properties
from report_builder.writers.docx.sheets import abreast, turned
from report_builder.writers.docx.styles import LIST_DEPTH, axis_name
from report_builder.writers.docx.tables import chip, key_figures, table_xml
from report_builder.writers.docx.xml import EMPTY, Xml, joined
from report_builder.writers.measure import measure

DEEPEST = 6
SPARE_LINES = 6  # of text, more than another engine's pages differ by


@dataclass(frozen=True, slots=True)
class Setting:
    """Where blocks stand: the style of their paragraphs, the axis that colours them, whether in a box."""

    body: str = "Body Text"
    axis: Axis | None = None
    boxed: bool = False


def blocks(context: Context, content: Iterable[Block], setting: Setting) -> Flow:
    """The blocks in order. Charts of half the width that follow each other stand two abreast."""
    flow: Flow = []
    waiting: list[Figure] = []
    before: Block | None = None
    for block in content:
        if isinstance(block, Figure) and isinstance(block.content, Chart) and block.content.half:
            waiting.append(block)
            before = block
            if len(waiting) == 2:
                flow += _pair(context, waiting)
                waiting = []
            continue
        _add(context, flow, waiting, setting)
        waiting = []
        _add(context, flow, (block,), setting, before)
        before = block
    _add(context, flow, waiting, setting)
    return flow


def _add(context: Context, flow: Flow, content: Iterable[Block], setting: Setting, before: Block | None = None) -> None:
    """Put blocks at the end of a flow, with space after a table or picture, and a callout on the page of what it follows."""
    for block in content:
        made = _block(context, block, setting)
        last = flow[-1] if flow else None
        if last is not None and _ends_bare(last) and made and isinstance(made[0], Paragraph) and made[0].style == "Body Text":
            made[0] = replace(made[0], style="Body Text After Table")
        if isinstance(block, Callout) and isinstance(last, Paragraph) and not last.section:
            flow[-1] = replace(last, keep=True)
        if isinstance(block, Table) and block.landscape:
            turned(context, made)
        elif before is not None and _pushed(context, before, block) and isinstance(made[0], Paragraph):
            made[0] = replace(made[0], style="Caption Opening")
        flow += made


def _pushed(context: Context, before: Block, block: Block) -> bool:
    """Whether a table or figure began a page of the printed report because the rest of the page before it was too low for it.

    Another engine may find the room, and would then leave what follows alone on the next page. Where little was left, every
    engine pushes it, and a text that is a line longer must not stand alone between two breaks: nothing is forced then.
    """
    if not isinstance(block, (Table, Figure)) or block.caption is None or isinstance(before, SideNote):
        return False
    place, former = context.options.places.get(block.id), context.options.places.get(before.id)
    if place is None or former is None or former.page != place.page - 1:
        return False
    page, line = context.theme.page, context.theme.type["body"].line * MM_PER_POINT
    left = SHEET[1] - page["bottom"] - former.y - former.height
    return place.y < page["top"] + line and left > SPARE_LINES * line


def _pair(context: Context, halves: list[Figure]) -> Flow:
    """Two charts in a section of two columns."""
    left, right = (_figure(context, half, half=True) for half in halves)
    return abreast(context, left, right)


def _block(context: Context, block: Block, setting: Setting) -> Flow:
    match block:
        case Prose():
            return [Paragraph(setting.body, context.bookmark(block.id, runs(context, block.inlines)))]
        case Lead():
            return [Paragraph("Lead", context.bookmark(block.id, runs(context, block.inlines)))]
        case Subheading():
            return [_subheading(context, block, setting)]
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
            return _side_note(context, block)
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
    style = box_list(level) if setting.boxed else "List Number" if block.ordered else "List Bullet"
    further = "List Continue" if level == 0 else f"List Continue {min(level + 1, LIST_DEPTH)}"
    inner = replace(setting, body=style if setting.boxed else further)
    if not isinstance(item.blocks[0], Prose):  # its mark has a line of its own: Word knows no paragraph of two marks
        yield Paragraph(style, EMPTY, keep=True, numbering=(number, level))
    for i, part in enumerate(item.blocks):
        if isinstance(part, Prose) and i == 0:
            content = context.bookmark(part.id, runs(context, part.inlines))
            yield Paragraph(style, content, numbering=(number, level))
        elif isinstance(part, List):
            yield from _list(context, part, setting, level + 1)
        elif isinstance(part, Prose) and setting.boxed:
            # Where its list begins: the box's edge would follow the text in. The tab leads to the text.
            yield Paragraph(style, context.bookmark(part.id, TAB, runs(context, part.inlines)))
        else:
            yield from _block(context, part, inner)


def _axis_entry(context: Context, block: AxisKey, axis: Axis, *, first: bool) -> Paragraph:
    content = joined(chip(context, axis), TAB, text_run(axis.name))
    return Paragraph("Axis Key", context.bookmark(block.id, content) if first else content)


# -------------------------------------------------------------------------------------------------------- tables and figures


def _caption(context: Context, name: str, caption: Caption, *, half: bool = False) -> Iterator[Paragraph]:
    """Label and number under the block's bookmark, which references repeat; then the title; then the measure line."""
    properties = run_properties(context, "Caption Label")
    sequence = re.sub(r"\W", "_", caption.label)
    expected = context.sequences.get(sequence, 0) + 1
    context.sequences[sequence] = caption.number
    restart = "" if caption.number == expected else f" \\r {caption.number}"
    counted = field(f"SEQ {sequence} \\* ARABIC{restart}", text_run(str(caption.number), properties), properties)
    label = context.bookmark(name, text_run(f"{caption.label}\u00a0", properties), counted)
    columns = 6 * context.theme.page["column"] + 5 * context.theme.page["gutter"]
    title = runs(context, bound(context, caption.title, "h3", columns if half else 0))
    yield Paragraph("Caption Half", joined(label, BREAK, title)) if half else Paragraph("caption", joined(label, TAB, title))
    if caption.measure:
        yield Paragraph("Measure Half" if half else "Measure", runs(context, caption.measure))


def _sources(context: Context, block: Table | Figure, style: str = "Source") -> Iterator[Paragraph]:
    lines = lines_after(block)
    return (Paragraph(style, runs(context, line), keep=i < len(lines)) for i, line in enumerate(lines, 1))


def _figure(context: Context, block: Figure, *, half: bool = False) -> Flow:
    """Caption, picture, sources. `half`: in a column of its own; a chart of half the width stands on the line else."""
    content, most, alt = block.content, text_width(context.theme), plain(block.alt)
    name = f"{block.caption.label} {block.caption.number}" if block.caption else block.id
    if isinstance(content, Chart):
        column = (most - context.theme.page["gutter"]) / 2
        run, on_line = drawn(context, content, name, alt, most=column if half else most), content.half and not half
    else:
        run, on_line = picture(context, content, name, alt, most), content.width <= most - context.theme.page["indent"]
    sources = [*_sources(context, block, "Source Half" if half else "Source")]
    captions: Flow = [*_caption(context, block.id, block.caption, half=half)] if block.caption else []
    if not captions:
        run = context.bookmark(block.id, run)
    style = "Picture on Line" if on_line else "Picture"
    return [*captions, Paragraph(style, run, keep=bool(sources)), *sources]


# --------------------------------------------------------------------------------------------------------------------- boxes


def _callout(context: Context, block: Callout, setting: Setting) -> Flow:
    """A box: value and label, then the rest. With lists or titles, with a long value or none, it stands on the line."""
    room = context.theme.page["hanging"] / MM_PER_POINT - CALLOUT_PAD
    length = measure(context.theme, context.theme.type["figure"])(plain(block.value))
    wide = 0 < length <= room and all(isinstance(part, Prose) for part in block.blocks)
    label, axis = runs(context, block.label), setting.axis
    value = runs(context, block.value, axis_name(axis.index, "Value") if axis else "Callout Value")
    between = TAB if wide else text_run(" ") if label and value else EMPTY
    first, body, end = "Callout Head on Line" if length else "Callout Label", "Callout", "Callout Last"
    if wide:
        first, body, end = "Callout Head", "Callout Text", "Callout End"
    head = Paragraph(first, context.bookmark(block.id, value, between, label))
    inner = blocks(context, block.blocks, Setting(body, setting.axis, boxed=True))
    for i, item in enumerate(inner):
        if isinstance(item, Paragraph):
            last = i == len(inner) - 1
            content = joined(TAB, item.content) if wide else item.content
            ending = {body: end}.get(item.style, f"{item.style} End")
            style = ending if last and item.style.startswith("Callout") else item.style
            inner[i] = replace(item, style=style, content=content, keep=not last)
    return [head, *inner]


def _subheading(context: Context, block: Subheading, setting: Setting) -> Paragraph:
    """A title inside a section. In a box it is part of the box, by the look of its text."""
    style = heading_style(block.level)
    if setting.boxed:
        words = runs(context, block.inlines, look=context.look("Callout Label").run)
        return Paragraph(style, context.bookmark(block.id, words), look=context.look(setting.body).paragraph)
    title = bound(context, block.inlines, "h2" if block.level <= 2 else "h3")
    return Paragraph(style, context.bookmark(block.id, TAB, runs(context, title)))


def _side_note(context: Context, note: SideNote) -> Flow:
    """A note in the hanging column, beside the paragraph that follows; its first line is under the bookmark of the block."""
    theme = context.theme
    room = theme.page["hanging"] - theme.page["gutter"]
    fits = measure(theme, theme.type["figure"])(plain(note.value)) * MM_PER_POINT <= room
    value = "Side Value" if fits else "Side Value Small"
    lines = (("Side Label", note.label), (value, note.value), ("", note.inlines))
    made = [runs(context, line, style) for style, line in lines if plain(line)]
    frame = frame_properties(Frame(0, 0, room, beside=True))
    marked = [context.bookmark(note.id, line) if i == 0 else line for i, line in enumerate(made)]
    return [Paragraph("Side Note", line, frame=frame) for line in marked]
