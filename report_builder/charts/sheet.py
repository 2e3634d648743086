"""A drawing surface in millimetres, from the top left: shapes in the order of painting, colours by their token's name.

Receives lengths in mm and sizes in points; promises shapes that any serialiser can write, and the boxes of all labels and
marks, so that a collision is a computed fact. Separate because what is drawn and how it is written change for different
reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from typing import NamedTuple

from report_builder.charts.fonts import Typeface
from report_builder.classes import dataclass
from report_builder.theme import MM_PER_POINT, Palette

REGULAR, SEMIBOLD, BOLD = 400, 600, 700
ASCENT, DESCENT = 0.76, 0.21  # em: what the ink of a line of text may take above and below its baseline


class Paint(NamedTuple):
    """A colour of the palette by its token ("ink", "axis-3"), or `shade` per cent of it in the paper."""

    token: str
    shade: int = 100

    def colour(self, palette: Palette) -> str:
        """As "#RRGGBB" on one ground."""
        if self.token.startswith("axis-"):
            plain = palette.axes[(int(self.token[5:]) - 1) % len(palette.axes)]
        else:
            plain = getattr(palette, self.token.replace("-", "_"))
        return plain if self.shade == 100 else palette.tint(plain, self.shade / 100)

    @property
    def variable(self) -> str:
        """As a custom property of the page."""
        return f"var(--{self.token})" if self.shade == 100 else f"var(--{self.token}-{self.shade})"


PAPER, INK, MUTED, QUIET, RULE, ON_AXIS = map(Paint, ("paper", "ink", "muted", "quiet", "rule", "on-axis"))


def axis_paint(index: int) -> Paint:
    """The colour of the axis with this index, counted from 0."""
    return Paint(f"axis-{index + 1}")


class Box(NamedTuple):
    """A rectangle in mm, for asking what lies on what."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, spare: float = 0.0) -> bool:
        """Whether two boxes come nearer than `spare` mm; boxes that only touch do not meet."""
        return (
            self.left < other.right + spare
            and other.left < self.right + spare
            and self.top < other.bottom + spare
            and other.top < self.bottom + spare
        )

    def holds(self, other: Box, slack: float = 0.0) -> bool:
        return (
            self.left - slack <= other.left
            and other.right <= self.right + slack
            and self.top - slack <= other.top
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: Paint
    edge: Paint | None = None
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Polyline:
    """A line through points; `width` in mm. `round` joins and ends belong to data lines, butt ends to rules and ticks."""

    points: tuple[tuple[float, float], ...]
    paint: Paint
    width: float
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: Paint
    edge: Paint | None = None
    is_mark: bool = False


@dataclass(frozen=True, slots=True)
class Squares:
    """Equal squares by their left top corners, drawn as one path so that a thousand are one object."""

    corners: tuple[tuple[float, float], ...]
    side: float
    fill: Paint | None
    edge: Paint | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; `x` is its left, middle or right by `align`, `baseline` its y, `box` the room that its ink may take."""

    x: float
    baseline: float
    text: str
    size: float
    weight: int
    paint: Paint
    align: str
    box: Box


Shape = Rect | Polyline | Dot | Squares | Label
EDGE = 0.265  # mm (0.75 pt), the outline of a tinted bar


@dataclass
class Sheet:
    """`height` is settled last, when everything has found its place."""

    width: float
    face: Typeface
    height: float = 0.0
    shapes: list[Shape] = field(default_factory=list)

    # ------------------------------------------------------------------------------------------------------------ drawing

    def rect(
        self, x: float, y: float, width: float, height: float, fill: Paint, edge: Paint | None = None, *, mark: bool = False
    ) -> None:
        """A rectangle; the outline in `edge` stays inside its measure."""
        self.shapes.append(Rect(x, y, max(width, 0.0), height, fill, edge, mark))

    def line(self, x1: float, y1: float, x2: float, y2: float, paint: Paint, points: float = 0.75) -> None:
        """A straight line of so many points' thickness."""
        self.shapes.append(Polyline(((x1, y1), (x2, y2)), paint, points * MM_PER_POINT))

    def polyline(self, points: Iterable[tuple[float, float]], paint: Paint, width: float) -> None:
        """A line of data, `width` in points."""
        self.shapes.append(Polyline(tuple(points), paint, width * MM_PER_POINT, True))

    def dot(self, x: float, y: float, radius: float, fill: Paint, edge: Paint | None = None) -> None:
        self.shapes.append(Dot(x, y, radius, fill, edge, True))

    def squares(
        self, corners: Iterable[tuple[float, float]], side: float, fill: Paint | None, edge: Paint | None = None
    ) -> None:
        found = tuple(corners)
        if found:
            self.shapes.append(Squares(found, side, fill, edge))

    def text(
        self, x: float, y: float, words: str, *, size: float, weight: int = REGULAR, paint: Paint = INK, align: str = "left"
    ) -> None:
        """Text whose capitals are centred on `y`, so that rows of mixed sizes share a line."""
        if not words.strip():
            return
        baseline = y + self.face.capital(size) / 2
        self.shapes.append(Label(x, baseline, words, size, weight, paint, align, self.box(x, y, words, size, weight, align)))

    # ---------------------------------------------------------------------------------------------------------- measuring

    def measure(self, words: str, size: float, weight: int = REGULAR) -> float:
        """The width of a text in mm."""
        return self.face.width(words, size, weight)

    def box(self, x: float, y: float, words: str, size: float, weight: int = REGULAR, align: str = "left") -> Box:
        """The room that a text would take if it were drawn."""
        width = self.measure(words, size, weight)
        left = {"left": x, "center": x - width / 2, "right": x - width}[align]
        baseline, em = y + self.face.capital(size) / 2, size * MM_PER_POINT
        return Box(left, baseline - ASCENT * em, left + width, baseline + DESCENT * em)

    def labels(self) -> list[Label]:
        return [shape for shape in self.shapes if isinstance(shape, Label)]

    def rects(self) -> list[Box]:
        """The boxes of all bars and dots."""
        boxes = []
        for shape in self.shapes:
            if isinstance(shape, Rect) and shape.is_mark:
                boxes.append(Box(shape.x, shape.y, shape.x + shape.width, shape.y + shape.height))
            elif isinstance(shape, Dot):
                x, y, r = shape.x, shape.y, shape.radius
                boxes.append(Box(x - r, y - r, x + r, y + r))
        return boxes

    def vertical(self, x: float, top: float, bottom: float, paint: Paint, points: float = 0.75) -> None:
        """A vertical line that makes way for the labels drawn so far."""
        holes = sorted(
            (label.box.top - 0.3, label.box.bottom + 0.3)
            for label in self.labels()
            if label.box.left - 0.4 < x < label.box.right + 0.4 and label.box.top < bottom and label.box.bottom > top
        )
        at = top
        for start, end in holes:
            if start > at:
                self.line(x, at, x, start, paint, points)
            at = max(at, end)
        if at < bottom:
            self.line(x, at, x, bottom, paint, points)
