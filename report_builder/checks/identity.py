"""What the document is.

A reader must be able to tell which programme the document is about, for what region and period, who publishes it, and as of
which day its data are: Implementing Regulation (EU) 2015/207, Annex V (identification of the report: programme, year, date),
and WCAG 2.2, 2.4.2 (a title that says the subject). Title, language, programme, publisher, region, period and reference date
are obligatory keys of `report.yaml`; the cover prints title, programme and publisher. Region, period and reference date are
looked for in everything that is printed.

A reference date before the programming period or after its last report, and a date of publication before the reference date,
are most likely slips.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level, folded

RULES: Mapping[str, Level] = {
    "identity-not-said": Level.WARNING,
    "date-outside-period": Level.WARNING,
    "published-before": Level.WARNING,
}


def check(context: Context) -> Iterator[Finding]:
    entry, place = context.report.entry, context.report.place
    day = entry.reference_date
    forms = {context.language.date_text(day, form) for form in context.language.date_forms if form != "year"}
    numeric = re.compile(rf"\b0?{day.day}[./-]0?{day.month}[./-]{day.year}\b")
    said = {
        "region": folded(entry.region) in context.printed,
        "period": folded(entry.period) in context.printed,
        "reference_date": any(folded(form) in context.printed for form in forms) or numeric.search(context.printed) is not None,
    }
    for key, found in said.items():
        if not found:
            value = day.isoformat() if key == "reference_date" else str(getattr(entry, key))
            yield Finding("identity-not-said", {"key": key, "value": value}, place(key), key)
    first, last = context.period.years
    if not first <= day.year <= last:
        parameters: dict[str, str | int] = {"date": day.isoformat(), "period": entry.period, "first": first, "last": last}
        yield Finding("date-outside-period", parameters, place("reference_date"), day.isoformat())
    if entry.published is not None and entry.published < day:
        words = {"published": entry.published.isoformat(), "date": day.isoformat()}
        yield Finding("published-before", words, place("published"), entry.published.isoformat())
