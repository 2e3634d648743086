"""Every web page at WCAG 2.2 AA, in a real browser: validators find nothing, and what no validator looks at holds.

The reports of this repository and the stress document; light and dark; 320 and 1400 CSS pixels; charts' data closed and open.
"""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from report_builder.verify.results import File, Result, Verdict
from report_builder.verify.tools import axe, nu
from report_builder.verify.web import check_web
from tests.browser import COLLIDING, FAINT, FOCUS, LENGTHEN, OPEN, SPACING, STOPS, TOO_WIDE, TWICE
from tests.conftest import REPORTS
from tests.e2e.conftest import Pages

NAMES = (*REPORTS, "stress")


def file(pages: Pages, name: str) -> File:
    path = pages(name)
    return File("html", path.name, path, path.read_bytes())


def told(results: list[Result]) -> list[str]:
    return [f"{result.setting}: {one.rule} {one.place} {one.text}" for result in results for one in result.findings]


@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(pages: Pages, name: str) -> None:
    results = list(axe.validate([file(pages, name)]))
    assert told(results) == []
    assert [result.verdict for result in results] == [Verdict.PASSED] * 8, results[0].remark
    assert all(result.checks > 30 for result in results)


def test_the_nu_checker_finds_nothing(pages: Pages) -> None:
    results = list(nu.validate([file(pages, name) for name in NAMES]))
    assert told(results) == []
    assert [result.verdict for result in results] == [Verdict.PASSED] * len(NAMES), results[0].remark


@pytest.mark.parametrize("name", NAMES)
def test_our_own_checks_find_nothing(pages: Pages, name: str) -> None:
    assert check_web(pages(name).read_bytes()) == ()


# --------------------------------------------------------------------------------------------------------------------- contrast


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize(
    "how", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"},
            {"forced_colors": "active", "color_scheme": "dark"}], ids=lambda how: "-".join(how.values()),
)  # fmt: skip
def test_every_word_stands_out_in_charts_too(visit_page: Any, name: str, width: int, how: dict[str, str]) -> None:
    page = visit_page(name, width, **how).page
    page.evaluate(OPEN)
    assert page.evaluate(FAINT) == []


def test_bars_are_seen_in_the_reader_s_own_colours(visit_page: Any) -> None:
    page = visit_page("sample", 800, forced_colors="active", color_scheme="dark").page
    colour = "selector => getComputedStyle(document.querySelector(selector)).backgroundColor"
    assert page.evaluate(colour, "html") == "rgb(0, 0, 0)"
    for bar in (".key-figure .bar", ".callout .bar", "td .bar", ".meter .part", ".chip", ".squares-key .solid"):
        assert page.evaluate(colour, bar) == "rgb(255, 255, 255)", bar
    outline = "selector => getComputedStyle(document.querySelector(selector)).outlineStyle"
    assert (page.evaluate(outline, "td .track"), page.evaluate(outline, "thead .track")) == ("solid", "none")
    fill = "getComputedStyle(document.querySelector('#dotazione svg rect:last-of-type')).fill"
    assert page.evaluate(fill) == "rgb(255, 255, 255)"
    assert page.evaluate(colour, ".cover .foot") == "rgb(255, 255, 255)", "the ground of the emblem"


# ----------------------------------------------------------------------------------------------------------------------- reflow


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("width", "style"),
    [(320, ""), (320, SPACING), (800, SPACING), (1400, SPACING), (640, TWICE), (1280, TWICE)],
    ids=["320", "320-spacing", "800-spacing", "1400-spacing", "640-twice", "1280-twice"],
)
def test_nothing_runs_out_of_the_page_or_into_another(visit_page: Any, name: str, width: int, style: str) -> None:
    """1.4.10 Reflow, 1.4.12 Text Spacing, 1.4.4 Resize Text: tables scroll in their own blocks, the page never sideways."""
    page = visit_page(name, width).page
    page.evaluate(OPEN)
    if style:
        page.add_style_tag(content=style)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(TOO_WIDE)
    assert page.evaluate(COLLIDING) == []


@pytest.mark.parametrize("width", [320, 800, 1400])
@pytest.mark.parametrize("name", ["sample", "stress"])
def test_no_word_is_too_long_for_the_page(visit_page: Any, name: str, width: int) -> None:
    """1.4.10 Reflow, whatever the words are: German joins them, and addresses have no blanks."""
    page = visit_page(name, width).page
    page.evaluate(OPEN)
    page.evaluate(LENGTHEN, "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenherstellerverbandsversammlung")
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(TOO_WIDE)


def test_the_first_column_stays_while_the_others_scroll(visit_page: Any) -> None:
    page = visit_page("stress", 320).page
    lefts = """dx => { const block = document.querySelector('#tabella-lunga .scroll'); block.scrollLeft = dx
      const left = selector => block.querySelector(selector).getBoundingClientRect().left - block.getBoundingClientRect().left
      return [block.scrollLeft, left('thead .stub'), left('tbody .stub'), left('.group .chip'), left('td')].map(Math.round) }"""
    before, after = page.evaluate(lefts, 0), page.evaluate(lefts, 90)
    assert (before[0], after[0]) == (0, 90)
    assert after[1:4] == before[1:4] == [0, 0, 0]
    assert after[4] == before[4] - 90


