"""The cover and what files say of themselves.

Receives `report.yaml`; promises the cover's lines, the squares in whole numbers that add up, the Union's statement as the law
of the period prescribes it, and metadata without any date but the report's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_FLOOR, Decimal
from difflib import get_close_matches

from report_builder.compose.alt_text import squares_text
from report_builder.compose.blocks import MEDIA
from report_builder.compose.desk import Desk
from report_builder.compose.values import Values
from report_builder.content.models import SquaresEntry
from report_builder.diagnostics import Problem
from report_builder.document import Cover, Labels, Logo, Metadata, Squares, SquaresRow
from report_builder.figures import Figure, Quantity, parse_figure
from report_builder.law import load_period
from report_builder.place import LocatedText

MOST_SQUARES = 10_000  # on one page; the house's cover has a thousand


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
        if not problems:  # zero, negative or not stated
            desk.problems.append(Problem("squares-unit", {"text": entry.unit.text}, entry.unit.span))
        return None
    parts = (entry.allocated, entry.activated, entry.certified)
    figures = [[_amount(part, axis, entry, desk.values) for axis in desk.axes] for part in parts]
    columns = [
        [_squared(figure, unit.quantity, entry, part, desk) for figure in row] for row, part in zip(figures, parts, strict=True)
    ]
    if all(figure for row in figures for figure in row):  # else what an override may name is not known
        _check_overrides(entry, parts, desk)
    if any(amount is None for column in columns for amount in column):
        return None
    allocated, activated, certified = (
        largest_remainder([amount for amount in column if amount is not None]) for column in columns
    )
    if sum(allocated) > MOST_SQUARES:
        desk.problems.append(Problem("squares-too-many", {"count": sum(allocated), "most": MOST_SQUARES}, entry.unit.span))
        return None
    amounts = [desk.values.show(figure, entry.form, entry.allocated.span).number() for figure in figures[0] if figure]
    rows = tuple(
        SquaresRow(axis, (amount,), whole, min(whole, started), min(whole, started, spent))
        for axis, amount, whole, started, spent in zip(
            desk.axes.values(), amounts, allocated, activated, certified, strict=True
        )
    )
    place = entry.alt.span if entry.alt else None
    drafted = desk.drafts(entry.alt)
    squares = Squares(
        rows, desk.alt(entry.alt), entry.legend, entry.solid, entry.tinted, entry.outlined, alt_origin=place, drafted=drafted
    )
    return replace(squares, alt=squares_text(squares, desk.language, desk.axis_word)) if drafted else squares


def _check_overrides(entry: SquaresEntry, parts: Sequence[LocatedText], desk: Desk) -> None:
    """An override that names no square would change nothing."""
    names = [f"{axis}.{part.text}" for axis in desk.axes for part in parts]
    for key, value in entry.overrides.items():
        if key not in names:
            near = get_close_matches(key, names, 1)
            example = names[0] if names else ""
            parameters = {"key": key, "example": example, "suggestion": near[0] if near else ""}
            desk.problems.append(Problem("unknown-override", parameters, value.span))


def _amount(part: LocatedText, axis: str, entry: SquaresEntry, values: Values) -> Figure | None:
    """The figure of one axis: the override if there is one."""
    name = entry.overrides.get(f"{axis}.{part.text}")
    return values.figure(name) if name is not None else values.figure(part, axis)


def _squared(figure: Figure | None, unit: Quantity, entry: SquaresEntry, part: LocatedText, desk: Desk) -> Decimal | None:
    """How many squares a figure fills; None, with its problem, if none can be drawn."""
    if figure is None or figure.faulty:
        return None
    span = next((name.span for name in entry.overrides.values() if name.text == figure.name), part.span)
    quantity = figure.quantity
    if quantity is None:
        desk.problems.append(Problem("chart-value-not-stated", {"name": figure.name, "chart": "cover"}, span))
    elif quantity.unit != unit.unit:
        parameters = {"name": figure.name, "unit": quantity.unit, "first": unit.unit}
        desk.problems.append(Problem("chart-units", parameters, span))
    elif quantity.value < 0:
        desk.problems.append(Problem("chart-negative", {"name": figure.name, "chart": "cover"}, span))
    else:
        return quantity.value / unit.value
    return None


def largest_remainder(values: Sequence[Decimal]) -> list[int]:
    """Round so that the parts add up to the rounded total (Hamilton's method)."""
    parts = [int(value.to_integral_value(ROUND_FLOOR)) for value in values]
    total = int((sum(values, Decimal(0)) + Decimal("0.5")).to_integral_value(ROUND_FLOOR))
    by_remainder = sorted(range(len(values)), key=lambda i: parts[i] - values[i])
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts
