"""What a sheet is, whatever file it comes from: cells by row and column, what is merged, what is hidden.

Receives nothing; promises values that say nothing of CSV or XLSX. Separate so that looking a cell up and reading its number is
written once for both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.figures import Provenance
from report_builder.place import Span


class Refused(Exception):
    """A figure cannot be had from a sheet: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.rule)
        self.problem = problem


class Position(NamedTuple):
    """Row and column, both from 1."""

    row: int
    column: int

    def __str__(self) -> str:
        """As a spreadsheet names it: D5."""
        return f"{letters(self.column)}{self.row}"


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int:
    """The column called `name`, which is letters of either case."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class Kind(Enum):
    NUMBER = auto()
    TEXT = auto()
    DATE = auto()
    TRUTH = auto()
    ERROR = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """How a spreadsheet shows a number: with how many decimals (None: as many as it has), per hundred, with which unit beside
    it; `scaled` if it shows thousands or millions of what it keeps."""

    places: int | None = None
    percent: bool = False
    unit: str = ""
    scaled: bool = False


PLAIN = Format()
MOST_REACHED = 1_000  # cells of a merged one that still is a heading or key, and no ornament


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something. `number` is exact, None unless it is one; `text` is what it says in any case.

    `span` is the place in the file, None where the file is no text.
    """

    kind: Kind
    text: str
    number: Decimal | None = None
    format: Format = PLAIN
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A rectangle of cells, both corners included."""

    first: Position
    last: Position

    def __contains__(self, at: Position) -> bool:
        return self.first.row <= at.row <= self.last.row and self.first.column <= at.column <= self.last.column

    def __str__(self) -> str:
        return f"{self.first}:{self.last}"

    @property
    def size(self) -> int:
        return (self.last.row - self.first.row + 1) * (self.last.column - self.first.column + 1)


@dataclass(frozen=True)
class Sheet:
    """A sheet of `file`; `name` is empty for a CSV file. `cells` has only cells that hold something, by row and column.

    `last` is the end of what is used. `unsaved` tells whether a formula without a value stands at a place, `empty` where in a
    text an empty cell would stand. `shifted` are rows of a text with more cells than its headings, where commas part cells and
    may part decimals too.
    """

    file: str
    name: str
    cells: Mapping[Position, Cell]
    last: Position
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    unsaved: Callable[[Position], bool] = field(default=lambda _: False, repr=False)
    empty: Mapping[Position, Span] = field(default_factory=dict, repr=False)
    shifted: frozenset[int] = frozenset()

    def provenance(self, at: Position) -> Provenance:
        return Provenance(self.file, f"{self.name}!{at}" if self.name else str(at))

    def where(self, at: Position) -> str:
        """File, sheet and cell, as a message names them."""
        return str(self.provenance(at))

    @property
    def title(self) -> str:
        """File and sheet."""
        return f"{self.file}, {self.name}" if self.name else self.file

    @cached_property
    def rows(self) -> Mapping[int, Mapping[int, str]]:
        """What stands in each row, by column, spaces set right; a merged cell says it wherever it reaches."""
        found: dict[int, dict[int, str]] = {}
        for at, cell in self.cells.items():
            found.setdefault(at.row, {})[at.column] = " ".join(cell.text.split())
        for area in self.merged:
            first = self.cells.get(area.first)
            if first is not None and area.size <= MOST_REACHED:
                for row in range(area.first.row, area.last.row + 1):
                    for column in range(area.first.column, area.last.column + 1):
                        found.setdefault(row, {})[column] = " ".join(first.text.split())
        return found
