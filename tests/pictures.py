"""The pictures of the documentation, made from a finished report: `python -m tests.pictures REPORT.pdf` writes them again."""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

FILE = Path(__file__).parent.parent / "docs" / "images" / "page.png"
SHOWN = (1, 3, 7)  # cover, key figures, the performance framework
HEIGHT, GAP = 926, 24  # pixels
GROUND = "#C9CED6"


def picture(pdf: Path) -> Image.Image:
    """Three pages of the report side by side."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = []
        for number in SHOWN:
            page = document[number - 1]
            pages.append(page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB"))
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    return sheet


if __name__ == "__main__":
    picture(Path(sys.argv[1])).save(FILE, optimize=True)
