"""Where the rows of a chart stand: the hanging column, the line of zero, the scale, rows as high as their labels ask.

Receives a chart and a width; promises a `Plan` that every horizontal kind draws into. Separate so that all kinds share one
grid: wide charts have their zero on the line of the page's text, half ones at 32 mm, narrow ones at the edge with labels
above the bars.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field

from report_builder.charts.labels import Block, Run, balanced, label_block, wrapped
from report_builder.charts.sheet import BOLD, INK, MUTED, ON_AXIS, PAPER, QUIET, REGULAR, SEMIBOLD, Paint, Sheet, axis_paint
from report_builder.classes import dataclass
from report_builder.document import Category, Chart
from report_builder.theme import LADDER, LEAST_CONTRAST, Theme, contrast

HALF, NARROW = 83.0, 80.0  # mm
DENSE = 8  # from so many rows on, labels and bars are smaller
LINE_TO_TEXT = 2.0  # mm, between a bar's end and its value
PART_GAP = 0.5  # mm of paper between two parts of one bar, so that they are told apart without colour
MOST_LINES = 3  # of a label beside its bar in a half chart; longer ones stand over the bars
STEPS = {2: (100, 38), 3: (100, 38, 8), 4: (100, 38, 70, 8)}  # per cent of one colour, by the number of series without an axis
LEAST_BAR = 0.25  # mm, so that a small value is seen


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type sizes in points, from the theme's `small` and `label`."""

    small: float
    label: float
    value: float
    strong: float
    big: float
    huge: float

    @classmethod
    def of(cls, theme: Theme, factor: float) -> Sizes:
        label, value = theme.type["small"].size * factor, theme.type["label"].size * factor
        return cls(label - 0.5, label, value, value + 1, value + 4, value + 11)


@dataclass(frozen=True, slots=True)
class Fill:
    """How a bar is filled, its outline, and the colour of text that can be read on it (None if none can)."""

    fill: Paint
    edge: Paint | None
    text: Paint | None


@dataclass(slots=True)
class Row:
    """One row: its category, its label, and the room that bars and their values take about the middle (`extent`).

    `above` is room over the bar for heads and the names of targets. `label_y` and `y` are the middles of label and bar.
    """

    category: Category
    label: Block
    extent: float
    gap: float
    above: float = 0.0
    label_y: float = 0.0
    y: float = 0.0


