"""All figures of a report in one table, wherever they are written.

Receives the nodes under `figures:` of chapter files and the common figures files; promises one figure for each dotted name,
read in the language of its file, computed ones included, and both places where a name is written twice. What a published text
means is the room `figures`' knowledge; this knows only how names are nested.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from report_builder.content.models import FigureEntry
from report_builder.diagnostics import Problem
from report_builder.figures import Figure, FormulaEntry, evaluate_formulas, parse_figure
from report_builder.language import Language, load_language
from report_builder.place import LocatedText, Span
from report_builder.reader.validate import validate
from report_builder.source import Mapping, Node

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
MOST_DEEP = 6


@dataclass
class FigureTable:
    """Figures as they are gathered; `language` is the report's."""

    language: Language
    figures: dict[str, Figure] = field(default_factory=dict)
    computed: dict[str, FigureEntry] = field(default_factory=dict)
    places: dict[str, tuple[Span, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add_file(self, root: Node, texts: dict[str, str]) -> None:
        """A common figures file: groups from the top, and `language` if its numbers are written in another one."""
        if not isinstance(root, Mapping):
            self.problems.append(Problem("keys-expected", {"key": root.span.file}, Span(root.span.file, 0, 0)))
            return
        own = root.get("language")
        language = load_language(own.text) if isinstance(own, LocatedText) else self.language
        if isinstance(own, LocatedText) and not language.known:
            self.problems.append(Problem("language-unknown", {"code": own.text}, own.span))
        kept = tuple(entry for entry in root.entries if entry[0].text != "language")
        self.add_group(Mapping(kept, root.span), texts, language=language)

    def add_group(self, group: Node, texts: dict[str, str], prefix: str = "", language: Language | None = None) -> None:
        """The figures of a group and of the groups in it. `texts` are the decoded files, to name the line of a first place."""
        language = language or self.language
        if not isinstance(group, Mapping):
            self.problems.append(Problem("keys-expected", {"key": prefix.rstrip(".") or "figures"}, group.span))
            return
        for key, node in group.entries:
            name = prefix + key.text
            if not NAME.fullmatch(key.text):
                self.problems.append(Problem("figure-name", {"name": key.text}, key.span))
            elif isinstance(node, LocatedText):
                if self._claim(name, key.span, texts):
                    self._short(name, node, language)
            elif isinstance(node, Mapping) and (node.get("value") is not None or node.get("formula") is not None):
                if self._claim(name, key.span, texts):
                    self._long(name, node, language)
            elif isinstance(node, Mapping) and name.count(".") < MOST_DEEP:
                self.add_group(node, texts, name + ".", language)
            else:
                self.problems.append(Problem("figure-expected", {"name": name}, key.span))

    def _claim(self, name: str, span: Span, texts: dict[str, str]) -> bool:
        """Whether `name` is new; otherwise both places are told."""
        if name in self.places:
            first, line = self.places[name]
            self.problems.append(Problem("figure-twice", {"name": name, "file": first.file, "line": line}, span))
            return False
        self.places[name] = (span, texts.get(span.file, "").count("\n", 0, span.start) + 1)
        return True

    def _short(self, name: str, text: LocatedText, language: Language, unit: str = "") -> Figure:
        figure, problems = parse_figure(name, text, language, unit)
        self.problems += problems
        self.figures[name] = figure
        return figure

    def _long(self, name: str, node: Mapping, language: Language) -> None:
        entry, problems = validate(FigureEntry, node)
        self.problems += problems
        if entry is None:
            return
        if entry.value is not None:
            figure = self._short(name, entry.value, language, entry.unit)
            formula = entry.formula.text if entry.formula is not None else ""
            self.figures[name] = replace(figure, source=entry.source, note=entry.note, formula=formula)
        else:
            self.computed[name] = entry

    def finish(self) -> dict[str, Figure]:
        """The figures, computed ones included."""
        formulas = {
            name: FormulaEntry(entry.formula, entry.unit, entry.decimals)
            for name, entry in self.computed.items()
            if entry.formula is not None
        }
        if not formulas:
            return self.figures
        figures, problems = evaluate_formulas(self.figures, formulas, self.language)
        self.problems += problems
        for name, figure in figures.items():
            entry = self.computed.get(name)
            self.figures[name] = replace(figure, source=entry.source, note=entry.note) if entry is not None else figure
        return self.figures
