"""The house style of numbers in the text.

Figures are printed in one form, whoever typed them: number and unit apart by one space, thousands in groups, a true minus. A
number or unit that stands in letters in the text is printed as it was typed, beside them: "15Mln€", "1298 persone", "12 %",
"-3,4%", "2014–2020". And "E'" at the beginning of a sentence is a letter of typewriters. All these are found, and `check --fix`
mends them: only those characters, never a value. Two readings of a number, a code that looks like one and what stands inside
addresses, acts and names are left alone.

In the figures' own files the notice `figure-form` says the same of thousands; minus is typed as a hyphen there, which every
keyboard has, and printed as a minus.

Source: the house style, which is that of the published summaries; its data are `report_builder/language/<code>.yaml` (units and
separators) and `language/numbers/<code>.yaml` (ranges and accents). Periods have a hyphen, as in the regulations of the Funds
("2014-2020").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level
from report_builder.checks.numerals import Numeral, numerals
from report_builder.checks.typed import Typed
from report_builder.diagnostics import Repair, unchanged

RULES: Mapping[str, Level] = {
    "number-form": Level.WARNING,
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
FOLLOWED = re.compile(r"[\s\u00a0][^\W\d_]{3}")


def check(context: Context) -> Iterator[Finding]:
    if not context.numbers.usages:
        return
    for typed in context.typed:
        if CAPITAL.search(typed.text):
            yield from _accents(typed, context)
        if DIGIT.search(typed.text):
            yield from _numbers(typed, context)
            yield from _ranges(typed, context)


def _numbers(typed: Typed, context: Context) -> Iterator[Finding]:
    for number in numerals(typed.text, context.language):
        form = _form(typed, number, context) if typed.any_of(*number.whole) else ()
        for start, end, better, certain in (*form, *_minus(typed, number, context)):
            found = _finding("number-form", typed, number.whole, start, end, better, certain=certain)
            usage = found and context.numbers.usage(typed.text, number.start, number.end, context.counted)
            if found and not usage:
                yield found


def _form(typed: Typed, number: Numeral, context: Context) -> Iterator[tuple[int, int, str, bool]]:
    """What is to be replaced in the text, by what, and whether without a doubt: number, thousands, unit."""
    low = number.whole[0]
    problems = number.read[1] if number.unit or not number.plain else ()
    for problem in problems:
        better, span = str(problem.parameters.get("suggestion", "")), problem.span
        if better and span is not None and problem.rule in ("unit-form", "percent-form", "figure-malformed"):
            yield low + span.start, low + span.end, better, problem.repair is not None
    digits = typed.text[number.start : number.end]
    whole, point, decimals = digits.partition(context.language.decimal)
    if problems or not whole.isdigit() or len(whole) < 4 or whole.startswith("0"):
        return
    if not number.unit and (YEAR.fullmatch(digits) or len(whole) > 9):
        return
    better = context.language.number_text(f"{whole}.{decimals}" if point else whole)
    yield number.start, number.end, better, number.unit or FOLLOWED.match(typed.text, number.end) is not None


def _minus(typed: Typed, number: Numeral, context: Context) -> Iterator[tuple[int, int, str, bool]]:
    """A hyphen or dash before a measure, unless it joins two numbers."""
    at = number.whole[0] - 1
    if at < 0 or not MINUS.match(typed.text, at) or typed.text[:at].rstrip()[-1:].isdigit():
        return
    if number.unit or context.language.decimal in typed.text[number.start : number.end]:
        yield at, at + 1, context.language.minus, True


def _ranges(typed: Typed, context: Context) -> Iterator[Finding]:
    for match in RANGE.finditer(typed.text):
        first, mark, last = (group for group in match.groups() if group is not None)
        if mark != context.numbers.range and int(first) < int(last):
            start = match.start() + len(first)
            usage = context.numbers.usage(typed.text, match.start(), start, context.counted)
            found = _finding("range-form", typed, match.span(), start, start + len(mark), context.numbers.range)
            if found and usage != "address":
                yield found


def _accents(typed: Typed, context: Context) -> Iterator[Finding]:
    for pattern, letter in context.numbers.accents:
        for match in pattern.finditer(typed.text):
            word = LAST_WORD.search(typed.text, 0, match.end())
            if word is None or word[0][0] in "'‘":  # a word between quotation marks
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
    if start == end and typed.all_of(start - 1, start):
        start, better = start - 1, text[start - 1] + better
    elif start == end:
        end, better = end + 1, better + text[end : end + 1]
    if not typed.all_of(start, end):
        return None
    span = typed.place(start, end)
    plain = " ".join(subject.split())
    parameters = {"text": plain, "suggestion": " ".join(shown.split())}
    repair = Repair(span, text[start:end], better) if certain and span is not None else None
    return Finding(rule, parameters, typed.place(low, high), plain, repair=repair)
