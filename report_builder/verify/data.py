"""The proof as JSON (`accessibility.json`), for programs and archives: its keys are those of docs/accessibility.md.

Receives a proof and a language of messages; promises the same text for the same proof, with keys that stay. Separate from the
page, which says the same to people.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from report_builder import __version__
from report_builder.diagnostics import Problem
from report_builder.diagnostics.catalogue import Catalogue, render
from report_builder.place import SourceMap
from report_builder.verify.by_hand import by_hand
from report_builder.verify.proof import Proof
from report_builder.verify.results import Finding, Result
from report_builder.verify.words import load, told

VERSION = 1  # of the keys: raised when one changes its meaning or goes


def data(proof: Proof, language: str) -> str:
    """The whole text. Everything that is not in words of `language` is the same in every language."""
    subject, words, catalogue = proof.subject, load(language), Catalogue.load(language)
    whole = {
        "version": VERSION,
        "title": subject.title,
        "language": subject.language,
        "messages": words.language,
        "verified": f"{proof.moment:%Y-%m-%dT%H:%M:%SZ}",
        "by": {"name": "report_builder", "version": __version__},
        "overall": proof.overall,
        "files": [
            {
                "name": file.name,
                "format": file.format,
                "size": len(file.data),
                "sha256": subject.digests[file.name],
                "build": subject.entries[file.name].get("build", ""),
                "draft": file.name in subject.drafts,
            }
            for file in subject.files
        ],
        "remarks": [_problem(problem, SourceMap({}), catalogue) for problem in proof.remarks],
        "results": [
            {**_result(result), "findings": [{**_finding(one), "text": told(one, words)} for one in result.findings]}
            for result in proof.results
        ],
        "content": [_problem(problem, proof.source, catalogue) for problem in proof.content],
        "by_hand": [
            {"format": form, "check": key, "text": words.say(f"hand-{key}"), "why": words.say(f"hand-{key}-why")}
            for form, key in by_hand(subject.files)
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _result(result: Result) -> Mapping[str, Any]:
    return {
        "file": result.file,
        "standard": result.standard,
        "tool": result.tool,
        "tool_version": result.version,
        "verdict": result.verdict,
        "setting": result.setting,
        "checks": result.checks,
        "why": result.why or "",
        "remark": result.remark,
    }


def _finding(finding: Finding) -> Mapping[str, Any]:
    return {"rule": finding.rule, "place": finding.place, "standard": finding.standard}


def _problem(problem: Problem, source: SourceMap, catalogue: Catalogue) -> Mapping[str, Any]:
    """A problem in words, its file as seen from the report's folder."""
    one, known = render(problem, source, catalogue), problem.acknowledged
    return {
        "rule": one.rule,
        "severity": one.severity,
        "file": one.file,
        "line": one.line,
        "message": one.message,
        "acknowledged": {"reason": known.reason, "date": known.date.isoformat()} if known else None,
    }
