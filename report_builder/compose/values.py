"""Values out of figures: what a cell, a label or a bar shows.

Receives names of figures as an author writes them (whole, or the last part to be completed with a group) and computations over
them; promises `Value`s with exact decimals and the text to print, and problems where a name or a unit does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from report_builder.classes import dataclass
from report_builder.content.models import Compute, Form
from report_builder.diagnostics import Problem
from report_builder.document import UNCONFIRMED, Number
from report_builder.figures import PREVIOUS, Figure, FigureForm, Quantity, form_problem, places_of, printed
from report_builder.language import Language
from report_builder.place import LocatedText, Span

Cells = Mapping[str, LocatedText]
NO_CELLS: Cells = {}

WAYS = ("share", "difference", "change", "sum")
FIGURE_NAME = re.compile(rf"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+({PREVIOUS})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """A value to print: its quantity (None = not stated), its text, what it is called and where it was asked for.

    `faulty` and `unconfirmed` as in `Figure`.
    """

    name: str
    quantity: Quantity | None
    text: str
    form: str
    span: Span | None
    faulty: bool = False
    unconfirmed: bool = False

    def number(self) -> Number:
        return Number(
            self.name,
            self.quantity.value if self.quantity else None,
            self.quantity.unit if self.quantity else "",
            self.form,
            self.text,
            self.span,
            self.unconfirmed,
        )


@dataclass
class Values:
    """Looks figures up and computes with them. Problems are collected, each place once.

    `before` are last year's figures, None if the report names no predecessor.
    """

    figures: Mapping[str, Figure]
    language: Language
    problems: list[Problem]
    before: Mapping[str, Figure] | None = None

    def figure(self, name: LocatedText, group: str = "", cells: Cells = NO_CELLS) -> Figure | None:
        """The figure called `name`, or `group.name` where the author wrote the last part alone.

        `cells` are a row's own names for last parts, which win over the group. With "@previous" after the name, the figure of
        last year's report: not stated where that had none.
        """
        last = name.text.removesuffix(PREVIOUS)
        back = last != name.text
        own = cells.get(last)
        if own is not None and FIGURE_NAME.fullmatch(own.text):
            name, last = own, own.text.removesuffix(PREVIOUS)
        completed = bool(group) and "." not in last
        whole = f"{group}.{last}" if completed else last
        known = whole if "." in last or whole in self.figures else last
        found = self.figures.get(known)
        if back or name.text.endswith(PREVIOUS):
            return self._previous(known if found else whole, found, name)
        if found is None:
            self._unknown(whole, group if completed else "", name.at(0, len(name.text)))
        return found

    def _previous(self, name: str, now: Figure | None, asked: LocatedText) -> Figure | None:
        """Last year's figure of a name; one that neither year knows is a slip."""
        if self.before is None:
            self.problems.append(Problem("previous-missing", {"name": asked.text}, asked.span))
            return Figure(name + PREVIOUS, "", None, faulty=True)
        then = self.before.get(name)
        if then is None and now is None:
            self._unknown(name, "", asked.at(0, len(asked.text.removesuffix(PREVIOUS))))
            return None
        return replace(then, name=name + PREVIOUS) if then else Figure(name + PREVIOUS, "", None)

    def _unknown(self, name: str, group: str, span: Span) -> None:
        """What is suggested can stand in place of what was written: of a name that the group completes, the last part."""
        head = f"{group}." if group else ""
        known = [figure.removeprefix(head) for figure in self.figures if figure.startswith(head)]
        near = get_close_matches(name.removeprefix(head), known, 1)
        self.problems.append(Problem("unknown-figure", {"name": name, "suggestion": near[0] if near else ""}, span))

    def show(self, figure: Figure, form: Form, span: Span | None) -> Value:
        """A figure in the form of its column or series."""
        if figure.quantity is None:
            text = self._marked(self.language.not_stated, figure)
            return Value(figure.name, None, text, "", span, figure.faulty, figure.unconfirmed)
        unit = form.unit.text if form.unit else ""
        wanted = FigureForm(unit, form.decimals, bare=form.bare)
        place = form.unit.span if form.unit else span
        problem = form_problem(figure.name, figure.quantity, wanted, self.language, place)
        if problem and unit not in self.language.units:
            near = get_close_matches(unit, list(self.language.units), 1)
            problem = Problem("unknown-unit", {"text": unit, "suggestion": near[0] if near else ""}, place)
        if problem:
            self.problems.append(problem)
            wanted = replace(wanted, unit="")
        text = self._marked(printed(figure.quantity, self.language, wanted), figure)
        return Value(figure.name, figure.quantity, text, str(wanted), span, unconfirmed=figure.unconfirmed)

    def published(self, figure: Figure) -> str:
        """A figure as the report prints it where nothing else is asked for."""
        return self._marked(printed(figure.quantity, self.language), figure)

    @staticmethod
    def _marked(text: str, figure: Figure) -> str:
        return text + UNCONFIRMED if figure.unconfirmed else text

    def compute(self, compute: Compute, group: str, cells: Cells = NO_CELLS, form: Form | None = None) -> Value | None:
        """A computed value in the form of its column. None if a name is unknown."""
        figure = self.computed_figure(compute, group, cells)
        return self.show(figure, form or Form(), operands(compute)[0].span) if figure else None

    def computed_figure(self, compute: Compute, group: str, cells: Cells = NO_CELLS) -> Figure | None:
        """A share, difference, change or sum. None if a name is unknown; not stated where an operand is not or does not fit."""
        names = operands(compute)
        found = [figure for name in names if (figure := self.figure(name, group, cells))]
        if len(found) < len(names):
            return None
        way = next(way for way in WAYS if getattr(compute, way))
        name = f"{way}({', '.join(figure.name for figure in found)})"
        quantities = [figure.quantity for figure in found if figure.quantity]
        unsure = any(figure.unconfirmed for figure in found)
        if len(quantities) < len(found):
            return Figure(name, "", None, faulty=any(figure.faulty for figure in found), unconfirmed=unsure)
        units = sorted({quantity.unit for quantity in quantities})
        if len(units) > 1:
            listed = ", ".join(figure.name for figure in found)
            self.problems.append(Problem("unit-mixed", {"names": listed, "units": ", ".join(units)}, names[0].span))
            return Figure(name, "", None, faulty=True)
        divisor = {"share": 1, "change": 0}.get(way)
        if divisor is not None and not quantities[divisor].value:
            self.problems.append(Problem("division-by-zero", {"name": found[divisor].name}, names[divisor].span))
            return Figure(name, "", None, faulty=True)
        return Figure(name, "", _computed(way, quantities, compute.decimals), unconfirmed=unsure)


