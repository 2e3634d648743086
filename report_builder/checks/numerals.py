"""Numbers in a text, each with the unit that follows it and what the two are worth.

Receives a text and its language; promises every number that it holds, and which expressions of the glossary hold it. Separate
from the two checks that read it: whether a number should stand there, and how it is written, are different faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple
from unicodedata import category

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures import Quantity, names_base, parse_figure
from report_builder.language import Language
from report_builder.place import LocatedText, Span

NUMERAL = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}(?![0-9.,]?[0-9]))+(?:[.,][0-9]+)?|[0-9]+(?:[.,'’][0-9]+)*")
"""A number with its separators, those of any language; without sign."""
BEFORE = 6  # characters that a unit before a number takes
BARE = re.compile(r"[^\W\d_]+")
GOES_ON = re.compile(r"\.?\s*(\S)")
TWICE = re.compile(r"[\s\u00a0]([^\W\d_]{2,})[\s\u00a0]\1(?![^\W_])", re.IGNORECASE)
PARTS = re.compile(r"\w+|[^\w\s]+")


@dataclass(frozen=True)
class Numeral:
    """A number at `start` to `end` of `text`."""

    text: str
    start: int
    end: int
    language: Language

    @cached_property
    def whole(self) -> tuple[int, int]:
        """With a unit of the language about it, after it or before it; alone otherwise."""
        units = _units(self.language)
        low = max(0, self.start - BEFORE)
        for before, after in units.around:
            if (tail := after.match(self.text, self.end)) and (head := before.search(self.text, low, self.start)):
                return head.start(), tail.end()
        found = units.after.match(self.text, self.end)
        if found is not None and _spelled(found[0].strip(), self.language) and _goes_on(self.text, found.end()):
            found = None
        found = found or units.scaled.match(self.text, self.end)
        if found is not None:
            return self.start, found.end()
        head = units.before.search(self.text, low, self.start)
        return (head.start() if head else self.start), self.end

    @property
    def unit(self) -> bool:
        """Whether it has a unit."""
        return self.whole != (self.start, self.end)

    @property
    def again(self) -> int:
        """Where a second unit right after its unit ends ("46%%", "3 sale sale"); where the first one ends if there is none."""
        end = self.whole[1]
        found = (_units(self.language).after if self.unit else TWICE).match(self.text, end)
        return found.end() if found else end

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


class Phrase:
    """An expression of the glossary: spaces of any kind, # for any number. `used` tells whether it was of any use."""

    def __init__(self, text: LocatedText) -> None:
        words = (f"(?:{NUMERAL.pattern})".join(map(re.escape, word.split("#"))) for word in text.text.split())
        phrase = r"\s+".join(words)
        self.text = text
        self.pattern = re.compile(rf"(?<!\w){phrase}(?!\w)")
        self.used = False

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether the number `text[start:end]` is part of it."""
        found = any(match.start() <= start and end <= match.end() for match in self.pattern.finditer(text))
        self.used = self.used or found
        return found


def numerals(text: str, language: Language) -> Iterator[Numeral]:
    """Every number of `text`."""
    for match in NUMERAL.finditer(text):
        yield Numeral(text, match.start(), match.end(), language)


@cache
def _spelled(unit: str, language: Language) -> bool:
    """Whether a unit is a mere word that says how many, and not of what: "Mln" may be people as well as money."""
    plain = unit.casefold()
    alike = (one for one in language.units.values() if any(plain == form.after.strip().casefold() for form in one.variants))
    return BARE.fullmatch(unit) is not None and any(
        one.factor != 1 and not names_base(unit, one.base, language) for one in alike
    )


def _goes_on(text: str, at: int) -> bool:
    """Whether a bare "Mln" goes on with what is counted in millions, a noun or a sign: not with what it stands for alone."""
    following = GOES_ON.match(text, at)
    return following is not None and (following[1].isalpha() or category(following[1]) == "Sc")


class _Units(NamedTuple):
    """Units `before` a number (at its end), `after` it, `around` it, and words such as "milioni di" with what is counted."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    around: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    scaled: re.Pattern[str]


@cache
def _units(language: Language) -> _Units:
    """However they are spaced; the longest first."""
    every = [pattern for unit in language.units.values() for pattern in (*unit.patterns, *unit.variants)]
    forms = {(pattern.before.strip(), pattern.after.strip()) for pattern in every}

    def ahead(words: set[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{_either(words)})\s?$", re.IGNORECASE)

    def behind(words: set[str]) -> re.Pattern[str]:
        return re.compile(rf"\s?(?:{_either(words)})(?![^\W_])", re.IGNORECASE)

    both = sorted((form for form in forms if all(form)), key=lambda form: (-len(form[1]), form))
    return _Units(
        before=ahead({before for before, after in forms if before and not after}),
        after=behind({after for before, after in forms if after and not before}),
        around=tuple((ahead({before}), behind({after})) for before, after in both),
        scaled=re.compile(rf"\s(?:{_either(set(language.scales))})\s[^\W\d_]+", re.IGNORECASE),
    )


def _either(words: set[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(r"\s?".join(map(re.escape, PARTS.findall(word))) for word in ordered) or "(?!)"
