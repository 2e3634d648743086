"""The contents: a field whose entries stand already, with the pages of the printed report.

Receives the sections; promises a table of contents that Word can bring up to date and that needs no update to be read. Separate
because a field goes over paragraphs here.
"""

from __future__ import annotations

from collections.abc import Iterator

from report_builder.document import Section, sections_of
from report_builder.writers.contents import within_link
from report_builder.writers.docx.context import Context, Flow, Paragraph, flow_xml
from report_builder.writers.docx.fields import TAB, begin, end, field, text_run
from report_builder.writers.docx.inlines import runs
from report_builder.writers.docx.xml import EMPTY, Xml, element, joined, value, w

LEVELS = 2
BODY = "_sections"  # the bookmark, behind a further "_", of all that the contents list: what stands around is left out


def contents(context: Context) -> list[Xml]:
    """Heading and entries as a block of their own, which offers the update in Word."""
    heading = joined(TAB, text_run(context.document.labels.contents, _running(context)))
    entries: Flow = [*_entries(context)]
    flow: Flow = [Paragraph("heading 1", heading), *entries]
    gallery = w("docPartObj", value("docPartGallery", "Table of Contents"), w("docPartUnique"))
    return [w("sdt", w("sdtPr", gallery), w("sdtContent", flow_xml(context, flow)))]


def _running(context: Context) -> Xml:
    return w("rPr", value("rStyle", context.style("Running Title")))


def _entries(context: Context) -> Iterator[Paragraph]:
    listed = [section for section in sections_of(context.document) if section.level <= LEVELS]
    opening = begin(f'TOC \\o "1-{LEVELS}" \\h \\z \\u \\b _{BODY}')
    for i, section in enumerate(listed):
        last = i == len(listed) - 1
        yield Paragraph(
            f"toc {section.level}", joined(opening if i == 0 else EMPTY, _entry(context, section), end() if last else EMPTY)
        )


def _entry(context: Context, section: Section) -> Xml:
    """Number, title, page; notes in the title are not called here."""
    title = runs(context, within_link(section.title))
    page = field(f"PAGEREF _{section.id} \\h", text_run(context.page(section.id)))
    content = joined(text_run(section.number), TAB, title, TAB, page)
    return element("w:hyperlink", {"w:anchor": f"_{section.id}", "w:history": 1}, content)
