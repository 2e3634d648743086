"""Links and references.

Receives a parsed link with its children; promises a `Link` to an address of an admitted kind, or a `Reference` to a block of
the document. Separate because here is decided what a report may point to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from report_builder.diagnostics import Problem
from report_builder.document import Emphasis, Foreign, Inline, Inlines, Link, Reference, Strong, Text, plain
from report_builder.markup.mentions import MARK
from report_builder.place import Span

WEB = re.compile(r"https?://[^\s/?#@<>\"]+(?:[/?#][^\s<>\"]*)?", re.IGNORECASE)
MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+", re.IGNORECASE)
UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]*")


def blank(inlines: Iterable[Inline]) -> bool:
    """Whether there is nothing in inlines that a reader sees or hears: spaces, soft hyphens and joiners alone."""
    return all(
        blank(inline.children)
        if isinstance(inline, Strong | Emphasis | Foreign)
        else isinstance(inline, Text) and UNSEEN.fullmatch(inline.text)
        for inline in inlines
    )


def is_web_address(text: str) -> bool:
    """Whether `text` is an address that a browser opens, and nothing that could act, such as `javascript:`."""
    return WEB.fullmatch(text) is not None


def link_node(data: dict[str, Any], children: Inlines, origin: Span) -> tuple[Inlines, Problem | None]:
    """The inlines that a link becomes (itself, or only its text if it is wrong) and what is wrong with it."""
    target: str = data["dest_url"]
    if data["link_type"] == "Email":
        target = f"mailto:{target}"
    if MARK in target or MARK in data["title"]:
        return children, Problem("mention-in-link", {}, origin)
    if data["title"]:
        return children, Problem("link-title", {"title": data["title"]}, origin)
    if target.startswith("#") and len(target) > 1:
        if not all(isinstance(child, Text) for child in children):
            return children, Problem("reference-text", {"target": target}, origin)
        return (Reference(target[1:], plain(children), not children, origin),), None
    if not is_web_address(target) and not MAIL.fullmatch(target):
        return children, Problem("link-address", {"target": target}, origin)
    if blank(children):
        return children, Problem("link-empty", {"target": target}, origin)
    return (Link(target, children, origin),), None
