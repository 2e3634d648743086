"""Where every element with an id lies: page and box.

Receives the engine's pages; promises the first box of each id in millimetres. Separate because the Word writer and the build
record need places without a PDF being written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from report_builder.writers import Place
from report_builder.writers.pdf.engine import module

MM_PER_PIXEL = 25.4 / 96


def places(pages: Iterable[Any]) -> dict[str, Place]:
    """The first box of every element with an id, in reading order."""
    AbsolutePlaceholder = module("weasyprint.layout.absolute").AbsolutePlaceholder

    result: dict[str, Place] = {}

    def walk(box: Any, page: int) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        name = box.element.get("id") if box.element is not None and "::" not in box.element_tag else None
        if name and name not in result:
            left, top = box.border_box_x(), box.border_box_y()
            size = (box.border_width(), box.border_height())
            result[name] = Place(page, *(round(value * MM_PER_PIXEL, 3) for value in (left, top, *size)))
        for child in box.children:
            walk(child, page)

    for number, page in enumerate(pages, start=1):
        for child in page._page_box.children:
            walk(child, number)
    return result
