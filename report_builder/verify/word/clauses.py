"""Where each of our rules for a Word file stands in a standard.

Promises a clause for every rule of `verify.word`, and the one way to make a finding of it. Separate so that checks read as
checks. EN 301 549 is V3.2.1, whose clause 10 puts WCAG 2.1 on documents; ECMA-376-1 is named by the element, as its editions
count sections differently; "Microsoft" is the list of rules that Word's own accessibility checker goes by.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.verify.results import Finding

EN, WCAG, ECMA, MICROSOFT = "EN 301 549", "WCAG 2.1", "ECMA-376-1", "Microsoft accessibility checker"

CLAUSES: Mapping[str, str] = {
    "word-unreadable": f"{ECMA}, 11",
    # The document as a whole
    "word-no-title": f"{EN}, 10.2.4.2; {WCAG}, 2.4.2",
    "word-no-language": f"{EN}, 10.3.1.1; {WCAG}, 3.1.1; {ECMA}, 17.7.5 (docDefaults)",
    "word-language-tag": f"{EN}, 10.3.1.2; {WCAG}, 3.1.2; {ECMA}, 17.3.2 (lang)",
    "word-style-language": f"{EN}, 10.3.1.1; {WCAG}, 3.1.1; {ECMA}, 17.3.2 (lang)",
    "word-protected": f"{MICROSOFT}: documents allow programmatic access",
    "word-font-broken": f"{ECMA}, 17.8.1",
    "word-font-licence": "OpenType, OS/2, fsType",
    # Text
    "word-no-heading": f"{EN}, 10.1.3.1; {WCAG}, 2.4.6; {MICROSOFT}: documents use heading styles",
    "word-first-heading": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {MICROSOFT}: headings in logical order",
    "word-heading-gap": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {MICROSOFT}: headings in logical order",
    "word-heading-style": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {MICROSOFT}: documents use heading styles",
    "word-heading-empty": f"{EN}, 10.2.4.6; {WCAG}, 2.4.6",
    "word-empty-paragraph": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {MICROSOFT}: repeated blank characters",
    "word-blanks": f"{EN}, 10.1.3.2; {WCAG}, 1.3.2; {MICROSOFT}: repeated blank characters",
    "word-typed-list": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1",
    "word-list-undefined": f"{EN}, 10.1.3.1; {ECMA}, 17.9 (num)",
    "word-link-empty": f"{EN}, 10.2.4.4; {WCAG}, 2.4.4",
    "word-link-nowhere": f"{EN}, 10.2.4.4; {WCAG}, 2.4.4; {ECMA}, 17.16 (hyperlink)",
    "word-note-missing": f"{ECMA}, 17.11 (footnoteReference)",
    "word-contrast": f"{EN}, 10.1.4.3; {WCAG}, 1.4.3; {MICROSOFT}: sufficient contrast",
    # Pictures
    "word-no-alternative": f"{EN}, 10.1.1.1; {WCAG}, 1.1.1; {MICROSOFT}: all non-text content has alternative text",
    "word-file-name": f"{EN}, 10.1.1.1; {WCAG}, 1.1.1; {MICROSOFT}: all non-text content has alternative text",
    "word-decorative-alternative": f"{EN}, 10.1.1.1; {WCAG}, 1.1.1",
    "word-floating": f"{EN}, 10.1.3.2; {WCAG}, 1.3.2; {MICROSOFT}: image or object is inline with text",
    # Tables
    "word-table-no-header": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {MICROSOFT}: tables specify column header information",
    "word-table-header-late": f"{EN}, 10.1.3.1; {ECMA}, 17.4 (tblHeader)",
    "word-table-look": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {ECMA}, 17.4 (tblLook)",
    "word-table-first-column": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {ECMA}, 17.4 (tblLook)",
    "word-table-no-name": f"{EN}, 10.1.1.1; {WCAG}, 1.1.1; {ECMA}, 17.4 (tblCaption)",
    "word-table-nested": f"{EN}, 10.1.3.2; {WCAG}, 1.3.2; {MICROSOFT}: tables have simple structure",
    "word-table-layout": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {MICROSOFT}: layout tables",
    "word-table-joined": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {ECMA}, 17.4 (tbl)",
    "word-table-row": f"{EN}, 10.1.3.1; {WCAG}, 1.3.1; {ECMA}, 17.4 (tblGrid)",
}


def fault(rule: str, place: str = "", **parameters: str | int) -> Finding:
    """A finding of one of these rules."""
    return Finding(rule, place, standard=CLAUSES[rule], parameters=parameters)
