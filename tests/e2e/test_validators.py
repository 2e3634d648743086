"""Every PDF and Word file in the hands of other makers' validators, and each validator awake: a file that is broken in its
field is found out, one that cannot be read is told. Web pages meet theirs in test_web_accessibility.py.

A validator that is not installed fails these tests, as none is skipped; `make test` installs them all.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report_builder.verify.results import File, Files, Finding, Result, Verdict, Why
from report_builder.verify.tools import TOOLS, axe, installed, nu, openxml, outloud, page_validation, verapdf
from tests.conftest import REPORTS, ROOT
from tests.finished import STRESS, changed_pdf, put, write_documents
from tests.stress import LONG, stress

NAMES = (*sorted(REPORTS), STRESS)
Finished = Callable[[str], Files]

# What outloud remarks: its rules that judge by likelihood. docs/accessibility.md explains each.
REMARKS: dict[str, set[str]] = {
    "2018": {"FIG-012", "TAG-002", "TBL-010"},
    "second": {"ORD-001"},
    "minimal": set(),
    "editions": set(),
    STRESS: {"FIG-012", "ORD-001", "TBL-004", "TBL-010"},
}


def failed(results: Iterable[Result]) -> list[tuple[str, str, Finding]]:
    """Findings of results that failed; every other must have passed, and have looked at something."""
    told = list(results)
    assert told
    for result in told:
        assert result.verdict is not Verdict.NOT_RUN, f"{result.tool}, {result.file}: {result.remark}"
        assert (result.verdict is Verdict.FAILED) <= bool(result.findings)
        assert re.match(r"\d+\.\d+", result.version)
    return [(one.file, one.setting, finding) for one in told if one.verdict is Verdict.FAILED for finding in one.findings]


def rules(results: Iterable[Result]) -> set[tuple[str, str]]:
    return {(result.standard, finding.rule) for result in results for finding in result.findings}


def form(files: Files, name: str) -> File:
    file: File = getattr(files, name)
    return file


# ------------------------------------------------------------------------------------------------------------- all that we make


def test_verapdf_passes_every_pdf_in_one_start(finished: Finished) -> None:
    documents = [form(finished(name), "pdf") for name in NAMES]
    told = list(verapdf.validate(documents))
    assert failed(told) == []
    assert [one.file for one in told] == [file.name for file in documents for _ in verapdf.PROFILES]
    assert [one.standard for one in told] == [*verapdf.PROFILES] * len(documents)
    assert all(result.checks > 100 for result in told)


@pytest.mark.parametrize("name", NAMES)
def test_page_validation_and_openxml_audit_pass_every_file(name: str, finished: Finished) -> None:
    files = finished(name)
    assert failed(page_validation.run(files)) == []
    assert failed(openxml.run(files)) == []


@pytest.mark.parametrize("name", NAMES)
def test_outloud_passes_every_pdf_and_remarks_only_what_is_explained(name: str, finished: Finished) -> None:
    told = list(outloud.run(finished(name)))
    assert failed(told) == []
    assert {rule for _, rule in rules(told)} == REMARKS[name]


def test_every_remark_of_outloud_is_explained() -> None:
    page = (ROOT / "docs/accessibility.md").read_text("utf-8")
    explained = re.findall(r"^\| `([A-Z]+-\d+)` \|", page, re.MULTILINE)
    assert sorted(explained) == sorted(set().union(*REMARKS.values()))


@pytest.mark.endurance
def test_three_hundred_pages_pass(tmp_path: Path) -> None:
    files = write_documents(stress(LONG), tmp_path / "long")
    with pikepdf.open(form(files, "pdf").path) as pdf:
        assert len(pdf.pages) >= 300
    for tool in (verapdf, page_validation, openxml, nu):
        assert failed(tool.run(files)) == []


# ------------------------------------------------------------------------------------------------------------ broken on purpose


def without_an_alternative(pdf: pikepdf.Pdf) -> None:
    figure = next(one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure")
    del figure["/Alt"]


def without_the_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def test_faults_of_a_pdf_are_found_by_each(finished: Finished, tmp_path: Path) -> None:
    files = finished("minimal")
    sound = form(files, "pdf").data
    mute = put(files, tmp_path / "mute", pdf=changed_pdf(sound, without_an_alternative))
    grey = put(files, tmp_path / "grey", pdf=changed_pdf(sound, without_the_colours))

    first, second, third, fourth = verapdf.validate([form(mute, "pdf"), form(grey, "pdf")])
    (alternative,) = first.findings
    assert (alternative.rule, alternative.standard) == ("7.3-1", "ISO 14289-1, 7.3")
    assert re.fullmatch(r"Document/\S*Figure \(\d+ 0 obj\)", alternative.place)
    assert "alternative" in alternative.text
    assert [second.verdict, third.verdict, fourth.verdict] == [Verdict.PASSED, Verdict.PASSED, Verdict.FAILED]
    assert {finding.standard.partition(",")[0] for finding in fourth.findings} == {"ISO 19005-2"}
    assert any(finding.place == "p. 1" for finding in fourth.findings)

    assert rules(page_validation.run(mute)) == {("PDF/UA-1", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001")}
    assert {standard for standard, _ in rules(page_validation.run(grey))} == {"PDF/A-2a"}
    assert ("PDF/UA-1", "FIG-001") in rules(outloud.run(mute))


def test_faults_of_a_page_are_found_with_their_place(finished: Finished, tmp_path: Path) -> None:
    files = finished("minimal")
    page = form(files, "html").data
    start = page.index(b"<main")
    lines = page[:start].count(b"\n") + 1
    broken = put(files, tmp_path / "1", html=page[:start] + b'<p wrong="yes">one<div>two</div></p>' + page[start:])
    warned = put(files, tmp_path / "2", html=page[:start] + b"<section><p>No heading.</p></section>" + page[start:])
    first, second, third = nu.validate([form(one, "html") for one in (broken, warned, files)])
    assert [first.verdict, second.verdict, third.verdict] == [Verdict.FAILED, Verdict.FAILED, Verdict.PASSED]
    assert {finding.place.partition(":")[0] for finding in first.findings if finding.rule == "error"} == {str(lines)}
    assert any("wrong" in finding.text for finding in first.findings)
    assert [finding.rule for finding in second.findings] == ["warning"]


def test_a_fault_of_one_setting_is_found_in_that_alone(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = finished("minimal")
    monkeypatch.chdir(tmp_path)  # documents are named as the user names them, from the folder that the user is in
    pale = (
        b"<style>@media (prefers-color-scheme: dark) and (max-width: 400px) { #pale { color: #333; background: #222 } }</style>"
    )
    fault = (
        pale
        + b'<p id="pale">Letters that are hardly seen.</p><details><summary>More</summary><img src="data:,"></details></main>'
    )
    told = list(axe.run(put(files, Path("output"), html=form(files, "html").data.replace(b"</main>", fault, 1))))
    by_rule: dict[str, set[str]] = {}
    for _, setting, finding in failed(told):
        by_rule.setdefault(finding.rule, set()).add(setting)
        if finding.rule == "color-contrast":
            assert (finding.place, finding.standard) == ("#pale", "WCAG 2.2, 1.4.3")
    assert len({result.setting for result in told}) == len(told) == 8
    assert by_rule == {
        "color-contrast": {"dark, 320 px, details closed", "dark, 320 px, details open"},
        "image-alt": {result.setting for result in told if result.setting.endswith("open")},
    }


def test_a_fault_of_a_word_file_is_found(finished: Finished, tmp_path: Path) -> None:
    files = finished("minimal")
    out = io.BytesIO()
    with zipfile.ZipFile(form(files, "docx").path) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"<w:sectPr", b"<w:r/><w:sectPr", 1) if name == "word/document.xml" else data)
    (result,) = openxml.run(put(files, tmp_path, docx=out.getvalue()))
    assert result.verdict is Verdict.FAILED
    assert all(finding.place.startswith("/word/document.xml") for finding in result.findings)


# ---------------------------------------------------------------------------------------------------------------------- trouble


def test_a_file_that_cannot_be_read_never_passes(finished: Finished, tmp_path: Path) -> None:
    files = put(finished("minimal"), tmp_path, pdf=b"no PDF", docx=b"no ZIP", html=b"")
    for tool in (verapdf, page_validation, outloud, openxml, nu):
        for result in tool.run(files):
            assert result.verdict is not Verdict.PASSED
            assert result.findings or (result.why is Why.TROUBLE and result.remark)


RUBBISH = ("Exception in thread main", "[]", "{}", "null", "[1, 2]", '[{"rules": 1}, {}]', '{"messages": [{}]}')


@pytest.mark.parametrize(
    "script", ["echo out of order >&2; exit 3", "exit 0", "exec sleep 600", *(f"echo '{one}'" for one in RUBBISH)]
)
def test_a_program_that_breaks_off_is_told(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    files = finished("minimal")
    program = tmp_path / "broken"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(installed, "PATIENCE", 2)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr(nu, "java", lambda: program)
    monkeypatch.setattr(axe, "browser", lambda: program)
    for tool in (verapdf, nu) if "sleep" in script else (verapdf, nu, axe):  # how long a browser may take is Playwright's
        told = list(tool.run(files))
        assert {(result.verdict, result.why) for result in told} == {(Verdict.NOT_RUN, Why.TROUBLE)}
        assert {result.standard for result in told} == {standard for named in tool.CHECKS.values() for standard in named}
        assert all(result.remark for result in told)
        assert "sleep" not in script or {result.remark for result in told} == {"no answer within 2 s"}


def test_a_file_that_is_refused_without_a_word_has_not_passed() -> None:
    told: dict[str, Any] = {"compliant": False, "rules": 106, "failures": []}
    refused = verapdf.result("a.pdf", "PDF/UA-1", "1", told)
    assert (refused.verdict, refused.why) == (Verdict.NOT_RUN, Why.TROUBLE)
    assert verapdf.result("a.pdf", "PDF/UA-1", "1", {**told, "compliant": True}).verdict is Verdict.PASSED


def test_asking_what_is_installed_loads_none_of_it() -> None:
    code = (
        "import sys\nfrom report_builder.verify.tools import TOOLS\nassert all(tool.version() for tool in TOOLS)\n"
        "print(sorted({'jpype', 'page', 'outloud', 'pymupdf', 'openxml_audit', 'playwright'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def nothing(*_: Any, **__: Any) -> None:
    return None


def no_package(name: str) -> str:
    raise installed.PackageNotFoundError(name)


@pytest.mark.parametrize(
    ("missing", "instead", "absent"),
    [
        ("version", no_package, {verapdf, page_validation, outloud, openxml, axe}),
        ("find_spec", nothing, {verapdf, nu, axe}),
        ("shutil.which", nothing, {verapdf, nu, axe}),
    ],
)
def test_what_lacks_anything_is_not_installed(
    missing: str, instead: Callable[..., Any], absent: set[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert all(tool.version() for tool in TOOLS)
    monkeypatch.setattr(f"{installed.__name__}.{missing}", instead)
    assert {tool.NAME for tool in TOOLS if tool.version() is None} == {tool.NAME for tool in absent}
