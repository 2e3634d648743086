"""Problems on the screen or as JSON, with files as seen from where the user stands.

Receives problems and the texts they point into; promises the listing of `diagnostics` with colour on a terminal, and a count.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from report_builder.diagnostics import Problem, Severity
from report_builder.diagnostics.catalogue import Catalogue, Rendered, render
from report_builder.diagnostics.listing import as_json, blocks
from report_builder.diagnostics.words import Words
from report_builder.place import SourceMap

COLOURS = {Severity.ERROR: 31, Severity.WARNING: 33, Severity.NOTICE: 36}  # red, yellow, cyan (ECMA-48)


def rendered(problems: Iterable[Problem], source: SourceMap, folder: Path | None, catalogue: Catalogue) -> list[Rendered]:
    found = [render(problem, source, catalogue) for problem in problems]
    if folder is None:
        return found
    names = {one.file for one in found if one.file} | {str(figure["file"]) for one in found for figure in one.figures}
    here = {name: from_here(folder / name) for name in names} | {"": ""}
    return [_seen_from_here(one, here) for one in found]


def _seen_from_here(problem: Rendered, here: Mapping[str, str]) -> Rendered:
    figures = tuple({**figure, "file": here[str(figure["file"])]} for figure in problem.figures)
    return replace(problem, file=here[problem.file], figures=figures)


def from_here(path: Path) -> str:
    """A path as seen from where the user stands."""
    return Path(os.path.relpath(path)).as_posix()


def json_list(problems: Iterable[Problem], source: SourceMap, folder: Path | None, language: str) -> str:
    """The list that `docs/problems.md` documents."""
    return as_json(rendered(problems, source, folder, Catalogue.load(language)))


def listing(problems: Iterable[Problem], source: SourceMap, folder: Path | None, language: str, stream: TextIO) -> None:
    """Print every problem, those acknowledged together."""
    catalogue, paint = Catalogue.load(language), painter(stream)
    for severity, text in blocks(rendered(problems, source, folder, catalogue), catalogue):
        first, *more = text.splitlines()
        print(paint(first, Severity(severity)), *more, sep="\n", file=stream)


def painter(stream: TextIO) -> Callable[[str, Severity], str]:
    """What puts a text in colour: only on a terminal whose user has not asked for none (no-color.org)."""
    plain = not stream.isatty() or bool(os.environ.get("NO_COLOR"))
    return lambda text, severity: text if plain else f"\x1b[{COLOURS[severity]}m{text}\x1b[0m"


def counted(problems: Iterable[Problem], words: Words) -> str:
    """How many of each severity, those acknowledged apart."""
    kinds = [problem.severity.value if problem.acknowledged is None else "acknowledged" for problem in problems]
    counts = ((kind, kinds.count(kind)) for kind in (*Severity, "acknowledged"))
    return ", ".join(
        words.say(f"count-{kind}") if count == 1 else words.say(f"count-{kind}s", count=count)
        for kind, count in counts
        if count
    )
