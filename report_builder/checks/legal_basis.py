"""The legal basis, and the numbers of acts.

A reader should find what obliges the office to publish the document. In 2014-2020 the summary for citizens is made public with
the implementation report: Regulation (EU) No 1303/2013, article 50(9). In 2021-2027 there is no yearly report and no such duty
any more: what is published makes known the programme's achievements (Regulation (EU) 2021/1060, article 46(b) and article
49(1)), on the ground of the yearly performance review (article 41) or of the final performance report (article 43). The article
has to be named somewhere, in the imprint as a rule, with the number of the act in the same passage.

Acts since 1 January 2015 are numbered with the year first and no abbreviation of "number": "(UE) 2021/1060"; earlier ones keep
theirs: "(UE) n. 1303/2013" (Interinstitutional style guide of the Union, 1.2.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level

RULES: Mapping[str, Level] = {"basis-not-named": Level.BEFORE_PRINT, "act-number": Level.WARNING}

NEW_NUMBERS = 2015
FIRST_YEAR = 1993  # acts of the European Community and Union; before, years had two digits
DOMAIN = r"\((?:UE|EU|CE|EC|EG)(?:, ?Euratom)?\)"
ACT = re.compile(DOMAIN + r"\s+(?P<sign>(?:n|N)[^\s\d]{0,2}\s*)?(?P<first>\d{1,4})/(?P<second>\d{1,4})(?![\d/])")


def check(context: Context) -> Iterator[Finding]:
    if context.period.speaks(context.report.entry.language):
        yield from _basis(context)
    yield from _numbers(context)


def _basis(context: Context) -> Iterator[Finding]:
    basis = context.period.basis(context.report.entry.language)
    article = re.compile(basis.article, re.IGNORECASE)
    if not any(basis.act in passage.text and article.search(passage.text) for passage in context.passages):
        yield Finding("basis-not-named", {"cited": basis.cited}, context.report.place("imprint"), basis.act)


def _numbers(context: Context) -> Iterator[Finding]:
    told: set[str] = set()
    for passage in context.passages:
        for match in ACT.finditer(passage.text) if "/" in passage.text else ():
            sign, first, second = match["sign"], int(match["first"]), int(match["second"])
            if NEW_NUMBERS <= second <= 2100 and not FIRST_YEAR <= first <= 2100:
                right = f"{second}/{first}"
            elif NEW_NUMBERS <= first <= 2100 and sign:
                right = f"{first}/{second}"
            else:
                continue
            number = f"{first}/{second}"
            if number not in told:
                told.add(number)
                place = passage.span(match.start("sign") if sign else match.start("first"), match.end())
                yield Finding("act-number", {"number": f"{sign or ''}{number}", "right": right}, place, number)
