"""Numbers in a text, each with the unit that follows it and what the two are worth.

Receives a text and its language; promises every number that it holds. Separate from the two checks that read it: whether a
number should stand there, and how it is written, are different faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures import Quantity, parse_figure
from report_builder.language import Language
from report_builder.place import LocatedText, Span

NUMERAL = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}(?![0-9.,]?[0-9]))+(?:[.,][0-9]+)?|[0-9]+(?:[.,'’][0-9]+)*")
"""A number with its separators, those of any language; without sign."""
BEFORE = 6  # characters that a unit before a number takes
BARE = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Numeral:
    """A number at `start` to `end` of `text`."""

    text: str
    start: int
    end: int
    language: Language

    @cached_property
    def whole(self) -> tuple[int, int]:
        """With a unit of the language after it, or before it; alone otherwise."""
        before, after, scaled = _units(self.language)
        found = after.match(self.text, self.end)
        if found is None or (_spelled(found[0].strip(), self.language) and _goes_on(self.text, found.end())):
            found = scaled.match(self.text, self.end)
        if found is not None:
            return self.start, found.end()
        head = before.search(self.text, max(0, self.start - BEFORE), self.start)
        return (head.start() if head else self.start), self.end

    @property
    def unit(self) -> bool:
        """Whether it has a unit."""
        return self.whole != (self.start, self.end)

    @property
    def plain(self) -> bool:
        """Whether it is written in the language's strict form, or without groups."""
        return self.language.read_decimal(self.text[self.start : self.end]) is not None

    @cached_property
    def read(self) -> tuple[Quantity | None, tuple[Problem, ...]]:
        """What it says with its unit, and what is wrong with how it says it; places count from the beginning of `whole`."""
        piece = self.text[slice(*self.whole)]
        figure, problems = parse_figure("", LocatedText(piece, Span("", 0, len(piece)), range(len(piece) + 1)), self.language)
        return figure.quantity, problems


def numerals(text: str, language: Language) -> Iterator[Numeral]:
    """Every number of `text`."""
    for match in NUMERAL.finditer(text):
        yield Numeral(text, match.start(), match.end(), language)


def _spelled(unit: str, language: Language) -> bool:
    """Whether a unit is a mere word that the language does not write so: "Mln"."""
    if not BARE.fullmatch(unit):
        return False
    return all(unit != pattern.after.strip() for one in language.units.values() for pattern in one.patterns)


def _goes_on(text: str, at: int) -> bool:
    """Whether a bare "Mln" goes on with what is counted in millions: another unit than money."""
    return text[at : at + 1].isspace() and text[at : at + 40].strip() != "" and text[at:].lstrip()[:1].isalpha()


@cache
def _units(language: Language) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Units before a number (at its end), after it, and words such as "milioni di" with what is counted, however spaced."""
    every = [pattern for unit in language.units.values() for pattern in (*unit.patterns, *unit.variants)]
    before = {pattern.before.strip() for pattern in every if pattern.before.strip()}
    after = {pattern.after.strip() for pattern in every if pattern.after.strip()}

    def either(words: set[str]) -> str:
        ordered = sorted(words, key=lambda word: (-len(word), word))
        return "|".join(r"\s?".join(map(re.escape, word.split())) for word in ordered) or "(?!)"

    ends = r"(?![^\W_])"
    return (
        re.compile(rf"(?<![^\W_])(?:{either(before)})\s?$", re.IGNORECASE),
        re.compile(rf"\s?(?:{either(after)}){ends}", re.IGNORECASE),
        re.compile(rf"\s(?:{either(set(language.scales))})\s[^\W\d_]+", re.IGNORECASE),
    )
