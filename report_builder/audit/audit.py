"""The audit of one report: its relations, the verdict on each, and the suspected misprints.

Receives a report that was read; promises each of these worked out once, when it is first asked for. Separate from the pages of
rules (`findings`), which tell of it, and from the document of the audit, which shows the relations that hold as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from report_builder.audit.declared import Declared
from report_builder.audit.printed import Printed, printed_of
from report_builder.audit.relations import Relation, Threshold, Verdict, cut_off, verdict
from report_builder.audit.suspects import Misprint, misprints
from report_builder.classes import dataclass
from report_builder.content.models import Report
from report_builder.diagnostics import Problem
from report_builder.figures import Figure
from report_builder.language import Language, load_language
from report_builder.law import load_period


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

    @cached_property
    def cuts(self) -> Mapping[str, Sequence[Relation]]:
        """The relations that hold only if digits were cut off and nobody says so, by the figure that lacks them: the first of
        a relation that needs several of them cut."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            if self.verdicts[relation.id] is Verdict.TRUNCATION and (cut := cut_off(relation, self.table)):
                found.setdefault(cut[0], []).append(relation)
        return found
