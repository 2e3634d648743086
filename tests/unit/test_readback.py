"""Reading finished files back: objects and text of a PDF, blocks of a web page, and what makes texts comparable."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image

from report_builder.readback import Block, Kind, normal
from report_builder.readback.grid import places
from report_builder.readback.html import read_html
from report_builder.readback.pdf import read_pdf
from report_builder.readback.pdf_file import Name, Operator, PdfFile, Ref, Stream, operations, parse, text
from report_builder.readback.pdf_text import Run, joined


def test_texts_are_compared_without_what_only_typesetting_adds() -> None:
    assert normal("  8,5\u00a0Mln€ \n di\u202fcui ") == "8,5 Mln€ di cui"
    assert normal("riempi\u00admento eﬃcace vice\u2011presidente\u200b") == "riempimento efficace vice-presidente"


def test_ids_take_no_part_in_comparisons() -> None:
    assert Block(Kind.PARAGRAPH, "a", id="x") == Block(Kind.PARAGRAPH, "a", id="y")
    assert Block(Kind.ITEM, "a", level=1) != Block(Kind.ITEM, "a", level=2)


def test_cells_that_reach_down_push_later_ones_aside() -> None:
    rows = [[(2, 1), (1, 2), (2, 1)], [(1, 1), (1, 1)], [(1, 4)]]
    assert list(places(rows)) == [[(1, 1), (1, 2), (1, 4)], [(2, 2), (2, 3)], [(3, 1)]]


# ----------------------------------------------------------------------------------------------------------------- PDF objects


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (b"12", 12),
        (b"-.5", -0.5),
        (b"/A#20b", Name("A b")),
        (b"(a \\(b\\) (c) \\101\\n)", b"a (b) (c) A\n"),
        (b"<FEFF 00e8 4>", b"\xfe\xff\x00\xe8\x40"),
        (b"[1 0 R 2 (x)]", [Ref(1), 2, b"x"]),
        (b"<</K [1 2]/T<</N null/B true>>>>", {"K": [1, 2], "T": {"N": None, "B": True}}),
        (b"% a remark\n7", 7),
        (b"R", Operator("R")),
    ],
)
def test_objects_are_read_as_they_are_written(source: bytes, value: object) -> None:
    assert parse(source, 0)[0] == value


def test_text_strings_have_two_encodings() -> None:
    assert (text(b"\xfe\xff\x20\xac"), text(b"citt\xe0")) == ("€", "città")


def test_operators_come_with_their_operands() -> None:
    source = b"/Span <</MCID 3>> BDC\n[<0001>-20(a)] TJ EMC BI /W 1 ID xx EI 1 0 0 RG"
    assert list(operations(source)) == [
        ("BDC", [Name("Span"), {"MCID": 3}]),
        ("TJ", [[b"\x00\x01", -20, b"a"]]),
        ("EMC", []),
        ("BI", []),
        ("ID", [Name("W"), 1]),
        ("RG", [1, 0, 0]),
    ]


def small_pdf(body: dict[int, bytes], trailer: bytes) -> bytes:
    data, offsets = b"%PDF-1.7\n", {}
    for number, content in body.items():
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(body) + 1)
    table += b"".join(b"%010d 00000 n \n" % offsets[number] for number in sorted(body))
    return data + table + b"trailer\n" + trailer + b"\nstartxref\n%d\n%%%%EOF\n" % len(data)


def test_a_file_with_a_plain_table_of_references_is_read() -> None:
    packed = zlib.compress(b"q Q")
    stream = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    file = PdfFile(small_pdf({1: b"<</Type/Catalog/X 2 0 R/Gone 9 0 R>>", 2: stream}, b"<</Size 3/Root 1 0 R>>"))
    assert file.root["Type"] == "Catalog"
    assert file.get(file.root["X"]) == Stream({"Length": len(packed), "Filter": Name("FlateDecode")}, b"q Q")
    assert file.get(file.root["Gone"]) is None


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_stream_of_differences_is_put_together(mode: str) -> None:
    """A PNG's rows are packed as those of a stream with a predictor; each kind of difference is in these."""
    picture = Image.radial_gradient("L").resize((37, 60)).convert("RGB")
    picture.paste(Image.effect_noise((37, 20), 90).convert("RGB"), (0, 5))
    picture = picture.convert(mode)
    picture.save(png := BytesIO(), "PNG")
    before, _, after = png.getvalue().partition(b"IDAT")
    packed = after[: int.from_bytes(before[-4:])]
    kinds = set(zlib.decompress(packed)[:: 37 * len(mode) + 1])
    assert kinds >= {1, 2, 4}
    entries = b"/DecodeParms[<</Predictor 15/Columns 37/Colors %d>>]" % len(mode)
    stream = b"<</Length %d/Filter[/FlateDecode]%s>>\nstream\n%s\nendstream" % (len(packed), entries, packed)
    file = PdfFile(small_pdf({1: b"<</Type/Catalog/X 2 0 R>>", 2: stream}, b"<</Size 3/Root 1 0 R>>"))
    assert file.get(file.root["X"]).data == picture.tobytes()


