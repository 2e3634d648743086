"""The Word file, part by part: what stands in the XML, without any program that opens it."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from report_builder.document import (
    UNCONFIRMED,
    Axis,
    Block,
    Callout,
    Caption,
    Cell,
    Document,
    KeyFigure,
    KeyFigures,
    List,
    ListItem,
    Logo,
    NoteCall,
    Number,
    Paragraph,
    Reference,
    Row,
    RowKind,
    Scope,
    Section,
    SideNote,
    Strong,
    Subheading,
    Table,
    Text,
)
from report_builder.readback import Kind
from report_builder.readback.docx import read_docx
from report_builder.theme import STYLES, load_theme
from report_builder.writers import Options, Place
from report_builder.writers.docx import UnreadablePackage, make_template, missing_styles, write_docx
from report_builder.writers.docx.likeness import PARAGRAPH_ORDER
from report_builder.writers.docx.lists import Numbering, number
from report_builder.writers.logos import logo_sizes
from tests.drawing import fake_draw
from tests.expected import expected
from tests.sample import PIXEL, sample, table, words
from tests.stress import call, stress

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": W[1:-1],
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
HOUSE = STYLES / "template.docx"


class File:
    """A written file: its parts as trees."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.infos = archive.infolist()
            self.parts = {info.filename: archive.read(info) for info in self.infos}
        self.document = self.tree("word/document.xml")
        self.styles = {
            str(style.get(W + "styleId")): str(style.find(W + "name").get(W + "val"))  # type: ignore[union-attr]
            for style in self.tree("word/styles.xml").iter(W + "style")
        }

    def tree(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    def find(self, path: str, part: str = "word/document.xml") -> list[etree._Element]:
        return list(self.tree(part).xpath(path, namespaces=NS))  # type: ignore[arg-type]

    def style(self, paragraph: etree._Element) -> str:
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        return "" if found is None else self.styles[str(found.get(W + "val"))]

    def instructions(self, part: str = "word/document.xml") -> list[str]:
        return [" ".join((item.text or "").split()) for item in self.find("//w:instrText", part)]

    def paragraphs(self, style: str) -> list[etree._Element]:
        return [p for p in self.document.iter(W + "p") if self.style(p) == style]


def text(element: etree._Element) -> str:
    return "".join(item.text or "" for item in element.iter(W + "t"))


def write(document: Document, options: Options | None = None, template: bytes | None = None) -> File:
    (data,) = write_docx(document, load_theme(), fake_draw, options or Options(), template).values()
    return File(data)


def with_blocks(*blocks: object) -> Document:
    """The sample with one chapter of other blocks."""
    chapter = Section("prova", 1, "1", words("Prova"), blocks, opens_page=True)  # type: ignore[arg-type]
    return replace(sample(), sections=(chapter,))


@pytest.fixture(scope="module")
def made() -> File:
    places = {"premessa": Place(4, 20, 27, 170, 10), "asse-1": Place(6, 20, 27, 170, 10)}
    return write(sample(), Options(places=places, pages=7))


# ------------------------------------------------------------------------------------------------------------ what is read back


def told(document: Document, file: File) -> tuple[Counter[str], list[object], list[object]]:
    """Blocks after the cover, side notes apart, as they may stand after their paragraph."""
    blocks = read_docx(file.data)
    start = next(i for i, block in enumerate(blocks) if block.kind is Kind.HEADING)
    both = (list(blocks[start:]), list(expected(document)))
    return (
        Counter(repr(block) for block in both[0]) - Counter(repr(block) for block in both[1]),
        [block for block in both[0] if block.kind is not Kind.SIDE],
        [block for block in both[1] if block.kind is not Kind.SIDE],
    )


def test_reads_back_as_the_document() -> None:
    _, got, want = told(sample(), write(sample()))
    assert got == want


def test_reads_back_as_the_stress_document() -> None:
    document = stress()
    _, got, want = told(document, write(document))
    # Notes carry numbers of their own choice there; Word counts them itself.
    assert [replace(b, level=0) if b.kind is Kind.NOTE else b for b in got] == [  # type: ignore[type-var, attr-defined]
        replace(b, level=0) if b.kind is Kind.NOTE else b  # type: ignore[type-var, attr-defined]
        for b in want
    ]


def test_a_note_called_in_a_side_note_does_not_part_it() -> None:
    note = SideNote("s", words("Parola"), words("45%"), (*words("spiegata"), call(1, "Nota."), *words(" qui")))
    document = with_blocks(note, Paragraph("p", words("Il capoverso accanto.")))
    blocks = read_docx(write(document).data)
    assert [block.text for block in blocks if block.kind is Kind.SIDE] == ["Parola 45% spiegata qui"]


def test_the_cover_reads_as_on_the_web() -> None:
    blocks = read_docx(write(sample()).data)
    cover = [block.text or block.alt for block in blocks[: next(i for i, b in enumerate(blocks) if b.kind is Kind.HEADING)]]
    assert cover == [
        "Programma operativo regionale Fondo sociale europeo 2014-2020",
        "Sintesi di prova 2018",
        "Che cosa ha fatto il Fondo sociale europeo in Lombardia",
        "I Occupazione 358,0 milioni di euro",
        "II Inclusione sociale e lotta alla povertà 227,1",
        "III Istruzione e formazione 332,5",
        "La dotazione come quadrati da un milione.",
        "Ogni quadrato è 1 milione di euro",
        "certificato",
        "attivato",
        "da attivare",
        "Emblema dell’Unione europea",
        "Unione europea Fondo sociale europeo",
        "Regione Lombardia Autorità di gestione del POR FSE",
    ]


# ----------------------------------------------------------------------------------------------------------------- the package


def test_the_same_bytes_at_any_time(made: File) -> None:
    places = {"premessa": Place(4, 20, 27, 170, 10), "asse-1": Place(6, 20, 27, 170, 10)}
    assert write(sample(), Options(places=places, pages=7)).data == made.data
    assert {info.date_time for info in made.infos} == {(1980, 1, 1, 0, 0, 0)}
    assert [info.filename for info in made.infos][:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_every_part_is_well_formed_and_related(made: File) -> None:
    targets = set()
    for name, data in made.parts.items():
        if name.endswith((".xml", ".rels")):
            tree = etree.fromstring(data)
            if name.endswith(".rels"):
                assert not [line for line in tree if line.get("TargetMode")], "no external relationship"
                targets |= {str(line.get("Target")).rpartition("/")[2] for line in tree}
    own = [name for name in made.parts if name != "[Content_Types].xml" and not name.endswith(".rels")]
    assert {name.rpartition("/")[2] for name in own} == targets
    assert b"updateFields" not in b"".join(made.parts.values())


def test_properties_come_from_the_document(made: File) -> None:
    core = made.parts["docProps/core.xml"].decode()
    for part in (
        "<dc:title>Sintesi di prova</dc:title>",
        "<dc:creator>Regione Lombardia</dc:creator>",
        "<cp:lastModifiedBy>Regione Lombardia</cp:lastModifiedBy>",
        "<dc:language>it</dc:language>",
        "<cp:keywords>POR FSE, sintesi</cp:keywords>",
        "2018-12-31T00:00:00Z</dcterms:created>",
        "2018-12-31T00:00:00Z</dcterms:modified>",
    ):
        assert part in core


def test_fonts_are_embedded_by_family(made: File) -> None:
    fonts = {str(f.get(W + "name")): [etree.QName(x).localname for x in f] for f in made.tree("word/fontTable.xml")}
    assert set(fonts) == {"Titillium Web", "Titillium Web Light", "Titillium Web SemiBold", "Ubuntu"}
    assert fonts["Titillium Web"][-2:] == ["embedRegular", "embedBold"]
    key = made.find("//w:font[@w:name='Titillium Web']/w:embedRegular/@w:fontKey", "word/fontTable.xml")[0]
    mask = bytes.fromhex(str(key).strip("{}").replace("-", ""))[::-1] * 2
    hidden = made.parts["word/fonts/font2.odttf"]
    plain = bytes(a ^ b for a, b in zip(hidden[:32], mask, strict=True)) + hidden[32:]
    assert plain == (STYLES / "fonts/TitilliumWeb-Regular.ttf").read_bytes()
    assert made.find("//w:embedTrueTypeFonts", "word/settings.xml")


# ------------------------------------------------------------------------------------------------------------------------ text


def is_unlike_its_level(paragraph: etree._Element) -> bool:
    """Whether a heading carries the look of another style: that of an axis, or of an opening."""
    return paragraph.find(f"{W}pPr/{W}spacing") is not None


def test_runs_have_no_properties_but_styles_language_and_bold(made: File) -> None:
    tags = {
        etree.QName(item).localname
        for name in ("word/document.xml", "word/footnotes.xml")
        for paragraph in made.tree(name).iter(W + "p")
        if not is_unlike_its_level(paragraph)
        for item in paragraph.iterfind(f".//{W}rPr/*")
    }
    assert tags <= {"rStyle", "lang", "b", "bCs"}


def test_paragraphs_have_no_properties_of_looks(made: File) -> None:
    unlike = [p for p in made.document.iter(W + "p") if is_unlike_its_level(p)]
    assert {made.style(p) for p in unlike} == {"heading 2"}
    tags = {
        etree.QName(item).localname for p in made.document.iter(W + "p") if p not in unlike for item in p.iterfind(f"{W}pPr/*")
    }
    assert tags <= {"pStyle", "keepNext", "pageBreakBefore", "numPr", "sectPr", "framePr"}
    framed = {made.style(p) for p in made.find("//w:p[w:pPr/w:framePr]")}
    assert framed
    assert all(name.startswith(("Cover", "Side Note")) for name in framed)


def test_no_empty_paragraph_but_ends_of_sections_and_columns(made: File) -> None:
    empty = [p for p in made.find("//w:body/w:p") if not text(p) and p.find(f".//{W}drawing") is None]
    assert [made.style(p) for p in empty] == ["Section Break", "Section Break"]
    ends = [p.find(f"{W}pPr/{W}sectPr") is not None for p in empty]
    assert ends == [True, False]
    assert empty[1].find(f"{W}r/{W}br").get(W + "type") == "column"  # type: ignore[union-attr]


def test_languages(made: File) -> None:
    assert made.find("//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["it-IT"]
    (run,) = made.find("//w:r[w:rPr/w:lang]")
    assert text(run) == "smart work"
    assert run.find(f"{W}rPr/{W}lang").get(W + "val") == "en-US"  # type: ignore[union-attr]


def test_headings_carry_their_numbers_and_levels(made: File) -> None:
    (premise, _) = [p for p in made.paragraphs("heading 1") if text(p)[0].isdigit()]
    assert [etree.QName(x).localname for x in premise.iter(W + "t", W + "tab")] == ["t", "tab", "t"]
    outlines = {
        made.styles[str(s.get(W + "styleId"))]: s.find(f"{W}pPr/{W}outlineLvl").get(W + "val")  # type: ignore[union-attr]
        for s in made.find("//w:style[w:pPr/w:outlineLvl]", "word/styles.xml")
    }
    assert [outlines[f"heading {level}"] for level in range(1, 7)] == ["0", "1", "2", "3", "4", "5"]
    assert text(made.paragraphs("heading 1")[0]) == "Indice"


def band_of(file: File, axis: str) -> etree._Element:
    """The heading over the lead of an axis."""
    (lead,) = file.paragraphs(f"{axis} Lead")
    heading = lead.getprevious()
    assert heading is not None
    return heading


def test_a_band_is_a_built_in_heading_in_the_look_of_its_axis(made: File) -> None:
    """Word tells readers of a heading only where the style of the paragraph is a built-in one (nvaccess/nvda, issue 15543)."""
    band, theme = band_of(made, "Axis I"), load_theme()
    assert made.style(band) == "heading 2"
    assert band.find(f"{W}pPr/{W}shd").get(W + "fill") == theme.light.axes[0].removeprefix("#")  # type: ignore[union-attr]
    assert band.find(f"{W}pPr/{W}outlineLvl") is None, "the level is the style's"
    inks = {str(ink) for ink in band.xpath(".//w:r[w:t]/w:rPr/w:color/@w:val", namespaces=NS)}  # type: ignore[union-attr]
    assert inks == {"FFFFFF"}
    assert all(run.find(f"{W}rPr/{W}color") is not None for run in band.iter(W + "r") if text(run))
    tags = [etree.QName(item).localname for item in band.iterfind(f"{W}pPr/{W}*")]
    assert tags == [tag for tag in ("pStyle", *PARAGRAPH_ORDER) if tag in tags]


def test_a_section_that_opens_a_page_is_a_built_in_heading() -> None:
    part = Section("parte", 2, "1.1", words("Parte"), (), opens_page=True)
    chapter = Section("prova", 1, "1", words("Prova"), (Paragraph("p-1", words("Testo.")),), (part,), opens_page=True)
    file = write(replace(sample(), sections=(chapter,)))
    (heading,) = [p for p in file.paragraphs("heading 2") if text(p) == "1.1Parte"]
    assert [b.get(W + "val") for b in heading.findall(f"{W}pPr/{W}pageBreakBefore")] == ["1"]
    assert heading.find(f"{W}pPr/{W}pBdr/{W}top") is not None
    size = 2 * load_theme().type["section"].size
    assert {r.find(f"{W}rPr/{W}sz").get(W + "val") for r in heading.iter(W + "r") if text(r) == "Parte"} == {f"{size:.0f}"}  # type: ignore[union-attr]


def test_a_chapter_that_gives_way_shares_its_page(made: File) -> None:
    axis = band_of(made, "Axis I")
    assert axis.find(f"{W}pPr/{W}pageBreakBefore").get(W + "val") == "0"  # type: ignore[union-attr]


def test_a_heading_of_an_axis_that_is_a_chapter() -> None:
    axis = Axis(12, "13", "Assistenza tecnica", "Assistenza")
    document = replace(sample(), sections=(Section("tredici", 1, "1", words("Priorità 13"), (), axis=axis, opens_page=True),))
    file = write(replace(document, axes=tuple(replace(axis, index=i, numeral=str(i + 1)) for i in range(13))))
    (heading,) = [p for p in file.paragraphs("heading 1") if text(p) == "1Priorità 13"]
    assert heading.find(f"{W}pPr/{W}shd").get(W + "fill") == load_theme().for_axes(13).light.axes[12].removeprefix("#")  # type: ignore[union-attr]
    marks = [r.find(f"{W}rPr/{W}rStyle").get(W + "val") for r in heading.iter(W + "r") if text(r)]  # type: ignore[union-attr]
    assert [file.styles[str(name)] for name in marks] == ["Chapter Number", "Running Title"], "the running line finds its title"
    assert [b.level for b in read_docx(file.data) if b.text == "1 Priorità 13" and b.kind is Kind.HEADING] == [1]


def test_words_are_divided_in_text_alone(made: File) -> None:
    settings = made.find("//w:autoHyphenation | //w:doNotHyphenateCaps", "word/settings.xml")
    assert [etree.QName(x).localname for x in settings] == ["autoHyphenation", "doNotHyphenateCaps"]
    whole = {
        made.styles[str(s.get(W + "styleId"))]: s.find(f"{W}pPr/{W}suppressAutoHyphens").get(W + "val")  # type: ignore[union-attr]
        for s in made.find("//w:style[w:pPr/w:suppressAutoHyphens]", "word/styles.xml")
    }
    divided = {name for name, value in whole.items() if value == "0"}
    lists = {"List Bullet", "List Number", "List Continue", *(f"List Continue {n}" for n in (2, 3, 4))}
    assert divided == {"Body Text", "Body Text After Table", "Body Text Before Columns", "Imprint", *lists}


def test_titles_break_where_they_do_on_paper() -> None:
    title = words("Azioni per promuovere la parità tra uomini e donne e prevenire la discriminazione")
    chapter = Section("prova", 1, "1", title, (), opens_page=True)
    document = replace(sample(), sections=(chapter,))
    house, office = write(document), write(document, template=HOUSE.read_bytes())
    (own,) = [p for p in house.paragraphs("heading 1") if text(p)[0].isdigit()]
    (other,) = [p for p in office.paragraphs("heading 1") if text(p)[0].isdigit()]
    assert "\u00a0" in text(own)
    assert " " in text(own)
    assert "\u00a0" not in text(other), "an office's fonts may be wider"
    assert text(own).replace("\u00a0", " ") == text(other)


def test_the_cover_has_the_lines_of_paper() -> None:
    cover = replace(sample().cover, title="Sintesi della\nRelazione di\nattuazione annuale")
    file = write(replace(sample(), cover=cover))
    (title,) = file.paragraphs("Title")
    assert [item.text for item in title.iter(W + "t")] == ["Sintesi della", "Relazione di", "attuazione annuale", "2018"]
    (size,) = file.find("//w:style[w:name/@w:val='Title']/w:rPr/w:sz/@w:val", "word/styles.xml")
    assert int(str(size)) < 2 * load_theme().type["cover"].size


def test_what_stands_beside_title_and_squares_stands_as_on_paper() -> None:
    squares = sample().cover.squares
    assert squares is not None
    rows = (*squares.rows[:-1], replace(squares.rows[-1], allocated=20, activated=15, certified=1))
    file = write(replace(sample(), cover=replace(sample().cover, squares=replace(squares, rows=rows))))
    (programme,) = (p.find(f"{W}pPr/{W}framePr") for p in file.paragraphs("Cover Programme"))
    assert int(programme.get(W + "y", "")) / 1440 * 25.4 == pytest.approx(20.5, abs=0.1)  # type: ignore[union-attr]
    labels = [[item.text for item in label.iter(W + "t")] for label in file.paragraphs("Cover Label")]
    assert ["II Inclusione sociale", "e lotta alla povertà"] in [label[:2] for label in labels]
    assert not [*file.paragraphs("Cover Label")[-1].iter(W + "br")], "the last one has one line, as its squares"


def test_bookmarks_lead_back_to_blocks(made: File) -> None:
    names = [str(name) for name in made.find("//w:bookmarkStart/@w:name")]
    assert len(set(names)) == len(names)
    names = [name for name in names if not name.startswith("RowTitle_")]
    assert all(re.fullmatch(r"_[\x21-\x7e]{1,39}", name) for name in names)
    assert {"_premessa-text-1", "_premessa-list-2-p1", "_tabella-risorse", "_asse-1-callout-1", "_colofone-text-1"} <= set(
        names
    )
    starts = sorted(str(i) for i in made.find("//w:bookmarkStart/@w:id"))
    assert starts == sorted(str(i) for i in made.find("//w:bookmarkEnd/@w:id"))
    assert len(set(starts)) == len(starts)


# ---------------------------------------------------------------------------------------------------------------------- fields


def test_fields_are_balanced_and_filled_in(made: File) -> None:
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        kinds = Counter(str(kind) for kind in made.find("//w:fldChar/@w:fldCharType", name))
        assert kinds["begin"] == kinds["separate"] == kinds["end"]
    assert not made.find("//w:fldChar/@w:dirty")


def test_captions_count_and_references_follow(made: File) -> None:
    instructions = made.instructions()
    assert instructions.count("SEQ Figura \\* ARABIC") == 6
    assert instructions.count("SEQ Tabella \\* ARABIC") == 1
    assert "REF _tabella-risorse \\h \\* MERGEFORMAT" in instructions
    assert 'HYPERLINK "https://www.fse.regione.lombardia.it/"' in instructions


def test_a_reference_to_a_section_repeats_its_number() -> None:
    reference = Reference("prova", "capitolo 1", True)
    other = Reference("prova", "quanto si è detto", False)
    file = write(with_blocks(Paragraph("p-1", (Text("Nel "), reference, Text(" e in "), other))))
    links = file.find("//w:hyperlink[@w:anchor='_prova']")
    assert [text(link) for link in links[-2:]] == ["capitolo 1", "quanto si è detto"]
    assert file.instructions().count("REF _prova \\h \\* MERGEFORMAT") == 1


def test_a_caption_out_of_order_starts_anew() -> None:
    def small(name: str, number: int) -> Table:
        row = Row((Cell(words("a")),))
        return Table(name, Caption("Tabella n.", number, words("T")), (), (row,), (1.0,))

    assert [i for i in write(with_blocks(small("t-1", 1), small("t-5", 5))).instructions() if i.startswith("SEQ")] == [
        "SEQ Tabella_n_ \\* ARABIC",
        "SEQ Tabella_n_ \\* ARABIC \\r 5",
    ]


def test_contents_stand_already(made: File) -> None:
    assert 'TOC \\o "1-2" \\h \\z \\u \\b __sections' in made.instructions()
    entries = [text(p) for style in ("toc 1", "toc 2") for p in made.paragraphs(style)]
    assert entries == ["A colpo d’occhio", "1Premessa4", "2L’attuazione degli Assi prioritari", "2.1Asse I “Occupazione”6"]
    anchors = {str(a) for a in made.find("//w:hyperlink/@w:anchor")}
    assert anchors <= {str(name) for name in made.find("//w:bookmarkStart/@w:name")}


def test_running_lines(made: File) -> None:
    assert made.instructions("word/header1.xml") == ['STYLEREF "Running Title"']
    assert made.instructions("word/footer1.xml") == ["PAGE", "NUMPAGES"]
    assert text(made.tree("word/footer1.xml")) == "POR FSE 2014-2020, Regione LombardiaPagina 1 di 7"
    cover, *rest = made.find("//w:sectPr")
    assert not cover.findall(f"{W}headerReference")
    assert len(rest) == 3
    for section in rest:
        assert len(section.findall(f"{W}headerReference")) == len(section.findall(f"{W}footerReference")) == 1
        assert section.find(f"{W}titlePg") is None
        assert section.find(f"{W}pgNumType") is None, "pages are counted on"


def test_a_draft_names_itself_on_every_page() -> None:
    file = write(sample(), Options(identity="abc123"))
    assert "Bozza abc123" in text(file.tree("word/header1.xml"))
    assert all(section.findall(f"{W}headerReference") for section in file.find("//w:sectPr")[1:])
    assert [text(p) for p in file.document.iter(W + "p")].count("Bozza abc123") == 1, "on the cover in the text, which is read"


# ---------------------------------------------------------------------------------------------------------------------- blocks


def test_lists_are_real_and_begin_anew() -> None:
    def item(name: str) -> ListItem:
        return ListItem((Paragraph(name, words(name)),))

    first = List("l-1", True, (item("l-1-1"), ListItem((Paragraph("l-1-2", words("b")), Paragraph("l-1-3", words("c"))))))
    file = write(with_blocks(first, List("l-2", True, (item("l-2-1"),), start=7), List("l-3", False, (item("l-3-1"),))))
    numbers = [str(n) for n in file.find("//w:p/w:pPr/w:numPr/w:numId/@w:val")]
    assert len(set(numbers)) == 3
    starts = file.find("//w:num/w:lvlOverride/w:startOverride/@w:val", "word/numbering.xml")
    assert [str(start) for start in starts] == ["1", "7"]
    assert [file.style(p) for p in file.document.iter(W + "p")].count("List Continue") == 1


def test_tables_tell_their_heads_and_descriptions(made: File) -> None:
    table = next(t for t in made.find("//w:tbl") if t.find(f"{W}tblPr/{W}tblDescription") is not None)
    properties = table.find(f"{W}tblPr")
    assert properties is not None
    assert properties.find(f"{W}tblCaption").get(W + "val") == "Tabella 1. Le risorse di ogni Asse"  # type: ignore[union-attr]
    look = properties.find(f"{W}tblLook")
    assert look is not None
    assert [look.get(W + name) for name in ("firstRow", "lastRow", "firstColumn", "lastColumn")] == ["1", "1", "1", "0"]
    rows = table.findall(f"{W}tr")
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 7
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    width = sum(int(str(column.get(W + "w"))) for column in table.findall(f"{W}tblGrid/{W}gridCol"))
    assert width == int(str(properties.find(f"{W}tblW").get(W + "w")))  # type: ignore[union-attr]
    assert "Axis I Group" in {made.style(p) for p in table.iter(W + "p")}


def test_cells_over_rows_and_columns() -> None:
    head = Row((Cell(words("A"), scope=Scope.COLUMN, rowspan=2), Cell(words("B"), scope=Scope.COLUMN_GROUP, colspan=2)))
    under = Row((Cell(words("b1"), scope=Scope.COLUMN), Cell(words("b2"), scope=Scope.COLUMN)))
    body = (
        Row((Cell(words("x"), scope=Scope.ROW, rowspan=2), Cell(words("1")), Cell(words("2")))),
        Row((Cell(words("3")), Cell(()))),
    )
    table = Table("t-1", Caption("Tabella", 1, words("T")), (head, under), body, (0.4, 0.3, 0.3))
    file = write(with_blocks(table))
    (grid,) = file.find("//w:tbl")
    assert [[w_of(cell) for cell in row.findall(f"{W}tc")] for row in grid.findall(f"{W}tr")] == [
        [("A", 1, "restart"), ("B", 2, "")],
        [("", 1, "continue"), ("b1", 1, ""), ("b2", 1, "")],
        [("x", 1, "restart"), ("1", 1, ""), ("2", 1, "")],
        [("", 1, "continue"), ("3", 1, ""), ("", 1, "")],
    ]
    assert [(b.text, b.row, b.column, b.rows, b.columns) for b in read_docx(file.data) if b.kind is Kind.CELL][:2] == [
        ("A", 1, 1, 2, 1),
        ("B", 1, 2, 1, 2),
    ]


def tabled(texts: list[str], *, landscape: bool = False, total: bool = False, source: bool = True) -> list[etree._Element]:
    """The rows under the head of a table of two columns, whose second one holds the texts."""
    head = (Row(tuple(Cell(words(name), scope=Scope.COLUMN) for name in ("Misura", "Descrizione"))),)
    cells = [(Cell(words(f"Misura {i}"), scope=Scope.ROW), Cell(words(line))) for i, line in enumerate(texts)]
    kinds = [RowKind.TOTAL if total and i == len(texts) - 1 else RowKind.BODY for i in range(len(texts))]
    rows = tuple(Row(row, kind) for row, kind in zip(cells, kinds, strict=True))
    caption = Caption("Tabella", 1, words("Misure"))
    table = Table("t-1", caption, head, rows, (0.3, 0.7), source=words("Fonte.") if source else (), landscape=landscape)
    (_, *below) = write(with_blocks(table)).find("//w:tbl[1]/w:tr")
    return below


def kept(rows: list[etree._Element]) -> list[bool]:
    """Whether each row stands with the next, all its cells saying so."""
    told = [{p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(W + "p")} for row in rows]
    assert all(len(said) == 1 for said in told)
    return [said.pop() for said in told]


LONG_TEXT = "Una descrizione che va su più righe della cella, come quando un ufficio scrive tutto in una tabella sola. " * 3


def test_a_table_is_kept_on_a_page_as_far_as_it_fits_one() -> None:
    assert all(kept(tabled(["corta"] * 24)))
    assert not any(kept(tabled(["corta"] * 40))[:-1])
    assert not any(kept(tabled([LONG_TEXT] * 16))[:-1]), "few rows, and more than a page"
    assert not any(kept(tabled(["corta"] * 24, landscape=True))[:-1]), "a page turned sideways is lower"


def test_what_stands_under_a_table_stands_with_its_last_row() -> None:
    assert kept(tabled(["corta"] * 40, total=True))[-3:] == [False, True, True]
    assert kept(tabled(["corta"] * 3, source=False)) == [True, True, False]
    file = write(with_blocks(replace(table(), source=words("Fonte."), notes=(words("Una nota."), words("Un'altra.")))))
    assert [p.find(f"{W}pPr/{W}keepNext") is not None for p in file.paragraphs("Source")] == [True, True, False]


def test_a_row_is_divided_only_where_it_fills_a_page() -> None:
    rows = tabled(["corta", LONG_TEXT, LONG_TEXT * 10])
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, True, False]


def w_of(cell: etree._Element) -> tuple[str, int, str]:
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    return (
        text(cell),
        int(str(span.get(W + "val"))) if span is not None else 1,
        str(merge.get(W + "val")) if merge is not None else "",
    )


def test_a_wide_table_turns_its_pages() -> None:
    table = Table("t-1", Caption("Tabella", 1, words("T")), (), (Row((Cell(words("1")),)),), (1.0,), landscape=True)
    file = write(with_blocks(Paragraph("p-1", words("Prima.")), table, Paragraph("p-2", words("Dopo."))))
    sizes = [(s.find(W + "pgSz").get(W + "w"), s.find(W + "pgSz").get(W + "orient")) for s in file.find("//w:sectPr")]  # type: ignore[union-attr]
    assert sizes == [("11906", None), ("11906", None), ("16838", "landscape"), ("11906", None)]
    headers = [s.find(f"{W}headerReference") for s in file.find("//w:sectPr")]
    assert headers[0] is None
    assert headers[1].get(f"{{{NS['r']}}}id") == headers[3].get(f"{{{NS['r']}}}id") != headers[2].get(f"{{{NS['r']}}}id")  # type: ignore[union-attr]


def test_two_charts_of_half_the_width_stand_abreast(made: File) -> None:
    sections = made.find("//w:sectPr")
    told_of = [(s.find(W + "type").get(W + "val"), s.find(W + "cols").get(W + "num")) for s in sections]  # type: ignore[union-attr]
    assert told_of == [("nextPage", None), ("nextPage", None), ("continuous", "2"), ("continuous", None)]
    styles = [made.style(p) for p in made.find("//w:body/w:p")]
    start = styles.index("Caption Half")
    assert styles[start : start + 5] == ["Caption Half", "Picture", "Section Break", "Caption Half", "Picture"]
    figures = [b for b in read_docx(made.data) if b.kind in (Kind.CAPTION, Kind.FIGURE)]
    assert [b.text or b.alt for b in figures][7:11] == [
        "Figura 3 Metà pagina a sinistra", "Tre barre: 358,0; 227,1; 332,5.",
        "Figura 4 Metà pagina a destra", "Tre barre: 358,0; 227,1; 332,5.",
    ]  # fmt: skip


def test_columns_end_the_section_before_them_without_an_empty_paragraph() -> None:
    halves = [b for s in sample().sections for p in s.sections for b in p.blocks if getattr(b, "id", "").startswith("mezza")]
    after_text = write(with_blocks(Paragraph("p-1", words("Prima.")), *halves))
    (last,) = after_text.paragraphs("Body Text Before Columns")
    assert text(last) == "Prima."
    assert last.find(f"{W}pPr/{W}sectPr") is not None
    table = Table("t-1", Caption("Tabella", 1, words("T")), (), (Row((Cell(words("1")),)),), (1.0,))
    after_table = write(with_blocks(table, *halves))
    (space,) = after_table.paragraphs("Section Space")
    assert space.find(f"{W}pPr/{W}sectPr") is not None, "a table cannot hold the end of a section"
    assert space.getprevious().tag == W + "tbl"  # type: ignore[union-attr]


def test_one_chart_of_half_the_width_stands_on_the_line() -> None:
    (figure,) = [b for s in sample().sections for p in s.sections for b in p.blocks if getattr(b, "id", "") == "mezza-1"]
    file = write(with_blocks(figure))
    assert len(file.find("//w:sectPr")) == 2
    assert len(file.paragraphs("Picture on Line")) == 1


def test_a_wide_table_after_charts_abreast_turns_its_pages() -> None:
    halves = [b for s in sample().sections for p in s.sections for b in p.blocks if getattr(b, "id", "").startswith("mezza")]
    table = Table("t-1", Caption("Tabella", 1, words("T")), (), (Row((Cell(words("1")),)),), (1.0,), landscape=True)
    file = write(with_blocks(*halves, table, Paragraph("p-2", words("Dopo."))))
    assert [
        (s.find(W + "type").get(W + "val"), s.find(W + "pgSz").get(W + "orient"), s.find(W + "cols").get(W + "num"))  # type: ignore[union-attr]
        for s in file.find("//w:sectPr")
    ] == [
        ("nextPage", None, None),
        ("nextPage", None, None),
        ("continuous", None, "2"),
        ("nextPage", "landscape", None),
        ("nextPage", None, None),
    ]


def test_a_table_that_the_pdf_pushed_whole_begins_a_page() -> None:
    rows = (Row((Cell(words("1")),)),)
    table = Table("t-1", Caption("Tabella", 1, words("T")), (), rows, (1.0,))
    before, after = Paragraph("p-1", words("Prima.")), Paragraph("p-2", words("Dopo."))

    def opened(places: dict[str, Place], *blocks: Block) -> bool:
        return bool(write(with_blocks(*blocks), Options(places=places)).paragraphs("Caption Opening"))

    half, head, full = Place(4, 78, 100, 112, 50), Place(5, 20, 27, 170, 80), Place(4, 78, 100, 112, 160)
    assert opened({"p-1": half, "t-1": head}, before, table, after)
    assert not opened({}, before, table, after)
    assert not opened({"p-1": full, "t-1": head}, before, table, after), "little room was left: all engines push it"
    assert not opened({"p-1": half, "t-1": replace(head, y=60)}, before, table, after), "text flows on before it"
    assert not opened({"p-1": replace(half, page=5), "t-1": replace(head, y=160)}, before, table, after)
    assert not opened({"p-1": half, "t-1": head}, table, before), "a section's first block follows its heading"
    file = write(with_blocks(before, table, after), Options(places={"p-1": half, "t-1": head}))
    assert [b.text for b in read_docx(file.data) if b.kind is Kind.CAPTION] == ["Tabella 1 T"]
    assert file.find("//w:style[w:name/@w:val='Caption Opening']/w:pPr/w:pageBreakBefore", "word/styles.xml")


def test_side_notes_stand_beside_the_paragraph_that_follows(made: File) -> None:
    notes = made.paragraphs("Side Note")
    assert [text(p) for p in notes] == ["Parola chiave: N+3", "Regola europea sui tempi della spesa."]
    assert len({etree.tostring(p.find(f"{W}pPr/{W}framePr")) for p in notes}) == 1, "one frame"  # type: ignore[arg-type]
    after = notes[-1].getnext()
    assert after is not None
    assert text(after).startswith("Gli Assi delineano")


def test_a_callout_holds_together_and_stands_apart() -> None:
    def callout(number: int) -> Callout:
        inner = (Paragraph(f"c-{number}-p", words("testo")), Paragraph(f"c-{number}-q", words("altro")))
        return Callout(f"c-{number}", words("Indicatore"), words("60%"), inner)

    file = write(with_blocks(Paragraph("p-1", words("Prima.")), callout(1), callout(2), Paragraph("p-2", words("Dopo."))))
    body = file.find("//w:body/w:p")
    start = next(i for i, p in enumerate(body) if text(p) == "Prima.")
    box = ["Callout Head", "Callout Text", "Callout End"]
    assert [file.style(p) for p in body[start : start + 8]] == ["Body Text", *box, *box, "Body Text"]
    inherited = "Callout Head"
    assert [p.find(f"{W}pPr/{W}keepNext") is not None or file.style(p) == inherited for p in body[start : start + 8]] == [
        True, True, True, True, True, True, False, False,
    ]  # fmt: skip
    (last,) = file.find("//w:style[w:name/@w:val='Callout End']//w:pBdr", "word/styles.xml")
    (head,) = file.find("//w:style[w:name/@w:val='Callout Head']//w:pBdr", "word/styles.xml")
    assert [etree.QName(line).localname for line in last] == ["left", "bottom", "right"]
    assert [etree.QName(line).localname for line in head] == ["top", "left", "right"], "or Word makes one box of two"
    assert [b.text for b in read_docx(file.data) if b.kind is Kind.CALLOUT] == ["Indicatore 60%"] * 2


def test_key_figures_are_data_tables_that_word_keeps_apart() -> None:
    items = tuple(KeyFigure(words(f"L{i}"), words(str(i)), context=words("c")) for i in range(9))
    file = write(with_blocks(KeyFigures("k-1", items, "Cifre")))
    tables = file.find("//w:tbl")
    styles = [file.styles[str(t.find(f"{W}tblPr/{W}tblStyle").get(W + "val"))] for t in tables]  # type: ignore[union-attr]
    assert styles == ["Key Figures", "Key Figures Next", "Key Figures"]
    assert [len(t.findall(f"{W}tr")) for t in tables] == [2, 2, 2]
    assert [b.text for b in read_docx(file.data) if b.kind is Kind.KEY][:2] == ["L0 0 c", "L1 1 c"]


def test_a_key_figure_is_as_large_as_its_strip_has_room_for() -> None:
    def styles(*values: str, wide: bool = False) -> set[str]:
        items = tuple(KeyFigure(words("Cifra"), words(value), wide=wide) for value in values)
        file = write(with_blocks(KeyFigures("k", items, "Cifre")))
        return {file.style(p) for p in file.find("//w:tbl//w:p") if text(p) in values}

    assert styles("300.656", wide=True) == {"Figure Value Wide"}
    assert styles("970.474.516,00 €", wide=True) == {"Figure Value"}
    assert styles("48.564", "172,5") == {"Figure Value"}
    assert styles("48.564", "12.345.678") == {"Figure Value Medium"}, "one size in a strip"
    assert styles("970.474.516,00") == {"Figure Value Small"}
    assert styles("Precipitevolissimevolmente") == {"Figure Value Small"}


def test_a_figure_that_is_unconfirmed_is_marked_in_strong_words_too() -> None:
    def figure(text: str) -> Number:
        return Number("a.b", Decimal(1), "persone", "", text + UNCONFIRMED, None, True)

    item = KeyFigure(words("Persone"), (figure("202.708"),))
    file = write(with_blocks(KeyFigures("k", (item,), "Cifre"), Paragraph("p", (figure("12"), Strong((figure("13"),))))))
    (paragraph,) = (p for p in file.document.iter(W + "p") if text(p).startswith("12"))
    marks = [mark for run in paragraph.iter(W + "r") if (mark := run.find(f"{W}rPr")) is not None]
    assert [file.styles[str(mark.find(f"{W}rStyle").get(W + "val"))] for mark in marks] == ["Unconfirmed"] * 2  # type: ignore[union-attr]
    assert [mark.find(f"{W}b") is not None for mark in marks] == [False, True]
    (value,) = (p for p in file.document.iter(W + "p") if text(p).startswith("202.708"))
    assert file.style(value) == "Figure Value Medium", "its sign has to find room too"


def test_a_strip_keeps_what_follows_away() -> None:
    file = write(with_blocks(KeyFigures("k", (KeyFigure(words("Cifra"), words("1")),), "Cifre")))
    (below,) = file.find("//w:tbl/w:tr[2]/w:tc/w:tcPr/w:tcMar/w:bottom/@w:w")
    assert int(str(below)) > 200, "whether it ends with a context, a unit or a value"


def test_the_value_of_a_side_note_is_not_divided() -> None:
    def marks(value: str) -> list[object]:
        note = SideNote("s", words("Nota"), words(value), words("testo"))
        file = write(with_blocks(note, Paragraph("p", words("Accanto."))))
        return [file.styles[str(mark)] for mark in file.find("//w:p[w:pPr/w:framePr]//w:rStyle/@w:val") if "Side" in str(mark)]

    assert marks("137.241") == ["Side Label", "Side Value"]
    assert marks("970.474.516,00 €") == ["Side Label", "Side Value Small"]


def test_a_long_name_of_the_publisher_stays_on_the_sheet() -> None:
    def top(publisher: str) -> float:
        document = replace(sample(), cover=replace(sample().cover, publisher=publisher))
        file = write(document)
        (place,) = (p.find(f"{W}pPr/{W}framePr") for p in file.paragraphs("Cover Publisher"))
        return int(place.get(W + "y", "")) / 1440 * 25.4  # type: ignore[union-attr]

    usual = top("Regione")
    assert top("Regione Lombardia") == usual
    assert top("Dipartimento della programmazione comunitaria e della cooperazione territoriale " * 2) < usual - 10


def test_boxes_hold_lists() -> None:
    inner = List("c-1-l", False, (ListItem((Paragraph("c-1-l1", words("voce")),)),))
    file = write(with_blocks(Callout("c-1", words("Nota"), (), (Paragraph("c-1-p", words("testo")), inner))))
    names = ("Callout Label", "Callout Value", "Callout", "Callout List", "Callout List End")
    assert [len(file.paragraphs(name)) for name in names] == [1, 0, 1, 0, 1]


def edge(file: File, paragraph: etree._Element) -> int:
    """Where the left border of a paragraph stands, in twips from the margin."""
    chosen = paragraph.find(f"{W}pPr/{W}numPr")
    (style,) = file.find(f"//w:style[w:name/@w:val='{file.style(paragraph)}']", "word/styles.xml")
    at = style.find(f"{W}pPr/{W}ind")
    if chosen is not None:
        number, level = (chosen.find(W + tag).get(W + "val") for tag in ("numId", "ilvl"))  # type: ignore[union-attr]
        abstract = file.find(f"//w:num[@w:numId={number}]/w:abstractNumId/@w:val", "word/numbering.xml")[0]
        (at,) = file.find(f"//w:abstractNum[@w:abstractNumId={abstract}]/w:lvl[@w:ilvl={level}]//w:ind", "word/numbering.xml")
    own = paragraph.find(f"{W}pPr/{W}ind")
    at = own if own is not None else at
    border = paragraph.find(f"{W}pPr/{W}pBdr/{W}left")
    border = border if border is not None else style.find(f"{W}pPr/{W}pBdr/{W}left")
    assert at is not None
    assert border is not None
    space = int(border.get(W + "space", ""))
    assert space <= 31, "or Word refuses it"
    return int(at.get(W + "left", "0")) - int(at.get(W + "hanging", "0")) - 20 * space


def test_a_box_is_one_box_whatever_it_holds() -> None:
    def nested(depth: int, *, ordered: bool = False) -> List:
        further = (nested(depth - 1, ordered=not ordered),) if depth else ()
        item = (Paragraph(f"c-{depth}-p", words("voce")), Paragraph(f"c-{depth}-q", words("ancora")), *further)
        return List(f"c-{depth}", ordered, (ListItem(item),))

    title = Subheading("c-h", 2, words("Un titolo"))
    inner = (Paragraph("c-p", words("testo")), nested(5), title, Paragraph("c-q", words("fine")), nested(0))
    file = write(with_blocks(Callout("c", words("Nota"), (), inner), Paragraph("p", words("Dopo."))))
    body = file.find("//w:body/w:p")
    start = next(i for i, p in enumerate(body) if text(p) == "Nota")
    end = next(i for i, p in enumerate(body) if text(p) == "Dopo.")
    box = body[start:end]
    edges = [edge(file, p) for p in box]
    assert max(edges) - min(edges) <= 1, "or it falls into several boxes"
    assert file.style(box[-1]) == "Callout List End"
    spaced = {"Callout List End", "Callout Label"}
    assert all(p.find(f"{W}pPr/{W}spacing") is None for p in box if file.style(p) in spaced)
    for name in {file.style(p) for p in box} - spaced - {"heading 2"}:
        (spacing,) = file.find(f"//w:style[w:name/@w:val='{name}']//w:spacing", "word/styles.xml")
        assert {spacing.get(W + side) for side in ("before", "after")} == {"0"}, "or white comes between the parts of the box"


def test_a_value_hangs_where_it_fits() -> None:
    def head(value: str, *more: Block) -> str:
        inner = (Paragraph("c-p", words("testo")), *more)
        file = write(with_blocks(Callout("c", words("Nota"), words(value), inner)))
        return next(file.style(p) for p in file.find("//w:body/w:p") if text(p).endswith("Nota"))

    entries = List("c-l", False, (ListItem((Paragraph("c-l1", words("voce")),)),))
    assert head("60%") == "Callout Head"
    assert head("60%", entries) == "Callout Head on Line"
    assert head("1.234.567.890 euro") == "Callout Head on Line"
    assert head("") == "Callout Label"


def test_pictures_have_alternatives_and_vectors(made: File) -> None:
    said = made.find("//wp:docPr")
    assert len({str(s.get("id")) for s in said}) == len(said) == 9
    decorative = [s for s in said if s.findall(".//adec:decorative", NS)]
    assert [s.get("descr") for s in decorative] == [""]
    assert all(s.get("descr") for s in said if s not in decorative)
    assert len(made.find("//asvg:svgBlip")) == 7
    names = {n.rpartition(".")[2] for n in made.parts if n.startswith("word/media/")}
    assert names == {"png", "svg"}


def test_logos_are_as_supplied() -> None:
    document = sample()
    cover = replace(document.cover, logos=(Logo("Regione Lombardia", "image/png", PIXEL), Logo("Stato", "image/png", PIXEL)))
    file = write(replace(document, cover=cover))
    assert {"Regione Lombardia", "Stato"} <= {str(s.get("descr")) for s in file.find("//wp:docPr")}
    assert PIXEL in file.parts.values()


def test_logos_stand_beside_the_emblem_in_one_row_and_are_never_larger() -> None:
    logos = (Logo("Stato", "image/png", PIXEL), Logo("Regione", "image/svg+xml", b'<svg viewBox="0 0 60 20"/>'))
    for height in (10, 18, 28):
        for count in (1, 2, 7):
            sizes = logo_sizes((logos * 4)[:count], height, 74, 4)
            assert max(high for _, high in sizes) <= height
            assert max(wide for wide, _ in sizes) <= 1.5 * height + 1e-9
            assert sum(wide for wide, _ in sizes) + 4 * (count - 1) <= 74 + 1e-9
            assert [round(wide / high) for wide, high in sizes[:2]] == [1, 3][:count]
    document = sample()
    file = write(replace(document, cover=replace(document.cover, logos=logos)))
    frames = [paragraph.find("w:pPr/w:framePr", NS) for paragraph in file.find("//w:p") if paragraph.findall(".//wp:docPr", NS)]
    tops = [frame.get(W + "y") for frame in frames if frame is not None]
    assert tops[-1] == tops[-2]  # logos and emblem


def test_footnotes_are_real(made: File) -> None:
    notes = made.find("//w:footnote", "word/footnotes.xml")
    assert [note.get(W + "id") for note in notes] == ["-1", "0", "1"]
    assert text(notes[2]) == "La dotazione esatta è di 970.474.516 €."
    assert [str(i) for i in made.find("//w:footnoteReference/@w:id")] == ["1"]


def test_a_note_called_twice_is_one_note() -> None:
    note = next(
        i for s in sample().sections for b in s.blocks if isinstance(b, Paragraph) for i in b.inlines if isinstance(i, NoteCall)
    )
    file = write(with_blocks(Paragraph("p-1", (Text("a"), note)), Paragraph("p-2", (Text("b"), note))))
    assert len(file.find("//w:footnoteReference")) == 1
    assert "NOTEREF _premessa-note-1 \\h" in file.instructions()


def test_stress_within_a_style_is_bold() -> None:
    file = write(with_blocks(Paragraph("p-1", (Strong((Strong(words("x")),)), Text("a\u2011b\u00adc")))))
    (run,) = [r for r in file.find("//w:body//w:r") if text(r) == "x"]
    assert run.find(f"{W}rPr/{W}b") is not None
    assert file.find("//w:noBreakHyphen")
    assert file.find("//w:softHyphen")


# --------------------------------------------------------------------------------------------------------------------- template


def test_the_template_is_what_the_theme_makes() -> None:
    def parts(data: bytes) -> Iterator[tuple[str, bytes]]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)

    kept, fresh = dict(parts(HOUSE.read_bytes())), dict(parts(make_template(load_theme())))
    assert kept.keys() == fresh.keys()
    assert [name for name in kept if kept[name] != fresh[name]] == []


def test_the_template_gives_the_same_file_as_the_theme(made: File) -> None:
    given = write(sample(), template=HOUSE.read_bytes())
    assert list(read_docx(given.data)) == list(read_docx(write(sample()).data))
    assert given.tree("word/styles.xml").tag == made.tree("word/styles.xml").tag
    assert missing_styles(HOUSE.read_bytes()) == []


def changed(data: bytes, part: str, *pairs: tuple[str, str]) -> bytes:
    """A package with text of one part replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                written = content.decode()
                for before, after in pairs:
                    assert before in written
                    written = written.replace(before, after)
                content = written.encode()
            new.writestr(name, content)
    return stream.getvalue()


def test_an_office_has_its_own_look() -> None:
    office = changed(
        HOUSE.read_bytes(),
        "word/styles.xml",
        ("Titillium Web", "Georgia"),
        ('w:fill="1A3B82"', 'w:fill="006633"'),
        ('w:val="heading 1"', 'w:val="Heading 1"'),
        ('"Heading1"', '"Titolo1"'),
    )
    office = changed(office, "word/document.xml", ('w:top="1531"', 'w:top="2000"'))
    assert missing_styles(office) == []
    file = write(sample(), template=office)
    styles = file.parts["word/styles.xml"].decode()
    assert "Georgia" in styles
    assert "Titillium" not in styles
    assert "006633" in styles
    assert {p.find(f"{W}pPr/{W}pStyle").get(W + "val") for p in file.paragraphs("Heading 1")} == {"Titolo1"}  # type: ignore[union-attr]
    assert {m.get(W + "top") for m in file.find("//w:pgMar")} == {"2000"}
    assert file.find("//w:docDefaults//w:lang/@w:val", "word/styles.xml") == ["it-IT"]
    assert "Table Text" not in text(file.document), "the template's own text is left out"
    _, got, want = told(sample(), file)
    assert got == want


def test_an_office_keeps_its_header_and_its_logo() -> None:
    """An office's pictures may have the names that ours would have, and be of any kind that Word knows."""
    kind = NS["r"]
    header = f'<w:hdr xmlns:w="{W[1:-1]}"/>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}/image" Target="media/image1.png"/>'
        f'<Relationship Id="rId2" Type="{kind}/image" Target="media/image2.tiff"/></Relationships>'
    )
    office = changed(
        HOUSE.read_bytes(),
        "word/document.xml",
        ("<w:sectPr>", f'<w:sectPr><w:headerReference xmlns:r="{kind}" w:type="default" r:id="rIdH"/>'),
    )
    related = f'<Relationship Id="rIdH" Type="{kind}/header" Target="header3.xml"/></Relationships>'
    office = changed(office, "word/_rels/document.xml.rels", ("</Relationships>", related))
    stream = io.BytesIO(office)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/header3.xml", header)
        archive.writestr("word/_rels/header3.xml.rels", rels)
        archive.writestr("word/media/image1.png", b"the office's logo")
        archive.writestr("word/media/image2.tiff", b"another one")
    file = write(sample(), Options(identity="abc1234"), template=stream.getvalue())
    assert file.parts["word/media/image1.png"] == b"the office's logo"
    targets = [relation.get("Target") for relation in file.tree("word/_rels/document.xml.rels")]
    assert "media/image1.png" not in targets
    assert all(f"word/{target}" in file.parts for target in targets)
    assert "abc1234" in text(file.tree("word/header3.xml"))
    assert file.parts["[Content_Types].xml"].count(b'Extension="tiff" ContentType="image/tiff"') == 1


