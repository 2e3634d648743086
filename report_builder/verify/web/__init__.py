"""Our own checks of a finished web page against WCAG 2.2 A and AA, as far as its markup tells, made without any validator.

Receives the bytes; promises every fault that these checks know, each with its criterion and place. They run always, so that no
report is without a proof where neither axe nor a browser is installed; they owe nothing to the writer. What only a rendered
page shows (contrast, focus, reflow, size of targets) is axe's, and the tests' in a real browser.
"""

from __future__ import annotations

from lxml import etree

from report_builder.verify.results import Finding
from report_builder.verify.web.clauses import CLAUSES, fault
from report_builder.verify.web.order import check_order
from report_builder.verify.web.page import Page
from report_builder.verify.web.things import check_things
from report_builder.verify.web.whole import check_whole

RULES = len(CLAUSES)


def check_web(data: bytes) -> tuple[Finding, ...]:
    """The faults of a page. Bytes that are no page are a fault too."""
    try:
        page = Page(data)
    except (ValueError, etree.LxmlError) as error:
        return (fault("web-unreadable", error=str(error)),)
    return tuple(finding for check in (check_whole, check_order, check_things) for finding in check(page))
