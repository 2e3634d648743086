"""The Word file in other people's hands: the schema's rules, and LibreOffice, which opens, prints and saves it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from report_builder.document import Document, Section, Table, plain, sections_of
from report_builder.readback import Kind, normal
from report_builder.readback.docx import read_docx
from report_builder.theme import STYLES, load_theme
from report_builder.writers import Options
from report_builder.writers.docx import write_docx
from tests.conftest import REPORTS, Made
from tests.drawing import fake_draw
from tests.effort import calls
from tests.expected import expected
from tests.sample import sample
from tests.stress import stress
from tests.unit.test_docx import HOUSE, changed, told, write

HYPHENS = str.maketrans({"\u2011": "-", "\u2010": "-"})
Convert = Callable[[bytes, str], bytes]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """LibreOffice with a profile of its own: a Word file in, another format out."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: apt-get install libreoffice-writer"
    profile, count = tmp_path_factory.mktemp("profile"), iter(range(1000))

    def run(data: bytes, form: str) -> bytes:
        folder = tmp_path_factory.mktemp(f"convert-{next(count)}")
        (folder / "file.docx").write_bytes(data)
        line = [
            soffice,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            form,
            "--outdir",
            str(folder / "out"),
        ]
        done = subprocess.run([*line, str(folder / "file.docx")], capture_output=True, text=True, timeout=240, check=False)
        (made,) = list((folder / "out").iterdir()) or pytest.fail(done.stdout + done.stderr)
        return made.read_bytes()

    return run


def findings(data: bytes, folder: Path) -> list[str]:
    file = folder / "file.docx"
    file.write_bytes(data)
    result = OpenXmlValidator(max_errors=0, security_validation=True).validate(str(file))
    return [str(error) for error in result.errors]


def has_office_look() -> bytes:
    """A template that differs in fonts and colours."""
    return changed(
        HOUSE.read_bytes(), "word/styles.xml", ("Titillium Web", "DejaVu Serif"), ('w:fill="1A3B82"', 'w:fill="006633"')
    )


# ------------------------------------------------------------------------------------------------------------------ the schema


@pytest.mark.parametrize("document", [sample(), stress()], ids=["sample", "stress"])
def test_no_finding_of_the_schemas_rules(document: Document, tmp_path: Path) -> None:
    assert findings(write(document, Options(identity="abc123")).data, tmp_path) == []


def test_no_finding_with_another_template(tmp_path: Path) -> None:
    assert findings(write(sample(), template=has_office_look()).data, tmp_path) == []


def test_no_finding_in_the_template_itself(tmp_path: Path) -> None:
    assert findings((STYLES / "template.docx").read_bytes(), tmp_path) == []


@pytest.mark.parametrize("name", sorted(REPORTS))
def test_reports_are_valid_and_say_the_same(name: str, built: Callable[[str], Made], tmp_path: Path) -> None:
    data = built(name).file("docx").read_bytes()
    assert findings(data, tmp_path) == []
    kinds = {block.kind for block in read_docx(data)}
    assert {Kind.TITLE, Kind.TOC, Kind.HEADING, Kind.PARAGRAPH} <= kinds


# ------------------------------------------------------------------------------------------------------------------ LibreOffice


@dataclass(frozen=True)
class Saved:
    """What LibreOffice makes of a file: pages of its PDF as text, its own format as a tree, the Word file that it saves."""

    pages: list[str]
    fonts: set[str]
    odt: etree._Element
    again: bytes


@pytest.fixture(scope="module")
def saved(convert: Convert) -> Saved:
    data = write(sample()).data
    printed = pypdfium2.PdfDocument(convert(data, "pdf"))
    pages = [page.get_textpage().get_text_range() for page in printed]
    fonts = {
        obj.get_font().get_base_name()
        for page in printed
        for obj in page.get_objects(filter=[1])  # texts
        if hasattr(obj, "get_font")
    }
    with zipfile.ZipFile(io.BytesIO(convert(data, "odt"))) as archive:
        odt = etree.fromstring(archive.read("content.xml"))
    return Saved(pages, fonts, odt, convert(data, "docx"))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", normal(text).translate(HYPHENS))


def test_libreoffice_prints_every_block(saved: Saved) -> None:
    printed = squeezed("".join(saved.pages))
    missing = [
        b for b in expected(sample()) if b.text and squeezed(b.text) not in printed and b.kind not in (Kind.CELL, Kind.KEY)
    ]
    # A note's call stands between its words and the comma after them.
    assert [b for b in missing if not all(squeezed(word) in printed for word in re.findall(r"[\w%€]+", b.text))] == []
    assert len([b for b in missing if b.kind in (Kind.HEADING, Kind.CAPTION, Kind.ITEM, Kind.NOTE)]) == 0
    words = [word for b in expected(sample()) if b.kind in (Kind.CELL, Kind.KEY) for word in b.text.split()]
    assert [word for word in words if squeezed(word) not in printed] == []


def test_libreoffice_uses_the_embedded_fonts(saved: Saved) -> None:
    assert not {name for name in saved.fonts if not re.search("Titillium|Ubuntu|Symbol", name)}


ODF = {
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
}


def odt_texts(saved: Saved, path: str) -> list[str]:
    found = saved.odt.xpath(path, namespaces=ODF)
    return [normal(" ".join(str(part) for part in item.itertext())) for item in found]  # type: ignore[union-attr]


