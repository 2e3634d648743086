"""The text of each marked piece of a page, with its place, from the content streams.

Receives a `PdfFile`; promises for every page the runs of text by marked-content id, through the fonts' own ToUnicode maps.
Separate from the structure tree, which says what the pieces are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from report_builder.classes import dataclass
from report_builder.readback.pdf_file import PdfFile, Stream, operations, text

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_GAP = 0.12  # ems between two runs of a line that read as a space
_OTHER_LINE = 0.5  # ems between baselines that make another line
_BREAKABLE = "-\u2010\u2013\u2014/"  # after these, within a word, lines break without a space


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one showing: from `x` to `end` on the baseline `y`, in points of its page; `size` of its font. `page` from 0."""

    text: str
    page: int
    x: float
    end: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class _Font:
    unicode: Mapping[int, str]
    widths: Mapping[int, float]
    default: float


def joined(runs: Iterable[Run]) -> str:
    """The words of runs in reading order: broken words put together, lines and distant runs parted by a space.

    A run without text stands for something left out (the call of a note), a run of no size for a space without a place.
    """
    result = ""
    last: Run | None = None
    for run in runs:
        if last is not None and run.size:
            measure = min if run.text and last.text else max  # what is left out may be raised
            if run.page != last.page or abs(run.y - last.y) > _OTHER_LINE * measure(run.size, last.size):
                within = result[-1:] in _BREAKABLE and not result[-2:-1].isspace() and len(result) > 1
                result += "" if within or result.endswith("\u00ad") else " "
            elif run.x - last.end > _GAP * run.size:
                result += " "
        result += run.text
        last = run if run.size else None
    return result


def runs_by_mark(file: PdfFile) -> list[dict[int, list[Run]]]:
    """For every page, the runs of text by marked-content id."""
    fonts: dict[int, _Font] = {}
    result = []
    for number, (_, page) in enumerate(file.pages()):
        result.append(_page(file, page, number, fonts))
    return result


def _page(file: PdfFile, page: Mapping[str, Any], number: int, fonts: dict[int, _Font]) -> dict[int, list[Run]]:
    contents = file.get(page["Contents"])
    streams = [file.get(part) for part in contents] if isinstance(contents, list) else [contents]
    resources = file.get(page.get("Resources")) or {}
    named = file.get(resources.get("Font")) or {}
    found: dict[int, list[Run]] = {}
    marks: list[int | None] = []
    stack: list[Matrix] = []
    ctm, line = _IDENTITY, _IDENTITY
    x = size = 0.0
    font: _Font | None = None
    for operator, operands in operations(b"\n".join(stream.data for stream in streams)):
        match operator:
            case "q":
                stack.append(ctm)
            case "Q":
                ctm = stack.pop() if stack else _IDENTITY
            case "cm":
                ctm = _times(_matrix(operands), ctm)
            case "BT":
                line, x = _IDENTITY, 0.0
            case "Tm":
                line, x = _matrix(operands), 0.0
            case "Td" | "TD":
                line, x = _times((1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1])), line), 0.0
            case "Tf":
                reference, size = named.get(operands[0]), float(operands[1])
                key = hash(reference)
                if key not in fonts:
                    fonts[key] = _font(file, file.get(reference))
                font = fonts[key]
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
                marks.append(properties.get("MCID"))
                if marks[-1] is not None:
                    own = found.setdefault(marks[-1], [])
                    if "ActualText" in properties:
                        own.append(Run(text(properties["ActualText"]), number, 0.0, 0.0, 0.0, 0.0))
            case "EMC":
                marks.pop()
            case "Tj" | "TJ" if font is not None:
                shown, advance = _show(font, operands[0] if operator == "TJ" else operands)
                place = _times((size, 0.0, 0.0, size, x, 0.0), _times(line, ctm))
                x += advance * size
                mark = next((mark for mark in reversed(marks) if mark is not None), None)
                if mark is not None and shown:
                    end = _times((size, 0.0, 0.0, size, x, 0.0), _times(line, ctm))
                    found[mark].append(Run(shown, number, place[4], end[4], place[5], abs(place[3])))
            case _:
                pass
    return found


def _show(font: _Font, pieces: Iterable[Any]) -> tuple[str, float]:
    """Text and advance (ems) of an array of glyph strings and adjustments."""
    words, advance = [], 0.0
    for piece in pieces:
        if isinstance(piece, bytes):
            for at in range(0, len(piece), 2):
                glyph = int.from_bytes(piece[at : at + 2])
                words.append(font.unicode.get(glyph, "\ufffd"))
                advance += font.widths.get(glyph, font.default) / 1000
        else:
            advance -= float(piece) / 1000
    return "".join(words), advance


_PAIR = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")


def _font(file: PdfFile, entries: Mapping[str, Any]) -> _Font:
    cmap = file.get(entries["ToUnicode"])
    assert isinstance(cmap, Stream)
    unicode = {int(code, 16): bytes.fromhex(value.decode()).decode("utf-16-be") for code, value in _PAIR.findall(cmap.data)}
    descendant = file.get(file.get(entries["DescendantFonts"])[0])
    widths: dict[int, float] = {}
    listed = list(file.get(descendant.get("W", [])))
    while listed:
        first, second = listed.pop(0), file.get(listed.pop(0))
        if isinstance(second, list):
            widths.update(enumerate(map(float, second), start=first))
        else:
            widths.update(dict.fromkeys(range(first, second + 1), float(listed.pop(0))))
    return _Font(unicode, widths, float(descendant.get("DW", 1000)))


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip
