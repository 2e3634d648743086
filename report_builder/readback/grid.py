"""Rows and columns of the cells of a table, whatever the format that they were read from.

Receives the spans of the cells of each row; promises the first place of each, counted from 1. Separate because three readers
need it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def places(rows: Iterable[Sequence[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    """For each row of (rows, columns) spans, the (row, column) of its cells: cells that reach down push later ones aside."""
    taken: set[tuple[int, int]] = set()
    for row, spans in enumerate(rows, start=1):
        column, result = 1, []
        for high, wide in spans:
            while (row, column) in taken:
                column += 1
            result.append((row, column))
            taken.update((row + i, column + j) for i in range(high) for j in range(wide))
            column += wide
        yield result
