"""The content of a page in the order in which it is read, for those who read a file without its structure.

Receives the content stream of a page as the engine's list of operators, and its marked pieces in reading order; promises a list
that paints the same picture: decoration first, then the pieces one after the other, each under the graphics state that it had.
The engine paints by layers (CSS 2, appendix E), so that a title may come after the text below it. Copied text, reflow and many
readers follow this order, not the tree's (ISO 32000-1, 14.8.2.3.1). Separate because it knows operators and nothing of boxes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from report_builder.classes import dataclass

_FILL, _STROKE, _PLACE, _DOWN, _UP = "fill", "stroke", "place", "q", "Q"
_SETS = {
    b"rg": _FILL, b" g": _FILL, b" k": _FILL, b"cs": _FILL, b"sc": _FILL, b"cn": _FILL,
    b"RG": _STROKE, b" G": _STROKE, b" K": _STROKE, b"CS": _STROKE, b"SC": _STROKE, b"CN": _STROKE,
    **{name: name.decode() for name in (b" w", b" J", b" j", b" M", b" d", b"ri", b" i", b"gs",
                                        b"Tc", b"Tw", b"Tz", b"TL", b"Tf", b"Tr", b"Ts")},
}  # fmt: skip
"""By the last two bytes of an operator with its operands, what it sets."""
_KINDS = {**_SETS, b"q": _DOWN, b"Q": _UP, **dict.fromkeys((b"BT", b"ET", b"Tm", b"Td", b"TD", b"T*", b"DC", b"MC"), _PLACE)}
_CONTINUES = frozenset({b"sc", b"cn", b"SC", b"CN"})  # after the operator that chose the colour space
_PATH = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*"})

Operators = tuple[Any, ...]
Looks = Mapping[str, Operators]
"""What is set in the graphics state, and by which operators: colours, transparency, lines, type. Never changed in place."""
_NOTHING: Looks = {}


@dataclass(slots=True)
class _Level:
    """The graphics state between a `q` and its `Q`: what moves and clips, what colours; and where it began."""

    frame: Operators
    looks: Looks
    start: int
    painted: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A marked piece with the state that it was painted under, and what it leaves set."""

    operators: list[Any]
    frame: Operators
    looks: Looks
    sets: Looks  # before it paints
    leaves: Looks


class _Reader:
    """Takes the marked pieces out of a stream and remembers where, after the last, they can all be put back."""

    def __init__(self) -> None:
        self.out: list[Any] = []
        self.levels = [_Level((), _NOTHING, 0)]
        self.pieces: dict[int, _Piece] = {}
        self.path: list[Any] = []
        self.home = 0  # the lowest depth since the first piece
        self.spot: tuple[int, Operators, Looks] | None = None

    def read(self, stream: list[Any]) -> None:
        at, end = 0, len(stream)
        while at < end:
            item = stream[at]
            if item == b"q":
                top = self.levels[-1]
                self.levels.append(_Level(top.frame, top.looks, len(self.out)))
                self.out.append(item)
            elif item == b"Q":
                self.close()
            elif isinstance(item, str):  # only names of marks are text; operators are bytes
                after = _end(stream, at)
                self.marked(stream[at:after])
                at = after
                continue
            else:
                self.operator(item)
            at += 1
        if self.spot is None:
            self.spot = (len(self.out), self.levels[-1].frame, self.levels[-1].looks)

    def close(self) -> None:
        level = self.levels.pop()
        outer = self.levels[-1]
        depth = len(self.levels)
        leaving = bool(self.pieces) and self.spot is None and depth < self.home
        if level.painted:
            if leaving:
                self.spot = (len(self.out), level.frame, level.looks)
            outer.painted = True
            self.out.append(b"Q")
        else:  # nothing but pieces was in it
            del self.out[level.start :]
            if leaving or (self.spot is not None and self.spot[0] > level.start):
                self.spot = (len(self.out), outer.frame, outer.looks)
        self.home = min(self.home, depth)

    def marked(self, operators: list[Any]) -> None:
        """A marked piece, or an artifact, which stays; one with nothing in it goes."""
        top, properties = self.levels[-1], operators[1]
        if isinstance(properties, dict) and "MCID" in properties:
            sets, leaves = _changes(operators)
            self.pieces[properties["MCID"]] = _Piece(operators, top.frame, top.looks, sets, leaves)
            depth = len(self.levels)
            self.home = depth if len(self.pieces) == 1 else min(self.home, depth)
            self.spot = None
        elif len(operators) > 4:
            _, leaves = _changes(operators)
            self.out += operators
            top.painted = True
            operators = []
        else:
            return
        if not leaves.items() <= top.looks.items():
            top.looks = {**top.looks, **leaves}
            if operators:  # later decoration may rely on it
                self.out += (item for ops in leaves.values() for item in ops)

    def operator(self, item: Any) -> None:
        """An operator outside of all marks: state, a clip, or paint."""
        self.out.append(item)
        top, name = self.levels[-1], item.rpartition(b" ")[2]
        if name in _PATH:
            self.path.append(item)
            return
        if name == b"n":
            top.frame += (*self.path, item)
        elif name == b"cm" or (name == b"gs" and not _is_alpha(item)):
            top.frame += (item,)
        elif item[-2:] in _SETS:
            looks = dict(top.looks)
            _set(looks, _SETS[item[-2:]], item)
            top.looks = looks
        else:
            top.painted = True
        self.path.clear()


