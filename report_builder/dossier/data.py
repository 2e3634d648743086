"""What the audit found, as plain values: what the page shows and the JSON holds.

Receives the audit of a report, its document, its problems and its source; promises dictionaries with the keys that
docs/audit.md documents. Separate from the page, so that both say the same.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from report_builder.audit import Audit, Relation, Verdict, about_figures, heard
from report_builder.audit.arithmetic import number
from report_builder.audit.found.ground import Heard
from report_builder.audit.grammar import Name
from report_builder.audit.uses import Use, uses
from report_builder.audit.words import contradiction
from report_builder.audit.words import figure as shown_figure
from report_builder.checks.model import Context
from report_builder.diagnostics import Problem
from report_builder.diagnostics.catalogue import Catalogue, render
from report_builder.document import Document
from report_builder.figures import printed
from report_builder.place import SourceMap, Span

VERSION = 1


def data(context: Context, problems: Iterable[Problem], source: SourceMap, language: str, page: str) -> dict[str, Any]:
    """The whole audit. `page` is the file name of the web page that places lead to, "" if there is none."""
    audit, document = Audit(context.report), context.document
    found = [problem for problem in problems if about_figures(problem)]
    owner = _owners(audit)
    return {
        "version": VERSION,
        "title": document.meta.title,
        "language": document.meta.language,
        "reference_date": document.meta.reference_date.isoformat(),
        "page": page,
        "verdicts": _counted(audit),
        "relations": [_relation(relation, audit, source, owner) for relation in audit.relations],
        "found": [_heard(one, source) for one in heard(audit, context)],
        "findings": [_finding(problem, source, language) for problem in found],
        "figures": list(figures(audit, document, source)),
    }


def as_json(found: Mapping[str, Any]) -> bytes:
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _counted(audit: Audit) -> dict[str, int]:
    counts = Counter(audit.verdicts.values())
    return {str(verdict): counts[verdict] for verdict in Verdict}


def _owners(audit: Audit) -> Mapping[str, str]:
    """Which finding a relation belongs to, by id of relation: a misprint's is named by its likeliest culprit, one of a figure
    that was cut off by that figure."""
    owner = {relation.id: name for name, relations in audit.cuts.items() for relation in relations}
    for misprint in audit.misprints:
        about = misprint.about or contradiction(audit, misprint.relations[0])
        owner |= dict.fromkeys((relation.id for relation in misprint.relations), about)
    return owner


def _compared(audit: Audit, relation: Relation) -> tuple[str, str]:
    """What a relation of one figure to others states, and what comes out: ("405,1 Mln€", "404,6 Mln€"); else both empty."""
    if relation.sign != "=" or audit.verdicts[relation.id] is Verdict.NOT_CHECKABLE:
        return "", ""
    values = {name: audit.table[name].value for name in relation.figures}
    for side, other in ((relation.left, relation.right), (relation.right, relation.left)):
        if isinstance(side, Name):
            return shown_figure(audit, side.text), shown_figure(audit, side.text, number(other, values))
    return "", ""


def _relation(relation: Relation, audit: Audit, source: SourceMap, owner: Mapping[str, str]) -> dict[str, Any]:
    stated, computed = _compared(audit, relation)
    return {
        "id": relation.id,
        "kind": str(relation.kind),
        "relation": relation.text,
        "place": _place(relation.span, source),
        "figures": {name: shown_figure(audit, name) for name in relation.figures},
        "stated": stated,
        "computed": computed,
        "verdict": str(audit.verdicts[relation.id]),
        "finding": owner.get(relation.id, ""),
    }


def _heard(one: Heard, source: SourceMap) -> dict[str, Any]:
    amounts = {name: amount.text for amount in one.claim.amounts for name in amount.figures}
    return {
        "relation": one.text.replace("\u00a0", " "),
        "place": _place(one.span, source),
        "figures": {name: text.replace("\u00a0", " ") for name, text in amounts.items()},
        "verdict": str(one.verdict),
    }


def _finding(problem: Problem, source: SourceMap, language: str) -> dict[str, Any]:
    shown = render(problem, source, Catalogue.load(language))
    return {
        "rule": problem.rule,
        "about": problem.subject,
        "severity": str(problem.severity),
        "place": _place(problem.span, source),
        "message": shown.message,
        "hint": shown.hint,
        "repairs": str(problem.parameters.get("suggestion", "")).replace("\u00a0", " "),
        "figures": {name: quoted.text for name, quoted in problem.figures.items()},
        "acknowledged": dict(shown.acknowledged) if shown.acknowledged else None,
    }


def figures(audit: Audit, document: Document, source: SourceMap) -> Iterator[dict[str, Any]]:
    """Every figure: where it is written, where it is printed, which relations bind it."""
    report = audit.report
    bound: dict[str, list[str]] = {}
    for relation in audit.relations:
        for name in relation.figures:
            bound.setdefault(name, []).append(relation.id)
    for name, places in uses(document, report.figures).items():
        figure = report.figures[name]
        yield {
            "name": name,
            "text": printed(figure.quantity, audit.language).replace("\u00a0", " "),
            "source": figure.source,
            "provenance": str(figure.provenance or ""),
            "formula": figure.formula,
            "note": figure.note,
            "place": _place(figure.span, source),
            "printed": [_use(use) for use in places],
            "relations": bound.get(name, []),
        }


def _use(use: Use) -> dict[str, Any]:
    return {
        "where": str(use.where),
        "section": use.section,
        "block": use.block,
        "text": use.text.replace("\u00a0", " "),
        "direct": use.direct,
    }


def _place(span: Span | None, source: SourceMap) -> str:
    """`file:line`, as an editor opens it."""
    return f"{span.file}:{source.position(span).line}" if span else ""
