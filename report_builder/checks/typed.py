"""The text that an editor typed: every printed stretch of it, and which of its characters are somebody's own.

Receives the report and the passages of its document; promises prose, labels of charts and the words of `report.yaml`, with
their way back to the file. A mention, a caption's number and an automatic alternative are not typed. Separate from the
passages, which are all that a reader meets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from report_builder.checks.walk import Passage, Role, printed
from report_builder.classes import dataclass
from report_builder.content.models import ChartEntry, PartFile, Report
from report_builder.document import Abbreviation, Text
from report_builder.markup.mentions import MENTION
from report_builder.place import LocatedText, Span


@dataclass(frozen=True, slots=True)
class Typed:
    """A printed text; `own` are the ranges that somebody typed, `place` is where a range of it stands in the file.

    Not `exact` is a place of which only the text around it, or beside it, is known.
    """

    text: str
    own: tuple[tuple[int, int], ...]
    place: Callable[[int, int], Span | None]
    exact: bool = True

    def any_of(self, start: int, end: int) -> bool:
        """Whether somebody typed any of these characters."""
        return any(low < end and start < high for low, high in self.own)

    def all_of(self, start: int, end: int) -> bool:
        """Whether somebody typed all of them; of none at all, whether they would stand within or after typed ones."""
        inside = sum(max(0, min(end, high) - max(start, low)) for low, high in self.own)
        return inside == end - start and any(low <= start <= high for low, high in self.own)


def typed_texts(report: Report, parts: Iterable[PartFile], passages: Iterable[Passage]) -> Iterator[Typed]:
    """Every text that is printed and typed: prose, then charts' labels in `parts`, then the words of `report.yaml`."""
    for passage in passages:
        typed = _of_passage(passage)
        if typed.own and passage.role is not Role.LABEL:  # in which mentions are filled in already
            yield typed
    for part in parts:
        for block in part.entry.blocks:
            if block.chart is not None:
                yield from _of_chart(block.chart)
    yield from _of_report(report)


def _of_passage(passage: Passage) -> Typed:
    own: list[tuple[int, int]] = []
    at = 0
    for piece in passage.pieces:
        length = len(printed(piece))
        if isinstance(piece, Text | Abbreviation) and piece.origin is not None:
            low = own.pop()[0] if own and own[-1][1] == at else at
            own.append((low, at + length))
        at += length
    return Typed(passage.text, tuple(own), passage.span)


def _of_chart(entry: ChartEntry) -> Iterator[Typed]:
    for line in entry.reference[:1]:
        yield _of_prose(line)
    for word in (*entry.targets, entry.aside):
        yield _of_word(word, entry.id.span)
    for category in entry.categories if isinstance(entry.categories, list) else ():
        yield _of_word(category.group, (category.label or category.axis or entry.id).span)
        for prose in (category.label, category.note, *category.aside):
            if prose is not None:
                yield _of_prose(prose)
    for one in entry.series if isinstance(entry.series, list) else ():
        yield _of_word(one.name, entry.id.span)


def _of_prose(prose: LocatedText) -> Typed:
    """A text whose mentions are set aside."""
    own: list[tuple[int, int]] = []
    at = 0
    for mention in MENTION.finditer(prose.text):
        own.append((at, mention.start()))
        at = mention.end()
    return Typed(prose.text, (*own, (at, len(prose.text))), prose.at)


def _of_word(word: str, span: Span) -> Typed:
    """A text whose letters are not traced: it stands at `span`, or near it."""
    return Typed(word, ((0, len(word)),), lambda _start, _end: span, exact=False)


def _of_report(report: Report) -> Iterator[Typed]:
    entry = report.entry
    cover = entry.cover
    words: list[tuple[tuple[str | int, ...], str]] = [
        (("title",), entry.title),
        (("running",), entry.running),
        (("subject",), entry.subject),
        (("programme", "name"), entry.programme.name),
        (("programme", "short"), entry.programme.short),
        *((("programme", "lines", at), line) for at, line in enumerate(entry.programme.lines)),
        (("publisher", "name"), entry.publisher.name),
        (("publisher", "unit"), entry.publisher.unit),
        (("cover", "title"), cover.title),
        (("cover", "year"), cover.year),
    ]
    if cover.squares is not None:
        words += [(("cover", "squares", key), getattr(cover.squares, key)) for key in ("legend", "solid", "tinted", "outlined")]
    for at, axis in enumerate(entry.axes):
        words += [(("axes", at, "name"), axis.name), (("axes", at, "short"), axis.short)]
    for path, word in words:
        located = report.words.get(path)
        known = located is not None and located.text == word
        yield Typed(word, ((0, len(word)),), located.at) if located and known else _of_word(word, report.place(*path))
