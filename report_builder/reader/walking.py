"""Walks over the nodes of a file: which names it lists, where its values stand, what is prose in it.

Receives nodes; promises what is found, without a word on what is wrong, which the validation tells. Separate from `reading`,
which decides what to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.place import LocatedText, Span
from report_builder.source import Mapping, Node, Sequence

YEAR = re.compile(r"\d{4}")


def names_of(node: Node, key: str) -> list[LocatedText]:
    """The names that a file lists under `key`; whatever is no name there is told by the validation."""
    value = node.get(key) if isinstance(node, Mapping) else None
    return [item for item in value.items if isinstance(item, LocatedText)] if isinstance(value, Sequence) else []


def pictures_of(node: Node) -> Iterator[LocatedText]:
    """The files of all pictures and logos below `node`."""
    match node:
        case Mapping():
            for key, value in node.entries:
                if key.text in ("picture", "logos"):
                    for holder in value.items if isinstance(value, Sequence) else (value,):
                        file = holder.get("file") if isinstance(holder, Mapping) else None
                        if isinstance(file, LocatedText):
                            yield file
                else:
                    yield from pictures_of(value)
        case Sequence():
            for item in node.items:
                yield from pictures_of(item)
        case LocatedText():
            pass


def sentences_of(node: Node) -> Iterator[LocatedText]:
    """The texts below `node` that have more than one word, or are a year; those in `relations` and `tables` are none."""
    match node:
        case Mapping():
            for key, value in node.entries:
                if key.text not in ("relations", "tables"):
                    yield from sentences_of(value)
        case Sequence():
            for item in node.items:
                yield from sentences_of(item)
        case LocatedText():
            if " " in node.text.strip() or YEAR.fullmatch(node.text):
                yield node


def fonts_of(theme: Node | None) -> Iterator[LocatedText]:
    """The font files that a theme names, by family and weight."""
    families = theme.get("fonts") if isinstance(theme, Mapping) else None
    for _, weights in families.entries if isinstance(families, Mapping) else ():
        for _, file in weights.entries if isinstance(weights, Mapping) else ():
            if isinstance(file, LocatedText):
                yield file


def as_written(node: Node) -> object:
    """Plain dictionaries, lists and strings."""
    match node:
        case Mapping():
            return {key.text: as_written(value) for key, value in node.entries}
        case Sequence():
            return [as_written(item) for item in node.items]
        case LocatedText():
            return node.text


def words_of(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], LocatedText]]:
    """Every text, by its keys from the top."""
    match node:
        case Mapping():
            for key, value in node.entries:
                yield from words_of(value, (*path, key.text))
        case Sequence():
            for at, item in enumerate(node.items):
                yield from words_of(item, (*path, at))
        case LocatedText():
            yield path, node


def places_of(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Span]]:
    """Where each value stands, by its keys from the top; for a mapping or list, its own key."""
    match node:
        case Mapping():
            for key, value in node.entries:
                yield (*path, key.text), value.span if isinstance(value, LocatedText) else key.span
                yield from places_of(value, (*path, key.text))
        case Sequence():
            for at, item in enumerate(node.items):
                yield (*path, at), item.span
                yield from places_of(item, (*path, at))
        case LocatedText():
            pass
