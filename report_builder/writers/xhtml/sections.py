"""Sections to markup: openings, bands, headings, contents, notes at the end of a chapter.

Receives a `Context` and sections; promises the document's outline as nested sections with headings of their level. Separate
because how a section opens (under a rule, in a band, in a line) is a matter of its own.
"""

from __future__ import annotations

from report_builder.document import Footnote, Inlines, Section, Subheading, plain
from report_builder.theme import TypeStyle
from report_builder.writers.contents import within_link
from report_builder.writers.xhtml.blocks import blocks, heading, lead, turned
from report_builder.writers.xhtml.context import Context, accent
from report_builder.writers.xhtml.elements import Element, Node, Nodes, classes, element
from report_builder.writers.xhtml.inlines import call_id, inlines, title

CONTENTS = "_contents"
MAIN = "_main"
IMPRINT = "_imprint"
CONTENTS_LEVELS = 2


def page_names(sections: tuple[Section, ...]) -> dict[str, str]:
    """The name of the pages of each section with an axis, by id; no two alike, so that each has a first page of its own."""
    found: dict[str, str] = {}

    def walk(section: Section) -> None:
        if section.axis is not None:
            found[section.id] = f"axis-page-{len(found) + 1}"
        for part in section.sections:
            walk(part)

    for section in sections:
        walk(section)
    return found


def gives_way(section: Section) -> bool:
    """Whether a chapter has nothing of its own before a section that opens a page: its title then stands above it."""
    parts = section.sections
    return not section.blocks and section.lead is None and bool(parts) and (parts[0].opens_page or parts[0].axis is not None)


def begins_turned(section: Section) -> bool:
    """Whether nothing but headings stands before a table on a sheet turned on its side."""
    if section.axis is not None or section.lead is not None:
        return False
    if section.blocks:
        first, *others = section.blocks
        return turned(others[0] if isinstance(first, Subheading) and others else first)
    return bool(section.sections) and not gives_way(section) and begins_turned(section.sections[0])


def last_pages(sections: tuple[Section, ...], pages: dict[str, str]) -> str | None:
    """The name of the pages on which the sections end, if they are an axis's."""
    name = None
    while sections:
        section = sections[-1]
        name = None if section.blocks and turned(section.blocks[-1]) else pages.get(section.id, name)
        sections = section.sections
    return name


def running(number: str, content: Inlines) -> str:
    """A heading in one line of text, for running lines and bookmarks."""
    words = " ".join(plain(content).split())
    return f"{number}\u00a0 {words}" if number else words


def _heading(context: Context, section: Section, style: TypeStyle | None, kind: str | None = None) -> Element:
    """The heading of a section; no `style` sets its title in one piece. `kind` is its class."""
    limit = context.landscape_text_width if begins_turned(section) else None
    content: Nodes = inlines(context, section.title) if style is None else title(context, section.title, style, limit)
    if style is not None:
        content = (element("span", content, class_="title"),)
    numbered: Nodes = (element("span", section.number, class_="number"), " ", *content) if section.number else content
    return heading(context, section.level, numbered, class_=kind, **_lines(context, running(section.number, section.title)))


def _lines(context: Context, label: str) -> dict[str, str]:
    """The heading for bookmarks, and as much of it as a running line holds (print only)."""
    if not context.print:
        return {}
    measure, limit, short = context.measure(context.theme.type["small"]), context.text_width, label
    while measure(short) > limit and " " in short:
        short = short.removesuffix("…").rstrip().rpartition(" ")[0] + "…"
    return {"data_title": label, "data_running": short}