@pytest.mark.parametrize("width", [320, 1400])
def test_a_long_word_hides_no_figure_of_its_row(visit_page: Any, width: int) -> None:
    page = visit_page("stress", width).page
    lengthen = "word => document.querySelectorAll('tbody .stub').forEach(cell => cell.append(word))"
    page.evaluate(lengthen, " " + "Assistenz" * 9)
    covered = """() => [...document.querySelectorAll('figure > .scroll tbody tr')].filter(row => {
      const [head, figure] = row.cells, words = [head, figure].map(() => document.createRange())
      if (!head.matches('.stub') || !figure) return false
      words[0].selectNodeContents(head); words[1].selectNodeContents(figure)
      const [one, two] = words.map(range => range.getBoundingClientRect())
      return one.right > two.left + 1 || one.width > 0.7 * row.closest('.scroll').clientWidth
    }).map(row => row.closest('figure').id)"""
    assert page.evaluate(covered) == []


@pytest.mark.parametrize(("width", "scrolled"), [(320, "block"), (1400, "page")])
def test_the_head_of_a_long_table_stays_while_its_rows_scroll(visit_page: Any, width: int, scrolled: str) -> None:
    page = visit_page("stress", width).page
    page.add_style_tag(content="html { scroll-behavior: auto !important }")
    row = "#tabella-lunga tbody:nth-of-type(6) tr:nth-of-type(5)"
    page.evaluate("selector => document.querySelector(selector).scrollIntoView({block: 'center'})", row)
    top, edge, moved = page.evaluate(
        """scrolled => { const block = document.querySelector('#tabella-lunga .scroll')
      const edge = scrolled == 'page' ? 0 : block.getBoundingClientRect().top
      return [block.querySelector('thead').getBoundingClientRect().top, edge, block.scrollTop] }""",
        scrolled,
    )
    assert top == pytest.approx(edge, abs=1)
    assert (moved > 0) is (scrolled == "block")
    through = """() => {
      const head = document.querySelector('#tabella-lunga thead'), box = head.getBoundingClientRect(), found = []
      for (let x = box.left + 2; x < Math.min(box.right, innerWidth - 22); x += 9)
        for (let y = box.top + 1; y < box.bottom - 1; y += 2)
          if (!head.contains(document.elementFromPoint(x, y))) found.push([x, y])
      return found
    }"""
    assert page.evaluate(through) == [], "rows are seen through the head"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('#tabella-lunga thead th')).backgroundColor")
        == "rgb(255, 255, 255)"
    )


# --------------------------------------------------------------------------------------------------------------------- keyboard


@pytest.mark.parametrize(("name", "width"), [("2018", 1400), ("2018", 320), ("second", 800), ("stress", 1400), ("stress", 320)])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_keyboard_walks_through_the_page_in_the_order_of_reading(visit_page: Any, name: str, width: int, key: str) -> None:
    """2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11, 4.1.2: each stop has a name, is seen to have the focus, and lies under nothing."""
    page = visit_page(name, width, reduced_motion="reduce").page
    page.evaluate(OPEN)
    stops = page.evaluate(STOPS)
    if key == "Shift+Tab":  # from the end
        page.evaluate("""() => { const end = document.body.appendChild(document.createElement('button'))
          end.focus(); requestAnimationFrame(() => end.remove()); return new Promise(requestAnimationFrame) }""")
    places = []
    for _ in range(stops):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert focus is not None, f"the walk ends after {len(places)} of {stops} stops"
        assert focus["name"].strip(), focus
        assert focus["outline"], focus
        assert focus["seen"], focus
        places.append(focus["at"])
    assert places == sorted(set(places), reverse=key == "Shift+Tab")
    page.keyboard.press(key)
    assert page.evaluate(FOCUS) is None, "the keyboard leaves the page at its end"


def test_the_skip_link_is_seen_and_skips(visit_page: Any) -> None:
    page = visit_page("2018", 320).page
    page.keyboard.press("Tab")
    box = page.evaluate("(b => [b.left, b.top, b.right])(document.activeElement.getBoundingClientRect())")
    assert box[0] >= 0 and box[1] >= 0 and box[2] <= 320  # noqa: PT018 - one box
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


# ------------------------------------------------------------------------------------------------------------- motion and print


def test_nothing_moves_for_those_who_want_no_motion(visit_page: Any) -> None:
    page = visit_page("2018", reduced_motion="reduce").page
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = """[...document.querySelectorAll('*')].filter(one => (style => style.animationName != 'none'
      || parseFloat(style.transitionDuration) > 0)(getComputedStyle(one))).map(one => one.className)"""
    assert page.evaluate(moving) == []


def test_print_holds_the_whole_of_a_table_and_takes_the_day_s_colours(visit_page: Any) -> None:
    page = visit_page("stress", color_scheme="dark").page
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as printed:
        text = "\n".join(sheet.get_textpage().get_text_bounded() for sheet in printed)
    assert [i for i in range(120) if f"Intervento numero {i} " not in " ".join(text.split())] == []
    assert " ".join(text.split()).count("Intervento Risorse") > 4, "the head is repeated on every sheet of the table"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate(FAINT) == []
