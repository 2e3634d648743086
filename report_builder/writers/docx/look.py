"""What each style of the house looks like, out of the theme.

Receives the theme; promises the list of styles in which bases come first. Separate because it is the only place of the Word
writer with sizes, distances and colours.

"On the line" is the left indent of the text column; "hanging" begins at the margin with a number and a tab, and its text stands
on the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report_builder.theme import MM_PER_POINT, Theme, TypeStyle
from report_builder.writers.docx.fonts import face
from report_builder.writers.docx.properties import Border, Shape, paragraph_properties, run_properties
from report_builder.writers.docx.styles import LIST_DEPTH, Style, axis_name
from report_builder.writers.docx.tablestyles import table_styles
from report_builder.writers.docx.xml import EMPTY, Xml, joined, value, w

SHEET = (210.0, 297.0)  # A4, in mm
BULLETS, NUMBERS = 1, 2  # the numbering that the list styles name

_BAND = 22  # points of colour round the text of an axis' band; Word allows 31
_BOX = 9  # points round the text of a callout
_REGULAR, _SEMI, _BOLD, _LIGHT = 400, 600, 700, 300


def house_styles(theme: Theme) -> list[Style]:
    """Every style of the house, those of the theme's axes included."""
    return [
        *_basic(theme),
        *_text(theme),
        *_lists(theme),
        *_contents(theme),
        *_blocks(theme),
        *_callouts(theme),
        *_tables(theme),
        *_running(theme),
        *_cover(theme),
        *_marks(theme),
        *axis_styles(theme),
    ]


def required_names(theme: Theme) -> list[str]:
    """The names that an office's template must have: styles of axes are made where they are missing."""
    optional = {style.name for style in axis_styles(theme)} | {"Default Paragraph Font", "Normal Table"}
    return [style.name for style in house_styles(theme) if style.name not in optional]


def text_width(theme: Theme, *, landscape: bool = False) -> float:
    """The width between the margins in mm."""
    return SHEET[1 if landscape else 0] - theme.page["left"] - theme.page["right"]


def list_step(theme: Theme) -> float:
    """The indent of one level of a list, in mm: room for a number of two digits."""
    return 1.2 * theme.space[3]


def chip_width(theme: Theme) -> float:
    """The width of an axis' chip with the space after it, in mm."""
    return theme.page["column"]


def _style(
    theme: Theme, name: str, kind: TypeStyle, shape: Shape, ink: str = "", based: str = "Normal", following: str = ""
) -> Style:
    """A paragraph style out of a type of the theme and a shape; the type's line unless the shape has its own."""
    known = replace(shape, line=shape.line or kind.line)
    run = run_properties(face(theme, kind.weight), kind.size, ink or theme.light.ink)
    return Style(name, "paragraph", joined(paragraph_properties(known), run), based, following)


def _mark(theme: Theme, name: str, weight: int = 0, size: float = 0, ink: str = "", *extra: Xml, fill: str = "") -> Style:
    known = face(theme, weight) if weight else None
    return Style(name, "character", run_properties(known, size, ink, *extra, fill=fill), "Default Paragraph Font")


def _weighted(kind: TypeStyle, weight: int) -> TypeStyle:
    return TypeStyle(kind.size, kind.line, weight)


def _basic(theme: Theme) -> Iterator[Style]:
    yield replace(_style(theme, "Normal", theme.type["body"], Shape(), based=""), default=True)
    yield Style("Default Paragraph Font", "character", EMPTY, default=True)
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    yield Style("Normal Table", "table", w("tblPr", w("tblInd", w=0, type="dxa"), margins), default=True)


