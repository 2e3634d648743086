"""The checks of a finished Word file: a sound one passes, one that was broken in some way is found out, and so is only that."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from report_builder.checking import check
from report_builder.document import Document
from report_builder.theme import load_theme
from report_builder.verify.results import Finding
from report_builder.verify.word import CLAUSES, check_word
from report_builder.writers import Options
from report_builder.writers.docx import write_docx
from tests.breaks import registered_in
from tests.conftest import REPORTS
from tests.drawing import fake_draw
from tests.sample import sample
from tests.stress import stress

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MAIN, STYLES, SETTINGS, CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
NOTES, NUMBERING, FONTS = "word/footnotes.xml", "word/numbering.xml", "word/fontTable.xml"

Break = Callable[["Broken"], str | None]
"""Breaks a file; gives the place that must be named, if there is a certain one."""

BREAKS: dict[str, Break] = {}
rule = registered_in(BREAKS)


class Broken:
    """The parts of a file, to be broken: trees are written back."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.trees: dict[str, etree._Element] = {}

    def tree(self, part: str = MAIN) -> etree._Element:
        return self.trees.setdefault(part, etree.fromstring(self.parts[part]))

    def all(self, path: str, part: str = MAIN) -> list[etree._Element]:
        return list(self.tree(part).xpath(path, namespaces={"w": W[1:-1], "wp": WP[1:-1]}))  # type: ignore[arg-type]

    def one(self, path: str, part: str = MAIN) -> etree._Element:
        return self.all(path, part)[0]

    def drop(self, path: str, part: str = MAIN) -> None:
        for item in self.all(path, part):
            item.getparent().remove(item)  # type: ignore[union-attr]

    def paragraph(self, words: str) -> etree._Element:
        """The first paragraph of the text that begins so."""
        return next(p for p in self.tree().iter(W + "p") if "".join(t.text or "" for t in p.iter(W + "t")).startswith(words))

    def place(self, paragraph: etree._Element) -> str:
        return f"{MAIN} p[{list(self.tree().iter(W + 'p')).index(paragraph) + 1}]"

    def data(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, etree.tostring(self.trees[name]) if name in self.trees else content)
        return stream.getvalue()


def written(document: Document) -> bytes:
    (data,) = write_docx(document, load_theme().for_axes(len(document.axes)), fake_draw, Options(identity="abc")).values()
    return data


@pytest.fixture(scope="module")
def sound() -> bytes:
    return written(sample())


def paragraph(words: str = "", style: str = "BodyText") -> etree._Element:
    run = f"<w:r><w:t>{words}</w:t></w:r>" if words else ""
    return etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>')


# --------------------------------------------------------------------------------------------------------------- sound files


@pytest.mark.parametrize("document", [sample(), stress()], ids=["sample", "stress"])
def test_what_the_writer_makes_is_sound(document: Document) -> None:
    assert check_word(written(document)) == ()


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_the_reports_are_sound(name: str) -> None:
    ready = check(REPORTS[name]).ready
    assert ready is not None
    _, document, theme = ready
    (data,) = write_docx(document, theme, fake_draw, Options()).values()
    assert check_word(data) == ()


def test_a_file_of_an_office_is_sound() -> None:
    template = Path(__file__).parents[2] / "styles/template.docx"
    (data,) = write_docx(sample(), load_theme(), fake_draw, Options(identity="abc"), template.read_bytes()).values()
    assert check_word(data) == ()


# -------------------------------------------------------------------------------------------------------------- broken files


def test_every_rule_is_broken_here() -> None:
    assert set(BREAKS) == set(CLAUSES)


@pytest.mark.parametrize("name", CLAUSES)
def test_a_broken_file_is_found_out(name: str, sound: bytes) -> None:
    file = Broken(sound)
    place = BREAKS[name](file)
    found = check_word(file.data())
    assert {finding.rule for finding in found} == {name}
    assert all(finding.standard == CLAUSES[name] for finding in found)
    if place is not None:
        assert place in {finding.place for finding in found}


