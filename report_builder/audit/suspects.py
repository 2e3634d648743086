"""From broken relations to suspected misprints: one finding for each, the likeliest figure first, and what would repair it.

Receives relations, their verdicts and the printed figures; promises as few findings as explain all contradictions. A figure is
suspected of a contradiction if another value of it, printed with the same decimals, would satisfy the relation; it is suspected
the more, the more contradictions one such value settles, and the less, the more relations hold now and would break then. Pure
and without chance: the same report gives the same order. Separate from `relations`, which looks at one relation at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from report_builder.audit.interval import half_up
from report_builder.audit.printed import Printed
from report_builder.audit.relations import Relation, Verdict, solution, verdict

MOST_SUSPECTS = 5
Fits = Callable[[Fraction], bool]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that may be misprinted: with `value` in its place `repairs` contradictions are settled and `breaks` relations
    are broken that hold now. `digits` is how many characters of its number would change."""

    name: str
    value: Fraction
    repairs: frozenset[str]
    breaks: frozenset[str]
    digits: int


@dataclass(frozen=True, slots=True)
class Misprint:
    """One suspected misprint: the relations that contradict, the likeliest first among the suspects."""

    relations: tuple[Relation, ...]
    suspects: tuple[Suspect, ...]


def misprints(relations: Sequence[Relation], table: Mapping[str, Printed], verdicts: Mapping[str, Verdict]) -> list[Misprint]:
    """As few misprints as explain all contradictions, in the order of the relations. `verdicts` are by id."""
    broken = {relation.id: relation for relation in relations if verdicts[relation.id] is Verdict.CONTRADICTION}
    around: dict[str, list[Relation]] = {}
    for relation in relations:
        for name in relation.figures:
            around.setdefault(name, []).append(relation)
    holding = {name for name, verdict_ in verdicts.items() if verdict_ not in (Verdict.CONTRADICTION, Verdict.NOT_CHECKABLE)}
    names = dict.fromkeys(name for relation in broken.values() for name in relation.figures)
    found = [suspect for name in names for suspect in _suspects(name, around[name], set(broken), holding, table)]
    left = dict(broken)
    made: list[Misprint] = []
    while left:
        ranked = sorted((one for one in found if one.repairs & left.keys()), key=lambda one: _rank(one, left.keys()))
        if not ranked:
            made += [Misprint((relation,), ()) for relation in left.values()]
            break
        first = ranked[0]
        settled = [left.pop(name) for name in broken if name in first.repairs and name in left]
        ids = {relation.id for relation in settled}
        others: dict[str, Suspect] = {}
        for one in ranked:
            if one.repairs & ids:
                others.setdefault(one.name, one)
        made.append(Misprint(tuple(settled), tuple(others.values())[:MOST_SUSPECTS]))
    return sorted(made, key=lambda one: list(broken).index(one.relations[0].id))


def _rank(suspect: Suspect, left: Iterable[str]) -> tuple[int, int, int, str]:
    open_ = suspect.repairs & set(left)
    return (len(suspect.breaks) - len(open_), len(suspect.breaks), suspect.digits, suspect.name)


def _suspects(
    name: str, relations: Sequence[Relation], broken: set[str], holding: set[str], table: Mapping[str, Printed]
) -> list[Suspect]:
    """The values of a figure that settle contradictions about it, each with what it settles and breaks."""
    printed = table[name]
    values = {known: one.value for known, one in table.items()}
    candidates: dict[Fraction, None] = {}
    for relation in relations:
        if relation.id in broken:
            candidates |= dict.fromkeys(_candidates(relation, name, printed, values, table))
    found: list[Suspect] = []
    for value in candidates:
        changed = {**table, name: printed.at(value)}
        repairs = frozenset(one.id for one in relations if one.id in broken and _fine(one, changed))
        breaks = frozenset(one.id for one in relations if one.id in holding and not _fine(one, changed))
        if repairs:
            found.append(Suspect(name, value, repairs, breaks, _distance(printed, value)))
    return found


def _fine(relation: Relation, table: Mapping[str, Printed]) -> bool:
    return verdict(relation, table) not in (Verdict.CONTRADICTION, Verdict.NOT_CHECKABLE)


def _candidates(
    relation: Relation, name: str, printed: Printed, values: Mapping[str, Fraction], table: Mapping[str, Printed]
) -> Iterable[Fraction]:
    """Printable values of the figure that satisfy one relation: the exact one first, then the ends of what is possible."""
    if relation.threshold is not None:
        return ()
    exact = solution(relation, name, values)
    if exact is None:
        return ()
    near = half_up(exact, printed.step)

    def fits(value: Fraction) -> bool:
        return _fine(relation, {**table, name: printed.at(value)})

    if not fits(near):
        near = next((near + turn * printed.step for turn in (1, -1) if fits(near + turn * printed.step)), near)
        if not fits(near):
            return ()
    return (near, *(_end(near, turn * printed.step, fits) for turn in (1, -1)), *_alike(printed, fits))


def _end(start: Fraction, step: Fraction, fits: Fits) -> Fraction:
    """The last value in one direction that fits, at distances that double and then halve: what fits is without gaps."""
    reach = 1
    while reach < 1 << 40 and fits(start + reach * step):
        reach *= 2
    low, high = reach // 2, reach
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(start + middle * step) else (low, middle)
    return start + low * step


def _alike(printed: Printed, fits: Fits) -> Iterable[Fraction]:
    """Values that differ from the printed one by a slip of the pen: one digit, or two neighbours exchanged."""
    count = abs(printed.value / printed.step)
    if count.denominator != 1:
        return
    digits = str(count.numerator)
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                value = int(digits[:at] + other + digits[at + 1 :]) * printed.step
                if fits(value):
                    yield value
    for at in range(len(digits) - 1):
        value = int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) * printed.step
        if value != printed.value and fits(value):
            yield value


def _distance(printed: Printed, value: Fraction) -> int:
    """How many digits would change; a digit more or less counts as one, two neighbours exchanged count as one."""
    one, other = (str(abs(number / printed.step).numerator) for number in (printed.value, value))
    width = max(len(one), len(other))
    one, other = one.rjust(width), other.rjust(width)
    places = [at for at in range(width) if one[at] != other[at]]
    if (
        len(places) == 2
        and places[1] == places[0] + 1
        and one[places[0]] == other[places[1]]
        and one[places[1]] == other[places[0]]
    ):
        return 1
    return len(places)
