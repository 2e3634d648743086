"""CommonMark events with character ranges.

Receives prepared text; promises the events of pyromark (pulldown-cmark) as small values whose ranges count characters, footnote
definitions set apart. Separate so that the rest of the room does not depend on the engine's shapes.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Any

import pyromark

from report_builder.classes import dataclass

OPTIONS = pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_TABLES
"""Tables are recognised only to be refused: a table is declared, so that its cells are figures."""
_STARTS = bytes(0 if 0x80 <= byte < 0xC0 else 1 for byte in range(256))


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `kind` is "start", "end" or a leaf's name; `tag` what starts or ends; `data` its particulars or text."""

    kind: str
    tag: str
    data: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Definition:
    """A footnote's text: its label, the events inside and where it stands."""

    label: str
    events: tuple[Event, ...]
    start: int
    end: int


def events_of(text: str) -> list[Event]:
    """All events of `text` in order, ranges in characters."""
    data = text.encode()
    characters = range(len(text) + 1) if len(data) == len(text) else list(accumulate(data.translate(_STARTS), initial=0))
    found: list[Event] = []
    raw: Any
    for raw, place in pyromark.events_with_range(text, options=OPTIONS):
        start, end = characters[place["start"]], characters[place["end"]]
        if isinstance(raw, str):
            found.append(Event(raw, "", None, start, end))
            continue
        ((name, value),) = raw.items()
        if name in ("Start", "End"):
            tag, particulars = (value, None) if isinstance(value, str) else next(iter(value.items()))
            found.append(Event(name.lower(), tag, particulars, start, end))
        else:
            found.append(Event(name, "", value, start, end))
    return found


def definitions_of(text: str) -> list[tuple[int, int]]:
    """The ranges of link definitions ("[name]: address"), which leave no event."""
    if "]:" not in text:
        return []
    data = text.encode()
    spans = [definition["span"] for definition in pyromark.reference_definitions(text, options=OPTIONS).values()]
    return sorted((len(data[: span["start"]].decode()), len(data[: span["end"]].decode())) for span in spans)


def set_apart(events: list[Event]) -> tuple[list[Event], list[Definition]]:
    """The events without footnote definitions, and the definitions; one inside another stays in it."""
    body: list[Event] = []
    definitions: list[Definition] = []
    inside: list[Event] = []
    depth = 0
    for event in events:
        note = event.tag == "FootnoteDefinition"
        if note and event.kind == "start":
            depth += 1
            if depth == 1:
                inside, opened = [], event
                continue
        if note and event.kind == "end":
            depth -= 1
            if depth == 0:
                definitions.append(Definition(opened.data, tuple(inside), opened.start, opened.end))
                continue
        (inside if depth else body).append(event)
    return body, definitions
