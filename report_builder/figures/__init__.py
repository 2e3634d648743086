"""Figures: values written once, as the report prints them, with unit and precision read from that text.

Receives texts and the number forms of a language; promises exact decimals (never floats) and printed forms that are derived
from them alone. Separate so that text, tables, charts, audit and open data all read one thing.
"""

from report_builder.figures.formulas import FormulaEntry, evaluate_formulas
from report_builder.figures.model import (
    EXACT,
    MOST_DECIMALS,
    PREVIOUS,
    Figure,
    FigureForm,
    Provenance,
    Quantity,
    Rounding,
    places_of,
)
from report_builder.figures.printing import form_problem, printed, unit_for
from report_builder.figures.repair import house_form, names_base, parse_figure
from report_builder.figures.syntax import NAME, own_names

__all__ = [
    "EXACT",
    "MOST_DECIMALS",
    "NAME",
    "PREVIOUS",
    "Figure",
    "FigureForm",
    "FormulaEntry",
    "Provenance",
    "Quantity",
    "Rounding",
    "evaluate_formulas",
    "form_problem",
    "house_form",
    "names_base",
    "own_names",
    "parse_figure",
    "places_of",
    "printed",
    "unit_for",
]
