"""Published texts of figures → exact quantities, with every doubt told at its characters.

Receives what an author wrote ("329,3 Mln€", "48.564 persone", "n.d.") and the language; promises an exact value with unit and
precision, or problems whose suggestion, if any, can stand in place of exactly the characters of the span. A text that is merely
badly written ("15Mln€") is read all the same, so that one slip does not hide other problems.
"""

from __future__ import annotations

import re
from decimal import Decimal
from difflib import get_close_matches
from functools import cache

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures.model import EXACT, Figure, Quantity
from report_builder.language import Language, Pattern, Unit
from report_builder.place import LocatedText

NUMBER = re.compile(
    r"(?P<sign>(?<![\w.,])[+\-−–]|)(?P<digits>[0-9]+(?:[.,'’]+[0-9]+|[ \u00a0\u202f][0-9]{3}(?![0-9]))*)",
)
COUNTED = re.compile(r"[^\W\d_]+(?:(?: ?\(|\) ?|[ '’/\-]|\. ?)[^\W\d_]+){0,20}\)?")
SPACES = re.compile(r"[\s\u00a0\u202f]")
LONGEST = 60
"""The most characters of a number or of what is counted: beyond, it is no figure."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """A figure's text in parts: `before`, sign and `digits`, `after`; offsets count in the located text."""

    text: LocatedText
    start: int
    end: int
    before: str
    sign: str
    digits: str
    after: str
    number_at: int
    number_end: int

    @property
    def printed(self) -> str:
        """Sign and digits as the author wrote them."""
        return self.text.text[self.number_at : self.number_end]

    def problem(self, rule: str, start: int, end: int, suggestion: str = "", **parameters: str) -> Problem:
        """A problem at `start` to `end`, with the text that stands there."""
        text = self.text.text[start:end]
        return Problem(rule, {"text": text, "suggestion": suggestion, **parameters}, self.text.at(start, end))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A unit as read: symbol as printed, base unit, factor, the pattern if it is not the unit's first."""

    symbol: str
    base: str
    factor: Decimal = Decimal(1)
    pattern: str = ""


def parse_figure(name: str, text: LocatedText, language: Language, unit: str = "") -> tuple[Figure, tuple[Problem, ...]]:
    """The figure that `text` publishes, and what is wrong with it.

    `unit` is that of the long form, for a text that has none. `quantity` is None if the text says "not stated", or if it cannot
    be read at all (then there is an error). Words such as "(da confermare)" after it make it `unconfirmed`; they are no part of
    its text, and alone they stand for a value that is not stated yet.
    """
    mark = _to_confirm(language).search(text.text)
    if mark and not mark.start():
        return Figure(name, text.text, None, span=text.at(0, len(text.text)), unconfirmed=True), ()
    if mark:
        text = LocatedText(text.text[: mark.start()], text.span, text.offsets[: mark.start() + 1])
    quantity, problems = _quantity(text, language, unit.strip())
    faulty, span = quantity is None and bool(problems), text.at(0, len(text.text))
    return Figure(name, text.text, quantity, span=span, faulty=faulty, unconfirmed=mark is not None), problems


@cache
def _to_confirm(language: Language) -> re.Pattern[str]:
    words = "|".join(map(re.escape, language.to_confirm))
    return re.compile(rf"(?:\s*\((?:{words})\)|^\s*(?:{words}))\s*$", re.IGNORECASE)


def _quantity(text: LocatedText, language: Language, unit: str) -> tuple[Quantity | None, tuple[Problem, ...]]:
    bare = text.text.strip()
    start = text.text.find(bare)
    if bare.casefold() in {mark.casefold() for mark in language.not_stated_marks}:
        return None, ()
    found = list(NUMBER.finditer(bare))
    if not found:
        return None, (Problem("figure-without-number", {"text": bare}, text.at(start, start + len(bare))),)
    if len(found) > 1:
        second = found[1]
        span = text.at(start + second.start(), start + second.end())
        return None, (Problem("figure-two-numbers", {"text": bare, "second": second[0]}, span),)
    (number,) = found
    parts = _Parts(
        text=text,
        start=start,
        end=start + len(bare),
        before=bare[: number.start()],
        sign=number["sign"],
        digits=number["digits"],
        after=bare[number.end() :],
        number_at=start + number.start(),
        number_end=start + number.end(),
    )
    parts, sign_problems = _sign(parts)
    value, number_problems = _number(parts, language)
    reading, unit_problems = _unit(parts, language, unit)
    problems = (*sign_problems, *number_problems, *unit_problems)
    if value is None or reading is None:
        return None, problems
    if not reading.symbol and not problems:
        problems = _ambiguous(parts, language)
    places = -int(value.as_tuple().exponent)
    quantity = Quantity(
        value=value if reading.factor == 1 else _plain(EXACT.multiply(value, reading.factor)),
        unit=reading.base,
        printed_unit=reading.symbol,
        factor=reading.factor,
        decimals=places,
        sign="+" if parts.sign == "+" else "",
        pattern=reading.pattern,
    )
    return quantity, problems


