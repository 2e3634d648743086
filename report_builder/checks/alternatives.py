"""The text alternatives that a person has written, each with what it stands for.

Receives the document; promises one passage for each chart, picture and the cover's squares, decorative pictures and texts
written from the data left out. Separate as two checks read them: one how they are written, one whether their figures are
right.
"""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.checks.walk import Passage, Role, blocks
from report_builder.classes import dataclass
from report_builder.document import Document, Figure, Squares

SQUARES = "cover.squares"


@dataclass(frozen=True, slots=True)
class Alternative:
    """A text alternative: the id of what it stands for, the text, and the drawing itself."""

    name: str
    passage: Passage
    drawing: Figure | Squares


def written(document: Document) -> Iterator[Alternative]:
    """Every text alternative that the program has not written itself, in reading order."""
    squares = document.cover.squares
    if squares and squares.alt and not squares.drafted:
        yield Alternative(SQUARES, Passage(Role.ALT, squares.alt, None, "", origin=squares.alt_origin), squares)
    for section, block in blocks(document):
        if isinstance(block, Figure) and block.alt and not block.drafted:
            origin = block.alt_origin or block.origin
            yield Alternative(block.id, Passage(Role.ALT, block.alt, section, block.id, origin=origin), block)
