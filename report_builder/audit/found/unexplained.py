"""A percentage beside a count that no other count of the same text explains.

Where "75.435 (55%)" stands in a text with 137.241 persons, the share is of one of the larger counts of the same unit there; if
it is of none of them, its whole stands elsewhere, or one of the two figures is wrong. Shares that a declared relation explains,
or whose whole the words name, are left to these.

Source: a rule of this house. A notice: the whole may well stand in another paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.audit.found import parts
from report_builder.audit.found.amounts import Amount
from report_builder.audit.found.ground import Claim, Ground, Reading, finding, judged, share
from report_builder.audit.relations import Verdict
from report_builder.checks.model import Finding, Level

RULES: Mapping[str, Level] = {"share-unexplained": Level.NOTICE}


def check(ground: Ground) -> Iterator[Finding]:
    bonds = ground.bonds
    if bonds is None:
        return
    told: set[tuple[str, str]] = set()
    for reading in ground.readings:
        if "%" not in reading.lower:
            continue
        for one, part in _beside(ground, reading):
            wholes = [each for each in reading.amounts if each.name != part.name and each.like(part) and _larger(each, part)]
            if not wholes or one.vague or ground.declared((one, part)) or (one.name, part.name) in told:
                continue
            if any(
                judged(Claim(one, "=", share(part, each), (one, part, each))) is not Verdict.CONTRADICTION for each in wholes
            ):
                continue
            if any(one in claim.amounts for claims in parts.each(reading, bonds) for claim in claims if len(claim.amounts) > 2):
                continue
            told.add((one.name, part.name))
            parameters = {
                "share": one.text,
                "part": part.text,
                "wholes": ", ".join(dict.fromkeys(each.text for each in wholes)),
            }
            yield finding("share-unexplained", ground, reading, one, (one, part, *wholes), parameters)


def _larger(one: Amount, part: Amount) -> bool:
    return one.printed.value > part.printed.value


def _beside(ground: Ground, reading: Reading) -> Iterator[tuple[Amount, Amount]]:
    """Each share with the count that stands right beside it."""
    bonds = ground.bonds
    ties: list[tuple[Amount, Amount]] = []
    for left, right in zip(reading.amounts, reading.amounts[1:], strict=False):
        gap = reading.lower[left.end : right.start]
        tied = gap.strip() in ("(", "–", "-") or (bonds is not None and len(gap) < 16 and bonds.equal.search(gap) is not None)
        if tied and left.share != right.share:
            if ties and ties[-1][1] is left:  # "17% (5.412 – 3% …": the first is the share of all that the brackets hold
                ties.pop()
            ties.append((left, right) if left.share else (right, left))
    yield from ties