def test_an_item_without_words_is_an_empty_paragraph_unless_a_list_follows(sound: bytes) -> None:
    file = Broken(sound)
    item = next(p for p in file.tree().iter(W + "p") if p.find(f"{W}pPr/{W}numPr") is not None)
    made = paragraph()
    made.find(f"{W}pPr").append(deepcopy(item.find(f"{W}pPr/{W}numPr")))  # type: ignore[union-attr, arg-type]
    item.addprevious(made)
    assert [finding.place for finding in check_word(file.data())] == [file.place(made)]
    item.find(f"{W}pPr/{W}numPr/{W}ilvl").set(W + "val", "1")  # type: ignore[union-attr]
    assert check_word(file.data()) == ()


@pytest.mark.parametrize(
    ("kind", "custom", "language", "told"),
    [
        ("character", "1", "en-US", False),  # "English words", made to say so
        ("character", "", "en-US", True),  # Word's own, in a template from elsewhere
        ("paragraph", "1", "en-US", True),
        ("paragraph", "1", "it-CH", False),
    ],
)
def test_a_language_of_a_style_is_a_fault_where_nobody_meant_it(
    sound: bytes, kind: str, custom: str, language: str, told: bool
) -> None:
    file = Broken(sound)
    style = etree.fromstring(
        f'<w:style xmlns:w="{W[1:-1]}" w:type="{kind}" w:styleId="Own"><w:name w:val="Own"/>'
        f'<w:rPr><w:lang w:val="{language}"/></w:rPr></w:style>'
    )
    if custom:
        style.set(W + "customStyle", custom)
    file.tree(STYLES).append(style)
    made = paragraph("work in progress")
    if kind == "character":
        run = made.find(W + "r")
        assert run is not None
        run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:rStyle w:val="Own"/></w:rPr>'))
    else:
        made.find(f"{W}pPr/{W}pStyle").set(W + "val", "Own")  # type: ignore[union-attr]
    file.one("//w:body").insert(3, made)
    assert [finding.rule for finding in check_word(file.data())] == ["word-style-language"] * told


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_file_is_found_out(data: bytes) -> None:
    (finding,) = check_word(data)
    assert finding.rule == "word-unreadable"


