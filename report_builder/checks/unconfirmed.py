"""Figures that nobody has confirmed.

A report that was begun from last year's holds last year's figures, each followed by words in brackets ("(da confermare)"). In
drafts they are printed with a sign; a final document must not hold any. One finding for each file and group of figures, at the
first of them. It cannot be acknowledged: one confirms a figure by taking the words away, which says that this very value holds
again.

Source: Regulation (EU) No 1303/2013, art. 50(2) and (9): an annual report, and so its summary for citizens, informs of the
programme's state by the financial data and indicators of its own year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level

RULES: Mapping[str, Level] = {"figure-unconfirmed": Level.BEFORE_PRINT}

SHOWN = 4  # figures named in a message


def check(context: Context) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[str]] = {}
    figures = context.report.figures
    for name, figure in figures.items():
        if figure.unconfirmed and figure.span and not figure.computed:
            groups.setdefault((figure.span.file, name.split(".")[0]), []).append(name)
    for names in groups.values():
        listed = ", ".join([*names[:SHOWN], *("…" for _ in names[SHOWN : SHOWN + 1])])
        yield Finding("figure-unconfirmed", {"count": len(names), "names": listed}, figures[names[0]].span, "")
