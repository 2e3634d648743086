"""The grammar of relations between figures: one line such as `programma.impegnato = sum(asse_*.impegnato)`.

Receives a located line; promises its sides and signs as trees, or the problem at exactly the characters that do not fit. A side
is made of dotted names, + - * /, brackets, plain decimal literals and the functions `sum`, `count` and `achieved`. A `*` before
a dot stands for any group: within a function for all of them, elsewhere the whole line is meant for each. Separate from what
relations mean, so that a line can be read without any figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures.tokens import DEEPEST, Grammar, Reader, Token
from report_builder.place import LocatedText

SEGMENT = r"[^\W\d]\w*"
NAME = rf"(?:{SEGMENT}\*?(?=\.)|\*(?=\.)|{SEGMENT})(?:\.(?:{SEGMENT}\*?(?=\.)|\*(?=\.)|{SEGMENT}))*"
TOKEN = re.compile(
    rf"\s*(?:(?P<function>(?:sum|count|achieved)(?=\s*\())|(?P<name>{NAME}(?!\w))|(?P<number>[0-9]{{1,40}}(?:\.[0-9]{{1,40}})?%?(?![\w.,]))"
    r"|(?P<compare><=|>=|<|>|=|≤|≥)|(?P<sign>[-+*/(),])|(?P<end>$))"
)
LOOSE = re.compile(r"[\w.]*\w\*(?:\w*\*|(?=\s*(?:[=<>≤≥),]|$)))")
"""A `*` right after a name that is neither one group's before a dot nor between two factors."""
SAME = {"≤": "<=", "≥": ">="}


@dataclass(frozen=True, slots=True)
class Name:
    """A figure's dotted name, or a pattern of names with `*`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A plain decimal; `percent` if it was written with %, `counted` what it is the number of: `count(a, b)`."""

    text: str
    percent: bool = False
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    sign: str
    left: Tree
    right: Tree


@dataclass(frozen=True, slots=True)
class Call:
    """A function over several sides."""

    function: str
    arguments: tuple[Tree, ...]
    start: int
    end: int


Tree = Name | Literal | Branch | Call


@dataclass(frozen=True, slots=True)
class Line:
    """A relation as written: sides, and the sign between each two of them. A line without a sign is a statement."""

    sides: tuple[Tree, ...]
    signs: tuple[str, ...]


class Wrong(Exception):
    """Leaves the reading of a line with its problem."""

    def __init__(self, rule: str, line: LocatedText, start: int, end: int, /, **parameters: str) -> None:
        super().__init__(rule)
        self.problem = Problem(rule, parameters, line.at(start, end))


GRAMMAR = Grammar(TOKEN, Wrong, syntax="relation-syntax", unfinished="relation-unfinished", too_long="relation-too-long")


class _Relation(Reader["Tree"]):
    def __init__(self, text: LocatedText) -> None:
        super().__init__(text, GRAMMAR)
        for token in self.tokens:
            if token.kind == "name" and (loose := LOOSE.match(text.text, token.start)):
                raise Wrong("relation-pattern", text, loose.start(), loose.end(), pattern=loose[0])

    def line(self) -> Line:
        sides, signs = [self.sum()], []
        while self.here.kind == "compare":
            signs.append(SAME.get(self.here.text, self.here.text))
            self.at += 1
            sides.append(self.sum())
        if self.here.kind != "end":
            raise self.unexpected()
        if not signs and not _is_milestone(sides[0]):
            raise Wrong("relation-without-sign", self.text, 0, len(self.text.text))
        within = sides if signs else sides[0].arguments if isinstance(sides[0], Call) else ()
        for call in (one for side in within for one in _milestones(side)):
            raise Wrong("relation-achieved", self.text, call.start, call.end)
        return Line(tuple(sides), tuple(signs))

    def branch(self, sign: Token, left: Tree, right: Tree) -> Branch:
        return Branch(sign.text, left, right)

    def operand(self) -> Tree:
        token = self.here
        self.depth += 1
        if self.depth > DEEPEST:
            raise Wrong("relation-too-long", self.text, token.start, token.end)
        tree: Tree
        if token.kind == "name":
            self.at += 1
            tree = Name(token.text, token.start, token.end)
        elif token.kind == "number":
            self.at += 1
            tree = Literal(token.text.rstrip("%"), token.text.endswith("%"))
        elif token.kind == "function":
            tree = self.call()
        elif self.take("-"):
            tree = Branch("-", Literal("0"), self.operand())
        elif self.take("("):
            tree = self.within()
        else:
            raise self.unexpected()
        self.depth -= 1
        return tree

    def call(self) -> Call:
        token = self.here
        self.at += 2  # the function and its bracket
        arguments = [self.sum()]
        while self.take(","):
            arguments.append(self.sum())
        if not self.take(")"):
            raise self.unexpected()
        return Call(token.text, tuple(arguments), token.start, self.tokens[self.at - 1].end)


def parse(text: LocatedText) -> Line:
    """The sides and signs of a line; raises `Wrong`."""
    return _Relation(text).line()


def names(tree: Tree) -> Iterator[Name]:
    """The names in a tree, from left to right."""
    match tree:
        case Name():
            yield tree
        case Branch(left=left, right=right):
            yield from names(left)
            yield from names(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from names(argument)
        case Literal():
            pass


def outside(tree: Tree) -> Iterator[Name]:
    """The names in a tree that are in no function."""
    match tree:
        case Name():
            yield tree
        case Branch(left=left, right=right):
            yield from outside(left)
            yield from outside(right)


def _is_milestone(tree: Tree) -> bool:
    return isinstance(tree, Call) and tree.function == "achieved"


def _milestones(tree: Tree) -> Iterator[Call]:
    """The calls of `achieved`, which is a statement and no number, in a side."""
    match tree:
        case Call(arguments=arguments):
            if _is_milestone(tree):
                yield tree
            for argument in arguments:
                yield from _milestones(argument)
        case Branch(left=left, right=right):
            yield from _milestones(left)
            yield from _milestones(right)
        case _:
            pass


def written(tree: Tree, capture: str = "*") -> str:
    """A side as it may be written in a file, with `capture` for the `*` of names that are in no function."""
    match tree:
        case Name():
            return tree.text.replace("*", capture)
        case Literal():
            return tree.counted or tree.text + ("%" if tree.percent else "")
        case Call():
            return f"{tree.function}({', '.join(map(written, tree.arguments))})"
        case Branch(sign=sign, left=left, right=right):
            one, other = written(left, capture), written(right, capture)
            bare = not isinstance(right, Branch) or sign == "+" or (sign == "-" and not _is_sum(right))
            return f"{f'({one})' if sign in '*/' and _is_sum(left) else one} {sign} {other if bare else f'({other})'}"


def _is_sum(tree: Tree) -> bool:
    return isinstance(tree, Branch) and tree.sign in "+-"
