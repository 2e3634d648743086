"""The checks of a finished PDF: a sound one passes, one that was broken in some way is found out, there and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report_builder.readback.pdf import read_pdf
from report_builder.theme import load_theme
from report_builder.verify.pdf import check_pdf
from report_builder.verify.pdf.clauses import CLAUSES
from report_builder.verify.results import Finding
from report_builder.writers import Options
from report_builder.writers.pdf import write_pdf
from tests.breaks import registered_in
from tests.drawing import fake_draw
from tests.sample import sample
from tests.stress import stress

Break = Callable[[pikepdf.Pdf], str | None]
"""Breaks a PDF; gives a part of the place that must be named, if it is not that of the rule alone."""

BREAKS: dict[str, Break] = {}
rule = registered_in(BREAKS)


@pytest.fixture(scope="module")
def sound() -> bytes:
    (data,) = write_pdf(sample(), load_theme(), fake_draw, Options()).values()
    return data


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    pdf.save(out := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.disable, **how)
    return out.getvalue()


def broken(sound: bytes, change: Break) -> tuple[tuple[Finding, ...], str | None]:
    with pikepdf.open(BytesIO(sound)) as pdf:
        place = change(pdf)
        return check_pdf(saved(pdf)), place


def elements(pdf: pikepdf.Pdf, *roles: str) -> list[Any]:
    """Structure elements of some roles, all if none is named, in reading order."""

    def walk(kid: Any) -> Iterator[Any]:
        if isinstance(kid, Array):
            for one in kid:
                yield from walk(one)
        elif isinstance(kid, Dictionary) and "/S" in kid:
            if not roles or str(kid.S)[1:] in roles:
                yield kid
            yield from walk(kid.get("/K", Array()))

    return list(walk(pdf.Root.StructTreeRoot.K))


def attributes(element: Any, owner: str) -> Any:
    listed = element.A if isinstance(element.A, Array) else [element.A]
    return next(one for one in listed if str(one.O) == f"/{owner}")


def links(pdf: pikepdf.Pdf) -> list[Any]:
    return [annotation for page in pdf.pages for annotation in page.get("/Annots", [])]


def prepend(pdf: pikepdf.Pdf, content: bytes) -> None:
    page = pdf.pages[1]
    page.contents_add(pikepdf.Stream(pdf, content), prepend=True)


def replace(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Once, in the stream of the second page."""
    page = pdf.pages[1]
    page.contents_coalesce()
    data = page.Contents.read_bytes()
    assert old in data
    page.Contents.write(data.replace(old, new, 1))


# ------------------------------------------------------------------------------------------------------------------ the file


@rule("pdf-not-marked")
def _(pdf: pikepdf.Pdf) -> str:
    del pdf.Root.MarkInfo
    return "Catalog /MarkInfo"


@rule("pdf-suspects")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo.Suspects = True


