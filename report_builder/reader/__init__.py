"""From a folder to a report: every file that the content names is read here, and nowhere else.

Receives the path of a `report.yaml` (or of another edition beside it, such as `report.en.yaml`); promises the whole report as
its author wrote it, the texts to show places in, and all problems of notation, shape and files in one run, never an
exception. Content can neither run code nor reach out of its folder: names go through `folder`, pictures through `pictures`,
YAML through `source`.
"""

from __future__ import annotations

from pathlib import Path

from report_builder.content.models import Report
from report_builder.diagnostics import Problems
from report_builder.place import SourceMap
from report_builder.reader.reading import Reading

__all__ = ["FINDINGS", "read_report"]

FINDINGS = frozenset({"table-cell-empty", "table-hidden"})
"""What is told of a cell of a sheet that can be read. It may be acknowledged by its figure's name, as what a check finds."""


def read_report(file: Path) -> tuple[Report | None, SourceMap, Problems]:
    """The report of `file`; None if `report.yaml` itself cannot be understood, with the problems of all other files even so."""
    reading = Reading(file)
    report = reading.report()
    return report, SourceMap(reading.texts), tuple(reading.problems())
