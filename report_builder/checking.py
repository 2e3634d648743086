"""Everything but rendering: from a report's file to what can be printed, or to what is wrong with it.

Receives the path of `report*.yaml`; promises all problems in the order of places, and with no error among them the report, its
document and its theme. Separate from the pipeline so that a check loads nothing that draws, lays out or writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from report_builder.beside import later
from report_builder.checks import Check, Context, problems_of, run
from report_builder.checks.acknowledged import marked
from report_builder.classes import dataclass
from report_builder.compose import compose
from report_builder.content.models import Report
from report_builder.diagnostics import Problems, by_place, has_errors
from report_builder.document import Document
from report_builder.looks import not_embeddable, template_problems, theme_problems, unprintable, word_look
from report_builder.place import SourceMap
from report_builder.reader import FINDINGS, read_report
from report_builder.theme import Theme, load_theme


@dataclass(frozen=True)
class Checked:
    """A report that was read. `ready` holds what can be printed, None if there is an error.

    `auditable` is the same though something was found against it: only what cannot be read, relations and all, has no audit.
    """

    problems: Problems
    source: SourceMap
    ready: tuple[Report, Document, Theme] | None = None
    auditable: tuple[Report, Document, Theme] | None = None


@dataclass(frozen=True, slots=True)
class Figured:
    """What the audit says: of the lines of relations, what stays whatever is acknowledged; its findings; all of its rules."""

    problems: Problems
    findings: Problems
    rules: frozenset[str]


def check(
    file: Path,
    checks: Sequence[Check] | None = None,
    beside: Callable[[Callable[[], Figured]], Callable[[], Figured]] = later,
) -> Checked:
    """Everything but rendering. `checks` (the house's if None) judge words and looks, the audit the figures, `beside` them."""
    report, source, problems = read_report(file)
    if report is None:
        return Checked(tuple(by_place(problems)), source)
    document, composed = compose(report)
    problems = (*problems, *composed, *theme_problems(report, file.parent), *template_problems(report))
    if has_errors(problems) or document is None:
        return Checked(tuple(by_place(problems)), source)
    theme = load_theme(report.theme, folder=file.parent).for_axes(len(document.axes))
    context = Context(report, document, theme, word_look(report, theme))
    figures = beside(lambda: _figured(context))
    checks = _house() if checks is None else checks  # loaded when the audit has begun, which needs none of them
    words = tuple(run(context, checks))
    looks = (*unprintable(document, theme, report, source), *not_embeddable(report, theme))
    figured = figures()
    rules = figured.rules | FINDINGS | {rule for one in checks for rule in one.RULES}
    read = tuple(problem for problem in problems if problem.rule in FINDINGS)
    problems = tuple(problem for problem in problems if problem.rule not in FINDINGS)
    known = marked((*read, *words, *figured.findings), report.acknowledged, rules)
    problems = tuple(by_place((*problems, *figured.problems, *looks, *known)))
    whole = (report, document, theme)
    return Checked(problems, source, None if has_errors(problems) else whole, None if has_errors(figured.problems) else whole)


def _house() -> Sequence[Check]:
    from report_builder.checks.house import CHECKS

    return CHECKS


def _figured(context: Context) -> Figured:
    from report_builder.audit import RULES, Audit, findings_of, undeclared

    audit = Audit(context.report)
    findings = tuple(problems_of((*findings_of(audit), *undeclared(audit, context)), RULES))
    return Figured(audit.problems, findings, frozenset(RULES))
