"""The published report against the law: what an office could take away makes `check` fail, at the right place."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, command

CONTENT = ROOT / "content/2018"


def failures(folder: Path) -> list[tuple[str, str, int, int]]:
    """(rule, file, line, column) of the errors of the real command, which must fail."""
    done = command("check", folder, "--json", cwd=folder.parent, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert done.returncode == 1, done.stdout + done.stderr
    return [
        (one["rule"], Path(one["file"]).name, one["line"], one["column"])
        for one in json.loads(done.stdout)
        if one["severity"] == "error" and not one["acknowledged"]
    ]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "2018")
    return tmp_path / "2018" / "report.yaml"


def place(text: str, word: str) -> tuple[int, int]:
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def test_without_the_emblem_the_check_fails_at_the_token(report: Path) -> None:
    report.write_text(report.read_text("utf-8") + "theme: tema.yaml\n", "utf-8")
    (report.parent / "tema.yaml").write_text('union:\n  height: 0mm\n  blue: "#FFFFFF"\n', "utf-8")
    assert failures(report.parent) == [("emblem-height", "tema.yaml", 2, 11), ("emblem-colour", "tema.yaml", 3, 9)]


def test_without_the_funds_name_the_check_fails_at_its_place(report: Path) -> None:
    text = report.read_text("utf-8")
    for given, rule in (
        ("[]", "list-empty"),
        ("[FSE]", "fund-abbreviated"),
        ("[Programma Operativo Regionale]", "fund-unknown"),
    ):
        changed = text.replace("funds: [Fondo sociale europeo]", f"funds: {given}")
        report.write_text(changed, "utf-8")
        line, column = place(changed, "funds:")
        assert failures(report.parent) == [(rule, "report.yaml", line, column + (0 if given == "[]" else len("funds: [")))]


def test_a_pale_colour_makes_the_check_fail_at_its_place_in_the_theme(report: Path) -> None:
    report.write_text(report.read_text("utf-8") + "theme: tema.yaml\n", "utf-8")
    theme = 'light:\n  muted: "#9AA3AE"\n  axes: ["#1A3B82", "#A10A37", "#0A6F65", "#E8C468", "#1A212D"]\n'
    (report.parent / "tema.yaml").write_text(theme, "utf-8")
    found = failures(report.parent)
    assert ("contrast-text", "tema.yaml", *place(theme, '"#9AA3AE"')) in found
    assert ("contrast-axis", "tema.yaml", *place(theme, '"#E8C468"')) in found
    assert {(line, column) for _, _, line, column in found} == {place(theme, '"#9AA3AE"'), place(theme, '"#E8C468"')}
