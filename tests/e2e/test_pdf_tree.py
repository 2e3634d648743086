"""The structure tree of a PDF is the document tree, node by node, and its content is written as it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pypdfium2
import pytest

from report_builder.charts import drawer
from report_builder.checking import check
from report_builder.document import Document
from report_builder.readback import Kind
from report_builder.readback.pdf import read_pdf
from report_builder.theme import Theme, load_theme
from report_builder.writers import Options
from report_builder.writers.pdf import Layout, layout, tagging
from tests.expected import expected
from tests.stress import LONG, stress
from tests.tagged import Element, Tagged, tagged
from tests.wanted import Want, wanted

ROOT = Path(__file__).parent.parent.parent
REPORTS = {
    "2018": ROOT / "content/2018/report.yaml",
    "second": ROOT / "tests/reports/second/report.yaml",
    "minimal": ROOT / "tests/reports/minimal/report.yaml",
    "editions": ROOT / "tests/reports/editions/report.yaml",
    "edition-en": ROOT / "tests/reports/editions/report.en.yaml",
}


@dataclass(frozen=True)
class Made:
    document: Document
    layout: Layout
    data: bytes
    file: Tagged


def read(name: str) -> tuple[Document, Theme]:
    if name == "stress":
        return stress(), load_theme()
    ready = check(REPORTS[name]).ready
    assert ready is not None
    return ready[1], ready[2]


@pytest.fixture(scope="module", params=[*REPORTS, "stress"])
def made(request: pytest.FixtureRequest) -> Made:
    return make(*read(request.param))


def make(document: Document, theme: Theme) -> Made:
    laid = layout(document, theme, drawer(theme), Options())
    data = laid.write()
    return Made(document, laid, data, tagged(data))


def said(text: str) -> str:
    """As it is compared: soft hyphens gone, every run of spaces one plain space."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


def differences(found: Element, want: Want, made: Made, way: str) -> Iterator[str]:
    """Where an element is not the one that the document asks for, at the nearest place."""
    if found.role != want.role:
        yield f"{way}: {found.role} instead of {want.role}"
        return
    way = f"{way}/{found.role}"
    says = {key: said(str(found.entries.get(f"/{key}", ""))) for key in ("ID", "Alt", "E", "Lang", "T", "ActualText")}
    wish = {key: said(want.says.get(key, "")) for key in says}
    if want.role == "TH":
        says["ID"] = cell_name(says["ID"])
    if says != wish:
        yield f"{way}: says {says} instead of {wish}"
    attributes = {key: value for key, value in values(found).items() if key not in ("BBox", "Placement")}
    if attributes != want.attributes:
        yield f"{way}: has {attributes} instead of {want.attributes}"
    if want.drawn and not ("/BBox" in found.attributes and any(True for _ in found.marks())):
        yield f"{way}: a picture that is not there"
    yield from linked(found, want, way)
    if not want.drawn:
        yield from worded(found, want, made, way)
    elements = [kid for kid in want.kids if isinstance(kid, Want)]
    roles, wishes = [kid.role for kid in found.elements], [kid.role for kid in elements]
    if roles != wishes:
        yield f"{way}: holds {roles} instead of {wishes}"
        return
    for number, (kid, one) in enumerate(zip(found.elements, elements, strict=True)):
        yield from differences(kid, one, made, f"{way}[{number}]")


def cell_name(identifier: str) -> str:
    """The place of a header cell, as which its id ends."""
    found = re.search(r"r\d+c\d+$", identifier)
    return found[0] if found else identifier


def values(element: Element) -> dict[str, object]:
    """The attributes of an element; headers by the place of their cells."""
    result: dict[str, object] = {}
    for key, value in element.attributes.items():
        name = key[1:]
        if name == "Headers":
            result[name] = sorted((cell_name(str(header)) for header in value), key=in_table)
        elif name != "O":
            text = str(value)
            result[name] = value if isinstance(value, int) else text[1:] if isinstance(value, pikepdf.Name) else said(text)
    return result


