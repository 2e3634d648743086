"""Mistakes across the files of a report: shapes, names, references between files, and files that content must not reach."""

from __future__ import annotations

import os
import random
from base64 import encodebytes
from pathlib import Path

import pytest

from report_builder.content.models import Report
from report_builder.diagnostics import Problem
from report_builder.diagnostics.catalogue import LANGUAGES, Catalogue, render
from report_builder.place import SourceMap
from report_builder.reader import read_report

REPORT = """\
title: Sintesi 2021
running: Sintesi
slug: sintesi-2021
programme: {name: Programma regionale, short: PR}
funds: [Fondo sociale europeo Plus]
period: 2021-2027
region: Regione Esempio
reference_date: 2021-12-31
publisher: {name: Regione Esempio}
licence: CC BY 4.0
chapters:
  - premessa
  - risultati
"""
FIRST = """\
title: Premessa
blocks:
  - text: |
      Sono stati impegnati {{ asse_1.impegnato }}.
figures:
  asse_1:
    impegnato: 86,4 Mln€
    destinatari: 48.564 persone
"""
SECOND = """\
title: Risultati
blocks:
  - table:
      id: tabella
      title: Le cifre
      row_head: Asse
      rows:
        - {label: Asse I, of: asse_1}
      columns:
        - {head: Impegnato, figure: impegnato}
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fea735816400"
    "00000049454e44ae426082"
)
PICTURE = "title: Risultati\nblocks:\n  - picture: {file: FILE, alt: Un disegno, title: Un disegno}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small report without a fault."""
    home = tmp_path / "report"
    home.mkdir()
    for name, text in (("report", REPORT), ("premessa", FIRST), ("risultati", SECOND)):
        (home / f"{name}.yaml").write_text(text, encoding="utf-8")
    return home


def read(folder: Path, name: str = "report.yaml") -> tuple[Report | None, list[tuple[str, str, int, int]], tuple[Problem, ...]]:
    """The report, and rule, file, line, column of each problem, all of which have words."""
    report, places, problems = read_report(folder / name)
    shown = []
    for problem in problems:
        for language in LANGUAGES:
            rendered = render(problem, places, Catalogue.load(language))
            assert rendered.message != problem.rule, "no words"
            assert rendered.hint
        shown.append((rendered.rule, rendered.file, rendered.line, rendered.column))
    return report, shown, problems


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_report_without_a_fault(folder: Path) -> None:
    report, shown, _ = read(folder)
    assert shown == []
    assert report is not None
    assert report.complete
    assert [part.id for part in report.parts] == ["premessa", "risultati"]
    assert sorted(report.figures) == ["asse_1.destinatari", "asse_1.impegnato"]
    assert [name for name, _ in report.files] == ["premessa.yaml", "report.yaml", "risultati.yaml"]
    assert all(len(digest) == 64 for _, digest in report.files)
    assert str(report.parts[0].entry.title) == "Premessa"
    assert report.theme is None
    assert report.template is None


