"""Figures with a decimal more or less than their neighbours.

"234,80 Mln€" between "204,6" and "128,7" is right, and yet it says that this amount is known ten times better, or that somebody
added a zero so that it looks exact; "156 Mln€" between "86,4" and "8,7" leaves open whether it is 156,0. How many decimals a
source gave is not for a program to decide, so it is only told: the digits that the source has are the right ones.

Neighbours are published figures of one unit: those of one group ("programma.…"), and those with the same last name in all
groups ("asse_1.impegnato", "asse_2.impegnato"). At least three others must agree among themselves; a figure that agrees with
the others of its last name is not judged by its group.

Source: a rule of this house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from report_builder.checks.acknowledged import to_paste
from report_builder.checks.model import Context, Finding, Level
from report_builder.diagnostics import Quoted
from report_builder.figures import Figure, printed

RULES: Mapping[str, Level] = {"figure-decimals": Level.NOTICE}

FEWEST = 3  # neighbours that agree


def check(context: Context) -> Iterator[Finding]:
    told: set[str] = set()
    for odd, others in _odd(context.report.figures.values()):
        if odd.name in told:
            continue
        told.add(odd.name)
        language = context.language
        shown = ", ".join(printed(figure.quantity, language) for figure in others[:FEWEST])
        parameters = {"name": odd.name, "text": printed(odd.quantity, language), "others": shown}
        published = {odd.name: Quoted(odd.text, odd.span)}
        yield Finding("figure-decimals", {**parameters, "figures": to_paste(published)}, odd.span, odd.name, published)


def _odd(figures: Iterable[Figure]) -> Iterator[tuple[Figure, list[Figure]]]:
    """Figures that are alone among their neighbours in their number of decimals."""
    groups: dict[tuple[str, str], list[Figure]] = {}
    alike: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        if figure.quantity is None or not figure.text or not figure.quantity.printed_unit:
            continue
        group, _, last = figure.name.rpartition(".")
        groups.setdefault((group, figure.quantity.printed_unit), []).append(figure)
        alike.setdefault((last, figure.quantity.printed_unit), []).append(figure)
    settled = {figure.name for same in alike.values() if len(same) > 1 and len(_decimals(same)) == 1 for figure in same}
    for neighbours in (*alike.values(), *groups.values()):
        for odd in neighbours:
            others = [figure for figure in neighbours if figure is not odd]
            agreed = _decimals(others)
            if len(others) >= FEWEST and len(agreed) == 1 and _decimals([odd]) != agreed and odd.name not in settled:
                yield odd, others


def _decimals(figures: Iterable[Figure]) -> set[int]:
    return {figure.quantity.decimals for figure in figures if figure.quantity is not None}
