"""The frame of a table or figure: caption above it, sources below it.

Receives a `Context` and the parts of a caption; promises the same frame for tables, charts and pictures. Separate because both
tables and figures stand in it.
"""

from __future__ import annotations

from report_builder.document import Caption, Inlines
from report_builder.writers.xhtml.context import Context
from report_builder.writers.xhtml.elements import Element, element
from report_builder.writers.xhtml.inlines import inlines, title


def caption(context: Context, content: Caption, owner: str, *, half: bool = False, landscape: bool = False) -> Element:
    """Number, title and measure line. The ids of number and title are the owner's with `_number` and `_title` (`named_by`)."""
    style = context.theme.type["h3"]
    limit = context.columns_width(6) if half else context.landscape_text_width if landscape else None
    return element(
        "figcaption",
        element("p", f"{content.label} {content.number}", class_="number", id=f"{owner}_number"),
        element("p", title(context, content.title, style, limit), class_="title", id=f"{owner}_title"),
        element("p", inlines(context, content.measure), class_="measure") if content.measure else None,
    )


def named_by(owner: str) -> str:
    """What names a table or its region: number and title of the caption."""
    return f"{owner}_number {owner}_title"


def sources(context: Context, source: Inlines, notes: tuple[Inlines, ...]) -> Element | None:
    """The source line and then the notes, a paragraph each."""
    lines = [inlines(context, line) for line in (source, *notes) if line]
    return element("div", (element("p", line) for line in lines), class_="source") if lines else None
