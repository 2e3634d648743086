"""The cover and what files say of themselves.

Receives `report.yaml`; promises the cover's lines, the squares in whole numbers that add up, the Union's statement as the law
of the period prescribes it, and metadata without any date but the report's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from report_builder.compose.blocks import MEDIA
from report_builder.compose.desk import Desk
from report_builder.compose.values import Values
from report_builder.content.models import SquaresEntry
from report_builder.diagnostics import Problem
from report_builder.document import Cover, Labels, Logo, Metadata, Squares, SquaresRow, plain
from report_builder.figures import Quantity, parse_figure
from report_builder.law import load_period
from report_builder.place import LocatedText


def metadata(desk: Desk) -> Metadata:
    entry = desk.report.entry
    return Metadata(
        slug=entry.slug,
        title=entry.title,
        running=entry.running,
        foot=entry.programme.short,
        subject=entry.subject or entry.programme.name,
        keywords=tuple(entry.keywords),
        publisher=entry.publisher.name,
        language=entry.language,
        date=entry.published or entry.reference_date,
        reference_date=entry.reference_date,
        licence=entry.licence,
        licence_url=entry.licence_url,
        publication_url=entry.publication_url,
    )


def labels(desk: Desk) -> Labels:
    return Labels(**desk.language.labels)


def compose_cover(desk: Desk) -> Cover:
    entry = desk.report.entry
    period = load_period(entry.period)
    logos = []
    for logo in entry.publisher.logos:
        data = desk.report.pictures.get(logo.file.text)
        media = MEDIA.get(logo.file.text[logo.file.text.rfind(".") :].lower())
        if data is not None and media is not None:
            logos.append(Logo(logo.name, media, data))
        elif data is not None:
            desk.problems.append(
                Problem("picture-format", {"file": logo.file.text, "formats": "PNG, JPEG, SVG"}, logo.file.span)
            )
    return Cover(
        programme=tuple(entry.programme.lines) or (entry.programme.name,),
        title=(entry.cover.title or entry.title).replace("\\n", "\n"),
        year=entry.cover.year,
        subtitle=desk.inlines(entry.cover.subtitle),
        squares=_squares(entry.cover.squares, desk) if entry.cover.squares else None,
        statement=period.statement(entry.language, entry.funds),
        emblem_alt=period.emblem_alt(entry.language),
        publisher=entry.publisher.name,
        publisher_unit=entry.publisher.unit,
        logos=tuple(logos),
    )


def _squares(entry: SquaresEntry, desk: Desk) -> Squares | None:
    unit, problems = parse_figure("squares.unit", entry.unit, desk.language)
    desk.problems += problems
    if unit.quantity is None or unit.quantity.value <= 0:
        return None
    columns: list[list[Decimal]] = []
    amounts = []
    for part in (entry.allocated, entry.activated, entry.certified):
        column = []
        for axis in desk.axes:
            found = _amount(part, axis, entry, desk.values)
            if found is None or found[1] is None or found[1].value < 0:
                if found is not None:
                    desk.problems.append(Problem("chart-value-not-stated", {"name": found[0], "chart": "cover"}, part.span))
                return None
            column.append(found[1].value / unit.quantity.value)
            if part is entry.allocated:
                amounts.append(desk.values.show(desk.report.figures[found[0]], entry.form, part.span).number())
        columns.append(column)
    allocated, activated, certified = (largest_remainder(column) for column in columns)
    rows = tuple(
        SquaresRow(axis, (amount,), whole, min(whole, started), min(whole, started, spent))
        for axis, amount, whole, started, spent in zip(
            desk.axes.values(), amounts, allocated, activated, certified, strict=True
        )
    )
    return Squares(rows, plain(desk.inlines(entry.alt)), entry.legend, entry.solid, entry.tinted, entry.outlined)


def _amount(part: LocatedText, axis: str, entry: SquaresEntry, values: Values) -> tuple[str, Quantity | None] | None:
    whole = f"{axis}.{part.text}"
    name = entry.overrides.get(whole)
    figure = values.figure(name) if name is not None else values.figure(part, axis)
    return (figure.name, figure.quantity) if figure else None


def largest_remainder(values: Sequence[Decimal]) -> list[int]:
    """Round so that the parts add up to the rounded total (Hamilton's method)."""
    parts = [int(value.to_integral_value(ROUND_FLOOR)) for value in values]
    total = int((sum(values, Decimal(0)) + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
    by_remainder = sorted(range(len(values)), key=lambda i: parts[i] - values[i])
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
