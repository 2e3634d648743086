"""The models of the YAML files. One file `report.yaml`, one file for each chapter or section, common figures, glossary, errata.

All scalars arrive as `LocatedText`. `Prose` keeps it (Markdown and mentions of figures are read later, in `markup`); `Word`,
`Flag`, `Whole` and `Day` are plain values for the program. An unknown key is an error everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from report_builder.classes import dataclass
from report_builder.figures import MOST_DECIMALS, Figure
from report_builder.place import LocatedText, Span


class _ProseSchema:
    """Lets pydantic keep a `LocatedText` as it is, and describe it as a string in the JSON Schema."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(LocatedText)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string"}


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, LocatedText) else value


def _word(value: Any) -> Any:
    """A text that is printed as it stands: a mention or a sign of Markdown in it would be printed too."""
    text = _plain(value)
    if isinstance(text, str) and re.search(r"\{[{%#]|\}\}|\*\*|\]\(", text):
        raise PydanticCustomError("word", "a text without mentions and markup expected")
    return text


def _flag(value: Any) -> Any:
    text = _plain(value)
    if isinstance(text, bool):
        return text
    if text in ("true", "sì", "si", "yes"):
        return True
    if text in ("false", "no"):
        return False
    raise PydanticCustomError("flag", "true or false expected")


def _whole(value: Any) -> Any:
    text = _plain(value)
    if isinstance(text, int) and not isinstance(text, bool):
        return text
    if isinstance(text, str) and re.fullmatch("-?[0-9]{1,9}", text):
        return int(text)
    raise PydanticCustomError("whole", "a whole number expected")


def _within(low: int, high: int) -> Any:
    """A whole number between two bounds, both included."""

    def check(value: Any) -> Any:
        number = _whole(value)
        if not low <= number <= high:
            raise PydanticCustomError("range", "a number from {low} to {high} expected", {"low": low, "high": high})
        return number

    return BeforeValidator(check, json_schema_input_type=int)


def _day(value: Any) -> Any:
    text = _plain(value)
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):  # Python reads "20181231" and "2018-W52-1" as well
            return date.fromisoformat(text)
    except (TypeError, ValueError):
        pass
    raise PydanticCustomError("day", "a date as 2018-12-31 expected")


Prose = Annotated[LocatedText, _ProseSchema]
Word = Annotated[str, BeforeValidator(_word, json_schema_input_type=str)]
Flag = Annotated[bool, BeforeValidator(_flag, json_schema_input_type=bool)]
Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int)]
Places = Annotated[int, _within(0, MOST_DECIMALS)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]


ALT = "Le stesse cifre in parole, per chi non vede il disegno; `auto`: il testo scritto dai dati, che li segue"


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Form(Entry):
    """How a column, a series or the cover prints its figures, where not as published."""

    unit: Prose | None = None
    decimals: Places | None = None
    bare: Flag = Field(default=False, description="Solo il numero, senza unità")


# ------------------------------------------------------------------------------------------------------------- report.yaml


class Programme(Entry):
    name: Word = Field(description="Nome per esteso del programma")
    short: Word = Field(description="Nome breve, per il piè di pagina")
    lines: list[Word] = Field(default=[], description="Le righe in alto a sinistra sulla copertina")


class Publisher(Entry):
    name: Word
    unit: Word = ""
    logos: list[LogoFile] = []


class LogoFile(Entry):
    file: Prose = Field(description="File del logo, dentro la cartella del rapporto")
    name: Word = Field(description="Di chi è il logo: è il suo testo alternativo")


class AxisEntry(Entry):
    id: Word = Field(description="Nome dell'Asse nei file: anche il gruppo delle sue cifre")
    numeral: Word
    name: Word
    short: Word = ""


class SquaresEntry(Entry):
    """The squares of the cover: three figures of each axis, named by their last part (`dotazione` means `asse_1.dotazione`)."""

    allocated: Prose
    activated: Prose
    certified: Prose
    unit: Prose = Field(description="Quanto vale un quadrato, per esempio 1 Mln€")
    form: Form = Field(default=Form(), description="Come si stampano le dotazioni accanto ai quadrati")
    legend: Word
    solid: Word
    tinted: Word
    outlined: Word
    alt: Prose | None = Field(default=None, description=ALT)
    overrides: dict[Word, Prose] = Field(default={}, description="Altre cifre per singole voci: asse_5.attivato: nome")


