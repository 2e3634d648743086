"""What every part of the writer needs to know while one document is written, and what gathers meanwhile.

Receives what the writer receives, and the template; promises ids of styles, numbers of bookmarks and drawings, lists and
notes in one place. Separate so that inlines, tables and blocks can share it without knowing one another.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import field
from itertools import count, cycle

from report_builder.classes import dataclass
from report_builder.document import Document, Figure, Footnote, Table, plain, sections_of
from report_builder.theme import Theme
from report_builder.writers import Draw, Options
from report_builder.writers.docx.likeness import PARAGRAPH_ORDER, Look
from report_builder.writers.docx.lists import Numbering
from report_builder.writers.docx.package import Package
from report_builder.writers.docx.tablestyles import STRIPS
from report_builder.writers.docx.xml import EMPTY, Xml, joined, value, w


@dataclass
class Context:
    """One writing of a document.

    `style` gives the id of a style by its name, `look` what it sets; `upright`, `sideways`, `columns` (two, for charts abreast)
    and `onward` (the text after them, on the same page) are the properties of sections of the sheet. `rooms`: how high
    the text of a page is in points, upright and turned. `house`: the fonts are the theme's.
    """

    document: Document
    theme: Theme
    draw: Draw
    options: Options
    package: Package
    style: Callable[[str], str]
    look: Callable[[str], Look]
    numbering: Numbering
    upright: Xml = EMPTY
    sideways: Xml = EMPTY
    columns: Xml = EMPTY
    onward: Xml = EMPTY
    rooms: tuple[float, float] = (0.0, 0.0)
    house: bool = True
    notes: dict[str, Footnote] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    marks: Iterator[int] = field(default_factory=lambda: count(1))
    drawings: Iterator[int] = field(default_factory=lambda: count(1))
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    strips: Iterator[str] = field(default_factory=lambda: cycle(STRIPS))
    pictures: dict[bytes, str] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def bookmark(self, name: str, *content: Xml) -> Xml:
        """Content under the hidden bookmark of a block's id ("_premessa")."""
        return self.marked(f"_{name}", *content)

    def marked(self, name: str, *content: Xml) -> Xml:
        """Content under a bookmark."""
        number = next(self.marks)
        return joined(w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number))

    @property
    def draft(self) -> str:
        """What a draft says of itself, "" for a final document."""
        identity = self.options.identity
        return self.document.labels.draft.replace("{identity}", identity) if identity else ""

    def page(self, name: str) -> str:
        """The page of a block in the printed report, "" where it is not known."""
        place = self.options.places.get(name)
        return str(place.page) if place else ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph before it is written, as the end of a section is told to the last paragraph in it.

    `page` overrules the style's break before it, `frame` its place on the sheet; `look` is what it carries of another style, by
    tags; `numbering` is list and level. `section` ends a section of the sheet with it, `apart` begins one that is unlike the
    text's: "page" or "columns".
    """

    style: str
    content: Xml
    keep: bool = False
    page: bool | None = None
    numbering: tuple[int, int] | None = None
    section: Xml = EMPTY
    apart: str = ""
    frame: Xml = EMPTY
    look: tuple[tuple[str, Xml], ...] = ()

    def xml(self, context: Context) -> Xml:
        number = self.numbering
        own: dict[str, Xml] = dict(self.look)
        if self.keep:
            own["keepNext"] = w("keepNext")
        if self.page is not None:
            own["pageBreakBefore"] = value("pageBreakBefore", int(self.page))
        if self.frame:
            own["framePr"] = self.frame
        if number:
            own["numPr"] = w("numPr", value("ilvl", number[1]), value("numId", number[0]))
        ordered = own.values() if len(own) < 2 else (own[tag] for tag in PARAGRAPH_ORDER if tag in own)
        return w("p", w("pPr", value("pStyle", context.style(self.style)), *ordered, self.section), self.content)


Flow = list[Paragraph | Xml]


def flow_xml(context: Context, flow: Flow) -> Xml:
    return joined(*(part.xml(context) if isinstance(part, Paragraph) else part for part in flow))


_SPACE = re.compile(r"\s+")


def spaced(text: str) -> str:
    """Text with plain single spaces, for comparisons."""
    return _SPACE.sub(" ", text).strip()


def printed_numbers(document: Document) -> dict[str, str]:
    """What the bookmark of each block that can be referred to holds: "Tabella 2", "2.1", or the title if it has no number."""
    printed: dict[str, str] = {}
    for section in sections_of(document):
        printed[section.id] = section.number or spaced(plain(section.title))
        for block in section.blocks:
            if isinstance(block, (Table, Figure)) and block.caption is not None:
                printed[block.id] = f"{block.caption.label} {block.caption.number}"
    return printed


def full_names(document: Document) -> dict[str, str]:
    """What a reference leads to, in full: "Tabella 2. Title", "2.1 Title". A reader hears it before following the link."""
    names: dict[str, str] = {}
    for section in sections_of(document):
        names[section.id] = spaced(f"{section.number} {plain(section.title)}")
        for block in section.blocks:
            if isinstance(block, (Table, Figure)) and block.caption is not None:
                caption = block.caption
                names[block.id] = spaced(f"{caption.label} {caption.number}. {plain(caption.title)}")
    return names
