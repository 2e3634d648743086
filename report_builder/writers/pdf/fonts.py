"""The bundled fonts as the PDF needs them, and the characters that they lack.

Receives the theme's font files; promises fonts in which no character of typesetting (hyphens, spaces, joiners, the bullet)
sends the engine to another font, and names every character of a document that the bundled fonts cannot print. Separate because
the derived fonts live in memory only: the files of the house stay as their authors made them (the Open Font Licence of
Titillium Web reserves no name and lets documents embed derivatives).
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from report_builder.document import Axis, Cover, DateText, Document, Logo, Number, Picture, Text
from report_builder.pictures import drawn_text
from report_builder.place import Span
from report_builder.theme import Theme
from report_builder.writers.pdf.engine import module

HYPHEN = "\ue0ad"  # printed where a line is broken within a word; reads back as a soft hyphen
BULLET = "\u25aa"  # the square before list items

_HYPHENS = (0x00AD, 0x2010, 0x2011, ord(HYPHEN))
_SPACES = {0x2002: 500, 0x2003: 1000, 0x2007: 0, 0x2009: 200, 0x200A: 100, 0x202F: 125}  # per mille of an em, 0 = a digit
_JOINERS = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
_BULLET = (35, 494, 60)  # foot, head and left bearing, per mille of an em: 1.7 mm at the size of the text


@lru_cache(maxsize=32)
def derived(path: Path) -> bytes:
    """The font file with glyphs of its own for hyphens, spaces, joiners and the bullet, where it has none.

    Hyphens get a glyph each, so that copied text can tell a break of the line (U+00AD) from a hyphen of the author.
    """
    TTFont = module("fontTools.ttLib").TTFont

    font: Any = TTFont(BytesIO(path.read_bytes()), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    known, glyphs, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
    font.getGlyphOrder()
    em = font["head"].unitsPerEm
    hyphen, digit = known[ord("-")], known[ord("0")]
    empty = deepcopy(glyphs[known[ord(" ")]])
    added: dict[int, str] = {}

    def add(character: int, glyph: Any, advance: int, bearing: int) -> None:
        if character not in known:
            name = added[character] = f"uni{character:04X}"
            glyphs[name] = glyph
            metrics[name] = (advance, bearing)

    for character in _HYPHENS:
        add(character, deepcopy(glyphs[hyphen]), *metrics[hyphen])
    for character, width in _SPACES.items():
        add(character, deepcopy(empty), em * width // 1000 or metrics[digit][0], 0)
    for character in _JOINERS:
        add(character, deepcopy(empty), 0, 0)
    foot, head, bearing = (em * value // 1000 for value in _BULLET)
    square = _square(foot, head, bearing)
    square.recalcBounds(glyphs)
    add(ord(BULLET), square, head - foot + 2 * bearing, bearing)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)
    result = BytesIO()
    font.save(result, reorderTables=None)
    return result.getvalue()


def _square(foot: int, head: int, left: int) -> Any:
    TTGlyphPen = module("fontTools.pens.ttGlyphPen").TTGlyphPen

    pen: Any = TTGlyphPen(None)
    right = left + head - foot
    pen.moveTo((left, foot))
    for corner in ((left, head), (right, head), (right, foot)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


@lru_cache(maxsize=32)
def characters(path: Path) -> frozenset[int]:
    """Code points that the derived font can print."""
    TTFont = module("fontTools.ttLib").TTFont

    font: Any = TTFont(BytesIO(derived(path)), lazy=True)
    return frozenset(font.getBestCmap()) - {ord(HYPHEN)}


def printable(theme: Theme, family: str) -> frozenset[int]:
    """Code points that every weight of the family can print."""
    return frozenset.intersection(*(characters(path) for path in theme.fonts[family].values()))


_NOT_PRINTED = frozenset(
    {"id", "path", "media", "target", "language", "figure", "beside_figure", "form", "slug", "alt", "spoken", "expansion",
     "description", "licence_url", "publication_url", "emblem_alt", "keywords", "subject", "figures"}
)  # fmt: skip


def missing_glyphs(document: Document, theme: Theme) -> list[tuple[str, Span | None]]:
    """Every character that the bundled fonts lack, once for each place, in reading order.

    The span is the character's own where its text can be traced, else that of the nearest node around it; None for the cover,
    the names of axes and what stands on every page.
    """
    text, union = printable(theme, theme.font_text), printable(theme, theme.font_union)
    found: dict[tuple[str, Span | None], None] = {}
    for string, origin, statement in _strings(document, None, False):
        allowed = union if statement else text
        for at, character in enumerate(string):
            if ord(character) in allowed or character in "\n\t":
                continue
            place = origin
            if origin is not None and origin.end - origin.start == len(string):
                place = Span(origin.file, origin.start + at, origin.start + at + 1)
            found[character, place] = None
    return list(found)


def _strings(node: object, around: Span | None, statement: bool) -> Iterator[tuple[str, Span | None, bool]]:
    """(text, origin, whether it is the Union's statement) of everything printed below a node of the tree."""
    if isinstance(node, str):
        yield node, around, statement
    elif isinstance(node, tuple):
        for item in node:
            yield from _strings(item, around, statement)
    elif isinstance(node, Text | Number | DateText):
        yield node.text, node.origin or around, statement
    elif isinstance(node, Picture | Logo):
        yield from ((character, around, False) for character in sorted(set(drawn_text(node.data, node.media))))
    elif is_dataclass(node):
        around = None if isinstance(node, Axis) else getattr(node, "origin", None) or around  # its name stands elsewhere
        for part in fields(node):
            if part.name not in _NOT_PRINTED:
                value = getattr(node, part.name)
                yield from _strings(value, around, isinstance(node, Cover) and part.name == "statement")
