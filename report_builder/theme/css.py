"""The tokens as custom properties of a page.

Receives a theme; promises one rule for the light or the dark. Separate because both the PDF and the web page begin with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields

from report_builder.theme.colour import Palette
from report_builder.theme.tokens import Theme

LADDER = (70, 38, 8)  # per cent of a colour mixed into the paper: series without an axis, empty parts of a track


def shades(theme: Theme) -> tuple[int, ...]:
    """The tints that drawings may use, in per cent of a colour mixed into the paper: the ladder and the theme's own."""
    return tuple(sorted({*LADDER, *(round(100 * share) for share in theme.tint.values())}, reverse=True))


def _colour_variables(palette: Palette, shades: tuple[int, ...]) -> dict[str, str]:
    plain = {field.name: getattr(palette, field.name) for field in fields(palette) if field.name != "axes"}
    return _named(plain, palette.axes, shades, lambda colour, shade: palette.tint(colour, shade / 100))


def _named(
    plain: Mapping[str, str], axes: Sequence[str], shades: tuple[int, ...], tint: Callable[[str, int], str]
) -> dict[str, str]:
    bases = {"ink": plain["ink"], **{f"axis-{i}": colour for i, colour in enumerate(axes, 1)}}
    return {
        **{name.replace("_", "-"): colour for name, colour in plain.items()},
        **{name: colour for name, colour in bases.items() if name != "ink"},
        **{f"{name}-{shade}": tint(colour, shade) for name, colour in bases.items() for shade in shades},
        "accent": "var(--ink)",
        "on-accent": "var(--on-axis)",
    }


def css_forced(theme: Theme, selector: str = ":root") -> str:
    """The colours of `css_variables` where a reader's own palette replaces them (`forced-colors`, Windows high contrast): paper
    and what is written on an axis are `Canvas`, all else is `CanvasText`, and tints are mixed of the two. Axes are then told
    apart by numeral and name alone (WCAG 2.2, 1.4.1)."""
    grounds = ("paper", "wash", "track", "on_axis")
    names = (field.name for field in fields(theme.light) if field.name != "axes")
    plain = {name: "Canvas" if name in grounds else "CanvasText" for name in names}
    axes = ["CanvasText"] * len(theme.light.axes)
    return _block(
        selector, _named(plain, axes, shades(theme), lambda colour, shade: f"color-mix(in srgb, {colour} {shade}%, Canvas)")
    )


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
