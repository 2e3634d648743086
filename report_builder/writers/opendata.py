"""Open data: every table, every chart's data and all figures as CSV with a Tabular Data Package, and the charts for the press.

Receives the document tree and `draw`; promises `data/<id>.csv` for each table and chart, `data/figures.csv`,
`data/datapackage.json` (Frictionless Data Package v1), `figures/<id>.svg` and `.png`. CSV is UTF-8 with one header row, units
in the header, exact decimals with a point; what is not stated is empty. Separate because machines read it: a value here is
the number itself, not its printed form.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from report_builder.document import (
    Block,
    Callout,
    Caption,
    Category,
    Cell,
    Chart,
    Datum,
    Document,
    Emphasis,
    Figure,
    Inlines,
    Labels,
    LineBreak,
    List,
    NoteCall,
    Number,
    Row,
    RowKind,
    Strong,
    Table,
    Text,
    plain,
    sections_of,
)
from report_builder.theme import Theme
from report_builder.writers import Draw, Medium, Options
from report_builder.writers.datapackage import Field, Resource, Value, csv_bytes, data_package, spaced

ALL_FIGURES = "figures"  # the name of the file of all figures


def write_opendata(document: Document, theme: Theme, draw: Draw, options: Options) -> Mapping[str, bytes]:  # noqa: ARG001 (a writer)
    """All files of the open data, by their path in the output folder."""
    files: dict[str, bytes] = {}
    resources: list[Resource] = []
    for block in blocks_of(document):
        match block:
            case Table():
                resources.append(table_resource(block, document.labels))
            case Figure(content=Chart() as chart):
                resources.append(chart_resource(block, chart, document.labels))
                files[f"figures/{block.id}.svg"] = draw(chart, Medium.OUTLINE_SVG).data
                files[f"figures/{block.id}.png"] = draw(chart, Medium.PNG).data
            case _:
                pass
    if document.figures:
        resources.append(figures_resource(document))
    tables = {resource.name: csv_bytes(resource) for resource in resources}
    files |= {f"data/{name}.csv": data for name, data in tables.items()}
    package = data_package(document, resources, tables)
    files["data/datapackage.json"] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def blocks_of(document: Document) -> Iterator[Block]:
    """Every block in reading order, those inside lists and callouts included."""

    def walk(blocks: Sequence[Block]) -> Iterator[Block]:
        for block in blocks:
            yield block
            if isinstance(block, List):
                for item in block.items:
                    yield from walk(item.blocks)
            elif isinstance(block, Callout):
                yield from walk(block.blocks)

    yield from walk(document.how_to_read)
    for section in sections_of(document):
        yield from walk(section.blocks)
    yield from walk(document.imprint)


# ------------------------------------------------------------------------------------------------------------------- tables


def table_resource(table: Table, labels: Labels) -> Resource:
    """A printed table as plain rows: groups become a first column, spans are repeated, second lines become columns."""
    heads = _grid(table.head)
    width = max((len(row) for row in heads), default=0)
    headers = [_header([row[at] for row in heads if at < len(row)]) for at in range(width)]
    rows: list[tuple[str, list[Cell | None]]] = []
    group = ""
    for row, cells in zip(table.rows, _grid(table.rows), strict=True):
        if row.kind is RowKind.GROUP:
            group = _printed(row.cells[0])
        else:
            rows.append(("" if row.kind is RowKind.TOTAL else group, cells + [None] * (width - len(cells))))
    columns: list[tuple[str, list[Value]]] = []
    if any(name for name, _ in rows):
        columns.append((labels.category, [Value(text=name) for name, _ in rows]))
    for at, header in enumerate(headers):
        column = [cells[at] for _, cells in rows]
        columns.append((header or labels.category, [_cell_value(cell, labels) for cell in column]))
        if any(cell is not None and cell.under for cell in column):
            columns.append((header, [_value(cell.under if cell else (), labels) for cell in column]))
    fields, values = _columns(columns, labels)
    values = tuple(tuple(replace(value, text=_unscaled(value.text, row)) for value in row) for row in values)
    return Resource(_name(table.id), _title(table.caption), plain(table.description), plain(table.source), fields, values)


def _unscaled(label: str, beside: Sequence[Value]) -> str:
    """A label without the scaled unit of print ("Spesa (Mln€)"): the values beside it are in the unit itself."""
    name, _, unit = label.removesuffix(")").rpartition(" (")
    signs = {value.unit for value in beside if len(value.unit) == 1 and unicodedata.category(value.unit) == "Sc"}
    return name if label.endswith(")") and any(s in unit and unit.replace(s, "").strip().isalpha() for s in signs) else label


def _grid(rows: Sequence[Row]) -> list[list[Cell | None]]:
    """Rows of cells with every span repeated, so that each row has a cell for each column."""
    grid: list[list[Cell | None]] = []
    hanging: dict[int, tuple[Cell, int]] = {}  # column → cell that reaches further down, rows left
    for row in rows:
        line: list[Cell | None] = []
        waiting = list(row.cells)
        while waiting or len(line) in hanging:
            if (held := hanging.pop(len(line), None)) is not None:
                cell, left = held
                if left > 1:
                    hanging[len(line)] = (cell, left - 1)
                line.append(cell)
                continue
            cell = waiting.pop(0)
            for _ in range(cell.colspan):
                if cell.rowspan > 1:
                    hanging[len(line)] = (cell, cell.rowspan - 1)
                line.append(cell)
        grid.append(line)
    return grid


def _header(cells: Sequence[Cell | None]) -> str:
    """The heads above one column, from the most general down, each once."""
    texts: list[str] = []
    for cell in cells:
        text = _printed(cell) if cell else ""
        if text and text not in texts:
            texts.append(text)
    return " – ".join(texts)


def _printed(cell: Cell) -> str:
    text = plain(cell.inlines)
    return f"{cell.axis.numeral} {text}".strip() if cell.axis else text


def _cell_value(cell: Cell | None, labels: Labels) -> Value:
    if cell is None:
        return Value()
    value = _value(cell.inlines, labels)
    return Value(text=_printed(cell)) if cell.axis and value.number is None else value


def _value(inlines: Inlines, labels: Labels) -> Value:
    """The number if `inlines` are nothing but one that is confirmed, else their text; nothing if they say "not stated"."""
    numbers = list(_numbers(inlines))
    if len(numbers) == 1 and not numbers[0].unconfirmed and plain(inlines).strip() == numbers[0].text.strip():
        return Value(numbers[0].value, numbers[0].unit)
    text = " ".join(plain(inlines).split())
    return Value() if text in ("", labels.not_stated) else Value(text=text)


def _numbers(inlines: Inlines) -> Iterator[Number]:
    for inline in inlines:
        match inline:
            case Number():
                yield inline
            case Strong() | Emphasis():
                yield from _numbers(inline.children)
            case Text() | NoteCall() | LineBreak() | _:
                pass


# ------------------------------------------------------------------------------------------------------------------- charts


def chart_resource(figure: Figure, chart: Chart, labels: Labels) -> Resource:
    """The numbers that a chart draws, in the chart's unit, one row for each category."""
    columns: list[tuple[str, list[Value]]] = []
    lines = [(row.group, _category(row), row.note) for row in chart.categories]  # a note may be all that tells two rows apart
    for at, texts in enumerate(zip(*lines, strict=True)):
        if any(texts) or at == 1:
            columns.append((labels.category, [Value(text=text) for text in texts]))

    def add(name: str, data: Sequence[Datum | None]) -> None:
        values = ((datum, Value(datum.value, chart.unit) if datum else Value()) for datum in data)
        columns.append((name, [Value(text=datum.text) if datum and datum.unconfirmed else value for datum, value in values]))
        if any(datum and datum.beside for datum in data):
            columns.append((name, [Value(text=datum.beside if datum else "") for datum in data]))

    width = max((len(category.values) for category in chart.categories), default=0)
    names = [series.name or (series.axis.name if series.axis else "") for series in chart.series]
    if len(names) != width:
        names = list(chart.targets) if len(chart.targets) == width else [""] * width
    for at, name in enumerate(names):
        add(name or _title(figure.caption), [_at(category.values, at) for category in chart.categories])
    for at, name in enumerate(chart.targets):
        if any(len(category.targets) > at for category in chart.categories):
            add(name, [_at(category.targets, at) for category in chart.categories])
    if any(category.total for category in chart.categories):
        add(labels.total, [category.total for category in chart.categories])
    fields, values = _columns(columns, labels)
    return Resource(_name(figure.id), _title(figure.caption), plain(figure.alt), plain(figure.source), fields, values)


