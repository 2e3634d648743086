"""What was checked, by what, and what came of it: the words that every check of a finished file speaks.

Promises plain values without any library behind them, so that our own checks, the adapters of validators, the page and the
JSON agree on one thing. An adapter is a module of `verify.tools` that has what `Tool` asks; it is named in the list there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from report_builder.classes import dataclass


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_RUN = "not-run"


class Why(StrEnum):
    """Why a check was not run."""

    NOT_INSTALLED = "not-installed"
    ALONE = "alone"  # there is no other format to compare with
    TROUBLE = "trouble"  # it is installed and broke off: `Result.remark` holds its words


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in a file.

    `rule` is a validator's own number or name, or one of ours (`pdf-…`, `word-…`, `web-…`, `parity-…`), which is the key of its
    words in `verify/it.toml` and `verify/en.toml`, filled from `parameters`. `text` holds the words of a validator as it says
    them, "" for ours. `place` says where in the file in no language (`Table[2]/TR[1] (p. 3)`, `word/document.xml p[12]`, a
    selector). `standard` is the clause: "ISO 14289-1, 7.5", "WCAG 2.2, 1.3.1".
    """

    rule: str
    place: str = ""
    text: str = ""
    standard: str = ""
    parameters: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """One check of one file.

    A result that passed may have findings: remarks of a validator that judges by likelihood, for a person to look at.
    `setting` tells runs of one tool apart ("dark, 320 px"); `checks` counts the rules or places looked at, 0 if unknown.
    """

    file: str
    standard: str
    tool: str
    version: str
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    setting: str = ""
    checks: int = 0
    why: Why | None = None
    remark: str = ""


def judged(
    file: str, standard: str, tool: str, version: str, findings: tuple[Finding, ...], *, setting: str = "", checks: int = 0
) -> Result:
    """The result of a check that ran: it passed if it found nothing."""
    verdict = Verdict.FAILED if findings else Verdict.PASSED
    return Result(file, standard, tool, version, verdict, findings, setting, checks)


@dataclass(frozen=True, slots=True)
class File:
    """A finished document: its format ("pdf", "docx", "html"), its name in the output folder, where it is and its bytes."""

    format: str
    name: str
    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class Files:
    """The documents of one report that there are."""

    folder: Path
    pdf: File | None = None
    docx: File | None = None
    html: File | None = None

    def __iter__(self) -> Iterator[File]:
        return (file for file in (self.pdf, self.docx, self.html) if file is not None)


class Tool(Protocol):
    """What the module of an external validator has.

    `run` is called only if `version()` is not None, and gives one `Result` for each file, standard and setting that it looked
    at. A validator that breaks off is a `Result` of `Verdict.NOT_RUN` with `Why.TROUBLE` and its words, never an exception.
    """

    @property
    def NAME(self) -> str:
        """As its makers write it."""
        ...

    @property
    def CHECKS(self) -> Mapping[str, tuple[str, ...]]:
        """The formats that it looks at, and the standards that it checks them against: {"pdf": ("PDF/UA-1", "PDF/A-2a")}."""
        ...

    def version(self) -> str | None:
        """Its version, None where it is not installed."""
        ...

    def run(self, files: Files) -> Iterator[Result]: ...
