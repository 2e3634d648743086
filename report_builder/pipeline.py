"""The order of the stages, on one screen: check, then build (lay out, write, record), then put in place.

Receives which report is wanted and in which formats; promises problems, and with no error among them the files in their folder
(of an error that leaves the figures readable, the audit of them, if nothing else is wanted).
Separate so that what happens, and in which order, can be read in one place.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from pathlib import Path

from report_builder import record, store
from report_builder.bundle import bundle, with_proof
from report_builder.charts import drawer
from report_builder.checking import check
from report_builder.classes import dataclass
from report_builder.content.models import Report
from report_builder.diagnostics import Problem, Problems, Severity, has_errors, judged
from report_builder.document import Document
from report_builder.place import SourceMap
from report_builder.theme import Theme
from report_builder.typesetter import Typesetter
from report_builder.writers import Draw, Options

Files = Mapping[str, bytes]
Tell = Callable[[str], object]
PAGED = ("docx", "pdf")  # formats that need the page map


@dataclass(frozen=True, slots=True)
class Request:
    """What is wanted: `report` is the file `report*.yaml`, `output` the folder that gets the files."""

    report: Path
    output: Path
    formats: frozenset[str]
    draft: bool = False
    bundle: bool = False
    strict: bool = False


@dataclass(frozen=True)
class Built:
    """What a build made: sizes of files by name, and pages (0 if none were laid out). With an error no files but the audit's.

    `older` are files in the folder that an earlier build made and this one was not asked for.
    """

    problems: Problems
    source: SourceMap
    title: str = ""
    files: Mapping[str, int] = field(default_factory=dict)
    older: tuple[str, ...] = ()
    pages: int = 0
    seconds: float = 0.0


@dataclass
class Job:
    """What the writers of one build share."""

    report: Report
    document: Document
    theme: Theme
    draw: Draw
    options: Options
    setter: Typesetter
    problems: Problems
    source: SourceMap
    formats: frozenset[str]
    remarks: tuple[str, ...] = ()
    beside: dict[str, float] = field(default_factory=dict)  # seconds of what the typesetter did meanwhile


def build(request: Request, setter: Typesetter, tell: Tell = str) -> Built:
    """Check, and with no error make every file that was asked for, then put them in place all together.

    The audit alone is made whatever was found: it is what an office needs to settle figures that contradict one another.
    `tell` is called with the name of each step as it begins: read, layout, the formats, store.
    """
    clock = Stopwatch(tell)
    with clock("read"):
        checked = check(request.report)
    told = judged(checked.problems, draft=request.draft, strict=request.strict)
    ready = None if has_errors(told) else checked.ready
    if request.formats == {record.AUDIT}:
        ready = checked.auditable
    if ready is None:
        return Built(told, checked.source)
    report, document, theme = ready
    made_of = record.inputs(report.files, theme)
    options = Options(identity=record.identity(made_of) if request.draft else "")
    if request.formats.intersection(PAGED):
        setter.start(document, theme, options, write="pdf" in request.formats)
    job = Job(report, document, theme, drawer(theme), options, setter, told, checked.source, request.formats)
    made: dict[str, Files] = {}
    for form, write in WRITERS.items():
        if form in request.formats:
            if form in PAGED and not job.options.pages:
                with clock("layout"):
                    pages = setter.pages()
                job.options, job.beside["layout"] = replace(options, places=pages.places, pages=pages.count), pages.seconds
            with clock(form):
                made[form] = write(job)
    with clock("store"):
        if request.bundle:
            made[record.BUNDLE] = {f"{document.meta.slug}.zip": bundle(_flat(_public(made)), document.meta.slug)}
        identity = record.identity(made_of)
        anew = _flat(made)
        older: dict[str, dict[str, object]] = {}

        def decide() -> tuple[Files, list[str]]:
            former = store.former_files(request.output, record.NAME)
            others = {name: entry for name, entry in former.items() if name not in anew}
            begins = record.apart(others, record.edition(document), document.meta.slug)
            made[record.AUDIT] = {f"{begins}{name}": data for name, data in made.get(record.AUDIT, {}).items()}
            files = record.file_entries(document, made, identity, draft=request.draft)
            older.update(record.kept(former, files))
            if request.bundle:
                made[record.BUNDLE] = with_proof(made[record.BUNDLE], older, request.output)
                files.update(record.file_entries(document, made, identity, draft=request.draft))
            before = record.earlier_builds(store.former_record(request.output, record.NAME), older)
            book = record.record(document, made_of, files | older, job.options, clock.seconds | job.beside, before)
            return {**_flat(made), record.NAME: book}, [name for name in former if name not in files and name not in older]

        failures = store.settle(request.output, decide)
    remarks = tuple(Problem("engine-remark", {"remark": remark}, None, Severity.NOTICE) for remark in job.remarks)
    sizes = {} if failures else {name: len(data) for name, data in _flat(made).items()}
    return Built(
        problems=(*failures, *remarks, *told),
        source=checked.source,
        title=document.meta.title,
        files=sizes,
        older=tuple(sorted(name for name, entry in older.items() if entry["format"] != record.PROOF)),
        pages=job.options.pages,
        seconds=clock.total,
    )


# ----------------------------------------------------------------------------------------------------------------- the writers


def _html(job: Job) -> Files:
    from report_builder.writers.html import write_html

    return write_html(job.document, job.theme, job.draw, job.options)


def _data(job: Job) -> Files:
    from report_builder.writers.opendata import write_opendata

    return write_opendata(job.document, job.theme, job.draw, job.options)


def _docx(job: Job) -> Files:
    from report_builder.writers.docx import write_docx

    return write_docx(job.document, job.theme, job.draw, job.options, job.report.template)


def _audit(job: Job) -> Files:
    from report_builder.dossier import write_audit

    page = f"{job.document.meta.slug}.html" if "html" in job.formats else ""
    return write_audit(job.report, job.document, job.theme, job.problems, job.source, page)


def _pdf(job: Job) -> Files:
    pdf = job.setter.pdf()
    job.remarks, job.beside["pdf"] = pdf.remarks, pdf.seconds
    return {f"{job.document.meta.slug}.pdf": pdf.data}


# In the order that keeps two processes busy: what needs no pages first, the PDF (made beside the others) last.
WRITERS: Mapping[str, Callable[[Job], Files]] = {"html": _html, "data": _data, "audit": _audit, "docx": _docx, "pdf": _pdf}


def _public(made: Mapping[str, Files]) -> Mapping[str, Files]:
    """What is for readers: the audit is for the authority's file."""
    return {form: files for form, files in made.items() if form != record.AUDIT}


def _flat(made: Mapping[str, Files]) -> dict[str, bytes]:
    return {name: data for files in made.values() for name, data in files.items()}


class Stopwatch:
    """Tells each step as it begins, and measures it in seconds."""

    def __init__(self, tell: Tell) -> None:
        self.seconds: dict[str, float] = {}
        self._tell = tell
        self._begin = time.perf_counter()

    @contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        self._tell(step)
        begin = time.perf_counter()
        yield
        self.seconds[step] = time.perf_counter() - begin

    @property
    def total(self) -> float:
        return time.perf_counter() - self._begin
