"""Real lists: the numbering part, with one list for each list of the document.

Receives the template's numbering and what its list styles name; promises a number for each list, which restarts an ordered
one, and the finished part. Separate because Word keeps lists apart from paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import field

from lxml import etree

from report_builder.classes import dataclass
from report_builder.theme import Theme
from report_builder.writers.docx.look import BULLETS, NUMBERS, box_indent, list_step
from report_builder.writers.docx.package import parse
from report_builder.writers.docx.properties import fonts
from report_builder.writers.docx.xml import EMPTY, W, Xml, declarations, joined, part, twips, value, w

LEVELS = 9
_SQUARE = "\uf0a7"  # the small square of Wingdings, which every Word has and LibreOffice stands in for


def house_numbering(theme: Theme, bullet_style: str, number_style: str) -> bytes:
    """The numbering part of the house's template: bullets and numbers, as the list styles name them."""
    return part(
        "w:numbering",
        abstract(theme, BULLETS, ordered=False, style=bullet_style),
        abstract(theme, NUMBERS, ordered=True, style=number_style),
        w("num", value("abstractNumId", BULLETS), numId=BULLETS),
        w("num", value("abstractNumId", NUMBERS), numId=NUMBERS),
    )


def abstract(theme: Theme, number: int, *, ordered: bool, boxed: bool = False, style: str = "") -> Xml:
    """The definition of a list on the line or in a box: nine levels, each one step further in than the former."""
    step = list_step(theme)
    levels = []
    for level in range(LEVELS):
        left, hanging = theme.page["indent"] + (level + 1) * step, step
        if boxed:
            left, hanging, _ = box_indent(theme, level)
        ink = value("color", theme.light.ink.removeprefix("#"))
        mark = EMPTY if ordered else w("rPr", fonts("Wingdings"), ink)
        levels.append(
            w(
                "lvl",
                value("start", 1),
                value("numFmt", "decimal" if ordered else "bullet"),
                value("pStyle", style) if style and level == 0 else EMPTY,
                value("lvlText", f"%{level + 1}." if ordered else _SQUARE),
                value("lvlJc", "left"),
                w("pPr", w("ind", left=twips(left), hanging=twips(hanging))),
                mark,
                ilvl=level,
            )
        )
    return w("abstractNum", value("multiLevelType", "hybridMultilevel"), *levels, abstractNumId=number)


@dataclass
class Numbering:
    """The lists of one document. `definitions` are those of lists, by whether they are ordered and in a box."""

    tree: etree._Element
    definitions: dict[tuple[bool, bool], int]
    made: list[Xml] = field(default_factory=list)
    plain: dict[bool, int] = field(default_factory=dict)
    next: int = 1

    @classmethod
    def of(cls, theme: Theme, part_bytes: bytes | None, named: dict[bool, int]) -> Numbering:
        """The numbering of a template; `named` gives the list that the style of ordered lists, and of others, belongs to."""
        tree = parse(part_bytes) if part_bytes else parse(part("w:numbering"))
        known = {number(num, "numId"): num for num in tree.findall(f"{W}num")}
        taken = [number(item, "abstractNumId") for item in tree.findall(f"{W}abstractNum")]
        free = max(taken, default=0) + 1
        definitions: dict[tuple[bool, bool], int] = {}
        for ordered, boxed in ((False, False), (True, False), (False, True), (True, True)):
            num = known.get(named.get(ordered, 0)) if not boxed else None
            reference = num.find(f"{W}abstractNumId") if num is not None else None
            if reference is not None:
                definitions[ordered, boxed] = number(reference, "val")
                continue
            definitions[ordered, boxed] = free
            made = abstract(theme, free, ordered=ordered, boxed=boxed)
            tree.insert(_after(tree, "abstractNum", "numPicBullet"), fragment(made))
            free += 1
        return cls(tree, definitions, next=max(known, default=0) + 1)

    def list(self, *, ordered: bool, boxed: bool, level: int, start: int) -> int:
        """The number of a list; an ordered one is new each time, so that it begins at `start`."""
        if not ordered and boxed in self.plain:
            return self.plain[boxed]
        restart = w("lvlOverride", value("startOverride", start), ilvl=level) if ordered else EMPTY
        self.made.append(w("num", value("abstractNumId", self.definitions[ordered, boxed]), restart, numId=self.next))
        self.next += 1
        if not ordered:
            self.plain[boxed] = self.next - 1
        return self.next - 1

    def to_bytes(self) -> bytes:
        place = _after(self.tree, "num", "abstractNum", "numPicBullet")
        for offset, made in enumerate(self.made):
            self.tree.insert(place + offset, fragment(made))
        return etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _after(tree: etree._Element, *tags: str) -> int:
    """The place after the last child with one of the tags: pictures of bullets stand first, then definitions, then lists."""
    return max((i for i, child in enumerate(tree, 1) if child.tag in {W + tag for tag in tags}), default=0)


def number(item: etree._Element, name: str) -> int:
    """An attribute of WordprocessingML as a whole number, 0 if it is none."""
    text = str(item.get(W + name, ""))
    return int(text) if re.fullmatch("-?[0-9]{1,9}", text) else 0


def fragment(xml: Xml) -> etree._Element:
    """Written markup as a tree, to be put into a template's part."""
    return parse(f"<x{declarations('w', 'r')}>{joined(xml)}</x>".encode())[0]
