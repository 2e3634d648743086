"""outloud on the PDF: what PDF/UA-1 requires, by a third maker, and how a reader's voice would fare (WCAG 2.2).

Its rules of conformance test a clause of the standard: a breach is a failure. Its semantic rules judge by likelihood whether
tags mean what the page shows, and err: what they find is a remark, a finding of a result that passed. docs/accessibility.md
explains each that remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from report_builder.verify.results import Files, Finding, Result, Verdict, judged
from report_builder.verify.tools.installed import package
from report_builder.verify.tools.trouble import broke_off

NAME = "outloud"
CONFORMANCE, SEMANTIC = "PDF/UA-1", "WCAG 2.2"
CHECKS: Mapping[str, tuple[str, ...]] = {"pdf": (CONFORMANCE, SEMANTIC)}


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
        for standard in (CONFORMANCE, SEMANTIC):
            yield broke_off(name, standard, NAME, known, told.error or "; ".join(crashed))
        return
    ran = [rules[one.rule].layer for one in told.runs if one.status == "ran"]
    found: dict[str, list[Finding]] = {"conformance": [], "semantic": []}
    for one in told.sorted_findings():
        found[rules[one.rule].layer].append(finding(one, rules[one.rule]))
    yield judged(name, CONFORMANCE, NAME, known, tuple(found["conformance"]), checks=ran.count("conformance"))
    yield Result(name, SEMANTIC, NAME, known, Verdict.PASSED, tuple(found["semantic"]), checks=ran.count("semantic"))


def finding(told: Any, rule: Any) -> Finding:
    where = [str(one) for one in told.location.values() if isinstance(one, str)]
    where += [f"p. {told.page}"] if told.page else []
    text = f"{told.message}: {told.evidence}" if told.evidence else told.message
    if rule.layer == "conformance":
        return Finding(told.rule, " ".join(where), text, f"ISO 14289-1, {rule.clause}")
    return Finding(told.rule, " ".join(where), text, ", ".join(["WCAG 2.2", *rule.wcag]))
