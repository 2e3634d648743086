"""The formats say the same: PDF, Word and web page, read back from the finished files, are one list of blocks."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest

from report_builder.readback import Block, Kind, passages
from report_builder.readback.docx import read_docx
from report_builder.readback.html import read_html
from report_builder.theme import load_theme
from report_builder.verify.parity import READERS, check_parity, differences
from report_builder.verify.results import File, Files, Finding, Result, Verdict, Why
from report_builder.writers import Options
from report_builder.writers.docx import write_docx
from report_builder.writers.html import write_html
from tests.conftest import REPORTS, Made
from tests.drawing import fake_draw
from tests.finished import STRESS
from tests.sample import sample


def file(made: Made, ending: str) -> File:
    path = made.file(ending)
    return File(ending, path.name, path, path.read_bytes())


def files(made: Made) -> Files:
    return Files(made.folder, file(made, "pdf"), file(made, "docx"), file(made, "html"))


def compared(found: Files) -> dict[str, Result]:
    return {result.file.rpartition(".")[2]: result for result in check_parity(found, "report_builder", "1")}


@pytest.mark.parametrize("name", [*REPORTS, STRESS])
def test_the_formats_say_the_same(finished: Callable[[str], Files], name: str) -> None:
    results = compared(finished(name))
    assert {ending: result.findings for ending, result in results.items()} == {"docx": (), "pdf": ()}
    assert all(result.verdict is Verdict.PASSED and result.checks > 5 for result in results.values())


def test_the_comparison_sees_everything_there_is(built: Callable[[str], Made]) -> None:
    """A reader that finds nothing would agree with another that finds nothing."""
    count = Counter(block.kind for block in blocks(built("2018")))
    assert count[Kind.HEADING] >= 15
    assert count[Kind.TABLE] == 3
    assert count[Kind.FIGURE] >= 8
    assert count[Kind.CAPTION] >= 10
    assert count[Kind.CELL] > 100
    assert count[Kind.ITEM] > 20
    assert count[Kind.PARAGRAPH] > 50
    assert count[Kind.TOC] >= 10
    assert Counter(block.kind for block in blocks(built("second")))[Kind.NOTE] >= 1
    figures = [block for block in READERS["pdf"](built("2018").file("pdf").read_bytes()) if block.kind is Kind.FIGURE]
    assert all(figure.alt for figure in figures)


# ------------------------------------------------------------------------------------------------ files that were tampered with


def one(results: dict[str, Result], ending: str) -> Finding:
    """The only finding, in that file."""
    assert {name: len(result.findings) for name, result in results.items()} == {"docx": 0, "pdf": 0} | {ending: 1}
    return results[ending].findings[0]


def test_a_paragraph_dropped_in_word_is_one_finding(built: Callable[[str], Made]) -> None:
    sound = files(built("2018"))
    assert sound.docx is not None
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound.docx.data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                (paragraph,) = [p for p in re.findall(r"<w:p[ >].*?</w:p>", text, re.S) if '"_premessa-text-2"' in p]
                data = text.replace(paragraph, "").encode()
            new.writestr(name, data)
    finding = one(compared(replace(sound, docx=replace(sound.docx, data=out.getvalue()))), "docx")
    assert finding.rule == "parity-missing"
    assert finding.place == "“1 Premessa” / paragraph[2] #premessa-text-2"
    assert finding.parameters["other"] == sound.html.name if sound.html else False


def test_a_cell_changed_on_the_web_page_is_one_finding_in_each_other_file(built: Callable[[str], Made]) -> None:
    sound = files(built("2018"))
    assert sound.html is not None
    page = sound.html.data.decode()
    changed, count = re.subn(r'(<td class="right">)329,3', r"\g<1>329,4", page)
    assert count == 1
    results = compared(replace(sound, html=replace(sound.html, data=changed.encode())))
    for result in results.values():
        (finding,) = result.findings
        assert finding.rule == "parity-text"
        assert re.fullmatch(r"“2\.2 Avanzamento finanziario” / cell\[r\d+c\d+\]( #.+)?", finding.place)
        assert (finding.parameters["text"], finding.parameters["expected"]) == ("329,3 92,0%", "329,4 92,0%")


def test_an_alternative_text_changed_in_the_pdf_is_one_finding(built: Callable[[str], Made]) -> None:
    sound = files(built("2018"))
    assert sound.pdf is not None
    with pikepdf.open(io.BytesIO(sound.pdf.data)) as pdf:
        figures = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        figure = next(item for item in figures if "/ID" in item)
        figure.Alt = pikepdf.String(str(figure.Alt).replace("8", "9"))
        pdf.save(out := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
        name = str(figure.ID)
    finding = one(compared(replace(sound, pdf=replace(sound.pdf, data=out.getvalue()))), "pdf")
    assert finding.rule == "parity-alt"
    assert finding.place.endswith(f"#{name}")
    assert "9" in str(finding.parameters["text"])


def _cut(data: bytes) -> bytes:
    return data[:9000]


def _locked(data: bytes) -> bytes:
    """As if every part asked for a password."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0")


def _otherwise(data: bytes) -> bytes:
    """As if every part were packed by LZMA, which it is not."""
    return data.replace(b"PK\x01\x02\x14\x03\x14\0\0\0\x08", b"PK\x01\x02\x14\x03\x14\0\0\0\x0e")


@pytest.mark.parametrize("spoil", [_cut, _locked, _otherwise])
def test_a_file_that_cannot_be_read_is_a_finding(built: Callable[[str], Made], spoil: Callable[[bytes], bytes]) -> None:
    sound = files(built("2018"))
    assert sound.docx is not None
    spoiled = spoil(sound.docx.data)
    assert spoiled != sound.docx.data
    finding = one(compared(replace(sound, docx=replace(sound.docx, data=spoiled))), "docx")
    assert finding.rule == "parity-unreadable"


