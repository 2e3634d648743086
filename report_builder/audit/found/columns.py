"""The total row of a table, shares of a column or bar that should make 100, and the total of a stacked bar.

A row that is marked as total is the sum of the rows above it, or of those since the total before it. In a column of shares, as
its head says ("quota", "% del totale"), or whose total is 100%, all make 100, as far as rounding allows.
The parts of a stacked bar make the total that is printed at its end, and 100 in a bar of shares. A column with a gap or without
a unit that can be added is left alone.

A total that is no sum (an average, persons who occur in two rows) is acknowledged, or its row is no total row.

Source: as for contradictions of declared relations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from report_builder.audit.found.amounts import Amount
from report_builder.audit.found.ground import Claim, Ground, hundred, said, total, with_value
from report_builder.checks.model import Finding, Level
from report_builder.checks.walk import Passage, Role, blocks
from report_builder.classes import dataclass
from report_builder.document import Category, Chart, ChartKind, Datum, Figure, Row, RowKind, Section, Table, plain
from report_builder.place import Span

RULES: Mapping[str, Level] = {"total-not-sum": Level.WARNING, "shares-not-whole": Level.WARNING}


Cell = tuple[Amount, Passage]


@dataclass(frozen=True)
class Place:
    """Where something is told: the table or chart, what of it, and its span."""

    id: str
    name: str
    span: Span | None


def check(ground: Ground) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for one in _all(ground):
        if not one.figures or frozenset(one.figures) not in told:
            told.add(frozenset(one.figures))
            yield one


def _all(ground: Ground) -> Iterator[Finding]:
    for section, block in blocks(ground.context.document):
        if isinstance(block, Table):
            yield from _table(ground, section, block)
        elif isinstance(block, Figure) and isinstance(block.content, Chart) and block.content.kind is ChartKind.STACKED:
            for category in block.content.categories:
                yield from _bar(ground, block, block.content, category)


# --------------------------------------------------------------------------------------------------------------------- tables


def _table(ground: Ground, section: Section | None, table: Table) -> Iterator[Finding]:
    rows = [row for row in table.rows if row.kind is not RowKind.GROUP]
    if any(cell.rowspan > 1 or cell.colspan > 1 for row in rows for cell in row.cells):
        return
    totals, bonds = any(row.kind is RowKind.TOTAL for row in rows), ground.bonds
    for column in range(1, len(table.widths)):
        head = " ".join(plain(row.cells[column].inlines) for row in table.head if column < len(row.cells))
        shares = not totals and bonds is not None and bonds.shares.search(head.lower()) is not None
        for part in ("inlines", "under") if totals or shares else ():
            found = [(row, _cell(ground, section, table, row, column, part)) for row in rows]
            yield from _column(ground, table, head, found)


def _cell(ground: Ground, section: Section | None, table: Table, row: Row, column: int, part: str) -> Cell | None:
    """The only amount of a cell, with its passage; None for anything else."""
    if column >= len(row.cells):
        return None
    cell = row.cells[column]
    inlines = getattr(cell, part)
    if not inlines:
        return None
    passage = Passage(Role.CELL, inlines, section, table.id, origin=cell.origin)
    amounts = list(ground.reader.of(passage))
    if len(amounts) != 1 or amounts[0].vague:
        return None
    return amounts[0], passage


def _column(ground: Ground, table: Table, head: str, found: Sequence[tuple[Row, Cell | None]]) -> Iterator[Finding]:
    part: list[Cell | None] = []
    whole: list[Cell | None] = []
    totals = 0
    for row, cell in found:
        if row.kind is not RowKind.TOTAL:
            part.append(cell)
            continue
        totals += 1
        whole += part
        groups = [[one[0] for one in group if one] for group in (part, whole) if group and all(group)]
        part = []
        if cell is None or not groups:
            continue
        place = Place(table.id, head or table.id, _span(cell))
        if cell[0].share:
            if cell[0].printed.value == 1 and all(one.share for one in groups[-1]):
                yield from _whole(ground, place, groups[-1])
        elif all(_added(one, cell[0]) for group in groups for one in group):
            claims = [Claim(cell[0], "=", total(group), (cell[0], *group)) for group in groups]
            if ground.broken(place.span, *claims):
                yield _finding(ground, "total-not-sum", place, claims[0])
    if not totals and len(part) > 1 and all(part):
        amounts = [one[0] for one in part if one]
        if all(one.share for one in amounts):
            yield from _whole(ground, Place(table.id, head, _span(part[-1]) if part[-1] else table.origin), amounts)


def _span(cell: Cell) -> Span | None:
    amount, passage = cell
    return passage.span(amount.start, amount.end)


def _added(one: Amount, other: Amount) -> bool:
    return not one.share and one.printed.dimension == other.printed.dimension


# --------------------------------------------------------------------------------------------------------------------- charts


def _bar(ground: Ground, figure: Figure, chart: Chart, category: Category) -> Iterator[Finding]:
    values = [_datum(ground, datum) for datum in category.values]
    amounts = [one for one in values if one is not None]
    if len(amounts) < 2 or len(amounts) != len(values):
        return
    place = Place(
        chart.id, category.label or (category.axis.name if category.axis else chart.id), category.origin or figure.origin
    )
    stated = _datum(ground, category.total) if category.total else None
    if stated is not None and all(one.printed.dimension == stated.printed.dimension for one in amounts):
        claim = Claim(stated, "=", total(amounts), (stated, *amounts))
        if ground.broken(place.span, claim):
            yield _finding(ground, "total-not-sum", place, claim)
    if chart.share and all(one.share for one in amounts):
        yield from _whole(ground, place, amounts)


def _datum(ground: Ground, datum: Datum) -> Amount | None:
    """A value of a chart with its unit, which its label may leave out."""
    return next(ground.reader.mention(datum.spoken, 0), None) if datum.spoken else None


# ------------------------------------------------------------------------------------------------------------------- findings


def _whole(ground: Ground, place: Place, amounts: Sequence[Amount]) -> Iterator[Finding]:
    """Shares that no numbers printed so add up to 100."""
    if not ground.broken(place.span, hundred(amounts)):
        return
    parameters = {
        "id": place.id,
        "column": place.name,
        "shares": " + ".join(one.text for one in amounts),
        "total": with_value(amounts[0], sum((one.printed.value for one in amounts), 0), ground.context.language),
    }
    yield Finding("shares-not-whole", parameters, place.span, f"{place.id}: {place.name}", ground.figures(amounts))


def _finding(ground: Ground, rule: str, place: Place, claim: Claim) -> Finding:
    parameters = {"id": place.id, "column": place.name, "relation": said(claim, ground.context.language)}
    return Finding(rule, parameters, place.span, f"{place.id}: {place.name}", ground.figures(claim.amounts))
