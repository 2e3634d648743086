"""The command `verify`: what was built is checked where it lies, and the proof says what it is about.

It runs in this process with validators of our own making, as the real ones have tests of their own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from report_builder.checking import Checked, check
from report_builder.cli import main
from report_builder.cli.verifying import moment
from report_builder.diagnostics import Problem, Quoted, Severity
from report_builder.readback import Kind
from report_builder.record import DOCUMENTS
from report_builder.verify import run as runner
from report_builder.verify.parity import READERS
from report_builder.verify.results import File, Files, Finding, Result, Verdict, Why, judged
from report_builder.verify.tools import axe, nu
from tests.conftest import REPORTS, ROOT, command

EPOCH = "1700000000"
KEYS = re.compile(r"^\| `([a-z_0-9]+)` \|", re.MULTILINE)


@dataclass
class FakeTool:
    """A validator that gives what a test wants."""

    results: tuple[Result, ...] = ()
    installed: str | None = "7.1"
    NAME: str = "Perito"
    CHECKS: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {"html": ("HTML",)})

    def version(self) -> str | None:
        return self.installed

    def run(self, files: Files) -> Iterator[Result]:
        assert [*files]
        yield from self.results


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest report with its documents, to be copied."""
    folder = tmp_path_factory.mktemp("verify")
    shutil.copytree(REPORTS["minimal"].parent, folder / "content/2023")
    done = command("build", "2023", "--format", "pdf,docx,html", "--quiet", cwd=folder, env=environment())
    assert done.returncode == 0, done.stderr
    return folder


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": EPOCH}


