"""The command `figures`: what a report says of each figure, and which are used nowhere.

Receives parsed arguments; promises, for the figures whose names fit, value, source, formula, relations, every place where they
are printed and what other years of the report say; exit code 0, or 1 where no figure fits or the report has errors, which are
told as well: a figure that cannot be read would pass for one that is not stated.
Separate from the other commands, which need nothing of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_builder.cli.arguments import Arguments
from report_builder.cli.commands import code, tell_problems
from report_builder.diagnostics import Problem, has_errors
from report_builder.diagnostics.words import Words
from report_builder.editions import choose, siblings
from report_builder.place import SourceMap

if TYPE_CHECKING:
    from report_builder.audit import Audit


def figures(arguments: Arguments, words: Words) -> int:
    file, problems = choose(arguments.report)
    if file is None:
        tell_problems(problems, SourceMap({}), None, arguments, words, sys.stderr)
        return code(problems)
    from report_builder.audit import Audit
    from report_builder.compose import compose
    from report_builder.dossier.data import figures as told_of
    from report_builder.reader import read_report

    report, source, found = read_report(file)
    document, more = compose(report) if report else (None, ())
    if report is None or document is None:
        tell_problems((*found, *more), source, file, arguments, words, sys.stderr)
        return 1
    audit = Audit(report)
    chosen = [one for one in told_of(audit, document, source) if _fits(one["name"], arguments.name)]
    if not chosen:
        tell_problems((_unknown(arguments.name, list(report.figures)),), source, None, arguments, words, sys.stderr)
        return 1
    years = _other_years(file) if arguments.name else {}
    for one in chosen:
        one["years"] = {year: text for year, known in years.items() if (text := known.get(one["name"]))}
    errors = tuple(problem for problem in (*found, *more, *audit.problems) if has_errors((problem,)))
    if errors:
        tell_problems(errors, source, file, arguments, words, sys.stderr)
    if arguments.json and errors:
        return 1
    if arguments.json:
        print(json.dumps(chosen, ensure_ascii=False, indent=2))
    elif arguments.name:
        for one in chosen:
            print("\n".join(_whole(one, audit, file.parent, words)))
    else:
        for line in _listed(chosen, words):
            print(line)
    return code(errors)


def _fits(name: str, pattern: str) -> bool:
    """A name, a pattern with *, or the group that it stands in."""
    return not pattern or name.startswith(f"{pattern}.") or fnmatchcase(name, pattern)


def _unknown(name: str, known: list[str]) -> Problem:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return Problem("unknown-figure", {"name": name, "suggestion": near[0] if near else ""})


def _other_years(file: Path) -> Mapping[str, Mapping[str, str]]:
    """What the other reports beside this one publish, by reference date."""
    from report_builder.figures import printed
    from report_builder.language import load_language
    from report_builder.reader import read_report

    found: dict[str, dict[str, str]] = {}
    for other in siblings(file):
        report, _, _ = read_report(other)
        if report is not None:
            language = load_language(report.entry.language)
            texts = {name: printed(one.quantity, language).replace("\u00a0", " ") for name, one in report.figures.items()}
            found[report.entry.reference_date.isoformat()] = texts
    return dict(sorted(found.items()))


def _whole(one: Mapping[str, Any], audit: Audit, folder: Path, words: Words) -> Iterator[str]:
    """Everything that is known of one figure."""
    yield f"{one['name']}: {one['text']}"
    yield words.say("figure-written", place=(folder / one["place"]).as_posix() if one["place"] else "-")
    for key in ("formula", "provenance", "source", "note"):
        if one[key]:
            yield words.say(f"figure-{key}", text=one[key])
    printed = [use for use in one["printed"] if use["where"] != "formula"]
    for use in printed:
        where = (
            words.say(f"where-{use['where']}")
            if use["direct"]
            else words.say("where-within", where=words.say(f"where-{use['where']}"))
        )
        place = ", ".join(filter(None, [use["section"], use["block"], where]))
        yield words.say("figure-printed", place=place, text=use["text"])
    for use in one["printed"]:
        if use["where"] == "formula":
            yield words.say("figure-needed", name=use["block"], text=use["text"])
    if not one["printed"]:
        yield words.say("figure-unused")
    for relation in audit.relations:
        if relation.id in one["relations"]:
            verdict = words.say(f"verdict-{str(audit.verdicts[relation.id]).replace(' ', '-')}")
            yield words.say("figure-relation", relation=relation.text, verdict=verdict)
    for year, text in one["years"].items():
        yield words.say("figure-year", year=year, text=text)


def _listed(chosen: list[dict[str, Any]], words: Words) -> Iterator[str]:
    """One line for each figure, and those that nothing uses."""
    widest = max(len(one["name"]) for one in chosen)
    for one in chosen:
        count = sum(use["where"] != "formula" for use in one["printed"])
        used = words.say("figure-uses", count=count, relations=len(one["relations"]))
        yield f"{one['name']:<{widest}}  {one['text']:>22}  {used}"
    unused = [one["name"] for one in chosen if not one["printed"] and not one["relations"]]
    if unused:
        yield words.say("figures-unused", count=len(unused), names=", ".join(unused))
