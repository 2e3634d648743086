"""Which structure type an HTML element gets.

Receives elements of the page that `writers.xhtml` wrote; promises a type of ISO 32000-1 or one of `tree.ROLE_MAP`, or None for an
element that leaves no trace. Separate so that the whole vocabulary can be read on one screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from report_builder.writers.pdf.tree import Node

SVG = "{http://www.w3.org/2000/svg}svg"
PICTURES = ("img", SVG)

_BY_TAG: Mapping[str, str] = {
    "p": "P", "blockquote": "BlockQuote", "section": "Sect", "article": "Art", "address": "P", "pre": "P",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "caption": "Caption", "figcaption": "Caption", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "aside": "Div",
}  # fmt: skip

_BY_CLASS: Mapping[str, str] = {
    "cover": "Cover",
    "lead": "Lead",
    "measure": "Measure",
    "source": "Source",
    "key-figures": "KeyFigures",
    "key-figure": "KeyFigure",
    "axis-key": "AxisKey",
    "callout": "Callout",
    "side": "SideNote",
}

_NUMBERING: Mapping[str, str] = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip


def classes(element: Any) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def role(element: Any, parent: Node) -> str | None:
    """The structure type of an element below `parent`."""
    tag = element.tag
    if not isinstance(tag, str):
        return None
    names = classes(element)
    for name in names:
        if name in _BY_CLASS:
            return _BY_CLASS[name]
    if "label" in names and parent.within("Div") is not None and parent.role == "Callout":
        return "CalloutLabel"
    if tag in ("ul", "ol") and ("contents" in names or parent.within("TOC")):
        return "TOC"
    if tag == "li" and parent.standard == "TOC":
        return "TOCI"
    if tag == "h1" and parent.within("Sect") is not None and _in_cover(parent):
        return "Title"
    if tag == "a" and element.get("href"):
        return "Link"
    if tag in PICTURES:
        return "Figure"
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if (tag == "abbr" and element.get("title")) or (language(element) and tag not in ("html", "body")):
        return "Div" if tag in ("div", "main", "header", "footer", "nav") else "Span"
    return None


def _in_cover(node: Node | None) -> bool:
    while node is not None and node.role != "Cover":
        node = node.parent
    return node is not None


def language(element: Any) -> str:
    """The language that an element states for its own contents."""
    return str(element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def decorative(element: Any) -> bool:
    """Whether an element is nothing that a reader should hear."""
    if element.get("aria-hidden") == "true":
        return True
    return element.tag in PICTURES and (element.get("alt") == "" or element.get("role") in ("presentation", "none"))


def numbering(element: Any, style: Any) -> str:
    """ListNumbering (ISO 32000-1, table 347) of a list: its style, or that of its kind when markers are drawn by other means."""
    named = _NUMBERING.get(str(style["list_style_type"]))
    if named:
        return named
    if element.tag == "ol":
        return "Decimal"
    return "Square" if element.tag == "ul" and not {"axis-key", "squares-labels", "squares-key"} & set(classes(element)) else "None"


def alternative(element: Any) -> str:
    """The text alternative of a picture."""
    if element.tag == "img":
        return str(element.get("alt") or "")
    title = next((child.text for child in element.iter("{http://www.w3.org/2000/svg}title")), None)
    return str(element.get("aria-label") or title or "")


def text_of(element: Any) -> str:
    """The words of an element, spaces made plain."""
    return " ".join("".join(element.itertext()).split())
