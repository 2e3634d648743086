"""Events → document nodes.

Receives located prose and its context; promises blocks or inlines with exact origins, and a located problem for every construct
that a report does not have. Works on a stack, never recursively, so that no text can exhaust it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from itertools import pairwise

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Severity
from report_builder.document import (
    Block,
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    LineBreak,
    Link,
    List,
    ListItem,
    NoteCall,
    Paragraph,
    Strong,
    Subheading,
    Text,
)
from report_builder.markup.context import Context
from report_builder.markup.events import Definition, Event, definitions_of, events_of, set_apart
from report_builder.markup.glossary import marked
from report_builder.markup.links import blank, link_node
from report_builder.markup.mentions import CONTROL, MARK, PRIVATE, Prepared, prepare
from report_builder.place import LocatedText, Span

DEEPEST = 24
DEEPEST_LIST = 6
"""Levels of lists. Word has nine, readers lose the thread long before."""
FIRST_HEADING = 3
LAST_HEADING = 4
LEFT_OVER = re.compile(
    r"\*+(?=\S)|(?<=\S)\*+|\]\(|~~|(?<!\{)\{ *[A-Za-z_][\w.]* *\}(?!\})"  # of emphasis, a link, a mention
    r"|(?:^|(?<=\n))(?:#{1,6}(?=\w)|[•▪·](?= ))"  # of a heading, a list
)
NOTE = re.compile(r"(?<!\\)\[\^[^\]\s]+\]")

REFUSED = {
    "BlockQuote": "markup-quote",
    "CodeBlock": "markup-code",
    "HtmlBlock": "markup-html",
    "Table": "markup-table",
    "Image": "markup-image",
    "Rule": "markup-rule",
    "Code": "markup-code",
    "InlineHtml": "markup-html",
}


@dataclass
class _Frame:
    """An element that is open: its own inlines and finished blocks.

    `run` are characters not yet turned into inlines, `mark` and `last` where loose inlines began and ended, `wrong` tells that
    something inside was refused.
    """

    event: Event
    inlines: list[Inline] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    items: list[ListItem] = field(default_factory=list)
    run: tuple[int, int] | None = None
    mark: int = -1
    last: int = -1
    wrong: bool = False


@dataclass
class _Notes:
    """The footnotes of one scalar. Built where they are first called, so that ids run in reading order."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    built: dict[str, Footnote] = field(default_factory=dict)


