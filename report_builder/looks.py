"""What a report brings of its own look, checked: theme tokens, Word template, and characters that no font of it can print.

Receives a report and its document; promises located problems. Separate from `theme` and the writers, which know nothing of
places in content, and from `compose`, which knows nothing of looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from report_builder.content.models import Report
from report_builder.diagnostics import Problem
from report_builder.document import Document
from report_builder.theme import Theme, check_theme


def theme_problems(report: Report, folder: Path) -> Iterator[Problem]:
    """What is wrong with the report's own tokens, at the token or the nearest key around it."""
    if report.theme is None:
        return
    for fault in check_theme(report.theme, folder=folder):
        around = (fault.path[:depth] for depth in range(len(fault.path), 0, -1))
        place = next((report.theme_places[path] for path in around if path in report.theme_places), None)
        if place is None and report.entry.theme is not None:
            place = report.entry.theme.span
        yield Problem(fault.rule, fault.parameters, place)


def template_problems(report: Report) -> Iterator[Problem]:
    """What the office's Word template lacks."""
    if report.template is None or report.entry.template is None:
        return
    from report_builder.writers.docx import template_faults

    for rule, parameters in template_faults(report.template):
        yield Problem(rule, parameters, report.entry.template.span)


def unprintable(document: Document, theme: Theme) -> Iterator[Problem]:
    """Characters that the fonts lack: the engine would take them from whatever font the machine happens to have."""
    from report_builder.writers.pdf.fonts import missing_glyphs

    for character, span in missing_glyphs(document, theme):
        yield Problem("character-not-in-font", {"character": character, "code": f"U+{ord(character):04X}"}, span)
