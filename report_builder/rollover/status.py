"""How far a report has come that was begun from last year's.

Receives a report that was read; promises for each of its files how many figures are confirmed, how many paragraphs stand as
they stood last year, how often they speak of a time that has passed. Separate from the checks, which say where and refuse: this
counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from report_builder.checks.stale import stale
from report_builder.classes import dataclass
from report_builder.content.models import PartFile, Report
from report_builder.place import LocatedText

LEAST_WORDS = 8
"""A shorter text is a label, which stays from year to year."""


@dataclass(frozen=True, slots=True)
class FileStatus:
    """Counts of one file, or of all: of the confirmed figures `kept` as they were last year, of the paragraphs `unchanged`."""

    file: str
    figures: int = 0
    confirmed: int = 0
    kept: int = 0
    paragraphs: int = 0
    unchanged: int = 0
    stale: int = 0

    @property
    def share(self) -> int:
        """How much is done, in whole per cent: 100 only if all is."""
        return 100 * self.confirmed // self.figures if self.figures else 100


@dataclass(frozen=True, slots=True)
class Status:
    """`previous` is the folder of last year's report, "" if none is named: then nothing can be told of prose."""

    title: str
    previous: str
    files: tuple[FileStatus, ...]

    @property
    def whole(self) -> FileStatus:
        names = ("figures", "confirmed", "kept", "paragraphs", "unchanged", "stale")
        return FileStatus("", *(sum(getattr(file, name) for file in self.files) for name in names))


def status(report: Report) -> Status:
    """The counts of every file that has figures or prose, in the order of the report's chapters, common files after them."""
    before = report.previous
    counts: dict[str, Counter[str]] = {}
    for name, figure in report.figures.items():
        if figure.span is None or figure.computed:
            continue
        count = counts.setdefault(figure.span.file, Counter())
        count["figures"] += 1
        count["confirmed"] += not figure.unconfirmed
        was = before.figures.get(name) if before else None
        count["kept"] += was is not None and not figure.unconfirmed and was.text == figure.text
    if before is not None:
        old = {text for _, text in paragraphs(before.texts)}
        for file, text in paragraphs(report.texts):
            count = counts.setdefault(file, Counter())
            count["paragraphs"] += 1
            count["unchanged"] += text in old
    for mention in stale(report):
        counts.setdefault(mention.span.file, Counter())["stale"] += 1
    order = {file: at for at, file in enumerate(_chapters(report.parts))}
    files = (FileStatus(file, **counts[file]) for file in sorted(counts, key=lambda file: order.get(file, len(order))))
    return Status(report.entry.title, before.name if before else "", tuple(files))


def _chapters(parts: Iterable[PartFile]) -> Iterator[str]:
    for part in parts:
        yield part.file
        yield from _chapters(part.parts)


def paragraphs(texts: Iterable[LocatedText]) -> Iterator[tuple[str, str]]:
    """File and words of every paragraph, spaces made plain; list items are paragraphs of their own."""
    for text in texts:
        for part in text.text.replace("\n- ", "\n\n").split("\n\n"):
            words = part.split()
            if len(words) >= LEAST_WORDS:
                yield text.span.file, " ".join(words)
