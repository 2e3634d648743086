"""The tokens of `styles/theme.yaml` as values.

Receives the parsed tokens and a report's own; promises sizes in points and lengths in millimetres. Separate so that no writer
holds a literal of the look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from report_builder.classes import dataclass
from report_builder.theme.colour import Palette, extended

PACKAGE = Path(__file__).parent.parent
STYLES = PACKAGE / "_styles"
if not STYLES.is_dir():  # a checkout, not an installed wheel
    STYLES = PACKAGE.parent / "styles"

MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """Size and line height in points, weight 300 to 700."""

    size: float
    line: float
    weight: int


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


def mm(length: str) -> float:
    """A length token ("5.3mm", "1.5pt") in millimetres."""
    value, unit = float(length[:-2]), length[-2:]
    return {"mm": 1.0, "pt": MM_PER_POINT}[unit] * value


def house_tokens(styles: Path) -> dict[str, Any]:
    """The house's tokens as they stand in the file."""
    tokens: dict[str, Any] = yaml.load((styles / "theme.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return tokens


def named(base: Mapping[Any, Any], key: object) -> Any:
    """The key of `base` that is written like `key`: 1 for "1"."""
    return next((known for known in base if str(known) == str(key)), key)


def _merged(base: Mapping[Any, Any], own: Mapping[Any, Any]) -> dict[Any, Any]:
    result = dict(base)
    for written, value in own.items():
        key = named(base, written)
        known = base.get(key)
        if isinstance(value, Mapping):
            result[key] = _merged(known if isinstance(known, Mapping) else {}, value)
        else:
            result[key] = float(value) if isinstance(known, int | float) else value
    return result


def load_theme(own: Mapping[str, Any] | None = None, styles: Path = STYLES, folder: Path | None = None) -> Theme:
    """The house theme of the folder `styles`, with the tokens of a report's own theme laid over it.

    Font files that the report names lie in its `folder`. The tokens must be free of faults (`check_theme`).
    """
    house = house_tokens(styles)
    tokens = _merged(house, own or {})
    margin = tokens["page"]["margin"]
    return Theme(
        page={
            **{side: mm(length) for side, length in margin.items()},
            **{name: mm(tokens["page"][name]) for name in ("column", "gutter", "hanging", "indent")},
        },
        space={step: mm(length) for step, length in tokens["space"].items()},
        type={
            name: TypeStyle(float(style["size"]), float(style["line"]), int(style["weight"]))
            for name, style in tokens["type"].items()
        },
        rule={name: float(length.removesuffix("pt")) for name, length in tokens["rule"].items()},
        tint={name: float(share) for name, share in tokens["tint"].items()},
        light=Palette(**{**tokens["light"], "axes": tuple(tokens["light"]["axes"])}),
        dark=Palette(**{**tokens["dark"], "axes": tuple(tokens["dark"]["axes"])}),
        cover_dark=tokens["cover"]["ground"] == "dark",
        font_text=tokens["font"]["text"],
        font_union=tokens["font"]["union"],
        fonts={
            family: {
                int(weight): (styles if house["fonts"].get(family, {}).get(int(weight)) == file else folder or styles) / file
                for weight, file in files.items()
            }
            for family, files in tokens["fonts"].items()
        },
        union_blue=tokens["union"]["blue"],
        union_yellow=tokens["union"]["yellow"],
        union_height=mm(tokens["union"]["height"]),
    )
