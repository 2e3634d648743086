"""The format-neutral document: what every writer prints and every check reads.

Receives nothing but places; promises a tree in which numbering, captions, references, tables and charts are settled, so that
two writers cannot disagree. All text here is final: a writer adds no word of its own (the words of labels come with the
tree).

Every block has an ASCII `id`, unique in the document and at most 39 characters (Word bookmarks allow 40), and an `origin`.
Colours never appear: an `Axis` carries an index, and the theme knows what colour that is.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import field
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from report_builder.classes import dataclass
from report_builder.place import Span

UNCONFIRMED = "\u00a0[?]"
"""The sign after a number that nobody has confirmed yet: not colour alone, and short enough for a cell or a bar."""

# ------------------------------------------------------------------------------------------------------------------ inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters. `origin` covers exactly these characters where they can be traced one by one."""

    text: str
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A mention of a figure, printed as `text` (number and unit joined by a no-break space).

    `figure` is the dotted name; `value` is in the unit's base ("172,5 Mln€" is 172500000 with unit "€"); `unit` names the base
    unit; `form` describes the printed form asked for ("" = as published). `value` is None for a figure that is not stated.
    `unconfirmed` is last year's value in a draft; its `text` ends with `UNCONFIRMED`.
    """

    figure: str
    value: Decimal | None
    unit: str
    form: str
    text: str
    origin: Span | None = None
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class DateText:
    """A mention of a date of the report, such as the reference date, in the form asked for."""

    name: str
    value: datetime.date
    text: str
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress. The house typeface has no italic: writers set it in the semi-bold or a slanted style of the theme."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside the document (http, https, mailto only)."""

    target: str
    children: tuple[Inline, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a section, table or figure of the document: `text` is what is printed, such as "Tabella 2".

    `automatic` is true if `text` is label and number, so that Word can keep it up to date with a REF field.
    """

    target: str
    text: str
    automatic: bool
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The place where a footnote is called. The note itself is carried here; `number` runs through the whole document."""

    note: Footnote
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """A passage in another language than the document's; `language` is a BCP 47 tag."""

    language: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation with its expansion, from the report's glossary."""

    text: str
    expansion: str
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break within a paragraph or title."""


Inline = Text | Number | DateText | Strong | Emphasis | Link | Reference | NoteCall | Foreign | Abbreviation | LineBreak
Inlines = tuple[Inline, ...]
Piece = Text | Number | DateText | Reference | Abbreviation | LineBreak  # an inline that holds no other


# --------------------------------------------------------------------------------------------------------- shared small parts


@dataclass(frozen=True, slots=True)
class Axis:
    """A priority axis (2014-2020) or priority (2021-2027) of the programme: numeral, name and colour always travel together.

    `index` counts from 0 in the order of the programme and picks the colour.
    """

    index: int
    numeral: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Meter:
    """A small bar beside a printed number: decoration, as the number stands beside it.

    `share` is the filled part of the track, 0 to 1. `target` is a tick on the same scale. `parts`, if given, replaces the bar
    by that many equal pieces, each in its axis' colour (None = ink).
    """

    share: float
    target: float | None = None
    parts: tuple[Axis | None, ...] = ()


# ------------------------------------------------------------------------------------------------------------------- blocks


@dataclass(frozen=True, slots=True)
class Footnote:
    id: str
    number: int
    blocks: tuple[Block, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    id: str
    inlines: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """One or two sentences in a larger size, after the opening of a chapter or in the band of an axis."""

    id: str
    inlines: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Subheading:
    """An unnumbered heading inside a section; `level` is the section's level plus one (or more)."""

    id: str
    level: int
    inlines: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    blocks: tuple[Block, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is the first number of an ordered one. Items hold blocks, further lists included."""

    id: str
    ordered: bool
    items: tuple[ListItem, ...]
    start: int = 1
    origin: Span | None = None


class Align(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class Scope(StrEnum):
    """What a header cell is the header of, as in HTML and PDF/UA (ISO 32000-1, 14.8.5.7)."""

    COLUMN = "col"
    ROW = "row"
    ROW_GROUP = "rowgroup"
    COLUMN_GROUP = "colgroup"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, read as `inlines`, then `under` (a second, smaller line such as a share below its amount).

    `scope` is set for header cells only. `axis` adds the chip with the numeral before the text (writers print
    `axis.numeral`). `meter` draws a bar beside the printed text. `strong` marks the value a reader looks for.
    """

    inlines: Inlines
    under: Inlines = ()
    scope: Scope | None = None
    align: Align = Align.LEFT
    colspan: int = 1
    rowspan: int = 1
    axis: Axis | None = None
    meter: Meter | None = None
    strong: bool = False
    origin: Span | None = None


class RowKind(StrEnum):
    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """A row; a `GROUP` row is one header cell over all columns, and `axis` colours it and the rows of its group."""

    cells: tuple[Cell, ...]
    kind: RowKind = RowKind.BODY
    axis: Axis | None = None
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Caption:
    """Label and number ("Tabella", 2), the title that says what the figures mean, and the measure line that says what they
    are."""

    label: str
    number: int
    title: Inlines
    measure: Inlines = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. `widths` are shares of the table's width, one for each column, summing to 1.

    `description` is a sentence for readers who do not see the table (how it is built), heard as `plain` gives it.
    `reference_line` (label, share) marks a line through the meters of the table, as "100%" in a column of attainments.
    `landscape` turns the page.
    """

    id: str
    caption: Caption
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    source: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    description: Inlines = ()
    reference_line: tuple[str, float] | None = None
    landscape: bool = False
    origin: Span | None = None


class ChartKind(StrEnum):
    """The whole vocabulary of charts. Horizontal except `LINE`; every bar begins at zero.

    BARS: one value for each category. GROUPED: a bar for each series in each category. STACKED: parts of one bar, on one scale
    (or each category 100 % wide if `share`). BULLET: a value against one or more named targets. DUMBBELL: from one value to
    another. LINE: values over years.
    """

    BARS = "bars"
    GROUPED = "grouped"
    STACKED = "stacked"
    BULLET = "bullet"
    DUMBBELL = "dumbbell"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a chart: the number that is drawn (None = not stated) and the text that is printed at it.

    All numbers of one chart share one unit and scale. `beside` is a second, quieter text after the label ("36,9%"), and
    `beside_figure` its name. `spoken` is the value as one says it where no measure line stands by: as a mention, with its unit.
    """

    value: Decimal | None
    text: str
    beside: str = ""
    figure: str = ""
    spoken: Number | None = None
    beside_figure: str = ""

    @property
    def unconfirmed(self) -> bool:
        """As of a `Number`."""
        return self.spoken is not None and self.spoken.unconfirmed


@dataclass(frozen=True, slots=True)
class Category:
    """A row of the chart: its label in the hanging column, a quieter second line, its values in the order of the series.

    `axis` gives chip and colour. `total` is printed at the end of a stacked bar. `targets` are drawn as ticks, in the order of
    the chart's `targets`. `aside` is printed at the right edge in two lines (a column of its own, head in `Chart.aside`).
    `group` starts a new group with more space above when it differs from the former row's. `origin` is where the label stands.
    """

    label: str
    values: tuple[Datum, ...]
    note: str = ""
    axis: Axis | None = None
    total: Datum | None = None
    targets: tuple[Datum, ...] = ()
    aside: tuple[str, str] = ("", "")
    group: str = ""
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name, its axis if it is one, and whether it is drawn tinted with an outline (the second of a pair)."""

    name: str
    axis: Axis | None = None
    tinted: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart draws: no title, number or source, which are the document's text.

    `targets` names the ticks of a BULLET chart, or the two ends (from, to) of a DUMBBELL. `reference` is a labelled line
    through all rows ("obiettivo = 100%", 100). `unit` is what the values are in, for data tables and CSV. `half` charts are
    83 mm wide and stand two abreast, others 170 mm. `maximum` fixes the end of the scale, for instance 100 for percentages.
    """

    id: str
    kind: ChartKind
    categories: tuple[Category, ...]
    series: tuple[Series, ...]
    unit: str = ""
    targets: tuple[str, ...] = ()
    reference: tuple[str, Decimal] | None = None
    aside: str = ""
    share: bool = False
    half: bool = False
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file of the report: `path` relative to the report's folder, `data` its bytes, `media` its MIME type.

    `width` and `height` are in mm on paper. A decorative picture has an empty `alt` and no caption.
    """

    path: str
    media: str
    data: bytes = field(repr=False)
    width: float = 170.0
    height: float = 100.0
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or picture with its caption (None only for a decorative picture) and text alternative, which stands at
    `alt_origin` in the file.

    The alternative is heard as `plain` gives it; it is kept as inlines so that the figures mentioned in it stay known.
    `drafted` tells that the program wrote it from the chart's data.
    """

    id: str
    caption: Caption | None
    content: Chart | Picture
    alt: Inlines
    source: Inlines = ()
    notes: tuple[Inlines, ...] = ()
    origin: Span | None = None
    alt_origin: Span | None = None
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One key figure: label, value in large type, unit, meter, context. `wide` takes half the page instead of a quarter."""

    label: Inlines
    value: Inlines
    unit: Inlines = ()
    context: Inlines = ()
    meter: Meter | None = None
    wide: bool = False


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A strip of key figures; `label` names it for readers who do not see it."""

    id: str
    items: tuple[KeyFigure, ...]
    label: str = ""
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark: a large value at the left (may be empty), a label, a meter with the target's tick, then text."""

    id: str
    label: Inlines
    value: Inlines
    blocks: tuple[Block, ...]
    meter: Meter | None = None
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class SideNote:
    """A note that hangs left of the paragraph after it: a key word explained, or one figure in large type."""

    id: str
    label: Inlines
    value: Inlines
    inlines: Inlines
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class AxisKey:
    """The list of the programme's axes with numeral, colour and name: how to read the colours of the document."""

    id: str
    axes: tuple[Axis, ...]
    origin: Span | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the document. `level` 1 is a chapter.

    `number` is "" for an unnumbered one. `axis` makes it open a page under a band of the axis' colour. `opens_page` is true for
    chapters, axes, and sections that ask for it. `lead` stands in the band or under the title. `blocks` come before `sections`.
    """

    id: str
    level: int
    number: str
    title: Inlines
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...] = ()
    lead: Lead | None = None
    axis: Axis | None = None
    opens_page: bool = False
    origin: Span | None = None


Block = (
    Paragraph | Lead | Subheading | List | Table | Figure | KeyFigures | Callout | SideNote | AxisKey
)  # what may stand in a section


# ----------------------------------------------------------------------------------------------------------------- the whole


@dataclass(frozen=True, slots=True)
class SquaresRow:
    """One axis on the cover: whole numbers of squares, nested (`certified` <= `activated` <= `allocated`), and its printed
    amount."""

    axis: Axis
    amount: Inlines
    allocated: int
    activated: int
    certified: int


@dataclass(frozen=True, slots=True)
class Squares:
    """The programme as squares of one `unit` each; rounded by largest remainder, so that the parts add up to the whole.

    `alt`, `alt_origin` and `drafted` as in `Figure`.
    """

    rows: tuple[SquaresRow, ...]
    alt: Inlines
    legend: str
    solid: str
    tinted: str
    outlined: str
    alt_origin: Span | None = None
    drafted: bool = False


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo that the office supplies (State, Region): bytes as given, never redrawn."""

    name: str
    media: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover: programme lines, title (its year apart, to be set in a light weight), subtitle, squares, emblem and statement.

    `statement` are the lines beside the Union emblem, as the law of the period prescribes; `emblem_alt` describes it.
    """

    programme: tuple[str, ...]
    title: str
    year: str
    subtitle: Inlines
    squares: Squares | None
    statement: tuple[str, ...]
    emblem_alt: str
    publisher: str
    publisher_unit: str
    logos: tuple[Logo, ...] = ()


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that writers print and that belong to the document's language.

    `page` holds `{page}` and `{pages}`. `draft` holds `{identity}`. `unconfirmed` is what `UNCONFIRMED` says. `data_table`
    heads a chart's data on the web page.
    """

    contents: str
    page: str
    footnotes: str
    note: str
    back: str
    skip: str
    data_table: str
    draft: str
    unconfirmed: str
    not_stated: str
    category: str
    source: str
    total: str
    unit: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What files say of themselves. `title` is the whole name; `running` the short one of the running line; `foot` the foot's.

    `date` (of publication, or the reference date) is the only date that may stand in a file. `slug` names the files.
    """

    slug: str
    title: str
    running: str
    foot: str
    subject: str
    keywords: tuple[str, ...]
    publisher: str
    language: str
    date: datetime.date
    reference_date: datetime.date
    licence: str
    licence_url: str
    publication_url: str


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """One figure as open data: value in the base unit (None = not stated), unit, text as published, source: as its editor says
    it, else the file and cell that it was read from."""

    name: str
    value: Decimal | None
    unit: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Document:
    """The whole report. Numbering in it is final. `how_to_read` stands under the contents; `imprint` ends the document."""

    meta: Metadata
    labels: Labels
    cover: Cover
    sections: tuple[Section, ...]
    axes: tuple[Axis, ...] = ()
    how_to_read: tuple[Block, ...] = ()
    imprint: tuple[Block, ...] = ()
    figures: tuple[OpenFigure, ...] = ()


# ------------------------------------------------------------------------------------------------------------------- walking


def sections_of(document: Document) -> Iterator[Section]:
    """Every section in reading order, chapters before their parts."""

    def walk(section: Section) -> Iterator[Section]:
        yield section
        for part in section.sections:
            yield from walk(part)

    for chapter in document.sections:
        yield from walk(chapter)


def flat(inlines: Iterable[Inline]) -> Iterator[Piece]:
    """Inlines without those that only hold others; note calls are left out."""
    for inline in inlines:
        match inline:
            case Strong() | Emphasis() | Link() | Foreign():
                yield from flat(inline.children)
            case Text() | Number() | DateText() | Reference() | Abbreviation() | LineBreak():
                yield inline
            case NoteCall():
                pass
            case _:
                assert_never(inline)


def plain(inlines: Inlines) -> str:
    """The text of inlines as a reader hears it: note calls left out, a line break read as a space."""
    return "".join(" " if isinstance(piece, LineBreak) else piece.text for piece in flat(inlines))
