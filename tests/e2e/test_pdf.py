"""The PDF writer, for real: laid out, written, and looked into with another PDF library."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from report_builder.document import (
    Caption,
    Cell,
    Document,
    Figure,
    List,
    ListItem,
    Paragraph,
    Picture,
    Row,
    Scope,
    Section,
    SideNote,
    Subheading,
    Table,
    Text,
)
from report_builder.readback import Kind
from report_builder.readback.pdf import Element, read_pdf, structure
from report_builder.readback.pdf_file import PdfFile
from report_builder.theme import load_theme
from report_builder.verify.pdf import check_pdf
from report_builder.writers import Options, pdf
from report_builder.writers.pdf import Layout, engine, layout, write_pdf
from report_builder.writers.pdf.fonts import BULLET
from tests.drawing import fake_draw
from tests.expected import expected
from tests.sample import PIXEL, sample, words
from tests.stress import stress
from tests.tagged import tagged
from tests.varied import varied

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Made:
    """A document, its layout and its PDF."""

    document: Document
    layout: Layout
    data: bytes

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(BytesIO(self.data))


def make(document: Document, options: Options | None = None) -> Made:
    made = layout(document, load_theme(), fake_draw, options or Options())
    return Made(document, made, made.write())


@pytest.fixture(scope="module")
def simple() -> Made:
    return make(sample())


@pytest.fixture(scope="module")
def hard() -> Made:
    return make(stress(), Options(identity="a1b2c3"))


@pytest.fixture(params=["simple", "hard"])
def made(request: pytest.FixtureRequest) -> Made:
    found: Made = request.getfixturevalue(request.param)
    return found


def elements(tree: list[Element]) -> Iterator[Element]:
    for element in tree:
        yield element
        yield from elements(list(element.elements()))


def pages_of_text(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


# ------------------------------------------------------------------------------------------------------------------- structure


def test_the_structure_tree_is_the_document_tree(made: Made) -> None:
    blocks = read_pdf(made.data)
    start = next(i for i, block in enumerate(blocks) if block.kind is Kind.HEADING)
    assert blocks[start:] == expected(made.document)
    assert [block.text for block in blocks[:start] if block.kind is Kind.TITLE] == ["Sintesi di prova 2018"]


def test_nothing_was_complained_about(made: Made) -> None:
    assert made.layout.remarks == ()


def test_every_id_is_unique_and_in_the_tree_of_ids(made: Made) -> None:
    with made.open() as pdf:
        root = pdf.Root.StructTreeRoot
        names = [str(name) for name in root.IDTree.Names[::2]]
        assert names == sorted(names)
        assert len(names) == len(set(names))
        assert {str(element.ID) for element in root.IDTree.Names[1::2]} == set(names)
        headers = {header for element in _all(root.K) for header in _table_attributes(element).get("/Headers", [])}
        assert {str(header) for header in headers} <= set(names)


def _all(kids: Any) -> Iterator[pikepdf.Dictionary]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _all(kid.K)


def _table_attributes(element: pikepdf.Dictionary) -> dict[str, Any]:
    attributes = element.get("/A", {})
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if one.get("/O") == "/Table":
            return dict(one)
    return {}


def test_the_parent_tree_leads_from_every_piece_to_its_element(made: Made) -> None:
    with made.open() as pdf:
        root = pdf.Root.StructTreeRoot
        numbers = dict(zip(map(int, root.ParentTree.Nums[::2]), root.ParentTree.Nums[1::2], strict=True))
        pages = {page.objgen: int(page.StructParents) for page in pdf.pages}
        assert int(root.ParentTreeNextKey) == len(numbers)
        for element in _all(root.K):
            for kid in element.get("/K", []):
                if isinstance(kid, int):
                    assert numbers[pages[element.Pg.objgen]][kid].objgen == element.objgen
                elif kid.get("/Type") == "/MCR":
                    assert numbers[pages[kid.Pg.objgen]][int(kid.MCID)].objgen == element.objgen
                elif kid.get("/Type") == "/OBJR":
                    assert numbers[int(kid.Obj.StructParent)].objgen == element.objgen


def test_a_table_over_pages_is_one_table_with_one_head(hard: Made) -> None:
    tables = [element for element in elements(structure(PdfFile(hard.data))) if element.role == "Table"]
    assert len(tables) == 3
    long = next(table for table in tables if table.string("ID") == "tabella-lunga")
    assert [part.role for part in long.elements()][:2] == ["Caption", "THead"]
    assert Counter(part.role for part in long.elements())["THead"] == 1
    pages = {run.page for cell in elements([long]) for run in _runs(cell)}
    assert len(pages) >= 4
    texts = pages_of_text(hard.data)
    assert all("impegnate" in texts[page] for page in pages)  # the head is repeated, as an artifact


def _runs(element: Element) -> Iterator[Any]:
    for kid in element.kids:
        if not isinstance(kid, Element):
            yield from kid


def test_cells_name_their_headers(hard: Made) -> None:
    tree = list(elements(structure(PdfFile(hard.data))))
    table = next(element for element in tree if element.string("ID") == "tabella-lunga")
    rows = [row for row in elements([table]) if row.role == "TR"]
    by_id = {
        cell.string("ID"): "".join(run.text for run in _runs(cell)).strip() for cell in elements([table]) if cell.role == "TH"
    }
    data = [cell for cell in rows[4].elements() if cell.role == "TD"]
    named = [[by_id[header.decode()] for header in cell.attribute("Headers", [])] for cell in data]
    assert [names[:2] for names in named] == [["Risorse", "attivate"], ["Risorse", "impegnate"]]
    assert all("Gruppo 0" in names[2] and names[3].startswith("Intervento numero 1") for names in named)
    scopes = {cell.attribute("Scope", "") for cell in elements([table]) if cell.role == "TH"}
    assert scopes == {"Column", "Row"}


def test_lists_say_how_they_are_numbered_and_labels_come_first(hard: Made) -> None:
    tree = list(elements(structure(PdfFile(hard.data))))
    by_id = {element.string("ID"): element for element in tree if element.role == "L"}
    assert by_id["resistenza-list-1"].attribute("ListNumbering", "") == "Square"
    assert by_id["resistenza-list-2"].attribute("ListNumbering", "") == "Decimal"
    wanted = {
        "resistenza-list-1": [BULLET] * 3,
        "resistenza-list-2": ["9.", "10."],
        "resistenza-list-4": ["10.", "11."],
        "nota-3-l": ["9.", "10."],
    }
    for name, labels in wanted.items():
        items = list(by_id[name].elements())
        assert [[part.role for part in item.elements()] for item in items] == [["Lbl", "LBody"]] * len(items)
        assert ["".join(run.text for run in _runs(next(item.elements()))).strip() for item in items] == labels


def test_labels_of_lists_are_painted_before_their_text(hard: Made) -> None:
    file = tagged(hard.data)
    items = [item for item in file.root.walk() if item.role == "LI" and item.elements[0].role == "Lbl"]
    assert len(items) > 10
    for item in items:
        label, body = (list(part.marks()) for part in item.elements)
        page = label[0][0]
        painted = {mark: at for at, mark in enumerate(file.painted[page])}
        assert max(painted[mark] for _, mark in label) < min(painted[mark] for where, mark in body if where == page)


def test_numbers_of_lists_end_before_the_text_however_long_they_are() -> None:
    def numbered(start: int, *more: List) -> List:
        text = Paragraph(f"p{start}", words("Parole di una voce, più lunghe della riga in cui stanno, " * 3))
        return List(f"l{start}", True, (ListItem((*more, text)), ListItem((replace(text, id=f"q{start}"),))), start)

    lists = tuple(numbered(start) for start in (1, 9, 99, 999, 99999))
    led = numbered(98, List("punti", False, (ListItem((Paragraph("p", words("Punto")),)),)))
    section = Section("capo", 1, "1", words("Capo"), (*lists, led), opens_page=True)
    made = make(replace(sample(), sections=(section,)))
    items = [item for item in elements(structure(PdfFile(made.data))) if item.role == "LI" and item.first("Lbl")]
    assert len(items) == 13
    for item in items:
        label, body = (list(_all_runs(part)) for part in item.elements())
        assert label[-1].end < body[0].x - 3, label[0].text  # points
        assert label[0].y == pytest.approx(body[0].y, abs=0.5)


def _all_runs(element: Element) -> Iterator[Any]:
    for kid in element.kids:
        yield from _all_runs(kid) if isinstance(kid, Element) else kid


def test_the_head_of_a_table_comes_first_also_where_a_row_leaves_it_no_room() -> None:
    cells = (Cell(words("Voce"), scope=Scope.COLUMN), Cell(words("Testo"), scope=Scope.COLUMN))
    row = Row((Cell(words("Una"), scope=Scope.ROW), Cell(words("Parole di una cella. " * 380))))
    tall = Table("alta", Caption("Tabella", 1, words("Una riga")), (Row(cells),), (row,), (0.4, 0.6))
    made = make(replace(sample(), sections=(Section("capo", 1, "1", words("Capo"), (tall,), opens_page=True),)))
    found = next(element for element in elements(structure(PdfFile(made.data))) if element.role == "Table")
    assert [part.role for part in found.elements()] == ["Caption", "THead", "TBody"]
    assert check_pdf(made.data) == ()


def test_foreign_words_abbreviations_and_notes_are_marked(made: Made) -> None:
    tree = list(elements(structure(PdfFile(made.data))))
    assert {"en"} == {element.string("Lang") for element in tree if element.string("Lang")}
    assert "Autorità Pari Opportunità" in {element.string("E") for element in tree}
    notes = [element for element in tree if element.role == "Note"]
    assert notes
    assert all(note.string("ID") and next(note.elements()).role == "Lbl" for note in notes)


def test_every_picture_has_its_alternative_and_decoration_none(made: Made) -> None:
    figures = [element for element in elements(structure(PdfFile(made.data))) if element.role == "Figure"]
    assert all(figure.string("Alt") and figure.attribute("BBox", None) for figure in figures)
    assert not [figure for figure in figures if figure.string("ID").startswith("fregio")]


# ------------------------------------------------------------------------------------------------------------ links and outline


def test_links_have_words_one_annotation_each_and_are_printed(made: Made) -> None:
    links = [element for element in elements(structure(PdfFile(made.data))) if element.role == "Link"]
    with made.open() as pdf:
        annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
    assert len(annotations) == len(links)
    assert all(len(link.targets) == 1 and link.targets[0] for link in links)
    with made.open() as pdf:
        for page in pdf.pages:
            for annotation in page.get("/Annots", []):
                assert str(annotation.Contents).strip()
                assert not str(annotation.Contents).startswith(("http", "#"))
                assert int(annotation.F) == 4


def test_a_link_over_lines_is_one_annotation_with_a_quadrilateral_a_line(hard: Made) -> None:
    with hard.open() as pdf:
        annotations = [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]
        (long,) = [one for one in annotations if "così lungo" in str(one.Contents)]
        assert len(long.QuadPoints) in (16, 24)


def test_links_inside_the_document_arrive(made: Made) -> None:
    with made.open() as pdf:
        names = {str(name) for name in pdf.Root.Names.Dests.Names[::2]}
    blocks = read_pdf(made.data)
    inner = {block.target[1:] for block in blocks if block.target.startswith("#")}
    assert inner
    assert inner <= names


def test_headings_are_bookmarks(simple: Made) -> None:
    with simple.open() as pdf, pdf.open_outline() as outline:
        found = [(item.title, [child.title for child in item.children]) for item in outline.root]
    titles = [re.sub(r"\s+", " ", title) for title, _ in found]
    assert "1 Premessa" in titles
    assert "A colpo d’occhio" in titles
    nested = {re.sub(r"\s+", " ", title): children for title, children in found}
    assert any("Asse I" in child for child in nested["2 L’attuazione degli Assi prioritari"])


# -------------------------------------------------------------------------------------------------------------------- the file


def test_the_file_says_what_it_is(made: Made) -> None:
    meta = made.document.meta
    with made.open() as pdf:
        assert str(pdf.docinfo.Title) == meta.title
        assert str(pdf.docinfo.Author) == meta.publisher
        assert str(pdf.docinfo.Subject) == meta.subject
        assert str(pdf.docinfo.Keywords) == ", ".join(meta.keywords)
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20181231000000Z"
        assert str(pdf.Root.Lang) == "it"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.PageLabels.Nums[1].S == "/D"
        with pdf.open_metadata() as packet:
            assert packet["dc:title"] == meta.title
            assert (packet["pdfaid:part"], packet["pdfaid:conformance"]) == ("2", "A")
            assert packet["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert packet["xmp:CreateDate"] == "2018-12-31T00:00:00Z"
        assert "/Filter" not in pdf.Root.Metadata


def test_only_bundled_fonts_are_in_the_file_and_all_are_embedded(made: Made) -> None:
    with made.open() as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"]
        names = {str(font.BaseFont).partition("+")[2] for font in fonts}
        families = {re.sub(r"(-(Light|Semi-?Bold|Bold|Regular))+$", "", name) for name in names}
        assert families <= {"Titillium-Web", "Ubuntu"}
        descriptors = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item]
        assert descriptors
        assert all("/FontFile2" in descriptor for descriptor in descriptors)


def test_a_drawing_is_printed_with_its_words_in_our_fonts_and_with_the_pictures_in_it() -> None:
    held = f"data:image/png;base64,{b64encode(PIXEL).decode()}"
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 90 40">'
        "<style>text { font-family: serif !important }</style>"
        "<text y='20' style='font-family: Arial !/* forte */ important'>Parole disegnate</text>"
        f"<text y='30' font-family='monospace'>e altre</text><image x:href='{held}' width='9' height='9'/></svg>"
    ).encode()
    caption = Caption("Figura", 1, words("Un disegno"))
    figure = Figure("disegno", caption, Picture("x.svg", "image/svg+xml", drawing, 90.0, 40.0), words("Un disegno."))
    made = make(replace(sample(), sections=(Section("capo", 1, "1", words("Capo"), (figure,), opens_page=True),)))
    assert made.layout.remarks == ()
    assert "Parole disegnate" in pages_of_text(made.data)[made.layout.places["disegno"].page - 1]
    assert check_pdf(made.data) == ()
    with made.open() as pdf:
        fonts = [str(font.FontName) for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and "/FontName" in font]
        pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
    assert all("Titillium" in font or "Ubuntu" in font for font in fonts), fonts
    assert len(pictures) == 1


def test_what_hangs_left_stands_under_a_side_note() -> None:
    note = SideNote("nota", words("Nota"), (), words("parole accanto " * 20 + "ultimo"))
    inner = Section("dentro", 3, "1.1.1", words("Paragrafo"), (note, Paragraph("p", words("Breve."))))
    chapter = Section(
        "capo", 1, "1", words("Capo"), (replace(note, id="altra"), Paragraph("q", words("Breve."))), (inner,), opens_page=True
    )
    imprint = (Paragraph("fine", words("Colofone.")),)
    data = make(replace(sample(), sections=(chapter,), imprint=imprint)).data
    with pypdfium2.PdfDocument(data) as document:
        page = document[len(document) - 1].get_textpage()

        def tops(text: str) -> list[float]:
            search, found = page.search(text, match_case=True), []
            while (at := search.get_next()) is not None:
                found.append(page.get_charbox(at[0])[3])
            return found

        (first, second), (title,), (end,) = tops("ultimo"), tops("1.1.1"), tops("Colofone.")
    assert first > title > second > end


def test_hyphens_of_broken_words_copy_as_soft_hyphens(hard: Made) -> None:
    with hard.open() as pdf:
        maps = [
            font.ToUnicode.read_bytes() for font in pdf.objects if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font
        ]
    assert any(b"<00ad>" in one for one in maps)
    assert not any(b"<e0ad>" in one for one in maps)
    paragraphs = [block.text for block in read_pdf(hard.data) if block.kind is Kind.PARAGRAPH]
    assert any("riempimento che occupa alcune righe della pagina" in text for text in paragraphs)


def test_a_line_ends_with_a_space_unless_it_ends_within_a_word() -> None:
    parts = (
        "Parole  che vanno\nacapo, poi 2014-2020 e vice-presidenza, e – come sempre – un trattino; e/o una barra; " * 12,
        "https://example.org/una/strada/molto/lunga-che-non-sta/in-una-riga/e-va/a-capo/piu-volte?anno=2018&asse=1 " * 3,
        "precipitevolissimevolmente " * 30,
    )
    paragraphs = tuple(Paragraph(f"p{i}", words(text)) for i, text in enumerate(parts))
    chapter = Section("capo", 1, "1", words("Capo"), paragraphs, opens_page=True)
    read = tagged(make(replace(sample(), sections=(chapter,))).data)
    by_id = {str(element.entries.get("/ID")): element for element in read.root.walk()}
    for i, text in enumerate(parts):
        pieces = [read.text[mark] for mark in by_id[f"p{i}"].marks()]
        assert len(pieces) > 3
        assert "".join(pieces).replace("\u00ad", "").split() == text.split()
        assert not any("  " in piece for piece in pieces)
    assert any(piece.endswith("\u00ad") for piece in pieces)


def test_every_page_but_the_cover_is_numbered(made: Made) -> None:
    texts = pages_of_text(made.data)
    assert made.layout.pages == len(texts)
    for number, text in enumerate(texts[1:], start=2):
        assert f"Pagina {number} di {len(texts)}" in text


def test_a_draft_names_itself_on_every_page(hard: Made) -> None:
    assert all("Bozza a1b2c3" in text for text in pages_of_text(hard.data))


def test_nothing_stands_outside_the_page(made: Made) -> None:
    with pypdfium2.PdfDocument(made.data) as document:
        for page in document:
            width, height = page.get_size()
            words = page.get_textpage()
            for at in range(words.count_chars()):
                if words.get_text_range(at, 1).strip():
                    left, bottom, right, top = words.get_charbox(at)
                    assert -0.5 <= left <= right <= width + 0.5
                    assert -0.5 <= bottom <= top <= height + 0.5


def test_notes_stand_on_the_page_of_their_call(hard: Made) -> None:
    texts = pages_of_text(hard.data)
    for note in (block for block in read_pdf(hard.data) if block.kind is Kind.NOTE):
        assert any(note.text[:20] in text for text in texts), note.text


def test_no_note_is_lost_where_notes_move_to_the_next_page(monkeypatch: pytest.MonkeyPatch) -> None:
    document = replace(sample(), sections=varied(12)[-1:])  # in which the engine alone forgets a note
    assert make(document).layout.remarks == ()
    monkeypatch.setattr(pdf, "all_notes", nullcontext)
    (remark,) = make(document).layout.remarks
    assert "a note that is called but printed nowhere: v15-note-5" in remark


def test_the_landscape_table_lies_on_landscape_pages(hard: Made) -> None:
    place = hard.layout.places["tabella-larga"]
    with pypdfium2.PdfDocument(hard.data) as document:
        width, height = document[place.page - 1].get_size()
    assert width > height


def test_a_figure_ends_a_page_and_another_is_pushed_to_the_next(hard: Made) -> None:
    figures = [place for name, place in hard.layout.places.items() if re.fullmatch(r"a-fine-pagina-\d", name)]
    assert any(place.y + place.height > FOOT - 15 for place in figures)  # no room for the lines of a paragraph
    assert any(place.y == pytest.approx(HEAD, abs=0.1) for place in figures)


HEAD, FOOT = 27.0, 274.0  # mm, where the text of a page begins and ends


def table(name: str) -> Table:
    cell = Cell(words("x"))
    return Table(name, Caption("Tabella", 1, words("Una tabella")), (), (Row((cell,)),) * 4, (1.0,))


def test_what_begins_a_page_stands_at_its_head() -> None:
    def chapter(count: int) -> Section:
        text = tuple(Paragraph(f"c{count}-p{i}", words("Parole di prova. " * 30)) for i in range(count))
        parts = tuple(
            Section(f"c{count}-s{i}", 2, f"1.{i}", words("Una parte"), (Paragraph(f"c{count}-s{i}-p", words("Parole. " * 40)),))
            for i in range(4)
        )
        return Section(f"c{count}", 1, "1", words("Prova"), (*text, table(f"c{count}-t")), parts, opens_page=True)

    places = make(replace(sample(), sections=tuple(map(chapter, range(5, 12))))).layout.places
    heads = 0
    for count in range(5, 12):
        before = places[f"c{count}-p{count - 1}"]
        for name in (f"c{count}-t", *(f"c{count}-s{i}" for i in range(4))):
            if places[name].page > before.page and places[name].y < HEAD + 15:  # three lines of a paragraph or more come before
                assert places[name].y == pytest.approx(HEAD, abs=0.1), name
                heads += 1
            before = places[name]
    assert heads >= 4


def test_a_heading_goes_with_the_landscape_table_after_it() -> None:
    title = "Un titolo che in una colonna di testo starebbe su due righe e qui su una"
    wide = replace(table("larga"), landscape=True, caption=Caption("Tabella", 1, words(title)))
    text = Paragraph("testo", words("Parole."))
    sections = (
        Section("capo", 1, "1", words("Capo"), (), (Section("parte", 2, "1.1", words("Parte"), (wide, text)),)),
        Section("sotto", 1, "2", words("Sotto"), (
            replace(text, id="prima"), Subheading("titoletto", 3, words("Titoletto")), replace(wide, id="seconda"),
        )),
    )  # fmt: skip
    made = make(replace(sample(), sections=sections))
    places = made.layout.places
    assert places["capo"].page == places["parte"].page == places["larga"].page
    assert places["titoletto"].page == places["seconda"].page == places["prima"].page + 1
    with pypdfium2.PdfDocument(made.data) as document:
        lines = document[places["larga"].page - 1].get_textpage().get_text_bounded().splitlines()
    assert any(line.strip().endswith(title) for line in lines)  # in one line


def test_the_imprint_stays_on_the_pages_of_an_axis_that_ends_the_report() -> None:
    document = sample()
    axis = document.axes[0]
    many = tuple(Paragraph(f"fine-{i}", words("Parole di prova. " * 60)) for i in range(3))

    def ending(count: int) -> Layout:
        text = tuple(Paragraph(f"p{i}", words("Parole di prova. " * 40)) for i in range(count))
        part = Section("asse", 2, "1.1", words("Asse"), text, axis=axis, opens_page=True)
        chapter = Section("capo", 1, "1", words("Capo"), (Paragraph("prima", words("Parole.")),), (part,), opens_page=True)
        return make(replace(document, sections=(chapter,), imprint=many)).layout

    near = ending(1).places
    assert near["_imprint"].page == near["asse"].page
    far = ending(8)
    assert far.places["_imprint"].page == far.places["p7"].page + 1
    assert far.places["_imprint"].y == pytest.approx(HEAD, abs=0.1)


def test_places_are_in_millimetres_on_their_pages(simple: Made) -> None:
    places = simple.layout.places
    ids = {element.string("ID") for element in elements(structure(PdfFile(simple.data))) if element.string("ID")}
    assert {name for name in ids if not re.search(r"-r\d+c\d+$", name)} <= set(places)
    figure = places["dotazione"]
    assert (round(figure.x), round(figure.width)) == (20, 170)
    assert 1 < figure.page <= simple.layout.pages


# ------------------------------------------------------------------------------------------------------------- bytes and walls

BUILD = """
import hashlib
from report_builder.theme import load_theme
from report_builder.writers import Options, pdf
from report_builder.writers.pdf import write_pdf
from tests.drawing import fake_draw
from tests.sample import sample
(data,) = write_pdf(sample(), load_theme(), fake_draw, Options()).values()
print(hashlib.sha256(data).hexdigest(), len(data))
"""


def test_the_bytes_depend_on_nothing_but_the_content(tmp_path: Path) -> None:
    def build(folder: Path, **environment: str) -> str:
        own = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        return subprocess.run(
            [sys.executable, "-c", BUILD], cwd=folder, env=own, capture_output=True, text=True, check=True
        ).stdout

    first = build(ROOT, PYTHONHASHSEED="1", TZ="Europe/Rome", LC_ALL="C.UTF-8", LANGUAGE="it")
    second = build(tmp_path, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C", SOURCE_DATE_EPOCH="86400")
    assert first == second


def test_no_folder_and_no_clock_is_in_the_file(simple: Made) -> None:
    with simple.open() as pdf:
        pdf.save(out := BytesIO(), compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    plain = out.getvalue()
    assert str(ROOT).encode() not in plain
    assert b"report.invalid" not in plain
    assert str(date.today()).replace("-", "").encode() not in plain


def test_the_writer_names_the_file_after_the_slug() -> None:
    files = write_pdf(sample(), load_theme(), fake_draw, Options())
    assert list(files) == ["sintesi-prova.pdf"]


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "../secret.png", "data:image/gif;base64,AA"]
)
def test_a_picture_cannot_make_the_engine_read_anything(address: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{address}" width="9" height="9"/></svg>'
    picture = Picture("x.svg", "image/svg+xml", svg.encode())
    figure = Figure("spia", Caption("Figura", 1, (Text("Spia"),)), picture, (Text("Un disegno."),))
    chapter = Section("spia-sezione", 1, "9", (Text("Spia"),), (figure,), opens_page=True)
    made = make(replace(sample(), sections=(chapter,)))
    assert any("not part of the report" in remark for remark in made.layout.remarks)


# -------------------------------------------------------------------------------------------------------------------- the seam

SEAM = """
WeasyPrint has changed where our tagging holds on to it. Read `writers/pdf/engine.py` and `tagging.py` against the new one:
the hook `weasyprint.pdf.add_tags`, `Stream.marked` (tags by box, MCID in a dictionary after the name), `link_annotation` of
boxes, the attributes of `HTML` that `engine.parsed` sets, the text of `pango_layout` that `words` lengthens, and the names of
graphics states that `order` tells apart, and the lines and notes of `engine.all_notes`.
"""


def test_the_seam_to_the_engine_has_not_moved() -> None:
    weasyprint = engine.weasyprint()
    assert weasyprint.__version__ == engine.VERSION, SEAM
    pdf = engine.module("weasyprint.pdf")
    assert list(inspect.signature(pdf.add_tags).parameters) == ["pdf", "document", "pdf_version", "page_streams"], SEAM
    assert "add_tags(pdf, document, options['pdf_version'], page_streams)" in inspect.getsource(pdf.generate_pdf), SEAM
    stream = engine.module("weasyprint.pdf.stream").Stream
    source = inspect.getsource(stream.marked)
    assert "self._tags[box] = {'tag': tag, 'mcid': mcid}" in source, SEAM
    assert "pydyf.Dictionary({'MCID': mcid})" in source, SEAM
    assert "key = f'A{alpha}'" in inspect.getsource(stream.set_alpha), SEAM
    assert "key = f'a{alpha}'" in inspect.getsource(stream.set_alpha), SEAM
    shaped = engine.module("weasyprint.text.line_break").Layout
    assert "self.set_text(self.text, justify=True)" in inspect.getsource(shaped.reactivate), SEAM
    drawn = inspect.getsource(engine.module("weasyprint.draw.text").draw_text)
    assert "textbox.pango_layout.reactivate(textbox.style)" in drawn, SEAM
    lines = engine.module("weasyprint.layout.block")._linebox_layout
    assert list(inspect.signature(lines).parameters)[:5] == ["context", "box", "index", "child", "new_children"], SEAM
    assert "return abort, stop, resume_at, position_y, new_footnotes, max_lines" in inspect.getsource(lines), SEAM
    page = weasyprint.HTML(string="<p>x</p>")
    assert page.wrapper_element.etree_element is page.etree_element, SEAM
    boxes = engine.module("weasyprint.formatting_structure.boxes")
    assert {"at_keyword"} <= set(inspect.signature(boxes.MarginBox).parameters), SEAM
    assert boxes.Box.link_annotation is None, SEAM
    assert boxes.Box.is_leader is False, SEAM


def test_another_version_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.module("weasyprint"), "__version__", "71.0")
    with pytest.raises(RuntimeError, match=r"71\.0"):
        engine.weasyprint()
