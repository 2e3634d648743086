"""The numbers audit: whether the figures of a report agree with one another.

Receives a report that was read; promises the relations that it declares between its figures, a verdict on each in exact
arithmetic, one finding for each suspected misprint, and what its text says of its figures without anybody declaring it
(`undeclared`). Separate from `checks`, which judge words, looks and law: it takes all
relations at once to say which figure is wrong.
"""

from collections.abc import Mapping, Sequence

from report_builder.audit import findings
from report_builder.audit.audit import Audit
from report_builder.audit.findings import findings_of
from report_builder.audit.found import DETECTORS, heard, undeclared
from report_builder.audit.relations import Relation, Verdict
from report_builder.checks.model import Judge, Level
from report_builder.diagnostics import Problem

__all__ = ["PAGES", "RULES", "Audit", "Relation", "Verdict", "about_figures", "findings_of", "heard", "undeclared"]

PAGES: Sequence[Judge] = (findings, *DETECTORS)
"""Modules whose rules `findings_of` and `undeclared` apply, in the order of docs/checks.md."""

RULES: Mapping[str, Level] = {rule: level for page in PAGES for rule, level in page.RULES.items()}


def about_figures(problem: Problem) -> bool:
    """Whether the audit's document tells a problem, whoever found it."""
    return bool(problem.figures) or problem.rule in RULES
