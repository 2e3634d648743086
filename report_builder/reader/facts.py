"""What a report says of itself, where a right shape is not enough: names of files to be, addresses, axes, codes of languages.

Receives the nodes of `report.yaml` and of the glossary; promises located problems. Works on nodes, so that it speaks even
where another mistake leaves no value, and at the very word. Separate from `validate`, which knows shapes and no meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from report_builder.diagnostics import Problem
from report_builder.law import periods
from report_builder.markup import is_web_address
from report_builder.place import LocatedText
from report_builder.source import Mapping, Node, Sequence

SLUG = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
LONGEST_SLUG = 60
TAKEN = re.compile(r"(?:.*-)?(?:accessibility|figures-audit)", re.IGNORECASE)  # what the proof and the audit are called
AXIS = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as an editor needs it
ADDRESSES = ("licence_url", "publication_url")


def report_facts(root: Node) -> Iterator[Problem]:
    """What is wrong with `report.yaml` beyond its shape."""
    if not isinstance(root, Mapping):
        return
    slug = root.get("slug")
    if isinstance(slug, LocatedText) and slug.text and (not SLUG.fullmatch(slug.text) or len(slug.text) > LONGEST_SLUG):
        better = re.sub(r"[^A-Za-z0-9]+", "-", slug.text).strip("-")[:LONGEST_SLUG].strip("-")
        yield Problem("slug-form", {"text": slug.text, "suggestion": better, "most": LONGEST_SLUG}, slug.span)
    elif isinstance(slug, LocatedText) and TAKEN.fullmatch(slug.text):
        yield Problem("slug-taken", {"text": slug.text}, slug.span)
    for key in ADDRESSES:
        address = root.get(key)
        if isinstance(address, LocatedText) and address.text and not is_web_address(address.text):
            yield Problem("web-address", {"key": key, "text": address.text}, address.span)
    period = root.get("period")
    if isinstance(period, LocatedText) and period.text and period.text not in periods():
        near = get_close_matches(period.text, periods(), 1)
        known = ", ".join(periods())
        suggestion = near[0] if near else ""
        yield Problem("period-unknown", {"period": period.text, "known": known, "suggestion": suggestion}, period.span)
    yield from _code(root.get("language"))
    axes = root.get("axes")
    if isinstance(axes, Sequence):
        yield from _axes(axes)


def _axes(axes: Sequence) -> Iterator[Problem]:
    """Ids are the first part of figures' names; neither they nor numerals may be those of two axes."""
    seen: set[tuple[str, str]] = set()
    for axis in axes.items:
        for key in ("id", "numeral"):
            value = axis.get(key) if isinstance(axis, Mapping) else None
            if not isinstance(value, LocatedText) or not value.text:
                continue
            if key == "id" and not AXIS.fullmatch(value.text):
                yield Problem("axis-id", {"id": value.text}, value.span)
            elif (key, value.text) in seen:
                yield Problem("axis-twice", {"key": key, "text": value.text}, value.span)
            seen.add((key, value.text))


def glossary_facts(root: Node) -> Iterator[Problem]:
    """The languages of foreign passages: a voice and hyphenation need a code."""
    foreign = root.get("foreign") if isinstance(root, Mapping) else None
    for _, value in foreign.entries if isinstance(foreign, Mapping) else ():
        yield from _code(value)


def _code(value: Node | None) -> Iterator[Problem]:
    if isinstance(value, LocatedText) and value.text and not CODE.fullmatch(value.text):
        yield Problem("language-code", {"text": value.text}, value.span)
