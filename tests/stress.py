"""A document of what breaks writers: long tables with spans, nested lists, notes anywhere, links over lines, turned pages."""

from __future__ import annotations

from dataclasses import replace

from report_builder.document import (
    Abbreviation,
    Align,
    Block,
    Caption,
    Cell,
    Document,
    Figure,
    Footnote,
    Foreign,
    Link,
    List,
    ListItem,
    NoteCall,
    Paragraph,
    Picture,
    Row,
    RowKind,
    Scope,
    Section,
    Table,
    Text,
)  # fmt: skip
from tests.sample import AXES, PIXEL, allocation, sample, words
from tests.varied import varied, varied_paragraphs

DISC = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><circle cx="20" cy="20" r="15" fill="#A10A37"/></svg>'
FILLER = "Testo di riempimento che occupa alcune righe della pagina, fra un paragrafo che varia e l’altro. "


def call(number: int, text: str) -> NoteCall:
    return NoteCall(Footnote(f"nota-{number}", number, (Paragraph(f"nota-{number}-p", words(text)),)))


def paragraph(name: str, *inlines: object) -> Paragraph:
    return Paragraph(name, tuple(Text(one) if isinstance(one, str) else one for one in inlines))  # type: ignore[misc]


def long_table(name: str, number: int, count: int, notes: dict[int, int], *, landscape: bool = False) -> Table:
    """Groups of ten rows, a head of two rows with spans, cells over two rows, notes in header cells (their numbers by row)."""
    head = (
        Row(
            (
                Cell(words("Intervento"), scope=Scope.COLUMN, rowspan=2),
                Cell(words("Risorse"), scope=Scope.COLUMN_GROUP, colspan=2),
                Cell(words("Anno"), scope=Scope.COLUMN, rowspan=2),
            )
        ),
        Row(tuple(Cell(words(name), scope=Scope.COLUMN, align=Align.RIGHT) for name in ("attivate", "impegnate"))),
    )
    rows: list[Row] = []
    for i in range(count):
        axis = AXES[i // 10 % 3]
        if i % 10 == 0:
            rows.append(
                Row((Cell(words(f"Gruppo {i // 10}"), scope=Scope.ROW_GROUP, colspan=4, axis=axis),), RowKind.GROUP, axis)
            )
        note = (call(notes[i], f"Nota della riga {i}."),) if i in notes else ()
        label = (*words(f"Intervento numero {i}" + " con un nome che va su due righe della cella" * (i % 20 == 3)), *note)
        cells = [Cell(label, scope=Scope.ROW), *(Cell(words(f"{i},{n}"), align=Align.RIGHT) for n in (5, 1))]
        if i % 2 == 0:
            cells.append(Cell(words(str(2000 + i)), rowspan=2))
        rows.append(Row(tuple(cells)))
    return Table(
        name, Caption("Tabella", number, words("Una tabella lunga"), words("in Mln€")), head, tuple(rows), (0.5, 0.2, 0.2, 0.1),
        source=words("Fonte: prova."), landscape=landscape, description=words("Per ogni gruppo, gli interventi."),
    )  # fmt: skip


def lists() -> List:
    deepest = List("resistenza-list-3", False, (ListItem((paragraph("voce-3a", "profondo"),)),))
    nested = List(
        "resistenza-list-2", True,
        (ListItem((paragraph("voce-2a", "uno"), deepest)), ListItem((paragraph("voce-2b", "due"),))), start=9,
    )  # fmt: skip
    return List(
        "resistenza-list-1",
        False,
        (
            ListItem(
                (
                    paragraph("voce-1a", "Primo paragrafo della voce", call(2, "Nota in una voce."), "."),
                    paragraph("voce-1b", "Secondo paragrafo della voce."),
                )
            ),
            ListItem((paragraph("voce-1c", "Voce con elenchi"), nested)),
            ListItem((begun(), paragraph("voce-1d", "Un paragrafo dopo l’elenco con cui comincia la voce."))),
        ),
    )


def begun() -> List:
    """Items that begin with a list, in bullets and in numbers, several marks in one line."""
    inner = List("resistenza-list-6", False, (ListItem((paragraph("voce-6a", "tre segni in una riga"),)),))
    dotted = List("resistenza-list-5", False, (ListItem((inner,)), ListItem((paragraph("voce-5a", "uno solo"),))))
    return List("resistenza-list-4", True, (ListItem((dotted,)), ListItem((paragraph("voce-4a", "dopo un elenco"),))), start=10)


def figures() -> list[Block]:
    """Drawings between paragraphs of all lengths: some end a page, some are pushed to the next."""
    blocks: list[Block] = []
    for i, block in enumerate(varied_paragraphs(4)):
        caption = Caption("Figura", 9 + i, words("Una figura a fine pagina"))
        name, lines = f"a-fine-pagina-{i + 1}", {"source": words("Fonte."), "notes": (words("Una nota."),)}
        blocks += [block, Figure(name, caption, allocation(), words("Barre."), **lines)]
    return blocks


LONG = 27  # chapters of varied text that make three hundred pages


def stress(chapters: int = 0) -> Document:
    """The sample with one more chapter, and then some of varied text; with none, about fifteen pages."""
    long_link = Link(
        "https://example.org/una/città?che=là&dove=%20qui",
        words("con un testo così lungo che va certamente a capo perché non sta in una sola riga del documento stampato"),
    )
    numbered = List("nota-3-m", False, (ListItem((paragraph("nota-3-d", "voce di un elenco nella voce"),)),))
    note = Footnote(
        "nota-3", 3,
        (
            paragraph("nota-3-a", "Primo paragrafo della nota."),
            List("nota-3-l", True, (ListItem((paragraph("nota-3-c", "Una voce"),)), ListItem((numbered,))), start=9),
            paragraph("nota-3-b", "Secondo con un ", Link("https://example.org/n", words("collegamento")), "."),
        ),
    )  # fmt: skip
    foreign = (Foreign("en", words("work in progress")), Text(" e "), Abbreviation("POR", "Programma Operativo Regionale"))
    blocks: list[Block] = [
        lists(),
        paragraph("resistenza-text-1", "Un collegamento ", long_link, " e la fine; una vice-presidenza nel 2014-2020."),
        paragraph("resistenza-text-2", "Testo", NoteCall(note), " dopo la nota."),
        paragraph("resistenza-text-f", FILLER * 3, *foreign),
        *figures(),
        Figure("fregio-2", None, Picture("d.png", "image/png", PIXEL, 20.0, 20.0, decorative=True), ()),
        Figure(
            "disegno", Caption("Figura", 13, words("Un disegno")), Picture("x.svg", "image/svg+xml", DISC, 40.0, 40.0),
            words("Un cerchio."),
        ),
        long_table("tabella-lunga", 2, 120, {5: 4, 57: 5}),
        long_table("tabella-larga", 3, 26, {5: 6}, landscape=True),
        paragraph("resistenza-text-3", "Ultimo paragrafo", call(7, "L’ultima nota del documento."), "."),
    ]  # fmt: skip
    document = sample()
    chapter = Section("resistenza", 1, "3", words("Prova di resistenza"), tuple(blocks), opens_page=True)
    return replace(document, sections=(*document.sections, chapter, *varied(chapters, note=7)))
