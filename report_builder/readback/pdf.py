"""A tagged PDF read back into blocks, through its structure tree alone.

Receives the bytes; promises what an assistive reader gets, in the order of the tree. Our own structure types (lead, measure,
source, key figure, …) tell apart what the standard types cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from itertools import groupby
from operator import itemgetter
from typing import Any

from report_builder.classes import dataclass
from report_builder.readback import Block, Kind, address, normal, passages
from report_builder.readback.grid import places
from report_builder.readback.pdf_file import PdfFile, Ref, text
from report_builder.readback.pdf_text import Run, joined, runs_by_mark

_HEADING = re.compile(r"H([1-6])")


@dataclass
class Element:
    """A structure element: its type as written, its entries, its children (elements, runs of text) and where its links lead."""

    role: str
    entries: dict[str, Any]
    kids: list[Element | list[Run]] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)

    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (kid for kid in self.kids if isinstance(kid, Element))

    def first(self, role: str) -> Element | None:
        """The first child of a type."""
        return next((kid for kid in self.elements() if kid.role == role), None)

    @property
    def is_call(self) -> bool:
        """Whether it is the call of a note, which is no word of the text."""
        return self.role == "Reference" and self.first("Link") is None

    def string(self, key: str) -> str:
        """A text entry, "" if there is none."""
        value = self.entries.get(key)
        return text(value) if isinstance(value, bytes) else ""

    def attribute(self, key: str, default: Any) -> Any:
        """An attribute, of whatever owner."""
        attributes = self.entries.get("A", [])
        for one in attributes if isinstance(attributes, list) else [attributes]:
            if isinstance(one, dict) and key in one:
                return one[key]
        return default


def read_pdf(data: bytes) -> tuple[Block, ...]:
    """The blocks of a PDF. Raises ValueError if it is no tagged PDF."""
    file = PdfFile(data)
    language = file.get(file.root.get("Lang"))
    reader = _Reader(text(language) if isinstance(language, bytes) else "")
    for element in structure(file):
        reader.block(element)
    return (*reader.blocks, *sorted(reader.notes, key=lambda note: note.level))


def structure(file: PdfFile) -> list[Element]:
    """The structure tree of a PDF, its text in place."""
    if "StructTreeRoot" not in file.root:
        raise ValueError("not a tagged PDF")
    marks = runs_by_mark(file)
    numbers = {reference.number: number for number, (reference, _) in enumerate(file.pages())}

    def page_of(reference: Any) -> int | None:
        return numbers.get(reference.number) if isinstance(reference, Ref) else None

    def kids(value: Any) -> list[Any]:
        value = file.get(value)
        return value if isinstance(value, list) else [] if value is None else [value]

    def element(entries: dict[str, Any]) -> Element:
        resolved = {key: file.get(value) for key, value in entries.items() if key not in ("P", "K", "Pg")}
        made = Element(str(entries["S"]), resolved)
        page = page_of(entries.get("Pg"))
        for kid in kids(entries.get("K")):
            kid = file.get(kid)
            if isinstance(kid, int):
                made.kids.append(marks[page].get(kid, []) if page is not None else [])
            elif kid.get("Type") == "MCR":
                own = page_of(kid.get("Pg"))
                own = page if own is None else own
                made.kids.append(marks[own].get(kid["MCID"], []) if own is not None else [])
            elif kid.get("Type") == "OBJR":
                made.targets.append(_target(file, file.get(kid["Obj"])))
            else:
                made.kids.append(element(kid))
        return made

    return [element(file.get(kid)) for kid in kids(file.get(file.root["StructTreeRoot"])["K"])]


def _target(file: PdfFile, annotation: dict[str, Any]) -> str:
    action = file.get(annotation.get("A"))
    if action:
        return address(text(action["URI"]))
    place = annotation.get("Dest")
    return f"#{text(place)}" if isinstance(place, bytes) else ""


def spoken(element: Element, without: tuple[str, ...], language: str = "") -> Iterator[tuple[str, Run]]:
    """The runs of an element, each with the language that it is said to be in, "" for the document's; notes left out."""
    language = element.string("Lang") or language
    for kid in element.kids:
        if not isinstance(kid, Element):
            yield from ((language, run) for run in kid)
        elif kid.role not in ("Note", *without) and not kid.is_call:
            yield from spoken(kid, without, language)


