"""The cover to markup: title at the size that fits, squares with their labels, emblem and statement, publisher and logos.

Receives a `Context`; promises a cover on which nothing collides, for titles of one to five lines and any number of axes.
Separate because the cover is the only page that is laid out by hand: everything here is in millimetres of the sheet or points
of type.
"""

from __future__ import annotations

from dataclasses import replace

from report_builder.charts.squares import squares_layout
from report_builder.document import Axis, Squares, SquaresRow, plain
from report_builder.theme import MM_PER_POINT
from report_builder.writers import Emblem, Medium
from report_builder.writers.balance import lines_of
from report_builder.writers.cover_type import SQUARES_TOP, cover_type
from report_builder.writers.logos import logo_sizes
from report_builder.writers.xhtml.context import EXTENSIONS, Context, accent, number
from report_builder.writers.xhtml.elements import Element, Node, element
from report_builder.writers.xhtml.figures import data_address, inline_svg
from report_builder.writers.xhtml.inlines import inlines

WEB_COLUMN = 9.3  # the widest line of the title on the web page, in its own ems
LOGOS_ROOM = 74.0  # mm, as wide as the publisher's name may be
LABEL_LINE = 4.3  # mm, a line of a label beside the squares


def cover(context: Context) -> Element:
    """The whole cover. On the web page it is the banner; the style sheet lays it out in one column."""
    content = context.document.cover
    shape = cover_type(content, context.theme)
    words = _broken(shape.lines)
    if content.year:
        words += [" ", element("br"), element("span", content.year, class_="year")] if words else [content.year]
    size: str | None = f"--cover-size: {number(shape.size)}pt; --cover-line: {number(shape.line)}pt"
    if not context.print:  # the web's type is larger or smaller as the screen is; the share of the column stays
        style = context.theme.type["cover"]
        widest = max(map(context.measure(style), shape.lines), default=0.0)
        size = f"--fit: {min(1.0, WEB_COLUMN * style.size / widest):.2f}" if widest else None
    field = element(
        "div",
        element("p", _broken(content.programme), class_="programme") if content.programme else None,
        element(
            "div",
            element("h1", words, style=size),
            element("p", inlines(context, content.subtitle), class_="subtitle") if content.subtitle else None,
            class_="title",
        ),
        _squares(context, content.squares) if content.squares else _stripe(context),
        class_="field",
    )
    return element(
        "section" if context.print else "header", field, _foot(context),
        class_="cover" if content.squares else "cover bare", id="_cover",
    )  # fmt: skip


def _broken(lines: tuple[str, ...]) -> list[Node]:
    """Lines with breaks between them; a space before each break keeps words apart where breaks are not shown."""
    result: list[Node] = []
    for line in lines:
        result += [" ", element("br"), line] if result else [line]
    return result


# --------------------------------------------------------------------------------------------------------------------- squares


def _squares(context: Context, squares: Squares) -> list[Node]:
    """Labels (beside their squares in print), the drawing, its key."""
    dark = context.theme.cover_dark
    drawing: Node
    if context.print:
        drawn = context.draw(squares, Medium.TEXT_SVG, dark=dark, prefix="cover-")
        context.assets["charts/_squares.svg"] = drawn.data
        shape = f"width: {number(drawn.width)}mm; height: {number(drawn.height)}mm"
        drawing = element("img", src="charts/_squares.svg", alt=plain(squares.alt), class_="squares", style=shape)
        bottom = SQUARES_TOP + drawn.height
    else:
        drawn = context.draw(squares, Medium.WEB_SVG, dark=dark, prefix="cover-")
        drawing = element("div", inline_svg(drawn.data), class_="squares", role="img", aria_label=plain(squares.alt))
        bottom = 0.0
    labels = element("ul", _labels(context, squares), class_="squares-labels")
    marks = (("solid", squares.solid), ("tinted", squares.tinted), ("outlined", squares.outlined))
    key = element(
        "ul",
        element("li", squares.legend),
        (element("li", element("span", class_=name, aria_hidden="true"), word) for name, word in marks),
        class_="squares-key",
        style=f"top: {number(bottom + 7)}mm" if context.print else None,
    )
    return [labels, drawing, key]


