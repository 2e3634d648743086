"""What every part of the markup needs to know: the document, the theme, the drawings, and for whom it is made.

Receives what a writer receives; promises one place where footnotes and the files of a page gather while its markup is made.
Separate so that inlines, blocks, tables and sections can share it without knowing one another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from enum import StrEnum

from report_builder.classes import dataclass
from report_builder.document import Axis, Document, Footnote, Inlines
from report_builder.theme import MM_PER_POINT, Theme, TypeStyle
from report_builder.writers import Draw, Options
from report_builder.writers.balance import title_lines
from report_builder.writers.measure import Measure, measure

SHEET, SHEET_HEIGHT = 210.0, 297.0  # mm, A4
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg", "image/gif": "gif", "image/webp": "webp"}


class Target(StrEnum):
    """PRINT: footnotes where they are called, pictures as files, titles balanced. WEB: one file for a browser."""

    PRINT = "print"
    WEB = "web"


@dataclass
class Context:
    """One making of the markup. `assets` gathers files by address, `notes` the footnotes called since the last list."""

    document: Document
    theme: Theme
    draw: Draw
    options: Options
    target: Target
    assets: dict[str, bytes] = field(default_factory=dict)
    notes: list[Footnote] = field(default_factory=list)

    @property
    def print(self) -> bool:
        return self.target is Target.PRINT

    def measure(self, style: TypeStyle) -> Measure:
        return measure(self.theme, style)

    @property
    def full_width(self) -> float:
        """The width between the margins in points."""
        return (SHEET - self.theme.page["left"] - self.theme.page["right"]) / MM_PER_POINT

    @property
    def text_width(self) -> float:
        """The width of the text column in points."""
        return self.full_width - self.theme.page["indent"] / MM_PER_POINT

    @property
    def landscape_text_width(self) -> float:
        """The same on a sheet turned on its side."""
        return self.text_width + (SHEET_HEIGHT - SHEET) / MM_PER_POINT

    def columns_width(self, columns: int) -> float:
        """The width of some columns of the grid with the gutters between them, in points."""
        return (columns * self.theme.page["column"] + (columns - 1) * self.theme.page["gutter"]) / MM_PER_POINT

    def lines(self, title: Inlines, style: TypeStyle, limit: float | None = None) -> Sequence[Inlines]:
        """The balanced lines of a title in print; a browser balances its titles itself."""
        if not self.print:
            return (title,)
        return title_lines(title, self.measure(style), self.text_width if limit is None else limit)


def accent(axis: Axis | None) -> str | None:
    """The class that gives an element the colour of an axis."""
    return None if axis is None else f"axis-{axis.index + 1}"


def number(value: float, decimals: int = 2) -> str:
    """A number for CSS: at most so many decimals, no trailing zeros."""
    return f"{round(value, decimals) + 0.0:.{decimals}f}".rstrip("0").rstrip(".")
