"""The order of a verification, on one screen: what was built, our checks, parity, the validators that are installed, the page.

Receives the report's file, the output folder and the time; promises problems, the results of every check, and the files
`accessibility.html` and `accessibility.json` beside the documents and in the zip that holds these, put in place together and
entered into the record of the build, so that the next build takes them away unless its documents are the very same. Separate so
that what happens can be read in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from report_builder import __version__, record, store
from report_builder.audit import about_figures
from report_builder.bundle import proven
from report_builder.checking import check
from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Problems, Severity, has_errors
from report_builder.editions import edition_of
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
    """What came of it. `proof` is None where there was nothing to verify; `problems` are the command's own, `data` the JSON.

    `stored` are the page and the zips in which it lies too, none if it could not be put in place.
    """

    problems: Problems
    proof: Proof | None = None
    data: str = ""
    stored: tuple[str, ...] = ()


def verify(request: Request, tell: Tell = str) -> Verified:
    """Verify the documents. `tell` is called with the name of each step as it begins: read, own, parity, tools, store."""
    tell("read")
    checked = check(request.report)
    ready = checked.ready
    edition = record.edition(ready[1]) if ready else edition_of(request.report)
    subject, problems = find(request.output, request.report.as_posix(), edition)
    if subject is None:
        return Verified(problems)
    theme = ready[2] if ready else load_theme()
    inputs = record.inputs(ready[0].files, theme) if ready else None
    noted = tuple(remarks(subject, inputs))
    results = tuple(_results(subject.files, tell))
    content = tuple(problem for problem in checked.problems if not about_figures(problem))
    proof = Proof(subject, results, noted, content, checked.source, request.moment)
    tell("store")
    files = {
        f"{subject.proof}.html": page(proof, request.language, theme),
        f"{subject.proof}.json": (text := data(proof, request.language)).encode(),
    }
    problems, bundles = _store(subject, files)
    stored = () if has_errors(problems) else (f"{subject.proof}.html", *bundles)
    return Verified((*noted, *problems), proof, text, stored)


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


def _validated(tool: Validator, files: Files) -> Sequence[Result]:
    """What a validator says. It is a program of others: if it raises anything, whatever it was to check was not checked."""
    version, why, words = "", Why.NOT_INSTALLED, ""
    try:
        if (installed := tool.version()) is not None:
            version = installed
            return [replace(result, remark=_placeless(result.remark, files)) for result in tool.run(files)]
    except Exception as broken:
        why, words = Why.TROUBLE, _placeless(f"{type(broken).__name__}: {broken}", files)
    return [
        Result(file.name, standard, tool.NAME, version, Verdict.NOT_RUN, why=why, remark=words)
        for file in files
        for standard in tool.CHECKS.get(file.format, ())
    ]


def _placeless(words: str, files: Files) -> str:
    """What a validator says, without the folder in which it found a file: a proof tells nothing of the machine."""
    for folder in (str(files.folder.resolve()), str(files.folder)):
        words = words.replace(f"{folder}/", "")
    return words


def _store(subject: Subject, files: Mapping[str, bytes]) -> tuple[Problems, Sequence[str]]:
    """Put the proof in place, unless the documents have been replaced meanwhile; the zips that hold it too."""
    overtaken = False
    bundles: dict[str, bytes] = {}
    without: list[str] = []

    def decide() -> tuple[Mapping[str, bytes], Sequence[str]]:
        nonlocal overtaken
        again, _ = find(subject.folder, "", str(subject.like.get("edition")))
        overtaken = again is None or (again.digests, again.proof) != (subject.digests, subject.proof)
        if again is None or overtaken:
            return {}, []
        listed = store.former_files(subject.folder, record.NAME)
        for name in record.of_edition(listed, record.BUNDLE, again.like):
            zipped = (subject.folder / name).read_bytes()
            as_built = store.file_hash(zipped) == listed[name].get("sha256")
            made = proven(zipped, files, subject.digests) if as_built else None
            if made is None:
                without.append(name)
            else:
                bundles[name] = made
        book = record.with_proof(again.book, files, subject.digests, again.like, bundles)
        return {**files, **bundles, record.NAME: book}, record.of_edition(listed, record.PROOF, again.like)

    problems = store.settle(subject.folder, decide)
    if overtaken:
        return (*problems, Problem("built-meanwhile")), ()
    noted = (Problem("bundle-without-proof", {"file": name}, None, Severity.WARNING) for name in without)
    return (*problems, *noted), tuple(bundles)
