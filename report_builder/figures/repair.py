"""Badly written figures with their repair, where what is meant is beyond doubt.

Receives what `reading` receives; promises the same figure and problems, with repairs that change only how the figure is
written: the mended text is read again, and says the same quantity. Separate from reading, which says what a text means; this
says whether it can mean nothing else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches

from report_builder.diagnostics import Problem, Repair, Severity
from report_builder.figures import reading
from report_builder.figures.model import Figure, Quantity
from report_builder.language import Language
from report_builder.place import LocatedText

REPAIRED = frozenset({"figure-form", "figure-malformed", "figure-sign", "percent-form", "unit-form", "unknown-unit"})


def parse_figure(name: str, text: LocatedText, language: Language, unit: str = "") -> tuple[Figure, tuple[Problem, ...]]:
    """The figure that `text` publishes, and what is wrong with it, with its repair where there is one.

    `unit` is that of the long form, for a text that has none. `quantity` is None if the text says "not stated", or if it cannot
    be read at all (then there is an error).
    """
    figure, problems = reading.parse_figure(name, text, language, unit)
    return figure, tuple(_mended(problem, text, figure.quantity, language, unit) for problem in problems)


def house_form(text: LocatedText, figure: Figure, language: Language, unit: str = "") -> Problem | None:
    """That a figure, which is read and printed right, is not written as it is printed: "1298 persone". With its repair.

    `unit` as in `parse_figure`. A year is no count, and stays.
    """
    number = reading.NUMBER.search(text.text)
    if figure.quantity is None or number is None:
        return None
    digits = number["digits"]
    whole, point, decimals = digits.partition(language.decimal)
    year = not figure.quantity.unit and re.fullmatch(r"(?:19|20)[0-9]{2}", digits)
    better = digits if not whole.isdigit() or year else language.number_text(f"{whole}.{decimals}" if point else whole)
    if better == digits:
        return None
    span = text.at(*number.span("digits"))
    problem = Problem("figure-form", {"text": digits, "suggestion": better}, span, Severity.NOTICE)
    return _mended(problem, text, figure.quantity, language, unit)


def _mended(problem: Problem, text: LocatedText, quantity: Quantity | None, language: Language, unit: str) -> Problem:
    """A problem with its repair, if what it suggests is beyond doubt and leaves the quantity as it is read."""
    better, old = str(problem.parameters.get("suggestion", "")), str(problem.parameters.get("text", ""))
    if problem.rule not in REPAIRED or not better or problem.span is None or quantity is None:
        return problem
    places = (match.start() for match in re.finditer(re.escape(old), text.text))
    start = next((at for at in places if text.at(at, at + len(old)) == problem.span), -1)
    if start < 0 or not _certain(problem.rule, old, better, quantity, language):
        return problem
    mended = text.text[:start] + better + text.text[start + len(old) :]
    located = LocatedText(mended, text.span, (text.span.start,) * (len(mended) + 1))
    again = reading.parse_figure("", located, language, unit)[0].quantity
    if again is None or (again.value, again.unit, again.decimals) != (quantity.value, quantity.unit, quantity.decimals):
        return problem
    return replace(problem, repair=Repair(problem.span, old, better))


def names_base(text: str, base: str, language: Language) -> bool:
    """Whether `text` says what `base` is called, in whatever spelling: "15 Mln di euro" does, "15 Mln" does not."""
    alike = [unit for unit in language.units.values() if unit.base == base and unit.factor == 1]
    forms = [pattern for unit in alike for pattern in (*unit.patterns, *unit.variants)]
    names = {base, *(name for form in forms for name in (form.before.strip(), form.after.strip()) if name)}
    return any(name.casefold() in text.casefold() for name in names)


def _certain(rule: str, old: str, better: str, quantity: Quantity, language: Language) -> bool:
    """Whether nothing else can have been meant. Digits stay; a unit is not mistaken for another; "12.5" is half of a measure.

    A mark that stands for both thousands and decimals ("1.298.5"), and a count with decimals, may lack a digit; a bare "15 Mln"
    may be people as well as money.
    """
    if re.sub(r"\D", "", old) != re.sub(r"\D", "", better):
        return False
    if rule == "unit-form" and quantity.factor != 1 and not names_base(old, quantity.unit, language):
        return False
    if rule == "unknown-unit":
        known = {pattern.after.strip(): unit for unit in language.units.values() for pattern in unit.patterns}
        near = [known[word] for word in get_close_matches(old, [word for word in known if word], 9, 0.6)]
        return {(unit.base, unit.factor) for unit in near} == {(quantity.unit, quantity.factor)}
    if rule == "figure-malformed" and language.decimal in better:
        counted = not any(unit.base == quantity.unit for unit in language.units.values())
        marks = re.findall(r"\D", old)
        return marks[-1] not in marks[:-1] and (len(marks) > 1 or not counted)
    return True
