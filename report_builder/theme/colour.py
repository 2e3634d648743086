"""Colours: contrast, tints, and further colours for any number of axes.

Receives "#RRGGBB"; promises WCAG's contrast ratio and colours that can be read and told apart. Separate because it is pure
arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from math import cos, dist, radians, sin
from typing import NamedTuple

from report_builder.classes import dataclass

LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3, text of ordinary size


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one ground, "#RRGGBB". `axes` are in the order of the programme's axes."""

    paper: str
    ink: str
    muted: str
    quiet: str
    rule: str
    track: str
    wash: str
    on_axis: str
    axes: tuple[str, ...]

    def tint(self, colour: str, share: float) -> str:
        """Mix `share` (0 to 1) of a colour into the paper: opaque, as transparency costs and prints badly."""
        mixed = (round(int(colour[i : i + 2], 16) * share + int(self.paper[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5))
        return "#" + "".join(f"{channel:02X}" for channel in mixed)


Triple = tuple[float, float, float]

# Linear sRGB as people without one kind of cone see it: Machado, Oliveira and Fernandes (2009), severity 1.
_PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998))
_DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))

# Linear sRGB to OKLab and back: Björn Ottosson, "A perceptual color space for image processing" (2020).
_TO_LMS = ((0.4122214708, 0.5363325363, 0.0514459929), (0.2119034982, 0.6806995451, 0.1073969566),
           (0.0883024619, 0.2817188376, 0.6299787005))  # fmt: skip
_TO_LAB = ((0.2104542553, 0.7936177850, -0.0040720468), (1.9779984951, -2.4285922050, 0.4505937099),
           (0.0259040371, 0.7827717662, -0.8086757660))  # fmt: skip
_FROM_LAB = ((1.0, 0.3963377774, 0.2158037573), (1.0, -0.1055613458, -0.0638541728), (1.0, -0.0894841775, -1.2914855480))
_FROM_LMS = ((4.0767416621, -3.3077115913, 0.2309699292), (-1.2684380046, 2.6097574011, -0.3413193965),
             (-0.0041960863, -0.7034186147, 1.7076147010))  # fmt: skip


def _times(matrix: Sequence[Triple], vector: Triple) -> Triple:
    x, y, z = vector
    a, b, c = (row[0] * x + row[1] * y + row[2] * z for row in matrix)
    return a, b, c


def _linear(colour: str) -> Triple:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return r, g, b


def contrast(first: str, second: str) -> float:
    """WCAG's contrast ratio of two "#RRGGBB" colours, 1 to 21, in whichever order."""
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (_linear(first), _linear(second)))
    return (high + 0.05) / (low + 0.05)


def _oklab(linear: Triple) -> Triple:
    long, middle, short = (max(cone, 0.0) ** (1 / 3) for cone in _times(_TO_LMS, linear))
    return _times(_TO_LAB, (long, middle, short))


def _from_oklch(lightness: float, chroma: float, hue: float) -> str | None:
    """The colour of an OKLCH place as "#RRGGBB", or None outside sRGB."""
    lms = _times(_FROM_LAB, (lightness, chroma * cos(radians(hue)), chroma * sin(radians(hue))))
    linear = _times(_FROM_LMS, (lms[0] ** 3, lms[1] ** 3, lms[2] ** 3))
    if min(linear) < 0 or max(linear) > 1:
        return None
    channels = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in linear)
    return "#" + "".join(f"{round(255 * channel):02X}" for channel in channels)


class _Seen(NamedTuple):
    """Where a colour lies in OKLab for full colour vision, without red cones and without green cones."""

    full: Triple
    protan: Triple
    deutan: Triple

    @classmethod
    def of(cls, colour: str) -> _Seen:
        linear = _linear(colour)
        return cls(_oklab(linear), _oklab(_times(_PROTAN, linear)), _oklab(_times(_DEUTAN, linear)))

    def apart(self, other: _Seen) -> float:
        """How well two colours are told apart, by most readers or, at twice the distance, by those who see the least of it."""
        impaired = min(dist(self.protan, other.protan), dist(self.deutan, other.deutan))
        return min(dist(self.full, other.full), 2 * impaired)


def _candidates(palette: Palette) -> Iterator[str]:
    """Colours that carry text on the paper and text in `on_axis`, neither grey nor glaring."""
    for lightness, chroma, hue in product(range(32, 93, 4), (8, 12, 16), range(0, 360, 12)):
        colour = _from_oklch(lightness / 100, chroma / 100, hue)
        if colour and min(contrast(colour, palette.paper), contrast(colour, palette.on_axis)) >= LEAST_CONTRAST:
            yield colour


@cache
def extended(palette: Palette, count: int) -> tuple[str, ...]:
    """Axis colours for any number of axes: the theme's own first, then further ones.

    Each further colour has a contrast of 4.5 or more on the paper and under `on_axis`, and is, of all candidates, the one that
    differs most from the colours before it and from the grey of muted text. The first colours never depend on `count`. When the
    candidates are used up, they begin again (a programme of more than two hundred axes).
    """
    chosen = list(palette.axes)
    if count <= len(chosen):
        return palette.axes
    used = [_Seen.of(colour) for colour in (*chosen, palette.muted)]
    least = {
        colour: (seen, min(seen.apart(other) for other in used))
        for colour, seen in ((colour, _Seen.of(colour)) for colour in _candidates(palette))
    }
    while len(chosen) < count and least:
        best = max(least, key=lambda colour: (round(least[colour][1], 6), colour))
        newest, _ = least.pop(best)
        chosen.append(best)
        least = {colour: (seen, min(old, seen.apart(newest))) for colour, (seen, old) in least.items()}
    return tuple(chosen[i % len(chosen)] for i in range(count))
