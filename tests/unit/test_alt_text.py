"""Text alternatives written from data: what they say, in every language, for every kind of chart."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from report_builder.compose.alt_parts import figures_of
from report_builder.compose.alt_text import MOST_SAID, alt_text, squares_text
from report_builder.document import (
    Category,
    Chart,
    ChartKind,
    DateText,
    Datum,
    Footnote,
    Inlines,
    NoteCall,
    Number,
    Reference,
    Series,
    Squares,
    SquaresRow,
    Strong,
    Text,
    plain,
)
from report_builder.language import languages, load_language
from report_builder.law import load_period, periods
from tests.alt_charts import Charts

AXIS = {code: load_period("2014-2020").axis(code) for code in ("it", "en", "de", "fr")}
TABLE = Reference("t", "Tabella\u00a01", True)


def spoken(chart: Chart, code: str, *more: Inlines, table: Reference | None = None, whole: bool = True) -> str:
    """The text with the no-break spaces as plain ones, to be read in a test."""
    return plain(alt_text(chart, load_language(code), AXIS[code], *more, table=table, whole=whole)).replace("\u00a0", " ")


SAID = {
    ("it", "bars"): (
        "Grafico a barre. Dotazione. Asse I, Lavoro: 358,0 Mln€ (56%). Asse II, Scuola: 227,1 Mln€ (35%). Asse III, Comuni: "
        "57,4 Mln€ (9%). Minimo 57,4 Mln€ (Asse III), massimo 358,0 Mln€ (Asse I)."
    ),
    ("it", "grouped"): (
        "Grafico a barre affiancate. Dotazione, Speso. Asse I, Lavoro: Dotazione 358,0 Mln€, Speso 120,4 Mln€. Asse "
        "II, Scuola: Dotazione 227,1 Mln€, Speso (dato non dichiarato). Minimo 120,4 Mln€ (Asse I, Speso), massimo "
        "358,0 Mln€ (Asse I, Dotazione)."
    ),
    ("it", "stacked"): (
        "Grafico a barre composte. Donne, uomini. Asse I, Lavoro: donne 25.100 (52%), uomini 23.464 (48%), totale "
        "48.564 persone."
    ),
    ("it", "bullet"): (
        "Grafico a barre con obiettivi. Speso: 199,0 Mln€; target 2018: 180,0 Mln€ (obiettivo raggiunto); target 2019: "
        "230,0 Mln€ (obiettivo non raggiunto)."
    ),
    ("it", "dumbbell"): (
        "Grafico con il passaggio da un valore all’altro. Asse I, Lavoro: 47% (2017), 55% (2018). Asse II, Scuola: 60% (2017), "
        "58% (2018). Voci con il secondo valore più alto del primo: 1 su 2."
    ),
    ("it", "line"): (
        "Grafico a linee. Persone. 2016: 31.200 persone; 2017: 61.434; 2018: 47.850. Minimo 31.200 (2016), massimo 61.434 "
        "(2017). Dal primo all’ultimo valore: in aumento."
    ),
    ("en", "bars"): (
        "Bar chart. Allocation. Priority axis I, Work: €358.0 million (56%). Priority axis II, School: €227.1 million (35%). "
        "Priority axis III, Towns: €57.4 million (9%). Lowest €57.4 million (priority axis III), highest €358.0 million "
        "(priority axis I)."
    ),
    ("en", "grouped"): (
        "Chart of grouped bars. Allocation, Spent. Priority axis I, Work: Allocation €358.0 million, Spent €120.4 million. "
        "Priority axis II, School: Allocation €227.1 million, Spent (not stated). Lowest €120.4 million (priority axis I, "
        "Spent), highest €358.0 million (priority axis I, Allocation)."
    ),
    ("en", "stacked"): (
        "Chart of stacked bars. Women, men. Priority axis I, Work: women 25,100 (52%), men 23,464 (48%), total 48,564 people."
    ),
    ("en", "bullet"): (
        "Bar chart with targets. Spent: €199.0 million; target 2018: €180.0 million (target reached); target 2019: "
        "€230.0 million (target not reached)."
    ),
    ("en", "dumbbell"): (
        "Chart of the change from one value to another. Priority axis I, Work: 47% (2017), 55% (2018). Priority axis II, "
        "School: 60% (2017), 58% (2018). Items with the second value higher than the first: 1 of 2."
    ),
    ("en", "line"): (
        "Line chart. People. 2016: 31,200 people; 2017: 61,434; 2018: 47,850. Lowest 31,200 (2016), highest 61,434 (2017). "
        "From the first value to the last: rising."
    ),
    ("de", "bars"): (
        "Balkendiagramm. Mittel. Prioritätsachse I, Arbeit: 358,0 Mio. € (56 %). Prioritätsachse II, Schule: 227,1 Mio. € "
        "(35 %). Prioritätsachse III, Gemeinden: 57,4 Mio. € (9 %). Niedrigster Wert 57,4 Mio. € (Prioritätsachse III), "
        "höchster 358,0 Mio. € (Prioritätsachse I)."
    ),
    ("de", "grouped"): (
        "Diagramm mit gruppierten Balken. Mittel, Ausgaben. Prioritätsachse I, Arbeit: Mittel 358,0 Mio. €, Ausgaben "
        "120,4 Mio. €. Prioritätsachse II, Schule: Mittel 227,1 Mio. €, Ausgaben (nicht angegeben). Niedrigster Wert "
        "120,4 Mio. € (Prioritätsachse I, Ausgaben), höchster 358,0 Mio. € (Prioritätsachse I, Mittel)."
    ),
    ("de", "stacked"): (
        "Diagramm mit gestapelten Balken. Frauen, Männer. Prioritätsachse I, Arbeit: Frauen 25.100 (52 %), Männer 23.464 "
        "(48 %), insgesamt 48.564 Personen."
    ),
    ("de", "bullet"): (
        "Balkendiagramm mit Zielwerten. Ausgaben: 199,0 Mio. €; Zielwert 2018: 180,0 Mio. € (Ziel erreicht); Zielwert 2019: "
        "230,0 Mio. € (Ziel nicht erreicht)."
    ),
    ("de", "dumbbell"): (
        "Diagramm der Veränderung von einem Wert zum anderen. Prioritätsachse I, Arbeit: 47 % (2017), 55 % (2018). "
        "Prioritätsachse II, Schule: 60 % (2017), 58 % (2018). Posten, deren zweiter Wert höher ist als der erste: 1 von 2."
    ),
    ("de", "line"): (
        "Liniendiagramm. Personen. 2016: 31.200 Personen; 2017: 61.434; 2018: 47.850. Niedrigster Wert 31.200 (2016), höchster "
        "61.434 (2017). Vom ersten zum letzten Wert: steigend."
    ),
    ("fr", "bars"): (
        "Graphique à barres. Dotation. Axe prioritaire I, Emploi : 358,0 M€ (56 %). Axe prioritaire II, École : 227,1 M€ "
        "(35 %). Axe prioritaire III, Communes : 57,4 M€ (9 %). Minimum 57,4 M€ (axe prioritaire III), maximum 358,0 M€ (axe "
        "prioritaire I)."
    ),
    ("fr", "grouped"): (
        "Graphique à barres groupées. Dotation, Dépenses. Axe prioritaire I, Emploi : Dotation 358,0 M€, Dépenses 120,4 M€. "
        "Axe prioritaire II, École : Dotation 227,1 M€, Dépenses (donnée non communiquée). Minimum 120,4 M€ (axe "
        "prioritaire I, Dépenses), maximum 358,0 M€ (axe prioritaire I, Dotation)."
    ),
    ("fr", "stacked"): (
        "Graphique à barres empilées. Femmes, hommes. Axe prioritaire I, Emploi : femmes 25 100 (52 %), hommes 23 464 (48 %), "
        "total 48 564 personnes."
    ),
    ("fr", "bullet"): (
        "Graphique à barres avec objectifs. Dépenses : 199,0 M€ ; cible 2018 : 180,0 M€ (objectif atteint) ; cible 2019 : "
        "230,0 M€ (objectif non atteint)."
    ),
    ("fr", "dumbbell"): (
        "Graphique du passage d’une valeur à l’autre. Axe prioritaire I, Emploi : 47 % (2017), 55 % (2018). Axe prioritaire "
        "II, École : 60 % (2017), 58 % (2018). Postes dont la seconde valeur est plus élevée que la première : 1 sur 2."
    ),
    ("fr", "line"): (
        "Graphique en courbes. Personnes. 2016 : 31 200 personnes ; 2017 : 61 434 ; 2018 : 47 850. Minimum 31 200 (2016), "
        "maximum 61 434 (2017). De la première à la dernière valeur : en hausse."
    ),
}


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("kind", ChartKind)
def test_a_small_chart_is_told_in_full(kind: ChartKind, code: str) -> None:
    assert spoken(Charts(code).chart(kind), code) == SAID[code, kind]


MANY = {
    "bars": "Grafico a barre. Comuni A. 14 valori: minimo 10,5 Mln€ (2001), massimo 32,5 Mln€ (2014).",
    "grouped": (
        "Grafico a barre affiancate. Comuni A, Comuni B. Comuni A: minimo 10,5 Mln€ (2001), massimo 32,5 Mln€ (2014). "
        "Comuni B: minimo 11,5 Mln€ (2004), massimo 32,5 Mln€ (2007)."
    ),
    "stacked": (
        "Grafico a barre composte. Comuni A, Comuni B. 2001: totale 100 Mln€. 2002: totale 101 Mln€. 2003: totale 102 Mln€. "
        "28 valori: minimo 10,5 Mln€ (2001, Comuni A), massimo 32,5 Mln€ (2007, Comuni B; 2014, Comuni A)."
    ),
    "bullet": (
        "Grafico a barre con obiettivi. Comuni A. Target, obiettivo raggiunto: 8 su 14. 14 valori: minimo 10,5 Mln€ (2001), "
        "massimo 32,5 Mln€ (2014)."
    ),
    "dumbbell": (
        "Grafico con il passaggio da un valore all’altro. Comuni A, Comuni B. Voci con il secondo valore più alto del "
        "primo: 12 su 14. Comuni B: 14 valori: minimo 11,5 Mln€ (2004), massimo 32,5 Mln€ (2007)."
    ),
    "line": (
        "Grafico a linee. Comuni A, Comuni B. Comuni A: minimo 10,5 Mln€ (2001), massimo 32,5 Mln€ (2014); in aumento. "
        "Comuni B: minimo 11,5 Mln€ (2004), massimo 32,5 Mln€ (2007); in calo."
    ),
}
SINGLE = ("bars", "bullet")


@pytest.mark.parametrize("kind", ChartKind)
def test_of_many_figures_the_extremes_and_the_table_that_holds_them(kind: ChartKind) -> None:
    chart = Charts("it").many(kind, 1 if kind in SINGLE else 2)
    assert spoken(chart, "it") == MANY[kind]
    assert spoken(chart, "it", table=TABLE) == f"{MANY[kind]} Tutti i valori sono nella Tabella 1."
    assert spoken(chart, "it", table=TABLE, whole=False) == f"{MANY[kind]} Quasi tutti i valori sono nella Tabella 1."


def test_one_long_line_is_told_by_its_ends() -> None:
    chart = Charts("it").many(ChartKind.LINE)
    assert spoken(chart, "it").endswith(
        "Primo valore 10,5 Mln€ (2001), ultimo 32,5 Mln€ (2014). Dal primo all’ultimo valore: in aumento."
    )
    rows = (*chart.categories, replace(chart.categories[3], label="2015"))
    assert spoken(replace(chart, categories=rows), "it").endswith(
        "ultimo 31,5 Mln€ (2015). 15 valori: minimo 10,5 Mln€ (2001), massimo 32,5 Mln€ (2014). Dal primo all’ultimo "
        "valore: in aumento."
    )


# --------------------------------------------------------------------------------------------------------------------- details


IT = Charts("it")


def bars(*values: str | None, unit: str = "persone", labels: str = "ABCDEFGHIJKLM", measure_unit: str = "") -> Chart:
    rows = tuple(Category(f"Comune {label}", (IT.datum(value, unit),)) for label, value in zip(labels, values, strict=False))
    return Chart("c", ChartKind.BARS, rows, (Series("Iscritti"),), measure_unit or unit)


def test_the_measure_line_opens_the_text_and_calls_no_note() -> None:
    note = NoteCall(Footnote("n", 1, ()), None)
    measure = (
        Text("persone iscritte al "),
        Strong((DateText("d", date(2018, 12, 31), "31.12.2018"), note)),
        Text(", per Comune"),
    )
    made = alt_text(bars("5", "7"), IT.language, "Asse", measure)
    assert plain(made) == "Grafico a barre. Persone iscritte al 31.12.2018, per Comune. Comune A: 5. Comune B: 7."
    assert not any(isinstance(piece, NoteCall | Strong) for piece in made)
    assert [type(piece) for piece in made] == [Text, DateText, Text, Number, Text, Number, Text]


def test_figures_stay_mentions_with_the_form_in_which_they_are_said() -> None:
    row = Category(
        "Comune A",
        (
            replace(
                IT.datum("5", "persone", "a.b"),
            ),
        ),
    )
    chart = replace(bars("5"), categories=(row,))
    (first,) = (piece for piece in alt_text(chart, IT.language, "Asse") if isinstance(piece, Number))
    assert (first.figure, first.value, first.unit, first.form, first.text) == ("a.b", 5, "persone", "", "5\u00a0persone")
    (bare,) = (piece for piece in alt_text(chart, IT.language, "Asse", (Text("Iscritti"),)) if isinstance(piece, Number))
    assert (bare.figure, bare.form, bare.text) == ("a.b", "number", "5")


def test_different_nouns_are_said_each_time() -> None:
    rows = tuple(Category(label, (IT.datum("5", noun),)) for label, noun in (("A", "persone"), ("B", "famiglie")))
    text = spoken(replace(bars("5"), categories=rows), "it", (Text("Chi riceve"),))
    assert text == "Grafico a barre. Chi riceve. A: 5 persone. B: 5 famiglie."


@pytest.mark.parametrize(
    ("values", "end"),
    [
        (("9", "5", "5"), "Comune C: 5. I valori sono in ordine decrescente."),
        (("5", "7", "9"), "Comune C: 9. I valori sono in ordine crescente."),
        (("5", "9", "7"), "Comune C: 7. Minimo 5 (Comune A), massimo 9 (Comune B)."),
        (("5", "9", "5"), "Comune C: 5. Minimo 5 (Comune A; Comune C), massimo 9 (Comune B)."),
        (("5", "9", "5", "5", "5"), "Comune E: 5. Minimo 5, massimo 9 (Comune B)."),
        (("5", "5", "5"), "Comune C: 5."),
        (("9", "5"), "Comune B: 5."),
        (("9", None, "7", "5"), "Comune D: 5. Minimo 5 (Comune D), massimo 9 (Comune A)."),
    ],
)
def test_order_or_range_where_they_mean_something(values: tuple[str | None, ...], end: str) -> None:
    assert spoken(bars(*values), "it", (Text("Iscritti"),)).endswith(end)


def test_many_equal_values_are_told_once() -> None:
    assert spoken(bars(*["5"] * 13), "it") == "Grafico a barre. Iscritti. 13 valori, tutti uguali: 5 persone."


def test_a_name_over_two_lines_and_one_with_a_remark() -> None:
    rows = (
        Category("Chi cerca lavoro,", (IT.datum("5", "%"),), "studia o lavora"),
        Category("Chi ha una qualifica", (IT.datum("7", "%"),), "priorità 10.i"),
    )
    text = spoken(replace(bars("5"), categories=rows), "it", (Text("Risultati"),))
    assert text.endswith("Chi cerca lavoro, studia o lavora: 5%. Chi ha una qualifica (priorità 10.i): 7%.")


def test_what_stands_at_the_right_edge_is_said_too() -> None:
    one = Category("A", (IT.datum("5", "persone"),), aside=("8%", "della città"))
    chart = replace(bars("5"), categories=(one,))
    assert spoken(chart, "it", (Text("Iscritti"),)).endswith("A: 5 (8%; della città).")
    assert spoken(replace(chart, aside="quota"), "it", (Text("Iscritti"),)).endswith("A: 5; quota: 8%, della città.")


def test_what_a_target_says_itself_is_not_said_twice() -> None:
    chart = IT.chart(ChartKind.BULLET)
    (row,) = chart.categories
    said = spoken(replace(chart, categories=(replace(row, aside=("raggiunto", "target 180,0")),)), "it")
    assert said == SAID["it", "bullet"]
    said = spoken(replace(chart, categories=(replace(row, aside=("dato provvisorio", "")),)), "it")
    assert said.endswith("(obiettivo non raggiunto); dato provvisorio.")


def test_a_target_not_stated_is_neither_reached_nor_missed() -> None:
    chart = IT.chart(ChartKind.BULLET)
    (row,) = chart.categories
    targets = (row.targets[0], IT.datum(None, "M"))
    assert spoken(replace(chart, categories=(replace(row, targets=targets),)), "it").endswith(
        "target 2018: 180,0 Mln€ (obiettivo raggiunto); target 2019: dato non dichiarato."
    )


def test_series_that_are_axes_are_named_once_with_their_numerals() -> None:
    work, school, _ = IT.axes
    rows = tuple(
        Category(label, (IT.datum(a, "M"), IT.datum(b, "M")), total=IT.datum(c, "M"))
        for label, a, b, c in (("Dotazione", "9.5", "5.0", "14.5"), ("Attivato", "4.5", "5.5", "10.0"))
    )
    chart = Chart("c", ChartKind.STACKED, rows, (Series("Lavoro", work), Series("Scuola", school)), "Mln€")
    assert spoken(chart, "it") == (
        "Grafico a barre composte. Parti: Asse I, Lavoro; Asse II, Scuola. Dotazione: Asse I 9,5 Mln€, Asse II 5,0 "
        "Mln€, totale 14,5 Mln€. Attivato: Asse I 4,5 Mln€, Asse II 5,5 Mln€, totale 10,0 Mln€. Minimo 4,5 Mln€ "
        "(Attivato, Asse I), massimo 9,5 Mln€ (Dotazione, Asse I)."
    )
    grouped = spoken(replace(chart, kind=ChartKind.GROUPED), "it")
    assert "affiancate. Serie: Asse I, Lavoro; Asse II, Scuola. Dotazione" in grouped


def test_a_series_called_by_a_year_stands_behind_its_value() -> None:
    chart = replace(IT.chart(ChartKind.GROUPED), series=(Series("2017"), Series("2018")))
    assert "Asse I, Lavoro: 358,0 Mln€ (2017), 120,4 Mln€ (2018). Asse II, Scuola: 227,1 Mln€ (2017), 2018 (dato non" in spoken(
        chart, "it"
    )


def test_lines_are_told_one_by_one_with_their_change() -> None:
    data = {"2017": ("5", "9"), "2018": ("7", "9")}
    rows = tuple(Category(year, tuple(IT.datum(value, "%") for value in values)) for year, values in data.items())
    chart = Chart("c", ChartKind.LINE, rows, (Series("Lavoro"), Series("Scuola")), "%")
    assert spoken(chart, "it") == (
        "Grafico a linee. Lavoro, Scuola. Lavoro: 5% (2017), 7% (2018); in aumento. Scuola: 9% (2017), 9% (2018); "
        "senza variazione."
    )


def test_a_dumbbell_from_one_common_value_says_it_once() -> None:
    rows = tuple(Category(label, (IT.datum("100", "%"), IT.datum(value, "%"))) for label, value in (("A", "106"), ("B", "632")))
    chart = Chart(
        "c", ChartKind.DUMBBELL, rows, (Series(""), Series("")), "%", ("target", "valore"), ("target = 100%", Decimal(100))
    )
    assert spoken(chart, "it") == (
        "Grafico con il passaggio da un valore all’altro. Da target (per tutte le voci 100%) a valore. A: 106%. B: 632%. Il "
        "secondo valore è sempre più alto del primo."
    )
    assert len(figures_of(chart)) == 3


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((("5", "7"),), "Il secondo valore è più alto del primo."),
        ((("7", "5"),), "Il secondo valore è più basso del primo."),
        ((("7", "7"),), "I due valori sono uguali."),
        ((("7", "5"), ("9", "5")), "Il secondo valore è sempre più basso del primo."),
        ((("7", "5"), ("5", "5")), "Voci con il secondo valore più alto del primo: 0 su 2."),
        ((("7", "7"), ("5", "5")), "Il secondo valore è sempre uguale al primo."),
        ((("7", None),), "A: 7% (prima), dato non dichiarato (poi)."),
        ((("1", "7"), ("3", "5"), ("4", "9")), "sempre più alto del primo. Poi: minimo 5% (B), massimo 9% (C)."),
    ],
)
def test_a_dumbbell_says_which_way_it_goes(ends: Sequence[tuple[str, str | None]], said: str) -> None:
    rows = tuple(Category("ABC"[at], (IT.datum(a, "%"), IT.datum(b, "%"))) for at, (a, b) in enumerate(ends))
    chart = Chart("c", ChartKind.DUMBBELL, rows, (Series(""), Series("")), "%", ("prima", "poi"))
    assert spoken(chart, "it").endswith(said)


def test_a_line_of_reference_is_said() -> None:
    chart = replace(bars("5", "7"), reference=("media = 6", Decimal(6)))
    assert spoken(chart, "it").endswith("Comune B: 7. Linea di riferimento: media = 6.")


def test_rows_of_one_name_are_told_apart_among_the_extremes() -> None:
    rows = tuple(
        Category("Qualifica", (IT.datum(value, "%"),), note) for value, note in (("5", "10.i"), ("9", "10.iv"), ("7", "9"))
    )
    text = spoken(replace(bars("5"), categories=rows), "it", (Text("Risultati"),))
    assert text.endswith("Minimo 5% (Qualifica (10.i)), massimo 9% (Qualifica (10.iv)).")


def test_squares_say_what_one_is_and_how_many_there_are() -> None:
    work, school, _ = IT.axes
    rows = (SquaresRow(work, (Text("358,0 Mln€"),), 1358, 329, 69), SquaresRow(school, (Text("227,1 Mln€"),), 227, 173, 41))
    squares = Squares(rows, (), "Ogni quadrato è 1 milione di euro", "certificato", "attivato", "da attivare")
    assert plain(squares_text(squares, IT.language, "Asse")) == (
        "Grafico a quadrati. Ogni quadrato è 1 milione di euro. Asse I, Lavoro: 358,0 Mln€. Asse II, Scuola: 227,1 Mln€. "
        "Quadrati: 1.585; attivato 502, di cui certificato 110; da attivare 1.083."
    )


# ------------------------------------------------------------------------------------------------------------------ properties


def told_in_order(chart: Chart) -> Iterator[Datum]:
    """The values as the text goes through them: row by row, several lines one after the other."""
    if chart.kind is ChartKind.LINE and len(chart.series) > 1:
        for at in range(len(chart.series)):
            yield from (row.values[at] for row in chart.categories)
        return
    for row in chart.categories:
        yield from (*row.values, *row.targets, *([row.total] if row.total else []))


def random_chart(random: random.Random, charts: Charts) -> Chart:
    kind = random.choice(list(ChartKind))
    count = 2 if kind is ChartKind.DUMBBELL else 1 if kind in (ChartKind.BARS, ChartKind.BULLET) else random.randint(1, 3)
    unit = random.choice(["M", "%", charts.nouns["people"]])

    def datum() -> Datum:
        value = None if random.random() < 0.1 else f"{random.randint(0, 99999)}{random.choice(['', '.5'])}"
        return charts.datum(value, unit, beside=random.choice(["", str(random.randint(1, 100))]))

    rows = tuple(
        Category(
            f"{charts.nouns['towns']} {at}",
            tuple(datum() for _ in range(count)),
            axis=random.choice([None, *charts.axes]),
            targets=(datum(),) if kind is ChartKind.BULLET else (),
            total=datum() if kind is ChartKind.STACKED and random.random() < 0.5 else None,
        )
        for at in range(random.randint(1, 4))
    )
    series = tuple(Series(random.choice([charts.nouns["women"], "2018", "", charts.nouns["hours"]])) for _ in range(count))
    return Chart("c", kind, rows, series, unit, (charts.nouns["target"],))


@pytest.mark.parametrize("code", languages())
@pytest.mark.parametrize("seed", range(40))
def test_every_printed_figure_of_a_small_chart_is_said_in_order(seed: int, code: str) -> None:
    charts = Charts(code)
    chart = random_chart(random.Random(seed), charts)
    text = plain(alt_text(chart, charts.language, AXIS[code]))
    assert text == plain(alt_text(chart, charts.language, AXIS[code]))
    assert len(figures_of(chart)) <= MOST_SAID + 3
    if len(figures_of(chart)) > MOST_SAID:
        return
    at = 0
    for datum in told_in_order(chart):
        for printed in filter(
            None, (datum.text if datum.value is not None else charts.language.spoken["not_stated"], datum.beside)
        ):
            found = text.find(printed, at)
            assert found >= 0, (printed, text)
            at = found
    assert text[0].isupper()
    assert text.endswith(".")
    assert not re.search(r"\(\)|: \.|\.\.|  |: ;|, ,|\{|\}", text), text


@pytest.mark.parametrize("code", languages())
def test_every_language_has_the_same_gaps(code: str) -> None:
    mine, model = load_language(code).spoken, load_language("it").spoken
    assert mine.keys() == model.keys()
    for key, text in mine.items():
        assert sorted(re.findall(r"\{\w+\}", text)) == sorted(re.findall(r"\{\w+\}", model[key])), key


@pytest.mark.parametrize("period", periods())
def test_every_period_calls_its_axes_in_every_language(period: str) -> None:
    assert {load_period(period).axis(code) for code in languages()} >= {load_period(period).axis("it-IT")}
    assert len({load_period(period).axis(code) for code in languages()}) == len(languages())
