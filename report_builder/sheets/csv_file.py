"""A CSV file's bytes → one sheet, every cell with its place in the text.

Receives bytes; promises the decoded text and its cells, whatever the separator (`;` `,` tab, or what a first line `sep=;` says)
and the encoding (UTF-8, UTF-16 with its mark, Windows-1252). Written by ourselves, as the standard library's reader does not
tell where a cell stands, and that is what an editor needs to be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from report_builder.diagnostics import Problem
from report_builder.place import Span
from report_builder.sheets.model import Cell, Kind, Position, Refused, Sheet

SEPARATORS = "\t;,"
MOST_CELLS = 500_000
SAMPLE = 50  # lines that show which separator it is
BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
LONGEST = 100_000  # characters that are looked at for it
NUMBER = re.compile(r"[-+−]?[€\s]*[0-9][0-9.'’\s]*[%€]?")
BEFORE, AFTER = re.compile("[^,]*[0-9]"), re.compile("[0-9]+(?![0-9.])")  # the two halves of a number cut at its comma
YEAR = re.compile("(?:19|20)[0-9]{2}")
ERROR = re.compile("#(?:[A-ZÀ-Þ]+[/0-9A-Z]*[!?]|N/[AD]|DIV/0!)")
DECLARED = re.compile(r"sep=(.)\r?(?:\n|$)", re.IGNORECASE)


def decode_csv(name: str, data: bytes, span: Span) -> str:
    """The text of `data`, lines ended by LF. Excel writes "Unicode text" as UTF-16 and other CSV in Windows' own encoding."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
        if not BINARY.search(text):
            return text
    raise Refused(Problem("table-broken", {"file": name}, span))


def read_csv(name: str, text: str, span: Span) -> Sheet:
    """The sheet that `text` is; `span` is where it is asked for. Empty cells are kept by their place alone."""
    declared = DECLARED.match(text)
    start = declared.end() if declared else 0
    separator = declared[1] if declared else _separator(text)
    cells: dict[Position, Cell] = {}
    empty: dict[Position, Span] = {}
    last = Position(1, 1)
    for count, (at, said, place) in enumerate(_cells(name, text, start, separator)):
        if count >= MOST_CELLS:
            raise Refused(Problem("table-too-large", {"file": name}, span))
        at = Position(at.row + bool(declared), at.column)
        last = Position(max(last.row, at.row), max(last.column, at.column))
        if said.strip():
            cells[at] = Cell(Kind.ERROR if ERROR.fullmatch(said) else Kind.TEXT, said, span=place)
        else:
            empty[at] = place
    return Sheet(name, "", cells, last, empty=empty, shifted=_shifted(cells, empty) if separator == "," else frozenset())


def _shifted(cells: Mapping[Position, Cell], empty: Iterable[Position]) -> frozenset[int]:
    """The rows that are longer than the headings, and may be so by a decimal: `Asse,Impegnato` above `I,1,5`.

    The headings are the last row before the first with a number in it that is no year. Empty cells count: each has its comma.
    """
    widths: dict[int, int] = {}
    headings = 0
    for at in sorted((*cells, *empty)):
        text = cells[at].text if at in cells else ""
        if not headings and at.column > 1 and NUMBER.fullmatch(text) and not YEAR.fullmatch(text):
            headings = next((widths[row] for row in sorted(widths, reverse=True) if row < at.row), -1)
        widths[at.row] = at.column
    cut = (at.row for at, cell in cells.items() if AFTER.match(cell.text) and BEFORE.fullmatch(_left(cells, at)))
    return frozenset(row for row in cut if 0 < headings < widths[row])


def _left(cells: Mapping[Position, Cell], at: Position) -> str:
    cell = cells.get(Position(at.row, at.column - 1))
    return cell.text if cell else ""


def _separator(text: str) -> str:
    """The one that most of the first lines have, outside quotes. A comma counts half: it stands in decimals and titles, too."""
    lines = re.sub('"[^"]*"', "", text[:LONGEST]).split("\n")[:SAMPLE]
    return max(SEPARATORS, key=lambda separator: sum(separator in line for line in lines) / (1 + (separator == ",")))


def _cells(name: str, text: str, start: int, separator: str) -> Iterator[tuple[Position, str, Span]]:
    """Every cell with its text and place, quotes included in the place (RFC 4180, and blanks before a quote)."""
    pattern = re.compile(rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[^{re.escape(separator)}\n]*|(?P<bare>[^{re.escape(separator)}\n]*)')
    row, column, at = 1, 1, start
    while at < len(text) or column > 1:
        found = pattern.match(text, at)
        assert found is not None  # the second branch takes anything, nothing too
        quoted = found["quoted"]
        said = quoted.replace('""', '"') if quoted is not None else found["bare"].strip()
        first = at + len(found[0]) - len(found[0].lstrip(" "))
        yield Position(row, column), said, Span(name, first, max(first, at + len(found[0].rstrip(" "))))
        at = found.end() + 1
        ended = text[found.end() : at] != separator
        row, column = (row + 1, 1) if ended else (row, column + 1)
