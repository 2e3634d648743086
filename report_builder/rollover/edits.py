"""Changes to a few characters of a YAML file.

Receives the text of a file and edits by offset; promises the same text, comments and all, with those characters changed, and
that the file then says the same but for what was meant. Separate from `begin`, which knows what is to be changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from report_builder.place import LocatedText, Span
from report_builder.source import Mapping, Node, parse


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """`text` instead of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


def insertion(span: Span, source: str, text: str) -> Edit:
    """`text` after the last character of a span that is no space."""
    end = span.start + len(source[span.start : span.end].rstrip())
    return Edit(end, end, text)


def without_line(key: LocatedText, source: str) -> Edit:
    """The line of a key with a value of one line, taken away."""
    start = source.rfind("\n", 0, key.span.start) + 1
    end = source.find("\n", start)
    return Edit(start, len(source) if end < 0 else end + 1, "")


def applied(file: str, source: str, edits: Collection[Edit], keys: Collection[str] = ()) -> str:
    """`source` with `edits`. Nothing but the scalars they touch, and the `keys` at the top that come or go, is different."""
    text = source
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    before, after = (dict(_scalars(parse(file, one).node)) for one in (source, text))
    meant = {path for path, scalar in before.items() if any(_touches(edit, scalar.span) for edit in edits)}
    changed = {path for path in before.keys() | after.keys() if _said(before.get(path)) != _said(after.get(path))}
    allowed = meant | {(key,) for key in keys}
    assert changed <= allowed, f"{file}: {sorted(map(str, changed - allowed))[:3]}"
    return text


def _touches(edit: Edit, span: Span) -> bool:
    return edit.start <= span.end and edit.end >= span.start


def _said(scalar: LocatedText | None) -> str | None:
    return scalar.text if scalar is not None else None


def _scalars(node: Node | None, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], LocatedText]]:
    """Every text of a file by its keys from the top."""
    if isinstance(node, LocatedText):
        yield path, node
    elif node is not None:
        parts: Sequence[tuple[str | int, Node]]
        parts = [(key.text, value) for key, value in node.entries] if isinstance(node, Mapping) else list(enumerate(node.items))
        for key, value in parts:
            yield from _scalars(value, (*path, key))
