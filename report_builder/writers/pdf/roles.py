"""Which structure type an HTML element gets.

Receives the element tree of the page that `writers.xhtml` wrote; promises a type of ISO 32000-1 or one of `tree.ROLE_MAP` for
every element that leaves a trace. Separate so that the whole vocabulary can be read on one screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SVG = "{http://www.w3.org/2000/svg}svg"
PICTURES = ("img", SVG)

_BY_TAG: Mapping[str, str] = {
    "p": "P", "blockquote": "BlockQuote", "section": "Sect", "article": "Art", "address": "P", "pre": "P",
    "table": "Table", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot", "tr": "TR", "th": "TH", "td": "TD",
    "caption": "Caption", "figcaption": "Caption", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "P",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6", "aside": "Div", "img": "Figure", SVG: "Figure",
    "nav": "Sect", "footer": "Sect",
}  # fmt: skip

# By tag and own class; by tag and class of the parent; by tag, own class ("" = any) and class of any element around.
_BY_CLASS: Mapping[tuple[str, str], str] = {
    ("section", "cover"): "Cover",
    ("p", "lead"): "Lead",
    ("p", "measure"): "Measure",
    ("p", "source"): "Source",
    ("div", "key-figure"): "KeyFigure",
    ("ul", "axis-key"): "AxisKey",
    ("aside", "callout"): "Callout",
    ("aside", "side"): "SideNote",
    ("span", "paragraph"): "P",  # of a footnote, where only phrases may stand
}
_BY_CLASS_AROUND: Mapping[tuple[str, str], str] = {
    ("p", "source"): "Source",
    ("dl", "key-figures"): "KeyFigures",
}
_WITHIN: Mapping[tuple[str, str, str], str] = {
    ("h1", "", "cover"): "Title",
    ("p", "label", "callout"): "CalloutLabel",
    ("p", "value", "callout"): "CalloutValue",
    ("ol", "", "contents"): "TOC",
    ("ul", "", "contents"): "TOC",
    ("li", "", "contents"): "TOCI",
}

_NUMBERING: Mapping[str, str] = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "decimal": "Decimal", "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip


def classes(element: Any) -> list[str]:
    """The classes of an element."""
    return (element.get("class") or "").split()


def assign(root: Any) -> dict[Any, str]:
    """The structure type of every element below `root` that leaves a trace in the tree."""
    result: dict[Any, str] = {}

    def walk(element: Any, parent: Any, around: frozenset[str]) -> None:
        own = frozenset(classes(element))
        role = _role(element, own, frozenset(classes(parent)) if parent is not None else frozenset(), around)
        if role:
            result[element] = role
        inside = around | own
        for child in element:
            if isinstance(child.tag, str):
                walk(child, element, inside)

    walk(root, None, frozenset())
    return result


def _role(element: Any, own: frozenset[str], parent: frozenset[str], around: frozenset[str]) -> str | None:
    tag = element.tag
    for (name, class_, outer), role in _WITHIN.items():
        if name == tag and outer in around and (not class_ or class_ in own):
            return role
    for class_ in own:
        if (tag, class_) in _BY_CLASS:
            return _BY_CLASS[tag, class_]
    for class_ in parent:
        if (tag, class_) in _BY_CLASS_AROUND:
            return _BY_CLASS_AROUND[tag, class_]
    if tag == "a" and element.get("href"):
        return "Link"
    if tag in _BY_TAG:
        return _BY_TAG[tag]
    if tag == "abbr" and element.get("title"):
        return "Span"
    if language(element) and tag not in ("html", "body"):
        return "Div" if tag in ("div", "main", "header", "footer", "nav") else "Span"
    return None


def language(element: Any) -> str:
    """The language that an element states for its own contents."""
    return str(element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or "")


def decorative(element: Any) -> bool:
    """Whether an element is nothing that a reader should hear."""
    if element.get("aria-hidden") == "true":
        return True
    return element.tag in PICTURES and (element.get("alt") == "" or element.get("role") in ("presentation", "none"))


def numbering(element: Any, style: Any) -> str:
    """ListNumbering (ISO 32000-1, table 347) of a list, also where its markers are drawn by other means than `list-style`."""
    if element.tag == "dl":
        return "None"
    named = _NUMBERING.get(str(style["list_style_type"]))
    drawn = "list" in classes(element)
    return named or ("None" if not drawn else "Decimal" if element.tag == "ol" else "Square")


def alternative(element: Any) -> str:
    """The text alternative of a picture."""
    if element.tag == "img":
        return str(element.get("alt") or "")
    title = next((child.text for child in element.iter("{http://www.w3.org/2000/svg}title")), None)
    return str(element.get("aria-label") or title or "")


def text_of(element: Any) -> str:
    """The words of an element, spaces made plain."""
    return " ".join("".join(element.itertext()).split())
