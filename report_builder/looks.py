"""What a report brings of its own look, checked: theme tokens, Word template, and characters that no font of it can print.

Receives a report and its document; promises located problems (licences of fonts included). Separate from `theme` and the
writers, which know nothing of places in content, and from `compose`, which knows nothing of looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any
from unicodedata import combining, normalize

from report_builder.checks import WordLook
from report_builder.content.models import Report
from report_builder.diagnostics import Problem, Severity
from report_builder.document import Document, Logo, Picture
from report_builder.pictures import drawn_text
from report_builder.place import SourceMap, Span
from report_builder.theme import STYLES, Theme, check_theme

STATEMENT = "Cover Statement"  # the style of the words beside the Union emblem


def theme_problems(report: Report, folder: Path) -> Iterator[Problem]:
    """What is wrong with the report's own tokens, at the token or the nearest key around it."""
    if report.theme is None:
        return
    for fault in check_theme(report.theme, folder=folder):
        if fault.rule == "theme-missing-font" and fault.path[0] == "fonts":
            continue  # the reader has said why
        around = (fault.path[:depth] for depth in range(len(fault.path), 0, -1))
        place = next((report.theme_places[path] for path in around if path in report.theme_places), None)
        if place is None and report.entry.theme is not None:
            place = report.entry.theme.span
        yield Problem(fault.rule, fault.parameters, place)


def template_problems(report: Report) -> Iterator[Problem]:
    """What the office's Word template lacks; the house's styles stand in for those."""
    if report.template is None or report.entry.template is None:
        return
    from report_builder.writers.docx import UnreadablePackage, missing_styles

    name = report.entry.template
    try:
        for style in missing_styles(report.template):
            yield Problem("template-lacks-style", {"name": name.text, "style": style}, name.span, Severity.WARNING)
    except UnreadablePackage:
        yield Problem("template-format", {"name": name.text}, name.span)


def word_look(report: Report, theme: Theme) -> WordLook | None:
    """What the checks ask of the office's Word template, which can be read; None without one."""
    if report.template is None:
        return None
    from report_builder.writers.docx import picture_sizes, text_style

    return WordLook(tuple(picture_sizes(report.template, theme)), text_style(report.template, STATEMENT))


def not_embeddable(report: Report, theme: Theme) -> Iterator[Problem]:
    """Fonts of the report's own that may not go with the Word file: who has not got them sees another one.

    Fonts of the house are free for it, so that nothing is opened for them.
    """
    if _only_ours(theme):
        return
    from report_builder.writers.docx import not_embedded

    named = {path: (family, weight) for family, weights in theme.fonts.items() for weight, path in weights.items()}
    for path in not_embedded(theme):
        family, weight = named[path]
        at = (("fonts", family, str(weight)), ("fonts", family), ("fonts",))
        place = next((report.theme_places[key] for key in at if key in report.theme_places), None)
        yield Problem("font-not-embedded", {"name": path.name, "family": family}, place, Severity.WARNING)


# What the house's fonts have for certain: Latin-1 and the signs of European typesetting.
COMMON = frozenset({*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *"\n\t€–—‘’‚“”„…•‰Œœ"} - {"\u00ad"})


def unprintable(document: Document, theme: Theme, report: Report, source: SourceMap) -> Iterator[Problem]:
    """Characters that the fonts lack: the engine would take them from whatever font the machine happens to have.

    Cover, axes and running lines know no places: their characters are looked for in `report.yaml`. Fonts are opened only if
    there is a character that they might lack: that costs a tenth of a second.
    """
    if _only_ours(theme) and COMMON.issuperset(_characters(document)):
        return
    from report_builder.writers.pdf.fonts import missing_glyphs

    for character, span in missing_glyphs(document, theme):
        places = [span] if span is not None else list(_written(character, report, source)) or [report.place()]
        for place in places:
            letter = source.files.get(place.file, "")[max(place.start - 1, 0) : place.start] if combining(character) else ""
            if letter.strip():
                whole = normalize("NFC", letter + character)
                yield Problem("accent-apart", {"letter": whole, "code": f"U+{ord(character):04X}"}, place)
            else:
                yield Problem("character-not-in-font", {"character": character, "code": f"U+{ord(character):04X}"}, place)


UNPRINTED = frozenset({"keywords", "licence_url", "publication_url", "slug", "subject"})  # of `report.yaml`


def _written(character: str, report: Report, source: SourceMap) -> Iterator[Span]:
    """Where a character stands in the printed values of `report.yaml`."""
    found: set[Span] = set()
    for path, span in report.places.items():
        text = source.files.get(span.file, "")
        at = text.find(character, span.start, span.end)
        while at >= 0 and path[0] not in UNPRINTED:
            found.add(Span(span.file, at, at + 1))
            at = text.find(character, at + 1, span.end)
    yield from sorted(found, key=lambda one: one.start)


def _only_ours(theme: Theme) -> bool:
    """Whether all fonts are the house's."""
    return all(path.is_relative_to(STYLES) for weights in theme.fonts.values() for path in weights.values())


def _characters(node: object) -> set[str]:
    """All characters of the texts below a node, printed or not."""
    texts: set[str] = set()
    members: dict[type, Callable[[Any], tuple[object, ...]] | None] = {}
    waiting = [node]
    while waiting:
        part = waiting.pop()
        kind = type(part)
        if kind is str:
            texts.add(str(part))
        elif isinstance(part, tuple):
            waiting.extend(part)
        elif isinstance(part, Picture | Logo):
            texts.add(drawn_text(part.data, part.media))
        else:
            if kind not in members:
                members[kind] = _members(kind)
            read = members[kind]
            if read is not None:
                waiting.extend(read(part))
    return set().union(*texts)


def _members(kind: type) -> Callable[[Any], tuple[object, ...]] | None:
    """What reads all fields of a node of this class, its place apart; None for what is no node."""
    names = tuple(field.name for field in fields(kind) if field.name != "origin") if is_dataclass(kind) else ()
    return attrgetter(*names, names[0]) if names else None  # the first twice: one alone would not be given as a tuple
