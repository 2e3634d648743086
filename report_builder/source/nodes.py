"""Nodes of a YAML file: mappings, sequences and texts, each with its place.

Separate from reading so that whoever walks a file need not know how it was parsed. A scalar is a `LocatedText`: its text as it
stands in the file, never a number, date or truth value, since "48.564" and "no" are the author's words.
"""

from __future__ import annotations

from report_builder.classes import dataclass
from report_builder.place import LocatedText, Span

Scalar = LocatedText


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file; a key stands once (of duplicates, the first is kept)."""

    entries: tuple[tuple[LocatedText, Node], ...]
    span: Span

    def get(self, key: str) -> Node | None:
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> LocatedText | None:
        """The key itself, to point at it."""
        return next((name for name, _ in self.entries if name.text == key), None)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in the order of the file."""

    items: tuple[Node, ...]
    span: Span


Node = Mapping | Sequence | Scalar


def span_of(node: Node) -> Span:
    return node.span
