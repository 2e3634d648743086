"""Words that everybody uses, and words that respect people.

Offices have words of their own, which say nothing more than the common ones and take longer. The lists are data of each
language; a finding names a word once, with how often and in which sections it stands, and what to write instead. Words that
name people by one quality are a rule apart, as the law itself has replaced them. A frequent foreign word that neither the
glossary nor the author has marked is read aloud and hyphenated as if it were of the report's language.

What stands in bold or between quotation marks is left alone: names of initiatives, indicators and acts are not the author's to
change. Table cells and labels of charts are judged only for words about people.

Source: Guida al linguaggio della Pubblica Amministrazione (Designers Italia), "Le parole della Pubblica Amministrazione",
"Accessibilità e inclusione", "Parole straniere"; Codice di stile delle comunicazioni scritte ad uso delle amministrazioni
pubbliche (1993); Italian legislative decree 62/2024, art. 4 ("persona con disabilità"); UN Convention on the Rights of Persons
with Disabilities; GOV.UK style guide; European Commission, How to write clearly (2015); WCAG 2.1, success criterion 3.1.2.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.walk import Passage, Role, printed
from report_builder.document import Emphasis, Foreign, Inline, Link, NoteCall, Strong, Text
from report_builder.language.plain import Saying

RULES: Mapping[str, Level] = {"word-respect": Level.WARNING, "word-plain": Level.WARNING, "foreign-unmarked": Level.NOTICE}

QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]|\"[^\"]*\"")
HIDDEN = "\u0000"
NAMES = frozenset({Role.CELL, Role.LABEL})  # mostly names of measures and indicators
SHOWN = 4  # sections named in a message


def check(context: Context) -> Iterator[Finding]:
    plain = context.plain
    text = _Text([passage for passage in context.passages if passage.role is not Role.COVER])
    yield from text.findings("word-respect", plain.respect)
    yield from text.findings("word-plain", plain.plain_words, NAMES)
    yield from text.findings("foreign-unmarked", plain.foreign or (), NAMES)


class _Text:
    """The author's words of all passages as one text in lower case: most words occur nowhere, which one search tells."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = passages
        texts = [own_words(passage) for passage in passages]
        self.starts = [0, *accumulate(len(text) + 1 for text in texts)]
        self.text = "\n".join(texts)

    def findings(self, rule: str, sayings: Iterable[Saying], without: frozenset[Role] = frozenset()) -> Iterator[Finding]:
        """One finding for each word, at its first place."""
        for saying in sayings:
            found = [(self.at(start), start, end) for start, end in saying.found_in(self.text)]
            found = [place for place in found if self.passages[place[0]].role not in without]
            if not found:
                continue
            first, start, end = found[0]
            span = self.passages[first].span(start - self.starts[first], end - self.starts[first])
            sections = [passage.section.id for passage in (self.passages[at] for at, _, _ in found) if passage.section]
            names = list(dict.fromkeys(sections))
            where = ", ".join([*names[:SHOWN], *("…" for _ in names[SHOWN : SHOWN + 1])]) or "–"
            parameters: dict[str, str | int] = {
                "word": saying.name,
                "instead": saying.instead,
                "count": len(found),
                "where": where,
            }
            yield Finding(rule, parameters, span, saying.name)

    def at(self, offset: int) -> int:
        """The passage that an offset of the whole text lies in."""
        return bisect_right(self.starts, offset) - 1


def own_words(passage: Passage) -> str:
    """The text of a passage in lower case, with the author's own words only, each at its place: the rest is `HIDDEN`."""
    text = "".join(_own(passage.inlines))
    text = QUOTED.sub(lambda match: HIDDEN * len(match[0]), text).replace("\u00a0", " ").replace("'", "’")
    return "".join(map(_lower, text)) if len(text.lower()) != len(text) else text.lower()


def _lower(character: str) -> str:
    """One character for one, so that places stay where they are."""
    return character.lower() if len(character.lower()) == 1 else character


def _own(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text
            case Emphasis() | Link():
                yield from _own(inline.children)
            case Strong() | Foreign():
                yield HIDDEN * sum(len(part) for part in _own(inline.children))
            case NoteCall():
                pass
            case _:
                yield HIDDEN * len(printed(inline))
