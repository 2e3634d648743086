"""The structure tree of a PDF, as plain objects: what the tagger builds and `objects` writes.

Promises nothing of PDF syntax; separate so that the rules of tagging can be read without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from report_builder.classes import dataclass

ROLE_MAP: Mapping[str, str] = {
    "Cover": "Sect",
    "Title": "H1",
    "Lead": "P",
    "Measure": "P",
    "Source": "P",
    "KeyFigures": "L",
    "KeyFigure": "LI",
    "AxisKey": "L",
    "Callout": "Div",
    "CalloutLabel": "P",
    "CalloutValue": "P",
    "SideNote": "Div",
    "PageNumber": "Span",
}
"""Structure types of our own and the standard type that readers know instead (ISO 32000-1, 14.8.4.1)."""

STANDS_IN_LINE = frozenset({"Span", "Link", "Reference", "Note", "Lbl", "Quote", "Code"})
GROUPING = frozenset(
    {"Document", "Part", "Sect", "Art", "Div", "BlockQuote", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR", "TOC", "TOCI"}
)
"""Standard types that hold elements, never text of their own."""


@dataclass(frozen=True, slots=True)
class Content:
    """One marked piece of a page (`page` from 0)."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A link annotation on a page."""

    page: int
    annotation: Any


@dataclass(eq=False, slots=True)
class Node:
    """One structure element. In `entries` and `attributes` (by owner), a str is text and a `Name` a name."""

    role: str
    parent: Node | None = None
    kids: list[Node | Content | Annotated] = field(default_factory=list)
    entries: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def add(self, role: str, at: int | None = None) -> Node:
        """A new last child (or at a place among the children)."""
        node = Node(role, self)
        self.kids.insert(len(self.kids) if at is None else at, node)
        return node

    @property
    def standard(self) -> str:
        """The standard structure type that readers take this element for."""
        return ROLE_MAP.get(self.role, self.role)

    def within(self, *roles: str) -> Node | None:
        """This element or the nearest one around it that has one of the standard types."""
        node: Node | None = self
        while node is not None and node.standard not in roles:
            node = node.parent
        return node


def reading_order(root: Node, pages: int) -> list[list[int]]:
    """The marked pieces of each page as they are read: as in the tree, but the notes at the foot after the text above them.

    Whoever reads without the tree would otherwise get each note in the middle of the sentence that calls it.
    """
    text: list[list[int]] = [[] for _ in range(pages)]
    notes: list[list[int]] = [[] for _ in range(pages)]

    def walk(node: Node, into: list[list[int]]) -> None:
        if node.role == "Note":
            into = notes
        for kid in node.kids:
            if isinstance(kid, Node):
                walk(kid, into)
            elif isinstance(kid, Content):
                into[kid.page].append(kid.mcid)

    walk(root, text)
    return [above + below for above, below in zip(text, notes, strict=True)]


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()
