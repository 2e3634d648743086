"""Acronyms that are explained where they are first met.

An acronym is a word that only its authors know. The first time that a reader meets one, in the order in which the document is
read (headings, tables and notes count, the cover as a whole), its full form stands with it: "Programma Operativo Regionale
(POR)", "POR (Programma Operativo Regionale)", a definition in words in the same paragraph, or in a note that it calls. An
expansion in the glossary reaches those who listen and those who point at the word on the web page, but not who reads on paper:
it is a weaker finding. Acronyms better known than their full name need nothing ("PDF"); nor do Roman numerals, units and
numerals of axes, nor words of four letters or more that the document has in small letters too ("DOTE", "dote"). A name in
capitals that is no acronym ("EXPO") goes under `names` in the glossary.

Source: WCAG 2.1, success criterion 3.1.4 (techniques G102, G97 and, for notes, G55); directive of the Italian Minister for
Public Administration of 8 May 2002 on the plain language of administrative texts; Guida al linguaggio della Pubblica
Amministrazione, "Acronimi"; GOV.UK style guide, "Abbreviations and acronyms". Full forms that the glossary lacks are recognised
as in A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.walk import Passage, Role, calls, printed
from report_builder.classes import dataclass
from report_builder.document import Abbreviation, Paragraph, Text, plain
from report_builder.place import Span

RULES: Mapping[str, Level] = {
    "acronym-unknown": Level.BEFORE_PRINT,
    "acronym-unexpanded": Level.WARNING,
    "acronym-late": Level.WARNING,
}

TOKEN = re.compile(
    r"(?<![\w.@&])(?=\w*[A-ZÀ-Þ]\w*[A-ZÀ-Þ]|[A-Z][.&])(?:[A-Z](?:&[A-Z])+|[^\W\d_][^\W_]+\+?|(?:[A-Z]\.){3,})(?![\w@&]|\.\w)"
)
ROMAN = re.compile(r"(?=.)X{0,3}(?:IX|IV|V?I{0,3})")
LONGEST = 7  # letters; a longer word in capitals is read as a word
KEYS = ("legend", "solid", "tinted", "outlined")  # of the cover's squares
SHORTEST_WORD = 4  # letters; a shorter word may well be an acronym too ("WHO")
SHOUTED = 3  # words; a longer passage in capitals is a title set in capitals


@dataclass(slots=True)
class _Use:
    """An acronym at its first use: where, and what came of it. `later` is the section that explains it after all."""

    passage: Passage
    start: int
    end: int
    expanded: bool
    count: int = 0
    later: str | None = field(default=None)


def check(context: Context) -> Iterator[Finding]:
    if context.plain.known_acronyms is None:
        return
    glossary = {term: full for term, full in context.report.glossary.abbreviations.items() if acronym(term)}
    ignored = _ignored(context)
    uses: dict[str, _Use] = {}
    cover = " ".join(passage.text for passage in context.passages if passage.role is Role.COVER)
    for passage in context.passages:
        if passage.role is Role.ALT:  # heard only: what is explained there, a reader does not see
            continue
        text = passage.text
        for start, end, name in acronyms_of(passage, ignored, glossary):
            use = uses.get(name)
            if use is None:
                around = cover if passage.role is Role.COVER else text
                full = glossary.get(name, "")
                expanded = _expanded(text, around, start, end, full) or _noted(passage, name, full)
                use = uses[name] = _Use(passage, start, end, expanded)
            elif not use.expanded and use.later is None and _expanded(text, text, start, end, glossary.get(name, "")):
                use.later = passage.section.id if passage.section else passage.block
            use.count += 1
    for name, use in uses.items():
        if use.expanded:
            continue
        span = use.passage.span(use.start, use.end) or _on_the_cover(context, name)
        expansion = glossary.get(name, "")
        if use.later is not None:
            yield Finding("acronym-late", {"acronym": name, "section": use.later}, span, name)
        elif expansion:
            yield Finding("acronym-unexpanded", {"acronym": name, "expansion": expansion, "count": use.count}, span, name)
        elif not _word(name, context):
            parameters: dict[str, str | int] = {"acronym": name, "count": use.count, "suggestion": _fund(context, name)}
            yield Finding("acronym-unknown", parameters, span, name)


def _fund(context: Context, name: str) -> str:
    """The Fund of the period that is shortened so."""
    language, period = context.report.entry.language, context.period
    known = period.funds(language) if period.speaks(language) else ()
    return next((fund.name for fund in known if fund.short == name), "")


def _on_the_cover(context: Context, name: str) -> Span:
    """Where `report.yaml` says what the cover prints, which does not trace its words."""
    entry = context.report.entry
    cover_title, lines, squares = entry.cover.title, entry.programme.lines, entry.cover.squares
    said = (
        (cover_title, ("cover", "title")),
        ("" if cover_title else entry.title, ("title",)),
        (" ".join(lines), ("programme", "lines")),
        ("" if lines else entry.programme.name, ("programme", "name")),
        (entry.publisher.name, ("publisher", "name")),
        (entry.publisher.unit, ("publisher", "unit")),
        (" ".join(entry.funds), ("funds",)),
        *((str(getattr(squares, key)), ("cover", "squares", key)) for key in KEYS if squares),
    )
    return context.report.place(*next((keys for text, keys in said if name in text), ("cover",)))


def acronym(word: str) -> bool:
    """Whether a word looks like an acronym: two capitals at least, and half of its letters ("IeFP", not "GitHub")."""
    letters = [character for character in word if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    digits = sum(character.isdigit() for character in word)
    return capitals >= 2 and capitals * 2 >= len(letters) and len(letters) <= LONGEST and digits < len(letters)


def acronyms_of(passage: Passage, ignored: frozenset[str], glossary: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and name of the acronyms of a passage in their order; a plural in -s goes by its singular."""
    at, pieces = 0, passage.pieces
    if _shouted("".join(map(printed, pieces))):
        return
    for piece in pieces:
        if isinstance(piece, Abbreviation):
            if piece.text in glossary:
                yield at, at + len(piece.text), piece.text
        elif isinstance(piece, Text) and "://" not in piece.text:
            for match in TOKEN.finditer(piece.text):
                name = match[0].replace(".", "")
                if name[:-1].isupper() and name.endswith("s"):
                    name = name[:-1]
                if acronym(name) and name not in ignored and not ROMAN.fullmatch(name):
                    yield at + match.start(), at + match.end(), name
        at += len(printed(piece))


