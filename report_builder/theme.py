"""The theme: tokens of `styles/theme.yaml` as values, so that CSS, Word and charts share one look.

Receives the parsed tokens; promises sizes in points, lengths in millimetres, colours as "#RRGGBB", a palette for any number of
axes, and the same tokens as CSS variables. Separate so that no writer holds a literal of the look.

A report's own tokens are laid over the house's: `check_theme` tells what is wrong with them without raising, and `load_theme`
may be called once it has found no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cache
from itertools import product
from math import cos, dist, radians, sin
from pathlib import Path
from typing import Any, NamedTuple

import yaml

STYLES = Path(__file__).parent / "_styles"
if not STYLES.is_dir():  # a checkout, not an installed wheel
    STYLES = Path(__file__).parent.parent / "styles"

MM_PER_POINT = 25.4 / 72
LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3, text of ordinary size
LADDER = (70, 38, 8)  # per cent of a colour mixed into the paper: series without an axis, empty parts of a track


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


# ------------------------------------------------------------------------------------------------------------------- colour

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


# -------------------------------------------------------------------------------------------------------------------- loading


def mm(length: str) -> float:
    """A length token ("5.3mm", "1.5pt") in millimetres."""
    value, unit = float(length[:-2]), length[-2:]
    return {"mm": 1.0, "pt": MM_PER_POINT}[unit] * value


def _house(styles: Path) -> dict[str, Any]:
    tokens: dict[str, Any] = yaml.load((styles / "theme.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return tokens


def _named(base: Mapping[Any, Any], key: object) -> Any:
    """The key of `base` that is written like `key`: 1 for "1"."""
    return next((known for known in base if str(known) == str(key)), key)


def _merged(base: Mapping[Any, Any], own: Mapping[Any, Any]) -> dict[Any, Any]:
    result = dict(base)
    for written, value in own.items():
        key = _named(base, written)
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
    house = _house(styles)
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


# ------------------------------------------------------------------------------------------------------------------- checking


@dataclass(frozen=True, slots=True)
class ThemeFault:
    """What is wrong with one of a report's own tokens. `path` are its keys from the top, list places as numbers.

    `rule` is the message's key: `theme-unknown-token` (token, suggestion), `theme-wrong-shape` (token), `theme-wrong-colour`,
    `theme-wrong-length`, `theme-wrong-number`, `theme-wrong-word` (token, value, and for a word `words`, those that are
    allowed), `theme-missing-font` (token, value), `theme-low-contrast` (token, value, ratio, least).
    """

    path: tuple[str | int, ...]
    rule: str
    parameters: Mapping[str, str | int]


_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LENGTH = re.compile(r"\d{1,4}(\.\d{1,4})?(mm|pt)")
_POINTS = re.compile(r"\d{1,4}(\.\d{1,4})?pt")
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")
_WORDS = {("cover", "ground"): ("dark", "light"), ("page", "size"): ("A4",)}


def _fault(path: tuple[str | int, ...], rule: str, **parameters: str | int) -> ThemeFault:
    return ThemeFault(path, rule, {"token": ".".join(map(str, path)), **parameters})


def _leaf_faults(path: tuple[str | int, ...], known: Any, value: Any) -> Iterator[ThemeFault]:
    written = str(value)
    if isinstance(value, Mapping | list | tuple) or value is None:
        yield _fault(path, "theme-wrong-shape")
    elif isinstance(known, int | float):
        number = float(written) if _NUMBER.fullmatch(written) else -1.0
        weight = path[-1] == "weight"
        if number < 0 or (path[0] == "tint" and number > 1) or (weight and number not in (300, 400, 600, 700)):
            yield _fault(path, "theme-wrong-number", value=written)
    elif _COLOUR.fullmatch(known):
        if not _COLOUR.fullmatch(written):
            yield _fault(path, "theme-wrong-colour", value=written)
    elif _LENGTH.fullmatch(known):
        if not (_POINTS if path[0] == "rule" else _LENGTH).fullmatch(written):
            yield _fault(path, "theme-wrong-length", value=written)
    elif (words := _WORDS.get((str(path[0]), str(path[-1])))) and written not in words:
        yield _fault(path, "theme-wrong-word", value=written, words=", ".join(words))


def _tree_faults(path: tuple[str | int, ...], base: Mapping[Any, Any], own: Mapping[Any, Any]) -> Iterator[ThemeFault]:
    for written, value in own.items():
        key, here = _named(base, written), (*path, str(written))
        if here == ("fonts",):
            continue
        if key not in base:
            near = get_close_matches(str(written), [str(name) for name in base], 1)
            yield _fault(here, "theme-unknown-token", suggestion=near[0] if near else "")
            continue
        known = base[key]
        if isinstance(known, Mapping):
            if isinstance(value, Mapping):
                yield from _tree_faults(here, known, value)
            else:
                yield _fault(here, "theme-wrong-shape")
        elif isinstance(known, list):
            if isinstance(value, list | tuple) and value:
                for i, item in enumerate(value):
                    yield from _leaf_faults((*here, i), known[0], item)
            else:
                yield _fault(here, "theme-wrong-shape")
        else:
            yield from _leaf_faults(here, known, value)


def _font_faults(own: Any, folder: Path | None) -> Iterator[ThemeFault]:
    """Fonts of a report: files inside its own folder, by family and weight."""
    if not isinstance(own, Mapping) or not all(isinstance(files, Mapping) for files in own.values()):
        yield _fault(("fonts",), "theme-wrong-shape")
        return
    for family, files in own.items():
        for weight, file in files.items():
            path = ("fonts", str(family), str(weight))
            if str(weight) not in ("300", "400", "600", "700"):
                yield _fault(path, "theme-wrong-number", value=str(weight))
            elif folder is None or not _inside(folder, str(file)):
                yield _fault(path, "theme-missing-font", value=str(file))


def _inside(folder: Path, file: str) -> bool:
    try:
        path = (folder / file).resolve()
        return path.suffix.lower() in (".ttf", ".otf") and path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        return False


def _contrast_faults(own: Mapping[str, Any], theme: Theme) -> Iterator[ThemeFault]:
    """Text that could not be read, of those colours that the report gives itself."""
    for name, palette in (("light", theme.light), ("dark", theme.dark)):
        given = own.get(name, {})
        for token in ("ink", "muted"):
            if token in given or "paper" in given:
                yield from _low((name, token), getattr(palette, token), palette.paper)
        if {"axes", "paper", "on_axis"} & set(given):
            for i, colour in enumerate(palette.axes):
                worst = min((palette.paper, palette.on_axis), key=lambda ground: contrast(colour, ground))
                yield from _low((name, "axes", i), colour, worst)


def _low(path: tuple[str | int, ...], colour: str, ground: str) -> Iterator[ThemeFault]:
    ratio = contrast(colour, ground)
    if ratio < LEAST_CONTRAST:
        yield _fault(path, "theme-low-contrast", value=colour, ratio=f"{int(ratio * 100) / 100:.2f}", least=str(LEAST_CONTRAST))


def check_theme(own: Any, styles: Path = STYLES, folder: Path | None = None) -> list[ThemeFault]:
    """Everything that is wrong with a report's own tokens, in their order; leaves may be text as written or parsed values.

    Contrast is measured only once the tokens themselves are right.
    """
    if not isinstance(own, Mapping):
        return [_fault((), "theme-wrong-shape")]
    house = _house(styles)
    faults = [*_tree_faults((), house, own), *(_font_faults(own["fonts"], folder) if "fonts" in own else ())]
    if not faults:
        families = set(map(str, (*house["fonts"], *own.get("fonts", {}))))
        for use, family in own.get("font", {}).items():
            if family not in families:
                faults.append(_fault(("font", str(use)), "theme-missing-font", value=str(family)))
    return faults or list(_contrast_faults(own, load_theme(own, styles, folder)))


# ------------------------------------------------------------------------------------------------------------------------ CSS


def shades(theme: Theme) -> tuple[int, ...]:
    """The tints that drawings may use, in per cent of a colour mixed into the paper: the ladder and the theme's own."""
    return tuple(sorted({*LADDER, *(round(100 * share) for share in theme.tint.values())}, reverse=True))


