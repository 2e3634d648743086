"""Figures and relations on disk, audited as the command does: for tests of the numbers audit."""

from __future__ import annotations

from pathlib import Path

from report_builder.audit import Audit, Verdict
from report_builder.diagnostics import Problem, has_errors
from report_builder.reader import read_report
from tests.findings import REPORT, write


def files(figures: str, *relations: str, language: str = "it") -> dict[str, str]:
    """A report with a file of figures and relations between them."""
    lines = "".join(f"  - {line}\n" for line in relations)
    return {
        "report.yaml": f"{REPORT}language: {language}\nfigures: [cifre.yaml]\n",
        "cifre.yaml": figures + (f"relations:\n{lines}" if relations else ""),
    }


def audit(folder: Path, figures: str, *relations: str, language: str = "it") -> Audit:
    report, _, problems = read_report(write(folder, files(figures, *relations, language=language)))
    assert report, problems
    assert not has_errors(problems), problems
    return Audit(report)


def verdicts(folder: Path, figures: str, *relations: str) -> list[Verdict]:
    """What becomes of each relation. No line may be wrong."""
    done = audit(folder, figures, *relations)
    assert not done.problems, done.problems
    return [done.verdicts[relation.id] for relation in done.relations]


def wrong(folder: Path, figures: str, line: str) -> tuple[str, str]:
    """The rule that a line breaks and the characters that the problem stands at."""
    (problem,) = audit(folder, figures, line).problems
    return problem.rule, text_at(folder, problem)


def text_at(folder: Path, problem: Problem) -> str:
    assert problem.span
    text = (folder / Path(problem.span.file).name).read_text("utf-8")
    return text[problem.span.start : problem.span.end]
