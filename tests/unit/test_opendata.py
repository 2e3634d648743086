"""Open data: exact values, units in headers, what is not stated empty, and a package that describes every file truly."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from report_builder.document import (
    Align,
    Caption,
    Category,
    Cell,
    Chart,
    ChartKind,
    Datum,
    Document,
    Figure,
    Number,
    Row,
    RowKind,
    Scope,
    Series,
    Squares,
    Table,
    Text,
)  # fmt: skip
from report_builder.theme import load_theme
from report_builder.writers import Drawing, Emblem, Medium, Options
from report_builder.writers.datapackage import csv_bytes, decimal_text
from report_builder.writers.opendata import chart_resource, table_resource, write_opendata
from tests.sample import sample


def fake(subject: Chart | Squares | Emblem, medium: Medium, *, dark: bool = False, prefix: str = "") -> Drawing:
    assert isinstance(subject, Chart)
    assert not dark
    assert not prefix
    return Drawing(f"{subject.id} {medium}".encode(), 170.0, 60.0)


@pytest.fixture(scope="module")
def document() -> Document:
    return sample()


@pytest.fixture(scope="module")
def files(document: Document) -> Mapping[str, bytes]:
    return write_opendata(document, load_theme(), fake, Options())


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def test_each_table_chart_and_all_figures_have_a_file(files: Mapping[str, bytes]) -> None:
    charts = {"dotazione", "fasi", "mezza-1", "mezza-2", "target"}
    assert set(files) == (
        {f"data/{name}.csv" for name in {*charts, "tabella-risorse", "figures"}}
        | {f"figures/{name}.{kind}" for name in charts for kind in ("svg", "png")}
        | {"data/datapackage.json"}
    )
    assert files["figures/fasi.svg"] == b"fasi-grafico outline-svg"
    assert files["figures/fasi.png"] == b"fasi-grafico png"


def test_a_table_with_groups_and_second_lines(files: Mapping[str, bytes]) -> None:
    assert rows(files["data/tabella-risorse.csv"]) == [
        ["Voce", "Asse", "Dotazione (€)", "Attivato (€)", "Attivato"],
        ["I Occupazione", "Risorse", "358000000", "329300000", "92,0%"],
        ["II Inclusione sociale e lotta alla povertà", "Risorse", "227100000", "172500000", "76,0%"],
        ["III Istruzione e formazione", "Risorse", "332500000", "221500000", "66,6%"],
        ["", "Totale", "917600000", "", ""],
    ]


def test_a_chart_with_targets_and_one_with_totals(files: Mapping[str, bytes]) -> None:
    assert rows(files["data/target.csv"])[:2] == [
        ["Voce", "Valore (persone)", "obiettivo 2018 (persone)"],
        ["I Disoccupati", "158118", "25000"],
    ]
    assert rows(files["data/fasi.csv"])[:2] == [
        ["Voce", "Voce (2)", "Occupazione (Mln€)", "Inclusione (Mln€)", "Istruzione (Mln€)", "Totale (Mln€)"],
        ["Dotazione", "quanto il Programma può spendere", "358", "227.1", "332.5", "917.6"],
    ]


def test_the_second_line_of_a_label_is_a_column(document: Document) -> None:
    one, two = (Category("Qualifica", (Datum(Decimal(value), value),), note) for value, note in ((1, "10.i"), (2, "10.iv")))
    chart = Chart("c", ChartKind.BARS, (one, two), (Series("Valore"),), unit="%")
    table = chart_resource(Figure("f", None, chart, ()), chart, document.labels)
    assert rows(csv_bytes(table)) == [
        ["Voce", "Voce (2)", "Valore (%)"],
        ["Qualifica", "10.i", "1"],
        ["Qualifica", "10.iv", "2"],
    ]


def test_figures_keep_the_text_as_published(files: Mapping[str, bytes]) -> None:
    assert rows(files["data/figures.csv"]) == [
        ["name", "value", "unit", "published", "source"],
        ["programma.attivato", "758500000", "€", "758,5 Mln€", "RAA 2018"],
        ["asse_5.attivato", "", "€", "n.d.", ""],
    ]


def test_every_line_is_as_wide_as_its_header_and_ends_as_declared(files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        if name.endswith(".csv"):
            table = rows(data)
            assert {len(row) for row in table} == {len(table[0])}, name
            assert len(set(table[0])) == len(table[0]), name
            assert data.count(b"\n") == data.count(b"\r\n") == len(table), name


def test_the_package_describes_every_file(files: Mapping[str, bytes]) -> None:
    package: dict[str, Any] = json.loads(files["data/datapackage.json"])
    assert package["profile"] == "tabular-data-package"
    assert package["name"] == "sintesi-prova"
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "CC BY 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert package["created"] == "2018-12-31T00:00:00Z"
    assert {f"data/{resource['path']}" for resource in package["resources"]} == {
        name for name in files if name.endswith(".csv")
    }
    for resource in package["resources"]:
        data = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert resource["schema"]["missingValues"] == [""]
        assert resource["dialect"]["delimiter"] == ","
        table = rows(data)
        assert [field["name"] for field in resource["schema"]["fields"]] == table[0]
        for at, field in enumerate(resource["schema"]["fields"]):
            if field["type"] == "number":
                for row in table[1:]:
                    assert row[at] == "" or Decimal(row[at]).is_finite()
    by_name = {resource["name"]: resource for resource in package["resources"]}
    assert by_name["tabella-risorse"]["sources"] == [{"title": "Fonte: RAA 2018."}]
    assert by_name["tabella-risorse"]["description"] == "Per ogni Asse, la dotazione e le risorse attivate."
    assert [field.get("unit") for field in by_name["tabella-risorse"]["schema"]["fields"]] == [None, None, "€", "€", None]


def number(value: str, unit: str) -> Cell:
    return Cell((Number("x", Decimal(value), unit, "", f"{value} {unit}"),), align=Align.RIGHT)


def table(*body: Row, head: tuple[Row, ...]) -> Table:
    return Table("t", Caption("Tabella", 1, words("Prova")), head, body, (0.5, 0.5))


def test_a_column_of_several_units_gets_a_column_that_names_them(document: Document) -> None:
    head = Row((Cell(words("Indicatore"), scope=Scope.COLUMN), Cell(words("Valore"), scope=Scope.COLUMN)))
    made = table(
        Row((Cell(words("Persone"), scope=Scope.ROW), number("48564", "persone"))),
        Row((Cell(words("Spesa"), scope=Scope.ROW), number("69200000", "€"))),
        Row((Cell(words("Altro"), scope=Scope.ROW), Cell(words("n.d.")))),
        head=(head,),
    )
    assert rows(csv_bytes(table_resource(made, document.labels))) == [
        ["Indicatore", "Valore", "Valore – unità"],
        ["Persone", "48564", "persone"],
        ["Spesa", "69200000", "€"],
        ["Altro", "", ""],
    ]


def test_a_label_does_not_claim_the_scale_of_print(document: Document) -> None:
    head = Row((Cell(words("Voce")), Cell(words("2018 (Mln€)")), Cell(words("2019"))))
    spent = Row((Cell(words("Spesa (Mln€)")), number("65000000", "€"), number("70000000", "€")))
    other = Row((Cell(words("Quota (dei certificati)")), number("3000000", "€"), number("5", "%")))
    assert rows(csv_bytes(table_resource(table(spent, other, head=(head,)), document.labels))) == [
        ["Voce", "2018 (€)", "2019", "2019 – unità"],
        ["Spesa", "65000000", "70000000", "€"],
        ["Quota (dei certificati)", "3000000", "5", "%"],
    ]


def test_spans_are_repeated_and_heads_joined(document: Document) -> None:
    heads = (
        Row((Cell(words("Asse"), scope=Scope.COLUMN, rowspan=2), Cell(words("Target"), scope=Scope.COLUMN_GROUP, colspan=2))),
        Row((Cell(words("2018"), scope=Scope.COLUMN), Cell(words("2023"), scope=Scope.COLUMN))),
    )
    made = table(
        Row((Cell(words("I"), scope=Scope.ROW, rowspan=2), Cell(words("a")), Cell(words("b")))),
        Row((Cell(words("c"), colspan=2),)),
        head=heads,
    )
    assert rows(csv_bytes(table_resource(made, document.labels))) == [
        ["Asse", "Target – 2018", "Target – 2023"],
        ["I", "a", "b"],
        ["I", "c", "c"],
    ]


def test_a_text_among_numbers_makes_a_column_of_text(document: Document) -> None:
    head = Row((Cell(words("A")), Cell(words("B"))))
    made = table(Row((Cell(words("x")), number("1.50", ""))), Row((Cell(words("y")), Cell(words("circa 2")))), head=(head,))
    resource = table_resource(made, document.labels)
    assert [field.numeric for field in resource.fields] == [False, False]
    assert rows(csv_bytes(resource)) == [["A", "B"], ["x", "1.5"], ["y", "circa 2"]]


def test_no_cell_is_a_formula_for_a_spreadsheet(document: Document) -> None:
    head = Row((Cell(words("A")), Cell(words("B"))))
    made = table(Row((Cell(words("=1+1")), number("-3", "€")), RowKind.BODY), head=(head,))
    assert rows(csv_bytes(table_resource(made, document.labels)))[1] == ["'=1+1", "-3"]


def test_a_dumbbell_names_its_two_ends(document: Document) -> None:
    chart = Chart(
        "c",
        ChartKind.DUMBBELL,
        (Category("Donne", (Datum(Decimal(10), "10"), Datum(None, "n.d."))),),
        (Series("x"),),
        "%",
        ("2014", "2018"),
    )
    figure = replace(next(block for block in document.sections[0].blocks if hasattr(block, "content")), id="f")
    assert rows(csv_bytes(chart_resource(figure, chart, document.labels))) == [  # type: ignore[arg-type]
        ["Voce", "2014 (%)", "2018 (%)"],
        ["Donne", "10", ""],
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("358.0", "358"),
        ("1E+3", "1000"),
        ("-0.50", "-0.5"),
        ("32874516", "32874516"),
        ("91.98324022346368", "91.98324"),
        ("0", "0"),
    ],
)
def test_decimals_have_no_exponent_and_no_trailing_zeros(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text
