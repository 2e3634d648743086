"""The page of all rules: what `report-builder check` can say, and what each check asks for whose sake.

Receives the message catalogues and the docstrings of checks and audit; promises `docs/checks.md`, committed and compared by a
test. Run as a module to write it again. Separate as the command never needs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

from report_builder.audit import PAGES
from report_builder.checks.house import CHECKS
from report_builder.checks.model import Judge
from report_builder.diagnostics.guide import HEAD, row, sections, words_of

OPENING = """\
# Checks

Every message that `report-builder check`, `build` and `verify` can print, by the part of the program that finds it, in Italian
and English. Words in braces are filled in. How messages are shown, and as JSON for programs: [problems.md](problems.md).

Written by `python -m report_builder.guide` from the message catalogues and the checks themselves.
"""
LEVELS = {
    "ERROR": "an error",
    "BEFORE_PRINT": "an error, and of a draft (`--draft`) a warning",
    "WARNING": "a warning",
    "NOTICE": "a notice",
}


def page() -> str:
    """The page."""
    words = words_of()
    judges = (*CHECKS, *PAGES)
    own = {rule for judge in judges for rule in judge.RULES}
    lines = [OPENING]
    for title, rules in sections().items():
        lines.append(f"\n## {title[:1].upper()}{title[1:]}\n")
        rest = [rule for rule in rules if rule not in own]
        lines += [*HEAD, *(row(rule, words) for rule in rest)] if rest else []
        for judge in judges:
            if any(rule in rules for rule in judge.RULES):
                lines += _judge(judge)
                lines += [*HEAD, *(row(rule, words) for rule in judge.RULES)]
    return "\n".join(lines) + "\n"


def _judge(judge: Judge) -> Iterator[str]:
    """What a check asks, in its own words."""
    title, _, more = cleandoc(judge.__doc__ or "").partition("\n")
    yield f"\n### {title.rstrip('.')}\n"
    yield f"{more.strip()}\n"
    levels: dict[str, list[str]] = {}
    for rule, level in judge.RULES.items():
        levels.setdefault(LEVELS[level.name], []).append(f"`{rule}`")
    yield "; ".join(f"{', '.join(rules)}: {level}" for level, rules in levels.items()) + ".\n"


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "checks.md").write_text(page(), encoding="utf-8")
