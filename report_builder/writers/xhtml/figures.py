"""Charts and pictures to markup: files beside the page in print, drawings within the page on the web.

Receives a `Context` and a figure; promises the text alternative on every picture, and on the web page the chart's data as a
table on demand. Separate because drawings are made elsewhere (`draw`) and only placed here.
"""

from __future__ import annotations

import re
from base64 import b64encode

from report_builder.document import Category, Chart, ChartKind, Datum, Figure, Picture, plain
from report_builder.writers import Draw, Medium
from report_builder.writers.xhtml.captions import caption, named_by, sources
from report_builder.writers.xhtml.context import EXTENSIONS, Context, accent, number
from report_builder.writers.xhtml.elements import Element, Markup, Node, classes, element

BROAD = 6  # columns of a chart's data: as many need more than the width of the text
_PROLOGUE = re.compile(r"^\s*(<\?xml[^>]*\?>\s*)?(<!DOCTYPE[^>]*>\s*)?", re.IGNORECASE)


def inline_svg(data: bytes) -> Markup:
    """A drawing of our own as markup within the page."""
    return Markup(_PROLOGUE.sub("", data.decode("utf-8"), count=1).strip())


def data_address(media: str, data: bytes) -> str:
    """A picture as an address that holds it: in an `img`, a browser runs no script of an SVG and fetches nothing for it."""
    return f"data:{media};base64,{b64encode(data).decode('ascii')}"


def image(context: Context, name: str, media: str, data: bytes, alt: str, style: str | None = None) -> Element:
    """An `img`; `name` (without extension) is its address in print."""
    if context.print:
        address = f"{name}.{EXTENSIONS.get(media, 'bin')}"
        context.assets[address] = data
    else:
        address = data_address(media, data)
    return element("img", src=address, alt=alt, style=style)


def drawing(context: Context, figure: Figure, chart: Chart) -> Node:
    """The chart's drawing: one picture in print; on the web a wide and a narrow one, of which the style sheet shows one."""
    draw: Draw = context.draw
    alt = plain(figure.alt)
    if context.print:
        made = draw(chart, Medium.TEXT_SVG, prefix=f"{figure.id}-")
        return image(context, f"charts/{figure.id}", "image/svg+xml", made.data, alt, f"width: {number(made.width)}mm")
    wide = draw(chart, Medium.WEB_SVG, prefix=f"{figure.id}-w-")
    narrow = draw(chart, Medium.NARROW_SVG, prefix=f"{figure.id}-n-")
    return element(
        "div",
        element("div", inline_svg(wide.data), class_="wide"),
        element("div", inline_svg(narrow.data), class_="narrow"),
        class_="drawing",
        role="img",
        aria_label=alt,
    )


def figure(context: Context, block: Figure) -> Element:
    """A chart or picture in its figure, or a decorative picture on its own."""
    content = block.content
    if isinstance(content, Picture):
        style = f"width: {number(content.width)}mm"
        if content.decorative or block.caption is None:
            picture = image(context, f"pictures/{block.id}", content.media, content.data, "", style)
            return element("div", picture, class_="decoration", id=block.id, aria_hidden="true")
        body: list[Node] = [image(context, f"pictures/{block.id}", content.media, content.data, plain(block.alt), style)]
    else:
        body = [drawing(context, block, content)]
        if not context.print:
            body.append(data_table(context, block, content))
    half = isinstance(content, Chart) and content.half
    return element(
        "figure",
        caption(context, block.caption, block.id, half=half) if block.caption else None,
        body,
        sources(context, block.source, block.notes),
        class_=classes("block", "picture" if isinstance(content, Picture) else "chart", "half" if half else None),
        id=block.id,
    )


# ------------------------------------------------------------------------------------------------------ the data behind a chart


def _columns(chart: Chart) -> list[str]:
    """The names of the values of a category: the series, or the ends of a dumbbell."""
    count = max((len(category.values) for category in chart.categories), default=0)
    names = [series.name for series in chart.series]
    if chart.kind is ChartKind.DUMBBELL and len(names) != count:
        names = list(chart.targets)
    return [names[i] if i < len(names) else "" for i in range(count)]


def _printed(datum: Datum | None, missing: str) -> str:
    if datum is None:
        return ""
    text = datum.text or (missing if datum.value is None else "")
    return f"{text} ({datum.beside})" if datum.beside else text


def data_table(context: Context, block: Figure, chart: Chart) -> Element:
    """The chart's data as a table that opens on demand: the texts that are printed in the chart, row by row."""
    labels = context.document.labels
    ticks = chart.targets if any(category.targets for category in chart.categories) else ()
    totals = any(category.total for category in chart.categories)
    asides = any(any(category.aside) for category in chart.categories)
    heads = [labels.category, *_columns(chart), *ticks, *([labels.total] if totals else []), *([chart.aside] if asides else [])]

    def row(category: Category) -> Element:
        values = [_printed(value, labels.not_stated) for value in category.values]
        values += [""] * (len(_columns(chart)) - len(values))
        values += [_printed(target, labels.not_stated) for target in category.targets] + [""] * (
            len(ticks) - len(category.targets)
        )
        values += [_printed(category.total, labels.not_stated)] if totals else []
        values += [" ".join(filter(None, category.aside))] if asides else []
        name = f"{category.label} ({category.note})" if category.note else category.label
        if category.axis is not None and category.axis.numeral not in category.label.split():
            name = f"{category.axis.numeral} {name}"
        head = element("th", name, scope="row", class_="stub")
        return element("tr", head, (element("td", value) for value in values), class_=accent(category.axis))

    def head_cell(head: str, column: int) -> Element:
        stub = None if column else "stub"
        return element("th", head, scope="col", class_=stub) if head else element("td", class_=stub)

    unit = element("p", f"{labels.unit}: {chart.unit}", class_="measure") if chart.unit else None
    grid = element(
        "table",
        element("thead", element("tr", (head_cell(head, i) for i, head in enumerate(heads)))),
        element("tbody", map(row, chart.categories)),
        aria_labelledby=named_by(block.id),
    )
    names = classes("scroll", "broad" if len(heads) >= BROAD else None)
    region = element("div", grid, class_=names, role="region", tabindex="0", aria_labelledby=named_by(block.id))
    caption = block.caption
    which = element("span", f": {caption.label} {caption.number}", class_="unseen") if caption else None
    return element("details", element("summary", labels.data_table, which), unit, region, class_="data")
