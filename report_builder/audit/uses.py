"""Where each figure of a report is printed, spoken or computed with.

Receives the document and the figures; promises every use of every figure in reading order: in text, tables, charts and text
alternatives, in its own right or within a computed value, and the formulas that need it. Separate from the relations, which say
how figures belong together wherever they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from report_builder.checks.walk import Role, blocks, passages
from report_builder.classes import dataclass
from report_builder.document import Chart, Datum, Document, Figure, Number, Section, flat, plain
from report_builder.figures import Figure as Published
from report_builder.figures import own_names


class Where(StrEnum):
    """In what a figure is used. `FORMULA` is another figure that is computed from it."""

    TEXT = "text"
    TABLE = "table"
    CHART = "chart"
    ALTERNATIVE = "alternative"
    COVER = "cover"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Use:
    """One use: in what, under which heading, in which block of the document, and what is printed there.

    `direct` is false where the figure is only an operand of the value that is printed. `block` is "" on the cover; of a
    formula, it is the name of the other figure.
    """

    where: Where
    section: str
    block: str
    text: str
    direct: bool = True


ROLES = {Role.CELL: Where.TABLE, Role.ALT: Where.ALTERNATIVE, Role.COVER: Where.COVER}


def uses(document: Document, figures: Mapping[str, Published]) -> Mapping[str, tuple[Use, ...]]:
    """All uses by name of figure; a figure without any has none."""
    found: dict[str, list[Use]] = {name: [] for name in figures}
    for name, use in _all(document, figures):
        if name in found and use not in found[name]:
            found[name].append(use)
    return {name: tuple(places) for name, places in found.items()}


def _all(document: Document, figures: Mapping[str, Published]) -> Iterator[tuple[str, Use]]:
    for squares in filter(None, [document.cover.squares]):
        for row in squares.rows:
            for piece in flat(row.amount):
                if isinstance(piece, Number):
                    yield from _named(piece.figure, Where.COVER, "", "", piece.text)
    for passage in passages(document):
        where = ROLES.get(passage.role, Where.TEXT)
        for piece in flat(passage.inlines):
            if isinstance(piece, Number):
                yield from _named(piece.figure, where, _title(passage.section), passage.block, piece.text)
    for section, block in blocks(document):
        if isinstance(block, Figure) and isinstance(block.content, Chart):
            for datum in _data(block.content):
                if datum.figure:
                    yield from _named(datum.figure, Where.CHART, _title(section), block.id, datum.text)
    for name, figure in figures.items():
        if figure.formula:
            for match in dict.fromkeys(own_names(figure.formula)):
                yield match, Use(Where.FORMULA, "", name, figure.formula)


def _named(figure: str, where: Where, section: str, block: str, text: str) -> Iterator[tuple[str, Use]]:
    """A figure, or the operands of a computed value such as `share(a.b, a.c)`."""
    names = dict.fromkeys(own_names(figure))
    direct = list(names) == [figure]
    for name in names:
        yield name, Use(where, section, block, text, direct)


def _title(section: Section | None) -> str:
    if section is None:
        return ""
    return f"{section.number} {plain(section.title)}".strip()


def _data(chart: Chart) -> Iterator[Datum]:
    for category in chart.categories:
        yield from category.values
        yield from category.targets
        if category.total:
            yield category.total
