"""Checks of a page's order: landmarks, the skip link, headings, lists, and where the Tab key stops.

Receives a `Page`; promises findings in the order of the markup. Separate from the checks of single things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.verify.results import Finding
from report_builder.verify.web.clauses import fault
from report_builder.verify.web.page import Element, Page, focusable, hidden, text

_HEADING = re.compile(r"h([1-6])")
_SECTIONS = frozenset({"article", "aside", "main", "nav", "section"})
_KINDS = frozenset({"banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"})
_LANDMARKS = {"banner": "header", "navigation": "nav"}
_ROLES = {"doc-toc": "navigation", "doc-endnotes": "region"}  # Digital Publishing roles and the landmarks that they are
_CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}}


def check_order(page: Page) -> Iterator[Finding]:
    yield from _landmarks(page)
    yield from _skip_link(page)
    yield from _headings(page)
    yield from _lists(page)
    yield from _stops(page)


def landmark(page: Page, element: Element) -> str:
    """The landmark that an element is, or "" (HTML Accessibility API Mappings 1.0)."""
    role = (element.get("role") or "").strip()
    if role:
        return _ROLES.get(role, role if role in _KINDS else "")
    inside = any(one.tag in _SECTIONS for one in element.iterancestors())
    match element.tag:
        case "main":
            return "main"
        case "nav":
            return "navigation"
        case "header" if not inside:
            return "banner"
        case "footer" if not inside:
            return "contentinfo"
        case "aside" if not inside or page.name(element):
            return "complementary"
        case "section" if page.name(element):
            return "region"
    return ""


def _landmarks(page: Page) -> Iterator[Finding]:
    """1.3.1 Info and Relationships, 2.4.1 Bypass Blocks: one `main`, a banner, a navigation, each told from its like by a name,
    and nothing outside them."""
    found = [(kind, element) for element in page.elements if (kind := landmark(page, element))]
    mains = [element for kind, element in found if kind == "main"]
    if len(mains) != 1:
        yield fault("web-main", page.place(mains[1]) if mains else "body", count=len(mains))
    for wanted, tag in _LANDMARKS.items():
        if not any(kind == wanted for kind, _ in found):
            yield fault("web-landmark-missing", "body", landmark=wanted, tag=tag)
    seen: set[tuple[str, str]] = set()
    of_kind = [kind for kind, _ in found]
    for kind, element in found:
        if kind == "main" or (kind != "region" and of_kind.count(kind) == 1):
            continue
        named = (kind, page.name(element))
        if not named[1] or named in seen:
            yield fault("web-landmark-name", page.place(element), landmark=kind)
        seen.add(named)
    kinds = {id(element) for _, element in found}
    body = page.first("body")
    for child in () if body is None else body:
        if isinstance(child.tag, str) and id(child) not in kinds and text(child) and not _skips(page, child):
            yield fault("web-outside-landmarks", page.place(child))


def _skips(page: Page, element: Element) -> bool:
    """Whether an element is a link to the page's main part."""
    main = page.first("main")
    target = (element.get("href") or "") if element.tag == "a" else ""
    return main is not None and bool(main.get("id")) and target == f"#{main.get('id')}"


def _skip_link(page: Page) -> Iterator[Finding]:
    """2.4.1 Bypass Blocks: the first thing that the Tab key finds leads to the main part, which can take the focus."""
    first = next((element for element in page.elements if focusable(element) and not hidden(element)), None)
    main = page.first("main")
    if main is None:
        return
    if first is None or not _skips(page, first) or main.get("tabindex") is None:
        yield fault("web-skip-link", "body" if first is None else page.place(first))


def _headings(page: Page) -> Iterator[Finding]:
    """1.3.1, 2.4.6 Headings and Labels: one title, no level left out, none empty; every chapter begins with its own."""
    levels = [(int(found[1]), element) for element in page.elements if (found := _HEADING.fullmatch(element.tag))]
    titles = [element for level, element in levels if level == 1]
    if len(titles) != 1:
        yield fault("web-one-title", page.place(titles[1]) if titles else "body", count=len(titles))
    if levels and levels[0][0] != 1:
        yield fault("web-first-heading", page.place(levels[0][1]), level=levels[0][0])
    before = levels[0][0] if levels else 1
    for level, element in levels:
        if level > before + 1:
            yield fault("web-heading-gap", page.place(element), level=level, before=before)
        before = level
        if not text(element):
            yield fault("web-heading-empty", page.place(element))
    headed = {id(around) for _, element in levels for around in element.iterancestors("section")}
    for section in page.all("section"):
        if id(section) not in headed and not page.name(section):
            yield fault("web-section-no-heading", page.place(section))


def _lists(page: Page) -> Iterator[Finding]:
    """1.3.1: a list holds items and nothing else, an item stands in a list."""
    for element in page.elements:
        wanted = _CHILDREN.get(element.tag)
        strays = [one for one in element if isinstance(one.tag, str) and one.tag not in wanted] if wanted else []
        if strays:
            yield fault("web-list", page.place(strays[0]), tag=strays[0].tag, inside=element.tag)
        if element.tag == "li" and element.getparent().tag not in ("ul", "ol", "menu"):
            yield fault("web-list", page.place(element), tag="li", inside=element.getparent().tag)


def _stops(page: Page) -> Iterator[Finding]:
    """2.4.3 Focus Order: the markup's order is that of the Tab key; 4.1.2: where it stops there is something with a name."""
    for element in page.elements:
        tabindex = (element.get("tabindex") or "").strip()
        if tabindex.isdecimal() and tabindex.strip("0"):
            yield fault("web-tab-order", page.place(element), tabindex=tabindex[:80])
        if not focusable(element):
            continue
        if hidden(element):
            yield fault("web-focus-hidden", page.place(element))
        elif element.tag in ("summary", "button", "input", "select", "textarea") and not page.called(element):
            yield fault("web-control-no-name", page.place(element))
