"""Figures out of CSV and XLSX files: the exact value, or a message at the place where something is wrong."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from report_builder.audit import Audit, Verdict
from report_builder.diagnostics import Severity
from report_builder.figures import printed
from report_builder.language import load_language
from report_builder.reader import read_report
from report_builder.sheets.formats import read_format
from report_builder.sheets.model import Position, column_number, letters
from tests.findings import REPORT, checked
from tests.sheets import figures_of, lay_out, messages, workbook

ITALIAN = load_language("it")
CSV = "Monitoraggio al 31.12.2021;;\nAsse;Impegnato;Persone\nAsse I;133,6;48564\nAsse II;86,4;n.d.\nTotale;220,0;48564\n"
TABLES = """\
tables:
  - from: assi.csv
    rows: Asse
    groups: {Asse I: asse_1, Asse II: asse_2, Totale: programma}
    figures:
      impegnato: {column: Impegnato, unit: Mln€}
      persone: {column: Persone, unit: persone}
"""


def shown(figures: dict[str, Any], name: str) -> str:
    return printed(figures[name].quantity, ITALIAN).replace("\u00a0", " ")


def one(folder: Path, data: str | bytes, entry: str, name: str = "assi.csv") -> tuple[dict[str, Any], list[Any]]:
    """The figure `x.y`, asked for by `entry`, with `data` in a file."""
    return figures_of(lay_out(folder, f"x:\n  y: {{from: {name}, {entry}}}\n", **{name.replace(".", "__"): data}))


# ---------------------------------------------------------------------------------------------------------------------- CSV


def test_columns_of_a_file_become_figures_of_groups(tmp_path: Path) -> None:
    figures, told = figures_of(lay_out(tmp_path, TABLES, assi__csv=CSV))
    assert not told
    assert list(figures) == [
        f"{group}.{name}" for group in ("asse_1", "asse_2", "programma") for name in ("impegnato", "persone")
    ]
    assert shown(figures, "asse_1.impegnato") == "133,6 Mln€"
    assert figures["asse_1.impegnato"].quantity.value == Decimal(133600000)
    assert shown(figures, "asse_1.persone") == "48.564 persone"
    assert shown(figures, "programma.impegnato") == "220,0 Mln€", "as many decimals as the file shows"
    assert figures["asse_2.persone"].quantity is None
    assert not figures["asse_2.persone"].faulty
    assert str(figures["asse_2.impegnato"].provenance) == "assi.csv, B4"
    assert figures["asse_2.impegnato"].span.file == "assi.csv"


def test_a_chapter_may_have_its_own(tmp_path: Path) -> None:
    chapter = "title: Un anno\nblocks:\n  - text: Persone, {{ asse_1.persone }}.\n" + TABLES
    (tmp_path / "assi.csv").write_text(CSV, "utf-8")

    def told(folder: Path, files: dict[str, str]) -> list[tuple[str, int]]:
        result = checked(folder, files)
        wrong = [one for one in result.problems if one.span and one.severity is Severity.ERROR and not one.subject]
        return [(one.rule, result.source.position(one.span).line) for one in wrong if one.span]

    assert told(tmp_path, {"uno.yaml": chapter}) == []
    wrong = chapter.replace("from: assi.csv", "form: assi.csv").replace("tables:\n", "tables:\n  - testo\n")
    assert told(tmp_path, {"uno.yaml": wrong}) == [
        ("unknown-figure", 3),
        ("keys-expected", 5),
        ("unknown-key", 6),
    ]
    assert told(tmp_path, {"uno.yaml": chapter.partition("tables:")[0] + "tables: testo\n"})[-1] == ("list-expected", 4)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_separators_encodings_and_line_ends(tmp_path: Path, separator: str, encoding: str, ends: str) -> None:
    rows = [["Priorità", "Città", "Importo"], ["Perù", 'detta "la grande"', "1.234,5"], ["Altra", "due; o, tre", "2"]]
    quoted = [separator.join(f'"{text}"'.replace('"la grande"', '""la grande""') for text in row) for row in rows]
    figures, told = one(tmp_path, (ends.join(quoted) + ends).encode(encoding), "row: Perù, column: Importo, unit: €")
    assert not told
    assert figures["x.y"].quantity.value == Decimal("1234.5")
    assert str(figures["x.y"].provenance) == "assi.csv, C2"


def test_a_separator_that_the_first_line_declares(tmp_path: Path) -> None:
    figures, told = one(tmp_path, "sep=|\nA|B\nuno|3,5\n", "cell: B3, unit: Mln€")
    assert not told
    assert shown(figures, "x.y") == "3,5 Mln€"


@pytest.mark.parametrize(
    ("text", "more", "wanted"),
    [
        ("133,6", "unit: Mln€", "133,6 Mln€"),
        ("133,60", "unit: Mln€", "133,60 Mln€"),
        ("133600000", "in: €, unit: Mln€, decimals: 1", "133,6 Mln€"),
        ("133650000,49", "in: €, unit: Mln€, decimals: 1", "133,7 Mln€"),
        ("1.234.567,89 €", "unit: Mln€", "1,23456789 Mln€"),
        ("€ 1.234,50", "decimals: 0", "1.235 €"),
        ("133,6 M€", "", "133,6 Mln€"),
        ("1.234,5", "unit: €", "1.234,5 €"),
        ("1 234,5", "unit: €", "1.234,5 €"),
        ("1'234,5", "unit: €", "1.234,5 €"),
        ("1,234.5", 'unit: €, decimal: "."', "1.234,5 €"),
        ("48.564", 'unit: persone, decimal: ","', "48.564 persone"),
        ("48.564", 'unit: Mln€, decimal: "."', "48,564 Mln€"),
        ("-3,4", 'in: "%"', "−3,4%"),
        ("–3,4 %", "", "−3,4%"),
        ("46%", 'unit: "%"', "46%"),
        ("46", 'unit: "%"', "46%"),
        ("0,463", 'in: "1", decimals: 1', "46,3%"),
        ("0,463", 'in: "1", unit: "%"', "46,3%"),
        ("0,46", 'in: "%"', "0,46%"),
        ("33 progetti", "", "33 progetti"),
        ("0", "unit: persone", "0 persone"),
    ],
)
def test_numbers_as_offices_write_them(tmp_path: Path, text: str, more: str, wanted: str) -> None:
    figures, told = one(tmp_path, f"Voce;Valore\nuno;{text}\n", f"cell: B2, {more}".rstrip(", "))
    assert not told
    assert shown(figures, "x.y") == wanted


@pytest.mark.parametrize(
    ("text", "more", "rule"),
    [
        ("48.564", "unit: Mln€", "table-number-two-ways"),
        ("48,564", "unit: persone", "table-number-two-ways"),
        ("133.6", "unit: Mln€", "table-number-form"),
        ("1.23.456", "unit: Mln€", "table-number-form"),
        ("12345.678,9", "unit: €", "table-number-form"),
        ("1.234'567", "unit: €", "table-number-form"),
        ("0,46", 'unit: "%"', "table-share"),
        ("1", 'unit: "%"', "table-share"),
        ("in corso", "unit: Mln€", "table-cell-text"),
        ("31/12/2021", "unit: Mln€", "table-cell-text"),
        ("1,34E+08", "unit: €", "table-cell-text"),
        ("12 Mil€€", "", "table-cell-text"),
        ("133,6 Mln€", "in: €", "table-cell-unit"),
        ("133,6 Mln€", "unit: persone", "table-cell-unit"),
        ("9" * 31, "unit: €", "table-cell-text"),
        ("1" * 200, "unit: €", "table-cell-text"),
        ("#REF!", "unit: €", "table-cell-error"),
        ("#DIV/0!", "unit: €", "table-cell-error"),
        ("#N/D", "unit: €", "table-cell-error"),
        ("#VALORE!", "unit: €", "table-cell-error"),
        ("#1", "unit: €", "table-cell-text"),
    ],
)
def test_what_is_doubtful_is_told_in_the_cell(tmp_path: Path, text: str, more: str, rule: str) -> None:
    figures, told = one(tmp_path, f"Voce;Valore\nuno; {text}\n", f"cell: B2, {more}".rstrip(", "))
    assert told == [(rule, "assi.csv", 2, 6)]
    assert figures["x.y"].faulty


@pytest.mark.parametrize(
    ("entry", "rule", "at", "named"),
    [
        ("cell: 5D", "table-cell-form", "5D", "D5"),
        ("cell: D9", "table-cell-outside", "D9", "C5"),
        ("row: Asse I, column: Impegnati", "table-heading", "Impegnati", "«Impegnato»"),
        ("row: Asse 1, column: Impegnato", "table-row", "Asse 1", "«Asse I»"),
        ("row: Asse I, rows: Assi, column: Impegnato", "table-heading", "Assi,", "«Asse»"),
        ("row: 48564, rows: Persone, column: Impegnato", "table-row-twice", "48564", "3, 5"),
        ("row: Asse I", "table-cell-ways", "assi.csv", "cell"),
        ("column: Impegnato", "table-cell-ways", "assi.csv", "cell"),
        ("cell: B3, row: Asse I, column: Impegnato", "table-cell-ways", "assi.csv", "cell"),
        ("cell: B3, sheet: Assi", "table-no-sheets", "Assi", "sheet"),
        ("cell: B3, decimal: virgola", "table-mark", "virgola", "decimal"),
        ("cell: B3, unit: Mln€€", "unknown-unit", "Mln€€", "Mln€"),
        ("cell: B3, in: Mln€€", "unknown-unit", "Mln€€", "Mln€"),
        ("cell: B3, sel: 1", "unknown-key", "sel", "cell"),
        ("cell: B3, unti: Mln€", "unknown-key", "unti", "unit"),
        ("cell: B3, decimals: 12", "whole-range", "12", "9"),
    ],
)
def test_what_is_misnamed_is_told_at_the_entry(tmp_path: Path, entry: str, rule: str, at: str, named: str) -> None:
    file = lay_out(tmp_path, f"x:\n  y: {{from: assi.csv, {entry}}}\n", assi__csv=CSV)
    figures, told = figures_of(file)
    assert told == [(rule, "figures.yaml", 2, (tmp_path / "figures.yaml").read_text().splitlines()[1].index(at) + 1)]
    assert named in messages(file)[0]
    assert figures["x.y"].faulty


@pytest.mark.parametrize("entry", ["cell: B2", "row: I, column: Imp", "cell: B3"])
def test_a_row_that_a_decimal_comma_has_cut_is_refused(tmp_path: Path, entry: str) -> None:
    figures, told = one(tmp_path, "Asse,Imp\nI,1,5\nII,2,5\n", f"{entry}, unit: Mln€")
    assert [(rule, file) for rule, file, *_ in told] == [("table-row-shifted", "assi.csv")]
    assert figures["x.y"].faulty


@pytest.mark.parametrize(
    "data",
    [
        'Rapporto, bozza\nAsse,2017,2018\nI,"1,5",3\nII,2,3\n',
        "Asse,Imp\nII,2,rivisto\n",
        "I,2,3\nII,4,5,6\n",
        "Asse,Imp,\nII,2,3\n",
        'Asse,Imp\nI,"1,5",7\nII,2\n',
        "Dati, provvisori, del 2018\nFonte: ufficio, sede\nAsse;Imp\nI;1,5\nII;2\n",
    ],
)
def test_commas_that_part_cells_and_others_are_told_apart(tmp_path: Path, data: str) -> None:
    lines = data.splitlines()
    row = next(at for at, line in enumerate(lines, 1) if line.startswith(("II,", "II;", "I,2,3")))
    figures, told = one(tmp_path, data, f"cell: B{row}, unit: Mln€")
    assert not told
    assert shown(figures, "x.y") in ("2 Mln€", "4 Mln€")


def test_words_that_a_cell_is_to_be_confirmed_count(tmp_path: Path) -> None:
    for text, unconfirmed in (("12 (da confermare)", True), ("da confermare", True), ("12", False), ("n.d.", False)):
        figures, told = one(tmp_path, f"Voce;Valore\nuno;{text}\n", "cell: B2, unit: persone")
        assert not told
        assert figures["x.y"].unconfirmed is unconfirmed


def test_headings_and_keys_are_found_whatever_their_spaces_and_capitals(tmp_path: Path) -> None:
    data = ';;\n;"Risorse\nimpegnate";PERSONE\n\nAsse  I;1,5;3\n'
    figures, told = one(tmp_path, data, "row: asse i, column: Risorse impegnate, unit: Mln€")
    assert not told
    assert shown(figures, "x.y") == "1,5 Mln€"
    assert str(figures["x.y"].provenance) == "assi.csv, B4"


def test_a_column_with_the_heading_of_another_is_taken_by_its_letter(tmp_path: Path) -> None:
    data = "Asse;Importo;Importo\nI;1,5;2,5\n"
    figures, told = one(tmp_path, data, "row: I, column: Importo, unit: Mln€")
    assert [rule for rule, *_ in told] == ["table-heading-twice"]
    assert figures["x.y"].faulty
    figures, told = one(tmp_path, data, "row: I, column: C, rows: Asse, unit: Mln€")
    assert not told
    assert shown(figures, "x.y") == "2,5 Mln€"


def test_an_empty_cell_is_not_stated_and_told(tmp_path: Path) -> None:
    figures, told = one(tmp_path, "Voce;Valore;Altro\nuno;;3\n", "cell: B2, unit: Mln€")
    assert told == [("table-cell-empty", "assi.csv", 2, 5)]
    assert figures["x.y"].quantity is None
    assert not figures["x.y"].faulty


def test_each_slip_in_a_table_is_told_once_and_hides_nothing_of_the_rest(tmp_path: Path) -> None:
    slips = TABLES.replace("Asse II: asse_2", "Asse 2: asse_2").replace("column: Persone, unit", "column: Pers, unit")
    figures, told = figures_of(lay_out(tmp_path, slips, assi__csv=CSV.replace("220,0", "22O,0")))
    assert [rule for rule, *_ in told] == ["table-cell-text", "table-row", "table-heading"]
    assert shown(figures, "asse_1.impegnato") == "133,6 Mln€"
    assert [name for name, figure in figures.items() if figure.faulty] == [
        "asse_1.persone", "asse_2.impegnato", "asse_2.persone", "programma.impegnato", "programma.persone",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "rule", "line"),
    [
        (TABLES + "asse_1: {persone: 5 persone}\n", "figure-twice", 8),
        (TABLES.replace("asse_2", "asse-2"), "figure-name", 4),
        (TABLES.replace("    rows: Asse\n", "    row: Asse\n"), "unknown-key", 3),
        (TABLES.replace("from: assi.csv", "sheet: Assi"), "missing-key", 2),
        ("tables: assi.csv\n", "list-expected", 1),
        ("x: {y: {cell: B3, unit: Mln€}}\n", "missing-key", 1),
        ("x: {y: {from: assi.csv, cell: B3}, from: 3 persone}\n", "figure-reserved", 1),
    ],
)
def test_the_shape_of_what_is_asked(tmp_path: Path, figures: str, rule: str, line: int) -> None:
    _, told = figures_of(lay_out(tmp_path, figures, assi__csv=CSV))
    assert [(found[0], found[1], found[2]) for found in told] == [(rule, "figures.yaml", line)]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("../assi.csv", "path-outside"),
        ("/etc/passwd", "path-outside"),
        ("assi.cvs", "missing-file"),
        ("link.csv", "path-outside"),
        ("figures.yaml", "table-format"),
        ("empty.csv", "empty-file"),
        ("binary.csv", "table-broken"),
    ],
)
def test_files_that_are_none_of_the_report(tmp_path: Path, name: str, rule: str) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (tmp_path / "assi.csv").write_text(CSV)
    (folder / "link.csv").symlink_to(tmp_path / "assi.csv")
    file = lay_out(
        folder, f"x: {{y: {{from: {name}, cell: A1}}}}\n", assi__csv=CSV, empty__csv=b"", binary__csv=b"\0\1\2\3\x81"
    )
    _, told = figures_of(file)
    assert [(found[0], found[1], found[2]) for found in told] == [(rule, "figures.yaml", 1)]


def test_a_unit_that_stands_around_its_number(tmp_path: Path) -> None:
    text = "language: en\nx: {y: {from: assi.csv, cell: A1, in: €, unit: € million}}\n"
    figures, told = figures_of(lay_out(tmp_path, text, assi__csv='"1,010,500,000"\n'))
    assert not told
    assert printed(figures["x.y"].quantity, load_language("en")) == "€1,010.5 million"


def test_a_file_is_among_what_the_build_is_made_of(tmp_path: Path) -> None:
    report, _, _ = read_report(lay_out(tmp_path, TABLES, assi__csv=CSV))
    assert report is not None
    assert "assi.csv" in dict(report.files)


def test_formulas_use_the_exact_value_whatever_is_printed(tmp_path: Path) -> None:
    data = "Asse;Impegnato\nI;100449999,99\nII;100449999,99\n"
    entry = "{{from: assi.csv, cell: B{}, in: €, unit: Mln€, decimals: 1}}"
    text = f"x:\n  a: {entry.format(2)}\n  b: {entry.format(3)}\n  sum: {{formula: x.a + x.b, unit: Mln€, decimals: 1}}\n"
    figures, told = figures_of(lay_out(tmp_path, text, assi__csv=data))
    assert not told
    assert [shown(figures, f"x.{name}") for name in ("a", "b", "sum")] == ["100,4 Mln€", "100,4 Mln€", "200,9 Mln€"]
    assert figures["x.a"].precision == Decimal("0.01")


@pytest.mark.parametrize(
    ("part", "total", "wanted"),
    [
        ("100510000,01", "201020000,02", Verdict.CONSISTENT),
        ("100540000,01", "201080000,02", Verdict.ROUNDING),
        ("100540000,01", "201080000,10", Verdict.CONTRADICTION),
    ],
    ids=["adds", "adds-in-the-file-alone", "adds-nowhere"],
)
def test_the_audit_knows_the_exact_value_and_what_is_printed(tmp_path: Path, part: str, total: str, wanted: Verdict) -> None:
    """100,5 and 100,5 are printed each time, and 201,0 or 201,1."""
    data = f"Asse;Impegnato\nI;{part}\nII;{part}\nTotale;{total}\n"
    figures = """\
