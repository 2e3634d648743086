"""The README shows the report as it is."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image, ImageChops

from tests.conftest import Made
from tests.pictures import FILE, picture

FAINT = 48  # of 255: what smoothing may change in a pixel
MOST = 0.0012  # share of pixels that may differ more; another number of people (300.656) changes 0.0018 of them


def test_the_picture_in_the_readme_is_of_this_report(built: Callable[[str], Made]) -> None:
    now = picture(built("2018").file("pdf"))
    with Image.open(FILE) as committed:
        assert committed.size == now.size
        difference = ImageChops.difference(committed.convert("RGB"), now).convert("L")
    changed = sum(difference.histogram()[FAINT:]) / (now.width * now.height)
    assert changed < MOST, f"{changed:.4f} of the pixels differ: build the report, then python -m tests.pictures REPORT.pdf"