def test_lists_stand_after_the_pictures_of_bullets() -> None:
    bullets = "".join(f'<w:numPicBullet w:numPicBulletId="{i}"/>' for i in range(5))
    numbering = f'<w:numbering xmlns:w="{W[1:-1]}">{bullets}</w:numbering>'
    made = Numbering.of(load_theme(), numbering.encode(), {})
    made.list(ordered=True, boxed=False, level=0, start=1)
    tags = [etree.QName(child).localname for child in etree.fromstring(made.to_bytes())]
    assert tags == [*["numPicBullet"] * 5, *["abstractNum"] * 4, "num"]


def test_a_template_that_lacks_styles() -> None:
    lacking = changed(
        HOUSE.read_bytes(), "word/styles.xml", ('w:val="Callout"', 'w:val="Riquadro"'), ('w:val="toc 2"', 'w:val="x"')
    )
    assert missing_styles(lacking) == ["toc 2", "Callout"]
    _, got, want = told(sample(), write(sample(), template=lacking))
    assert got == want


def test_an_axis_that_the_template_does_not_know_gets_its_styles() -> None:
    axes = tuple(Axis(i, str(i + 1), f"Priorità {i + 1}", f"P{i + 1}") for i in range(13))
    file = write(replace(sample(), axes=axes), template=HOUSE.read_bytes())
    assert {"Axis XIII", "Axis XIII Lead", "Axis XIII Chip", "Axis XIII Group"} <= set(file.styles.values())
    fills = re.findall(r'w:fill="([0-9A-F]{6})"', file.parts["word/styles.xml"].decode())
    assert len(set(fills)) >= 13


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"%PDF-1.7"])
def test_an_unreadable_template(data: bytes) -> None:
    with pytest.raises(UnreadablePackage):
        missing_styles(data)


def test_a_template_with_damaged_data_is_unreadable() -> None:
    data = bytearray(HOUSE.read_bytes())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("word/styles.xml")
    start = info.header_offset + 30 + len(info.filename)
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(UnreadablePackage):
        missing_styles(bytes(data))


def test_a_template_of_many_large_parts_is_unreadable() -> None:
    stream = io.BytesIO(HOUSE.read_bytes())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for i in range(5):
            archive.writestr(f"word/media/image{i}.bmp", bytes(60 * 1024 * 1024))
    with pytest.raises(UnreadablePackage, match="too large"):
        missing_styles(stream.getvalue())


def test_a_package_without_a_document_is_unreadable() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(UnreadablePackage):
        missing_styles(stream.getvalue())


@pytest.mark.parametrize(
    ("text", "wanted"), [("12", 12), ("-7", -7), ("²", 0), ("--5", 0), ("2.5cm", 0), ("", 0), ("9" * 5000, 0)]
)
def test_an_odd_number_in_a_template_is_none(text: str, wanted: int) -> None:
    item = etree.Element("x", {"{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val": text})
    assert number(item, "val") == wanted
