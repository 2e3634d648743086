"""The cover: programme, title, subtitle, squares with their labels, emblem and statement, publisher and logos.

Receives the document's cover; promises paragraphs of which most have a place of their own on the sheet, by their styles, and
which read in the order of the other formats. Separate because the cover is the only page that is laid out by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from report_builder.charts.squares import FIELD, squares_layout
from report_builder.document import Cover, Squares, SquaresRow, plain
from report_builder.theme import MM_PER_POINT, Theme, TypeStyle
from report_builder.writers import Emblem
from report_builder.writers.balance import lines_of
from report_builder.writers.cover_type import SQUARES_TOP, SUBTITLE_WIDTH, TITLE_WIDTH, TOP, cover_type
from report_builder.writers.docx.context import Context, Flow, Paragraph
from report_builder.writers.docx.drawings import drawn, logo
from report_builder.writers.docx.fields import BREAK, mark, text_run
from report_builder.writers.docx.grid import count_lines
from report_builder.writers.docx.inlines import runs
from report_builder.writers.docx.look import SHEET, square_width
from report_builder.writers.docx.properties import Frame, frame_properties
from report_builder.writers.docx.sheets import Page
from report_builder.writers.docx.styles import axis_name
from report_builder.writers.docx.xml import EMPTY, Xml, joined, twips
from report_builder.writers.logos import logo_sizes
from report_builder.writers.measure import measure

KEY_GAP = 5.0  # mm between the squares and their key
KEY_HEIGHT = 12.0  # mm, with the space under it
LABEL_LINE = 4.6  # mm, a line of a label beside the squares
EMBLEM = 1.5  # times as wide as high, by the law's geometry
SQUARE = "\u00a0"
EDGE = 8.0  # mm, between the publisher's name and the foot of the sheet
FOOT = 23.0  # mm from the emblem's head to what a draft says of itself, as on paper: above the title, it would narrow its lines
PROGRAMME = 2.5  # mm under the head of the title, as on paper
LOGO_GAP = 3.0  # mm, about what stands between two logos


def cover(context: Context) -> Flow:
    """The cover's paragraphs. What has a place of its own is anchored to the next one without: the end of the section."""
    content, theme = context.document.cover, context.theme
    page, union = theme.page, theme.union_height
    programme = Frame(page["left"], _head(context) + PROGRAMME, page["hanging"])
    flow: Flow = [_placed("Cover Programme", _lines(content.programme), programme)]
    flow.append(Paragraph("Title", _title(context, content)))
    if content.subtitle:
        flow.append(Paragraph("Subtitle", runs(context, content.subtitle)))
    if content.squares is not None:
        flow += _squares(context, content.squares)
    top = foot(theme)
    emblem = drawn(context, Emblem(), content.emblem_alt, content.emblem_alt, EMBLEM * union)
    flow.append(_placed("Cover Picture", emblem, Frame(page["left"], top, EMBLEM * union)))
    beside = page["left"] + EMBLEM * union + page["gutter"]
    right = page["left"] + 8 * (page["column"] + page["gutter"])
    wide = SHEET[0] - page["right"] - right
    middle = top + (union - theme.type["body"].line * len(content.statement) * MM_PER_POINT) / 2
    flow.append(_placed("Cover Statement", _lines(content.statement), Frame(beside, middle, right - beside - page["gutter"])))
    below = top + union / 5
    if content.logos:
        sizes = logo_sizes(content.logos, union, wide, LOGO_GAP)
        pictures = [logo(context, entry, height) for entry, (_, height) in zip(content.logos, sizes, strict=True)]
        gap = text_run("\u00a0", mark(context.style("Logo Gap")))
        row = joined(*(joined(gap if i else EMPTY, run) for i, run in enumerate(pictures)))
        flow.append(_placed("Cover Picture", row, Frame(right, top, wide)))
        below = top + max(height for _, height in sizes) + theme.space[1]
    unit = text_run(content.publisher_unit, mark(context.style("Cover Unit")))
    name = joined(text_run(content.publisher), BREAK if unit else EMPTY, unit)
    highest = SHEET[1] - EDGE - _publisher_height(theme, content, wide)
    flow.append(_placed("Cover Publisher", name, Frame(right, min(below, highest), wide)))
    if context.draft:  # in the text, as the other formats have it: nobody is read a header
        line = text_run(context.draft, mark(context.style("Draft")))
        flow.append(_placed("Cover Programme", line, Frame(page["left"], top + FOOT, page["hanging"])))
    return flow


def _publisher_height(theme: Theme, content: Cover, wide: float) -> float:
    """The height of name and unit in mm, in a place `wide` mm wide."""
    name, unit = theme.type["h3"], replace(theme.type["label"], weight=400)
    room = wide / MM_PER_POINT
    lines = count_lines(content.publisher, measure(theme, name), room)
    lines += count_lines(content.publisher_unit, measure(theme, unit), room) if content.publisher_unit else 0
    return lines * name.line * MM_PER_POINT


def _placed(style: str, content: Xml, frame: Frame) -> Paragraph:
    return Paragraph(style, content, frame=frame_properties(frame))


