"""Open XML as text: elements, escaping, names and units.

Receives values; promises well-formed markup in the order in which it is given. `Xml` is a type of its own, so that mypy refuses
text that was not escaped. Separate because every part of the package is written with it; text is several times faster than
building and serialising trees, and a document has tens of thousands of elements.
"""

from __future__ import annotations

import re
from typing import NewType

Xml = NewType("Xml", str)

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
W = "{" + NAMESPACES["w"] + "}"
R = "{" + NAMESPACES["r"] + "}"

EMPTY = Xml("")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPECIAL = re.compile(r'[&<>"\t\r\n]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\r": "&#13;", "\n": "&#10;"}


def escaped(text: str) -> Xml:
    """Text as it may stand in an element or in an attribute between double quotes."""
    return Xml(_SPECIAL.sub(lambda match: _ENTITIES[match[0]], text))


def joined(*parts: Xml) -> Xml:
    return Xml("".join(parts))


def element(tag: str, attributes: dict[str, str | int] | None = None, *children: Xml) -> Xml:
    """One element; `tag` and the names of attributes carry their prefix."""
    written = "".join(
        f' {name}="{value if isinstance(value, int) else escaped(value)}"' for name, value in (attributes or {}).items()
    )
    inner = "".join(children)
    return Xml(f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>")


def w(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """An element of WordprocessingML; its attributes are of the same namespace."""
    return element(f"w:{tag}", {f"w:{name}": value for name, value in attributes.items()}, *children)


def value(tag: str, content: str | int) -> Xml:
    """The commonest form: `<w:tag w:val="content"/>`."""
    return Xml(f'<w:{tag} w:val="{content if isinstance(content, int) else escaped(content)}"/>')


def declarations(*prefixes: str) -> str:
    return "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def part(tag: str, *children: Xml, prefixes: tuple[str, ...] = ("w", "r")) -> bytes:
    """A whole part of the package with `tag` as its root."""
    return f"{_DECLARATION}<{tag}{declarations(*prefixes)}>{''.join(children)}</{tag}>".encode()


def document_part(content: Xml) -> bytes:
    """A part whose root declares its own namespaces."""
    return f"{_DECLARATION}{content}".encode()


# ---------------------------------------------------------------------------------------------------------------------- units


_MEASURE = re.compile("(-?[0-9]{1,6}(?:[.][0-9]{1,9})?)(mm|cm|in|pt|pc|pi)?")
_TWIPS = {"mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440, "pt": 20, "pc": 240, "pi": 240, None: 1}


def twips(millimetres: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(millimetres * 1440 / 25.4)


def in_twips(text: str) -> int | None:
    """A length of a template in twips, None if it is none: a number of them, or one with a unit ("2.5cm"; ISO/IEC 29500-1,
    22.9.2.14 and 22.9.2.15)."""
    found = _MEASURE.fullmatch(text)
    return round(float(found[1]) * _TWIPS[found[2]]) if found else None


def from_points(points: float) -> int:
    return round(points * 20)


def eighths(points: float) -> int:
    """The unit of the width of a border."""
    return max(2, round(points * 8))


def emu(millimetres: float) -> int:
    """English Metric Units, the unit of drawings."""
    return round(millimetres * 36000)


def colour(token: str) -> str:
    """A colour of the theme ("#1A212D") as Word writes it."""
    return token.removeprefix("#").upper()
