"""The values themselves: a quantity as published, a figure of the report, and the form that a mention asks for.

Receives nothing; promises exact decimals. Apart from reading and printing so that every room can speak of figures cheaply.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from enum import StrEnum

from report_builder.classes import dataclass
from report_builder.place import Span

EXACT = Context(prec=100)
"""For products, quotients and shifts by powers of ten, which must not be rounded to the usual 28 digits."""

MOST_DECIMALS = 9
PREVIOUS = "@previous"
"""After the name of a figure: its value in last year's report."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A published number.

    `value` is exact, in the base unit ("329,3 Mln€" -> 329300000); `unit` the base unit's symbol or counted noun ("€", "%",
    "persone", "" for a bare count); `printed_unit` the unit as published ("Mln€"); `factor` what one printed unit is in base
    units (1000000); `decimals` how many decimals were printed. The published text therefore stands for the interval
    value ± factor * 10**-decimals / 2. A bound: `sign` keeps an explicit "+" of the text. `pattern` is where the unit stood,
    with # for the number, if not in the language's own place ("€ #" for "€ 970.474.516,00").

    A computed value that no decimal can express (a share) has 28 significant digits.
    """

    value: Decimal
    unit: str
    printed_unit: str = ""
    factor: Decimal = Decimal(1)
    decimals: int = 0
    sign: str = ""
    pattern: str = ""

    @property
    def step(self) -> Decimal:
        """The last printed place, in base units: 100000 for "329,3 Mln€"."""
        return self.factor.scaleb(-self.decimals)


def places_of(value: Decimal, factor: Decimal, operands: Sequence[Quantity]) -> int:
    """How many decimals a result of `operands` is printed with, in a unit of `factor`.

    As many as the most precise operand has in that unit; ending zeros only if an operand has them.
    """
    most = max((-EXACT.divide(operand.step, factor).adjusted() for operand in operands), default=0)
    least = max((operand.decimals for operand in operands if operand.factor == factor), default=0)
    needed = -int(EXACT.divide(value, factor).normalize(EXACT).as_tuple().exponent)
    return min(max(least, min(most, needed), 0), MOST_DECIMALS)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a figure was read that stands in a sheet: `file` in the report's folder, `cell` as a spreadsheet names it, after
    the sheet's name and "!" if the file has sheets."""

    file: str
    cell: str

    def __str__(self) -> str:
        return f"{self.file}, {self.cell}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report. `quantity` is None if the sources do not state it ("n.d." is a value, not a gap).

    `text` is as written by the author, `formula` how it is computed (then `text` is empty) or a documentation of it. `faulty`
    tells that it is not stated only because it could not be read, which is told where it is written and nowhere else.
    `precision` is the place to which the source knows it, in base units, where its digits do not show it, `rounding` how the
    source left digits out; None where nothing is said.
    `unconfirmed` is a figure of last year's that nobody has confirmed or replaced yet, or one computed from such.
    `provenance` is that of a figure that is read from a sheet; then `text` is what stands there, and the quantity's value is
    exact, however few of its decimals are printed.
    """

    name: str
    text: str
    quantity: Quantity | None
    source: str = ""
    formula: str = ""
    note: str = ""
    span: Span | None = None
    faulty: bool = False
    precision: Decimal | None = None
    rounding: Rounding | None = None
    unconfirmed: bool = False
    provenance: Provenance | None = None

    @property
    def computed(self) -> bool:
        """Whether it follows from others, so that nobody writes or confirms it."""
        return bool(self.formula) and not self.text


class Rounding(StrEnum):
    """How digits are left out. HALF_UP as statistics offices do (never to even); CUT drops them; UP is the next higher."""

    HALF_UP = "decimals"
    CUT = "cut"
    UP = "up"


@dataclass(frozen=True, slots=True)
class FigureForm:
    """Another printed form than the published one: in `unit`, with `decimals`, `bare` (no unit), `signed` (+ before a gain)."""

    unit: str = ""
    decimals: int | None = None
    rounding: Rounding = Rounding.HALF_UP
    bare: bool = False
    signed: bool = False

    @property
    def places(self) -> int | None:
        """`decimals` within what can be printed: 0 to `MOST_DECIMALS`."""
        return None if self.decimals is None else min(max(self.decimals, 0), MOST_DECIMALS)

    def __str__(self) -> str:
        """The form as a mention writes it, without the name: `unit("Mln€") | cut(1)`; "" as published."""
        parts = [
            f'unit("{self.unit}")' if self.unit else "",
            f"{self.rounding}({self.decimals})" if self.decimals is not None else "",
            "number" if self.bare else "",
            "signed" if self.signed else "",
        ]
        return " | ".join(filter(None, parts))
