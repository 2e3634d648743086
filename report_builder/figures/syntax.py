"""The grammar of formulas: dotted names, those of last year's figures, + - * /, brackets and plain decimal literals.

Receives a located formula; promises a tree, or the problem at exactly the characters that do not fit. Separate from evaluation
so that a formula can be checked, or its names listed, without any figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Severity
from report_builder.figures.model import PREVIOUS
from report_builder.figures.tokens import DEEPEST, Grammar, Reader, Token
from report_builder.place import LocatedText

NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
"""A figure's dotted name."""
LAST_YEARS = re.compile(rf"{NAME.pattern}{PREVIOUS}(?!\w)")
"""The name of a figure of last year's report."""
TOKEN = re.compile(
    rf"\s*(?:(?P<name>{LAST_YEARS.pattern}|{NAME.pattern})"
    r"|(?P<number>[0-9]{1,40}(?:\.[0-9]{1,40})?(?![\w.,]))|(?P<sign>[-+*/()])|(?P<end>$))"
)


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


GRAMMAR = Grammar(TOKEN, wrong, syntax="formula-syntax", unfinished="formula-unfinished", too_long="formula-too-long")


class _Formula(Reader["Tree"]):
    def whole(self) -> Tree:
        tree = self.sum()
        if self.here.kind != "end":
            raise self.unexpected()
        return tree

    def branch(self, sign: Token, left: Tree, right: Tree) -> Branch:
        return Branch(sign, left, right, range_of(left)[0], self.tokens[self.at - 1].end)

    def operand(self) -> Tree:
        token = self.here
        self.depth += 1
        if self.depth > DEEPEST:
            raise wrong("formula-too-deep", self.text, token.start, token.end)
        tree: Tree
        if token.kind in ("name", "number"):
            self.at += 1
            tree = Leaf(token)
        elif minus := self.take("-"):
            zero = Leaf(Token("number", "0", minus.start, minus.start))
            tree = self.branch(minus, zero, self.operand())
        elif self.take("("):
            tree = self.within()
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


def own_names(text: str) -> list[str]:
    """The names in a formula, or in what a value is called, that are this year's."""
    return NAME.findall(LAST_YEARS.sub("", text))


def parse_formula(text: LocatedText) -> Tree:
    """The tree of a formula; raises `Wrong`."""
    return _Formula(text, GRAMMAR).whole()
