"""Rendered problems as a listing for people and as JSON for programs.

Receives problems in words; promises text whose caret stands under the fault, also after wide and combining characters and in
long lines, and JSON whose keys are stable (`docs/problems.md`). Separate from `catalogue`, as words and layout change for
different reasons; printing itself is the command's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from unicodedata import combining, east_asian_width, normalize

from report_builder.diagnostics.catalogue import Catalogue, Rendered, visible

WIDTH = 100
CUT = "…"
KEYS = ("rule", "severity", "file", "line", "column", "message", "hint", "subject", "acknowledged")


def as_text(problem: Rendered, catalogue: Catalogue, width: int = WIDTH) -> str:
    """Place, severity, rule and message; the line with a caret and the hint, or why it was let stand. No break at the end."""
    place = f"{problem.file}:{problem.line}:{problem.column}: " if problem.file else ""
    lines = [f"{place}{catalogue.word(problem.severity)} [{problem.rule}] {problem.message}"]
    if problem.acknowledged:
        return f"{lines[0]}\n    {catalogue.word('acknowledged').format(**problem.acknowledged)}"
    if problem.line_text.strip():
        lines += [f"    {line}" for line in excerpt(problem.line_text, problem.column, width)]
    if problem.hint:
        lines.append(f"    {catalogue.word('hint')}: {problem.hint}")
    return "\n".join(lines)


def as_json(problems: Iterable[Rendered]) -> str:
    """A list of objects with the keys of `KEYS`, in the order given."""
    return json.dumps([{key: getattr(problem, key) for key in KEYS} for problem in problems], ensure_ascii=False, indent=2)


def excerpt(line: str, column: int, width: int = WIDTH) -> tuple[str, str]:
    """A line, shortened around `column` (from 1) to about `width` cells, and a line with a caret under that column."""
    shown = [_shown(character) for character in line]
    at = min(max(column - 1, 0), len(shown))
    start = 0
    if sum(map(cells, shown)) > width:
        start, room = at, width // 2
        while start > 0 and (room := room - cells(shown[start - 1])) >= 0:
            start -= 1
        while start < at and combining(shown[start]):
            start += 1
    end, used = start, 0
    while end < len(shown) and used + cells(shown[end]) <= width:
        used += cells(shown[end])
        end += 1
    head, tail = CUT if start else "", CUT if end < len(shown) else ""
    before = sum(map(cells, shown[start:at]))
    return head + "".join(shown[start:end]) + tail, " " * (len(head) + before) + "^"


def cells(text: str) -> int:
    """How many cells of a terminal a character takes: none if it combines with the one before, two if it is wide."""
    character = normalize("NFC", text)[:1]
    if not character or combining(character) or character in "\u200b\u200c\u200d\u2060\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _shown(character: str) -> str:
    """A character of a line: as `visible`, a tab as an arrow, and the space that looks like another, often the very fault."""
    return {"\t": "→", "\u00a0": "␣"}.get(character) or visible(character)
