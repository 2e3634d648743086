"""A new report out of a finished one.

Receives the file of last year's report and the folder to make; promises that folder whole or not at all: structure, prose,
relations, theme, pictures, glossary as they are, to the byte; every figure that somebody wrote followed by words in brackets
until it is confirmed; dates and names moved on; errata left behind, and acknowledgements as comments, since those of last
year's findings are not this year's. Separate from `source_edit`, which knows no report.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8 as BOM
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

from report_builder import store
from report_builder.classes import dataclass
from report_builder.content.models import Report
from report_builder.diagnostics import Problem, Problems, Repair, has_errors
from report_builder.language import load_language
from report_builder.place import LocatedText, SourceMap, Span
from report_builder.reader import read_report
from report_builder.reader.folder import Folder
from report_builder.source import Mapping as Keys
from report_builder.source import Node, parse
from report_builder.source import Sequence as Items
from report_builder.source_edit import edited, scalars_of, with_key, without_key

NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?")  # no dot at the end, which Windows takes away
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
NAMED_AFTER = tuple(
    tuple(path.split("."))
    for path in ("title", "running", "slug", "subject", "keywords", "cover.title", "cover.year", "cover.subtitle")
)
"""Keys of `report.yaml` that name the year which the report is about."""
GONE = ("published", "errata")
COMMENT = 120  # characters of a line
NONE = "acknowledged: []"


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made: the folder, its reference date, its files, how many figures wait, what files were left behind."""

    folder: Path
    reference_date: date
    files: tuple[str, ...]
    figures: int
    left: tuple[str, ...]


def begin(file: Path, name: str) -> tuple[Begun | None, SourceMap, Problems]:
    """The report `name` beside the one of `file`, begun from it and all of its editions.

    Problems without a place: `new-name`, `new-not-later`, `new-unconfirmed`, and those of `store.create`; else those of the
    source, and `new-by-hand` at what cannot be changed without changing more.
    """
    nothing, folder = SourceMap({}), file.parent
    target = folder.resolve().parent / name
    if not NAME.fullmatch(name):
        return None, nothing, (Problem("new-name", {"name": name, "example": _after(folder.resolve().name)}),)
    if target.exists():
        return None, nothing, (Problem("folder-exists", {"folder": name}),)
    years = _years(folder.resolve().name, name)
    if years < 1:
        source = folder.resolve().name
        return None, nothing, (Problem("new-not-later", {"name": name, "source": source, "example": _after(source)}),)
    editions: list[Report] = []
    read = nothing
    for edition in sorted({file, *folder.glob("report*.yaml")}, key=lambda one: (one != file, one.name)):
        report, texts, problems = read_report(edition)
        if report is None or has_errors(problems):
            return None, texts, problems
        editions.append(report)
        read = SourceMap({**read.files, **texts.files})
    figures = {figure.span: figure for report in editions for figure in report.figures.values() if not figure.computed}
    if waiting := sum(figure.unconfirmed for figure in figures.values()):
        return None, nothing, (Problem("new-unconfirmed", {"count": waiting}),)
    made, faults = _files(folder.resolve(), editions, years)
    if faults:
        return None, read, faults
    left = sorted(set(Folder(folder).listing()) - made.keys())
    failures = store.create(target, made)
    day = later(editions[0].entry.reference_date, years)
    return (None if failures else Begun(target, day, tuple(sorted(made)), len(figures), tuple(left))), nothing, failures


def _years(source: str, name: str) -> int:
    """How many years later the new report is: as its name says beside the old one's, else one."""
    before, after = YEAR.findall(source), YEAR.findall(name)
    return int(after[0]) - int(before[0]) if len(before) == len(after) == 1 else 1


def _after(source: str) -> str:
    return YEAR.sub(lambda year: str(int(year[0]) + 1), source)


def later(day: date, years: int) -> date:
    """The same day some years later; the last of February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _files(folder: Path, editions: Sequence[Report], years: int) -> tuple[dict[str, bytes], Problems]:
    """The new report's files by name, and what an editor has to change first."""
    named = {name.text for report in editions if (name := report.entry.acknowledged)}
    errata = {name.text for report in editions if (name := report.entry.errata)}
    carried = {path for report in editions for path, _ in report.files if not path.startswith("../")} - errata
    reading = Folder(folder)
    made = {path: data for path in sorted(carried) if (data := reading.read(path, None)) is not None}
    assert made.keys() == carried, "a file that was read a moment ago"
    faults: list[Problem] = []
    for path in made:
        source, mark = _text(made[path])
        if path in named:
            source = _as_comments(source, editions[0], folder.name)
        elif path.endswith((".yaml", ".yml")):
            rolled = _rolled(path, source, editions, years, folder.name)
            if isinstance(rolled, Span):
                faults.append(Problem("new-by-hand", {}, rolled))
                continue
            source = rolled
        else:
            continue
        made[path] = mark + source.encode()
    return made, tuple(faults)