def _stripe(context: Context) -> Element | None:
    """A square for each axis, as an ornament where no figures are given."""
    axes = (element("span", class_=accent(axis)) for axis in context.document.axes)
    return element("div", axes, class_="stripe", aria_hidden="true") if context.document.axes else None


def _labels(context: Context, squares: Squares) -> list[Element]:
    return [
        element(
            "li",
            element("strong", _broken(name)),
            " ",
            inlines(context, row.amount),
            class_=f"{accent(row.axis)} {'tall' if tall else 'one-line'}",
            style=f"top: {number(top)}mm" if context.print else None,
        )
        for row, name, tall, top in _placed(context, squares)
    ]


def _placed(context: Context, squares: Squares) -> list[tuple[SquaresRow, tuple[str, ...], bool, float]]:
    """Each row with its name in lines, whether its amount has a line of its own, and its top below the first row in mm.

    The full name in several lines where they fit above the next row; else the longest name that fits in one line with the
    amount.
    """
    places = squares_layout(squares)
    tops = [top for top, _ in places]
    heights = [below - top for top, below in zip(tops, [*tops[1:], sum(places[-1])], strict=True)] if places else []
    measure = context.measure(replace(context.theme.type["table"], weight=600))
    room = (context.theme.page["hanging"] - 2) / MM_PER_POINT
    result = []
    for row, top, height in zip(squares.rows, tops, heights, strict=True):
        lines = lines_of(f"{row.axis.numeral} {row.axis.name}", measure, room)
        tall = (len(lines) + 1) * LABEL_LINE <= height
        if not tall:
            amount = " " + plain(row.amount)
            one_line = [f"{row.axis.numeral} {name}" for name in _names(row.axis)]
            lines = (next((text for text in one_line if measure(text + amount) <= room), one_line[-1]),)
        result.append((row, lines, tall, top))
    return result


def _names(axis: Axis) -> tuple[str, ...]:
    return tuple(filter(None, (axis.name, axis.short)))


# ------------------------------------------------------------------------------------------------------------------------ foot


def _foot(context: Context) -> Element:
    """Emblem and statement, publisher and logos, on white. No logo is larger than the emblem, or above it."""
    content, theme = context.document.cover, context.theme
    emblem = context.draw(Emblem(), Medium.TEXT_SVG if context.print else Medium.WEB_SVG, prefix="emblem-")
    shape = f"width: {number(theme.union_height * 1.5)}mm; height: {number(theme.union_height)}mm"
    picture: Node
    if context.print:
        context.assets["charts/_emblem.svg"] = emblem.data
        picture = element("img", src="charts/_emblem.svg", alt=content.emblem_alt, class_="emblem", style=shape)
    else:
        picture = element("div", inline_svg(emblem.data), class_="emblem", role="img", aria_label=content.emblem_alt)
    logos = []
    sizes = logo_sizes(content.logos, theme.union_height, LOGOS_ROOM, theme.page["gutter"])
    for i, (logo, (wide, high)) in enumerate(zip(content.logos, sizes, strict=True), start=1):
        address = f"pictures/_logo-{i}.{EXTENSIONS.get(logo.media, 'bin')}"
        if context.print:
            context.assets[address] = logo.data
        else:
            address = data_address(logo.media, logo.data)
        size = f"width: {number(wide)}mm; height: {number(high)}mm" if context.print else None
        logos.append(element("img", src=address, alt=logo.name, style=size))
    unit = element("span", content.publisher_unit, class_="unit") if content.publisher_unit else None
    identity = context.options.identity
    return element(
        "div",
        element("div", picture, element("p", _broken(content.statement)), class_="union"),
        element(
            "div",
            element("div", logos, class_="logos") if logos else None,
            element("p", element("span", content.publisher, class_="name"), " " if unit else None, unit),
            class_="publisher",
        ),
        element("p", context.document.labels.draft.replace("{identity}", identity), class_="draft") if identity else None,
        class_="foot",
    )
