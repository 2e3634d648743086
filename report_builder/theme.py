"""The theme: tokens of `styles/theme.yaml` as values, so that CSS, Word and charts share one look.

Receives the parsed tokens; promises sizes in points, lengths in millimetres, colours as "#RRGGBB", and a palette for any number
of axes. Separate so that no writer holds a literal of the look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

STYLES = Path(__file__).parent / "_styles"
if not STYLES.is_dir():  # a checkout, not an installed wheel
    STYLES = Path(__file__).parent.parent / "styles"

MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size and line height in points, weight 300 to 700."""

    size: float
    line: float
    weight: int


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


@dataclass(frozen=True)
class Theme:
    """All tokens. Lengths are mm floats, rules points; `fonts[family][weight]` is the font file's path."""

    page: Mapping[str, float]
    space: Mapping[int, float]
    type: Mapping[str, TypeStyle]
    rule: Mapping[str, float]
    tint: Mapping[str, float]
    light: Palette
    dark: Palette
    cover_dark: bool
    font_text: str
    font_union: str
    fonts: Mapping[str, Mapping[int, Path]]
    union_blue: str
    union_yellow: str
    union_height: float

    def for_axes(self, count: int) -> Theme:
        """The same theme with at least `count` axis colours in both palettes."""
        return replace(
            self,
            light=replace(self.light, axes=extended(self.light, count)),
            dark=replace(self.dark, axes=extended(self.dark, count)),
        )


def extended(palette: Palette, count: int) -> tuple[str, ...]:
    """Axis colours for any number of axes: the theme's own first, then further ones."""
    colours = palette.axes
    return tuple(colours[i % len(colours)] for i in range(max(count, len(colours))))


def mm(length: str) -> float:
    """A length token ("5.3mm", "1.5pt") in millimetres."""
    value, unit = float(length[:-2]), length[-2:]
    return {"mm": 1.0, "pt": MM_PER_POINT}[unit] * value


def _merged(base: dict[Any, Any], own: Mapping[Any, Any]) -> dict[Any, Any]:
    result = dict(base)
    for key, value in own.items():
        result[key] = _merged(base[key], value) if isinstance(value, dict) and isinstance(base.get(key), dict) else value
    return result


def load_theme(own: Mapping[str, Any] | None = None, styles: Path = STYLES) -> Theme:
    """The house theme of the folder `styles`, with the tokens of a report's own theme laid over it."""
    tokens = _merged(yaml.load((styles / "theme.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader), own or {})
    margin = tokens["page"]["margin"]
    return Theme(
        page={
            **{side: mm(length) for side, length in margin.items()},
            **{name: mm(tokens["page"][name]) for name in ("column", "gutter", "hanging", "indent")},
        },
        space={step: mm(length) for step, length in tokens["space"].items()},
        type={name: TypeStyle(**style) for name, style in tokens["type"].items()},
        rule={name: float(length.removesuffix("pt")) for name, length in tokens["rule"].items()},
        tint=tokens["tint"],
        light=Palette(**{**tokens["light"], "axes": tuple(tokens["light"]["axes"])}),
        dark=Palette(**{**tokens["dark"], "axes": tuple(tokens["dark"]["axes"])}),
        cover_dark=tokens["cover"]["ground"] == "dark",
        font_text=tokens["font"]["text"],
        font_union=tokens["font"]["union"],
        fonts={
            family: {weight: styles / file for weight, file in files.items()} for family, files in tokens["fonts"].items()
        },
        union_blue=tokens["union"]["blue"],
        union_yellow=tokens["union"]["yellow"],
        union_height=mm(tokens["union"]["height"]),
    )
