"""Contrast of colours.

Every pair of colours that meet on a page, in the light palette and in the dark one (the printed cover, the web page by night),
reaches the ratio of WCAG 2.2 at level AA, as AgID's guidelines on accessibility ask by way of EN 301 549, 9.1.4.3, 9.1.4.11,
10.1.4.3 and 10.1.4.11: 4.5 for text (1.4.3), 3 for text of 18 points and more, or of 14 in bold (1.4.3), and 3 for what a
picture needs to be understood (1.4.11).

| where | in front | on | least |
| --- | --- | --- | --- |
| text, titles, tables, values of charts, draft mark, focus outline | `ink` | `paper` | 4.5 |
| measures, sources, notes, running lines, imprint, quieter texts of charts | `muted` | `paper` | 4.5 |
| heads of groups in tables, names of parts of bars, labels of the cover's squares, links (the first) | `axes` | `paper` | 4.5 |
| bars, lines, meters, chips | `axes` | `paper` | 3 |
| title and lead on an axis' band, numerals on chips, numbers in bars, focus outline on a band | `axes` | `on_axis` | 4.5 |
| text of callouts, ticks of targets there | `ink` | `wash` | 4.5 |
| links in callouts | first of `axes` | `wash` | 4.5 |
| the figure of a callout, in large type (4.5 if `figure_wide` is smaller) | `axes` | `wash` | 3 |
| meters, bars in tables | `ink`, `axes` | `track` | 3 |
| the line of zero, a third line without an axis | `quiet` | `paper` | 3 |

Not in the list: the statement beside the emblem, whose colours are fixed and whose ground must be white (see the emblem);
numbers inside the parts of bars, which the drawing leaves out where no colour reaches 4.5; tints, which never stand alone (a
tinted bar has an outline in its full colour, and each value is printed or in the data table); hairlines of tables, which are
decoration. But a tint has to be told from the full colour in grey too: a theme's `tint.outlined_bar`, the second of a pair of
series, needs 3 to it, and `tint.activated`, the squares of the cover, 2.

Colours of the house have been measured. A pair is told at the token that the report's own theme gives, the one in front first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from report_builder.checks.model import Context, Finding, Level
from report_builder.theme import LEAST_CONTRAST, Palette, TypeStyle, contrast, load_theme

RULES: Mapping[str, Level] = {
    "contrast-text": Level.ERROR,
    "contrast-axis": Level.ERROR,
    "contrast-callout": Level.ERROR,
    "contrast-graphic": Level.ERROR,
    "contrast-tint": Level.ERROR,
}
LEAST_LARGE = 3.0  # WCAG 2.2, 1.4.3 for large text and 1.4.11
TINTS = {"outlined_bar": 3.0, "activated": 2.0}  # least contrast of a full colour and its tint

Token = tuple[str | int, ...]


class Pair(NamedTuple):
    """Two colours that meet: `front` and `back` are keys below `light` or `dark`."""

    rule: str
    front: Token
    back: Token
    least: float


def pairs(axes: int, large: TypeStyle) -> Iterator[Pair]:
    """Every pair of a palette with so many axes; `large` is the type of a callout's figure."""
    is_large = large.size >= 18 or (large.size >= 14 and large.weight >= 700)
    yield Pair("contrast-text", ("ink",), ("paper",), LEAST_CONTRAST)
    yield Pair("contrast-text", ("muted",), ("paper",), LEAST_CONTRAST)
    yield Pair("contrast-callout", ("ink",), ("wash",), LEAST_CONTRAST)
    yield Pair("contrast-graphic", ("quiet",), ("paper",), LEAST_LARGE)
    yield Pair("contrast-graphic", ("ink",), ("track",), LEAST_LARGE)
    for axis in range(axes):
        colour = ("axes", axis)
        yield Pair("contrast-axis", colour, ("paper",), LEAST_CONTRAST)
        yield Pair("contrast-axis", colour, ("on_axis",), LEAST_CONTRAST)
        yield Pair("contrast-callout", colour, ("wash",), LEAST_LARGE if axis and is_large else LEAST_CONTRAST)
        yield Pair("contrast-graphic", colour, ("track",), LEAST_LARGE)


def check(context: Context) -> Iterator[Finding]:
    own = context.report.theme
    if own is None:
        return
    house = len(load_theme().light.axes)
    for name, palette in (("light", context.theme.light), ("dark", context.theme.dark)):
        given = own.get(name, {})
        told: set[tuple[str, str]] = set()
        for pair in pairs(len(given.get("axes", ())) or house, context.theme.type["figure_wide"]):
            path = next((token for token in (pair.front, pair.back) if token[0] in given), None)
            if path is None:
                continue
            front, back = _colour(palette, pair.front), _colour(palette, pair.back)
            ratio = contrast(front, back)
            subject = ".".join(map(str, (name, *path)))
            if ratio >= pair.least or (pair.rule, subject) in told:
                continue
            told.add((pair.rule, subject))
            parameters = {
                "token": ".".join(map(str, (name, *pair.front))),
                "value": front,
                "ground": ".".join(map(str, (name, *pair.back))),
                "ground_value": back,
                "ratio": _shown(ratio),
                "least": f"{pair.least:g}",
            }
            yield Finding(pair.rule, parameters, context.theme_place(name, *path), subject)
    yield from _tints(context, own, house)


def _tints(context: Context, own: Mapping[str, Any], axes: int) -> Iterator[Finding]:
    """Tints of the report's own that could be taken for the full colour: the worst pair of each."""
    for token, least in TINTS.items():
        if token not in own.get("tint", {}):
            continue
        share = context.theme.tint[token]
        palettes = (context.theme.light, context.theme.dark)
        ratio = min(contrast(c, palette.tint(c, share)) for palette in palettes for c in (palette.ink, *palette.axes[:axes]))
        if ratio < least:
            parameters = {"token": f"tint.{token}", "value": f"{share:g}", "ratio": _shown(ratio), "least": f"{least:g}"}
            yield Finding("contrast-tint", parameters, context.theme_place("tint", token), f"tint.{token}")


def _shown(ratio: float) -> str:
    """Two places, cut off: 4.499 is not 4.50."""
    return f"{int(ratio * 100) / 100:.2f}"


def _colour(palette: Palette, token: Token) -> str:
    if isinstance(index := token[-1], int):
        return palette.axes[index]
    return str(getattr(palette, str(token[0])))
