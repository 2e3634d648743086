"""The order of a verification, on one screen: what was built, our checks, parity, the validators that are installed, the page.

Receives the report's file, the output folder and the time; promises problems, the results of every check, and the files
`accessibility.html` and `accessibility.json` beside the documents, put in place together and entered into the record of the
build, so that the next build takes them away unless its documents are the very same. Separate so that what happens can be
read in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from report_builder import __version__, record, store
from report_builder.checking import check
from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Problems
from report_builder.theme import load_theme
from report_builder.verify.data import data
from report_builder.verify.page import page
from report_builder.verify.parity import check_parity
from report_builder.verify.pdf import RULES as PDF_RULES
from report_builder.verify.pdf import check_pdf
from report_builder.verify.proof import Proof
from report_builder.verify.results import Files, Finding, Result, Verdict, Why, judged
from report_builder.verify.results import Tool as Validator
from report_builder.verify.subject import Subject, find, remarks
from report_builder.verify.tools import TOOLS
from report_builder.verify.web import RULES as WEB_RULES
from report_builder.verify.web import check_web
from report_builder.verify.word import RULES as WORD_RULES
from report_builder.verify.word import check_word

OWN = "report_builder"
PAGE, DATA = "accessibility.html", "accessibility.json"
Tell = Callable[[str], object]

# Our own check of each format: the standard it is about, the check, how many rules it knows.
CHECKS: Mapping[str, tuple[str, Callable[[bytes], tuple[Finding, ...]], int]] = {
    "pdf": ("PDF/UA-1, PDF/A-2a", check_pdf, PDF_RULES),
    "docx": ("EN 301 549, 10", check_word, WORD_RULES),
    "html": ("WCAG 2.2 AA", check_web, WEB_RULES),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: the file `report*.yaml`, the folder of its documents, the language of the page, the moment (UTC)."""

    report: Path
    output: Path
    language: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it. `proof` is None where there was nothing to verify; `problems` are the command's own, `data` the JSON."""

    problems: Problems
    proof: Proof | None = None
    data: str = ""


def verify(request: Request, tell: Tell = str) -> Verified:
    """Verify the documents. `tell` is called with the name of each step as it begins: read, own, parity, tools, store."""
    tell("read")
    checked = check(request.report)
    ready = checked.ready
    edition = f"{ready[1].meta.language} {ready[1].meta.date.isoformat()}" if ready else ""
    subject, problems = find(request.output, request.report.as_posix(), edition)
    if subject is None:
        return Verified(problems)
    theme = ready[2] if ready else load_theme()
    inputs = record.inputs(ready[0].files, theme) if ready else None
    noted = tuple(remarks(subject, inputs))
    results = tuple(_results(subject.files, tell))
    proof = Proof(subject, results, noted, checked.problems, checked.source, request.moment)
    tell("store")
    files = {
        PAGE: page(proof, request.language, theme),
        DATA: (text := data(proof, request.language)).encode(),
    }
    return Verified((*noted, *_store(subject, files)), proof, text)


def _results(files: Files, tell: Tell) -> Iterator[Result]:
    tell("own")
    for file in files:
        standard, own_check, rules = CHECKS[file.format]
        yield judged(file.name, standard, OWN, __version__, own_check(file.data), checks=rules)
    tell("parity")
    yield from check_parity(files, OWN, __version__)
    tell("tools")
    for tool in TOOLS:
        yield from _validated(tool, files)


def _validated(tool: Validator, files: Files) -> Iterator[Result]:
    version = tool.version()
    if version is not None:
        yield from tool.run(files)
        return
    for file in files:
        for standard in tool.CHECKS.get(file.format, ()):
            yield Result(file.name, standard, tool.NAME, "", Verdict.NOT_RUN, why=Why.NOT_INSTALLED)


def _store(subject: Subject, files: Mapping[str, bytes]) -> Problems:
    """Put the proof in place, unless the documents have been replaced meanwhile."""
    overtaken = False

    def decide() -> tuple[Mapping[str, bytes], list[str]]:
        nonlocal overtaken
        again, _ = find(subject.folder, "", f"{next(iter(subject.entries.values())).get('edition')}")
        overtaken = again is None or again.digests != subject.digests
        if again is None or overtaken:
            return {}, []
        entry = next(iter(again.entries.values()))
        return {**files, record.NAME: record.with_proof(again.book, files, entry)}, []

    problems = store.settle(subject.folder, decide)
    return (*problems, Problem("built-meanwhile")) if overtaken else problems
