"""Problems: what is wrong, with which words' parameters, and where.

A stage returns `(value, problems)` and prints nothing. The words come from the message catalogues (`it.toml`, `en.toml`) by the
problem's rule, so that one place can be read in any language; `catalogue` renders them. Separate so that every room can speak
of problems without knowing how they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from report_builder.classes import dataclass
from report_builder.place import Span


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """That the office knows of a finding and lets it stand: why, and since when."""

    reason: str
    date: date


@dataclass(frozen=True, slots=True)
class Repair:
    """What mends a problem without a doubt: where `span` says that `old` stands, `new` is to stand, and nothing else changes.

    `old` are the characters as they are read: of a folded line its end is a space.
    """

    span: Span
    old: str
    new: str


def unchanged(old: str, new: str) -> tuple[int, int]:
    """How many characters two texts begin with alike, and how many of the rest they end with."""
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    return head, tail


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure that a finding is about: as published, and where that is written."""

    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem. `rule` is a stable kebab-case name and the key of its message; `parameters` fill the message's `{names}`.

    `span` is None only where no file can be named (no report found, output folder not writable). A parameter `suggestion`, if
    present and not empty, selects the hint with the suggestion instead of the plain hint.

    Findings of checks have more: `subject` is what an acknowledgement names them by, `final` says that a final build is refused
    because of it though its severity is only that of a warning, `acknowledged` is the office's answer to it, if there is one,
    `figures` are those that it is about, by name.

    `repair` is given where the program can mend it by itself: never a value, only how it is written.
    """

    rule: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    span: Span | None = None
    severity: Severity = Severity.ERROR
    subject: str = ""
    final: bool = False
    acknowledged: Acknowledged | None = None
    figures: Mapping[str, Quoted] = field(default_factory=dict)
    repair: Repair | None = None


Problems = tuple[Problem, ...]


def by_place(problems: Iterable[Problem]) -> list[Problem]:
    """All problems in the order of file and place, then rule; those without a place first."""
    return sorted(
        problems,
        key=lambda p: (p.span is not None, p.span.file if p.span else "", p.span.start if p.span else 0, p.rule),
    )


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether anything stops a build: an error that nobody has acknowledged."""
    return any(problem.severity is Severity.ERROR and problem.acknowledged is None for problem in problems)


def for_print(problems: Iterable[Problem]) -> Problems:
    """The problems as a final build sees them: what is a warning only until then becomes an error."""
    return tuple(replace(one, severity=Severity.ERROR) if one.final else one for one in problems)


def judged(problems: Iterable[Problem], *, draft: bool, strict: bool) -> Problems:
    """The problems as they count: for a draft or a final document, and, if `strict`, as if nobody had acknowledged any."""
    found = tuple(replace(one, acknowledged=None) for one in problems) if strict else tuple(problems)
    return found if draft else for_print(found)