def test_the_language_of_a_passage_lost_in_one_format_is_one_finding(finished: Callable[[str], Files]) -> None:
    """In Word with what a person's editing leaves: runs that say they are in the document's own language."""
    sound = finished(STRESS)
    assert sound.docx
    assert sound.pdf
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound.docx.data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data, count = re.subn(rb'"en-US"(/></w:rPr><w:t[^>]*>work in)', rb'"it-IT"\1', data)
                assert count == 1
            new.writestr(name, data)
    finding = one(compared(replace(sound, docx=replace(sound.docx, data=out.getvalue()))), "docx")
    assert (finding.rule, finding.standard) == ("parity-language", "WCAG 2.2, 3.1.2")
    assert (finding.parameters["text"], finding.parameters["expected"]) == ("–", "en: work in progress")

    with pikepdf.open(io.BytesIO(sound.pdf.data)) as pdf:
        spans = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Span"]
        del next(item for item in spans if "/Lang" in item).Lang
        pdf.save(out := io.BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    finding = one(compared(replace(sound, pdf=replace(sound.pdf, data=out.getvalue()))), "pdf")
    assert (finding.rule, finding.parameters["text"]) == ("parity-language", "–")


def test_passages_are_one_list_however_a_format_marks_them() -> None:
    assert passages([("", "Un "), ("en", "start"), ("en-GB", " up"), ("", " "), ("EN", "now"), ("", ".")], "it") == (
        "en: start up now",
    )
    assert passages([("it-IT", "Un "), ("en", "start"), ("", " e "), ("en", "up"), ("de", "Ende")], "it") == (
        "en: start",
        "en: up",
        "de: Ende",
    )
    assert passages([("en", "a report"), ("", " "), ("it", "su tutto")], "en-GB") == ("it: su tutto",)


def test_a_draft_says_in_every_format_that_it_is_one() -> None:
    options, theme = Options(identity="a1b2c3"), load_theme()
    (word,) = write_docx(sample(), theme, fake_draw, options).values()
    (page,) = write_html(sample(), theme, fake_draw, options).values()
    assert [str(finding.parameters) for finding in differences(read_html(page), read_docx(word), "page")] == []
    assert [block.text for block in read_docx(word)].count("Bozza a1b2c3") == 1


def test_one_format_alone_is_compared_with_nothing(built: Callable[[str], Made]) -> None:
    (result,) = check_parity(Files(built("2018").folder, pdf=file(built("2018"), "pdf")), "report_builder", "1")
    assert (result.verdict, result.why) == (Verdict.NOT_RUN, Why.ALONE)


# ------------------------------------------------------------------------------------------------------- one place, one finding


def blocks(made: Made) -> list[Block]:
    return list(READERS["html"](made.file("html").read_bytes()))


def some(found: list[Block], kind: Kind, number: int) -> int:
    return [at for at, block in enumerate(found) if block.kind is kind][number]


def rules(reference: list[Block], found: list[Block]) -> list[str]:
    return [finding.rule for finding in differences(reference, found, "web.html")]


def test_each_way_of_differing_is_told_once(built: Callable[[str], Made]) -> None:
    sound = blocks(built("2018"))
    at, cell = some(sound, Kind.PARAGRAPH, 20), some(sound, Kind.CELL, 30)
    link = some(sound, Kind.LINK, 0)

    def changed(place: int, **what: object) -> list[Block]:
        return [*sound[:place], replace(sound[place], **what), *sound[place + 1 :]]  # type: ignore[arg-type]

    assert rules(sound, sound) == []
    assert rules(sound, [*sound[:at], *sound[at + 1 :]]) == ["parity-missing"]
    assert rules(sound, [*sound[:at], sound[at], *sound[at:]]) == ["parity-extra"]
    assert rules(sound, changed(at, text=f"{sound[at].text} Ma non sempre.")) == ["parity-text"]
    assert rules(sound, changed(at, kind=Kind.ITEM, level=1)) == ["parity-missing", "parity-extra"]
    assert rules(sound, changed(cell, text="999")) == ["parity-text"]
    assert rules(sound, changed(cell, header=not sound[cell].header)) == ["parity-form"]
    assert rules(sound, changed(cell, row=99)) == ["parity-form"]
    assert rules(sound, changed(link, target="#elsewhere")) == ["parity-target"]
    assert rules(sound, changed(at, foreign=("xx: Parola",))) == ["parity-language"]
    assert rules(sound, changed(some(sound, Kind.SIDE, 0), text="Parola")) == ["parity-text"]
    assert rules(sound, changed(some(sound, Kind.NOTE, 0), text="Nota")) == ["parity-text"]


def test_a_cell_left_out_is_one_finding_whatever_moves_up(built: Callable[[str], Made]) -> None:
    sound = blocks(built("2018"))
    cell = some(sound, Kind.CELL, 40)
    moved = [
        replace(block, column=block.column - 1) if block.kind is Kind.CELL and block.row == sound[cell].row else block
        for block in sound[cell + 1 : cell + 8]
    ]
    assert rules(sound, [*sound[:cell], *moved, *sound[cell + 8 :]]) == ["parity-missing"]


def test_what_has_nothing_in_common_is_one_finding(built: Callable[[str], Made]) -> None:
    sound, other = blocks(built("2018")), [replace(block, text=f"x{at}") for at, block in enumerate(blocks(built("second")))]
    found = differences(
        [b for b in sound if b.kind is not Kind.SIDE], [b for b in other if b.kind is not Kind.SIDE], "web.html"
    )
    assert len(found) < 10
    assert found[0].rule == "parity-stretch"
