"""The commands `new` and `status`: from one year's report to the next.

Receives parsed arguments; promises what was begun or what is left to do, as a few lines or as JSON, and an exit code that says
whose turn it is. Separate from `commands`, since neither makes a document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from report_builder.cli.arguments import Arguments
from report_builder.cli.commands import code, shown, tell_problems
from report_builder.diagnostics import has_errors
from report_builder.diagnostics.words import Words
from report_builder.editions import CONTENT, choose
from report_builder.place import SourceMap
from report_builder.rollover import FileStatus, Status, begin
from report_builder.rollover import status as status_of


def new(arguments: Arguments, words: Words) -> int:
    file, problems = choose(arguments.source)
    source = SourceMap({})
    if file is not None:
        begun, source, problems = begin(file, arguments.report)
        if begun is not None:
            if arguments.json:
                told = {
                    "report": shown(begun.folder),
                    "reference_date": begun.reference_date.isoformat(),
                    "figures": begun.figures,
                    "files": begun.files,
                    "left": begun.left,
                }
                print(json.dumps(told, ensure_ascii=False, indent=2))
                return 0
            former, day = file.resolve().parent.name, begun.reference_date.isoformat()
            counts = {"figures": begun.figures, "files": len(begun.files)}
            print(words.say("begun", folder=shown(begun.folder), source=former, date=day, **counts))
            if begun.left:
                print(words.say("begun-left", files=", ".join(begun.left)))
            known = begun.folder.parent == CONTENT.resolve()  # by its name alone
            print(words.say("begun-next", name=arguments.report if known else shown(begun.folder)))
            return 0
    tell_problems(problems, source, file, arguments, words, sys.stdout if arguments.json else sys.stderr)
    if not arguments.json:
        print(words.say("not-begun"), file=sys.stderr)
    return code(problems)


def status(arguments: Arguments, words: Words) -> int:
    file, problems = choose(arguments.report)
    source = SourceMap({})
    if file is not None:
        from report_builder.reader import read_report

        report, source, problems = read_report(file)
        if report is not None:
            found = status_of(report)
            if arguments.json:
                print(json.dumps(_plain(found), ensure_ascii=False, indent=2))
            else:
                print(f"{found.title} ({shown(file.parent)})", "", *_table(found, words), "", sep="\n")
                print(
                    words.say("status-kept", previous=found.previous, count=found.whole.kept)
                    if found.previous
                    else words.say("status-alone")
                )
                if has_errors(problems):
                    print(words.say("status-errors"))
            return 0
    tell_problems(problems, source, file, arguments, words, sys.stdout)
    return code(problems)


def _table(found: Status, words: Words) -> Iterable[str]:
    """One line for each file, the whole last, in columns."""
    prose = (words.say("status-head-unchanged"), words.say("status-head-stale")) if found.previous else ()
    rows = [("", words.say("status-head-figures"), "", *prose)]
    rows += [_row(file, file.file, found, words) for file in found.files]
    rows.append(_row(found.whole, words.say("status-all"), found, words))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *cells in rows:
        told = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join((name.ljust(widths[0]), *told)).rstrip()


def _row(file: FileStatus, name: str, found: Status, words: Words) -> tuple[str, ...]:
    def of(count: int, whole: int) -> str:
        return words.say("status-of", count=count, all=whole) if whole else "–"

    share = f"{file.share}%" if file.figures else ""
    prose = (of(file.unchanged, file.paragraphs), str(file.stale)) if found.previous else ()
    return (f"  {name}", of(file.confirmed, file.figures), share, *prose)


def _plain(found: Status) -> dict[str, object]:
    """The counts as `status --json` gives them (docs/problems.md)."""
    names = ("figures", "confirmed", "share", "kept", "paragraphs", "unchanged", "stale")
    counts = [{"file": file.file, **{name: getattr(file, name) for name in names}} for file in found.files]
    whole = {name: getattr(found.whole, name) for name in names}
    return {"title": found.title, "previous": found.previous, "all": whole, "files": counts}