def _text(theme: Theme) -> Iterator[Style]:
    kinds, on, light = theme.type, theme.page["indent"], theme.light
    body, h3 = kinds["body"], kinds["h3"]
    gap = body.line
    paragraph = Shape(after=gap / 2, left=on)
    yield _style(theme, "Body Text", body, paragraph)
    yield _style(theme, "Body Text After Table", body, replace(paragraph, before=gap), based="Body Text")
    hanging = Shape(after=gap, left=on, hanging=on, keep=True)
    opening = replace(hanging, page=True, borders={"top": Border(theme.rule["opening"], 8, light.ink)})
    next_one = "Body Text"
    yield _style(theme, "heading 1", kinds["h1"], replace(opening, outline=0), following=next_one)
    yield _style(theme, "heading 2", kinds["h2"], replace(hanging, before=2 * gap, outline=1), following=next_one)
    own = replace(opening, outline=1)
    yield _style(theme, "Section Opening", kinds["section"], own, based="heading 2", following=next_one)
    small = replace(hanging, before=gap, after=gap / 3)
    yield _style(theme, "heading 3", h3, replace(small, outline=2), following=next_one)
    for level in (4, 5, 6):
        kind = _weighted(body, h3.weight)
        yield _style(theme, f"heading {level}", kind, replace(small, outline=level - 1), following=next_one)
    yield _style(theme, "Lead", kinds["lead"], Shape(after=gap, left=on), following=next_one)
    note = list_step(theme)
    yield _style(theme, "footnote text", kinds["small"], Shape(after=2, left=on + note, hanging=note))
    above = {"top": Border(theme.rule["hair"], 8, light.rule)}
    imprint = Shape(before=gap / 3, after=gap / 3, left=on, borders=above)
    yield _style(theme, "Imprint", kinds["small"], imprint, light.muted)


def _lists(theme: Theme) -> Iterator[Style]:
    body, on = theme.type["body"], theme.page["indent"]
    item = Shape(after=body.line / 2)
    yield _style(theme, "List Bullet", body, replace(item, numbering=BULLETS), based="Body Text")
    yield _style(theme, "List Number", body, replace(item, numbering=NUMBERS), based="Body Text")
    for level in range(1, LIST_DEPTH + 1):
        name = "List Continue" if level == 1 else f"List Continue {level}"
        yield _style(theme, name, body, replace(item, left=on + level * list_step(theme)), based="Body Text")
    chip = chip_width(theme)
    yield _style(theme, "Axis Key", theme.type["table"], replace(item, after=3, left=on + chip, hanging=chip))


def _contents(theme: Theme) -> Iterator[Style]:
    kinds, on, light, gap = theme.type, theme.page["indent"], theme.light, theme.type["body"].line
    rule = {"top": Border(theme.rule["opening"], 8, light.ink)}
    heading = Shape(after=gap, left=on, hanging=on, keep=True, page=True, borders=rule)
    yield _style(theme, "TOC Heading", kinds["h1"], heading)
    hair = Border(theme.rule["hair"], 5, light.rule)
    entry = Shape(left=on, hanging=on, whole=True, tabs=((text_width(theme), "right"),))
    chapter = replace(entry, before=gap / 3, line=kinds["h3"].line + 1, borders={"top": hair, "between": hair})
    yield _style(theme, "toc 1", kinds["h3"], chapter)
    yield _style(theme, "toc 2", kinds["body"], entry)
    yield _style(theme, "toc 3", kinds["body"], entry)


def _blocks(theme: Theme) -> Iterator[Style]:
    kinds, on, light, gap = theme.type, theme.page["indent"], theme.light, theme.type["body"].line
    small, table = kinds["small"], kinds["table"]
    rule = {"top": Border(theme.rule["block"], 4, light.ink)}
    title = Shape(before=gap, left=on, hanging=on, keep=True, borders=rule)
    yield _style(theme, "caption", kinds["h3"], title, following="Measure")
    measure = Shape(before=2, after=gap / 2, left=on, keep=True)
    yield _style(theme, "Measure", _weighted(kinds["label"], _REGULAR), measure, light.muted)
    # A line as high as its content: an exact one would cut the picture off.
    around = run_properties(None, small.size)
    picture = Shape(before=gap / 3, after=gap / 3)
    yield Style("Picture", "paragraph", joined(paragraph_properties(picture), around), "Normal")
    on_line = joined(paragraph_properties(replace(picture, left=on)), around)
    yield Style("Picture on Line", "paragraph", on_line, "Picture")
    yield _style(theme, "Source", small, Shape(before=gap / 3, after=gap, left=on, whole=True, contextual=True), light.muted)
    figure = Shape(keep=True)
    yield _style(theme, "Figure Label", table, replace(figure, borders=rule))
    yield _style(theme, "Figure Value", kinds["figure"], figure)
    yield _style(theme, "Figure Value Wide", kinds["figure_wide"], figure, based="Figure Value")
    yield _style(theme, "Figure Unit", _weighted(table, _SEMI), Shape())
    yield _style(theme, "Figure Context", small, Shape(before=2, after=gap), light.muted)
    yield Style("Section Break", "paragraph", joined(paragraph_properties(Shape(line=1)), run_properties(None, 1)), "Normal")


