"""One reading of a report: which files there are, in what order they are read, and what each is checked against.

Works on nodes first and on validated values second, so that a mistake in one file hides nothing of the others. Separate from
`__init__`, which is the contract, and from `folder`, `validate`, `figures` and `pictures`, which each know one thing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from report_builder.content.models import (
    AcknowledgedEntry,
    ErrataEntry,
    GlossaryEntry,
    PartFile,
    Previous,
    Report,
    ReportEntry,
    SectionEntry,
)
from report_builder.diagnostics import Problem, Severity, by_place, has_errors
from report_builder.language import load_language
from report_builder.place import LocatedText, Span
from report_builder.reader.facts import CODE, glossary_facts, report_facts
from report_builder.reader.figures import FigureTable
from report_builder.reader.folder import Folder
from report_builder.reader.fonts import check_font
from report_builder.reader.neighbour import neighbour
from report_builder.reader.pictures import check_picture
from report_builder.reader.validate import empties, validate
from report_builder.reader.walking import as_written, fonts_of, names_of, pictures_of, places_of, sentences_of, words_of
from report_builder.source import Mapping, Node, Parsed, decode, parse

Model = TypeVar("Model", bound=BaseModel)

EXTRAS = ("glossary", "errata", "acknowledged", "theme")  # files that a report names once, by key
MOST_DEEP = 6  # levels of sections; Word has nine levels of headings, readers fewer


class Reading:
    """Reads `file` and all it names. `texts` are the decoded files; `problems()` is complete after `report()`.

    `back` is how last year's report is read, by those of the later years: for its words and figures, without pictures, and
    without its own predecessor unless its formulas use that.
    """

    def __init__(self, file: Path, *, back: tuple[Path, ...] = ()) -> None:
        self.back = back
        self.file = file.resolve()
        self.name = file.name
        self.folder = Folder(file.parent)
        self.texts: dict[str, str] = {}
        self.parsed: dict[str, Parsed] = {}
        self.notation: list[Problem] = []
        self.shape: list[Problem] = []
        self.listed: dict[str, Span] = {}  # chapters and sections
        self.named: dict[str, Span] = {}  # all files that have a part in the report, each only one
        self.disputed: set[str] = set()  # those that were given two
        self.assets: dict[str, bytes] = {}
        self.complete = True
        self.unchanged: set[str] = set()  # files that are the same in last year's report

    # ------------------------------------------------------------------------------------------------------------- the whole

    def report(self) -> Report | None:
        """The report; None if `report*.yaml` itself cannot be understood."""
        root = self._node(self.name, None)
        if root is None:
            return None
        entry = self._value(ReportEntry, root)
        self.shape += report_facts(root)
        figures = FigureTable(load_language(self._language(root)), self.folder, self.texts)
        common = self._claim_files(root)
        parts = tuple(self._parts(names_of(root, "chapters"), figures, 1))
        for name in common:
            if (node := self._named(name)) is not None:
                figures.doubtful += self.parsed[Path(name.text).as_posix()].covered
                figures.add_file(node)
        previous = self._previous(root) if not self.back or figures.looks_back else None
        table = figures.finish(() if self.back else self.unchanged, previous.figures if previous else None)
        hidden = () if self.complete else ("unknown-figure", "formula-not-stated")  # it may stand where nothing was understood
        self.shape += [problem for problem in figures.problems if problem.rule not in hidden]
        glossary = self._extra(root, "glossary", GlossaryEntry, glossary_facts) or GlossaryEntry()
        errata = self._extra(root, "errata", ErrataEntry) or ErrataEntry()
        acknowledged = self._extra(root, "acknowledged", AcknowledgedEntry) or AcknowledgedEntry()
        theme_node = self._theme(root)
        template = self._template(root)
        if not self.back:
            for name in [*pictures_of(root), *(name for node in self._part_nodes() for name in pictures_of(node))]:
                self._asset(name)
            self._unlisted()
        if entry is None:
            return None
        return Report(
            file=self.name,
            entry=entry,
            parts=parts,
            figures=table,
            relations=tuple(figures.relations),
            glossary=glossary,
            errata=tuple(errata.errata),
            acknowledged=tuple(acknowledged.acknowledged),
            pictures=self.assets,
            places=dict(places_of(root)),
            words=dict(words_of(root)),
            theme={key.text: as_written(value) for key, value in theme_node.entries}
            if isinstance(theme_node, Mapping)
            else None,
            theme_places=dict(places_of(theme_node)) if theme_node is not None else {},
            template=template,
            files=tuple(sorted(self.folder.files.items())),
            texts=self._sentences(root) if self.back or previous else (),
            previous=previous,
            complete=self.complete,
        )

    def problems(self) -> list[Problem]:
        """All problems in the order of place, without what only follows from a stretch that was not understood."""
        doubtful = [span for parsed in self.parsed.values() for span in parsed.covered]
        doubtful += [p.span for p in self.notation if p.span is not None and p.severity is Severity.ERROR]
        told = [p for p in (*self.folder.problems, *self.shape) if not any(_follows(p, span) for span in doubtful)]
        return by_place([*self.notation, *told])

    # --------------------------------------------------------------------------------------------------------------- YAML files

    def _node(self, name: str, span: Span | None, suffix: str = "", rule: str = "missing-file") -> Node | None:
        """The root of a YAML file, read once."""
        path = Path(name + suffix).as_posix()
        if path in self.parsed:
            return self.parsed[path].node
        data = self.folder.read(name, span, rule=rule, suffix=suffix)
        if data is None:
            self.complete = False
            return None
        text, problems = decode(path, data)
        self.notation += problems
        if text is None:
            self.texts[path] = data[:10_000].decode("utf-8", "replace")
            self.parsed[path] = Parsed(None, (), (), False)
        else:
            self.texts[path] = text
            self.parsed[path] = parse(path, text)
            self.notation += self.parsed[path].problems
        self.complete = self.complete and self.parsed[path].complete and not self.parsed[path].covered
        return self.parsed[path].node

    def _named(self, name: LocatedText) -> Node | None:
        return self._node(name.text, name.span)

    def _value(self, model: type[Model], node: Node) -> Model | None:
        """`node` as a `model`. In a file with stretches not understood, a key that seems to be missing may stand in them."""
        value, problems = validate(model, node)
        problems += empties(node)
        torn = bool(self.parsed[node.span.file].covered)
        self.shape += [problem for problem in problems if not (torn and problem.rule == "missing-key")]
        if value is None:
            self.complete = False
        return value

    def _language(self, root: Node) -> str:
        node = root.get("language") if isinstance(root, Mapping) else None
        if not isinstance(node, LocatedText) or not CODE.fullmatch(node.text):
            return "it"
        if not load_language(node.text).known:
            self.shape.append(Problem("language-unknown", {"code": node.text}, node.span, Severity.WARNING))
        return node.text

    # ---------------------------------------------------------------------------------------------------------- the year before

    def _previous(self, root: Node) -> Previous | None:
        """Last year's report, from the folder beside this one that `previous` names."""
        name = root.get("previous") if isinstance(root, Mapping) else None
        if not isinstance(name, LocatedText):
            return None
        file, problem = neighbour(self.folder.root, name, self.name)
        if problem is not None:
            self.shape.append(problem)
        if file is None or file.resolve() in self.back:
            return None
        reading = Reading(file, back=(*self.back, self.file))
        report = reading.report()
        if report is None or not report.complete or has_errors(reading.problems()):
            words: dict[str, str | int] = {"name": name.text, "folder": file.parent.name}
            self.shape.append(Problem("previous-faulty", words, name.span, Severity.WARNING))
        if report is None:
            return None
        self.unchanged = {path for path, digest in report.files if self.folder.files.get(path) == digest}
        for path, digest in report.files:  # those of the year before it are named from here already
            self.folder.files[path if path.startswith("../") else f"../{file.parent.name}/{path}"] = digest
        return Previous(file.parent.name, report.entry.reference_date, report.figures, report.texts)

    def _sentences(self, root: Node) -> tuple[LocatedText, ...]:
        """The texts of several words in chapters, `report.yaml` and the figures' notes: what may speak of a year."""
        extras = [root.get(key) for key in EXTRAS] if isinstance(root, Mapping) else []
        apart = {Path(name.text).as_posix() for name in extras if isinstance(name, LocatedText)}
        nodes = (parsed.node for path, parsed in self.parsed.items() if path not in apart)
        found = (text for node in nodes if node is not None for text in sentences_of(node))
        return tuple(sorted(found, key=lambda text: text.span))

    # ----------------------------------------------------------------------------------------------------------------- chapters

    def _parts(self, names: list[LocatedText], figures: FigureTable, level: int) -> Iterator[PartFile]:
        for name in names:
            path = Path(name.text + ".yaml").as_posix()
            if not self._claim(path, name):
                continue
            self.listed[path] = name.span
            if level > MOST_DEEP:
                self.shape.append(Problem("sections-too-deep", {"most": MOST_DEEP}, name.span))
                continue
            node = self._node(name.text, name.span, ".yaml", "unknown-chapter")
            if node is None:
                continue
            entry = self._value(SectionEntry, node)
            own = node.get("figures") if isinstance(node, Mapping) else None
            if isinstance(own, Mapping):  # anything else is told by the validation
                figures.doubtful += self.parsed[path].covered
                figures.add_group(own)
            if isinstance(node, Mapping):
                figures.add_tables(node.get("tables"))
            figures.relations += names_of(node, "relations")
            parts = tuple(self._parts(names_of(node, "sections"), figures, level + 1))
            if entry is not None:
                yield PartFile(Path(name.text).name, path, entry, parts, name.span)

    def _claim_files(self, root: Node) -> list[LocatedText]:
        """Give each file that is no chapter its one part in the report; returns those of common figures."""
        self.named[self.name] = Span(self.name, 0, 0)
        common = [name for name in names_of(root, "figures") if self._claim(Path(name.text).as_posix(), name)]
        for key in EXTRAS:
            name = root.get(key) if isinstance(root, Mapping) else None
            if isinstance(name, LocatedText):
                self._claim(Path(name.text).as_posix(), name)
        return common

    def _claim(self, path: str, name: LocatedText) -> bool:
        """Whether a file has no part in the report yet; otherwise the place of its first is told."""
        if path in self.named:
            first = self.named[path]
            line = self.texts[first.file].count("\n", 0, first.start) + 1
            words: dict[str, str | int] = {"name": name.text, "file": first.file, "line": line}
            self.shape.append(Problem("listed-twice", words, name.span))
            self.disputed.add(path)
            return False
        self.named[path] = name.span
        return True

    def _part_nodes(self) -> list[Node]:
        found = (self.parsed[path].node for path in self.listed if path in self.parsed)
        return [node for node in found if node is not None]

    def _unlisted(self) -> None:
        """YAML files that no edition of the report reaches: a chapter that somebody forgot to list."""
        if any(parsed.covered or not parsed.complete for parsed in self.parsed.values()):
            return  # what lists it may stand where a file was not understood
        reached = {*self.folder.files, *self.listed}
        for problem in self.folder.problems:  # a misspelt name is one mistake
            reached |= {str(problem.parameters.get("suggestion", "")) + suffix for suffix in ("", ".yaml")}
        for path in self.folder.listing():
            if "/" not in path and path.startswith("report") and path.endswith(".yaml") and path != self.name:
                reached |= self._reach(path)
        for path in self.folder.listing():
            if path.endswith((".yaml", ".yml")) and path not in reached:
                self.shape.append(Problem("never-listed", {"file": path}, Span(path, 0, 0)))

    def _reach(self, edition: str) -> set[str]:
        """The YAML files that another edition of the report names; what is wrong with them is told when that one is read."""
        quiet = Folder(self.folder.root)
        reached: set[str] = set()
        waiting = [edition]
        while waiting:
            path = waiting.pop()
            if path in reached:
                continue
            reached.add(path)
            if path in self.parsed:
                node = self.parsed[path].node
            else:
                text = decode(path, quiet.read(path, None) or b"")[0]
                node = parse(path, text).node if text is not None else None
            if node is not None:
                waiting += [f"{name.text}.yaml" for key in ("chapters", "sections") for name in names_of(node, key)]
                reached |= {name.text for name in names_of(node, "figures")}
                extras = (node.get(key) for key in EXTRAS) if isinstance(node, Mapping) else ()
                reached |= {name.text for name in extras if isinstance(name, LocatedText)}
        return reached

    # -------------------------------------------------------------------------------------------------------------- other files

    def _extra(
        self, root: Node, key: str, model: type[Model], facts: Callable[[Node], Iterable[Problem]] = lambda _: ()
    ) -> Model | None:
        name = root.get(key) if isinstance(root, Mapping) else None
        node = self._named(name) if isinstance(name, LocatedText) else None
        if node is None or node.span.file in self.disputed:
            return None
        self.shape += facts(node)
        return self._value(model, node)

    def _theme(self, root: Node) -> Node | None:
        name = root.get("theme") if isinstance(root, Mapping) else None
        node = self._named(name) if isinstance(name, LocatedText) else None
        for font in fonts_of(node):
            if (data := self.folder.text_of(font)) is not None:
                self.shape += check_font(font, data)
        return node

    def _template(self, root: Node) -> bytes | None:
        name = root.get("template") if isinstance(root, Mapping) else None
        data = self.folder.text_of(name) if isinstance(name, LocatedText) else None
        if data is None or not isinstance(name, LocatedText):
            return None
        if not data.startswith(b"PK\x03\x04"):
            self.shape.append(Problem("template-format", {"name": name.text}, name.span))
            return None
        return data

    def _asset(self, name: LocatedText) -> None:
        if name.text in self.assets:
            return
        data = self.folder.text_of(name)
        if data is not None:
            faults = check_picture(name.text, data, name.span)
            self.shape += faults
            if not faults:
                self.assets[name.text] = data


def _follows(problem: Problem, doubtful: Span) -> bool:
    """Whether a problem speaks of a stretch that was already told to be wrong."""
    span = problem.span
    if span is None or span.file != doubtful.file or problem.rule in ("never-listed", "missing-key"):
        return False
    return span.start < max(doubtful.end, doubtful.start + 1) and doubtful.start < max(span.end, span.start + 1)
