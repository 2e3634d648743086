"""What numbers in a text may be besides figures of the report, and how the house writes the signs about them.

Receives a language code; promises the usages of `common.yaml` and `<code>.yaml` as patterns with names (a date, an act, an age
band), none of them for a language without data. Separate from the forms of figures, which every build needs: only checks read
these. Each usage has examples of what it is and what it is not, which a test reads.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from report_builder.classes import dataclass
from report_builder.language import Language, load_language

HERE = Path(__file__).parent
AROUND = 60
"""How many characters before and after a number may tell what it is."""
FOLLOWING = re.compile(r"[\s\u00a0]?([^\W\d_]+€?|[%€])")
PIECES = {
    "<year>": "(?:19|20)[0-9]{2}",
    "<day>": "(?:3[01]|[12][0-9]|0?[1-9])",
    "<code>": r"[0-9]{1,2}(?:\.[0-9]{1,2}){0,3}(?:\.(?-i:[a-zA-Z]{1,4}))?(?![0-9]|\.[0-9])",
}


@dataclass(frozen=True)
class Usage:
    """A way in which a number is no figure: its name, its pattern, examples of it (`such`) and of what it is not (`unlike`).

    `unless_counted`: not where a unit or something that is counted follows the number.
    """

    name: str
    find: str
    such: tuple[str, ...]
    unlike: tuple[str, ...]
    unless_counted: bool = False

    def covers(self, text: str, start: int, end: int, counted: Container[str] = frozenset()) -> bool:
        """Whether the number `text[start:end]` is used so. `counted` are units and nouns in lower case ("persone")."""
        low = max(0, start - AROUND)
        found = any(one.start() <= start and end <= one.end() for one in self.pattern.finditer(text, low, end + AROUND))
        return found and not (self.unless_counted and _next(text, end) in counted)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![^\W_])(?:{self.find})", re.IGNORECASE)


def _next(text: str, at: int) -> str:
    """The word or unit after a number, in lower case."""
    found = FOLLOWING.match(text, at)
    return found[1].casefold() if found else ""


@dataclass(frozen=True, eq=False)
class Numbers:
    """The usages of a language, the commonest first. `range` stands between the ends of a range; `counted` are nouns of things.

    `accents` are spellings of accented capitals that need no accented key, each with what to write.
    """

    usages: tuple[Usage, ...] = ()
    counted: frozenset[str] = frozenset()
    range: str = ""
    accents: tuple[tuple[re.Pattern[str], str], ...] = ()

    def usage(self, text: str, start: int, end: int, counted: frozenset[str] = frozenset()) -> str:
        """The name of the usage that the number `text[start:end]` is; "" for one that stands for itself."""
        nouns = self.counted | counted if counted else self.counted
        return next((usage.name for usage in self.usages if usage.covers(text, start, end, nouns)), "")

    def counts(self, text: str, end: int, counted: frozenset[str] = frozenset()) -> bool:
        """Whether the number before `end` counts what follows it: a unit, or one of the things that are counted."""
        following = _next(text, end)
        return following in self.counted or following in counted


@cache
def load_numbers(code: str) -> Numbers:
    """What there is for the language called `code` ("it", or "it-IT"); nothing at all for one without data."""
    plain = code.partition("-")[0].lower()
    if not re.fullmatch(r"[a-z]{2,3}", plain) or not (HERE / f"{plain}.yaml").is_file():
        return Numbers()
    raw: Mapping[str, Any] = _read(f"{plain}.yaml")
    language = load_language(code)
    units = (pattern.after.strip() for unit in language.units.values() for pattern in unit.patterns)
    return Numbers(
        usages=(*_usages(raw["numbers"], language), *_usages(_read("common.yaml"), language)),
        counted=frozenset(word.casefold().split()[0] for word in (*raw["counted"], *units, *language.scales) if word),
        range=raw["range"],
        accents=tuple((re.compile(entry["find"]), entry["write"]) for entry in raw["accents"]),
    )


def _read(name: str) -> Any:
    return yaml.load((HERE / name).read_bytes(), Loader=yaml.CSafeLoader)


def _usages(raw: Mapping[str, Any], language: Language) -> Iterable[Usage]:
    pieces = {**PIECES, "<month>": "(?:" + "|".join(map(re.escape, language.months)) + ")"}
    for name, entry in raw.items():
        find = entry["find"]
        for piece, stands in pieces.items():
            find = find.replace(piece, stands)
        yield Usage(name, find, tuple(entry["such"]), tuple(entry["not"]), entry.get("unless_counted", False))