def test_libreoffice_finds_the_same_structure(saved: Saved) -> None:
    headings = [squeezed(text) for text in odt_texts(saved, "//text:h") if text]
    wanted = [squeezed(b.text) for b in expected(sample()) if b.kind is Kind.HEADING]
    assert headings == wanted
    items = [squeezed(text) for text in odt_texts(saved, "//text:list-item/text:p")]
    assert items == [squeezed(b.text) for b in expected(sample()) if b.kind is Kind.ITEM]
    notes = odt_texts(saved, "//text:note/text:note-body")
    assert notes == [b.text for b in expected(sample()) if b.kind is Kind.NOTE]
    cells = [squeezed(text) for text in odt_texts(saved, "//table:table[last()]//table:table-cell")]
    assert [cell for cell in (squeezed(b.text) for b in expected(sample()) if b.kind is Kind.CELL) if cell not in cells] == []
    heads = saved.odt.xpath("count(//table:table-header-rows)", namespaces=ODF)
    assert heads >= 2.0  # LibreOffice 7.4 forgets the head of a table that stands right after another, as strips do
    alts = {normal(text) for text in odt_texts(saved, "//svg:desc | //svg:title")}
    assert {b.alt for b in expected(sample()) if b.kind is Kind.FIGURE} <= alts


def test_bookmarks_survive_libreoffice(saved: Saved) -> None:
    ids = {block.id for block in read_docx(write(sample()).data) if block.id}
    # LibreOffice 7.4 copies what is in a frame, and names the bookmark anew: that of a side note, to which no text refers.
    again = {block.id.removesuffix("_Copy_1") for block in read_docx(saved.again) if block.id}
    assert len(ids) > 20
    assert ids - again == set()


def test_libreoffice_prints_with_another_template(convert: Convert) -> None:
    file = write(sample(), template=has_office_look())
    _, got, want = told(sample(), file)
    assert got == want
    printed = pypdfium2.PdfDocument(convert(file.data, "pdf"))
    assert "Premessa" in "".join(page.get_textpage().get_text_range() for page in printed)


# --------------------------------------------------------------------------------------------------------------- page agreement


def openings(document: Document) -> list[Section]:
    """Sections that open a page under a title of their own."""
    return [s for s in sections_of(document) if s.opens_page and (s.level == 1 or s.axis is None)]


def test_pages_break_at_the_same_sections(saved: Saved) -> None:
    """Each section that opens a page stands on top of one in LibreOffice's print too."""
    for section in openings(sample()):
        title = squeezed(f"{section.number}{plain(section.title)}")
        head = squeezed(sample().meta.running)
        assert any(squeezed(page).removeprefix(head).startswith(title) for page in saved.pages[2:]), section.id


@pytest.mark.parametrize("divided", [True, False], ids=["as it is", "no word divided"])
def test_pages_agree_with_the_pdf(built: Callable[[str], Made], convert: Convert, divided: bool) -> None:
    """LibreOffice prints as many pages as the PDF has, and every title, table and figure on the same one.

    It divides words only where the dictionary of the language is installed: without it, the pages must agree too.
    """
    made = built("2018")
    data = made.file("docx").read_bytes()
    if not divided:
        whole = 'suppressAutoHyphens w:val="1"'
        data = changed(data, "word/styles.xml", ('suppressAutoHyphens w:val="0"', whole))
    word = pypdfium2.PdfDocument(convert(data, "pdf"))
    pages = [squeezed(page.get_textpage().get_text_range()) for page in word]
    places = json.loads((made.folder / "build.json").read_text("utf-8"))
    assert len(pages) == places["pages"]
    named = [b for b in read_docx(data) if b.id in places["blocks"] and b.kind in (Kind.HEADING, Kind.CAPTION)]
    on_page = {b.id: places["blocks"][b.id]["page"] for b in named}
    assert len(on_page) > 40
    assert [f"{b.text}: {on_page[b.id]}" for b in named if squeezed(b.text) not in pages[on_page[b.id] - 1]] == []
    sparse = [i for i, page in enumerate(pages, start=1) if len(page) < 400]
    assert sparse == [], "hardly anything on these pages"


# ------------------------------------------------------------------------------------------------------------------------ work


def _long_text(size: int) -> Document:
    """The same chapter again and again: headings, text, notes, lists, key figures, charts, tables."""
    chapters = (replace(section, id=f"c{i}-{section.id}") for i in range(size) for section in sample().sections)
    return replace(sample(), sections=tuple(chapters))


def _long_table(size: int) -> Document:
    base = next(b for s in sections_of(sample()) for b in s.blocks if isinstance(b, Table))
    table = replace(base, rows=base.rows[1:2] * (100 * size))
    return replace(sample(), sections=(Section("c", 1, "1", (), (table,), opens_page=True),))


@pytest.mark.parametrize("document", [_long_text, _long_table])
def test_no_step_looks_at_all_others(document: Callable[[int], Document]) -> None:
    """Twice the pages or rows are twice the work."""

    def work(size: int) -> int:
        made = document(size)
        return calls(lambda: write_docx(made, load_theme(), fake_draw, Options()))

    work(1)
    one, two, four = work(2), work(4), work(8)
    assert four - two < 2.05 * (two - one)
