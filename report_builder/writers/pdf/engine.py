"""The seam to WeasyPrint: what we take from it that is not its public interface, in one place.

Promises that the engine is the version that our tagging was written for, that it calls our tagger instead of its own, and that
what it complains about is collected. Imported only where a PDF is made: the engine costs half a second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import fromstring

VERSION = "70.0"

Hook = Callable[[Any, Any, Any, Any], None]
"""`add_tags(pdf, document, pdf_version, page_streams)` of `weasyprint.pdf`, called once all pages are painted."""


@cache
def module(name: str) -> Any:
    """A module of the engine or of what it stands on, imported now. None has types: here `Any` enters, and only here."""
    return import_module(name)


def weasyprint() -> Any:
    """The engine. Raises RuntimeError for another version: its boxes may have changed under our tagger."""
    engine = module("weasyprint")

    if engine.__version__ != VERSION:
        raise RuntimeError(f"WeasyPrint {engine.__version__} is installed, but our tagging stands on the boxes of {VERSION}")
    return engine


def parsed(xhtml: str, base_url: str, url_fetcher: Any) -> Any:
    """The engine's HTML document of a well-formed page.

    The engine parses HTML in Python, 10 ms a page; ours is XML already, and expat needs a tenth of that.
    """
    page = weasyprint().HTML(string="<html></html>", base_url=base_url, url_fetcher=url_fetcher)
    tree = fromstring(xhtml)
    for numbered in tree.iter("ol"):
        if numbered.get("start"):  # the engine reads it only together with all that pages of old times do with attributes
            style = f"{numbered.get('style', '')}; counter-reset: list-item {int(numbered.get('start', 1)) - 1}"
            numbered.set("style", style.lstrip("; "))
    root = module("cssselect2").ElementWrapper.from_html_root(tree, content_language=None)
    page.wrapper_element, page.etree_element = root, root.etree_element
    return page


OUTPUT = "report-srgb"
"""Our name for the colours of the PDF, as the engine's option `output_intent`."""


def colours() -> dict[str, Any]:
    """The colour profile of the PDF: the engine's own sRGB, read here because the engine leaves its file open."""
    data = files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()
    profile = module("weasyprint.css").ColorProfile
    return {OUTPUT: profile(BytesIO(data), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))}


@contextmanager
def tagging_with(hook: Hook) -> Iterator[None]:
    """Within the block, the engine tags with `hook`."""
    pdf = module("weasyprint.pdf")
    own = pdf.add_tags
    pdf.add_tags = hook
    try:
        yield
    finally:
        pdf.add_tags = own


_BY_LETTER = ("letter-spacing", "textLength", "rotate", "dx", "dy")  # what the engine applies to single letters


class _Word(str):
    """A text that is one letter to whoever goes through its letters."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield self


@contextmanager
def whole_texts() -> Iterator[None]:
    """Within the block, a text of a drawing is shaped as a whole, which is quicker and kerns it.

    The engine shapes it letter by letter, as each letter may have a place of its own; those that have are left alone.
    """
    svg = module("weasyprint.svg")
    own, tags = svg.text, dict(svg.TAGS)

    def text(drawing: Any, node: Any, size: float) -> None:
        places = f"{node.get('x', '')}{node.get('y', '')}"
        if node.text and " " not in places and not any(node.get(name) for name in _BY_LETTER):
            node._etree_node.text = _Word(node.text)
        own(drawing, node, size)

    svg.text = text
    svg.TAGS.update({tag: text for tag, draw in tags.items() if draw is own})
    try:
        yield
    finally:
        svg.text = own
        svg.TAGS.update(tags)


@contextmanager
def all_notes() -> Iterator[None]:
    """Within the block, no footnote is lost.

    Where the engine moves the notes of a page to the next so that one more line has room, it forgets those called in that line,
    and they are printed nowhere. They go the way of the others.
    """
    block = module("weasyprint.layout.block")
    own = block._linebox_layout

    def layout(context: Any, box: Any, index: Any, child: Any, new_children: list[Any], *rest: Any) -> Any:
        before = len(new_children)
        result = own(context, box, index, child, new_children, *rest)
        abort, _, _, _, new_footnotes, _ = result
        if context.footnotes and not abort:
            called = (part.footnote for line in new_children[before:] for part in line.descendants())
            for note in [note for note in called if note in context.footnotes]:
                context.layout_footnote(note)
                context.report_footnote(note)
                new_footnotes.append(note)
        return result

    block._linebox_layout = layout
    try:
        yield
    finally:
        block._linebox_layout = own


_LONGEST = 300  # characters of a remark: the engine quotes addresses, and a picture may be one


class _Collector(logging.Handler):
    def __init__(self, remarks: list[str]) -> None:
        super().__init__(logging.WARNING)
        self.remarks = remarks

    def emit(self, record: logging.LogRecord) -> None:
        self.remarks.append(record.getMessage()[:_LONGEST])


@contextmanager
def collecting(remarks: list[str]) -> Iterator[None]:
    """Within the block, warnings and errors of the engine are added to `remarks`."""
    logger = logging.getLogger("weasyprint")
    handler = _Collector(remarks)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
