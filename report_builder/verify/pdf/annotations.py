"""Checks of links and other annotations: each has its place in the tree and its words, and links lead somewhere.

Receives a `Tree`; promises findings at the annotation's page or the element's place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from report_builder.readback.pdf_file import Ref, text
from report_builder.verify.pdf.clauses import fault
from report_builder.verify.pdf.tree import Node, Tree, leaves
from report_builder.verify.results import Finding

PRINT, UNSEEN = 4, 1 | 2 | 32 | 256  # flags: printed; invisible, hidden, no view, toggled (ISO 32000-1, table 165)
HOME: Mapping[str, str] = {"Link": "Link", "Widget": "Form"}  # others stand in Annot


def check_annotations(tree: Tree) -> Iterator[Finding]:
    numbers = dict(leaves(tree.file, tree.root.get("ParentTree"), "Nums"))
    targets = _destinations(tree)
    for number, (_, page) in enumerate(tree.file.pages()):
        listed = tree.file.get(page.get("Annots")) or []
        if listed and page.get("Tabs") != "S":
            yield fault("pdf-tab-order", f"p. {number + 1}")
        for at, reference in enumerate(listed, 1):
            annotation = tree.file.get(reference)
            if not isinstance(annotation, dict) or annotation.get("Subtype") in ("Popup", "PrinterMark"):
                continue
            place = f"Annots[{at}] (p. {number + 1})"
            owner = tree.by_entries.get(id(tree.file.get(numbers.get(annotation.get("StructParent")))))
            yield from _annotation(tree, annotation, reference, owner, place)
            if annotation.get("Subtype") == "Link" and not _leads(tree, annotation, targets):
                yield fault("pdf-link-nowhere", place, words=_words(tree, annotation, "Contents"))
    for node in tree.nodes:
        if node.standard == "Link" and not any(below.objects for below in node.walk()):
            yield fault("pdf-link-no-annotation", node.place)


def _annotation(tree: Tree, annotation: Mapping[str, Any], reference: Any, owner: Node | None, place: str) -> Iterator[Finding]:
    kind = str(annotation.get("Subtype"))
    held = owner is not None and isinstance(reference, Ref) and reference.number in owner.objects
    if not held or owner is None or owner.standard != HOME.get(kind, "Annot"):
        yield fault("pdf-annotation-not-in-tree", place, kind=kind, home=HOME.get(kind, "Annot"))
    if kind != "Widget" and not _words(tree, annotation, "Contents"):
        yield fault("pdf-annotation-no-contents", place, kind=kind)
    flags = annotation.get("F", 0)
    if not flags & PRINT or flags & UNSEEN:
        yield fault("pdf-annotation-not-printed", place, kind=kind)


def _words(tree: Tree, entries: Mapping[str, Any], key: str) -> str:
    value = tree.file.get(entries.get(key))
    return text(value).strip() if isinstance(value, bytes) else ""


def _destinations(tree: Tree) -> Mapping[str, Any]:
    """Named places of the document (ISO 32000-1, 12.3.2.3)."""
    names = tree.file.get(tree.file.root.get("Names")) or {}
    return {text(key): value for key, value in leaves(tree.file, names.get("Dests"), "Names") if isinstance(key, bytes)}


def _leads(tree: Tree, annotation: Mapping[str, Any], targets: Mapping[str, Any]) -> bool:
    """Whether a link leads to an address or to a page that there is."""
    action = tree.file.get(annotation.get("A")) or {}
    if action.get("S") == "URI":
        return bool(_words(tree, action, "URI"))
    where = tree.file.get(annotation.get("Dest") or action.get("D"))
    if isinstance(where, bytes):
        where = tree.file.get(targets.get(text(where)))
    if isinstance(where, dict):
        where = tree.file.get(where.get("D"))
    return isinstance(where, list) and bool(where) and isinstance(where[0], Ref) and where[0].number in tree.pages
