"""The document tree as XHTML, shared by the web page and the PDF.

Receives a document, theme, drawings and options; promises the content of `body` as nodes and the files that it names. Separate
from both writers so that the two cannot disagree about structure, numbering or ids.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.classes import dataclass
from report_builder.document import Document
from report_builder.theme import Theme
from report_builder.writers import Draw, Options
from report_builder.writers.xhtml.context import Context, Target
from report_builder.writers.xhtml.cover import cover
from report_builder.writers.xhtml.elements import Node, element, serialise
from report_builder.writers.xhtml.sections import MAIN, contents, how_to_read, imprint, page_names, section

__all__ = ["MAIN", "Body", "Target", "body", "element", "serialise"]


@dataclass(frozen=True, slots=True)
class Body:
    """What stands in `body`, and the files that it names by address (none on the web page)."""

    nodes: tuple[Node, ...]
    assets: Mapping[str, bytes]


def body(document: Document, theme: Theme, draw: Draw, options: Options, target: Target) -> Body:
    """Cover, contents, how to read, chapters, imprint."""
    context = Context(document, theme.for_axes(len(document.axes)), draw, options, target)
    pages = page_names(document.sections)
    front = [cover(context), contents(context)]
    main: list[Node] = [*how_to_read(context), *(section(context, chapter, pages) for chapter in document.sections)]
    end = imprint(context, pages)
    nodes = (*front, element("main", main, id=MAIN, tabindex=None if context.print else "-1"), *end)
    return Body(nodes, context.assets)
