"""Blocks of a section, one function for each kind of entry.

Receives the entries of a chapter file in order; promises the blocks of the document with ids, captions and settled values.
Apart from `tables` and `charts`, which work figures out, this is where the author's vocabulary becomes the document's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder.compose.charts import compose_chart
from report_builder.compose.desk import Desk
from report_builder.compose.tables import compose_table
from report_builder.content.models import BlockEntry, CalloutEntry, KeyFigureEntry, PictureEntry, SideNoteEntry
from report_builder.diagnostics import Problem
from report_builder.document import AxisKey, Block, Callout, Figure, KeyFigure, KeyFigures, Lead, Picture, SideNote
from report_builder.pictures import proportion

MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}


def compose_blocks(entries: Sequence[BlockEntry], desk: Desk, label: str = "") -> tuple[Block, ...]:
    """The blocks of `entries`; `label` names the strips of key figures for readers who do not see them."""
    return tuple(block for entry in entries for block in _blocks(entry, desk, label))


def _blocks(entry: BlockEntry, desk: Desk, label: str) -> Iterator[Block]:
    if entry.text is not None:
        yield from desk.blocks(entry.text)
    elif entry.lead is not None:
        yield Lead(desk.ids.make(desk.section, "lead"), desk.inlines(entry.lead), entry.lead.span)
    elif entry.table is not None:
        if table := compose_table(entry.table, desk):
            yield table
    elif entry.chart is not None:
        if chart := compose_chart(entry.chart, desk):
            yield chart
    elif entry.picture is not None:
        if picture := _picture(entry.picture, desk):
            yield picture
    elif entry.key_figures is not None:
        items = entry.key_figures
        name = desk.ids.make(desk.section, "key")
        yield KeyFigures(name, tuple(_key_figure(item, desk) for item in items), label, items[0].label.span if items else None)
    elif entry.callout is not None:
        yield _callout(entry.callout, desk)
    elif entry.side_note is not None:
        yield _side_note(entry.side_note, desk)
    elif entry.axis_key:
        yield AxisKey(desk.ids.make(desk.section, "axes"), tuple(desk.axes.values()))


def _key_figure(entry: KeyFigureEntry, desk: Desk) -> KeyFigure:
    return KeyFigure(
        desk.inlines(entry.label),
        desk.inlines(entry.value),
        desk.inlines(entry.unit),
        desk.inlines(entry.context),
        desk.meter(entry.meter),
        entry.wide,
    )


def _callout(entry: CalloutEntry, desk: Desk) -> Callout:
    name = desk.ids.make(desk.section, "callout")
    return Callout(
        name,
        desk.inlines(entry.label),
        desk.inlines(entry.value),
        desk.blocks(entry.text),
        desk.meter(entry.meter),
        entry.label.span,
    )


def _side_note(entry: SideNoteEntry, desk: Desk) -> SideNote:
    name = desk.ids.make(desk.section, "side")
    return SideNote(name, desk.inlines(entry.label), desk.inlines(entry.value), desk.inlines(entry.text), entry.label.span)


def _picture(entry: PictureEntry, desk: Desk) -> Figure | None:
    path = entry.file.text
    data = desk.report.pictures.get(path)
    media = MEDIA.get(path[path.rfind(".") :].lower())
    if data is None or media is None:
        if data is not None:
            desk.problems.append(Problem("picture-format", {"file": path, "formats": "PNG, JPEG, SVG"}, entry.file.span))
        return None
    if desk.drafts(entry.alt) and not entry.decorative:  # nobody but a person knows what is to be seen
        desk.problems.append(Problem("picture-alt-missing", {"file": path}, (entry.alt or entry.file).span))
    if entry.alt is not None and entry.decorative:
        desk.problems.append(Problem("picture-decorative-alt", {"file": path}, entry.alt.span))
    width = float(entry.width)
    picture = Picture(path, media, data, width, width * proportion(data, media), entry.decorative)
    if entry.decorative:
        return Figure(desk.ids.make(desk.section, "picture"), None, picture, (), origin=entry.file.span)
    name = desk.claim(entry.id) if entry.id else desk.ids.make(desk.section, "picture")
    caption = None
    if entry.title is not None:
        caption = desk.caption("figure", name, desk.inlines(entry.title), desk.inlines(entry.measure))
    else:
        desk.problems.append(Problem("picture-title-missing", {"file": path}, entry.file.span))
    place = entry.alt.span if entry.alt else None
    return Figure(
        name,
        caption,
        picture,
        desk.words(entry.alt),
        desk.inlines(entry.source),
        origin=entry.file.span,
        alt_origin=place,
    )
