"""Chapters of varied text, the same every time: no two paragraphs alike, and everything that text can hold, mixed.

Words, lengths and order come from a generator with a fixed seed, so that line ends, page ends and notes fall everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from report_builder.document import (
    Abbreviation,
    Align,
    Block,
    Callout,
    Caption,
    Cell,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Inline,
    Lead,
    Link,
    List,
    ListItem,
    NoteCall,
    Paragraph,
    Row,
    RowKind,
    Scope,
    Section,
    SideNote,
    Strong,
    Subheading,
    Table,
    Text,
)
from tests.sample import AXES, allocation, words

WORDS = re.findall(
    r"\S+",
    """
acqua agenda agricoltura amministrazione apprendimento assistenza autonomia avviso bando beneficiario bilancio cantiere
casa cittadinanza città collaborazione competenza comunità controllo cooperazione cura delega diritto disoccupazione
distretto domanda economia edificio efficienza energia esito famiglia fiducia finanziamento formazione gestione giovane
impresa inclusione indicatore industria innovazione intervento investimento istruzione lavoro legge lingua mercato
metodo misura montagna natura obiettivo occasione occupazione offerta operatore orientamento parità partecipazione
periodo persona pianura politica prestito procedura progetto programma provincia qualifica quartiere regione
responsabilità ricerca risorsa risultato salute scuola servizio sicurezza sostegno spesa strumento studente sviluppo
tecnologia territorio tirocinio tutela università valutazione verifica precipitevolissimevolmente
""",
)
LINKS = (
    "a",
    "al",
    "alla",
    "anche",
    "che",
    "con",
    "da",
    "della",
    "di",
    "e",
    "il",
    "in",
    "la",
    "le",
    "nei",
    "per",
    "più",
    "tra",
    "una",
)
ENDS = ("2014-2020", "vice-direzione", "e/o", "12,5%", "1.234.567,89\u00a0€", "dell’“Asse”")
ENGLISH = ("mainstreaming", "smart working and much else", "lifelong learning")


@dataclass
class _Author:
    random: Random
    prefix: str
    note: int
    number: int = 0
    made: dict[str, int] = field(default_factory=dict)

    def name(self, kind: str) -> str:
        self.made[kind] = self.made.get(kind, 0) + 1
        return f"{self.prefix}-{kind}-{self.made[kind]}"

    def sentence(self) -> str:
        parts = []
        for _ in range(self.random.randint(3, 14)):
            parts += self.random.sample(LINKS, self.random.randint(0, 2))
            parts.append(self.random.choice(WORDS))
            if self.random.random() < 0.12:
                parts[-1] += self.random.choice((",", ";", ":", " –"))
        if self.random.random() < 0.3:
            parts.append(self.random.choice(ENDS))
        return f"{' '.join(parts).capitalize().rstrip(',;: –')}."

    def inlines(self, most: int = 5, *, notes: bool = True) -> tuple[Inline, ...]:
        result: list[Inline] = []
        for _ in range(self.random.randint(1, most)):
            result.append(Text(f"{self.sentence()} "))
            result += self.aside(notes)
        result.append(Text(self.sentence()))
        return tuple(result)

    def aside(self, notes: bool) -> Iterator[Inline]:
        few = self.random.random()
        if few < 0.08:
            yield Foreign("en", words(self.random.choice(ENGLISH)))
        elif few < 0.16:
            yield Abbreviation("POR", "Programma Operativo Regionale")
        elif few < 0.22:
            yield Link(f"https://example.org/{self.random.randint(1, 999)}", words(self.sentence().rstrip(".")))
        elif few < 0.28:
            yield Strong(words(self.random.choice(WORDS)))
        elif few < 0.32:
            yield Emphasis(words(self.random.choice(WORDS)))
        elif few < 0.38 and notes:
            self.note += 1
            name = self.name("note")
            yield NoteCall(Footnote(name, self.note, (Paragraph(f"{name}-p", self.inlines(2, notes=False)),)))
        else:
            return
        yield Text(" ")

    def list(self, depth: int = 1) -> List:
        items = []
        for _ in range(self.random.randint(2, 5)):
            blocks: list[Block] = [
                Paragraph(self.name("voce"), self.inlines(2)) for _ in range(self.random.choice((1, 1, 1, 2)))
            ]
            if depth < 3 and self.random.random() < 0.25:
                blocks.append(self.list(depth + 1))
            items.append(ListItem(tuple(blocks)))
        return List(self.name("list"), self.random.random() < 0.4, tuple(items), start=self.random.choice((1, 1, 8)))

    def caption(self, label: str) -> Caption:
        self.number += 1
        return Caption(label, self.number, words(self.sentence().rstrip(".")), words("in Mln€"))

    def table(self) -> Table:
        head = Row(tuple(Cell(words(name), scope=Scope.COLUMN) for name in ("Misura", "Risorse", "Anno")))
        rows = []
        for i in range(self.random.randint(3, 30)):
            if i % 7 == 0:
                axis = self.random.choice(AXES)
                rows.append(Row((Cell(words(axis.name), scope=Scope.ROW_GROUP, colspan=3, axis=axis),), RowKind.GROUP, axis))
            label = Cell((*words(self.random.choice(WORDS)), *self.aside(True)), scope=Scope.ROW)
            amount = Cell(words(f"{self.random.randint(1, 999)},{i % 10}"), align=Align.RIGHT)
            rows.append(Row((label, amount, Cell(words(str(2014 + i % 7))))))
        return Table(
            self.name("tabella"), self.caption("Tabella"), (head,), tuple(rows), (0.6, 0.25, 0.15), source=words("Fonte.")
        )

    def figure(self) -> Figure:
        chart = allocation(half=self.random.random() < 0.3)
        return Figure(self.name("figura"), self.caption("Figura"), chart, words(self.sentence()), source=words("Fonte: prova."))

    def blocks(self) -> Iterator[Block]:
        for _ in range(self.random.randint(4, 9)):
            match self.random.randint(1, 20):
                case 1 | 2:
                    yield self.list()
                case 3:
                    yield self.table()
                case 4:
                    yield self.figure()
                case 5:
                    yield Callout(
                        self.name("callout"), words("In breve"), words("60%"), (Paragraph(self.name("p"), self.inlines(2)),)
                    )
                case 6:
                    yield SideNote(self.name("side"), words("Parola chiave"), (), words(self.sentence()))
                    yield Paragraph(self.name("p"), self.inlines(9))
                case 7:
                    yield Subheading(self.name("heading"), 3, words(self.sentence().rstrip(".")))
                    yield Paragraph(self.name("p"), self.inlines())
                case _:
                    yield Paragraph(self.name("p"), self.inlines(9))

    def section(self, part: int) -> Section:
        blocks = (Paragraph(self.name("p"), self.inlines()), *self.blocks())
        return Section(self.name("parte"), 2, f"{self.prefix[1:]}.{part}", words(self.sentence().rstrip(".")), blocks)


def varied(chapters: int, first: int = 4, note: int = 1000) -> tuple[Section, ...]:
    """Chapters numbered from `first`, of about four pages each; notes are numbered after `note`."""
    result = []
    for number in range(first, first + chapters):
        author = _Author(Random(number), f"v{number}", note)
        parts = tuple(author.section(part) for part in range(1, 4))
        lead = Lead(author.name("lead"), words(author.sentence()))
        title = words(author.sentence().rstrip("."))
        result.append(Section(f"v{number}", 1, str(number), title, (), parts, lead=lead, opens_page=True))
        note = author.note
    return tuple(result)


def varied_paragraphs(count: int) -> tuple[Paragraph, ...]:
    """Paragraphs alone, without notes."""
    author = _Author(Random(4), "v0", 0)
    return tuple(Paragraph(author.name("p"), author.inlines(9, notes=False)) for _ in range(count))