@pytest.mark.parametrize(
    ("file", "old", "new", "expected", "suggestion"),
    [
        ("report", "title:", "titolo:", [("unknown-key", 1, 1)], "title"),
        ("report", "licence: CC BY 4.0\n", "", [("missing-key", 1, 1)], None),
        ("report", "programme: {name: Programma regionale, ", "programme: {", [("missing-key", 4, 1)], None),
        ("report", "funds: [Fondo sociale europeo Plus]", "funds: Fondo sociale europeo Plus", [("list-expected", 5, 8)], None),
        ("report", "publisher: {name: Regione Esempio}", "publisher: Regione Esempio", [("keys-expected", 9, 12)], None),
        ("report", "region: Regione Esempio", "region: [a]", [("text-expected", 7, 9)], None),
        ("report", "reference_date: 2021-12-31", "reference_date: 31.12.2021", [("day-expected", 8, 17)], None),
        ("report", "reference_date: 2021-12-31", "reference_date: 2021-02-31", [("day-expected", 8, 17)], None),
        ("premessa", "title: Premessa", "title: Premessa\nnumbered: forse", [("flag-expected", 2, 11)], None),
        ("premessa", "  - text: |", "  - tetx: |", [("unknown-key", 3, 5)], "text"),
        ("premessa", "blocks:", "blocchi:", [("unknown-key", 2, 1)], None),
        ("premessa", "  - text: |", "  - lead: Breve\n    text: |", [("block-several", 3, 5)], None),
        ("risultati", "      title: Le cifre\n", "", [("missing-key", 3, 5)], None),
        ("risultati", "{label: Asse I, of: asse_1}", "{lable: Asse I, of: asse_1}", [("unknown-key", 8, 12)], "label"),
        ("risultati", "{label: Asse I, of: asse_1}", "Asse I", [("keys-expected", 8, 11)], None),
        (
            "risultati",
            "rows:\n        - {label: Asse I, of: asse_1}",
            "rows: {label: Asse I}",
            [("list-expected", 7, 13)],
            None,
        ),
        ("risultati", "{head: Impegnato, ", "{head: Impegnato, width: largo, ", [("whole-expected", 10, 36)], None),
        ("risultati", "{head: Impegnato, ", "{head: [Impegnato], ", [("text-expected", 10, 18)], None),
        ("risultati", "title: Le cifre", "title: {Le: cifre}", [("colon-in-text", 5, 17)], None),
        ("risultati", "figure: impegnato}", "compute: {share: [a, b], sum: [c]}}", [("compute-ways", 10, 38)], None),
        ("risultati", "row_head: Asse", "row_head: Asse\n      notes:\n        - Nota: uno", [("colon-in-text", 8, 15)], None),
        ("report", "reference_date: 2021-12-31", "reference_date: 2021-W52-5", [("day-expected", 8, 17)], None),
        ("report", "reference_date: 2021-12-31", 'reference_date: "20211231"', [("day-expected", 8, 17)], None),
        ("risultati", "{head: Impegnato, ", "{head: Impegnato, width: ²³, ", [("whole-expected", 10, 36)], None),
        ("risultati", "{head: Impegnato, ", f"{{head: Impegnato, width: {'9' * 5000}, ", [("whole-expected", 10, 36)], None),
        ("risultati", "{head: Impegnato, ", "{head: Impegnato, width: 5000, ", [("whole-range", 10, 36)], None),
        ("risultati", "{head: Impegnato, ", "{head: Impegnato, form: {decimals: 10}, ", [("whole-range", 10, 46)], None),
        ("risultati", "figure: impegnato}", "compute: {share: [a]}}", [("compute-names", 10, 38)], None),
        ("risultati", "figure: impegnato}", "compute: {sum: [a]}}", [("compute-names", 10, 38)], None),
        ("risultati", "rows:\n        - {label: Asse I, of: asse_1}", "rows: []", [("list-empty", 7, 7)], None),
        # what report.yaml says of the report
        ("report", "slug: sintesi-2021", "slug: ../../sintesi", [("slug-form", 3, 7)], "sintesi"),
        ("report", "slug: sintesi-2021", "slug: ..", [("slug-form", 3, 7)], ""),
        ("report", "slug: sintesi-2021", "slug: /tmp/sintesi", [("slug-form", 3, 7)], "tmp-sintesi"),
        ("report", "slug: sintesi-2021", "slug: Sintesi 2021", [("slug-form", 3, 7)], "Sintesi-2021"),
        ("report", "slug: sintesi-2021", "slug: Accessibility", [("slug-taken", 3, 7)], None),
        ("report", "slug: sintesi-2021", "slug: sintesi-accessibility", [("slug-taken", 3, 7)], None),
        ("report", "slug: sintesi-2021", "slug: figures-audit", [("slug-taken", 3, 7)], None),
        ("report", "slug: sintesi-2021", "slug: sintesi-figures-audit", [("slug-taken", 3, 7)], None),
        ("report", "licence:", "licence_url: javascript:alert(1)\nlicence:", [("web-address", 10, 14)], None),
        ("report", "licence:", "publication_url: www.example.org\nlicence:", [("web-address", 10, 18)], None),
        ("report", "period: 2021-2027", "period: 2021-2028", [("period-unknown", 6, 9)], "2021-2027"),
        ("report", "funds: [Fondo sociale europeo Plus]", "funds: []", [("list-empty", 5, 1)], None),
        ("report", "licence:", "language: ../it\nlicence:", [("language-code", 10, 11)], None),
        ("report", "running: Sintesi", "running: ''", [("empty-value", 2, 10)], None),
        ("report", "licence:", "axes: [{id: Asse 1, numeral: I, name: A}]\nlicence:", [("axis-id", 10, 13)], None),
        (
            "report",
            "licence:",
            "axes: [{id: a, numeral: I, name: A}, {id: a, numeral: I, name: B}]\nlicence:",
            [("axis-twice", 10, 43), ("axis-twice", 10, 55)],
            None,
        ),
        ("premessa", "title: Premessa", 'title: " "', [("empty-value", 1, 8)], None),
        # figures
        ("premessa", "    impegnato: 86", "    2018: 86", [("figure-name", 7, 5)], None),
        ("premessa", "    impegnato: 86", "    società: 86", [("figure-name", 7, 5)], None),
        ("premessa", "    impegnato: 86,4 Mln€", "    impegnato: [86,4 Mln€]", [("figure-expected", 7, 5)], None),
        ("premessa", "  asse_1:\n", "  asse_1: 3 persone\n  asse_2:\n", [], None),
        (
            "premessa",
            "figures:\n",
            "figures: nessuna\nsections: []\nx:\n",
            [("keys-expected", 5, 10), ("unknown-key", 7, 1)],
            None,
        ),
        ("premessa", "86,4 Mln€", "{value: 86,4 Mln€, fonte: x}", [("comma-in-braces", 7, 27), ("unknown-key", 7, 35)], None),
        ("premessa", "86,4 Mln€", '{value: "86,4 Mln€", fonte: x}', [("unknown-key", 7, 37)], None),
        ("premessa", "impegnato: 86,4 Mln€", "value: 86,4 Mln€", [("figure-reserved", 7, 5)], None),
        ("premessa", "destinatari: 48.564 persone", "formula: {x: 1 €}", [("figure-reserved", 8, 5)], None),
        ("premessa", "  asse_1:\n", "  reference_date: 3 €\n  asse_1:\n", [("figure-reserved", 6, 3)], None),
        ("premessa", "86,4 Mln€", "{note: stimata}", [("missing-key", 7, 5)], None),
        ("premessa", "86,4 Mln€", '{value: "86,4 Mln€", unit: €}', [("unit-twice", 7, 25)], None),
        ("premessa", "86,4 Mln€", '{value: "86,4", unit: Mlnn€}', [("unknown-unit", 7, 38)], "Mln€"),
        ("premessa", "86,4 Mln€", '{value: "86,4 Mln€", decimals: 0}', [("decimals-unused", 7, 37)], None),
        ("premessa", "86,4 Mln€", "{a: {b: {c: {d: {e: {f: 1 €}}}}}}", [("too-deep", 7, 33)], None),
        ("premessa", "  asse_1:\n", "  asse-1:\n", [("figure-name", 6, 3)], "asse_1"),
        ("report", "running: Sintesi", 'running: "{{ asse_1.impegnato }}"', [("plain-text-expected", 2, 10)], None),
        ("report", "running: Sintesi", 'running: "**Sintesi**"', [("plain-text-expected", 2, 10)], None),
        # files with one part each
        ("report", "licence:", "figures: [report.yaml]\nlicence:", [("listed-twice", 10, 11)], None),
        ("report", "licence:", "glossary: premessa.yaml\nlicence:", [("listed-twice", 13, 5)], None),
        # chapters
        ("report", "  - risultati", "  - risultato", [("unknown-chapter", 13, 5)], "risultati"),
        ("report", "  - risultati", "  - risultati.yaml", [("unknown-chapter", 13, 5)], "risultati"),
        ("report", "  - risultati", "  - RISULTATI", [("unknown-chapter", 13, 5)], "risultati"),
        ("report", "  - risultati", "  - risultati\n  - premessa", [("listed-twice", 14, 5)], None),
        ("report", "  - risultati\n", "", [("never-listed", 1, 1)], None),
        ("premessa", "title: Premessa", "title: Premessa\nsections: [risultati]", [("listed-twice", 13, 5)], None),
        ("premessa", "title: Premessa", "title: Premessa\nsections: [premessa]", [("listed-twice", 2, 12)], None),
        ("report", "licence:", "language: xx\nlicence:", [("language-unknown", 10, 11)], None),
        # files named by the report
        ("report", "licence:", "glossary: /etc/passwd\nlicence:", [("path-outside", 10, 11)], None),
        ("report", "licence:", "glossary: ../glossario.yaml\nlicence:", [("path-outside", 10, 11)], None),
        ("report", "licence:", 'glossary: "..\\\\glossario.yaml"\nlicence:', [("path-outside", 10, 11)], None),
        ("report", "licence:", "glossary: C:/glossario.yaml\nlicence:", [("path-outside", 10, 11)], None),
        ("report", "licence:", "glossary: premesa.yaml\nlicence:", [("missing-file", 10, 11)], "premessa.yaml"),
        ("report", "licence:", "glossary: premessa\nlicence:", [("missing-file", 10, 11)], "premessa.yaml"),
        ("report", "licence:", "glossary: .\nlicence:", [("not-a-file", 10, 11)], None),
        ("report", "licence:", f"glossary: {'g' * 300}\nlicence:", [("file-unreadable", 10, 11)], None),
        ("report", "licence:", "template: premessa.yaml\nlicence:", [("template-format", 10, 11)], None),
        ("report", "  - premessa", "  - ../premessa", [("path-outside", 12, 5), ("never-listed", 1, 1)], None),
    ],
)
def test_each_mistake_is_told_once_at_its_place(
    folder: Path, file: str, old: str, new: str, expected: list[tuple[str, int, int]], suggestion: str | None
) -> None:
    change(folder, file, old, new)
    _, shown, problems = read(folder)
    known = [row for row in shown if "xx" not in new or row[0] == "language-unknown"]  # nobody reads the numbers of `xx`
    assert sorted((rule, line, column) for rule, _, line, column in known) == sorted(expected)
    if suggestion is not None:
        assert suggestion in [problem.parameters.get("suggestion") for problem in problems]