def _colour_variables(palette: Palette, shades: tuple[int, ...]) -> dict[str, str]:
    plain = {field.name: getattr(palette, field.name) for field in fields(palette) if field.name != "axes"}
    bases = {"ink": palette.ink, **{f"axis-{i}": colour for i, colour in enumerate(palette.axes, 1)}}
    return {
        **{name.replace("_", "-"): colour for name, colour in plain.items()},
        **{name: colour for name, colour in bases.items() if name != "ink"},
        **{f"{name}-{shade}": palette.tint(colour, shade / 100) for name, colour in bases.items() for shade in shades},
        "accent": "var(--ink)",
        "on-accent": "var(--on-axis)",
    }


def _block(selector: str, variables: Mapping[str, str]) -> str:
    return selector + " {\n" + "".join(f"  --{name}: {value};\n" for name, value in variables.items()) + "}\n"


def css_variables(theme: Theme, selector: str = ":root", *, dark: bool = False, lengths: bool = True) -> str:
    """The tokens as CSS custom properties of `selector`, one rule.

    Colours: `--paper`, `--ink`, `--muted`, `--quiet`, `--rule`, `--track`, `--wash`, `--on-axis`, `--axis-1` and on, `--accent`
    and `--on-accent` (to be set anew by whatever belongs to an axis), and the tints of ink and axes, such as `--axis-1-14` for
    14 % of the colour in the paper (`shades`). The light palette brings `--night` and `--night-ink` (the dark ground and its
    text) and `--union-blue` and `--union-yellow`, the same in the dark. With `lengths` also `--hanging`,
    `--indent`, `--column`, `--gutter` and `--space-1` to `--space-5` in mm.
    """
    variables = _colour_variables(theme.dark if dark else theme.light, shades(theme))
    if not dark:
        variables |= {
            "night": theme.dark.paper,
            "night-ink": theme.dark.ink,
            "union-blue": theme.union_blue,
            "union-yellow": theme.union_yellow,
        }
    if lengths and not dark:
        variables |= {name: f"{theme.page[name]:g}mm" for name in ("hanging", "indent", "column", "gutter")}
        variables |= {f"space-{step}": f"{length:g}mm" for step, length in theme.space.items()}
    return _block(selector, variables)
