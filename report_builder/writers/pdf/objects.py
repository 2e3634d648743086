"""The structure tree written into a PDF: elements, parent tree, tree of ids, role map.

Receives a tree of `tree.Node` and the engine's PDF objects; promises what ISO 32000-1 (14.7) asks of a structure tree. Separate
because nothing else here knows how PDF spells things.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from report_builder.writers.pdf.engine import module
from report_builder.writers.pdf.tree import ROLE_MAP, Annotated, Content, Name, Node

_KEPT_EMPTY = frozenset({"TD", "TH", "LBody"})  # an empty cell is still a cell


def write_tree(pdf: Any, root: Node, pages: int) -> None:
    """Add the tree below `root` (a Document) to the PDF. Every content and annotation of the tree finds its element again."""
    pydyf = module("pydyf")

    parents: list[dict[int, Any]] = [{} for _ in range(pages)]
    links: list[tuple[Any, Any]] = []
    ids: list[tuple[str, Any]] = []
    page_references = pdf.page_references  # rebuilt by the engine at every look: take it once
    tree_root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(tree_root)

    def create(node: Node, parent: Any) -> Any:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.role}", "P": parent.reference})
        pdf.add_object(element)
        kids = pydyf.Array()
        page = None
        for kid in node.kids:
            if isinstance(kid, Node):
                if kid.kids or kid.standard in _KEPT_EMPTY:
                    kids.append(create(kid, element).reference)
            elif isinstance(kid, Content):
                page = kid.page if page is None else page
                parents[kid.page][kid.mcid] = element
                own = {"Type": "/MCR", "Pg": page_references[kid.page], "MCID": kid.mcid}
                kids.append(kid.mcid if kid.page == page else pydyf.Dictionary(own))
            else:
                kids.append(_object_reference(kid, page_references))
                links.append((element, kid.annotation))
        if page is not None:
            element["Pg"] = page_references[page]
        if kids:
            element["K"] = kids
        for key, value in node.entries.items():
            element[key] = _value(value)
        if "ID" in node.entries:
            ids.append((node.entries["ID"], element))
        if node.attributes:
            element["A"] = _attributes(node.attributes)
        return element

    tree_root["K"] = pydyf.Array([create(root, tree_root).reference])
    tree_root["ParentTree"] = _parent_tree(pdf, parents, links)
    tree_root["ParentTreeNextKey"] = pages + len(links)
    tree_root["RoleMap"] = pydyf.Dictionary({own: f"/{standard}" for own, standard in ROLE_MAP.items()})
    if ids:
        names = pydyf.Array()
        for name, element in sorted(ids, key=lambda pair: pair[0].encode("ascii")):
            names.extend((pydyf.String(name), element.reference))
        tree = pydyf.Dictionary({"Names": names})
        pdf.add_object(tree)
        tree_root["IDTree"] = tree.reference
    pdf.catalog["StructTreeRoot"] = tree_root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _object_reference(kid: Annotated, page_references: Sequence[bytes]) -> Any:
    pydyf = module("pydyf")

    return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page_references[kid.page]})


def _parent_tree(pdf: Any, parents: list[dict[int, Any]], links: list[tuple[Any, Any]]) -> bytes:
    pydyf = module("pydyf")

    numbers = pydyf.Array()
    for page, by_id in enumerate(parents):
        references = [by_id[mcid].reference if mcid in by_id else b"null" for mcid in range(max(by_id, default=-1) + 1)]
        numbers.extend((page, pydyf.Array(references)))
    for key, (element, annotation) in enumerate(links, start=len(parents)):
        annotation["StructParent"] = key
        numbers.extend((key, element.reference))
    tree = pydyf.Dictionary({"Nums": numbers})
    pdf.add_object(tree)
    reference: bytes = tree.reference
    return reference


def _attributes(by_owner: Mapping[str, Mapping[str, Any]]) -> Any:
    pydyf = module("pydyf")

    dictionaries = [
        pydyf.Dictionary({"O": f"/{owner}", **{key: _value(value) for key, value in values.items()}})
        for owner, values in by_owner.items()
    ]
    return dictionaries[0] if len(dictionaries) == 1 else pydyf.Array(dictionaries)


def _value(value: Any) -> Any:
    pydyf = module("pydyf")

    if isinstance(value, Name):
        return f"/{value}"
    if isinstance(value, str):
        return pydyf.String(value)
    if isinstance(value, list | tuple):
        return pydyf.Array([_value(item) for item in value])
    return value