@pytest.mark.parametrize("way", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_bytes_that_were_spoiled_anywhere_never_stop_the_checks(way: int, sound: bytes) -> None:
    """Of a file packed in whatever way a ZIP knows: each library behind it breaks off with errors of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        for name, content in Broken(sound).parts.items():
            if not name.startswith("word/fonts/"):
                archive.writestr(name, content)
    data = stream.getvalue()
    unread = 0
    for step in range(60):
        at = step * len(data) // 60
        found = (*check_word(data[:at] + b"\xff\x00" + data[at + 2 :]), *check_word(data[:at]))
        assert {finding.rule for finding in found} <= set(CLAUSES)
        unread += any(finding.rule == "word-unreadable" for finding in found)
    assert unread == 60, "what is cut off is unreadable"


def test_a_file_that_would_fill_the_memory_is_not_unpacked(monkeypatch: pytest.MonkeyPatch, sound: bytes) -> None:
    monkeypatch.setattr("report_builder.verify.word.file.LARGEST", 1000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was"))
    (finding,) = check_word(sound)
    assert finding.rule == "word-unreadable"


@rule("word-unreadable")
def _(file: Broken) -> None:
    file.parts[MAIN] = file.parts[MAIN][:-40]


@rule("word-no-title")
def _(file: Broken) -> str:
    file.drop("//*[local-name()='title']", CORE)
    return CORE


@rule("word-no-language")
def _(file: Broken) -> None:
    file.drop("//w:docDefaults//w:lang", STYLES)


@rule("word-language-tag")
def _(file: Broken) -> str:
    run = file.one("//w:body//w:r[w:rPr/w:lang]")
    run.find(f"{W}rPr/{W}lang").set(W + "val", "inglese")  # type: ignore[union-attr]
    return file.place(run.getparent())  # type: ignore[arg-type]


@rule("word-style-language")
def _(file: Broken) -> str:
    run = file.one("//w:style[@w:styleId='BodyText']/w:rPr", STYLES)
    etree.SubElement(run, W + "lang").set(W + "val", "en-US")
    return "word/styles.xml BodyText"


@rule("word-protected")
def _(file: Broken) -> None:
    protection = etree.SubElement(file.tree(SETTINGS), W + "documentProtection")
    protection.set(W + "edit", "readOnly")
    protection.set(W + "enforcement", "1")


@rule("word-font-broken")
def _(file: Broken) -> str:
    file.parts["word/fonts/font1.odttf"] = file.parts["word/fonts/font2.odttf"]
    return "word/fonts/font1.odttf"


@rule("word-font-licence")
def _(file: Broken) -> None:
    """Bits that forbid embedding, written into the table OS/2 of an embedded font, which lies behind the hidden bytes."""
    name = "word/fonts/font2.odttf"
    data = bytearray(file.parts[name])
    at = data.index(b"OS/2")
    offset = int.from_bytes(data[at + 8 : at + 12], "big")
    data[offset + 8 : offset + 10] = (2).to_bytes(2, "big")
    file.parts[name] = bytes(data)


@rule("word-no-heading")
def _(file: Broken) -> None:
    for style in file.all("//w:style/w:pPr/w:outlineLvl", STYLES):
        style.getparent().remove(style)  # type: ignore[union-attr]


@rule("word-first-heading")
def _(file: Broken) -> None:
    heading = next(p for p in file.tree().iter(W + "p") if _style(p) == "Heading1")
    heading.find(f"{W}pPr/{W}pStyle").set(W + "val", "Heading2")  # type: ignore[union-attr]


def _style(item: etree._Element) -> str:
    found = item.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(W + "val"))


@rule("word-heading-gap")
def _(file: Broken) -> str:
    first = file.one("//w:p[w:pPr/w:pStyle/@w:val='Heading1']")
    made = paragraph("Tre", "Heading3")
    first.addnext(made)
    return file.place(made)


@rule("word-heading-style")
def _(file: Broken) -> str:
    """What most writers would do: a style of one's own that is based on a heading."""
    band = file.one("//w:p[w:pPr/w:pStyle/@w:val='AxisILead']").getprevious()
    assert band is not None
    band.find(f"{W}pPr/{W}pStyle").set(W + "val", "AxisI")  # type: ignore[union-attr]
    return file.place(band)


@rule("word-heading-empty")
def _(file: Broken) -> str:
    made = paragraph("", "Heading1")
    file.one("//w:p[w:pPr/w:pStyle/@w:val='Heading1']").addnext(made)
    made.append(etree.fromstring(f'<w:r xmlns:w="{W[1:-1]}"><w:fldChar w:fldCharType="begin"/></w:r>'))
    return file.place(made)


@rule("word-empty-paragraph")
def _(file: Broken) -> str:
    made = paragraph()
    file.paragraph("Gli Assi delineano").addnext(made)
    return file.place(made)


@rule("word-blanks")
def _(file: Broken) -> str:
    words = file.paragraph("Gli Assi delineano")
    next(words.iter(W + "t")).text = "Gli    Assi"
    return file.place(words)


@rule("word-typed-list")
def _(file: Broken) -> str:
    made = paragraph("• una voce")
    file.paragraph("Gli Assi delineano").addnext(made)
    return file.place(made)


@rule("word-list-undefined")
def _(file: Broken) -> None:
    file.drop("//w:num", NUMBERING)


@rule("word-link-empty")
def _(file: Broken) -> None:
    link = file.one("//w:hyperlink")
    for run in link.findall(f"{W}r"):
        link.remove(run)


@rule("word-link-nowhere")
def _(file: Broken) -> None:
    file.one("//w:hyperlink[@w:anchor='_asse-1']").set(W + "anchor", "_altrove")


@rule("word-note-missing")
def _(file: Broken) -> str:
    call = file.one("//w:footnoteReference")
    call.set(W + "id", "99")
    return file.place(next(call.iterancestors(W + "p")))


@rule("word-contrast")
def _(file: Broken) -> None:
    file.one("//w:style[@w:styleId='BodyText']/w:rPr/w:color", STYLES).set(W + "val", "AAAAAA")


@rule("word-no-alternative")
def _(file: Broken) -> str:
    """Of a picture that is not marked as decoration; the mark alone, without the alternative, is enough (see below)."""
    said = file.one("//wp:docPr[@descr != '']")
    del said.attrib["descr"]
    return file.place(next(said.iterancestors(W + "p")))


@rule("word-file-name")
def _(file: Broken) -> None:
    file.one("//wp:docPr[@descr != '']").set("descr", "grafico-1.PNG")


@rule("word-decorative-alternative")
def _(file: Broken) -> None:
    file.one("//wp:docPr[@descr = '']").set("descr", "Un fregio")


@rule("word-floating")
def _(file: Broken) -> str:
    file.one("//wp:inline").tag = WP + "anchor"
    return f"{MAIN} anchor[1]"


def table(file: Broken) -> etree._Element:
    """The table that is not of key figures."""
    return file.one("//w:tbl[w:tblPr/w:tblStyle/@w:val='ReportTable']")


def table_place(file: Broken) -> str:
    return f"{MAIN} tbl[{file.all('//w:tbl').index(table(file)) + 1}]"


@rule("word-table-no-header")
def _(file: Broken) -> str:
    for mark in list(table(file).iter(W + "tblHeader")):
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    return table_place(file)


@rule("word-table-header-late")
def _(file: Broken) -> str:
    rows = table(file).findall(f"{W}tr")
    etree.SubElement(rows[3].find(f"{W}trPr"), W + "tblHeader")  # type: ignore[arg-type]
    return f"{table_place(file)}/tr[4]"


@rule("word-table-look")
def _(file: Broken) -> str:
    table(file).find(f"{W}tblPr/{W}tblLook").set(W + "firstRow", "0")  # type: ignore[union-attr]
    return table_place(file)


@rule("word-table-first-column")
def _(file: Broken) -> str:
    table(file).find(f"{W}tblPr/{W}tblLook").set(W + "firstColumn", "0")  # type: ignore[union-attr]
    return table_place(file)


@rule("word-table-no-name")
def _(file: Broken) -> str:
    properties = table(file).find(f"{W}tblPr")
    assert properties is not None
    for tag in ("tblCaption", "tblDescription"):
        properties.remove(properties.find(W + tag))  # type: ignore[arg-type]
    return table_place(file)


@rule("word-table-nested")
def _(file: Broken) -> None:
    whole = table(file)
    cell = whole.findall(f"{W}tr")[1].find(f"{W}tc")
    assert cell is not None
    inner = deepcopy(file.one("//w:tbl"))
    for mark in [*inner.iter(W + "bookmarkStart"), *inner.iter(W + "bookmarkEnd")]:
        mark.getparent().remove(mark)  # type: ignore[union-attr]
    cell.insert(1, inner)


@rule("word-table-layout")
def _(file: Broken) -> None:
    first = file.one("//w:tbl[w:tblPr/w:tblStyle/@w:val='KeyFigures']")
    for row in first.findall(f"{W}tr")[1:]:
        first.remove(row)


@rule("word-table-joined")
def _(file: Broken) -> None:
    file.one("//w:tblStyle[@w:val='KeyFiguresNext']").set(W + "val", "KeyFigures")


@rule("word-table-row")
def _(file: Broken) -> str:
    row = table(file).findall(f"{W}tr")[2]
    row.remove(row.findall(f"{W}tc")[-1])
    return f"{table_place(file)}/tr[3]"


# ------------------------------------------------------------------------------------------------------ what else a rule means


def rules(file: Broken) -> set[str]:
    return {finding.rule for finding in check_word(file.data())}


def test_a_decoration_needs_its_mark(sound: bytes) -> None:
    file = Broken(sound)
    file.drop("//wp:docPr[@descr = '']/*")
    assert rules(file) == {"word-no-alternative"}


def test_a_first_column_needs_its_bookmark_and_its_style(sound: bytes) -> None:
    file = Broken(sound)
    file.drop("//w:bookmarkStart[starts-with(@w:name, 'RowTitle')]")
    assert rules(file) == {"word-table-first-column"}
    file = Broken(sound)
    file.drop("//w:tblStylePr[@w:type='firstCol']", STYLES)
    assert rules(file) == {"word-table-first-column"}


def test_a_head_needs_its_style(sound: bytes) -> None:
    file = Broken(sound)
    file.drop("//w:tblStylePr[@w:type='firstRow']", STYLES)
    assert rules(file) == {"word-table-look"}


def test_the_bits_of_an_older_look_count(sound: bytes) -> None:
    file = Broken(sound)
    for look in file.all("//w:tblLook"):
        for name in ("firstRow", "firstColumn", "lastRow", "lastColumn", "noHBand", "noVBand"):
            look.attrib.pop(W + name, None)
    assert rules(file) == set()
    for look in file.all("//w:tblLook"):
        look.set(W + "val", "0000")
    assert rules(file) == {"word-table-look", "word-table-first-column"}


def test_a_pale_word_is_found_wherever_its_colour_comes_from(sound: bytes) -> None:
    def pale(place: str) -> tuple[Finding, ...]:
        file = Broken(sound)
        words = file.paragraph("Gli Assi delineano")
        run = next(run for run in words.iter(W + "r") if run.find(W + "t") is not None)
        if place == "run":
            properties = etree.Element(W + "rPr")
            run.insert(0, properties)
            etree.SubElement(properties, W + "color").set(W + "val", "999999")
        else:
            properties = words.find(f"{W}pPr")  # type: ignore[assignment]
            shade = etree.SubElement(properties, W + "shd")
            shade.set(W + "val", "clear")
            shade.set(W + "fill", "333333")
        return check_word(file.data())

    (weak,) = pale("run")
    assert weak.parameters == {"ink": "#999999", "ground": "#FFFFFF", "ratio": "2.84", "least": "4.5"}
    assert {finding.parameters["ground"] for finding in pale("paragraph")} == {"#333333"}


def test_a_colour_that_is_automatic_stands_out_on_any_ground(sound: bytes) -> None:
    file = Broken(sound)
    words = file.paragraph("Gli Assi delineano")
    etree.SubElement(words.find(f"{W}pPr"), W + "shd").set(W + "fill", "1B1B1B")  # type: ignore[arg-type]
    file.one("//w:style[@w:styleId='BodyText']/w:rPr/w:color", STYLES).set(W + "val", "auto")
    assert rules(file) == set()


def test_where_the_style_of_a_table_lays_a_ground_nobody_knows_it(sound: bytes) -> None:
    def white(*, shaded: bool) -> set[str]:
        file = Broken(sound)
        head = file.one("//w:style[@w:type='table'][@w:styleId='ReportTable']/w:tblStylePr[@w:type='firstRow']", STYLES)
        if shaded:
            shade = etree.SubElement(etree.SubElement(head, W + "tcPr"), W + "shd")
            shade.set(W + "fill", "1B1B1B")
        for run in next(table(file).iter(W + "tr")).iter(W + "r"):
            properties = run.find(W + "rPr")
            properties = etree.Element(W + "rPr") if properties is None else properties
            run.insert(0, properties)
            etree.SubElement(properties, W + "color").set(W + "val", "FFFFFF")
        return rules(file)

    assert white(shaded=False) == {"word-contrast"}
    assert white(shaded=True) == set()


VML = f'xmlns:w="{W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
AGAIN = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    ("run", "wanted"),
    [
        (f"<w:r {VML}><w:pict><v:shape/></w:pict></w:r>", {"word-no-alternative"}),
        (f'<w:r {VML}><w:pict><v:shape alt="Un tondo" style="position:absolute"/></w:pict></w:r>', {"word-floating"}),
        (f"<w:r {VML}><w:object><v:shape/></w:object></w:r>", {"word-no-alternative"}),
        (f'<w:r {VML}><w:object><v:shape alt="Un foglio"/></w:object></w:r>', set()),
        (f'<w:r {VML}><w:pict><v:rect o:hr="t"/></w:pict></w:r>', set()),
        (
            f'<w:r {VML}><m:AlternateContent xmlns:m="{AGAIN}"><m:Fallback><w:pict><v:shape/></w:pict></m:Fallback>'
            "</m:AlternateContent></w:r>",
            set(),
        ),
        (f'<m:oMathPara xmlns:m="{MATH}"><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></m:oMathPara>', set()),
        (f'<w:r {VML}><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', set()),
        (f'<w:r {VML}><w:instrText>HYPERLINK \\l "_altrove" \\o "x"</w:instrText></w:r>', {"word-link-nowhere"}),
        (f'<w:r {VML}><w:instrText>HYPERLINK \\l "_asse-1" \\o "x"</w:instrText></w:r>', set()),
    ],
)
def test_what_other_programs_put_into_a_paragraph(run: str, wanted: set[str], sound: bytes) -> None:
    file = Broken(sound)
    made = paragraph()
    if "instrText" in run:
        parts = (f'<w:r {VML}><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
        begin, separate, end = (etree.fromstring(part) for part in parts)
        words = etree.fromstring(f"<w:r {VML}><w:t>altrove</w:t></w:r>")
        made.extend((begin, etree.fromstring(run), separate, words, end))
    else:
        made.append(etree.fromstring(run))
    file.paragraph("Gli Assi delineano").addnext(made)
    assert rules(file) == wanted


def test_large_type_needs_less_contrast(sound: bytes) -> None:
    def grey(size: str) -> set[str]:
        file = Broken(sound)
        style = file.one("//w:style[@w:styleId='BodyText']/w:rPr", STYLES)
        style.find(W + "color").set(W + "val", "8A8A8A")  # type: ignore[union-attr]
        style.find(W + "sz").set(W + "val", size)  # type: ignore[union-attr]
        return rules(file)

    assert grey("35") == {"word-contrast"}
    assert grey("36") == set()


def test_a_heading_style_without_its_level_is_none(sound: bytes) -> None:
    file = Broken(sound)
    file.drop("//w:style[@w:styleId='Heading1']/w:pPr/w:outlineLvl", STYLES)
    assert rules(file) == {"word-first-heading"}


def test_what_must_be_empty_may_be(sound: bytes) -> None:
    file = Broken(sound)
    body = file.one("//w:body")
    tail = body.find(f"{W}sectPr")
    assert tail is not None
    tail.addprevious(deepcopy(table(file)))
    for mark in [*body.findall(f"{W}tbl")[-1].iter(W + "bookmarkStart")]:
        mark.set(W + "name", f"{mark.get(W + 'name')}_2")
    tail.addprevious(paragraph())
    assert rules(file) == set()


def test_a_title_of_blanks_is_none() -> None:
    data = written(replace(sample(), meta=replace(sample().meta, title="  ")))
    assert {finding.rule for finding in check_word(data)} == {"word-no-title"}
