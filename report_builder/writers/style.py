"""Style sheets from the theme: variables of type, font faces, strings.

Receives a theme; promises CSS text for both surfaces. Separate because the page in print and the web page derive every size
from the same tokens, each in its own unit.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from report_builder.theme import STYLES, Theme, css_variables

# Ascent and descent of the text face in ems, as its `hhea` table gives them: where a baseline lies in a line.
ASCENT, DESCENT = 1.133, 0.388
NUMBER_SIZES = {"h1": 44 / 30, "section": 30 / 20}  # the hanging number of an opening, against its title


def css_string(text: str) -> str:
    """The text as a CSS string: every character that is not a plain letter or digit is written by its code."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\{ord(c):06x}" for c in text) + '"'


def sheet(name: str) -> str:
    """One of the style sheets beside the theme."""
    return (STYLES / name).read_text("utf-8")


def font_files(theme: Theme) -> dict[str, Path]:
    """The theme's font files by the address that pages give them."""
    return {f"fonts/{path.name}": path for weights in theme.fonts.values() for path in weights.values()}


def font_faces(theme: Theme, address: Callable[[Path], str | None]) -> str:
    """An `@font-face` rule for each font file; one without an address is left out."""
    rules = []
    for family, weights in theme.fonts.items():
        for weight, path in weights.items():
            where = address(path)
            if where is not None:
                rules.append(f"@font-face {{ font-family: {css_string(family)}; font-weight: {weight}; src: url({where}) }}\n")
    return "".join(rules)


def families(theme: Theme) -> dict[str, str]:
    """The typefaces as variables."""
    return {
        "text-face": f"{css_string(theme.font_text)}, sans-serif",
        "union-face": f"{css_string(theme.font_union)}, sans-serif",
    }


def _on_baseline(line: float, size: float, beside: float) -> float:
    """The line height at which type of `size` stands on the baseline of type of size `beside` in lines of `line`."""
    return line + (beside - size) * (2 * ASCENT - (ASCENT + DESCENT))


def print_type(theme: Theme) -> dict[str, str]:
    """Sizes, lines and weights of the theme's type in points; hanging numbers on the baselines of their titles."""
    variables = families(theme)
    for name, style in theme.type.items():
        token = name.replace("_", "-")
        variables |= {
            f"{token}-size": f"{style.size:g}pt",
            f"{token}-line": f"{style.line:g}pt",
            f"{token}-weight": str(style.weight),
        }
    for name, ratio in NUMBER_SIZES.items():
        style = theme.type[name]
        size = style.size * ratio
        variables |= {
            f"{name}-number-size": f"{size:g}pt",
            f"{name}-number-line": f"{_on_baseline(style.line, size, style.size):.2f}pt",
        }
    title = theme.type["h3"]
    variables["caption-number-line"] = f"{_on_baseline(title.line, theme.type['label'].size, title.size):.2f}pt"
    return variables


def web_type(theme: Theme) -> dict[str, str]:
    """The same for a screen, in rem: the body at 1.125, larger type drawn nearer to it, the more so on narrow screens."""
    body, variables = theme.type["body"].size, families(theme)
    for name, style in theme.type.items():
        token = name.replace("_", "-")
        ratio = style.size / body
        most, least = 1.125 * ratio**0.85, 1.125 * ratio**0.5
        size = f"{most:.4f}rem"
        if ratio > 1.25:
            slope = (most - least) / 40  # from screens of 20 rem to those of 60
            size = f"clamp({least:.4f}rem, {least - 20 * slope:.4f}rem + {100 * slope:.3f}vw, {most:.4f}rem)"
        looser = 1.1 if ratio <= 1 else 1.0
        variables |= {
            f"{token}-size": size,
            f"{token}-line": f"{looser * style.line / style.size:.3f}",
            f"{token}-weight": str(style.weight),
        }
    for name, ratio in NUMBER_SIZES.items():
        variables |= {f"{name}-number-size": f"{ratio:.3f}em", f"{name}-number-line": "1"}
    variables["caption-number-line"] = variables["h3-line"]
    return variables


def web_lengths(theme: Theme) -> dict[str, str]:
    """Distances in rem, at the measure of the body's type; the hanging column as its share of a page of 54 rem."""
    width = 210 - theme.page["left"] - theme.page["right"]
    variables = {name: f"{54 * theme.page[name] / width:.3f}rem" for name in ("hanging", "indent", "gutter")}
    return variables | {f"space-{step}": f"{0.27 * length:.3f}rem" for step, length in theme.space.items()}


def rule(selector: str, variables: dict[str, str]) -> str:
    """A rule that sets variables."""
    return selector + " {\n" + "".join(f"  --{name}: {value};\n" for name, value in variables.items()) + "}\n"


def screen_variables(theme: Theme) -> str:
    """All tokens as variables of a page on a screen: colours by day and by night, type, distances, rules."""
    lengths = web_type(theme) | web_lengths(theme) | rules_of_lines(theme, 4 / 3, "px")
    night = css_variables(theme, dark=True, lengths=False)
    day = css_variables(theme, lengths=False) + "\n" + rule(":root", lengths)
    return f"{day}\n@media screen and (prefers-color-scheme: dark) {{\n{night}}}"


def rules_of_lines(theme: Theme, unit: float = 1.0, name: str = "pt") -> dict[str, str]:
    """The thickness of rules as variables (`--rule-hair` and so on)."""
    return {f"rule-{token}": f"{width * unit:g}{name}" for token, width in theme.rule.items()}


def accents(count: int) -> str:
    """The classes that give an element the colour of an axis, for any number of axes."""
    return "".join(f".axis-{i} {{ --accent: var(--axis-{i}) }}\n" for i in range(1, count + 1))
