"""Blocks to markup: paragraphs, lists, key figures, callouts, side notes, the key to the axes; tables and figures by their own
rooms.

Receives a `Context` and blocks; promises an element with the block's id for each. Separate from sections because blocks also
stand in lists, callouts and notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import assert_never

from report_builder.document import (
    AxisKey,
    Block,
    Callout,
    Chart,
    Figure,
    KeyFigure,
    KeyFigures,
    Lead,
    List,
    ListItem,
    Meter,
    Paragraph,
    SideNote,
    Subheading,
    Table,
    plain,
)
from report_builder.writers.xhtml.context import Context, accent, number
from report_builder.writers.xhtml.elements import Element, Node, classes, element
from report_builder.writers.xhtml.figures import figure
from report_builder.writers.xhtml.inlines import fit, inlines, listed, title
from report_builder.writers.xhtml.tables import table

LONG_ITEM = 260  # characters: four lines; a longer item of a list may be divided between pages
DEEPEST = 6
MANY_AXES = 7  # more stand in two columns


def heading(
    context: Context, level: int, *content: Node | Iterable[Node], class_: str | None = None, **more: str | None
) -> Element:
    """A heading of the document's outline, its level as a class. On a page, whose one `h1` is the title, chapters are `h2`."""
    rank = min(max(level, 1), DEEPEST)
    tag = f"h{rank if context.print else min(rank + 1, DEEPEST)}"
    return element(tag, *content, class_=classes(class_, f"level-{rank}"), **more)


def blocks(context: Context, content: Iterable[Block]) -> Iterator[Element]:
    """The blocks' markup. Charts of half the width that follow each other stand two abreast."""
    waiting: list[Figure] = []
    content = tuple(content)
    for block, after in zip_longest(content, content[1:]):
        if isinstance(block, Figure) and isinstance(block.content, Chart) and block.content.half:
            waiting.append(block)
            if len(waiting) == 2:
                yield _pair(context, waiting)
                waiting = []
            continue
        if waiting:
            yield _pair(context, waiting)
            waiting = []
        if isinstance(block, Subheading):
            yield _subheading(context, block, turned=turned(after))
        else:
            yield _block(context, block)
    if waiting:
        yield _pair(context, waiting)


def _pair(context: Context, figures: list[Figure]) -> Element:
    return element("div", (figure(context, half) for half in figures), class_="pair")


def turned(block: Block | None) -> bool:
    """Whether a block lies on a sheet turned on its side: so must the heading directly before it."""
    return isinstance(block, Table) and block.landscape


def _subheading(context: Context, block: Subheading, *, turned: bool = False) -> Element:
    style = context.theme.type["h2" if block.level <= 2 else "h3"]
    words = title(context, block.inlines, style, context.landscape_text_width if turned else None)
    return heading(context, block.level, words, class_=classes("sub", "landscape" if turned else None), id=block.id)


def _block(context: Context, block: Block) -> Element:
    match block:
        case Paragraph():
            return element("p", inlines(context, block.inlines), id=block.id)
        case Lead():
            return lead(context, block)
        case Subheading():
            return _subheading(context, block)
        case List():
            return listed(block, (_item(context, item) for item in block.items))
        case Table():
            return table(context, block)
        case Figure():
            return figure(context, block)
        case KeyFigures():
            return _key_figures(context, block)
        case Callout():
            return _callout(context, block)
        case SideNote():
            return _side_note(context, block)
        case AxisKey():
            return _axis_key(block)
        case _:
            assert_never(block)


def lead(context: Context, block: Lead) -> Element:
    return element("p", inlines(context, block.inlines), class_="lead", id=block.id)


def _item(context: Context, item: ListItem) -> Element:
    length = sum(len(plain(part.inlines)) if isinstance(part, Paragraph) else LONG_ITEM for part in item.blocks)
    return element("li", blocks(context, item.blocks), class_="long" if length > LONG_ITEM else None)


def meter(content: Meter | None) -> Element | None:
    """A bar beside a printed number: decoration."""
    if content is None:
        return None
    if content.parts:
        units = (element("span", class_=classes("part", accent(axis))) for axis in content.parts)
        return element("span", units, class_="meter units", aria_hidden="true")
    bar = element("span", class_="bar", style=f"width: {number(100 * min(max(content.share, 0.0), 1.0))}%")
    tick = None
    if content.target is not None:
        tick = element("span", class_="tick", style=f"left: {number(100 * min(max(content.target, 0.0), 1.0))}%")
    return element("span", bar, tick, class_="meter", aria_hidden="true")


def _key_figures(context: Context, block: KeyFigures) -> Element:
    strip = element("dl", (_key_figure(context, item) for item in block.items), class_="strip")
    named = block.label or None
    return element("div", strip, class_="key-figures", id=block.id, role="group" if named else None, aria_label=named)


def _key_figure(context: Context, item: KeyFigure) -> Element:
    style = context.theme.type["figure_wide" if item.wide else "figure"]
    size = fit(context, item.value, style, context.columns_width(6 if item.wide else 3))
    value = element(
        "dd",
        element("span", inlines(context, item.value), class_="amount", style=size),
        (" ", element("span", inlines(context, item.unit), class_="unit")) if item.unit else None,
        meter(item.meter),
        class_="value",
    )
    return element(
        "div",
        element("dt", inlines(context, item.label)),
        value,
        element("dd", inlines(context, item.context), class_="context") if item.context else None,
        class_=classes("key-figure", "large" if item.wide else None),
    )


def _callout(context: Context, block: Callout) -> Element:
    room = context.columns_width(4)
    size = fit(context, block.value, context.theme.type["figure_wide"], room * 0.88)
    words = element(
        "div",
        element("p", inlines(context, block.label), class_="label") if block.label else None,
        meter(block.meter),
        blocks(context, block.blocks),
        class_="words",
    )
    value = element("p", inlines(context, block.value), class_="value", style=size) if block.value else None
    return element("aside", value, words, class_=classes("callout", None if block.value else "plain"), id=block.id)


def _side_note(context: Context, block: SideNote) -> Element:
    size = fit(context, block.value, context.theme.type["figure"], context.columns_width(4) * 0.86)
    return element(
        "aside",
        element("p", inlines(context, block.label), class_="label") if block.label else None,
        element("p", inlines(context, block.value), class_="value", style=size) if block.value else None,
        element("p", inlines(context, block.inlines), class_="words") if block.inlines else None,
        class_="side",
        id=block.id,
    )


def _axis_key(block: AxisKey) -> Element:
    entries = (
        element(
            "li",
            element("span", axis.numeral, class_="chip"),
            " ",
            element("span", axis.name, class_="name"),
            class_=accent(axis),
        )
        for axis in block.axes
    )
    return element("ul", entries, class_=classes("axis-key", "many" if len(block.axes) > MANY_AXES else None), id=block.id)
