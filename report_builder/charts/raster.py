"""Drawings as PNG, by resvg: no system font, no file, no clock.

Receives SVG whose text is already paths; promises opaque pixels at a stated resolution, which the file names (pHYs). Separate
because it alone imports the renderer.
"""

from __future__ import annotations

from base64 import b64encode
from struct import pack
from zlib import crc32

MM_PER_INCH = 25.4


def png(svg: str, dpi: int, background: str | None) -> bytes:
    """The SVG as PNG at `dpi` pixels to the inch; transparent where nothing is drawn if `background` is None."""
    from resvg_py import svg_to_bytes

    data = bytes(svg_to_bytes(svg_string=svg, background=background, skip_system_fonts=True, dpi=dpi))
    return _with_resolution(data, dpi)


def _with_resolution(data: bytes, dpi: int) -> bytes:
    """The PNG with its resolution after the header chunk, which is always the first 33 bytes."""
    per_metre = round(dpi / MM_PER_INCH * 1000)
    chunk = b"pHYs" + pack(">IIB", per_metre, per_metre, 1)
    return data[:33] + pack(">I", 9) + chunk + pack(">I", crc32(chunk)) + data[33:]


def address(data: bytes) -> str:
    """A PNG as a data address."""
    return "data:image/png;base64," + b64encode(data).decode("ascii")
