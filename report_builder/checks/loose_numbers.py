"""No loose numbers: every number of the text is a figure, or is none.

A number that somebody typed into a sentence, a title, a caption, a cell, a label of a chart or a note is out of reach: nobody
compares it with the tables, it does not follow when the figure is corrected, and next year it stays as it was. So a number is
written once among the figures and mentioned (`{{ … }}`), and one in letters is found, with the figure that has its value if
there is one. Whether it stands there by right or by oversight only its author knows: a draft may have it, a final document may
not.

Numbers that are no data stay: dates, years and periods, laws and acts, ordinals, ages, codes of priorities and actions, what is
numbered (tables, pages, lots), hours, addresses, telephones, standards, identifiers, sizes of files. How a language writes
these is data (`report_builder/language/numbers/`), each with examples. Whatever else is a name goes into the glossary, as it is
written: `numbers: ["Sala 14", "Gruppo #"]`, where # stands for any number; one that has no word but a unit ("#", "# persone")
names nothing, and would keep every number from being found. A year that counts something ("2018 persone") is no year. Number
words ("tre misure") are compared elsewhere.

Source: a rule of this house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.numerals import Numeral, Phrase, numerals
from report_builder.checks.typed import Typed
from report_builder.figures import Figure, FigureForm, printed
from report_builder.language import Language
from report_builder.place import Span

RULES: Mapping[str, Level] = {
    "loose-number": Level.BEFORE_PRINT,
    "loose-number-any": Level.BEFORE_PRINT,
    "loose-number-unused": Level.NOTICE,
}

DIGIT = re.compile("[0-9]")
LETTER = re.compile(r"[^\W\d_]")
MOST_NAMED = 3  # figures that a hint names
WORD = re.compile(r"[\s\u00a0]*[^\W\d_][\w’'-]*|[\s\u00a0]?[%€]")


def check(context: Context) -> Iterator[Finding]:
    if not context.numbers.usages:
        return
    phrases = [Phrase(phrase) for phrase in context.report.glossary.numbers]
    for typed in context.typed:
        for number in loose(typed, context):
            if not sum(phrase.covers(typed.text, number.start, number.end) for phrase in phrases):
                yield _finding(typed, number, context)
    for phrase in phrases:
        if _any(phrase, context):
            yield Finding("loose-number-any", {"phrase": phrase.text.text}, phrase.text.span, phrase.text.text)
        elif not phrase.used:
            yield Finding("loose-number-unused", {"phrase": phrase.text.text}, phrase.text.span, phrase.text.text)


def loose(typed: Typed, context: Context) -> Iterator[Numeral]:
    """The numbers of a text that somebody typed and that are nothing but numbers, whatever the glossary says of them."""
    if not any(DIGIT.search(typed.text, low, high) for low, high in typed.own):
        return
    for number in numerals(typed.text, context.language):
        at = number.start, number.end
        if typed.any_of(*at) and not context.numbers.usage(typed.text, *at, context.counted):
            yield number


def _any(phrase: Phrase, context: Context) -> bool:
    """Whether an expression is any number, alone or with what it counts."""
    text = " ".join(phrase.text.text.replace("#", "2").split())
    if "#" not in phrase.text.text:
        return False
    if not LETTER.search(text):
        return True
    first = next(numerals(text, context.language))
    word = WORD.fullmatch(text, first.end) if not first.start else None
    return first.whole == (0, len(text)) or (word is not None and context.numbers.counts(text, first.end, context.counted))


def _finding(typed: Typed, number: Numeral, context: Context) -> Finding:
    low, high = number.whole
    word = None if number.unit else WORD.match(typed.text, high)
    noun = word[0].strip() if word else ""
    high = word.end() if word else high
    subject = " ".join(typed.text[low:high].split())
    span = typed.place(number.start, number.end)
    same = _same(number, noun, context, span)
    mentions = [_mention(figure, typed.text[slice(*number.whole)], context.language) for figure in same]
    parameters = {
        "text": subject,
        "suggestion": ", ".join(mentions[:MOST_NAMED]),
        "shown": printed(same[0].quantity, context.language) if same else "",
    }
    return Finding("loose-number", parameters, span, subject)


def _same(number: Numeral, noun: str, context: Context, span: Span | None) -> list[Figure]:
    """The figures with the value of a number: of its unit, if it has one; before a `noun` those that count, its own first.

    Then those of its own file.
    """
    if noun in _scales(context.language):
        return []
    measures = {unit.base for unit in context.language.units.values()}
    found: list[tuple[bool, bool, Figure]] = []
    own = number.read[0]
    for figure in context.report.figures.values() if own is not None else ():
        other = figure.quantity
        if own is None or other is None or own.value not in (other.value, other.value / other.factor):
            continue
        if number.unit and (own.value, own.unit) != (other.value, other.unit):
            continue
        if not (noun and other.unit in measures):
            elsewhere = figure.span is None or span is None or figure.span.file != span.file
            found.append((not noun or not other.unit.startswith(noun), elsewhere, figure))
    return [figure for _, _, figure in sorted(found, key=lambda one: one[:2])]


@cache
def _scales(language: Language) -> frozenset[str]:
    """Words after a number that make another number of it: "3 mila", "15 Mln"."""
    variants = (form.after.strip() for unit in language.units.values() for form in unit.variants if unit.factor != 1)
    return frozenset((*(scale.split()[0] for scale in language.scales), *variants))


def _mention(figure: Figure, text: str, language: Language) -> str:
    """How a figure is mentioned so that it prints `text`, or as published."""
    plain = " ".join(text.split())
    for form in (FigureForm(), FigureForm(bare=True)):
        if " ".join(printed(figure.quantity, language, form).split()) == plain:
            return f"{{{{ {figure.name}{' | ' if str(form) else ''}{form} }}}}"
    return f"{{{{ {figure.name} }}}}"
