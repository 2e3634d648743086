"""The list of all rules as text of the documentation.

Receives the message catalogues; promises a table for each of their parts, so that an editor finds each message that the command
can print and what to do about it. `report_builder.guide` makes a page of them. Separate as the command never needs it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from report_builder.diagnostics.catalogue import HERE

HEADING = re.compile(r"^# -{20,} (?P<title>.+)$")
RULE = re.compile(r"^\[(?P<rule>[a-z0-9-]+)\]$")

Words = Mapping[str, Mapping[str, Mapping[str, str]]]

HEAD = ("| rule | italiano | English |", "| --- | --- | --- |")


def words_of(folder: Path = HERE) -> Words:
    """The catalogues of `folder`, by language."""
    return {language: tomllib.loads((folder / f"{language}.toml").read_text("utf-8")) for language in ("it", "en")}


def sections(folder: Path = HERE) -> Mapping[str, list[str]]:
    """The rules of each part of the catalogues in their order, by the part's title."""
    found: dict[str, list[str]] = {}
    for line in (folder / "en.toml").read_text("utf-8").splitlines():
        if heading := HEADING.match(line):
            rules = found.setdefault(heading["title"], [])
        elif (rule := RULE.match(line)) and rule["rule"] != "words":
            rules.append(rule["rule"])
    return found


def row(rule: str, words: Words) -> str:
    """The row of a rule in a table with `HEAD`."""
    return f"| `{rule}` | {_cell(words['it'][rule])} | {_cell(words['en'][rule])} |"


def _cell(entry: Mapping[str, str]) -> str:
    hints = [text for text in (entry.get("hint"), entry.get("suggest")) if text]
    return "<br>".join(_markdown(text) for text in [entry["message"], *(f"→ {hint}" for hint in hints)])


def _markdown(text: str) -> str:
    """A message as Markdown shows it letter by letter: signs of Markdown escaped, but for code between backticks."""
    parts = text.replace("{{", "{").replace("}}", "}").replace("\n", " ").replace("|", "\\|").split("`")
    return "`".join(re.sub(r"([\[\]*_<])", r"\\\1", part) if at % 2 == 0 else part for at, part in enumerate(parts))
