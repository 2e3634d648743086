"""Changing a few characters within the scalars of a YAML file, or a key at its top, and nothing else.

Receives the text of a file and repairs; promises the text with exactly those characters changed, written as the scalar's own
style asks (a quote doubled, a backslash escaped), and that a second reading finds every other key and value as it was. A repair
that cannot be proven so is given back undone. Whole lines, with a key that is put in or taken out, are proven in the same way.
Separate from `source`, which reads: whoever changes content in a program's name goes through here, so that comments, line ends,
quotes and an author's own way of breaking lines stay byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from report_builder.classes import dataclass
from report_builder.diagnostics import Repair, Severity, unchanged
from report_builder.place import LocatedText
from report_builder.source import Mapping, Node, Parsed, parse
from report_builder.source.offsets import HEX

NOT_WRITTEN = frozenset("\n\r\x85\u2028\u2029\ufeff")  # what only an escape could say, or what would break a line
PLAIN = re.compile(r"[\w./](?:[\w./ -]*[\w./-])?")  # what YAML reads as it stands


@dataclass(frozen=True, slots=True)
class Edited:
    """The text with what was `done` to it; `refused` are repairs that could not be proven to change nothing else."""

    text: str
    done: tuple[Repair, ...] = ()
    refused: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    """A repair as it changes its scalar: the characters `start` to `end` of what is read, of the file `low` to `high`."""

    repair: Repair
    scalar: int
    start: int
    end: int
    low: int
    high: int
    new: str
    written: str


def edited(file: str, text: str, repairs: Iterable[Repair]) -> Edited:
    """`text`, the decoded file called `file`, with `repairs`; of two that overlap the first.

    A file with a mistake of notation is left as it is: where one thing is not understood, nothing is certain. A repair is
    refused if its `old` does not stand at its place, from its beginning to its end.
    """
    wanted = sorted(dict.fromkeys(repairs), key=lambda repair: (repair.span.start, repair.span.end))
    if not wanted:
        return Edited(text)
    before = parse(file, text)
    if not _sound(before) or before.node is None:
        return Edited(text, refused=tuple(wanted))
    scalars = [scalar for _, scalar in scalars_of(before.node)]
    found = [_change(repair, text, scalars) for repair in wanted]
    changes = _apart([change for change in found if change is not None])
    whole = _applied(text, changes)
    if changes and not _proven(file, whole, before, changes):  # one of them: each by itself
        changes = [change for change in changes if _proven(file, _applied(text, [change]), before, [change])]
        whole = _applied(text, changes)
        if not _proven(file, whole, before, changes):
            return Edited(text, refused=tuple(wanted))
    done = tuple(change.repair for change in changes)
    return Edited(whole, done, tuple(repair for repair in wanted if repair not in done))


def _sound(parsed: Parsed) -> bool:
    wrong = any(problem.severity is Severity.ERROR for problem in parsed.problems)
    return parsed.complete and not parsed.covered and not wrong


def scalars_of(node: Node, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], LocatedText]]:
    """Every key and value with its path of positions; a value is below its key."""
    match node:
        case LocatedText():
            yield path, node
        case Mapping():
            for at, (key, value) in enumerate(node.entries):
                yield (*path, at), key
                yield from scalars_of(value, (*path, at, 0))
        case _:
            for at, item in enumerate(node.items):
                yield from scalars_of(item, (*path, at))


def _change(repair: Repair, text: str, scalars: Sequence[LocatedText]) -> _Change | None:
    """Where a repair lies, less the characters that it leaves as they are; None if it does not fit there."""
    span = repair.span
    holding = (n for n, one in enumerate(scalars) if one.span.start <= span.start and span.end <= one.span.end)
    at = next(holding, None)
    if at is None or not scalars[at].offsets:
        return None
    scalar = scalars[at]
    if any(low >= high for low, high in pairwise(scalar.offsets)) or NOT_WRITTEN & set(repair.new):
        return None
    start = next((n for n, offset in enumerate(scalar.offsets) if offset >= span.start), len(scalar.text))
    end = start + len(repair.old)
    if scalar.text[start:end] != repair.old or scalar.offsets[start] != span.start:
        return None
    style = text[scalar.span.start]
    if start < end and span.end not in (scalar.offsets[end - 1] + 1, _end(text, scalar, end - 1, style)):
        return None
    head, tail = unchanged(repair.old, repair.new)
    start, end, new = start + head, end - tail, repair.new[head : len(repair.new) - tail]
    low = _end(text, scalar, start - 1, style) if 0 < start == end else scalar.offsets[start]
    high = low if start == end else _end(text, scalar, end - 1, style)
    return _Change(repair, at, start, end, low, high, new, _written(new, style))


def _end(text: str, scalar: LocatedText, at: int, style: str) -> int:
    """Where the character `at` of a scalar ends in the file. The end of a folded line ends where the next begins."""
    offset = scalar.offsets[at]
    if text[offset] in "\r\n":
        return scalar.offsets[at + 1]
    if style == "'" and scalar.text[at] == "'":
        return offset + 2
    if style == '"' and text[offset] == "\\":
        return offset + 2 + HEX.get(text[offset + 1], 0)
    return offset + 1


def _written(new: str, style: str) -> str:
    if style == "'":
        return new.replace("'", "''")
    return new.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else new


def _apart(changes: Sequence[_Change]) -> list[_Change]:
    """Those that do not touch one another."""
    kept: list[_Change] = []
    for change in sorted(changes, key=lambda one: (one.low, one.high)):
        if not kept or change.low > kept[-1].high:
            kept.append(change)
    return kept


def _applied(text: str, changes: Sequence[_Change]) -> str:
    for change in reversed(changes):
        text = text[: change.low] + change.written + text[change.high :]
    return text


def _proven(file: str, text: str, before: Parsed, changes: Sequence[_Change]) -> bool:
    """Whether a second reading finds what was to be changed changed, and all the rest as it was."""
    after = parse(file, text)
    if before.node is None or after.node is None or not _sound(after) or len(after.problems) != len(before.problems):
        return False
    wanted = [(path, scalar.text) for path, scalar in scalars_of(before.node)]
    for change in reversed(changes):
        path, was = wanted[change.scalar]
        wanted[change.scalar] = path, was[: change.start] + change.new + was[change.end :]
    return wanted == [(path, scalar.text) for path, scalar in scalars_of(after.node)]


# -------------------------------------------------------------------------------------------------------------- whole lines


def with_key(file: str, text: str, name: str, value: str, before: str) -> str | None:
    """`text` with the line `name: value` before that of the key `before`; None if it would not say just this more."""
    root = parse(file, text).node
    key = root.key(before) if isinstance(root, Mapping) else None
    if key is None:
        return None
    at = text.rfind("\n", 0, key.span.start) + 1
    indent = text[at : key.span.start]
    end = "\r\n" if "\r\n" in text else "\n"
    written = value if PLAIN.fullmatch(value) else "'" + value.replace("'", "''") + "'"
    changed = f"{text[:at]}{indent}{name}: {written}{end}{text[at:]}"
    return changed if _told(file, changed) == {**_told(file, text), name: [((), value)]} else None


def without_key(file: str, text: str, name: str) -> str | None:
    """`text` without the lines of the key `name`; None if it would not say just this less."""
    root = parse(file, text).node
    entry = next((one for one in root.entries if one[0].text == name), None) if isinstance(root, Mapping) else None
    if entry is None:
        return None
    key, value = entry
    start = text.rfind("\n", 0, key.span.start) + 1
    last = start + len(text[start : max(key.span.end, value.span.end)].rstrip())
    end = text.find("\n", last)
    changed = text[:start] + ("" if end < 0 else text[end + 1 :])
    told = _told(file, text)
    return changed if told.pop(name, None) is not None and _told(file, changed) == told else None


def _told(file: str, text: str) -> dict[str, list[tuple[tuple[int, ...], str]]]:
    """What the keys at the top of a file say; nothing where it has a mistake of notation."""
    parsed = parse(file, text)
    if not _sound(parsed) or not isinstance(parsed.node, Mapping):
        return {}
    return {key.text: [(path, one.text) for path, one in scalars_of(value)] for key, value in parsed.node.entries}
