"""The check of contrast in a Word file: every text on the ground that it stands on.

Receives a `WordFile`; promises a finding for each pair of colours that is too weak, at the first paragraph that has it.
Separate because a colour comes from six places: run, style of the run, paragraph, its style, cell, and what stands before any
style.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from report_builder.theme.colour import LEAST_CONTRAST, contrast
from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import fault
from report_builder.verify.word.file import W, WordFile, is_on, text_of, value

_LARGE, _LARGE_BOLD = 36, 28  # half points: 18 pt, and 14 pt in bold
_LEAST_LARGE = 3.0
_HUE = re.compile("[0-9A-Fa-f]{6}")


def check_contrast(file: WordFile) -> Iterator[Finding]:
    """Text has 4.5 : 1 on its ground, large text 3 : 1 (EN 301 549, 10.1.4.3; WCAG 2.1, 1.4.3).

    Text without a colour of its own ("auto") is left out: it is black, or white where the ground is dark (ECMA-376-1, 17.3.2).
    """
    told: set[tuple[str, str]] = set()
    for paragraph in file.all_paragraphs:
        style = file.style_of(paragraph.element)
        for run in paragraph.element.iter(f"{W}r"):
            if not text_of(run).strip():
                continue
            ink = _hue(_of_run(file, run, style, "color"), "val")
            ground = _ground(file, paragraph.element, run, style)
            if not ink or not ground:
                continue
            ratio = contrast(f"#{ink}", f"#{ground}")
            least = _LEAST_LARGE if _is_large(file, run, style) else LEAST_CONTRAST
            if ratio < least and (ink, ground) not in told:
                told.add((ink, ground))
                shown = f"{int(ratio * 100) / 100:.2f}"
                yield fault("word-contrast", paragraph.place, ink=f"#{ink}", ground=f"#{ground}", ratio=shown, least=f"{least}")


def _of_run(file: WordFile, run: etree._Element, style: str, tag: str) -> etree._Element | None:
    """A property of a run: its own, its style's, that of the style of the paragraph, or the one before any style."""
    own = run.find(f"{W}rPr/{W}{tag}")
    if own is not None:
        return own
    for identifier in (value(run.find(f"{W}rPr/{W}rStyle")), style):
        found = file.inherited(identifier, f"rPr/{tag}")
        if found is not None:
            return found
    return None if file.default_run is None else file.default_run.find(f"{W}{tag}")


def _hue(item: etree._Element | None, attribute: str) -> str:
    """A colour in six digits, "" where none is named ("auto")."""
    named = "" if item is None else str(item.get(f"{W}{attribute}", ""))
    return named.upper() if _HUE.fullmatch(named) else ""


def _ground(file: WordFile, paragraph: etree._Element, run: etree._Element, style: str) -> str:
    """The colour under a run; "" where the style of a table may lay one there, which depends on rows and columns."""
    own = paragraph.find(f"{W}pPr/{W}shd")
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    grounds = (
        _of_run(file, run, "", "shd"),
        own if own is not None else file.inherited(style, "pPr/shd"),
        None if cell is None else cell.find(f"{W}tcPr/{W}shd"),
    )
    named = next((hue for item in grounds if (hue := _hue(item, "fill"))), "")
    return named or ("" if cell is not None and _is_shaded(file, cell) else "FFFFFF")


def _is_shaded(file: WordFile, cell: etree._Element) -> bool:
    """Whether the style of a cell's table has grounds."""
    table = next(cell.iterancestors(f"{W}tbl"))
    styles = file.chain(value(table.find(f"{W}tblPr/{W}tblStyle")))
    return any(_hue(shade, "fill") for style in styles for shade in style.iter(f"{W}shd"))


def _is_large(file: WordFile, run: etree._Element, style: str) -> bool:
    size = value(_of_run(file, run, style, "sz"))
    halves = int(size) if size.isdecimal() else 0
    return halves >= _LARGE or (halves >= _LARGE_BOLD and is_on(_of_run(file, run, style, "b")))
