"""Checks of the structure tree: roles, headings, figures, notes, lists, contents, ids and languages.

Receives a `Tree`; promises findings at the place of the element. Tables have a module of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from report_builder.readback.pdf_file import Ref, text
from report_builder.verify.pdf.clauses import fault
from report_builder.verify.pdf.tree import STANDARD, Node, Tree, leaves
from report_builder.verify.results import Finding

LANGUAGE = re.compile(r"([a-zA-Z]{2,8}|[xi](?=-))(-[a-zA-Z0-9]{1,8})*")
"""A language tag (RFC 5646, 2.1), as far as it can be told without the registry."""

# What an element may hold and where it may stand: ISO 32000-1, 14.8.4.2 (contents), 14.8.4.3.3 (lists), 14.8.4.3.4 (tables).
HOLDS: Mapping[str, frozenset[str]] = {
    "Table": frozenset({"Caption", "THead", "TBody", "TFoot", "TR"}),
    **dict.fromkeys(("THead", "TBody", "TFoot"), frozenset({"TR"})),
    "TR": frozenset({"TH", "TD"}),
    "L": frozenset({"Caption", "L", "LI"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"Caption", "TOC", "TOCI"}),
}
STANDS_IN: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("THead", "TBody", "TFoot"), frozenset({"Table"})),
    "TR": frozenset({"Table", "THead", "TBody", "TFoot"}),
    **dict.fromkeys(("TH", "TD"), frozenset({"TR"})),
    "LI": frozenset({"L"}),
    "LBody": frozenset({"LI"}),
    "TOCI": frozenset({"TOC"}),
}
KIND: Mapping[str, str] = {
    **dict.fromkeys(("L", "LI", "LBody"), "pdf-nesting-list"),
    **dict.fromkeys(("TOC", "TOCI"), "pdf-nesting-contents"),
}


def check_structure(tree: Tree) -> Iterator[Finding]:
    yield from _roles(tree)
    yield from _headings(tree)
    yield from _ids(tree)
    for node in tree.nodes:
        yield from _element(tree, node)


def _roles(tree: Tree) -> Iterator[Finding]:
    for role in tree.roles:
        way = [role]
        while way[-1] in tree.roles and way[-1] not in way[:-1] and way[-1] not in STANDARD:
            way.append(tree.roles[way[-1]])
        if role in STANDARD:
            yield fault("pdf-role-remapped", f"RoleMap /{role}", role=role, other=tree.roles[role])
        elif way[-1] in way[:-1]:
            yield fault("pdf-role-circle", f"RoleMap /{role}", roles=" → ".join(way))
    unknown: dict[str, Node] = {}
    for node in tree.nodes:
        if not node.standard:
            unknown.setdefault(node.role, node)
    for role, node in unknown.items():
        yield fault("pdf-role", node.place, role=role)


def _headings(tree: Tree) -> Iterator[Finding]:
    levels = [(int(node.standard[1]), node) for node in tree.nodes if re.fullmatch("H[1-6]", node.standard)]
    loose = next((node for node in tree.nodes if node.standard == "H"), None)
    if levels and loose is not None:
        yield fault("pdf-heading-kinds", loose.place)
    if not levels and loose is None and tree.nodes:
        yield fault("pdf-no-heading", tree.nodes[0].place)
    last = 0
    for level, node in levels:
        if level > last + 1:
            rule = "pdf-heading-gap" if last else "pdf-first-heading"
            yield fault(rule, node.place, level=level, before=last)
        last = level


def _ids(tree: Tree) -> Iterator[Finding]:
    """Ids are unique, and the tree of ids leads to their elements."""
    counts = Counter(node.string("ID") for node in tree.nodes if node.string("ID"))
    named = {text(key): value for key, value in leaves(tree.file, tree.root.get("IDTree"), "Names") if isinstance(key, bytes)}
    for node in tree.nodes:
        own = node.string("ID")
        if node.standard == "Note" and not own:
            yield fault("pdf-note-no-id", node.place)
        if own and counts[own] > 1:
            yield fault("pdf-note-id-twice" if node.standard == "Note" else "pdf-id-twice", node.place, id=own)
        elif own and tree.file.get(named.get(own)) is not node.entries:
            yield fault("pdf-id-tree", node.place, id=own)


def _element(tree: Tree, node: Node) -> Iterator[Finding]:
    above = tree.root if node.parent is None else node.parent.entries
    if not isinstance(node.entries.get("P"), Ref) or tree.file.get(node.entries["P"]) is not above:
        yield fault("pdf-parent", node.place)
    language = node.string("Lang")
    if language and not LANGUAGE.fullmatch(language):
        yield fault("pdf-language-tag", node.place, language=language)
    if node.standard == "Figure":
        if not (node.string("Alt") or node.string("ActualText")):
            yield fault("pdf-no-alternative", node.place)
        if tree.attribute(node, "Layout", "BBox") is None:
            yield fault("pdf-no-box", node.place)
    elif node.standard == "Formula" and not (node.string("Alt") or node.string("ActualText")):
        yield fault("pdf-formula", node.place)
    elif node.standard == "L":
        yield from _list(tree, node)
    yield from _nesting(node)


def _list(tree: Tree, node: Node) -> Iterator[Finding]:
    items = [kid for kid in node.kids if kid.standard == "LI"]
    if not items and not any(kid.standard == "L" for kid in node.kids):
        yield fault("pdf-list-empty", node.place)
    for item in items:
        parts = [part.standard for part in item.kids]
        if "Lbl" in parts and "LBody" in parts and parts.index("Lbl") > parts.index("LBody"):
            yield fault("pdf-list-label", item.place)
    labelled = any(part.standard == "Lbl" for item in items for part in item.kids)
    numbering = tree.attribute(node, "List", "ListNumbering")
    if items and (numbering is None if labelled else numbering not in (None, "None")):  # None with labels: words, not numbers
        yield fault("pdf-list-numbering", node.place)


def _nesting(node: Node) -> Iterator[Finding]:
    within = node.parent.standard if node.parent is not None else ""
    held = HOLDS.get(within)
    stands = STANDS_IN.get(node.standard)
    if held is not None and node.standard not in held:
        yield fault(KIND.get(within, "pdf-nesting-table"), node.place, child=node.role, parent=within)
    elif stands is not None and within not in stands:
        yield fault(
            KIND.get(node.standard, "pdf-nesting-table"), node.place, child=node.role, parent=within or "StructTreeRoot"
        )
