"""Headings that lead through the text.

Who reads with the voice walks from heading to heading: a level left out sounds like a missing chapter, two equal headings in a
row of sisters cannot be told apart, and a heading with nothing under it promises what does not come. A paragraph that is only
bold looks like a heading and is none: it is missing from that walk and from the contents.

Source: WCAG 2.1, success criteria 1.3.1 (technique H42, failure F2) and 2.4.6, which EN 301 549 asks for in 10.1.3.1 and
10.2.4.6; PDF/UA-1 (ISO 14289-1), 7.4.2: heading levels descend without a gap.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from report_builder.checks.model import Context, Finding, Level
from report_builder.classes import dataclass
from report_builder.document import Block, Document, Emphasis, Inlines, Paragraph, Section, Strong, Subheading, Text, plain
from report_builder.place import Span

RULES: Mapping[str, Level] = {
    "heading-gap": Level.ERROR,
    "heading-empty": Level.ERROR,
    "heading-repeated": Level.WARNING,
    "heading-without-content": Level.WARNING,
    "heading-disguised": Level.WARNING,
}


@dataclass(slots=True)
class _Heading:
    """A heading in reading order; `filled` is whether anything but a heading follows it directly."""

    level: int
    text: str
    origin: Span | None
    filled: bool = False


def check(context: Context) -> Iterator[Finding]:
    for above, headings in _outlines(context.document):
        yield from _judged(above, headings)
    for paragraph in _paragraphs(context.document):
        text = plain(paragraph.inlines).strip()
        if _only_bold(paragraph.inlines) and not text.endswith((".", ";", ",", "!")):
            yield Finding("heading-disguised", {"heading": text}, paragraph.origin, text)


def _outlines(document: Document) -> Iterator[tuple[int, list[_Heading]]]:
    """For each part of the document the level above it and its headings: how to read, the chapters, the imprint."""
    yield 1, list(_of_blocks(document.how_to_read, []))
    yield 0, [heading for chapter in document.sections for heading in _of_section(chapter)]
    yield 1, list(_of_blocks(document.imprint, []))


def _of_section(section: Section) -> Iterator[_Heading]:
    title = _Heading(section.level, plain(section.title).strip(), section.origin, section.lead is not None)
    yield from _of_blocks(section.blocks, [title])
    for part in section.sections:
        yield from _of_section(part)


def _of_blocks(blocks: Sequence[Block], found: list[_Heading]) -> list[_Heading]:
    for block in blocks:
        if isinstance(block, Subheading):
            found.append(_Heading(block.level, plain(block.inlines).strip(), block.origin))
        elif found:
            found[-1].filled = True
    return found


def _judged(above: int, headings: Sequence[_Heading]) -> Iterator[Finding]:
    open_levels: list[tuple[int, set[str]]] = [(above, set())]  # the levels above the place, with the headings under each
    for at, heading in enumerate(headings):
        former = headings[at - 1].level if at else above
        following = headings[at + 1].level if at + 1 < len(headings) else 0
        about = {"heading": heading.text}
        if not heading.text:
            file = heading.origin.file if heading.origin else ""
            yield Finding("heading-empty", {"file": file}, heading.origin, file)
            continue
        if heading.level > former + 1:
            levels = {"level": heading.level, "former": former, "expected": former + 1}
            yield Finding("heading-gap", {**about, **levels}, heading.origin, heading.text)
        while len(open_levels) > 1 and open_levels[-1][0] >= heading.level:
            open_levels.pop()
        sisters = open_levels[-1][1]
        if heading.text.casefold() in sisters:
            yield Finding("heading-repeated", about, heading.origin, heading.text)
        sisters.add(heading.text.casefold())
        open_levels.append((heading.level, set()))
        if not heading.filled and following <= heading.level:
            yield Finding("heading-without-content", about, heading.origin, heading.text)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Paragraphs that stand by themselves, not in a list or a box."""
    waiting = list(document.sections)
    blocks: list[Block] = [*document.how_to_read, *document.imprint]
    while waiting:
        section = waiting.pop()
        blocks += section.blocks
        waiting += section.sections
    return (block for block in blocks if isinstance(block, Paragraph))


def _only_bold(inlines: Inlines) -> bool:
    """Whether everything but spaces and a colon is bold."""
    said = [one for one in inlines if not (isinstance(one, Text) and not one.text.strip(" :\u00a0"))]
    return bool(said) and all(
        isinstance(one, Strong) or (isinstance(one, Emphasis) and _only_bold(one.children)) for one in said
    )
