"""How wide text is in the fonts of the theme, by their own advance widths.

Receives the theme; promises widths in points (kerning left out: about one hundredth too wide at most). Separate because layout
decisions that must be the same on every machine, such as where a title breaks, may not ask a layout engine.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from report_builder.theme import Theme, TypeStyle

Measure = Callable[[str], float]


@cache
def _advances(path: Path) -> tuple[dict[int, float], float]:
    """Advance widths by character, in ems, and the width that stands for a missing character."""
    with TTFont(path, lazy=True) as font:
        units = font["head"].unitsPerEm
        metrics = font["hmtx"].metrics
        widths = {code: metrics[glyph][0] / units for code, glyph in font.getBestCmap().items()}
    return widths, widths.get(ord("n"), 0.5)


def measure(theme: Theme, style: TypeStyle) -> Measure:
    """A function that gives a text's width in points in the theme's text face, in the size and weight of `style`."""
    weights = theme.fonts[theme.font_text]
    nearest = min(weights, key=lambda weight: abs(weight - style.weight))
    widths, missing = _advances(weights[nearest])
    return lambda text: style.size * sum(widths.get(ord(character), missing) for character in text)
