"""Checks of what is painted: every piece is tagged or an artifact, every glyph has its character, the parent tree leads back.

Receives a `Tree` and its file; promises at most one finding of a rule for each page, with how often it was met. Separate
because it reads content streams, which nothing else here does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from report_builder.classes import dataclass
from report_builder.readback.pdf_file import PdfFile, Ref, Stream, operations
from report_builder.verify.pdf.clauses import fault
from report_builder.verify.pdf.tree import Mark, Tree, leaves
from report_builder.verify.results import Finding

PAINTS = frozenset(("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI"))
"""Operators that leave something on the page (ISO 32000-1, annex A); clipping alone does not."""
ARTIFACT = -1


@dataclass
class _Seen:
    """What the streams of one page hold: faults with their number, marked pieces, character codes by font."""

    faults: Counter[str] = field(default_factory=Counter)
    marks: set[Mark] = field(default_factory=set)
    codes: dict[int, set[int]] = field(default_factory=dict)  # by the number of the font's object


def check_pages(tree: Tree) -> Iterator[Finding]:
    codes: dict[int, set[int]] = {}
    found: set[Mark] = set()
    numbers = dict(leaves(tree.file, tree.root.get("ParentTree"), "Nums"))
    for number, (_, page) in enumerate(tree.file.pages()):
        seen = _Seen()
        contents = tree.file.get(page.get("Contents")) or []
        streams = [tree.file.get(part) for part in (contents if isinstance(contents, list) else [contents])]
        data = b"\n".join(stream.data for stream in streams if isinstance(stream, Stream))
        _stream(tree, data, tree.file.get(page.get("Resources")) or {}, number, seen, None)
        found |= seen.marks
        for font, used in seen.codes.items():
            codes.setdefault(font, set()).update(used)
        lost = [mark for mark in seen.marks if mark not in tree.owners]
        seen.faults["pdf-not-in-tree"] = len(lost)
        for rule, count in sorted(seen.faults.items()):
            if count:
                yield fault(rule, f"p. {number + 1}", count=count)
        yield from _parents(
            tree, numbers.get(page.get("StructParents")), number, {mark for mark in seen.marks if mark in tree.owners}
        )
    for mark, node in tree.owners.items():
        if mark not in found:
            yield fault("pdf-mark-missing", node.place, mark=mark[1])
    yield from _glyphs(tree.file, codes)


def _stream(
    tree: Tree, data: bytes, resources: Mapping[str, Any], scope: int, seen: _Seen, within: int | None, depth: int = 0
) -> None:
    """Go through a content stream. `within`: what it is painted in: a marked-content id, `ARTIFACT`, or nothing yet."""
    file = tree.file
    stack: list[int | None] = []
    font = 0
    for operator, operands in operations(data):
        around = next((mark for mark in reversed(stack) if mark is not None), within)
        if operator in ("BDC", "BMC"):
            mark = _mark(file, resources, operator, operands)
            stack.append(mark)
            if mark == ARTIFACT and around is not None and around != ARTIFACT:
                seen.faults["pdf-artifact-in-content"] += 1
            elif mark is not None and mark != ARTIFACT:
                if around == ARTIFACT:
                    seen.faults["pdf-content-in-artifact"] += 1
                seen.marks.add((scope, mark))
        elif operator == "EMC":
            if stack:
                stack.pop()
        elif operator == "Tf":
            named = (file.get(resources.get("Font")) or {}).get(operands[0])
            font = named.number if isinstance(named, Ref) else 0
        elif operator in PAINTS:
            form = _form(file, resources, operands) if operator == "Do" else None
            if form is not None and depth < 20:
                number, stream = form
                own = file.get(stream.entries.get("Resources")) or resources
                _stream(tree, stream.data, own, -number, seen, around, depth + 1)
            elif around is None:
                seen.faults["pdf-untagged"] += 1
            if operator in ("Tj", "TJ", "'", '"'):
                pieces = operands[0] if operator == "TJ" else operands[-1:]
                used = seen.codes.setdefault(font, set())
                for piece in pieces:
                    if isinstance(piece, bytes):
                        used.update(int.from_bytes(piece[at : at + 2]) for at in range(0, len(piece), 2))


def _mark(file: PdfFile, resources: Mapping[str, Any], operator: str, operands: list[Any]) -> int | None:
    """What a marked-content sequence is: `ARTIFACT`, its id, None if it says neither."""
    if operands and operands[0] == "Artifact":
        return ARTIFACT
    properties = operands[1] if operator == "BDC" and len(operands) > 1 else None
    if isinstance(properties, str):
        properties = file.get((file.get(resources.get("Properties")) or {}).get(properties))
    mark = properties.get("MCID") if isinstance(properties, dict) else None
    return mark if isinstance(mark, int) else None


def _form(file: PdfFile, resources: Mapping[str, Any], operands: list[Any]) -> tuple[int, Stream] | None:
    """The form that `Do` paints, None for a picture."""
    named = (file.get(resources.get("XObject")) or {}).get(operands[0])
    stream = file.get(named)
    if isinstance(named, Ref) and isinstance(stream, Stream) and stream.entries.get("Subtype") == "Form":
        return named.number, stream
    return None


def _parents(tree: Tree, own: Any, number: int, marks: set[Mark]) -> Iterator[Finding]:
    """The page's `own` array in the parent tree leads from every marked piece to the element that holds it."""
    listed = tree.file.get(own) or []
    wrong = 0
    for scope, mark in marks:
        if scope != number:
            continue
        element = listed[mark] if isinstance(listed, list) and mark < len(listed) else None
        wrong += tree.file.get(element) is not tree.owners[scope, mark].entries
    if wrong:
        yield fault("pdf-parent-tree", f"p. {number + 1}", count=wrong)


_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_NOTHING = {"", "\0", "\ufeff", "\ufffe"}


def _glyphs(file: PdfFile, codes: Mapping[int, set[int]]) -> Iterator[Finding]:
    """Every code that is shown reads as a character."""
    for number, used in codes.items():
        font = file.get(Ref(number)) if number else None
        cmap = file.get(font.get("ToUnicode")) if isinstance(font, dict) else None
        if not isinstance(cmap, Stream) or not isinstance(font, dict):
            continue  # a finding of its own
        known = {
            int(code, 16): bytes.fromhex(value.decode()).decode("utf-16-be", "replace")
            for code, value in _PAIR.findall(cmap.data)
        }
        silent = sorted(code for code in used if known.get(code, "") in _NOTHING)
        if silent:
            codes_shown = ", ".join(f"{code:04x}" for code in silent[:10])
            yield fault("pdf-glyph-no-unicode", f"Font /{font.get('BaseFont')}", count=len(silent), codes=codes_shown)
