"""Sentences out of words and figures: the templates of a language, filled with inlines.

Receives a language; promises inlines in which a figure stays a mention. Separate from `alt_text`, which knows what a chart
has to say and not how sentences are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from report_builder.classes import dataclass
from report_builder.document import Inline, Inlines, LineBreak, Text, flat, plain
from report_builder.language import Language

ENDS = (".", "!", "?", "…", ":")


@dataclass(frozen=True)
class Words:
    """Sentences with gaps, filled with inlines."""

    language: Language

    def say(self, key: str, **parts: Inlines | str) -> Inlines:
        found: list[Inlines] = []
        for at, piece in enumerate(re.split(r"\{(\w+)\}", self.language.spoken[key])):
            part = parts[piece] if at % 2 else piece
            found.append(text_of(part) if isinstance(part, str) else part)
        return tuple(inline for part in found for inline in part)

    def join(self, key: str, items: Iterable[Inlines]) -> Inlines:
        between = text_of(self.language.spoken[key])
        return tuple(inline for at, item in enumerate(items) for inline in (*(between if at else ()), *item))

    def axis(self, word: str, numeral: str, name: str = "") -> Inlines:
        return self.say("axis" if name else "axis_short", axis=word, numeral=numeral, name=name)

    def count(self, number: int) -> str:
        return self.language.number_text(str(number))


def text_of(text: str) -> Inlines:
    """A text as inlines, none if it is empty."""
    return (Text(text),) if text else ()


def heard(inlines: Inlines) -> Inlines:
    """The pieces of printed inlines as parts of a text that stands elsewhere: without notes, and without their place."""
    return tuple(Text(" ") if isinstance(piece, LineBreak) else replace(piece, origin=None) for piece in flat(inlines))


def told(sentences: Iterable[Inlines]) -> Inlines:
    """Sentences one after the other, each with a capital and a full stop; texts that meet become one."""
    found: list[Inline] = []
    for sentence in filter(None, sentences):
        first, *rest = sentence
        if isinstance(first, Text):
            first = Text(first.text[:1].upper() + first.text[1:])
        stop = "" if plain(sentence).endswith(ENDS) else "."
        for piece in (*text_of(" " if found else ""), first, *rest, *text_of(stop)):
            if isinstance(piece, Text) and found and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].text + piece.text)
            else:
                found.append(piece)
    return tuple(found)
