"""Whether a font that a report brings can be printed with.

Receives bytes that come from an author's folder; promises a TrueType font with outlines and the few characters that every page
needs, so that the engines never meet another one. Separate because it alone needs a library for fonts, which few reports do.
"""

from __future__ import annotations

import re
from importlib import import_module
from io import BytesIO
from typing import Any

from report_builder.diagnostics import Problem
from report_builder.place import LocatedText

PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
"""Names of font files are written into style sheets: no sign in them may end an address."""
SIGNATURES = (b"\x00\x01\x00\x00", b"true")
NEEDED = " -0"
TABLES = ("glyf", "head", "hhea", "hmtx", "maxp", "name", "OS/2", "post")


def check_font(name: LocatedText, data: bytes) -> list[Problem]:
    """What is wrong with the font file that the theme names."""
    if not PLAIN.fullmatch(name.text):
        return [Problem("theme-font-name", {"name": name.text}, name.span)]
    if not name.text.lower().endswith(".ttf") or not data.startswith(SIGNATURES) or not _opens(data):
        return [Problem("theme-font-broken", {"name": name.text}, name.span)]
    return []


def _opens(data: bytes) -> bool:
    import logging

    library: Any = import_module("fontTools.ttLib")  # costs 50 ms, and few reports bring fonts
    logger = logging.getLogger("fontTools")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with library.TTFont(BytesIO(data), lazy=True) as font:
            characters = font.getBestCmap()
            glyphs = [font["glyf"][characters[ord(character)]] for character in NEEDED]
            return len(glyphs) == len(NEEDED) and all(font[table] is not None for table in TABLES)
    except Exception:  # the bytes are anybody's, and the library tells of them in any way
        return False
    finally:
        logger.setLevel(level)
