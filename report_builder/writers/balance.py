"""Where a title breaks into lines: evenly, and not after a short word.

Receives words and a measure; promises the lines of a title that is too long for one, as text or as inlines. Separate because no
layout engine that prints pages balances lines, and because a title must break alike in every part of a report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, combinations, pairwise
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
from report_builder.writers.measure import Measure

MOST_WORDS = 40
MOST_LINES = 4
SHORT_WORD, SHORTISH_WORD = 3, 5  # letters: of articles and prepositions, which belong to the word after them; of longer ones
SHORT_PENALTY = 0.06
PAUSE_BONUS = 0.07
QUOTE_PENALTY = 0.2  # a name in quotation marks stays together where it can
PAUSES = (":", ";", ",", ".", "–")
OPENING, CLOSING = "“«", "”»"


def _greedy(widths: Sequence[float], space: float, limit: float) -> int:
    lines, used = 1, 0.0
    for width in widths:
        if used and used + space + width > limit:
            lines, used = lines + 1, width
        else:
            used += width + (space if used else 0.0)
    return lines


def _opened(word: str) -> int:
    """How many quotations the word opens, less those that it closes."""
    return sum(word.count(mark) for mark in OPENING) - sum(word.count(mark) for mark in CLOSING)


def balanced(words: Sequence[str], measure: Measure, limit: float) -> tuple[int, ...]:
    """The indices of the words that begin the second and further lines, within `limit`; none if one line holds all.

    Of all ways to break into the least number of lines, the one whose lines are most alike; an end after a short word or within
    quotation marks counts against it, an end at a pause for it. A title of more than four lines, or of one word wider than the
    line, is left alone.
    """
    widths, space = [measure(word) for word in words], measure(" ")
    lines = _greedy(widths, space, limit)
    if lines == 1 or lines > MOST_LINES or len(words) > MOST_WORDS or max(widths) > limit:
        return ()
    sums = [0.0]
    for width in widths:
        sums.append(sums[-1] + width + space)

    quoted = list(accumulate((_opened(word) for word in words), lambda depth, more: max(depth + more, 0)))

    @cache
    def end(word: int) -> float:
        bare = words[word].rstrip("".join(PAUSES))
        pause = words[word].endswith(PAUSES)
        short = 0.0 if bare.isupper() else 1.0 if len(bare) <= SHORT_WORD else 0.5 if len(bare) <= SHORTISH_WORD else 0.0
        return (-PAUSE_BONUS if pause else short * SHORT_PENALTY) + (QUOTE_PENALTY if quoted[word] else 0.0)

    def cost(breaks: tuple[int, ...]) -> float:
        edges = (0, *breaks, len(words))
        spans = [sums[b] - sums[a] - space for a, b in pairwise(edges)]
        if max(spans) > limit:
            return float("inf")
        mean = sum(spans) / len(spans)
        return sum((span - mean) ** 2 for span in spans) / limit**2 + sum(end(b - 1) for b in breaks)

    best = min(combinations(range(1, len(words)), lines - 1), key=cost)
    return best if cost(best) < float("inf") else ()


def lines_in(text: str, measure: Measure, limit: float) -> int:
    """How many lines an engine sets the text in."""
    return _greedy([measure(word) for word in text.split(" ")], measure(" "), limit)


def lines_of(text: str, measure: Measure, limit: float) -> tuple[str, ...]:
    """The text in balanced lines."""
    words = text.split()
    edges = (0, *balanced(words, measure, limit), len(words))
    return tuple(" ".join(words[a:b]) for a, b in pairwise(edges))


def title_lines(title: Inlines, measure: Measure, limit: float) -> tuple[Inlines, ...]:
    """The title's inlines, divided at the spaces where it should break. Only spaces of literal text may be breaks."""
    text = "".join(_breakable(inline) for inline in title)
    words = text.split(" ")
    breaks = balanced(words, measure, limit) if all(words) and not any(isinstance(part, LineBreak) for part in title) else ()
    rest, result = title, []
    for before, here in zip((0, *breaks), breaks, strict=False):
        line, rest = _split(rest, len(" ".join(words[before:here])))
        result.append(line)
        _, rest = _split(rest, 1)
    return (*result, rest)


def _breakable(inline: Inline) -> str:
    """The characters of an inline; a space in which the title may not break is a no-break space."""
    match inline:
        case Text():
            return inline.text
        case Number() | DateText() | Reference() | Abbreviation():
            return inline.text.replace(" ", "\u00a0")
        case Strong() | Emphasis() | Link() | Foreign():
            return "".join(_breakable(child) for child in inline.children)
        case NoteCall():
            return ""
        case LineBreak():
            return "\u2028"
        case _:
            assert_never(inline)


def _split(inlines: Inlines, at: int) -> tuple[Inlines, Inlines]:
    """The inlines before and after the character `at` (of `_breakable` text, in literal text or between inlines)."""
    if at <= 0:
        return (), inlines
    for i, inline in enumerate(inlines):
        length = len(_breakable(inline))
        if at > length or (at == length and not length):
            at -= length
            continue
        if at == length:
            calls = next((j for j, after in enumerate(inlines[i + 1 :]) if not isinstance(after, NoteCall)), None)
            stop = len(inlines) if calls is None else i + 1 + calls
            return inlines[:stop], inlines[stop:]
        if isinstance(inline, Text):
            first: Inline = Text(inline.text[:at])
            second: Inline = Text(inline.text[at:])
        elif isinstance(inline, Strong | Emphasis | Link | Foreign):
            head, tail = _split(inline.children, at)
            first, second = replace(inline, children=head), replace(inline, children=tail)
        else:
            return inlines[: i + 1], inlines[i + 1 :]
        return (*inlines[:i], first), (second, *inlines[i + 1 :])
    return inlines, ()
