"""Sections of the sheet: size, margins, running lines, pages turned sideways.

Receives the page of the template or of the theme; promises section properties and the parts with the running lines. Separate
because a section of a sheet (Word's) is not a section of the document.
"""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from report_builder.classes import dataclass
from report_builder.document import Table, sections_of
from report_builder.theme import Theme
from report_builder.writers.docx.context import Context, Flow, Paragraph, flow_xml
from report_builder.writers.docx.fields import TAB, field, mark, text_run
from report_builder.writers.docx.lists import fragment
from report_builder.writers.docx.look import SHEET
from report_builder.writers.docx.package import MAIN, Package, parse
from report_builder.writers.docx.xml import EMPTY, Xml, element, joined, part, twips, value, w


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet in twips, upright: width and height, margins by their names in Open XML."""

    width: int
    height: int
    margins: tuple[tuple[str, int], ...]

    @property
    def rooms(self) -> tuple[float, float]:
        """How high text is on it in points: upright, and turned sideways."""
        margins = dict(self.margins)
        around = abs(margins["top"]) + abs(margins["bottom"])  # negative ones do not give way to running lines
        return (self.height - around) / 20, (self.width - around) / 20


def house_page(theme: Theme) -> Page:
    """The sheet of the theme; the running lines stand in the middle of the margins."""
    sides = ("top", "right", "bottom", "left")
    running = {"header": theme.page["top"] / 2, "footer": theme.page["bottom"] / 2, "gutter": 0.0}
    margins = {**{side: theme.page[side] for side in sides}, **running}
    return Page(twips(SHEET[0]), twips(SHEET[1]), tuple((name, twips(width)) for name, width in margins.items()))


@dataclass(frozen=True, slots=True)
class Running:
    """The relationships of the running lines of upright pages, and of pages turned sideways. The cover has none."""

    upright: tuple[Xml, ...]
    sideways: tuple[Xml, ...]


def section_properties(
    page: Page, running: tuple[Xml, ...], *, landscape: bool = False, onward: bool = False, gutter: float = 0
) -> Xml:
    """The properties of a section that begins on a new page, or `onward` on the same one; `gutter` mm between two columns."""
    size: dict[str, str | int] = {"w:w": page.width, "w:h": page.height}
    if landscape:
        size = {"w:w": page.height, "w:h": page.width, "w:orient": "landscape"}
    margins: dict[str, str | int] = {f"w:{name}": width for name, width in page.margins}
    return w(
        "sectPr",
        *running,
        value("type", "continuous" if onward else "nextPage"),
        element("w:pgSz", size),
        element("w:pgMar", margins),
        w("cols", num=2, space=twips(gutter)) if gutter else w("cols", space=twips(12.5)),
    )


def turned(context: Context, table: Flow) -> None:
    """Set a table with its lines on pages turned sideways."""
    if isinstance(table[0], Paragraph):
        table[0] = replace(table[0], apart="page")
    close(table, context.sideways)


def abreast(context: Context, left: Flow, right: Flow) -> Flow:
    """Two flows side by side, in a section of two columns on the page of the text before and after."""
    if isinstance(left[0], Paragraph):
        left[0] = replace(left[0], apart="columns")
    # A paragraph of its own: at the head or the end of another one, Word would leave a line of that one in the other column.
    between = Paragraph("Section Break", Xml('<w:r><w:br w:type="column"/></w:r>'))
    flow: Flow = [*left, between, *right]
    close(flow, context.columns)
    return flow


def sectioned(context: Context, flow: Flow) -> Flow:
    """The whole text, with a section of its pages ended before each one that is unlike it.

    After columns the text goes on on the same page. The end of the last section is not written here: see `last_section`.
    """
    result: Flow = []
    for item in flow:
        last = result[-1] if result else None
        if isinstance(item, Paragraph) and item.apart and not (isinstance(last, Paragraph) and last.section):
            section = last_section(context, result)
            if item.apart == "columns" and not isinstance(last, Paragraph):
                result.append(Paragraph("Section Space", EMPTY, section=section))
            else:
                if item.apart == "columns" and isinstance(last, Paragraph) and last.style == "Body Text":
                    result[-1] = replace(last, style="Body Text Before Columns")
                close(result, section)
        result.append(item)
    return result


def last_section(context: Context, flow: Flow) -> Xml:
    """The properties of the text's section at the end of a flow, by those of the section before it."""
    before = next((item.section for item in reversed(flow) if isinstance(item, Paragraph) and item.section), EMPTY)
    return context.onward if before == context.columns else context.upright


