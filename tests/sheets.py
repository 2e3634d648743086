"""A small report whose figures stand in a file of sheets, to read in tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from report_builder.diagnostics.catalogue import LANGUAGES, Catalogue, render
from report_builder.figures import Figure
from report_builder.reader import read_report
from tests.findings import REPORT, write

Told = list[tuple[str, str, int, int]]


def lay_out(folder: Path, figures: str, **files: str | bytes) -> Path:
    """The report's files; a name's `__` is its dot, as in `assi__csv`."""
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_bytes(text if isinstance(text, bytes) else text.encode())
    return write(folder, {"report.yaml": f"{REPORT}figures: [figures.yaml]\n", "figures.yaml": figures})


def figures_of(file: Path) -> tuple[dict[str, Figure], Told]:
    """All figures, and rule, file, line and column of each problem: all of them have words in both languages."""
    report, places, problems = read_report(file)
    told = []
    for problem in problems:
        for language in LANGUAGES:
            rendered = render(problem, places, Catalogue.load(language))
            words = rendered.message + rendered.hint
            assert rendered.message != problem.rule, problem
            assert "{" not in words, words
        told.append((rendered.rule, rendered.file, rendered.line, rendered.column))
    return dict(report.figures) if report else {}, told


def messages(file: Path, language: str = "it") -> list[str]:
    _, places, problems = read_report(file)
    catalogue = Catalogue.load(language)
    return [f"{one.message} {one.hint}" for one in (render(problem, places, catalogue) for problem in problems)]


def workbook(path: Path, fill: Callable[[Worksheet], None], *more: str) -> None:
    """An XLSX file with the sheet "Assi", as `fill` fills it, and empty sheets called `more`."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Assi"
    fill(sheet)
    for name in more:
        book.create_sheet(name)
    book.save(path)
