"""What an office's template does to what the law fixes: the pictures of its running lines, and how one of its styles sets text.

Receives a template's bytes; promises sizes in mm, and a style as it comes out of those that it is based on. Separate from
`template`, which makes a document of it: this only looks, for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from report_builder.theme import Theme
from report_builder.writers.docx.package import Package, parse, read_package
from report_builder.writers.docx.template import running_parts, styles_tree
from report_builder.writers.docx.xml import NAMESPACES, W

EMU_PER_MM = 36_000
WP, A = ("{" + NAMESPACES[prefix] + "}" for prefix in ("wp", "a"))
OFF = ("0", "false", "off", "none")
EFFECTS = ("i", "u", "strike", "dstrike", "shadow", "outline", "emboss", "imprint", "caps", "smallCaps")
THEME_FONTS = {"major": "majorFont", "minor": "minorFont"}


def picture_sizes(template: bytes, theme: Theme) -> list[tuple[float, float]]:
    """(width, height) in mm of every picture in the header and footer that a document takes over."""
    package = read_package(template)
    found = []
    for name in running_parts(package, theme):
        for extent in parse(package.parts[name]).iter(f"{WP}extent") if name in package.parts else ():
            sides = [str(extent.get(side, "")) for side in ("cx", "cy")]
            if all(side.isdecimal() and len(side) < 12 for side in sides):
                found.append((int(sides[0]) / EMU_PER_MM, int(sides[1]) / EMU_PER_MM))
    return found


def text_style(template: bytes, name: str) -> tuple[str, str, tuple[str, ...]] | None:
    """Typeface, colour ("#RRGGBB", "" for automatic) and effects of a paragraph style; None if the template lacks it."""
    package = read_package(template)
    root = styles_tree(package)
    chain = list(_chain(root, name.lower()))
    if not chain:
        return None
    chain.append(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    runs = [run for run in chain if run is not None]
    colour = next((str(one.get(f"{W}val", "")) for run in runs if (one := run.find(f"{W}color")) is not None), "")
    effects = tuple(effect for effect in EFFECTS if _on(runs, effect))
    return _typeface(runs, package), "" if colour in ("", "auto") else f"#{colour.upper()}", effects


def _chain(root: etree._Element, name: str) -> Iterator[etree._Element | None]:
    """The run properties of the style and of those it is based on, the nearest first."""
    styles = {str(style.get(f"{W}styleId", "")): style for style in root.findall(f"{W}style")}
    here = next((one for one in styles.values() if _name(one) == name and one.get(f"{W}type") == "paragraph"), None)
    seen: list[etree._Element] = []
    while here is not None and here not in seen:
        seen.append(here)
        yield here.find(f"{W}rPr")
        based = here.find(f"{W}basedOn")
        here = styles.get(str(based.get(f"{W}val", ""))) if based is not None else None


def _name(style: etree._Element) -> str:
    found = style.find(f"{W}name")
    return str(found.get(f"{W}val", "")).partition(",")[0].strip().lower() if found is not None else ""


def _on(runs: list[etree._Element], effect: str) -> bool:
    """Whether the nearest style that says anything of an effect switches it on."""
    said = next((one for run in runs if (one := run.find(f"{W}{effect}")) is not None), None)
    return said is not None and str(said.get(f"{W}val", "1")).lower() not in OFF


def _typeface(runs: list[etree._Element], package: Package) -> str:
    """The typeface of Latin letters; "" if nothing names one. A reference to the template's theme goes before a name."""
    for run in runs:
        fonts = run.find(f"{W}rFonts")
        if fonts is None:
            continue
        if reference := str(fonts.get(f"{W}asciiTheme", "")):
            return _of_theme(reference, package)
        if named := str(fonts.get(f"{W}ascii", "")):
            return named
    return ""


def _of_theme(reference: str, package: Package) -> str:
    part = package.target(package.target("", "officeDocument"), "theme")
    kind = THEME_FONTS.get(reference[:5], "minorFont")
    latin = parse(package.parts[part]).find(f".//{A}{kind}/{A}latin") if part in package.parts else None
    return str(latin.get("typeface", "")) if latin is not None else ""
