"""The web page in a real browser: it asks for nothing, fits every screen, and can be used with a keyboard."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

import pypdfium2
import pytest

from tests.browser import OPEN
from tests.sample import sample

WIDTHS = (320, 400, 800, 1400)

TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll, svg, .skip'))
  .map(e => e.tagName + '.' + e.className).slice(0, 5)"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('main p, main li, main td, main th, main dd, main dt')]
  .filter(e => e.getClientRects().length).map(e => parseFloat(getComputedStyle(e).fontSize)))"""


LETTERS = """() => Math.min(...[...document.querySelectorAll('.drawing svg text')].filter(e => e.getClientRects().length)
  .map(e => parseFloat(getComputedStyle(e).fontSize) * e.getScreenCTM().a))"""


LINES = """() => [...document.querySelectorAll('.lined td .track')]
  .map(e => [parseFloat(getComputedStyle(e, '::after').height), e.closest('td').getBoundingClientRect().height])"""


@pytest.fixture
def visit(visit_page: Any) -> Any:
    return partial(visit_page, "sample")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_scrolls_sideways(visit: Any, width: int, scheme: str) -> None:
    page = visit(width, color_scheme=scheme).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(TOO_WIDE)
    assert page.evaluate(SMALLEST) >= 13


@pytest.mark.parametrize("width", [*WIDTHS, 1000])
def test_no_figure_in_a_table_is_broken(visit: Any, width: int) -> None:
    lines = """[...document.querySelectorAll('#tabella-risorse td.right')].filter(e => !e.children.length).map(e => {
      const range = document.createRange()
      range.selectNodeContents(e)
      return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size
    })"""
    assert set(visit(width).page.evaluate(lines)) == {1}


def test_the_file_asks_for_nothing(visit: Any) -> None:
    opened = visit()
    opened.page.evaluate("document.fonts.ready.then(() => true)")
    assert [url for url in opened.requests if url != opened.page.url and not url.startswith("data:")] == []
    assert opened.complaints == []


@pytest.mark.parametrize("width", [320, 1400])
def test_emblem_and_statement_are_in_sight_on_arrival(visit: Any, width: int) -> None:
    """On any device, without scrolling: Implementing Regulation (EU) No 821/2014, article 4(3)(a)."""
    page = visit(width).page
    for selector in (".emblem svg", ".union p"):
        left, top, right, bottom = page.evaluate(
            "s => (b => [b.left, b.top, b.right, b.bottom])(document.querySelector(s).getBoundingClientRect())", selector
        )
        assert (left >= 0, top >= 0, right <= width, bottom <= 300, bottom > top) == (True,) * 5


def test_the_fonts_are_those_of_the_theme(visit: Any) -> None:
    loaded = visit().page.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].filter(f => f.status == 'loaded').map(f => f.family))"
    )
    assert {name.strip('"') for name in loaded} == {"Titillium Web", "Ubuntu"}


def test_headings_leave_no_level_out(visit: Any) -> None:
    levels = visit().page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_in_the_browser_too(visit: Any) -> None:
    doubled = visit().page.evaluate(
        "(ids => ids.filter((id, i) => ids.indexOf(id) != i))([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert doubled == []


def test_landmarks(visit: Any) -> None:
    page = visit().page
    for selector in ("body > header", "body > nav", "body > main", "body > footer"):
        assert page.locator(selector).count() == 1


def test_the_keyboard_finds_its_way(visit: Any) -> None:
    page = visit(800).page
    page.keyboard.press("Tab")
    skip = page.evaluate("[document.activeElement.className, document.activeElement.getBoundingClientRect().left >= 0]")
    assert skip == ["skip", True]
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#_main"
    for _ in range(3):
        page.keyboard.press("Tab")
        shown = page.evaluate("(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))")
        assert shown == ["solid", 3]


def test_the_data_of_a_chart_open(visit: Any) -> None:
    page = visit(400).page
    details = page.locator("#dotazione details")
    assert not details.locator("table").is_visible()
    details.locator("summary").press("Enter")
    assert details.locator("table").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_where_there_is_room_the_data_of_a_chart_are_seen_whole(visit_page: Any) -> None:
    page = visit_page("2018").page
    page.evaluate(OPEN)
    cut = "[...document.querySelectorAll('.data .scroll')].filter(e => e.scrollWidth > e.clientWidth)"
    assert page.evaluate(f"{cut}.map(e => e.closest('figure').id)") == []


@pytest.mark.parametrize(("width", "shown"), [(320, "narrow"), (1400, "wide")])
def test_charts_are_drawn_for_the_screen(visit: Any, width: int, shown: str) -> None:
    page = visit(width).page
    for name in ("wide", "narrow"):
        assert page.locator(f"#dotazione .{name}").is_visible() is (name == shown)


@pytest.mark.parametrize("width", [*WIDTHS, 767, 768])
def test_letters_of_charts_are_large_enough(visit: Any, width: int) -> None:
    assert visit(width).page.evaluate(LETTERS) >= 11.95


@pytest.mark.parametrize("width", WIDTHS)
def test_the_line_of_reference_is_as_high_as_its_rows(visit: Any, width: int) -> None:
    heights = visit(width).page.evaluate(LINES)
    assert heights
    assert all(line >= cell - 1 for line, cell in heights), heights


def test_dark_changes_the_page_and_not_the_emblem_s_ground(visit: Any) -> None:
    ground = "e => getComputedStyle(document.querySelector(e)).backgroundColor"
    light, dark = visit(color_scheme="light").page, visit(color_scheme="dark").page
    assert light.evaluate(ground, "html") == "rgb(255, 255, 255)"
    assert dark.evaluate(ground, "html") == "rgb(17, 24, 32)"
    for page in (light, dark):
        assert page.evaluate(ground, ".cover .foot") == "rgb(255, 255, 255)"


def test_notes_lead_there_and_back(visit: Any) -> None:
    page = visit().page
    page.locator("a[role=doc-noteref]").first.click()
    assert page.evaluate("location.hash") == "#premessa-note-1"
    page.locator("#premessa-note-1 a[role=doc-backlink]").click()
    assert page.evaluate("location.hash") == "#premessa-note-1_call"


def test_it_prints(visit: Any) -> None:
    page = visit().page
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as printed:
        first = printed[0].get_textpage().get_text_bounded()
    assert all(words in first for words in sample().cover.statement), "the cover is one page, with the statement at its foot"
    page.emulate_media(media="print")
    assert not page.locator(".skip").is_visible()
    kept = "e => [getComputedStyle(e, '::after').webkitPrintColorAdjust, getComputedStyle(e).webkitPrintColorAdjust]"
    assert page.locator(".lined td .track").first.evaluate(kept) == ["exact", "exact"]
    assert page.locator(".band").first.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
