"""A document with every node, built by hand: writers are tested with it and need neither YAML nor compose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from report_builder.document import (
    Abbreviation,
    Align,
    Axis,
    AxisKey,
    Callout,
    Caption,
    Category,
    Cell,
    Chart,
    ChartKind,
    Cover,
    DateText,
    Datum,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    KeyFigure,
    KeyFigures,
    Labels,
    Lead,
    LineBreak,
    Link,
    List,
    ListItem,
    Metadata,
    Meter,
    NoteCall,
    Number,
    OpenFigure,
    Paragraph,
    Picture,
    Reference,
    Row,
    RowKind,
    Scope,
    Section,
    Series,
    SideNote,
    Squares,
    SquaresRow,
    Strong,
    Subheading,
    Table,
    Text,
)

AXES = (
    Axis(0, "I", "Occupazione", "Occupazione"),
    Axis(1, "II", "Inclusione sociale e lotta alla povertà", "Inclusione"),
    Axis(2, "III", "Istruzione e formazione", "Istruzione"),
)

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da63606060000000040001c8eaebf900"
    "00000049454e44ae426082"
)


def words(text: str) -> tuple[Text, ...]:
    return (Text(text),)


def money(name: str, text: str) -> Number:
    return Number(name, Decimal(text.replace(".", "").replace(",", ".")) * 1_000_000, "€", "", f"{text}\u00a0Mln€")


def datum(value: str, text: str, beside: str = "") -> Datum:
    return Datum(Decimal(value), text, beside)


def stages() -> Chart:
    series = tuple(Series(axis.short, axis) for axis in AXES)
    rows = (
        ("Dotazione", "quanto il Programma può spendere", ("358.0", "227.1", "332.5"), "917,6"),
        ("Attivato", "messo a disposizione con i bandi", ("329.3", "172.5", "221.5"), "723,3"),
        ("Certificato", "presentato all’Unione europea", ("69.2", "41.3", "90.7"), "201,2"),
    )
    return Chart(
        "fasi-grafico",
        ChartKind.STACKED,
        tuple(
            Category(
                label, tuple(datum(v, v.replace(".", ",")) for v in values), note, total=datum(total.replace(",", "."), total)
            )
            for label, note, values, total in rows
        ),
        series,
        unit="Mln€",
    )


def allocation(half: bool = False) -> Chart:
    values = (("358.0", "36,9%"), ("227.1", "23,4%"), ("332.5", "34,3%"))
    return Chart(
        "dotazione-grafico",
        ChartKind.BARS,
        tuple(
            Category(axis.name, (datum(v, v.replace(".", ","), beside),), axis=axis)
            for axis, (v, beside) in zip(AXES, values, strict=True)
        ),
        (Series("Dotazione"),),
        unit="Mln€",
        half=half,
    )


def targets() -> Chart:
    rows = (
        (0, "Disoccupati", "158118", "158.118", "25000", "25.000"),
        (2, "Titolari di diploma", "36400", "36.400", "16256", "16.256"),
    )
    return Chart(
        "target-grafico",
        ChartKind.BULLET,
        tuple(
            Category(
                name, (datum(v, t),), axis=AXES[i], targets=(datum(target, text),), aside=("raggiunto", f"obiettivo {text}")
            )
            for i, name, v, t, target, text in rows
        ),
        (Series("Valore"),),
        unit="persone",
        targets=("obiettivo 2018",),
    )


def table() -> Table:
    def number(name: str, text: str, share: str = "") -> Cell:
        return Cell((money(name, text),), under=words(share) if share else (), align=Align.RIGHT)

    head = Row(
        (
            Cell(words("Asse"), scope=Scope.COLUMN),
            Cell(words("Dotazione"), scope=Scope.COLUMN, align=Align.RIGHT),
            Cell(words("Attivato"), scope=Scope.COLUMN, align=Align.RIGHT),
        )
    )
    rows: list[Row] = []
    for axis, allocated, activated, share in zip(
        AXES, ("358,0", "227,1", "332,5"), ("329,3", "172,5", "221,5"), ("92,0%", "76,0%", "66,6%"), strict=True
    ):
        rows.append(Row((Cell(words(axis.name), scope=Scope.ROW_GROUP, colspan=3, axis=axis),), RowKind.GROUP, axis))
        rows.append(
            Row(
                (
                    Cell(words("Risorse"), scope=Scope.ROW),
                    number("a", allocated),
                    Cell((money("b", activated),), words(share), align=Align.RIGHT, strong=True, meter=Meter(0.5)),
                ),
                axis=axis,
            )
        )
    rows.append(
        Row(
            (Cell(words("Totale"), scope=Scope.ROW), number("t", "917,6"), Cell(words("n.d."), align=Align.RIGHT)),
            RowKind.TOTAL,
        )
    )
    return Table(
        "tabella-risorse",
        Caption("Tabella", 1, words("Le risorse di ogni Asse"), words("Importi in Mln€")),
        (head,),
        tuple(rows),
        (0.5, 0.2, 0.3),
        source=words("Fonte: RAA 2018."),
        notes=(words("Il totale attivato non è dichiarato."),),
        description=words("Per ogni Asse, la dotazione e le risorse attivate."),
        reference_line=("100%", 0.4),
    )


def sample() -> Document:
    note = Footnote("premessa-note-1", 1, (Paragraph("premessa-note-1-p", words("La dotazione esatta è di 970.474.516 €.")),))
    premise = Section(
        "premessa",
        1,
        "1",
        words("Premessa"),
        (
            Paragraph(
                "premessa-text-1",
                (
                    Text("Sono stati attivati "),
                    Strong((money("programma.attivato", "758,5"),)),
                    Text(" al "),
                    DateText("reference_date", date(2018, 12, 31), "31 dicembre 2018"),
                    NoteCall(note),
                    Text(", come dice la "),
                    Reference("tabella-risorse", "Tabella 1", True),
                    Text(" e il "),
                    Link("https://www.fse.regione.lombardia.it/", words("portale del Fondo sociale europeo")),
                    Text(". Lo "),
                    Foreign("en", words("smart work")),
                    Text(" e l’"),
                    Abbreviation("APO", "Autorità Pari Opportunità"),
                    Text(" sono "),
                    Emphasis(words("importanti")),
                    Text("."),
                    LineBreak(),
                    Text("Una riga nuova."),
                ),
            ),
            Subheading("premessa-heading-1", 2, words("Le principali iniziative")),
            List(
                "premessa-list-1",
                False,
                (
                    ListItem(
                        (Paragraph("premessa-list-1-p1", (Strong(words("Dote Unica Lavoro")), Text(" per chi cerca lavoro;"))),)
                    ),
                    ListItem(
                        (
                            Paragraph("premessa-list-1-p2", words("due misure:")),
                            List(
                                "premessa-list-2",
                                True,
                                (
                                    ListItem((Paragraph("premessa-list-2-p1", words("la prima;")),)),
                                    ListItem((Paragraph("premessa-list-2-p2", words("la seconda.")),)),
                                ),
                            ),
                        )
                    ),
                ),
            ),
            SideNote("premessa-side-1", words("Parola chiave: N+3"), (), words("Regola europea sui tempi della spesa.")),
            Paragraph("premessa-text-2", words("Gli Assi delineano la strategia di intervento del Programma. " * 6)),
            table(),
        ),
        opens_page=True,
    )
    glance = Section(
        "colpo-d-occhio",
        1,
        "",
        words("A colpo d’occhio"),
        (
            KeyFigures(
                "colpo-d-occhio-key-1",
                (
                    KeyFigure(
                        words("Persone raggiunte"), words("300.656"), context=words("46% femmine"), meter=Meter(0.46), wide=True
                    ),
                    KeyFigure(
                        words("Target conseguiti"),
                        words("11 su 11"),
                        meter=Meter(1.0, parts=(AXES[0], AXES[1], None)),
                        wide=True,
                    ),
                    *(
                        KeyFigure(words(name), words(value), words("milioni di euro"), words("della dotazione"), Meter(0.5))
                        for name, value in (
                            ("Dotazione", "970,5"),
                            ("Attivati", "758,5"),
                            ("Liquidati", "329,8"),
                            ("Certificati", "204,6"),
                        )
                    ),
                ),
                "Il Programma in cifre",
            ),
            Figure(
                "dotazione",
                Caption(
                    "Figura", 1, words("Più di nove euro su dieci vanno a lavoro, istruzione e inclusione"), words("In Mln€")
                ),
                allocation(),
                words("Grafico a barre. Asse I 358,0 milioni di euro (36,9%), Asse II 227,1 (23,4%), Asse III 332,5 (34,3%)."),
                source=words("Fonte: piano finanziario."),
            ),
        ),
        lead=Lead("colpo-d-occhio-lead", words("Il Programma sostiene un sistema integrato di opportunità.")),
        opens_page=True,
    )
    axis = Section(
        "asse-1",
        2,
        "2.1",
        words("Asse I “Occupazione”"),
        (
            Figure(
                "fasi",
                Caption("Figura", 2, words("Su 100 euro, 79 sono attivati"), words("Importi per fase")),
                stages(),
                words("Grafico a barre per fase. Dotazione 917,6 milioni di euro; attivato 723,3; certificato 201,2."),
            ),
            Figure(
                "mezza-1",
                Caption("Figura", 3, words("Metà pagina a sinistra")),
                allocation(half=True),
                words("Tre barre: 358,0; 227,1; 332,5."),
            ),
            Figure(
                "mezza-2",
                Caption("Figura", 4, words("Metà pagina a destra")),
                allocation(half=True),
                words("Tre barre: 358,0; 227,1; 332,5."),
            ),
            Figure(
                "target",
                Caption("Figura", 5, words("Target raggiunti")),
                targets(),
                words("Disoccupati 158.118 su 25.000; titolari 36.400 su 16.256."),
            ),
            Callout(
                "asse-1-callout-1",
                words("Indicatore di risultato"),
                words("60%"),
                (Paragraph("asse-1-callout-1-p", words("“Partecipanti che hanno un lavoro” è pari al 60% (target 30%).")),),
                Meter(0.6, 0.3),
            ),
            Figure(
                "foto",
                Caption("Figura", 6, words("Una fotografia")),
                Picture("foto.png", "image/png", PIXEL, 60.0, 60.0),
                words("Un punto nero."),
            ),
            Figure("fregio", None, Picture("fregio.png", "image/png", PIXEL, 20.0, 20.0, decorative=True), ()),
        ),
        lead=Lead("asse-1-lead", words("Promuovere il rilancio delle dinamiche occupazionali.")),
        axis=AXES[0],
        opens_page=True,
    )
    chapter = Section("assi", 1, "2", words("L’attuazione degli Assi prioritari"), (), (axis,), opens_page=True)
    return Document(
        meta=Metadata(
            "sintesi-prova",
            "Sintesi di prova",
            "Sintesi di prova 2018",
            "POR FSE 2014-2020, Regione Lombardia",
            "Sintesi per i cittadini",
            ("POR FSE", "sintesi"),
            "Regione Lombardia",
            "it",
            date(2018, 12, 31),
            date(2018, 12, 31),
            "CC BY 4.0",
            "https://creativecommons.org/licenses/by/4.0/",
            "http://www.fse.regione.lombardia.it/",
        ),
        labels=Labels(
            "Indice",
            "Pagina {page} di {pages}",
            "Note",
            "Nota",
            "Torna al testo",
            "Vai al contenuto",
            "I dati del grafico",
            "Bozza {identity}",
            "da confermare",
            "n.d.",
            "Voce",
            "Fonte",
            "Totale",
            "Unità",
        ),
        cover=Cover(
            ("Programma operativo regionale", "Fondo sociale europeo", "2014-2020"),
            "Sintesi\ndi prova",
            "2018",
            words("Che cosa ha fatto il Fondo sociale europeo in Lombardia"),
            Squares(
                tuple(
                    SquaresRow(axis, words(amount), *counts)
                    for axis, amount, counts in zip(
                        AXES,
                        ("358,0 milioni di euro", "227,1", "332,5"),
                        ((358, 329, 69), (227, 173, 41), (333, 222, 91)),
                        strict=True,
                    )
                ),
                words("La dotazione come quadrati da un milione."),
                "Ogni quadrato è 1 milione di euro",
                "certificato",
                "attivato",
                "da attivare",
            ),
            ("Unione europea", "Fondo sociale europeo"),
            "Emblema dell’Unione europea",
            "Regione Lombardia",
            "Autorità di gestione del POR FSE",
        ),
        sections=(glance, premise, chapter),
        axes=AXES,
        how_to_read=(
            Subheading("come-leggere", 2, words("Come leggere il documento")),
            Paragraph("come-leggere-text-1", words("Ogni Asse ha un numero e un colore.")),
            AxisKey("come-leggere-key-1", AXES),
        ),
        imprint=(Paragraph("colofone-text-1", words("Documento pubblicato con licenza CC BY 4.0.")),),
        figures=(
            OpenFigure("programma.attivato", Decimal(758500000), "€", "758,5 Mln€", "RAA 2018"),
            OpenFigure("asse_5.attivato", None, "€", "n.d.", ""),
        ),
    )
