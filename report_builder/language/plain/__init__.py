"""What a language needs to judge whether a text is plain: abbreviations, a readability index, words and what to write instead.

Receives a language code; promises the data of `<code>.yaml` as values. What a language lacks is empty or None, and the checks
that need it say that they did not run. Separate from the forms and words of the language, which every build needs: only checks
read these.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from report_builder.classes import dataclass

HERE = Path(__file__).parent
FEATURES = ("sentences_per_word", "words_per_sentence", "letters_per_word", "long_words_per_word", "syllables_per_word")


@dataclass(frozen=True, slots=True)
class Readability:
    """A readability index: `constant` and a factor for each of `FEATURES` that it counts.

    `easier` says whether higher or lower values are easier; a text at `level` is read without help by who has finished
    compulsory school. Sentences of more than `sentence_words` words are long. A word is long from `long_word` + 1 letters;
    syllables are groups of `vowels`, less those that a pattern of `silent` finds.
    """

    index: str
    constant: float
    factors: Mapping[str, float]
    easier: Literal["higher", "lower"]
    level: int
    sentence_words: int
    long_word: int = 0
    vowels: str = ""
    silent: tuple[str, ...] = ()

    def hard(self, value: float) -> bool:
        """Whether a text of this value is harder to read than `level`."""
        return value < self.level if self.easier == "higher" else value > self.level


@dataclass(frozen=True, slots=True)
class Saying:
    """A word or phrase and what to write instead. `find` are its forms, in lower case; "*" stands for any end of a word."""

    name: str
    find: tuple[str, ...]
    instead: str

    def found_in(self, lower: str) -> list[tuple[int, int]]:
        """Every place of `lower`, a text in lower case, where it stands as whole words."""
        found: dict[int, int] = {}
        for form in self.find:
            stem, pattern = form.partition("*")[0], None
            at = lower.find(stem)
            while at >= 0:
                pattern = pattern or re.compile(re.escape(form).replace(r"\*", r"\w*") + r"(?!\w)")
                match = pattern.match(lower, at)
                if match and not (at and lower[at - 1].isalnum()):
                    found[at] = max(found.get(at, 0), match.end())
                at = lower.find(stem, at + 1)
        return sorted(found.items())


@dataclass(frozen=True, eq=False)
class Plain:
    """What `code` has. `abbreviations` (lower case, with their points) end no sentence; nor does the point of an ordinal number
    where `ordinal_point`. `known_acronyms` need no expansion. `foreign` has frequent words of other languages, none in a
    language that borrows few; None if nobody has listed them. `vague_words` say nothing of where a link leads. `alt_fillers`
    are words that stand in for a text alternative, `alt_openings` those with which one only says that it is a picture.
    """

    code: str
    abbreviations: frozenset[str] = frozenset()
    ordinal_point: bool = False
    known_acronyms: frozenset[str] | None = None
    readability: Readability | None = None
    plain_words: tuple[Saying, ...] = ()
    respect: tuple[Saying, ...] = ()
    foreign: tuple[Saying, ...] | None = None
    vague_words: frozenset[str] = field(default=frozenset())
    alt_fillers: frozenset[str] | None = None
    alt_openings: tuple[str, ...] | None = None


@cache
def load_plain(code: str) -> Plain:
    """What there is for the language called `code` ("it", or "it-IT"); nothing at all for one without data."""
    plain = code.partition("-")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", plain) or not (HERE / f"{plain}.yaml").is_file():
        return Plain(code)
    raw: Mapping[str, Any] = yaml.load((HERE / f"{plain}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return Plain(
        code=code,
        abbreviations=frozenset(raw["abbreviations"]),
        ordinal_point=raw["ordinal_point"],
        known_acronyms=frozenset(raw["known_acronyms"]),
        readability=_readability(raw["readability"]),
        plain_words=_sayings(raw.get("plain_words", {})),
        respect=_sayings(raw.get("respect", {})),
        foreign=_sayings(raw["foreign"]) if "foreign" in raw else None,
        vague_words=frozenset(raw["vague_words"]),
        alt_fillers=frozenset(raw["alt_fillers"]),
        alt_openings=tuple(raw["alt_openings"]),
    )


def _readability(raw: Mapping[str, Any]) -> Readability:
    given = dict(raw)
    factors = {name: float(given.pop(name)) for name in FEATURES if name in given}
    return Readability(**given | {"factors": factors, "silent": tuple(raw.get("silent", ()))})


def _sayings(raw: Mapping[str, str]) -> tuple[Saying, ...]:
    """Of entries such as "al fine di | al fine de*: per": the first form is also the name."""
    forms = ((tuple(key.split(" | ")), instead) for key, instead in raw.items())
    return tuple(Saying(find[0], find, instead) for find, instead in forms)
