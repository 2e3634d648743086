"""The relations that a report declares, one line each, made into relations between its figures.

Receives located lines, figures and the law's threshold; promises relations with stable ids, patterns expanded, computed figures
replaced by what they are computed from (so that a misprint is looked for where something is printed), and a located problem for
every name, unit or sign that does not fit. Separate from `relations`, which knows no patterns and no files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from difflib import get_close_matches

from report_builder.audit.grammar import Branch, Call, Line, Literal, Name, Tree, Wrong, names, outside, parse, written
from report_builder.audit.printed import PERCENT, Printed
from report_builder.audit.relations import Kind, Relation, Threshold
from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures import PREVIOUS, Figure
from report_builder.figures import syntax as formulas
from report_builder.place import LocatedText

NO_SIDE = Literal("0")
MOST_COMPUTED = 400
"""Operands that the computed figures of one relation come to, all taken apart: as many as a line may have names and signs.
Figures computed from one another double at every step."""


@dataclass
class Declared:
    """Reads lines one after the other. `relations` and `problems` grow; `figures` are all of the report."""

    figures: Mapping[str, Figure]
    printed: Mapping[str, Printed]
    threshold: Threshold
    relations: list[Relation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    computed: int = 0

    def read(self, lines: Iterable[LocatedText]) -> None:
        for text in lines:
            try:
                line = parse(text)
                for one, shown in self._each(line, text):
                    self._add(one, shown, text)
            except Wrong as error:
                self.problems.append(error.problem)

    # ---------------------------------------------------------------------------------------------------------------- patterns

    def _each(self, line: Line, text: LocatedText) -> Iterator[tuple[Line, list[str]]]:
        """The line for each group that its patterns stand for, itself if it has none; with its sides to be shown."""
        free = next((name for side in line.sides for name in outside(side) if "*" in name.text), None)
        for capture in self._captures(free, text):
            self.computed = 0
            filled = Line(tuple(self._filled(side, capture, text) for side in line.sides), line.signs)
            yield filled, [written(side, capture) for side in line.sides]

    def _captures(self, name: Name | None, text: LocatedText) -> list[str]:
        """What `*` stands for in a pattern, in the order of the figures; nothing, once, without a pattern."""
        if name is None:
            return [""]
        before, _, after = name.text.partition("*")
        if "*" in after:
            raise Wrong("relation-pattern", text, name.start, name.end, pattern=name.text)
        least, end = len(before) + len(after), -len(after)
        alike = (one for one in self.figures if len(one) >= least and one.startswith(before) and one.endswith(after))
        found = [capture for one in alike if "." not in (capture := one[len(before) : end])]
        if not found:
            raise Wrong("relation-matches-nothing", text, name.start, name.end, pattern=name.text)
        return found

    def _filled(self, tree: Tree, capture: str, text: LocatedText) -> Tree:
        """A side with `capture` in its patterns, and functions over all that theirs stand for."""
        match tree:
            case Name():
                return self._known(Name(tree.text.replace("*", capture), tree.start, tree.end), text)
            case Branch():
                return Branch(tree.sign, self._filled(tree.left, capture, text), self._filled(tree.right, capture, text))
            case Call():
                arguments = tuple(one for argument in tree.arguments for one in self._spread(argument, text))
                call = Call(tree.function, arguments, tree.start, tree.end)
                return Literal(str(len(arguments)), counted=written(call)) if tree.function == "count" else call
            case Literal():
                return tree

    def _spread(self, tree: Tree, text: LocatedText) -> Iterator[Tree]:
        """An argument of a function for each group that its pattern stands for. A function within it spreads its own."""
        pattern = next((name for name in outside(tree) if "*" in name.text), None)
        for capture in self._captures(pattern, text):
            yield self._filled(tree, capture, text)

    def _known(self, name: Name, text: LocatedText) -> Tree:
        """A name of the report; a computed figure becomes what it is computed from, unless last year's figures are among it."""
        figure = self.figures.get(name.text)
        if figure is None:
            near = get_close_matches(name.text, self.figures, 1)
            suggestion = near[0] if near else ""
            raise Wrong("unknown-figure", text, name.start, name.end, name=name.text, suggestion=suggestion)
        if figure.computed and figure.span is not None and PREVIOUS not in figure.formula:
            return self._computed(formulas.parse_formula(LocatedText(figure.formula, figure.span, ())), name, text)
        return name

    def _computed(self, tree: formulas.Tree, name: Name, text: LocatedText) -> Tree:
        match tree:
            case formulas.Leaf(token=token) if token.kind == "number":
                return Literal(token.text)
            case formulas.Leaf(token=token):
                self.computed += 1
                if self.computed > MOST_COMPUTED:
                    raise Wrong("relation-too-long", text, name.start, name.end)
                return self._known(Name(token.text, name.start, name.end), text)
            case formulas.Branch(sign=sign, left=left, right=right):
                return Branch(sign.text, self._computed(left, name, text), self._computed(right, name, text))

    # --------------------------------------------------------------------------------------------------------------- relations

    def _add(self, line: Line, shown: list[str], text: LocatedText) -> None:
        """The relations of a line: one between each two neighbours."""
        if not line.signs:
            self._ratios(line.sides[0], text)
            self._claim(line.sides[0], "", NO_SIDE, (shown[0], ""), text)
        for at, sign in enumerate(line.signs):
            left, right = line.sides[at : at + 2]
            self._same((left, right), text)
            self._claim(left, sign, right, (shown[at], shown[at + 1]), text)

    def _claim(self, left: Tree, sign: str, right: Tree, shown: tuple[str, str], text: LocatedText) -> None:
        """A relation with its id, from what is on its left, and its text."""
        kind = kind_of(left, sign, right)
        first = next((name.text for side in (left, right) for name in names(side)), "relation")
        stem = f"{first}-{kind}"
        self.taken[stem] = self.taken.get(stem, 0) + 1
        own = stem if self.taken[stem] == 1 else f"{stem}-{self.taken[stem]}"
        said = f"{written(left)} {sign} {written(right)}" if sign else written(left)
        threshold = None if sign else self.threshold
        self.relations.append(Relation(own, kind, said, left, sign, right, shown, text.at(0, len(text.text)), threshold))

    def _ratios(self, milestone: Tree, text: LocatedText) -> None:
        """A milestone is met by what each indicator has of its target: quotients, or shares that are published as such."""
        for ratio in milestone.arguments if isinstance(milestone, Call) else ():
            quotient = isinstance(ratio, Branch) and ratio.sign == "/" and not self._unit(ratio, text)
            if not quotient and not (isinstance(ratio, Name) and self._is_share(ratio)):
                raise Wrong("relation-achieved", text, 0, len(text.text))

    def _is_share(self, name: Name) -> bool:
        """A figure that is not stated may be one."""
        quantity = self.figures[name.text].quantity
        return quantity is None or quantity.unit == PERCENT

    def _unit(self, tree: Tree, text: LocatedText) -> str | None:
        """The base unit of a side, "" for counts and ratios; None if it is not known (a literal, a figure not stated)."""
        match tree:
            case Name():
                found = self.printed.get(tree.text)
                return found.dimension if found else None
            case Literal():
                return None
            case Call():
                return self._same(tree.arguments, text)
            case Branch() if tree.sign in "+-":
                return self._same((tree.left, tree.right), text)
            case Branch():
                left, right = self._unit(tree.left, text), self._unit(tree.right, text)
                if tree.sign == "/":
                    return "" if left == right else left if not right else None
                return left or right

    def _same(self, trees: tuple[Tree, ...], text: LocatedText) -> str | None:
        """The one unit of what is compared or added."""
        units = {tree: unit for tree in trees if (unit := self._unit(tree, text)) is not None}
        if len(set(units.values())) > 1:
            told = ", ".join(dict.fromkeys(unit or self._counted(tree) for tree, unit in units.items()))
            raise Wrong("unit-mixed", text, 0, len(text.text), names=text.text, units=told)
        return next(iter(units.values()), None)

    def _counted(self, tree: Tree) -> str:
        """What a side without base unit is told in: per cent, or what its first figure counts."""
        quantities = (self.figures[name.text].quantity for name in names(tree))
        ratio = isinstance(tree, Branch) and tree.sign == "/"
        return PERCENT if ratio else next((one.unit for one in quantities if one and one.unit), "1")


def kind_of(left: Tree, sign: str, right: Tree) -> Kind:
    """What a relation says, from its form."""
    if not sign:
        return Kind.THRESHOLD
    if sign != "=":
        return Kind.ORDER
    sides = (left, right)
    if all(isinstance(side, Name) for side in sides):
        return Kind.SAME
    if all(isinstance(side, Literal) for side in sides):
        return Kind.COUNT
    if any(isinstance(side, Literal) for side in sides):
        return Kind.COUNT if any(isinstance(side, Name) for side in sides) else Kind.SUM
    whole = right if isinstance(left, Name) else left
    if isinstance(whole, Call):
        return Kind.SUM
    signs = {"+": Kind.SUM, "-": Kind.DIFFERENCE, "/": Kind.SHARE}
    return signs.get(whole.sign, Kind.FORMULA) if isinstance(whole, Branch) else Kind.FORMULA