@pytest.fixture
def work(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own with the report and its documents; no validator is installed."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(runner, "TOOLS", ())
    return tmp_path


def out(work: Path, ending: str) -> Path:
    (found,) = (work / "output/2023").glob(f"biblioteca*.{ending}")
    return found


def proof(work: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((work / "output/2023/accessibility.json").read_text("utf-8"))
    return found


def build(work: Path, *more: str) -> None:
    done = command("build", "2023", "--format", "pdf,docx,html", "--quiet", *more, cwd=work, env=environment())
    assert done.returncode == 0, done.stderr


def digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def listed(work: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads((work / "output/2023/build.json").read_text("utf-8"))["files"]
    return found


def edit(work: Path) -> None:
    file = work / "content/2023/un-anno.yaml"
    file.write_text(file.read_text("utf-8") + "\n# un pensiero\n", "utf-8")


# ------------------------------------------------------------------------------------------------------------- what it writes


def test_what_was_built_is_checked_and_the_proof_names_it(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "The proof is in output/2023/accessibility.html." in said.out
    assert "Our own checks of the documents" in said.err
    told = proof(work)
    assert told["overall"] == "passed"
    assert told["verified"] == "2023-11-14T22:13:20Z"
    digests = {file["name"]: file["sha256"] for file in told["files"]}
    assert digests == {out(work, form).name: sha256(out(work, form).read_bytes()).hexdigest() for form in DOCUMENTS}
    assert {(result["file"], result["standard"]) for result in told["results"]} >= {
        (out(work, "pdf").name, "PDF/UA-1, PDF/A-2a"),
        (out(work, "pdf").name, "parity"),
        (out(work, "docx").name, "parity"),
    }
    assert all(result["verdict"] == "passed" and result["tool_version"] and result["checks"] for result in told["results"])
    assert {entry["format"] for entry in told["by_hand"]} == {"all", *DOCUMENTS}
    page = (work / "output/2023/accessibility.html").read_text("utf-8")
    assert all(digest in page for digest in digests.values())


def test_items_that_begin_with_a_list_keep_their_marks_in_every_format(work: Path) -> None:
    file = work / "content/2023/un-anno.yaml"
    lists = "      1. - Alfa\n         - Beta\n      2. - - Gamma\n\n         Dopo.\n\n"
    file.write_text(file.read_text("utf-8").replace("      - La sala", f"{lists}      - La sala"), "utf-8")
    build(work)
    assert main(["verify", "--quiet"]) == 0
    assert {(result["tool"], result["verdict"]) for result in proof(work)["results"]} == {("report_builder", "passed")}
    marks = [(1, True, ""), (2, False, "Alfa"), (2, False, "Beta"), (1, True, ""), (2, False, ""), (3, False, "Gamma")]
    for form, read in READERS.items():
        blocks = [block for block in read(out(work, form).read_bytes()) if block.kind in (Kind.ITEM, Kind.PARAGRAPH)]
        items = [(block.level, block.ordered, block.text) for block in blocks if block.kind is Kind.ITEM]
        assert items[: len(marks)] == marks, form
        after = [block for block in blocks if block.kind is Kind.PARAGRAPH and block.text == "Dopo."]
        assert len(after) == 1, form
    with pypdfium2.PdfDocument(out(work, "pdf")) as pdf:
        words = "\n".join(page.get_textpage().get_text_range() for page in pdf).replace("\r", "")
    assert re.search(r"1\.\s+▪ Alfa\s+▪ Beta\s+2\.\s+▪ ▪ Gamma", words), words


def test_the_json_has_the_keys_that_are_documented(work: Path) -> None:
    assert main(["verify", "--quiet"]) == 0
    text = (ROOT / "docs/accessibility.md").read_text("utf-8").partition("## The proof")[2].partition("\n## ")[0]
    documented = set(KEYS.findall(text))
    told = proof(work)
    members = [*told["files"], *told["results"], *told["by_hand"], told["by"]]
    found = set(told).union(*members)
    assert found <= documented
    assert documented - found <= {"rule", "place", "severity", "line", "message", "acknowledged"}  # of what nobody found here


@pytest.mark.parametrize(("language", "title"), [("it", "Prova di accessibilità"), ("en", "Proof of accessibility")])
def test_the_page_is_in_the_language_of_messages(work: Path, language: str, title: str) -> None:
    assert main(["verify", "--quiet", "--lang", language]) == 0
    page = (work / "output/2023/accessibility.html").read_text("utf-8")
    assert f'<html lang="{language}">' in page
    assert f"<h1>{title}</h1>" in page
    assert proof(work)["messages"] == language


def test_the_same_moment_gives_the_same_bytes_and_nothing_of_the_machine(work: Path) -> None:
    assert main(["verify", "--quiet"]) == 0
    first = {name: (work / "output/2023" / name).read_bytes() for name in ("accessibility.html", "accessibility.json")}
    assert main(["verify", "--quiet"]) == 0
    for name, data in first.items():
        assert (work / "output/2023" / name).read_bytes() == data
        assert str(work).encode() not in data


def test_json_on_standard_output_is_the_file(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--json"]) == 0
    assert capsys.readouterr().out == (work / "output/2023/accessibility.json").read_text("utf-8")


@pytest.mark.usefixtures("work")
def test_quiet_says_nothing_if_all_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "-q"]) == 0
    assert capsys.readouterr() == ("", "")


def test_only_the_formats_there_are(work: Path) -> None:
    shutil.rmtree(work / "output")
    done = command("build", "2023", "--format", "html", "--quiet", cwd=work, env=environment())
    assert done.returncode == 0
    assert main(["verify", "--quiet"]) == 0
    told = proof(work)
    assert [file["format"] for file in told["files"]] == ["html"]
    assert {entry["format"] for entry in told["by_hand"]} == {"all", "html"}
    parity = next(result for result in told["results"] if result["standard"] == "parity")
    assert (parity["verdict"], parity["why"], told["overall"]) == ("not-run", "alone", "incomplete")


# ---------------------------------------------------------------------------------------------------- beside what it is about


def test_a_proof_stays_beside_the_same_documents_and_goes_with_others(work: Path) -> None:
    assert main(["verify", "--quiet"]) == 0
    entry = listed(work)["accessibility.html"]
    assert entry["sha256"] == sha256((work / "output/2023/accessibility.html").read_bytes()).hexdigest()
    assert entry["about"] == {file["name"]: file["sha256"] for file in proof(work)["files"]}
    build(work)
    assert (work / "output/2023/accessibility.html").exists()
    text = work / "content/2023/un-anno.yaml"
    text.write_text(text.read_text("utf-8").replace("libri", "volumi"), "utf-8")
    build(work)
    assert not list((work / "output/2023").glob("accessibility.*"))
    assert "accessibility.html" not in listed(work)


def test_a_proof_goes_when_one_document_of_several_is_made_anew(work: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--quiet"]) == 0
    text = work / "content/2023/un-anno.yaml"
    text.write_text(text.read_text("utf-8").replace("libri", "volumi"), "utf-8")
    capfd.readouterr()
    assert main(["build", "--format", "html", "--lang", "en"]) == 0
    assert "accessibility" not in capfd.readouterr().out
    assert not list((work / "output/2023").glob("accessibility.*"))


def test_documents_of_other_content_are_told(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(work)
    assert main(["verify", "--lang", "en"]) == 0
    said = capsys.readouterr().err
    assert "[built-stale]" in said
    assert "changed since: un-anno.yaml" in said
    assert [one["rule"] for one in proof(work)["remarks"]] == ["built-stale"]
    assert "un-anno.yaml" in (work / "output/2023/accessibility.html").read_text("utf-8")


def test_a_document_changed_by_hand_is_told_and_checked_as_it_is(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = out(work, "html")
    page.write_text(page.read_text("utf-8").replace("libri", "volumi"), "utf-8")
    assert main(["verify", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert "[built-changed]" in said.err
    assert "[parity-text]" in said.out
    told = proof(work)
    assert told["overall"] == "failed"
    assert {result["file"] for result in told["results"] if result["verdict"] == "failed"} == {
        out(work, "pdf").name,
        out(work, "docx").name,
    }
    assert told["files"][2]["sha256"] == sha256(page.read_bytes()).hexdigest()


def test_content_with_errors_does_not_keep_documents_from_being_verified(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = work / "content/2023/report.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    assert main(["verify", "--lang", "en"]) == 0
    assert "[built-unknown]" in capsys.readouterr().err
    told = proof(work)
    assert "error" in {one["severity"] for one in told["content"]}
    assert all(not Path(one["file"]).is_absolute() for one in told["content"])


def test_nothing_built_is_told_with_what_to_do(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(work / "output")
    assert main(["verify", "--lang", "en"]) == 1
    said = capsys.readouterr().err
    assert "[nothing-built]" in said
    assert "`report-builder build content/2023/report.yaml`" in said
    assert not (work / "output").exists()
    assert main(["verify", "--json"]) == 1
    assert [one["rule"] for one in json.loads(capsys.readouterr().out)] == ["nothing-built"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"files": 3}', '{"files": {"../x": {}}}', '{"files": {"biblioteca-2023.pdf": []}}']
)
def test_a_damaged_record_is_nothing_built(work: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    (work / "output/2023/build.json").write_text(text, "utf-8")
    assert main(["verify", "--lang", "en"]) == 1
    assert "[nothing-built]" in capsys.readouterr().err


def test_a_damaged_document_is_found_and_not_our_bug(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("pdf", "docx"):
        data = out(work, form).read_bytes()
        out(work, form).write_bytes(data[: len(data) // 2])
    assert main(["verify", "--lang", "en"]) == 1
    said = capsys.readouterr().out
    assert "[pdf-unreadable]" in said
    assert said.count("[parity-unreadable]") == 2


def test_documents_that_are_replaced_meanwhile_get_no_proof(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Slow(FakeTool):
        def run(self, files: Files) -> Iterator[Result]:
            assert files.html
            out(work, "html").write_text("<!DOCTYPE html><title>other</title>", "utf-8")
            yield judged(out(work, "html").name, "HTML", self.NAME, "1", ())

    monkeypatch.setattr(runner, "TOOLS", (Slow(),))
    assert main(["verify", "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert "[built-meanwhile]" in said.err
    assert "The proof is in" not in said.out
    assert not list((work / "output/2023").glob("accessibility.*"))


@pytest.fixture
def editions(work: Path) -> Path:
    """A folder with the web pages of two editions."""
    shutil.copytree(REPORTS["editions"].parent, work / "content/2020")
    for file in ("report.yaml", "report.en.yaml"):
        done = command("build", f"2020/{file}", "-f", "html", "-o", "out", "-q", cwd=work, env=environment())
        assert done.returncode == 0, done.stderr
    return work / "out"


EDITIONS = (("report.yaml", "sintesi-prova"), ("report.en.yaml", "summary-test"))


def proofs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*accessibility.*"))


def test_each_edition_in_one_folder_has_a_proof_of_its_own(editions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = set()
    for file, name in EDITIONS:
        assert main(["verify", f"2020/{file}", "-o", "out", "--lang", "en"]) == 0
        assert f"The proof is in out/{name}-accessibility.html." in capsys.readouterr().out
        told = json.loads((editions / f"{name}-accessibility.json").read_text("utf-8"))
        assert [entry["name"] for entry in told["files"]] == [f"{name}.html"]
        assert told["remarks"] == []
        titles.add((told["language"], told["title"]))
    assert titles == {("it", "Sintesi del Programma di prova 2024"), ("en", "Summary of the test programme 2024")}
    assert proofs(editions) == sorted(f"{name}-accessibility.{form}" for _, name in EDITIONS for form in ("html", "json"))


def test_the_proof_of_one_edition_goes_and_that_of_the_other_stays(editions: Path) -> None:
    for file, _ in EDITIONS:
        assert main(["verify", f"2020/{file}", "-o", "out", "-q"]) == 0
    text = editions.parent / "content/2020/progress.yaml"
    text.write_text(text.read_text("utf-8").replace("the", "this", 1), "utf-8")
    done = command("build", "2020/report.en.yaml", "-f", "html", "-o", "out", "-q", cwd=editions.parent, env=environment())
    assert done.returncode == 0, done.stderr
    assert proofs(editions) == ["sintesi-prova-accessibility.html", "sintesi-prova-accessibility.json"]


def test_a_proof_from_before_the_second_edition_came_is_replaced_under_its_new_name(work: Path, editions: Path) -> None:
    other = editions.with_name("both")
    for file, _ in EDITIONS:
        done = command("build", f"2020/{file}", "-f", "html", "-o", "both", "-q", cwd=work, env=environment())
        assert done.returncode == 0, done.stderr
        if file == "report.yaml":
            assert main(["verify", "2020/report.yaml", "-o", "both", "-q"]) == 0
    assert proofs(other) == ["accessibility.html", "accessibility.json"]
    assert main(["verify", "2020/report.yaml", "-o", "both", "-q"]) == 0
    assert proofs(other) == ["sintesi-prova-accessibility.html", "sintesi-prova-accessibility.json"]


@pytest.mark.parametrize("published", ["", "published: 2025-06-30\n"])
def test_an_edition_whose_content_has_errors_is_not_taken_for_the_other(editions: Path, published: str) -> None:
    file = editions.parent / "content/2020/report.yaml"
    text = published + file.read_text("utf-8")
    file.write_text(text, "utf-8")
    if published:
        done = command("build", file, "-f", "html", "-o", editions, "-q", env=environment())
        assert done.returncode == 0, done.stderr
    file.write_text(text.replace("title:", "titel:", 1), "utf-8")
    assert main(["verify", "2020/report.yaml", "-o", "out", "-q"]) == 0
    assert proofs(editions) == ["sintesi-prova-accessibility.html", "sintesi-prova-accessibility.json"]


def test_what_changed_since_is_told_of_the_build_that_made_the_documents(
    editions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The Italian edition was built first: the record of the folder is that of the English one."""
    text = editions.parent / "content/2020/andamento.yaml"
    text.write_text(text.read_text("utf-8") + "\n# un pensiero\n", "utf-8")
    assert main(["verify", "2020/report.yaml", "-o", "out", "--lang", "en"]) == 0
    assert "(changed since: andamento.yaml)" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------ never of others


def test_the_proof_of_a_draft_says_that_it_is_of_a_draft(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(work, "--draft")
    assert main(["verify", "--lang", "en"]) == 0
    said = capsys.readouterr().err
    drafts = ", ".join(out(work, form).name for form in DOCUMENTS)
    assert f"[built-draft] These documents are drafts: {drafts}." in said
    told = proof(work)
    assert [one["rule"] for one in told["remarks"]] == ["built-draft"]
    assert [one["draft"] for one in told["files"]] == [True, True, True]
    page = (work / "output/2023/accessibility.html").read_text("utf-8")
    assert "<h1>Proof of accessibility of a draft</h1>" in page
    assert "<title>Proof of accessibility of a draft – " in page
    build(work)
    assert main(["verify", "--lang", "en", "-q"]) == 0
    assert "draft" not in (work / "output/2023/accessibility.html").read_text("utf-8")


def test_a_document_that_is_gone_is_told_and_never_counts_as_verified(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out(work, "pdf").unlink()
    assert main(["verify", "--lang", "en"]) == 0
    assert "[built-missing]" in capsys.readouterr().err
    told = proof(work)
    assert told["overall"] == "incomplete"
    assert [file["format"] for file in told["files"]] == ["docx", "html"]
    build(work)
    assert not proofs(work / "output/2023")  # the PDF is there again, and nobody has looked at it


def test_the_proof_of_a_document_changed_by_hand_goes_with_that(work: Path) -> None:
    page = out(work, "html")
    page.write_text(page.read_text("utf-8") + "\n", "utf-8")
    assert main(["verify", "-q"]) == 0
    build(work)
    assert not proofs(work / "output/2023")


# ------------------------------------------------------------------------------------------------------------------- the zip


def zipped(work: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(out(work, "zip")) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_the_zip_gets_the_proof_of_its_documents(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(work, "--bundle")
    assert not any("accessibility" in name for name in zipped(work))
    assert main(["verify", "--lang", "en"]) == 0
    assert f"It is also in output/2023/{out(work, 'zip').name}." in capsys.readouterr().out
    held = zipped(work)
    for name in ("accessibility.html", "accessibility.json"):
        assert held[name] == (work / "output/2023" / name).read_bytes()
    entry = listed(work)[out(work, "zip").name]
    assert (entry["size"], entry["sha256"]) == (len(out(work, "zip").read_bytes()), digest(out(work, "zip")))
    first = out(work, "zip").read_bytes()
    assert main(["verify", "-q", "--lang", "en"]) == 0
    assert out(work, "zip").read_bytes() == first
    build(work, "--bundle")  # of the same documents: the proof stays, in the folder and in the zip
    assert out(work, "zip").read_bytes() == first
    assert listed(work)[out(work, "zip").name]["sha256"] == digest(out(work, "zip"))


def test_the_zip_of_other_documents_gets_none_and_that_is_told(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(work, "--bundle")
    text = work / "content/2023/un-anno.yaml"
    text.write_text(text.read_text("utf-8").replace("libri", "volumi"), "utf-8")
    build(work)
    before = out(work, "zip").read_bytes()
    assert main(["verify", "--lang", "en"]) == 0
    said = capsys.readouterr()
    assert "[bundle-without-proof]" in said.err
    assert "It is also in" not in said.out
    assert out(work, "zip").read_bytes() == before
    build(work, "--bundle")
    assert zipped(work)["accessibility.html"] == (work / "output/2023/accessibility.html").read_bytes()
    out(work, "zip").write_bytes(b"PK")
    assert main(["verify", "--lang", "en"]) == 0
    assert "[bundle-without-proof]" in capsys.readouterr().err
    assert out(work, "zip").read_bytes() == b"PK"


def test_a_build_that_changes_the_documents_leaves_no_proof_in_the_zip(work: Path) -> None:
    build(work, "--bundle")
    assert main(["verify", "-q"]) == 0
    text = work / "content/2023/un-anno.yaml"
    text.write_text(text.read_text("utf-8").replace("libri", "volumi"), "utf-8")
    build(work, "--bundle")
    assert not any("accessibility" in name for name in zipped(work))
    assert not proofs(work / "output/2023")


def test_findings_about_figures_are_left_to_the_audit(monkeypatch: pytest.MonkeyPatch, work: Path) -> None:
    known = Problem("figures-contradict", {"names": "a", "parts": "b"}, figures={"a": Quoted("1")})
    untrue = Problem("relation-untrue", {"relation": "3 ≠ 2 = count(a, b)"})
    other = Problem("acronym-unexpanded", {"acronym": "POR"}, severity=Severity.WARNING)

    def checked(report: Path) -> Checked:
        found = check(report)
        return replace(found, problems=(*found.problems, known, untrue, other))

    monkeypatch.setattr(runner, "check", checked)
    assert main(["verify", "-q"]) == 0
    assert [one["rule"] for one in proof(work)["content"]] == ["acronym-unexpanded"]


# --------------------------------------------------------------------------------------------------------------- validators


FAULT = Finding("R-1", "1:2", "Something <b>is</b> wrong", "HTML")


def with_tool(monkeypatch: pytest.MonkeyPatch, work: Path, **what: Any) -> None:
    result = Result(out(work, "html").name, "HTML", "Perito", "7.1", **what)
    monkeypatch.setattr(runner, "TOOLS", (FakeTool((result,)),))


def test_what_a_validator_finds_is_told_in_its_words(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_tool(monkeypatch, work, verdict=Verdict.FAILED, findings=(FAULT,) * 12, setting="dark")
    assert main(["verify", "--lang", "it", "--quiet"]) == 1
    said = capsys.readouterr().out
    assert "HTML (dark)" in said
    assert said.count("[R-1] Something <b>is</b> wrong (1:2)") == 10
    assert "Altri 2 sono nella prova." in said
    page = (work / "output/2023/accessibility.html").read_text("utf-8")
    assert '<li><span lang="en">Something &lt;b&gt;is&lt;/b&gt; wrong</span>' in page
    assert len(next(one for one in proof(work)["results"] if one["tool"] == "Perito")["findings"]) == 12


def test_a_validator_that_is_not_installed_is_told_and_refused_if_strict(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runner, "TOOLS", (FakeTool(installed=None),))
    assert main(["verify", "--lang", "en"]) == 0
    assert 'Not installed, so not run: Perito. "make verify" installs them all.' in capsys.readouterr().out
    told = proof(work)
    assert told["overall"] == "incomplete"
    (result,) = [one for one in told["results"] if one["tool"] == "Perito"]
    assert (result["verdict"], result["why"], result["file"]) == ("not-run", "not-installed", out(work, "html").name)
    assert main(["verify", "--lang", "en", "--quiet"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["verify", "--lang", "en", "--quiet", "--strict"]) == 2
    assert "--strict wants them: Perito" in capsys.readouterr().out


@pytest.mark.parametrize("at", ["version", "run"])
def test_a_validator_that_crashes_is_trouble_and_no_bug_of_ours(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    """Also one that has said something before: half a validation is none."""

    class Crashing(FakeTool):
        def version(self) -> str | None:
            if at == "version":
                raise zipfile.BadZipFile("the jar is no zip")
            return "7.1"

        def run(self, files: Files) -> Iterator[Result]:
            yield judged(out(work, "html").name, "HTML", self.NAME, "7.1", ())
            raise AttributeError(f"nothing in {files.folder.resolve()}/a.pdf")

    monkeypatch.setattr(runner, "TOOLS", (Crashing(),))
    assert main(["verify", "--lang", "en"]) == 2
    (result,) = [one for one in proof(work)["results"] if one["tool"] == "Perito"]
    assert (result["file"], result["verdict"], result["why"]) == (out(work, "html").name, "not-run", "trouble")
    assert result["remark"] in capsys.readouterr().out
    assert (
        result["remark"]
        == {
            "version": "BadZipFile: the jar is no zip",
            "run": "AttributeError: nothing in a.pdf",
        }[at]
    )


@pytest.mark.parametrize("epoch", ["", "today", "-", "99999999999999999", "253402300800"])
def test_what_is_no_moment_states_none(epoch: str) -> None:
    assert moment(epoch).year < 9999
    assert moment(EPOCH).isoformat() == "2023-11-14T22:13:20+00:00"


def test_a_validator_that_breaks_off_is_trouble(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_tool(monkeypatch, work, verdict=Verdict.NOT_RUN, why=Why.TROUBLE, remark="no memory")
    assert main(["verify", "--lang", "en"]) == 2
    assert "The tool broke off: no memory" in capsys.readouterr().out


# ----------------------------------------------------------------------------------------------------------- the command line


@pytest.mark.parametrize(
    "line", [["verify", "--draft"], ["verify", "-f", "pdf"], ["status", "--strict"], ["figures", "--strict"], ["check", "-q"]]
)
def test_an_option_of_another_command_is_refused(line: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*line, "--lang", "en"]) == 1
    assert "is for these commands only:" in capsys.readouterr().err


@pytest.mark.usefixtures("work")
def test_a_report_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "2032", "--lang", "en"]) == 1
    assert "[report-not-found]" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------------ the page


def test_the_page_passes_what_it_tells_of(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nu and axe, by day and by night, narrow and wide, on the page with findings of every kind."""
    with_tool(monkeypatch, work, verdict=Verdict.FAILED, findings=(FAULT,) * 3)
    edit(work)
    file = work / "content/2023/report.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    assert main(["verify", "--quiet"]) == 1
    page = work / "output/2023/accessibility.html"
    files = Files(page.parent, html=File("html", page.name, page, page.read_bytes()))
    results = [*nu.run(files), *axe.run(files)]
    assert len(results) > 4
    assert [
        (result.setting, result.findings, result.remark) for result in results if result.verdict is not Verdict.PASSED
    ] == []
    assert not re.search(r'(src|href)="(?!#)', page.read_text("utf-8"))
    assert not re.search(r"url\((?!data:)", page.read_text("utf-8"))
