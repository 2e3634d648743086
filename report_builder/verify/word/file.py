"""A Word file as its checks see it: parts by their relationships, paragraphs with their places, styles with what they inherit.

Receives the bytes; promises trees, texts and properties, whoever wrote the file. Separate because every check reads it, and
from `readback`, which is after what a file says and not after how it is made.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from report_builder.classes import dataclass

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LARGEST = 1 << 29  # bytes of all parts together: beyond this a file is made to fill a machine's memory
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_BLANKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and where it stands: `word/document.xml p[12]`, counted through the part from 1."""

    element: etree._Element
    place: str

    @cached_property
    def text(self) -> str:
        return text_of(self.element)


class WordFile:
    """One file. Raises `KeyError` where a part that must be there is not, `ValueError` if it unpacks to more than `LARGEST`,
    besides what zipfile and lxml raise."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            whole = sum(info.file_size for info in archive.infolist())
            if whole > LARGEST:
                raise ValueError(f"{whole >> 20} MB unpacked")
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.main_name = self.targets("", "officeDocument")[0]
        self.main = self.tree(self.main_name)
        body = self.main.find(f"{W}body")
        if body is None:
            raise KeyError("body")
        self.body = body
        self.styles = {str(style.get(f"{W}styleId")): style for style in self._related("styles").findall(f"{W}style")}
        self.notes = self._related("footnotes")
        self.numbering = self._related("numbering")
        self.settings = self._related("settings")

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name], _PARSER)

    def relations(self, source: str) -> dict[str, tuple[str, str]]:
        """Kind and target of the relationships of a part by their ids; those that lead out of the file are left out."""
        folder, _, name = source.rpartition("/")
        part = f"{folder}/_rels/{name}.rels".removeprefix("/")
        found = {}
        for line in self.tree(part) if part in self.parts else ():
            target = str(line.get("Target", ""))
            if line.get("TargetMode") != "External":
                whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                found[str(line.get("Id", ""))] = (str(line.get("Type", "")).rpartition("/")[2], whole)
        return found

    def targets(self, source: str, kind: str) -> list[str]:
        """The parts of a kind that a part is related to."""
        return [target for known, target in self.relations(source).values() if known == kind and target in self.parts]

    def _related(self, kind: str) -> etree._Element:
        """A part that there may be; an empty tree where there is none."""
        names = self.targets(self.main_name, kind)
        return self.tree(names[0]) if names else etree.Element("none")

    # ----------------------------------------------------------------------------------------------------------- paragraphs

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """Those of the text, in their order."""
        return list(self._paragraphs(self.main_name, self.main))

    @cached_property
    def all_paragraphs(self) -> list[Paragraph]:
        """Those of the text, its notes and its running lines."""
        found = list(self.paragraphs)
        for kind in ("footnotes", "header", "footer"):
            for name in self.targets(self.main_name, kind):
                found += self._paragraphs(name, self.tree(name))
        return found

    @staticmethod
    def _paragraphs(name: str, tree: etree._Element) -> Iterator[Paragraph]:
        for number, element in enumerate(tree.iter(f"{W}p"), 1):
            yield Paragraph(element, f"{name} p[{number}]")

    # --------------------------------------------------------------------------------------------------------------- styles

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style, that of the basic one where it names none."""
        named = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        return named or next((key for key, style in self.styles.items() if _is_basic(style)), "")

    def chain(self, identifier: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, itself first."""
        seen: set[str] = set()
        while identifier in self.styles and identifier not in seen:
            seen.add(identifier)
            yield self.styles[identifier]
            identifier = value(self.styles[identifier].find(f"{W}basedOn"))

    def inherited(self, identifier: str, path: str) -> etree._Element | None:
        """A property as a style sets or inherits it: the path of its tags, "pPr/outlineLvl"."""
        whole = "/".join(f"{W}{tag}" for tag in path.split("/"))
        return next((found for style in self.chain(identifier) if (found := style.find(whole)) is not None), None)

    def name(self, identifier: str) -> str:
        """The name of a style in small letters."""
        style = self.styles.get(identifier)
        return "" if style is None else value(style.find(f"{W}name")).lower()

    @cached_property
    def default_run(self) -> etree._Element | None:
        """What text is like before any style."""
        names = self.targets(self.main_name, "styles")
        return self.tree(names[0]).find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if names else None


def _is_basic(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")


def value(element: etree._Element | None) -> str:
    """The attribute `val` of an element, "" where there is none."""
    return "" if element is None else str(element.get(f"{W}val", ""))


def is_on(element: etree._Element | None) -> bool:
    """A property that is on or off: there and not switched off (ECMA-376-1, 17.17.4)."""
    return element is not None and element.get(f"{W}val", "1") in ("1", "true", "on")


def text_of(element: etree._Element) -> str:
    """The text of an element as it is printed, with its tabs and line breaks; a break of page or column is a form feed."""
    parts: list[str] = []
    for item in element.iter(f"{W}t", *(f"{W}{tag}" for tag in _BLANKS)):
        tag = etree.QName(item).localname
        if tag == "t":
            parts.append(item.text or "")
        elif item.getparent() is not None and item.getparent().tag == f"{W}r":  # type: ignore[union-attr]
            parts.append("\f" if item.get(f"{W}type") in ("page", "column") else _BLANKS[tag])
    return "".join(parts)
