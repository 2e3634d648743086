"""The desk at which one report is composed: what every module of this room needs, in one place.

Receives the report and its language; promises one list of problems, one set of ids, one run of numbers for tables and figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from report_builder.classes import dataclass
from report_builder.compose.numbering import Ids
from report_builder.compose.values import Values
from report_builder.content.models import MeterEntry, Report
from report_builder.diagnostics import Problem
from report_builder.document import Axis, Block, Caption, Inlines, Meter, Reference, flat, plain
from report_builder.figures import Figure
from report_builder.language import Language, load_language
from report_builder.law import load_period
from report_builder.markup import Context, Mentions, read_blocks, read_inlines
from report_builder.place import LocatedText

AUTO = "auto"
"""What an author writes for a text alternative that is written from the data."""


@dataclass
class Desk:
    """The state of one composition. `section` is the id under which blocks get their ids; `level` that of its heading."""

    report: Report
    ids: Ids = field(default_factory=Ids)
    problems: list[Problem] = field(default_factory=list)
    printed: dict[str, str] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    section: str = ""
    level: int = 1

    @cached_property
    def language(self) -> Language:
        return load_language(self.report.entry.language)

    @cached_property
    def axis_word(self) -> str:
        """What the law of the period calls an axis, before its numeral."""
        return load_period(self.report.entry.period).axis(self.report.entry.language)

    @cached_property
    def axes(self) -> dict[str, Axis]:
        return {
            entry.id: Axis(index, entry.numeral, entry.name, entry.short or entry.name)
            for index, entry in enumerate(self.report.entry.axes)
        }

    @cached_property
    def values(self) -> Values:
        return Values(self.report.figures, self.language, self.problems, self._before)

    @property
    def _before(self) -> Mapping[str, Figure] | None:
        return self.report.previous.figures if self.report.previous else None

    @cached_property
    def mentions(self) -> Mentions:
        entry = self.report.entry
        dates = {"reference_date": entry.reference_date}
        if entry.published:
            dates["published"] = entry.published
        if self.report.previous:
            dates["previous_date"] = self.report.previous.reference_date
        return Mentions(figures=self.report.figures, dates=dates, language=self.language, before=self._before)

    def _context(self, *, words_only: bool = False) -> Context:
        return Context(
            mentions=self.mentions,
            glossary=self.report.glossary,
            new_id=lambda kind: self.ids.make(self.section, kind),
            level=self.level,
            document_language=self.report.entry.language,
            words_only=words_only,
        )

    # ---- text

    def inlines(self, prose: LocatedText | None) -> Inlines:
        if prose is None:
            return ()
        found, problems = read_inlines(prose, self._context())
        self.problems += problems
        return found

    def words(self, prose: LocatedText | None) -> Inlines:
        """Text of which only the words are kept: a text alternative, a description."""
        if prose is None:
            return ()
        found, problems = read_inlines(prose, self._context(words_only=True))
        self.problems += problems
        return found

    def label(self, prose: LocatedText | None) -> str:
        """Text inside a drawing, where a reference has no place either."""
        found = self.words(prose)
        self.problems += [Problem("link-in-words", {}, one.origin) for one in flat(found) if isinstance(one, Reference)]
        return plain(found)

    def alt(self, prose: LocatedText | None) -> Inlines:
        """The text alternative of a drawing that its author wrote; none where the program writes it."""
        return () if self.drafts(prose) else self.words(prose)

    def drafts(self, prose: LocatedText | None) -> bool:
        """Whether the program writes the text alternative of a drawing: nobody did, or the author wants it so."""
        return prose is None or prose.text.strip() == AUTO

    def blocks(self, prose: LocatedText) -> tuple[Block, ...]:
        found, problems = read_blocks(prose, self._context())
        self.problems += problems
        return found

    # ---- names

    def axis(self, name: LocatedText | None) -> Axis | None:
        """The axis called `name`; None is no axis."""
        if name is not None and name.text not in self.axes:
            near = get_close_matches(name.text, list(self.axes), 1)
            parameters = {"name": name.text, "suggestion": near[0] if near else ""}
            self.problems.append(Problem("unknown-axis", parameters, name.span))
        return self.axes.get(name.text) if name is not None else None

    def axis_names(self, word: LocatedText | str) -> list[LocatedText] | None:
        """The ids of all axes, placed where the word `axes` stands for them; None for any other word, which is a problem."""
        if isinstance(word, LocatedText) and word.text == "axes":
            return [LocatedText(name, word.span, ()) for name in self.axes]
        span = word.span if isinstance(word, LocatedText) else None
        self.problems.append(Problem("rows-word", {"word": str(word)}, span))
        return None

    def group(self, name: LocatedText | None) -> str | None:
        """The group of figures called `name`, "" for none; None where there is no such group, which is told here once."""
        if name is None or name.text in self.groups:
            return name.text if name is not None else ""
        near = get_close_matches(name.text, self.groups, 1)
        self.problems.append(Problem("unknown-group", {"name": name.text, "suggestion": near[0] if near else ""}, name.span))
        return None

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Everything before a dot in the names of figures: `a.b.c` stands in `a` and in `a.b`."""
        parts = (name.split(".") for name in self.report.figures)
        return tuple(dict.fromkeys(".".join(part[:depth]) for part in parts for depth in range(1, len(part))))

    def claim(self, name: LocatedText) -> str:
        self.problems += self.ids.claim(name.text, name.at(0, len(name.text)))
        return name.text

    def caption(self, kind: str, block: str, title: Inlines, measure: Inlines) -> Caption:
        """The next number of its kind ("table" or "figure")."""
        number = self.counters[kind] = self.counters.get(kind, 0) + 1
        label = self.language.words[kind]
        self.printed[block] = f"{label}\u00a0{number}"
        return Caption(label, number, title, measure)

    # ---- meters

    def meter(self, entry: MeterEntry | None) -> Meter | None:
        if entry is None:
            return None
        if entry.parts:
            return Meter(1.0, parts=tuple(self.axis(part) for part in entry.parts))
        names = [*entry.share, *([entry.target] if entry.target else [])]
        figures = [self.values.figure(name) for name in names]
        quantities = [figure.quantity for figure in figures if figure and figure.quantity]
        units = sorted({quantity.unit for quantity in quantities})
        if len(units) > 1:
            listed = ", ".join(name.text for name in names)
            self.problems.append(Problem("unit-mixed", {"names": listed, "units": ", ".join(units)}, names[0].span))
        if len(quantities) < len(names) or any(quantity.value < 0 for quantity in quantities):
            return None
        part, whole, *target = [quantity.value for quantity in quantities]
        if not whole:
            self.problems.append(Problem("division-by-zero", {"name": entry.share[1].text}, entry.share[1].span))
            return None
        return Meter(share_of(part, whole), share_of(target[0], whole) if target else None)


def share_of(part: Decimal, whole: Decimal) -> float:
    """A share between 0 and 1, as a drawing wants it."""
    return float(min(Decimal(1), max(Decimal(0), part / whole)))
