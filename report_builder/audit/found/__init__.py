"""Relations between figures that nobody declared: found in the words, tables and charts of the document.

Receives the audit and the context of the checks; promises a finding for each that no numbers printed as the figures are can
satisfy. Separate from the relations that an editor declares, which are the report's own word: what is found here is a reading
of its text, so it warns and refuses nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from report_builder.audit.audit import Audit
from report_builder.audit.found import columns, counted, parts, proportions, twins, unexplained
from report_builder.audit.found.ground import Ground, Heard
from report_builder.checks.model import Context, Finding, Judge


class Detector(Judge, Protocol):
    """A module of this room: its rules with their level, and its findings."""

    def check(self, ground: Ground) -> Iterator[Finding]: ...


DETECTORS: Sequence[Detector] = (parts, columns, proportions, counted, unexplained, twins)
"""In the order of docs/checks.md."""


def heard(audit: Audit, context: Context) -> Sequence[Heard]:
    """The relations between published figures that the document states by words, rows and bars, each once, and whether they
    can hold. What a declared relation binds is not among them."""
    ground = Ground(audit, context)
    for detector in (parts, columns):
        for _ in detector.check(ground):
            pass
    published = [one for one in ground.heard if all(amount.figures for amount in one.claim.amounts)]
    return tuple({one.text: one for one in reversed(published)}.values())[::-1]


def undeclared(audit: Audit, context: Context) -> Iterator[Finding]:
    """What all detectors find."""
    ground = Ground(audit, context)
    for detector in DETECTORS:
        yield from detector.check(ground)
