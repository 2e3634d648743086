"""Printed forms of quantities.

Receives a quantity, a language and a form; promises the text that stands in the report, rounded on exact decimals. Separate
from reading because an edition in another language prints the same quantities.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, Decimal

from report_builder.diagnostics import Problem
from report_builder.figures.model import EXACT, FigureForm, Quantity, Rounding
from report_builder.language import Language, Pattern, Unit
from report_builder.place import Span

_MODES = {Rounding.HALF_UP: ROUND_HALF_UP, Rounding.CUT: ROUND_DOWN, Rounding.UP: ROUND_CEILING}
_PUBLISHED = FigureForm()


def unit_for(quantity: Quantity, unit: str, language: Language) -> Unit | None:
    """The unit called `unit` if `quantity` can be printed in it: same base unit. None otherwise."""
    known = language.units.get(unit)
    return known if known and known.base == quantity.unit else None


def form_problem(
    name: str, quantity: Quantity | None, form: FigureForm, language: Language, span: Span | None
) -> Problem | None:
    """What is wrong with printing the figure called `name` in `form`: a unit of something else. None if all is well."""
    if quantity is None or not form.unit or form.unit == quantity.printed_unit or unit_for(quantity, form.unit, language):
        return None
    own = quantity.printed_unit or quantity.unit
    return Problem("unit-mismatch", {"name": name, "unit": form.unit, "own": own}, span)


def printed(quantity: Quantity | None, language: Language, form: FigureForm = _PUBLISHED) -> str:
    """`quantity` as it is printed: as published, or in another `form`; the mark for "not stated" if it is None.

    Groups of three digits from 1.000 on; number and unit joined by a no-break space. A change of unit keeps the published
    precision and drops ending zeros ("€ 970.474.516,00" is "970,474516 Mln€"). A unit that does not fit is left as published
    (`form_problem` tells so beforehand).
    """
    if quantity is None:
        return language.not_stated
    symbol, factor, pattern = _unit(quantity, language, form)
    number = _rounded(quantity, factor, form)
    text = language.number_text(f"{abs(number):f}")
    sign = ""
    if number < 0:
        sign = language.minus
    elif number > 0 and (form.signed or quantity.sign == "+"):
        sign = "+"
    if form.bare or not symbol:
        return sign + text
    return pattern.around(text, sign)


def _unit(quantity: Quantity, language: Language, form: FigureForm) -> tuple[str, Decimal, Pattern]:
    """Symbol, factor and pattern to print in. A unit that the language lacks is replaced by its own of the same worth."""
    wanted = unit_for(quantity, form.unit, language) if form.unit else None
    if wanted:
        return wanted.symbol, wanted.factor, wanted.patterns[0]
    own = language.units.get(quantity.printed_unit)
    if own:
        published = Pattern.of(quantity.pattern) if quantity.pattern else own.patterns[0]
        return own.symbol, quantity.factor, published if published in own.patterns else own.patterns[0]
    scaled = any(quantity.printed_unit.startswith(f"{scale} ") for scale in language.scales)
    for unit in () if scaled else language.units.values():
        if unit.base == quantity.unit and unit.factor == quantity.factor:
            return unit.symbol, unit.factor, unit.patterns[0]
    symbol = quantity.printed_unit or quantity.unit
    return symbol, quantity.factor, Pattern.of(symbol)


def _rounded(quantity: Quantity, factor: Decimal, form: FigureForm) -> Decimal:
    amount = EXACT.divide(quantity.value, factor)
    mode = _MODES[form.rounding]
    if form.places is not None:
        return amount.quantize(Decimal(1).scaleb(-form.places), mode, EXACT)
    if factor == quantity.factor:
        return amount.quantize(Decimal(1).scaleb(-quantity.decimals), mode, EXACT)
    last = EXACT.divide(quantity.step, factor).normalize().as_tuple().exponent
    places = max(0, -int(last))
    short = amount.quantize(Decimal(1).scaleb(-places), mode, EXACT).normalize(EXACT)
    return short.quantize(Decimal(1), ROUND_DOWN, EXACT) if int(short.as_tuple().exponent) > 0 else short
