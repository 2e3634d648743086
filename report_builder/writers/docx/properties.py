"""Properties of paragraphs and runs, in the order that the schema demands.

Receives values in the theme's units; promises `w:pPr` and `w:rPr` whose children stand in the order of ISO/IEC 29500-1, 17.3.
Separate because every style writes them.
"""

from __future__ import annotations

from collections.abc import Mapping

from report_builder.classes import dataclass
from report_builder.writers.docx.fonts import Face
from report_builder.writers.docx.xml import EMPTY, Xml, colour, eighths, from_points, joined, twips, value, w

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Border:
    """One line beside a paragraph: width and distance from the text in points."""

    width: float
    space: int
    colour: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A place of its own on the sheet, in mm from its upper left corner; `height` 0 grows with the text.

    `beside` places it at the left margin instead, beside the paragraph that follows.
    """

    x: float
    y: float
    width: float
    height: float = 0.0
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Everything that a paragraph style sets but its type. Indents and tabs in mm, space before and after in points.

    `line` is the height of lines in points (0 = as high as their content); `keep` keeps the paragraph with the next one,
    `whole` its lines together; `hyphens` lets words be divided. A tab is a place and an alignment.
    """

    before: float = 0
    after: float = 0
    line: float = 0
    left: float = 0
    hanging: float = 0
    right: float = 0
    keep: bool = False
    whole: bool = False
    page: bool | None = None
    align: str = ""
    outline: int | None = None
    borders: Mapping[str, Border] | None = None
    fill: str = ""
    tabs: tuple[tuple[float, str], ...] = ()
    frame: Frame | None = None
    numbering: int = 0
    contextual: bool = False
    hyphens: bool = False


def paragraph_properties(shape: Shape) -> Xml:
    """The properties of a paragraph style; what a shape leaves at zero is written too, as a base may set it."""
    parts = [
        w("keepNext") if shape.keep else EMPTY,
        w("keepLines") if shape.whole or shape.keep else EMPTY,
        value("pageBreakBefore", int(shape.page)) if shape.page is not None else EMPTY,
        frame_properties(shape.frame) if shape.frame else EMPTY,
        w("widowControl"),
        w("numPr", value("numId", shape.numbering)) if shape.numbering else EMPTY,
        _borders(shape.borders or {}),
        w("shd", val="clear", color=AUTO, fill=colour(shape.fill)) if shape.fill else EMPTY,
        w("tabs", *(w("tab", val=align, pos=twips(at)) for at, align in shape.tabs)) if shape.tabs else EMPTY,
        value("suppressAutoHyphens", int(not shape.hyphens)),
        _spacing(shape),
        w("ind", left=twips(shape.left), right=twips(shape.right), **_first_line(shape)) if not shape.numbering else EMPTY,
        w("contextualSpacing") if shape.contextual else EMPTY,
        value("jc", shape.align) if shape.align else EMPTY,
        value("outlineLvl", shape.outline) if shape.outline is not None else EMPTY,
    ]
    return w("pPr", *parts)


def _first_line(shape: Shape) -> dict[str, str | int]:
    return {"hanging": twips(shape.hanging)} if shape.hanging else {"firstLine": 0}


def _spacing(shape: Shape) -> Xml:
    line: dict[str, str | int] = (
        {"line": from_points(shape.line), "lineRule": "exact"} if shape.line else {"line": 240, "lineRule": "auto"}
    )
    return w("spacing", before=from_points(shape.before), after=from_points(shape.after), **line)


def _borders(borders: Mapping[str, Border]) -> Xml:
    sides = [
        w(side, val="single", sz=eighths(line.width), space=line.space, color=colour(line.colour))
        for side in ("top", "left", "bottom", "right", "between")
        if (line := borders.get(side)) is not None
    ]
    return w("pBdr", *sides) if sides else EMPTY


def frame_properties(frame: Frame) -> Xml:
    """A place of its own for a paragraph."""
    if frame.beside:
        return w("framePr", w=twips(frame.width), wrap="around", vAnchor="text", hAnchor="margin", xAlign="left", y=1)
    height: dict[str, str | int] = {"h": twips(frame.height), "hRule": "exact"} if frame.height else {}
    return w(
        "framePr",
        w=twips(frame.width),
        **height,
        wrap="through",
        vAnchor="page",
        hAnchor="page",
        x=twips(frame.x),
        y=twips(frame.y),
    )


_BEFORE_SHADING = ("<w:u ", "<w:bdr ")


def run_properties(
    face: Face | None = None, size: float = 0, ink: str = "", *extra: Xml, fill: str = "", scale: float = 1
) -> Xml:
    """The properties of a style's text: face, size in points, colour, shading; `extra` are further ones.

    `scale` widens characters, up to six times.
    """
    half = round(size * 2)
    early = joined(*(line for line in extra if line.startswith(_BEFORE_SHADING)))
    late = joined(*(line for line in extra if not line.startswith(_BEFORE_SHADING)))
    parts = [
        fonts(face.family) if face else EMPTY,
        joined(value("b", int(face.bold)), value("bCs", int(face.bold)), value("i", 0), value("iCs", 0)) if face else EMPTY,
        value("color", colour(ink)) if ink else EMPTY,
        value("w", min(600, round(100 * scale))) if scale != 1 else EMPTY,
        joined(value("sz", half), value("szCs", half)) if size else EMPTY,
        early,
        w("shd", val="clear", color=AUTO, fill=colour(fill)) if fill else EMPTY,
        late,
    ]
    return w("rPr", *parts)


def fonts(family: str) -> Xml:
    return w("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family)
