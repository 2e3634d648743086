"""Numbers, ids and references: everything that can be known only once the whole report is in order.

Receives the composed tree with open references; promises unique ids, numbered notes and references with their printed text.
It is apart because it looks at the whole document, where the other modules look at one block.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass, replace
from difflib import get_close_matches
from functools import cache
from operator import is_
from typing import Any, TypeVar

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.document import (
    Abbreviation,
    Axis,
    Chart,
    DateText,
    Footnote,
    Meter,
    NoteCall,
    Number,
    Picture,
    Reference,
    Section,
    SquaresRow,
    Text,
)
from report_builder.place import Span

LONGEST_ID = 39  # a Word bookmark holds 40 characters, and hidden ones begin with "_"
AUTHOR_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")

Node = TypeVar("Node")


@dataclass
class Ids:
    """Hands out ids: an author's own, checked, or made from section and kind."""

    taken: dict[str, Span | None] = field(default_factory=dict)
    counters: dict[tuple[str, str], int] = field(default_factory=dict)

    def claim(self, text: str, span: Span | None) -> list[Problem]:
        """Take an author's id, or say why it cannot be."""
        if not AUTHOR_ID.fullmatch(text) or len(text) > LONGEST_ID:
            self.taken.setdefault(text, span)
            return [Problem("id-form", {"id": text, "suggestion": slug(text)}, span)]
        if text in self.taken:
            return [Problem("id-twice", {"id": text}, span)]
        self.taken[text] = span
        return []

    def make(self, section: str, kind: str) -> str:
        """`<section>-<kind>-<n>`, the section shortened where the whole would be too long."""
        while True:
            number = self.counters[section, kind] = self.counters.get((section, kind), 0) + 1
            tail = f"-{kind}-{number}"
            made = section[: LONGEST_ID - len(tail)].rstrip("-") + tail
            if made not in self.taken:
                self.taken[made] = None
                return made


def slug(text: str) -> str:
    """An id near a text: lower-case ASCII words joined by hyphens."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "-", bare.lower()).strip("-")
    return words[:LONGEST_ID].rstrip("-") if words[:1].isalpha() else f"id-{words}"[:LONGEST_ID].rstrip("-")


# Reading order where it is not the order of the fields.
_READ_FIRST: Mapping[type, tuple[str, ...]] = {Section: ("title", "lead", "blocks", "sections")}


_LEAVES = (Text, Number, DateText, Abbreviation, Chart, Picture, Span, Axis, Meter, SquaresRow)  # no inlines below them


@cache
def _order(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a node that may hold nodes, in reading order."""
    names = tuple(f.name for f in fields(kind) if f.name not in ("id", "origin"))
    first = _READ_FIRST.get(kind, ())
    return (*first, *(name for name in names if name not in first))


def _mapped(value: Any, change: Any) -> Any:
    if isinstance(value, tuple):
        new = tuple(_mapped(item, change) for item in value)
        return value if all(map(is_, value, new)) else new
    if isinstance(value, _LEAVES) or not is_dataclass(value) or isinstance(value, type):
        return value
    return rewritten(value, change)


def rewritten(node: Any, change: Any) -> Any:
    """`node` with `change` applied to every dataclass in it in reading order, parents before children."""
    node = change(node)
    changed = {name: new for name in _order(node.__class__) if (new := _mapped(old := getattr(node, name), change)) is not old}
    return replace(node, **changed) if changed else node


def settle(document: Node, printed: Mapping[str, str], known: Mapping[str, str]) -> tuple[Node, tuple[Problem, ...]]:
    """Number the notes and fill in the references.

    `printed` gives the label and number of each block that has one ("Tabella 2", "capitolo 3"), `known` the title of every id
    that may be referred to without a number of its own.
    """
    problems: list[Problem] = []
    notes = 0

    def change(node: Any) -> Any:
        nonlocal notes
        match node:
            case NoteCall(note=Footnote() as note):
                notes += 1
                return replace(node, note=replace(note, number=notes))
            case Reference(target=target, automatic=automatic, text=text, origin=origin):
                if target not in printed and target not in known:
                    near = get_close_matches(target, [*printed, *known], 1)
                    problems.append(Problem("unknown-reference", {"id": target, "suggestion": near[0] if near else ""}, origin))
                elif automatic and not text:
                    label = printed.get(target)
                    return replace(node, text=label or known[target], automatic=label is not None)
        return node

    return rewritten(document, change), tuple(problems)
