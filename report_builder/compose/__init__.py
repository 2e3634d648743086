"""From the author's report to the document: the only room that knows both vocabularies.

Receives a `Report` that was read without error of form; promises a `Document` in which numbers, captions, references, contents,
tables and charts are settled, or problems with the place of each.
"""

from __future__ import annotations

from report_builder.compose.blocks import compose_blocks
from report_builder.compose.cover import compose_cover, labels, metadata
from report_builder.compose.desk import Desk
from report_builder.compose.numbering import LONGEST_ID, settle, slug
from report_builder.content.models import PartFile, Report
from report_builder.diagnostics import Problem, has_errors
from report_builder.document import Document, Lead, OpenFigure, Section, plain, sections_of

FOLLOWING = frozenset({"unknown-figure", "unknown-reference", "unknown-axis"})
"""What follows by itself where a file could not be read: told only once that is mended."""


def compose(report: Report) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document of a report, or None where a problem leaves nothing that could be printed."""
    desk = Desk(report)
    for part in report.parts:
        _claim(part, desk)
    cover = compose_cover(desk)
    desk.section, desk.level = "come-leggere", 1
    how_to_read = compose_blocks(report.entry.how_to_read, desk)
    number = 0
    chapters = []
    for part in report.parts:
        number += part.entry.numbered
        chapters.append(_section(part, 1, str(number) if part.entry.numbered else "", desk))
    desk.section, desk.level = "colofone", 1
    imprint = compose_blocks(report.entry.imprint, desk)
    document = Document(
        meta=metadata(desk),
        labels=labels(desk),
        cover=cover,
        sections=tuple(chapters),
        axes=tuple(desk.axes.values()),
        how_to_read=how_to_read,
        imprint=imprint,
        figures=tuple(
            OpenFigure(
                figure.name,
                figure.quantity.value if figure.quantity else None,
                figure.quantity.unit if figure.quantity else "",
                desk.values.published(figure),
                figure.source,
            )
            for figure in report.figures.values()
        ),
    )
    known = {section.id: plain(section.title) for section in sections_of(document)}
    document, problems = settle(document, desk.printed, known, desk.spoken)
    desk.problems += problems
    told = tuple(once.problem for once in dict.fromkeys(map(_Once, desk.problems)))
    if not report.complete:
        told = tuple(problem for problem in told if problem.rule not in FOLLOWING)
    return (None if has_errors(told) or not report.complete else document), told


class _Once:
    """A problem compared by rule and place: a figure that is mentioned twice in one computation is told once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.key = (problem.rule, problem.span, tuple(sorted((k, str(v)) for k, v in problem.parameters.items())))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self.key == other.key


def section_id(part: PartFile) -> str:
    """The id of a section is its file's name; a sub-folder's name is left out."""
    name = part.id.rsplit("/", 1)[-1]
    return name if len(name) <= LONGEST_ID else slug(name)


def _claim(part: PartFile, desk: Desk) -> None:
    desk.problems += desk.ids.claim(section_id(part), part.span)
    for inner in part.parts:
        _claim(inner, desk)


def _section(part: PartFile, level: int, number: str, desk: Desk) -> Section:
    entry = part.entry
    name = section_id(part)
    desk.section, desk.level = name, level
    title = desk.inlines(entry.title)
    blocks = compose_blocks(entry.blocks, desk, plain(title))
    lead = blocks[0] if blocks and isinstance(blocks[0], Lead) else None
    axis = desk.axis(entry.axis, entry.title.span)
    parts = []
    inner = 0
    for one in part.parts:
        inner += one.entry.numbered
        parts.append(_section(one, level + 1, f"{number}.{inner}" if number and one.entry.numbered else "", desk))
    return Section(
        name,
        level,
        number,
        title,
        blocks[1:] if lead else blocks,
        tuple(parts),
        lead,
        axis,
        level == 1 or axis is not None or entry.new_page,
        entry.title.span,
    )
