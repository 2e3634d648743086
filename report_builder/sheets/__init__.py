"""Sheets: CSV and XLSX files as offices export them → cells with their place, and the quantities in them.

Receives the bytes of a file and what an editor says of a cell; promises exact decimals, never floats, or a located problem that
names file, sheet and cell. It opens no file and knows no YAML; separate from `figures`, which reads what an editor writes, as a
spreadsheet keeps numbers in ways that nobody prints.
"""

from report_builder.sheets.book import Book, read_book
from report_builder.sheets.find import Head, cell_named, head_of, row_named, sheet_named
from report_builder.sheets.model import Cell, Position, Refused, Sheet
from report_builder.sheets.quantities import RATIO, Asked, Measure, Stored, measure_of, stored_in

__all__ = [
    "RATIO",
    "Asked",
    "Book",
    "Cell",
    "Head",
    "Measure",
    "Position",
    "Refused",
    "Sheet",
    "Stored",
    "cell_named",
    "head_of",
    "measure_of",
    "read_book",
    "row_named",
    "sheet_named",
    "stored_in",
]
