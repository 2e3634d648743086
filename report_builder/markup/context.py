"""What prose is read with: the figures and dates that it may mention, the glossary, and how blocks get their ids.

Receives nothing; promises plain data that `compose` fills in. Separate so that reading text depends on no content model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from typing import Protocol

from report_builder.classes import dataclass
from report_builder.figures import Figure
from report_builder.language import Language


class Glossary(Protocol):
    """Abbreviations with their expansion, and foreign passages with their language (BCP 47)."""

    @property
    def abbreviations(self) -> Mapping[str, str]: ...

    @property
    def foreign(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class EmptyGlossary:
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    foreign: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mentions:
    """What `{{ name }}` may name: figures by dotted name, dates such as `reference_date`; `language` prints them.

    `before` are last year's figures, None if the report names no predecessor.
    """

    figures: Mapping[str, Figure]
    dates: Mapping[str, date]
    language: Language
    before: Mapping[str, Figure] | None = None


@dataclass(frozen=True)
class Context:
    """How one piece of prose is read.

    `new_id(kind)` gives the next block id; kinds are "text", "list", "item" (a paragraph in a list), "heading", "note" and
    "note-text". `level` is that of the section's heading: `###` is one below it. `document_language` is what prose is in:
    passages that the glossary has in the same language are not marked. `words_only`: of a text alternative or a chart's label
    nothing but the words is kept, so that a note or a link in it would be lost.
    """

    mentions: Mentions
    new_id: Callable[[str], str]
    glossary: Glossary = field(default_factory=EmptyGlossary)
    level: int = 1
    document_language: str = ""
    words_only: bool = False