tables:
  - from: assi.csv
    groups: {I: asse_1, II: asse_2, Totale: programma}
    figures: {impegnato: {column: Impegnato, in: €, unit: Mln€, decimals: 1}}
relations: [programma.impegnato = sum(asse_*.impegnato)]
"""
    report, _, problems = read_report(lay_out(tmp_path, figures, assi__csv=data))
    assert report
    assert not problems
    assert list(Audit(report).verdicts.values()) == [wanted]


# --------------------------------------------------------------------------------------------------------------------- XLSX


def asked(folder: Path, value: Any, entry: str, form: str = "General", **more: Any) -> tuple[dict[str, Any], list[Any]]:
    """The figure `x.y` out of cell D5 of an XLSX file with `value` in it."""

    def fill(sheet: Worksheet) -> None:
        sheet["A4"], sheet["D4"], sheet["A5"], sheet["E9"] = "Asse", "Impegnato", "Asse I", "fine"
        sheet["D5"] = value
        sheet["D5"].number_format = form
        if area := more.get("merged"):
            sheet.merge_cells(area)
        sheet.row_dimensions[5].hidden = more.get("row", False)
        sheet.column_dimensions["D"].hidden = more.get("column", False)
        sheet.sheet_state = "hidden" if more.get("sheet") else "visible"

    workbook(folder / "assi.xlsx", fill, "Note")
    return figures_of(lay_out(folder, f"x:\n  y: {{from: assi.xlsx, sheet: Assi, {entry}}}\n"))


@pytest.mark.parametrize(
    ("value", "form", "more", "wanted", "exact"),
    [
        (133.59999999999999, "General", "unit: Mln€", "133,6 Mln€", "133600000"),
        (0.1 + 0.2, "General", "unit: Mln€", "0,3 Mln€", "300000"),
        (133.6, "0.00", "unit: Mln€", "133,60 Mln€", "133600000"),
        (133.648, "0.0", "unit: Mln€", "133,6 Mln€", "133648000"),
        (133600000, "General", "in: €, unit: Mln€, decimals: 1", "133,6 Mln€", "133600000"),
        (133612345.67, '#,##0.00 "€"', "unit: Mln€, decimals: 1", "133,6 Mln€", "133612345.67"),
        (133612345.67, "#,##0.00 [$€-410]", "", "133.612.345,67 €", "133612345.67"),
        (0.46, "0%", "", "46%", "46"),
        (0.46333, "0.0%", 'unit: "%"', "46,3%", "46.333"),
        (0.46, "0%", 'in: "1"', "46%", "46"),
        (0.46, "General", 'in: "1"', "46%", "46"),
        (46, "General", 'unit: "%"', "46%", "46"),
        (48564, "#,##0", "unit: persone", "48.564 persone", "48564"),
        ("1.234,5", "@", "unit: Mln€", "1.234,5 Mln€", "1234500000"),
        (133600000, '0.0,,"Mln"', "in: €, unit: Mln€, decimals: 1", "133,6 Mln€", "133600000"),
        (-12.5, "0.0", "unit: Mln€", "−12,5 Mln€", "-12500000"),
        (133.6, '0.0 "M€"', "", "133,6 Mln€", "133600000"),
        (133.6, '0.0 "*"', "unit: Mln€", "133,6 Mln€", "133600000"),
        (1e15, "General", "unit: €", "1.000.000.000.000.000 €", "1000000000000000"),
        (1e-12, "General", "unit: €", "0,000000000 €", "1E-12"),
    ],
)
def test_numbers_as_a_spreadsheet_keeps_them(tmp_path: Path, value: Any, form: str, more: str, wanted: str, exact: str) -> None:
    figures, told = asked(tmp_path, value, f"cell: D5, {more}".rstrip(", "), form)
    assert not told
    assert shown(figures, "x.y") == wanted
    assert figures["x.y"].quantity.value == Decimal(exact)
    assert str(figures["x.y"].provenance) == "assi.xlsx, Assi!D5"


@pytest.mark.parametrize(
    ("value", "more", "rule", "named"),
    [
        (date(2021, 12, 31), {}, "table-cell-date", "2021-12-31"),
        (True, {}, "table-cell-text", "TRUE"),
        ("#REF!", {}, "table-cell-error", "#REF!"),
        ("=A1+1", {}, "table-formula-unsaved", "Excel"),
        ("in corso", {}, "table-cell-text", "in corso"),
        (133600000, {"form": "0.0,,"}, "table-scaled", "133600000"),
        (0.46, {"unit": '"%"'}, "table-share", "46%"),
        (133.6, {"form": '0.0 "Mln€"', "unit": "Mln€, in: €"}, "table-cell-unit", "Mln€"),
        (133.6, {"form": '0.0 "M€"', "unit": "Mln€, in: €"}, "table-cell-unit", "Mln€"),
        (133.6, {"form": "[$$-409]#,##0.0"}, "table-cell-unit", "$"),
        (133.6, {"form": '0.0 "persone"'}, "table-cell-unit", "persone"),
        (1e300, {}, "table-cell-text", "1E+300"),
        (None, {"merged": "C5:D6"}, "table-merged", "C5"),
        (None, {}, "table-cell-empty", "x.y"),
        (133.6, {"row": True}, "table-hidden", "x.y"),
        (133.6, {"column": True}, "table-hidden", "x.y"),
        (133.6, {"sheet": True}, "table-hidden", "x.y"),
    ],
)
def test_a_cell_that_is_no_sure_figure_is_named(
    tmp_path: Path, value: Any, more: dict[str, Any], rule: str, named: str
) -> None:
    form, unit = more.pop("form", None) or ("yyyy-mm-dd" if isinstance(value, date) else "General"), more.pop("unit", "Mln€")
    _, told = asked(tmp_path, value, f"cell: D5, unit: {unit}", form, **more)
    assert told == [(rule, "figures.yaml", 2, 43)]
    (message,) = messages(tmp_path / "report.yaml")
    assert "assi.xlsx, Assi!D5" in message
    assert named in message


def test_a_formula_with_its_result_is_read(tmp_path: Path) -> None:
    workbook(tmp_path / "plain.xlsx", lambda sheet: sheet.append(["=50+50"]))
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "assi.xlsx", "w") as new:
        for part in old.infolist():
            data = old.read(part).replace(b"<f>50+50</f><v></v>", b"<f>50+50</f><v>100.5</v>")
            new.writestr(part, data.replace(b"<f>50+50</f><v />", b"<f>50+50</f><v>100.5</v>"))
    figures, told = figures_of(lay_out(tmp_path, "x: {y: {from: assi.xlsx, cell: A1, unit: Mln€}}\n"))
    assert not told
    assert shown(figures, "x.y") == "100,5 Mln€"


def test_sheets_are_named_where_there_are_several(tmp_path: Path) -> None:
    workbook(tmp_path / "assi.xlsx", lambda sheet: sheet.append([133.6]), "Note", "Dati 2020")
    for sheet, rule, named in (
        ("", "table-sheet-needed", "Assi, Note, Dati 2020"), ("sheet: Asse, ", "table-sheet", "«Assi»"),
        ("sheet: Note, ", "table-cell-outside", "A1"),
    ):  # fmt: skip
        file = lay_out(tmp_path, f"x: {{y: {{from: assi.xlsx, {sheet}cell: B1, unit: Mln€}}}}\n")
        _, told = figures_of(file)
        assert [(found[0], found[1]) for found in told] == [(rule, "figures.yaml")]
        assert named in messages(file)[0]


def test_headings_in_merged_cells_and_two_lines(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Monitoraggio", None, None, None])
        sheet.append(["Asse", "2020", None, "2021"])
        sheet.append([None, "Impegnato", "Liquidato", "Certificato"])
        sheet.append(["I", 1.5, 2.5, 3.5])
        sheet.append([None, 9.5, 9.5, 9.5])
        sheet.append([2, 4.5, 5.5, 6.5])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:C2")
        sheet.merge_cells("A4:A5")

    workbook(tmp_path / "assi.xlsx", fill)
    table = "tables: [{from: assi.xlsx, rows: Asse, groups: {KEY: asse}, figures: {l: {column: Liquidato, unit: Mln€}}}]\n"
    figures, told = figures_of(lay_out(tmp_path, table.replace("KEY", "'2'")))
    assert not told
    assert shown(figures, "asse.l") == "5,5 Mln€"
    _, told = figures_of(lay_out(tmp_path, table.replace("KEY", "I")))
    assert [rule for rule, *_ in told] == ["table-row-twice"], "a key over several rows does not say which"


def test_a_workbook_in_which_the_library_sees_no_sheet_is_told(tmp_path: Path) -> None:
    """Excel's "Strict Open XML": the same parts in other namespaces."""
    workbook(tmp_path / "plain.xlsx", lambda sheet: sheet.append([1]))
    loose, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as old, zipfile.ZipFile(tmp_path / "assi.xlsx", "w") as new:
        for part in old.infolist():
            data = old.read(part)
            for name in (b"spreadsheetml", b"officeDocument"):
                data = data.replace(loose + name + b"/2006/", strict + name + b"/")
            new.writestr(part, data)
    _, told = figures_of(lay_out(tmp_path, "x: {y: {from: assi.xlsx, cell: A1, unit: Mln€}}\n"))
    assert [rule for rule, *_ in told] == ["table-broken"]


