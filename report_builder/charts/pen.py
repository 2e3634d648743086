"""Glyph outlines as relative SVG path data in whole font units.

Receives a fontTools glyph set; promises a path that can begin anywhere, so that a label is one path and no number is rounded.
Separate so that fontTools' pens are imported only when text becomes paths.
"""

from __future__ import annotations

from typing import Any

from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]

Point = tuple[float, float]


class _RelativePen(BasePen):  # type: ignore[misc]
    """Writes each contour from where the last one began."""

    def __init__(self, glyph_set: Any) -> None:
        super().__init__(glyph_set)
        self.start: tuple[int, int] | None = None
        self.parts: list[str] = []
        self._at = (0, 0)
        self._begun = (0, 0)

    def _step(self, command: str, *points: Point) -> None:
        rounded = [(round(x), round(y)) for x, y in points]
        numbers = [number for x, y in rounded for number in (x - self._at[0], y - self._at[1])]
        text = command
        for i, number in enumerate(numbers):
            text += f" {number}" if i and number >= 0 else str(number)
        self.parts.append(text)
        self._at = rounded[-1]

    def _moveTo(self, pt: Point) -> None:
        begun = (round(pt[0]), round(pt[1]))
        if self.start is None:
            self.start = self._at = begun
        else:
            self._step("m", pt)
        self._begun = begun

    def _lineTo(self, pt: Point) -> None:
        x, y = round(pt[0]), round(pt[1])
        if y == self._at[1]:
            self.parts.append(f"h{x - self._at[0]}")
        elif x == self._at[0]:
            self.parts.append(f"v{y - self._at[1]}")
        else:
            self._step("l", pt)
        self._at = (x, y)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:
        self._step("c", pt1, pt2, pt3)

    def _qCurveToOne(self, pt1: Point, pt2: Point) -> None:
        self._step("q", pt1, pt2)

    def _closePath(self) -> None:
        self.parts.append("z")
        self._at = self._begun


def relative_path(glyph_set: Any, name: str) -> tuple[tuple[int, int], str]:
    """Where the glyph's first contour begins, and the rest of its path relative to there; "" for a space."""
    pen = _RelativePen(glyph_set)
    glyph_set[name].draw(pen)
    return pen.start or (0, 0), "".join(pen.parts)
