"""What each style of the house looks like, out of the theme.

Receives the theme; promises the list of styles in which bases come first. Separate because it is the only place of the Word
writer with sizes, distances and colours.

"On the line" is the left indent of the text column; "hanging" begins at the margin with a number and a tab, and its text stands
on the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from report_builder.theme import MM_PER_POINT, Theme, TypeStyle
from report_builder.writers.cover_type import SUBTITLE_WIDTH, TITLE_WIDTH
from report_builder.writers.docx.fonts import face
from report_builder.writers.docx.properties import Border, Shape, paragraph_properties, run_properties
from report_builder.writers.docx.styles import LIST_DEPTH, Style, axis_name, roman
from report_builder.writers.docx.tablestyles import table_styles
from report_builder.writers.docx.xml import EMPTY, Xml, joined, value, w
from report_builder.writers.measure import measure

SHEET = (210.0, 297.0)  # A4, in mm
BULLETS, NUMBERS = 1, 2  # the numbering that the list styles name

_BAND = 12  # points of colour over and under the text of an axis' band
_BLEED = 31  # points of colour beside it, as many as Word allows; an indent does the rest, to the edges of the sheet
_EDGE = 12  # points, as thick as a line may be: the coloured lines at both sides are part of the band
_HIGH = 0.8 / 0.7  # of an exact line: the size of figures, 0.7 of it high, that Word does not cut off at 0.8 of the line
CALLOUT_PAD = 9  # points round the text of a callout
_CALLOUT_GAP = 5  # points between its paragraphs
BOX_DEPTH = 3  # levels of lists in a callout that have styles of their own
CELL_SPACE = 4.5  # points over and under the text of a table's cell
GROUP_SPACE = 10  # points over the title of a group of rows
_CHIP_GAP = 3.0  # mm between a chip and the text after it
_REGULAR, _SEMI, _BOLD, _LIGHT = 400, 600, 700, 300


def house_styles(theme: Theme, numerals: Sequence[str] = ()) -> list[Style]:
    """Every style of the house, those of the theme's axes included; `numerals` are what the axes' chips hold, if known."""
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
        *axis_styles(theme, numerals),
    ]


def required_names(theme: Theme) -> list[str]:
    """The names that an office's template must have: styles of axes, and one that only drafts use, are made where missing."""
    optional = {style.name for style in axis_styles(theme)} | {"Default Paragraph Font", "Normal Table", "Unconfirmed"}
    return [style.name for style in house_styles(theme) if style.name not in optional]


def text_width(theme: Theme, *, landscape: bool = False) -> float:
    """The width between the margins in mm."""
    return SHEET[1 if landscape else 0] - theme.page["left"] - theme.page["right"]


def box_list(level: int) -> str:
    """The name of the style of lists in a callout, by their level from 0."""
    return "Callout List" if level == 0 else f"Callout List {min(level, BOX_DEPTH - 1) + 1}"


def box_indent(theme: Theme, level: int) -> tuple[float, float, int]:
    """Indent and hanging of a list in a callout in mm, and how many points its mark stands in from the box's text.

    A paragraph's border follows its mark, and Word lets it stand no more than so many points away from it: deeper marks than
    that stand below one another.
    """
    step = list_step(theme)
    shift = min(round(level * step / MM_PER_POINT), _BLEED - CALLOUT_PAD)
    text = theme.page["indent"] + (theme.rule["callout"] + CALLOUT_PAD) * MM_PER_POINT
    within = (level + 1) * step
    return text + within, within - shift * MM_PER_POINT, shift


def list_step(theme: Theme) -> float:
    """The indent of one level of a list, in mm: room for a number of two digits."""
    return 1.2 * theme.space[3]


def chip_width(theme: Theme) -> float:
    """The width of an axis' chip with the space after it, in mm."""
    return theme.page["column"]


def square_width(theme: Theme) -> float:
    """The width of a square in the key of the cover, in points: one space, widened."""
    return theme.type["small"].size


