"""Values out of figures: what a cell, a label or a bar shows.

Receives names of figures as an author writes them (whole, or the last part to be completed with a group) and computations over
them; promises `Value`s with exact decimals and the text to print, and problems where a name or a unit does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import get_close_matches

from report_builder.content.models import Compute, Form
from report_builder.diagnostics import Problem
from report_builder.document import Number
from report_builder.figures import Figure, FigureForm, Quantity, form_problem, printed
from report_builder.language import Language
from report_builder.place import LocatedText, Span

Cells = Mapping[str, LocatedText]
NO_CELLS: Cells = {}

FIGURE_NAME = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """A value to print: its quantity (None = not stated), its text, what it is called and where it was asked for."""

    name: str
    quantity: Quantity | None
    text: str
    form: str
    span: Span | None

    def number(self) -> Number:
        return Number(
            self.name,
            self.quantity.value if self.quantity else None,
            self.quantity.unit if self.quantity else "",
            self.form,
            self.text,
            self.span,
        )


@dataclass
class Values:
    """Looks figures up and computes with them. Problems are collected, each place once."""

    figures: Mapping[str, Figure]
    language: Language
    problems: list[Problem]

    def figure(self, name: LocatedText, group: str = "", cells: Cells = NO_CELLS) -> Figure | None:
        """The figure called `name`, or `group.name` where the author wrote the last part alone.

        `cells` are a row's own names for last parts, which win over the group.
        """
        own = cells.get(name.text)
        if own is not None and FIGURE_NAME.fullmatch(own.text):
            name = own
        whole = name.text if "." in name.text or not group else f"{group}.{name.text}"
        found = self.figures.get(whole) or (None if "." in name.text else self.figures.get(name.text))
        if found is None:
            self._unknown(whole, name.at(0, len(name.text)))
        return found

    def _unknown(self, name: str, span: Span) -> None:
        near = get_close_matches(name, list(self.figures), 1)
        self.problems.append(Problem("unknown-figure", {"name": name, "suggestion": near[0] if near else ""}, span))

    def show(self, figure: Figure, form: Form, span: Span | None) -> Value:
        """A figure in the form of its column or series."""
        if figure.quantity is None:
            return Value(figure.name, None, self.language.not_stated, "", span)
        wanted = FigureForm(form.unit, form.decimals, bare=form.bare)
        problem = form_problem(figure.name, figure.quantity, wanted, self.language, span)
        if problem:
            self.problems.append(problem)
            wanted = replace(wanted, unit="")
        return Value(figure.name, figure.quantity, printed(figure.quantity, self.language, wanted), str(wanted), span)

    def published(self, figure: Figure) -> str:
        """A figure as the report prints it where nothing else is asked for."""
        return printed(figure.quantity, self.language)

    def compute(self, compute: Compute, group: str, cells: Cells = NO_CELLS, form: Form | None = None) -> Value | None:
        """A share, difference, change or sum. None if a name is unknown; a not-stated operand gives a not-stated value."""
        ways: list[tuple[str, Sequence[LocatedText]]] = [
            (way, names) for way in ("share", "difference", "change", "sum") if (names := getattr(compute, way))
        ]
        way, names = ways[0]
        found = [self.figure(name, group, cells) for name in names]
        if any(figure is None for figure in found):
            return None
        return self.computed(way, [figure for figure in found if figure], compute.decimals, form or Form(), names[0].span)

    def computed(self, way: str, operands: Sequence[Figure], decimals: int, form: Form, span: Span | None) -> Value:
        name = f"{way}({', '.join(figure.name for figure in operands)})"
        quantities = [figure.quantity for figure in operands]
        stated = [quantity for quantity in quantities if quantity is not None]
        if len(stated) < len(quantities):
            return Value(name, None, self.language.not_stated, "", span)
        units = {quantity.unit for quantity in stated}
        if len(units) > 1:
            self.problems.append(
                Problem(
                    "unit-mixed",
                    {"names": ", ".join(figure.name for figure in operands), "units": ", ".join(sorted(units))},
                    span,
                )
            )
            return Value(name, None, self.language.not_stated, "", span)
        first = stated[0]
        total = sum((q.value for q in stated), Decimal(0))
        finest = max(q.decimals for q in stated)
        match way:
            case "share" if stated[1].value:
                quantity = Quantity(100 * first.value / stated[1].value, "%", "%", decimals=decimals)
            case "change" if first.value:
                quantity = Quantity(100 * (stated[1].value - first.value) / first.value, "%", "%", decimals=decimals, sign="+")
            case "share" | "change":
                self.problems.append(Problem("division-by-zero", {"name": operands[-1].name}, span))
                return Value(name, None, self.language.not_stated, "", span)
            case "difference":
                quantity = replace(first, value=stated[1].value - first.value, decimals=finest, sign="+")
            case _:
                quantity = replace(first, value=total, decimals=finest)
        return self.show(Figure(name, "", quantity), form, span)
