"""From the author's report to the document: the only room that knows both vocabularies.

Receives a `Report` that was read without error of form; promises a `Document` in which numbers, captions, references, contents,
tables and charts are settled, or problems with the place of each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace

from report_builder.compose.alternatives import unconfirmed, with_drafts
from report_builder.compose.blocks import compose_blocks
from report_builder.compose.cover import compose_cover, labels, metadata
from report_builder.compose.desk import Desk
from report_builder.compose.numbering import LONGEST_ID, settle, slug
from report_builder.content.models import PartFile, Report
from report_builder.diagnostics import Problem, has_errors
from report_builder.document import UNCONFIRMED, Block, Document, Lead, OpenFigure, Paragraph, Section, Text, plain, sections_of

FOLLOWING = frozenset({"unknown-figure", "unknown-group", "unknown-reference", "unknown-axis"})
"""What follows by itself where a file could not be read: told only once that is mended."""
NAMES = ("name", "names")
"""The parameters that hold names of figures."""
MOST_NAMED = 3


def compose(report: Report) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document of a report, or None where a problem leaves nothing that could be printed."""
    desk = Desk(report)
    for part in report.parts:
        _claim(part, desk)
    cover = compose_cover(desk)
    desk.section, desk.level = "come-leggere", 1
    how_to_read = (*_legend(desk), *compose_blocks(report.entry.how_to_read, desk))
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
                figure.quantity.value if figure.quantity and not figure.unconfirmed else None,
                figure.quantity.unit if figure.quantity else "",
                desk.values.published(figure),
                figure.source or str(figure.provenance or ""),
            )
            for figure in report.figures.values()
        ),
    )
    known = {section.id: plain(section.title) for section in sections_of(document)}
    document, problems = settle(with_drafts(document, desk.language, desk.axis_word), desk.printed, known)
    desk.problems += [*problems, *unconfirmed(document, report, desk.language)]
    told = merged(desk.problems)
    if not report.complete:
        told = tuple(problem for problem in told if problem.rule not in FOLLOWING)
    return (None if has_errors(told) or not report.complete else document), told


def _legend(desk: Desk) -> tuple[Block, ...]:
    """What the sign of an unconfirmed figure means, and how many are written: in drafts of a report that is being filled in."""
    count = sum(figure.unconfirmed and not figure.computed for figure in desk.report.figures.values())
    if not count:
        return ()
    words = desk.language.words["unconfirmed"].format(mark=UNCONFIRMED.strip(), count=count)
    return (Paragraph(desk.ids.make(desk.section, "text"), (Text(words),)),)


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once. What one slip in a column does to many rows is one problem, with the names of the first few."""
    found: dict[Hashable, tuple[Problem, dict[str, None]]] = {}
    for problem in problems:
        shared = tuple(sorted((key, str(value)) for key, value in problem.parameters.items() if key not in NAMES))
        _, names = found.setdefault((problem.rule, problem.span, shared), (problem, {}))
        names |= {str(value): None for key, value in problem.parameters.items() if key in NAMES}
    return tuple(_named(problem, list(names)) for problem, names in found.values())


def _named(problem: Problem, names: list[str]) -> Problem:
    if len(names) < 2:
        return problem
    listed = ", ".join(names[:MOST_NAMED]) + (", …" if len(names) > MOST_NAMED else "")
    return replace(problem, parameters={key: listed if key in NAMES else value for key, value in problem.parameters.items()})


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
    axis = desk.axis(entry.axis)
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
