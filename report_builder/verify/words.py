"""The words of the proof, in the user's language: findings, and all that the page says.

Receives a language; promises the texts of `it.toml` or `en.toml` beside this module, and a finding in words: a validator's as
it says them, ours from the catalogue. Separate so that a check names rules and never words.
"""

from __future__ import annotations

from pathlib import Path

from report_builder.diagnostics.words import Words
from report_builder.verify.results import Finding, Result, Verdict


def load(language: str) -> Words:
    return Words.load(Path(__file__).parent, language)


def judgement(result: Result, words: Words) -> str:
    """The verdict, with how much was found, or noted without being a fault."""
    verdict = words.say(f"verdict-{result.verdict}")
    if not result.findings:
        return verdict
    key = "verdict-found" if result.verdict is Verdict.FAILED else "verdict-noted"
    return words.say(key, verdict=verdict, count=len(result.findings))


def told(finding: Finding, words: Words) -> str:
    """What is wrong, in words."""
    return finding.text or words.say(finding.rule, **finding.parameters)