def _at(data: Sequence[Datum], at: int) -> Datum | None:
    return data[at] if at < len(data) else None


def _category(category: Category) -> str:
    numeral = category.axis.numeral if category.axis else ""
    return f"{numeral} {category.label}".strip()


# ------------------------------------------------------------------------------------------------------------------ figures


def figures_resource(document: Document) -> Resource:
    """All figures of the report by their dotted names, in base units, with the text as published."""
    fields = tuple(Field(name, name == "value") for name in ("name", "value", "unit", "published", "source"))
    rows = tuple(
        (Value(text=f.name), Value(f.value, f.unit), Value(text=f.unit), Value(text=spaced(f.text)), Value(text=f.source))
        for f in document.figures
    )
    return Resource(ALL_FIGURES, document.meta.title, document.meta.subject, "", fields, rows)


# ------------------------------------------------------------------------------------------------------- columns, CSV, package


def _columns(
    columns: Sequence[tuple[str, list[Value]]], labels: Labels
) -> tuple[tuple[Field, ...], tuple[tuple[Value, ...], ...]]:
    """Columns with units: the shared one in the header, or a column of units after numbers that do not share one."""
    fields: list[Field] = []
    data: list[list[Value]] = []

    def add(name: str, values: list[Value], numeric: bool = False, unit: str = "") -> None:
        header, count = name, 1
        while any(field.name == header for field in fields):
            count += 1
            header = f"{name} ({count})"
        fields.append(Field(header, numeric, unit))
        data.append(values)

    for name, values in columns:
        measured = [value for value in values if value.number is not None or value.unit]  # one not stated may have a unit
        units = list(dict.fromkeys(value.unit for value in measured))
        numeric = bool(measured) and not any(value.text for value in values)
        if len(units) <= 1:
            unit = units[0] if units else ""
            add(f"{_unscaled(name, measured)} ({unit})" if unit else name, values, numeric, unit)
        else:
            add(name, values, numeric)
            add(f"{name} – {labels.unit.lower()}", [Value(text=value.unit) for value in values])
    return tuple(fields), tuple(zip(*data, strict=True))


def _name(block: str) -> str:
    """The name of a block's file; one that its author called as the file of all figures makes way for it."""
    return f"{block}-1" if block == ALL_FIGURES else block


def _title(caption: Caption | None) -> str:
    return " ".join(plain(caption.title).split()) if caption else ""