def _ignored(context: Context) -> frozenset[str]:
    """What looks like an acronym and is none here: known ones, the editor's names, axes, units."""
    written = [pattern for unit in context.language.units.values() for pattern in (*unit.patterns, *unit.variants)]
    units = re.findall(r"\w+", " ".join(f"{pattern.before} {pattern.after}" for pattern in written))
    axes = (axis.numeral for axis in context.document.axes)
    return frozenset({*(context.plain.known_acronyms or ()), *context.report.glossary.names, *axes, *units})


def _word(name: str, context: Context) -> bool:
    """Whether the document has a name in capitals as a common word too: in small letters."""
    small = re.compile(rf"\b{name.lower()}\b")
    return len(name) >= SHORTEST_WORD and any(small.search(passage.text) for passage in context.passages)


def _shouted(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+", text) if text.isupper() else []
    return len(words) > SHOUTED or any(len(word) > LONGEST for word in words)


def _expanded(text: str, around: str, start: int, end: int, expansion: str) -> bool:
    """Whether the full form of `text[start:end]` stands with it: in `around` if it is known, otherwise at its brackets."""
    if expansion and _flat(expansion) in _flat(around):
        return True
    name = text[start:end]
    opening = text.rfind("(", 0, start)
    if opening > text.rfind(")", 0, start) and _long_form(name, text[:opening]):
        return True
    after = re.match(r"\s*\(([^)]*)\)", text[end:])
    return after is not None and _long_form(name, after[1])


def _noted(passage: Passage, name: str, expansion: str) -> bool:
    """Whether a note that is called in the passage gives the full form: with the name, or as its first sentence."""
    blocks = (block for call in calls(passage.inlines) for block in call.note.blocks)
    for text in (plain(block.inlines) for block in blocks if isinstance(block, Paragraph)):
        places = [match.span() for match in re.finditer(rf"\b{re.escape(name)}\b", text)] or [(0, 0)]
        if _initials(name, text.partition(".")[0]) or any(_expanded(text, text, *place, expansion) for place in places):
            return True
    return False


def _initials(short: str, words: str) -> bool:
    """Whether the words of a sentence begin with the letters of `short`, in order, others between them."""
    letters = iter(word[0] for word in words.casefold().split())
    return all(letter in letters for letter in short.casefold() if letter.isalnum())


def _flat(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _long_form(short: str, before: str) -> bool:
    """Whether the last words of `before` spell `short`: its characters occur in them in order, the first at a word's start."""
    letters = [character for character in short.casefold() if character.isalnum()]
    words = before.split()[-min(len(letters) + 5, len(letters) * 2) :]
    text = " ".join(words).casefold()
    at = len(text)
    for index in range(len(letters) - 1, -1, -1):
        at -= 1
        while at >= 0 and (text[at] != letters[index] or (index == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return False
    return True
