"""Words for a proportion against the figures they stand for: "più della metà", "un quinto", "il doppio", "più di 66.000".

In a text, a word for a share is compared with the percentage that stands in brackets after it or after "pari al"; in the title
of a chart, with the shares that the chart prints, single and added up. "Più della metà" is at least a half; "un quinto" or
"quasi la metà" must be the nearest of all shares for which the language has a word. "Il doppio" is compared with the two
figures of one unit in its sentence, a bound such as "più di 66.000" with the exact figure in brackets after it.

Source: a rule of this house; a number in letters is a figure too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from report_builder.audit.found.amounts import Amount
from report_builder.audit.found.ground import Claim, Ground, Reading, finding, judged
from report_builder.audit.grammar import Branch, Literal
from report_builder.audit.interval import Bound, Interval
from report_builder.audit.relations import Verdict
from report_builder.checks.model import Finding, Level
from report_builder.checks.walk import Passage, Role, blocks
from report_builder.document import Chart, Figure, Text
from report_builder.language.found import Bonds

RULES: Mapping[str, Level] = {"proportion-words": Level.WARNING, "bound-words": Level.WARNING}

ZERO, ONE = Fraction(0), Fraction(1)
MOST_SHARES = 8
CLAUSE = re.compile(r"[;:]")


def check(ground: Ground) -> Iterator[Finding]:
    bonds = ground.bonds
    if bonds is None:
        return
    charts = {block.id: block for _, block in blocks(ground.context.document) if isinstance(block, Figure)}
    for reading in ground.texts:
        for match in bonds.fraction.finditer(reading.lower):
            if not any(one.start() <= match.start() < one.end() for one in bonds.not_fractions.finditer(reading.lower)):
                yield from _fraction(ground, bonds, reading, match, charts.get(reading.passage.block))
        for match in bonds.multiple.finditer(reading.lower):
            yield from _multiple(ground, bonds, reading, match)
    for reading in ground.readings:
        yield from _bounds(ground, bonds, reading)


# -------------------------------------------------------------------------------------------------------------------- shares


def _fraction(ground: Ground, bonds: Bonds, reading: Reading, match: re.Match[str], figure: Figure | None) -> Iterator[Finding]:
    allowed = _allowed(bonds, reading.lower[max(match.start() - 30, 0) : match.start()], bonds.fractions[_plain(match[0])])
    said = reading.passage.text[match.start() : match.end()]
    if reading.passage.role is Role.CAPTION and figure is not None and isinstance(figure.content, Chart):
        shares = list(_drawn(ground, figure.content))
        if shares and not any(one.meets(allowed) for one in _sums(shares)):
            span = reading.passage.span(match.start(), match.end())
            parameters = {"about": figure.id, "said": said, "share": ", ".join(one.text for one in shares)}
            yield Finding("proportion-words", parameters, span, figure.id, ground.figures(shares))
        return
    share = _tied(bonds, reading, match.end())
    if share is not None and not share.vague and not share.printed.interval().meets(allowed):
        yield finding("proportion-words", ground, reading, share, (share,), {"said": said, "share": share.text})


def _allowed(bonds: Bonds, before: str, share: Fraction) -> Interval:
    """The shares that a word may stand for, after the words before it."""
    if bonds.less.search(before):
        return Interval(Bound(ZERO), Bound(share))
    if bonds.more.search(before):
        return Interval(Bound(share), Bound(ONE))
    steps = sorted({ZERO, ONE, *bonds.fractions.values()})
    at = steps.index(share)
    low, high = (steps[at - 1] + share) / 2, (share + steps[at + 1]) / 2
    return Interval(Bound(low), Bound(high))


def _tied(bonds: Bonds, reading: Reading, at: int) -> Amount | None:
    """The share in the first brackets after `at`, or after "pari al", in the same clause."""
    _, end = reading.sentence(at)
    stop = CLAUSE.search(reading.lower, at, end)
    amounts = reading.between(at, stop.start() if stop else end)
    level = reading.depth(at)
    for before, one in zip((None, *amounts), amounts, strict=False):
        gap = reading.lower[before.end if before else at : one.start]
        if ")" in gap and before is None:
            return None
        if one.share:
            bracketed = reading.depth(one.start) > level and (before is None or bonds.equal.search(gap) or gap.strip() in "–-")
            return one if bracketed or bonds.equal.search(gap) else None
    return None


def _drawn(ground: Ground, chart: Chart) -> Iterator[Amount]:
    """The shares that a chart prints beside its values or at its edge."""
    for category in chart.categories:
        texts = [datum.beside for datum in category.values] + list(category.aside)
        for text in filter(None, texts):
            passage = Passage(Role.LABEL, (Text(text),), None, chart.id)
            yield from (one for one in ground.reader.of(passage) if one.share)


def _sums(shares: Sequence[Amount]) -> Iterator[Interval]:
    for many in range(1, len(shares) + 1 if len(shares) <= MOST_SHARES else 2):
        for some in combinations(shares, many):
            first, *rest = (one.printed.interval() for one in some)
            total = first
            for one in rest:
                total = total + one
            yield total


# --------------------------------------------------------------------------------------------------------- multiples and bounds


def _multiple(ground: Ground, bonds: Bonds, reading: Reading, match: re.Match[str]) -> Iterator[Finding]:
    """Where the sentence has two amounts of one unit and no others of it: whether one is so many times the other."""
    times = next((number for word, number in bonds.multiples.items() if _fits(word, match[0])), 0)
    low, high = reading.sentence(match.start())
    groups: dict[tuple[str, str], list[Amount]] = {}
    for one in reading.between(low, high):
        groups.setdefault((one.printed.dimension, one.unit), []).append(one)
    pairs = [group for group in groups.values() if len(group) == 2]
    if len(pairs) != 1 or not times or any(one.vague for one in pairs[0]) or ground.declared(pairs[0]):
        return
    one, other = pairs[0]
    claims = [
        Claim(whole, "=", Branch("*", Literal(str(times)), part.tree), (whole, part))
        for whole, part in ((one, other), (other, one))
    ]
    if all(judged(claim) is Verdict.CONTRADICTION for claim in claims):
        said = reading.passage.text[match.start() : match.end()]
        yield finding("proportion-words", ground, reading, one, pairs[0], {"said": said, "share": f"{one.text}, {other.text}"})


def _fits(word: str, text: str) -> bool:
    return text.startswith(word.rstrip("*")) if word.endswith("*") else _plain(text) == word


def _plain(text: str) -> str:
    return " ".join(text.replace("'", "’").split())


def _bounds(ground: Ground, bonds: Bonds, reading: Reading) -> Iterator[Finding]:
    """A bound with the exact figure in brackets after it."""
    for bound, exact in zip(reading.amounts, reading.amounts[1:], strict=False):
        if not bound.vague or reading.lower[bound.end : exact.start].rstrip()[-1:] != "(" or not bound.like(exact):
            continue
        if "," in reading.lower[bound.end : exact.start] or exact.vague or ground.declared((bound, exact)):
            continue
        before = reading.lower[max(bound.start - 30, 0) : bound.start]
        sign = ">=" if bonds.more.search(before) else "<=" if bonds.less.search(before) else ""
        if sign and judged(Claim(exact, sign, bound.tree, (exact, bound))) is Verdict.CONTRADICTION:
            yield finding("bound-words", ground, reading, exact, (exact, bound), {"bound": bound.text, "exact": exact.text})
