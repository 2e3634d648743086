"""Lines of names, numbers and signs, cut into tokens and read by precedence.

Receives a located line and what its words and signs are; promises its tokens one after the other, sums and products of them, or
the problem at exactly the characters that do not fit. Separate as formulas and relations are read alike, and mean different
things.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Generic, TypeVar

from report_builder.classes import dataclass
from report_builder.place import LocatedText

WRONG = re.compile(r"[0-9][0-9.,]*|\w+|.")
DEEPEST, LONGEST, MOST_TOKENS = 40, 2000, 400

TreeT = TypeVar("TreeT")


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Grammar:
    """A kind of line: the pattern of its tokens, whose groups are their kinds ("end" for the end), and the rules of its faults,
    which `wrong` makes exceptions of: a rule, the line, a range of it, parameters."""

    token: re.Pattern[str]
    wrong: Callable[..., Exception]
    syntax: str
    unfinished: str
    too_long: str


def tokens_of(text: LocatedText, grammar: Grammar) -> list[Token]:
    """The tokens of a line, the end as the last."""
    found: list[Token] = []
    at = 0
    if len(text.text) > LONGEST:
        raise grammar.wrong(grammar.too_long, text, 0, len(text.text))
    while True:
        match = grammar.token.match(text.text, at)
        if match is None:
            at += len(text.text[at:]) - len(text.text[at:].lstrip())
            here = WRONG.match(text.text, at)
            end = here.end() if here else at + 1
            raise grammar.wrong(grammar.syntax, text, at, end, text=text.text[at:end])
        if len(found) > MOST_TOKENS:
            raise grammar.wrong(grammar.too_long, text, 0, len(text.text))
        kind = match.lastgroup or "end"
        found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
        if kind == "end":
            return found
        at = match.end()


class Reader(ABC, Generic[TreeT]):
    """Reads one line by precedence. Every step takes tokens or raises the problem at the token that does not fit."""

    def __init__(self, text: LocatedText, grammar: Grammar) -> None:
        self.text, self.grammar = text, grammar
        self.tokens = tokens_of(text, grammar)
        self.at = self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def unexpected(self) -> Exception:
        token = self.here
        if token.kind == "end":
            end = max(len(self.text.text.rstrip()), 1)
            return self.grammar.wrong(self.grammar.unfinished, self.text, end - 1, end)
        return self.grammar.wrong(self.grammar.syntax, self.text, token.start, token.end, text=token.text)

    def take(self, signs: str) -> Token | None:
        """The token here, if it is one of these signs."""
        token = self.here
        if token.kind == "sign" and token.text in signs:
            self.at += 1
            return token
        return None

    def sum(self) -> TreeT:
        left = self.product()
        while sign := self.take("+-"):
            left = self.branch(sign, left, self.product())
        return left

    def product(self) -> TreeT:
        left = self.operand()
        while sign := self.take("*/"):
            left = self.branch(sign, left, self.operand())
        return left

    def within(self) -> TreeT:
        """What stands between the bracket that was taken and its other one."""
        tree = self.sum()
        if not self.take(")"):
            raise self.unexpected()
        return tree

    @abstractmethod
    def operand(self) -> TreeT:
        """A name, a number, or what stands in brackets or after a minus."""

    @abstractmethod
    def branch(self, sign: Token, left: TreeT, right: TreeT) -> TreeT:
        """Two sides and the sign between them; what it was made of has just been taken."""
