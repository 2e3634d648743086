"""A small element builder: markup as values, escaped once, where it is turned into text.

Receives tags, attributes and children; promises well-formed XHTML that an HTML parser reads the same way. Separate because this
is the only place where content meets angle brackets: nothing else in the writers may put markup together from strings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from report_builder.classes import dataclass

VOID = frozenset({"br", "col", "hr", "img", "link", "meta", "wbr"})

# XML has no way to write these; the reader refuses them, and a stray one must not make a page unreadable.
_FORBIDDEN = dict.fromkeys(
    (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd"
)
_TEXT = _FORBIDDEN | {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_ATTRIBUTE = _TEXT | {ord('"'): "&quot;", ord("'"): "&#39;", ord("\n"): "&#10;", ord("\r"): "&#13;", ord("\t"): "&#9;"}


@dataclass(frozen=True, slots=True)
class Markup:
    """Finished markup from our own hands, such as a drawing as SVG or a style sheet: written as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element: attributes in the order of writing, children read from first to last."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Node, ...]


Node = Element | Markup | str
Nodes = tuple[Node, ...]


def element(tag: str, *children: Node | Iterable[Node] | None, **attributes: str | None) -> Element:
    """An element. A child may be a sequence of nodes; None is left out, as a child and as an attribute's value.

    Attributes are written as Python allows: `class_` and `for_` lose their last underscore, `aria_label` becomes `aria-label`.
    """
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items() if value is not None)
    return Element(tag, tuple(named), tuple(_flat(children)))


def _flat(children: Iterable[Node | Iterable[Node] | None]) -> Iterator[Node]:
    for child in children:
        if child is None:
            continue
        if isinstance(child, Element | Markup | str):
            yield child
        else:
            yield from child


def classes(*names: str | None) -> str | None:
    """A value for `class`: the names that are given, or None."""
    return " ".join(name for name in names if name) or None


def _pieces(node: Node, end_of_void: str) -> Iterator[str]:
    if isinstance(node, str):
        yield node.translate(_TEXT)
    elif isinstance(node, Markup):
        yield node.text
    else:
        yield "<" + node.tag
        for name, value in node.attributes:
            yield f' {name}="{value.translate(_ATTRIBUTE)}"'
        if node.tag in VOID:
            yield end_of_void
            return
        yield ">"
        for child in node.children:
            yield from _pieces(child, end_of_void)
        yield f"</{node.tag}>"


def serialise(*nodes: Node, xml: bool = True) -> str:
    """The markup of the nodes, one after the other. Without `xml`, an element without content has no slash at its end."""
    return "".join(piece for node in nodes for piece in _pieces(node, "/>" if xml else ">"))
