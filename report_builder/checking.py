"""Everything but rendering: from a report's file to what can be printed, or to what is wrong with it.

Receives the path of `report*.yaml`; promises all problems in the order of places, and with no error among them the report, its
document and its theme. Separate from the pipeline so that a check loads nothing that draws, lays out or writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from report_builder.audit import RULES, Audit, findings_of, undeclared
from report_builder.checks import CHECKS, Check, Context, problems_of, run
from report_builder.checks.acknowledged import marked
from report_builder.classes import dataclass
from report_builder.compose import compose
from report_builder.content.models import Report
from report_builder.diagnostics import Problems, by_place, has_errors
from report_builder.document import Document
from report_builder.looks import not_embeddable, template_problems, theme_problems, unprintable, word_look
from report_builder.place import SourceMap
from report_builder.reader import read_report
from report_builder.theme import Theme, load_theme


@dataclass(frozen=True)
class Checked:
    """A report that was read. `ready` holds what can be printed, None if there is an error."""

    problems: Problems
    source: SourceMap
    ready: tuple[Report, Document, Theme] | None = None


def check(file: Path, checks: Sequence[Check] = CHECKS) -> Checked:
    """Everything but rendering. `checks` judge words and looks, the audit the figures."""
    report, source, problems = read_report(file)
    if report is None:
        return Checked(tuple(by_place(problems)), source)
    document, composed = compose(report)
    problems = (*problems, *composed, *theme_problems(report, file.parent), *template_problems(report))
    if has_errors(problems) or document is None:
        return Checked(tuple(by_place(problems)), source)
    theme = load_theme(report.theme, folder=file.parent).for_axes(len(document.axes))
    audit = Audit(report)
    context = Context(report, document, theme, word_look(report, theme))
    judged = (*run(context, checks), *problems_of((*findings_of(audit), *undeclared(audit, context)), RULES))
    rules = frozenset(RULES) | {rule for one in checks for rule in one.RULES}
    looks = (*unprintable(document, theme, report, source), *not_embeddable(report, theme))
    problems = tuple(by_place((*problems, *audit.problems, *looks, *marked(judged, report.acknowledged, rules))))
    return Checked(problems, source, None if has_errors(problems) else (report, document, theme))
