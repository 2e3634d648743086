"""Why the YAML parser stopped, in an editor's terms: a quote, a colon, a brace, a tab, not "did not find expected key".

Receives the text and what libyaml reported; promises one problem that names the cause where it stands, and the stretch to cover
so that the rest can be read. The parser's own words are never shown. Separate from parsing, as this is knowledge of how people
write.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.place import Span

CURLY_ENDS = {"“": '”“"', "”": '”"', "„": '“”"', "‘": "’'", "’": "’'"}
SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000"
NBSP_START = re.compile(f"(?P<space>[{SPACES}]+)")
NBSP_SEPARATOR = re.compile(f"(?:-|[A-Za-z_][\\w.-]*:)(?P<space>[{SPACES}]+)")
NBSP_INDENT = re.compile(f"[ ]*(?P<space>[{SPACES}][{SPACES} ]*)")
KEY = r"(?:[^\s:#\"'{\[,][^:\n]*?|\"[^\"\n]*\"|'[^'\n]*')"
VALUE = re.compile(rf" *(?:- +)*(?P<key>{KEY} *:(?: +|$))?")
NO_SPACE = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_][\w.-]*):(?P<first>[^\s:/])")
NO_SPACE_DASH = re.compile(r" *-(?P<first>[^\s-])")
COLON = re.compile(r":(?: |$)")


@dataclass(frozen=True, slots=True)
class Failure:
    """Where libyaml stopped: its words (for us alone), the offset, that of its context (-1: none), the last scalar it read."""

    words: str
    context: str
    at: int
    context_at: int
    last: tuple[int, int, str] | None


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch to overwrite with `letter`, same length, so that what follows keeps its place."""

    start: int
    end: int
    letter: str = "x"

    def over(self, text: str) -> str:
        return text[: self.start] + self.letter * (self.end - self.start) + text[self.end :]


