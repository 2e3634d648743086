"""The structure tree of a PDF as its checks walk it: elements with their parents, standard types, places and pieces.

Receives a `PdfFile`; promises one `Node` for each structure element, in reading order, also where the tree is at fault.
Separate from `readback.pdf`, which gives what a reader hears: this gives what stands in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from report_builder.classes import dataclass
from report_builder.readback.pdf_file import PdfFile, Ref, text

_NAMES = """
Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody
Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
Figure Formula Form
"""
STANDARD = frozenset(_NAMES.split())
"""The standard structure types (ISO 32000-1, 14.8.4)."""

Mark = tuple[int, int]  # of which stream (page from 0, or object number of a form, negative) and which marked-content id


@dataclass(eq=False, slots=True)
class Node:
    """A structure element. `standard` is the type that readers take it for, "" if its role leads to none."""

    role: str
    standard: str
    entries: Mapping[str, Any]
    parent: Node | None
    page: int | None
    path: str
    kids: list[Node] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)  # numbers of annotations

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()

    @property
    def place(self) -> str:
        """Where it stands: the way through the tree, its id, its page (from 1)."""
        own = self.string("ID")
        first = next((node.page for node in self.walk() if node.page is not None), None)
        return self.path + (f" #{own}" if own else "") + ("" if first is None else f" (p. {first + 1})")

    def string(self, key: str) -> str:
        value = self.entries.get(key)
        return text(value).strip() if isinstance(value, bytes) else ""


class Tree:
    """All structure elements of a file, none if it has no tree."""

    def __init__(self, file: PdfFile) -> None:
        self.file = file
        self.root: Mapping[str, Any] = file.get(file.root.get("StructTreeRoot")) or {}
        self.roles = {str(key): str(file.get(value)) for key, value in (file.get(self.root.get("RoleMap")) or {}).items()}
        self.pages = {reference.number: number for number, (reference, _) in enumerate(file.pages())}
        self.nodes: list[Node] = []
        self.by_entries: dict[int, Node] = {}  # by identity of the dictionary
        self.owners: dict[Mark, Node] = {}
        self._add(self.root.get("K"), None, "")

    def standard(self, role: str) -> str:
        """The standard type at the end of the role map, "" if there is none (ISO 32000-1, 14.7.3)."""
        seen: set[str] = set()
        while role not in STANDARD:
            if role in seen or role not in self.roles:
                return ""
            seen.add(role)
            role = self.roles[role]
        return role

    def attribute(self, node: Node, owner: str, key: str) -> Any:
        """An attribute of an owner (ISO 32000-1, 14.7.5), None if it is not stated."""
        listed = self.file.get(node.entries.get("A"))
        for one in listed if isinstance(listed, list) else [listed]:
            one = self.file.get(one)
            if isinstance(one, dict) and one.get("O") == owner and key in one:
                return self.file.get(one[key])
        return None

    def _add(self, value: Any, parent: Node | None, path: str) -> None:
        """Take in the children that a `K` names."""
        kids = self.file.get(value)
        counts: dict[str, int] = {}
        for kid in kids if isinstance(kids, list) else [] if kids is None else [kids]:
            kid = self.file.get(kid)
            if isinstance(kid, int):
                if parent is not None and parent.page is not None:
                    self._own((parent.page, kid), parent)
            elif not isinstance(kid, dict):
                continue
            elif kid.get("Type") == "MCR" and parent is not None:
                stream, page = kid.get("Stm"), self._page(kid, parent)
                scope = -stream.number if isinstance(stream, Ref) else page
                if scope is not None:
                    self._own((scope, self.file.get(kid["MCID"])), parent)
            elif kid.get("Type") == "OBJR" and parent is not None:
                if isinstance(kid.get("Obj"), Ref):
                    parent.objects.append(kid["Obj"].number)
            elif "S" in kid and id(kid) not in self.by_entries:
                role = str(self.file.get(kid["S"]))
                counts[role] = counts.get(role, 0) + 1
                way = f"{path}/{role}[{counts[role]}]".removeprefix("/")
                node = Node(role, self.standard(role), kid, parent, self._page(kid, None), way)
                self.nodes.append(node)
                self.by_entries[id(kid)] = node
                if parent is not None:
                    parent.kids.append(node)
                self._add(kid.get("K"), node, way)

    def _own(self, mark: Mark, node: Node) -> None:
        node.marks.append(mark)
        self.owners.setdefault(mark, node)

    def _page(self, entries: Mapping[str, Any], parent: Node | None) -> int | None:
        page = entries.get("Pg")
        if isinstance(page, Ref):
            return self.pages.get(page.number)
        return parent.page if parent is not None else None


def leaves(file: PdfFile, tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Keys and values of a name tree (`key` "Names") or number tree ("Nums"), values as they stand (ISO 32000-1, 7.9.6)."""
    seen: set[int] = set()
    waiting = [file.get(tree)]
    while waiting:
        node = waiting.pop(0)
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        listed = file.get(node.get(key)) or []
        yield from zip((file.get(one) for one in listed[::2]), listed[1::2], strict=False)
        waiting = [file.get(kid) for kid in file.get(node.get("Kids")) or []] + waiting
