"""Checks of a page as a whole: language, title, zoom, that it is one file, ids.

Receives a `Page`; promises findings in the order of the markup. Separate from the checks of what stands in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from report_builder.verify.results import Finding
from report_builder.verify.web.clauses import fault
from report_builder.verify.web.page import Page, text

# RFC 5646, 2.1, without extensions
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)
SMALLEST_ZOOM = 2.0  # WCAG 2.2, 1.4.4: up to 200 per cent

_ADDRESSES = ("src", "srcset", "poster", "data", "background", "action", "formaction", "xlink:href")
_DRAWN = frozenset({"image", "use", "feimage"})  # elements of drawings that fetch what `href` names
_STRANGE = frozenset({"audio", "video", "form", "input", "select", "textarea", "button", "iframe", "object", "embed", "canvas"})
_FETCHING = frozenset({"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"})
_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)
_REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "for")


def check_whole(page: Page) -> Iterator[Finding]:
    yield from _about(page)
    yield from _languages(page)
    yield from _one_file(page)
    yield from _ids(page)


def _about(page: Page) -> Iterator[Finding]:
    """2.4.2 Page Titled; 1.4.4 Resize Text and 1.4.10 Reflow, which the viewport may forbid; 2.2.1 Timing Adjustable."""
    if not page.data.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"<!doctype html"):
        yield fault("web-no-doctype")
    title = page.first("title")
    if title is None or not text(title):
        yield fault("web-no-title", "head")
    viewports = [meta for meta in page.all("meta") if (meta.get("name") or "").lower() == "viewport"]
    if not any("width=device-width" in (meta.get("content") or "").replace(" ", "") for meta in viewports):
        yield fault("web-no-viewport", "head")
    for meta in viewports:
        settings = dict(part.split("=", 1) for part in (meta.get("content") or "").replace(" ", "").split(",") if "=" in part)
        scale = re.match(r"\d*\.?\d+", settings.get("maximum-scale", ""), re.ASCII)
        if settings.get("user-scalable") in ("no", "0") or (scale and float(scale[0]) < SMALLEST_ZOOM):
            yield fault("web-zoom-forbidden", page.place(meta))
    for meta in page.all("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            yield fault("web-refresh", page.place(meta))


def _languages(page: Page) -> Iterator[Finding]:
    """3.1.1 Language of Page; 3.1.2 Language of Parts: every tag is one that a screen reader can know."""
    language = page.root.get("lang")
    if not (language or "").strip():
        yield fault("web-no-language", "html")
    for element in page.elements:
        tag = element.get("lang")
        if tag and not LANGUAGE.fullmatch(tag):
            yield fault("web-language-tag", page.place(element), language=tag)


def _one_file(page: Page) -> Iterator[Finding]:
    """The page asks for nothing and runs nothing: it is whole without a network, no reader is watched (Regulation (EU)
    2016/679, 25), and there is nothing to play (1.2), to fill in (1.3.5, 3.3) or to get lost in."""
    for element in page.elements:
        if element.tag in _STRANGE:
            yield fault("web-element", page.place(element), tag=element.tag)
        if element.tag == "script" or any(name.startswith("on") for name in element.attrib):
            yield fault("web-script", page.place(element))
        for name in (*_ADDRESSES, "href") if element.tag in _DRAWN else _ADDRESSES:
            address = (element.get(name) or "").strip()
            if address and not address.startswith(("data:", "#")):
                yield fault("web-network", page.place(element), address=address[:80])
        rel = {word.lower() for word in (element.get("rel") or "").split()} if element.tag == "link" else set()
        if rel & _FETCHING and not (element.get("href") or "").startswith("data:"):
            yield fault("web-network", page.place(element), address=(element.get("href") or "")[:80])
        style = element.text if element.tag == "style" else element.get("style")
        for found in _URL.finditer(style or ""):
            yield fault("web-network", page.place(element), address=(found[1] or found[2])[:80])


def _ids(page: Page) -> Iterator[Finding]:
    """1.3.1 and 4.1.2: what names or describes by id must find one element, and one alone."""
    counted = Counter(element.get("id") for element in page.elements if element.get("id"))
    for name, count in counted.items():
        if count > 1:
            yield fault("web-id-twice", f"#{name}", id=name, count=count)
    for element in page.elements:
        for attribute in _REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in page.ids:
                    yield fault("web-id-missing", page.place(element), attribute=attribute, id=name)
