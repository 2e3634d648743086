"""A document as a Word file.

Receives the document, the theme, the drawings and, if an office has one, its template; promises one .docx with real headings,
lists, captions, contents, references, notes and text alternatives, the same bytes for the same content. All text is the
document's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from report_builder.document import Axis, Document, Footnote, Section
from report_builder.theme import Theme
from report_builder.writers import Draw, Options
from report_builder.writers.docx.blocks import Setting, blocks, heading_style
from report_builder.writers.docx.contents import BODY, contents
from report_builder.writers.docx.context import Context, Flow, Paragraph, flow_xml, full_names, printed_numbers
from report_builder.writers.docx.cover import cover, cover_sheet, fitted
from report_builder.writers.docx.fields import TAB, mark, text_run
from report_builder.writers.docx.inlines import bound, run_properties, runs, word_language
from report_builder.writers.docx.likeness import PLAIN
from report_builder.writers.docx.package import MAIN
from report_builder.writers.docx.settings import SETTINGS_PART, add_properties, settings_part
from report_builder.writers.docx.sheets import last_section, running_lines, section_properties, sectioned
from report_builder.writers.docx.styles import axis_name
from report_builder.writers.docx.template import NUMBERING_PART, on_sheet, open_template
from report_builder.writers.docx.xml import EMPTY, Xml, joined, part, value, w

_DRAWING = ("w", "r", "wp")


def write_docx(
    document: Document, theme: Theme, draw: Draw, options: Options, template: bytes | None = None
) -> Mapping[str, bytes]:
    """The file by its name. Raises `UnreadablePackage` if `template` is no Word document."""
    theme = theme.for_axes(len(document.axes))
    theme = fitted(theme, document.cover) if template is None else on_sheet(theme, template)
    numerals = [axis.numeral for axis in sorted(document.axes, key=lambda axis: axis.index)]
    base = open_template(theme, word_language(document.meta.language), template, numerals)
    package = base.package
    package.relate("", "officeDocument", MAIN)
    context = Context(
        document,
        theme,
        draw,
        options,
        package,
        base.style,
        base.look,
        base.numbering,
        printed=printed_numbers(document),
        names=full_names(document),
        rooms=base.page.rooms,
        house=template is None,
    )
    lines = running_lines(context, base.lines)
    context.upright = section_properties(base.page, lines.upright)
    context.onward = section_properties(base.page, lines.upright, onward=True)
    context.columns = section_properties(base.page, lines.upright, onward=True, gutter=theme.page["gutter"])
    context.sideways = section_properties(base.page, lines.sideways, landscape=True)
    first = cover(context)
    sheet = cover_sheet(base.page) if context.house else base.page
    first.append(Paragraph("Section Break", EMPTY, section=section_properties(sheet, ())))
    listed: Flow = [*contents(context), *blocks(context, document.how_to_read, Setting())]
    text = _text(context)
    flow = sectioned(context, [*first, *listed, *text, *blocks(context, document.imprint, Setting("Imprint"))])
    if not isinstance(flow[-1], Paragraph) or flow[-1].section:
        flow.append(Paragraph("Section Break", EMPTY))
    body = w("body", flow_xml(context, flow), last_section(context, flow))
    package.parts[MAIN] = part("w:document", body, prefixes=_DRAWING)
    package.add(MAIN, "footnotes", "word/footnotes.xml", _notes(context))
    package.parts[NUMBERING_PART] = context.numbering.to_bytes()
    package.add(MAIN, "settings", SETTINGS_PART, settings_part(document.meta.language))
    add_properties(package, document)
    return {f"{document.meta.slug}.docx": package.to_bytes()}


# ------------------------------------------------------------------------------------------------------------------ sections


def _text(context: Context) -> Flow:
    """All sections, under the bookmark that the contents list."""
    flow: Flow = []
    for section in context.document.sections:
        flow += _section(context, section, None)
    number = next(context.marks)
    _around(flow, 0, w("bookmarkStart", id=number, name=f"_{BODY}"), EMPTY)
    _around(flow, -1, EMPTY, w("bookmarkEnd", id=number))
    return flow


def _around(flow: Flow, place: int, before: Xml, after: Xml) -> None:
    """Put marks round a paragraph's content, or beside what is no paragraph."""
    if not flow:
        return
    item = flow[place]
    if isinstance(item, Paragraph):
        flow[place] = replace(item, content=joined(before, item.content, after))
    else:
        flow[place] = joined(before, item, after)


