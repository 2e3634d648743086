"""The commands `build` and `check`.

Receives parsed arguments; promises that problems are listed, what was made is told, and the exit code says whose turn it is.
Separate from `main`, so that a misuse or a version costs no import of the pipeline.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TextIO

from report_builder.cli.arguments import Arguments
from report_builder.cli.listing import counted, json_list, listing
from report_builder.cli.progress import progress
from report_builder.diagnostics import Problem, Problems, has_errors, judged
from report_builder.diagnostics.words import Words
from report_builder.editions import choose, output_folder
from report_builder.place import SourceMap

ORDER = ".pdf .docx .html .zip"
MACHINE = ("output-unwritable", "output-full", "output-busy", "built-unreadable", "source-unwritable")  # not an editor's


def check(arguments: Arguments, words: Words) -> int:
    gc.disable()  # what is read lives until the end, half a second later
    file, problems = choose(arguments.report)
    source = SourceMap({})
    if file is not None:
        from report_builder.beside import beside
        from report_builder.checking import check as run

        checked = run(file, beside=beside)
        unmended: Problems = ()
        if arguments.fix:
            from report_builder.cli.fixing import fix

            checked, unmended = fix(file, checked, words, sys.stderr if arguments.json else sys.stdout)
        found = (*unmended, *checked.problems)
        problems, source = judged(found, draft=arguments.draft, strict=arguments.strict), checked.source
    tell_problems(problems, source, file, arguments, words, sys.stdout)
    if file is not None and not problems and not arguments.json:
        print(words.say("fine", report=shown(file)))
    gc.freeze()  # nor is it looked through at the end
    return code(problems)


def build(arguments: Arguments, words: Words) -> int:
    from report_builder.typesetter import Within, seldom, typesetter

    seldom()
    file, problems = choose(arguments.report)
    if file is None:
        tell_problems(problems, SourceMap({}), None, arguments, words, sys.stderr)
        return code(problems)
    output = Path(arguments.output) if arguments.output else output_folder(file)
    paged = arguments.formats.intersection(("pdf", "docx"))
    with closing(typesetter() if paged else Within()) as setter:  # before anything heavy is imported: see there
        from report_builder.audit import about_figures
        from report_builder.pipeline import Request
        from report_builder.pipeline import build as run

        request = Request(file, output, arguments.formats, arguments.draft, arguments.bundle, arguments.strict)
        with progress(words, silent=arguments.quiet or arguments.json) as tell:
            built = run(request, setter, tell)
    tell_problems(built.problems, built.source, file, arguments, words, sys.stderr)
    if not built.files:
        if not arguments.json:
            print(words.say("not-made"), file=sys.stderr)
            if has_errors(filter(about_figures, built.problems)):
                print(words.say("audit-all-the-same", report=shown(file)), file=sys.stderr)
    elif not arguments.quiet and not arguments.json:
        print(words.say("made", title=built.title, folder=shown(output), seconds=words.number(built.seconds)))
        for line in made(built.files, built.pages, words):
            print(line)
        if built.older:
            print(words.say("older", files=", ".join(dict.fromkeys(map(_document_or_folder, built.older)))))
    return code(built.problems)


def tell_problems(
    problems: Problems, source: SourceMap, file: Path | None, arguments: Arguments, words: Words, stream: TextIO
) -> None:
    """List the problems: as JSON on standard output, else as text on `stream`."""
    folder = file.parent if file else None
    repairs = any(problem.repair is not None for problem in problems)
    if arguments.json:
        if repairs:
            from report_builder.mending import settled

            problems = settled(problems, source)
        print(json_list(problems, source, folder, words.language))
    elif problems and not (arguments.quiet and not has_errors(problems)):
        listing(problems, source, folder, words.language, stream)
        print(counted(problems, words), file=stream)
        if not arguments.fix and repairs:
            from report_builder.mending import planned

            count = sum(len(plan.done) for plan in planned(problems, source).values())
            if count:
                print(words.say("repairable" if count == 1 else "repairables", count=count), file=stream)


def code(problems: Iterable[Problem]) -> int:
    found = tuple(problems)
    if any(problem.rule in MACHINE for problem in found):
        return 2
    return 1 if has_errors(found) else 0


def shown(path: Path) -> str:
    """A path as a user knows it: from where they stand if it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):
        return path.as_posix()


def _document_or_folder(name: str) -> str:
    top, below, _ = name.partition("/")
    return top + below


def made(files: Mapping[str, int], pages: int, words: Words) -> Iterator[str]:
    """One line for each document, one for each folder of further files."""
    for name in sorted((name for name in files if "/" not in name), key=lambda name: ORDER.find(Path(name).suffix)):
        count = words.say("page" if pages == 1 else "pages", count=pages) if name.endswith(".pdf") else ""
        yield f"  {name:<32}{words.size(files[name]):>10}  {count}".rstrip()
    for folder in sorted({name.split("/")[0] for name in files if "/" in name}):
        sizes = [size for name, size in files.items() if name.startswith(f"{folder}/")]
        yield f"  {folder + '/':<32}{words.size(sum(sizes)):>10}  {words.say('files', count=len(sizes))}"