class _Reader:
    def __init__(self, language: str) -> None:
        self.language = language
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.cover = False

    def add(self, kind: Kind, element: Element, *, without: tuple[str, ...] = (), **more: Any) -> None:
        """A block of an element's words, then the links in it."""
        runs = groupby(spoken(element, without), itemgetter(0))
        foreign = passages(((language, joined(run for _, run in group)) for language, group in runs), self.language)
        self.blocks.append(Block(kind, self.words(element, without), id=element.string("ID"), foreign=foreign, **more))
        self.blocks.extend(self.links(element))

    def words(self, element: Element, without: tuple[str, ...] = ()) -> str:
        return normal(joined(self.runs(element, without)))

    def runs(self, element: Element, without: tuple[str, ...]) -> Iterator[Run]:
        for kid in element.kids:
            if not isinstance(kid, Element):
                yield from kid
            elif kid.role == "Note":
                self.note(kid)
            elif kid.role not in without:
                yield from (replace(run, text="") if kid.is_call else run for run in self.runs(kid, without))

    def note(self, element: Element) -> None:
        label = element.first("Lbl")
        number = re.sub(r"\D", "", self.words(label)) if label else ""
        block = Block(Kind.NOTE, self.words(element, ("Lbl",)), level=int(number or 0), id=element.string("ID"))
        if all(known.id != block.id or not block.id for known in self.notes):
            self.notes.append(block)

    def links(self, element: Element) -> Iterator[Block]:
        for kid in element.elements():
            if kid.role == "Link":
                yield Block(Kind.LINK, self.words(kid), target=kid.targets[0] if kid.targets else "")
            elif kid.role not in ("Note", "L"):
                yield from self.links(kid)

    def block(self, element: Element, depth: int = 0) -> None:
        """The blocks of an element."""
        heading = _HEADING.fullmatch(element.role)
        if heading:
            self.add(Kind.HEADING, element, level=int(heading[1]))
            return
        match element.role:
            case "Title":
                self.add(Kind.TITLE, element)
            case "P" | "Lead" | "Link" | "Span":
                self.add(Kind.PARAGRAPH, element)
            case "Source":
                self.add(Kind.SOURCE, element)
            case "SideNote":
                self.add(Kind.SIDE, element)
            case "Callout":
                self.callout(element)
            case "L" | "AxisKey" | "KeyFigures":
                self.items(element, depth + 1)
            case "TOC":
                self.contents(element, depth + 1)
            case "Figure":
                self.captions(element)
                self.blocks.append(Block(Kind.FIGURE, alt=normal(element.string("Alt")), id=element.string("ID")))
            case "Table":
                self.captions(element)
                self.table(element)
            case role:
                outer, self.cover = self.cover, self.cover or role == "Cover"
                for kid in element.elements():
                    self.block(kid, depth)
                self.cover = outer

    def callout(self, element: Element) -> None:
        parts = (element.first("CalloutLabel"), element.first("CalloutValue"))
        words = " ".join(self.words(part) for part in parts if part)
        self.blocks.append(Block(Kind.CALLOUT, words, id=element.string("ID")))
        for kid in element.elements():
            if kid not in parts:
                self.block(kid)

    def captions(self, element: Element) -> None:
        caption = element.first("Caption")
        if caption is None:
            return
        self.add(Kind.CAPTION, caption, without=("Measure",))
        measure = caption.first("Measure")
        if measure:
            self.add(Kind.MEASURE, measure)

    def items(self, element: Element, depth: int) -> None:
        ordered = element.attribute("ListNumbering", "None") not in ("None", "Disc", "Circle", "Square")
        for item in element.elements():
            body = item.first("LBody")
            if element.role == "KeyFigures":
                self.add(Kind.KEY, item)
            elif body is None:
                continue
            elif self.cover:
                self.add(Kind.PARAGRAPH, body)
            elif element.role == "AxisKey":
                self.add(Kind.AXIS, body)
            else:
                self.item(body, depth, ordered)

    def item(self, body: Element, depth: int, ordered: bool) -> None:
        parts = list(body.elements())
        own = [kid for kid in body.kids if not isinstance(kid, Element) or kid.role in ("Span", "Link", "Reference", "Note")]
        begun = bool(own) or not parts or parts[0].role != "P"
        if begun:
            self.add(Kind.ITEM, Element("LBody", {}, own), level=depth, ordered=ordered)
        for part in parts:
            if part in own:
                continue
            if part.role == "P" and not begun:
                begun = True
                self.add(Kind.ITEM, part, level=depth, ordered=ordered)
            else:
                self.block(part, depth)

    def contents(self, element: Element, level: int) -> None:
        for item in element.elements():
            own = Element("TOCI", {}, [kid for kid in item.kids if not isinstance(kid, Element) or kid.role != "TOC"])
            self.blocks.append(Block(Kind.TOC, self.words(own, ("PageNumber",)), level=level))
            for part in item.elements():
                if part.role == "TOC":
                    self.contents(part, level + 1)

    def table(self, element: Element) -> None:
        summary = element.attribute("Summary", b"")
        self.blocks.append(Block(Kind.TABLE, alt=normal(text(summary)), id=element.string("ID")))
        groups = [group for group in element.elements() if group.role in ("THead", "TBody", "TFoot", "TR")]
        rows = [row for group in groups for row in ([group] if group.role == "TR" else group.elements())]
        spans = [[(cell.attribute("RowSpan", 1), cell.attribute("ColSpan", 1)) for cell in row.elements()] for row in rows]
        for row, high_wide, where in zip(rows, spans, places(spans), strict=True):
            for cell, (high, wide), (line, column) in zip(row.elements(), high_wide, where, strict=True):
                place = {"row": line, "column": column, "rows": high, "columns": wide}
                self.add(Kind.CELL, cell, header=cell.role == "TH", **place)
