"""Two parts of one whole at half the page's width: two large figures, one bar of a hundred, two captions.

Receives a plan of one category and two series; promises labels that never touch, however small one part is. Separate because
this form has no rows: it is the one chart that may be loud.
"""

from __future__ import annotations

from report_builder.charts.labels import Block, Run, wrapped
from report_builder.charts.layout import LEAST_BAR, PART_GAP, Plan
from report_builder.charts.scale import amount
from report_builder.charts.sheet import BOLD, MUTED, REGULAR, SEMIBOLD
from report_builder.document import Chart, ChartKind

APART = 4.0  # mm between two labels of a line


def is_pair(chart: Chart) -> bool:
    """Whether a chart takes this form: stacked, half a page wide, one category, two stated values that are not both nothing."""
    if chart.kind is not ChartKind.STACKED or not chart.half or len(chart.categories) != 1 or len(chart.series) != 2:
        return False
    category = chart.categories[0]
    values = [datum.value for datum in category.values]
    return (
        len(values) == 2
        and None not in values
        and min(map(amount, category.values)) >= 0
        and not category.total
        and (sum(map(amount, category.values)) > 0)
    )


def draw(plan: Plan) -> None:
    """Draw the pair."""
    sheet, sizes, category = plan.sheet, plan.sizes, plan.chart.categories[0]
    first, second = category.values
    share = amount(first) / (amount(first) + amount(second))
    split = min(max(sheet.width * share, LEAST_BAR + PART_GAP), sheet.width - LEAST_BAR)
    colour = plan.colour(category, 0)
    big = [datum.beside or datum.text for datum in category.values]
    captions = [
        f"{datum.text} {series.name}".strip() if datum.beside else series.name
        for datum, series in zip(category.values, plan.chart.series, strict=True)
    ]
    size = sizes.huge
    while size > sizes.label and sum(sheet.measure(text, size, BOLD) for text in big) + APART > sheet.width:
        size -= 0.5
    blocks = [Block(((Run(text, size, BOLD, paint),),)) for text, paint in zip(big, (colour, MUTED), strict=True)]
    _two(plan, 3.6, blocks[0], blocks[1], split)
    one, other = plan.fill(category, 0), plan.fill(category, 1)
    sheet.rect(0, 9, split - PART_GAP, 8, one.fill, one.edge, mark=True)
    edge = other.edge or (colour if other.fill == one.fill else None)
    sheet.rect(split, 9, sheet.width - split, 8, other.fill, edge, mark=True)
    weights = (SEMIBOLD, REGULAR)
    whole = sum(sheet.measure(text, sizes.label, weight) for text, weight in zip(captions, weights, strict=True)) + APART
    room = sheet.width if whole <= sheet.width else (sheet.width - APART) / 2
    blocks = [
        Block(tuple((Run(line, sizes.label, weight),) for line in wrapped(sheet, text, room, sizes.label, weight)))
        for text, weight in zip(captions, weights, strict=True)
    ]
    below = max(sum(block.steps) for block in blocks)
    _two(plan, 20.6, blocks[0], blocks[1], split)
    sheet.height = 22.6 + below


def _two(plan: Plan, y: float, first: Block, second: Block, split: float) -> None:
    """Two labels, each where its part begins; the second moves right of the first, and back from the edge if it must."""
    sheet = plan.sheet
    left = min(max(split, first.width(sheet) + APART), sheet.width - second.width(sheet))
    first.draw(sheet, 0, y + sum(first.steps) / 2)
    second.draw(sheet, left, y + sum(second.steps) / 2)
