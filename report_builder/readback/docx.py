"""A Word file read back: what a reader of it gets, paragraph by paragraph.

Receives the bytes of a .docx; promises blocks as `readback` describes them, by the names of styles, levels of outlines, lists
and the marks of tables. It reads what stands in the file (the results of fields, not what Word might make of them) and knows
nothing of how it was written.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import field, replace

from lxml import etree

from report_builder.classes import dataclass
from report_builder.readback import Block, Kind, address, normal, passages

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_SILENT = ("NOTEREF", "PAGEREF")  # fields whose results are calls of notes and page numbers
_BOXES = dict.fromkeys(("callout label", "callout head", "callout head on line"), Kind.CALLOUT)
_BY_STYLE = {
    "title": Kind.TITLE,
    **dict.fromkeys(("caption", "caption opening", "caption half"), Kind.CAPTION),
    **dict.fromkeys(("measure", "measure half"), Kind.MEASURE),
    **dict.fromkeys(("source", "source half"), Kind.SOURCE),
    "axis key": Kind.AXIS,
    **_BOXES,
    "side note": Kind.SIDE,
}


@dataclass
class _Style:
    name: str
    based: str
    outline: int | None
    numbering: int | None


@dataclass
class _Read:
    """What was found in one paragraph: its text, its pieces with the language they are said to be in ("" for the document's),
    links and pictures, the id of its block, the notes called in it."""

    text: str = ""
    spoken: list[tuple[str, str]] = field(default_factory=list)
    links: list[Block] = field(default_factory=list)
    figures: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    id: str = ""


def read_docx(data: bytes) -> tuple[Block, ...]:
    """The blocks of a Word file, its notes at the end. Raises `KeyError` or `zipfile.BadZipFile` if it is none."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return tuple(_Reader(archive).blocks())


class _Reader:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.main = self.part(archive, "", "officeDocument", "word/document.xml")
        if self.main is None:
            raise KeyError("no main part")
        self.footnotes = self.part(archive, "word/document.xml", "footnotes", "word/footnotes.xml")
        styles = self.part(archive, "word/document.xml", "styles", "word/styles.xml")
        self.styles = dict(self.read_styles(styles))
        usual = f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"
        self.language = "" if styles is None else _value(styles.find(usual))
        self.ordered = dict(self.read_lists(self.part(archive, "word/document.xml", "numbering", "word/numbering.xml")))
        self.called: list[str] = []

    @staticmethod
    def part(archive: zipfile.ZipFile, source: str, kind: str, usual: str) -> etree._Element | None:
        """A part by its relationship, or by its usual name."""
        folder, _, name = source.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels".removeprefix("/")
        target = usual
        names = set(archive.namelist())
        if relations in names:
            for line in etree.fromstring(archive.read(relations), _PARSER):
                if str(line.get("Type", "")).endswith(f"/{kind}"):
                    where = str(line.get("Target", ""))
                    target = where[1:] if where.startswith("/") else posixpath.normpath(posixpath.join(folder, where))
        return etree.fromstring(archive.read(target), _PARSER) if target in names else None

    # ------------------------------------------------------------------------------------------------- styles and lists

    @staticmethod
    def read_styles(tree: etree._Element | None) -> Iterator[tuple[str, _Style]]:
        for style in () if tree is None else tree.findall(f"{_W}style"):
            outline, number = style.find(f"{_W}pPr/{_W}outlineLvl"), style.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            yield (
                str(style.get(f"{_W}styleId", "")),
                _Style(
                    _value(style.find(f"{_W}name")).lower(),
                    _value(style.find(f"{_W}basedOn")),
                    int(_value(outline)) if outline is not None else None,
                    int(_value(number)) if number is not None else None,
                ),
            )

    @staticmethod
    def read_lists(tree: etree._Element | None) -> Iterator[tuple[tuple[int, int], bool]]:
        """Whether a list is numbered, by its number and level."""
        if tree is None:
            return
        formats = {
            definition.get(f"{_W}abstractNumId"): {
                int(str(level.get(f"{_W}ilvl", "0"))): _value(level.find(f"{_W}numFmt"))
                for level in definition.iter(f"{_W}lvl")
            }
            for definition in tree.findall(f"{_W}abstractNum")
        }
        for num in tree.findall(f"{_W}num"):
            for level, form in formats.get(_value(num.find(f"{_W}abstractNumId")), {}).items():
                yield (int(str(num.get(f"{_W}numId", "0"))), level), form not in ("bullet", "none")

    def chain(self, identifier: str) -> Iterator[_Style]:
        seen: set[str] = set()
        while identifier in self.styles and identifier not in seen:
            seen.add(identifier)
            yield self.styles[identifier]
            identifier = self.styles[identifier].based

    # -------------------------------------------------------------------------------------------------------- blocks

    def blocks(self) -> Iterator[Block]:
        assert self.main is not None
        body = self.main.find(f"{_W}body")
        yield from _merged(self.flow(body if body is not None else self.main))
        notes = {str(note.get(f"{_W}id")): note for note in _children(self.footnotes, "footnote")}
        for number, identifier in enumerate(dict.fromkeys(self.called), 1):
            if identifier in notes:
                read = [self.paragraph(paragraph) for paragraph in notes[identifier].iter(f"{_W}p")]
                found = next((part.id for part in read if part.id), "")
                yield Block(Kind.NOTE, normal(" ".join(part.text for part in read)), level=number, id=found)

    def flow(self, parent: etree._Element) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self.of_paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self.of_table(child)
            elif child.tag == f"{_W}sdt":
                yield from self.flow(next(iter(_children(child, "sdtContent")), child))

    def of_paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        read = self.paragraph(paragraph)
        self.called += read.notes
        text = normal(read.text)
        classed = self.classed(paragraph)
        if text or (classed.kind is Kind.ITEM and not read.figures):
            block = replace(classed, text=text, id=read.id)
            if block.kind is Kind.CALLOUT:
                block = replace(block, text=self.callout(paragraph))
            elif block.kind is not Kind.TOC:
                block = replace(block, foreign=passages(read.spoken, self.language))
            yield block
            if block.kind is not Kind.TOC:
                yield from read.links
        yield from read.figures

    def classed(self, paragraph: etree._Element) -> Block:
        """What a paragraph is, without its text."""
        styles = list(self.chain(_value(paragraph.find(f"{_W}pPr/{_W}pStyle"))))
        name = styles[0].name if styles else ""
        if name in _BY_STYLE:
            return Block(_BY_STYLE[name])
        if name.startswith("toc "):
            return Block(Kind.TOC, level=int(name.removeprefix("toc ")))
        own = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        outline = int(_value(own)) if own is not None else next((s.outline for s in styles if s.outline is not None), None)
        if outline is not None and outline < 9:
            return Block(Kind.HEADING, level=outline + 1)
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            number, level = int(_value(numbered.find(f"{_W}numId"))), int(_value(numbered.find(f"{_W}ilvl")) or 0)
        else:
            number, level = next((s.numbering for s in styles if s.numbering is not None), 0), 0
        if number:
            return Block(Kind.ITEM, level=level + 1, ordered=self.ordered.get((number, level), False))
        return Block(Kind.PARAGRAPH)

    def callout(self, paragraph: etree._Element) -> str:
        """The head of a callout: its label, then its value, as readers of the other formats tell it."""
        words: dict[bool, list[str]] = {False: [], True: []}
        for run in paragraph.iter(f"{_W}r"):
            names = {style.name for style in self.chain(_value(run.find(f"{_W}rPr/{_W}rStyle")))}
            is_value = any(name == "callout value" or re.fullmatch(r"axis \w+ value", name) for name in names)
            words[is_value].append("".join(item.text or "" for item in run.iter(f"{_W}t")))
        return normal(f"{''.join(words[False])} {''.join(words[True])}")

    # -------------------------------------------------------------------------------------------------------- tables

    def of_table(self, table: etree._Element) -> Iterator[Block]:
        styles = list(self.chain(_value(table.find(f"{_W}tblPr/{_W}tblStyle"))))
        if styles and styles[0].name.startswith("key figures"):
            yield from self.key_figures(table)
            return
        look = table.find(f"{_W}tblPr/{_W}tblLook")
        yield Block(Kind.TABLE, alt=normal(_value(table.find(f"{_W}tblPr/{_W}tblDescription"))))
        first_column = look is not None and look.get(f"{_W}firstColumn") == "1"
        open_cells: dict[int, int] = {}  # by column: the place in `found` of the cell that goes on downwards
        found: list[tuple[Block, list[Block]]] = []
        for y, row in enumerate(_children(table, "tr"), 1):
            head, x = row.find(f"{_W}trPr/{_W}tblHeader") is not None, 1
            for cell in _children(row, "tc"):
                span = int(_value(cell.find(f"{_W}tcPr/{_W}gridSpan")) or 1)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
                    block, links = found[open_cells[x]]
                    found[open_cells[x]] = (replace(block, rows=block.rows + 1), links)
                else:
                    parts = [self.paragraph(paragraph) for paragraph in cell.iter(f"{_W}p")]
                    self.called += [note for part in parts for note in part.notes]
                    header = head or (first_column and x == 1) or self.is_row_head(cell)
                    text = normal(" ".join(part.text for part in parts))
                    open_cells[x] = len(found)
                    links = [link for part in parts for link in part.links]
                    foreign = self.foreign(parts)
                    found.append((Block(Kind.CELL, text, header=header, row=y, column=x, columns=span, foreign=foreign), links))
                x += span
        for block, links in found:
            yield block
            yield from links

    def is_row_head(self, cell: etree._Element) -> bool:
        name = next((s.name for s in self.chain(_value(cell.find(f"{_W}p/{_W}pPr/{_W}pStyle")))), "")
        return name == "table row head" or name.endswith(" group")

    def key_figures(self, table: etree._Element) -> Iterator[Block]:
        """Each column is a key figure: its label in the head, value, unit and context under it."""
        rows = [_children(row, "tc") for row in _children(table, "tr")]
        for column in zip(*rows, strict=True):
            parts = [self.paragraph(paragraph) for cell in column for paragraph in cell.iter(f"{_W}p")]
            self.called += [note for part in parts for note in part.notes]
            found = next((part.id for part in parts if part.id), "")
            yield Block(Kind.KEY, normal(" ".join(part.text for part in parts)), id=found, foreign=self.foreign(parts))
            yield from (link for part in parts for link in part.links)

    def foreign(self, parts: list[_Read]) -> tuple[str, ...]:
        """The foreign passages of several paragraphs that are one block."""
        return passages([piece for part in parts for piece in (*part.spoken, ("", " "))], self.language)

    # ---------------------------------------------------------------------------------------------------- one paragraph

    def paragraph(self, paragraph: etree._Element) -> _Read:
        read, parts, fields = _Read(), list[str](), list[_Field]()
        for item in _inner(paragraph, read, parts):
            match etree.QName(item).localname:
                case "fldChar":
                    _step(item, fields, parts, read)
                case "instrText" if fields:
                    fields[-1].instruction += item.text or ""
                case "t" if not any(known.silent for known in fields):
                    parts.append(item.text or "")
                    read.spoken.append((_language(item), item.text or ""))
                case "tab" | "br" | "cr":
                    parts.append(" ")
                    read.spoken.append(("", " "))
                case "noBreakHyphen":
                    parts.append("-")
                    read.spoken.append((_language(item), "-"))
                case "footnoteReference":
                    read.notes.append(str(item.get(f"{_W}id")))
                case "docPr" if item.find(f".//{_DECORATIVE}") is None:
                    read.figures.append(Block(Kind.FIGURE, alt=normal(str(item.get("descr", "")))))
                case "bookmarkStart":
                    name = str(item.get(f"{_W}name", ""))
                    begins = not "".join(parts).strip()  # those further on are of notes called there
                    if not read.id and begins and name.startswith("_") and not name.startswith("__"):
                        read.id = name[1:]
        read.text = "".join(parts)
        return read


@dataclass
class _Field:
    start: int = 0
    instruction: str = ""

    @property
    def silent(self) -> bool:
        return self.instruction.strip().startswith(_SILENT)


def _step(item: etree._Element, fields: list[_Field], parts: list[str], read: _Read) -> None:
    """The begin, middle or end of a field; one that leads to an address is a link."""
    match item.get(f"{_W}fldCharType"):
        case "begin":
            fields.append(_Field())
        case "separate" if fields:
            fields[-1].start = len(parts)
        case "end" if fields:
            done = fields.pop()
            kind, _, rest = done.instruction.strip().partition(" ")
            if kind == "HYPERLINK":
                target = address(rest.strip().strip('"').replace("\\\\", "\\"))  # fields write a backslash twice
                read.links.append(Block(Kind.LINK, normal("".join(parts[done.start :])), target=target))


def _inner(element: etree._Element, read: _Read, parts: list[str]) -> Iterator[etree._Element]:
    """Everything in a paragraph that counts, in order; deletions are left out, links inside the document noted."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == "hyperlink":
            start = len(parts)
            yield from _inner(child, read, parts)
            target = f"#{str(child.get(f'{_W}anchor', '')).removeprefix('_')}"
            read.links.append(Block(Kind.LINK, normal("".join(parts[start:])), target=target))
        elif name in ("pPr", "rPr", "del", "moveFrom", "Fallback"):
            continue
        elif name in (
            "r",
            "ins",
            "moveTo",
            "smartTag",
            "sdt",
            "sdtContent",
            "drawing",
            "inline",
            "anchor",
            "AlternateContent",
            "Choice",
        ):
            yield from _inner(child, read, parts)
        else:
            yield child


def _merged(found: Iterator[Block]) -> Iterator[Block]:
    """Lines of one box as one block: only the first of them has an id."""
    waiting: Block | None = None
    for block in found:
        if waiting is not None and block.kind is waiting.kind and not block.id:
            foreign = (*waiting.foreign, *block.foreign)
            waiting = replace(waiting, text=normal(f"{waiting.text} {block.text}"), foreign=foreign)
            continue
        if waiting is not None:
            yield waiting
        waiting = block if block.kind in (Kind.CALLOUT, Kind.SIDE) else None
        if waiting is None:
            yield block
    if waiting is not None:
        yield waiting


def _children(element: etree._Element | None, name: str) -> list[etree._Element]:
    return [] if element is None else element.findall(f"{_W}{name}")


def _language(item: etree._Element) -> str:
    """The language that the run of a text says it is in."""
    run = next(item.iterancestors(f"{_W}r"), None)
    return "" if run is None else _value(run.find(f"{_W}rPr/{_W}lang"))


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{_W}val", ""))
