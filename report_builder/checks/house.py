"""All checks of the house.

Receives nothing; promises every check in the order of docs/checks.md. Separate from the package, so that who needs passages or
findings does not load them all.
"""

from __future__ import annotations

from collections.abc import Sequence

from report_builder.checks import (
    acronyms,
    alt_numbers,
    alt_text,
    change,
    contrast,
    emblem,
    figure_decimals,
    headings,
    identity,
    legal_basis,
    links,
    loose_numbers,
    not_run,
    number_style,
    publication,
    readability,
    series,
    stale,
    statement,
    unconfirmed,
    words,
)
from report_builder.checks.model import Check

CHECKS: Sequence[Check] = (
    *(unconfirmed, stale, change),
    *(emblem, statement, legal_basis, publication, identity),
    *(contrast, series, alt_text, alt_numbers, headings, links),
    *(acronyms, readability, words),
    *(loose_numbers, number_style, figure_decimals, not_run),
)
