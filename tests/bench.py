"""`make bench`: how long a build takes, beside pandoc with WeasyPrint on the same text, in one run on one machine.

Prints a table of medians of five (`--runs N` for another number). Every run is a new process with bytecode present, a new
output folder and nothing cached. Both sides take turns, so that a busy moment of the machine meets both.
"""

from __future__ import annotations

import argparse
import html
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from report_builder.checking import check
from report_builder.document import (
    Axis,
    AxisKey,
    Block,
    Callout,
    Chart,
    Document,
    Figure,
    KeyFigures,
    Lead,
    List,
    Paragraph,
    Section,
    SideNote,
    Subheading,
    Table,
    plain,
    sections_of,
)
from report_builder.editions import choose

ROOT = Path(__file__).parent.parent

# Writing one document by two writers, each from nothing, in a process that has read the content.
WRITERS = """
import sys, time
from pathlib import Path
from report_builder.charts import drawer
from report_builder.checking import check
from report_builder.writers import Options
_, document, theme = check(Path(sys.argv[1])).ready
start = time.perf_counter()
if sys.argv[2] == "pdf":
    from report_builder.writers.pdf import layout
    layout(document, theme, drawer(theme), Options()).write()
else:
    from report_builder.writers.docx import write_docx
    draw = drawer(theme)
    if sys.argv[2] == "docx-drawn":
        from report_builder.writers.opendata import write_opendata
        write_opendata(document, theme, draw, Options())
        start = time.perf_counter()
    write_docx(document, theme, draw, Options())
print(time.perf_counter() - start)
"""


@dataclass
class Measured:
    """Wall-clock seconds of each run, and the highest memory of the process tree in bytes (proportional set size)."""

    seconds: list[float] = field(default_factory=list)
    memory: int = 0

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in tree(int(child)))]