def _callouts(theme: Theme) -> Iterator[Style]:
    kinds, light, gap = theme.type, theme.light, theme.type["body"].line
    bar = theme.rule["callout"]
    pad = Border(theme.rule["hair"], _BOX, light.wash)
    left = theme.page["indent"] + (_BOX + bar) * MM_PER_POINT
    box = Shape(
        after=gap / 3,
        left=left,
        right=_BOX * MM_PER_POINT,
        whole=True,
        borders={"top": pad, "left": Border(bar, _BOX, light.ink), "bottom": pad, "right": pad},
        fill=light.wash,
    )
    label = _weighted(kinds["body"], kinds["h3"].weight)
    first = replace(box, before=gap, after=0, keep=True)
    yield _style(theme, "Callout", kinds["body"], box)
    yield _style(theme, "Callout Label", label, first, based="Callout")
    yield _style(theme, "Callout Value", kinds["figure"], replace(first, before=0), based="Callout")
    yield _style(theme, "Callout List", kinds["body"], replace(box, left=left + list_step(theme)), based="Callout")
    thin = {**(box.borders or {}), "left": Border(theme.rule["thin"], _BOX, light.ink)}
    small = kinds["small"]
    yield _style(theme, "Side Label", _weighted(small, kinds["h3"].weight), replace(first, borders=thin), based="Callout Label")
    yield _style(theme, "Side Value", kinds["figure"], replace(first, before=0, borders=thin), based="Callout Value")
    yield _style(theme, "Side Note", small, replace(box, borders=thin), based="Callout")


def _tables(theme: Theme) -> Iterator[Style]:
    table, line = theme.type["table"], {"bottom": Border(theme.rule["thin"], 4, theme.light.ink)}
    cell = Shape(before=4, after=4)
    for name, weight in (("Table Text", table.weight), ("Table Head", _SEMI), ("Table Total", _SEMI)):
        base = "Normal" if name == "Table Text" else "Table Text"
        yield _style(theme, name, _weighted(table, weight), cell, based=base)
        number = replace(cell, align="right")
        yield _style(theme, number_name(name), _weighted(table, weight), number, based=name)
    yield _style(theme, "Table Row Head", table, cell, based="Table Text")
    chip = chip_width(theme)
    yield _style(theme, "Table Axis", table, replace(cell, left=chip, hanging=chip), based="Table Row Head")
    group = Shape(before=10, left=chip, hanging=chip, keep=True, borders=line)
    yield _style(theme, "Table Group", _weighted(table, _SEMI), group, based="Table Text")
    for name, body in table_styles(theme).items():
        yield Style(name, "table", body, "Normal Table")


def number_name(name: str) -> str:
    """The name of the style that sets what `name` sets, to the right: "Table Head Number"."""
    return "Table Number" if name == "Table Text" else f"{name} Number"


def _running(theme: Theme) -> Iterator[Style]:
    small, on, muted = theme.type["small"], theme.page["indent"], theme.light.muted
    edges = {"": text_width(theme), " Landscape": text_width(theme, landscape=True)}
    for suffix, edge in edges.items():
        head, foot = ("Header", "Footer") if suffix else ("header", "footer")
        yield _style(theme, head + suffix, small, Shape(tabs=((on, "left"), (edge, "right"))), muted)
        yield _style(theme, foot + suffix, small, Shape(tabs=((edge, "right"),)), muted)


