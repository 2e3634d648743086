"""What a check receives and gives: `Context`, `Finding`, `Level`.

Separate from the list of all checks, so that a check need not know the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from enum import Enum
from functools import cached_property
from typing import Protocol

from report_builder.checks.typed import Typed, typed_texts
from report_builder.checks.walk import Passage, passages
from report_builder.classes import dataclass
from report_builder.content.models import PartFile, Report
from report_builder.diagnostics import Quoted, Repair, Severity
from report_builder.document import Document
from report_builder.language import Language, load_language
from report_builder.language.numbers import Numbers, load_numbers
from report_builder.language.plain import Plain, load_plain
from report_builder.law import Period, load_period
from report_builder.place import Span
from report_builder.theme import Theme


class Level(Enum):
    """How grave a rule is. What is only `BEFORE_PRINT` is a warning for drafts, and refuses a final build."""

    ERROR = (Severity.ERROR, False)
    BEFORE_PRINT = (Severity.WARNING, True)
    WARNING = (Severity.WARNING, False)
    NOTICE = (Severity.NOTICE, False)

    @property
    def severity(self) -> Severity:
        return self.value[0]

    @property
    def final(self) -> bool:
        return self.value[1]


def folded(text: str) -> str:
    """A text without regard to letter case, kinds of spaces and dashes, and spaces around dashes."""
    return " ".join(text.replace("–", "-").casefold().split()).replace(" - ", "-")


@dataclass(frozen=True, slots=True)
class WordLook:
    """What an office's Word template does to what the law fixes.

    `pictures` are (width, height) in mm of those in its header and footer. `statement` is how it sets the words beside the
    Union emblem: typeface, colour ("#RRGGBB", "" for automatic), effects by their names in Open XML; None where the house's
    style stands in.
    """

    pictures: tuple[tuple[float, float], ...] = ()
    statement: tuple[str, str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Context:
    """What a check may look at. What several checks need is worked out once. `word` is None without an office's template."""

    report: Report
    document: Document
    theme: Theme
    word: WordLook | None = None

    @cached_property
    def language(self) -> Language:
        """The language of the report; `known` is false where its words are not."""
        return load_language(self.report.entry.language)

    @cached_property
    def plain(self) -> Plain:
        """What the language of the report has to judge plain writing by."""
        return load_plain(self.report.entry.language)

    @cached_property
    def numbers(self) -> Numbers:
        """What numbers in a text may be in the language of the report, besides figures."""
        return load_numbers(self.report.entry.language)

    @cached_property
    def counted(self) -> frozenset[str]:
        """What the report's figures count, in the words of their units."""
        units = (figure.quantity.unit for figure in self.report.figures.values() if figure.quantity is not None)
        return frozenset(unit.split()[0].casefold() for unit in units if unit.strip())

    @cached_property
    def period(self) -> Period:
        """The law of the programming period."""
        return load_period(self.report.entry.period)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All text of the document in reading order, cover and imprint included."""
        return tuple(passages(self.document))

    @cached_property
    def typed(self) -> tuple[Typed, ...]:
        """All printed text that somebody typed, with its labels of charts and the words of `report.yaml`."""
        return tuple(typed_texts(self.report, self.parts.values(), self.passages))

    @cached_property
    def printed(self) -> str:
        """All text in one piece, folded: to look whether something is said at all."""
        return folded("\n".join(passage.text for passage in self.passages))

    @cached_property
    def parts(self) -> Mapping[str, PartFile]:
        """The files of chapters and sections by id."""
        found: dict[str, PartFile] = {}
        waiting = list(self.report.parts)
        while waiting:
            part = waiting.pop()
            found[part.id.rsplit("/", 1)[-1]] = part
            waiting += part.parts
        return found

    def theme_place(self, *path: str | int) -> Span | None:
        """Where the report's own theme gives a token, or the nearest key around it, or where the theme is named."""
        around = (path[:depth] for depth in range(len(path), 0, -1))
        found = next((self.report.theme_places[keys] for keys in around if keys in self.report.theme_places), None)
        return found or (self.report.entry.theme.span if self.report.entry.theme is not None else None)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: its rule, the parameters of its message, its place, and its subject.

    `subject` is what an acknowledgement names it by: the same for the same fault in the next run, and readable in the message
    (an abbreviation, a word, the id of a chart or section). Findings of one rule with one subject are acknowledged together.
    `figures` are those that it is about, as published: an acknowledgement holds as long as none of them changes.
    `repair` is what mends it without a doubt, if anything does.
    """

    rule: str
    parameters: Mapping[str, str | int]
    span: Span | None
    subject: str
    figures: Mapping[str, Quoted] = field(default_factory=dict)
    repair: Repair | None = None


class Judge(Protocol):
    """A module with rules: their levels, and its docstring as their page in docs/checks.md."""

    RULES: Mapping[str, Level]


class Check(Judge, Protocol):
    """A module of this room: its rules with their level, and its findings."""

    def check(self, context: Context) -> Iterable[Finding]: ...