def _text(data: bytes) -> tuple[str, bytes]:
    """The text of a YAML file and its byte order mark, if it has one."""
    mark = data[: len(BOM)] if data.startswith(BOM) else b""
    return data[len(mark) :].decode("utf-8", "replace"), mark


def _rolled(path: str, source: str, editions: Sequence[Report], years: int, former: str) -> str | Span:
    """A YAML file of the new report, or the place that cannot be changed by itself."""
    root = parse(path, source).node
    for report in editions:
        if report.file == path:
            return _report(root, source, report, years, former)
    return _edited(path, source, _waiting(path, root, editions))


def _edited(path: str, source: str, repairs: Iterable[Repair]) -> str | Span:
    done = edited(path, source, repairs)
    return done.refused[0].span if done.refused else done.text


def _waiting(path: str, root: Node | None, editions: Sequence[Report]) -> Iterator[Repair]:
    """Words after each figure that somebody wrote, in the language of its file, or else of the first edition that has it."""
    scalars = {one.at(0, 0).start: one for _, one in scalars_of(root)} if root is not None else {}
    own = root.get("language") if isinstance(root, Keys) else None
    for report in editions:
        language = load_language(own.text if isinstance(own, LocatedText) else report.entry.language)
        for figure in report.figures.values():
            span = figure.span
            if span is None or span.file != path or figure.computed or figure.provenance is not None:
                continue
            if scalar := scalars.pop(span.start, None):
                end = len(scalar.text.rstrip())
                yield Repair(scalar.at(end, end), "", f" ({language.to_confirm[0]})")


def _report(root: Node | None, source: str, report: Report, years: int, former: str) -> str | Span:
    """`report.yaml`: dates and names moved on, `previous` beside the reference date, what is gone taken away."""
    old, beside = report.entry.reference_date, f"../{former}"
    repairs = [_instead(text, later(old, years).isoformat()) for text in _texts(root, ("reference_date",))]
    repairs += [_instead(text, beside) for text in _texts(root, ("previous",))]
    year = re.compile(rf"(?<!\d)(?<!\d[-–/]){old.year}(?!\d)(?![-–/]\d)")  # not in a period, as 2014-2020
    for text in (text for names in NAMED_AFTER for text in _texts(root, names)):
        places = (text.at(*match.span()) for match in year.finditer(text.text))
        repairs += [Repair(place, str(old.year), str(old.year + years)) for place in places]
    made = _edited(report.file, source, repairs)
    keys = {key.text: key.span for key, _ in root.entries} if isinstance(root, Keys) else {}
    for name in GONE:
        if isinstance(made, str) and name in keys:
            made = without_key(report.file, made, name) or keys[name]
    if isinstance(made, str) and report.entry.previous is None:
        made = with_key(report.file, made, "previous", beside, before="reference_date") or keys["reference_date"]
    return made


def _instead(scalar: LocatedText, text: str) -> Repair:
    return Repair(scalar.at(0, len(scalar.text)), scalar.text, text)


def _texts(node: Node | None, keys: Sequence[str]) -> Iterator[LocatedText]:
    """The texts under a path of keys, those of a list each."""
    for key in keys:
        node = node.get(key) if isinstance(node, Keys) else None
    if isinstance(node, LocatedText):
        yield node
    elif isinstance(node, Items):
        yield from (item for item in node.items if isinstance(item, LocatedText))


def _as_comments(source: str, report: Report, former: str) -> str:
    """Last year's acknowledgements to be decided anew: nothing of them holds until somebody takes the # away.

    Those of the year before it, which nobody decided anew last year, are not carried a second time.
    """
    end = "\r\n" if "\r\n" in source else "\n"
    lines = source.splitlines()
    before = _head(report, report.previous.name) if report.previous else []
    if before and lines[: len(before)] == before:
        lines = [line for line in lines if not line.startswith("#") and line != NONE]
    kept = [f"# {line}" if line.strip() else line for line in end.join(lines).strip().splitlines()]
    return end.join((*_head(report, former), NONE, *(("", *kept) if kept else ()), ""))


def _head(report: Report, former: str) -> list[str]:
    """What stands above them."""
    words = load_language(report.entry.language).words["acknowledged_before"].format(name=former)
    return [f"# {line}" for line in wrap(words, COMMENT)]