@pytest.mark.parametrize(
    ("body", "trailer"),
    [({1: b"1 0 R"}, b"<</Root 1 0 R>>"), ({1: b"2 0 R", 2: b"1 0 R"}, b"<</Root 2 0 R>>"), ({1: b"<<>>"}, b"<</Prev 29>>")],
)
def test_references_in_a_circle_come_to_an_end(body: dict[int, bytes], trailer: bytes) -> None:
    with pytest.raises(ValueError, match="circle"):
        read_pdf(small_pdf(body, trailer))


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a PDF"):
        read_pdf(data)


def test_an_untagged_pdf_is_refused() -> None:
    with pytest.raises(ValueError, match="not a tagged PDF"):
        read_pdf(small_pdf({1: b"<</Type/Catalog>>"}, b"<</Size 2/Root 1 0 R>>"))


# --------------------------------------------------------------------------------------------------------------------- PDF text


def line(words: str, y: float, x: float = 0.0, page: int = 0, size: float = 10.0) -> Run:
    return Run(words, page, x, x + 5.0 * len(words), y, size)


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ([line("una", 100), line("riga", 85)], "una riga"),
        ([line("riempi\u00ad", 100), line("mento", 85)], "riempi\u00admento"),
        ([line("2014-", 100), line("2020", 85)], "2014-2020"),
        ([line("maschi -", 100), line("femmine", 85)], "maschi - femmine"),
        ([line("fine", 20), line("inizio", 800, page=1)], "fine inizio"),
        ([line("a", 100), line("b", 100, x=5.1)], "ab"),
        ([line("I", 100), line("Occupazione", 100, x=20)], "I Occupazione"),
        ([line("2018", 100), line("", 103.5, x=20, size=7.5), line(", come", 100, x=20)], "2018, come"),
        ([line("2018", 100), line("", 103.5, x=20, size=7.5), line("come", 85)], "2018 come"),
        ([line("a", 100), Run(" ", 0, 0, 0, 0, 0), line("b", 100, x=6)], "a b"),
    ],
)
def test_runs_are_joined_as_a_reader_would(runs: list[Run], words: str) -> None:
    assert joined(runs) == words


# --------------------------------------------------------------------------------------------------------------------- web page


def page(body: str) -> list[tuple[Kind, str]]:
    found = read_html(f"<!DOCTYPE html><html lang=it><head><title>T</title></head><body>{body}</body></html>".encode())
    return [(block.kind, block.text) for block in found]


def test_a_page_without_bytes_is_refused() -> None:
    with pytest.raises(ValueError, match="web page"):
        read_html(b" ")


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<h2><span>2.1</span> Titolo <b>qui</b></h2>", [(Kind.HEADING, "2.1 Titolo qui")]),
        ("<header class=cover><h1>Sintesi<br>di prova</h1><p>Riga</p></header>",
         [(Kind.TITLE, "Sintesi di prova"), (Kind.PARAGRAPH, "Riga")]),
        ("<p>Testo<sup><a role=doc-noteref href=#n>1</a></sup>.</p>", [(Kind.PARAGRAPH, "Testo.")]),
        ("<p>Vedi <a href=#t>Tabella 1</a></p>", [(Kind.PARAGRAPH, "Vedi Tabella 1"), (Kind.LINK, "Tabella 1")]),
        ("<ul class=list><li><p>uno</p><p>due</p></li></ul>", [(Kind.ITEM, "uno"), (Kind.PARAGRAPH, "due")]),
        ("<ul class=list><li><ul class=list><li><p>uno</p></li></ul><p>due</p></li></ul>",
         [(Kind.ITEM, ""), (Kind.ITEM, "uno"), (Kind.PARAGRAPH, "due")]),
        ("<p aria-hidden=true>no</p><details><p>no</p></details><img alt=''>", []),
        ("<figure><figcaption><p>Figura 1</p><p class=measure>M</p></figcaption><div class=source><p>F</p></div></figure>",
         [(Kind.CAPTION, "Figura 1"), (Kind.MEASURE, "M"), (Kind.SOURCE, "F")]),
        ("<aside class=callout><p class=value>60%</p><div><p class=label>L</p><p>T</p></div></aside>",
         [(Kind.CALLOUT, "L 60%"), (Kind.PARAGRAPH, "T")]),
        ("<dl><div><dt>D</dt><dd>970,5 <span>Mln€</span></dd></div></dl>", [(Kind.KEY, "D 970,5 Mln€")]),
        ("<section role=doc-endnotes><ol><li value=3><p>Nota <a role=doc-backlink href=#x>su</a></p></li></ol></section>",
         [(Kind.NOTE, "Nota")]),
    ],
)  # fmt: skip
def test_the_markup_of_a_page_becomes_blocks(body: str, blocks: list[tuple[Kind, str]]) -> None:
    assert page(body) == blocks
