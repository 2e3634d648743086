"""An office's own Word template: its lists, lengths and languages, where they are unlike the house's."""

from __future__ import annotations

import pytest

from report_builder.document import List, ListItem, Paragraph
from report_builder.readback import Kind
from report_builder.readback.docx import read_docx
from report_builder.verify.word import check_word
from report_builder.writers.docx.package import Package
from report_builder.writers.docx.xml import Xml, document_part, in_twips, part, w
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


def bare_template(styles: str) -> bytes:
    """A template as other programs save it: these styles, and no list, font, default or sheet."""
    package = Package({MAIN: part("w:document", w("body", w("p")))})
    package.relate("", "officeDocument", MAIN)
    package.add(MAIN, "styles", STYLES, document_part(Xml(f'<w:styles xmlns:w="{W[1:-1]}">{styles}</w:styles>')))
    return package.to_bytes()


def test_a_template_without_styles_of_use_gets_what_ours_are_based_on() -> None:
    """LibreOffice saves no "Normal Table", and a default style of paragraphs may have any name."""
    file = write(sample(), template=bare_template(STANDARD))
    known = {str(name): str(key) for key, name in file.styles.items()}
    bases = {str(base) for base in file.find("//w:style/w:basedOn/@w:val", STYLES)}
    assert bases <= set(known.values())
    assert {"Default Paragraph Font", "Normal Table"} <= set(known)
    assert "Normal" not in known, "or there would be two defaults"
    assert known["Standard"] in bases
    assert file.find("//w:font[@w:name='Titillium Web']", "word/fontTable.xml"), "the house's styles are in the house's font"
    assert check_word(file.data) == ()


STANDARD = '<w:style w:type="paragraph" w:default="1" w:styleId="S1"><w:name w:val="Standard"/></w:style>'


def test_the_headings_of_a_template_do_not_count_twice() -> None:
    counted = "".join(
        f'<w:style w:type="paragraph" w:styleId="T{level}"><w:name w:val="heading {level}"/><w:pPr><w:keepNext/><w:numPr>'
        f'<w:ilvl w:val="{level - 1}"/><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2)
    )
    file = write(sample(), template=bare_template(STANDARD + counted))
    for name in ("T1", "T2"):
        assert file.find(f"//w:style[@w:styleId='{name}']/w:pPr/w:numPr/*/@w:val", STYLES) == ["0"]
    assert check_word(file.data) == ()


def test_a_table_style_of_a_template_knows_heads_and_first_columns() -> None:
    own = '<w:style w:type="table" w:styleId="R"><w:name w:val="Report Table"/>{}</w:style>'
    head = '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    for said in ("", head):
        file = write(sample(), template=bare_template(STANDARD + own.format(said)))
        kinds = [str(kind) for kind in file.find("//w:style[@w:styleId='R']/w:tblStylePr/@w:type", STYLES)]
        assert kinds == ["firstRow", "firstCol"]
        assert check_word(file.data) == ()


def test_the_fonts_of_styles_that_a_template_lacks_join_its_own() -> None:
    whole = HOUSE.read_bytes()
    table = "word/fontTable.xml"
    office = changed(whole, table, ("Titillium Web SemiBold", "Carattere dell'ufficio"))
    lacking = changed(office, STYLES, ('w:name w:val="Source"', 'w:name w:val="Fonte"'))
    kept, joined = (write(sample(), template=given) for given in (office, lacking))
    own = [str(name) for name in kept.find("//w:font/@w:name", table)]
    assert "Titillium Web SemiBold" not in own
    both = [str(name) for name in joined.find("//w:font/@w:name", table)]
    assert both == [*own, "Titillium Web SemiBold"]
    assert check_word(joined.data) == ()


@pytest.mark.parametrize(("margins", "wide"), [((20, 20), 170), ((35, 30), 145), ((10, 10), 190)])
def test_tables_and_charts_are_as_wide_as_the_text_of_a_template(margins: tuple[int, int], wide: int) -> None:
    sheet = '<w:sectPr><w:pgMar w:left="{}mm" w:right="{}mm"/></w:sectPr></w:body>'.format(*margins)
    file = write(sample(), template=changed(bare_template(STANDARD), MAIN, ("</w:body>", sheet)))
    tables = [int(str(width)) for width in file.find("//w:tbl[w:tblPr/w:tblDescription]/w:tblPr/w:tblW/@w:w")]
    assert [abs(table - wide * 1440 / 25.4) < 2 for table in tables] == [True]
    pictures = [int(str(width)) / 36000 for width in file.find("//wp:inline/wp:extent/@cx")]
    assert max(pictures) <= wide + 0.01
    assert check_word(file.data) == ()
