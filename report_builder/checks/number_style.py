"""The house style of numbers in the text.

Figures are printed in one form, whoever typed them: number and unit apart by one space, thousands in groups, a true minus. A
number or unit that stands in letters in the text is printed as it was typed, beside them: "15Mln€", "1298 persone", "12 %",
"-3,4%", "2014–2020". And "E'" at the beginning of a sentence is a letter of typewriters. All these are found, and `check --fix`
mends them: only those characters, never a value. What can be read in two ways is found and not mended: digits that count
nothing ("20124 Milano"), groups apart by a space ("3 300"), millions of nothing ("15 Mln"), a hyphen that begins a line, a
space that a sign of emphasis would stand beside. What stands inside addresses, acts and expressions of the glossary is left
alone.

A figure that is mentioned prints its unit: typed once more after it ("{{ … }}%", "{{ … }} persone") it is printed twice.

In the figures' own files the notice `figure-form` says the same of thousands; minus is typed as a hyphen there, which every
keyboard has, and printed as a minus.

Source: the house style, which is that of the published summaries; its data are `report_builder/language/<code>.yaml` (units and
separators) and `language/numbers/<code>.yaml` (ranges and accents). Periods have a hyphen, as in the regulations of the Funds
("2014-2020").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.numerals import Numeral, Phrase, numerals
from report_builder.checks.typed import Typed
from report_builder.diagnostics import Repair, unchanged

RULES: Mapping[str, Level] = {
    "number-form": Level.WARNING,
    "unit-repeated": Level.WARNING,
    "range-form": Level.WARNING,
    "capital-accent": Level.WARNING,
}

DIGIT = re.compile("[0-9]")
CAPITAL = re.compile(r"[A-ZÀ-Þ]['’](?![^\W_])")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
RANGE = re.compile(
    r"(?<![0-9.,/–-])(?:(?P<from>(?:19|20)[0-9]{2})(?P<mark>\s?[-–—]\s?)(?P<to>(?:19|20)[0-9]{2})"
    r"|(?P<low>[0-9]{1,3})(?P<dash>[–—])(?P<high>[0-9]{1,3}))(?![0-9–—-]|[.,/][0-9])"
)
MINUS = re.compile(r"(?:(?<=[\s(])|^)[-–](?=[0-9])")
LAST_WORD = re.compile(r"[\w'’‘]+$")
QUOTED = re.compile(r"(?<![\w'’])['‘’](?=[^\W\d_])(?!.*\w['’](?!\w))", re.DOTALL)  # a quotation begins, and has not ended
LONGEST = 200  # characters of one


def check(context: Context) -> Iterator[Finding]:
    if not context.numbers.usages:
        return
    phrases = [Phrase(phrase) for phrase in context.report.glossary.numbers]
    for typed in context.typed:
        if CAPITAL.search(typed.text):
            yield from _accents(typed, context)
        if DIGIT.search(typed.text):
            yield from _numbers(typed, context, phrases)
            yield from _ranges(typed, context, phrases)


def _numbers(typed: Typed, context: Context, phrases: Sequence[Phrase]) -> Iterator[Finding]:
    for number in numerals(typed.text, context.language):
        form = _form(typed, number, context) if typed.any_of(*number.whole) else ()
        for start, end, better, certain in (*form, *_minus(typed, number, context)):
            found = _finding("number-form", typed, number.whole, start, end, better, certain=certain)
            at = number.start, number.end
            if found and not context.numbers.usage(typed.text, *at, context.counted) and not _named(phrases, typed, *at):
                yield found
        (low, end), again = number.whole, number.again
        if end < again and typed.any_of(end, again):
            text = " ".join(typed.text[low:again].split())
            yield Finding("unit-repeated", {"text": text}, typed.place(low, again), text)


def _named(phrases: Iterable[Phrase], typed: Typed, start: int, end: int) -> bool:
    """Whether the glossary says that this is a name."""
    return any(phrase.covers(typed.text, start, end) for phrase in phrases)


def _form(typed: Typed, number: Numeral, context: Context) -> Iterator[tuple[int, int, str, bool]]:
    """What is to be replaced in the text, by what, and whether without a doubt: number, thousands, unit.

    Digits that count nothing may be a code, a postal code, a number of telephone; "3 300" may be two numbers.
    """
    low = number.whole[0]
    digits = typed.text[number.start : number.end]
    counting = number.unit or context.numbers.counts(typed.text, number.end, context.counted)
    problems = number.read[1] if number.unit or not number.plain else ()
    for problem in problems:
        better, span = str(problem.parameters.get("suggestion", "")), problem.span
        if better and span is not None and problem.rule in ("unit-form", "percent-form", "figure-malformed"):
            doubtful = problem.rule == "figure-malformed" and (" " in digits or not counting)
            yield low + span.start, low + span.end, better, problem.repair is not None and not doubtful
    whole, point, decimals = digits.partition(context.language.decimal)
    if problems or not whole.isdigit() or len(whole) < 4 or whole.startswith("0"):
        return
    if not number.unit and (YEAR.fullmatch(digits) or len(whole) > 9):
        return
    better = context.language.number_text(f"{whole}.{decimals}" if point else whole)
    yield number.start, number.end, better, counting


def _minus(typed: Typed, number: Numeral, context: Context) -> Iterator[tuple[int, int, str, bool]]:
    """A hyphen or dash before a measure, unless it joins two numbers. At the beginning of a line it may be that of a list."""
    at = number.whole[0] - 1
    if at < 0 or not MINUS.match(typed.text, at) or typed.text[:at].rstrip()[-1:].isdigit():
        return
    if number.unit or context.language.decimal in typed.text[number.start : number.end]:
        yield at, at + 1, context.language.minus, at > 0 and _adjacent(typed, at)


def _adjacent(typed: Typed, at: int) -> bool:
    """Whether the characters before and after `at` stand side by side in the file: no markup, escape or line end is between."""
    before, after = typed.place(at - 1, at), typed.place(at, at + 1)
    return before is not None and after is not None and before.end == after.start


def _ranges(typed: Typed, context: Context, phrases: Sequence[Phrase]) -> Iterator[Finding]:
    for match in RANGE.finditer(typed.text):
        first, mark, last = (group for group in match.groups() if group is not None)
        if mark != context.numbers.range and int(first) < int(last):
            start = match.start() + len(first)
            usage = context.numbers.usage(typed.text, match.start(), start, context.counted)
            found = _finding("range-form", typed, match.span(), start, start + len(mark), context.numbers.range)
            if found and usage != "address" and not _named(phrases, typed, match.start(), start):
                yield found


def _accents(typed: Typed, context: Context) -> Iterator[Finding]:
    for pattern, letter in context.numbers.accents:
        for match in pattern.finditer(typed.text):
            word = LAST_WORD.search(typed.text, 0, match.end())
            if word is None or QUOTED.search(typed.text, max(0, match.end() - LONGEST), match.end() - 1):
                continue
            whole = word.span()
            found = _finding("capital-accent", typed, whole, *match.span(), letter)
            if found:
                yield found


def _finding(
    rule: str, typed: Typed, whole: tuple[int, int], start: int, end: int, better: str, *, certain: bool = True
) -> Finding | None:
    """What is wrong in `text[start:end]`, shown as `whole`; None if it is not somebody's typing that is to change.

    The repair is as short as can be, and of at least one character that stands there.
    """
    text = typed.text
    low, high = min(start, whole[0]), max(end, whole[1])
    subject, shown = text[low:high], text[low:start] + better + text[end:high]
    head, tail = unchanged(text[start:end], better)
    start, end, better = start + head, end - tail, better[head : len(better) - tail]
    if any(
        edge.isspace() for part in (text[start:end], better) for edge in (part[:1], part[-1:])
    ):  # a star would be no emphasis
        certain = certain and all(_adjacent(typed, at) for at in {start, end} if 0 < at < len(text))
    if start == end and typed.all_of(start - 1, start):
        start, better = start - 1, text[start - 1] + better
    elif start == end:
        end, better = end + 1, better + text[end : end + 1]
    if not typed.all_of(start, end):
        return None
    span = typed.place(start, end)
    plain = " ".join(subject.split())
    parameters = {"text": plain, "suggestion": " ".join(shown.split())}
    repair = Repair(span, text[start:end], better) if certain and typed.exact and span is not None else None
    return Finding(rule, parameters, typed.place(low, high), plain, repair=repair)
