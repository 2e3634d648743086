"""Inlines to markup: text, numbers, stress, links, references, footnote calls, foreign words, abbreviations.

Receives a `Context` and inlines; promises phrasing content; in print, which no HTML parser reads, a footnote may hold lists.
Separate because every other part of the markup contains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from report_builder.document import (
    UNCONFIRMED,
    Abbreviation,
    Block,
    DateText,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    NoteCall,
    Number,
    Paragraph,
    Reference,
    Strong,
    Text,
    plain,
)
from report_builder.theme import TypeStyle
from report_builder.writers.xhtml.context import Context
from report_builder.writers.xhtml.elements import Element, Node, Nodes, classes, element

_YEARS = re.compile(r"\b(\d{4}-\d{2,4})\b")
SAFE = ("http://", "https://", "mailto:")


def inlines(context: Context, content: Inlines) -> Nodes:
    """The markup of some inlines."""
    return tuple(node for inline in content for node in _inline(context, inline))


def _inline(context: Context, inline: Inline) -> Iterator[Node]:
    match inline:
        case Number(unconfirmed=True):
            number, sign = inline.text.removesuffix(UNCONFIRMED), UNCONFIRMED.strip()
            mark = element("abbr", sign, title=context.document.labels.unconfirmed)
            yield element("span", number, UNCONFIRMED.removesuffix(sign), mark, class_="unconfirmed")
        case Text() | Number():
            yield from (inline.text,) if context.print else _years_kept(inline.text)
        case DateText():
            yield element("time", inline.text, datetime=inline.value.isoformat())
        case Strong():
            yield element("strong", inlines(context, inline.children))
        case Emphasis():
            yield element("em", inlines(context, inline.children))
        case Link():
            children = inlines(context, inline.children)
            if inline.target.lower().startswith(SAFE):
                yield element("a", children, href=inline.target)
            else:
                yield from children
        case Reference():
            yield element("a", inline.text, href=f"#{inline.target}")
        case NoteCall():
            yield _note_call(context, inline.note)
        case Foreign():
            yield element("span", inlines(context, inline.children), lang=inline.language)
        case Abbreviation():
            yield element("abbr", inline.text, title=inline.expansion)
        case LineBreak():
            yield element("br")
        case _:
            assert_never(inline)


def _years_kept(text: str) -> Iterator[Node]:
    """The text with each span of years in one piece: browsers, unlike the engine for print, break after a hyphen in figures."""
    for i, piece in enumerate(_YEARS.split(text)):
        if piece:
            yield element("span", piece, class_="keep") if i % 2 else piece


def call_id(note: Footnote) -> str:
    """The id of the place where a note is called, on the web page."""
    return f"{note.id}_call"


def _note_call(context: Context, note: Footnote) -> Element:
    if context.print:  # a float: the engine takes it to the foot of the page and leaves the number in its place
        children = _in_note(context, note.blocks, "span")
        return element("span", children, class_="footnote", id=note.id, data_number=str(note.number))
    context.notes.append(note)
    words = f"{context.document.labels.note} {note.number}"
    call = element("a", str(note.number), href=f"#{note.id}", id=call_id(note), role="doc-noteref", aria_label=words)
    return element("sup", call, class_="call")


def _in_note(context: Context, blocks: tuple[Block, ...], tag: str) -> Nodes:
    """The blocks of a footnote, each after the first on a line of its own; `tag` is a paragraph's: the first of a note is in
    line with its number."""
    result: list[Node] = []
    for block in blocks:
        match block:
            case Paragraph():
                class_ = "paragraph" if tag == "span" else None
                result.append(element(tag, inlines(context, block.inlines), class_=class_, id=block.id))
            case List():
                result.append(listed(block, (element("li", _in_note(context, item.blocks, "p")) for item in block.items)))
            case _:
                raise TypeError(f"a footnote holds paragraphs and lists, not {type(block).__name__}")
    return tuple(result)


def listed(block: List, items: Iterable[Element]) -> Element:
    """A list around its items."""
    start = str(block.start) if block.ordered and block.start != 1 else None
    wide = "tens" if block.ordered and block.start + len(block.items) > 10 else None
    return element("ol" if block.ordered else "ul", items, class_=classes("list", wide), id=block.id, start=start)


def title(context: Context, content: Inlines, style: TypeStyle, limit: float | None = None) -> Nodes:
    """A title whose second and further lines are each held together in print, so that it breaks where it should."""
    first, *others = context.lines(content, style, limit)
    result = [*inlines(context, first)]
    for line in others:
        result += [" ", element("span", inlines(context, line), class_="keep")]
    return tuple(result)


def fit(context: Context, content: Inlines, style: TypeStyle, limit: float) -> str | None:
    """A style attribute for large type that is wider than `limit` points, None if it fits: smaller, and where that would be
    smaller than text, divided."""
    width = context.measure(style)(plain(content))
    if width <= limit:
        return None
    share, least = limit / width, context.theme.type["body"].size / style.size
    divided = "" if share >= least else "; white-space: normal; line-height: 1.2"
    return f"--fit: {max(share, least):.2f}{divided}"
