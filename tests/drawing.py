"""A stand-in for the chart engine: pictures of the right size, so that writers are tested without it."""

from __future__ import annotations

from report_builder.document import Chart, Squares
from report_builder.writers import Drawing, Emblem, Medium
from tests.sample import PIXEL


def fake_draw(subject: Chart | Squares | Emblem, medium: Medium, *, dark: bool = False, prefix: str = "") -> Drawing:
    """A rectangle with a word in the text's font, as large as the real picture would be."""
    match subject:
        case Emblem():
            width, height = 27.0, 18.0
        case Squares():
            width, height = 112.0, 112.0
        case Chart():
            width, height = 83.0 if subject.half else 170.0, 40.0
    if medium is Medium.PNG:
        return Drawing(PIXEL, width, height)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}">'
        f'<rect id="{prefix}r" width="{width}" height="{height}" fill="{"#E2EDFC" if dark else "#DFE2E7"}"/>'
        '<text x="5" y="10" font-family="Titillium Web" font-size="4">358,0</text></svg>'
    )
    return Drawing(svg.encode(), width, height)
