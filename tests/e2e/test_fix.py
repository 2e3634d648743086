"""`check --fix` as an editor meets it: what is repaired, what it says, and that nothing else in the files changes."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from report_builder.checking import check
from report_builder.mending import mend
from tests.conftest import ROOT, command
from tests.findings import REPORT

CHAPTER = """\
title: Un anno di biblioteca # il titolo
blocks:
  - text: |
      Nel 2018 la biblioteca ha speso {{ spesa.libri }}. E' aperta la sera, nel periodo 2014–2020.

      Il calo è stato di {{ spesa.calo }}.
  - lead:   "Una riga con \\"virgolette\\",
      spezzata, per il 2017 – e poi. E' tutto."

figures:
  spesa: { libri: 15Mln€ ,   'calo': "46 %" }   # due cifre
  posti: >-
    1298
    posti
  altri: 1643 posti
"""
MENDED = (
    ("E' aperta la sera, nel periodo 2014–2020", "È aperta la sera, nel periodo 2014-2020"),
    ("E' tutto", "È tutto"),
    ("15Mln€", "15 Mln€"),
    ("46 %", "46%"),
    ("1298", "1.298"),
    ("1643", "1.643"),
)


def mended(text: str) -> str:
    for old, new in MENDED:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def put(folder: Path, chapter: bytes, report: str = REPORT) -> Path:
    (folder / "report.yaml").write_text(report, "utf-8")
    (folder / "uno.yaml").write_bytes(chapter)
    return folder / "uno.yaml"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = command("check", "report.yaml", *arguments, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT), "LANG": "it"})
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
def test_only_the_characters_of_the_repairs_change(tmp_path: Path, end: str, mark: bytes) -> None:
    file = put(tmp_path, mark + CHAPTER.replace("\n", end).encode())
    file.chmod(0o640)
    done = run(tmp_path, "--fix", "--draft")
    assert file.read_bytes() == mark + mended(CHAPTER).replace("\n", end).encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "report.yaml").read_text("utf-8") == REPORT
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.yaml", "uno.yaml"]
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "uno.yaml:11: «15Mln€» → «15 Mln€»"
    assert "uno.yaml:4: «2014–2020» → «2014-2020»" in lines
    assert "uno.yaml:15: «1643» → «1.643»" in lines
    assert "7 correzioni fatte." in lines


def test_what_is_left_is_listed_and_decides_the_exit_code(tmp_path: Path) -> None:
    put(tmp_path, CHAPTER.replace("E' aperta", "Sono 1298 posti. E' aperta").encode())
    done = run(tmp_path, "--fix")
    assert done.returncode == 1
    assert "«1298» → «1.298»" in done.stdout
    assert "errore [loose-number] «1.298 posti»" in done.stdout
    assert run(tmp_path, "--fix", "--draft").returncode == 0


def test_the_listing_says_how_many_can_be_repaired_and_the_json_how(tmp_path: Path) -> None:
    file = put(tmp_path, b"title: Un anno\nblocks: []\nfigures:\n  a: 15Mln\xe2\x82\xac\n")
    before = file.read_bytes()
    done = run(tmp_path)
    assert "1 si corregge da sé con «report-builder check --fix»." in done.stdout
    (problem,) = [one for one in json.loads(run(tmp_path, "--json").stdout) if one["repair"]]
    wanted = {"line": 4, "column": 6, "end_line": 4, "end_column": 12, "old": "15Mln€", "new": "15 Mln€"}
    assert problem["repair"] == wanted
    assert file.read_bytes() == before


def test_the_json_promises_no_repair_that_is_refused(tmp_path: Path) -> None:
    """An entity of Markdown is other characters in the file, and a file with a mistake of notation is left alone."""
    text = "title: Un anno\nblocks:\n  - text: E&#39; tutto, E' tutto.\nfigures: {a: 15Mln€}\n"
    put(tmp_path, text.encode())
    repairs = [(one["rule"], bool(one["repair"])) for one in json.loads(run(tmp_path, "--json", "--draft").stdout)]
    assert [one for one in repairs if one[1]] == [("unit-form", True)]
    put(tmp_path, text.replace("15Mln€", "15 Mln€").encode())
    told = [one for one in json.loads(run(tmp_path, "--json", "--draft").stdout) if one["rule"] == "capital-accent"]
    assert [bool(one["repair"]) for one in told] == [False, True]
    put(tmp_path, (text + "note: uno: due\n").encode())
    assert not [one for one in json.loads(run(tmp_path, "--json").stdout) if one["repair"]]


def test_with_json_the_list_is_what_is_left(tmp_path: Path) -> None:
    put(tmp_path, CHAPTER.encode())
    done = run(tmp_path, "--fix", "--json", "--draft")
    assert not [one for one in json.loads(done.stdout) if one["repair"]]
    assert "«15Mln€» → «15 Mln€»" in done.stderr


def test_nothing_to_repair_says_nothing_of_it(tmp_path: Path) -> None:
    put(tmp_path, mended(CHAPTER).encode())
    assert "correzion" not in run(tmp_path, "--fix", "--draft").stdout


def test_a_file_with_a_mistake_of_notation_is_left_alone(tmp_path: Path) -> None:
    text = CHAPTER + "note: uno: due\n"
    file = put(tmp_path, text.encode())
    done = run(tmp_path, "--fix")
    assert file.read_text("utf-8") == text
    assert done.returncode == 1
    assert "colon-in-text" in done.stdout
    assert "si correggono" not in run(tmp_path).stdout


def test_a_file_that_is_read_only_is_told_at_its_place(tmp_path: Path) -> None:
    file = put(tmp_path, CHAPTER.encode())
    file.chmod(0o444)
    done = run(tmp_path, "--fix")
    assert done.returncode == 2
    assert "uno.yaml:11:19: errore [source-unwritable]" in done.stdout
    assert file.read_text("utf-8") == CHAPTER


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = put(tmp_path, CHAPTER.encode())
    checked = check(tmp_path / "report.yaml")
    file.write_text(CHAPTER + "# un'altra mano\n", "utf-8")
    done, problems = mend(tmp_path, checked.problems, checked.source)
    assert not done
    assert [problem.rule for problem in problems] == ["source-changed"]
    assert file.read_text("utf-8").endswith("# un'altra mano\n")


def test_characters_that_must_not_stand_there_are_not_lost(tmp_path: Path) -> None:
    text = CHAPTER.replace("il titolo", "il \x07 titolo")
    file = put(tmp_path, text.encode())
    run(tmp_path, "--fix")
    assert file.read_bytes() == text.encode()


def test_what_is_acknowledged_stays(tmp_path: Path) -> None:
    known = "acknowledged:\n  - {rule: range-form, about: [2014–2020], reason: Così nel testo pubblicato., date: 2026-11-25}\n"
    (tmp_path / "noti.yaml").write_text(known, "utf-8")
    file = put(tmp_path, CHAPTER.encode(), REPORT + "acknowledged: noti.yaml\n")
    run(tmp_path, "--fix", "--draft")
    assert file.read_text("utf-8") == mended(CHAPTER).replace("2014-2020", "2014–2020")


def test_a_link_to_a_shared_file_stays_a_link(tmp_path: Path) -> None:
    file = put(tmp_path, CHAPTER.encode())
    shared = tmp_path / "shared"
    shared.mkdir()
    file.rename(shared / "uno.txt")
    file.symlink_to("shared/uno.txt")
    run(tmp_path, "--fix", "--draft")
    assert file.is_symlink()
    assert (shared / "uno.txt").read_text("utf-8") == mended(CHAPTER)
