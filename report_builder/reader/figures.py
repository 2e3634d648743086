"""All figures of a report in one table, wherever they are written.

Receives the nodes under `figures:` of chapter files and the common figures files; promises one figure for each dotted name,
read in the language of its file, computed ones included, and both places where a name is written twice. What a published text
means is the room `figures`' knowledge; this knows only how names are nested.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from collections.abc import Mapping as Keyed
from dataclasses import field, replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from report_builder.classes import dataclass
from report_builder.content.models import CellEntry, Described, FigureEntry, SheetEntry, keys_of
from report_builder.diagnostics import Problem
from report_builder.figures import (
    PREVIOUS,
    Figure,
    FormulaEntry,
    Rounding,
    evaluate_formulas,
    house_form,
    own_names,
    parse_figure,
)
from report_builder.language import Language, load_language
from report_builder.place import LocatedText, Span
from report_builder.reader.folder import Folder
from report_builder.reader.validate import validate
from report_builder.source import Mapping, Node, Sequence

if TYPE_CHECKING:
    from report_builder.reader.sheets import Named, Sheets

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST_DEEP = 6


WAYS = {"half-up": Rounding.HALF_UP, "cut": Rounding.CUT, "up": Rounding.UP}

DATES = frozenset({"reference_date", "published", "previous_date"})  # what mentions call dates
# the keys that make a mapping a figure
FORMS: dict[str, type[Described]] = {"value": FigureEntry, "formula": FigureEntry, "from": CellEntry}
PLACES = ("cell", "row", "column")  # beside `from`, they leave no doubt of what is meant
KEYS = frozenset(key for model in FORMS.values() for key in keys_of(model))


def _better(name: str) -> str:
    """`name` as a figure may be called; "" if nothing is left of it."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    better = re.sub(r"[^A-Za-z0-9]+", "_", plain).strip("_")
    return better if NAME.fullmatch(better) else ""


def _reserved(node: Mapping, language: Language) -> LocatedText | None:
    """The key `value`, `formula` or `from` of a group of figures: beside it stand figures, or it is a group itself."""
    others = [value for key, value in node.entries if key.text not in KEYS]
    figures = any(
        isinstance(other, Mapping) or (isinstance(other, LocatedText) and not parse_figure("", other, language)[1])
        for other in others
    )
    if isinstance(node.get("from"), LocatedText) and any(node.get(key) is not None for key in PLACES):
        return None
    for word in FORMS:
        if isinstance(node.get(word), Mapping) or (figures and node.get(word) is not None):
            return node.key(word)
    return None