def close(flow: Flow, section: Xml) -> None:
    """End a section of the sheet with the last paragraph of a flow; a table cannot hold the end, so a paragraph follows it."""
    last = flow[-1] if flow else None
    if isinstance(last, Paragraph) and not last.section:
        flow[-1] = replace(last, section=section)
    else:
        flow.append(Paragraph("Section Break", EMPTY, section=section))


# ------------------------------------------------------------------------------------------------------------- running lines


def running_lines(context: Context, given: dict[str, str]) -> Running:
    """Headers and footers, or those of a template (`given`: part by "header" or "footer")."""
    draft = context.draft
    upright, sideways = [], []
    blocks = (block for part in sections_of(context.document) for block in part.blocks)
    both = any(isinstance(block, Table) and block.landscape for block in blocks)
    for kind in ("header", "footer"):
        if kind in given:
            name = given[kind]
            if draft and kind == "header":
                _append(context, name, Paragraph("header", text_run(draft, mark(context.style("Draft")))))
            reference = _reference(kind, context.package.relate(MAIN, kind, name))
            upright.append(reference)
            sideways.append(reference)
            continue
        for number, landscape in enumerate((False, True) if both else (False,), 1):
            style = f"{kind.capitalize()} Landscape" if landscape else kind
            content = _header(context, draft) if kind == "header" else _footer(context)
            relation = _add(context, kind, f"word/{kind}{number}.xml", Paragraph(style, content))
            (sideways if landscape else upright).append(_reference(kind, relation))
    return Running(tuple(upright), tuple(sideways))


def _reference(kind: str, relation: str) -> Xml:
    return element(f"w:{kind}Reference", {"w:type": "default", "r:id": relation})


def _add(context: Context, kind: str, name: str, line: Paragraph) -> str:
    tag = "w:hdr" if kind == "header" else "w:ftr"
    return context.package.add(MAIN, kind, context.package.free(name), part(tag, flow_xml(context, [line])))


def _append(context: Context, name: str, line: Paragraph) -> None:
    """Put a line at the end of a template's header."""
    tree = parse(context.package.parts[name])
    tree.append(fragment(flow_xml(context, [line])))
    context.package.parts[name] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _header(context: Context, draft: str) -> Xml:
    """The document's name, then the chapter on the line, which Word finds by the character style of chapters' titles."""
    name = text_run(context.document.meta.running, mark(context.style("Running Name")))
    chapter = field('STYLEREF "Running Title"', EMPTY)
    said = joined(TAB, text_run(draft, mark(context.style("Draft")))) if draft else EMPTY
    return joined(name, TAB, chapter, said)


def _footer(context: Context) -> Xml:
    """The programme, then the page at the right edge, in the words of the labels."""
    properties = mark(context.style("Page Number"))
    fields = {"{page}": ("PAGE", "1"), "{pages}": ("NUMPAGES", str(context.options.pages or 1))}
    pieces, text = [], context.document.labels.page
    while text:
        place, name = min(((at, name) for name in fields if (at := text.find(name)) >= 0), default=(len(text), ""))
        pieces.append(text_run(text[:place], properties))
        if name:
            instruction, result = fields[name]
            pieces.append(field(instruction, text_run(result, properties), properties))
        text = text[place + len(name) :]
    return joined(text_run(context.document.meta.foot), TAB, *pieces)


def template_lines(package: Package, references: dict[str, str], target: Package) -> dict[str, str]:
    """Take a template's headers and footers over, but for those that need something outside the package."""
    taken = {}
    for kind, name in references.items():
        if name in package.parts and name not in package.outside:
            target.copy(package, name)
            taken[kind] = name
    return taken
