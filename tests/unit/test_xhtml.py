"""The markup of print and web: structure, ids, escaping, every node of the tree."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from lxml import etree, html

from report_builder.document import (
    Align,
    Axis,
    Callout,
    Caption,
    Cell,
    Document,
    Footnote,
    LineBreak,
    Link,
    List,
    ListItem,
    Meter,
    NoteCall,
    Number,
    Paragraph,
    Row,
    RowKind,
    Scope,
    Section,
    Squares,
    Strong,
    Subheading,
    Table,
    Text,
    plain,
    sections_of,
)
from report_builder.theme import load_theme
from report_builder.writers import Drawing, Emblem, Medium, Options
from report_builder.writers.balance import balanced, lines_of, title_lines
from report_builder.writers.html import write_html
from report_builder.writers.measure import measure
from report_builder.writers.page import print_page
from report_builder.writers.print_css import print_style
from report_builder.writers.style import css_string
from report_builder.writers.xhtml.elements import Markup, element, serialise
from tests.sample import AXES, sample, words
from tests.stress import call, stress

THEME = load_theme()
NASTY = "<script>alert(1)</script> & \"'></style></p> {} \\"


def draw(subject: Any, medium: Medium, *, dark: bool = False, prefix: str = "") -> Drawing:  # noqa: ARG001 - as `Draw` has it
    width = 112.0 if isinstance(subject, Squares) else 27.0 if isinstance(subject, Emblem) else 170.0
    svg = f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" id="{prefix}d" viewBox="0 0 {width} 40"/>'
    return Drawing(svg.encode(), width, 40.0)


def printed(document: Document, options: Options | None = None) -> Any:
    page = print_page(document, THEME, draw, options or Options())
    return html.document_fromstring(page.html)


def web(document: Document, options: Options | None = None) -> Any:
    [(name, data)] = write_html(document, THEME, draw, options or Options()).items()
    assert name == f"{document.meta.slug}.html"
    return html.document_fromstring(data.decode("utf-8"))


def text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def with_blocks(*blocks: Any, **section: Any) -> Document:
    chapter = Section("capitolo", 1, "1", words("Capitolo"), blocks, opens_page=True)
    return replace(sample(), sections=(replace(chapter, **section),))


def poisoned(value: Any) -> Any:
    """The same tree with nasty characters at the end of every text that may hold any."""
    kept = {
        "id",
        "path",
        "media",
        "target",
        "figure",
        "language",
        "slug",
        "name",
        "licence_url",
        "publication_url",
        "page",
        "draft",
    }
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {}
    for item in fields(value):
        old = getattr(value, item.name)
        if type(old) is str and old and item.name not in kept:
            changes[item.name] = old + NASTY
        elif isinstance(old, tuple) or is_dataclass(old):
            changes[item.name] = poisoned(old)
    return replace(value, **changes)


# ------------------------------------------------------------------------------------------------------------------ the builder


def test_text_and_attributes_are_escaped() -> None:
    made = serialise(element("p", "a < b & c", title="\"'<>&\n"))
    assert made == '<p title="&quot;&#39;&lt;&gt;&amp;&#10;">a &lt; b &amp; c</p>'


def test_void_elements_and_markup() -> None:
    assert serialise(element("br"), Markup("<b/>"), element("p", ["x"], None)) == "<br/><b/><p>x</p>"


def test_forbidden_characters_are_replaced() -> None:
    assert etree.fromstring(serialise(element("p", "a\x00\x0b\ud800b")).encode("utf-8")).text == "a\ufffd\ufffd\ufffdb"


def test_css_strings_hold_anything() -> None:
    assert css_string('a";}\n') == '"a\\000022\\00003b\\00007d\\00000a"'


# ---------------------------------------------------------------------------------------------------------------- both surfaces


@pytest.mark.parametrize("surface", [printed, web])
def test_ids_are_unique_and_links_lead_somewhere(surface: Any) -> None:
    page = surface(sample())
    ids = [node.get("id") for node in page.iter() if isinstance(node.tag, str) and node.get("id")]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    inner = [link[1:] for link in page.xpath("//a/@href") if link.startswith("#")]
    assert inner
    assert set(inner) <= set(ids)
    for attribute in ("aria-labelledby", "aria-describedby"):
        assert set(" ".join(page.xpath(f"//@{attribute}")).split()) <= set(ids)


def every_id(value: Any) -> list[str]:
    if isinstance(value, tuple):
        return [name for item in value for name in every_id(item)]
    if not is_dataclass(value):
        return []
    own = [value.id] if hasattr(value, "id") and "grafico" not in value.id else []  # a chart's own id is its figure's business
    return own + [name for item in fields(value) for name in every_id(getattr(value, item.name))]


@pytest.mark.parametrize("surface", [printed, web])
def test_every_block_has_its_id(surface: Any) -> None:
    document = sample()
    ids = set(surface(document).xpath("//@id"))
    wanted = set(every_id((document.sections, document.how_to_read, document.imprint)))
    assert wanted - ids == set()


@pytest.mark.parametrize("surface", [printed, web])
def test_headings_are_numbered_and_nested(surface: Any) -> None:
    document = sample()
    page = surface(document)
    for section in sections_of(document):
        heading = page.xpath(f"//section[@id='{section.id}']//*[self::h1 or self::h2 or self::h3]")[0]
        assert heading.tag == f"h{section.level + (surface is web)}", "the page's one h1 is its title"
        assert f"level-{section.level}" in heading.get("class").split()
        assert text(heading) == f"{section.number} {plain(section.title)}".strip()
        assert heading.xpath("./span[@class='number']/text()") == ([section.number] if section.number else [])


@pytest.mark.parametrize("surface", [printed, web])
def test_a_chapter_without_anything_of_its_own_gives_way(surface: Any) -> None:
    page = surface(sample())
    [where] = page.xpath("//section[@id='assi']/header")
    assert where.get("class").split()[:2] == ["where", "axis-1"]
    [band] = page.xpath("//section[@id='asse-1']/header")
    assert band.get("class") == "band"
    assert "page" in page.xpath("//section[@id='assi']/@class")[0].split()
    assert "page" not in page.xpath("//section[@id='asse-1']/@class")[0].split()


@pytest.mark.parametrize("surface", [printed, web])
def test_contents_list_two_levels(surface: Any) -> None:
    page = surface(sample())
    [nav] = page.xpath("//nav[@role='doc-toc']")
    assert [(a.get("href"), text(a)) for a in nav.iter("a")] == [
        ("#colpo-d-occhio", "A colpo d’occhio"),
        ("#premessa", "1 Premessa"),
        ("#assi", "2 L’attuazione degli Assi prioritari"),
        ("#asse-1", "2.1 Asse I “Occupazione”"),
    ]
    assert len(nav.xpath("./ol/li/ol/li")) == 1


@pytest.mark.parametrize("surface", [printed, web])
def test_inlines(surface: Any) -> None:
    [paragraph] = surface(sample()).xpath("//p[@id='premessa-text-1']")
    assert paragraph.xpath("./strong/text()") == ["758,5\u00a0Mln€"]
    assert paragraph.xpath("./time/@datetime") == ["2018-12-31"]
    assert paragraph.xpath("./a[@href='#tabella-risorse']/text()") == ["Tabella 1"]
    assert paragraph.xpath("./a[starts-with(@href, 'https://')]/text()") == ["portale del Fondo sociale europeo"]
    assert paragraph.xpath("./span[@lang='en']/text()") == ["smart work"]
    assert paragraph.xpath("./abbr/@title") == ["Autorità Pari Opportunità"]
    assert len(paragraph.xpath("./em")) == len(paragraph.xpath("./br")) == 1


@pytest.mark.parametrize("surface", [printed, web])
def test_only_safe_addresses_become_links(surface: Any) -> None:
    page = surface(
        with_blocks(Paragraph("p1", (Link("javascript:alert(1)", words("qui")), Link("mailto:a@b.eu", words("lì")))))
    )
    assert page.xpath("//p[@id='p1']/a/@href") == ["mailto:a@b.eu"]
    assert text(page.get_element_by_id("p1")) == "quilì"


def test_a_span_of_years_stays_in_one_piece_on_the_web() -> None:
    page = web(with_blocks(Paragraph("p1", (*words("Il POR 2014-2020, e 2018-19; "), Number("x", None, "", "", "n. 12-2018")))))
    [paragraph] = page.xpath("//p[@id='p1']")
    assert [text(part) for part in paragraph.iter("span")] == ["2014-2020", "2018-19"]
    assert text(paragraph) == "Il POR 2014-2020, e 2018-19; n. 12-2018"


def test_short_cells_stay_on_one_line_on_the_web() -> None:
    rows = (Row((Cell(words("Asse"), scope=Scope.ROW), Cell(words("OT 10")), Cell(words("una cella lunga")))),)
    table = Table("t", Caption("Tabella", 1, words("Titolo")), (), rows, (0.3, 0.3, 0.4))
    cells = web(with_blocks(table)).xpath("//figure[@id='t']//td")
    assert [cell.get("class") for cell in cells] == ["left short", "left"]


@pytest.mark.parametrize("surface", [printed, web])
def test_tables(surface: Any) -> None:
    [figure] = surface(sample()).xpath("//figure[@id='tabella-risorse']")
    assert [text(part) for part in figure.xpath("./figcaption/p")] == [
        "Tabella 1",
        "Le risorse di ogni Asse",
        "Importi in Mln€",
    ]
    assert figure[0].tag == "figcaption"
    [table] = figure.iter("table")
    assert [cell.get("scope") for cell in table.xpath("./thead/tr/th")] == ["col"] * 3
    assert [body.get("class") for body in table.xpath("./tbody")] == ["axis-1", "axis-2", "axis-3", None]
    assert [text(cell) for cell in table.xpath("./tbody/tr[@class='group axis-1']/th[@scope='rowgroup']")] == ["I Occupazione"]
    assert text(table.xpath("./tbody[1]/tr[2]/td[2]")[0]) == "329,3 Mln€ 92,0%"
    assert text(table.xpath("./tbody[4]/tr[@class='total']/th")[0]) == "Totale"
    assert [text(line) for line in figure.xpath(".//*[@class='source']/p")] == [
        "Fonte: RAA 2018.",
        "Il totale attivato non è dichiarato.",
    ]
    assert all(bar.get("aria-hidden") == "true" for bar in table.xpath(".//*[contains(@class, 'track')]"))


def test_the_line_of_reference_crosses_rows_of_any_height() -> None:
    bar = Cell(words("120%"), align=Align.RIGHT, meter=Meter(0.4))
    under = replace(bar, under=words("di 30"))
    label = "Titolari di un diploma di istruzione primaria o secondaria"
    rows = tuple(
        Row((Cell(words(name), scope=Scope.ROW), cell)) for name, cell in (("breve", bar), (label, bar), ("breve", under))
    )
    table = Table("t", Caption("Tabella", 1, words("Titolo")), (), rows, (0.3, 0.7), reference_line=("100%", 0.3))
    found = [row.get("style") for row in printed(with_blocks(table)).xpath("//figure[@id='t']//tr")]
    assert found == [None, "--taller: 13pt", "--taller: 12pt"]


def test_spans_name_their_headers() -> None:
    head = (
        Row((Cell(words("Misura"), scope=Scope.COLUMN, rowspan=2), Cell(words("Donne"), scope=Scope.COLUMN_GROUP, colspan=2))),
        Row((Cell(words("2021"), scope=Scope.COLUMN), Cell(words("2022"), scope=Scope.COLUMN))),
    )
    rows = (
        Row((Cell(words("Asse I"), scope=Scope.ROW_GROUP, colspan=3, axis=AXES[0]),), RowKind.GROUP, AXES[0]),
        Row((Cell(words("Nidi"), scope=Scope.ROW), Cell(words("1"), align=Align.RIGHT), Cell(words("2"), align=Align.RIGHT))),
    )
    table = Table("t", Caption("Tabella", 1, words("Titolo")), head, rows, (0.5, 0.25, 0.25))
    page = printed(with_blocks(table))
    cells = page.xpath("//figure[@id='t']//td")
    named = [[text(page.get_element_by_id(name)) for name in cell.get("headers").split()] for cell in cells]
    assert named == [["Donne", "2021", "I Asse I", "Nidi"], ["Donne", "2022", "I Asse I", "Nidi"]]


@pytest.mark.parametrize("surface", [printed, web])
def test_key_figures_callout_and_side_note(surface: Any) -> None:
    page = surface(sample())
    group = page.get_element_by_id("colpo-d-occhio-key-1")
    assert (group.get("role"), group.get("aria-label")) == ("group", "Il Programma in cifre")
    assert [text(item) for item in group.xpath("./dl/div[3]/*")] == ["Dotazione", "970,5 milioni di euro", "della dotazione"]
    callout = page.get_element_by_id("asse-1-callout-1")
    assert callout.tag == "aside"
    assert [text(part) for part in callout.xpath(".//p")][:2] == ["60%", "Indicatore di risultato"]
    side = page.get_element_by_id("premessa-side-1")
    assert side.tag == "aside"
    assert side.getnext().get("id") == "premessa-text-2"


def test_a_long_value_of_a_callout_is_smaller_and_at_last_divided() -> None:
    def style(value: str) -> str | None:
        (found,) = printed(with_blocks(Callout("c", words("Nota"), words(value), (Paragraph("p", words("testo")),)))).xpath(
            "//*[@class='value']"
        )
        return found.get("style")

    assert style("60%") is None
    assert re.fullmatch(r"--fit: 0\.\d\d", style("48.210 visite e 31.075 libri") or "")
    assert "white-space: normal" in (style("48.210 visite, 31.075 libri e molte altre cose ancora") or "")


def test_charts_of_half_the_width_stand_two_abreast() -> None:
    [pair] = printed(sample()).xpath("//div[@class='pair']")
    assert [figure.get("id") for figure in pair] == ["mezza-1", "mezza-2"]


@pytest.mark.parametrize("surface", [printed, web])
def test_nothing_escapes(surface: Any) -> None:
    clean, dirty = surface(sample(), Options(identity="a")), surface(poisoned(sample()), Options(identity=NASTY))

    def shape(page: Any) -> list[str]:
        tags = (node.tag for node in page.iter() if isinstance(node.tag, str) and node.get("class") != "keep")
        return [tag for tag in tags if tag not in ("colgroup", "col", "br")]

    assert Counter(shape(dirty)) == Counter(shape(clean))
    assert not dirty.xpath("//script")
    assert len(dirty.xpath("//style")) == 1


def test_print_is_well_formed() -> None:
    page = print_page(poisoned(sample()), THEME, draw, Options())
    body = page.html[page.html.index("<body>") : page.html.index("</body>") + len("</body>")]
    assert etree.fromstring(body.encode("utf-8")).tag == "body"


def test_the_same_bytes_twice() -> None:
    assert print_page(sample(), THEME, draw, Options()) == print_page(sample(), THEME, draw, Options())
    assert write_html(sample(), THEME, draw, Options()) == write_html(sample(), THEME, draw, Options())


# ------------------------------------------------------------------------------------------------------------------- print only


def test_every_file_named_in_print_is_there() -> None:
    page = print_page(sample(), THEME, draw, Options())
    tree = html.document_fromstring(page.html)
    assert set(tree.xpath("//img/@src")) <= set(page.assets)
    assert {name for name in page.assets if name.startswith("fonts/")} >= {
        "fonts/TitilliumWeb-Bold.ttf",
        "fonts/Ubuntu-Regular.ttf",
    }
    assert all(image.get("alt") for image in tree.xpath("//img[not(ancestor::*[@aria-hidden])]"))


def test_footnotes_in_print_stand_where_they_are_called() -> None:
    [note] = printed(sample()).xpath("//p[@id='premessa-text-1']/span[@class='footnote']")
    assert (note.get("id"), note.get("data-number")) == ("premessa-note-1", "1")
    assert text(note) == "La dotazione esatta è di 970.474.516 €."


def test_pages_of_axes_tabs_and_lines() -> None:
    style = print_style(sample(), THEME, Options(identity="3f2a"))
    assert "@page :nth(1 of axis-page-1)" in style
    assert "counter(page)" in style
    assert "counter(pages)" in style
    assert css_string("Bozza 3f2a") in style
    many = tuple(Axis(i, str(i), f"Asse {i}", "") for i in range(13))
    sections = tuple(
        Section(f"a{i}", 1, str(i + 1), words("Asse"), (), axis=axis, opens_page=True) for i, axis in enumerate(many)
    )
    style = print_style(replace(sample(), axes=many, sections=sections), THEME, Options())
    assert all(f"@page axis-page-{i} " in style and f".axis-{i} " in style for i in range(1, 14))


@pytest.mark.parametrize(
    ("title", "year"),
    [("Sintesi", "2018"), ("Sintesi della Relazione\ndi attuazione annuale", "2018"), ("Uno\ndue\ntre\nquattro", "2018"),
     ("Una sintesi dal titolo molto lungo per i cittadini che vogliono sapere tutto del Programma e di chi lo attua", ""),
     ("", "2018")],
)  # fmt: skip
def test_the_cover_s_title_never_meets_the_squares(title: str, year: str) -> None:
    cover = replace(sample().cover, title=title, year=year, subtitle=words("Una riga sotto il titolo. " * 6))
    [heading] = printed(replace(sample(), cover=cover)).xpath("//*[@id='_cover']//h1")
    style = dict(part.split(": ") for part in heading.get("style").split("; "))
    lines = len(heading.xpath("./br")) + 1
    subtitle = 4 * THEME.type["h3"].line
    assert lines * float(style["--cover-line"][:-2]) + subtitle <= (112 - 18) * 72 / 25.4
    size = float(style["--cover-size"][:-2])
    assert size >= 20
    width = measure(THEME, replace(THEME.type["cover"], size=size))
    widest = max((width(line.strip()) for line in heading.xpath("./text()")), default=0.0)
    assert widest <= 112 * 72 / 25.4, "as wide as the squares"
    assert text(heading) == " ".join(f"{title} {year}".split())


def test_a_cover_without_squares() -> None:
    page = printed(replace(sample(), cover=replace(sample().cover, squares=None)))
    assert not page.xpath("//*[@class='squares']")
    assert len(page.xpath("//*[@class='stripe']/span")) == len(AXES)


# ------------------------------------------------------------------------------------------------------------------- web only


def test_the_web_page_is_one_file() -> None:
    page = web(sample())
    assert page.get("lang") == "it"
    assert all(address.startswith("data:") for address in page.xpath("//img/@src"))
    assert not page.xpath("//link[@rel='stylesheet'] | //script | //iframe | //object")
    assert page.xpath("//meta[@name='description']/@content") == ["Sintesi per i cittadini"]
    assert page.xpath("//a[@class='skip']/@href") == ["#_main"]
    assert "url(http" not in page.xpath("//style")[0].text


def test_footnotes_on_the_web_have_links_both_ways() -> None:
    page = web(sample())
    [notes] = page.xpath("//section[@id='premessa']/section[@role='doc-endnotes']")
    [note] = notes.xpath("./ol/li")
    assert (note.get("id"), note.get("value")) == ("premessa-note-1", "1")
    [call] = page.xpath("//a[@role='doc-noteref']")
    assert call.get("href") == "#premessa-note-1"
    [back] = note.xpath(".//a[@role='doc-backlink']")
    assert back.get("href") == f"#{call.get('id')}"
    assert (call.get("aria-label"), back.get("aria-label")) == ("Nota 1", "Torna al testo (Nota 1)")


def test_footnotes_of_the_first_and_the_last_words_stand_after_them() -> None:
    first, last = (Paragraph(f"p{number}", (*words("Testo"), call(number, f"Nota {number}."))) for number in (1, 2))
    page = web(replace(sample(), sections=(), how_to_read=(first,), imprint=(last,)))
    for place, note in (("section[@class='how-to-read']", "Nota 1."), ("footer", "Nota 2.")):
        [notes] = page.xpath(f"//{place}/section[@role='doc-endnotes']")
        assert text(notes).startswith(note)


def test_charts_carry_their_alternative_and_their_data() -> None:
    [figure] = web(sample()).xpath("//figure[@id='dotazione']")
    [drawing] = figure.xpath("./div[@role='img']")
    assert drawing.get("aria-label").startswith("Grafico a barre.")
    assert len(drawing.xpath(".//*[local-name()='svg']")) == 2
    assert text(figure.xpath("./details/summary")[0]) == "I dati del grafico: Figura 1"
    rows = [[text(cell) for cell in row] for row in figure.xpath("./details//tr")]
    assert rows[:2] == [["Voce", "Dotazione"], ["I Occupazione", "358,0 (36,9%)"]]


def test_ids_of_drawings_do_not_meet() -> None:
    ids = web(sample()).xpath("//*[local-name()='svg']/@id")
    assert len(ids) == len(set(ids)) > 0


def test_tables_scroll_in_a_named_region() -> None:
    for region in web(sample()).xpath("//table/.."):
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert region.get("aria-labelledby")


def test_the_first_column_and_the_head_of_a_long_table_stay_in_sight() -> None:
    page = web(stress())
    assert page.get_element_by_id("tabella-lunga").get("class") == "block table long"
    wide = Table("t", Caption("Tabella", 1, words("Larga")), (), (Row((Cell(words("1")),) * 8),), (0.125,) * 8)
    assert web(with_blocks(wide)).xpath("//figure[@id='t']/div/@class") == ["scroll broad"]
    table = page.xpath("//figure[@id='tabella-lunga']//table")[0]
    held = [text(cell) for cell in table.iter("th", "td") if "stub" in (cell.get("class") or "").split()]
    assert held[0] == "Intervento"
    assert len(held) == 1 + 120, "not the year in the second of two rows, which comes first there"


# -------------------------------------------------------------------------------------------------------------------- balancing


def test_titles_break_evenly_and_by_sense() -> None:
    def measure(part: str) -> float:
        return float(len(part))

    assert lines_of("breve", measure, 40) == ("breve",)
    assert lines_of("Informazioni chiave sull’attuazione del POR al 31.12.2018", measure, 40) == (
        "Informazioni chiave sull’attuazione", "del POR al 31.12.2018",
    )  # fmt: skip
    assert lines_of("L’avanzamento del POR: uno sguardo di insieme", measure, 24) == (
        "L’avanzamento del POR:",
        "uno sguardo di insieme",
    )
    assert lines_of("Asse V “Assistenza tecnica”", measure, 22) == ("Asse V", "“Assistenza tecnica”")
    assert lines_of("Priority 9, Youth employment", measure, 22) == ("Priority 9,", "Youth employment")
    assert lines_of("Il progetto della giunta nuova", measure, 26) == ("Il progetto", "della giunta nuova")
    assert balanced(["parola"] * 60, measure, 30) == ()
    assert balanced(["precipitevolissimevolmente", "sì"], measure, 10) == ()


def test_titles_of_inlines_keep_every_word() -> None:
    note = NoteCall(Footnote("n", 1, ()))
    title = (
        Text("La spesa supera di "),
        Number("x", None, "€", "", "75,9\u00a0Mln€"),
        Strong(words(" il target del 2018")),
        note,
        Text(" e oltre"),
    )
    lines = title_lines(title, lambda part: float(len(part)), 26)
    assert [plain(line) for line in lines] == ["La spesa supera", "di 75,9\u00a0Mln€ il target", "del 2018 e oltre"]
    assert [any(isinstance(part, NoteCall) for part in line) for line in lines] == [False, False, True]
    assert title_lines((Text("a"), LineBreak(), Text("b " * 40)), len, 10)[0][1] == LineBreak()


def test_lists_and_subheadings() -> None:
    item = ListItem((Paragraph("i1", words("uno")), Paragraph("i2", words("due"))))
    many = List("l", True, (item,) * 1, start=3)
    page = printed(with_blocks(Subheading("s", 2, words("Sotto")), many, Callout("c", (), (), (Paragraph("cp", words("x")),))))
    assert page.get_element_by_id("l").get("start") == "3"
    assert [paragraph.get("id") for paragraph in page.xpath("//ol[@id='l']/li/p")] == ["i1", "i2"]
    assert page.get_element_by_id("s").tag == "h2"
    assert page.get_element_by_id("c").get("class") == "callout plain"