def test_a_misspelt_unknown_key_lists_what_may_stand_there(folder: Path) -> None:
    change(folder, "premessa", "  - text: |", "  - zzzz: |")
    _, _, problems = read(folder)
    assert "`text`, `lead`, `table`" in str(problems[0].parameters["keys"])


def test_a_mistake_in_one_file_hides_nothing_of_the_others(folder: Path) -> None:
    change(folder, "report", "slug: sintesi-2021", "slug: [sintesi-2021")
    change(folder, "premessa", "title: Premessa", "title: “Premessa”")
    change(folder, "risultati", "row_head: Asse", "row_heading: Asse")
    report, shown, _ = read(folder)
    assert shown == [
        ("curly-quotes", "premessa.yaml", 1, 8),
        ("unclosed-bracket", "report.yaml", 3, 7),
        ("unknown-key", "risultati.yaml", 6, 7),
    ]
    assert report is None or not report.complete


def test_nothing_is_said_of_what_only_follows_from_a_mistake(folder: Path) -> None:
    change(folder, "report", "  - risultati", "  - {{ risultati }} e altro")
    change(folder, "report", "reference_date: 2021-12-31", "reference_date:")
    _, shown, _ = read(folder)
    assert [row[0] for row in shown] == ["empty-value", "braces-unquoted"]


