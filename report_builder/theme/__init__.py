"""The theme: tokens of `styles/theme.yaml`, so that CSS, Word and charts share one look.

Receives the parsed tokens; promises sizes in points, lengths in millimetres, colours as "#RRGGBB", a palette for any number of
axes, and the same tokens as CSS variables. Separate so that no writer holds a literal of the look.

A report's own tokens are laid over the house's: `check_theme` tells what is wrong with them without raising, and `load_theme`
may be called once it has found no fault.
"""

from report_builder.theme.check import ThemeFault, check_theme
from report_builder.theme.colour import LEAST_CONTRAST, Palette, contrast, extended
from report_builder.theme.css import LADDER, css_forced, css_variables, shades
from report_builder.theme.tokens import MM_PER_POINT, STYLES, Theme, TypeStyle, load_theme, mm

__all__ = [
    "LADDER",
    "LEAST_CONTRAST",
    "MM_PER_POINT",
    "STYLES",
    "Palette",
    "Theme",
    "ThemeFault",
    "TypeStyle",
    "check_theme",
    "contrast",
    "css_forced",
    "css_variables",
    "extended",
    "load_theme",
    "mm",
    "shades",
]
