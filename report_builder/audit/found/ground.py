"""What the detectors look at: the passages of a document with the figures that stand in them.

Receives the audit and the context of the checks; promises every passage as read, each figure in it with its place and what it
says of the number behind it, and which figures a declared relation binds already. Separate from the detectors, so that each of
them is a loop over readings and knows no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cached_property

from report_builder.audit.arithmetic import number
from report_builder.audit.audit import Audit
from report_builder.audit.found.amounts import Amount, Amounts
from report_builder.audit.grammar import Branch, Literal, Name, Tree
from report_builder.audit.interval import Number as ExactNumber
from report_builder.audit.interval import half_up, quotient
from report_builder.audit.relations import Kind, Relation, Verdict, verdict
from report_builder.checks.model import Context, Finding
from report_builder.checks.walk import Passage, Role
from report_builder.classes import dataclass
from report_builder.diagnostics import Quoted
from report_builder.figures import EXACT
from report_builder.language import Language
from report_builder.language.found import Bonds, load_bonds
from report_builder.place import Span

TWO = re.compile(r"[0-9][^0-9]{2,}[0-9]")
SENTENCE = re.compile(r"[.!?…]\s+(?=[^\W\d_])")
READ = frozenset(Role) - {Role.ALT, Role.LABEL, Role.CELL, Role.HEADING, Role.SOURCE}


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


def hundred(shares: Sequence[Amount]) -> Claim:
    """That shares in per cent are everything together."""
    first, *others = shares
    rest: Tree = Literal("100", True)
    for one in others:
        rest = Branch("-", rest, one.tree)
    return Claim(first, "=", rest, tuple(shares))


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


def finding(
    rule: str, ground: Ground, reading: Reading, at: Amount, amounts: Iterable[Amount], parameters: Mapping[str, str | int]
) -> Finding:
    """A finding at one amount, about all of `amounts`. Its subject is the figure, or the typed number with its section."""
    section = reading.passage.section
    typed = f"{section.id if section else ''}: {at.text}".removeprefix(": ").replace("\u00a0", " ")
    subject = at.name if at.figures else typed
    span = reading.passage.span(at.start, at.end)
    return Finding(rule, {"about": subject, **parameters}, span, subject, ground.figures(amounts))