def _style(
    theme: Theme, name: str, kind: TypeStyle, shape: Shape, ink: str = "", based: str = "Normal", following: str = ""
) -> Style:
    """A paragraph style out of a type of the theme and a shape; the type's line unless the shape has its own."""
    known = replace(shape, line=shape.line or kind.line)
    run = run_properties(face(theme, kind.weight), kind.size, ink or theme.light.ink)
    return Style(name, "paragraph", joined(paragraph_properties(known), run), based, following)


def _mark(
    theme: Theme,
    name: str,
    weight: int = 0,
    size: float = 0,
    ink: str = "",
    *extra: Xml,
    fill: str = "",
    scale: float = 1,
) -> Style:
    known = face(theme, weight) if weight else None
    body = run_properties(known, size, ink, *extra, fill=fill, scale=scale)
    return Style(name, "character", body, "Default Paragraph Font")


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
    paragraph = Shape(after=gap / 2, left=on, hyphens=True)
    yield _style(theme, "Body Text", body, paragraph)
    yield _style(theme, "Body Text After Table", body, replace(paragraph, before=gap), based="Body Text")
    # Columns begin without space above, which engines measure differently there.
    yield _style(theme, "Body Text Before Columns", body, replace(paragraph, after=gap), based="Body Text")
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
    imprint = Shape(before=gap / 3, after=gap / 3, left=on, borders=above, hyphens=True)
    yield _style(theme, "Imprint", kinds["small"], imprint, light.muted)


def _lists(theme: Theme) -> Iterator[Style]:
    body, on = theme.type["body"], theme.page["indent"]
    item = Shape(after=body.line / 3, hyphens=True)
    yield _style(theme, "List Bullet", body, replace(item, numbering=BULLETS), based="Body Text")
    yield _style(theme, "List Number", body, replace(item, numbering=NUMBERS), based="Body Text")
    for level in range(1, LIST_DEPTH + 1):
        name = "List Continue" if level == 1 else f"List Continue {level}"
        yield _style(theme, name, body, replace(item, left=on + level * list_step(theme)), based="Body Text")
    chip = chip_width(theme)
    yield _style(theme, "Axis Key", theme.type["table"], Shape(after=3, left=on + chip, hanging=chip))


def _contents(theme: Theme) -> Iterator[Style]:
    kinds, on, light, gap = theme.type, theme.page["indent"], theme.light, theme.type["body"].line
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
    title = Shape(before=1.5 * gap, left=on, hanging=on, keep=True, borders=rule)
    yield _style(theme, "caption", kinds["h3"], title, following="Measure")
    opening = replace(title, before=0, page=True)
    yield _style(theme, "Caption Opening", kinds["h3"], opening, based="caption", following="Measure")
    measure = Shape(before=2, after=gap / 2, left=on, keep=True)
    line = _weighted(kinds["label"], _REGULAR)
    yield _style(theme, "Measure", line, measure, light.muted)
    # Over charts of half the width, which stand two abreast: the number above the title.
    half = replace(title, before=0, left=0, hanging=0)
    yield _style(theme, "Caption Half", kinds["h3"], half, based="caption", following="Measure Half")
    yield _style(theme, "Measure Half", line, replace(measure, left=0), light.muted, based="Measure")
    # A line as high as its content: an exact one would cut the picture off.
    around = run_properties(None, small.size)
    picture = Shape(before=gap / 3, after=gap / 3)
    yield Style("Picture", "paragraph", joined(paragraph_properties(picture), around), "Normal")
    on_line = joined(paragraph_properties(replace(picture, left=on)), around)
    yield Style("Picture on Line", "paragraph", on_line, "Picture")
    source = Shape(before=gap / 3, after=gap, left=on, whole=True, contextual=True)
    yield _style(theme, "Source", small, source, light.muted)
    yield _style(theme, "Source Half", small, replace(source, left=0), light.muted, based="Source")
    figure = Shape(keep=True)
    yield _style(theme, "Figure Label", table, replace(figure, borders=rule))
    sizes = figure_values(theme)
    yield _style(theme, "Figure Value", sizes.pop("Figure Value"), figure)
    for name, kind in sizes.items():
        yield _style(theme, name, kind, figure, based="Figure Value")
    yield _style(theme, "Figure Unit", _weighted(table, _SEMI), Shape())
    yield _style(theme, "Figure Context", small, Shape(before=2), light.muted)
    # What ends a section where no text can: after a table, on the cover, between two columns.
    for name, height in (("Section Break", 0.7), ("Section Space", gap / 2)):
        yield Style(name, "paragraph", joined(paragraph_properties(Shape(line=height)), run_properties(None, 1)), "Normal")