def test_a_figure_written_twice_names_both_places(folder: Path) -> None:
    change(folder, "report", "licence:", "figures: [cifre.yaml]\nlicence:")
    (folder / "cifre.yaml").write_text("asse_1:\n  impegnato: 86,4 Mln€\n", encoding="utf-8")
    _, shown, problems = read(folder)
    assert shown == [("figure-twice", "cifre.yaml", 2, 3)]
    assert problems[0].parameters == {"name": "asse_1.impegnato", "file": "premessa.yaml", "line": 7}


def test_numbers_of_a_common_file_are_read_in_its_language(folder: Path) -> None:
    change(folder, "report", "licence:", "figures: [figures.yaml]\nlicence:")
    (folder / "figures.yaml").write_text('language: en\nasse_2: {impegnato: "€86.4 million"}\n', encoding="utf-8")
    report, shown, _ = read(folder)
    assert report is not None
    assert shown == []
    quantity = report.figures["asse_2.impegnato"].quantity
    assert quantity is not None
    assert quantity.value == 86_400_000


def test_a_language_of_the_glossary_is_a_code(folder: Path) -> None:
    change(folder, "report", "licence:", "glossary: glossario.yaml\nlicence:")
    (folder / "glossario.yaml").write_text("foreign:\n  governance: en\n  policy: inglese\n", encoding="utf-8")
    assert read(folder)[1] == [("language-code", "glossario.yaml", 3, 11)]


