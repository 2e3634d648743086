"""What the law of a programming period prescribes for a publication: emblem and statement, Funds, legal basis; open licences.

Receives the name of a period; promises the data of `<period>.yaml` as values, with the article that each rule comes from. A new
period is a new file. Separate so that no branch in Python depends on a year or fund.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from report_builder.classes import dataclass

HERE = Path(__file__).parent
FALLBACK = "en"
PERIODS = "[0-9]*-[0-9]*.yaml"


@dataclass(frozen=True, slots=True)
class Named:
    """A name in full, and what it is shortened to."""

    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What the document rests on: the act's number, how to cite it, and a pattern of the article's forms."""

    act: str
    cited: str
    article: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """When a milestone is met: every indicator reaches the share `met` of it, or, of `many` indicators or more, all but one,
    which reaches `one`."""

    met: str
    many: int
    one: str


@dataclass(frozen=True)
class Period:
    """The rules of one period. `known` is false if there is no data for `period` and the latest known one stands in.

    `source` names the acts and articles; `axes` is what these call a priority axis, by language; `fonts` are the typefaces that
    they allow beside the emblem; `years` are the first and the last that a report may be of. `emblem_blue` and `emblem_yellow`
    are "#RRGGBB", `emblem_least` is in mm.
    """

    period: str
    known: bool
    source: str
    axes: Mapping[str, str]
    statements: Mapping[str, Sequence[str]]
    emblem_alts: Mapping[str, str]
    fonts: tuple[str, ...]
    emblem_blue: str
    emblem_yellow: str
    emblem_least: float
    years: tuple[int, int]
    milestone: Milestone
    _raw: Mapping[str, Any]

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

    def emblem_names(self) -> tuple[str, ...]:
        """What the emblem is called, in every language: an office may name a logo in any."""
        return tuple(name for names in self._raw["emblem_names"].values() for name in names)

    def union(self, language: str) -> Named:
        """The Union in full and in short."""
        return Named(**self._said("union", language))

    def funds(self, language: str) -> tuple[Named, ...]:
        """The period's Funds."""
        code = self._code(language)
        return tuple(Named(**fund[code]) for fund in self._raw["funds"])

    def joint(self, language: str) -> Named | None:
        """What may stand for several Funds together, if anything may."""
        return Named(**self._said("joint", language)) if self._raw["joint"] else None

    def basis(self, language: str) -> Basis:
        """The article that the document rests on."""
        return Basis(act=self._raw["basis"]["act"], **self._said("basis", language))

    def _said(self, key: str, language: str) -> Mapping[str, str]:
        words: Mapping[str, str] = self._raw[key][self._code(language)]
        return words

    def _code(self, language: str) -> str:
        return _plain(language) if self.speaks(language) else FALLBACK


def _plain(language: str) -> str:
    return language.partition("-")[0].lower()


def periods() -> tuple[str, ...]:
    """The names of all periods with data, the earliest first."""
    return tuple(sorted(path.stem for path in HERE.glob(PERIODS)))


@cache
def load_period(period: str) -> Period:
    """The rules of `period` ("2014-2020"); those of the latest known one, with `known` false, where there is no data."""
    all_periods = periods()
    known = period in all_periods
    file = HERE / f"{period if known else all_periods[-1]}.yaml"
    raw = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    first, last = raw["years"]
    return Period(
        period=period,
        known=known,
        source=raw["source"],
        axes=raw["axis"],
        statements=raw["statement"],
        emblem_alts=raw["emblem_alt"],
        fonts=tuple(raw["fonts"]),
        emblem_blue=raw["emblem"]["blue"],
        emblem_yellow=raw["emblem"]["yellow"],
        emblem_least=float(raw["emblem"]["least_height"]),
        years=(first, last),
        milestone=Milestone(**raw["milestone"]),
        _raw=raw,
    )


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its usual name, whether it is open, and the beginning of its page's address."""

    name: str
    open: bool
    address: str


@cache
def licences() -> tuple[Licence, ...]:
    """The licences that are known, open ones first."""
    raw = yaml.load((HERE / "licences.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    return tuple(Licence(**entry) for entry in raw)
