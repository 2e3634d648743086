"""The page that the PDF engine lays out: markup, style sheet and files, all in memory.

Receives what a writer receives; promises one XHTML text and every file that it names. Separate from the engine so that its
tests need none, and from the shared markup because only print has pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.classes import dataclass
from report_builder.document import Document
from report_builder.theme import Theme
from report_builder.writers import Draw, Options
from report_builder.writers.print_css import print_style
from report_builder.writers.style import font_files
from report_builder.writers.xhtml import Target, body, element, serialise
from report_builder.writers.xhtml.elements import Markup


@dataclass(frozen=True, slots=True)
class Page:
    """The markup of a whole document and the files that it names: pictures, drawings and fonts, by relative address."""

    html: str
    assets: Mapping[str, bytes]


def print_page(document: Document, theme: Theme, draw: Draw, options: Options) -> Page:
    """The document as a page for print. Fonts are among the assets as `fonts/<file name>`, as they lie in the theme."""
    made = body(document, theme, draw, options, Target.PRINT)
    meta = document.meta
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", meta.title),
        element("meta", name="author", content=meta.publisher),
        element("meta", name="description", content=meta.subject),
        element("meta", name="keywords", content=", ".join(meta.keywords)) if meta.keywords else None,
        element("style", Markup(print_style(document, theme, options))),
    )
    html = "<!DOCTYPE html>\n" + serialise(element("html", head, element("body", made.nodes), lang=meta.language))
    return Page(html, {**made.assets, **{name: path.read_bytes() for name, path in font_files(theme).items()}})
