"""What the detectors look at: the passages of a document with the figures that stand in them.

Receives the audit and the context of the checks; promises every passage as read, each figure in it with its place and what it
says of the number behind it, and which figures a declared relation binds already. Separate from the detectors, so that each of
them is a loop over readings and knows no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from report_builder.audit.arithmetic import number
from report_builder.audit.audit import Audit
from report_builder.audit.grammar import Branch, Name, Tree
from report_builder.audit.interval import Number as ExactNumber
from report_builder.audit.interval import half_up, quotient
from report_builder.audit.printed import PERCENT, Printed
from report_builder.audit.relations import Kind, Relation, Verdict, verdict
from report_builder.checks.alt_numbers import numbers
from report_builder.checks.model import Context, Finding
from report_builder.checks.walk import Passage, Role, printed
from report_builder.classes import dataclass
from report_builder.diagnostics import Quoted
from report_builder.document import Number, Text
from report_builder.figures import EXACT, own_names
from report_builder.language import Language
from report_builder.language.found import Bonds, load_bonds
from report_builder.place import Span

DIGIT = re.compile(r"[0-9]")
TWO = re.compile(r"[0-9][^0-9]{2,}[0-9]")
AHEAD = 30  # characters before or after an amount in which a word may say how it is meant
NOUN = re.compile(r"\s([^\W\d_]+)")
YEAR = re.compile(r"(?:19|20)\d\d")
SENTENCE = re.compile(r"[.!?…]\s+(?=[^\W\d_])")
READ = frozenset(Role) - {Role.ALT, Role.LABEL, Role.CELL, Role.HEADING, Role.SOURCE}


@dataclass(frozen=True)
class Amount:
    """A number with its unit where it stands in a text. `name` is the figure's, or the text itself for one that was typed.

    `figures` are the published figures behind it, more than one for a computed value. `unit` is the base unit, the counted
    noun, or "" if none stands there. `number` is where the `digits` are in `text`; `before` and `after` are the words around it.
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
        found = self.bonds.rates.match(self.after.lower()) if self.bonds else None
        return " ".join(found["rate"].split()) if found else ""

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


