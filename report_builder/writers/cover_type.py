"""The size of the cover's title, and where it breaks.

Receives the cover and the theme; promises the largest size at which everything has room. Separate because the title is the same
on paper and in Word.
"""

from __future__ import annotations

from dataclasses import replace

from report_builder.classes import dataclass
from report_builder.document import Cover, Inlines, plain
from report_builder.theme import MM_PER_POINT, Theme
from report_builder.writers.balance import lines_of
from report_builder.writers.measure import measure

TOP = 18.0  # mm from the sheet's head to the title
SQUARES_TOP = 112.0  # mm from the sheet's head to the squares
TITLE_WIDTH = 112.0  # as wide as the text and the squares: no line ends in the sheet's margin
SUBTITLE_WIDTH = 104.0
LEAST_SIZE = 20.0  # points
STEP = 1.0
BARE = 1.4  # how much larger the title of a cover without squares may be
STRIPE_TOP = 225.0  # mm from the sheet's head to the stripe in the colours of the axes, where there are no squares
WORTHY = 0.72  # of the full size, which is larger without squares
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class CoverType:
    """The title's size and line in points and its lines; a last line in light weight is the year's."""

    size: float
    line: float
    lines: tuple[str, ...]


def cover_type(cover: Cover, theme: Theme) -> CoverType:
    """The largest size, at most the theme's, at which title, year and subtitle stand above the squares, no line too wide.

    The author's lines are kept as long as they can be set in a size worth a cover; else they are divided further.
    """
    style, subtitle = theme.type["cover"], theme.type["h3"]
    wide = TITLE_WIDTH / MM_PER_POINT
    below = len(_wrapped(theme, cover.subtitle)) * subtitle.line + theme.space[3] / MM_PER_POINT if cover.subtitle else 0.0
    height = ((SQUARES_TOP if cover.squares else STRIPE_TOP) - TOP - theme.space[4]) / MM_PER_POINT - below
    given = tuple(" ".join(line.split()) for line in cover.title.split("\n") if line.strip())

    def attempt(size: float, divide: bool) -> CoverType | None:
        width, line = measure(theme, replace(style, size=size)), size * style.line / style.size
        lines = tuple(part for text in given for part in lines_of(text, width, wide)) if divide else given
        fits = (len(lines) + bool(cover.year)) * line <= height and max(map(width, lines), default=0.0) <= wide
        return CoverType(size, round(line, 2), lines) if fits and (len(lines) <= MOST_LINES or not divide) else None

    most = style.size * (1.0 if cover.squares else BARE)
    sizes = [most - i * STEP for i in range(int((most - LEAST_SIZE) / STEP) + 1)]
    kept = (attempt(size, False) for size in sizes if size >= WORTHY * most)
    divided = (attempt(size, True) for size in sizes)
    smallest = sizes[-1]
    last = CoverType(smallest, round(smallest * style.line / style.size, 2), given)
    return next(filter(None, (*kept, *divided)), last)


def _wrapped(theme: Theme, content: Inlines) -> list[str]:
    """A paragraph's lines as an engine breaks them, about."""
    width, lines = measure(theme, replace(theme.type["h3"], weight=400)), [""]
    for word in plain(content).split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer) > SUBTITLE_WIDTH / MM_PER_POINT and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
