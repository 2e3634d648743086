"""A page as the checks see it: elements, where they are, what they are called, what of them is hidden.

Receives the bytes of a page; promises an `Page` over the tree that an HTML parser makes of them. Separate because every check
asks the same of an element. Comments and what stands within `svg` are no elements here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import Any

from lxml import etree

from report_builder.classes import dataclass

Element = Any
"""An element of lxml, which has no types of its own."""

_FOCUSABLE = frozenset({"summary", "button", "input", "select", "textarea", "iframe"})


@dataclass
class Page:
    """`elements` in the order of the markup; `ids` by their first bearer."""

    data: bytes
    root: Element = field(init=False)
    elements: tuple[Element, ...] = field(init=False)
    ids: dict[str, Element] = field(init=False)

    def __post_init__(self) -> None:
        if not self.data.strip():
            raise ValueError("empty")
        self.root = etree.fromstring(self.data, etree.HTMLParser(encoding="utf-8"))
        if self.root is None or not isinstance(self.root.tag, str):
            raise ValueError("no element")
        self.elements = tuple(element for element in self.root.iter() if isinstance(element.tag, str))
        self.ids = {}
        for element in self.elements:
            if element.get("id"):
                self.ids.setdefault(element.get("id"), element)

    def all(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)

    def first(self, tag: str) -> Element | None:
        return next(self.all(tag), None)

    def name(self, element: Element) -> str:
        """The name that an element is given (Accessible Name and Description Computation 1.2, as far as our pages need it)."""
        named = [self.ids.get(one) for one in (element.get("aria-labelledby") or "").split()]
        told = " ".join(text(one) for one in named if one is not None)
        alternative = element.get("alt") if element.tag == "img" else None
        return told.strip() or (element.get("aria-label") or "").strip() or (alternative or "").strip()

    def called(self, element: Element) -> str:
        """Its name, or else its text: what a link or button is called by."""
        return self.name(element) or text(element) or (element.get("title") or "").strip()

    @cached_property
    def _order(self) -> dict[Element, str]:
        """How each element is told from its siblings, counted once: a page may have thousands of faults side by side."""
        steps: dict[Element, str] = {}
        for above in self.elements:
            children = [child for child in above if isinstance(child.tag, str)]
            whole, before = Counter(child.tag for child in children), Counter[str]()
            for child in children:
                before[child.tag] += 1
                steps[child] = child.tag if whole[child.tag] == 1 else f"{child.tag}:nth-of-type({before[child.tag]})"
        return steps

    def place(self, element: Element) -> str:
        """A selector: the nearest id, and the way from there."""
        steps: list[str] = []
        while element is not None and isinstance(element.tag, str):
            if element.get("id"):
                steps.append(f"{element.tag}#{element.get('id')}")
                break
            steps.append(self._order.get(element, element.tag))
            if element.tag in ("body", "head"):
                break
            element = element.getparent()
        return " > ".join(reversed(steps))


def text(element: Element) -> str:
    """The words of an element that are not hidden from a reader who listens, alternatives of pictures among them."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.get("aria-hidden") != "true" and child.tag not in ("style", "script"):
            yield (child.get("alt") or "") if child.tag == "img" else ""
            yield from _pieces(child)
        yield child.tail or ""


def classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split())


def hidden(element: Element) -> bool:
    """Whether an element, or one around it, is hidden from readers who listen."""
    return any(one.get("aria-hidden") == "true" or one.get("hidden") is not None for one in (element, *element.iterancestors()))


def focusable(element: Element) -> bool:
    """Whether the Tab key stops there."""
    tabindex = element.get("tabindex")
    if tabindex is not None:
        return not tabindex.strip().startswith("-")
    return element.tag in _FOCUSABLE or (element.tag == "a" and element.get("href") is not None)
