"""Mentions in prose: `{{ name }}`, `{{ name | filter(argument) }}`.

Receives located prose; promises the same prose with one private-use character for each mention, and the inline that each
becomes. The grammar is a small part of Jinja2's: dotted names, and filters with at most one constant argument. Nothing is ever
rendered. Jinja2's own parser is asked only to say what is wrong with something else (importing it takes 57 ms, and a sound
report has no use for it).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import field, replace
from difflib import get_close_matches

from report_builder.classes import dataclass
from report_builder.diagnostics import Problem
from report_builder.document import UNCONFIRMED, DateText, Number
from report_builder.figures import MOST_DECIMALS, NAME, PREVIOUS, Figure, FigureForm, Rounding, form_problem, printed
from report_builder.markup.context import Mentions
from report_builder.place import LocatedText, Span

MARK = "\ue000"
"""Stands for a mention while Markdown is parsed: no letter, space or punctuation of any author."""
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")

_ARGUMENT = r"""(?:"[^"\\\n]*"|'[^'\\\n]*'|-?[0-9]{1,4})"""
_FILTER = rf"\|\s*(?P<filter>[^\W\d]\w*)\s*(?P<call>\(\s*(?P<argument>{_ARGUMENT})?\s*\)\s*)?"
FILTER = re.compile(_FILTER)
MENTION = re.compile(rf"\{{\{{\s*(?P<name>{NAME.pattern})\s*(?P<filters>(?:{re.sub('[?]P<[a-z]+>', '?:', _FILTER)})*)\}}\}}")
OPENING = re.compile(r"\{[{%#]|\}\}")
CLOSING = re.compile(r"""(?:[^"'}]|"[^"\n]*"|'[^'\n]*'|\}(?!\}))*\}\}""")
UNQUOTED = re.compile(rf"\s*{NAME.pattern}\s*\|\s*(?P<filter>unit)\s*\(\s*[^\s\"'()][^\"'()]*\)\s*")
LONGEST = 400

FIGURE_FILTERS = ("unit", "decimals", "cut", "up", "number", "signed", "previous")


