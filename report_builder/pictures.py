"""What a picture's file says of it: how high it is for its width, its colours, what is written in it.

Receives a picture's bytes; promises its proportion and its kind of colours, read from its head alone, and the words of a
drawing. Separate because reader, looks and writers need it, and none has to know the forms of picture files.
"""

from __future__ import annotations

import struct
from enum import StrEnum


def proportion(data: bytes, media: str) -> float:
    """Height over width of a picture, read from its head; 1 where it does not say."""
    match media:
        case "image/png" if data[12:16] == b"IHDR":
            width, height = struct.unpack(">II", data[16:24])
        case "image/jpeg":
            width, height, _ = _jpeg_frame(data)
        case "image/svg+xml":
            width, height = _svg_size(data)
        case _:
            width, height = 1, 1
    return height / width if width and height else 1.0


class Colours(StrEnum):
    """Kinds of colours that not every format prints. CMYK: inks, which PDF/A admits only with the profile of a press (ISO
    19005-2, 6.2.4.3). DEEP: greys of 16 bits, which the engine of the PDF prints black."""

    CMYK = "cmyk"
    DEEP = "deep"
    OTHER = ""


def colours(data: bytes, media: str) -> Colours:
    """The kind of colours of a picture."""
    if media == "image/jpeg" and _jpeg_frame(data)[2] == 4:
        return Colours.CMYK
    if media == "image/png" and data[12:16] == b"IHDR" and data[24:26] == b"\x10\x00":
        return Colours.DEEP
    return Colours.OTHER


def drawn_text(data: bytes, media: str) -> str:
    """The words of a drawing, "" for other pictures."""
    if media != "image/svg+xml":
        return ""
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    return "".join(str(piece) for text in root.iter("{*}text") for piece in text.itertext("{*}text", "{*}tspan", "{*}textPath"))


def _jpeg_frame(data: bytes) -> tuple[int, int, int]:
    """Width, height and number of components from the frame header (ISO/IEC 10918-1, B.2.2)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big"), data[at + 9]
        at += 2 + length
    return 1, 1, 0


def _svg_size(data: bytes) -> tuple[float, float]:
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        return float(box[2]), float(box[3])
    return 1.0, 1.0
