"""Findings that the office has acknowledged in the content, with a reason and a date.

Receives findings and acknowledgements; promises the same findings, those acknowledged marked as such (they stay in every list,
and stop nothing), and a problem for each acknowledgement that names no rule or no finding: it hides nothing any more, and would
hide a later fault unseen. Separate from the checks, which know nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from report_builder.content.models import Acknowledgement
from report_builder.diagnostics import Acknowledged, Problem, Severity


def marked(found: Iterable[Problem], given: Iterable[Acknowledgement], rules: frozenset[str]) -> Iterator[Problem]:
    """`found` with acknowledgements, then what is wrong with these. `rules` are all that can be acknowledged."""
    by_key = {(entry.rule.text, about.text): (entry, about) for entry in given for about in entry.about}
    used: set[tuple[str, str]] = set()
    subjects: dict[str, set[str]] = {}
    for problem in found:
        key = (problem.rule, problem.subject)
        subjects.setdefault(problem.rule, set()).add(problem.subject)
        if key in by_key:
            used.add(key)
            entry = by_key[key][0]
            yield replace(problem, acknowledged=Acknowledged(entry.reason, entry.date))
        else:
            yield problem
    told: set[str] = set()
    for (rule, subject), (entry, about) in by_key.items():
        if rule not in rules:
            if rule not in told:
                near = get_close_matches(rule, rules, 1)
                yield Problem("acknowledged-rule", {"rule": rule, "suggestion": near[0] if near else ""}, entry.rule.span)
            told.add(rule)
        elif (rule, subject) not in used:
            near = get_close_matches(subject, subjects.get(rule, set()) - {name for one, name in used if one == rule}, 1)
            parameters = {"rule": rule, "about": subject, "suggestion": near[0] if near else ""}
            yield Problem("acknowledged-nothing", parameters, about.span, Severity.WARNING)
