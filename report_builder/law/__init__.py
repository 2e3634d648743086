"""What the law of a programming period prescribes for a publication: the statement beside the Union emblem.

Receives the name of a period; promises the data of `<period>.yaml` as values, with the article that each rule comes from. A new
period is a new file. Separate so that no branch in Python depends on a year or fund.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FALLBACK = "en"


@dataclass(frozen=True)
class Period:
    """The rules of one period. `known` is false if there is no data for `period` and the latest known one stands in.

    `source` names the acts and articles; `axes` is what these call a priority axis, by language; `fonts` are the
    typefaces that they allow beside the emblem.
    """

    period: str
    known: bool
    source: str
    axes: Mapping[str, str]
    statements: Mapping[str, Sequence[str]]
    emblem_alts: Mapping[str, str]
    fonts: tuple[str, ...]

    def speaks(self, language: str) -> bool:
        """Whether the statement is known in `language`; English stands in where it is not."""
        return _plain(language) in self.statements

    def statement(self, language: str, funds: Sequence[str]) -> tuple[str, ...]:
        """The lines beside the emblem, from the top; `funds` are the names of the programme's Funds in full."""
        lines = self.statements.get(_plain(language), self.statements[FALLBACK])
        return tuple(line.replace("{fund}", fund) for line in lines for fund in (funds if "{fund}" in line else ("",)))

    def axis(self, language: str) -> str:
        """What the parts of a programme are called, before their numeral."""
        return self.axes.get(_plain(language), self.axes[FALLBACK])

    def emblem_alt(self, language: str) -> str:
        """The text alternative of the emblem."""
        return self.emblem_alts.get(_plain(language), self.emblem_alts[FALLBACK])


def _plain(language: str) -> str:
    return language.partition("-")[0].lower()


def periods() -> tuple[str, ...]:
    """The names of all periods with data, the earliest first."""
    return tuple(sorted(path.stem for path in HERE.glob("*.yaml")))


@cache
def load_period(period: str) -> Period:
    """The rules of `period` ("2014-2020"); those of the latest known one, with `known` false, where there is no data."""
    all_periods = periods()
    known = period in all_periods
    file = HERE / f"{period if known else all_periods[-1]}.yaml"
    raw = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    return Period(period, known, raw["source"], raw["axis"], raw["statement"], raw["emblem_alt"], tuple(raw["fonts"]))
