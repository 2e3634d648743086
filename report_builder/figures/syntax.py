"""The grammar of formulas: dotted names, + - * /, brackets and plain decimal literals.

Receives a located formula; promises a tree, or the problem at exactly the characters that do not fit. Separate from evaluation
so that a formula can be checked, or its names listed, without any figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Severity
from report_builder.place import LocatedText

NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""A figure's dotted name."""
TOKEN = re.compile(
    rf"\s*(?:(?P<name>{NAME.pattern})|(?P<number>[0-9]{{1,40}}(?:\.[0-9]{{1,40}})?(?![\w.,]))|(?P<sign>[-+*/()])|(?P<end>$))"
)
WRONG = re.compile(r"[0-9][0-9.,]*|\w+|.")
DEEPEST = 40
LONGEST = 2000
MOST_TOKENS = 400


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Leaf:
    """A figure's name or a literal."""

    token: Token


@dataclass(frozen=True, slots=True)
class Branch:
    """`left sign right`, and the characters that it takes."""

    sign: Token
    left: Tree
    right: Tree
    start: int
    end: int


Tree = Leaf | Branch


class Wrong(Exception):
    """Leaves the evaluation of one formula with its problem; None if the result is not stated, or an operand is `faulty`."""

    def __init__(self, problem: Problem | None, *, faulty: bool = False) -> None:
        super().__init__()
        self.problem = problem
        self.faulty = faulty or (problem is not None and problem.severity is Severity.ERROR)


# ------------------------------------------------------------------------------------------------------------------ parsing


def wrong(rule: str, text: LocatedText, start: int, end: int, /, **parameters: str) -> Wrong:
    return Wrong(Problem(rule, parameters, text.at(start, end)))


def tokens_of(text: LocatedText) -> list[Token]:
    found: list[Token] = []
    at = 0
    if len(text.text) > LONGEST:
        raise wrong("formula-too-long", text, 0, len(text.text))
    while True:
        match = TOKEN.match(text.text, at)
        if match is None:
            at += len(text.text[at:]) - len(text.text[at:].lstrip())
            found_here = WRONG.match(text.text, at)
            end = found_here.end() if found_here else at + 1
            raise wrong("formula-syntax", text, at, end, text=text.text[at:end])
        kind = match.lastgroup or "end"
        if len(found) > MOST_TOKENS:
            raise wrong("formula-too-long", text, 0, len(text.text))
        found.append(Token(kind, match[kind], match.start(kind), match.end(kind)))
        if kind == "end":
            return found
        at = match.end()


@dataclass
class Parser:
    """Reads one formula by precedence. Every step takes tokens or raises the problem at the token that does not fit."""

    text: LocatedText
    tokens: list[Token]
    at: int = 0
    depth: int = 0

    def whole(self) -> Tree:
        tree = self.sum()
        if self.tokens[self.at].kind != "end":
            raise self.unexpected()
        return tree

    def unexpected(self) -> Wrong:
        token = self.tokens[self.at]
        if token.kind == "end":
            end = max(len(self.text.text.rstrip()), 1)
            return wrong("formula-unfinished", self.text, end - 1, end)
        return wrong("formula-syntax", self.text, token.start, token.end, text=token.text)

    def take(self, signs: str) -> Token | None:
        token = self.tokens[self.at]
        if token.kind == "sign" and token.text in signs:
            self.at += 1
            return token
        return None

    def sum(self) -> Tree:
        left = self.product()
        while sign := self.take("+-"):
            left = self.branch(sign, left, self.product())
        return left

    def product(self) -> Tree:
        left = self.operand()
        while sign := self.take("*/"):
            left = self.branch(sign, left, self.operand())
        return left

    def branch(self, sign: Token, left: Tree, right: Tree) -> Branch:
        return Branch(sign, left, right, range_of(left)[0], self.tokens[self.at - 1].end)

    def operand(self) -> Tree:
        token = self.tokens[self.at]
        self.depth += 1
        if self.depth > DEEPEST:
            raise wrong("formula-too-deep", self.text, token.start, token.end)
        if token.kind in ("name", "number"):
            self.at += 1
            tree: Tree = Leaf(token)
        elif minus := self.take("-"):
            zero = Leaf(Token("number", "0", minus.start, minus.start))
            tree = self.branch(minus, zero, self.operand())
        elif self.take("("):
            tree = self.sum()
            if not self.take(")"):
                raise self.unexpected()
        else:
            raise self.unexpected()
        self.depth -= 1
        return tree


def range_of(tree: Tree) -> tuple[int, int]:
    return (tree.token.start, tree.token.end) if isinstance(tree, Leaf) else (tree.start, tree.end)


def names_in(tree: Tree) -> Iterator[Token]:
    waiting = [tree]
    while waiting:
        match waiting.pop():
            case Leaf(token=token):
                if token.kind == "name":
                    yield token
            case Branch(left=left, right=right):
                waiting += (right, left)


def parse_formula(text: LocatedText) -> Tree:
    """The tree of a formula; raises `Wrong`."""
    return Parser(text, tokens_of(text)).whole()
