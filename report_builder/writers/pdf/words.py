"""Spaces between words where the engine lets go of them: at the ends of lines, and where text changes its style.

Receives the laid-out pages; promises that whoever reads the text of a page as it is written finds every break between words as
a character, and need not guess it from positions (ISO 32000-1, 14.8.2.5). The engine takes the space off the end of each line
and paints no text that is only spaces; here it is given back as part of the text before it, where it has no ink. A line that
ends within a word gets none. Separate because it works on boxes before anything is painted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from report_builder.writers.pdf.engine import module
from report_builder.writers.pdf.fonts import HYPHEN

_IN_LINE = frozenset({"a", "abbr", "em", "span", "strong", "sup", "time"})
_BREAK = "\n"
_SPACES = re.compile("[ \t\n\r]+")
_TAIL = 24  # characters of a line by which its end is found again in the text


def keep_spaces(pages: Iterable[Any]) -> None:
    """Give the texts of all pages the spaces that belong after them. To be done once for a layout."""
    boxes = module("weasyprint.formatting_structure").boxes
    placeholder = module("weasyprint.layout.absolute").AbsolutePlaceholder
    sources: dict[Any, str] = {}

    def walk(box: Any) -> None:
        if isinstance(box, placeholder):
            box = box._box
        if isinstance(box, boxes.LineBox):
            _line(list(_texts(box, boxes, placeholder)), box.element, sources)
        for child in box.children:
            walk(child)

    for page in pages:
        for child in page._page_box.children:
            if not isinstance(child, boxes.MarginBox):
                walk(child)


def _texts(box: Any, boxes: Any, placeholder: Any) -> Iterator[Any]:
    """The texts of one line, without what stands in boxes with lines of their own."""
    for child in box.children:
        if isinstance(child, placeholder):
            child = child._box
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child, boxes, placeholder)


def _line(texts: list[Any], element: Any, sources: dict[Any, str]) -> None:
    last = None
    for text in texts:
        if text.text.strip():
            last = text
        elif last is not None:
            _add(last)
    if last is None or last.text.endswith(HYPHEN):
        return
    tail = last.text.rstrip()[-_TAIL:]
    if "::" in last.element_tag or element is None:
        _add(last)
        return
    source = sources.get(element)
    if source is None:
        source = sources[element] = _source(element)
    if f"{tail} " in source or f"{tail}{_BREAK}" in source or tail not in source:
        _add(last)


def _add(text: Any) -> None:
    shaped = text.pango_layout
    if not shaped.text.endswith(" "):
        shaped.text += " "


def _source(element: Any) -> str:
    """The text of an element, its runs of spaces made one, with `_BREAK` wherever a block begins or ends."""

    def pieces(part: Any) -> Iterator[str]:
        block = part.tag not in _IN_LINE or "paragraph" in (part.get("class") or "")
        if block:
            yield _BREAK
        yield _SPACES.sub(" ", part.text or "")
        for child in part:
            yield from pieces(child)
            yield _SPACES.sub(" ", child.tail or "")
        if block:
            yield _BREAK

    return "".join((*pieces(element), _BREAK))