def memory(pid: int) -> int:
    """Memory of a process tree; pages that processes share count once."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    return total


def run(line: Sequence[str | Path], into: Measured, *, watch: bool = False, timed_by_itself: bool = False) -> None:
    """One run of a command. Memory is watched in runs of their own, as looking costs time."""
    begin = time.perf_counter()
    with subprocess.Popen(list(map(str, line)), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        if watch:
            done = threading.Event()

            def look() -> None:
                while not done.wait(0.02):
                    into.memory = max(into.memory, memory(process.pid))

            watcher = threading.Thread(target=look)
            watcher.start()
        out, errors = process.communicate()
        if watch:
            done.set()
            watcher.join()
    if process.returncode:
        sys.exit(f"{line}\n{errors}")
    if not watch:
        into.seconds.append(float(out) if timed_by_itself else time.perf_counter() - begin)


# ------------------------------------------------------------------------------------------------- the same text as plain HTML


def plain_html(document: Document) -> str:
    """All words that our PDF prints, without any look. What a chart prints (labels, values) is a table, as on the web page."""
    parts: list[str] = []

    def text(tag: str, *words: str, **attributes: str) -> None:
        words = tuple(filter(None, words))
        if words:
            given = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
            parts.append(f"<{tag}{given}>{html.escape(' '.join(words))}</{tag}>")

    def table(rows: Sequence[Sequence[str]]) -> None:
        parts.append("<table>")
        for row in rows:
            parts.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>")
        parts.append("</table>")

    def captioned(block: Table | Figure) -> None:
        if block.caption:
            text("p", block.caption.label, str(block.caption.number), plain(block.caption.title))
            text("p", plain(block.caption.measure))

    def below(block: Table | Figure) -> None:
        for line in (block.source, *block.notes):
            text("p", plain(line))

    def numeral(axis: Axis | None) -> str:
        return axis.numeral if axis else ""

    def chart(content: Chart) -> None:
        rows = [["", *(f"{numeral(one.axis)} {one.name}" for one in content.series), *content.targets]]
        for row in content.categories:
            data = [*row.values, *row.targets, *((row.total,) if row.total else ())]
            label = f"{numeral(row.axis)} {row.label} {row.note}"
            rows.append([label, *(f"{datum.text} {datum.beside}" for datum in data), *row.aside])
        table(rows)

    def blocks(content: Sequence[Block]) -> None:
        for block in content:
            match block:
                case Paragraph() | Lead():
                    text("p", plain(block.inlines))
                case Subheading():
                    text(f"h{min(block.level + 1, 6)}", plain(block.inlines))
                case List():
                    parts.append("<ol>" if block.ordered else "<ul>")
                    for item in block.items:
                        parts.append("<li>")
                        blocks(item.blocks)
                        parts.append("</li>")
                    parts.append("</ol>" if block.ordered else "</ul>")
                case Table():
                    captioned(block)
                    table(
                        [
                            [f"{numeral(cell.axis)} {plain(cell.inlines)} {plain(cell.under)}" for cell in row.cells]
                            for row in (*block.head, *block.rows)
                        ]
                    )
                    below(block)
                case Figure():
                    captioned(block)
                    if isinstance(block.content, Chart):
                        chart(block.content)
                    below(block)
                case KeyFigures():
                    for figure in block.items:
                        text("p", *(plain(part) for part in (figure.label, figure.value, figure.unit, figure.context)))
                case Callout():
                    text("p", plain(block.label), plain(block.value))
                    blocks(block.blocks)
                case SideNote():
                    text("p", plain(block.label), plain(block.value), plain(block.inlines))
                case AxisKey():
                    for axis in block.axes:
                        text("p", axis.numeral, axis.name)

    def section(part: Section) -> None:
        text(f"h{min(part.level + 1, 6)}", part.number, plain(part.title), id=part.id)
        if part.lead:
            blocks([part.lead])
        blocks(part.blocks)
        for below in part.sections:
            section(below)

    cover = document.cover
    text("p", *cover.programme)
    text("h1", cover.title, cover.year)
    text("p", plain(cover.subtitle))
    for row in cover.squares.rows if cover.squares else ():
        text("p", row.axis.numeral, row.axis.name, plain(row.amount))
    text("p", *cover.statement, cover.publisher, cover.publisher_unit)
    text("h2", document.labels.contents)
    for each in sections_of(document):
        text("p", each.number, plain(each.title))
    blocks(document.how_to_read)
    for chapter in document.sections:
        section(chapter)
    blocks(document.imprint)
    head = f'<!DOCTYPE html><html lang="{document.meta.language}"><head><meta charset="utf-8"><title>-</title></head><body>'
    return head + "".join(parts) + "</body></html>"


# -------------------------------------------------------------------------------------------------------------------- the table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--report", default="2018")
    arguments = parser.parse_args()
    import pypandoc  # type: ignore[import-not-found,import-untyped,unused-ignore]  # of make bench alone

    report, _ = choose(arguments.report, ROOT / "content")
    assert report is not None
    ready = check(report).ready
    assert ready is not None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "plain.html")
        source.write_text(plain_html(ready[1]), encoding="utf-8")
        python = sys.executable
        engine = Path(python).parent / "weasyprint"
        names = ("build", "check", "pandoc", "pdf", "docx", "docx-drawn")
        rows = {name: Measured() for name in names}
        for at in range(arguments.runs + 2):  # one to warm the disk's cache, the last to watch memory
            watch = at == arguments.runs + 1
            into = rows if at else {name: Measured() for name in names}
            ours = [python, "-m", "report_builder"]
            run([*ours, "build", report, "--quiet", "--output", Path(folder, f"out-{at}")], into["build"], watch=watch)
            peer = [pypandoc.get_pandoc_path(), source, "--standalone", f"--pdf-engine={engine}", "-o"]
            run([*peer, Path(folder, f"peer-{at}.pdf")], into["pandoc"], watch=watch)
            run([*ours, "check", report], into["check"], watch=watch)
            if not watch:
                for name in ("pdf", "docx", "docx-drawn"):
                    run([python, "-c", WRITERS, report, name], into[name], timed_by_itself=True)
    show(rows, arguments.runs)


def show(rows: dict[str, Measured], runs: int) -> None:
    lines = (
        ("Full build, all outputs, cold", "build", "pandoc", 1.2),
        ("pandoc + WeasyPrint, plain and untagged PDF, cold", "pandoc", "", 0.0),
        ("Check, cold", "check", "", 0.5),
        ("PDF writer alone", "pdf", "", 0.0),
        ("Word writer alone, drawing included", "docx", "pdf", 0.0),
        ("Word writer alone, drawings shared with the open data", "docx-drawn", "pdf", 0.2),
    )
    print(f"Medians of {runs} runs, {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
    print(f"| {'what':<54} | {'s':>6} | {'ratio':>6} | {'wanted':>7} | {'MB':>4} |")
    print(f"| {'-' * 54} | -----: | -----: | ------: | ---: |")
    for title, name, beside, wanted in lines:
        ratio = rows[name].median / rows[beside].median if beside else 0.0
        limit = f"≤ {wanted:.1f}" + ("" if beside else " s") if wanted else ""
        size = f"{rows[name].memory / 1e6:.0f}" if rows[name].memory else ""
        print(f"| {title:<54} | {rows[name].median:6.2f} | {f'{ratio:.2f}' if ratio else '':>6} | {limit:>7} | {size:>4} |")


if __name__ == "__main__":
    main()
