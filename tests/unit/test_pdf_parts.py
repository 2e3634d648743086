"""The parts of the PDF writer that need no pages: fonts, header cells, structure types, metadata, the engine's wall."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from report_builder.document import Cell, Figure, Logo, Paragraph, Picture, Section, Text
from report_builder.place import Span
from report_builder.theme import load_theme
from report_builder.writers.pdf import missing_glyphs, roles
from report_builder.writers.pdf.assets import BASE, memory
from report_builder.writers.pdf.fonts import BULLET, HYPHEN, derived
from report_builder.writers.pdf.metadata import packet
from report_builder.writers.pdf.tables import header_cells
from report_builder.writers.pdf.tree import GROUPING, ROLE_MAP
from tests.sample import sample, table

THEME = load_theme()
FILES = [path for weights in THEME.fonts.values() for path in weights.values()]

# ------------------------------------------------------------------------------------------------------------------------ fonts


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_derived_fonts_print_what_typesetting_needs(path: Any) -> None:
    font: Any = TTFont(BytesIO(derived(path)))
    known = font.getBestCmap()
    for character in (0x00AD, 0x2010, 0x2011, 0x2009, 0x202F, 0x200B, 0x2060, ord(BULLET), ord(HYPHEN)):
        assert character in known
    hyphens = [known[character] for character in (0x2D, 0x2010, 0x2011, ord(HYPHEN))]
    assert len(set(hyphens)) == 4
    assert {font["hmtx"][glyph][0] for glyph in hyphens[1:]} == {font["hmtx"][hyphens[0]][0]}
    assert font["hmtx"][known[0x2060]][0] == 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_derived_fonts_are_the_same_every_time(path: Any) -> None:
    assert derived.__wrapped__(path) == derived(path)


def test_the_sample_can_be_printed() -> None:
    assert missing_glyphs(sample(), THEME) == []


def test_a_character_that_the_fonts_lack_is_found_in_its_place() -> None:
    paragraph = Paragraph("p", (Text("meno → più", Span("a.yaml", 100, 110)),))
    section = Section("s", 1, "1", (Text("✓", Span("a.yaml", 5, 9)),), (paragraph,))
    document = replace(sample(), sections=(section,))
    assert missing_glyphs(document, THEME) == [("✓", Span("a.yaml", 5, 9)), ("→", Span("a.yaml", 105, 106))]


def test_a_missing_character_without_a_place_is_told_with_the_node_around() -> None:
    bad = replace(table(), rows=(replace(table().rows[0], cells=(Cell((Text("漢"),)),)),), origin=Span("t.yaml", 1, 2))
    document = replace(sample(), sections=(Section("s", 1, "1", (Text("T"),), (bad,)),))
    assert missing_glyphs(document, THEME) == [("漢", Span("t.yaml", 1, 2))]


def test_the_words_of_a_drawing_are_printed_too() -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><title>☂</title><text>Più <tspan>漢</tspan></text></svg>'.encode()
    picture = Picture("x.svg", "image/svg+xml", drawing)
    figure = Figure("f", None, picture, (), origin=Span("f.yaml", 3, 40))
    cover = replace(sample().cover, logos=(Logo("Ente", "image/svg+xml", drawing),))
    document = replace(sample(), cover=cover, sections=(Section("s", 1, "1", (Text("T"),), (figure,)),))
    assert missing_glyphs(document, THEME) == [("漢", None), ("漢", Span("f.yaml", 3, 40))]


def test_the_statement_is_judged_by_its_own_font() -> None:
    cover = replace(sample().cover, statement=("Съфинансирано",))
    found = missing_glyphs(replace(sample(), cover=cover), THEME)
    assert found == []  # Ubuntu has Cyrillic, Titillium Web has not
    assert missing_glyphs(replace(sample(), cover=replace(cover, publisher="Съ")), THEME)


# ----------------------------------------------------------------------------------------------------------------------- tables


def cells(markup: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    root = ElementTree.fromstring(f"<table>{markup}</table>")
    return {element.text or "": (info.scope, info.headers) for element, info in header_cells(root, "t").items()}


def test_cells_have_the_headers_of_their_columns_group_and_row() -> None:
    found = cells(
        "<thead><tr><th rowspan='2'>A</th><th colspan='2' scope='colgroup'>B</th></tr>"
        "<tr><th scope='col'>C</th><th scope='col' id='own'>D</th></tr></thead>"
        "<tbody><tr><th colspan='3' scope='rowgroup'>G</th></tr><tr><th scope='row'>r</th><td>1</td><td>2</td></tr></tbody>"
        "<tbody><tr><th scope='row'>s</th><td colspan='2'>3</td></tr></tbody>"
    )
    assert found["1"] == ("", ("t-r1c2", "t-r2c2", "t-r3c1", "t-r4c1"))
    assert found["2"] == ("", ("t-r1c2", "own", "t-r3c1", "t-r4c1"))
    assert found["3"] == ("", ("t-r1c2", "t-r2c2", "own", "t-r5c1"))
    assert found["r"] == ("Row", ("t-r3c1",))
    assert (found["A"][0], found["G"][0], found["s"]) == ("Column", "Row", ("Row", ()))


def test_a_span_ends_with_its_row_group() -> None:
    root = ElementTree.fromstring("<table><tbody><tr><td rowspan='9'>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>")
    assert [info.rows for info in header_cells(root, "t").values()] == [2, 1, 1]


# ------------------------------------------------------------------------------------------------------------------------ roles


def test_structure_types_follow_tags_classes_and_surroundings() -> None:
    root = ElementTree.fromstring(
        "<body><section class='cover'><h1/></section><nav class='contents'><ol><li/></ol></nav><h1 id='h'/>"
        "<div class='key-figures'><dl class='strip'><div class='key-figure'><dt/></div></dl></div>"
        "<div class='source'><p/></div><p class='lead'/><span lang='en'/><em/><a/><a href='#h'/></body>"
    )
    found = [role for _, role in sorted(((list(root.iter()).index(e), r) for e, r in roles.assign(root).items()))]
    assert found == [
        "Cover", "Title", "Sect", "TOC", "TOCI", "H1", "KeyFigures", "KeyFigure", "Lbl", "Source", "Lead", "Span", "Link",
    ]  # fmt: skip


def test_every_type_of_our_own_is_mapped_to_a_standard_one() -> None:
    assert not set(ROLE_MAP) & set(ROLE_MAP.values())
    assert set(ROLE_MAP.values()) <= GROUPING | {"H1", "P", "Span"}


# --------------------------------------------------------------------------------------------------------------- metadata, wall


def test_the_packet_is_one_well_formed_description() -> None:
    meta = replace(sample().meta, title="Più di <tre> & quattro")
    text = packet(meta)
    rdf = ElementTree.fromstring(text[text.index("<x:xmpmeta") : text.index("<?xpacket end")])
    assert len(list(rdf)) == 1
    words = " ".join("".join(rdf.itertext()).split())
    assert "Più di <tre> & quattro" in words
    assert "2018-12-31T00:00:00Z" in words


def test_only_what_is_in_memory_is_served() -> None:
    fetcher = memory({"a/b.svg": b"<svg/>"})
    answer = fetcher(BASE + "a/b.svg")
    assert (answer.read(), answer.content_type) == (b"<svg/>", "image/svg+xml")
    held = fetcher("data:image/png;base64,AAE%2B")
    assert (held.read(), held.content_type) == (b"\0\1>", "image/png")
    for address in (
        "file:///etc/passwd",
        "http://example.org/",
        BASE + "../x",
        BASE,
        "data:text/plain,x",
        "data:image/svg+xml;base64,AAAA",
        "a/b.svg",
    ):
        with pytest.raises(ValueError, match="not part of the report"):
            fetcher(address)
