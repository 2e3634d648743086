"""How wide text is in the fonts of the theme.

Receives the theme; promises widths in points, never less than what an engine sets. Separate because layout decisions that must
be the same on every machine, such as where a title breaks, may not ask a layout engine.
"""

from __future__ import annotations

from collections.abc import Callable

from report_builder.charts.fonts import typeface
from report_builder.theme import MM_PER_POINT, Theme, TypeStyle

Measure = Callable[[str], float]


def measure(theme: Theme, style: TypeStyle) -> Measure:
    """A function that gives a text's width in points in the theme's text face, in the size and weight of `style`."""
    face = typeface(theme)
    return lambda text: face.width(text, style.size, style.weight) / MM_PER_POINT