def _end(stream: list[Any], at: int) -> int:
    """The index after the end of the mark that begins at an index."""
    try:
        end = stream.index(b"EMC", at)
        while True:
            inside = stream[at:end]
            open_marks = inside.count(b"BDC") + inside.count(b"BMC") - inside.count(b"EMC")
            if open_marks <= 1:
                return end + 1
            end = stream.index(b"EMC", end + 1)
    except ValueError:
        raise ValueError("a mark without an end") from None


def _changes(operators: Sequence[Any]) -> tuple[Looks, Looks]:
    """What a piece sets before it paints anything, and what is still set after it."""
    sets: Looks | None = None
    leaves: dict[str, Operators] = {}
    depth = 0
    for item in operators[2:-1]:
        if item.__class__ is not bytes:
            continue
        kind = _KINDS.get(item[-2:])
        if kind is _DOWN:
            depth += 1
        elif kind is _UP:
            depth -= 1
            continue
        if depth or kind is _PLACE:
            continue
        if kind is not None and (kind != "gs" or _is_alpha(item)):
            _set(leaves, kind, item)
        elif sets is None:
            sets = dict(leaves)
    return leaves if sets is None else sets, leaves


def _is_alpha(item: bytes) -> bool:
    """Whether a graphics state is one of transparency: the engine's names for those of fills and of strokes."""
    return item[1:2] in (b"a", b"A")


def _set(looks: dict[str, Operators], kind: str, item: bytes) -> None:
    if kind == "gs":
        kind = item[1:2].decode()
    looks[kind] = (*looks.get(kind, ()), item) if item[-2:] in _CONTINUES else (item,)


def in_reading_order(stream: list[Any], order: Sequence[int]) -> list[Any]:
    """The operators of a page with its marked pieces in this order. Raises ValueError if that could change the picture."""
    reader = _Reader()
    reader.read(stream)
    if reader.spot is None or sorted(reader.pieces) != sorted(order):
        raise ValueError("the marks of the page are not those of the tree")
    at, frame, looks = reader.spot
    pieces = [reader.pieces[mark] for mark in order]
    if any(piece.frame[: len(frame)] != frame for piece in pieces):
        raise ValueError("the page is moved or clipped in the middle")
    reader.out[at:at] = _painted(pieces, len(frame), looks)
    return reader.out


def _painted(pieces: Sequence[_Piece], known: int, base: Looks) -> list[Any]:
    out: list[Any] = []
    now = base
    frame: Operators | None = None
    for piece in pieces:
        unknown = now.keys() - piece.looks.keys()
        if frame != piece.frame or unknown - piece.sets.keys():
            if frame is not None:
                out.append(b"Q")
            frame, now = piece.frame, base
            out += (b"q", *frame[known:])
        if now != piece.looks:
            for key, value in piece.looks.items():
                if now.get(key) != value and key not in piece.sets:
                    out += value
        out += piece.operators
        now = {**piece.looks, **piece.leaves} if piece.leaves else piece.looks
    if frame is not None:
        out.append(b"Q")
    return out