def in_table(name: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", name)))


def linked(found: Element, want: Want, way: str) -> Iterator[str]:
    if not want.target or want.page:
        if found.links:
            yield f"{way}: leads somewhere"
        return
    targets = set()
    for annotation in found.links:
        targets.add(unquote(str(annotation.A.URI)) if "/A" in annotation else f"#{annotation.Dest}")
        if not str(annotation.get("/Contents", "")).strip() or str(annotation.Contents).startswith(("http", "#")):
            yield f"{way}: a link that says nothing"
    if targets != {unquote(want.target)}:
        yield f"{way}: leads to {targets} instead of {want.target}"


def worded(found: Element, want: Want, made: Made, way: str) -> Iterator[str]:
    """Whether an element has the words that it should, as they are written: with those of the elements in it, and its own."""
    if want.short and whole(found, made) == said(want.short):
        return
    own = "".join(made.file.text[kid] for kid in found.kids if not isinstance(kid, Element))
    if want.page:
        wish = str(made.layout.places[want.target[1:]].page)
    else:
        wish = " ".join(kid for kid in want.kids if isinstance(kid, str))
    if said(own).replace(" ", "") != said(wish).replace(" ", ""):
        yield f"{way}: has the words {own!r} instead of {wish!r}"
    if any(isinstance(kid, str) for kid in want.kids) and whole(found, made) != whole_wish(want, made):
        yield f"{way}: reads {whole(found, made)!r} instead of {whole_wish(want, made)!r}"


def whole(element: Element, made: Made) -> str:
    """All words of an element that holds text, without the notes called in it."""

    def pieces(part: Element) -> Iterator[str]:
        for kid in part.kids:
            if not isinstance(kid, Element):
                yield made.file.text[kid]
            elif kid.role != "Note":
                yield from pieces(kid)

    return said("".join(pieces(element)))


def whole_wish(want: Want, made: Made) -> str:
    def pieces(part: Want) -> Iterator[str]:
        if part.page:
            yield str(made.layout.places[part.target[1:]].page)
        for kid in part.kids:
            if isinstance(kid, str):
                yield kid
            elif kid.role != "Note":
                yield from pieces(kid)

    return said("".join(pieces(want)))


# ----------------------------------------------------------------------------------------------------------------------- tests


def test_the_structure_tree_is_the_document_tree_node_by_node(made: Made) -> None:
    assert made.layout.remarks == ()
    assert list(differences(made.file.root, wanted(made.document), made, "")) == []


def test_every_piece_of_content_is_in_the_tree_once(made: Made) -> None:
    marks = Counter(made.file.root.marks())
    assert set(marks.values()) == {1}
    assert set(marks) == {(page, mark) for page, order in enumerate(made.file.painted) for mark in order}


def test_content_is_written_as_it_is_read_and_the_notes_of_a_page_last(made: Made) -> None:
    text: dict[int, list[int]] = {}
    notes: dict[int, list[int]] = {}

    def walk(element: Element, into: dict[int, list[int]]) -> None:
        into = notes if element.role == "Note" else into
        for kid in element.kids:
            if isinstance(kid, Element):
                walk(kid, into)
            else:
                into.setdefault(kid[0], []).append(kid[1])

    walk(made.file.root, text)
    for page, order in enumerate(made.file.painted):
        assert order == text.get(page, []) + notes.get(page, []), f"page {page + 1}"


def test_the_order_of_content_changes_nothing_that_is_seen(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tagging, "in_reading_order", lambda stream, _order: stream)
    with pypdfium2.PdfDocument(made.data) as ours, pypdfium2.PdfDocument(made.layout.write()) as painted:
        assert len(ours) == len(painted)
        for number in range(len(ours)):
            assert bytes(ours[number].render().buffer) == bytes(painted[number].render().buffer), f"page {number + 1}"


def test_running_lines_and_page_numbers_are_artifacts(made: Made) -> None:
    words = " ".join(text for text in made.file.text.values())
    for number, outside in enumerate(made.file.artifacts[1:], start=2):
        page = made.document.labels.page.replace("{page}", str(number)).replace("{pages}", str(len(made.file.artifacts)))
        assert page in outside
        assert made.document.meta.foot in outside
        assert page not in words


@pytest.mark.endurance
def test_three_hundred_pages_are_tagged_like_fifteen() -> None:
    made = make(stress(LONG), load_theme())
    assert made.layout.pages >= 300
    test_the_structure_tree_is_the_document_tree_node_by_node(made)
    test_every_piece_of_content_is_in_the_tree_once(made)
    test_content_is_written_as_it_is_read_and_the_notes_of_a_page_last(made)
    blocks = read_pdf(made.data)
    start = next(i for i, block in enumerate(blocks) if block.kind is Kind.HEADING)
    assert blocks[start:] == expected(made.document)
