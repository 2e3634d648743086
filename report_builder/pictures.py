"""How high a picture is for its width.

Receives a picture's bytes; promises its proportion, read from its head alone. Separate because the composed tree and the Word
file need it, and neither has to know the forms of picture files.
"""

from __future__ import annotations

import struct


def proportion(data: bytes, media: str) -> float:
    """Height over width of a picture, read from its head; 1 where it does not say."""
    match media:
        case "image/png" if data[12:16] == b"IHDR":
            width, height = struct.unpack(">II", data[16:24])
        case "image/jpeg":
            width, height = _jpeg_size(data)
        case "image/svg+xml":
            width, height = _svg_size(data)
        case _:
            width, height = 1, 1
    return height / width if width and height else 1.0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Width and height from the frame header (ISO/IEC 10918-1, B.2.2)."""
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        at += 2 + length
    return 1, 1


def _svg_size(data: bytes) -> tuple[float, float]:
    from lxml import etree

    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        return float(box[2]), float(box[3])
    return 1.0, 1.0
