"""Number words against what they count: the axes of the programme, the items of a list or enumeration.

"Tre misure: …" is followed by three items, in a list or between semicolons or commas; "quattro Assi prioritari, oltre ad un
Asse di assistenza tecnica" are as many as `axes` of report.yaml. Fewer axes than there are is right where the text does not say
that these are all. Where commas or "e" leave open how many items there are, only a number that no reading gives is told.

Source: a rule of this house; a number in letters is a figure too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from report_builder.audit.found.ground import Ground, Reading
from report_builder.checks.model import Finding, Level
from report_builder.checks.walk import blocks
from report_builder.document import List
from report_builder.language.found import Bonds

RULES: Mapping[str, Level] = {"count-not-listed": Level.WARNING, "axes-not-counted": Level.WARNING}

BRACKETS = re.compile(r"\([^()]*\)")
NUMBERED = re.compile(r"(?<![\w.])(?:\d{1,2}|[a-z])\)")
BEFORE = 60  # characters before a number of axes in which a word may say that these are all


def check(ground: Ground) -> Iterator[Finding]:
    bonds = ground.bonds
    if bonds is None:
        return
    lists = _lists(ground)
    for reading in ground.texts:
        yield from _axes(ground, bonds, reading)
        if ":" in reading.lower:
            yield from _listed(bonds, reading, lists)


def _lists(ground: Ground) -> Mapping[str, int]:
    """How many items the list has that follows a block, by the block's id."""
    found: dict[str, int] = {}
    before = ""
    for _, block in blocks(ground.context.document):
        if isinstance(block, List) and before:
            found.setdefault(before, len(block.items))
        before = block.id
    return found


def _axes(ground: Ground, bonds: Bonds, reading: Reading) -> Iterator[Finding]:
    there = len(ground.context.document.axes)
    text = reading.lower
    if not there:
        return
    for match in bonds.axes.finditer(text):
        number = bonds.numbers[match["number"]]
        low, high = reading.sentence(match.start())
        others = [bonds.numbers[one["number"]] for one in bonds.axes.finditer(text, low, high) if one.start() != match.start()]
        together = number + sum(others) + len(bonds.axis.findall(text, low, high))
        all_said = bonds.whole.search(text, max(low, match.start() - BEFORE), match.start())
        if number > there or (all_said and there not in (number, together)):
            said = reading.passage.text[match.start() : match.end()]
            section = reading.passage.section.id if reading.passage.section else ""
            subject = f"{section}: {said}".removeprefix(": ")
            span = reading.passage.span(match.start(), match.end())
            yield Finding("axes-not-counted", {"about": subject, "said": said, "count": there}, span, subject)


def _listed(bonds: Bonds, reading: Reading, lists: Mapping[str, int]) -> Iterator[Finding]:
    for match in bonds.announced.finditer(reading.lower):
        word = match["number"]
        number = bonds.numbers.get(word) or int(word)
        _, end = reading.sentence(match.end())
        rest = reading.lower[match.end() : end].strip(" ;.")
        low, high = items(rest, bonds) if rest else (lists.get(reading.passage.block, 0),) * 2
        if high and not low <= number <= high:
            said = reading.passage.text[match.start() : match.end()].rstrip(": ")
            section = reading.passage.section.id if reading.passage.section else ""
            subject = f"{section}: {said}".removeprefix(": ")
            span = reading.passage.span(match.start("number"), match.end("number"))
            count = str(low) if low == high else f"{low}-{high}"
            yield Finding("count-not-listed", {"about": subject, "said": said, "count": count}, span, subject)


def items(text: str, bonds: Bonds) -> tuple[int, int]:
    """The fewest and most items that an enumeration may have; (0, 0) if it is none."""
    numbered = len(NUMBERED.findall(text))
    if numbered > 1:
        return numbered, numbered
    flat = BRACKETS.sub("", text)
    parts = [part for part in flat.split(";") if part.strip()]
    if len(parts) > 1:
        inner = re.sub(r"^\W+", "", parts[-1])
        first = bonds.conjunction.match(inner)
        more = len(bonds.conjunction.findall(inner)) - bool(first)
        return len(parts), len(parts) + more
    most = 1 + flat.count(",") + len(bonds.conjunction.findall(flat))
    return (2, most) if most > 1 else (0, 0)
