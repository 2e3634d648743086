"""What the Word file holds for those who do not see it, document by document: each mark where the document asks for one.

What can be seen in the file alone is checked by `verify.word` (`test_verify_word`); here the document is at hand as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from report_builder.checking import check
from report_builder.document import (
    Axis,
    Caption,
    Cell,
    Document,
    Figure,
    Foreign,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Picture,
    Reference,
    Row,
    Scope,
    Section,
    Table,
    plain,
)
from report_builder.place import Span
from report_builder.theme import STYLES, Theme, load_theme
from report_builder.verify.word import check_word
from report_builder.writers import Options
from report_builder.writers.docx import not_embedded, write_docx
from report_builder.writers.docx.fonts import FONT_TABLE, embed_fonts, may_embed
from report_builder.writers.docx.inlines import word_language
from report_builder.writers.docx.package import Package
from tests.conftest import REPORTS
from tests.drawing import fake_draw
from tests.sample import sample, words
from tests.stress import stress
from tests.unit.test_docx import NS, File, W, band_of, text, with_blocks, write

DOCUMENTS = ("sample", "stress", *sorted(REPORTS))


def nodes(item: object) -> Iterator[object]:
    """Every node below one, in order."""
    yield item
    parts = item if isinstance(item, tuple) else ()
    if is_dataclass(item) and not isinstance(item, type):
        parts = tuple(getattr(item, member.name) for member in fields(item))
    for part in parts:
        yield from nodes(part)


@pytest.fixture(scope="module", params=DOCUMENTS)
def both(request: pytest.FixtureRequest) -> tuple[Document, File]:
    if request.param in REPORTS:
        ready = check(REPORTS[request.param]).ready
        assert ready is not None
        _, document, theme = ready
    else:
        document, theme = {"sample": sample, "stress": stress}[request.param](), load_theme()
    (data,) = write_docx(document, theme, fake_draw, Options()).values()
    return document, File(data)


Both = tuple[Document, File]


# ----------------------------------------------------------------------------------------------------------- every document


def test_every_head_and_first_column_is_marked(both: Both) -> None:
    document, file = both
    tables = [node for node in nodes((document.how_to_read, document.sections)) if isinstance(node, Table)]
    made = [t for t in file.find("//w:tbl") if not t.find(f"{W}tblPr/{W}tblStyle").get(W + "val", "").startswith("Key")]  # type: ignore[union-attr]
    assert len(made) == len(tables)
    for table, grid in zip(tables, made, strict=True):
        rows = grid.findall(f"{W}tr")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        assert heads == [y < len(table.head) for y in range(len(rows))]
        named = any(row.cells and row.cells[0].scope in (Scope.ROW, Scope.ROW_GROUP) for row in table.rows)
        marks = [str(mark.get(W + "name")) for mark in grid.iter(W + "bookmarkStart")]
        assert [name.startswith("RowTitle_") for name in marks if not name.startswith("_")] == [True] * named
        if named:
            first = rows[len(table.head)].find(f"{W}tc")
            assert first is not None
            assert any(mark.get(W + "name", "").startswith("RowTitle_") for mark in first.iter(W + "bookmarkStart"))
        caption = f"{table.caption.label} {table.caption.number}. {plain(table.caption.title)}"
        assert grid.find(f"{W}tblPr/{W}tblCaption").get(W + "val") == caption  # type: ignore[union-attr]
        assert (grid.find(f"{W}tblPr/{W}tblDescription") is not None) == bool(table.description)


def test_decoration_is_marked_and_nothing_else(both: Both) -> None:
    document, file = both
    figures = [node for node in nodes((document.how_to_read, document.sections)) if isinstance(node, Figure)]
    wanted = [isinstance(figure.content, Picture) and figure.content.decorative for figure in figures]
    made = file.find("//w:body//wp:docPr")[-len(figures) :] if figures else []
    assert [bool(item.findall(".//adec:decorative", NS)) for item in made] == wanted
    assert all(bool(item.get("descr")) != decorative for item, decorative in zip(made, wanted, strict=True))


def test_every_foreign_passage_has_its_language(both: Both) -> None:
    document, file = both
    texts = (document.cover, document.how_to_read, document.sections, document.imprint)
    named = [node for node in nodes(texts) if isinstance(node, Foreign)]
    wanted = {(word_language(node.language), plain(node.children).replace("\u00a0", " ")) for node in named}
    runs = [*file.find("//w:r[w:rPr/w:lang]"), *file.find("//w:r[w:rPr/w:lang]", "word/footnotes.xml")]
    spoken: dict[str, str] = {}
    for run in runs:
        language = str(run.find(f"{W}rPr/{W}lang").get(W + "val"))  # type: ignore[union-attr]
        spoken[language] = spoken.get(language, "") + text(run).replace("\u00a0", " ").replace("\n", " ") + "|"
    for language, passage in wanted:
        assert passage.replace(" ", "") in spoken.get(language, "").replace("|", "").replace(" ", ""), passage
    assert set(spoken) == {language for language, _ in wanted}


def test_the_language_is_said_everywhere_alike(both: Both) -> None:
    document, file = both
    language = word_language(document.meta.language)
    assert file.find("//w:docDefaults//w:lang/@w:val", "word/styles.xml") == [language]
    assert file.find("//w:themeFontLang/@w:val", "word/settings.xml") == [language]
    assert f"<dc:language>{document.meta.language}</dc:language>" in file.parts["docProps/core.xml"].decode()


def test_settings_keep_nobody_out(both: Both) -> None:
    _, file = both
    (mode,) = file.find("//w:compatSetting[@w:name='compatibilityMode']/@w:val", "word/settings.xml")
    assert str(mode) == "15"
    tags = {etree.QName(item).localname for item in file.tree("word/settings.xml")}
    assert not tags & {"docVars", "documentProtection", "writeProtection", "updateFields", "attachedTemplate"}


def test_no_relationship_is_left_over(both: Both) -> None:
    """What a part is related to, it uses: by an id in it, or by kind."""
    _, file = both
    by_kind = {"styles", "numbering", "settings", "fontTable", "theme", "footnotes"}
    for line in file.tree("word/_rels/document.xml.rels"):
        kind, name = str(line.get("Type")).rpartition("/")[2], str(line.get("Id"))
        assert kind in by_kind or f'"{name}"'.encode() in file.parts["word/document.xml"], name


# ------------------------------------------------------------------------------------------------------------------- blocks


def test_strips_of_neighbours_stay_apart() -> None:
    """Word makes one table of two neighbours of one style: after an odd number of strips too."""

    def figures(name: str, count: int) -> KeyFigures:
        return KeyFigures(name, tuple(KeyFigure(words(f"L{i}"), words(str(i))) for i in range(count)), "Cifre")

    file = write(with_blocks(figures("k-1", 3), figures("k-2", 9), figures("k-3", 1)))
    styles = [str(t.get(W + "val")) for t in file.find("//w:tblStyle")]
    assert styles == ["KeyFigures", "KeyFiguresNext", "KeyFigures", "KeyFiguresNext", "KeyFigures"]
    assert "word-table-joined" not in {finding.rule for finding in check_word(file.data)}


def test_a_reference_says_where_it_leads() -> None:
    rows = (Row((Cell(words("1")),)),)
    table = Table("t-1", Caption("Tabella", 1, words("Le risorse")), (), rows, (1.0,))
    links = (Reference("t-1", "Tabella 1", True), Reference("prova", "1 Prova", False), Reference("prova", "qui", False))
    file = write(with_blocks(table, Paragraph("p-1", links)))
    tips = [link.get(W + "tooltip") for link in file.find("//w:body/w:p//w:hyperlink[not(ancestor::w:sdt)]")]
    assert tips == ["Tabella 1. Le risorse", None, "1 Prova"]


def test_chips_are_of_one_width_without_runs_of_blanks() -> None:
    axes = tuple(Axis(i, str(i + 1), f"Priorità {i + 1}", f"P{i + 1}") for i in range(13))
    file = write(replace(sample(), axes=axes))
    scales = {
        name: int(str(file.find(f"//w:style[w:name/@w:val='Axis {name} Chip Side']/w:rPr/w:w/@w:val", "word/styles.xml")[0]))
        for name in ("I", "III", "X", "XIII")
    }
    assert abs(scales["I"] - scales["III"]) <= 15, "one digit each"
    assert abs(scales["X"] - scales["XIII"]) <= 15, "two digits each"
    assert scales["I"] > scales["X"] > 100
    assert [text(p) for p in file.document.iter(W + "p") if re.search("[ \u00a0]{3}", text(p))] == []


def test_a_band_without_a_number_has_one_tab() -> None:
    axis = sample().axes[0]
    part = Section("asse", 2, "", words("Senza numero"), (), axis=axis, opens_page=True)
    lead = sample().sections[-1].sections[0].lead
    file = write(replace(sample(), sections=(Section("prova", 1, "1", words("P"), (), (replace(part, lead=lead),)),)))
    band = band_of(file, "Axis I")
    assert len(band.findall(f"{W}r/{W}tab")) == 1
    assert band.find(f"{W}pPr/{W}tabs") is None
    assert "word-blanks" not in {finding.rule for finding in check_word(file.data)}


# -------------------------------------------------------------------------------------------------------------------- fonts


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [(0, True), (8, True), (2, False), (4, False), (0x0C, True), (0x100, True), (0x108, True), (0x200, False), (0x208, False)],
)
def test_embedding_follows_the_bits_of_the_licence(licence: int, allowed: bool) -> None:
    assert may_embed(licence) is allowed


def with_licence(folder: Path, licence: int, family: str, weight: int) -> Theme:
    """The theme with one of its files under another licence."""
    theme = load_theme()
    font = TTFont(theme.fonts[family][weight])
    font["OS/2"].fsType = licence
    path = folder / f"{family}-{weight}-{licence}.ttf"
    font.save(path)
    return replace(theme, fonts={**theme.fonts, family: {**theme.fonts[family], weight: path}})


def embedded(theme: Theme, *, small: bool = False) -> tuple[dict[str, list[str]], Package]:
    package = Package()
    embed_fonts(package, theme, small=small)
    table = etree.fromstring(package.parts[FONT_TABLE])
    found = {str(f.get(W + "name")): [etree.QName(x).localname for x in f if "embed" in str(x.tag)] for f in table}
    return found, package


def test_a_font_that_may_not_be_embedded_is_named_alone(tmp_path: Path) -> None:
    theme = with_licence(tmp_path, 2, "Titillium Web", 600)
    found, package = embedded(theme)
    assert found["Titillium Web SemiBold"] == []
    assert found["Titillium Web"] == ["embedRegular", "embedBold"]
    assert len([name for name in package.parts if name.endswith(".odttf")]) == 4
    assert not_embedded(theme) == [theme.fonts["Titillium Web"][600]]
    assert not_embedded(load_theme()) == []


def test_a_font_that_may_not_be_divided_is_embedded_whole(tmp_path: Path) -> None:
    def size(theme: Theme) -> int:
        _, package = embedded(theme, small=True)
        return len(package.parts["word/fonts/font5.odttf"])

    whole = STYLES / "fonts/Ubuntu-Regular.ttf"
    assert size(load_theme()) < whole.stat().st_size / 2
    theme = with_licence(tmp_path, 0x100, "Ubuntu", 400)
    assert size(theme) == theme.fonts["Ubuntu"][400].stat().st_size


def test_the_editor_is_told_of_a_font_that_stays_outside(tmp_path: Path) -> None:
    """At its place in `report.yaml`, as a warning: the PDF and the web page are not touched by it."""
    from report_builder.looks import not_embeddable

    ready = check(REPORTS["minimal"]).ready
    assert ready is not None
    report, _, theme = ready
    assert list(not_embeddable(report, theme)) == []
    path, place = ("fonts", "Titillium Web", "600"), Span("report.yaml", 10, 20)
    own = replace(report, theme={"fonts": {}}, theme_places={path: place})
    (problem,) = not_embeddable(own, with_licence(tmp_path, 4, "Titillium Web", 600))
    assert problem.rule == "font-not-embedded"
    assert problem.severity == "warning"
    assert problem.span == place
    assert problem.parameters["family"] == "Titillium Web"
