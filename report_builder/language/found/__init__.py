"""The words by which a language binds figures to one another: "of whom", "more than half", "women", "respectively".

Receives a language code; promises the data of `<code>.yaml` as patterns that find them, as whole words, in lower-case text. A
language without data is None, and the rules that need it say that they did not run. Separate from the forms and words of the
language, which every build needs, and from what plain writing is judged by: only the audit reads these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, eq=False)
class Bonds:
    """What a language has. Of `openers`, `equal`, `of` and the like each pattern finds one of the words.

    `pairs` are two groups each that are everybody together. `vague` finds a word at the end of a text that makes the number
    after it no exact one; `more` and `less` bounds. `fractions` and `multiples` are by their words, `numbers` by theirs.
    """

    openers: re.Pattern[str]
    equal: re.Pattern[str]
    of: re.Pattern[str]
    respectively: re.Pattern[str]
    pairs: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    vague: re.Pattern[str]
    more: re.Pattern[str]
    less: re.Pattern[str]
    nearly: re.Pattern[str]
    conjunction: re.Pattern[str]
    shares: re.Pattern[str]
    fraction: re.Pattern[str]
    fractions: Mapping[str, Fraction]
    not_fractions: re.Pattern[str]
    multiple: re.Pattern[str]
    multiples: Mapping[str, int]
    number: re.Pattern[str]
    numbers: Mapping[str, int]
    axes: re.Pattern[str]
    axis: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def load_bonds(code: str) -> Bonds | None:
    """What there is for the language called `code` ("it", or "it-IT"); None for one without data."""
    plain = code.partition("-")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", plain) or not (HERE / f"{plain}.yaml").is_file():
        return None
    raw: Mapping[str, Any] = yaml.load((HERE / f"{plain}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    fractions = {word: Fraction(share) for share, words in raw["fractions"].items() for word in words}
    multiples = {word: int(times) for times, words in raw["multiples"].items() for word in words}
    numbers = {word: int(number) for number, word in raw["numbers"].items()}
    number = words_of(numbers)
    articles = rf"(?:\s+{words_of(raw['articles'])})?"
    before = rf"{articles}(?:\s|(?<=['’]))*[(]?$"
    bounds = {name: words_of(raw[name]) for name in ("about", "more", "less")}
    return Bonds(
        **{name: _pattern(words_of(raw[name])) for name in ("openers", "equal", "respectively", "shares", "not_fractions")},
        of=_pattern(rf"\s*{words_of(raw['of'])}\s*", whole=True),
        pairs=tuple((_pattern(words_of(one)), _pattern(words_of(other))) for one, other in raw["pairs"]),
        vague=_pattern(rf"(?:{'|'.join(bounds.values())}){before}"),
        more=_pattern(bounds["more"] + before),
        less=_pattern(bounds["less"] + before),
        nearly=_pattern(bounds["about"] + before),
        conjunction=_pattern(words_of(raw["and"])),
        fraction=_pattern(words_of(fractions)),
        fractions=fractions,
        multiple=_pattern(words_of(multiples)),
        multiples=multiples,
        number=_pattern(number),
        numbers=numbers,
        axes=_pattern(rf"(?P<number>{number})\s+{words_of(raw['axes'])}"),
        axis=_pattern(rf"{words_of(raw['one'])}\s+{words_of(raw['axis'])}"),
        whole=_pattern(words_of(raw["whole"])),
    )


def words_of(words: Iterable[str]) -> str:
    """A pattern for one of `words` as whole words, the longest first; "*" stands for any end of a word."""
    each = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(_word, each)) + ")"


def _word(word: str) -> str:
    written = re.escape(word).replace(r"\*", r"\w*").replace("’", "['’]").replace(r"\ ", r"\s+")
    begin = r"(?<!\w)" if word[0].isalnum() else ""
    return begin + written + (r"(?!\w)" if word[-1].isalnum() else "")


def _pattern(written: str, whole: bool = False) -> re.Pattern[str]:
    return re.compile(rf"^{written}$" if whole else written)
