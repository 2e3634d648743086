"""Sentences that still speak of last year.

Prose that was carried over from last year's report is true until it says when: "Nel 2018 sono state programmate", "target
2018", "al 31.12.2019" as a date to come, "il prossimo anno". What is found is a year from last year's reference date to this
year's, or words such as "l'anno scorso", in a sentence that stands in last year's report word for word or nearly, with the same
time in it. A year that stays true is none: in the number or date of an act ("Regolamento (UE) n. 2018/1046", "legge 145/2018"),
after "dal" and the like, in the name of a programme ("Europa 2020"), in the programming period. The words are data of each
language. Only a report that names its predecessor is judged (`previous:` in report.yaml).

Source: Regulation (EU) No 1303/2013, art. 50(2) and (9): the report informs of its own year; and the house's own experience, as
half of an annual report is last year's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from report_builder.checks.model import Context, Finding, Level
from report_builder.classes import dataclass
from report_builder.content.models import Report
from report_builder.language import Language, load_language
from report_builder.place import LocatedText, Span

RULES: Mapping[str, Level] = {"stale-mention": Level.BEFORE_PRINT}

ALIKE = 0.8
"""The share of words in common from which a sentence is last year's, slightly changed."""
AROUND = (4, 2)  # words before and after a mention that make its subject
STOP = r"(?<![\W_]n)(?<!\.\w)\.\s+(?![^\W\d_A-ZÀ-Þ])"  # no abbreviation: as in "D.Lgs. n. 101", "D.G.R. XI/1234"
SENTENCE = re.compile(rf"(?:(?!{STOP}|[;:!?]\s|\n\s*\n|\n\s*(?:-|\d+\.)\s).)+[.;:!?]?", re.DOTALL)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
MENTION = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True, slots=True)
class Stale:
    """A mention of a time that has passed: the words around it, and its place."""

    subject: str
    span: Span


def check(context: Context) -> Iterator[Finding]:
    previous = context.report.previous
    for one in stale(context.report):
        yield Finding(
            "stale-mention", {"subject": one.subject, "name": previous.name if previous else ""}, one.span, one.subject
        )


def stale(report: Report) -> Iterator[Stale]:
    """Every stale mention, in the order of places; none without a predecessor."""
    previous, language = report.previous, load_language(report.entry.language)
    if previous is None:
        return
    first, last = previous.reference_date.year, report.entry.reference_date.year
    times = _times(language, range(first, last + 1), report.entry.period)
    known: dict[str, list[tuple[str, ...]]] = {}
    for _, sentence, found in _mentions(previous.texts, times):
        known.setdefault(_folded(found[0]), []).append(_words(sentence[0]))
    before = {words for sentences in known.values() for words in sentences}
    mentions = list(_mentions(report.texts, times))
    now = {_words(sentence[0]) for _, sentence, _ in mentions}
    for text, sentence, found in mentions:
        words, former = _words(sentence[0]), _words(_earlier(sentence[0], last - first))
        if former in before and former not in now:  # "target 2019" where "target 2018" stood: brought up to date
            continue
        if any(_alike(words, other) for other in known.get(_folded(found[0]), ())):
            yield Stale(_around(text.text, sentence, found), text.at(*found.span()))


def _earlier(sentence: str, years: int) -> str:
    return YEAR.sub(lambda year: str(int(year[0]) - years), sentence)


def _mentions(texts: Iterable[LocatedText], times: _Times) -> Iterator[tuple[LocatedText, re.Match[str], re.Match[str]]]:
    """Every mention of a time, with its text and its sentence; offsets are those of the text."""
    for text in texts:
        if times.rough.search(text.text):
            for sentence in SENTENCE.finditer(text.text):
                if times.rough.search(text.text, *sentence.span()):
                    for found in times.exact.finditer(text.text, *sentence.span()):
                        if found["time"]:
                            yield text, sentence, found


class _Times(NamedTuple):
    """How times are found: `rough`ly, to leave out quickly what has none; and `exact`, as group `time`."""

    rough: re.Pattern[str]
    exact: re.Pattern[str]


def _times(language: Language, years: range, period: str) -> _Times:
    """Years and relative words. What is no such time is matched first, without the group."""
    time = language.time
    year = "|".join(map(str, years))
    before = "|".join(map(_pattern, sorted(time.since, key=len, reverse=True)))
    acts = "|".join(map(_pattern, sorted(time.acts, key=len, reverse=True)))
    month = r"\d{1,2}°?\s+[^\W\d]+\s+"
    day = f"(?:{month})?"
    act = rf"(?:{year})(?:\)\s?\d+|/\d+)?(?:\s+\w+\s+{month}(?:{year}))?(?!\d)"
    relative = "|".join(map(_pattern, sorted(time.relative, key=len, reverse=True)))
    some = r"[^.;:\n]{0,40}?"
    lasting = (
        re.escape(period),
        rf"(?<!\w)(?:{'|'.join(map(_pattern, time.names))})(?!\d)",
        rf"(?<!\w)(?:{before})\s+{day}(?:{year})(?!\d)",
        rf"(?<!\w)(?:{acts})(?!\w){some}(?:n\.\s*\S+\s+)?{some}(?:\d{{1,2}}\.\d{{1,2}}\.|\d+/)?{act}",
        rf"\w\({act}",
        *(rf"(?<!\d){one}/(?!{one + 1}(?!\d))\d{{3,}}" for one in years),  # the number of an act, not a school year
        *(rf"(?<![\d./])(?!{one - 1}/)\d+/{one}(?!\d)" for one in years),
        rf"{day}(?:{year}),?\s+n\.",
    )
    whole = rf"(?<![\d,])(?:\d{{1,2}}[./]\d{{1,2}}[./]|\d{{4}}[-–/])?(?:{year})(?:[-–/]\d{{2,4}})?(?!\d|,\d)"
    told = rf"(?P<time>{whole}|(?<!\w)(?:{relative})(?!\w))"
    return _Times(re.compile(f"{year}|{relative}", re.IGNORECASE), re.compile("|".join((*lasting, told)), re.IGNORECASE))


def _pattern(words: str) -> str:
    """Words with either apostrophe and any spaces."""
    return r"\s+".join(re.escape(word).replace("’", "[’']") for word in words.split())


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("'", "’").split())


def _words(sentence: str) -> tuple[str, ...]:
    return tuple(_folded(sentence).split())


def _alike(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    if words == others:
        return True
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _around(text: str, sentence: re.Match[str], found: re.Match[str]) -> str:
    """A mention with some words of its sentence, mentions of figures left out: readable, and the same in the next run."""
    before, after = text[sentence.start() : found.start()], text[found.end() : sentence.end()]
    left = MENTION.sub("…", before).split(" ")
    right = MENTION.sub("…", after).split(" ")
    joined = " ".join(left[-AROUND[0] - 1 :]) + found[0] + " ".join(right[: AROUND[1] + 1])
    return " ".join(joined.replace("**", "").split()).strip(" -*#“”«».,;:()")
