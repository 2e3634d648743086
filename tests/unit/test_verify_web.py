"""The checks of a finished web page: a sound one passes, one that was broken somewhere is found out, there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree, html

from report_builder.theme import load_theme
from report_builder.verify.results import Finding
from report_builder.verify.web import check_web
from report_builder.verify.web.clauses import CLAUSES
from report_builder.writers import Options
from report_builder.writers.html import write_html
from tests.drawing import fake_draw
from tests.sample import sample
from tests.stress import stress

Break = Callable[[Any], str | None]
"""Breaks a page; gives the place that must be named, if there is one."""

BREAKS: list[tuple[str, Break]] = []


@pytest.fixture(scope="module")
def sound() -> bytes:
    (data,) = write_html(stress(), load_theme(), fake_draw, Options()).values()
    return data


def saved(page: Any) -> bytes:
    return b"<!DOCTYPE html>\n" + etree.tostring(page, encoding="utf-8", method="html")


def rule(name: str) -> Callable[[Break], Break]:
    """What follows breaks this rule, and no other."""

    def register(change: Break) -> Break:
        BREAKS.append((name, change))
        return change

    return register


def one(page: Any, path: str) -> Any:
    return page.xpath(path)[0]


def remove(element: Any) -> None:
    element.drop_tree()


def add(element: Any, markup: str) -> Any:
    made = html.fragment_fromstring(markup)
    element.append(made)
    return made


# ------------------------------------------------------------------------------------------------------------------ as a whole


@rule("web-no-language")
def _(page: Any) -> str:
    del page.attrib["lang"]
    return "html"


@rule("web-language-tag")
def _(page: Any) -> str:
    one(page, "//span[@lang='en']").set("lang", "inglese moderno")
    return "p#premessa-text-1 > span"


@rule("web-no-title")
def _(page: Any) -> None:
    one(page, "//title").text = "  "


@rule("web-no-viewport")
def _(page: Any) -> None:
    remove(one(page, "//meta[@name='viewport']"))


@rule("web-zoom-forbidden")
def _(page: Any) -> None:
    one(page, "//meta[@name='viewport']").set("content", "width=device-width, user-scalable=no")


@rule("web-zoom-forbidden")
def _(page: Any) -> None:
    one(page, "//meta[@name='viewport']").set("content", "width=device-width, maximum-scale=1.5")


@rule("web-refresh")
def _(page: Any) -> None:
    add(one(page, "//head"), '<meta http-equiv="refresh" content="30">')


@rule("web-script")
def _(page: Any) -> None:
    add(one(page, "//head"), "<script>1</script>")


@rule("web-script")
def _(page: Any) -> str:
    one(page, "//p[@id='premessa-text-2']").set("onclick", "x()")
    return "p#premessa-text-2"


@rule("web-element")
def _(page: Any) -> str:
    add(one(page, "//p[@id='premessa-text-2']"), '<input aria-label="Nome">')
    return "p#premessa-text-2 > input"


@rule("web-element")
def _(page: Any) -> None:
    add(one(page, "//p[@id='premessa-text-2']"), '<audio src="data:audio/wav;base64,"></audio>')


@rule("web-network")
def _(page: Any) -> str:
    one(page, "//figure[@id='foto']/img").set("src", "https://example.org/a.png")
    return "figure#foto > img"


@rule("web-network")
def _(page: Any) -> None:
    add(one(page, "//head"), '<link rel="stylesheet" href="style.css">')


@rule("web-network")
def _(page: Any) -> None:
    one(page, "//style").text += "body { background: url(https://example.org/a.png) }"


@rule("web-network")
def _(page: Any) -> None:
    one(page, "//style").text += '@import "https://example.org/a.css";'


@rule("web-network")
def _(page: Any) -> None:
    one(page, "//figure[@id='dotazione']//svg").append(etree.Element("image", href="https://example.org/a.png"))


@rule("web-id-twice")
def _(page: Any) -> str:
    one(page, "//p[@id='premessa-text-2']").set("id", "premessa-text-1")
    return "#premessa-text-1"


@rule("web-id-missing")
def _(page: Any) -> str:
    one(page, "//figure[@id='tabella-risorse']//table").set("aria-describedby", "nowhere")
    return "figure#tabella-risorse > div:nth-of-type(1) > table"


# ------------------------------------------------------------------------------------------------------------------- its order


@rule("web-main")
def _(page: Any) -> None:
    second = add(one(page, "//body"), "<main>Ancora</main>")
    assert second.getparent().tag == "body"


@rule("web-landmark-missing")
def _(page: Any) -> None:
    contents = one(page, "//nav")
    contents.tag = "section"
    del contents.attrib["role"]


@rule("web-landmark-name")
def _(page: Any) -> str:
    region = one(page, "//figure[@id='tabella-lunga']/div[@role]")
    region.set("aria-labelledby", "tabella-risorse_number tabella-risorse_title")
    return "figure#tabella-lunga > div:nth-of-type(1)"


@rule("web-outside-landmarks")
def _(page: Any) -> str:
    add(one(page, "//body"), "<p>Fuori</p>")
    return "body > p"


@rule("web-skip-link")
def _(page: Any) -> None:
    remove(one(page, "//a[@class='skip']"))


@rule("web-skip-link")
def _(page: Any) -> None:
    del one(page, "//main").attrib["tabindex"]


@rule("web-one-title")
def _(page: Any) -> str:
    one(page, "//section[@id='resistenza']/header/h2").tag = "h1"
    return "section#resistenza > header > h1"


@rule("web-first-heading")
def _(page: Any) -> None:
    add(one(page, "//div[@class='field']/p"), "<h2>Prima</h2>")


@rule("web-heading-gap")
def _(page: Any) -> str:
    one(page, "//h3[@id='premessa-heading-1']").tag = "h4"
    return "h4#premessa-heading-1"


@rule("web-heading-empty")
def _(page: Any) -> str:
    one(page, "//h3[@id='premessa-heading-1']").text = ""
    return "h3#premessa-heading-1"


@rule("web-section-no-heading")
def _(page: Any) -> None:
    add(one(page, "//main"), "<section><p>Senza titolo</p></section>")


@rule("web-list")
def _(page: Any) -> None:
    one(page, "//ul[@id='premessa-list-1']/li").tag = "p"


@rule("web-list")
def _(page: Any) -> str:
    one(page, "//ul[@id='premessa-list-1']").tag = "div"
    return "div#premessa-list-1 > li:nth-of-type(1)"


@rule("web-tab-order")
def _(page: Any) -> None:
    one(page, "//summary").set("tabindex", "3")


@rule("web-focus-hidden")
def _(page: Any) -> None:
    one(page, "//figure[@id='dotazione']/details").set("aria-hidden", "true")


@rule("web-control-no-name")
def _(page: Any) -> None:
    summary = one(page, "//summary")
    summary.text = ""
    summary.clear()


# --------------------------------------------------------------------------------------------------- pictures, tables, links


@rule("web-no-alternative")
def _(page: Any) -> str:
    one(page, "//figure[@id='foto']/img").set("alt", "")
    return "figure#foto > img"


@rule("web-no-alternative")
def _(page: Any) -> None:
    del one(page, "//figure[@id='dotazione']/div[@role='img']").attrib["aria-label"]


@rule("web-no-alternative")
def _(page: Any) -> None:
    one(page, "//main").append(etree.Element("svg"))


@rule("web-alternative-file-name")
def _(page: Any) -> None:
    one(page, "//figure[@id='foto']/img").set("alt", "IMG_2034.jpeg")


@rule("web-chart-no-data")
def _(page: Any) -> str:
    remove(one(page, "//figure[@id='dotazione']/details"))
    return "figure#dotazione"


@rule("web-table-no-name")
def _(page: Any) -> None:
    del one(page, "//figure[@id='tabella-risorse']//table").attrib["aria-labelledby"]


@rule("web-table-no-header")
def _(page: Any) -> None:
    for cell in page.xpath("//figure[@id='mezza-1']//th"):
        cell.tag = "td"


@rule("web-table-scope")
def _(page: Any) -> None:
    del one(page, "//figure[@id='tabella-risorse']//th").attrib["scope"]


@rule("web-table-headers")
def _(page: Any) -> None:
    one(page, "//td[@headers]").set("headers", "premessa")


@rule("web-table-cell-headers")
def _(page: Any) -> None:
    del one(page, "//td[@headers]").attrib["headers"]


@rule("web-table-row")
def _(page: Any) -> None:
    cell = one(page, "//figure[@id='tabella-risorse']//td")
    cell.getparent().remove(cell)


@rule("web-link-no-address")
def _(page: Any) -> None:
    del one(page, "//nav//a[@href]").attrib["href"]


@rule("web-scroll-focus")
def _(page: Any) -> None:
    del one(page, "//figure[@id='tabella-risorse']/div[@role]").attrib["tabindex"]


@rule("web-scroll-focus")
def _(page: Any) -> None:
    one(page, "//figure[@id='tabella-risorse']/div[@role]").drop_tag()


@rule("web-scroll-name")
def _(page: Any) -> None:
    del one(page, "//figure[@id='tabella-risorse']/div[@role]").attrib["role"]


@rule("web-link-no-text")
def _(page: Any) -> str:
    one(page, "//p[@id='premessa-text-1']/a[2]").text = ""
    return "p#premessa-text-1 > a:nth-of-type(2)"


@rule("web-link-name")
def _(page: Any) -> None:
    one(page, "//a[@role='doc-backlink']").set("aria-label", "Su")


@rule("web-link-nowhere")
def _(page: Any) -> None:
    one(page, "//p[@id='premessa-text-1']/a[1]").set("href", "#tabella-9")


@rule("web-link-kind")
def _(page: Any) -> None:
    one(page, "//p[@id='premessa-text-1']/a[2]").set("href", "javascript:alert(1)")


@rule("web-note-no-way-back")
def _(page: Any) -> str:
    remove(one(page, "//a[@role='doc-backlink']"))
    return "li#premessa-note-1"


@rule("web-note-not-called")
def _(page: Any) -> None:
    add(one(page, "//section[@role='doc-endnotes']/ol"), '<li id="nota-sola">Sola.</li>')


# -------------------------------------------------------------------------------------------------------------------- the tests


@pytest.mark.parametrize(("name", "change"), BREAKS)
def test_each_fault_is_found_at_its_place_and_no_other(sound: bytes, name: str, change: Break) -> None:
    page = html.document_fromstring(sound.decode("utf-8"))
    place = change(page)
    found = check_web(saved(page))
    assert {finding.rule for finding in found} == {name}
    assert found[0].standard == CLAUSES[name]
    if place is not None:
        assert place in {finding.place for finding in found}


def test_every_rule_is_tried() -> None:
    assert {*(name for name, _ in BREAKS), "web-unreadable", "web-no-doctype"} == set(CLAUSES)


def test_a_sound_page_has_no_faults_also_when_another_program_has_saved_it(sound: bytes) -> None:
    assert check_web(sound) == ()
    assert check_web(saved(html.document_fromstring(sound.decode("utf-8")))) == ()


def test_a_page_without_notes_or_imprint_has_no_faults() -> None:
    document = replace(sample(), imprint=(), sections=sample().sections[:1])
    (data,) = write_html(document, load_theme(), fake_draw, Options(identity="a1b2c3")).values()
    assert check_web(data) == ()


def test_a_page_that_begins_with_something_else_is_told(sound: bytes) -> None:
    assert [finding.rule for finding in check_web(sound.partition(b"\n")[2])] == ["web-no-doctype"]


@pytest.mark.parametrize(
    ("markup", "rules"),
    [
        ('<meta name="viewport" content="maximum-scale=1..5">', {"web-zoom-forbidden"}),
        ('<meta name="viewport" content="maximum-scale=...">', set()),
        ('<meta name="viewport" content="maximum-scale=.5">', {"web-zoom-forbidden"}),
        (f'<p tabindex="{"9" * 5000}">x</p>', {"web-tab-order"}),
        (f'<p tabindex="{"0" * 5000}">x</p>', set()),
    ],
)
def test_numbers_that_are_none_never_stop_the_checks(markup: str, rules: set[str]) -> None:
    about = {"web-zoom-forbidden", "web-tab-order"}
    assert {finding.rule for finding in check_web(markup.encode())} & about == rules


@pytest.mark.parametrize("data", [b"", b" \n", b"<!-- -->", b"\x00\xff"], ids=repr)
def test_what_is_no_page_is_told_as_such(data: bytes) -> None:
    found = check_web(data)
    assert found[0].rule in ("web-unreadable", "web-no-doctype")
    assert all(isinstance(finding, Finding) for finding in found)


def test_bytes_that_were_changed_anywhere_never_stop_the_checks(sound: bytes) -> None:
    for at in range(20, len(sound), 9973):
        spoiled = sound[:at] + b"<<\xff" + sound[at + 3 :]
        assert all(finding.rule in CLAUSES for finding in check_web(spoiled))