class CoverEntry(Entry):
    title: Word = Field(default="", description="Titolo in copertina, se diverso dal titolo; a capo con \\n")
    year: Word = ""
    subtitle: Prose | None = None
    squares: SquaresEntry | None = None


class ReportEntry(Entry):
    """`report.yaml`: what the report is."""

    title: Word
    running: Word = Field(description="Titolo breve, per la testatina")
    slug: Word = Field(description="Nome dei file prodotti, per esempio sintesi-raa-2018")
    subject: Word = ""
    keywords: list[Word] = []
    programme: Programme
    funds: list[Word] = Field(description="I Fondi per esteso, per esempio Fondo sociale europeo")
    period: Word = Field(description="Periodo di programmazione, per esempio 2014-2020")
    region: Word
    reference_date: Day = Field(description="Data a cui si riferiscono i dati")
    published: Day | None = Field(default=None, description="Data di pubblicazione")
    cumulative: list[Prose] = Field(
        default=[], description="Cifre che di anno in anno non calano: ultime parti dei nomi, o nomi con *"
    )
    previous: Prose | None = Field(default=None, description="Il rapporto dell'anno prima: ../2018")
    language: Word = "it"
    publisher: Publisher
    licence: Word
    licence_url: Word = ""
    publication_url: Word = ""
    cover: CoverEntry = CoverEntry()
    axes: list[AxisEntry] = []
    chapters: list[Prose] = Field(description="I capitoli nell'ordine di stampa: nomi dei file senza .yaml")
    figures: list[Prose] = Field(default=[], description="File di cifre comuni")
    glossary: Prose | None = None
    errata: Prose | None = None
    acknowledged: Prose | None = Field(default=None, description="Rilievi dei controlli che l'ufficio conosce e accetta")
    theme: Prose | None = Field(default=None, description="Un tema proprio al posto di quello della casa")
    template: Prose | None = Field(default=None, description="Il modello Word dell'ufficio (.docx)")
    how_to_read: list[BlockEntry] = Field(default=[], description="Come leggere il documento: sotto l'indice")
    imprint: list[BlockEntry] = Field(default=[], description="Colofone, in fondo")


# ----------------------------------------------------------------------------------------------------------- chapter files


class Compute(Entry):
    """A computed value: exactly one of the ways. Names are last parts, completed with the row's `of`.

    As everywhere in tables and charts, "@previous" after a name means its value in last year's report.
    """

    share: list[Prose] = Field(default=[], description="[parte, totale]: percentuale; conseguimento = [valore, target]")
    difference: list[Prose] = Field(default=[], description="[da, a]: a meno da")
    change: list[Prose] = Field(default=[], description="[prima, dopo]: variazione percentuale")
    sum: list[Prose] = Field(default=[])
    decimals: Places = 0

    @model_validator(mode="after")
    def _one_way(self) -> Compute:
        pairs = (self.share, self.difference, self.change)
        if sum(bool(way) for way in (*pairs, self.sum)) != 1:
            raise PydanticCustomError("compute-ways", "exactly one way expected")
        if any(len(pair) not in (0, 2) for pair in pairs) or len(self.sum) == 1:
            raise PydanticCustomError("compute-names", "two names expected")
        return self


class Column(Entry):
    """A column: `figure` (last part of the names), `text` (key in the rows' `cells`) or `compute`."""

    head: Prose
    figure: Prose | None = None
    text: Word = ""
    compute: Compute | None = None
    under: Compute | None = Field(default=None, description="Un valore calcolato stampato sotto, in piccolo")
    form: Form = Form()
    meter: Flag = Field(default=False, description="Una barra accanto al valore; la linea è al 100%")
    strong: Flag = False
    width: Annotated[int, _within(1, 70)] | None = Field(
        default=None, description="Larghezza in centesimi di quella della tabella"
    )


