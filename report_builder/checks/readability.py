"""Sections that everybody can read.

Article 50(9) of Regulation (EU) 1303/2013 wants a summary for citizens, not for experts, and compulsory school is the only one
that all have been to. So the level asked for is that from which the language's own index calls a text readable after lower
secondary school: 60 of Gulpease, 60 of Flesch Reading Ease ("plain English") and of Kandel-Moles, 50 of LIX ("medium"). An
index says nothing of what a text means: it counts long words and long sentences, the usual reasons why one gives up.

A section of 100 words or more is measured by itself (less is too little for an index), shorter ones together with their
chapter. Counted are paragraphs, list items, side notes and footnotes, not headings, tables and captions. Where a section falls
short, its three longest sentences are named, if they are longer than the writing guides advise: to break them up is what helps
most.

Source: P. Lucisano, M. E. Piemontese, "Gulpease: una formula per la predizione della difficoltà dei testi in lingua italiana",
Scuola e città 3/1988; R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948); L. Kandel, A. Moles
(1958); C.-H. Björnsson, Läsbarhet (1968); A. Fioritto, Manuale di stile (1997): sentences of 20 to 25 words; WCAG 2.1, success
criterion 3.1.5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.sentences import Sentence, index, sentences
from report_builder.checks.walk import PROSE, Passage
from report_builder.classes import dataclass
from report_builder.document import Section, plain

RULES: Mapping[str, Level] = {"readability-low": Level.WARNING, "sentence-hard": Level.WARNING}

FEWEST = 100  # words that an index needs
NAMED = 3  # sentences of a section


@dataclass(slots=True)
class _Group:
    """A section, the chapter that it belongs to, and its sentences with their passages."""

    section: Section
    chapter: Section
    sentences: list[tuple[Passage, Sentence]] = field(default_factory=list)

    @property
    def words(self) -> int:
        return sum(len(sentence.words) for _, sentence in self.sentences)


def check(context: Context) -> Iterator[Finding]:
    formula = context.plain.readability
    if formula is None:
        return
    for group in _measured(context):
        value = index((sentence for _, sentence in group.sentences), formula)
        if not formula.hard(value):
            continue
        name = group.section.id
        parameters: dict[str, str | int] = {
            "section": name,
            "title": plain(group.section.title),
            "index": formula.index,
            "value": round(value),
            "level": formula.level,
            "average": round(group.words / len(group.sentences)),
            "most": formula.sentence_words,
        }
        yield Finding("readability-low", parameters, group.section.origin, name)
        longest = sorted(group.sentences, key=lambda found: -len(found[1].words))[:NAMED]
        for passage, sentence in longest:
            count = len(sentence.words)
            if count > formula.sentence_words:
                about: dict[str, str | int] = {"section": name, "words": count, "most": formula.sentence_words}
                yield Finding("sentence-hard", about, passage.span(sentence.start, sentence.end), name)


def _measured(context: Context) -> Iterator[_Group]:
    """The sections with text enough, in reading order; what is too short counts with its chapter."""
    groups: dict[str, _Group] = {}
    chapters = {part.id: chapter for chapter in context.document.sections for part in _parts(chapter)}
    for passage in context.passages:
        if passage.role in PROSE and passage.section is not None:
            section = passage.section
            group = groups.setdefault(section.id, _Group(section, chapters[section.id]))
            group.sentences += ((passage, sentence) for sentence in sentences(passage.text, context.plain))
    for name, group in list(groups.items()):
        if group.words < FEWEST and group.section is not group.chapter:
            together = groups.setdefault(group.chapter.id, _Group(group.chapter, group.chapter))
            together.sentences += groups.pop(name).sentences
    return (group for group in groups.values() if group.words >= FEWEST)


def _parts(section: Section) -> Iterator[Section]:
    yield section
    for part in section.sections:
        yield from _parts(part)
