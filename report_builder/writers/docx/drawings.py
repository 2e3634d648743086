"""Pictures in the text: charts and the cover's drawings as SVG with a PNG for readers that know none, pictures as they are.

Receives drawings; promises inline drawings with a text alternative, or marked as decoration. Separate because DrawingML is a
language of its own, and because each picture is a part of the package.
"""

from __future__ import annotations

from math import inf

from report_builder.charts.raster import png
from report_builder.document import Chart, Logo, Picture, Squares
from report_builder.pictures import proportion
from report_builder.writers import Drawing, Emblem, Medium
from report_builder.writers.docx.context import Context
from report_builder.writers.docx.package import MAIN
from report_builder.writers.docx.xml import EMPTY, NAMESPACES, Xml, element, emu, w

DPI = 200
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
DECORATIVE_EXTENSION = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/svg+xml": "svg", "image/webp": "webp"}


def drawn(context: Context, subject: Chart | Squares | Emblem, name: str, alt: str, width: float = 0, most: float = inf) -> Xml:
    """A run with a drawing at its natural size, or as wide as `width` mm; at most `most` mm wide."""
    vector = context.draw(subject, Medium.OUTLINE_SVG)
    pixels = context.draw(subject, Medium.PNG)
    scale = min(width or vector.width, most) / vector.width
    sized = Drawing(pixels.data, vector.width * scale, vector.height * scale)
    return _inline(context, sized, "image/png", name, alt, vector.data)


def picture(context: Context, content: Picture, name: str, alt: str, most: float) -> Xml:
    """A run with a picture of the report, at most `most` mm wide."""
    scale = min(1.0, most / content.width)
    sized = Drawing(content.data, content.width * scale, content.height * scale)
    if content.media == "image/svg+xml":
        vector, sized = content.data, Drawing(_pixels(content.data), sized.width, sized.height)
        return _inline(context, sized, "image/png", name, alt, vector, decorative=content.decorative)
    return _inline(context, sized, content.media, name, alt, decorative=content.decorative)


def logo(context: Context, content: Logo, height: float) -> Xml:
    """A run with a logo as it was supplied, `height` mm high."""
    width = height / proportion(content.data, content.media)
    if content.media == "image/svg+xml":
        sized = Drawing(_pixels(content.data), width, height)
        return _inline(context, sized, "image/png", content.name, content.name, content.data)
    return _inline(context, Drawing(content.data, width, height), content.media, content.name, content.name)


def _pixels(svg: bytes) -> bytes:
    """A picture of the report as PNG, for readers that know no SVG."""
    return png(svg.decode("utf-8"), DPI, None)


def _stored(context: Context, data: bytes, extension: str) -> str:
    """The relationship of a picture's part; the same bytes are stored once."""
    name = context.pictures.get(data)
    if name is None:
        name = context.package.free(f"word/media/image{len(context.pictures) + 1}.{extension}")
        context.pictures[data] = name
    return context.package.add(MAIN, "image", name, data)


def _inline(
    context: Context, drawing: Drawing, media: str, name: str, alt: str, svg: bytes = b"", *, decorative: bool = False
) -> Xml:
    number = next(context.drawings)
    pixels = _stored(context, drawing.data, _EXTENSIONS[media])
    vector = _extension(SVG_EXTENSION, "asvg:svgBlip", {"r:embed": _stored(context, svg, "svg")}) if svg else EMPTY
    hidden = _extension(DECORATIVE_EXTENSION, "adec:decorative", {"val": 1}) if decorative else EMPTY
    size: dict[str, str | int] = {"cx": emu(drawing.width), "cy": emu(drawing.height)}
    named: dict[str, str | int] = {"id": number, "name": name or f"{number}"}
    said: dict[str, str | int] = {**named, "descr": "" if decorative else alt}
    locks: dict[str, str | int] = {"xmlns:a": NAMESPACES["a"], "noChangeAspect": 1}
    content = element(
        "pic:pic",
        {"xmlns:pic": NAMESPACES["pic"]},
        element("pic:nvPicPr", None, element("pic:cNvPr", named), element("pic:cNvPicPr")),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": pixels}, vector),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": 0, "y": 0}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    inline = element(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", size),
        element("wp:docPr", said, hidden),
        element("wp:cNvGraphicFramePr", None, element("a:graphicFrameLocks", locks)),
        element("a:graphic", {"xmlns:a": NAMESPACES["a"]}, element("a:graphicData", {"uri": NAMESPACES["pic"]}, content)),
    )
    return w("r", w("drawing", inline))


def _extension(uri: str, tag: str, attributes: dict[str, str | int]) -> Xml:
    """An extension list with one extension of DrawingML, which older readers pass over."""
    prefix = tag.partition(":")[0]
    known = element(tag, {f"xmlns:{prefix}": NAMESPACES[prefix], **attributes})
    extension = element("a:ext", {"uri": uri}, known)
    return element("a:extLst", {"xmlns:a": NAMESPACES["a"]}, extension)