def section(context: Context, content: Section, pages: dict[str, str], *, begun: bool = False) -> Element:
    """A section with its parts. `begun` tells that its page was begun by the title of the section around it."""
    types = context.theme.type
    style = types["h1"] if content.level == 1 or content.axis else types["section"] if content.opens_page else types["h2"]
    kind, sheet = "", "landscape" if begins_turned(content) else None
    children: list[Node] = []
    if gives_way(content):
        first = content.sections[0]
        head = _heading(context, content, None)
        children.append(element("header", head, class_=classes("where", accent(first.axis), pages.get(first.id))))
    elif content.axis is not None or content.level == 1 or content.opens_page:
        kind = "band" if content.axis is not None else "opening" if content.level == 1 else "opening section"
        head = _heading(context, content, style)
        own = lead(context, content.lead) if content.lead else None
        children.append(element("header", head, own, class_=classes(kind, sheet)))
    else:
        children.append(_heading(context, content, style if content.level <= 2 else types["h3"], sheet))
        if content.lead:
            children.append(lead(context, content.lead))
    children += blocks(context, content.blocks)
    for i, part in enumerate(content.sections):
        children.append(section(context, part, pages, begun=i == 0 and gives_way(content)))
    if content.level == 1:
        children += endnotes(context, plain(content.title))
    opens = (bool(kind) or gives_way(content)) and not begun
    return element(
        "section", children,
        class_=classes("chapter" if content.level == 1 else "subsection", "page" if opens else None, "begun" if begun else None,
                       accent(content.axis), pages.get(content.id)),
        id=content.id,
    )  # fmt: skip


# ----------------------------------------------------------------------------------------------------------- notes and contents


def endnotes(context: Context, owner: str) -> list[Node]:
    """The footnotes called since the last such list, with links back (web page only; in print they stand at the foot).

    `owner` is the title of what they belong to, so that no two lists have the same name.
    """
    notes, context.notes = context.notes, []
    labels = context.document.labels
    if not notes:
        return []

    def entry(note: Footnote) -> Element:
        words = f"{labels.back} ({labels.note} {note.number})"
        back = element("a", labels.back, href=f"#{call_id(note)}", class_="back", role="doc-backlink", aria_label=words)
        return element("li", blocks(context, note.blocks), element("p", back), id=note.id, value=str(note.number))

    entries = element("ol", map(entry, notes))
    return [element("section", entries, class_="notes", role="doc-endnotes", aria_label=f"{labels.footnotes}: {owner}")]


def contents(context: Context) -> Element:
    """The contents: chapters and their parts, each a link; page numbers are the style sheet's."""

    def entries(parts: tuple[Section, ...]) -> Element:
        return element("ol", map(entry, parts))

    def entry(part: Section) -> Element:
        number: Nodes = (element("span", part.number, class_="number"), " ") if part.number else ()
        words = element("span", inlines(context, within_link(part.title)), class_="title")
        link = element("a", number, words, href=f"#{part.id}")
        deeper = part.sections if part.level < CONTENTS_LEVELS else ()
        return element("li", link, entries(deeper) if deeper else None, class_=accent(part.axis))

    words = context.document.labels.contents
    head = heading(context, 1, element("span", words, class_="title"), id=f"{CONTENTS}_title", **_lines(context, words))
    return element(
        "nav",
        element("div", head, class_="opening"),
        entries(context.document.sections),
        class_="contents page",
        id=CONTENTS,
        role="doc-toc",
        aria_labelledby=f"{CONTENTS}_title",
    )


def how_to_read(context: Context) -> list[Node]:
    """What stands under the contents."""
    parts = context.document.how_to_read
    if not parts:
        return []
    content = [*blocks(context, parts)]  # made first: the notes called in it stand after it
    return [element("section", content, endnotes(context, context.document.labels.contents), class_="how-to-read")]


def imprint(context: Context, pages: dict[str, str]) -> list[Node]:
    """The end of the document, on the pages of the last section: another name would begin a page."""
    parts = context.document.imprint
    if not parts:
        return []
    content = [*blocks(context, parts)]  # made first, as above
    return [
        element(
            "footer",
            content,
            endnotes(context, context.document.meta.running),
            class_=classes("imprint", last_pages(context.document.sections, pages)),
            id=IMPRINT,
        )
    ]
