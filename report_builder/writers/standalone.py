"""A page that stands alone: for what is written about a report, as the report itself is written elsewhere.

Receives a title, a language, elements and the theme; promises one HTML file that asks for nothing, in the house's look by day,
by night and on paper, with landmarks and a way to skip to its content, and tables that scroll in a block of their own. Separate
because the proof and the audit are two such pages.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import replace
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
    """A table that scrolls in its block, which a keyboard reaches and a screen reader names.

    Where there is no room for columns, its rows are blocks, whose cells say the head of their column.
    """
    columns = tuple(heads)
    labels = ["".join(child for child in column.children if isinstance(child, str)) for column in columns]
    body = element("tbody", (_labelled(row, labels) for row in rows))
    table = element("table", element("caption", caption, id=name), element("thead", element("tr", columns)), body)
    return element("div", table, class_="scroll", role="region", aria_labelledby=name, tabindex="0")


def coded(message: str) -> list[Node]:
    """A message, with what it says to type as code."""
    return [element("code", part) if at % 2 else part for at, part in enumerate(message.split("`"))]


def in_language(text: str, language: str | None) -> Node:
    """A passage in the report's language, None where it is the page's own (WCAG 2.2, 3.1.2)."""
    return element("span", text, lang=language) if language and text else text


def _labelled(row: Element, labels: Sequence[str]) -> Element:
    cells = [cell for cell in row.children if isinstance(cell, Element)]
    named = (
        replace(cell, attributes=(*cell.attributes, ("data-head", label))) for cell, label in zip(cells, labels, strict=True)
    )
    return replace(row, children=tuple(named))