@dataclass(frozen=True)
class Reading:
    """A passage with its amounts in order."""

    passage: Passage
    reader: Amounts

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        return tuple(self.reader.of(self.passage))

    @cached_property
    def lower(self) -> str:
        """The text in lower case, letter by letter."""
        text = self.passage.text
        lower = text.lower()
        return lower if len(lower) == len(text) else text

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where its sentences end."""
        text = self.passage.text
        inside = [(one.start, one.end) for one in self.amounts]
        found = (match.start() for match in SENTENCE.finditer(text))
        return (*(at for at in found if not any(low <= at < high for low, high in inside)), len(text))

    def sentence(self, at: int) -> tuple[int, int]:
        """Begin and end of the sentence around `at`."""
        end = next(end for end in self.ends if end >= at)
        return max((one + 1 for one in self.ends if one < at), default=0), end

    def depth(self, at: int) -> int:
        """How many brackets are open before a character."""
        return self.lower.count("(", 0, at) - self.lower.count(")", 0, at)

    def between(self, start: int, end: int) -> tuple[Amount, ...]:
        return tuple(one for one in self.amounts if start <= one.start and one.end <= end)


@dataclass(frozen=True)
class Ground:
    """All that detectors need, worked out once. `bonds` is None for a language without such words."""

    audit: Audit
    context: Context
    heard: list[Heard] = field(default_factory=list)

    @cached_property
    def bonds(self) -> Bonds | None:
        return load_bonds(self.context.report.entry.language)

    @cached_property
    def reader(self) -> Amounts:
        return Amounts(self.audit, self.context.language, self.bonds)

    @cached_property
    def texts(self) -> tuple[Reading, ...]:
        """The passages that are read as text: no labels, cells, text alternatives."""
        return tuple(Reading(one, self.reader) for one in self.context.passages if one.role in READ)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """Those with two numbers or more."""
        return tuple(one for one in self.texts if TWO.search(one.lower))

    @cached_property
    def bound(self) -> tuple[frozenset[str], ...]:
        """The figures of each relation that is declared, but for thresholds, which bind no figure to another."""
        return tuple(frozenset(one.figures) for one in self.audit.relations if one.kind is not Kind.THRESHOLD)

    def declared(self, amounts: Iterable[Amount]) -> bool:
        """Whether a declared relation binds all of them, whatever its form."""
        names = {name for one in amounts for name in one.figures}
        return bool(names) and all(one.figures for one in amounts) and any(names <= one for one in self.bound)

    def broken(self, at: Passage | Span | None, *claims: Claim) -> bool:
        """Whether no numbers that are printed as the amounts are satisfy any of `claims`, which are ways to understand what
        stands `at` one place. What is vague satisfies all."""
        if any(self.declared(claim.amounts) or any(one.vague for one in claim.amounts) for claim in claims):
            return False
        verdicts = [judged(claim) for claim in claims]
        best = next((which for which, one in enumerate(verdicts) if one is not Verdict.CONTRADICTION), 0)
        self.heard.append(Heard(claims[best], verdicts[best], at))
        return verdicts[best] is Verdict.CONTRADICTION

    def figures(self, amounts: Iterable[Amount]) -> Mapping[str, Quoted]:
        """The published figures behind amounts, as an acknowledgement names them."""
        names = dict.fromkeys(name for one in amounts for name in one.figures)
        known = self.context.report.figures
        return {name: Quoted(known[name].text, known[name].span) for name in names if known[name].text}


@dataclass(frozen=True)
class Claim:
    """`stated sign computed`, over the amounts in it."""

    stated: Amount
    sign: str
    computed: Tree
    amounts: tuple[Amount, ...]


@dataclass(frozen=True)
class Heard:
    """What the document says of figures and nobody declared, and whether it can be true."""

    claim: Claim
    verdict: Verdict
    at: Passage | Span | None

    @property
    def span(self) -> Span | None:
        stated = self.claim.stated
        return self.at.span(stated.start, stated.end) if isinstance(self.at, Passage) else self.at

    @property
    def text(self) -> str:
        """In signs: "2.448 ≤ 3.557"."""
        texts = {one.name: one.text for one in self.claim.amounts}
        sign = self.claim.sign.replace("<=", "≤").replace(">=", "≥")
        return f"{self.claim.stated.text} {sign} {_shown(self.claim.computed, texts)}"


def judged(claim: Claim) -> Verdict:
    table = {one.name: one.printed for one in claim.amounts}
    return verdict(Relation("", Kind.FORMULA, "", claim.stated.tree, claim.sign, claim.computed), table)


def total(amounts: Iterable[Amount]) -> Tree:
    first, *rest = amounts
    tree: Tree = first.tree
    for one in rest:
        tree = Branch("+", tree, one.tree)
    return tree


def share(part: Amount, whole: Amount) -> Tree:
    return Branch("/", part.tree, whole.tree)


def said(claim: Claim, language: Language) -> str:
    """A claim with what it computes: "3.577 ≠ 2.448 + 1.109 (3.557)"."""
    texts = {one.name: one.text for one in claim.amounts}
    sign = {"=": "≠", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}[claim.sign]
    computed = number(claim.computed, {one.name: one.printed.value for one in claim.amounts})
    shown = _shown(claim.computed, texts)
    as_printed = f" ({with_value(claim.stated, computed, language)})" if isinstance(claim.computed, Branch) else ""
    return f"{claim.stated.text} {sign} {shown}{as_printed}"


def _shown(tree: Tree, texts: Mapping[str, str]) -> str:
    match tree:
        case Branch(sign=sign, left=left, right=right):
            return f"{_shown(left, texts)} {sign} {_shown(right, texts)}"
        case Name(text=text):
            return texts[text]
        case _:
            return "100%"


def with_value(like: Amount, value: ExactNumber, language: Language) -> str:
    """Another value printed as an amount is; with one decimal more where it would look the same."""
    step = like.printed.step
    rounded = half_up(value, step)
    if rounded == like.printed.value and value != rounded:
        rounded = half_up(value, quotient(step, 10))
    scaled = rounded / like.factor
    digits = EXACT.divide(Decimal(scaled.numerator), Decimal(scaled.denominator))
    start, end = like.number
    return like.text[:start] + language.number_text(f"{digits:f}") + like.text[end:]


# ----------------------------------------------------------------------------------------------------------- amounts in a text


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


def finding(
    rule: str, ground: Ground, reading: Reading, at: Amount, amounts: Iterable[Amount], parameters: Mapping[str, str | int]
) -> Finding:
    """A finding at one amount, about all of `amounts`. Its subject is the figure, or the typed number with its section."""
    section = reading.passage.section
    typed = f"{section.id if section else ''}: {at.text}".removeprefix(": ").replace("\u00a0", " ")
    subject = at.name if at.figures else typed
    span = reading.passage.span(at.start, at.end)
    return Finding(rule, {"about": subject, **parameters}, span, subject, ground.figures(amounts))