def test_two_editions_share_a_folder(folder: Path) -> None:
    (folder / "en").mkdir()
    (folder / "en" / "foreword.yaml").write_text("title: Foreword\n", encoding="utf-8")
    english = REPORT.replace("  - premessa\n  - risultati\n", "  - en/foreword\n").replace("licence:", "language: en\nlicence:")
    (folder / "report.en.yaml").write_text(english, encoding="utf-8")
    assert read(folder)[1] == []
    report, shown, _ = read(folder, "report.en.yaml")
    assert shown == []
    assert report is not None
    assert [part.id for part in report.parts] == ["foreword"]


def test_files_set_aside_are_no_problem(folder: Path) -> None:
    (folder / "_bozza.yaml").write_text("title: x\n", encoding="utf-8")
    (folder / "altro").mkdir()
    (folder / "altro" / "report.yaml").write_text(REPORT, encoding="utf-8")
    (folder / "altro" / "premessa.yaml").write_text(FIRST, encoding="utf-8")
    assert read(folder)[1] == []


def test_no_report_at_all(tmp_path: Path) -> None:
    report, shown, _ = read(tmp_path)
    assert report is None
    assert shown == [("missing-file", "", 0, 0)]


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"", "empty-file", 1, 1),
        (b"title: Premess\xe0\n", "not-utf8", 1, 15),
        (b"title: " + b"x" * 10_000_000, "file-too-large", 1, 1),
        (b"title: P\x07\n", "control-character", 1, 9),
        (b"- a\n- b\n", "keys-expected", 1, 1),
        (b"solo testo\n", "keys-expected", 1, 1),
        (b"title: &a x\n", "alias-refused", 1, 8),
    ],
)
def test_a_chapter_that_cannot_be_read(folder: Path, data: bytes, rule: str, line: int, column: int) -> None:
    (folder / "premessa.yaml").write_bytes(data)
    report, shown, _ = read(folder)
    assert shown == [(rule, "premessa.yaml", line, column)]
    assert report is not None
    assert report.complete is (rule in ("not-utf8", "control-character", "alias-refused"))


def test_a_link_out_of_the_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "segreto.yaml"
    secret.write_text("title: segreto\n", encoding="utf-8")
    (folder / "premessa.yaml").unlink()
    (folder / "premessa.yaml").symlink_to(secret)
    report, shown, _ = read(folder)
    assert ("path-outside", "report.yaml", 12, 5) in shown
    assert "segreto" not in repr(report)


def test_special_files_are_not_opened(folder: Path) -> None:
    (folder / "premessa.yaml").unlink()
    os.mkfifo(folder / "premessa.yaml")
    assert ("not-a-file", "report.yaml", 12, 5) in read(folder)[1]


# ------------------------------------------------------------------------------------------------------------------ pictures


def svg(inside: str = "", attributes: str = "") -> bytes:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {names} viewBox="0 0 10 10" {attributes}><g id="a">{inside}</g></svg>'.encode()


def held(picture: bytes) -> str:
    """A picture within a drawing, in lines as drawing programs write it."""
    return f'<image href="data:image/png;base64,\n{encodebytes(picture).decode()}"/>'


INKS = bytes.fromhex("ffd8 ffe0 0004 0000 ffc0 0014 08 0001 0001 04 011100 021100 031100 041100 ffd9")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("p.png", PIXEL),
        ("p.jpg", INKS.replace(b"\x01\x00\x01\x04", b"\x01\x00\x01\x03")),
        ("p.jpg", b"\xff\xd8\xff\xe0 rest"),
        ("p.svg", svg('<path d="M0 0h5" fill="url(#x)"/><use xlink:href="#a"/>')),
        ("p.svg", svg("<style>.a{fill:#123456;stroke:url(#x)}</style>" + held(PIXEL))),
        ("p.svg", svg('<metadata><x:y xmlns:x="http://www.inkscape.org/namespaces/inkscape" x:href="z"/></metadata>')),
    ],
)
def test_safe_pictures_are_kept(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)
    (folder / "risultati.yaml").write_text(PICTURE.replace("FILE", name), encoding="utf-8")
    report, shown, _ = read(folder)
    assert shown == []
    assert report is not None
    assert report.pictures == {name: data}


