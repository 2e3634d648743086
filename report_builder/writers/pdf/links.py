"""One annotation for each link on a page, with words that a reader understands.

Receives the annotations that the engine makes for every box of a link; promises one for each link and page, with the lines that
it covers as quadrilaterals (ISO 32000-1, 12.5.6.5). Separate because it changes pages, not the tree.
"""

from __future__ import annotations

from typing import Any

from report_builder.writers.pdf.engine import module
from report_builder.writers.pdf.tree import Annotated, Node

PRINT = 4  # the annotation is printed (ISO 32000-1, table 165); PDF/A asks for it


class Links:
    """Gathers annotations while the pages are walked."""

    def __init__(self) -> None:
        self.kept: dict[tuple[Node, int], tuple[Any, list[list[float]]]] = {}
        self.dropped: set[bytes] = set()

    def drop(self, annotation: Any) -> None:
        """The annotation goes: its box is inside a link that has one, or an artifact."""
        self.dropped.add(annotation.reference)

    def add(self, link: Node, page: int, annotation: Any, label: str) -> None:
        """Attach an annotation to its element; a further line of the same link widens the first one."""
        pydyf = module("pydyf")

        rectangle = _ordered(annotation["Rect"])
        known = self.kept.get((link, page))
        if known is not None:
            known[1].append(rectangle)
            self.drop(annotation)
            return
        self.kept[link, page] = annotation, [rectangle]
        annotation["Contents"] = pydyf.String(label or annotation["Contents"].string)
        annotation["F"] = PRINT
        link.kids.append(Annotated(page, annotation))

    def finish(self, pdf: Any) -> None:
        """Write rectangles, and take the dropped annotations off their pages."""
        pydyf = module("pydyf")

        for annotation, rectangles in self.kept.values():
            left, bottom, right, top = zip(*rectangles, strict=True)
            annotation["Rect"] = pydyf.Array([min(left), min(bottom), max(right), max(top)])
            if len(rectangles) > 1:
                corners = [value for x1, y1, x2, y2 in rectangles for value in (x1, y2, x2, y2, x1, y1, x2, y1)]
                annotation["QuadPoints"] = pydyf.Array(corners)
        if not self.dropped:
            return
        for item in pdf.objects:
            if not isinstance(item, pydyf.Dictionary):
                continue
            if item.get("Type") == "/Page" and "Annots" in item:
                item["Annots"] = pydyf.Array([one for one in item["Annots"] if one not in self.dropped])
                if not item["Annots"]:
                    del item["Annots"]
            elif item.get("Type") == "/Annot" and item.reference in self.dropped:
                item.clear()  # objects are numbered in order: an empty one stays behind


def _ordered(rectangle: Any) -> list[float]:
    x1, y1, x2, y2 = rectangle
    return [min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)]
