"""A file of sheets, by its ending: what kind it is, and which sheets it has.

Receives name and bytes; promises a `Book`, or the problem that it is none. Separate from both readers so that whoever looks a
figure up need not know which of them it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.place import Span
from report_builder.sheets.csv_file import decode_csv, read_csv
from report_builder.sheets.model import Refused, Sheet

TEXTS = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class Book:
    """The sheets of `file` by name, read when asked for. `text` is a CSV file's, in which its cells have their places."""

    file: str
    sheets: Mapping[str, Callable[[], Sheet]]
    text: str | None = None


def read_book(file: str, data: bytes, span: Span) -> Book:
    """The book that the bytes of `file` are; `span` is where it is asked for. Raises Refused."""
    ending = "." + file.rpartition(".")[2].lower()
    if ending in TEXTS:
        text = decode_csv(file, data, span)
        sheet = read_csv(file, text, span)
        return Book(file, {"": lambda: sheet}, text)
    if ending in WORKBOOKS:
        from report_builder.sheets.xlsx_file import read_xlsx  # what it takes to unpack one, few reports need

        return Book(file, read_xlsx(file, data, span))
    raise Refused(Problem("table-format", {"file": file}, span))
