"""outloud on the PDF: what PDF/UA-1 requires, by a third maker, and how a reader's voice would fare (WCAG 2.2).

Its rules of conformance test a clause of the standard: a breach is a failure. Its semantic rules judge by likelihood whether
tags mean what the page shows, and err: what they find is a remark, a finding of a result that passed. docs/accessibility.md
explains each that remains in our reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from report_builder.verify.results import Files, Finding, Result, Verdict
from report_builder.verify.tools.installed import package
from report_builder.verify.tools.trouble import broke_off

NAME = "outloud"
BINDING = "conformance"
LAYERS = {BINDING: "PDF/UA-1", "semantic": "WCAG 2.2"}
CHECKS: Mapping[str, tuple[str, ...]] = {"pdf": tuple(LAYERS.values())}

# Version 0.2 counts a row one column short if a cell from above ends in its last column. Two others test this clause rightly.
MISCOUNTED = "TBL-004"


def version() -> str | None:
    return package("outloud")


def run(files: Files) -> Iterator[Result]:
    if not files.pdf:
        return
    import outloud

    known, name = version() or "", files.pdf.name
    told = outloud.check(str(files.pdf.path))
    rules = outloud.load_catalogue()
    crashed = [f"{one.rule}: {one.reason}" for one in told.runs if one.status == "crashed"]
    if told.error or crashed:
        for standard in LAYERS.values():
            yield broke_off(name, standard, NAME, known, told.error or "; ".join(crashed))
        return
    for layer, standard in LAYERS.items():
        found = tuple(finding(one, rules[one.rule]) for one in told.sorted_findings() if rules[one.rule].layer == layer)
        breach = layer == BINDING and any(one.rule != MISCOUNTED for one in found)
        checks = sum(one.status == "ran" and rules[one.rule].layer == layer for one in told.runs)
        yield Result(name, standard, NAME, known, Verdict.FAILED if breach else Verdict.PASSED, found, checks=checks)


def finding(told: Any, rule: Any) -> Finding:
    where = [str(one) for one in told.location.values() if isinstance(one, str)]
    where += [f"p. {told.page}"] if told.page else []
    text = f"{told.message}: {told.evidence}" if told.evidence else told.message
    if rule.layer == BINDING:
        return Finding(told.rule, " ".join(where), text, f"ISO 14289-1, {rule.clause}")
    return Finding(told.rule, " ".join(where), text, ", ".join(["WCAG 2.2", *rule.wcag]))