GREY = PIXEL[:24] + b"\x10\x00" + PIXEL[26:]  # 16 bits a pixel, no colours


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("p.png", None, "missing-file"),
        ("p.png", b"", "empty-file"),
        ("p.png", b"\xff\xd8\xff", "picture-signature"),
        ("p.jpeg", PIXEL, "picture-signature"),
        ("p.jpg", INKS, "picture-cmyk"),
        ("p.png", GREY, "picture-deep"),
        ("p.svg", svg(held(GREY) * 2), "picture-deep"),
        ("p.svg", svg(held(b"GIF89a")), "picture-signature"),
        ("p.svg", svg('<image href="data:image/png;base64,AAA"/>'), "picture-signature"),
        ("p.svg", svg('<rect fill="device-cmyk(0 1 1 0)"/>'), "svg-unsafe"),
        ("p.png", PIXEL + b"\0" * 21_000_000, "file-too-large"),
        ("p.svg", b"<svg", "svg-broken"),
        ("p.svg", b"<html/>", "svg-broken"),
        ("p.svg", b"\x89PNG", "svg-broken"),
        ("p.svg", svg("<script>alert(1)</script>"), "svg-unsafe"),
        ("p.svg", svg("<foreignObject/>"), "svg-unsafe"),
        ("p.svg", svg('<a href="#x"/>'), "svg-unsafe"),
        ("p.svg", svg('<animate attributeName="href" to="javascript:x"/>'), "svg-unsafe"),
        ("p.svg", svg('<image href="http://x.it/a.png"/>'), "svg-unsafe"),
        ("p.svg", svg('<image xlink:href="file:///etc/passwd"/>'), "svg-unsafe"),
        ("p.svg", svg('<image href="data:image/svg+xml;base64,AAAA"/>'), "svg-unsafe"),
        ("p.svg", svg('<use href="other.svg#a"/>'), "svg-unsafe"),
        ("p.svg", svg('<rect fill="url(http://x.it/#a)"/>'), "svg-unsafe"),
        ("p.svg", svg("<rect fill=\"url( 'http://x.it/#a')\"/>"), "svg-unsafe"),
        ("p.svg", svg('<rect style="fill:u\\72l(http://x.it)"/>'), "svg-unsafe"),
        ("p.svg", svg("<style>@import 'http://x.it/a.css';</style>"), "svg-unsafe"),
        ("p.svg", svg("<style>a{background:url(//x.it)}</style>"), "svg-unsafe"),
        ("p.svg", svg("<style><![CDATA[a{fill:url(x.svg#y)}]]></style>"), "svg-unsafe"),
        ("p.svg", svg("", 'onload="x()"'), "svg-unsafe"),
        ("p.svg", svg("", 'xml:base="http://x.it/"'), "svg-unsafe"),
        ("p.svg", svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>'), "svg-unsafe"),
        ("p.svg", b'<?xml-stylesheet href="http://x.it/a.css"?>' + svg(), "svg-unsafe"),
        ("p.svg", b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"), "svg-unsafe"),
        (
            "p.svg",
            ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;").decode()).encode("utf-16"),
            "svg-unsafe",
        ),
    ],
)
def test_pictures_that_are_not_what_they_seem(folder: Path, name: str, data: bytes | None, rule: str) -> None:
    if data is not None:
        (folder / name).write_bytes(data)
    (folder / "risultati.yaml").write_text(PICTURE.replace("FILE", name), encoding="utf-8")
    report, shown, _ = read(folder)
    assert set(shown) == {(rule, "risultati.yaml", 3, 21)}
    assert report is not None
    assert report.pictures == {}


def test_logos_theme_and_template(folder: Path) -> None:
    change(
        folder,
        "report",
        "publisher: {name: Regione Esempio}",
        "publisher: {name: R, logos: [{file: l.png, name: Stato}]}\ntheme: tema.yaml\ntemplate: m.docx",
    )
    (folder / "l.png").write_bytes(PIXEL)
    (folder / "m.docx").write_bytes(b"PK\x03\x04")
    (folder / "tema.yaml").write_text("space:\n  2: 4mm\nfonts: [a, b]\n", encoding="utf-8")
    report, shown, _ = read(folder)
    assert shown == []
    assert report is not None
    assert list(report.pictures) == ["l.png"]
    assert report.template == b"PK\x03\x04"
    assert report.theme == {"space": {"2": "4mm"}, "fonts": ["a", "b"]}
    assert report.theme_places["space", "2"].start == 12
    assert report.theme_places["fonts", 1].start == 27
    assert "tema.yaml" in dict(report.files)


