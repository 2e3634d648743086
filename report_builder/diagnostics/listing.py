"""Rendered problems as a listing for people and as JSON for programs.

Receives problems in words; promises text whose caret stands under the fault, also after wide and combining characters and in
long lines, and JSON whose keys are stable (`docs/problems.md`). Separate from `catalogue`, as words and layout change for
different reasons; printing itself is the command's.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from unicodedata import combining, east_asian_width, normalize

from report_builder.diagnostics.catalogue import Catalogue, Rendered, visible

WIDTH = 100
CUT = "…"
KEYS = ("rule", "severity", "file", "line", "column", "message", "hint", "subject", "acknowledged", "repair", "figures")


def as_text(problem: Rendered, catalogue: Catalogue, width: int = WIDTH) -> str:
    """Place, severity, rule and message; the line with a caret, the figures and the hint, or why it was let stand. No break at
    the end."""
    place = f"{problem.file}:{problem.line}:{problem.column}: " if problem.file else ""
    lines = [f"{place}{catalogue.word(problem.severity)} [{problem.rule}] {problem.message}"]
    if problem.acknowledged:
        return f"{lines[0]}\n    {catalogue.word('acknowledged').format(**problem.acknowledged)}"
    if problem.line_text.strip():
        lines += [f"    {line}" for line in excerpt(problem.line_text, problem.column, width)]
    if len(problem.figures) > 1:  # one is what the problem stands at
        lines += [f"    {one['file']}:{one['line']}: {one['name']} = {one['text']}" for one in problem.figures]
    if problem.hint:
        lines.append(f"    {catalogue.word('hint')}: {problem.hint}")
    return "\n".join(lines)


def blocks(problems: Iterable[Rendered], catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Severity and text of what a listing shows: each problem by itself, then those acknowledged, one block for each answer.

    What somebody has answered for once need not be read line by line at every check; the JSON has each with its place.
    """
    answered: dict[tuple[str, str, str], list[Rendered]] = {}
    for problem in problems:
        if problem.acknowledged:
            key = (problem.rule, problem.acknowledged["date"], problem.acknowledged["reason"])
            answered.setdefault(key, []).append(problem)
        else:
            yield problem.severity, as_text(problem, catalogue)
    for first, *more in answered.values():
        if not more:
            yield first.severity, as_text(first, catalogue)
            continue
        counts = Counter(one.subject for one in (first, *more))
        about = ", ".join(f"{subject} ({count})" if count > 1 else subject for subject, count in counts.items())
        head = f"{catalogue.word(first.severity)} [{first.rule}] {about}"
        yield first.severity, f"{head}\n    {catalogue.word('acknowledged').format(**first.acknowledged or {})}"


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