def _callouts(theme: Theme) -> Iterator[Style]:
    """A callout with a value is a box over the whole width, the value in the hanging column ("Callout Head", "Text", "End");
    another one is a box on the line. Only heads have a border above, so two callouts stay two boxes; what stands between lines
    is their border, as Word leaves the space between paragraphs of several styles white."""
    kinds, light, gap, on = theme.type, theme.light, theme.type["body"].line, theme.page["indent"]
    body, bar = kinds["body"], theme.rule["callout"]
    pad = Border(theme.rule["hair"], CALLOUT_PAD, light.wash)
    inset = CALLOUT_PAD * MM_PER_POINT
    edge = inset + bar * MM_PER_POINT  # the box's border stands outside the indent
    sides = {"left": Border(bar, CALLOUT_PAD, light.ink), "right": pad}
    between = Border(theme.rule["hair"], _CALLOUT_GAP, light.wash)
    first, last = {"top": pad, **sides}, {**sides, "bottom": pad}
    inner = {**sides, "bottom": between, "between": between}
    box = Shape(left=on + edge, right=inset, whole=True, borders=inner, fill=light.wash)
    wide = replace(box, left=on, hanging=on - edge)
    label = _weighted(body, kinds["h3"].weight)
    # LibreOffice fills the space between paragraphs on one ground: the head's differs, though nobody sees it.
    own = light.tint(light.wash, 0.9)
    yield _style(theme, "Callout", body, box)
    top = replace(box, before=gap, keep=True, borders=first, fill=own)
    yield _style(theme, "Callout Label", label, top, based="Callout")
    yield _style(theme, "Callout Last", body, replace(box, after=gap, borders=last), based="Callout")
    for level in range(BOX_DEPTH):
        left, hanging, shift = box_indent(theme, level)
        moved = {"left": Border(bar, CALLOUT_PAD + shift, light.ink)}  # the box's edge stays where it is
        item = replace(box, left=left, hanging=hanging, borders={**inner, **moved})
        name = box_list(level)
        yield _style(theme, name, body, item, based="Callout")
        ending = replace(item, after=gap, borders={**last, **moved})
        yield _style(theme, f"{name} End", body, ending, based=name)
    head = replace(label, line=kinds["figure"].line)
    yield _style(theme, "Callout Head", head, replace(top, left=wide.left, hanging=wide.hanging), based="Callout Label")
    yield _style(theme, "Callout Head on Line", head, top, based="Callout Label")
    yield _style(theme, "Callout Text", body, wide, based="Callout")
    yield _style(theme, "Callout End", body, replace(wide, after=gap, borders=last), based="Callout Last")
    yield _mark(theme, "Callout Value", kinds["figure"].weight, kinds["figure"].size)
    # Beside the paragraph that follows, in the hanging column: paragraphs of one style, or LibreOffice makes no frame of them;
    # lines as high as their content, as they hold small type and large.
    small, above = kinds["small"], {"top": Border(theme.rule["hair"], 4, light.rule)}
    side, text = Shape(keep=True, whole=True, borders=above), run_properties(face(theme, small.weight), small.size, light.ink)
    yield Style("Side Note", "paragraph", joined(paragraph_properties(side), text), "Normal")
    yield _mark(theme, "Side Label", kinds["h3"].weight)
    yield _mark(theme, "Side Value", kinds["figure"].weight, kinds["figure"].size)
    yield _mark(theme, "Side Value Small", kinds["figure"].weight, kinds["lead"].size)


