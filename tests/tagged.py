"""A tagged PDF as another library sees it: its structure tree with the text as it is written, and each page's content in order.

Nothing is guessed from positions: what a word is, and what comes after what, must be in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

Mark = tuple[int, int]  # page from 0, number of the marked content


@dataclass
class Element:
    """A structure element. `kids` are elements and the marks of its own text; `links` its annotations."""

    role: str
    standard: str
    entries: dict[str, Any]
    kids: list[Element | Mark] = field(default_factory=list)
    links: list[pikepdf.Object] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def attributes(self) -> dict[str, Any]:
        """Attributes of all owners."""
        given = self.entries.get("/A", pikepdf.Array())
        return {key: value for one in (given if isinstance(given, pikepdf.Array) else [given]) for key, value in one.items()}

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.elements:
            yield from kid.walk()

    def marks(self) -> Iterator[Mark]:
        """All marks below, in the order of the tree."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            else:
                yield kid


@dataclass
class Tagged:
    """`text` holds what each mark says by its fonts' Unicode maps; `painted` the marks of each page in content order;
    `artifacts` the texts outside of the structure."""

    root: Element
    text: dict[Mark, str]
    painted: list[list[int]]
    artifacts: list[str]
    pdf: pikepdf.Pdf


def tagged(data: bytes) -> Tagged:
    pdf = pikepdf.open(BytesIO(data))
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    roles = {str(key): str(value) for key, value in pdf.Root.StructTreeRoot.RoleMap.items()}

    def element(given: pikepdf.Object, page: int | None) -> Element:
        role = str(given.S)
        made = Element(
            role[1:], roles.get(role, role)[1:], {key: value for key, value in given.items() if key not in ("/P", "/K")}
        )
        own = pages[given.Pg.objgen] if "/Pg" in given else page
        for kid in _list(given.get("/K", [])):
            if isinstance(kid, int):
                assert own is not None
                made.kids.append((own, kid))
            elif kid.get("/Type") == "/MCR":
                made.kids.append((pages[kid.Pg.objgen], int(kid.MCID)))
            elif kid.get("/Type") == "/OBJR":
                made.links.append(kid.Obj)
            else:
                made.kids.append(element(kid, own))
        return made

    (top,) = _list(pdf.Root.StructTreeRoot.K)
    text: dict[Mark, str] = {}
    painted, artifacts = [], []
    maps: dict[str, dict[int, str]] = {}
    for number, page in enumerate(pdf.pages):
        order, outside = _content(page, number, text, maps)
        painted.append(order)
        artifacts.append(outside)
    return Tagged(element(top, None), text, painted, artifacts, pdf)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array | list) else [value]


def _content(page: pikepdf.Page, number: int, text: dict[Mark, str], maps: dict[str, dict[int, str]]) -> tuple[list[int], str]:
    marks: list[int | None] = []
    order: list[int] = []
    font, outside = "", ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 else {}
                own = int(properties["/MCID"]) if "/MCID" in properties else None
                if own is not None:
                    assert not any(mark is not None for mark in marks), "marks of the tree within one another"
                    order.append(own)
                    text[number, own] = ""
                marks.append(own)
            case "EMC":
                marks.pop()
            case "Tf":
                font = str(operands[0])
                if font not in maps:
                    maps[font] = _unicode(page.Resources.Font[font])
            case "TJ" | "Tj":
                strings = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(bytes(one) for one in strings if isinstance(one, pikepdf.String))
                said = "".join(maps[font][int.from_bytes(codes[i : i + 2], "big")] for i in range(0, len(codes), 2))
                inside = next((mark for mark in reversed(marks) if mark is not None), None)
                assert marks, f"text outside of all marks: {said}"
                if inside is None:
                    outside += said
                else:
                    text[number, inside] += said
            case _:
                pass
    return order, outside


_PAIR = re.compile(r"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>")


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    lines = font.ToUnicode.read_bytes().decode("ascii")
    return {int(code, 16): bytes.fromhex(value).decode("utf-16-be") for code, value in _PAIR.findall(lines)}
