"""The theme part: the palette and typeface that Word offers to who goes on writing in the file.

Receives the theme; promises a DrawingML theme whose accents are the colours of the first axes. Separate because no style
refers to it: Word wants the part, and an editor's own additions then fit the report.
"""

from __future__ import annotations

from report_builder.theme import Theme
from report_builder.writers.docx.xml import NAMESPACES, Xml, colour, document_part, element

ACCENTS = 6


def theme_part(theme: Theme) -> bytes:
    light = theme.light
    accents = [light.axes[index % len(light.axes)] for index in range(ACCENTS)]
    named = {"dk1": light.ink, "lt1": light.paper, "dk2": light.muted, "lt2": light.wash}
    named |= {f"accent{number}": hue for number, hue in enumerate(accents, 1)} | {
        "hlink": light.axes[0],
        "folHlink": light.muted,
    }
    hues = [element(f"a:{name}", None, element("a:srgbClr", {"val": colour(hue)})) for name, hue in named.items()]
    content = element(
        "a:themeElements",
        None,
        element("a:clrScheme", {"name": theme.font_text}, *hues),
        element("a:fontScheme", {"name": theme.font_text}, _face("a:majorFont", theme), _face("a:minorFont", theme)),
        _formats(theme.font_text),
    )
    return document_part(element("a:theme", {"xmlns:a": NAMESPACES["a"], "name": theme.font_text}, content))


def _face(tag: str, theme: Theme) -> Xml:
    latin = element("a:latin", {"typeface": theme.font_text})
    return element(tag, None, latin, element("a:ea", {"typeface": ""}), element("a:cs", {"typeface": ""}))


def _formats(name: str) -> Xml:
    """Three plain formats of each kind, as many as the schema demands."""
    fill = element("a:solidFill", None, element("a:schemeClr", {"val": "phClr"}))
    line = element("a:ln", {"w": 9525}, fill)
    effect = element("a:effectStyle", None, element("a:effectLst"))
    return element(
        "a:fmtScheme",
        {"name": name},
        element("a:fillStyleLst", None, fill, fill, fill),
        element("a:lnStyleLst", None, line, line, line),
        element("a:effectStyleLst", None, effect, effect, effect),
        element("a:bgFillStyleLst", None, fill, fill, fill),
    )
