"""Where each of our rules for a web page stands: the success criterion of WCAG 2.2, or the standard that it comes from.

Promises a clause for every rule of `verify.web`, and the one way to make a finding of it. Separate so that checks read as
checks.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.verify.results import Finding

WCAG, HTML, ARIA = "WCAG 2.2", "HTML", "WAI-ARIA 1.2"

CLAUSES: Mapping[str, str] = {
    "web-unreadable": f"{HTML}, 13.2",
    # The page as a whole
    "web-no-doctype": f"{HTML}, 13.1.1",
    "web-no-language": f"{WCAG}, 3.1.1",
    "web-language-tag": f"{WCAG}, 3.1.1, 3.1.2 (BCP 47)",
    "web-no-title": f"{WCAG}, 2.4.2",
    "web-no-viewport": f"{WCAG}, 1.4.10",
    "web-zoom-forbidden": f"{WCAG}, 1.4.4",
    "web-refresh": f"{WCAG}, 2.2.1, 3.2.5",
    "web-script": f"{WCAG}, 5.2.4 (accessibility supported without scripts)",
    "web-element": f"{WCAG}, 1.2, 1.3.5, 3.3 (a page without media and input)",
    "web-network": f"{WCAG}, 5.2.2 (the full page is this one file); Regulation (EU) 2016/679, 25",
    "web-id-twice": f"{WCAG}, 1.3.1, 4.1.2; {HTML}, 3.2.6",
    "web-id-missing": f"{WCAG}, 1.3.1, 4.1.2; {ARIA}, 6.2.4",
    # Its order
    "web-main": f"{WCAG}, 1.3.1, 2.4.1",
    "web-landmark-missing": f"{WCAG}, 1.3.1, 2.4.1",
    "web-landmark-name": f"{WCAG}, 2.4.1, 2.4.6; {ARIA}, 5.3.4",
    "web-outside-landmarks": f"{WCAG}, 1.3.1, 2.4.1",
    "web-skip-link": f"{WCAG}, 2.4.1",
    "web-one-title": f"{WCAG}, 1.3.1, 2.4.6",
    "web-first-heading": f"{WCAG}, 1.3.1",
    "web-heading-gap": f"{WCAG}, 1.3.1, 2.4.6",
    "web-heading-empty": f"{WCAG}, 2.4.6",
    "web-section-no-heading": f"{WCAG}, 1.3.1, 2.4.6",
    "web-list": f"{WCAG}, 1.3.1; {HTML}, 4.4.5",
    "web-tab-order": f"{WCAG}, 2.4.3",
    "web-focus-hidden": f"{WCAG}, 4.1.2, 2.4.7",
    "web-control-no-name": f"{WCAG}, 4.1.2",
    # Pictures and charts
    "web-no-alternative": f"{WCAG}, 1.1.1",
    "web-alternative-file-name": f"{WCAG}, 1.1.1",
    "web-chart-no-data": f"{WCAG}, 1.1.1, 1.3.1",
    # Tables
    "web-table-no-name": f"{WCAG}, 1.3.1, 2.4.6",
    "web-table-no-header": f"{WCAG}, 1.3.1",
    "web-table-scope": f"{WCAG}, 1.3.1; {HTML}, 4.9.10",
    "web-table-headers": f"{WCAG}, 1.3.1; {HTML}, 4.9.11",
    "web-table-cell-headers": f"{WCAG}, 1.3.1 (technique H43)",
    "web-table-row": f"{WCAG}, 1.3.1; {HTML}, 4.9.12",
    "web-scroll-focus": f"{WCAG}, 2.1.1, 1.4.10",
    "web-scroll-name": f"{WCAG}, 4.1.2",
    # Links and notes
    "web-link-no-text": f"{WCAG}, 2.4.4, 4.1.2",
    "web-link-name": f"{WCAG}, 2.5.3",
    "web-link-no-address": f"{WCAG}, 2.1.1, 2.4.4",
    "web-link-nowhere": f"{WCAG}, 2.4.4",
    "web-link-kind": f"{WCAG}, 2.4.4; {HTML}, 4.6.1",
    "web-note-no-way-back": f"{WCAG}, 2.4.3; DPUB-ARIA 1.1, doc-backlink",
    "web-note-not-called": f"{WCAG}, 1.3.1; DPUB-ARIA 1.1, doc-noteref",
}


def fault(rule: str, place: str = "", **parameters: str | int) -> Finding:
    """A finding of one of these rules."""
    return Finding(rule, place, standard=CLAUSES[rule], parameters=parameters)
