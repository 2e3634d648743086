"""Figures: values written once, as the report prints them, with unit and precision read from that text.

Receives texts and the number forms of a language; promises exact decimals (never floats) and printed forms that are derived from
them alone. Separate so that text, tables, charts, audit and open data all read one thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from report_builder.place import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """A published number.

    `value` is exact, in the base unit ("329,3 Mln€" -> 329300000); `unit` the base unit's symbol or counted noun ("€", "%",
    "persone", "" for a bare count); `printed_unit` the unit as published ("Mln€"); `factor` what one printed unit is in base
    units (1000000); `decimals` how many decimals were printed. The published text therefore stands for the interval
    value ± factor * 10**-decimals / 2. A bound: `sign` keeps an explicit "+" of the text.
    """

    value: Decimal
    unit: str
    printed_unit: str = ""
    factor: Decimal = Decimal(1)
    decimals: int = 0
    sign: str = ""

    @property
    def step(self) -> Decimal:
        """The last printed place, in base units: 100000 for "329,3 Mln€"."""
        return self.factor.scaleb(-self.decimals)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report. `quantity` is None if the sources do not state it ("n.d." is a value, not a gap).

    `text` is as written by the author, `formula` how it is computed (then `text` is empty) or a documentation of it.
    """

    name: str
    text: str
    quantity: Quantity | None
    source: str = ""
    formula: str = ""
    note: str = ""
    span: Span | None = None
