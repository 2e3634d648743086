"""The formats say the same: PDF, Word and web page, read back from the finished files, are one list of blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from report_builder.readback import Block, Kind
from report_builder.readback.docx import read_docx
from report_builder.readback.html import read_html
from report_builder.readback.pdf import read_pdf
from tests.conftest import REPORTS, Made

READERS: dict[str, Callable[[bytes], tuple[Block, ...]]] = {"pdf": read_pdf, "docx": read_docx, "html": read_html}


def blocks(made: Made, ending: str) -> list[Block]:
    return list(READERS[ending](made.file(ending).read_bytes()))


def in_order(found: list[Block]) -> list[Block]:
    """Without side notes: Word sets them after the paragraph that they stand beside."""
    return [block for block in found if block.kind is not Kind.SIDE]


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_formats_say_the_same(built: Callable[[str], Made], name: str, ending: str) -> None:
    made = built(name)
    web, other = blocks(made, "html"), blocks(made, ending)
    for one, two in zip(in_order(web), in_order(other), strict=False):
        assert one == two
    assert len(in_order(web)) == len(in_order(other))
    assert [block for block in web if block.kind is Kind.SIDE] == [block for block in other if block.kind is Kind.SIDE]


def test_the_comparison_sees_everything_there_is(built: Callable[[str], Made]) -> None:
    """A reader that finds nothing would agree with another that finds nothing."""
    count = Counter(block.kind for block in blocks(built("2018"), "html"))
    assert count[Kind.HEADING] >= 15
    assert count[Kind.TABLE] == 3
    assert count[Kind.FIGURE] >= 8
    assert count[Kind.CAPTION] >= 10
    assert count[Kind.CELL] > 100
    assert count[Kind.ITEM] > 20
    assert count[Kind.PARAGRAPH] > 50
    assert count[Kind.TOC] >= 10
    assert Counter(block.kind for block in blocks(built("second"), "html"))[Kind.NOTE] >= 1
    figures = [block for block in blocks(built("2018"), "pdf") if block.kind is Kind.FIGURE]
    assert all(figure.alt for figure in figures)
