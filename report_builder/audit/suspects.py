"""From broken relations to suspected misprints: one finding for each, the likeliest figure first, and what would repair it.

Receives relations, their verdicts and the printed figures; promises as few misprints as explain all contradictions. They are
looked for one after the other: the figure with which most contradictions are settled and fewest made is taken for misprinted,
put right, and the rest looked at again; so a total that two misprints have put out of balance is charged to the second of them
only. Pure and without chance: the same report gives the same order. Separate from `relations`, which looks at one relation at a
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from fractions import Fraction

from report_builder.audit.grammar import Name
from report_builder.audit.interval import Number
from report_builder.audit.printed import Printed
from report_builder.audit.reach import Range, likely, possible
from report_builder.audit.relations import Relation, Verdict, verdict
from report_builder.audit.slips import effort, is_round, slips
from report_builder.classes import dataclass

MOST_SUSPECTS = 5
OPEN = (Verdict.CONTRADICTION, Verdict.NOT_CHECKABLE)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that may be misprinted: with `value` in its place `repairs` contradictions are settled and `breaks` relations
    are broken that hold now. `likelihood` orders suspects that repair and break alike, the smallest first."""

    name: str
    value: Number
    repairs: frozenset[str]
    breaks: frozenset[str]
    likelihood: tuple[int, ...]

    def rank(self, open_: frozenset[str]) -> tuple[int, ...]:
        """The smallest is the likeliest misprint, if `open_` contradictions are left."""
        return (len(self.breaks) - len(self.repairs & open_), len(self.breaks), *self.likelihood)


@dataclass(frozen=True, slots=True)
class Misprint:
    """One suspected misprint: the relations that contradict, the likeliest first among the suspects. None are suspected if
    every figure, put right, would break as much as it mends: then it may be the words that are wrong."""

    relations: tuple[Relation, ...]
    suspects: tuple[Suspect, ...]

    @property
    def about(self) -> str:
        """The figure that names it; "" of a relation without any, such as a count of listed items that is another number."""
        return next(iter((*(one.name for one in self.suspects), *self.relations[0].figures)), "")


def misprints(relations: Sequence[Relation], table: Mapping[str, Printed], verdicts: Mapping[str, Verdict]) -> list[Misprint]:
    """As few misprints as explain all contradictions, in the order of the relations. `verdicts` are by id."""
    search = _Search(relations, dict(table), dict(verdicts))
    found = list(search.run())
    order = {relation.id: at for at, relation in enumerate(relations)}
    return sorted(found, key=lambda one: order[one.relations[0].id])


@dataclass
class _Search:
    """The report as it would be with what was put right so far."""

    relations: Sequence[Relation]
    table: dict[str, Printed]
    verdicts: dict[str, Verdict]
    around: dict[str, list[Relation]] = field(default_factory=dict)
    known: dict[str, list[Suspect]] = field(default_factory=dict)
    reached: dict[str, dict[str, Range | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for relation in self.relations:
            for name in relation.figures:
                self.around.setdefault(name, []).append(relation)

    def run(self) -> Iterator[Misprint]:
        left = {one.id: one for one in self.relations if self.verdicts[one.id] is Verdict.CONTRADICTION}
        while left:
            open_ = frozenset(left)
            names = dict.fromkeys(name for relation in left.values() for name in relation.figures)
            ranked = sorted((one for name in names for one in self.suspects(name)), key=lambda one: one.rank(open_))
            first = next((one for one in ranked if len(one.repairs & open_) > len(one.breaks)), None)
            if first is None:
                yield Misprint((left.pop(next(iter(left))),), ())
                continue
            settled = [name for name in left if name in first.repairs]
            self.put_right(first)
            others: dict[str, Suspect] = {}
            for one in ranked:
                if not one.repairs.isdisjoint(settled):
                    others.setdefault(one.name, one)
            yield Misprint(tuple(left.pop(name) for name in settled), tuple(others.values())[:MOST_SUSPECTS])

    def put_right(self, suspect: Suspect) -> None:
        self.table[suspect.name] = self.table[suspect.name].at(suspect.value)
        for relation in self.around[suspect.name]:
            self.verdicts[relation.id] = verdict(relation, self.table)
            self.reached.pop(relation.id, None)
            for name in relation.figures:
                self.known.pop(name, None)

    def possible(self, relation: Relation, name: str) -> Range | None:
        known = self.reached.setdefault(relation.id, {})
        if name not in known:
            known[name] = possible(relation, name, self.table)
        return known[name]

    def suspects(self, name: str) -> list[Suspect]:
        if name not in self.known:
            self.known[name] = list(self._suspects(name))
        return self.known[name]

    def _suspects(self, name: str) -> Iterator[Suspect]:
        """The values of a figure that settle contradictions about it: the likeliest for each set of them."""
        printed = self.table[name]
        broken = [one for one in self.around[name] if self.verdicts[one.id] is Verdict.CONTRADICTION]
        mends = {one.id: found for one in broken if (found := self.possible(one, name)) is not None}
        if not mends:
            return
        good = {one.id: found for one in broken if (found := likely(one, name, self.table)) is not None}
        holding = [one for one in self.around[name] if self.verdicts[one.id] not in OPEN]
        keeps = {one.id: self.possible(one, name) for one in holding}
        was = int(Fraction(printed.value) / printed.step)
        alone = any(isinstance(side, Name) and side.text == name for one in broken for side in (one.left, one.right))
        best: dict[frozenset[str], Suspect] = {}
        for count in dict.fromkeys(_candidates(was, [*mends.values()], [*good.values()], [*keeps.values()])):
            repairs = frozenset(one for one, found in mends.items() if count in found)
            if not repairs or count in (was, 0):  # nobody prints nothing for something
                continue
            breaks = frozenset(one for one, found in keeps.items() if found is not None and count not in found)
            guessed = any(one not in good or count not in good[one] for one in repairs)
            weight = 2 * effort(was, count) + guessed - printed.finer + 4 * (is_round(was) - is_round(count))
            suspect = Suspect(name, count * printed.step, repairs, breaks, (weight, not alone))
            if repairs not in best or suspect.rank(repairs) < best[repairs].rank(repairs):
                best[repairs] = suspect
        yield from best.values()


def _candidates(was: int, mends: Sequence[Range], good: Sequence[Range], keeps: Sequence[Range | None]) -> Iterator[int]:
    """Counts worth looking at: for each contradiction the nearest that settles it, exactly or at all; those that settle all;
    those that break nothing; slips of the pen."""
    for one in (*good, *mends):
        yield one.nearest(was)
    together: Range | None = mends[0]
    for one in (*mends[1:], *(keep for keep in keeps if keep is not None)):
        together = together.common(one) if together is not None else None
        if together is None:
            break
        yield from (together.nearest(was), together.low, together.high)
    for count in slips(was):
        if any(count in one for one in mends):
            yield count
