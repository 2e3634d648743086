"""Figures that agree with one another.

A report's figures bind each other: a total is the sum of its parts, a share the quotient of two counts, certified expenditure
no more than what was paid. An editor declares such relations in one line each, under `relations:` of a chapter's file or of a
file of figures (the guides' chapter on relations has the grammar); the audit works each out on exact fractions.

No tolerance is guessed. A count printed to its unit is exact. Any other figure stands for all numbers that are printed like it:
329,8 for [329,75; 329,85), as statistics offices round, halves away from zero. `precision` at a figure says where its digits do
not show the place to which it is known, `rounding` how its source left digits out.

| verdict | meaning |
| --- | --- |
| consistent | what is printed follows from what is printed: 46% = 137.241 / 300.656 |
| rounding | not from the printed digits, but from numbers that are printed so: 329,8 as the sum of 329,7 |
| truncation | only if one of the numbers, or every one, was cut off instead of rounded: 970,4 for 970.474.516 |
| contradiction | from no numbers at all: 3.577 as the sum of 2.448 and 1.109 |
| not checkable | a figure is not stated, or still last year's and to be confirmed |

A report whose figures contradict one another cannot all be true: one is misprinted, or the words beside it are. There is one
finding for each suspected misprint, not for each relation that it breaks; it names the likeliest figure, what it would have to
be, and the other figures that may be wrong instead. A relation without any figure, such as a number of listed items that is not
that number, is told where it is written. What was published and stays so is acknowledged with its figures
(`figures:`), and the finding is open again as soon as one of them changes.

Thresholds of the performance framework (`achieved(...)`) are those of the period: Commission Implementing Regulation (EU)
No 215/2014, article 6(2), for 2014-2020.

Source: Regulation (EU) No 1303/2013, article 50(2), by which the report sets out financial data and indicators; rounding as
statistics offices do, and as Regulation (EC) No 1103/97, article 5, has it for amounts in euro.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from report_builder.audit import words
from report_builder.audit.audit import Audit
from report_builder.audit.suspects import Misprint
from report_builder.checks.acknowledged import to_paste
from report_builder.checks.model import Finding, Level
from report_builder.diagnostics import Quoted

RULES: Mapping[str, Level] = {
    "figures-contradict": Level.ERROR,
    "relation-untrue": Level.ERROR,
    "figure-cut": Level.NOTICE,
}


def findings_of(audit: Audit) -> Iterator[Finding]:
    """One for each suspected misprint, and for each figure that was cut off and nobody says so."""
    for misprint in audit.misprints:
        yield _misprint(audit, misprint)
    for name, relations in audit.cuts.items():
        figures = _quoted(audit, (one for relation in relations for one in relation.figures))
        said = "; ".join(words.contradiction(audit, relation) for relation in relations)
        parameters = {"figure": name, "relation": said, "figures": to_paste(figures)}
        yield Finding("figure-cut", parameters, relations[0].span, name, figures)


def _misprint(audit: Audit, misprint: Misprint) -> Finding:
    if not misprint.about:
        (relation,) = misprint.relations
        said = words.contradiction(audit, relation)
        return Finding("relation-untrue", {"relation": said}, relation.span, said)
    figures = _quoted(audit, (name for relation in misprint.relations for name in relation.figures))
    repairs = (f"{one.name} ({words.figure(audit, one.name, one.value)})" for one in misprint.suspects)
    parameters = {
        "culprit": misprint.about,
        "relations": "; ".join(words.contradiction(audit, relation) for relation in misprint.relations),
        "suggestion": ", ".join(repairs),
        "figures": to_paste(figures),
    }
    return Finding("figures-contradict", parameters, audit.report.figures[misprint.about].span, misprint.about, figures)


def _quoted(audit: Audit, names: Iterable[str]) -> Mapping[str, Quoted]:
    known = audit.report.figures
    return {name: Quoted(known[name].text, known[name].span) for name in names}
