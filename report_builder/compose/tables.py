"""Tables out of figures: which cells a declared table has, and what stands in them.

Receives a `TableEntry`; promises a `Table` whose every cell is settled, header cells with their scope included. Computed
columns and totals are worked out here, on exact values, before any rounding for print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches

from report_builder.classes import dataclass
from report_builder.compose.columns import widths
from report_builder.compose.desk import Desk, share_of
from report_builder.compose.values import FIGURE_NAME, Value, Values, combined, operands
from report_builder.content.models import Column, RowEntry, TableEntry, Total
from report_builder.diagnostics import Problem
from report_builder.document import Align, Axis, Cell, Inlines, Meter, Row, RowKind, Scope, Table, Text
from report_builder.figures import PREVIOUS, Figure, Quantity
from report_builder.place import LocatedText


@dataclass(frozen=True, slots=True)
class _Slot:
    """One cell before the widths and meters are known."""

    cell: Cell
    value: Value | None


def compose_table(entry: TableEntry, desk: Desk) -> Table | None:
    """The table of an entry, or None if its rows cannot be told."""
    name = desk.claim(entry.id)
    caption = desk.caption("table", name, desk.inlines(entry.title), desk.inlines(entry.measure))
    rows = _rows(entry, desk)
    if rows is None:
        return None
    head = Row(
        (
            Cell(desk.inlines(entry.row_head), scope=Scope.COLUMN),
            *(Cell(desk.inlines(column.head), scope=Scope.COLUMN, align=_align(column)) for column in entry.columns),
        )
    )
    slots: list[list[_Slot]] = []
    body: list[Row] = []
    group: Axis | None = None
    for row in rows:
        place = (row.label or row.group or row.axis or entry.id).span
        axis = desk.axis(row.axis)
        if row.group is not None:
            group = axis
            label = Cell(
                desk.inlines(row.group), scope=Scope.ROW_GROUP, colspan=len(entry.columns) + 1, axis=axis, origin=row.group.span
            )
            body.append(Row((label,), RowKind.GROUP, axis, row.group.span))
            slots.append([])
            continue
        if row.label is not None:
            words: Inlines = desk.inlines(row.label)
        elif axis is not None:
            words = axis_name(axis)
        else:
            if row.axis is None:  # one that is unknown has been told
                desk.problems.append(Problem("row-without-label", {"table": name}, place))
            continue
        _check_cells(row.cells, entry, desk)
        of = desk.group(row.of)
        if of is None:
            continue
        cells = [_slot(column, of, row.cells, desk, desk.values) for column in entry.columns]
        slots.append(cells)
        body.append(
            Row(
                (Cell(words, scope=Scope.ROW, axis=axis, origin=place), *(slot.cell for slot in cells)),
                axis=axis or group,
                origin=place,
            )
        )
    if entry.total:
        _check_cells(entry.total.cells, entry, desk)
        cells = _total(entry, entry.total, slots, desk)
        slots.append(cells)
        label = Cell(desk.inlines(entry.total.label), scope=Scope.ROW, origin=entry.total.label.span)
        body.append(Row((label, *(slot.cell for slot in cells)), RowKind.TOTAL, origin=entry.total.label.span))
    _check_columns(entry, slots, desk)
    body, line = _metered(entry, body, slots)
    shares, problems = widths(entry, head, body)
    desk.problems.extend(problems)
    return Table(
        name,
        caption,
        (head,),
        tuple(body),
        shares,
        desk.inlines(entry.source),
        tuple(desk.inlines(note) for note in entry.notes),
        desk.words(entry.description),
        (entry.reference_line, line) if entry.reference_line and line else None,
        entry.landscape,
        entry.id.span,
    )


def axis_name(axis: Axis) -> Inlines:
    return (Text(axis.name),)


def _rows(entry: TableEntry, desk: Desk) -> Sequence[RowEntry] | None:
    if isinstance(entry.rows, list):
        return entry.rows
    names = desk.axis_names(entry.rows)
    return None if names is None else [RowEntry(axis=name, of=name) for name in names]


def _check_cells(cells: Mapping[str, LocatedText], entry: TableEntry, desk: Desk) -> None:
    """A cell names its column, or a figure that a column computes with; any other name would change nothing."""
    names = dict.fromkeys(_key(column) for column in entry.columns if _key(column))
    for column in entry.columns:
        for compute in filter(None, (column.compute, column.under)):
            names |= dict.fromkeys(name.text for name in operands(compute))
    for key, value in cells.items():
        if key not in names:
            near = get_close_matches(key, names, 1)
            parameters = {"key": key, "known": ", ".join(names), "suggestion": near[0] if near else ""}
            desk.problems.append(Problem("unknown-cell", parameters, value.span))


def _check_columns(entry: TableEntry, slots: list[list[_Slot]], desk: Desk) -> None:
    """A column shows one thing; bare numbers in one column are of one size (7,5 under 7.500.000 would be a lie)."""
    for index, column in enumerate(entry.columns):
        if sum((column.figure is not None, bool(column.text), column.compute is not None)) > 1:
            desk.problems.append(Problem("column-several", {}, column.head.span))
        if not column.form.bare or column.form.unit is not None:
            continue
        values = [row[index].value for row in slots if row]
        sizes: dict[str, dict[Decimal, str]] = {}
        for quantity in (value.quantity for value in values if value and value.quantity):
            sizes.setdefault(quantity.unit, {}).setdefault(quantity.factor, quantity.printed_unit)
        for units in sizes.values():
            if len(units) > 1:
                desk.problems.append(Problem("column-units", {"units": ", ".join(units.values())}, column.head.span))


def _align(column: Column) -> Align:
    return Align.LEFT if column.text else Align.RIGHT


def _key(column: Column) -> str:
    """What a row's `cells` call this column."""
    return column.figure.text if column.figure else column.text


