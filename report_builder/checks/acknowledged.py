"""Findings that the office has acknowledged in the content, with a reason and a date.

Receives findings and acknowledgements; promises the same findings, those acknowledged marked as such (they stay in every list,
and stop nothing), and a problem for each acknowledgement that names no rule or no finding, which would hide a later fault
unseen, or the same finding as a former one, whose reason is read. A finding about figures is acknowledged with these as they
stood, and is open again when one changes. Separate from the checks, which know nothing of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from report_builder.content.models import Acknowledgement
from report_builder.diagnostics import Acknowledged, Problem, Quoted, Severity
from report_builder.place import LocatedText


def marked(found: Iterable[Problem], given: Iterable[Acknowledgement], rules: frozenset[str]) -> Iterator[Problem]:
    """`found` with acknowledgements, then what is wrong with these. `rules` are all that can be acknowledged."""
    by_key: dict[tuple[str, str], tuple[Acknowledgement, LocatedText]] = {}
    for each in given:
        for name in each.about:
            first, former = by_key.setdefault((each.rule.text, name.text), (each, name))
            if former is not name:
                twice = {"rule": each.rule.text, "about": name.text, "reason": first.reason}
                yield Problem("acknowledged-twice", twice, name.span, Severity.WARNING)
    used: set[tuple[str, str]] = set()
    subjects: dict[str, set[str]] = {}
    for problem in found:
        key = (problem.rule, problem.subject)
        subjects.setdefault(problem.rule, set()).add(problem.subject)
        if key not in by_key:
            yield problem
            continue
        used.add(key)
        entry, about = by_key[key]
        lapsed = _lapsed(problem.figures, entry)
        if lapsed is not None:
            rule, why = lapsed
            yield problem
            parameters = {"about": about.text, **why, "figures": to_paste(problem.figures)}
            yield Problem(rule, parameters, about.span, Severity.WARNING)
        else:
            yield replace(problem, acknowledged=Acknowledged(entry.reason, entry.date))
    told: set[str] = set()
    for (rule, subject), (entry, about) in by_key.items():
        if rule not in rules:
            if rule not in told:
                near = get_close_matches(rule, rules, 1, 0.75)
                yield Problem("acknowledged-rule", {"rule": rule, "suggestion": near[0] if near else ""}, entry.rule.span)
            told.add(rule)
        elif (rule, subject) not in used:
            near = get_close_matches(subject, subjects.get(rule, set()) - {name for one, name in used if one == rule}, 1)
            parameters = {"rule": rule, "about": subject, "suggestion": near[0] if near else ""}
            yield Problem("acknowledged-nothing", parameters, about.span, Severity.WARNING)


def to_paste(figures: Mapping[str, Quoted]) -> str:
    """Figures as an acknowledgement names them: `{programma.impegnato: "405,1 Mln€"}`."""
    return "{" + ", ".join(f"{name}: {_scalar(quoted.text)}" for name, quoted in figures.items()) + "}"


def _scalar(text: str) -> str:
    """A text within braces of YAML, in quotes if it needs them."""
    return text if re.fullmatch(r"[\w+][\w.€%/+ -]*", text) else json.dumps(text, ensure_ascii=False)


def _lapsed(figures: Mapping[str, Quoted], entry: Acknowledgement) -> tuple[str, Mapping[str, str]] | None:
    """Why an entry does not answer for the figures: the rule that says so and the first that it does not name, or that is
    not as it was."""
    for name, quoted in figures.items():
        if name not in entry.figures:
            return "acknowledged-incomplete", {"name": name}
        then = entry.figures[name].text
        if then.split() != quoted.text.split():
            return "acknowledged-figures", {"changed": f"{name}: {then} → {quoted.text}"}
    return None
