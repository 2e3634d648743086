"""From the 2018 report to that of 2019, as an office does it: begin, see what is left, print a draft, fill in, publish."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from report_builder.checks.stale import stale
from report_builder.diagnostics import Repair
from report_builder.document import UNCONFIRMED
from report_builder.readback.docx import read_docx
from report_builder.readback.html import read_html
from report_builder.readback.pdf import read_pdf
from report_builder.reader import read_report
from report_builder.source_edit import edited
from tests.conftest import REPORTS, ROOT, command

MARK = " (da confermare)"


def run(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = command(*arguments, cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "Traceback" not in done.stdout + done.stderr
    return done


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(REPORTS["2018"].parent, tmp_path / "content/2018")
    return tmp_path


def fill_in(folder: Path) -> None:
    """What editors do: confirm every figure, bring sentences up to date, decide last year's acknowledgements anew."""
    for file in folder.glob("*.yaml"):
        file.write_text(file.read_text("utf-8").replace(MARK, ""), "utf-8")
    report, source, _ = read_report(folder / "report.yaml")
    assert report
    later: dict[str, list[Repair]] = {}
    for mention in stale(report):
        span = mention.span
        words = source.files[span.file][span.start : span.end]
        new = re.sub(r"\d{4}", lambda year: str(int(year[0]) + 1), words)
        later.setdefault(span.file, []).append(Repair(span, words, new))
    for path, repairs in later.items():
        done = edited(path, source.files[path], repairs)
        assert not done.refused
        (folder / path).write_text(done.text, "utf-8")
    decided = folder / "acknowledged.yaml"
    entries = decided.read_text("utf-8").partition("# acknowledged:\n")[2]
    decided.write_text("acknowledged:\n" + re.sub(r"(?m)^# ?", "", entries), "utf-8")


def test_a_year_from_beginning_to_end(work: Path) -> None:
    begun = run(work, "new", "2019", "--from", "2018")
    assert begun.returncode == 0, begun.stderr
    assert "content/2019" in begun.stdout
    again = run(work, "new", "2019", "--from", "2018")
    assert (again.returncode, again.stdout) == (1, "")
    assert "folder-exists" in again.stderr

    told = json.loads(run(work, "status", "2019", "--json").stdout)
    assert told["previous"] == "2018"
    assert told["all"]["confirmed"] == 0
    assert told["all"]["figures"] > 150
    assert told["all"]["stale"] > 50
    assert {file["file"] for file in told["files"]} >= {"asse-1.yaml", "figures.yaml", "premessa.yaml"}

    refused = run(work, "build", "2019", "--output", "out", "--format", "html")
    assert refused.returncode == 1
    assert "figure-unconfirmed" in refused.stderr
    assert not (work / "out").exists()
    draft = run(work, "build", "2019", "--draft", "--output", "out")
    assert draft.returncode == 0, draft.stderr
    pdf, docx, html = (work / f"out/sintesi-raa-2019.{kind}" for kind in ("pdf", "docx", "html"))
    for blocks in (read_pdf(pdf.read_bytes()), read_docx(docx.read_bytes()), read_html(html.read_bytes())):
        text = "\n".join(block.text for block in blocks)
        assert f"329,3 Mln€{UNCONFIRMED}".replace("\u00a0", " ") in text.replace("\u00a0", " ")
        assert f"Cifre da confermare: {told['all']['figures']}" in text.replace("\u00a0", " ")
    assert 'title="da confermare"' in html.read_text("utf-8")
    assert 'w:val="Unconfirmed"' in ZipFile(docx).read("word/document.xml").decode()
    figures = (work / "out/data/figures.csv").read_text("utf-8").splitlines()
    assert any(line.startswith("asse_1.attivato,,€,") and "[?]" in line for line in figures)

    fill_in(work / "content/2019")
    told = json.loads(run(work, "status", "2019", "--json").stdout)
    assert (told["all"]["confirmed"], told["all"]["share"]) == (told["all"]["figures"], 100)
    assert told["all"]["stale"] == 0
    final = run(work, "build", "2019", "--output", "out")
    assert final.returncode == 0, final.stderr
    for kind in ("pdf", "docx", "html"):
        file = work / f"out/sintesi-raa-2019.{kind}"
        read = {"pdf": read_pdf, "docx": read_docx, "html": read_html}[kind]
        assert not any("[?]" in block.text for block in read(file.read_bytes()))


def test_new_tells_what_is_wrong_in_the_users_language(work: Path) -> None:
    for arguments, language, words in (
        (("new", "2019", "--from", "2081"), "it", "Intendevi «2018»?"),
        (("new", "2019", "--from", "2081"), "en", 'Did you mean "2018"?'),
        (("new",), "it", "Come si chiama il nuovo rapporto?"),
        (("new",), "en", "What is the new report called?"),
        (("check", "--from", "2018"), "en", "--from"),
        (("new", "2019", "2020"), "en", "2020"),
    ):
        done = run(work, *arguments, "--lang", language)
        assert done.returncode == 1
        assert words in done.stderr, done.stderr
    told = json.loads(run(work, "new", "2018", "--json").stdout)
    assert [problem["rule"] for problem in told] == ["folder-exists"]


def test_what_is_told_to_do_next_can_be_done(work: Path) -> None:
    (work / "altrove").mkdir()
    shutil.copytree(work / "content/2018", work / "altrove/2018")
    for source in ("2018", "altrove/2018"):
        done = run(work, "new", "2019", "--from", source)
        assert "2019-12-31" in done.stdout
        (status,) = re.findall(r"«report-builder (status [^»]+)»", done.stdout)
        assert run(work, *status.split()).returncode == 0


def test_status_is_a_table_of_files(work: Path) -> None:
    assert run(work, "new", "2019").returncode == 0
    done = run(work, "status")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].endswith("(content/2019)")
    assert re.search(r"(?m)^ +asse-1\.yaml +0 di 10 +0% +18 di 18 +3$", done.stdout)
    (whole,) = re.findall(r"(?m)^ +In tutto +0 di (\d+) +0%", done.stdout)
    alone = run(work, "status", "2018", "--lang", "en")
    assert f"{whole} of {whole}" in alone.stdout
    assert "does not name last year's" in alone.stdout