def _gives_way(section: Section) -> bool:
    """Whether a chapter has nothing of its own before a section that opens a page: its title then stands above it."""
    parts = section.sections
    return not section.blocks and section.lead is None and bool(parts) and (parts[0].opens_page or parts[0].axis is not None)


def _section(context: Context, section: Section, axis: Axis | None, *, begun: bool = False) -> Flow:
    """A section with its parts. `begun` tells that its page was begun by the title of the section around it."""
    axis = section.axis or axis
    flow: Flow = [_heading(context, section, begun=begun)]
    if section.lead is not None:
        words = context.bookmark(section.lead.id, runs(context, section.lead.inlines))
        band = section.axis is not None
        style = axis_name(section.axis.index, "Lead") if section.axis is not None else "Lead"
        flow.append(Paragraph(style, joined(TAB, words) if band else words))
    flow += blocks(context, section.blocks, Setting(axis=axis))
    for i, part_of in enumerate(section.sections):
        flow += _section(context, part_of, axis, begun=i == 0 and _gives_way(section))
    return flow


def _heading(context: Context, section: Section, *, begun: bool) -> Paragraph:
    """Number, tab, title. The bookmark holds what references repeat: the number, or the title if there is none."""
    opens = (section.opens_page or section.axis is not None) and not begun
    look = PLAIN
    if section.axis is not None:
        look, number_style, kind, breaks = context.look(axis_name(section.axis.index)), "Chapter Number", "h1", True
    elif section.level == 1:
        number_style, kind, breaks = "Chapter Number", "h1", True
    elif section.level == 2 and section.opens_page:
        look, number_style, kind, breaks = context.look("Section Opening"), "Opening Number", "section", True
    else:
        number_style, kind, breaks = "", "h2" if section.level == 2 else "h3", False
    running = "Running Title" if section.level == 1 else ""
    title = runs(context, bound(context, section.title, kind), running, look=look.run)
    properties = look.paragraph
    if section.number:
        before = TAB if section.axis is not None else EMPTY
        number = text_run(section.number, run_properties(context, number_style, look=look.ink))
        content = joined(before, context.bookmark(section.id, number), TAB, title)
    else:
        # Without the stop for the number one tab leads to the line: two in a row are heard as blanks.
        properties = tuple((tag, written) for tag, written in properties if tag != "tabs")
        content = joined(TAB, context.bookmark(section.id, title))
    page = opens if opens != breaks else None
    return Paragraph(heading_style(section.level), content, page=page, look=properties)


# ----------------------------------------------------------------------------------------------------------------- footnotes


def _notes(context: Context) -> bytes:
    """The footnotes that were called, after the two separators that Word wants."""
    made = [_separator(context, -1, "separator"), _separator(context, 0, "continuationSeparator")]
    done: set[str] = set()
    while waiting := [note for key, note in context.notes.items() if key not in done]:
        for note in waiting:
            done.add(note.id)
            made.append(w("footnote", flow_xml(context, _note(context, note)), id=note.number))
    return part("w:footnotes", *made, prefixes=_DRAWING)


def _separator(context: Context, number: int, kind: str) -> Xml:
    line = w("p", w("pPr", value("pStyle", context.style("footnote text"))), w("r", w(kind)))
    return w("footnote", line, type=kind, id=number)


def _note(context: Context, note: Footnote) -> Flow:
    flow = blocks(context, note.blocks, Setting("footnote text"))
    number = joined(w("r", mark(context.style("Footnote Number")), w("footnoteRef")), TAB)
    if flow and isinstance(flow[0], Paragraph):
        flow[0] = replace(flow[0], content=joined(number, flow[0].content))
        for i, item in enumerate(flow[1:], 1):
            if isinstance(item, Paragraph) and item.style == "footnote text":
                flow[i] = replace(item, content=joined(TAB, item.content))
    else:
        flow.insert(0, Paragraph("footnote text", number))
    return flow
