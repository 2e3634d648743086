"""The relations that a report declares, one line each, made into relations between its figures.

Receives located lines, figures and the law's threshold; promises relations with stable ids, patterns expanded, computed figures
replaced by what they are computed from (so that a misprint is looked for where something is printed), and a located problem for
every name, unit or sign that does not fit. Separate from `relations`, which knows no patterns and no files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from report_builder.audit.grammar import Branch, Call, Line, Literal, Name, Tree, Wrong, names, parse
from report_builder.audit.printed import Printed
from report_builder.audit.relations import Kind, Relation, Threshold
from report_builder.diagnostics import Problem
from report_builder.figures import Figure
from report_builder.figures import syntax as formulas
from report_builder.place import LocatedText

NO_SIDE = Literal("0")


@dataclass
class Declared:
    """Reads lines one after the other. `relations` and `problems` grow; `figures` are all of the report."""

    figures: Mapping[str, Figure]
    printed: Mapping[str, Printed]
    threshold: Threshold
    relations: list[Relation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)

    def read(self, lines: Iterable[LocatedText]) -> None:
        for text in lines:
            try:
                line = parse(text)
                for one in self.each(line, text):
                    self.add(one, text)
            except Wrong as error:
                self.problems.append(error.problem)

    # ---------------------------------------------------------------------------------------------------------------- patterns

    def each(self, line: Line, text: LocatedText) -> Iterator[Line]:
        """The line for each group that its patterns stand for; itself if it has none."""
        free = [name for side in line.sides for name in _outside(side) if "*" in name.text]
        captures = self.captures(free[0], text) if free else [""]
        for capture in captures:
            yield Line(tuple(self.filled(side, capture, text) for side in line.sides), line.signs)

    def captures(self, name: Name, text: LocatedText) -> list[str]:
        """What `*` stands for in a pattern, in the order of the figures."""
        if name.text.count("*") > 1:
            raise Wrong("relation-pattern", text, name.start, name.end, pattern=name.text)
        pattern = re.compile(re.escape(name.text).replace(r"\*", r"([^.]*)"))
        found = [match[1] for figure in self.figures if (match := pattern.fullmatch(figure))]
        if not found:
            raise Wrong("relation-matches-nothing", text, name.start, name.end, pattern=name.text)
        return found

    def filled(self, tree: Tree, capture: str, text: LocatedText) -> Tree:
        """A side with `capture` in its patterns, and functions over all that theirs stand for."""
        match tree:
            case Name():
                return self.known(Name(tree.text.replace("*", capture), tree.start, tree.end), text)
            case Branch():
                return Branch(tree.sign, self.filled(tree.left, capture, text), self.filled(tree.right, capture, text))
            case Call():
                arguments = tuple(one for argument in tree.arguments for one in self.spread(argument, text))
                if tree.function == "count":
                    return Literal(str(len(arguments)))
                return Call(tree.function, arguments, tree.start, tree.end)
            case Literal():
                return tree

    def spread(self, tree: Tree, text: LocatedText) -> Iterator[Tree]:
        """An argument of a function for each group that its pattern stands for."""
        patterns = [name for name in names(tree) if "*" in name.text]
        for capture in self.captures(patterns[0], text) if patterns else [""]:
            yield self.filled(tree, capture, text)

    def known(self, name: Name, text: LocatedText) -> Tree:
        """A name of the report; a computed figure becomes what it is computed from."""
        figure = self.figures.get(name.text)
        if figure is None:
            near = get_close_matches(name.text, self.figures, 1)
            suggestion = near[0] if near else ""
            raise Wrong("unknown-figure", text, name.start, name.end, name=name.text, suggestion=suggestion)
        if figure.formula and not figure.text and figure.span is not None:
            return self.computed(formulas.parse_formula(LocatedText(figure.formula, figure.span, ())), name, text)
        return name

    def computed(self, tree: formulas.Tree, name: Name, text: LocatedText) -> Tree:
        match tree:
            case formulas.Leaf(token=token) if token.kind == "number":
                return Literal(token.text)
            case formulas.Leaf(token=token):
                return self.known(Name(token.text, name.start, name.end), text)
            case formulas.Branch(sign=sign, left=left, right=right):
                return Branch(sign.text, self.computed(left, name, text), self.computed(right, name, text))

    # --------------------------------------------------------------------------------------------------------------- relations

    def add(self, line: Line, text: LocatedText) -> None:
        """The relations of a line: one between each two neighbours."""
        span = text.at(0, len(text.text))
        if not line.signs:
            self.claim(Relation("", Kind.THRESHOLD, "", line.sides[0], "", NO_SIDE, span, self.threshold))
        for left, sign, right in zip(line.sides, line.signs, line.sides[1:], strict=False):
            units = {unit for side in (left, right) if (unit := self.unit(side, text)) is not None}
            if len(units) > 1:
                raise Wrong(
                    "unit-mixed", text, 0, len(text.text), names=text.text, units=", ".join(sorted(u or "1" for u in units))
                )
            self.claim(Relation("", kind_of(left, sign, right), "", left, sign, right, span))

    def claim(self, relation: Relation) -> None:
        """Give a relation its id, from what is on its left, and its text."""
        first = relation.figures[0] if relation.figures else "relation"
        stem = f"{first}-{relation.kind}"
        self.taken[stem] = self.taken.get(stem, 0) + 1
        name = stem if self.taken[stem] == 1 else f"{stem}-{self.taken[stem]}"
        said = (
            f"{written(relation.left)} {relation.sign} {written(relation.right)}" if relation.sign else written(relation.left)
        )
        self.relations.append(replace(relation, id=name, text=said))

    def unit(self, tree: Tree, text: LocatedText) -> str | None:
        """The base unit of a side, "" for counts and ratios; None if it is not known (a literal, a figure not stated)."""
        match tree:
            case Name():
                found = self.printed.get(tree.text)
                return found.dimension if found else None
            case Literal():
                return None
            case Call():
                return self.same([self.unit(argument, text) for argument in tree.arguments], text)
            case Branch():
                left, right = self.unit(tree.left, text), self.unit(tree.right, text)
                if tree.sign in "+-":
                    return self.same([left, right], text)
                if tree.sign == "/":
                    return "" if left == right else left if not right else None
                return left or right

    def same(self, units: list[str | None], text: LocatedText) -> str | None:
        found = {unit for unit in units if unit is not None}
        if len(found) > 1:
            raise Wrong(
                "unit-mixed", text, 0, len(text.text), names=text.text, units=", ".join(sorted(u or "1" for u in found))
            )
        return next(iter(found), None)


def _outside(tree: Tree) -> Iterator[Name]:
    """The names that are in no function."""
    match tree:
        case Name():
            yield tree
        case Branch(left=left, right=right):
            yield from _outside(left)
            yield from _outside(right)


def kind_of(left: Tree, sign: str, right: Tree) -> Kind:
    """What a relation says, from its form."""
    if sign != "=":
        return Kind.ORDER
    sides = (left, right)
    if all(isinstance(side, Name) for side in sides):
        return Kind.SAME
    if any(isinstance(side, Literal) for side in sides):
        return Kind.COUNT if any(isinstance(side, Name) for side in sides) else Kind.SUM
    whole = right if isinstance(left, Name) else left
    if isinstance(whole, Call):
        return Kind.SUM
    signs = {"+": Kind.SUM, "-": Kind.DIFFERENCE, "/": Kind.SHARE}
    return signs.get(whole.sign, Kind.FORMULA) if isinstance(whole, Branch) else Kind.FORMULA


def written(tree: Tree) -> str:
    """A side as it may be written in a file."""
    match tree:
        case Name():
            return tree.text
        case Literal():
            return tree.text + ("%" if tree.percent else "")
        case Call():
            return f"{tree.function}({', '.join(map(written, tree.arguments))})"
        case Branch():
            left, right = (
                f"({written(side)})" if _looser(side, tree.sign, at) else written(side)
                for at, side in enumerate((tree.left, tree.right))
            )
            return f"{left} {tree.sign} {right}"


def _looser(side: Tree, sign: str, at: int) -> bool:
    return isinstance(side, Branch) and (
        (sign in "*/" and (side.sign in "+-" or at == 1)) or (sign == "-" and at == 1 and side.sign in "+-")
    )