@dataclass
class Plan:
    """The grid of one chart: `left` to `right` is where bars may be.

    `over` says that labels stand over the bars: in narrow drawings, and in half ones whose labels are long.
    """

    chart: Chart
    theme: Theme
    sheet: Sheet
    narrow: bool
    left: float = 0.0
    right: float = 0.0
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sizes = Sizes.of(self.theme, 1.12 if self.narrow else 1.0)
        self.dense = len(self.chart.categories) >= DENSE
        self.over = self.narrow
        self.left = 0.0 if self.narrow else 32.0 if self.chart.half else self.theme.page["indent"]
        self.right = self.sheet.width - self._aside_width()
        if self.chart.half and not self.narrow and any(len(self.label(c).lines) > MOST_LINES for c in self.chart.categories):
            self.over, self.left = True, 0.0

    # ------------------------------------------------------------------------------------------------------------- columns

    @property
    def label_width(self) -> float:
        """The room for labels: the hanging column, or in a narrow drawing what the aside leaves."""
        if self.over:
            return self.sheet.width - self._aside_width()
        return self.left - (2.0 if self.chart.half else self.theme.page["gutter"] - 1)

    def aside_block(self, category: Category, strong: bool = True) -> Block:
        """What stands at the right edge: two lines, or one figure, large and in the row's colour where there is room."""
        first, second = category.aside
        if first and not second and self.chart.half:
            return Block(((Run(first, self.sizes.label, REGULAR, MUTED),),))
        if first and not second:
            return Block(((Run(first, self.sizes.value + 3, BOLD, self.colour(category)),),))
        weight = SEMIBOLD if strong else REGULAR
        lines = [(Run(first, self.sizes.label, weight),)] if first else []
        return Block((*lines, *([(Run(second, self.sizes.label, REGULAR, MUTED),)] if second else [])))

    def aside_head(self) -> Block:
        room = self.sheet.width * 0.25
        words = wrapped(self.sheet, self.chart.aside, room, self.sizes.label, SEMIBOLD) if self.chart.aside else []
        return Block(tuple((Run(text, self.sizes.label, SEMIBOLD),) for text in words))

    def _aside_width(self) -> float:
        blocks = [self.aside_block(category) for category in self.chart.categories]
        width = max((block.width(self.sheet) for block in blocks), default=0.0)
        if not width:
            return 0.0
        return max(width, self.aside_head().width(self.sheet)) + 4.0

    # -------------------------------------------------------------------------------------------------------------- colour

    def colour(self, category: Category | None, series: int = 0) -> Paint:
        """The colour of a value: its series' axis, else its category's, else ink."""
        given = self.chart.series[series].axis if series < len(self.chart.series) else None
        axis = given or (category.axis if category else None)
        return axis_paint(axis.index) if axis else INK

    def fill(self, category: Category | None, series: int = 0) -> Fill:
        """A tinted series is light with an outline; several series without axes are steps of one colour."""
        base = self.colour(category, series)
        outlined = round(100 * self.theme.tint["outlined_bar"])
        declared = self.chart.series[series] if series < len(self.chart.series) else None
        if declared and declared.tinted:
            return Fill(Paint(base.token, outlined), base, self.text_on(Paint(base.token, outlined)))
        alike = [i for i, one in enumerate(self.chart.series) if one.axis is None and not one.tinted]
        if declared is None or declared.axis is not None or len(alike) < 2:
            return Fill(base, None, self.text_on(base))
        step = STEPS[min(len(alike), 4)]
        shade = step[alike.index(series) % len(step)]
        fill = Paint(base.token, shade)
        return Fill(fill, base if shade == 8 else None, self.text_on(fill))

    def text_on(self, ground: Paint) -> Paint | None:
        """The colour that can be read on a ground in the light and in the dark."""
        candidates = (ON_AXIS, INK) if ground.token.startswith("axis-") else (PAPER, INK)

        def least(paint: Paint) -> float:
            palettes = (self.theme.light, self.theme.dark)
            return min(contrast(paint.colour(palette), ground.colour(palette)) for palette in palettes)

        best = max(candidates, key=least)
        return best if least(best) >= LEAST_CONTRAST else None

    def track(self) -> Paint:
        """The empty part of a scale."""
        return Paint("ink", LADDER[-1])

    def fixed(self) -> list[tuple[float, float]]:
        """What the scale must hold besides the values, as `fitted` wants it: its stated end and the reference."""
        given = (self.chart.maximum, self.chart.reference[1] if self.chart.reference else None)
        return [(float(value), 0.0) for value in given if value is not None]

    # ---------------------------------------------------------------------------------------------------------------- rows

    def chip_width(self) -> float:
        numerals = [category.axis.numeral for category in self.chart.categories if category.axis]
        if not numerals:
            return 0.0
        least = 5.4 if self.dense or self.chart.half else 7.0
        return max(least, 2.0 + max(self.sheet.measure(numeral, self.sizes.label, BOLD) for numeral in numerals))

    def label(self, category: Category, *, strong: bool = True) -> Block:
        """A category's label and note, wrapped to their column; `strong` sets it in semi-bold where rows are few."""
        chip = self.chip_width()
        indent = chip + (2.0 if chip else 0.0)
        weight = SEMIBOLD if strong and not self.dense and (chip or not self.chart.half) else REGULAR
        notes = any(other.note for other in self.chart.categories)
        large = notes and not chip and not self.dense and strong and not self.chart.half
        first = self.sizes.small if self.dense else self.sizes.strong if large else self.sizes.label
        sizes = (first, self.sizes.small if self.dense or large else self.sizes.label)
        if self.over:
            sizes = (self.sizes.label, self.sizes.small)
        return label_block(self.sheet, category.label, category.note, self.label_width - indent, sizes, weight)

    def add_row(self, category: Category, extent: float, gap: float, *, strong: bool = True, above: float = 0.0) -> Row:
        """Take a category as a row."""
        row = Row(category, self.label(category, strong=strong), extent, gap, above)
        self.rows.append(row)
        return row

    def settle(self, top: float = 0.0) -> None:
        """Give every row its place from `top` down, and the sheet its height."""
        y, former = top, None
        for row in self.rows:
            aside = self.aside_block(row.category).height
            chip = 4.6 if row.category.axis else 0.0
            label = max(row.label.height, chip, aside if self.over else 0.0)
            if former is not None:
                y += (2.2 if self.dense else 3.0) if row.category.group != former.category.group else 0.0
            if self.over:
                y += 2.6 if former is not None else 0.0
                row.label_y = y + label / 2
                row.y = y + label + 1.0 + row.above + row.extent / 2
                y = row.y + row.extent / 2
            else:
                ink = max(row.extent, label, aside)
                cell = max(row.extent + row.gap, max(label, aside) + (1.7 if self.dense else 2.1))
                pad = (cell - ink) / 2
                y += (pad if former is not None else 0.0) + row.above
                row.label_y = row.y = y + ink / 2
                y += ink + pad
            former = row
        if former is not None and not self.over:
            last = self.rows[-1]
            y = last.y + max(last.extent, last.label.height, self.aside_block(last.category).height) / 2
        self.sheet.height = y + 0.3

    def draw_labels(self, strong_aside: Callable[[Category], bool] = lambda _: True) -> None:
        """Chips, labels and asides of all rows."""
        chip = self.chip_width()
        for row in self.rows:
            axis = row.category.axis
            if axis:
                height = 4.2 if self.dense else 4.6
                self.sheet.rect(0, row.label_y - height / 2, chip, height, axis_paint(axis.index))
                size = self.sizes.small if self.dense else self.sizes.label
                self.sheet.text(chip / 2, row.label_y, axis.numeral, size=size, weight=BOLD, paint=ON_AXIS, align="center")
            row.label.draw(self.sheet, chip + 2.0 if chip else 0.0, row.label_y)
            aside = self.aside_block(row.category, strong_aside(row.category))
            aside.draw(self.sheet, self.sheet.width, row.label_y, "right")

    def draw_aside_head(self, y: float) -> None:
        """The name of the column at the right edge, its last line at `y`."""
        head = self.aside_head()
        if head.lines and self._aside_width():
            head.draw(self.sheet, self.sheet.width, y - sum(head.steps) / 2, "right")

    def zero_line(self, x: float) -> None:
        """The quiet line from which bars begin, through all rows."""
        if not self.rows:
            return
        if self.over:
            for row in self.rows:
                self.sheet.line(x, row.y - row.extent / 2 - 0.5, x, row.y + row.extent / 2 + 0.5, QUIET)
            return
        first, last = self.rows[0], self.rows[-1]
        self.sheet.vertical(x, first.y - first.extent / 2 - 1.2, last.y + last.extent / 2 + 1.2, QUIET)

    def line_name(self, words: str) -> Block:
        """The name of a vertical line, as it stands over all rows."""
        room = self.right - self.left
        return Block(
            tuple(
                (Run(text, self.sizes.label, REGULAR, MUTED),) for text in balanced(self.sheet, words, room, self.sizes.label)
            )
        )

    def line_room(self, words: str) -> float:
        """The room in mm over the rows that a line's name takes."""
        return 5.0 + sum(self.line_name(words).steps) if words else 0.0

    def named_line(self, x: float, top: float, words: str) -> None:
        """A labelled vertical line through all rows, drawn last as it makes way for labels; `top` is where its name begins."""
        block = self.line_name(words)
        width = block.width(self.sheet)
        low = 0.0 if self.over else min(self.left, x)
        middle = min(max(x, low + width / 2), self.right - width / 2)
        below = top + 2.0 + sum(block.steps)
        block.draw(self.sheet, middle, (top + 2.0 + below) / 2, "center")
        if self.over:
            for row in self.rows:
                self.sheet.vertical(x, row.y - row.extent / 2 - 0.5, row.y + row.extent / 2 + 0.5, INK)
        elif self.rows:
            last = self.rows[-1]
            self.sheet.vertical(x, below + 2.2, last.y + last.extent / 2 + 1.2, INK)
