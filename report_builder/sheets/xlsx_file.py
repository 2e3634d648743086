"""An XLSX file's bytes → sheets of cells, as last saved by the spreadsheet.

Receives bytes; promises exact numbers, formats, merged and hidden parts, or a problem: nothing in such a file is run, fetched
or expanded beyond a limit. The only importer of openpyxl, which is loaded when a report names such a file. Separate from CSV,
which is text with places.
"""

from __future__ import annotations

import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from report_builder.diagnostics import Problem
from report_builder.place import Span
from report_builder.sheets.formats import read_format
from report_builder.sheets.model import Cell, Kind, Position, Range, Refused, Sheet

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 40_000_000  # bytes, about a million cells
MOST_MERGED = 10_000
PICTURES = "xl/media/"
DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0", b"<\0")  # encodings in which the search above sees nothing; Excel writes UTF-8
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, EOFError, OSError, ValueError)
DIGITS = 15  # as many as a spreadsheet keeps and shows: 133.59999999999999 is 133.6


def read_xlsx(name: str, data: bytes, span: Span) -> Mapping[str, Callable[[], Sheet]]:
    """The sheets by name, each read when it is asked for; `span` is where the file is."""
    _guard(name, data, span)
    book = _load(name, data, span, values=True)
    formulas = cache(lambda: _load(name, data, span, values=False))
    if not book.worksheets:  # charts alone, or Excel's "strict" format, of which the library sees nothing
        raise Refused(Problem("table-broken", {"file": name}, span))
    if any(len(sheet.merged_cells.ranges) > MOST_MERGED for sheet in book.worksheets):
        raise Refused(Problem("table-too-large", {"file": name}, span))
    return {sheet.title: _reader(name, sheet, formulas) for sheet in book.worksheets}


def _reader(name: str, sheet: Worksheet, formulas: Callable[[], Workbook]) -> Callable[[], Sheet]:
    return cache(lambda: _sheet(name, sheet, formulas))


def _guard(name: str, data: bytes, span: Span) -> None:
    """Refuse what unpacks to too much, what is no such file, and declarations by which XML could grow or reach out."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED:  # zipfile reads no more than it says here
                raise Refused(Problem("table-too-large", {"file": name}, span))
            for part in parts:
                text = package.read(part)
                wide = text.startswith(WIDE_MARKS) and not part.filename.startswith(PICTURES)
                if DECLARATION.search(text) or wide:
                    raise Refused(Problem("table-broken", {"file": name}, span))
    except BROKEN as error:
        raise Refused(Problem("table-broken", {"file": name}, span)) from error


def _load(name: str, data: bytes, span: Span, *, values: bool) -> Workbook:
    from openpyxl import load_workbook  # 0.4 s, and few reports bring such a file

    with warnings.catch_warnings():  # about looks that are not kept: nothing is written back
        warnings.simplefilter("ignore")
        try:
            return load_workbook(BytesIO(data), data_only=values, keep_links=False)
        except Exception as error:  # whatever a file of some other program does to the library
            raise Refused(Problem("table-broken", {"file": name}, span)) from error


def _sheet(name: str, sheet: Worksheet, formulas: Callable[[], Workbook]) -> Sheet:
    merged = tuple(
        Range(Position(area.min_row, area.min_col), Position(area.max_row, area.max_col)) for area in sheet.merged_cells.ranges
    )
    cells: dict[Position, Cell] = {}
    last = Position(1, 1)
    for (row, column), cell in sheet._cells.items():  # those that are there: by rows and columns, a million empty ones are
        at = Position(row, column)
        if (read := _cell(cell)) is not None:
            cells[at] = read
            last = Position(max(last.row, row), max(last.column, column))
    hidden_columns = frozenset(
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min is not None and dimension.max is not None
        for column in range(dimension.min, dimension.max + 1)
    )
    return Sheet(
        file=name,
        name=sheet.title,
        cells=cells,
        last=Position(
            max(last.row, *(area.last.row for area in merged), 1), max(last.column, *(area.last.column for area in merged), 1)
        ),
        merged=merged,
        hidden_rows=frozenset(row for row, dimension in sheet.row_dimensions.items() if dimension.hidden),
        hidden_columns=hidden_columns,
        hidden=sheet.sheet_state != "visible",
        unsaved=lambda at: formulas()[sheet.title].cell(at.row, at.column).data_type == "f",
    )


def _cell(cell: Any) -> Cell | None:
    """One cell as we know it; None if it holds nothing."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        return Cell(Kind.TRUTH, str(value).upper())
    if isinstance(value, int | float):
        number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{DIGITS}g}")
        return Cell(Kind.NUMBER, _digits(number), number, read_format(cell.number_format))
    if isinstance(value, str):
        return Cell(Kind.ERROR if cell.data_type == "e" else Kind.TEXT, value)
    return Cell(Kind.DATE, str(value).removesuffix(" 00:00:00"))


def _digits(number: Decimal) -> str:
    """A number as a key of rows or a year in a heading is written."""
    return f"{number:f}" if number.is_finite() and abs(number.adjusted()) < DIGITS * 2 else str(number)
