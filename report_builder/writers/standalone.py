"""A page that stands alone: for what is written about a report, as the report itself is written elsewhere.

Receives a title, a language, elements and the theme; promises one HTML file that asks for nothing, in the house's look by day,
by night and on paper, with landmarks and a way to skip to its content, and tables that scroll in a block of their own. Separate
because the proof and the audit are two such pages.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from report_builder.theme import Theme
from report_builder.writers.html import subset
from report_builder.writers.style import font_faces, screen_variables
from report_builder.writers.xhtml.elements import Element, Markup, Node, element, serialise

CSS = Path(__file__).with_suffix(".css")


def standalone(title: str, language: str, theme: Theme, body: Iterable[Node]) -> bytes:
    """The whole page, in UTF-8."""
    content = serialise(*body, xml=False)
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("title", title),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("style", Markup(_style(theme, content))),
    )
    whole = serialise(element("html", head, element("body", Markup(content)), lang=language), xml=False)
    return f"<!DOCTYPE html>\n{whole}\n".encode()


def _style(theme: Theme, content: str) -> str:
    characters = frozenset(filter(str.isprintable, content)) | {"\u00a0"}
    own = frozenset(theme.fonts[theme.font_text].values())

    def address(path: Path) -> str | None:
        if path not in own:
            return None
        return "data:font/woff2;base64," + b64encode(subset(path, characters)).decode("ascii")

    return "\n".join((font_faces(theme, address), screen_variables(theme), CSS.read_text("utf-8")))


def head_cell(text: str, *, number: bool = False) -> Element:
    """The head of a column."""
    return element("th", text, scope="col", class_="number" if number else None)


def scrolling_table(caption: str, name: str, heads: Iterable[Element], rows: Iterable[Element]) -> Element:
    """A table that scrolls in its block, which a keyboard reaches and a screen reader names."""
    head = element("thead", element("tr", heads))
    table = element("table", element("caption", caption, id=name), head, element("tbody", rows))
    return element("div", table, class_="scroll", role="region", aria_labelledby=name, tabindex="0")