def foot(theme: Theme) -> float:
    """Where emblem and publisher stand, in mm from the sheet's head: in the room that other pages have for the footer."""
    return SHEET[1] - theme.page["bottom"] - theme.union_height / 2


def _lines(lines: tuple[str, ...]) -> Xml:
    return text_run("\n".join(lines))


def fitted(theme: Theme, content: Cover) -> Theme:
    """The theme with the cover's title in the size that fits, as on paper."""
    shape = cover_type(content, theme)
    return replace(theme, type={**theme.type, "cover": TypeStyle(shape.size, shape.line, theme.type["cover"].weight)})


def cover_sheet(page: Page) -> Page:
    """The sheet of the cover, whose title stands higher than text."""
    return replace(page, margins=tuple((name, twips(TOP) if name == "top" else width) for name, width in page.margins))


def _title_lines(context: Context) -> tuple[str, ...]:
    """The title's lines: as on paper, or the author's where the font may be an office's."""
    content = context.document.cover
    if context.house:
        return cover_type(content, context.theme).lines
    return tuple(" ".join(line.split()) for line in content.title.split("\n") if line.strip())


def _title(context: Context, content: Cover) -> Xml:
    words = "\n".join(_title_lines(context))
    year = text_run(content.year, mark(context.style("Title Year")))
    return joined(text_run(words), BREAK if words and year else EMPTY, year)


# ------------------------------------------------------------------------------------------------------------------- squares


def _squares(context: Context, squares: Squares) -> Iterator[Paragraph]:
    """Labels beside the squares, the drawing, its key, each at its place on the sheet."""
    theme = context.theme
    left, indent = theme.page["left"], theme.page["indent"]
    top = max(SQUARES_TOP, _title_end(context))
    layout = squares_layout(squares)
    height = layout[-1][0] + layout[-1][1] if layout else 0.0
    bottom = foot(theme)
    scale = min(1.0, (bottom - KEY_HEIGHT - KEY_GAP - top) / height) if height else 1.0
    ends = [*(begin for begin, _ in layout[1:]), height]
    for row, (begin, _), end in zip(squares.rows, layout, ends, strict=True):
        frame = Frame(left, top + begin * scale, theme.page["hanging"])
        yield _placed("Cover Label", _label(context, row, (end - begin) * scale), frame)
    picture = drawn(context, squares, squares.legend, plain(squares.alt), FIELD * scale)
    frame = Frame(left + indent, top, FIELD * scale)
    yield _placed("Cover Picture", picture, frame)
    yield from _key(context, squares, left + indent, top + height * scale + KEY_GAP)


def _head(context: Context) -> float:
    """Where the title begins, in mm from the sheet's head."""
    return TOP if context.house else context.theme.page["top"]


def _title_end(context: Context) -> float:
    """Where title and subtitle end, in mm from the sheet's head, as nearly as the fonts' widths tell."""
    theme, content = context.theme, context.document.cover
    title, subtitle = theme.type["cover"], replace(theme.type["h3"], weight=400)
    lines = sum(count_lines(line, measure(theme, title), TITLE_WIDTH / MM_PER_POINT) for line in _title_lines(context))
    points = (lines + bool(content.year)) * title.line + theme.type["body"].line
    rows = count_lines(plain(content.subtitle), measure(theme, subtitle), SUBTITLE_WIDTH / MM_PER_POINT)
    points += rows * subtitle.line + theme.type["body"].line
    return _head(context) + points * MM_PER_POINT


def _label(context: Context, row: SquaresRow, height: float) -> Xml:
    """Numeral and name in the axis' colour, then the amount: on a line of its own where the squares leave room for it."""
    axis, theme = row.axis, context.theme
    table = theme.type["table"]
    width = measure(theme, replace(table, weight=600))
    room = (theme.page["hanging"] - 2) / MM_PER_POINT
    full = f"{axis.numeral} {axis.name}"
    tall = (count_lines(full, width, room) + 1) * LABEL_LINE <= height
    name = "\n".join(lines_of(full, width, room)) if context.house else full
    if not tall:
        amount = " " + plain(row.amount)
        names = [f"{axis.numeral} {text}" for text in (axis.name, axis.short) if text]
        name = next((text for text in names if width(text + amount) <= room), names[-1])
    between = BREAK if tall else text_run(" ")
    return joined(text_run(name, mark(context.style(axis_name(axis.index, "Label")))), between, runs(context, row.amount))


def _key(context: Context, squares: Squares, x: float, y: float) -> Iterator[Paragraph]:
    """What one square is, then each state with a square of its kind, side by side."""
    width = measure(context.theme, context.theme.type["small"])
    states = (("Square Solid", squares.solid), ("Square Tinted", squares.tinted), ("Square Outlined", squares.outlined))
    for style, word in (("", squares.legend), *states):
        square = text_run(SQUARE, mark(context.style(style))) if style else EMPTY
        text = f"\u00a0{word}" if style else word
        wide = (width(text) + (square_width(context.theme) if style else 0.0)) * MM_PER_POINT + 1.0
        yield _placed("Cover Key", joined(square, text_run(text)), Frame(x, y, wide))
        x += wide + context.theme.page["gutter"]