class RowEntry(Entry):
    """A row. `of` is the group of figures that its columns complete. A `group` row heads the rows after it."""

    label: Prose | None = None
    axis: Prose | None = None
    of: Prose | None = None
    group: Prose | None = None
    cells: dict[Word, Prose] = Field(default={}, description="Per colonna (figure o text): testo, o nome di un'altra cifra")


class Total(Entry):
    label: Prose
    of: Prose | None = Field(default=None, description="Gruppo delle cifre pubblicate; senza, il totale è calcolato")
    cells: dict[Word, Prose] = {}


class TableEntry(Entry):
    id: Prose
    title: Prose
    measure: Prose | None = None
    rows: list[RowEntry] | Literal["axes"] | Prose
    columns: list[Column]
    row_head: Prose = Field(description="Intestazione della prima colonna")
    total: Total | None = None
    reference_line: Word = Field(default="", description="Nome della linea del 100% nelle barre")
    source: Prose | None = None
    notes: list[Prose] = []
    description: Prose | None = None
    landscape: Flag = False


class CategoryEntry(Entry):
    """A row of a chart: `axis` or `label`, and `of`, the group that the series complete."""

    label: Prose | None = None
    axis: Prose | None = None
    note: Prose | None = None
    of: Prose | None = None
    total: Prose | None = None
    aside: list[Prose] = []
    group: Word = ""
    values: list[Prose] = Field(default=[], description="Nomi di cifre in ordine di serie, se `of` non basta")
    targets: list[Prose] = []


class SeriesEntry(Entry):
    """A series: `figure` is the last part of the names, or with `axis` the group (then a category's `of` is the last part)."""

    name: Word = ""
    axis: Prose | None = None
    figure: Prose | None = None
    compute: Compute | None = None
    form: Form = Form()
    beside: Compute | None = None
    tinted: Flag = False


class ChartEntry(Entry):
    id: Prose
    kind: Literal["bars", "grouped", "stacked", "bullet", "dumbbell", "line"] | Prose
    title: Prose
    measure: Prose | None = None
    categories: list[CategoryEntry] | Literal["axes"] | Prose
    series: list[SeriesEntry] | Literal["axes"] | Prose
    targets: list[Word] = []
    form: Form = Form()
    reference: list[Prose] = Field(default=[], description="[nome, valore] di una linea attraverso le righe")
    aside: Word = ""
    share: Flag = False
    half: Flag = False
    maximum: Annotated[int, _within(1, 10**9 - 1)] | None = None
    alt: Prose | None = Field(default=None, description=ALT)
    source: Prose | None = None
    notes: list[Prose] = []


class PictureEntry(Entry):
    file: Prose
    id: Prose | None = None
    title: Prose | None = None
    measure: Prose | None = None
    alt: Prose | None = Field(default=None, description="Che cosa mostra, per chi non la vede")
    decorative: Flag = False
    source: Prose | None = None
    width: Annotated[int, _within(5, 170)] = 170


class MeterEntry(Entry):
    """`share` of a stated whole: two figure names; `target`: a third on the same scale; or `parts`: an axis id for each."""

    share: list[Prose] = []
    target: Prose | None = None
    parts: list[Prose] = []

    @model_validator(mode="after")
    def _one_way(self) -> MeterEntry:
        if bool(self.parts) == bool(self.share) or len(self.share) not in (0, 2) or (self.parts and self.target):
            raise PydanticCustomError("meter-share", "share: [part, whole] expected")
        return self


class KeyFigureEntry(Entry):
    label: Prose
    value: Prose
    unit: Prose | None = None
    context: Prose | None = None
    meter: MeterEntry | None = None
    wide: Flag = False


class CalloutEntry(Entry):
    label: Prose
    value: Prose | None = None
    text: Prose
    meter: MeterEntry | None = None


class SideNoteEntry(Entry):
    label: Prose
    value: Prose | None = None
    text: Prose


