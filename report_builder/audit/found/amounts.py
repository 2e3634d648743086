"""Amounts: the numbers of a text, each with its place, its unit and what it says of the number behind it.

Receives passages, the audit and what the language has; promises every figure that is mentioned and every number that somebody
typed, alike. Separate from `ground`, which knows what is claimed of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from report_builder.audit.audit import Audit
from report_builder.audit.grammar import Name
from report_builder.audit.printed import PERCENT, Printed
from report_builder.checks.alt_numbers import numbers
from report_builder.checks.walk import Passage, printed
from report_builder.classes import dataclass
from report_builder.document import Number, Text
from report_builder.figures import own_names
from report_builder.language import Language
from report_builder.language.found import Bonds

DIGIT = re.compile(r"[0-9]")
AHEAD = 30  # characters before or after an amount in which a word may say how it is meant
NOUN = re.compile(r"\s([^\W\d_]+)")
FEW_WORDS = re.compile(r"(?:\s+[^\W\d_]+){0,2}\s*")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Amount:
    """A number with its unit where it stands in a text. `name` is the figure's, or the text itself for one that was typed.

    `figures` are the published figures behind it, more than one for a computed value. `unit` is the base unit, the counted
    noun, or "" if none stands there. `number` is where the `digits` are in `text`, `before` and `after` what stands around it.
    """

    name: str
    text: str
    start: int
    end: int
    printed: Printed
    unit: str
    number: tuple[int, int]
    digits: Decimal
    figures: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    bonds: Bonds | None = None

    @cached_property
    def vague(self) -> bool:
        """Whether the words before it say that it is not to be taken exactly."""
        return bool(self.before) and self.bonds is not None and self.bonds.vague.search(self.before.lower()) is not None

    @cached_property
    def rate(self) -> str:
        """The words after it by which it is so much for each of something, or each time ("al mese"); "" of a total."""
        text = self.after.lower()
        found = self.bonds.rates.search(text) if self.bonds else None
        return " ".join(found[0].split()) if found and FEW_WORDS.fullmatch(text, 0, found.start()) else ""

    @property
    def measure(self) -> str:
        """The measure that it is of ("ore"); "" of what is counted."""
        return self.bonds.measures.get(self.unit.lower(), "") if self.bonds else ""

    @cached_property
    def factor(self) -> Fraction:
        """What one of the digits is worth."""
        return power_of_ten(abs(Fraction(self.printed.value)), Fraction(self.digits))

    @property
    def share(self) -> bool:
        return self.unit == PERCENT

    def comparable(self, other: Amount) -> bool:
        """Whether both may count the same, by whatever nouns: no shares, no hours and minutes."""
        if self.share or other.share or self.printed.dimension != other.printed.dimension:
            return False
        return self.measure == other.measure or not (self.measure and other.measure)

    def like(self, other: Amount) -> bool:
        """Whether both may be added: the same unit, or counts of which one says no noun; not so much a month and a total."""
        if not self.comparable(other) or self.rate != other.rate:
            return False
        return self.unit == other.unit or not (self.unit and other.unit)

    @property
    def tree(self) -> Name:
        return Name(self.name, self.start, self.end)


class Amounts:
    """Reads passages. Mentions of figures are what the audit knows of them; typed numbers what their digits say."""

    def __init__(self, audit: Audit, language: Language, bonds: Bonds | None) -> None:
        self.audit, self.language = audit, language
        self.bonds = bonds
        self.bases = {unit.base for unit in language.units.values()}
        self.after = sorted(
            ((pattern.after.strip(), unit) for unit in language.units.values() for pattern in unit.patterns if pattern.after),
            key=lambda one: -len(one[0]),
        )
        self.before = [
            (pattern.before.strip(), unit)
            for unit in language.units.values()
            for pattern in unit.patterns
            if pattern.before.strip()
        ]

    def of(self, passage: Passage) -> Iterator[Amount]:
        at = 0
        text = passage.text
        if not DIGIT.search(text):
            return
        for piece in passage.pieces:
            written = printed(piece)
            if isinstance(piece, Number):
                stop = at + len(written)
                yield from self.mention(piece, at, text[max(at - AHEAD, 0) : at], text[stop : stop + AHEAD])
            elif isinstance(piece, Text) and DIGIT.search(written):
                yield from self.typed(text, at, at + len(written))
            at += len(written)

    def mention(self, piece: Number, at: int = 0, before: str = "", after: str = "") -> Iterator[Amount]:
        shown_at = next(numbers(piece.text, self.language), None)
        if piece.value is None or shown_at is None:
            return
        start, end, digits = shown_at
        figures: tuple[str, ...] = (piece.figure,)
        known = self.audit.table.get(piece.figure)
        if known is None:
            value = Fraction(piece.value) / (100 if piece.unit == PERCENT else 1)
            factor = power_of_ten(abs(value), Fraction(digits))
            shown = Fraction(digits) * (-factor if value < 0 else factor)
            known = self.printed(piece.figure, shown, piece.text[start:end], factor, piece.unit)
            figures = self.operands(piece.figure)
        stop, inside, unit = at + len(piece.text), (start, end), piece.unit
        yield Amount(piece.figure, piece.text, at, stop, known, unit, inside, digits, figures, before, after, self.bonds)

    def operands(self, name: str) -> tuple[str, ...]:
        """The published figures behind a mention; those of a computed one at any depth."""
        found: dict[str, None] = {}
        waiting = own_names(name)
        while waiting:
            figure = self.audit.report.figures.get(waiting.pop())
            if figure is not None and figure.name not in found:
                if figure.text:
                    found[figure.name] = None
                else:
                    waiting += own_names(figure.formula)
        return tuple(found)

    def typed(self, text: str, low: int, high: int) -> Iterator[Amount]:
        for start, end, digits in numbers(text[low:high], self.language):
            start, end = low + start, low + end
            written = text[start:end]
            unit, begin, stop, factor = self.unit(text, start, end)
            if unit not in self.bases and YEAR.fullmatch(written):
                continue
            sign = -1 if text[:start].endswith(("−", "-")) and not text[: start - 1][-1:].isalnum() else 1
            scale = factor * (Fraction(1, 100) if unit == PERCENT else 1)
            whole = text[begin:stop]
            place = self.printed(whole, sign * Fraction(digits) * scale, written, scale, unit)
            before, after, inside = text[max(begin - AHEAD, 0) : begin], text[stop : stop + AHEAD], (start - begin, end - begin)
            name = f"{whole}@{start}"
            yield Amount(name, whole, begin, stop, place, unit, inside, digits, (), before, after, self.bonds)

    def unit(self, text: str, start: int, end: int) -> tuple[str, int, int, Fraction]:
        """Base unit of a typed number, or the word after it, the whole amount's begin and end, and what one is worth."""
        rest = text[end:]
        tail = rest.lstrip()
        gap = len(rest) - len(tail)
        for symbol, unit in self.after:
            if tail.startswith(symbol) and not tail[len(symbol) : len(symbol) + 1].isalnum():
                return unit.base, start, end + gap + len(symbol), Fraction(unit.factor)
        for symbol, unit in self.before:
            head = text[:start].rstrip()
            if head.endswith(symbol):
                return unit.base, len(head) - len(symbol), end, Fraction(unit.factor)
        for word, factor in self.language.scales.items():
            if tail.startswith(word):
                return "", start, end + gap + len(word), Fraction(factor)
        noun = NOUN.match(rest)
        return noun[1] if noun else "", start, end, Fraction(1)

    def printed(self, name: str, value: Fraction, written: str, factor: Fraction, unit: str) -> Printed:
        decimals = len(written.rpartition(self.language.decimal)[2]) if self.language.decimal in written else 0
        counted = unit not in self.bases
        exact = counted and factor == 1 and not decimals
        return Printed(name, value, factor / 10**decimals, "" if counted or unit == PERCENT else unit, exact)


def power_of_ten(value: Fraction, digits: Fraction) -> Fraction:
    """What one of `digits` is worth if they print `value`, rounded."""
    if not value or not digits:
        return Fraction(1)
    factor, ratio = Fraction(1), value / digits
    while ratio >= 5:
        factor, ratio = factor * 10, ratio / 10
    while ratio <= Fraction(1, 5):
        factor, ratio = factor / 10, ratio * 10
    return factor