@dataclass(frozen=True, slots=True)
class Mistake:
    """What to say, what to cover, and what else to take no notice of afterwards."""

    problems: tuple[Problem, ...]
    covers: tuple[Cover, ...] = ()
    doubtful: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: where it begins and ends, and where the value in it begins, after dashes and key."""

    text: str
    start: int
    end: int

    @classmethod
    def at(cls, text: str, offset: int) -> _Line:
        start = text.rfind("\n", 0, offset) + 1
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        return cls(text[start:end].rstrip("\r"), start, start + len(text[start:end].rstrip("\r")))

    @property
    def value_start(self) -> int:
        found = VALUE.match(self.text)
        return self.start + (found.end() if found else 0)

    @property
    def value(self) -> str:
        return self.text[self.value_start - self.start :]

    @property
    def indent(self) -> int:
        return self.words_start - self.start

    @property
    def words_start(self) -> int:
        return self.start + len(self.text) - len(self.text.lstrip(" \t"))


def diagnose(file: str, text: str, failure: Failure) -> Mistake:
    """What the editor did. Falls back to naming the line when nothing known fits."""
    at = failure.at
    if not text[at:].strip() and at > 0:  # the end of the file: point at its last words
        at = len(text.rstrip()) - 1
    scanning = failure.context.startswith("while scanning") and failure.context_at >= 0
    line = _Line.at(text, failure.context_at if scanning and "plain" not in failure.context else at)
    for recognise in (_depth, _tab, _no_break_space, _quoted, _signs, _value, _structure):
        found = recognise(file, text, failure, line)
        if found is not None:
            return found
    return Mistake((Problem("yaml-syntax", {}, Span(file, max(0, at), max(0, at) + 1)),))


def _depth(file: str, _text: str, failure: Failure, _line: _Line) -> Mistake | None:
    if failure.words != "too deep":
        return None
    return Mistake((Problem("too-deep", {}, Span(file, failure.at, failure.at + 1)),))


def _tab(file: str, text: str, failure: Failure, _line: _Line) -> Mistake | None:
    """Tabs indent nothing in YAML. Every line that begins with one is named, since mending one shows only the next."""
    if text[failure.at : failure.at + 1] != "\t" and "tab" not in failure.words:
        return None
    found = list(re.finditer(r"(?m)^ *\t+", text))[:10]
    places = [(match.end() - 1 - match[0].count("\t") + 1, match.end()) for match in found] or [(failure.at, failure.at + 1)]
    return Mistake(tuple(Problem("tab-indentation", {}, Span(file, start, end)) for start, end in places))


def _no_break_space(file: str, text: str, failure: Failure, line: _Line) -> Mistake | None:
    """Spaces copied from a word processor: they look like indentation, and are letters to YAML."""
    lines = [line, _Line.at(text, failure.at)]
    if failure.last is not None:
        lines.append(_Line.at(text, failure.last[0]))
    for candidate in lines:
        for pattern, start in ((NBSP_INDENT, candidate.start), (NBSP_SEPARATOR, candidate.words_start)):
            if match := pattern.match(text, start, candidate.end):
                first, last = match.span("space")
                return Mistake((Problem("no-break-space", {}, Span(file, first, last)),), (Cover(first, last, " "),))
    return None


def _covered_value(file: str, rule: str, line: _Line, start: int, length: int = 1, **words: str | int) -> Mistake:
    """A problem at `start`, with the whole value of the line covered."""
    cover = Cover(min(start, line.value_start), line.end)
    return Mistake((Problem(rule, words, Span(file, start, start + length)),), (cover,))


def _quoted(file: str, text: str, failure: Failure, _line: _Line) -> Mistake | None:
    if "quoted scalar" in failure.context:
        start = failure.context_at
        if "escape" in failure.words or "hexdecimal" in failure.words:
            at = text.rfind("\\", start, failure.at + 1)
            return Mistake((Problem("unknown-escape", {}, Span(file, at, at + 2)),), (Cover(at, at + 1),))
        opening = _Line.at(text, start)
        return _covered_value(file, "unterminated-quote", opening, start, sign=text[start : start + 1])
    if failure.last is None or failure.last[2] not in ("'", '"') or failure.last[1] > failure.at:
        return None
    start, end, sign = failure.last
    if text[end : failure.at].strip(" \t") or text[failure.at : failure.at + 1] in ("\n", "\r", ":", ""):
        return None
    opening = _Line.at(text, start)
    if end > opening.end:
        return _covered_value(file, "unterminated-quote", opening, start, sign=sign)
    return _covered_value(file, "quote-then-text", opening, start, sign=sign)


def _signs(file: str, text: str, failure: Failure, line: _Line) -> Mistake | None:
    """Values that begin with a sign which YAML keeps for itself."""
    at = failure.context_at if failure.context_at >= 0 else failure.at
    if any(kind in failure.context for kind in ("an alias", "an anchor", "a tag", "directive")):
        return _covered_value(file, "starts-with-sign", _Line.at(text, at), at, sign=text[at : at + 1])
    if "block scalar" in failure.context:
        return _covered_value(file, "text-after-block-sign", _Line.at(text, at), at, sign=text[at : at + 1])
    sign = text[failure.at : failure.at + 1]
    if "cannot start any token" in failure.words and sign:
        return _covered_value(file, "starts-with-sign", line, failure.at, sign=sign)
    if "mapping keys are not allowed" in failure.words:
        return _covered_value(file, "starts-with-sign", line, failure.at, sign="?")
    if "block sequence entries are not allowed" in failure.words:
        return _covered_value(file, "dash-after-key", line, failure.at)
    return None


def _value(file: str, text: str, failure: Failure, line: _Line) -> Mistake | None:
    """What the value of the line looks like."""
    value, start = line.value, line.value_start
    flow = value.startswith(("{", "["))
    if value.startswith(("{{", "{%", "{#")) or (flow and "{{" in value):
        return _covered_value(file, "braces-unquoted", line, start + max(0, value.find("{{")), 2)
    if value[:1] in CURLY_ENDS and value[:1]:
        return _covered_value(file, "curly-quotes", line, start, sign=value[0])
    if value[:1] in ("'", '"') and (rest := re.match(r"(['\"])(?:(?!\1).)*\1\s*[^\s#,}\]]", value)):
        return _covered_value(file, "quote-then-text", line, start, sign=rest[1])
    if value.startswith("[") and re.match(r"\[[^\[\]]*\]\s*[^\s#]", value):
        return _covered_value(file, "starts-with-sign", line, start, sign="[")
    if "flow" in failure.context and failure.context_at >= 0:
        opening = _Line.at(text, failure.context_at)
        at = failure.context_at
        return _covered_value(file, "unclosed-bracket", opening, at, sign=text[at : at + 1])
    if "mapping values are not allowed" in failure.words:
        return _colon(file, text, failure, line)
    return None


def _colon(file: str, text: str, failure: Failure, line: _Line) -> Mistake | None:
    """A second colon: in the text of a value, under a value, or after a key whose own colon lacks its space."""
    last = failure.last
    if last is not None and not last[2] and last[1] <= failure.at and "\n" in text[last[0] : last[1]]:
        first = _Line.at(text, last[0])
        if (found := NO_SPACE.match(first.text)) and first.start + found.end("key") >= last[0]:
            return _missing_space(file, first, found)
        if text[last[0] : last[0] + 1] in CURLY_ENDS:
            return _covered_value(file, "curly-quotes", first, last[0], sign=text[last[0] : last[0] + 1])
        if last[0] == first.words_start and line.indent <= first.indent:  # a key without a colon, and the next one
            problem = Problem("line-without-key", {}, Span(file, first.words_start, first.end))
            return Mistake((problem,), (Cover(first.start, first.end, " "),))
        if VALUE.match(line.text, 0) and line.value_start > line.words_start and not line.text.lstrip().startswith("- "):
            row = text.count("\n", 0, last[0]) + 1
            problem = Problem("indented-under-value", {"line": row}, Span(file, line.words_start, line.end))
            return Mistake((problem,), _lines_from(text, line, lambda other: other.indent >= line.indent))
    colon = COLON.search(line.value)
    place = line.value_start + colon.start() if colon else failure.at
    return _covered_value(file, "colon-in-text", line, place)


def _lines_from(text: str, line: _Line, alike: Callable[[_Line], bool]) -> tuple[Cover, ...]:
    """Blanks over a line and those after it that share its fault: one slip of the hand is told once, not line by line."""
    covers = [Cover(line.start, line.end, " ")]
    while (start := text.find("\n", line.end) + 1) and start < len(text):
        line = _Line.at(text, start)
        if line.text.strip() and not alike(line):
            break
        covers.append(Cover(line.start, line.end, " "))
    return tuple(covers)


def _missing_space(file: str, line: _Line, found: re.Match[str]) -> Mistake:
    at = line.start + found.start("first")
    problem = Problem("missing-space-after-colon", {"key": found["key"]}, Span(file, at - 1, at))
    return Mistake((problem,), (Cover(at, at + 1, " "), Cover(at + 1, line.end)), (Span(file, line.start, line.end),))


def _structure(file: str, text: str, failure: Failure, line: _Line) -> Mistake | None:
    """Lines that stand at the wrong place, or are no `key: value` at all."""
    if "could not find expected ':'" in failure.words:
        if found := NO_SPACE.match(line.text):
            return _missing_space(file, line, found)
        if found := NO_SPACE_DASH.match(line.text):
            at = line.start + found.start("first")
            return Mistake((Problem("missing-space-after-dash", {}, Span(file, at - 1, at)),), (Cover(at - 1, line.end, " "),))
        problem = Problem("line-without-key", {}, Span(file, line.words_start, line.end))
        return Mistake((problem,), _lines_from(text, line, lambda other: other.value_start == other.words_start))
    here = _Line.at(text, failure.at)
    if failure.at <= here.words_start and here.text.strip():
        if here.text.strip()[0] in "]}":
            return _covered_value(file, "unclosed-bracket", here, here.words_start, sign=here.text.strip()[0])
        return Mistake((Problem("wrong-indentation", {}, Span(file, here.words_start, here.end)),))
    return None
