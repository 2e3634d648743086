"""The table styles of the house: hairlines under rows, the head, the total; and the strips of key figures.

Receives the theme; promises the bodies of the styles by name. A style says something of every kind of row and column that the
look of a table sets apart (first row, last row, first column): a mark without a style behind it is lost where Word saves the
file as another format. Separate from the other styles because tables have properties of
their own, for whole tables and for their first and last rows.
"""

from __future__ import annotations

from report_builder.theme import Theme
from report_builder.writers.docx.xml import Xml, colour, eighths, joined, twips, value, w

REPORT = "Report Table"
# Two that look alike, in turn through the whole document: Word makes one table of two neighbours of one style.
STRIPS = ("Key Figures", "Key Figures Next")
CELL_GAP = 3.0  # mm between a cell's text and the next cell


def table_styles(theme: Theme) -> dict[str, Xml]:
    return {REPORT: _report(theme), **{name: _strip(theme) for name in STRIPS}}


def _line(side: str, width: float, hue: str) -> Xml:
    return w(side, val="single", sz=eighths(width), space=0, color=colour(hue))


def _margins(right: float) -> Xml:
    return w(
        "tblCellMar",
        w("top", w=0, type="dxa"),
        w("left", w=0, type="dxa"),
        w("bottom", w=0, type="dxa"),
        w("right", w=twips(right), type="dxa"),
    )


def _report(theme: Theme) -> Xml:
    rule, light = theme.rule, theme.light
    hair = w("tblBorders", _line("bottom", rule["hair"], light.rule), _line("insideH", rule["hair"], light.rule))
    head = w("tcPr", w("tcBorders", _line("bottom", rule["thin"], light.ink)), value("vAlign", "bottom"))
    total = w("tcPr", w("tcBorders", _line("top", rule["thin"], light.ink), _line("bottom", rule["block"], light.ink)))
    return joined(
        w("tblPr", w("tblInd", w=0, type="dxa"), hair, _margins(CELL_GAP)),
        w("tblStylePr", head, type="firstRow"),
        w("tblStylePr", total, type="lastRow"),
        w("tblStylePr", w("tcPr", value("vAlign", "top")), type="firstCol"),
    )


def _strip(theme: Theme) -> Xml:
    head = w("tcPr", value("vAlign", "top"))
    return joined(
        w("tblPr", w("tblInd", w=0, type="dxa"), _margins(theme.page["gutter"])),
        w("tblStylePr", head, type="firstRow"),
    )