def test_what_is_told_of_a_cell_can_be_acknowledged(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Asse", "Imp", "Altro"])
        sheet.append(["I", 1.5, None])
        sheet.row_dimensions[2].hidden = True

    workbook(tmp_path / "assi.xlsx", fill)
    cells = "figures:\n  x:\n    y: {from: assi.xlsx, cell: B2, unit: Mln€}\n    z: {from: assi.xlsx, cell: C2, unit: Mln€}\n"
    known = "acknowledged:\n  - {rule: table-hidden, about: [x.y, x.z], reason: Riga di servizio., date: 2026-11-25}\n"
    files = {"uno.yaml": f"title: Un anno\nblocks:\n  - text: Testo.\n{cells}", "noti.yaml": known}
    files["report.yaml"] = REPORT + "acknowledged: noti.yaml\n"
    result = checked(tmp_path, files)
    found = {(one.rule, one.subject): bool(one.acknowledged) for one in result.problems if one.rule.startswith("table-")}
    assert found == {("table-hidden", "x.y"): True, ("table-hidden", "x.z"): True, ("table-cell-empty", "x.z"): False}
    assert not [one for one in result.problems if one.rule.startswith("acknowledged")]


def package(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return whole.getvalue()


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"no archive at all", "table-broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "table-broken"),
        (b"PK\x03\x04 cut off", "table-broken"),
        (package(a=b"nothing of a workbook"), "table-broken"),
        (package(bomb=b"0" * 41_000_000), "table-too-large"),
        (package(a=b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'), "table-broken"),
        (package(a='<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x []><x/>'.encode("utf-16")), "table-broken"),
    ],
    ids=["text", "password", "cut", "empty", "bomb", "entity", "wide"],
)
def test_broken_and_dangerous_files(tmp_path: Path, data: bytes, rule: str) -> None:
    _, told = one(tmp_path, data, "cell: A1", "assi.xlsx")
    assert told == [(rule, "figures.yaml", 2, 13)]


def test_a_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"], sheet["XFD1048576"] = "Asse", "Speso", "I", 1.5, "x"

    workbook(tmp_path / "assi.xlsx", fill)
    figures, told = figures_of(lay_out(tmp_path, "x: {y: {from: assi.xlsx, row: I, column: Speso, unit: Mln€}}\n"))
    assert not told
    assert shown(figures, "x.y") == "1,5 Mln€"


# ------------------------------------------------------------------------------------------------------------------- details


@pytest.mark.parametrize(
    ("code", "places", "percent", "unit", "scaled"),
    [
        ("General", None, False, "", False),
        ("@", None, False, "", False),
        ("0", 0, False, "", False),
        ("#,##0.00", 2, False, "", False),
        ("0.##", None, False, "", False),
        ("0.0%", 1, True, "", False),
        ('#,##0.00\\ "€";[Red]-#,##0.00\\ "€"', 2, False, "€", False),
        ("_-* #,##0.00 [$€-410]_-", 2, False, "€", False),
        ('0.0,,"Mln€"', 1, False, "Mln€", True),
        ('0.0" %"', 1, False, "%", False),
        ("0.00E+00", None, False, "", False),
        ("# ?/?", None, False, "", False),
    ],
)
def test_number_formats(code: str, places: int | None, percent: bool, unit: str, scaled: bool) -> None:
    read = read_format(code)
    assert (read.places, read.percent, read.unit, read.scaled) == (places, percent, unit, scaled)


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    for number, name in ((1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")):
        assert letters(number) == name
        assert column_number(name) == number
    assert str(Position(5, 4)) == "D5"
