"""The glossary applied to text: abbreviations with their expansion, passages in another language.

Receives inlines and the glossary; promises the same text with `Abbreviation` and `Foreign` around whole words, the longest
first, also where a line of the file ends inside. Separate so that editors write plain words and markup stays Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from report_builder.classes import dataclass
from report_builder.document import Abbreviation, Emphasis, Foreign, Inline, Inlines, Link, Strong, Text
from report_builder.markup.context import Context, Glossary
from report_builder.place import Span


@dataclass(frozen=True)
class Matcher:
    """The glossary as one pattern. `terms` tells what was found: its expansion or its language."""

    pattern: re.Pattern[str]
    abbreviations: dict[str, str]
    foreign: dict[str, str]


def matcher_for(glossary: Glossary, document_language: str) -> Matcher | None:
    """None for a glossary without terms."""
    return _matcher(tuple(glossary.abbreviations.items()), tuple(glossary.foreign.items()), document_language)


@lru_cache(maxsize=8)
def _matcher(
    abbreviations: tuple[tuple[str, str], ...], foreign: tuple[tuple[str, str], ...], document_language: str
) -> Matcher | None:
    passages = {term: language for term, language in foreign if language != document_language}
    for term in list(passages):
        passages.setdefault(term[:1].upper() + term[1:], passages[term])
    terms = sorted({term for term in [*dict(abbreviations), *passages] if term.strip()}, key=lambda term: (-len(term), term))
    if not terms:
        return None
    # A space of a term may be any one white space, such as the end of a line.
    wanted = "|".join(r"\s".join(re.escape(word) for word in term.split()) for term in terms)
    return Matcher(re.compile(rf"(?<!\w)(?:{wanted})(?!\w)"), dict(abbreviations), passages)


def apply(inlines: Sequence[Inline], matcher: Matcher | None) -> Inlines:
    """`inlines` with every term of the glossary marked, inside emphasis and links too."""
    if matcher is None:
        return tuple(inlines)
    found: list[Inline] = []
    run: list[Text] = []
    for inline in inlines:
        if isinstance(inline, Text):
            run.append(inline)
            continue
        found += _mark(run, matcher)
        run = []
        match inline:
            case Strong(children=children):
                found.append(Strong(apply(children, matcher)))
            case Emphasis(children=children):
                found.append(Emphasis(apply(children, matcher)))
            case Link(target=target, children=children, origin=origin):
                found.append(Link(target, apply(children, matcher), origin))
            case _:
                found.append(inline)
    return (*found, *_mark(run, matcher))


def marked(inlines: Sequence[Inline], context: Context) -> Inlines:
    return apply(inlines, matcher_for(context.glossary, context.document_language))


def _mark(run: list[Text], matcher: Matcher) -> list[Inline]:
    if not run:
        return []
    text = "".join(part.text for part in run)
    found: list[Inline] = []
    done = 0
    for match in matcher.pattern.finditer(text):
        term = " ".join(match[0].split())
        inside = cut(run, match.start(), match.end())
        found += cut(run, done, match.start())
        if term in matcher.abbreviations:
            found.append(Abbreviation(term, matcher.abbreviations[term], _around(inside)))
        else:
            found.append(Foreign(matcher.foreign[term], tuple(inside)))
        done = match.end()
    return [*found, *cut(run, done, len(text))] if done else list(run)


def _around(parts: Sequence[Text]) -> Span | None:
    first, last = parts[0].origin, parts[-1].origin
    return Span(first.file, first.start, last.end) if first and last else None


def cut(run: Sequence[Text], start: int, end: int) -> list[Text]:
    """The characters `start` to `end` of adjacent texts, each with the origin of exactly its own."""
    found: list[Text] = []
    at = 0
    for part in run:
        low, high = max(start - at, 0), min(end - at, len(part.text))
        if low < high:
            origin = part.origin
            if origin and origin.end - origin.start == len(part.text):
                origin = Span(origin.file, origin.start + low, origin.start + high)
            found.append(Text(part.text[low:high], origin))
        at += len(part.text)
    return found
