"""The command as its users meet it: in a process of its own, from outside."""

from __future__ import annotations

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import REPORTS, ROOT, Made, command

KEYS = ["rule", "severity", "file", "line", "column", "message", "hint", "subject", "acknowledged", "repair", "figures"]
SMALL = REPORTS["minimal"]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A place with two reports of different dates, the smallest ones that are useful."""
    for name, date in (("2022", "2022-12-31"), ("2024", "2024-12-31")):
        shutil.copytree(SMALL.parent, tmp_path / "content" / name)
        file = tmp_path / "content" / name / "report.yaml"
        file.write_text(re.sub(r"(?m)^reference_date:.*$", f"reference_date: {date}", file.read_text("utf-8")), "utf-8")
    return tmp_path


def run(work: Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    done = command(*arguments, cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT), **environment})
    assert "Traceback" not in done.stdout + done.stderr
    return done


def spoil(work: Path, old: str = "title:", new: str = "titel:") -> Path:
    file = work / "content/2024/report.yaml"
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    return file


# ------------------------------------------------------------------------------------------------------------ what is built


def test_a_build_makes_what_the_issue_lists(built: Callable[[str], Made]) -> None:
    made = built("2018")
    names = {path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()}
    assert {f"sintesi-raa-2018.{kind}" for kind in ("pdf", "docx", "html", "zip")} | {"build.json"} <= names
    assert {name.split("/")[0] for name in names if "/" in name} == {"data", "figures"}
    assert not [name for name in names if "/." in f"/{name}"]


def test_the_record_tells_what_was_made_of_what(built: Callable[[str], Made]) -> None:
    made = built("2018")
    text = (made.folder / "build.json").read_text("utf-8")
    record = json.loads(text)
    assert not re.search(r'"/|\\\\|file:|localhost', text)
    assert record["pages"] > 10
    assert record["inputs"].keys() >= {
        "report.yaml",
        "figures.yaml",
        "styles/theme.yaml",
        "styles/fonts/TitilliumWeb-Regular.ttf",
    }
    house = {f"styles/{path.name}" for path in (ROOT / "styles").iterdir() if path.suffix in (".css", ".docx", ".yaml")}
    assert house <= record["inputs"].keys()  # a draft of another look has another identity
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in record["inputs"].values())
    assert record["versions"].keys() >= {"report_builder", "python", "weasyprint", "pango", "harfbuzz"}
    assert {"read", "layout", "pdf", "docx", "html", "data", "audit"} == record["timings"].keys()
    documents = {name: entry for name, entry in record["files"].items() if name.endswith((".pdf", ".docx", ".html"))}
    assert len({entry["content"] for entry in documents.values()}) == 1
    for name, entry in record["files"].items():
        assert entry["size"] == (made.folder / name).stat().st_size
    assert {"premessa", "piano-finanziario"} <= record["blocks"].keys() | {"piano-finanziario"}
    assert all(1 <= block["page"] <= record["pages"] for block in record["blocks"].values())


def test_the_bundle_holds_what_is_published(built: Callable[[str], Made]) -> None:
    made = built("2018")
    with zipfile.ZipFile(made.file("zip")) as archive:
        inside = archive.namelist()
        assert all(name.startswith("sintesi-raa-2018/") for name in inside)
        for name in inside:
            assert archive.read(name) == (made.folder / name.partition("/")[2]).read_bytes()
    assert not [name for name in inside if name.endswith(("build.json", ".zip"))]


def test_the_default_is_the_latest_reference_date_and_goes_to_output(work: Path) -> None:
    done = run(work, "build", "--format", "html,data", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (work / "output").iterdir()] == ["2024"]
    assert "output/2024" in done.stdout
    assert re.search(r"\.html +\d+ kB", done.stdout)
    assert done.stderr.splitlines() == [
        "Reading and checking the content …",
        "Web page …",
        "Open data and charts …",
        "Writing the files …",
    ]


def test_an_edition_is_chosen_by_year_folder_or_file(work: Path) -> None:
    for typed in ("2022", "content/2022", "content/2022/report.yaml", work / "content/2022"):
        assert run(work, "build", typed, "--format", "html", "--quiet").returncode == 0
        assert [path.name for path in (work / "output").iterdir()] == ["2022"]
        shutil.rmtree(work / "output")


def test_an_edition_in_another_language_has_a_folder_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(REPORTS["editions"].parent, tmp_path / "content/2020")
    for file in ("report.yaml", "report.en.yaml"):
        done = run(tmp_path, "build", f"content/2020/{file}", "--format", "html", "--quiet")
        assert done.returncode == 0, done.stderr
    assert sorted(path.relative_to(tmp_path / "output").as_posix() for path in tmp_path.rglob("*.html")) == sorted(
        [
            f"2020/{next((tmp_path / 'output/2020').glob('*.html')).name}",
            f"2020/en/{next((tmp_path / 'output/2020/en').glob('*.html')).name}",
        ]
    )


def test_editions_in_one_folder_leave_each_other_s_documents(tmp_path: Path) -> None:
    shutil.copytree(REPORTS["editions"].parent, tmp_path / "content/2020")
    for file in ("report.yaml", "report.en.yaml", "report.yaml"):
        done = run(tmp_path, "build", f"content/2020/{file}", "--format", "html,data", "--output", "out", "--quiet")
        assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in (tmp_path / "out").glob("*.html")) == ["sintesi-prova.html", "summary-test.html"]
    listed = json.loads((tmp_path / "out/build.json").read_text("utf-8"))["files"]
    package = json.loads((tmp_path / "out/data/datapackage.json").read_text("utf-8"))
    on_disk = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert on_disk == {*listed, "build.json"}
    tables = {f"data/{resource['path']}" for resource in package["resources"]}
    assert {name for name in listed if name.startswith("data/")} == {*tables, "data/datapackage.json"}


def test_documents_under_a_former_slug_go(work: Path) -> None:
    assert run(work, "build", "--format", "html,data", "--quiet").returncode == 0
    spoil(work, "slug: ", "slug: new-")
    done = run(work, "build", "--format", "html", "--lang", "en")
    assert done.stdout.splitlines()[-1] == "From an earlier build, not made anew now: data/"
    (page,) = (work / "output/2024").glob("*.html")
    assert page.name.startswith("new-")


def test_word_alone_has_the_page_numbers_of_the_pdf(work: Path) -> None:
    assert run(work, "build", "--quiet", "--output", "all").returncode == 0
    done = run(work, "build", "--format", "docx", "--output", "word")
    assert done.returncode == 0, done.stderr
    (alone,) = (work / "word").glob("*.docx")
    assert sorted(path.name for path in (work / "word").iterdir()) == sorted([alone.name, "build.json"])
    assert alone.read_bytes() == (work / "all" / alone.name).read_bytes()


def test_a_draft_carries_its_identity_and_a_final_build_does_not(work: Path) -> None:
    assert run(work, "build", "--format", "html", "--draft", "--quiet").returncode == 0
    record = json.loads((work / "output/2024/build.json").read_text("utf-8"))
    (page,) = (work / "output/2024").glob("*.html")
    assert record["draft"] is True
    assert record["build"] in page.read_text("utf-8")
    assert run(work, "build", "--format", "html", "--quiet").returncode == 0
    assert record["build"] not in page.read_text("utf-8")


def test_files_that_are_no_longer_made_go_and_others_stay(work: Path) -> None:
    assert run(work, "build", "--format", "html,data", "--quiet").returncode == 0
    folder = work / "output/2024"
    (folder / "data/mine.csv").write_text("mine")
    record = json.loads((folder / "build.json").read_text("utf-8"))
    old = {"format": "data", "size": 1, "sha256": "", "content": "", "build": ""}
    (folder / "data/old.csv").write_text("old")
    (folder / "build.json").write_text(json.dumps(record | {"files": record["files"] | {"data/old.csv": old}}))
    done = run(work, "build", "--format", "data", "--lang", "en")
    assert done.returncode == 0
    assert (folder / "data/mine.csv").exists()
    assert not (folder / "data/old.csv").exists()
    assert re.search(r"From an earlier build, not made anew now: \S+\.html", done.stdout)
    assert [name for name in json.loads((folder / "build.json").read_text("utf-8"))["files"] if name.endswith(".html")]


# ------------------------------------------------------------------------------------------------------- problems and trouble


def test_checking_says_where_and_what_and_makes_nothing(work: Path) -> None:
    assert run(work, "check").returncode == 0
    spoil(work)
    done = run(work, "check", LC_ALL="it_IT.UTF-8")
    assert done.returncode == 1
    assert re.search(r"^content/2024/report\.yaml:\d+:\d+: errore ", done.stdout, re.M)
    assert "\n    titel: " in done.stdout
    assert "\n    ^" in done.stdout
    assert not (work / "output").exists()
    assert re.search(r"report\.yaml:\d+:\d+: error ", run(work, "check", "--lang", "en", LC_ALL="it_IT.UTF-8").stdout)
    assert re.search(r"report\.yaml:\d+:\d+: error ", run(work, "check", LC_ALL="en_GB.UTF-8").stdout)


def test_json_is_a_list_with_stable_keys(work: Path) -> None:
    assert json.loads(run(work, "check", "--json").stdout) == []
    spoil(work)
    for name in ("check", "build"):
        done = run(work, name, "--json")
        assert done.returncode == 1
        assert done.stderr == ""
        problems = json.loads(done.stdout)
        assert problems
        assert [list(problem) for problem in problems] == [KEYS] * len(problems)
        assert {problem["file"] for problem in problems} == {"content/2024/report.yaml"}


def test_mistakes_in_content_leave_the_former_documents(work: Path) -> None:
    assert run(work, "build", "--format", "html,data", "--quiet").returncode == 0
    before = {path: path.read_bytes() for path in (work / "output").rglob("*") if path.is_file()}
    spoil(work)
    done = run(work, "build", "--lang", "en")
    assert done.returncode == 1
    assert "Nothing was made." in done.stderr
    assert done.stdout == ""
    assert {path: path.read_bytes() for path in (work / "output").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["biuld"], 'no command "biuld". Did you mean "build"?'),
        (["build", "--fromat", "pdf"], "no option --fromat. Did you mean --format?"),
        (["build", "--format", "pfd"], 'no format "pfd". Did you mean "pdf"?'),
        (["build", "--format"], "Option --format wants a value."),
        (["build", "--output", ""], "Option --output wants a value."),
        (["build", "--draft=3"], "Option --draft takes no value."),
        (["check", "--bundle"], "Option --bundle is for these commands only: build."),
        (["build", "--bundle", "-f", "audit"], "nothing for --bundle to hold"),
        (["build", "2022", "2024"], 'One report at a time: "2024" is too much.'),
        (["check", "2016"], 'There is no report "2016". The reports are: 2022, 2024.'),
        (["check", "2o22"], 'Did you mean "2022"?'),
        (["check", "content/2022/report.txt"], 'There is no report "content/2022/report.txt"'),
        (["check", "a" * 300], 'There is no report "aaa'),
        (["check", "no.yaml"], '"no.yaml" is not the file of a report.'),
    ],
)
def test_a_wrong_command_is_told_and_exits_with_1(work: Path, arguments: list[str], said: str) -> None:
    (work / "no.yaml").write_text("a: b")
    done = run(work, *arguments, "--lang", "en")
    assert done.returncode == 1
    assert said in done.stdout + done.stderr
    assert not (work / "output").exists()


def test_no_content_at_all(tmp_path: Path) -> None:
    done = run(tmp_path, "build")
    assert done.returncode == 1
    assert "content" in done.stderr


def test_an_output_that_cannot_be_written_exits_with_2(work: Path) -> None:
    (work / "taken").write_text("a file")
    done = run(work, "build", "--format", "html", "--output", "taken", "--lang", "en")
    assert done.returncode == 2
    assert '"taken" cannot be written' in done.stderr
    problem = json.loads(run(work, "build", "--format", "html", "--output", "taken", "--json").stdout)[0]
    assert (problem["rule"], problem["file"], problem["line"]) == ("output-unwritable", "", 0)


def test_a_bug_of_ours_is_no_traceback_but_a_log(work: Path) -> None:
    (work / "sitecustomize.py").write_text("import builtins, report_builder.compose as c\nc.compose = lambda report: 1 / 0\n")
    done = run(work, "check", "--lang", "en", PYTHONPATH=f"{work}:{ROOT}", TMPDIR=str(work))
    assert done.returncode == 2
    assert "our mistake" in done.stderr
    (log,) = work.glob("report-builder-*.log")
    assert str(log) in done.stderr
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_an_interruption_exits_quietly_and_leaves_the_former_documents(work: Path) -> None:
    assert run(work, "build", "--format", "html", "--quiet").returncode == 0
    before = {path: path.read_bytes() for path in (work / "output").rglob("*") if path.is_file()}
    line = [sys.executable, "-m", "report_builder", "build", "--lang", "en"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        line,
        cwd=work,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    ) as process:
        assert process.stderr is not None
        process.stderr.readline()  # the first step
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to both processes
        out, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.splitlines()[-1] == "Interrupted. The former documents are as they were."
    assert "Traceback" not in out + errors
    assert {path: path.read_bytes() for path in (work / "output").rglob("*") if path.is_file()} == before


# --------------------------------------------------------------------------------------------------------------- the screen


def test_a_terminal_gets_live_progress_and_colours(work: Path) -> None:
    spoil(work)
    master, slave = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    environment.pop("NO_COLOR", None)
    line = [sys.executable, "-m", "report_builder", "build", "2024"]
    process = subprocess.Popen(line, cwd=work, env=environment, stdout=slave, stderr=slave)
    os.close(slave)
    seen = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    process.wait(timeout=60)
    os.close(master)
    assert process.returncode == 1
    assert b"\x1b[31m" in seen
    assert b"Lettura e controllo dei contenuti" in seen


def test_quiet_says_nothing_when_all_is_well(work: Path) -> None:
    done = run(work, "build", "--format", "html", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_closed_pipe_is_no_trouble(work: Path) -> None:
    line = f"{sys.executable} -m report_builder --help | head -c 10"
    done = subprocess.run(
        ["bash", "-c", line], cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


@pytest.mark.parametrize(
    "arguments", ["check --lang en", "--help --lang en", "build --format html --lang en", "bild --lang en"]
)
@pytest.mark.parametrize("where", ["> /dev/full", "2> /dev/full", "> /dev/full 2>&1", ">&-", "2>&-", ">&- 2>&-"])
def test_messages_that_have_nowhere_to_go_are_no_bug_of_ours(work: Path, arguments: str, where: str) -> None:
    line = f"{sys.executable} -m report_builder {arguments} {where}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(work)}
    done = subprocess.run(["bash", "-c", line], cwd=work, env=environment, capture_output=True, text=True, check=False)
    assert not list(work.glob("report-builder-*.log"))
    assert "Exception" not in done.stderr
    assert "Traceback" not in done.stderr
    if "full" not in where:
        assert done.returncode == (1 if "bild" in arguments else 0)
    elif done.stderr and "bild" not in arguments:
        assert done.returncode == 2
        assert done.stderr.splitlines()[-1].startswith("The messages cannot be written where they were sent")


def test_an_interruption_while_the_program_loads_is_quiet(work: Path) -> None:
    (work / "sitecustomize.py").write_text(INTERRUPTS_AN_IMPORT)
    done = run(work, "check", PYTHONPATH=f"{work}:{ROOT}")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


INTERRUPTS_AN_IMPORT = """
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "report_builder.cli.arguments":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Finder())
"""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_console_that_lacks_characters_does_not_stop_the_work(work: Path, encoding: str) -> None:
    assert run(work, "check", PYTHONIOENCODING=encoding, PYTHONUTF8="0").returncode == 0


def test_help_and_version_exist_in_both_languages(work: Path) -> None:
    assert "dice che cosa non va" in run(work, "--help", "--lang", "it").stdout
    assert "says what is wrong" in run(work, "--help", "--lang", "en").stdout
    assert re.fullmatch(r"report-builder \d+\.\d+\.\d+\n", run(work, "--version").stdout)
