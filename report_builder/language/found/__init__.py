"""The words by which a language binds figures to one another: "of whom", "more than half", "women", "respectively".

Receives a language code; promises the data of `<code>.yaml` as patterns that find them, as whole words, in lower-case text. A
language without data is None, and the rules that need it say that they did not run. Separate from the forms and words of the
language, which every build needs, and from what plain writing is judged by: only the audit reads these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from report_builder.classes import dataclass

DIGITS = r"(?<![\w.,])(?:[2-9]|1[0-9]|20)(?![\w.,%])"  # a number of things that one may list
HERE = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Words:
    """Some words and the expression that finds them. Most texts have none, which a look for their letters tells sooner."""

    expression: str
    stems: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.expression)

    def within(self, text: str) -> bool:
        """Whether the letters of one of the words are in `text`."""
        return any(stem in text for stem in self.stems)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        stop = len(text) if end is None else end
        return self.pattern.finditer(text, start, stop) if self.within(text) else iter(())

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        return next(self.finditer(text, start, end), None)


@dataclass(frozen=True, eq=False)
class Bonds:
    """What a language has. Of `openers`, `equal`, `of` and the like each pattern finds one of the words.

    `pairs` are two groups each that are everybody together. `vague` finds a word at the end of a text that makes the number
    after it no exact one; `more` and `less` bounds. `rates` finds what makes the number before it so much for each of
    something. `measures` are nouns of measures, each with the one that stands for all its forms. `fractions` and `multiples`
    are by their words, `numbers` by theirs.
    """

    openers: Words
    equal: Words
    of: re.Pattern[str]
    respectively: Words
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    vague: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]
    rates: Words
    measures: Mapping[str, str]
    conjunction: re.Pattern[str]
    shares: Words
    fraction: Words
    fractions: Mapping[str, Fraction]
    not_fractions: Words
    multiple: Words
    multiples: Mapping[str, int]
    numbers: Mapping[str, int]
    announced: re.Pattern[str]
    axes: Words
    axis: re.Pattern[str]
    whole: Words


def has_bonds(code: str) -> bool:
    """Whether there are data for the language called `code` ("it", or "it-IT")."""
    return _file(code) is not None


def _file(code: str) -> Path | None:
    plain = code.partition("-")[0].lower()
    file = HERE / f"{plain}.yaml"
    return file if re.fullmatch(r"[a-z]{2,3}", plain) and file.is_file() else None


@cache
def load_bonds(code: str) -> Bonds | None:
    """What there is for the language called `code`; None for one without data."""
    file = _file(code)
    if file is None:
        return None
    raw: Mapping[str, Any] = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    fractions = {word: Fraction(share) for share, words in raw["fractions"].items() for word in words}
    multiples = {word: int(times) for times, words in raw["multiples"].items() for word in words}
    numbers = {word: int(number) for number, word in raw["numbers"].items()}
    number = words_of(numbers)
    articles = rf"(?:\s+{words_of(raw['articles'])})?"
    before = rf"{articles}(?:\s|(?<=['’]))*[(]?$"
    bounds = {name: words_of(raw[name]) for name in ("about", "more", "less")}
    return Bonds(
        **{
            name: _words(raw[name])
            for name in ("openers", "equal", "respectively", "shares", "rates", "not_fractions", "whole")
        },
        of=_pattern(rf"\s*{words_of(raw['of'])}\s*", whole=True),
        pairs=tuple((_pattern(words_of(one)), _pattern(words_of(other))) for one, other in raw["pairs"]),
        vague=_pattern(rf"(?:{'|'.join(bounds.values())}){before}"),
        more=_pattern(bounds["more"] + before),
        less=_pattern(bounds["less"] + before),
        measures={form: forms[0] for forms in raw["measures"] for form in forms},
        conjunction=_pattern(words_of(raw["and"])),
        fraction=_words(fractions),
        fractions=fractions,
        multiple=_words(multiples),
        multiples=multiples,
        announced=_pattern(rf"(?P<number>{number}|{DIGITS})(?:\s+[^\W\d_][\w’'-]*){{1,6}}\s*:"),
        numbers=numbers,
        axes=Words(rf"(?P<number>{number})\s+{words_of(raw['axes'])}", _stems(raw["axes"])),
        axis=_pattern(rf"{words_of(raw['one'])}\s+{words_of(raw['axis'])}"),
    )


def words_of(words: Iterable[str]) -> str:
    """A pattern for one of `words` as whole words, the longest first; "*" stands for any end of a word."""
    each = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(_word, each)) + ")"


def _words(words: Iterable[str]) -> Words:
    each = tuple(words)
    return Words(words_of(each), _stems(each))


def _stems(words: Iterable[str]) -> tuple[str, ...]:
    """Letters that each of the words has: those of its longest part."""
    each = sorted({max(re.split(r"[*’ ]", word), key=len) for word in words}, key=len)
    return tuple(stem for at, stem in enumerate(each) if not any(other in stem for other in each[:at]))


def _word(word: str) -> str:
    written = re.escape(word).replace(r"\*", r"\w*").replace("’", "['’]").replace(r"\ ", r"\s+")
    begin = r"(?<!\w)" if word[0].isalnum() else ""
    return begin + written + (r"(?!\w)" if word[-1].isalnum() else "")


def _pattern(written: str, whole: bool = False) -> re.Pattern[str]:
    return re.compile(rf"^{written}$" if whole else written)
