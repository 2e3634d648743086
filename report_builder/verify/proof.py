"""A proof: the documents it is about, what every check said of them, what is known of their content, and when that was.

Promises plain values, from which the page and the JSON are written; separate from the order of the checks, so that neither
needs to run one.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from report_builder.classes import dataclass
from report_builder.diagnostics import Problems
from report_builder.place import SourceMap
from report_builder.verify.results import Result, Verdict
from report_builder.verify.subject import Subject


class Overall(StrEnum):
    """What all results say together."""

    PASSED = "passed"
    INCOMPLETE = "incomplete"  # nothing failed, and something was not run, or a document is not there
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Proof:
    """All that the page and the JSON tell.

    `remarks` are what must be known of the documents (drafts, built from other content, changed since), `content` the findings
    in the content with places in `source`, those about figures left out, `moment` the time of the verification, in UTC.
    """

    subject: Subject
    results: tuple[Result, ...]
    remarks: Problems
    content: Problems
    source: SourceMap
    moment: datetime

    @property
    def overall(self) -> Overall:
        verdicts = {result.verdict for result in self.results}
        if Verdict.FAILED in verdicts:
            return Overall.FAILED
        return Overall.INCOMPLETE if Verdict.NOT_RUN in verdicts or self.subject.missing else Overall.PASSED
