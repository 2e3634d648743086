"""The Union emblem is drawn to Annex II of Implementing Regulation (EU) 821/2014: measured in the drawing itself."""

from __future__ import annotations

import re
from io import BytesIO
from math import atan2, degrees, hypot

import pytest
from lxml import etree
from PIL import Image

from report_builder.charts import drawer
from report_builder.theme import load_theme
from report_builder.writers import Emblem, Medium

SVG = "{http://www.w3.org/2000/svg}"


def drawn(dark: bool = False):
    drawing = drawer(load_theme())(Emblem(), Medium.TEXT_SVG, dark=dark)
    return drawing, etree.fromstring(drawing.data)


def stars(tree) -> list[list[tuple[float, float]]]:
    (path,) = tree.findall(f"{SVG}path")
    return [[tuple(map(float, point.split())) for point in star.split("L")] for star in re.findall(r"M([^z]+)z", path.get("d"))]


def centre(star: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in star) / 10, sum(y for _, y in star) / 10


def test_proportions_and_colours():
    drawing, tree = drawn()
    assert drawing.width == pytest.approx(1.5 * drawing.height)
    assert drawing.height == 18
    (field,) = tree.findall(f"{SVG}rect")
    assert field.get("fill") == "#003399"
    assert tree.find(f"{SVG}path").get("fill") == "#FFCC00"


def test_twelve_stars_stand_as_the_hours_of_a_clock():
    drawing, tree = drawn()
    found = stars(tree)
    assert len(found) == 12
    middle = drawing.width / 2, drawing.height / 2
    hours = []
    for star in found:
        x, y = centre(star)
        assert hypot(x - middle[0], y - middle[1]) == pytest.approx(drawing.height / 3, abs=1e-3)
        hours.append(degrees(atan2(x - middle[0], middle[1] - y)) % 360 / 30 % 12)
    assert sorted(round(hour, 2) % 12 for hour in hours) == pytest.approx(range(12), abs=0.01)


def test_stars_have_five_points_on_a_circle_of_an_eighteenth_one_of_them_upright():
    drawing, tree = drawn()
    for star in stars(tree):
        x, y = centre(star)
        radii = [hypot(px - x, py - y) for px, py in star]
        assert radii[::2] == pytest.approx([drawing.height / 18] * 5, abs=1e-3)
        assert star[0][0] == pytest.approx(x, abs=1e-3)
        assert star[0][1] == min(py for _, py in star)
        # A regular pentagram: its inner corners lie on the lines that join its points.
        (ax, ay), (bx, by), (cx, cy) = star[0], star[4], star[1]
        assert abs((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)) < 2e-3


def test_a_white_border_of_a_twenty_fifth_on_coloured_ground():
    drawing, tree = drawn(dark=True)
    border, field = tree.findall(f"{SVG}rect")
    assert border.get("fill") == "#FFFFFF"
    assert float(field.get("height")) == 18
    assert float(field.get("x")) == float(field.get("y")) == pytest.approx(18 / 25)
    assert (drawing.width, drawing.height) == pytest.approx((27 + 36 / 25, 18 + 36 / 25))


@pytest.mark.parametrize("medium", list(Medium))
def test_every_medium_shows_the_laws_colours(medium):
    drawing = drawer(load_theme())(Emblem(), medium)
    if medium is Medium.PNG:
        image = Image.open(BytesIO(drawing.data)).convert("RGB")
        assert image.getpixel((2, 2)) == (0, 0x33, 0x99)
        assert image.getpixel((image.width // 2, round(image.height / 6))) == (0xFF, 0xCC, 0)
    else:
        assert b"var(" not in drawing.data
