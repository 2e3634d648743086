"""The second half of `make bench`: what the PDF costs a page at 15 and at 300 pages, and the tagger's part of it.

Prints a table of medians of three (`--runs N` for another number) in seconds of processor time, which other work on the machine
disturbs less than the clock. Every run is a process of its own that lays out and writes varied text (`tests.varied`), with
bytecode present and garbage collected as seldom as in a build; long and short take turns. The short side is the mean of
several documents of one chapter, since no chapter is like another.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

MEASURE = """
import json, sys, time
from dataclasses import replace
from report_builder.charts import drawer
from report_builder.theme import load_theme
from report_builder.typesetter import seldom
from report_builder.writers import Options
from report_builder.writers.pdf import layout, tagging
from tests.sample import sample
from tests.varied import varied

clock, inside = time.process_time, [0.0]
own = tagging.Tagger.run
def run(tagger):
    begin = clock()
    own(tagger)
    inside[0] += clock() - begin
tagging.Tagger.run = run
theme = load_theme()
draw = drawer(theme)
whole, writing, pages = 0.0, 0.0, 0
def make(document, counted=True):
    global whole, writing, pages
    begin = clock()
    laid = layout(document, theme, draw, Options())
    middle = clock()
    laid.write()
    if counted:
        whole, writing, pages = whole + clock() - begin, writing + clock() - middle, pages + laid.pages
    else:
        inside[0] = 0.0
seldom()
make(sample(), counted=False)  # loads what is loaded once
for chapters, first in json.loads(sys.argv[1]):
    make(replace(sample(), sections=varied(chapters, first)))
print(json.dumps([whole, writing, inside[0], pages]))
"""

SHORT = [[1, first] for first in range(4, 12)]
LONG = [[27, 4]]


def measured(documents: list[list[int]]) -> tuple[float, float, float, int]:
    """Seconds of all, of writing and of the tagger, and pages."""
    line = [sys.executable, "-c", MEASURE, json.dumps(documents)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    whole, writing, tagger, pages = json.loads(done.stdout)
    return whole, writing, tagger, pages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    found: dict[str, list[tuple[float, float, float, int]]] = {"short": [], "long": []}
    for _ in range(runs):
        for name, documents in (("short", SHORT), ("long", LONG)):
            found[name].append(measured(documents))
    print(f"\nMedians of {runs} runs, processor time, Python {sys.version.split()[0]}\n")
    print("| documents of | ms a page | of it writing | tagger, of `write_pdf` | tagger, of writing alone |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for name, count in (("short", len(SHORT)), ("long", len(LONG))):
        of_all, of_writing, page, written = (
            statistics.median(column)
            for column in zip(*((t / w, t / s, 1000 * w / p, 1000 * s / p) for w, s, t, p in found[name]), strict=True)
        )
        pages = found[name][0][3] // count
        print(f"| {pages} pages | {page:.0f} | {written:.0f} | {of_all:.1%} | {of_writing:.1%} |")


if __name__ == "__main__":
    main()
