"""Whether the bytes of a picture are what its name says, and safe to print.

Receives bytes that come from an author's folder; promises that a PNG or JPEG has its signature and colours that the PDF can
print, also within an SVG, and that an SVG draws and nothing else: no script, no reference out of itself, no entity. Separate
because SVG is the one format here that could act.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from report_builder.diagnostics import Problem
from report_builder.pictures import Colours, colours
from report_builder.place import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

SIGNATURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".docx": (b"PK\x03\x04",),
}
SVG = "{http://www.w3.org/2000/svg}"
# what may stand in a drawing; links, scripts, foreign objects and animation have no place on paper
DRAWING = """
    svg g defs symbol use title desc metadata style path rect circle ellipse line polyline polygon text tspan textPath
    clipPath mask linearGradient radialGradient stop pattern marker image switch
    filter feGaussianBlur feOffset feBlend feFlood feComposite feMerge feMergeNode feColorMatrix
"""
ELEMENTS = frozenset(DRAWING.split())
NOTES = re.compile(
    r"inkscape|sodipodi|rdf-syntax|creativecommons|purl\.org/dc|ns\.adobe\.com"
)  # of drawing programs; shown by nothing
HREFS = ("href", "{http://www.w3.org/1999/xlink}href", "src")
INLINE = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)
REACH = re.compile(
    r"url\(\s*['\"]?\s*(?!['\"#\s])|@|\\|image-set|expression|device-cmyk|icc-color", re.IGNORECASE
)  # backslash: CSS escapes hide words; colours of a press have no place in an archive's PDF
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
COLOURS = {Colours.CMYK: "picture-cmyk", Colours.DEEP: "picture-deep"}


def check_picture(name: str, data: bytes, span: Span) -> list[Problem]:
    """What is wrong with the file `name` that the content names at `span`; formats not known here are left to others."""
    suffix = "." + name.rpartition(".")[2].lower()
    if suffix == ".svg":
        return list(_svg(name, data, span))
    if suffix in SIGNATURES and not data.startswith(SIGNATURES[suffix]):
        return [Problem("picture-signature", {"name": name, "format": suffix[1:].upper()}, span)]
    rule = COLOURS.get(colours(data, MEDIA.get(suffix, "")))
    return [Problem(rule, {"name": name}, span)] if rule else []


def _svg(name: str, data: bytes, span: Span) -> Iterator[Problem]:
    from lxml import etree  # costs 20 ms, and few reports bring an SVG

    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data, re.IGNORECASE):
        yield Problem("svg-unsafe", {"name": name, "what": "<!DOCTYPE>"}, span)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        yield Problem("svg-broken", {"name": name}, span)
        return
    if root.tag != SVG + "svg":
        yield Problem("svg-broken", {"name": name}, span)
        return
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that the search above does not see
        yield Problem("svg-unsafe", {"name": name, "what": "<!DOCTYPE>"}, span)
    everything = (*root.itersiblings(preceding=True), *root.itersiblings(), *root.iter())
    for what in dict.fromkeys(what for element in everything for what in _unsafe(element)):
        yield Problem("svg-unsafe", {"name": name, "what": what}, span)
    inside = (problem for image in root.iter(SVG + "image") for problem in _embedded(name, image, span))
    yield from {problem.rule: problem for problem in inside}.values()


def _embedded(name: str, image: _Element, span: Span) -> Iterator[Problem]:
    """What is wrong with a picture within a drawing."""
    for key in HREFS:
        found = INLINE.match(value := str(image.get(key, "")).strip())
        if found:
            try:
                data = b64decode(unquote_to_bytes(value[found.end() :]))
            except ValueError:
                data = b""
            yield from check_picture(f"{name}.{found[1].lower()}", data, span)


def _unsafe(element: _Element) -> Iterator[str]:
    """Whatever in an element is not drawing, named as it stands there."""
    if not isinstance(element.tag, str):  # processing instructions can name style sheets
        yield "<?...?>"
        return
    space, _, local = element.tag.rpartition("}")
    if space + "}" != SVG:
        if not NOTES.search(space):
            yield f"<{local}>"
    elif local not in ELEMENTS:
        yield f"<{local}>"
    elif local == "style" and (found := REACH.search("".join(str(text) for text in element.itertext()))):
        yield f"<style> {found[0]}"
    for attribute, text in element.attrib.items():
        name, value = str(attribute), str(text).strip()
        short = name.rpartition("}")[2]
        inside = value.startswith("#") or INLINE.match(value) is not None
        if short.lower().startswith("on") or short == "base":
            yield short
        elif (name in HREFS and not inside) or (name not in HREFS and space + "}" == SVG and REACH.search(value)):
            yield f'{short}="{value[:40]}"'