def test_every_value_of_the_report_has_its_place_or_that_of_what_is_around_it(folder: Path) -> None:
    report, _, _ = read(folder)
    assert report is not None
    text = (folder / "report.yaml").read_text(encoding="utf-8")

    def at(*path: str | int) -> str:
        span = report.place(*path)
        assert span.file == "report.yaml"
        return text[span.start : span.end]

    assert at("publisher", "name") == "Regione Esempio"
    assert at("funds", 0) == report.entry.funds[0]
    assert at("publisher") == at("publisher", "logos", 2, "name") == "publisher"
    assert at("licence_url") == ""


HOUSE_FONT = (Path(__file__).parents[2] / "styles/fonts/TitilliumWeb-Regular.ttf").read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("f.ttf", HOUSE_FONT, []),
        ("f.ttf", None, [("missing-file", 2, 14)]),
        ("../f.ttf", None, [("path-outside", 2, 14)]),
        ("/etc/f.ttf", None, [("path-outside", 2, 14)]),
        ("f.ttf", b"", [("empty-file", 2, 14)]),
        ("f.ttf", b"\x00\x01\x00\x00", [("theme-font-broken", 2, 14)]),
        ("f.ttf", HOUSE_FONT[:20_000], [("theme-font-broken", 2, 14)]),
        ("f.otf", b"OTTO" + HOUSE_FONT[4:], [("theme-font-broken", 2, 14)]),
        ("f.txt", HOUSE_FONT, [("theme-font-broken", 2, 14)]),
        ("f) @import url(x.ttf", HOUSE_FONT, [("theme-font-name", 2, 14)]),
    ],
)
def test_fonts_of_a_theme_are_read_as_any_other_file(
    folder: Path, name: str, data: bytes | None, expected: list[tuple[str, int, int]]
) -> None:
    change(folder, "report", "licence:", "theme: tema.yaml\nlicence:")
    (folder / "tema.yaml").write_text(f"fonts:\n  Own: {{400: {name}}}\n", encoding="utf-8")
    if data is not None:
        (folder / name).write_bytes(data)
    report, shown, _ = read(folder)
    assert [(rule, line, column) for rule, _, line, column in shown] == expected
    assert report is not None
    assert (name in dict(report.files)) is (data is not None and data != b"")


def test_a_font_behind_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.ttf").write_bytes(HOUSE_FONT)
    (folder / "f.ttf").symlink_to(tmp_path / "secret.ttf")
    change(folder, "report", "licence:", "theme: tema.yaml\nlicence:")
    (folder / "tema.yaml").write_text("fonts:\n  Own: {400: f.ttf}\n", encoding="utf-8")
    report, shown, _ = read(folder)
    assert shown == [("path-outside", "tema.yaml", 2, 14)]
    assert report is not None
    assert "f.ttf" not in dict(report.files)


# ----------------------------------------------------------------------------------------------------------- never a traceback


@pytest.mark.parametrize("seed", range(8))
def test_no_bytes_at_all_raise_an_exception(folder: Path, seed: int) -> None:
    """Valid files with a few bytes changed, cut or doubled are read to the end, and every problem can be shown."""
    chance = random.Random(seed)
    originals = {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    pieces = [
        b"\t",
        b"{{",
        b"}}",
        b": ",
        b"- ",
        b'"',
        b"'",
        b"\n",
        b"\x00",
        b"\xff",
        b"*",
        b"&a ",
        b"[",
        b"|",
        b"\xc2\xa0",
        b"#",
        b"x",
        b"  ",
    ]
    for _ in range(60):
        for name, data in originals.items():
            changed = bytearray(data)
            for _ in range(chance.randint(0, 3)):
                at = chance.randrange(len(changed))
                match chance.randrange(4):
                    case 0:
                        changed[at : at + 1] = chance.choice(pieces)
                    case 1:
                        changed[at:at] = chance.choice(pieces)
                    case 2:
                        del changed[at : at + chance.randint(1, 30)]
                    case _:
                        changed[at] = chance.randrange(256)
            (folder / name).write_bytes(bytes(changed))
        _, places, problems = read_report(folder / "report.yaml")
        assert isinstance(places, SourceMap)
        for problem in problems:
            rendered = render(problem, places, Catalogue.load("it"))
            assert rendered.line <= places.files.get(rendered.file, "").count("\n") + 1
