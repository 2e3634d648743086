"""Checks of what a report says and how: law, accessibility, plain language. One check is one file.

Receives a report, its document and its theme (`Context`); promises findings with their places, each of which an editor may
acknowledge in the content with a reason and a date. Separate from `compose`, which finds what cannot be printed: a check finds
what can be printed and should not be, or not without somebody answering for it.

A check is a module with `RULES`, the rules that it knows with the level of each, and `check`, a generator of findings. It knows
no words, which come from the catalogues by the rule, and no severities, which are stamped here. Its docstring is its page in
docs/checks.md: what is asked, for whose sake, and the source of the rule. `house` lists them all; none is loaded here, as the
audit needs none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from report_builder.checks.model import Check, Context, Finding, Level, WordLook
from report_builder.diagnostics import Problem

__all__ = ["Check", "Context", "Finding", "Level", "WordLook", "problems_of", "run"]


def run(context: Context, checks: Sequence[Check]) -> Iterator[Problem]:
    """The findings of `checks` as problems, none acknowledged."""
    for check in checks:
        yield from problems_of(check.check(context), check.RULES)


def problems_of(findings: Iterable[Finding], rules: Mapping[str, Level]) -> Iterator[Problem]:
    """Findings as problems, each with the level of its rule."""
    for one in findings:
        level = rules[one.rule]
        yield Problem(
            one.rule, one.parameters, one.span, level.severity, one.subject, level.final, figures=one.figures, repair=one.repair
        )
