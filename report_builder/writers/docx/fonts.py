"""The theme's fonts as Word knows them: families by weight, and the files embedded in the package.

Receives the theme; promises for each weight the family that Word finds it under, and the font table, with the fonts embedded
whose makers allow it (obfuscated as ISO/IEC 29500-1, 17.8.1 demands, under keys that are made of the files' own bytes).
Separate because Word knows two weights of a family only: a light or semi-bold face is a family of its own.
"""

from __future__ import annotations

import hashlib
import io
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from lxml import etree

from report_builder.classes import dataclass
from report_builder.theme import Theme
from report_builder.writers.docx.package import MAIN, Package, parse
from report_builder.writers.docx.xml import W, Xml, element, part, value, w

FONT_TABLE = "word/fontTable.xml"
# What statements in the Union's languages are written with: Latin, Greek, Cyrillic and typographic marks.
_UNION_CHARACTERS = (*range(0x20, 0x250), *range(0x370, 0x530), *range(0x2010, 0x2027), 0x20AC)
_ROLES = {  # by bold and italic
    (False, False): "embedRegular",
    (True, False): "embedBold",
    (False, True): "embedItalic",
    (True, True): "embedBoldItalic",
}


@dataclass(frozen=True, slots=True)
class Face:
    """A font as Word names it: its family, and whether it is that family's bold."""

    family: str
    bold: bool


@dataclass(frozen=True, slots=True)
class _Named:
    """What a font file says of itself: family and bold, italic, the characters it holds, and what its licence allows."""

    face: Face
    italic: bool
    ranges: tuple[int, ...]
    licence: int


@cache
def _named(path: Path) -> _Named:
    with TTFont(path, lazy=True) as font:
        names: Any = font["name"]
        os2: Any = font["OS/2"]
        style = (names.getDebugName(2) or "").lower()
        ranges = (os2.ulUnicodeRange1, os2.ulUnicodeRange2, os2.ulUnicodeRange3, os2.ulUnicodeRange4)
        pages = (getattr(os2, "ulCodePageRange1", 1), getattr(os2, "ulCodePageRange2", 0))
        known = Face(str(names.getDebugName(1)), "bold" in style)
        return _Named(known, "italic" in style, (*ranges, *pages), int(os2.fsType))


def face(theme: Theme, weight: int, family: str = "") -> Face:
    """The face of the text family (or another family of the theme) that is nearest to a weight."""
    weights = theme.fonts[family or theme.font_text]
    return _named(weights[min(weights, key=lambda known: (abs(known - weight), known))]).face


def may_embed(licence: int) -> bool:
    """Whether a font may go with a document that is edited further, by its embedding bits (OpenType, table OS/2, fsType).

    0 is "installable", 8 "editable". 2 forbids it, 4 is for documents that nobody may edit, 0x200 for bitmaps alone.
    """
    usage = licence & 0x000F
    return (usage == 0 or bool(usage & 0x0008)) and not licence & 0x0200


def _may_subset(licence: int) -> bool:
    """Whether a part of a font may stand for it (OS/2, fsType, bit 8)."""
    return not licence & 0x0100


def not_embedded(theme: Theme) -> list[Path]:
    """The fonts that the Word file names without carrying them, as their licence bits forbid it."""
    return [path for path in font_files(theme) if not may_embed(_named(path).licence)]


def font_files(theme: Theme) -> list[Path]:
    """The files that are embedded: every weight of the text's family, and the regular one of the Union statement's."""
    union = theme.fonts[theme.font_union]
    files = [*(theme.fonts[theme.font_text][weight] for weight in sorted(theme.fonts[theme.font_text]))]
    regular = union[min(union, key=lambda known: abs(known - 400))]
    return [*files, *([regular] if regular not in files else [])]


def subset(data: bytes) -> bytes:
    """A font with the characters of the Union's languages only, without hints: it sets two lines on the cover."""
    # Half a second with its import, and needed only when a template is made.
    from fontTools import subset as engine  # type: ignore[import-untyped]

    options = engine.Options(hinting=False, recalc_timestamp=False, notdef_outline=True, layout_features=["kern"])
    options.name_IDs = ["*"]
    font = engine.load_font(io.BytesIO(data), options)
    subsetter = engine.Subsetter(options)
    subsetter.populate(unicodes=_UNION_CHARACTERS)
    subsetter.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()


def embed_fonts(package: Package, theme: Theme, *, small: bool = False) -> None:
    """Put the fonts into the package, with its font table or a new one; `small` makes a subset of the Union statement's font.

    A font that may not be embedded is named alone: whoever has it sees it. A family that a table knows is left as it is.
    """
    table = package.target(MAIN, "fontTable") or FONT_TABLE
    given = parse(package.parts[table]) if table in package.parts else parse(part("w:fonts"))
    taken = {str(font.get(f"{W}name", "")) for font in given}
    families: dict[str, list[Xml]] = {}
    details: dict[str, Xml] = {}
    for number, path in enumerate(font_files(theme), 1):
        known = _named(path)
        if known.face.family in taken:
            continue
        embedded = families.setdefault(known.face.family, [])
        details.setdefault(known.face.family, _signature(known.ranges))
        if not may_embed(known.licence):
            continue
        data = path.read_bytes()
        if small and number > len(theme.fonts[theme.font_text]) and _may_subset(known.licence):
            data = subset(data)
        key = uuid.UUID(bytes=hashlib.sha256(data).digest()[:16], version=4)
        name = package.free(f"word/fonts/font{number}.odttf")
        relation = package.add(table, "font", name, _obfuscated(data, key))
        role = _ROLES[known.face.bold, known.italic]
        embedded.append(element(f"w:{role}", {"r:id": relation, "w:fontKey": f"{{{str(key).upper()}}}"}))
    fonts = [
        w(
            "font",
            value("charset", "00"),
            value("family", "auto"),
            value("pitch", "variable"),
            details[family],
            *sorted(embedded, key=lambda line: list(_ROLES.values()).index(line[3:].partition(" ")[0])),
            name=family,
        )
        for family, embedded in families.items()
    ]
    if len(given) == 0:
        package.parts[table] = part("w:fonts", *fonts)
        return
    given.extend(parse(part("w:fonts", *fonts)))
    package.parts[table] = etree.tostring(given, xml_declaration=True, encoding="UTF-8", standalone=True)


def _signature(ranges: tuple[int, ...]) -> Xml:
    return w("sig", **dict(zip(("usb0", "usb1", "usb2", "usb3", "csb0", "csb1"), (f"{r:08X}" for r in ranges), strict=True)))


def _obfuscated(data: bytes, key: uuid.UUID) -> bytes:
    """The file with its first 32 bytes mixed with the key, as the standard asks of embedded fonts."""
    mask = key.bytes[::-1] * 2
    return bytes(byte ^ mixed for byte, mixed in zip(data[:32], mask, strict=True)) + data[32:]
