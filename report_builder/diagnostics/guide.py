"""The list of all rules as a page of the documentation.

Receives the message catalogues; promises `docs/checks.md`, committed and compared by a test, so that an editor finds each
message that the command can print and what to do about it. Run as a module to write it again. Separate as the command never
needs it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from report_builder.diagnostics.catalogue import HERE

HEADING = re.compile(r"^# -{20,} (?P<title>.+)$")
RULE = re.compile(r"^\[(?P<rule>[a-z0-9-]+)\]$")

OPENING = """\
# Checks

Every message that `report-builder check` and `build` can print, by the part of the program that finds it, in Italian and
English. Words in braces are filled in. How messages are shown, and as JSON for programs: [problems.md](problems.md).

Written by `python -m report_builder.diagnostics.guide` from the message catalogues.
"""


def page(folder: Path = HERE) -> str:
    """The page, from the catalogues of `folder`."""
    words = {language: tomllib.loads((folder / f"{language}.toml").read_text("utf-8")) for language in ("it", "en")}
    lines = [OPENING]
    for line in (folder / "en.toml").read_text("utf-8").splitlines():
        if heading := HEADING.match(line):
            lines.append(f"\n## {heading['title'][:1].upper()}{heading['title'][1:]}\n")
            lines.append("| rule | italiano | English |\n| --- | --- | --- |")
        elif (rule := RULE.match(line)) and rule["rule"] != "words":
            lines.append(f"| `{rule['rule']}` | {_cell(words['it'][rule['rule']])} | {_cell(words['en'][rule['rule']])} |")
    return "\n".join(lines) + "\n"


def _cell(entry: Mapping[str, str]) -> str:
    hints = [text for text in (entry.get("hint"), entry.get("suggest")) if text]
    return "<br>".join(_markdown(text) for text in [entry["message"], *(f"→ {hint}" for hint in hints)])


def _markdown(text: str) -> str:
    """A message as Markdown shows it letter by letter: signs of Markdown escaped, but for code between backticks."""
    parts = text.replace("{{", "{").replace("}}", "}").replace("\n", " ").replace("|", "\\|").split("`")
    return "`".join(re.sub(r"([\[\]*_<])", r"\\\1", part) if at % 2 == 0 else part for at, part in enumerate(parts))


if __name__ == "__main__":
    (HERE.parents[1] / "docs" / "checks.md").write_text(page(), encoding="utf-8")
