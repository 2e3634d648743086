"""Titles as the contents print them, for all writers.

Receives inlines; promises those that may stand inside a link, so that an entry of the contents reads the same in every format.
Separate because each writer has its own way of printing them.
"""

from __future__ import annotations

from typing import assert_never

from report_builder.document import (
    Abbreviation,
    DateText,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Number,
    Reference,
    Strong,
    Text,
)


def within_link(inlines: Inlines) -> Inlines:
    """The inlines as they may stand inside a link: no further links, no note calls, no stress, no forced line breaks."""
    result: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text() | Number() | DateText() | Abbreviation():
                result.append(inline)
            case Reference():
                result.append(Text(inline.text))
            case Strong() | Emphasis() | Link():
                result += within_link(inline.children)
            case Foreign():
                result.append(Foreign(inline.language, within_link(inline.children)))
            case LineBreak():
                result.append(Text(" "))
            case NoteCall():
                pass
            case _:
                assert_never(inline)
    return tuple(result)
