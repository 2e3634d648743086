"""The PDF writer: layout once, then writing; tagged, archivable, the same bytes everywhere.

Receives a document, theme and drawings; promises a file that is meant to be PDF/UA-1 and PDF/A-2a at once. Two steps, because
the Word writer takes its page numbers from the layout. The engine is imported when a layout is made, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from report_builder.classes import dataclass
from report_builder.document import Document, Metadata
from report_builder.theme import Theme
from report_builder.writers import Draw, Options, Place
from report_builder.writers.page import print_page
from report_builder.writers.pdf import metadata
from report_builder.writers.pdf.assets import BASE, memory, tamed
from report_builder.writers.pdf.engine import (
    OUTPUT,
    all_notes,
    collecting,
    colours,
    parsed,
    tagging_with,
    weasyprint,
    whole_texts,
)
from report_builder.writers.pdf.fonts import BULLET, HYPHEN, derived, missing_glyphs
from report_builder.writers.pdf.places import places
from report_builder.writers.pdf.words import keep_spaces

__all__ = ["Layout", "layout", "missing_glyphs", "render", "write_pdf"]

# Ours comes last. The hyphen of broken words has a glyph of its own (see `fonts`); PDF/A forbids smoothed pictures. The engine
# paints the markers of lists after all text of the page: as boxes in the first line, at the same place, they come before it.
# An item that begins with a list has no line of its own: its marker stands in the first line of that list.
# A number ends where it should and grows to the left, so that one of many digits never touches the text.
_STYLE = f"""
html, body {{ hyphenate-character: '{HYPHEN}' !important }}
img {{ image-rendering: crisp-edges !important }}
.list {{ list-style: none !important }}
.list > li > p:first-child::before {{
  content: '{BULLET}'; display: inline-block; width: 5mm; margin-left: -5mm; font-weight: 600; color: var(--accent);
}}
.list > li:has(> .list:first-child)::before {{
  content: '{BULLET}'; position: absolute; margin-left: -5mm; font-weight: 600; color: var(--accent);
}}
ol.list > li > p:first-child::before, ol.list > li:has(> .list:first-child)::before {{
  content: counter(list-item) '.'; width: 18mm; margin-left: -20mm; margin-right: 2mm; text-align: right; white-space: nowrap;
}}
.list > li > .list:first-child {{ margin-top: 0 !important }}
"""


@dataclass
class Layout:
    """Pages laid out. `places` has the first box of every element with an id."""

    places: Mapping[str, Place]
    pages: int
    _document: Any = field(repr=False)
    _meta: Metadata = field(repr=False)
    _remarks: list[str] = field(repr=False)

    @property
    def remarks(self) -> tuple[str, ...]:
        """Warnings of the engine and of our tagger so far, each once. A good layout has none."""
        return tuple(dict.fromkeys(self._remarks))

    def write(self) -> bytes:
        """The PDF. Same layout, same bytes."""

        def tag(pdf: Any, document: Any, _version: Any, streams: Any) -> None:
            from report_builder.writers.pdf.tagging import Tagger

            tagger = Tagger(pdf, document.pages, streams)
            tagger.run()
            self._remarks.extend(tagger.remarks)

        with collecting(self._remarks), tagging_with(tag), whole_texts():
            data: bytes = self._document.write_pdf(
                pdf_variant="pdf/a-2a",
                output_intent=OUTPUT,
                finisher=lambda _document, pdf: metadata.finish(pdf, self._meta),
            )
        return data


def layout(document: Document, theme: Theme, draw: Draw, options: Options) -> Layout:
    """Lay the document out in pages."""
    page = print_page(document, theme, draw, options)
    return render(page.html, (), page.assets, theme, document.meta)


def render(xhtml: str, styles: tuple[str, ...], assets: Mapping[str, bytes], theme: Theme, meta: Metadata) -> Layout:
    """Lay out a page of XHTML with further styles. Fonts are served as `fonts/<file>`, as `fonts.derived` makes them."""
    engine = weasyprint()
    fonts = {f"fonts/{path.name}": derived(path) for weights in theme.fonts.values() for path in weights.values()}
    pictures = {
        name: tamed(data, theme.font_text)
        for name, data in assets.items()
        if name.startswith("pictures/") and name.endswith(".svg")
    }
    fetcher = memory({**assets, **pictures, **fonts})
    remarks: list[str] = []
    with collecting(remarks), all_notes():
        source = parsed(xhtml, BASE, fetcher)
        faces = engine.text.fonts.FontConfiguration()
        sheets = [engine.CSS(string=css, base_url=BASE, url_fetcher=fetcher, font_config=faces) for css in (*styles, _STYLE)]
        document = source.render(
            font_config=faces, stylesheets=sheets, color_profiles=colours(), pdf_variant="pdf/a-2a", output_intent=OUTPUT
        )
    keep_spaces(document.pages)
    metadata.describe(document, meta)
    return Layout(places(document.pages), len(document.pages), document, meta, remarks)


def write_pdf(document: Document, theme: Theme, draw: Draw, options: Options) -> Mapping[str, bytes]:
    """The writer of the table: `{slug}.pdf`."""
    return {f"{document.meta.slug}.pdf": layout(document, theme, draw, options).write()}