class BlockEntry(Entry):
    """One block of a section: exactly one of the keys."""

    text: Prose | None = None
    lead: Prose | None = None
    table: TableEntry | None = None
    chart: ChartEntry | None = None
    picture: PictureEntry | None = None
    key_figures: list[KeyFigureEntry] | None = None
    callout: CalloutEntry | None = None
    side_note: SideNoteEntry | None = None
    axis_key: Flag | None = None

    @model_validator(mode="after")
    def _one_key(self) -> BlockEntry:
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("block-several", "exactly one kind of block expected")
        return self


class SectionEntry(Entry):
    """A chapter or section file. Its id is the file's name; `sections` names the files of its parts in order.

    `figures` are common to the whole report: a name is unique in the report, wherever it is written.
    """

    title: Prose
    axis: Prose | None = None
    numbered: Flag = True
    new_page: Flag = False
    blocks: list[BlockEntry] = []
    sections: list[Prose] = []
    figures: dict[Word, Any] = {}
    tables: list[Any] = Field(
        default=[], description="Cifre che stanno nelle colonne di un file CSV o XLSX: from, groups, figures"
    )
    relations: list[Prose] = Field(default=[], description="Che cosa lega le cifre, per esempio totale = parte_1 + parte_2")


class Described(Entry):
    """What may be said of any figure in its long form."""

    decimals: Places | None = None
    precision: Prose | None = Field(default=None, description="Fin dove è nota, se le cifre non lo mostrano: 0,1 Mln€")
    rounding: Literal["half-up", "cut", "up"] | Prose | None = Field(
        default=None, description="Come la fonte ha lasciato le cifre in meno: half-up arrotonda, cut tronca, up alza"
    )
    source: Word = ""
    note: Word = ""


class FigureEntry(Described):
    """The long form of a figure. Either `value` as published, or `formula` (computed: names, + - * /, brackets)."""

    value: Prose | None = None
    formula: Prose | None = None
    unit: Word = ""


FROM = "Il file CSV o XLSX, nella cartella del rapporto"
SHEET = "Il foglio, se il file ne ha più di uno"
KEPT = "In che unità il file tiene il numero, se non è quella che si stampa; `1` per una quota scritta 0,46"
MARK = "Il segno dei decimali nei numeri scritti come testo"


class Kept(Described):
    """How a cell keeps its number (`in`) and how the report prints it (`unit`, `decimals`)."""

    model_config = ConfigDict(defer_build=True)  # few reports need it, and building takes its time

    in_: Prose | None = Field(default=None, alias="in", description=KEPT)
    unit: Prose | None = Field(default=None, description="L’unità con cui si stampa")


class CellEntry(Kept):
    """A figure that stands in a CSV or XLSX file: in the cell `cell`, or where `row` and `column` cross.

    `rows` is the heading of the column in which `row` is looked for, the first one if it is not given.
    """

    from_: Prose = Field(alias="from", description=FROM)
    sheet: Prose | None = Field(default=None, description=SHEET)
    cell: Prose | None = Field(default=None, description="La cella, per esempio D5")
    rows: Prose | None = Field(default=None, description="L’intestazione della colonna che dice di che cosa tratta ogni riga")
    row: Prose | None = Field(default=None, description="Che cosa c’è scritto all’inizio della riga")
    column: Prose | None = Field(default=None, description="L’intestazione della colonna")
    decimal: Literal[",", "."] | Prose | None = Field(default=None, description=MARK)


class ColumnEntry(Kept):
    """A column of a file: under which heading it stands."""

    column: Prose = Field(description="L’intestazione della colonna")


