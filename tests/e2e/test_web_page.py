"""The web page in a real browser: it asks for nothing, fits every screen, and can be used with a keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from report_builder.charts import drawer
from report_builder.theme import load_theme
from report_builder.writers import Options
from report_builder.writers.html import write_html
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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    theme = load_theme()
    [(name, data)] = write_html(sample(), theme, drawer(theme), Options(identity="3f2a91c")).items()
    path: Path = tmp_path_factory.mktemp("web") / name
    path.write_bytes(data)
    return path.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Visit:
    """A page that was opened, and everything that it asked for or complained about."""

    def __init__(self, browser: Browser, address: str, **how: Any) -> None:
        self.context = browser.new_context(**how)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Any]:
    made: list[Visit] = []

    def open_page(width: int = 1400, **how: Any) -> Visit:
        made.append(Visit(browser, address, viewport={"width": width, "height": 900}, **how))
        return made[-1]

    yield open_page
    for opened in made:
        opened.context.close()


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


def test_the_file_asks_for_nothing(visit: Any, address: str) -> None:
    opened = visit()
    opened.page.evaluate("document.fonts.ready.then(() => true)")
    assert [url for url in opened.requests if url != address and not url.startswith("data:")] == []
    assert opened.complaints == []


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
