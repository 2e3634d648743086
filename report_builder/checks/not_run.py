"""Checks that the report's language has no data for.

A check that cannot run says nothing, which looks like praise. Where a language lacks word lists or a readability index, one
notice at `language:` names the rules that nobody has applied, so that somebody reads the text with them in mind.

Source: a rule of this house. The data of a language are `report_builder/language/plain/<code>.yaml` and, for the words that
bind figures, `report_builder/language/found/<code>.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level
from report_builder.language.found import has_bonds

FOUND = "parts-contradict, proportion-words, bound-words, count-not-listed, axes-not-counted, share-unexplained"
RULES: Mapping[str, Level] = {"checks-not-run": Level.NOTICE}


def check(context: Context) -> Iterator[Finding]:
    plain, code = context.plain, context.report.entry.language
    needed = {
        "acronym-unknown, acronym-unexpanded, acronym-late": plain.known_acronyms is not None,
        "readability-low, sentence-hard": plain.readability is not None,
        "word-respect": bool(plain.respect),
        "word-plain": bool(plain.plain_words),
        "foreign-unmarked": plain.foreign is not None,
        "link-vague": bool(plain.vague_words),
        "alt-opening": plain.alt_openings is not None,
        "alt-number, alt-figures": context.language.known,
        FOUND: has_bonds(code),
        "fund-unknown, fund-abbreviated, union-abbreviated, basis-not-named": context.period.speaks(code),
        "loose-number, number-form, range-form, capital-accent": bool(context.numbers.usages),
    }
    missing = ", ".join(rules for rules, there in needed.items() if not there)
    if missing:
        yield Finding("checks-not-run", {"language": code, "rules": missing}, context.report.place("language"), code)
