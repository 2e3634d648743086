"""A sheet written as SVG: real text or text as paths, colours as such or as custom properties of the page.

Receives a `Sheet`; promises the same bytes for the same sheet, numbers rounded to a thousandth of a millimetre, attributes
only (no style sheet, no class), so that WeasyPrint, browsers, LibreOffice, Word and resvg draw alike. Separate from drawing,
which knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from report_builder.charts.fonts import Typeface
from report_builder.charts.sheet import EDGE, INK, Dot, Label, Paint, Polyline, Rect, Shape, Sheet, Squares
from report_builder.theme import MM_PER_POINT, Palette

ANCHORS = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}

Colour = Callable[[Paint], str]


def number(value: float) -> str:
    """A length as short as it can be: at most three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def escape(text: str) -> str:
    """Characters that XML reads as markup, written as entities (the standard library's own drags in a web client)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def in_palette(palette: Palette) -> Colour:
    """Colours as "#RRGGBB"."""
    return lambda paint: paint.colour(palette)


def as_variable(paint: Paint) -> str:
    """Colours as `var(--axis-1)`, for a page that defines them (`theme.css_variables`)."""
    return paint.variable


def document(width: float, height: float, body: Iterable[str], attributes: str = "") -> str:
    """A whole SVG of a natural size in mm, one user unit being one millimetre."""
    w, h = number(width), number(height)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}mm" height="{h}mm" viewBox="0 0 {w} {h}"{attributes}>'
    return "\n".join((head, *body, "</svg>\n"))


def with_text(sheet: Sheet, colour: Colour, families: Iterable[str]) -> str:
    """Real text in the theme's typeface, which the page must bring."""
    attributes = f' font-family="{escape(", ".join(families))}" fill="{colour(INK)}"'
    return document(sheet.width, sheet.height, (_shape(shape, colour) for shape in sheet.shapes), attributes)


def with_outlines(sheet: Sheet, palette: Palette) -> str:
    """Every label as a path, for programs that lack the typeface."""
    colour = in_palette(palette)
    body = (
        _outline(shape, colour, sheet.face) if isinstance(shape, Label) else _shape(shape, colour) for shape in sheet.shapes
    )
    return document(sheet.width, sheet.height, body, f' fill="{colour(INK)}"')


def marks_only(sheet: Sheet, palette: Palette) -> str:
    """Everything but the text, on the paper's colour."""
    colour = in_palette(palette)
    paper = f'<rect width="{number(sheet.width)}" height="{number(sheet.height)}" fill="{palette.paper}"/>'
    shapes = (_shape(shape, colour) for shape in sheet.shapes if not isinstance(shape, Label))
    return document(sheet.width, sheet.height, (paper, *shapes))


def text_over_image(sheet: Sheet, palette: Palette, families: Iterable[str], image: str) -> str:
    """Real text over one picture of all marks, given as a data address."""
    colour = in_palette(palette)
    picture = (
        f'<image width="{number(sheet.width)}" height="{number(sheet.height)}" image-rendering="crisp-edges" href="{image}"/>'
    )
    labels = (_shape(label, colour) for label in sheet.labels())
    attributes = f' font-family="{escape(", ".join(families))}" fill="{colour(INK)}"'
    return document(sheet.width, sheet.height, (picture, *labels), attributes)


def _shape(shape: Shape, colour: Colour) -> str:
    match shape:
        case Rect():
            return _rect(shape, colour)
        case Polyline(points=((x1, y1), (x2, y2))):
            ends = f'x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
            return f'<line {ends} stroke="{colour(shape.paint)}" stroke-width="{number(shape.width)}"/>'
        case Polyline():
            points = " ".join(f"{number(x)},{number(y)}" for x, y in shape.points)
            stroke = f'stroke="{colour(shape.paint)}" stroke-width="{number(shape.width)}" stroke-linejoin="round"'
            return f'<polyline points="{points}" fill="none" {stroke}/>'
        case Dot():
            edge = f' stroke="{colour(shape.edge)}" stroke-width="0.4"' if shape.edge else ""
            place = f'cx="{number(shape.x)}" cy="{number(shape.y)}" r="{number(shape.radius)}"'
            return f'<circle {place} fill="{colour(shape.fill)}"{edge}/>'
        case Squares():
            return _squares(shape, colour)
        case Label():
            return _text(shape, colour)


def _rect(rect: Rect, colour: Colour) -> str:
    inset = EDGE / 2 if rect.edge else 0.0
    x, y = rect.x + inset, rect.y + inset
    width, height = max(rect.width - 2 * inset, 0.01), rect.height - 2 * inset
    edge = f' stroke="{colour(rect.edge)}" stroke-width="{number(EDGE)}"' if rect.edge else ""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return f'<rect {place} fill="{colour(rect.fill)}"{edge}/>'


def _squares(squares: Squares, colour: Colour) -> str:
    side = number(squares.side)
    path = "".join(f"M{number(x)} {number(y)}h{side}v{side}h-{side}z" for x, y in squares.corners)
    fill = colour(squares.fill) if squares.fill else "none"
    edge = f' stroke="{colour(squares.edge)}" stroke-width="0.2"' if squares.edge else ""
    return f'<path fill="{fill}"{edge} d="{path}"/>'


def _fill(label: Label, colour: Colour) -> str:
    return "" if label.paint == INK else f' fill="{colour(label.paint)}"'


def _text(label: Label, colour: Colour) -> str:
    place = f'x="{number(label.x)}" y="{number(label.baseline)}" font-size="{number(label.size * MM_PER_POINT)}"'
    weight = f' font-weight="{label.weight}"' if label.weight != 400 else ""
    return f"<text {place}{weight}{ANCHORS[label.align]}{_fill(label, colour)}>{escape(label.text)}</text>"


def _outline(label: Label, colour: Colour, face: Typeface) -> str:
    runs = face.runs(label.text, label.weight)
    em = label.size * MM_PER_POINT
    width = sum(run.width for run in runs) * em
    left = label.x - {"left": 0.0, "center": width / 2, "right": width}[label.align]
    paths = []
    for run in runs:
        pieces = []
        for name, at in run.glyphs:
            glyph = run.file.glyph(name)
            if glyph.path:
                pieces.append(f"M{at + glyph.start[0]} {glyph.start[1]}{glyph.path}")
        scale = f"{em / run.file.units:.7f}".rstrip("0")
        place = f"matrix({scale} 0 0 -{scale} {number(left + run.x * em)} {number(label.baseline)})"
        paths.append(f'<path{_fill(label, colour)} transform="{place}" d="{"".join(pieces)}"/>')
    return "".join(paths)