class SheetEntry(Entry):
    """Many figures of one file: `groups` says which row is which group of figures, `figures` which column is which figure."""

    model_config = ConfigDict(defer_build=True)

    from_: Prose = Field(alias="from", description=FROM)
    sheet: Prose | None = Field(default=None, description=SHEET)
    rows: Prose | None = Field(default=None, description="L’intestazione della colonna che dice di che cosa tratta ogni riga")
    groups: dict[Word, Prose] = Field(description="Che cosa c’è scritto all’inizio di ogni riga, e quale gruppo di cifre è")
    figures: dict[Word, ColumnEntry] = Field(description="Il nome di ogni cifra nel gruppo, e la sua colonna")
    decimal: Literal[",", "."] | Prose | None = Field(default=None, description=MARK)
    source: Word = ""


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys of a model as they are written in a file."""
    return [field.alias or name for name, field in model.model_fields.items()]


class GlossaryEntry(Entry):
    """`abbreviations`: how each is expanded; `foreign`: the language of passages in another one; `names`: no acronyms.

    `numbers`: phrases whose numbers are no figures.
    """

    abbreviations: dict[Word, Word] = {}
    foreign: dict[Word, Word] = {}
    names: list[Word] = Field(default=[], description="Nomi in maiuscole che non sono sigle, per esempio EXPO")
    numbers: list[Prose] = Field(
        default=[], description="Espressioni i cui numeri non sono cifre, per esempio Sala 14; # sta per un numero"
    )


class Erratum(Entry):
    """A typo of the published source that the report mends: what stood there, what is printed, and why."""

    where: Word
    published: Word
    printed: Word
    reason: Word


class ErrataEntry(Entry):
    errata: list[Erratum] = []


class Acknowledgement(Entry):
    """A finding of the checks that the office knows and lets stand."""

    rule: Prose = Field(description="La regola, come sta fra parentesi quadre nel messaggio")
    about: list[Prose] = Field(description="Di che cosa si tratta, come lo dice il messaggio")
    reason: Word = Field(description="Perché resta così")
    date: Day
    figures: dict[Word, Prose] = Field(default={}, description="Le cifre com'erano: se una cambia, il rilievo si riapre")


class AcknowledgedEntry(Entry):
    acknowledged: list[Acknowledgement] = []


for _model in (Publisher, ReportEntry):
    _model.model_rebuild()


# ------------------------------------------------------------------------------------------------------ what the reader gives


@dataclass(frozen=True)
class PartFile:
    """A chapter or section that was read: its id (file name), file, content and parts."""

    id: str
    file: str
    entry: SectionEntry
    parts: tuple[PartFile, ...]
    span: Span


@dataclass(frozen=True)
class Previous:
    """Last year's report, as far as this year's looks back to it.

    `name` is its folder's; `texts` are as in `Report`.
    """

    name: str
    reference_date: date
    figures: Mapping[str, Figure]
    texts: tuple[LocatedText, ...]


@dataclass(frozen=True)
class Report:
    """A whole report as its author wrote it, every file read: what `compose` turns into a Document.

    `figures` by dotted name, computed ones included; `relations` are lines as `audit` reads them. `pictures` are the bytes of
    every picture and logo that the content names, by path. `places` tells where each value of `report.yaml` stands, by its
    keys from the top, `words` are its texts as they stand there; `theme` holds the report's own tokens as written,
    `theme_places` where each of these stands. `template` is the office's Word file. `files` are all files that were read,
    with the SHA-256 of their bytes, by path. `texts` are the author's sentences as they stand in the files, in the order of
    places; `previous` is last year's report if this one names it. `complete` is false if a part could not be read, so that
    what is named elsewhere may well exist.
    """

    file: str
    entry: ReportEntry
    parts: tuple[PartFile, ...]
    figures: Mapping[str, Figure]
    relations: tuple[LocatedText, ...]
    glossary: GlossaryEntry
    errata: tuple[Erratum, ...]
    acknowledged: tuple[Acknowledgement, ...]
    pictures: Mapping[str, bytes]
    places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict, repr=False)
    words: Mapping[tuple[str | int, ...], LocatedText] = field(default_factory=dict, repr=False)
    theme: Mapping[str, Any] | None = None
    theme_places: Mapping[tuple[str | int, ...], Span] = field(default_factory=dict)
    template: bytes | None = field(default=None, repr=False)
    files: tuple[tuple[str, str], ...] = ()
    texts: tuple[LocatedText, ...] = field(default=(), repr=False)
    previous: Previous | None = field(default=None, repr=False)
    complete: bool = True

    def place(self, *path: str | int) -> Span:
        """Where a value of `report.yaml` stands, or the nearest of those around it; the start of the file if there is none."""
        around = (path[:depth] for depth in range(len(path), 0, -1))
        return next((self.places[keys] for keys in around if keys in self.places), Span(self.file, 0, 0))