def _slot(column: Column, group: str, cells: dict[str, LocatedText], desk: Desk, values: Values) -> _Slot:
    own = cells.get(_key(column))
    align = _align(column)
    if own is not None and not FIGURE_NAME.fullmatch(own.text):
        return _Slot(Cell(desk.inlines(own), align=align, strong=column.strong, origin=own.span), None)
    value: Value | None = None
    if own is not None or column.figure is not None:
        name = own or column.figure
        figure = values.figure(name, group, cells) if name else None
        value = values.show(figure, column.form, name.span) if figure and name else None
    elif column.compute is not None:
        value = values.compute(column.compute, group, cells, column.form)
    elif column.text:
        return _Slot(Cell((), align=align), None)  # a text that this row does not have
    else:
        desk.problems.append(Problem("column-empty", {}, column.head.span))
    under = values.compute(column.under, group, cells) if column.under else None
    return _filled(value, under, column)


def _filled(value: Value | None, under: Value | None, column: Column) -> _Slot:
    cell = Cell(
        (value.number(),) if value else (),
        (under.number(),) if under and under.quantity else (),
        align=_align(column),
        strong=column.strong,
        origin=value.span if value else None,
    )
    return _Slot(cell, value)


def _total(entry: TableEntry, total: Total, slots: list[list[_Slot]], desk: Desk) -> list[_Slot]:
    if total.of:
        of = desk.group(total.of)
        if of is None:
            return [_Slot(Cell(()), None) for _ in entry.columns]
        return [_slot(column, of, total.cells, desk, desk.values) for column in entry.columns]
    sums: dict[str, Figure] = {}
    for index, column in enumerate(entry.columns):
        values = [row[index].value for row in slots if row]
        quantities = [value.quantity for value in values if value and value.quantity]
        unsure = any(value.unconfirmed for value in values if value)
        if column.figure and quantities and len(quantities) == len(values):
            added = _added(quantities)
            if added:
                sums[column.figure.text] = Figure(f"sum({column.figure.text})", "", added, unconfirmed=unsure)
    past = {name.removesuffix(PREVIOUS): figure for name, figure in sums.items() if name.endswith(PREVIOUS)}
    known = desk.values
    totals = replace(known, figures={**known.figures, **sums}, before={**known.before, **past} if known.before else None)
    return [
        _slot(column, "", total.cells, desk, totals)
        if _key(column) in total.cells or _computable(column, sums)
        else _Slot(Cell(()), None)
        for column in entry.columns
    ]


def _added(quantities: Sequence[Quantity]) -> Quantity | None:
    """The exact sum; None if the units differ."""
    if len({quantity.unit for quantity in quantities}) > 1:
        return None
    return combined(quantities, sum((quantity.value for quantity in quantities), Decimal(0)))


def _computable(column: Column, sums: dict[str, Figure]) -> bool:
    if column.figure:
        return column.figure.text in sums
    if column.compute:
        return all(name.text in sums or "." in name.text for name in operands(column.compute))
    return False


def _metered(entry: TableEntry, body: list[Row], slots: list[list[_Slot]]) -> tuple[list[Row], float | None]:
    """Bars beside the values of columns that ask for them, on one scale a column, and where 100 % lies on the last scale."""
    line: float | None = None
    for index, column in enumerate(entry.columns):
        if not column.meter:
            continue
        values = [row[index].value for row in slots if row]
        amounts = [value.quantity.value for value in values if value and value.quantity]
        longest = max(amounts, default=Decimal(0))
        if longest <= 0:
            continue
        line = share_of(Decimal(100), longest)
        for at, (row, cells) in enumerate(zip(body, slots, strict=True)):
            value = cells[index].value if cells else None
            if value and value.quantity:
                metered = replace(row.cells[index + 1], meter=Meter(share_of(value.quantity.value, longest)))
                body[at] = replace(row, cells=(*row.cells[: index + 1], metered, *row.cells[index + 2 :]))
    return body, line
