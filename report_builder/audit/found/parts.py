"""A total and the parts that the text gives right after it.

"3.577 destinatari, di cui il 69% M (2.448) e il 31% F (1.109)" says three things: no part is more than the whole, men and women
together are the whole, and each share is the quotient of two counts. Nobody need declare it: where such words stand ("di cui",
"pari al", "rispettivamente", brackets or a colon after a total, women and men), the figures are worked out, on the intervals
that their digits allow, and told if no numbers can be printed so.

Parts that are not said to be all are only compared one by one: "impegnati" and "liquidati" overlap. Women and men are all, or
all with the others beside them ("80 donne, 39 uomini e 1 non indicato") where that makes the whole. A number after "circa",
"più di" or "quasi" is not taken at its word. Hours and minutes are not compared, nor is so much a month with a total that may
be of several. What a declared relation binds is not looked at again.

Source: as for contradictions of declared relations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from report_builder.audit.found.amounts import Amount
from report_builder.audit.found.ground import Claim, Ground, Reading, finding, hundred, judged, said, share, total
from report_builder.audit.relations import Verdict
from report_builder.checks.model import Finding, Level
from report_builder.classes import dataclass
from report_builder.language.found import Bonds

RULES: Mapping[str, Level] = {"parts-contradict": Level.WARNING}

SOFT = re.compile(r"[(:]")
STOPS = re.compile(r"[();]")
NEAR = 40  # characters between a total and the bracket or colon that takes it apart


def check(ground: Ground) -> Iterator[Finding]:
    bonds = ground.bonds
    if bonds is None:
        return
    told: set[tuple[str, ...]] = set()
    for reading in ground.readings:
        for claims_ in each(reading, bonds):
            broken = [one for one in claims_ if ground.broken(reading.passage, one)]
            names = tuple(sorted(amount.name for one in broken for amount in one.amounts))
            if broken and names not in told:
                told.add(names)
                relations = "; ".join(said(one, ground.context.language) for one in broken)
                amounts = [amount for one in broken for amount in one.amounts]
                yield finding("parts-contradict", ground, reading, broken[0].stated, amounts, {"relations": relations})


def each(reading: Reading, bonds: Bonds) -> Iterator[list[Claim]]:
    """What a passage claims, together what stands at one place."""
    text = reading.lower
    for opener in bonds.openers.finditer(text):
        yield list(_opened(reading, bonds, opener, hard=True))
    if len(reading.amounts) >= 3:
        for opener in SOFT.finditer(text):
            yield list(_opened(reading, bonds, opener, hard=False))
    for part, one, whole in zip(reading.amounts, reading.amounts[1:], reading.amounts[2:], strict=False):
        claim = _of(reading, bonds, part, one, whole)
        if claim is not None:
            yield [claim]


def _of(reading: Reading, bonds: Bonds, part: Amount, one: Amount, whole: Amount) -> Claim | None:
    """ "124.646, pari al 95% delle 126.328": a part, its share and the whole that it is of."""
    text = reading.lower
    if not one.share or part.share or whole.share or not bonds.of.match(text[one.end : whole.start]):
        return None
    link = text[part.end : one.start]
    tied = link.strip() in ("(", "–", "-") or (bonds.equal.search(link) and not re.search(r"[.;()]", link))
    if not tied or not part.like(whole):
        return None
    return Claim(one, "=", share(part, whole), (one, part, whole))


# ------------------------------------------------------------------------------------------------------------ totals and parts


@dataclass
class Entry:
    """A part as the text has it: its count, its share, and which of the two sides of a pair it is."""

    first: Amount
    last: Amount
    count: Amount | None = None
    share: Amount | None = None
    side: tuple[int, int] | None = None


def _opened(reading: Reading, bonds: Bonds, opener: re.Match[str], hard: bool) -> Iterator[Claim]:
    whole = _whole(reading, opener.start(), hard)
    if whole is None and not hard:
        return
    end = _scope(reading, bonds, opener, hard)
    amounts = reading.between(opener.end(), end)
    if not amounts:
        return
    entries = _entries(reading, bonds, amounts, opener.end(), end)
    yield from claims(whole, entries, hard)


def claims(whole: Amount | None, entries: list[Entry], hard: bool) -> Iterator[Claim]:
    """What entries say of the whole. `hard`: the words say that they are parts of it."""
    pairs: dict[int, dict[int, Entry]] = {}
    for entry in entries:
        if entry.side is not None:
            pairs.setdefault(entry.side[0], {}).setdefault(entry.side[1], entry)
    sides = next((list(both.values()) for both in pairs.values() if len(both) == 2), [])
    counts = [entry.count for entry in sides if entry.count is not None]
    shares = [entry.share for entry in sides if entry.share is not None]
    others = [entry for entry in entries if entry.side is None]
    if whole is not None and len(counts) == 2 and all(one.comparable(whole) for one in counts):
        more = [entry.count for entry in others if entry.count is not None and entry.count.comparable(whole)]
        yield _all(lambda parts: Claim(whole, "=", total(parts), (whole, *parts)), counts, more)
    if len(shares) == 2:
        yield _all(hundred, shares, [entry.share for entry in others if entry.share is not None])
    for entry in entries if hard else sides:
        if whole is None or entry.count is None or entry.count.name == whole.name or not entry.count.comparable(whole):
            continue
        if hard and entry not in sides and entry.count.like(whole):
            yield Claim(entry.count, "<=", whole.tree, (entry.count, whole))
        if entry.share is not None:
            yield Claim(entry.share, "=", share(entry.count, whole), (entry.share, entry.count, whole))


def _all(claim: Callable[[Sequence[Amount]], Claim], sides: Sequence[Amount], others: Sequence[Amount]) -> Claim:
    """That the two sides are everybody; with the others ("e 1 non indicato") if that is so and can be true."""
    wider = claim((*sides, *others))
    return wider if others and judged(wider) is not Verdict.CONTRADICTION else claim(sides)


def _whole(reading: Reading, at: int, hard: bool) -> Amount | None:
    """The amount that is taken apart at `at`: the nearest before it at the same depth of brackets that is no share."""
    text, depth = reading.lower, reading.depth(at)
    if not hard and not any(0 <= at - one.end <= NEAR for one in reading.amounts):
        return None
    low, _ = reading.sentence(at)
    for one in reversed(reading.between(low, at)):
        if one.share or reading.depth(one.start) != depth:
            continue
        gap = text[one.end : at]
        if ";" in gap or (not hard and (len(gap) > NEAR or reading.between(one.end, at))):
            return None
        return one
    return None


def _scope(reading: Reading, bonds: Bonds, opener: re.Match[str], hard: bool) -> int:
    """Where the parts end: with the sentence, a semicolon, the bracket around them, or the next total that is taken apart."""
    text = reading.lower
    _, end = reading.sentence(opener.start())
    open_ = 0
    for sign in STOPS.finditer(text, opener.end(), end):
        open_ += {"(": 1, ")": -1}.get(sign[0], 0)
        if open_ < 0 or (sign[0] == ";" and not open_):
            end = sign.start()
            break
    following = bonds.openers.search(text, opener.end(), end) if hard else None
    return following.start() if following else end


def _entries(reading: Reading, bonds: Bonds, amounts: tuple[Amount, ...], start: int, end: int) -> list[Entry]:
    text, level = reading.lower, reading.depth(start)
    entries: list[Entry] = []
    for one in amounts:
        last = entries[-1] if entries else None
        gap = text[last.last.end : one.start] if last else ""
        beside = gap.strip() in ("–", "-") or gap.rstrip().endswith("(") or bonds.equal.search(gap) is not None
        if last and beside and "," not in gap and last.share is None and one.share:
            last.share, last.last = one, one
        elif last and beside and "," not in gap and last.count is None and not one.share:
            last.count, last.last = one, one
        elif reading.depth(one.start) == level:
            entries.append(Entry(one, one, None if one.share else one, one if one.share else None))
    if not entries:
        return []
    entries = _respective(text[start:end], bonds, entries)
    _sides(text, bonds, entries, start, end)
    return entries


def _respective(text: str, bonds: Bonds, entries: list[Entry]) -> list[Entry]:
    """Counts and then their shares, as many, "respectively": each count with its share."""
    counts = [one for one in entries if one.share is None]
    shares = [one for one in entries if one.count is None]
    if len(counts) != len(shares) or len(counts) + len(shares) != len(entries) or not bonds.respectively.search(text):
        return entries
    return [Entry(one.first, one.last, one.count, other.share) for one, other in zip(counts, shares, strict=True)]


def _sides(text: str, bonds: Bonds, entries: list[Entry], start: int, end: int) -> None:
    """Which of two sides each entry is: by a word after one of its amounts, all alike, or before it."""
    stops = [*(one.first.start for one in entries[1:]), end]
    begins = [start, *(one.last.end for one in entries[:-1])]
    for at, pair in enumerate(bonds.pairs):
        for stretch in (
            [text[one.first.end : max(stop, one.last.end)] for one, stop in zip(entries, stops, strict=True)],
            [text[begin : one.first.start] for one, begin in zip(entries, begins, strict=True)],
        ):
            sides = [_side(words, pair) for words in stretch]
            if {0, 1} <= set(sides):
                for entry, side in zip(entries, sides, strict=True):
                    entry.side = (at, side) if side is not None else None
                return


def _side(words: str, pair: tuple[re.Pattern[str], re.Pattern[str]]) -> int | None:
    """0 or 1; None if neither or both are named."""
    found = [at for at, words_of in enumerate(pair) if words_of.search(words)]
    return found[0] if len(found) == 1 else None