def _tables(theme: Theme) -> Iterator[Style]:
    table, line = theme.type["table"], {"bottom": Border(theme.rule["thin"], 4, theme.light.ink)}
    cell = Shape(before=CELL_SPACE, after=CELL_SPACE)
    for name, weight in (("Table Text", table.weight), ("Table Head", _SEMI), ("Table Total", _SEMI)):
        base = "Normal" if name == "Table Text" else "Table Text"
        yield _style(theme, name, _weighted(table, weight), cell, based=base)
        number = replace(cell, align="right")
        yield _style(theme, number_name(name), _weighted(table, weight), number, based=name)
    yield _style(theme, "Table Row Head", table, cell, based="Table Text")
    chip = chip_width(theme)
    yield _style(theme, "Table Axis", table, replace(cell, left=chip, hanging=chip), based="Table Row Head")
    group = Shape(before=GROUP_SPACE, left=chip, hanging=chip, keep=True, borders=line)
    yield _style(theme, "Table Group", _weighted(table, _SEMI), group, based="Table Text")
    for name, body in table_styles(theme).items():
        yield Style(name, "table", body, "Normal Table")


def figure_values(theme: Theme) -> dict[str, TypeStyle]:
    """The styles of the values of key figures, the largest first; the last two are for values that would be divided."""
    kinds, weight = theme.type, theme.type["figure"].weight
    smaller = {"Figure Value Medium": kinds["section"], "Figure Value Small": kinds["lead"]}
    large = {"Figure Value Wide": kinds["figure_wide"], "Figure Value": kinds["figure"]}
    return {**large, **{name: _weighted(kind, weight) for name, kind in smaller.items()}}


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
    room = text_width(theme) - on
    title = Shape(after=body.line, left=on, right=room - TITLE_WIDTH)
    yield _style(theme, "Title", kinds["cover"], title, following="Subtitle")
    subtitle = Shape(after=2 * body.line, left=on, right=room - SUBTITLE_WIDTH)
    yield _style(theme, "Subtitle", _weighted(h3, _REGULAR), subtitle)
    yield _style(theme, "Cover Label", kinds["table"], Shape())
    yield _style(theme, "Cover Key", kinds["small"], Shape())
    around = run_properties(None, body.size)
    yield Style("Cover Picture", "paragraph", joined(paragraph_properties(Shape()), around), "Normal")
    statement = run_properties(face(theme, _REGULAR, theme.font_union), body.size, theme.union_blue)
    yield Style("Cover Statement", "paragraph", joined(paragraph_properties(Shape(line=body.line)), statement), "Normal")
    yield _style(theme, "Cover Publisher", h3, Shape())
    yield _mark(theme, "Cover Unit", _REGULAR, label.size, light.muted)
    # One space as wide as it needs to be: several in a row are heard as so many blanks, and Word's own checker objects.
    wide = square_width(theme) / measure(theme, kinds["small"])(" ")
    yield _mark(theme, "Square Solid", fill=light.ink, scale=wide)
    yield _mark(theme, "Square Tinted", fill=light.tint(light.ink, theme.tint["activated"]), scale=wide)
    yield _mark(theme, "Square Outlined", 0, 0, "", w("bdr", val="single", sz=4, space=0, color="auto"), scale=wide)
    yield _mark(theme, "Logo Gap", scale=3)


