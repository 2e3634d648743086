"""Repairs of problems, done in the author's files.

Receives problems and the texts that they point into; promises each file changed at exactly the characters of its repairs or not
at all, and what was done. What somebody has acknowledged stays as it is. Separate from `source_edit`, which knows a file as a
text; this knows that it lies on a disk, where another program may have changed it meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from report_builder.diagnostics import Problem, Problems, Repair
from report_builder.place import SourceMap
from report_builder.source_edit import Edited, edited
from report_builder.store import rewrite

YAML = (".yaml", ".yml")
MARK = b"\xef\xbb\xbf"  # the byte order mark of UTF-8


def planned(problems: Iterable[Problem], source: SourceMap) -> Mapping[str, Edited]:
    """What would become of each file; those for which nothing can be done are left out."""
    repairs: dict[str, list[Repair]] = {}
    for problem in problems:
        repair = problem.repair
        if repair is not None and problem.acknowledged is None and repair.span.file.endswith(YAML):
            repairs.setdefault(repair.span.file, []).append(repair)
    plans = {file: edited(file, source.files[file], repairs[file]) for file in sorted(repairs)}
    return {file: plan for file, plan in plans.items() if plan.done}


def settled(problems: Iterable[Problem], source: SourceMap) -> Problems:
    """The problems with those repairs alone that `mend` would do: others would be read as promises."""
    found = tuple(problems)
    done = {repair for plan in planned(found, source).values() for repair in plan.done}
    return tuple(replace(one, repair=None) if one.repair and one.repair not in done else one for one in found)


def mend(folder: Path, problems: Sequence[Problem], source: SourceMap) -> tuple[Problems, Problems]:
    """Repair the files of a report's `folder`; the problems that are no more, and why a file could not be written.

    Problems: `source-unwritable`, `source-changed` (the file is not letter by letter what was checked), each at its first
    repair.
    """
    by_repair = {problem.repair: problem for problem in problems if problem.repair is not None}
    done: list[Problem] = []
    wrong: list[Problem] = []
    for file, plan in planned(problems, source).items():
        path = folder / file
        try:
            data = path.read_bytes()
            mark = MARK if data.startswith(MARK) else b""
            if data != mark + source.files[file].encode("utf-8"):
                wrong.append(Problem("source-changed", {"file": file}, plan.done[0].span))
                continue
            rewrite(path, mark + plan.text.encode("utf-8"))
        except OSError:
            wrong.append(Problem("source-unwritable", {"file": file}, plan.done[0].span))
            continue
        done += (by_repair[repair] for repair in plan.done)
    return tuple(done), tuple(wrong)
