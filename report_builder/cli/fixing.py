"""The option `--fix` of `check`: repair what is beyond doubt, say what was done, check again.

Receives a checked report; promises the same checked anew, and a line for each repair. One repair may bring the next to light,
as a report with errors is not looked at whole. Separate from the commands, which can do without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

from report_builder.checking import Checked
from report_builder.checking import check as run
from report_builder.cli.listing import from_here
from report_builder.diagnostics import Problem, Problems
from report_builder.diagnostics.catalogue import visible
from report_builder.diagnostics.words import Words
from report_builder.mending import mend
from report_builder.place import SourceMap

MOST_ROUNDS = 8  # far more than one mistake can hide behind another


def fix(file: Path, checked: Checked, words: Words, stream: TextIO) -> tuple[Checked, Problems]:
    """Repair the files of the report `file`; what the check says afterwards, and why something could not be written."""
    count = 0
    for _ in range(MOST_ROUNDS):
        done, problems = mend(file.parent, checked.problems, checked.source)
        for problem in done:
            print(_line(problem, file.parent, checked.source, words), file=stream)
        count += len(done)
        if done:
            checked = run(file)
        if problems or not done:
            break
    if count:
        print(words.say("repaired-one" if count == 1 else "repaired-all", count=count), file=stream)
    return checked, problems


def _line(problem: Problem, folder: Path, source: SourceMap, words: Words) -> str:
    """What was repaired, with the number or word that it stands in, at its place as it was."""
    if problem.span is None:
        return ""
    place = f"{from_here(folder / problem.span.file)}:{source.position(problem.span).line}"
    old, new = ("".join(map(visible, str(problem.parameters.get(name, "")))) for name in ("text", "suggestion"))
    return words.say("repaired", place=place, old=old, new=new)
