"""Number formats of spreadsheets ("#,##0.00 [$€-410]") → decimals, per cent, unit, scale.

Receives a format code of Open XML (ECMA-376 part 1, 18.8.31); promises what it says of positive numbers. Separate because it is
a small language of its own.
"""

from __future__ import annotations

import re
from functools import cache

from report_builder.sheets.model import PLAIN, Format

TOKEN = re.compile(
    r"\"(?P<text>[^\"]*)\"|\\(?P<sign>.)|\[\$(?P<money>[^\]\-]*)[^\]]*\]|(?P<skip>\[[^\]]*\]|[_*].)|(?P<end>;)|(?P<code>.)",
    re.DOTALL,
)
SHAPE = frozenset("0#?.,%/Ee+-")
LONGEST = 255


@cache
def read_format(code: str) -> Format:
    """What `code` says; nothing for "General", for text and for what cannot be understood."""
    if code.casefold() in ("", "general", "standard", "@") or len(code) > LONGEST:
        return PLAIN
    shape, beside = "", ""
    for token in TOKEN.finditer(code):
        if token["end"]:
            break
        if token["code"] in SHAPE:
            shape += token["code"]
        elif not token["skip"]:
            beside += token["code"] or token["text"] or token["sign"] or token["money"] or ""
    if not re.search("[0#?]", shape) or re.search("[/Ee]", shape):
        return PLAIN
    decimals = re.search(r"\.([0#?]*)", shape)
    signs = decimals[1] if decimals else ""
    return Format(
        places=None if "#" in signs else len(signs),
        percent="%" in shape,
        unit=" ".join(beside.split()),
        scaled=re.search(r"[0#?],+(?![0#?])", shape) is not None,
    )
