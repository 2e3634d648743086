"""Where each of our rules for a PDF stands in the law of PDFs.

Promises a clause for every rule of `verify.pdf`, with the number of the Matterhorn Protocol 1.02 where that has one, and the
one way to make a finding of it. Separate so that checks read as checks.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.verify.results import Finding

UA, ISO, ARCHIVE = "ISO 14289-1", "ISO 32000-1", "ISO 19005-2"

CLAUSES: Mapping[str, str] = {
    "pdf-unreadable": f"{ISO}, 7.5",
    # The file
    "pdf-encrypted": f"{ARCHIVE}, 6.1.3; {UA}, 7.16 (Matterhorn 26-002)",
    "pdf-not-marked": f"{UA}, 6.2; {ARCHIVE}, 6.7.2.2",
    "pdf-suspects": f"{UA}, 7.1 (Matterhorn 01-007)",
    "pdf-no-structure": f"{UA}, 7.1; {ARCHIVE}, 6.7.3.3",
    "pdf-no-language": f"{UA}, 7.2 (Matterhorn 11-001); {ARCHIVE}, 6.7.4; WCAG 2.2, 3.1.1",
    "pdf-language-tag": f"{UA}, 7.2; {ARCHIVE}, 6.7.4; WCAG 2.2, 3.1.2",
    "pdf-title-hidden": f"{UA}, 7.1 (Matterhorn 07-001)",
    "pdf-no-metadata": f"{UA}, 7.1 (Matterhorn 06-001); {ARCHIVE}, 6.6.2.1",
    "pdf-no-title": f"{UA}, 7.1 (Matterhorn 06-003); WCAG 2.2, 2.4.2",
    "pdf-no-ua": f"{UA}, 5 (Matterhorn 06-002)",
    "pdf-no-archive": f"{ARCHIVE}, 6.6.4",
    "pdf-no-bookmarks": f"{UA}, 7.17; WCAG 2.2, 2.4.5",
    "pdf-action": f"{ARCHIVE}, 6.5.1",
    "pdf-trigger": f"{ARCHIVE}, 6.5.2",
    "pdf-external": f"{ARCHIVE}, 6.1.7.1; {UA}, 7.20 (Matterhorn 30-001)",
    "pdf-interpolate": f"{ARCHIVE}, 6.2.8",
    "pdf-font-not-embedded": f"{UA}, 7.21.4.1 (Matterhorn 31-009); {ARCHIVE}, 6.2.11.4.1",
    "pdf-font-no-unicode": f"{UA}, 7.21.7 (Matterhorn 31-027); {ARCHIVE}, 6.2.11.7.2",
    "pdf-glyph-no-unicode": f"{UA}, 7.21.7 (Matterhorn 10-001); {ARCHIVE}, 6.2.11.7.2",
    # The pages
    "pdf-untagged": f"{UA}, 7.1 (Matterhorn 01-005)",
    "pdf-not-in-tree": f"{UA}, 7.1 (Matterhorn 01-005)",
    "pdf-artifact-in-content": f"{UA}, 7.1 (Matterhorn 01-003)",
    "pdf-content-in-artifact": f"{UA}, 7.1 (Matterhorn 01-004)",
    "pdf-mark-missing": f"{ISO}, 14.7.4.2",
    "pdf-parent-tree": f"{ISO}, 14.7.4.4",
    "pdf-tab-order": f"{UA}, 7.18.3 (Matterhorn 28-008)",
    # The tree
    "pdf-role": f"{UA}, 7.1 (Matterhorn 02-001); {ARCHIVE}, 6.7.3.4",
    "pdf-role-circle": f"{UA}, 7.1 (Matterhorn 02-003)",
    "pdf-role-remapped": f"{UA}, 7.1 (Matterhorn 02-004); {ARCHIVE}, 6.7.3.4",
    "pdf-parent": f"{UA}, 7.1; {ISO}, 14.7.2",
    "pdf-id-twice": f"{ISO}, 14.7.2",
    "pdf-id-tree": f"{ISO}, 14.7.2",
    "pdf-first-heading": f"{UA}, 7.4.2 (Matterhorn 14-002); WCAG 2.2, 1.3.1",
    "pdf-heading-gap": f"{UA}, 7.4.2 (Matterhorn 14-003); WCAG 2.2, 1.3.1",
    "pdf-heading-kinds": f"{UA}, 7.4.4 (Matterhorn 14-007)",
    "pdf-no-heading": f"{UA}, 7.4; WCAG 2.2, 2.4.6",
    "pdf-no-alternative": f"{UA}, 7.3 (Matterhorn 13-004); WCAG 2.2, 1.1.1",
    "pdf-no-box": f"{ISO}, 14.8.5.4.3",
    "pdf-formula": f"{UA}, 7.7 (Matterhorn 17-002)",
    "pdf-note-no-id": f"{UA}, 7.9 (Matterhorn 19-003)",
    "pdf-note-id-twice": f"{UA}, 7.9 (Matterhorn 19-004)",
    "pdf-nesting-table": f"{UA}, 7.2 (Matterhorn 09-004); {ISO}, 14.8.4.3.4",
    "pdf-nesting-list": f"{UA}, 7.2 (Matterhorn 09-005); {ISO}, 14.8.4.3.3",
    "pdf-nesting-contents": f"{UA}, 7.2 (Matterhorn 09-006); {ISO}, 14.8.4.2",
    "pdf-list-empty": f"{UA}, 7.6 (Matterhorn 09-005)",
    "pdf-list-label": f"{UA}, 7.6; {ISO}, 14.8.4.3.3",
    "pdf-list-numbering": f"{UA}, 7.6; {ISO}, 14.8.5.5",
    # Tables
    "pdf-table-no-header": f"{UA}, 7.5; WCAG 2.2, 1.3.1",
    "pdf-table-scope": f"{UA}, 7.5 (Matterhorn 15-003); WCAG 2.2, 1.3.1",
    "pdf-table-headers": f"{UA}, 7.5; {ISO}, 14.8.5.7",
    "pdf-table-cell-headers": f"{UA}, 7.5; {ISO}, 14.8.5.7",
    "pdf-table-row": f"{UA}, 7.2, 7.5",
    # Annotations
    "pdf-annotation-not-in-tree": f"{UA}, 7.18.1 (Matterhorn 28-002); {UA}, 7.18.5 (28-011)",
    "pdf-annotation-no-contents": f"{UA}, 7.18.1, 7.18.5 (Matterhorn 28-012)",
    "pdf-annotation-not-printed": f"{ARCHIVE}, 6.3.2",
    "pdf-link-no-annotation": f"{UA}, 7.18.5; {ISO}, 14.8.4.4.2",
    "pdf-link-nowhere": f"{ISO}, 12.3.2, 12.5.6.5; WCAG 2.2, 2.4.4",
}


def fault(rule: str, place: str = "", **parameters: str | int) -> Finding:
    """A finding of one of these rules."""
    return Finding(rule, place, standard=CLAUSES[rule], parameters=parameters)
