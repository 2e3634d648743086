"""Figures that have changed unlikely much since last year.

A slip of a digit, of a unit or of a row makes a figure that looks like any other; beside last year's it does not. Confirmed
figures are compared with those of the same name in last year's report, where this one names it (`previous:`): more than three
times as much or less than a third; a sign that has flipped; another unit; a figure that counts from the beginning of the
programme (`cumulative:` in report.yaml) and falls by more than rounding or cutting off explains. All of these can be true: then
they are acknowledged, with the figure as it stands, and told again if it changes. Counts below ten jump for no reason and are
left alone.

Source: the ratio edit of statistics offices, by which a value is queried where it leaves its plausible range against the former
period (UNECE Glossary of Terms on Statistical Data Editing, "ratio edit", "statistical edit"); Implementing Regulation (EU)
2015/207, Annex V, by which indicators and expenditure of an annual report are cumulative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from fnmatch import fnmatchcase

from report_builder.checks.model import Context, Finding, Level
from report_builder.diagnostics import Quoted
from report_builder.figures import Figure, Quantity, printed

RULES: Mapping[str, Level] = {
    "figure-unit-changed": Level.BEFORE_PRINT,
    "figure-sign-flipped": Level.BEFORE_PRINT,
    "figure-falls": Level.BEFORE_PRINT,
    "figure-jump": Level.BEFORE_PRINT,
    "cumulative-nothing": Level.WARNING,
}

FACTOR = 3
FEW = 10
"""Counts below it double and treble easily."""


def check(context: Context) -> Iterator[Finding]:
    report, language = context.report, context.language
    patterns = [pattern.text for pattern in report.entry.cumulative]
    for pattern in report.entry.cumulative:
        if report.complete and not any(_means(pattern.text, name) for name in report.figures):
            near = get_close_matches(pattern.text, {name.rsplit(".", 1)[-1] for name in report.figures}, 1)
            parameters = {"name": pattern.text, "suggestion": near[0] if near else ""}
            yield Finding("cumulative-nothing", parameters, pattern.span, pattern.text)
    before = report.previous.figures if report.previous else {}
    measured = {unit.base for unit in language.units.values()}
    for name, figure in report.figures.items():
        then = before.get(name)
        if then is None or then.quantity is None or figure.quantity is None or figure.unconfirmed or figure.computed:
            continue
        rule = _unlikely(then.quantity, figure.quantity, measured, any(_means(pattern, name) for pattern in patterns))
        if rule:
            times = figure.quantity.value / then.quantity.value if then.quantity.value else Decimal(0)
            parameters = {
                "name": name,
                "before": printed(then.quantity, language),
                "now": printed(figure.quantity, language),
                "times": language.number_text(f"{times:.2f}" if abs(times) < 1 else f"{times:.1f}"),
            }
            yield _found(rule, parameters, figure)


def _found(rule: str, parameters: Mapping[str, str], figure: Figure) -> Finding:
    return Finding(rule, parameters, figure.span, figure.name, {figure.name: Quoted(figure.text, figure.span)})


def _means(pattern: str, name: str) -> bool:
    """Whether a pattern is the last part of a name, or fits the whole of it."""
    return fnmatchcase(name, pattern) or ("." not in pattern and fnmatchcase(name.rsplit(".", 1)[-1], pattern))


def _unlikely(then: Quantity, now: Quantity, measured: set[str], cumulative: bool) -> str:
    """The rule that a change breaks, "" for none. Nouns of what is counted may change; units that measure may not."""
    if then.unit != now.unit and measured & {then.unit, now.unit}:
        return "figure-unit-changed"
    if then.value * now.value < 0:
        return "figure-sign-flipped"
    if cumulative and now.value + max(now.step, then.step) <= then.value:
        return "figure-falls"
    few = now.unit not in measured and max(abs(then.value), abs(now.value)) < FEW
    less, more = sorted((abs(then.value), abs(now.value)))
    return "figure-jump" if not few and then.value and more > FACTOR * less else ""