@dataclass
class _Reading:
    """One scalar being read. `kind` is the id kind of its paragraphs; `inline` refuses all blocks but one paragraph."""

    prepared: Prepared
    context: Context
    problems: list[Problem]
    notes: _Notes
    kind: str = "text"
    inline: bool = False
    stack: list[_Frame] = field(default_factory=list)
    refused: int = 0

    # ---- places and problems

    def span(self, start: int, end: int) -> Span:
        text = self.prepared.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return self.prepared.span(start, end)

    def wrong(self, rule: str, start: int, end: int, /, **parameters: str | int) -> None:
        self.problems.append(Problem(rule, parameters, self.span(start, end)))

    # ---- the run over the events

    def read(self, events: Iterable[Event]) -> _Frame:
        """All events; returns the root with its blocks. Stops where nesting is beyond any sense."""
        root = _Frame(Event("start", "Root", None, 0, len(self.prepared.text)))
        self.stack = [root]
        for event in events:
            if self.refused:
                self.refused += {"start": 1, "end": -1}.get(event.kind, 0)
            elif event.kind == "start":
                if len(self.stack) > DEEPEST:
                    self.wrong("markup-too-deep", event.start, min(event.end, event.start + 1))
                    return root
                self.open(event)
            elif event.kind == "end":
                self.close()
            else:
                self.leaf(event)
        self.flush(root)
        return root

    def open(self, event: Event) -> None:
        self.settle(self.stack[-1])
        rule = REFUSED.get(event.tag)
        if rule is None and event.tag in ("List", "Heading", "Paragraph"):
            self.flush(self.stack[-1])
            rule = self.block_rule(event)
        if event.tag == "FootnoteDefinition":
            rule = "note-in-note"
        if rule:
            self.wrong(rule, event.start, event.end)
            self.stack[-1].wrong = True
            self.refused = 1
            return
        if event.tag == "Item":
            self.number(event)
        self.stack.append(_Frame(event))

    def block_rule(self, event: Event) -> str:
        """The rule that a block breaks here; "" if it may stand."""
        if self.inline and (event.tag != "Paragraph" or self.stack[-1].inlines):
            return "markup-block-in-line"
        if event.tag == "Heading":
            level = int(event.data["level"][1:])
            if not FIRST_HEADING <= level <= LAST_HEADING:
                return "markup-heading"
            if len(self.stack) > 1 or self.kind != "text":
                return "markup-heading-inside"
        if event.tag == "List" and sum(frame.event.tag == "List" for frame in self.stack) >= DEEPEST_LIST:
            return "markup-too-deep"
        return ""

    def number(self, event: Event) -> None:
        """A list's numbers count on from its first, or are all the same: others would be printed differently from the file."""
        frame = self.stack[-1]
        digits = re.compile(r"[0-9]+").match(self.prepared.text, event.start)
        if frame.event.data is None or digits is None:
            return
        first, wanted = int(frame.event.data), int(frame.event.data) + len(frame.items)
        if int(digits[0]) not in (first, wanted):
            self.wrong("markup-list-number", event.start, digits.end(), number=digits[0], wanted=wanted)

    # ---- leaves

    def leaf(self, event: Event) -> None:
        frame = self.stack[-1]
        if rule := REFUSED.get(event.kind):
            self.settle(frame)
            frame.wrong = True
            if not (event.data or "").startswith("</"):
                self.wrong(rule, event.start, event.end)
            return
        if frame.mark < 0:
            frame.mark = event.start
        if event.kind != "Text":
            self.settle(frame)
        match event.kind:
            case "Text":
                self.text(frame, event)
            case "SoftBreak":
                frame.inlines.append(Text(" ", self.prepared.span(event.start, event.end)))
            case "HardBreak":
                frame.inlines.append(LineBreak())
            case "FootnoteReference":
                self.call(frame, event)
            case _:
                self.wrong("markup-unknown", event.start, event.end)
        frame.last = event.end

    def text(self, frame: _Frame, event: Event) -> None:
        if self.prepared.text[event.start : event.end] == event.data:
            if frame.run and frame.run[1] == event.start:
                frame.run = (frame.run[0], event.end)
            else:
                self.settle(frame)
                frame.run = (event.start, event.end)
            return
        self.settle(frame)
        refused = PRIVATE.search(event.data) or CONTROL.search(event.data)
        if refused:
            rule = "private-character" if PRIVATE.match(refused[0]) else "control-character"
            self.wrong(rule, event.start, event.end, code=f"U+{ord(refused[0][0]):04X}")
        else:
            frame.inlines.append(Text(event.data, self.prepared.span(event.start, event.end)))

    def settle(self, frame: _Frame) -> None:
        """Turns the open run of characters into text and mentions. The parser cuts at every bracket, a run goes across."""
        if frame.run is None:
            return
        at, end = frame.run
        frame.run = None
        text = self.prepared.text
        while at < end:
            if text[at] == MARK:
                inline = self.prepared.inlines[at]
                if inline:
                    frame.inlines.append(inline)
                at += 1
                continue
            stop = text.find(MARK, at, end)
            stop = end if stop < 0 else stop
            self.left_over(at, stop)
            frame.inlines += self.literal(at, stop)
            at = stop

    def left_over(self, start: int, end: int) -> None:
        """Signs that were not understood and would be printed: "**" before a letter, "](" of a broken link, `{ name }`."""
        text = self.prepared.text
        for match in LEFT_OVER.finditer(text, start, end):
            if text[match.start() - 1 : match.start()] != "\\" or match.start() == 0:
                span = self.prepared.span(match.start(), match.end())
                self.problems.append(Problem("markup-left-over", {"text": match[0]}, span, Severity.WARNING))

    def literal(self, start: int, end: int) -> list[Inline]:
        """Characters as they stand in the file, cut where they are not contiguous there.

        That is at doubled quotes, escapes, and the space that stands for the end of a folded line: each such character is a
        piece of its own, so that every longer one stands letter by letter in the file.
        """
        text, offsets = self.prepared.text, self.prepared.source.offsets
        first = self.prepared.original(start)
        last = first + end - start - 1
        if not offsets or offsets[last + 1] - offsets[first] == last + 1 - first:
            return [Text(text[start:end], self.prepared.span(start, end))]
        cuts = {start, end}
        for at in range(first + 1, last + 2):
            if offsets[at] != offsets[at - 1] + 1:
                cuts |= {start + at - first - 1, start + at - first}
        return [Text(text[low:high], self.prepared.span(low, high)) for low, high in pairwise(sorted(cuts))]

    def call(self, frame: _Frame, event: Event) -> None:
        definition = self.notes.definitions.get(event.data)
        if self.kind == "note-text":
            self.wrong("note-in-note", event.start, event.end)
        elif definition:
            if self.context.words_only:
                self.wrong("note-in-words", event.start, event.end)
            frame.inlines.append(NoteCall(self.footnote(definition), self.prepared.span(event.start, event.end)))

    def footnote(self, definition: Definition) -> Footnote:
        if definition.label not in self.notes.built:
            note_id = self.context.new_id("note")
            inner = _Reading(self.prepared, self.context, self.problems, self.notes, kind="note-text")
            blocks = tuple(inner.read(definition.events).blocks)
            origin = self.span(definition.start, definition.end)
            self.notes.built[definition.label] = Footnote(note_id, 0, blocks, origin)
        return self.notes.built[definition.label]

    # ---- closing

    def close(self) -> None:
        frame = self.stack.pop()
        self.settle(frame)
        parent = self.stack[-1]
        event = frame.event
        match event.tag:
            case "Paragraph" if self.inline:
                parent.inlines = list(marked(frame.inlines, self.context))
            case "Paragraph":
                parent.blocks.append(self.paragraph(frame.inlines, event.start, event.end))
            case "Heading":
                level = self.context.level + int(event.data["level"][1:]) - FIRST_HEADING + 1
                inlines = marked(frame.inlines, self.context)
                if not inlines and not frame.wrong:
                    self.wrong("markup-empty", event.start, event.end)
                origin = self.span(event.start, event.end)
                parent.blocks.append(Subheading(self.context.new_id("heading"), level, inlines, origin))
            case "List":
                origin = self.span(event.start, event.end)
                ordered = event.data is not None
                start = int(event.data) if ordered else 1
                parent.blocks.append(List(self.context.new_id("list"), ordered, tuple(frame.items), start, origin))
            case "Item":
                self.flush(frame)
                if not frame.blocks and not frame.wrong:
                    self.wrong("markup-empty", event.start, event.end)
                parent.items.append(ListItem(tuple(frame.blocks), self.span(event.start, event.end)))
            case _:
                self.close_inline(frame, parent)

    def close_inline(self, frame: _Frame, parent: _Frame) -> None:
        event = frame.event
        if parent.mark < 0:
            parent.mark = event.start
        parent.last = event.end
        match event.tag:
            case "Emphasis":
                parent.inlines.append(Emphasis(tuple(frame.inlines)))
            case "Strong":
                parent.inlines.append(Strong(tuple(frame.inlines)))
            case "Link":
                node, problem = link_node(event.data, tuple(frame.inlines), self.span(event.start, event.end))
                if problem:
                    self.problems.append(problem)
                elif self.context.words_only and any(isinstance(one, Link) for one in node):
                    self.wrong("link-in-words", event.start, event.end)
                parent.inlines += node
            case _:
                self.wrong("markup-unknown", event.start, event.end)

    def flush(self, frame: _Frame) -> None:
        """The loose inlines of a tight list item become its paragraph."""
        self.settle(frame)
        if frame.inlines and frame.event.tag in ("Item", "Root") and not self.inline:
            frame.blocks.append(self.paragraph(frame.inlines, frame.mark, frame.last))
            frame.inlines = []
        if frame.event.tag == "Item":
            frame.mark = -1

    def paragraph(self, inlines: list[Inline], start: int, end: int) -> Paragraph:
        in_list = self.kind == "text" and any(frame.event.tag == "List" for frame in self.stack)
        kind = "item" if in_list else self.kind
        origin = self.span(start, end)
        told = (problem.span for problem in self.problems if problem.span is not None)
        if blank(inlines) and not any(span.start < origin.end and origin.start < span.end for span in told):
            self.wrong("markup-blank", start, end)  # what was refused may leave nothing, and is told already
        return Paragraph(self.context.new_id(kind), marked(inlines, self.context), origin)


