"""The emblem of the European Union, to the geometry of Annex II of Implementing Regulation (EU) 821/2014.

Receives colours and a height; promises SVG of that geometry. Separate because the law fixes every line of it: no theme and no
taste may change it.
"""

from __future__ import annotations

from math import cos, radians, sin

from report_builder.charts.svg import document, number

RATIO = 1.5  # width to height
RING = 1 / 3  # radius of the circle on which the stars' centres lie, of the height
STAR = 1 / 18  # radius of the circle on which a star's points lie, of the height
BORDER = 1 / 25  # width of the white border on a coloured ground, of the height
INNER = sin(radians(18)) / sin(radians(54))  # of a regular pentagram's inner points, to the outer radius


def star_points(hour: int, height: float) -> list[tuple[float, float]]:
    """The ten corners of the star at an hour of the clock, one point upright, on an emblem of `height` mm."""
    x = height * (RATIO / 2 + RING * sin(radians(30 * hour)))
    y = height * (0.5 - RING * cos(radians(30 * hour)))
    radii = (height * STAR, height * STAR * INNER)
    return [
        (x + radii[corner % 2] * sin(radians(36 * corner)), y - radii[corner % 2] * cos(radians(36 * corner)))
        for corner in range(10)
    ]


def emblem_svg(blue: str, yellow: str, height: float, *, bordered: bool) -> tuple[str, float, float]:
    """The emblem as SVG and its size in mm; with the white border for coloured grounds its size is that much larger."""
    border = height * BORDER if bordered else 0.0
    width = height * RATIO
    stars = "".join(
        "M" + "L".join(f"{x + border:.4f} {y + border:.4f}" for x, y in star_points(hour, height)) + "z" for hour in range(12)
    )
    outer = width + 2 * border, height + 2 * border
    ground = [f'<rect width="{number(outer[0])}" height="{number(outer[1])}" fill="#FFFFFF"/>'] if bordered else []
    place = f' x="{number(border)}" y="{number(border)}"' if bordered else ""
    field = f'<rect{place} width="{number(width)}" height="{number(height)}" fill="{blue}"/>'
    return document(*outer, (*ground, field, f'<path fill="{yellow}" d="{stars}"/>')), *outer