def _marks(theme: Theme) -> Iterator[Style]:
    kinds, light = theme.type, theme.light
    label, small = kinds["label"], kinds["small"]
    yield _mark(theme, "Strong", _SEMI)
    yield _mark(theme, "Emphasis", _SEMI)
    yield _mark(theme, "Hyperlink", 0, 0, light.axes[0], value("u", "single"))
    # A size of its own, as LibreOffice sets the number at the foot of the page so too: of small type, it is hardly seen.
    yield _mark(theme, "footnote reference", 0, kinds["h3"].size, "", value("vertAlign", "superscript"))
    yield _mark(theme, "Footnote Number", _SEMI)
    yield _mark(theme, "Title Year", _LIGHT)
    yield _mark(theme, "Chapter Number", _LIGHT, kinds["h1"].line * _HIGH)
    yield _mark(theme, "Opening Number", _LIGHT, kinds["section"].line * _HIGH)
    yield _mark(theme, "Caption Label", label.weight, label.size)
    yield _mark(theme, "Table Under", small.weight, small.size, light.muted)
    yield _mark(theme, "Running Title")
    yield _mark(theme, "Running Name", _SEMI, 0, light.ink)
    yield _mark(theme, "Page Number", _SEMI, 0, light.ink)
    yield _mark(theme, "Draft", _SEMI, 0, light.ink)
    yield _mark(theme, "Unconfirmed", 0, 0, "", value("u", "single"))


def axis_styles(theme: Theme, numerals: Sequence[str] = ()) -> list[Style]:
    """Band, lead in the band, group of a table, chip and coloured figure of each axis of the theme's light palette."""
    styles: list[Style] = []
    for index in range(len(theme.light.axes)):
        styles += _axis(theme, index, numerals[index] if index < len(numerals) else roman(index + 1))
    return styles


def _side(theme: Theme, numeral: str) -> float:
    """How much the space on either side of a numeral is widened, so that all chips are as wide as one another."""
    width = measure(theme, _weighted(theme.type["small"], _BOLD))
    room = (chip_width(theme) - _CHIP_GAP) / MM_PER_POINT
    return max(1.0, (room - width(numeral)) / 2 / width(" "))


def _axis(theme: Theme, index: int, numeral: str) -> list[Style]:
    kinds, on, light, gap = theme.type, theme.page["indent"], theme.light, theme.type["body"].line
    hue, table, small = light.axes[index], _weighted(kinds["table"], _SEMI), kinds["small"].size
    around = Border(theme.rule["hair"], _BAND, hue)
    beside = Border(_EDGE, _BLEED, hue)
    borders = {"top": around, "left": beside, "bottom": around, "right": beside}
    left, right = (theme.page[side] - (_BLEED + _EDGE) * MM_PER_POINT for side in ("left", "right"))
    # The first line begins left of the margin: a tab leads to it, for the number, another one to the line.
    band = Shape(left=on, hanging=on + left, right=-right, borders=borders, fill=hue, tabs=((0, "left"),))
    heading = replace(band, after=gap / 2, keep=True, page=True, outline=1)
    lead = replace(band, after=1.5 * gap, tabs=())
    chip = chip_width(theme)
    group = Shape(
        before=GROUP_SPACE, left=chip, hanging=chip, keep=True, borders={"bottom": Border(theme.rule["thin"], 4, hue)}
    )
    return [
        _style(theme, axis_name(index), kinds["h1"], heading, light.on_axis, "heading 2", "Body Text"),
        _style(theme, axis_name(index, "Lead"), _weighted(kinds["lead"], _REGULAR), lead, light.on_axis, "Lead"),
        _style(theme, axis_name(index, "Group"), table, group, hue, "Table Group"),
        _mark(theme, axis_name(index, "Chip"), _BOLD, small, light.on_axis, fill=hue),
        _mark(theme, axis_name(index, "Chip Side"), _BOLD, small, light.on_axis, fill=hue, scale=_side(theme, numeral)),
        _mark(theme, axis_name(index, "Figure"), 0, 0, hue),
        _mark(theme, axis_name(index, "Value"), kinds["figure"].weight, kinds["figure"].size, hue),
        _mark(theme, axis_name(index, "Label"), _SEMI, 0, hue),
    ]
