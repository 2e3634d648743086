"""The words of problems: message catalogues and the choice of their language.

Receives problems (rule, parameters, span) and the decoded files; promises a message and a hint in the asked language, with line
and column as an editor counts them, and never fails: a rule that a catalogue lacks is shown by its name. Separate from the
problems themselves so that no other room knows in what language it is read.

A catalogue (`it.toml`, `en.toml`) has one table for each rule: `message` says what is wrong, `hint` what to do, `suggest`
stands in place of `hint` when the problem carries a suggestion. `{name}` is filled from the parameters; `{{` prints a brace.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Quoted, Repair
from report_builder.place import SourceMap, Span

HERE = Path(__file__).parent
LANGUAGES = ("it", "en")
HEAD = re.compile(r"^\[(?P<name>[a-z0-9-]+)\]$", re.MULTILINE)


LONGEST = 400  # characters of an author's text within a message
TO_COPY = {"draft": 2000, "figures": 4000, "relations": 2000}  # the same for what the user is to take over as a whole


class _Parameters(dict[str, str | int]):
    """Parameters of a problem, safe to show and not endless; one that is missing is shown by its name instead of failing."""

    def __init__(self, parameters: Mapping[str, str | int]) -> None:
        super().__init__({name: _shown(name, value) if isinstance(value, str) else value for name, value in parameters.items()})

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


def _shown(name: str, text: str) -> str:
    most = TO_COPY.get(name, LONGEST)
    short = text if len(text) <= most else text[: most - 1] + "…"
    return short if short.isprintable() else "".join(map(visible, short))


def visible(character: str) -> str:
    """A character that does nothing to a terminal: a control as its picture, one that turns text around as U+FFFD."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if 0x7F <= code < 0xA0 or code in (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF):
        return "\ufffd"
    return "\ufffd" if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 else character


@dataclass(frozen=True, slots=True)
class Rendered:
    """A problem in words. `line` and `column` count from 1, 0 where no file can be named; `line_text` is the whole line.

    `acknowledged` has the `reason` and the `date` (ISO 8601) of an acknowledgement. `repair` has what `check --fix` would do:
    `line`, `column`, `end_line`, `end_column` (of the first character after it), `old` and `new`. `figures`
    are those that it is about, each with `name`, `text`, `file` and `line`.
    """

    rule: str
    severity: str
    file: str
    line: int
    column: int
    message: str
    hint: str
    line_text: str
    subject: str = ""
    acknowledged: Mapping[str, str] | None = None
    repair: Mapping[str, str | int] | None = None
    figures: tuple[Mapping[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The messages of one language, and the few words of the listing itself (`[words]`)."""

    language: str
    entries: Mapping[str, Mapping[str, str]]

    @classmethod
    def load(cls, language: str) -> Catalogue:
        """The catalogue of `language` (`it` or `en`); that of English for any other."""
        known = language if language in LANGUAGES else "en"
        return cls(known, _read(known))

    def word(self, name: str) -> str:
        """A word of the listing, such as the name of a severity."""
        return self.entries.get("words", {}).get(name, name)

    def message(self, problem: Problem) -> str:
        entry = self.entries.get(problem.rule, {})
        return entry.get("message", problem.rule).format_map(_Parameters(problem.parameters))

    def hint(self, problem: Problem) -> str:
        """The suggestion if the problem carries one and the rule has words for it, otherwise the plain hint."""
        entry = self.entries.get(problem.rule, {})
        kind = "suggest" if problem.parameters.get("suggestion") and "suggest" in entry else "hint"
        return entry.get(kind, "").format_map(_Parameters(problem.parameters))


class _Tables(Mapping[str, Mapping[str, str]]):
    """The tables of a catalogue, each read when it is asked for: a run needs few of them, and all take as long as a check."""

    def __init__(self, text: str) -> None:
        heads = [*HEAD.finditer(text)]
        ends = [*(head.start() for head in heads[1:]), len(text)]
        self._texts = {head["name"]: text[head.start() : end] for head, end in zip(heads, ends, strict=True)}
        self._read: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, name: str) -> Mapping[str, str]:
        if name not in self._read:
            self._read[name] = tomllib.loads(self._texts[name])[name]
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    return _Tables((HERE / f"{language}.toml").read_text("utf-8"))


def render(problem: Problem, source_map: SourceMap, catalogue: Catalogue) -> Rendered:
    """`problem` in the words of `catalogue`, with its place in `source_map`."""
    file, line, column, text = "", 0, 0, ""
    if problem.span is not None:
        position = source_map.position(problem.span)
        file, line, column, text = problem.span.file, position.line, position.column, position.text
    message, hint = catalogue.message(problem), catalogue.hint(problem)
    answer = problem.acknowledged
    said = {"reason": answer.reason, "date": answer.date.isoformat()} if answer else None
    repair = repair_of(problem.repair, source_map) if problem.repair else None
    figures = tuple(_figure(name, quoted, source_map) for name, quoted in problem.figures.items())
    place = (file, line, column, message, hint, text)
    return Rendered(problem.rule, str(problem.severity), *place, problem.subject, said, repair, figures)


def repair_of(repair: Repair, source_map: SourceMap) -> Mapping[str, str | int]:
    """A repair with its ends as an editor names them."""
    span = repair.span
    start, end = source_map.position(span), source_map.position(Span(span.file, span.end, span.end))
    places = {"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column}
    return {**places, "old": repair.old, "new": repair.new}


def _figure(name: str, quoted: Quoted, source_map: SourceMap) -> Mapping[str, str | int]:
    file, line = (quoted.span.file, source_map.position(quoted.span).line) if quoted.span else ("", 0)
    return {"name": name, "text": quoted.text, "file": file, "line": line}


def message_language(option: str | None, environ: Mapping[str, str]) -> str:
    """The language of messages: `--lang`, else the first of LC_ALL, LC_MESSAGES, LANG that is set, as POSIX orders them.

    Italian where nothing is said (`C`, `POSIX`, nothing at all): it is the office's language. English for languages without
    a catalogue.
    """
    asked = option or next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    code = asked.split(".")[0].split("_")[0].split("-")[0].lower()
    if code in ("", "c", "posix"):
        return "it"
    return code if code in LANGUAGES else "en"
