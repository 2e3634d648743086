"""Characters that no font of the house can print: told where they stand, whatever they are part of."""

from __future__ import annotations

import shutil
from pathlib import Path

from report_builder.checking import check

SECOND = Path(__file__).parent.parent / "reports/second"

# File, words in it, and the words with a character of its own for each place.
PRINTED = [
    ("report.yaml", "running: Citizens’ summary 2024", "running: Citizens’ summary 2024 ☂"),
    ("report.yaml", "- Regional programme\n", "- Regional ☼ programme\n"),
    ("report.yaml", "unit: Managing authority", "unit: Managing ✗ authority"),
    ("report.yaml", "\\nsummary", "\\nsummary ☎"),
    ("report.yaml", "subtitle: Where", "subtitle: Where ✓"),
    ("report.yaml", 'name: "Youth employment"', 'name: "Youth ☃ employment"'),
    ("in-brief.yaml", "label: People who", "label: People ⚑ who"),
    ("money.yaml", "title: Where the money", "title: Where ♥ the money"),
    ("money.yaml", "The table shows", "The table ☀ shows"),
    ("money.yaml", "[^eight]: Priority", "[^eight]: ♠ Priority"),
    ("money.yaml", "declared amounts by", "declared ♦ amounts by"),
    ("money.yaml", "row_head: Priority", "row_head: Prio♣rity"),
    ("money.yaml", "group: European Social", "group: European ♪ Social"),
    ("money.yaml", "head: Selected", "head: Sele☺cted"),
    ("money.yaml", "label: Programme", "label: Pro☹gramme"),
    ("money.yaml", "published total", "published ☘ total"),
]
UNPRINTED = [  # read aloud or by programs, never set
    ("report.yaml", "keywords: [ERDF", "keywords: [☯, ERDF"),
    ("report.yaml", "subject: What", "subject: ☮ What"),
    ("glossary.yaml", "European Regional", "European ☢ Regional"),
    ("money.yaml", "For each of thirteen", "For each ☻ of thirteen"),
]


def report(folder: Path, changes: list[tuple[str, str, str]]) -> Path:
    shutil.copytree(SECOND, folder)
    for name, old, new in changes:
        text = (folder / name).read_text("utf-8")
        assert old in text, (name, old)
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    return folder / "report.yaml"


def test_a_missing_character_is_told_where_it_stands(tmp_path: Path) -> None:
    checked = check(report(tmp_path / "r", PRINTED))
    assert checked.ready is None
    told = {
        (problem.parameters["character"], problem.span.file, checked.source.files[problem.span.file][problem.span.start])
        for problem in checked.problems
        if problem.rule == "character-not-in-font" and problem.span
    }
    signs = {(next(sign for sign in new if sign not in old and ord(sign) > 0x2500), name) for name, old, new in PRINTED}
    assert {(sign, name, sign) for sign, name in signs} <= told
    assert {sign for sign, _, _ in told} == {sign for sign, _ in signs}


def test_an_accent_apart_is_told_with_its_letter(tmp_path: Path) -> None:
    checked = check(report(tmp_path / "r", [("money.yaml", "The table shows", "The caffe\u0300 table shows")]))
    (problem,) = [one for one in checked.problems if one.rule in ("accent-apart", "character-not-in-font")]
    assert problem.span is not None
    assert (problem.rule, problem.parameters) == ("accent-apart", {"letter": "è", "code": "U+0300"})
    assert checked.source.files[problem.span.file][problem.span.start - 5 : problem.span.start] == "caffe"


def test_what_is_not_printed_may_hold_any_character(tmp_path: Path) -> None:
    assert not [one for one in check(report(tmp_path / "r", UNPRINTED)).problems if one.rule == "character-not-in-font"]
