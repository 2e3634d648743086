"""Figures that agree with one another.

A report's figures bind each other: a total is the sum of its parts, a share the quotient of two counts, certified expenditure
no more than what was paid. An editor declares such relations in one line each, under `relations:` of a chapter's file or of a
file of figures (the guides' chapter on relations has the grammar); the audit works each out on exact fractions.

No tolerance is guessed. A count printed to its unit is exact. Any other figure stands for all numbers that are printed like it:
329,8 for [329,75; 329,85), as statistics offices round, halves away from zero. `precision` at a figure says where its digits do
not show the place to which it is known, `rounding` how its source left digits out.

| verdict | meaning |
| --- | --- |
| consistent | what is printed follows from what is printed: 46% = 137.241 / 300.656 |
| rounding | not from the printed digits, but from numbers that are printed so: 329,8 as the sum of 329,7 |
| truncation | only if one of the numbers, or every one, was cut off instead of rounded: 970,4 for 970.474.516 |
| contradiction | from no numbers at all: 3.577 as the sum of 2.448 and 1.109 |
| not checkable | a figure is not stated, or still last year's and to be confirmed |

A report whose figures contradict one another cannot all be true: one is misprinted, or the words beside it are. There is one
finding for each suspected misprint, not for each relation that it breaks; it names the likeliest figure, what it would have to
be, and the other figures that may be wrong instead. What was published and stays so is acknowledged with its figures
(`figures:`), and the finding is open again as soon as one of them changes.

Thresholds of the performance framework (`achieved(...)`) are those of the period: Commission Implementing Regulation (EU)
No 215/2014, article 6(2), for 2014-2020.

Source: Regulation (EU) No 1303/2013, article 50(2), by which the report sets out financial data and indicators; rounding as
statistics offices do, and as Regulation (EC) No 1103/97, article 5, has it for amounts in euro.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from report_builder.audit.declared import Declared, written
from report_builder.audit.grammar import Name
from report_builder.audit.printed import Printed, as_quantity, printed_of
from report_builder.audit.relations import Relation, Threshold, Verdict, number, verdict
from report_builder.audit.suspects import Misprint, misprints
from report_builder.checks.model import Finding, Level
from report_builder.content.models import Report
from report_builder.diagnostics import Problem
from report_builder.figures import Figure, Rounding, printed
from report_builder.language import Language, load_language
from report_builder.law import load_period

RULES: Mapping[str, Level] = {
    "figures-contradict": Level.ERROR,
    "figure-cut": Level.NOTICE,
}


@dataclass(frozen=True)
class Audit:
    """The relations of a report, worked out once. `problems` are lines that are no relations."""

    report: Report

    @cached_property
    def language(self) -> Language:
        return load_language(self.report.entry.language)

    @cached_property
    def table(self) -> Mapping[str, Printed]:
        """The figures that are printed as written; a computed one is what it is computed from."""
        bases = {unit.base for unit in self.language.units.values()}
        known = ((name, printed_of(figure, bases)) for name, figure in self._confirmed.items() if figure.text)
        return {name: one for name, one in known if one is not None}

    @property
    def _confirmed(self) -> Mapping[str, Figure]:
        """Last year's figures beside this year's would contradict each other for no fault of anybody."""
        return {name: figure for name, figure in self.report.figures.items() if not figure.unconfirmed}

    @cached_property
    def declared(self) -> Declared:
        law = load_period(self.report.entry.period).milestone
        read = Declared(self.report.figures, self.table, Threshold(Fraction(law.met), law.many, Fraction(law.one)))
        read.read(self.report.relations)
        return read

    @property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(self.declared.relations)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self.declared.problems)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """By id of relation."""
        return {relation.id: verdict(relation, self.table) for relation in self.relations}

    @cached_property
    def misprints(self) -> tuple[Misprint, ...]:
        return tuple(misprints(self.relations, self.table, self.verdicts))

    def text(self, name: str, value: Fraction | None = None) -> str:
        """A figure as printed, or as it would be printed with another value."""
        quantity = self.report.figures[name].quantity
        if quantity is None or name not in self.table:
            return self.language.not_stated
        known = self.table[name]
        return printed(quantity if value is None else as_quantity(known.at(value), quantity), self.language)

    def explained(self, relation: Relation) -> str:
        """A relation with its figures: "programma.destinatari (300.656 persone) = … : 300.676 persone"."""
        values = {name: self.table[name].value for name in relation.figures}
        sides = (relation.left, relation.right)
        shown = written(relation.left), written(relation.right)
        if relation.sign == "=" and relation.threshold is None:
            for side, other, at in ((sides[0], sides[1], 0), (sides[1], sides[0], 1)):
                if isinstance(side, Name) and side.text in self.table:
                    return (
                        f"{side.text} = {self.text(side.text)}, {shown[1 - at]} = {self.text(side.text, number(other, values))}"
                    )
        figures = ", ".join(f"{name} = {self.text(name)}" for name in relation.figures)
        return f"{relation.text} ({figures})"

    def findings(self) -> Iterator[Finding]:
        """What `check` tells of the relations."""
        for one in self.misprints:
            yield self._misprint(one)
        for relation in self.relations:
            cut = self.verdicts[relation.id] is Verdict.TRUNCATION
            if cut and not any(self.table[name].way is Rounding.CUT for name in relation.figures):
                figures = self._printed(relation.figures)
                parameters = {"relation": self.explained(relation)}
                yield Finding("figure-cut", parameters, relation.span, relation.id, figures)

    def _misprint(self, one: Misprint) -> Finding:
        names = tuple(dict.fromkeys(name for relation in one.relations for name in relation.figures))
        first = one.suspects[0] if one.suspects else None
        culprit = first.name if first else names[0]
        parameters: dict[str, str | int] = {
            "culprit": culprit,
            "printed": self.text(culprit),
            "relations": "; ".join(map(self.explained, one.relations)),
            "count": len(one.relations),
            "repair": self.text(culprit, first.value) if first else "",
            "others": ", ".join(
                f"{each.name} ({self.text(each.name)} → {self.text(each.name, each.value)})" for each in one.suspects[1:]
            ),
            "suggestion": culprit if first and one.suspects[1:] else "",
        }
        return Finding("figures-contradict", parameters, self.report.figures[culprit].span, culprit, self._printed(names))

    def _printed(self, names: tuple[str, ...]) -> Mapping[str, str]:
        return {name: self.report.figures[name].text for name in names}