@rule("pdf-no-structure")
def _(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@rule("pdf-no-language")
def _(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


@rule("pdf-language-tag")
def _(pdf: pikepdf.Pdf) -> str:
    element = next(one for one in elements(pdf) if "/Lang" in one)
    element.Lang = String("in inglese")
    return "Span"


@rule("pdf-title-hidden")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


@rule("pdf-no-metadata")
def _(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


def _without(pdf: pikepdf.Pdf, old: bytes, new: bytes = b"") -> None:
    packet = pdf.Root.Metadata.read_bytes()
    assert old in packet
    pdf.Root.Metadata.write(packet.replace(old, new))


@rule("pdf-no-title")
def _(pdf: pikepdf.Pdf) -> None:
    _without(pdf, b"dc:title>", b"dc:source>")


@rule("pdf-no-ua")
def _(pdf: pikepdf.Pdf) -> None:
    _without(pdf, b"<pdfuaid:part>1</pdfuaid:part>")


@rule("pdf-no-archive")
def _(pdf: pikepdf.Pdf) -> None:
    _without(pdf, b"<pdfaid:conformance>A<", b"<pdfaid:conformance>B<")


@rule("pdf-no-bookmarks")
def _(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


@rule("pdf-action")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@rule("pdf-trigger")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))


@rule("pdf-external")
def _(pdf: pikepdf.Pdf) -> None:
    stream = pikepdf.Stream(pdf, b"words")
    stream.F = String("elsewhere.bin")
    pdf.Root.PieceInfo = pdf.make_indirect(stream)


@rule("pdf-interpolate")
def _(pdf: pikepdf.Pdf) -> None:
    image = next(one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image")
    image.Interpolate = True


def _fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [one for one in pdf.objects if isinstance(one, Dictionary) and one.get("/Type") == "/Font"]


@rule("pdf-font-not-embedded")
def _(pdf: pikepdf.Pdf) -> str:
    font = next(one for one in _fonts(pdf) if "/FontDescriptor" in one)
    del font.FontDescriptor["/FontFile2"]
    return str(font.BaseFont)


@rule("pdf-font-no-unicode")
def _(pdf: pikepdf.Pdf) -> str:
    font = next(one for one in _fonts(pdf) if "/ToUnicode" in one)
    del font["/ToUnicode"]
    return str(font.BaseFont)


@rule("pdf-glyph-no-unicode")
def _(pdf: pikepdf.Pdf) -> None:
    font = next(one for one in _fonts(pdf) if "/ToUnicode" in one)
    lines = font.ToUnicode.read_bytes().splitlines()
    font.ToUnicode.write(b"\n".join(line for line in lines if not line.endswith((b"<0061>", b"<0065>"))))


# ----------------------------------------------------------------------------------------------------------------- the pages


@rule("pdf-untagged")
def _(pdf: pikepdf.Pdf) -> str:
    prepend(pdf, b"q 0 0 10 10 re f Q")
    return "p. 2"


@rule("pdf-not-in-tree")
def _(pdf: pikepdf.Pdf) -> str:
    prepend(pdf, b"/P <</MCID 9999>> BDC 0 0 10 10 re f EMC")
    return "p. 2"


@rule("pdf-artifact-in-content")
def _(pdf: pikepdf.Pdf) -> None:
    replace(pdf, b"BDC", b"BDC /Artifact BMC EMC") if _first_is_content(pdf) else None


def _first_is_content(pdf: pikepdf.Pdf) -> bool:
    """Drop the artifacts before the first tagged piece of the second page, so that the first BDC is that of content."""
    page = pdf.pages[1]
    page.contents_coalesce()
    kept, depth = [], 0
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BDC", "BMC") and (depth or operands[0] == "/Artifact"):
            depth += 1
        elif str(operator) == "EMC" and depth:
            depth -= 1
        elif not depth:
            kept.append((operands, operator))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return True


@rule("pdf-content-in-artifact")
def _(pdf: pikepdf.Pdf) -> None:
    _first_is_content(pdf)
    page = pdf.pages[1]
    page.Contents.write(b"/Artifact BMC\n" + page.Contents.read_bytes() + b"\nEMC")


@rule("pdf-mark-missing")
def _(pdf: pikepdf.Pdf) -> None:
    element = next(one for one in elements(pdf, "P") if "/Pg" in one)
    element.K = Array([*element.K, 9999])


@rule("pdf-parent-tree")
def _(pdf: pikepdf.Pdf) -> str:
    nums = pdf.Root.StructTreeRoot.ParentTree.Nums
    at = next(i for i in range(0, len(nums), 2) if int(nums[i]) == int(pdf.pages[1].StructParents))
    nums[at + 1][0], nums[at + 1][-1] = nums[at + 1][-1], nums[at + 1][0]
    return "p. 2"


@rule("pdf-tab-order")
def _(pdf: pikepdf.Pdf) -> None:
    page = next(page for page in pdf.pages if "/Annots" in page)
    del page.obj["/Tabs"]


# ------------------------------------------------------------------------------------------------------------------ the tree


@rule("pdf-role")
def _(pdf: pikepdf.Pdf) -> str:
    del pdf.Root.StructTreeRoot.RoleMap["/Lead"]
    return "Lead["


@rule("pdf-role-circle")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap.Uno = Name.Due
    pdf.Root.StructTreeRoot.RoleMap.Due = Name.Uno


@rule("pdf-role-remapped")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap.P = Name.Span


@rule("pdf-parent")
def _(pdf: pikepdf.Pdf) -> str:
    element = elements(pdf, "P")[2]
    del element.P
    return "P["


@rule("pdf-id-twice")
def _(pdf: pikepdf.Pdf) -> str:
    first, second = elements(pdf, "Figure")[2:4]
    second.ID = first.ID
    return str(first.ID)


@rule("pdf-id-tree")
def _(pdf: pikepdf.Pdf) -> str:
    names = pdf.Root.StructTreeRoot.IDTree.Names
    figure = elements(pdf, "Figure")[2]
    at = next(i for i in range(0, len(names), 2) if str(names[i]) == str(figure.ID))
    names[at + 1] = elements(pdf, "P")[0]
    return str(figure.ID)


@rule("pdf-first-heading")
def _(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot.RoleMap.Title = Name.H2


@rule("pdf-heading-gap")
def _(pdf: pikepdf.Pdf) -> str:
    heading = elements(pdf, "H2")[0]
    heading.S = Name.H4
    return "H4["


@rule("pdf-heading-kinds")
def _(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H1")[-1].S = Name.H


@rule("pdf-no-heading")
def _(pdf: pikepdf.Pdf) -> None:
    for heading in elements(pdf, "Title", "H1", "H2", "H3", "H4"):
        heading.S = Name.P


@rule("pdf-no-alternative")
def _(pdf: pikepdf.Pdf) -> str:
    figure = elements(pdf, "Figure")[2]
    figure.Alt = String("  ")
    return str(figure.ID)


@rule("pdf-no-box")
def _(pdf: pikepdf.Pdf) -> str:
    figure = elements(pdf, "Figure")[2]
    del attributes(figure, "Layout")["/BBox"]
    return str(figure.ID)


@rule("pdf-formula")
def _(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[2].S = Name.Formula


@rule("pdf-note-no-id")
def _(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Note")[0]["/ID"]


@rule("pdf-note-id-twice")
def _(pdf: pikepdf.Pdf) -> None:
    note, paragraph = elements(pdf, "Note")[0], next(one for one in elements(pdf, "P") if "/ID" in one)
    paragraph.S = Name.Note
    paragraph.ID = note.ID


@rule("pdf-nesting-table")
def _(pdf: pikepdf.Pdf) -> str:
    elements(pdf, "TBody")[0].S = Name.Div
    return "Div["


@rule("pdf-nesting-list")
def _(pdf: pikepdf.Pdf) -> str:
    elements(pdf, "LBody")[0].S = Name.P
    return "P[1]"


@rule("pdf-nesting-contents")
def _(pdf: pikepdf.Pdf) -> str:
    elements(pdf, "TOCI")[0].S = Name.Sect
    return "Sect["


@rule("pdf-list-empty")
def _(pdf: pikepdf.Pdf) -> None:
    element = elements(pdf, "Sect")[0]
    made = Dictionary(Type=Name.StructElem, S=Name.L, P=element, K=Array())
    element.K = Array([*element.K, pdf.make_indirect(made)])


@rule("pdf-list-label")
def _(pdf: pikepdf.Pdf) -> str:
    item = next(one for one in elements(pdf, "LI") if len(one.K) == 2 and str(one.K[0].S) == "/Lbl")
    item.K = Array([item.K[1], item.K[0]])
    return "LI["


@rule("pdf-list-numbering")
def _(pdf: pikepdf.Pdf) -> None:
    for kept in elements(pdf, "L"):
        if any(part.S == "/Lbl" for item in kept.K for part in item.K):
            del attributes(kept, "List")["/ListNumbering"]
            return
    raise AssertionError("no list with labels")


@rule("pdf-table-no-header")
def _(pdf: pikepdf.Pdf) -> str:
    table = elements(pdf, "Table")[0]
    for cell in elements(pdf, "TH"):
        cell.S = Name.TD
        del cell.A
    for cell in elements(pdf, "TD"):
        if "/A" in cell:
            del cell.A
    return str(table.ID)


@rule("pdf-table-scope")
def _(pdf: pikepdf.Pdf) -> str:
    cell = elements(pdf, "TH")[1]
    del attributes(cell, "Table")["/Scope"]
    return f"#{cell.ID}"


@rule("pdf-table-headers")
def _(pdf: pikepdf.Pdf) -> str:
    cell = next(one for one in elements(pdf, "TD") if "/A" in one and "/Headers" in attributes(one, "Table"))
    attributes(cell, "Table").Headers[0] = String("nowhere")
    return "TD["


@rule("pdf-table-cell-headers")
def _(pdf: pikepdf.Pdf) -> str:
    cell = next(one for one in elements(pdf, "TD") if "/A" in one and "/Headers" in attributes(one, "Table"))
    del attributes(cell, "Table").Headers
    return "TD["


@rule("pdf-table-row")
def _(pdf: pikepdf.Pdf) -> str:
    attributes(elements(pdf, "TH")[0], "Table").ColSpan = 2
    return "TR["


# ------------------------------------------------------------------------------------------------------------ the annotations


@rule("pdf-annotation-not-in-tree")
def _(pdf: pikepdf.Pdf) -> str:
    first, second = links(pdf)[:2]
    first.StructParent = second.StructParent
    return "Annots[1]"


@rule("pdf-annotation-no-contents")
def _(pdf: pikepdf.Pdf) -> None:
    del links(pdf)[0]["/Contents"]


@rule("pdf-annotation-not-printed")
def _(pdf: pikepdf.Pdf) -> None:
    links(pdf)[0].F = 6


@rule("pdf-link-no-annotation")
def _(pdf: pikepdf.Pdf) -> str:
    next(one for one in elements(pdf, "P") if "/Pg" in one).S = Name.Link
    return "Link["


@rule("pdf-link-nowhere")
def _(pdf: pikepdf.Pdf) -> None:
    link = next(one for one in links(pdf) if "/Dest" in one)
    link.Dest = String("nowhere")


# -------------------------------------------------------------------------------------------------------------------- the tests


@pytest.mark.parametrize("name", BREAKS)
def test_each_fault_is_found_at_its_place_and_no_other(sound: bytes, name: str) -> None:
    found, place = broken(sound, BREAKS[name])
    assert {finding.rule for finding in found} == {name}
    assert found[0].standard == CLAUSES[name]
    if place is not None:
        assert any(place in finding.place for finding in found)


def test_every_rule_is_tried() -> None:
    assert {*BREAKS, "pdf-unreadable", "pdf-encrypted"} == set(CLAUSES)


def test_a_sound_file_has_no_faults_also_when_another_program_has_saved_it(sound: bytes) -> None:
    assert check_pdf(sound) == ()
    with pikepdf.open(BytesIO(sound)) as pdf:
        assert check_pdf(saved(pdf)) == ()
        for how in ({"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {"linearize": True}, {"qdf": True}):
            pdf.save(out := BytesIO(), **how)  # type: ignore[arg-type]
            assert check_pdf(out.getvalue()) == (), how
            assert read_pdf(out.getvalue()) == read_pdf(sound), how


def test_what_breaks_taggers_passes() -> None:
    (data,) = write_pdf(stress(), load_theme(), fake_draw, Options(identity="a1b2c3")).values()
    assert check_pdf(data) == ()


def test_an_encrypted_file_is_told_as_such(sound: bytes) -> None:
    with pikepdf.open(BytesIO(sound)) as pdf:
        data = saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""))
    assert [finding.rule for finding in check_pdf(data)] == ["pdf-encrypted"]


@pytest.mark.parametrize("piece", [slice(0), slice(5000), slice(1000, None)], ids=str)
def test_what_is_no_whole_pdf_is_told_as_such(sound: bytes, piece: slice) -> None:
    assert [finding.rule for finding in check_pdf(sound[piece])] == ["pdf-unreadable"]


def test_bytes_that_were_changed_anywhere_never_stop_the_checks(sound: bytes) -> None:
    for at in range(20, len(sound), 4999):
        spoiled = sound[:at] + b"<<" + sound[at + 2 :]
        assert all(finding.rule in CLAUSES for finding in check_pdf(spoiled))
