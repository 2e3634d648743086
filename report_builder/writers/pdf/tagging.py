"""From the engine's boxes to the structure tree: one element for each HTML element, whole across pages, in reading order.

Receives the laid-out pages and the content streams in which the engine has marked every piece of text and every picture;
promises that each marked piece is either in the tree or an artifact, and names in `remarks` what it could not place. Replaces
the engine's own tagging (`engine` holds the seam), which splits elements at page breaks and knows neither header scopes nor
notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from report_builder.writers.pdf import roles
from report_builder.writers.pdf.engine import module
from report_builder.writers.pdf.links import Links
from report_builder.writers.pdf.objects import write_tree
from report_builder.writers.pdf.order import in_reading_order
from report_builder.writers.pdf.tables import CellInfo, header_cells
from report_builder.writers.pdf.tree import GROUPING, STANDS_IN_LINE, Content, Name, Node, reading_order


class Tagger:
    """Walks the pages once. `pdf`, `pages` and `streams` are the engine's objects."""

    def __init__(self, pdf: Any, pages: Iterable[Any], streams: Iterable[Any]) -> None:
        boxes = module("weasyprint.formatting_structure").boxes
        AbsolutePlaceholder = module("weasyprint.layout.absolute").AbsolutePlaceholder

        self.boxes, self.placeholder = boxes, AbsolutePlaceholder
        self.pdf, self.pages, self.streams = pdf, list(pages), list(streams)
        self.root = Node("Document")
        self.nodes: dict[Any, Node] = {}  # by element, or by (element, pseudo-element)
        self.homes: dict[Any, Node] = {}  # parents other than the element around: captions in tables, sources after figures
        self.silent: set[Any] = set()  # elements that leave no trace
        self.bodies: dict[Node, Node] = {}  # LI -> LBody
        self.started: dict[Node, int] = {}  # page on which a row group began
        self.loose: dict[tuple[Node, int], Node] = {}  # paragraphs around text that stands directly in a grouping element
        self.roles: dict[Any, str] = {}
        self.parents: dict[Any, Any] = {}
        self.cells: dict[Any, CellInfo] = {}
        self.links = Links()
        self.remarks: list[str] = []
        self.page = 0
        self.tags: dict[Any, Any] = {}
        self.marks: dict[int, tuple[list[Any], int]] = {}

    def run(self) -> None:
        root = self.unwrapped(self.pages[0]._page_box.children[0]).element
        self.roles = roles.assign(root)
        self.parents = {child: parent for parent in root.iter() for child in parent}
        for number, (page, stream) in enumerate(zip(self.pages, self.streams, strict=True)):
            self.page = number
            self.tags, self.height = stream._tags, page.height
            self.marks = dict(_marks(stream.stream))
            for child in page._page_box.children:
                self.walk(child, self.root, child)
            for box, mark in list(self.tags.items()):
                self.remarks.append(f"page {self.page + 1}: content without a tag: {getattr(box, 'text', box)!r:.80}")
                self.artifact(mark["mcid"], "")
        for node in self.nodes.values():
            if node.role == "Note" and not node.kids:
                self.remarks.append(f"a note that is called but printed nowhere: {node.entries['ID']}")
        self.links.finish(self.pdf)
        write_tree(self.pdf, self.root, len(self.pages))
        for number, order in enumerate(reading_order(self.root, len(self.pages))):
            self.reorder(number, order)

    def reorder(self, page: int, order: list[int]) -> None:
        """The content of a page as it is read."""
        stream = self.streams[page]
        try:
            stream.stream = in_reading_order(stream.stream, order)
        except ValueError as fault:
            self.remarks.append(f"page {page + 1}: content stays in the order of painting: {fault}")

    # ------------------------------------------------------------------------------------------------------------ artifacts

    def artifact(self, mcid: int, kind: str) -> None:
        """Turn a marked piece into an artifact: pagination of a kind, or ("") decoration."""
        pydyf = module("pydyf")

        if mcid not in self.marks:
            self.remarks.append(f"page {self.page + 1}: marked content {mcid} lies in a group and cannot be an artifact")
            return
        stream, at = self.marks[mcid]
        stream[at - 1] = "/Artifact"
        properties = {"Type": "/Pagination"} | ({"Subtype": f"/{kind}"} if kind != "Pagination" else {})
        stream[at] = pydyf.Dictionary(properties if kind else {"Type": "/Layout"})

    def drop(self, box: Any, kind: str) -> None:
        """Everything in a box is an artifact."""
        box = self.unwrapped(box)
        mark = self.tags.pop(box, None)
        if mark:
            self.artifact(mark["mcid"], kind)
        if box.link_annotation:
            self.links.drop(box.link_annotation)
        for child in box.children:
            self.drop(child, kind)

    def unwrapped(self, box: Any) -> Any:
        return box._box if isinstance(box, self.placeholder) else box

    # ---------------------------------------------------------------------------------------------------------------- boxes

    def walk(self, box: Any, parent: Node, block: Any, link: Node | None = None) -> None:
        """Place a box and all in it below `parent`. `block` is the block box around; `link` the link that we are in."""
        box = self.unwrapped(box)
        kind = self.artifact_kind(box)
        if kind is not None:
            self.drop(box, kind)
            return
        if not isinstance(box, self.boxes.InlineBox | self.boxes.LineBox | self.boxes.TextBox):
            block = box
        node = parent if box.element is None or isinstance(box, self.boxes.PageBox) else self.node(box, parent, block)
        if box.link_annotation:
            link = self.annotate(box, node, block, link)
        for child in box.children:
            for piece in child.children if isinstance(child, self.boxes.LineBox) else (child,):
                if isinstance(piece, self.boxes.TextBox):
                    self.place(piece, node, block)
                else:
                    self.walk(piece, node, block, link)
        if isinstance(box, self.boxes.ReplacedBox):
            self.place(box, node, block)

    def artifact_kind(self, box: Any) -> str | None:
        """The kind of artifact that a box is, None if it is content."""
        if isinstance(box, self.boxes.MarginBox):
            side = box.at_keyword[1:].split("-")[0]
            return {"top": "Header", "bottom": "Footer"}.get(side, "Pagination")
        if box.is_leader:
            return ""
        element = box.element
        if element is None or box.element_tag.endswith("::footnote-call"):
            return None
        if roles.decorative(element):
            return ""
        if isinstance(box, self.boxes.TableRowGroupBox) and (box.is_header or box.is_footer):
            group = self.nodes.get(element)
            if group is not None and self.started[group] != self.page:
                return "Pagination"
        return None

    def place(self, box: Any, node: Node, block: Any) -> None:
        """Put the marked piece of a text or picture into the tree."""
        mark = self.tags.pop(box, None)
        if mark is None:
            return
        if isinstance(box, self.boxes.TextBox) and not box.text.strip():  # `words` has put its space where it is painted
            self.artifact(mark["mcid"], "")
            return
        self.in_line(node, block).kids.append(Content(self.page, mark["mcid"]))

    def in_line(self, node: Node, block: Any) -> Node:
        """The element that may hold text: `node`, or a paragraph of its own for this block within it."""
        if node.standard not in GROUPING:
            return node
        key = (node, id(block))
        if key not in self.loose:
            self.loose[key] = node.add("Span" if node.standard == "TOCI" else "P")
        return self.loose[key]

    # ------------------------------------------------------------------------------------------------------------- elements

    def node(self, box: Any, parent: Node, block: Any) -> Node:
        """The structure element that the contents of a box belong to."""
        element, tag = box.element, box.element_tag
        pseudo = tag.partition("::")[2]
        if pseudo:
            return self.pseudo(element, pseudo, parent, block)
        node = self.nodes.get(element)
        if node is None:
            parent = self.homes.get(element, parent)
            if element in self.silent:
                return parent
            node = self.create(element, box, parent, block)
            if node is None:
                self.silent.add(element)
                return parent
            self.nodes[element] = node
            self.started[node] = self.page
        if element.tag in roles.PICTURES and "Layout" not in node.attributes:
            node.attributes["Layout"] = {"Placement": Name("Block"), "BBox": self.bounds(box)}
        return self.bodies.get(node, node)

    def pseudo(self, element: Any, pseudo: str, parent: Node, block: Any) -> Node:
        """Markers of lists and notes, and the calls of notes; other generated text belongs to its element."""
        item = self.nodes.get(element)
        if pseudo == "footnote-call":
            if (element, pseudo) not in self.nodes:
                line = self.in_line(parent, block)
                self.nodes[element, pseudo] = line.add("Reference")
                note = self.nodes[element] = line.add("Note")
                self.started[note] = self.page
                note.entries["ID"] = element.get("id") or f"note-{len(self.nodes)}"
            return self.nodes[element, pseudo]
        if pseudo == "after" and parent.within("TOCI"):
            if (element, pseudo) not in self.nodes:
                self.nodes[element, pseudo] = parent.add("PageNumber")
            return self.nodes[element, pseudo]
        around = self.parents.get(element)
        if pseudo == "before" and element.tag == "p" and around is not None and around.tag == "li" and around[0] is element:
            element, item = around, self.nodes.get(around)
        marks = pseudo in ("marker", "before", "footnote-marker")
        if item is None or not marks or item.standard not in ("LI", "Note"):
            return parent
        if (element, pseudo) not in self.nodes:
            self.nodes[element, pseudo] = item.add("Lbl", at=0)
        return self.nodes[element, pseudo]

    def create(self, element: Any, box: Any, parent: Node, block: Any) -> Node | None:
        """A new structure element, None if the HTML element leaves no trace."""
        if element.tag == "figure":
            return self.figure(element, parent)
        role = self.roles.get(element)
        if role is None:
            return None
        if parent.standard == "TOCI" and role == "Link":
            parent = parent.add("Reference")
        elif role in STANDS_IN_LINE and role != "Lbl":
            parent = self.in_line(parent, block)
        if role == "Lbl":
            item = parent.within("LI")
            node = item.add("Lbl", at=0) if item is not None else parent.add("P")
        else:
            # The engine leaves the head out where a row fills the page: it may be printed on a later one first.
            captions = sum(isinstance(kid, Node) and kid.role == "Caption" for kid in parent.kids)
            node = parent.add(role, at=captions if role == "THead" else None)
        self.describe(node, element, box)
        return node

    def figure(self, element: Any, parent: Node) -> Node | None:
        """A block of caption and picture or table: the picture's (or table's) own element, and sources after it."""
        table = next(element.iter("table"), None)
        picture = next((part for part in element.iter() if part.tag in roles.PICTURES and not roles.decorative(part)), None)
        if table is not None:
            node = parent.add("Table")
            self.nodes[table], self.started[node] = node, self.page
            self.homes |= {child: node for child in element if child.tag == "figcaption"}
            node.entries["ID"] = element.get("id") or table.get("id") or f"table-{len(self.nodes)}"
            self.describe(node, table, None)
            if element.get("data-description"):
                node.attributes.setdefault("Table", {})["Summary"] = element.get("data-description")
        elif picture is not None:
            node = parent.add("Figure")
            self.nodes[picture], self.started[node] = node, self.page
            self.describe(node, picture, None)
            if element.get("id"):
                node.entries["ID"] = element.get("id")
        else:
            return None
        subject = picture if table is None else table
        self.homes |= {child: parent for child in element if child.tag != "figcaption" and subject not in child.iter()}
        return None if table is not None else node

    def describe(self, node: Node, element: Any, box: Any) -> None:
        """What a structure element says of itself."""
        entries = node.entries
        if element.get("id") and element.tag not in ("a",):
            entries["ID"] = element.get("id")
        if roles.language(element):
            entries["Lang"] = roles.language(element)
        if element.tag == "abbr" and element.get("title"):
            entries["E"] = element.get("title")
        match node.standard:
            case "Figure":
                entries["Alt"] = roles.alternative(element)
                if not entries["Alt"]:
                    self.remarks.append(f"page {self.page + 1}: a picture without text alternative")
            case "LI":
                self.bodies[node] = node.add("LBody")
            case "L":
                around = self.parents.get(element)
                if node.role == "KeyFigures" and around is not None and around.get("id"):
                    entries["ID"] = around.get("id")
                    if around.get("aria-label"):
                        entries["T"] = around.get("aria-label")
                node.attributes["List"] = {"ListNumbering": Name(roles.numbering(element, box.style))}
            case "Table":
                self.cells |= header_cells(element, entries.setdefault("ID", f"table-{len(self.nodes)}"))
            case "TH" | "TD":
                self.describe_cell(node, element)

    def describe_cell(self, node: Node, element: Any) -> None:
        cell = self.cells.get(element)
        if cell is None:
            return
        own: dict[str, Any] = {}
        if cell.scope:
            node.entries["ID"] = cell.id
            own["Scope"] = Name(cell.scope)
        if cell.headers:
            own["Headers"] = list(cell.headers)
        if cell.rows > 1:
            own["RowSpan"] = cell.rows
        if cell.columns > 1:
            own["ColSpan"] = cell.columns
        if own:
            node.attributes["Table"] = own

    def annotate(self, box: Any, node: Node, block: Any, link: Node | None) -> Node:
        """Attach the annotation of a link to its element; boxes inside a link carry copies, which go."""
        own = node.within("Link")
        if link is not None:
            self.links.drop(box.link_annotation)
            return link
        if own is None:
            own = self.in_line(node, block).add("Link")
        element = box.element
        label = element.get("title") or element.get("aria-label") or roles.text_of(element)
        self.links.add(own, self.page, box.link_annotation, label)
        return own

    def bounds(self, box: Any) -> list[float]:
        """The box of a picture on its page, in points from the lower left."""
        left, top = box.content_box_x(), box.content_box_y()
        return [0.75 * value for value in (left, self.height - top - box.height, left + box.width, self.height - top)]


def _marks(stream: list[Any]) -> Iterator[tuple[int, tuple[list[Any], int]]]:
    """Where the properties of each marked piece stand in a stream. Streams are long: the search is left to the list."""
    at = -1
    with suppress(ValueError):
        while True:
            at = stream.index(b"BDC", at + 1)
            properties = stream[at - 1]
            if "MCID" in properties:
                yield properties["MCID"], (stream, at - 1)