def _cover(theme: Theme) -> Iterator[Style]:
    """The cover's styles; where each stands on the sheet is the cover's matter, as it depends on title and squares."""
    kinds, on, light = theme.type, theme.page["indent"], theme.light
    body, h3, label = kinds["body"], kinds["h3"], kinds["label"]
    yield _style(theme, "Cover Programme", body, Shape())
    yield _style(theme, "Title", kinds["cover"], Shape(after=body.line, left=on), following="Subtitle")
    yield _style(theme, "Subtitle", _weighted(h3, _REGULAR), Shape(after=2 * body.line, left=on))
    yield _style(theme, "Cover Label", kinds["table"], Shape())
    yield _style(theme, "Cover Key", kinds["small"], Shape())
    around = run_properties(None, body.size)
    yield Style("Cover Picture", "paragraph", joined(paragraph_properties(Shape()), around), "Normal")
    statement = run_properties(face(theme, _REGULAR, theme.font_union), body.size, theme.union_blue)
    yield Style("Cover Statement", "paragraph", joined(paragraph_properties(Shape(line=body.line)), statement), "Normal")
    yield _style(theme, "Cover Publisher", h3, Shape())
    yield _mark(theme, "Cover Unit", _REGULAR, label.size, light.muted)
    yield _mark(theme, "Square Solid", fill=light.ink)
    yield _mark(theme, "Square Tinted", fill=light.tint(light.ink, theme.tint["activated"]))
    yield _mark(theme, "Square Outlined", 0, 0, "", w("bdr", val="single", sz=4, space=0, color="auto"))


def _marks(theme: Theme) -> Iterator[Style]:
    kinds, light = theme.type, theme.light
    label, small = kinds["label"], kinds["small"]
    yield _mark(theme, "Strong", _SEMI)
    yield _mark(theme, "Emphasis", _SEMI)
    yield _mark(theme, "Hyperlink", 0, 0, light.axes[0], value("u", "single"))
    yield _mark(theme, "footnote reference", 0, 0, "", value("vertAlign", "superscript"))
    yield _mark(theme, "Footnote Number", _SEMI)
    yield _mark(theme, "Title Year", _LIGHT)
    yield _mark(theme, "Chapter Number", _LIGHT, kinds["cover"].size)
    yield _mark(theme, "Opening Number", _LIGHT, kinds["h1"].size)
    yield _mark(theme, "Caption Label", label.weight, label.size)
    yield _mark(theme, "Table Under", small.weight, small.size, light.muted)
    yield _mark(theme, "Running Title")
    yield _mark(theme, "Running Name", _SEMI, 0, light.ink)
    yield _mark(theme, "Page Number", _SEMI, 0, light.ink)
    yield _mark(theme, "Draft", _SEMI, 0, light.ink)


def axis_styles(theme: Theme) -> list[Style]:
    """Band, lead in the band, group of a table, chip and coloured figure of each axis of the theme's light palette."""
    styles: list[Style] = []
    for index in range(len(theme.light.axes)):
        styles += one_axis(theme, index)
    return styles


def one_axis(theme: Theme, index: int) -> list[Style]:
    kinds, on, light, gap = theme.type, theme.page["indent"], theme.light, theme.type["body"].line
    hue, table = light.axes[index], _weighted(kinds["table"], _SEMI)
    borders = {side: Border(theme.rule["hair"], _BAND, hue) for side in ("top", "left", "bottom", "right")}
    band = Shape(left=on, hanging=on, borders=borders, fill=hue)
    heading = replace(band, after=gap / 2, keep=True, page=True, outline=1)
    lead = replace(band, after=2 * gap)
    chip = chip_width(theme)
    group = Shape(before=10, left=chip, hanging=chip, keep=True, borders={"bottom": Border(theme.rule["thin"], 4, hue)})
    return [
        _style(theme, axis_name(index), kinds["h1"], heading, light.on_axis, "heading 2", "Body Text"),
        _style(theme, axis_name(index, "Lead"), _weighted(kinds["lead"], _REGULAR), lead, light.on_axis, "Lead"),
        _style(theme, axis_name(index, "Group"), table, group, hue, "Table Group"),
        _mark(theme, axis_name(index, "Chip"), _BOLD, kinds["small"].size, light.on_axis, fill=hue),
        _mark(theme, axis_name(index, "Figure"), 0, 0, hue),
        _mark(theme, axis_name(index, "Label"), _SEMI, 0, hue),
    ]
