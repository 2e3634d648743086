"""Where a piece of content stands in the author's files.

Receives offsets, promises that every character a reader sees can be traced to the character in the file that it came from. It
is apart from everything else because all rooms speak of places and none may import another for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field
from itertools import accumulate

from report_builder.classes import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of characters in one file of a report.

    `file` is the path relative to the report's folder, with forward slashes. `start` and `end` count characters (not bytes) of
    the decoded file, from 0; `end` is exclusive.
    """

    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Position:
    """A place as an editor names it: line and column, both from 1; `text` is the whole line without its end."""

    line: int
    column: int
    text: str


@dataclass(frozen=True)
class SourceMap:
    """The decoded texts of the files that were read, to turn a span into line and column."""

    files: Mapping[str, str]
    _starts: dict[str, list[int]] = field(default_factory=dict, compare=False, repr=False)

    def position(self, span: Span) -> Position:
        """Line and column of the start of `span`; the first place of the file if the file is not known."""
        text = self.files.get(span.file, "")
        starts = self._starts.get(span.file)
        if starts is None:
            starts = [0, *accumulate(len(line) + 1 for line in text.split("\n")[:-1])]
            self._starts[span.file] = starts
        line = bisect_right(starts, min(span.start, len(text))) - 1
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
        return Position(line + 1, min(span.start, len(text)) - starts[line] + 1, text[starts[line] : end].rstrip("\r"))


@dataclass(frozen=True, slots=True)
class LocatedText:
    """The text of one YAML scalar, and where each of its characters stands in the file.

    `offsets` has one entry for each character of `text` (the character's offset in the file) and a last one for the end, so
    that ranges of folded, quoted and escaped scalars all map back. `span` is the whole scalar with its quotes or block header.
    """

    text: str
    span: Span
    offsets: Sequence[int]

    def at(self, start: int, end: int) -> Span:
        """The span in the file of `text[start:end]`."""
        if not self.offsets:
            return self.span
        last = len(self.offsets) - 1
        first = self.offsets[min(start, last)]
        stop = self.offsets[min(end, last)] if end <= start else self.offsets[min(end - 1, last)] + 1
        return Span(self.span.file, first, max(first, stop))

    def __str__(self) -> str:
        return self.text
