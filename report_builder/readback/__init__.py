"""Finished files read back into one plain list of blocks, so that PDF, Word and web page can be compared.

Receives the bytes of a finished file; promises what a reader of that file gets, in reading order, in words that are the same
for every format: `readback.pdf`, `readback.docx` and `readback.html` fill the same dataclass and owe nothing to the writers. It
is separate from the writers because a proof of what they wrote must not share their code.

**What each kind holds** (`text` is always normalised by `normal`; pieces named together are joined by one space):

- `TITLE`: the title on the cover with its year ("Sintesi di prova 2018"). Everything else on the cover is `PARAGRAPH`, the
  lines of one paragraph joined: programme, subtitle, a row of the squares (numeral, name, amount), an entry of their key,
  statement, publisher with its unit. The squares and the emblem are `FIGURE`.
- `TOC`: an entry of the contents: number and title without the page number; `level` 1 is a chapter. The heading above the
  contents ("Indice") is a `HEADING` of level 1.
- `HEADING`: number and title as printed ("2.1 Asse I “Occupazione”"); `level` from 1.
- `PARAGRAPH`: paragraphs and leads. A forced line break is a space.
- `ITEM`: the first paragraph of a list item, without bullet or number; `level` is the depth from 1, `ordered` is true in a
  numbered list. Further paragraphs of the item are `PARAGRAPH`, nested lists further `ITEM`. An item that begins with a list
  has no text of its own: its bullet or number is an `ITEM` without text.
- `CAPTION`: label, number and title ("Tabella 1 Le risorse di ogni Asse"). `MEASURE`: the measure line, directly after it.
- `FIGURE`: a picture or chart that is not decorative: no text, `alt` is its text alternative. Order: caption, measure, figure,
  sources. What is drawn inside a picture is not text.
- `TABLE`: the begin of a table: no text, `alt` is its description. Order: caption, measure, table, cells, sources.
- `CELL`: a cell of a table, row by row: numeral of the chip, text, `under`. `header` is true for header cells; `row` and
  `column` count from 1 and name the first place that the cell takes, `rows` and `columns` how many it takes. Repeated head rows
  are not cells. Cells of no text are kept.
- `SOURCE`: the source line and each note under a table or figure, one block each.
- `KEY`: one key figure: label, value, unit, context.
- `CALLOUT`: label and value of a callout; its text follows as `PARAGRAPH` or `ITEM`.
- `SIDE`: a side note: label, value, text. Word may set it after its paragraph: compare side notes among themselves.
- `AXIS`: an entry of the key to the axes: numeral and name.
- `NOTE`: a footnote without its number, all its paragraphs; `level` is its number. Notes stand at the end of the list, by
  number.
- `LINK`: a link: `text` is what is clicked, `target` the address (see `address`) or `#id` for a place in the document.
  Follows the block in which it stands. Links of the contents, of footnote calls and back from notes, and links within notes
  are left out.

`foreign` are the passages of a block that are in another language than the document's, each with its language ("en: work in
progress"); of callouts, entries of the contents, notes and links they are not read.

Left out everywhere: footnote calls, running lines, page numbers, the skip link, the data tables behind charts on the web page,
decorative pictures, bars beside printed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from enum import StrEnum
from urllib.parse import unquote

from report_builder.classes import dataclass


class Kind(StrEnum):
    """What a block is: see the module's docstring."""

    TITLE = "title"
    TOC = "toc"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    MEASURE = "measure"
    FIGURE = "figure"
    TABLE = "table"
    CELL = "cell"
    SOURCE = "source"
    KEY = "key"
    CALLOUT = "callout"
    SIDE = "side"
    AXIS = "axis"
    NOTE = "note"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a finished file. `id` is the document tree's where the format keeps it; it takes no part in comparisons."""

    kind: Kind
    text: str = ""
    level: int = 0
    alt: str = ""
    target: str = ""
    ordered: bool = False
    header: bool = False
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    foreign: tuple[str, ...] = ()
    id: str = field(default="", compare=False)


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SAME = str.maketrans(
    {**_LIGATURES, "\u2010": "-", "\u2011": "-"} | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)
)
_SPACES = re.compile(r"\s+")  # of str: takes in the no-break spaces


def normal(text: str) -> str:
    """The text as it is compared: ligatures taken apart, soft hyphens and joiners gone, every run of spaces one plain space."""
    return _SPACES.sub(" ", text.translate(_SAME)).strip()


def passages(pieces: Iterable[tuple[str, str]], own: str) -> tuple[str, ...]:
    """Passages in another language than `own`, the document's, out of (language or "", text) in reading order.

    Regions do not matter, and neighbours in one language are one passage, whatever the format needed to mark them.
    """
    found: list[tuple[str, str]] = []
    for tag, text in pieces:
        language = _primary(tag) if _primary(tag) != _primary(own) else ""
        if found and (found[-1][0] == language or not text.strip()):
            found[-1] = (found[-1][0], found[-1][1] + text)
        else:
            found.append((language, text))
    return tuple(f"{language}: {normal(text)}" for language, text in found if language and normal(text))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def address(target: str) -> str:
    """A link's target as it is compared: a PDF holds ASCII (ISO 32000-1, 12.6.4.7), other formats what was written."""
    return unquote(target)
