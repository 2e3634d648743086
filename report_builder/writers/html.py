"""The web page: one file that asks for nothing else, readable from 320 pixels up, by day and by night, and in print.

Receives a document, theme and drawings; promises `{slug}.html` with the numbering and ids of the PDF. Drawings are within the
page, so that they use its fonts and colours; fonts hold the characters of this document only.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from report_builder.document import Document
from report_builder.theme import Theme, css_forced, css_variables
from report_builder.writers import Draw, Options
from report_builder.writers.style import accents, font_faces, screen_variables, sheet
from report_builder.writers.xhtml import MAIN, Target, body, element, serialise
from report_builder.writers.xhtml.elements import Markup

_PREAMBLE = "<!DOCTYPE html>\n"


NAMES = frozenset({0, 1, 2, 4, 5, 6, 13, 14})  # what a font says of itself: copyright, names, licence


@cache
def subset(path: Path, characters: frozenset[str]) -> bytes:
    """The font with these characters only, as WOFF2; the same bytes for the same characters."""
    from fontTools.subset import Options as Wanted  # type: ignore[import-untyped]
    from fontTools.subset import Subsetter, load_font, save_font

    wanted = Wanted(
        flavor="woff2", hinting=False, layout_features=["kern"], notdef_outline=True, recalc_timestamp=False,
        drop_tables=[*Wanted().drop_tables, "FFTM", "GSUB"],
    )  # fmt: skip
    font = load_font(BytesIO(path.read_bytes()), wanted)
    names = font["name"]
    del font["name"]  # put aside: to find out which names are unused, the subsetter would walk through all of the kerning
    subsetter = Subsetter(wanted)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    names.names = [record for record in names.names if record.nameID in NAMES]
    font["name"] = names
    buffer = BytesIO()
    save_font(font, buffer, wanted)
    return buffer.getvalue()


def _style(document: Document, theme: Theme, text: str) -> str:
    """The whole style sheet; `text` holds every character of the page."""
    all_of_them = frozenset(filter(str.isprintable, text)) | {"\u00a0"}
    statement = frozenset("".join(document.cover.statement)) | {" "}
    union = frozenset(theme.fonts[theme.font_union].values()) if theme.font_union != theme.font_text else frozenset()

    def address(path: Path) -> str:
        characters = statement if path in union else all_of_them
        return "data:font/woff2;base64," + b64encode(subset(path, characters)).decode("ascii")

    return "\n".join(
        (
            font_faces(theme, address),
            screen_variables(theme),
            css_variables(theme, ".cover", dark=theme.cover_dark, lengths=False),
            css_variables(theme, ".cover .foot", lengths=False),
            f"@media (forced-colors: active) {{\n{css_forced(theme, ':root, .cover')}}}",
            accents(len(theme.light.axes)),
            sheet("report.css"),
            sheet("web.css"),
        )
    )


def write_html(document: Document, theme: Theme, draw: Draw, options: Options) -> Mapping[str, bytes]:
    """The writer of the table: `{slug}.html`."""
    meta, labels = document.meta, document.labels
    theme = theme.for_axes(len(document.axes))
    content = serialise(
        element("a", labels.skip, href=f"#{MAIN}", class_="skip"),
        *body(document, theme, draw, options, Target.WEB).nodes,
        xml=False,
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", meta.title),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="description", content=meta.subject),
        element("meta", name="author", content=meta.publisher),
        element("meta", name="keywords", content=", ".join(meta.keywords)) if meta.keywords else None,
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="license", href=meta.licence_url) if meta.licence_url.startswith("https://") else None,
        element("style", Markup(_style(document, theme, content))),
    )
    page = serialise(element("html", head, element("body", Markup(content)), lang=meta.language), xml=False)
    return {f"{meta.slug}.html": (_PREAMBLE + page + "\n").encode("utf-8")}
