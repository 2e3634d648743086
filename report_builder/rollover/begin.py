"""A new report out of a finished one.

Receives the file of last year's report and the folder to make; promises that folder whole or not at all: structure, prose,
relations, theme, pictures, glossary as they are, to the byte; every figure that somebody wrote followed by words in brackets
until it is confirmed; dates and names moved on; errata left behind, and acknowledgements as comments, since those of last
year's findings are not this year's. Separate from `source_edit` and `lines`, which know no report.
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
from report_builder.rollover.lines import with_key, without_keys
from report_builder.source import Mapping as Keys
from report_builder.source import Node, parse
from report_builder.source import Sequence as Items
from report_builder.source_edit import edited

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
NAMED_AFTER = tuple(
    tuple(path.split("."))
    for path in ("title", "running", "slug", "subject", "keywords", "cover.title", "cover.year", "cover.subtitle")
)
"""Keys of `report.yaml` that name the year which the report is about."""
GONE = frozenset({"published", "errata"})
COMMENT = 120  # characters of a line


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made: the folder, its files, how many figures wait, what files were left behind."""

    folder: Path
    files: tuple[str, ...]
    figures: int
    left: tuple[str, ...]


def begin(file: Path, name: str) -> tuple[Begun | None, SourceMap, Problems]:
    """The report `name` beside the one of `file`, begun from it and all of its editions.

    Problems without a place: `new-name`, `new-not-later`, `new-unconfirmed`, and those of `store.create`; else those of the
    source.
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
    for edition in sorted({file, *folder.glob("report*.yaml")}, key=lambda one: (one != file, one.name)):
        report, texts, problems = read_report(edition)
        if report is None or has_errors(problems):
            return None, texts, problems
        editions.append(report)
    waiting = sum(figure.unconfirmed and not figure.computed for figure in editions[0].figures.values())
    if waiting:
        return None, nothing, (Problem("new-unconfirmed", {"count": waiting}),)
    made = _files(folder.resolve(), editions, years)
    figures = sum(not figure.computed for figure in editions[0].figures.values())
    left = sorted({path for report in editions for path, _ in report.files} - made.keys())
    failures = store.create(target, made)
    return (None if failures else Begun(target, tuple(sorted(made)), figures, tuple(left))), nothing, failures


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


def _files(folder: Path, editions: Sequence[Report], years: int) -> dict[str, bytes]:
    """The new report's files by name."""
    named = {name.text for report in editions if (name := report.entry.acknowledged)}
    errata = {name.text for report in editions if (name := report.entry.errata)}
    carried = {path for report in editions for path, _ in report.files if not path.startswith("../")} - errata
    reading = Folder(folder)
    made = {path: data for path in sorted(carried) if (data := reading.read(path, None)) is not None}
    assert made.keys() == carried, "a file that was read a moment ago"
    for path in made:
        source, mark = _text(made[path])
        if path in named:
            source = _as_comments(source, editions[0].entry.language, folder.name)
        elif path.endswith((".yaml", ".yml")):
            source = _rolled(path, source, editions, years, folder.name)
        else:
            continue
        made[path] = mark + source.encode()
    return made


def _text(data: bytes) -> tuple[str, bytes]:
    """The text of a YAML file and its byte order mark, if it has one."""
    mark = data[: len(BOM)] if data.startswith(BOM) else b""
    return data[len(mark) :].decode("utf-8", "replace"), mark


def _rolled(path: str, source: str, editions: Sequence[Report], years: int, former: str) -> str:
    """A YAML file of the new report."""
    root = parse(path, source).node
    for report in editions:
        if report.file == path:
            return _report(root, source, report, years, former)
    return _edited(path, source, _waiting(path, root, source, editions))


def _edited(path: str, source: str, repairs: Iterable[Repair]) -> str:
    done = edited(path, source, repairs)
    assert not done.refused, f"{path}: {done.refused[0]}"
    return done.text


def _waiting(path: str, root: Node | None, source: str, editions: Sequence[Report]) -> Iterator[Repair]:
    """Words after each figure that somebody wrote, in the language of its file."""
    own = root.get("language") if isinstance(root, Keys) else None
    for report in editions:
        language = load_language(own.text if isinstance(own, LocatedText) else report.entry.language)
        for figure in report.figures.values():
            span = figure.span
            if span is not None and span.file == path and not figure.computed and figure.provenance is None:
                end = span.start + len(source[span.start : span.end].rstrip())
                yield Repair(Span(path, end, end), "", f" ({language.to_confirm[0]})")


def _report(root: Node | None, source: str, report: Report, years: int, former: str) -> str:
    """`report.yaml`: dates and names moved on, `previous` beside the reference date, what is gone taken away."""
    old, beside = report.entry.reference_date, f"../{former}"
    repairs = [_instead(text, later(old, years).isoformat()) for text in _texts(root, ("reference_date",))]
    repairs += [_instead(text, beside) for text in _texts(root, ("previous",))]
    year = re.compile(rf"(?<!\d)(?<!\d[-–/]){old.year}(?!\d)(?![-–/]\d)")  # not in a period, as 2014-2020
    for text in (text for names in NAMED_AFTER for text in _texts(root, names)):
        places = (text.at(*match.span()) for match in year.finditer(text.text))
        repairs += [Repair(place, str(old.year), str(old.year + years)) for place in places]
    made = without_keys(report.file, _edited(report.file, source, repairs), GONE)
    if report.entry.previous is None:
        made = with_key(report.file, made, "previous", beside, before="reference_date")
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


def _as_comments(source: str, language: str, former: str) -> str:
    """Last year's acknowledgements to be decided anew: nothing of them holds until somebody takes the # away."""
    words = load_language(language).words["acknowledged_before"].format(name=former)
    end = "\r\n" if "\r\n" in source else "\n"
    lines = [f"# {line}" if line.strip() else line for line in source.splitlines()]
    head = [f"# {line}" for line in wrap(words, COMMENT)]
    return end.join((*head, "acknowledged: []", "", *lines, ""))
