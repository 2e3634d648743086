"""The content of a page in the order in which it is read, for those who read a file without its structure.

Receives the content stream of a page as the engine's list of operators, and its marked pieces in reading order; promises a list
that paints the same picture: decoration first, then the pieces one after the other, each under the graphics state that it had.
The engine paints by layers (CSS 2, appendix E), so that a title may come after the text below it. Copied text, reflow and many
readers follow this order, not the tree's (ISO 32000-1, 14.8.2.3.1). Separate because it knows operators and nothing of boxes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_FILL, _STROKE = "fill", "stroke"
_COLOUR = {
    b"rg": _FILL, b"g": _FILL, b"k": _FILL, b"cs": _FILL, b"sc": _FILL, b"scn": _FILL,
    b"RG": _STROKE, b"G": _STROKE, b"K": _STROKE, b"CS": _STROKE, b"SC": _STROKE, b"SCN": _STROKE,
}  # fmt: skip
_CONTINUES = frozenset({b"sc", b"scn", b"SC", b"SCN"})  # after the operator that chose the colour space
_PLAIN = frozenset({b"w", b"J", b"j", b"M", b"d", b"ri", b"i", b"Tc", b"Tw", b"Tz", b"TL", b"Tf", b"Tr", b"Ts"})
_PLACING = frozenset({b"BDC", b"BMC", b"BT", b"ET", b"Tm", b"Td", b"TD", b"T*"})
_PATH = frozenset({b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*"})

Operators = tuple[Any, ...]
Looks = dict[Any, Operators]
"""What is set in the graphics state, and by which operators: colours, transparency, lines, type."""


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
        self.levels = [_Level((), {}, 0)]
        self.pieces: dict[int, _Piece] = {}
        self.path: list[Any] = []
        self.home = 0  # the lowest depth since the first piece
        self.spot: tuple[int, Operators, Looks] | None = None

    def read(self, stream: Sequence[Any]) -> None:
        at, end = 0, len(stream)
        while at < end:
            item = stream[at]
            if item == b"q":
                top = self.levels[-1]
                self.levels.append(_Level(top.frame, dict(top.looks), len(self.out)))
                self.out.append(item)
            elif item == b"Q":
                self.close()
            elif isinstance(item, str):  # only names of marks are text; operators are bytes
                after = _end(stream, at)
                properties = stream[at + 1]
                if isinstance(properties, dict) and "MCID" in properties:
                    self.take(properties["MCID"], list(stream[at:after]))
                elif after > at + 4:
                    self.out += stream[at:after]
                    top = self.levels[-1]
                    top.looks |= _changes(stream[at:after])[1]
                    top.painted = True
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
                self.spot = (len(self.out), outer.frame, dict(outer.looks))
        self.home = min(self.home, depth)

    def take(self, mark: int, operators: list[Any]) -> None:
        top = self.levels[-1]
        sets, leaves = _changes(operators)
        self.pieces[mark] = _Piece(operators, top.frame, dict(top.looks), sets, leaves)
        top.looks |= leaves
        self.out += (item for ops in leaves.values() for item in ops)  # later decoration may rely on it
        depth = len(self.levels)
        self.home = depth if len(self.pieces) == 1 else min(self.home, depth)
        self.spot = None

    def operator(self, item: Any) -> None:
        """An operator outside of all marks: state, a clip, or paint."""
        self.out.append(item)
        top, name = self.levels[-1], item.rpartition(b" ")[2]
        if name in _PATH:
            self.path.append(item)
            return
        if name == b"n":
            top.frame += (*self.path, item)
        elif name == b"cm":
            top.frame += (item,)
        elif not _look(top.looks, item, name):
            if name == b"gs":
                top.frame += (item,)
            else:
                top.painted = True
        self.path.clear()


def _end(stream: Sequence[Any], at: int) -> int:
    """The index after the end of the mark that begins at an index."""
    depth = 0
    for index in range(at, len(stream)):
        item = stream[index]
        if item == b"BDC" or item == b"BMC":
            depth += 1
        elif item == b"EMC":
            depth -= 1
            if not depth:
                return index + 1
    raise ValueError("a mark without an end")


def _changes(operators: Sequence[Any]) -> tuple[Looks, Looks]:
    """What a piece sets before it paints anything, and what is still set after it."""
    sets: Looks = {}
    leaves: Looks = {}
    depth, first = 0, True
    for item in operators:
        if item == b"q":
            depth += 1
            first = False
        elif item == b"Q":
            depth -= 1
        elif not depth and isinstance(item, bytes):
            name = item.rpartition(b" ")[2]
            changed = _look(leaves, item, name)
            if first and changed:
                sets = dict(leaves)
            first = first and (changed or name in _PLACING)
    return sets, leaves


def _look(looks: Looks, item: bytes, name: bytes) -> bool:
    """Note what an operator sets; whether it is one that sets something."""
    if name in _COLOUR:
        key = _COLOUR[name]
        looks[key] = (*looks.get(key, ()), item) if name in _CONTINUES else (item,)
    elif name == b"gs" and item[1:2] in (b"a", b"A"):  # the engine's names for the transparency of fills and of strokes
        looks[item[1:2]] = (item,)
    elif name in _PLAIN:
        looks[name] = (item,)
    else:
        return False
    return True


def in_reading_order(stream: Sequence[Any], order: Sequence[int]) -> list[Any]:
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


def _painted(pieces: Sequence[_Piece], known: int, base: Mapping[Any, Operators]) -> list[Any]:
    out: list[Any] = []
    now: Looks = dict(base)
    frame: Operators | None = None
    for piece in pieces:
        wanted = {key: value for key, value in piece.looks.items() if key not in piece.sets}
        if frame != piece.frame or any(key not in piece.looks and key not in piece.sets for key in now):
            if frame is not None:
                out.append(b"Q")
            frame, now = piece.frame, dict(base)
            out += (b"q", *frame[known:])
        for key, value in wanted.items():
            if now.get(key) != value:
                out += value
                now[key] = value
        out += piece.operators
        now |= piece.leaves
    if frame is not None:
        out.append(b"Q")
    return out