@dataclass(frozen=True)
class Prepared:
    """Prose without its mentions. `text` is what Markdown reads; `inlines` is what stands at the offsets of its marks.

    An offset whose inline is None is that of a mention that was wrong (and is reported).
    """

    text: str
    source: LocatedText
    inlines: Mapping[int, Number | DateText | None] = field(default_factory=dict)
    _marks: tuple[int, ...] = ()
    _spans: tuple[tuple[int, int], ...] = ()

    def original(self, offset: int, end: bool = False) -> int:
        """The offset in `source` of an offset in `text`; for an `end` that after the whole mention."""
        at = bisect_left(self._marks, offset)
        if not end and at < len(self._marks) and self._marks[at] == offset:
            return self._spans[at][0]
        if at == 0:
            return offset
        return offset - self._marks[at - 1] - 1 + self._spans[at - 1][1]

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the file, mentions with all their characters."""
        if end <= start:
            return self.source.at(self.original(start), self.original(start))
        return self.source.at(self.original(start), self.original(end, end=True))


def prepare(prose: LocatedText, mentions: Mentions) -> tuple[Prepared, list[Problem]]:
    """`prose` with every mention replaced by a mark, and all that is wrong with mentions and characters."""
    problems: list[Problem] = []
    text = _clean(prose, problems)
    if "{" not in text and "}}" not in text:
        return Prepared(text, prose), problems
    parts: list[str] = []
    inlines: dict[int, Number | DateText | None] = {}
    marks: list[int] = []
    spans: list[tuple[int, int]] = []
    length = done = 0
    found = OPENING.search(text)
    while found:
        at = end = found.start()
        mention = MENTION.match(text, at) if found[0] == "{{" else None
        if mention:
            inline = _Resolver(prose, mention, mentions, problems).resolve()
            end = mention.end()
        elif found[0] == "{{":
            inline, end = None, _wrong_mention(prose, text, at, mentions, problems)
        else:
            _stray(prose, text, found, problems)
        if end > at:
            parts.append(text[done:at])
            length += at - done
            marks.append(length)
            spans.append((at, end))
            inlines[length] = inline
            parts.append(MARK)
            length += 1
            done = end
        found = OPENING.search(text, max(end, found.end()))
    parts.append(text[done:])
    return Prepared("".join(parts), prose, inlines, tuple(marks), tuple(spans)), problems


def _clean(prose: LocatedText, problems: list[Problem]) -> str:
    """The text with characters that must not stand there replaced, each run of them a problem."""
    text = prose.text
    for match in PRIVATE.finditer(text):
        code = f"U+{ord(match[0][0]):04X}"
        problems.append(Problem("private-character", {"code": code}, prose.at(match.start(), match.end())))
    for match in CONTROL.finditer(text):
        problems.append(Problem("control-character", {"code": f"U+{ord(match[0]):04X}"}, prose.at(match.start(), match.end())))
    if problems:
        text = CONTROL.sub("\ufffd", PRIVATE.sub(lambda match: "\ufffd" * len(match[0]), text))
    return text


# ---------------------------------------------------------------------------------------------------------------- resolving


@dataclass
class _Resolver:
    """Turns one well-formed mention into its inline; None, with problems, if a name, filter or argument does not fit."""

    prose: LocatedText
    mention: re.Match[str]
    mentions: Mentions
    problems: list[Problem]

    def resolve(self) -> Number | DateText | None:
        name = self.mention["name"]
        origin = self.prose.at(self.mention.start(), self.mention.end())
        filters = list(FILTER.finditer(self.mention.string, self.mention.start("filters"), self.mention.end("filters")))
        if name in self.mentions.dates:
            return self._date(name, filters, origin)
        figure = self.mentions.figures.get(name)
        if figure is None:
            names = [*self.mentions.figures, *self.mentions.dates]
            self._problem("unknown-figure", self.mention, "name", name=name, suggestion=nearest(name, names))
            return None
        if back := next((match for match in filters if match["filter"] == "previous"), None):
            if self.mentions.before is None:
                self._problem("previous-missing", back, "filter", name=name)
                return None
            figure = replace(self.mentions.before.get(name, Figure(name, "", None)), name=name + PREVIOUS)
        form = self._form(figure, filters)
        if form is None:
            return None
        quantity, language = figure.quantity, self.mentions.language
        value, unit = (quantity.value, quantity.unit) if quantity else (None, "")
        text = printed(quantity, language, form) + (UNCONFIRMED if figure.unconfirmed else "")
        return Number(figure.name, value, unit, str(form), text, origin, figure.unconfirmed)

    def _problem(self, rule: str, match: re.Match[str], group: str | int, /, **parameters: str) -> None:
        start, end = match.span(group)
        while end > start and match.string[end - 1].isspace():
            end -= 1
        self.problems.append(Problem(rule, parameters, self.prose.at(start, end)))

    def _date(self, name: str, filters: list[re.Match[str]], origin: Span) -> DateText | None:
        language, day = self.mentions.language, self.mentions.dates[name]
        form = "long"
        for match in filters:
            form = match["filter"]
            if form not in language.date_forms:
                self._unknown_filter(match, language.date_forms)
                return None
            if match["argument"]:
                self._problem("filter-argument", match, "call", filter=form, example=f"{name} | {form}")
                return None
        if len(filters) > 1:
            self._problem("filter-twice", filters[1], "filter", filter=filters[1]["filter"])
            return None
        return DateText(name, day, language.date_text(day, form), origin)

    def _unknown_filter(self, match: re.Match[str], known: tuple[str, ...]) -> None:
        near = nearest(match["filter"], list(known))
        self._problem("unknown-filter", match, "filter", filter=match["filter"], known=", ".join(known), suggestion=near)

    def _form(self, figure: Figure, filters: list[re.Match[str]]) -> FigureForm | None:
        unit, decimals, rounding, seen = "", None, Rounding.HALF_UP, set[str]()
        for match in filters:
            name, argument = match["filter"], match["argument"] or ""
            if name not in FIGURE_FILTERS:
                self._unknown_filter(match, FIGURE_FILTERS)
                return None
            rounds = name in ("decimals", "cut", "up")
            kind = "rounding" if rounds else name
            if kind in seen:
                self._problem("filter-twice", match, "filter", filter=name)
                return None
            seen.add(kind)
            example = f"{name}(1)" if rounds else 'unit("Mln€")' if name == "unit" else name
            fits = argument.isdigit() and int(argument) <= MOST_DECIMALS if rounds else bool(argument[1:-1]) == (name == "unit")
            if not fits or (argument and not rounds and argument[0] not in "\"'"):
                self._problem("filter-argument", match, "call" if match["call"] else "filter", filter=name, example=example)
                return None
            if rounds:
                decimals, rounding = int(argument), Rounding(name)
            elif name == "unit" and not self._unit_known(match, unit := argument[1:-1], figure):
                return None
        return FigureForm(unit, decimals, rounding, "number" in seen, "signed" in seen)

    def _unit_known(self, match: re.Match[str], unit: str, figure: Figure) -> bool:
        start, end = match.start("argument") + 1, match.end("argument") - 1
        span, language = self.prose.at(start, end), self.mentions.language
        problem = form_problem(figure.name, figure.quantity, FigureForm(unit), language, span)
        own = figure.quantity.printed_unit if figure.quantity else ""
        if unit not in language.units and unit != own:
            near = nearest(unit, list(language.units))
            problem = Problem("unknown-unit", {"text": unit, "suggestion": near}, span)
        if problem:
            self.problems.append(problem)
        return problem is None


def nearest(name: str, names: list[str]) -> str:
    """The name that was probably meant; "" if none is near."""
    near = get_close_matches(name, names, 1)
    return near[0] if near else ""


# -------------------------------------------------------------------------------------------------------------- what is wrong


def _stray(prose: LocatedText, text: str, found: re.Match[str], problems: list[Problem]) -> None:
    """A statement, a comment, or braces that close nothing."""
    at, end = found.span()
    if found[0] == "}}":
        problems.append(Problem("mention-unopened", {}, prose.at(at, end)))
        return
    close = text.find("%}" if found[0] == "{%" else "#}", end, end + LONGEST)
    end = close + 2 if close >= 0 else end
    rule = "mention-statement" if found[0] == "{%" else "mention-comment"
    problems.append(Problem(rule, {"text": text[at:end]}, prose.at(at, end)))


def _wrong_mention(prose: LocatedText, text: str, at: int, mentions: Mentions, problems: list[Problem]) -> int:
    """The end of what begins like a mention and is none; its start if it is never closed (then it stays as text)."""
    window = text[at + 2 : at + LONGEST]
    match = CLOSING.match(window) or re.match(r"[^{}]*\}\}", window)
    if match is None or "{{" in match[0] or "\n\n" in match[0]:
        problems.append(Problem("mention-unclosed", {}, prose.at(at, at + 2)))
        return at
    end = at + 2 + match.end()
    inside = match[0][:-2]
    start = at + 2 + len(inside) - len(inside.lstrip())
    span = prose.at(start, max(start, at + 2 + len(inside.rstrip())))
    if unquoted := UNQUOTED.fullmatch(inside):  # `unit(Mln€)`
        call = prose.at(at + 2 + unquoted.start("filter"), at + 2 + len(inside.rstrip()))
        problems.append(Problem("filter-argument", {"filter": "unit", "example": 'unit("Mln€")'}, call))
        return end
    name = re.sub(r"[^\w.]+", "_", inside.strip())
    known = [*mentions.figures, *mentions.dates]
    near = name if name in known else ""
    problems.append(Problem(_kind(text[at:end]), {"text": inside.strip(), "suggestion": near}, span))
    return end


def _kind(mention: str) -> str:
    """The rule that something between braces breaks, by what Jinja2 takes it for."""
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        template = Environment(autoescape=True).parse(mention)
    except (TemplateSyntaxError, RecursionError, ValueError):
        return "mention-malformed"
    if next(template.find_all(nodes.Call), None):
        return "mention-call"
    arithmetic = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos)
    return "mention-arithmetic" if next(template.find_all(arithmetic), None) else "mention-not-plain"
