"""Checks of what stands in a page: pictures and charts, tables, links and notes.

Receives a `Page`; promises findings in the order of the markup. Separate from the checks of the page's order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from report_builder.readback.grid import places
from report_builder.verify.results import Finding
from report_builder.verify.web.clauses import fault
from report_builder.verify.web.page import Element, Page, classes, focusable, hidden, text

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|webp|svg|tiff?|bmp|pdf)", re.IGNORECASE)
_SCOPES = frozenset({"col", "row", "colgroup", "rowgroup"})
_SAFE = ("#", "http://", "https://", "mailto:")


def check_things(page: Page) -> Iterator[Finding]:
    yield from _pictures(page)
    for table in page.all("table"):
        yield from _table(page, table)
    for link in page.all("a"):
        yield from _link(page, link)
    yield from _notes(page)


def _pictures(page: Page) -> Iterator[Finding]:
    """1.1.1 Non-text Content: every picture has its words or is hidden as decoration; a chart has its figures as a table."""
    for element in page.elements:
        if hidden(element) or _in_picture(element):
            continue
        if element.tag == "img" or element.tag == "svg" or element.get("role") == "img":
            told = page.name(element)
            content = next(element.iterancestors("figure"), None) is not None
            decoration = element.tag == "img" and element.get("alt") == "" and not content
            if not told and not decoration:
                yield fault("web-no-alternative", page.place(element))
            elif _FILE_NAME.fullmatch(told):
                yield fault("web-alternative-file-name", page.place(element), text=told)
    for figure in page.all("figure"):
        drawn = next(figure.iter("svg"), None)
        tables = [table for details in figure.iter("details") for table in details.iter("table")]
        if drawn is not None and not tables:
            yield fault("web-chart-no-data", page.place(figure))


def _in_picture(element: Element) -> bool:
    """Whether an element is a part of a drawing, or of what is one picture to a reader who listens."""
    return any(one.tag == "svg" or one.get("role") == "img" for one in element.iterancestors())


def _table(page: Page, table: Element) -> Iterator[Finding]:
    """1.3.1: name, headers, what they are headers of; 2.1.1 Keyboard, 1.4.10 Reflow: it scrolls in a block of its own, which
    the keyboard reaches and a screen reader names."""
    if not page.name(table) and not any(text(caption) for caption in table.iter("caption")):
        yield fault("web-table-no-name", page.place(table))
    cells = list(table.iter("th", "td"))
    headers = [cell for cell in cells if cell.tag == "th"]
    if not headers:
        yield fault("web-table-no-header", page.place(table))
    for header in headers:
        if header.get("scope") not in _SCOPES:
            yield fault("web-table-scope", page.place(header))
    ids = {header.get("id") for header in headers}
    naming = any(cell.get("headers") for cell in cells)
    for cell in cells:
        for name in (cell.get("headers") or "").split():
            if name not in ids:
                yield fault("web-table-headers", page.place(cell), id=name)
        if naming and cell.tag == "td" and not cell.get("headers"):
            yield fault("web-table-cell-headers", page.place(cell))
    yield from _rows(page, list(table.iter("tr")))
    block = next((one for one in table.iterancestors() if "scroll" in classes(one)), None)
    if block is None or not focusable(block):
        yield fault("web-scroll-focus", page.place(table))
    elif block.get("role") not in ("region", "group") or not page.name(block):
        yield fault("web-scroll-name", page.place(block))


def _rows(page: Page, rows: list[Element]) -> Iterator[Finding]:
    """Every row takes as many columns as the first, cells that reach down into it counted."""
    spans = [[(_span(cell, "rowspan"), _span(cell, "colspan")) for cell in row.iter("th", "td")] for row in rows]
    taken: Counter[int] = Counter()
    for row, where in zip(spans, places(spans), strict=True):
        for (high, wide), (line, _) in zip(row, where, strict=True):
            taken.update(dict.fromkeys(range(line, line + high), wide))
    for line, element in enumerate(rows, 1):
        if taken[line] != taken[1]:
            yield fault("web-table-row", page.place(element), columns=taken[line], expected=taken[1])


def _span(cell: Element, key: str) -> int:
    """How many rows or columns a cell takes; what is no number, or more than browsers heed, is one (HTML, 4.9.11)."""
    stated = cell.get(key) or ""
    return int(stated) if re.fullmatch("[1-9][0-9]{0,2}", stated) else 1


def _link(page: Page, link: Element) -> Iterator[Finding]:
    """2.4.4 Link Purpose: a link has words and leads somewhere; 2.5.3 Label in Name: its name holds the words that are seen."""
    address, shown = (link.get("href") or "").strip(), text(link)
    if not page.called(link):
        yield fault("web-link-no-text", page.place(link))
    label = " ".join((link.get("aria-label") or "").split())
    if label and shown and shown.casefold() not in label.casefold():
        yield fault("web-link-name", page.place(link), label=label, text=shown)
    if not address:
        yield fault("web-link-no-address", page.place(link))
    elif not address.lower().startswith(_SAFE):
        yield fault("web-link-kind", page.place(link), address=address[:80])
    elif address.startswith("#") and address[1:] not in page.ids:
        yield fault("web-link-nowhere", page.place(link), address=address[:80])


def _notes(page: Page) -> Iterator[Finding]:
    """2.4.3 Focus Order, 1.3.1: whoever follows a note's number comes back to it, and every note is called."""
    calls = {link.get("href"): link for link in page.all("a") if link.get("role") == "doc-noteref"}
    for address, call in calls.items():
        note = page.ids.get((address or "").removeprefix("#"))
        if note is None:
            continue  # a link to nowhere, told as such
        backs = [link.get("href") for link in note.iter("a") if link.get("role") == "doc-backlink"]
        if f"#{call.get('id')}" not in backs:
            yield fault("web-note-no-way-back", page.place(note), note=text(call))
    for notes in page.elements:
        if notes.get("role") != "doc-endnotes":
            continue
        for note in notes.iter("li"):
            if note.get("id") and f"#{note.get('id')}" not in calls:
                yield fault("web-note-not-called", page.place(note))
