"""From the text of a YAML file to nodes: the events of libyaml, built up with places, limits and refusals.

Receives a decoded text; promises nodes and every problem that can be found in one reading. Where the parser stops, `mistakes`
says why; the faulty stretch is then covered with harmless letters of the same length, so that places stay right, and the file
is read again: an editor sees all faults at once. Separate from `mistakes` because this knows YAML and that knows editors.
"""

from __future__ import annotations

import re
from dataclasses import field

import yaml

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Problems, Severity
from report_builder.place import LocatedText, Span
from report_builder.source.mistakes import CURLY_ENDS, NBSP_SEPARATOR, NBSP_START, Cover, Failure, diagnose
from report_builder.source.nodes import Mapping, Node, Sequence, span_of
from report_builder.source.offsets import located
from report_builder.source.text import FORBIDDEN

MOST_DEEP = 32
MOST_TRIES = 25
HASH = re.compile(r" +(#)\S")
LIST_LINE = re.compile(r"\n[ \t]*-[ \u00a0]")


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file says.

    `covered` are the stretches that were not understood: what is said of them later is not worth telling. `complete` is false
    if the reading stopped before the end of the file.
    """

    node: Node | None
    problems: Problems
    covered: tuple[Span, ...] = ()
    complete: bool = True


def parse(file: str, text: str) -> Parsed:
    """Read `text`, going on after every mistake that can be covered."""
    problems: list[Problem] = []
    covered: list[Span] = []
    for _ in range(MOST_TRIES):
        build = _Build(file, text)
        failure = build.run()
        if failure is None and not build.covers:
            break
        covers = build.covers
        if failure is not None:
            mistake = diagnose(file, text, failure)
            problems += [p for p in mistake.problems if not _within(p, covered)]
            covers = [*covers, *mistake.covers]
            covered += mistake.doubtful
        problems += [p for p in build.covered_problems if p not in problems]
        mended = text
        for cover in covers:
            mended = cover.over(mended)
            covered.append(Span(file, cover.start, cover.end))
        if mended == text:
            break
        text = mended
    problems += [p for p in build.problems if not _within(p, covered)]
    broken = failure is not None or bool(build.covers)
    once = {(problem.rule, problem.span and problem.span.start): problem for problem in reversed(problems)}
    return Parsed(None if broken else build.root, tuple(reversed(once.values())), (*covered, *build.doubtful), not broken)


def _within(problem: Problem, covered: list[Span]) -> bool:
    span = problem.span
    return span is not None and any(cover.start <= span.start < cover.end for cover in covered)


@dataclass
class _Build:
    """One reading of a text. `covers` ask for another reading with those stretches covered, for `covered_problems`."""

    file: str
    text: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    covered_problems: list[Problem] = field(default_factory=list)
    doubtful: list[Span] = field(default_factory=list)
    last: yaml.ScalarEvent | None = None

    def run(self) -> Failure | None:
        self.loader = yaml.CSafeLoader(self.text)
        try:
            self._document()
        except yaml.MarkedYAMLError as error:
            last = (*_ends(self.last), self.last.style or "") if self.last else None
            at = error.problem_mark.index if error.problem_mark else 0
            context = error.context_mark.index if error.context_mark else -1
            return Failure(str(error.problem or ""), str(error.context or ""), min(at, len(self.text)), context, last)
        except (yaml.YAMLError, UnicodeError):
            return Failure("", "", 0, -1, None)
        except _TooDeep as stop:
            return Failure("too deep", "", stop.args[0], -1, None)
        finally:
            self.loader.dispose()
        return None

    def _problem(self, rule: str, start: int, end: int, severity: Severity = Severity.ERROR, **words: str | int) -> None:
        self.problems.append(Problem(rule, words, Span(self.file, start, max(start, end)), severity))

    def _document(self) -> None:
        self._next()  # stream start
        event = self._next()
        if isinstance(event, yaml.DocumentStartEvent):
            root = self._node(self._next(), 0)
            self.root = root
            if isinstance(root, LocatedText) and not root.text.strip():
                self.root = None
                self._problem("empty-file", 0, 0, file=self.file)
            self._next()  # document end
            event = self._next()
        else:
            self._problem("empty-file", 0, 0, file=self.file)
        if isinstance(event, yaml.DocumentStartEvent):
            self._problem("several-documents", *_ends(event))

    def _next(self) -> yaml.Event:
        event = self.loader.get_event()
        assert event is not None  # asked only where libyaml owes one
        return event

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MOST_DEEP:
            raise _TooDeep(_ends(event)[0])
        start, end = _ends(event)
        if isinstance(event, yaml.AliasEvent):
            self._problem("alias-refused", start, end, sign="*")
            return LocatedText(self.text[start:end], Span(self.file, start, end), range(start, end + 1))
        assert isinstance(event, yaml.NodeEvent)
        self._refuse_commands(event, start)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, start, end)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(start, depth)
        assert isinstance(event, yaml.MappingStartEvent)
        if event.flow_style and self.text.startswith("{{", start):
            return self._braces(start)
        return self._mapping(start, bool(event.flow_style), depth)

    def _refuse_commands(self, event: yaml.NodeEvent, start: int) -> None:
        tag = getattr(event, "tag", None)
        if event.anchor is not None:
            self._problem("alias-refused", start, start + 1, sign="&")
        elif tag is not None:
            self._problem("alias-refused", start, start + 1, sign="!")

    def _scalar(self, event: yaml.ScalarEvent, start: int, end: int) -> LocatedText:
        self.last = event
        value, style, text = event.value, event.style or "", self.text
        if event.anchor is not None or event.tag is not None:
            return LocatedText(value, Span(self.file, start, end), (start,) * (len(value) + 1))
        scalar = located(self.file, text, value, style, start, end)
        if not style:
            self._plain(value, start, end)
        elif style == '"' and (match := FORBIDDEN.search(value)):
            span = scalar.at(match.start(), match.end())
            self._problem("control-character", span.start, span.end, code=f"U+{ord(match[0]):04X}")
        return scalar

    def _plain(self, value: str, start: int, end: int) -> None:
        """What an unquoted text may hide: YAML accepts it, but reads something else than its author meant."""
        raw = self.text[start:end]
        if match := NBSP_START.match(raw) or NBSP_SEPARATOR.match(raw):
            at = start + match.start("space")
            self.covers.append(Cover(at, at + len(match["space"]), " "))
            self.covered_problems.append(Problem("no-break-space", {}, Span(self.file, at, at + len(match["space"]))))
        elif value[:1] in CURLY_ENDS and len(value) > 1 and value[-1] in CURLY_ENDS[value[0]]:
            if not any(mark in value[1:-1] for mark in "“”„‘"):
                self._problem("curly-quotes", start, end, sign=value[0])
        elif "\n" in raw and (found := LIST_LINE.search(raw)):
            self._problem("list-in-plain-text", start + found.end() - 2, start + found.end())
        elif value and (cut := HASH.match(self.text, end)):
            self._problem("text-cut-by-hash", cut.start(1), cut.end(1), Severity.WARNING)

    def _sequence(self, start: int, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            item = self._node(event, depth + 1)
            if isinstance(item, LocatedText) and item.span.start == item.span.end:
                self._problem("empty-item", item.span.start, item.span.end)
            else:
                items.append(item)
        return Sequence(tuple(items), Span(self.file, start, _ends(event)[1]))

    def _mapping(self, start: int, flow: bool, depth: int) -> Mapping:
        entries: list[tuple[LocatedText, Node]] = []
        seen: dict[str, LocatedText] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, LocatedText):
                self._problem("wrong-key", key.span.start, key.span.start + 1)
                continue
            at, end = key.span.start, key.span.end
            if key.text == "<<":
                self._problem("alias-refused", at, end, sign="<<")
            elif key.text in seen:
                line = self.text.count("\n", 0, seen[key.text].span.start) + 1
                self._problem("duplicate-key", at, end, key=key.text, line=line)
            elif flow and self._no_colon(value, end):
                self._problem("comma-in-braces", at, end, text=key.text)
                self.doubtful += [span_of(entry) for _, entry in entries[-1:]]  # the half before the comma
            elif isinstance(value, LocatedText) and value.span.start == value.span.end:
                self._problem("empty-value", at, end, key=key.text)
                self.doubtful.append(key.span)
                entries.append((key, LocatedText("", key.span, ())))  # so that nobody calls the key missing
            else:
                entries.append((key, value))
            seen.setdefault(key.text, key)
        return Mapping(tuple(entries), Span(self.file, start, _ends(event)[1]))

    def _no_colon(self, value: Node, end: int) -> bool:
        """Whether a key of `{...}` has no colon after it: `{spesa: 172,5 Mln€}` is two entries to YAML."""
        empty = isinstance(value, LocatedText) and value.span.start == value.span.end
        return empty and not self.text[end:].lstrip().startswith(":")

    def _braces(self, start: int) -> LocatedText:
        """A value `{{ name }}` without quotes, which YAML takes for a mapping in a mapping."""
        level = 1
        while level:
            event = self._next()
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                level += 1
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                level -= 1
        end = _ends(event)[1]
        self._problem("braces-unquoted", start, end)
        return LocatedText(self.text[start:end], Span(self.file, start, end), range(start, end + 1))


def _ends(event: yaml.Event) -> tuple[int, int]:
    """Where an event begins and ends, in characters."""
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index


class _TooDeep(Exception):
    """Nesting beyond any sense, at the offset given."""