def _run(prose: LocatedText, context: Context, inline: bool) -> tuple[_Frame, list[Problem]]:
    prepared, problems = prepare(prose, context.mentions)
    body, definitions = set_apart(events_of(prepared.text))
    notes = _Notes()
    reading = _Reading(prepared, context, problems, notes, inline=inline)
    for definition in definitions:
        if definition.label in notes.definitions:
            reading.wrong("note-twice", definition.start, definition.end, label=definition.label)
        notes.definitions.setdefault(definition.label, definition)
    for start, end in definitions_of(prepared.text):
        reading.wrong("link-definition", start, end)
    root = reading.read(body)
    everything = [*body, *(event for definition in definitions for event in definition.events)]
    called = {event.start for event in everything if event.kind == "FootnoteReference"}
    opened = {definition.start for definition in definitions}
    for match in NOTE.finditer(prepared.text):
        if match.start() not in called | opened:
            reading.wrong("note-undefined", match.start(), match.end(), label=match[0][2:-1])
    for label, definition in notes.definitions.items():
        if label not in notes.built:
            reading.wrong("note-unused", definition.start, definition.end, label=label)
    return root, problems


def read_blocks(prose: LocatedText, context: Context) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of `prose`: paragraphs, lists, subheadings.

    Notes have number 0 and automatic references no text: compose fills them in.
    """
    root, problems = _run(prose, context, inline=False)
    return tuple(root.blocks), tuple(problems)


def read_inlines(prose: LocatedText, context: Context) -> tuple[Inlines, tuple[Problem, ...]]:
    """The inlines of `prose`, one paragraph at most: for titles, labels, cells. Any block is a problem."""
    root, problems = _run(prose, context, inline=True)
    return tuple(root.inlines), tuple(problems)
