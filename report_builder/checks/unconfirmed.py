"""Figures that nobody has confirmed.

A report that was begun from last year's holds last year's figures, each followed by words in brackets ("(da confermare)"). In
drafts they are printed with a sign; a final document must not hold any. One finding for each file and group of figures, at the
first of them. It cannot be acknowledged: one confirms a figure by taking the words away, which says that this very value holds
again. Figures that stand in a spreadsheet wait as long as the file is last year's, byte for byte.

Source: Regulation (EU) No 1303/2013, art. 50(2) and (9): an annual report, and so its summary for citizens, informs of the
programme's state by the financial data and indicators of its own year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level

RULES: Mapping[str, Level] = {"figure-unconfirmed": Level.BEFORE_PRINT, "file-unconfirmed": Level.BEFORE_PRINT}

SHOWN = 4  # figures named in a message


def check(context: Context) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[str]] = {}
    files: dict[str, list[str]] = {}
    figures = context.report.figures
    for name, figure in figures.items():
        if not figure.unconfirmed or figure.span is None or figure.computed:
            continue
        if figure.provenance is not None:
            files.setdefault(figure.provenance.file, []).append(name)
        else:
            groups.setdefault((figure.span.file, name.split(".")[0]), []).append(name)
    for names in groups.values():
        yield Finding("figure-unconfirmed", {"count": len(names), "names": _listed(names)}, figures[names[0]].span, "")
    for file, names in files.items():
        named = _listed(names)
        yield Finding("file-unconfirmed", {"file": file, "count": len(names), "names": named}, figures[names[0]].span, "")


def _listed(names: list[str]) -> str:
    return ", ".join([*names[:SHOWN], *("…" for _ in names[SHOWN : SHOWN + 1])])
