"""A real browser and the pages to look at in it, shared by the tests of the web page: one start for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from report_builder.charts import drawer
from report_builder.theme import load_theme
from report_builder.writers import Options
from report_builder.writers.html import write_html
from tests.conftest import REPORTS, Made
from tests.sample import sample
from tests.stress import stress

DOCUMENTS = {"sample": sample, "stress": stress}
Pages = Callable[[str], Path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def pages(built: Callable[[str], Made], tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The web page of a report (`REPORTS`) or of a document made by hand (`DOCUMENTS`), by name."""
    folder, theme = tmp_path_factory.mktemp("web"), load_theme()
    draw = drawer(theme)

    def page(name: str) -> Path:
        if name in REPORTS:
            return built(name).file("html")
        path = folder / f"{name}.html"
        if not path.exists():
            (data,) = write_html(DOCUMENTS[name](), theme, draw, Options(identity="3f2a91c")).values()
            path.write_bytes(data)
        return path

    return page


class Visit:
    """A page that was opened, and everything that it asked for or complained about."""

    def __init__(self, browser: Browser, address: str, **how: Any) -> None:
        self.context: BrowserContext = browser.new_context(**how)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address)


@pytest.fixture
def visit_page(browser: Browser, pages: Pages) -> Iterator[Callable[..., Visit]]:
    """Open a page by name at a width in CSS pixels; more as `Browser.new_context` has it."""
    made: list[Visit] = []

    def open_page(name: str, width: int = 1400, **how: Any) -> Visit:
        made.append(Visit(browser, pages(name).as_uri(), viewport={"width": width, "height": 900}, **how))
        return made[-1]

    yield open_page
    for opened in made:
        opened.context.close()
