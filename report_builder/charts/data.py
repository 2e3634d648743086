"""A chart's data as plain texts: for the web page's table on demand and for CSV.

Receives a chart; promises one header row with units and one row for each category, every text as the chart prints it. Separate
because it draws nothing.
"""

from __future__ import annotations

from report_builder.document import Category, Chart, Datum


def data_table(chart: Chart, category: str = "", total: str = "") -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """(header, rows). `category` and `total` head those columns, in the document's language.

    Columns: label (numeral, label and note), each series, the second texts of a series if it has any, the total, each target.
    """
    wide = max([len(chart.series), *(len(row.values) for row in chart.categories)])
    names = [chart.series[i].name if i < len(chart.series) else "" for i in range(wide)]
    numerals = [one.axis.numeral if one.axis else "" for one in chart.series]
    names = [f"{numeral} {name}".strip() for numeral, name in zip([*numerals, *[""] * wide], names, strict=False)]
    besides = [[_beside(row, i) for row in chart.categories] for i in range(wide)]
    targets = max([0, *(len(row.targets) for row in chart.categories)])
    has_total = any(row.total for row in chart.categories)
    header = [category]
    for name, texts in zip(names, besides, strict=True):
        header.append(_with_unit(name, chart.unit))
        if any(texts):
            header.append(f"{name} (%)" if all(text.endswith("%") for text in texts if text) else f"{name} (…)")
    header += [_with_unit(total, chart.unit)] if has_total else []
    header += [_with_unit(chart.targets[i] if i < len(chart.targets) else "", chart.unit) for i in range(targets)]
    rows = []
    for row in chart.categories:
        cells = [_label(row)]
        for i in range(wide):
            cells.append(row.values[i].text if i < len(row.values) else "")
            if any(besides[i]):
                cells.append(_beside(row, i))
        cells += [_text(row.total)] if has_total else []
        cells += [_text(row.targets[i]) if i < len(row.targets) else "" for i in range(targets)]
        rows.append(tuple(cells))
    return tuple(header), tuple(rows)


def _with_unit(name: str, unit: str) -> str:
    return f"{name} ({unit})".strip() if unit and unit not in name else name


def _beside(row: Category, index: int) -> str:
    return row.values[index].beside if index < len(row.values) else ""


def _text(datum: Datum | None) -> str:
    return datum.text if datum else ""


def _label(row: Category) -> str:
    label = f"{row.axis.numeral} {row.label}" if row.axis else row.label
    return f"{label}, {row.note}" if row.note else label