def _computed(way: str, parts: Sequence[Quantity], decimals: int) -> Quantity:
    """The result on exact values; `parts` have one unit, and what is divided by is not zero."""
    first, second = parts[0].value, parts[1].value
    match way:
        case "share":
            return Quantity(100 * first / second, "%", "%", decimals=decimals)
        case "change":
            return Quantity(100 * (second - first) / first, "%", "%", decimals=decimals, sign="+")
        case "difference":
            return replace(combined(parts, second - first), sign="+")
        case _:
            return combined(parts, sum((part.value for part in parts), Decimal(0)))


def operands(compute: Compute) -> Sequence[LocatedText]:
    """The names that a computation is made of: exactly one of its ways has any."""
    return [name for way in WAYS for name in getattr(compute, way)]


def named_in(name: str) -> frozenset[str]:
    """The figures in the name of a value: its own, or of a computed one ("share(a.b, c.d)") those that it is made of."""
    return frozenset(match[0] for match in FIGURE_NAME.finditer(name))


def combined(parts: Sequence[Quantity], value: Decimal) -> Quantity:
    """`value`, a sum or difference of `parts` in one base unit, as printed in the unit of the first."""
    first = parts[0]
    return replace(first, value=value, decimals=places_of(value, first.factor, parts), sign="")
