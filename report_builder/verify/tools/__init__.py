"""Validators of other makers, each behind one small module that has what `results.Tool` asks.

Promises that a validator which is missing, or lacks the Java or the browser that it runs in, has no version, and that one which
breaks off is a result that says so. Their libraries are imported when they run: `report-builder` works without any of them.
`make verify` installs them all; docs/accessibility.md says what each is.
"""

from report_builder.verify.results import Tool
from report_builder.verify.tools import axe, nu, openxml, outloud, page_validation, verapdf

TOOLS: tuple[Tool, ...] = (verapdf, page_validation, outloud, openxml, nu, axe)
