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


Beside = Callable[[Callable[[], "Judged"]], Callable[[], "Judged"]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found by a part of the checks or of the audit: its findings, what stays whatever is acknowledged, its rules."""

    findings: Problems
    rules: frozenset[str]
    problems: Problems = ()


def check(file: Path, checks: Sequence[Check] | None = None, beside: Beside = later) -> Checked:
    """Everything but rendering. `checks` (the house's if None) judge words and looks, the audit the figures.

    `beside` begins a part while another goes on: what is declared of figures while the document is composed, what nobody
    declared while the checks run.
    """
    report, source, problems = read_report(file)
    if report is None:
        return Checked(tuple(by_place(problems)), source)
    declaring = beside(lambda: _declared(report))
    document, composed = compose(report)
    problems = (*problems, *composed, *theme_problems(report, file.parent), *template_problems(report))
    if has_errors(problems) or document is None:
        return Checked(tuple(by_place(problems)), source)
    theme = load_theme(report.theme, folder=file.parent).for_axes(len(document.axes))
    context = Context(report, document, theme, word_look(report, theme))
    declared = declaring()
    finding = beside(lambda: _undeclared(context))
    words = _judged(context, checks)
    looks = (*unprintable(document, theme, report, source), *not_embeddable(report, theme))
    parts = (words, declared, finding())
    read = tuple(problem for problem in problems if problem.rule in FINDINGS)
    problems = tuple(problem for problem in problems if problem.rule not in FINDINGS)
    findings = (*read, *(finding for part in parts for finding in part.findings))
    known = marked(findings, report.acknowledged, FINDINGS.union(*(part.rules for part in parts)))
    problems = tuple(by_place((*problems, *declared.problems, *looks, *known)))
    whole = (report, document, theme)
    return Checked(problems, source, None if has_errors(problems) else whole, None if has_errors(declared.problems) else whole)


# Modules are loaded where they are needed, so that each process loads its own.


def _declared(report: Report) -> Judged:
    """What the figures and the relations between them say."""
    from report_builder.audit import RULES, Audit, findings_of

    audit = Audit(report)
    return Judged(tuple(problems_of(findings_of(audit), RULES)), frozenset(RULES), audit.problems)


def _undeclared(context: Context) -> Judged:
    """What the text says of figures without anybody declaring it."""
    from report_builder.audit import RULES, Audit, undeclared

    return Judged(tuple(problems_of(undeclared(Audit(context.report), context), RULES)), frozenset(RULES))


def _judged(context: Context, checks: Sequence[Check] | None) -> Judged:
    """What the checks find."""
    if checks is None:
        from report_builder.checks.house import CHECKS as checks
    assert checks is not None
    return Judged(tuple(run(context, checks)), frozenset(rule for one in checks for rule in one.RULES))