@dataclass
class FigureTable:
    """Figures as they are gathered; `language` is the report's, `doubtful` are stretches that were not understood.

    `texts` are the decoded files, to name the line of a first place; `folder` has those of sheets, in which some figures stand.
    `relations` are the lines of all files that say how figures belong together.
    """

    language: Language
    folder: Folder
    texts: dict[str, str]
    figures: dict[str, Figure] = field(default_factory=dict)
    computed: dict[str, FigureEntry] = field(default_factory=dict)
    places: dict[str, tuple[Span, int]] = field(default_factory=dict)
    doubtful: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    relations: list[LocatedText] = field(default_factory=list)

    @cached_property
    def sheets(self) -> Sheets:
        from report_builder.reader.sheets import Sheets  # what few reports need is loaded for them alone

        return Sheets(self.folder, self.texts)

    def add_file(self, root: Node) -> None:
        """A common figures file: groups, `relations` between them, `tables` that hold figures of many groups, and `language` if
        its numbers are written in another one."""
        if not isinstance(root, Mapping):
            self.problems.append(Problem("keys-expected", {"key": root.span.file}, Span(root.span.file, 0, 0)))
            return
        own = root.get("language")
        language = self.language
        if isinstance(own, LocatedText) and load_language(own.text).known:
            language = load_language(own.text)
        elif isinstance(own, LocatedText):
            self.problems.append(Problem("language-unknown", {"code": own.text}, own.span))
        elif own is not None:
            self.problems.append(Problem("text-expected", {"key": "language"}, own.span))
        relations = root.get("relations")
        for line in relations.items if isinstance(relations, Sequence) else ():
            if isinstance(line, LocatedText):
                self.relations.append(line)
            else:
                self.problems.append(Problem("text-expected", {"key": "relations"}, line.span))
        if relations is not None and not isinstance(relations, Sequence):
            self.problems.append(Problem("list-expected", {"key": "relations"}, relations.span))
        tables = root.get("tables")
        self.add_tables(tables, language)
        if tables is not None and not isinstance(tables, Sequence):
            self.problems.append(Problem("list-expected", {"key": "tables"}, tables.span))
        kept = tuple(entry for entry in root.entries if entry[0].text not in ("language", "relations", "tables"))
        self.add_group(Mapping(kept, root.span), language=language)

    def add_tables(self, tables: Node | None, language: Language | None = None) -> None:
        """The figures of `tables`, a list of what stands in the columns of files."""
        for table in tables.items if isinstance(tables, Sequence) else ():
            self._columns(table, language or self.language)

    def add_group(self, group: Node, prefix: str = "", language: Language | None = None) -> None:
        """The figures of a group and of the groups in it."""
        language = language or self.language
        if not isinstance(group, Mapping):
            self.problems.append(Problem("keys-expected", {"key": prefix.rstrip(".") or "figures"}, group.span))
            return
        for key, node in group.entries:
            name = prefix + key.text
            if not NAME.fullmatch(key.text):
                better = _better(key.text)
                self.problems.append(Problem("figure-name", {"name": key.text, "suggestion": better}, key.span))
                name = prefix + better  # as it will be called, so that mentions of it are not reported as well
                if not better or name in self.places:
                    continue
            if name in DATES:
                self.problems.append(Problem("figure-reserved", {"word": name}, key.span))
            elif isinstance(node, LocatedText):
                if self._claim(name, key.span):
                    self._short(name, node, language)
            elif not isinstance(node, Mapping):
                self._fault(name, Problem("figure-expected", {"name": name}, key.span))
            elif reserved := _reserved(node, language):
                self.problems.append(Problem("figure-reserved", {"word": reserved.text}, reserved.span))
                rest = tuple(entry for entry in node.entries if entry[0] is not reserved)
                self.add_group(Mapping(rest, node.span), name + ".", language)
            elif node.get("value") is not None or node.get("formula") is not None:
                if self._claim(name, key.span):
                    self._long(name, node, language)
            elif node.get("from") is not None:
                if self._claim(name, key.span):
                    self._cell(name, node, language)
            elif node.entries and all(inner.text in KEYS for inner, _ in node.entries):
                missing = "value" if all(inner.text in keys_of(FigureEntry) for inner, _ in node.entries) else "from"
                self._fault(name, Problem("missing-key", {"key": missing}, key.span))
            elif name.count(".") < MOST_DEEP:
                self.add_group(node, name + ".", language)
            else:
                self._fault(name, Problem("too-deep", {}, key.span))

    def _claim(self, name: str, span: Span) -> bool:
        """Whether `name` is new; otherwise both places are told."""
        if name in self.places:
            first, line = self.places[name]
            self.problems.append(Problem("figure-twice", {"name": name, "file": first.file, "line": line}, span))
            return False
        self.places[name] = (span, self.texts.get(span.file, "").count("\n", 0, span.start) + 1)
        return True

    def _fault(self, name: str, problem: Problem) -> None:
        """A figure that cannot be read stands all the same, so that mentions of it are not reported as well."""
        self.problems.append(problem)
        if problem.span is not None and self._claim(name, problem.span):
            self.figures[name] = Figure(name, "", None, faulty=True)

    def _short(self, name: str, text: LocatedText, language: Language, unit: str = "") -> Figure:
        figure, problems = parse_figure(name, text, language, unit)
        if text.span in self.doubtful:
            figure, problems = replace(figure, quantity=None, faulty=True), ()
        self.problems += problems
        if not problems and (problem := house_form(text, figure, language, unit)):
            self.problems.append(problem)
        self.figures[name] = figure
        return figure

    def _long(self, name: str, node: Mapping, language: Language) -> None:
        entry, problems = validate(FigureEntry, node)
        self.problems += problems
        if entry is None:
            self.figures[name] = Figure(name, "", None, faulty=True)
            return
        if entry.value is not None:
            before = len(self.problems)
            figure = self._short(name, entry.value, language, entry.unit)
            if (unit := node.get("unit")) is not None:  # what is wrong with it is told where it stands
                self.problems[before:] = [
                    replace(problem, span=unit.span) if problem.parameters.get("text") == entry.unit else problem
                    for problem in self.problems[before:]
                ]
            if (decimals := node.key("decimals")) is not None:
                self.problems.append(Problem("decimals-unused", {"name": name}, decimals.span))
            formula = entry.formula.text if entry.formula is not None else ""
            precision, rounding = self._known(figure, entry, language)
            self.figures[name] = replace(
                figure, source=entry.source, note=entry.note, formula=formula, precision=precision, rounding=rounding
            )
        else:
            self.computed[name] = entry

    def _cell(self, name: str, node: Mapping, language: Language) -> None:
        """A figure that stands in a cell of a file."""
        entry, problems = validate(CellEntry, node)
        self.problems += problems
        if entry is None or any(value.span in self.doubtful for _, value in node.entries):
            self.figures[name] = Figure(name, "", None, faulty=True)
        else:
            named = self.sheets.cell(name, entry, language)
            self.problems += named.problems
            self._found(named, language)

    def _columns(self, node: Node, language: Language) -> None:
        """Figures of many groups that stand in the columns of a file."""
        entry, problems = validate(SheetEntry, node)
        self.problems += problems
        if entry is None or not isinstance(node, Mapping):
            return
        for named in self.sheets.columns(entry, node, language):
            self.problems += named.problems
            wrong = [part for part in named.figure.name.split(".") if not NAME.fullmatch(part)]
            if wrong:
                parameters = {"name": wrong[0], "suggestion": _better(wrong[0])}
                problem = Problem("figure-name", parameters, named.span)
                self.problems += [problem] if problem not in self.problems else []
            elif named.figure.name.count(".") > MOST_DEEP:
                self.problems.append(Problem("too-deep", {}, named.span))
            elif self._claim(named.figure.name, named.span):
                self._found(named, language)

    def _found(self, named: Named, language: Language) -> None:
        figure = named.figure
        precision, rounding = self._known(figure, named.entry, language)
        self.figures[figure.name] = replace(figure, precision=precision or figure.precision, rounding=rounding)

    def _known(self, figure: Figure, entry: Described, language: Language) -> tuple[Decimal | None, Rounding | None]:
        """To which place the source knows a figure, in base units, and how it left digits out."""
        precision: Decimal | None = None
        if entry.precision is not None:
            place, problems = parse_figure(f"{figure.name}.precision", entry.precision, language)
            self.problems += problems
            own = figure.quantity
            if place.quantity is None or own is None:
                pass
            elif place.quantity.unit not in (own.unit, "") or place.quantity.value <= 0:
                parameters = {"text": entry.precision.text, "unit": own.printed_unit or own.unit}
                self.problems.append(Problem("figure-precision", parameters, entry.precision.span))
            else:
                precision = place.quantity.value
        if entry.rounding is None:
            return precision, None
        word = entry.rounding.text if isinstance(entry.rounding, LocatedText) else entry.rounding
        if word not in WAYS:
            near = get_close_matches(word, WAYS, 1)
            span = entry.rounding.span if isinstance(entry.rounding, LocatedText) else figure.span
            parameters = {"word": word, "ways": ", ".join(WAYS), "suggestion": near[0] if near else ""}
            self.problems.append(Problem("figure-rounding", parameters, span))
        return precision, WAYS.get(word)

    @property
    def looks_back(self) -> bool:
        """Whether a formula uses last year's figures."""
        return any(entry.formula is not None and PREVIOUS in entry.formula.text for entry in self.computed.values())

    def finish(self, unchanged: Collection[str] = (), before: Keyed[str, Figure] | None = None) -> dict[str, Figure]:
        """The figures, computed ones included; `before` are last year's. Those out of files that are `unchanged` since are not
        confirmed."""
        for name, figure in self.figures.items():
            if figure.provenance and figure.provenance.file in unchanged:
                self.figures[name] = replace(figure, unconfirmed=True)
        formulas = {
            name: FormulaEntry(entry.formula, entry.unit, entry.decimals)
            for name, entry in self.computed.items()
            if entry.formula is not None
        }
        if not formulas:
            return self.figures
        figures, problems = evaluate_formulas(self.figures, formulas, self.language, before)
        self.problems += problems
        for name, figure in figures.items():
            entry = self.computed.get(name)
            self.figures[name] = replace(figure, source=entry.source, note=entry.note) if entry is not None else figure
        self._spread({name: entry.formula.text for name, entry in formulas.items()})
        return self.figures

    def _spread(self, formulas: dict[str, str]) -> None:
        """What is computed from figures that nobody has confirmed is unconfirmed itself."""
        needs = {name: set(own_names(formula)) for name, formula in formulas.items()}
        unsure = {name for name, figure in self.figures.items() if figure.unconfirmed}
        while unsure and (found := [name for name, names in needs.items() if name not in unsure and names & unsure]):
            unsure |= set(found)
            self.figures |= {name: replace(self.figures[name], unconfirmed=True) for name in found}
