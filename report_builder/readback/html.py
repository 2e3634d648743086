"""A web page read back into blocks.

Receives the bytes of the page; promises what a reader of it gets, in the order of the markup. The classes that it knows are the
page's public vocabulary, as the structure types are the PDF's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from report_builder.readback import Block, Kind, address, normal, passages
from report_builder.readback.grid import places

_HEADING = re.compile(r"h[1-6]")
_LEVEL = re.compile(r"level-([1-6])")  # of the outline: a page's chapters are `h2`, below its one title
_IN_LINE = frozenset({"a", "abbr", "b", "code", "em", "i", "mark", "q", "small", "span", "strong", "sub", "sup", "time"})
_SILENT = frozenset({"style", "script", "template", "details", "head", "colgroup", "title", "svg"})


def read_html(data: bytes) -> tuple[Block, ...]:
    """The blocks of a web page. Raises ValueError if there is no page in the bytes."""
    if not data.strip():
        raise ValueError("not a web page")
    root: Any = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    reader = _Reader(named, root.get("lang") or "")
    reader.inside(root)
    return (*reader.blocks, *sorted(reader.notes, key=lambda note: note.level))


def _classes(element: Any) -> set[str]:
    return set((element.get("class") or "").split())


def _silent(element: Any) -> bool:
    """Whether an element is nothing of the text: hidden, a note's call or way back, the skip link, data on demand."""
    if not isinstance(element.tag, str) or element.tag in _SILENT or element.get("aria-hidden") == "true":
        return True
    if {"skip", "description"} & _classes(element):
        return True
    if element.get("role") in ("doc-noteref", "doc-backlink"):
        return True
    return bool(element.tag == "img" and not element.get("alt"))


def words(element: Any, without: Any = None) -> str:
    """The words of an element; what stands in blocks of their own within it is parted by spaces."""
    return normal("".join(_pieces(element, without)))


def _pieces(element: Any, without: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not _silent(child) and (without is None or not without(child)):
            if child.tag == "br":
                yield " "
            elif child.tag in _IN_LINE:
                yield from _pieces(child, without)
            else:
                yield " "
                yield from _pieces(child, without)
                yield " "
        yield child.tail or ""


def _spoken(element: Any, without: Any, language: str = "") -> Iterator[tuple[str, str]]:
    """The words of an element in pieces, each with the language that it is said to be in, "" for the document's."""
    language = element.get("lang") or language
    yield language, element.text or ""
    for child in element:
        if not _silent(child) and (without is None or not without(child)):
            yield from _spoken(child, without, language)
        yield language, child.tail or ""


class _Reader:
    def __init__(self, named: Mapping[str, Any], language: str) -> None:
        self.named, self.language = named, language
        self.done: set[Any] = set()  # elements that were read with what is around them
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.cover = False

    def add(self, kind: Kind, element: Any, without: Any = None, **more: Any) -> None:
        """A block of an element's words, then the links in it."""
        foreign = passages(_spoken(element, without), self.language)
        self.blocks.append(Block(kind, words(element, without), id=element.get("id") or "", foreign=foreign, **more))
        for link in element.iter("a"):
            outside = without is not None and any(map(without, (link, *link.iterancestors())))
            if link.get("href") and not outside and not any(map(_silent, (link, *link.iterancestors()))):
                self.blocks.append(Block(Kind.LINK, words(link), target=address(link.get("href"))))

    def inside(self, element: Any, depth: int = 0) -> None:
        for child in element:
            if not _silent(child) and child not in self.done:
                self.block(child, depth)

    def block(self, element: Any, depth: int = 0) -> None:
        """The blocks of an element."""
        names, tag = _classes(element), element.tag
        heading = _HEADING.fullmatch(tag)
        if element.get("role") == "doc-endnotes":
            self.endnotes(element)
        elif "cover" in names:
            self.cover = True
            self.inside(element)
            self.cover = False
        elif heading:
            kind = Kind.TITLE if self.cover else Kind.HEADING
            levels = [int(found[1]) for found in map(_LEVEL.fullmatch, names) if found]
            self.add(kind, element, level=0 if self.cover else max(levels, default=int(tag[1]) - 1))
        elif tag == "p":
            self.add(Kind.SOURCE if "source" in _classes(element.getparent()) else Kind.PARAGRAPH, element)
        elif tag == "img" or element.get("role") == "img":
            alt = normal(element.get("alt") or element.get("aria-label") or "")
            self.blocks.append(Block(Kind.FIGURE, alt=alt, id=element.get("id") or ""))
        elif tag == "table":
            self.table(element)
        elif tag == "figcaption":
            self.caption(element)
        elif tag in ("ul", "ol", "dl"):
            self.items(element, names, depth + 1)
        elif "callout" in names:
            self.callout(element)
        elif "side" in names:
            self.add(Kind.SIDE, element)
        else:
            self.inside(element, depth)

    def caption(self, element: Any) -> None:
        measures = [part for part in element if "measure" in _classes(part)]
        self.add(Kind.CAPTION, element, without=lambda part: part in measures)
        for measure in measures:
            self.add(Kind.MEASURE, measure)

    def callout(self, element: Any) -> None:
        parts = [next((part for part in element.iter("p") if name in _classes(part)), None) for name in ("label", "value")]
        text = normal(" ".join(words(part) for part in parts if part is not None))
        self.blocks.append(Block(Kind.CALLOUT, text, id=element.get("id") or ""))
        self.done.update(part for part in parts if part is not None)
        self.inside(element)

    def items(self, element: Any, names: set[str], depth: int) -> None:
        contents = any("contents" in _classes(around) for around in element.iterancestors("nav"))
        for item in element:
            if _silent(item):
                continue
            if element.tag == "dl":
                self.add(Kind.KEY, item)
            elif contents:
                nested = item.find(element.tag)
                link = item.find("a")
                self.blocks.append(Block(Kind.TOC, words(item if link is None else link), level=depth))
                if nested is not None:
                    self.items(nested, _classes(nested), depth + 1)
            elif self.cover:
                self.add(Kind.PARAGRAPH, item)
            elif "axis-key" in names:
                self.add(Kind.AXIS, item)
            else:
                self.item(item, depth, element.tag == "ol")

    def item(self, item: Any, depth: int, ordered: bool) -> None:
        parts = [part for part in item if not _silent(part)]
        if parts and parts[0].tag == "p":
            self.add(Kind.ITEM, parts.pop(0), level=depth, ordered=ordered)
        else:
            self.blocks.append(Block(Kind.ITEM, level=depth, ordered=ordered))
        for part in parts:
            self.block(part, depth)

    def endnotes(self, element: Any) -> None:
        for note in element.iter("li"):
            if note.get("value") is None:
                continue
            text = words(note)
            self.notes.append(Block(Kind.NOTE, text, level=int(note.get("value")), id=note.get("id") or ""))

    def table(self, element: Any) -> None:
        described = self.named.get(element.get("aria-describedby") or "")
        alt = "" if described is None else words(described)
        self.blocks.append(Block(Kind.TABLE, alt=alt, id=element.get("id") or ""))
        rows = [[cell for cell in row if cell.tag in ("th", "td")] for row in element.iter("tr")]
        spans = [[(int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))) for cell in row] for row in rows]
        for row, high_wide, where in zip(rows, spans, places(spans), strict=True):
            for cell, (high, wide), (line, column) in zip(row, high_wide, where, strict=True):
                self.add(Kind.CELL, cell, header=cell.tag == "th", row=line, column=column, rows=high, columns=wide)
