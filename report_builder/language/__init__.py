"""What one language needs: how it writes numbers, units and dates, and the words that a document prints.

Receives a language code; promises the data of `<code>.yaml` as values, so that no branch in Python depends on a language. A new
language is a new file. Separate so that figures, text and documents read one description of each language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from report_builder.classes import dataclass

HERE = Path(__file__).parent
FALLBACK = "en"
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a unit stands about its number: what is before it and after it, spaces included ("€ " and "" for "€ 970,00")."""

    before: str
    after: str

    @classmethod
    def of(cls, written: str) -> Pattern:
        """The pattern written as "# Mln€", where # stands for the number; a bare unit stands after its number and a space."""
        before, mark, after = written.partition("#")
        return cls(before, after) if mark else cls("", f" {written}")

    def around(self, number: str, sign: str = "") -> str:
        """`number` with its unit. A space beside the number becomes a no-break one; a minus precedes an attached prefix."""
        before = re.sub(r"\s$", NO_BREAK_SPACE, self.before)
        after = re.sub(r"^\s", NO_BREAK_SPACE, self.after)
        if before and not before.endswith(NO_BREAK_SPACE):
            return f"{sign}{before}{number}{after}"
        return f"{before}{sign}{number}{after}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed. One `symbol` is worth `factor` of `base` ("Mln€" is 1000000 "€").

    `patterns` are the ways it may be written, the first being the house's; `variants` are spellings to correct to that one.
    `spoken` is how it is read aloud.
    """

    symbol: str
    base: str
    factor: Decimal
    patterns: tuple[Pattern, ...]
    spoken: str
    variants: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Time:
    """How one speaks of a time that passes: `relative` to today; `since` before a year that stays true, `acts` before one;
    `names` hold one."""

    relative: tuple[str, ...]
    since: tuple[str, ...]
    acts: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Language:
    """The forms and words of one language. `known` is false if `code` has no data and English stands in for it.

    `group` and `decimal` are the separators as printed, `group_read` those that are read as well. `not_stated` is what is
    printed for a figure that the sources do not state, `not_stated_marks` all that is read so; `to_confirm` are the words in
    brackets after a figure that nobody has confirmed, the first the one we write. `units` is by symbol, `scales`
    what words such as "milioni di" before a counted noun are worth. `labels` has the fields of the document's labels, `words`
    those of captions and text alternatives, `spoken` the sentences of the text alternatives that are written from data.
    """

    code: str
    known: bool
    group: str
    group_read: tuple[str, ...]
    decimal: str
    minus: str
    not_stated: str
    not_stated_marks: frozenset[str]
    to_confirm: tuple[str, ...]
    scales: Mapping[str, Decimal]
    units: Mapping[str, Unit]
    months: tuple[str, ...]
    dates: Mapping[str, str]
    time: Time
    labels: Mapping[str, str]
    words: Mapping[str, str]
    spoken: Mapping[str, str]
    _read: re.Pattern[str] = field(repr=False)

    @property
    def group_marks(self) -> tuple[str, ...]:
        """Every separator of thousands that is read."""
        return (self.group, *self.group_read)

    @property
    def percent(self) -> str:
        """The percent form with # for the number: "#%" or "# %"."""
        pattern = self.units["%"].patterns[0]
        return f"{pattern.before}#{pattern.after}"

    @property
    def date_forms(self) -> tuple[str, ...]:
        """The names of the date forms: "long", "numeric", "year"."""
        return tuple(name for name in self.dates if name != "first_day")

    def date_text(self, day: date, form: str = "long") -> str:
        """`day` in one of `date_forms`; the space after the day is a no-break one."""
        text = self.dates[form].format(
            day=self.dates["first_day"] if day.day == 1 else day.day,
            dd=f"{day.day:02}",
            mm=f"{day.month:02}",
            month=self.months[day.month - 1],
            year=day.year,
        )
        return text.replace(" ", NO_BREAK_SPACE, 1)

    def read_decimal(self, text: str) -> Decimal | None:
        """The number that `text` is, in this language's strict form: groups of three digits, or none. None if it is not one."""
        if not self._read.fullmatch(text):
            return None
        for mark in self.group_marks:
            text = text.replace(mark, "")
        try:
            return Decimal(text.replace(self.decimal, ".").replace("−", "-"))
        except InvalidOperation:  # pragma: no cover  # the pattern admits only numbers
            return None

    def number_text(self, digits: str) -> str:
        """Plain digits ("-1234.50") with this language's sign, separators and groups: "−1.234,50"."""
        sign = self.minus if digits.startswith("-") else ""
        whole, point, decimals = digits.lstrip("-").partition(".")
        head = len(whole) % 3 or 3
        groups = [whole[:head], *(whole[at : at + 3] for at in range(head, len(whole), 3))]
        return f"{sign}{self.group.join(groups)}{self.decimal if point else ''}{decimals}"


def languages() -> tuple[str, ...]:
    """The codes of all languages with data."""
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml")))


@cache
def load_language(code: str) -> Language:
    """The language called `code` ("it", or "it-IT"); the forms of English, with `known` false, where there is no data."""
    plain = code.partition("-")[0].lower()
    known = re.fullmatch(r"[a-z]{2,3}", plain) is not None and (HERE / f"{plain}.yaml").is_file()
    raw = yaml.load((HERE / f"{plain if known else FALLBACK}.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return _language(code, known, raw)


def _language(code: str, known: bool, raw: Mapping[str, Any]) -> Language:
    numbers = raw["numbers"]
    group = "|".join(re.escape(mark) for mark in (numbers["group"], *numbers["group_read"]))
    decimal = re.escape(numbers["decimal"])
    return Language(
        code=code,
        known=known,
        group=numbers["group"],
        group_read=tuple(numbers["group_read"]),
        decimal=numbers["decimal"],
        minus=numbers["minus"],
        not_stated=raw["not_stated"][0],
        not_stated_marks=frozenset(raw["not_stated"]),
        to_confirm=tuple(raw["to_confirm"]),
        scales={word: Decimal(factor) for word, factor in raw["scales"].items()},
        units={symbol: _unit(symbol, entry) for symbol, entry in raw["units"].items()},
        months=tuple(raw["months"]),
        dates=raw["dates"],
        time=Time(**{name: tuple(words) for name, words in raw["time"].items()}),
        labels=raw["labels"],
        words=raw["words"],
        spoken=raw["spoken"],
        _read=re.compile(rf"[+\-−]?(?:0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:(?:{group})[0-9]{{3}})+)(?:{decimal}[0-9]+)?"),
    )


def _unit(symbol: str, entry: Mapping[str, Any]) -> Unit:
    return Unit(
        symbol=symbol,
        base=entry["base"],
        factor=Decimal(entry.get("factor", "1")),
        patterns=tuple(Pattern.of(written) for written in entry["write"]),
        spoken=entry["spoken"],
        variants=tuple(Pattern.of(written) for written in entry.get("variants", ())),
    )
