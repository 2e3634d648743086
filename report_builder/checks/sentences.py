"""Sentences and words of a passage, and how easily they read: counts that can be done by hand.

Receives text and what its language has (`Plain`); promises the ranges of sentences and words, and the value of the language's
readability index. Separate from the check, so that the formula and what counts as a sentence can be tested without a report.

What counts follows Lucisano and Piemontese (1988), who settled it for the Italian index: a number or an acronym is one word and
has as many letters, and as many syllables, as it has characters ("1986": one word, four letters, four syllables).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from report_builder.classes import dataclass
from report_builder.language.plain import Plain, Readability

WORD = re.compile(r"[^\W_]+(?:[.,:-][^\W_]+)*")  # "1.234,5" and "vita-lavoro" are one word, "l’Asse" two
STOP = re.compile(r"[.!?…]+[”»\"’)\]]*(?=\s+[“«\"‘(\[]*(\S))")
ENDING = re.compile(r"[^\s(“«\"‘\[’']*$")  # the word that a point belongs to
INITIAL = re.compile(r"[A-Z]\.")
NUMERAL = re.compile(r"[IVX]+\.")
ORDINAL = re.compile(r"\d{1,2}\.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """The range of a sentence in its passage, and its words."""

    start: int
    end: int
    words: tuple[str, ...]


def sentences(text: str, plain: Plain) -> Iterator[Sentence]:
    """The sentences of a passage, whose end also ends the last; stretches without a word are none.

    A sentence ends at a point, question or exclamation mark, closing quotes and brackets included, if white space and then a
    capital, a digit or an opening sign follow. The point of an abbreviation, an initial or (where the language writes it so) an
    ordinal number is no end.
    """
    start = 0
    for match in STOP.finditer(text):
        following = match[1]
        if following.islower() or _abbreviated(text[start : match.start() + 1], match[0], plain):
            continue
        yield from _sentence(text, start, match.end())
        start = match.end()
    yield from _sentence(text, start, len(text))


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = tuple(WORD.findall(text, start, end))
    if words:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        yield Sentence(start, end, words)


def _abbreviated(so_far: str, stop: str, plain: Plain) -> bool:
    """Whether the point that `so_far` ends with belongs to its last word."""
    if stop[0] != "." or len(stop) > 1:
        return False
    last = ENDING.search(so_far)
    word = last[0] if last else ""
    initial = INITIAL.fullmatch(word) and not NUMERAL.fullmatch(word)
    return bool(word.lower() in plain.abbreviations or initial or (plain.ordinal_point and ORDINAL.fullmatch(word)))


def syllables(word: str, formula: Readability) -> int:
    """The syllables of a word: groups of vowels less silent ones, at least one; the characters of a number or an acronym.

    An estimate, as that of every program that counts syllables without a dictionary.
    """
    if any(map(str.isdigit, word)) or (len(word) > 1 and word.isupper()):
        return letters(word)
    lower = word.lower()
    groups = len(re.findall(f"[{formula.vowels}]+", lower))
    return max(1, groups - sum(re.search(pattern, lower) is not None for pattern in formula.silent))


def letters(word: str) -> int:
    """The letters and digits of a word."""
    return len(word) - sum(map(word.count, ".,:-"))


def index(found: Iterable[Sentence], formula: Readability) -> float:
    """The value of the index for these sentences, one at least. Its scale is the formula's."""
    all_sentences = list(found)
    words = [word for sentence in all_sentences for word in sentence.words]
    value = formula.constant
    for feature, factor in formula.factors.items():
        match feature:
            case "sentences_per_word":
                ratio = len(all_sentences) / len(words)
            case "words_per_sentence":
                ratio = len(words) / len(all_sentences)
            case "letters_per_word":
                ratio = sum(map(letters, words)) / len(words)
            case "long_words_per_word":
                ratio = sum(letters(word) > formula.long_word for word in words) / len(words)
            case _:
                ratio = sum(syllables(word, formula) for word in words) / len(words)
        value += factor * ratio
    return value
