"""The published text of the 2018 summary as a list of words, to compare a report with it.

Receives the text as it was extracted from the published PDF and the report's list of errata; promises the words in order, the
extractor's own marks undone (line ends, hyphens at line ends, page numbers) and every erratum applied exactly where it stands.
It is apart from the tests because documents, PDF, Word and web page are all compared with the same words.

Nothing here is fuzzy. What is undone is one of three things: a mark of the extractor (`published_text`), an erratum that the
report lists (`mended`), or one of the spelling rules that the report lists for the whole document (`RULES`, `spelled`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

REFERENCE = Path(__file__).parent / "sintesi-raa-2018.txt"

BULLET = "•"
LINK_TARGETS = ("http://www.fse.regione.lombardia.it/",)  # an annotation of the PDF, extracted as a line of its own
WHOLE_DOCUMENT = "Tutto il documento"

TABLE_HEAD = "OT ASSE DENOMINAZIONE DOTAZIONE FINANZIARIA"
TABLE_ROW = re.compile(r"(?:(OT \d+) )?Asse ([IV]+) (\D+?) ([\d.]+ €) ([\d,]+%)")
TABLE_TOTAL = re.compile(r"TOTALE ([\d.]+ €) ([\d,]+%)")


class Erratum(Protocol):
    where: str
    published: str
    printed: str


# ------------------------------------------------------------------------------------------------------- the published text


def published_text(raw: str) -> str:
    """The text in one line: no page numbers, accents one character with their letter, words that a line end broke joined."""
    lines = [line.strip() for line in unicodedata.normalize("NFC", raw).replace("\f", "\n").split("\n")]
    lines = [line for line in lines if line and not re.fullmatch(r"\d{1,2}", line) and line not in LINK_TARGETS]
    text = ""
    for line in lines:
        if text.endswith("-") and text[-2].isalpha() and line[0].isalpha():
            text = text[:-1] + line  # a word broken at the line's end
        elif text.endswith("-") and text[-2].isdigit() and line[0].isdigit():
            text += line  # a range of years broken after its hyphen
        else:
            text += " " + line
    return " ".join(text.split())


# ------------------------------------------------------------------------------------------------------------------- the errata


def mended(text: str, errata: Iterable[Erratum]) -> str:
    """`text` with each erratum applied. One that does not match exactly once is an error: the list must say what is so."""
    wrong: list[str] = []
    for erratum in errata:
        if erratum.where == WHOLE_DOCUMENT:
            if (erratum.published, erratum.printed) not in RULES:
                wrong.append(f"not a rule that is known: {erratum.published} → {erratum.printed}")
            continue
        found = text.count(erratum.published)
        if found != 1:
            wrong.append(f"found {found} times: {erratum.published!r}")
        elif erratum.published == erratum.printed:
            wrong.append(f"changes nothing: {erratum.published!r}")
        else:
            text = text.replace(erratum.published, erratum.printed)
    if wrong:
        raise AssertionError("errata that do not fit the published text:\n" + "\n".join(wrong))
    return text


def _straight_quotes(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text)


AMOUNT = re.compile(r"(?:€ ?(?P<before>\d[\d.]*(?:,\d+)?))|(?:(?P<number>\d[\d.]*(?:,\d+)?)(?P<scale> ?Mln)? ?€)")


def _amount(match: re.Match[str]) -> str:
    """One spelling for an amount: "15 Mln €", "15Mln€" and "15 Mln€" are one word; the digits stay as published."""
    return f"{match['before'] or match['number']}{'Mln' if match['scale'] else ''}€"


# The rules for the whole document, by what the list of errata says: published, printed.
RULES = {
    ("'", "’"): lambda text: text.replace("'", "’"),
    ('"…"', "“…”"): _straight_quotes,
    (" - ", " – "): lambda text: text.replace(" - ", " – "),
    ("15Mln€, 15 Mln €, € 15", "15 Mln€, 15 €"): lambda text: AMOUNT.sub(_amount, text),
}


def spelled(text: str) -> str:
    """`text` under the spelling rules of the whole document: the same for the published text and for the report."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u00ad", "")
    for rule in RULES.values():
        text = rule(text)
    return text


# -------------------------------------------------------------------------------------------------------- what is compared


@dataclass(frozen=True)
class PublishedTable:
    """Table 1 of the published text: rows of (objective, numeral, name, amount, share) and the total (amount, share)."""

    rows: tuple[tuple[str, str, str, str, str], ...]
    total: tuple[str, str]


@dataclass(frozen=True)
class Reference:
    """The words of running text, headings and captions in order ("•" before every list item), and the one table in the text."""

    words: tuple[str, ...]
    table: PublishedTable


def reference(errata: Iterable[Erratum], raw: str | None = None) -> Reference:
    """What the report must say."""
    text = mended(published_text(REFERENCE.read_text(encoding="utf-8") if raw is None else raw), errata)
    before, found, rest = text.partition(TABLE_HEAD)
    if not found:
        raise AssertionError("the head of Table 1 is not in the published text")
    total = TABLE_TOTAL.search(rest)
    if total is None:
        raise AssertionError("the total of Table 1 is not in the published text")
    rows = tuple((row[1] or "", row[2], row[3], spelled(row[4]), row[5]) for row in TABLE_ROW.finditer(rest, 0, total.start()))
    after = rest[total.end() :]
    return Reference(tuple(spelled(before + " " + after).split()), PublishedTable(rows, (spelled(total[1]), total[2])))


def first_difference(expected: Iterable[str], found: Iterable[str], around: int = 8) -> str:
    """Where two lists of words part, in words; "" if they are the same."""
    left, right = tuple(expected), tuple(found)
    if left == right:
        return ""
    at = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    begin = max(0, at - around)
    return (
        f"word {at + 1}:\n  published: … {' '.join(left[begin:at])} [{' '.join(left[at : at + around])}]"
        f"\n  report:    … {' '.join(right[begin:at])} [{' '.join(right[at : at + around])}]"
    )
