"""An office's own Word template: its lists, lengths and languages, where they are unlike the house's."""

from __future__ import annotations

import pytest

from report_builder.document import List, ListItem, Paragraph
from report_builder.readback import Kind
from report_builder.readback.docx import read_docx
from report_builder.verify.word import check_word
from report_builder.writers.docx.xml import in_twips
from tests.sample import sample, words
from tests.unit.test_docx import HOUSE, W, changed, with_blocks, write

STYLES, NUMBERING, MAIN = "word/styles.xml", "word/numbering.xml", "word/document.xml"


def one_list(*, ordered: bool) -> List:
    return List("l-1", ordered, (ListItem((Paragraph("l-1-1", words("voce")),)),))


@pytest.mark.parametrize(("ordered", "name"), [(False, "List Bullet"), (True, "List Number")])
def test_a_list_style_that_is_missing_does_not_meet_another_list(ordered: bool, name: str) -> None:
    """In the template, the number that the house's style would name is that of the office's own list: "Art. 1"."""
    office = changed(HOUSE.read_bytes(), STYLES, (f'w:name w:val="{name}"', 'w:name w:val="Altro"'))
    office = changed(office, NUMBERING, ('<w:lvlText w:val="%1."/>', '<w:lvlText w:val="Art. %1"/>'))
    file = write(with_blocks(one_list(ordered=ordered)), template=office)
    (style,) = file.find(f"//w:style[w:name/@w:val='{name}']/w:pPr/w:numPr/w:numId/@w:val", STYLES)
    numbering = file.tree(NUMBERING)
    lists = {str(n.get(W + "numId")): str(n.find(W + "abstractNumId").get(W + "val")) for n in numbering.findall(W + "num")}  # type: ignore[union-attr]
    (own,) = [item for item in numbering.findall(W + "abstractNum") if item.get(W + "abstractNumId") == lists[str(style)]]
    level = own.find(W + "lvl")
    assert level is not None
    assert level.find(W + "numFmt").get(W + "val") == ("decimal" if ordered else "bullet")  # type: ignore[union-attr]
    assert "Art." not in str(level.find(W + "lvlText").get(W + "val"))  # type: ignore[union-attr]
    (item,) = [block for block in read_docx(file.data) if block.kind is Kind.ITEM]
    assert item.ordered is ordered
    (number,) = file.find("//w:p/w:pPr/w:numPr/w:numId/@w:val")
    assert lists[str(number)] == lists[str(style)]
    assert check_word(file.data) == ()


def test_a_list_style_of_the_template_keeps_its_list() -> None:
    office = changed(HOUSE.read_bytes(), NUMBERING, ('<w:lvlText w:val="%1."/>', '<w:lvlText w:val="%1)"/>'))
    file = write(with_blocks(one_list(ordered=True)), template=office)
    (number,) = file.find("//w:p/w:pPr/w:numPr/w:numId/@w:val")
    (abstract,) = file.find(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val", NUMBERING)
    assert file.find(f"//w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[1]/w:lvlText/@w:val", NUMBERING) == ["%1)"]


@pytest.mark.parametrize(
    ("text", "twips"),
    [
        ("1134", 1134),
        ("-20", -20),
        ("2.5cm", 1417),
        ("25mm", 1417),
        ("1in", 1440),
        ("12pt", 240),
        ("2pc", 480),
        ("2pi", 480),
        ("", None),
        ("2,5cm", None),
        ("cm", None),
        ("9" * 5000, None),
        ("1e3", None),
    ],
)
def test_lengths_with_units(text: str, twips: int | None) -> None:
    assert in_twips(text) == twips


def test_a_sheet_in_centimetres_keeps_its_margins() -> None:
    pairs = (('w:top="1531"', 'w:top="2.5cm"'), ('w:left="1134"', 'w:left="boh"'), ('w:w="11906"', 'w:w="21.0cm"'))
    file = write(sample(), template=changed(HOUSE.read_bytes(), MAIN, *pairs))
    margins = file.find("//w:pgMar")[-1]
    assert margins.get(W + "top") == "1417"
    assert margins.get(W + "left") == "1134", "the house's, where it is no length"
    assert file.find("//w:pgSz")[-1].get(W + "w") == "11906"


def test_a_template_in_another_language_speaks_the_documents() -> None:
    """In its basic style, in one that is used, and in one that nothing is in."""
    spoken = '<w:lang w:val="en-US"/></w:rPr></w:style>'
    pairs = []
    original = write(sample(), template=HOUSE.read_bytes()).parts[STYLES].decode()
    for identifier in ("Normal", "BodyText"):
        start = original.index(f'w:styleId="{identifier}"')
        whole = original[start : original.index("</w:style>", start) + len("</w:style>")]
        pairs.append((whole, whole.replace("</w:rPr></w:style>", spoken)))
    unused = f'<w:style w:type="paragraph" w:styleId="Motto"><w:name w:val="Motto"/><w:rPr>{spoken}</w:styles>'
    pairs.append(("</w:styles>", unused))
    file = write(sample(), template=changed(HOUSE.read_bytes(), STYLES, *pairs))
    assert file.find("//w:docDefaults//w:lang/@w:val", STYLES) == ["it-IT"]
    assert file.find("//w:style[.//w:lang]/w:name/@w:val", STYLES) == ["Motto"]
    assert check_word(file.data) == ()


def test_a_template_without_defaults_gets_a_language() -> None:
    original = HOUSE.read_bytes()
    file = write(sample(), template=original)
    styles = file.parts[STYLES].decode()
    start, end = styles.index("<w:docDefaults>"), styles.index("</w:docDefaults>") + len("</w:docDefaults>")
    defaults = styles[start:end].replace('<w:lang w:val="it-IT"/>', "")
    bare = write(sample(), template=changed(original, STYLES, (defaults, "")))
    assert bare.find("/w:styles/w:docDefaults/w:rPrDefault/w:rPr/w:lang/@w:val", STYLES) == ["it-IT"]
    assert bare.tree(STYLES)[0].tag == W + "docDefaults"
    assert check_word(bare.data) == ()