def _plain(value: Decimal) -> Decimal:
    """`value` without ending zeros after the point: 329300000.0 -> 329300000."""
    short = value.normalize(EXACT)
    return short.quantize(Decimal(1), context=EXACT) if int(short.as_tuple().exponent) > 0 else short


def _sign(parts: _Parts) -> tuple[_Parts, tuple[Problem, ...]]:
    """The parts with a sign that stands before a unit ("-€3.2") or apart ("- 3"); a dash in place of a minus is a problem."""
    before, sign = parts.before, parts.sign
    problems: tuple[Problem, ...] = ()
    if before[:1] in tuple("+-−–") and not sign:
        sign, before = before[0], before[1:]
        if not before.strip() and before:
            fixed = sign + parts.digits
            problems = (parts.problem("figure-sign", parts.start, parts.number_end, fixed.replace("–", "-")),)
            before = ""
    if sign == "–" and not problems:
        problems = (parts.problem("figure-sign", at := parts.text.text.index("–", parts.start), at + 1, "-"),)
    return (
        _Parts(
            parts.text, parts.start, parts.end, before, "-" if sign in ("−", "–") else sign, parts.digits, parts.after,
            parts.number_at, parts.number_end,
        ),
        problems,
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------------------- number


def _number(parts: _Parts, language: Language) -> tuple[Decimal | None, tuple[Problem, ...]]:
    value = language.read_decimal(parts.digits) if len(parts.digits) <= LONGEST else None
    problems: tuple[Problem, ...] = ()
    if value is None:
        better = _better(parts.digits, language) if len(parts.digits) <= LONGEST else ""
        at = parts.number_end - len(parts.digits)
        problems = (parts.problem("figure-malformed", at, parts.number_end, better),)
        value = language.read_decimal(better) if better else None
    return (-value if value is not None and parts.sign == "-" else value), problems


def _better(digits: str, language: Language) -> str:
    """The number that `digits` probably means, in the language's form; "" if that is anybody's guess."""
    groups = re.split(r"[^0-9]", digits)
    marks = re.findall(r"[^0-9]", digits)
    decimals = ""
    if len(groups) > 1 and (len(set(marks)) > 1 or len(groups[-1]) != 3):
        decimals = groups.pop()
        marks.pop()
    regular = all(len(group) == 3 for group in groups[1:]) and (len(groups) == 1 or 1 <= len(groups[0]) <= 3)
    if "" in groups or not regular or len(set(marks)) > 1:
        return ""
    whole = "".join(groups).lstrip("0") or "0"
    better = language.number_text(f"{whole}.{decimals}" if decimals else whole)
    return better if better != digits else ""


def _ambiguous(parts: _Parts, language: Language) -> tuple[Problem, ...]:
    """A bare "48.564": thousands in this language, a decimal fraction in others. Both readings are proposed."""
    head, mark, tail = parts.digits.partition(language.group)
    if mark not in (".", ",") or len(tail) != 3 or not tail.isdigit():
        return ()
    sign = parts.printed[: -len(parts.digits)]
    count = f"{sign}{parts.digits} {language.words['counted']}"
    fraction = f"{sign}{head}{language.decimal}{tail}"
    return (
        parts.problem(
            "figure-ambiguous", parts.number_at, parts.number_end, count=count, fraction=fraction, whole=f"{sign}{head}{tail}"
        ),
    )


# --------------------------------------------------------------------------------------------------------------------- unit


def _spaces(text: str) -> str:
    return SPACES.sub(" ", text)


def _squeezed(text: str) -> str:
    return SPACES.sub("", text).casefold()


@cache
def _strict(language: Language) -> dict[tuple[str, str], tuple[Unit, Pattern]]:
    return {(pattern.before, pattern.after): (unit, pattern) for unit in language.units.values() for pattern in unit.patterns}


@cache
def _loose(language: Language) -> dict[tuple[str, str], tuple[Unit, Pattern]]:
    """Patterns without spaces and capitals, and the variants, each with the pattern to write instead."""
    found: dict[tuple[str, str], tuple[Unit, Pattern]] = {}
    for unit in language.units.values():
        for pattern in unit.patterns:
            found.setdefault((_squeezed(pattern.before), _squeezed(pattern.after)), (unit, pattern))
    for unit in language.units.values():
        for variant in unit.variants:
            found.setdefault((_squeezed(variant.before), _squeezed(variant.after)), (unit, unit.patterns[0]))
    return found


def _unit(parts: _Parts, language: Language, given: str) -> tuple[_Reading | None, tuple[Problem, ...]]:
    before, after = _spaces(parts.before), _spaces(parts.after)
    if not before and not after:
        return _given(parts, language, given)
    if given:
        return _unit(parts, language, "")[0], (parts.problem("unit-twice", parts.start, parts.end, unit=given),)
    if (before, after) in _strict(language):
        return _reading(*_strict(language)[before, after]), ()
    if (_squeezed(before), _squeezed(after)) in _loose(language):
        unit, pattern = _loose(language)[_squeezed(before), _squeezed(after)]
        better = f"{pattern.before}{parts.printed}{pattern.after}"
        rule = "percent-form" if unit.base == "%" else "unit-form"
        return _reading(unit, pattern), (parts.problem(rule, parts.start, parts.end, better),)
    if before:
        length = len(parts.text.text[parts.start : parts.number_at].rstrip())
        return None, (parts.problem("unknown-unit", parts.start, parts.start + length, _near(before.strip(), language)),)
    return _counted(parts, after, language)


def _reading(unit: Unit, pattern: Pattern) -> _Reading:
    own = "" if pattern == unit.patterns[0] else f"{pattern.before}#{pattern.after}"
    return _Reading(unit.symbol, unit.base, unit.factor, own)


def _given(parts: _Parts, language: Language, given: str) -> tuple[_Reading | None, tuple[Problem, ...]]:
    """The unit of the long form, for a text without one."""
    if not given:
        return _Reading("", ""), ()
    reading, near = _words(given, language)
    if reading is None or near:
        return reading, (Problem("unknown-unit", {"text": given, "suggestion": near}, parts.text.at(parts.start, parts.end)),)
    return reading, ()


def _counted(parts: _Parts, after: str, language: Language) -> tuple[_Reading | None, tuple[Problem, ...]]:
    """What is counted, in plain words ("persone"), or a problem where the words look like a unit gone wrong."""
    word = after.strip()
    at = parts.end - len(parts.after.lstrip())
    reading, near = _words(word, language)
    if reading is None or near:
        return reading, (parts.problem("unknown-unit", at, parts.end, near),)
    if after == f" {word}":
        return reading, ()
    better = f"{parts.text.text[parts.start : parts.number_end]} {word}"
    return reading, (parts.problem("unit-form", parts.start, parts.end, better),)


def _words(word: str, language: Language) -> tuple[_Reading | None, str]:
    """A unit after its number in words, and what to write instead if it is misspelled. None for what is no unit at all."""
    if found := _strict(language).get(("", f" {word}"), _strict(language).get(("", word))):
        return _reading(*found), ""
    for scale in sorted(language.scales, key=len, reverse=True):
        if word == scale or word.startswith(f"{scale} "):
            rest, near = _words(word[len(scale) + 1 :], language) if word != scale else (_Reading("", ""), "")
            scaled = rest and _Reading(word, rest.base, language.scales[scale] * rest.factor)
            return scaled, f"{scale} {near}" if near else ""
    near = _near(word, language)
    if near and near not in language.scales:
        return _words(near, language)[0], near
    if near or len(word) > LONGEST or not COUNTED.fullmatch(word):
        return None, ""
    return _Reading(word, word), ""


@cache
def _near(word: str, language: Language) -> str:
    """The unit or scale word that `word` probably means to be; "" for a word that is far from all."""
    known = [pattern.after.strip() for unit in language.units.values() for pattern in unit.patterns if pattern.after]
    known += language.scales
    near = get_close_matches(word, known, 1, 0.75)
    return near[0] if near else ""
