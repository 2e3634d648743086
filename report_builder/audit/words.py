"""Figures and relations in signs that need no language: "asse_4.destinatari = 3.577 persone ≠ 3.557 persone = …".

Receives an audit; promises texts for messages and pages. Separate as messages, JSON and the document of the audit say the same.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from report_builder.audit.arithmetic import number
from report_builder.audit.audit import Audit
from report_builder.audit.grammar import Branch, Call, Literal, Name, Tree, names
from report_builder.audit.interval import Number
from report_builder.audit.printed import PERCENT, Printed, as_quantity
from report_builder.audit.relations import Relation
from report_builder.document import UNCONFIRMED
from report_builder.figures import Quantity, printed

NOT = {"=": "≠", "<=": ">", "<": "≥", ">=": "<", ">": "≤"}
SHARE = Quantity(Decimal(0), PERCENT, PERCENT)
BARE = Quantity(Decimal(0), "")
MOST_TERMS = 5


def figure(audit: Audit, name: str, value: Number | None = None) -> str:
    """A figure as printed, or as it would be printed with another value."""
    one = audit.report.figures[name]
    if one.quantity is None:
        return audit.language.not_stated
    if value is None:
        return printed(one.quantity, audit.language) + (UNCONFIRMED if one.unconfirmed else "")
    return printed(as_quantity(audit.table[name].at(value), one.quantity), audit.language)


def contradiction(audit: Audit, relation: Relation) -> str:
    """A relation that does not hold, its two sides with what they come to."""
    values = {name: audit.table[name].value for name in relation.figures}
    if relation.threshold is not None:
        ratios = "; ".join(_number(audit, number(ratio, values), SHARE) for ratio in relation.ratios)
        return f"{relation.shown[0]}: {ratios} < {_number(audit, relation.threshold.met, SHARE)}"
    sides = (relation.left, relation.right)
    like = next((one for side in sorted(sides, key=_is_long) if (one := _like(audit, side)) is not None), BARE)
    left, right = (_side(audit, side, number(side, values), like) for side in sides)
    shown = [shortened(side) for side in relation.shown]
    parts = [shown[0], left] if not _typed(shown[0]) else [left]
    more = [right, shown[1]] if not _typed(shown[1]) else [right]
    return f"{' = '.join(parts)} {NOT[relation.sign]} {' = '.join(more)}"


def shortened(text: str) -> str:
    """A sum of many terms with the first and the last of them."""
    terms = re.split(r" \+ (?![^(]*\))", text)
    return text if len(terms) <= MOST_TERMS else f"{terms[0]} + {terms[1]} + … + {terms[-1]}"


def _typed(shown: str) -> bool:
    """Whether a side was written as a number, which needs no working out."""
    return shown[:1].isdigit() and " " not in shown


def _is_long(side: Tree) -> bool:
    return not isinstance(side, Name)


def _side(audit: Audit, side: Tree, value: Number, like: Quantity) -> str:
    """A side worked out. A number that the editor typed is one of base units: 16 beside 16,0 Mln€ is 16 €."""
    if isinstance(side, Name):
        return figure(audit, side.text)
    typed = next(names(side), None) is None and like.factor != 1
    return _number(audit, value, replace(like, printed_unit=like.unit, factor=Decimal(1)) if typed else like)


def _number(audit: Audit, value: Number, like: Quantity) -> str:
    scale = 100 if like.unit == PERCENT else 1
    known = Printed("", value, value, "", exact=True)
    shown = as_quantity(known, like)
    if like.unit and scale == 1 and like.factor == 1 and not like.decimals:
        shown = replace(shown, decimals=0)
    return printed(shown, audit.language)


def _like(audit: Audit, tree: Tree) -> Quantity | None:
    """The quantity in whose form a side is printed; None of a literal."""
    match tree:
        case Name():
            return audit.report.figures[tree.text].quantity
        case Literal():
            return None
        case Call(arguments=arguments):
            return _like(audit, arguments[0])
        case Branch(sign="/"):
            return SHARE
        case Branch(left=left, right=right):
            return _like(audit, left) or _like(audit, right)
