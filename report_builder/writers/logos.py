"""How large the office's logos stand on the cover.

Receives logos and the emblem's height; promises sizes in mm that fit one row, none of them higher or wider than the Union
emblem (Implementing Regulation (EU) No 821/2014, article 4(5); Regulation (EU) 2021/1060, Annex IX, 1.7). Separate because
paper and Word must do the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.document import Logo
from report_builder.pictures import proportion

RATIO = 1.5  # the emblem's width to its height


def logo_sizes(logos: Sequence[Logo], emblem: float, room: float, gap: float) -> list[tuple[float, float]]:
    """(width, height) of each logo, as it is proportioned, for an emblem `emblem` mm high and a row of `room` mm."""
    sizes = []
    for logo in logos:
        high = proportion(logo.data, logo.media)
        width = min(RATIO * emblem, emblem / high)
        sizes.append((width, width * high))
    whole = sum(width for width, _ in sizes)
    scale = min(1.0, (room - gap * (len(sizes) - 1)) / whole) if whole else 1.0
    return [(width * scale, height * scale) for width, height in sizes]
