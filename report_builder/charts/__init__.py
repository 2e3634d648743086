"""Charts, the cover's squares and the Union emblem, drawn as SVG and PNG.

Receives chart data and a theme; promises drawings that use the theme's tokens only, whose labels never touch. Separate from
the writers, which take `drawer(theme)` as their `draw`.

What a page must know of the drawings:

- `TEXT_SVG`, `WEB_SVG` and `NARROW_SVG` hold real text in `font-family="<text face>, <union face>"`, weights 400, 600 and
  700: the page brings both faces with `@font-face`. Sizes are in mm (`width`, `height`, `viewBox`); a web page may set them
  anew.
- `WEB_SVG` and `NARROW_SVG` hold no colour but `var(--ink)`, `--muted`, `--quiet`, `--rule`, `--paper`, `--on-axis`,
  `--axis-1` and on, and tints named after their share in the paper such as `--ink-8` or `--axis-1-14`.
  `theme.css_variables(theme)` defines them all for the light, `css_variables(theme, dark=True)` for the dark. `dark` says
  nothing for these two: a page with a dark cover gives that part the dark set, `css_variables(theme, ".cover", dark=True)`.
  The theme must have the document's number of axes (`Theme.for_axes`). The emblem's colours are the law's and never
  variables.
- No drawing holds an id, so `prefix` is not needed; nor a title or role, which are the document's.
- `TEXT_SVG` of a chart with more than `MOST_MARKS` marks holds them as one picture of 300 dpi, with real text over it.
- `PNG` is opaque, on the ground's paper, and names its resolution of 200 dpi.
"""

from __future__ import annotations

from collections.abc import Callable

from report_builder.charts import bars, bullet, dumbbell, line, pair, stacked, svg
from report_builder.charts.data import data_table
from report_builder.charts.emblem import emblem_svg
from report_builder.charts.fonts import typeface
from report_builder.charts.layout import Plan
from report_builder.charts.sheet import Sheet
from report_builder.charts.squares import FIELD, draw_squares, squares_layout
from report_builder.document import Axis, Chart, ChartKind, Squares
from report_builder.theme import Palette, Theme
from report_builder.writers import Draw, Drawing, Emblem, Medium

__all__ = ["MOST_MARKS", "chart_sheet", "data_table", "drawer", "marks", "squares_layout"]

MOST_MARKS = 300
DPI, MARKS_DPI = 200, 300
WIDE, HALF, NARROW = 170.0, 83.0, 80.0  # mm


def marks(chart: Chart) -> int:
    """How many marks a chart has: bars or parts, ticks, dots and segments."""
    values = sum(datum.value is not None for category in chart.categories for datum in category.values)
    targets = sum(len(category.targets) for category in chart.categories)
    return values * (2 if chart.kind in (ChartKind.LINE, ChartKind.DUMBBELL) else 1) + targets


def chart_sheet(chart: Chart, theme: Theme, *, narrow: bool = False) -> Sheet:
    """A chart laid out: 170 or 83 mm wide, or `narrow` with labels above the bars at 80 mm."""
    width = NARROW if narrow else HALF if chart.half else WIDE
    plan = Plan(chart, theme.for_axes(_axes(chart)), Sheet(width, typeface(theme)), narrow)
    if pair.is_pair(chart):
        pair.draw(plan)
    else:
        _KINDS[chart.kind](plan)
    return plan.sheet


_KINDS: dict[ChartKind, Callable[[Plan], None]] = {
    ChartKind.BARS: bars.draw,
    ChartKind.GROUPED: bars.draw,
    ChartKind.STACKED: stacked.draw,
    ChartKind.BULLET: bullet.draw,
    ChartKind.DUMBBELL: dumbbell.draw,
    ChartKind.LINE: line.draw,
}


def _axes(subject: Chart | Squares) -> int:
    """The number of axis colours that a subject needs."""
    if isinstance(subject, Squares):
        found: list[Axis | None] = [row.axis for row in subject.rows]
    else:
        found = [*(one.axis for one in subject.categories), *(one.axis for one in subject.series)]
    return max((axis.index + 1 for axis in found if axis), default=0)


def drawer(theme: Theme) -> Draw:
    """Draws with this theme, each subject once in each way: what is asked for again is the same object."""
    made: dict[tuple[object, ...], Drawing] = {}
    sheets: dict[tuple[Chart | Squares, bool], Sheet] = {}

    def sheet_of(subject: Chart | Squares, narrow: bool) -> Sheet:
        key = (subject, narrow)
        if key not in sheets:
            sheets[key] = (
                chart_sheet(subject, theme, narrow=narrow)
                if isinstance(subject, Chart)
                else draw_squares(subject, theme, typeface(theme), NARROW if narrow else FIELD)
            )
        return sheets[key]

    def draw(subject: Chart | Squares | Emblem, medium: Medium, *, dark: bool = False, prefix: str = "") -> Drawing:
        key = ("emblem" if isinstance(subject, Emblem) else subject, medium, dark, prefix)
        if key not in made:
            if isinstance(subject, Emblem):
                made[key] = _emblem(theme, medium, dark)
            else:
                count = _axes(subject)
                enough = theme.for_axes(count)
                sheet = sheet_of(subject, medium is Medium.NARROW_SVG)
                rastered = isinstance(subject, Chart) and marks(subject) > MOST_MARKS
                made[key] = _written(sheet, enough, enough.dark if dark else enough.light, medium, rastered)
        return made[key]

    return draw


def _written(sheet: Sheet, theme: Theme, palette: Palette, medium: Medium, rastered: bool) -> Drawing:
    families = tuple(dict.fromkeys((theme.font_text, theme.font_union)))
    match medium:
        case Medium.TEXT_SVG if rastered:
            from report_builder.charts.raster import address, png

            image = address(png(svg.marks_only(sheet, palette), MARKS_DPI, palette.paper))
            text = svg.text_over_image(sheet, palette, families, image)
        case Medium.TEXT_SVG:
            text = svg.with_text(sheet, svg.in_palette(palette), families)
        case Medium.WEB_SVG | Medium.NARROW_SVG:
            text = svg.with_text(sheet, svg.as_variable, families)
        case Medium.OUTLINE_SVG:
            text = svg.with_outlines(sheet, palette)
        case Medium.PNG:
            from report_builder.charts.raster import png

            return Drawing(png(svg.with_outlines(sheet, palette), DPI, palette.paper), sheet.width, sheet.height)
    return Drawing(text.encode(), sheet.width, sheet.height)


def _emblem(theme: Theme, medium: Medium, dark: bool) -> Drawing:
    text, width, height = emblem_svg(theme.union_blue, theme.union_yellow, theme.union_height, bordered=dark)
    if medium is not Medium.PNG:
        return Drawing(text.encode(), width, height)
    from report_builder.charts.raster import png

    return Drawing(png(text, DPI, None), width, height)
