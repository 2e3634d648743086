"""Labels of several lines, and labels that must share one line without touching.

Receives words and the room they have; promises blocks of known width and height, and places that neither overlap nor leave
their bounds. Separate because every kind of chart needs it and none should do it by eye.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from report_builder.charts.sheet import ASCENT, DESCENT, INK, MUTED, REGULAR, Paint, Sheet
from report_builder.classes import dataclass
from report_builder.theme import MM_PER_POINT

LEADING = 1.27  # of the size, between the lines of one label


class Run(NamedTuple):
    """Words in one size, weight and colour."""

    text: str
    size: float
    weight: int = REGULAR
    paint: Paint = INK


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set one under the other; the runs of a line stand `gap` mm apart."""

    lines: tuple[Line, ...]
    gap: float = 2.0

    def line_width(self, line: Line, sheet: Sheet) -> float:
        return sum(sheet.measure(run.text, run.size, run.weight) for run in line) + self.gap * max(len(line) - 1, 0)

    def width(self, sheet: Sheet) -> float:
        return max((self.line_width(line, sheet) for line in self.lines), default=0.0)

    @property
    def steps(self) -> list[float]:
        """From the middle of each line to that of the next, in mm."""
        sizes = [max(run.size for run in line) for line in self.lines]
        return [LEADING * (a + b) / 2 * MM_PER_POINT for a, b in pairwise(sizes)]

    @property
    def height(self) -> float:
        """From the top of the first line's ink to the bottom of the last's, in mm."""
        if not self.lines:
            return 0.0
        first, last = (max(run.size for run in line) for line in (self.lines[0], self.lines[-1]))
        return sum(self.steps) + ((ASCENT - 0.35) * first + (DESCENT + 0.35) * last) * MM_PER_POINT

    def draw(self, sheet: Sheet, x: float, y: float, align: str = "left") -> None:
        """With its middle at `y`, by the middles of the first and last lines' capitals."""
        at = y - sum(self.steps) / 2
        for i, line in enumerate(self.lines):
            at += self.steps[i - 1] if i else 0.0
            left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * self.line_width(line, sheet)
            for run in line:
                sheet.text(left, at, run.text, size=run.size, weight=run.weight, paint=run.paint)
                left += sheet.measure(run.text, run.size, run.weight) + self.gap


def wrapped(sheet: Sheet, text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """Words in lines no wider than `width` mm; a word that is wider by itself is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if sheet.measure(longer, size, weight) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while sheet.measure(word, size, weight) > width and len(word) > 1:
            fits = next((n for n in range(len(word) - 1, 1, -1) if sheet.measure(word[:n] + "-", size, weight) <= width), 1)
            lines.append(word[:fits] + "-")
            word = word[fits:]
        line = word
    return [*lines, line] if line else lines


def balanced(sheet: Sheet, text: str, width: float, size: float, weight: int = REGULAR) -> list[str]:
    """Words in as few lines as `width` mm allows, the lines as even as can be."""
    lines = wrapped(sheet, text, width, size, weight)
    if len(lines) > 1 and " ".join(lines) == text:
        low, high = width / 2, width
        while high - low > 0.5:
            middle = (low + high) / 2
            tried = wrapped(sheet, text, middle, size, weight)
            low, high = (low, middle) if len(tried) == len(lines) and " ".join(tried) == text else (middle, high)
        lines = wrapped(sheet, text, high, size, weight)
    return lines


def label_block(
    sheet: Sheet, label: str, note: str, width: float, sizes: tuple[float, float], weight: int, paint: Paint = INK
) -> Block:
    """A label in `weight` and its quieter second text under it, each wrapped to `width`."""
    first = [(Run(text, sizes[0], weight, paint),) for text in balanced(sheet, label, width, sizes[0], weight)]
    second = [(Run(text, sizes[1], REGULAR, MUTED),) for text in balanced(sheet, note, width, sizes[1])] if note else []
    return Block((*first, *second))


def spread(places: Sequence[tuple[float, float]], low: float, high: float, gap: float) -> list[float] | None:
    """Middles of labels as near as can be to the wanted ones, in order, `gap` apart and between `low` and `high`.

    `places` are (wanted middle, width) in rising order. None if they do not fit at all. Neighbours that would touch are moved
    as one, to the mean of what they want (pool adjacent violators).
    """
    if sum(width for _, width in places) + gap * (len(places) - 1) > high - low:
        return None
    groups: list[tuple[float, int, float]] = []  # sum of wanted left edges as if joined, members, width with gaps
    for middle, width in places:
        wanted, members, span = middle - width / 2, 1, width + gap
        while groups and groups[-1][0] / groups[-1][1] + groups[-1][2] > wanted / members:
            before = groups.pop()
            wanted, members, span = before[0] + wanted - before[2] * members, before[1] + members, before[2] + span
        groups.append((wanted, members, span))
    lefts = [max(total / members, low) for total, members, _ in groups]
    for i, (_, _, span) in enumerate(groups):
        if i:
            lefts[i] = max(lefts[i], lefts[i - 1] + groups[i - 1][2])
        lefts[i] = min(lefts[i], high + gap - span)
    for i in range(len(groups) - 2, -1, -1):
        lefts[i] = min(lefts[i], lefts[i + 1] - groups[i][2])
    middles: list[float] = []
    for left, (_, members, _) in zip(lefts, groups, strict=True):
        for _, width in places[len(middles) : len(middles) + members]:
            middles.append(left + width / 2)
            left += width + gap
    return middles
