"""A cell of a monitoring file changes: what is printed, what is audited, what the build is said to be made of."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from report_builder.audit import Audit, Verdict
from report_builder.cli import main
from report_builder.reader import read_report
from report_builder.verify import run as runner
from tests.conftest import REPORTS, ROOT, Made, command

TABLE = "dati/monitoraggio.csv"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    shutil.copytree(REPORTS["editions"].parent, tmp_path / "content/2024")
    return tmp_path


def run(work: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = command(*arguments, cwd=work, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "Traceback" not in done.stdout + done.stderr
    return done


def change(work: Path, old: str, new: str) -> None:
    file = work / "content/2024" / TABLE
    text = file.read_bytes().decode("cp1252")
    assert text.count(old) == 1
    file.write_bytes(text.replace(old, new).encode("cp1252"))


def page(work: Path) -> str:
    (found,) = (file for file in (work / "output/2024").glob("*.html") if file.stem != "figures-audit")
    return found.read_text("utf-8").replace("\u00a0", " ")


def problems(work: Path) -> list[dict[str, object]]:
    return list(json.loads(run(work, "check", "2024/report.yaml", "--json").stdout))


def test_a_changed_cell_is_printed_and_in_the_record(work: Path) -> None:
    assert run(work, "build", "2024/report.yaml", "-f", "html,data", "-q").returncode == 0
    assert "9,1 Mln€" in page(work)
    before = json.loads((work / "output/2024/build.json").read_text("utf-8"))
    change(work, "9.100.000,00", "9.200.000,00")
    file = work / "content/2024/figures.yaml"
    file.write_text(file.read_text("utf-8").replace("12,35 Mln€", "12,45 Mln€"), "utf-8")
    assert run(work, "build", "2024/report.yaml", "-f", "html,data", "-q").returncode == 0
    assert "9,2 Mln€" in page(work)
    assert "9,1 Mln€" not in page(work)
    after = json.loads((work / "output/2024/build.json").read_text("utf-8"))
    assert before["inputs"][TABLE] != after["inputs"][TABLE]
    assert before["build"] != after["build"]
    with (work / "output/2024/data/figures.csv").open(encoding="utf-8-sig", newline="") as data:
        rows = {row["name"]: row for row in csv.DictReader(data)}
    wanted = {"value": "9200000", "unit": "€", "published": "9,2 Mln€", "source": f"{TABLE}, C3"}
    assert rows["asse_1.spesa"] == {"name": "asse_1.spesa", **wanted}


def test_a_built_report_is_stale_when_its_file_has_changed(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(work)
    monkeypatch.setattr(runner, "TOOLS", ())
    assert run(work, "build", "2024/report.yaml", "-f", "html", "-q").returncode == 0
    main(["verify", "2024/report.yaml"])
    assert "[built-stale]" not in capsys.readouterr().err
    change(work, "Monitoraggio finanziario", "Monitoraggio")
    main(["verify", "2024/report.yaml"])
    assert "[built-stale]" in capsys.readouterr().err


def test_a_cell_that_breaks_a_relation_is_found_there(work: Path) -> None:
    change(work, "9.100.000,00", "9.700.000,00")
    report, _, _ = read_report(work / "content/2024/report.yaml")
    assert report is not None
    audit = Audit(report)
    broken = [relation.text for relation in audit.relations if audit.verdicts[relation.id] is Verdict.CONTRADICTION]
    assert broken == ["programma.spesa = sum(asse_1.spesa, asse_2.spesa)"]
    (told,) = [one for one in problems(work) if one["rule"] == "figures-contradict"]
    assert "asse_1.spesa" in str(told["message"]) + str(told["hint"])


def test_a_wrong_cell_is_told_at_its_line_and_column(work: Path) -> None:
    change(work, "3.250.000,00", "3.250.OOO")
    (told,) = problems(work)
    place = (told["rule"], told["file"], told["line"], told["column"])
    assert place == ("table-cell-text", f"content/2024/{TABLE}", 4, 30)
    shown = run(work, "check", "2024/report.yaml", "--lang", "it")
    assert shown.returncode == 1
    assert f"{TABLE}:4:30: errore" in shown.stdout
    assert "2 - Inclusione;18.600.000,00;3.250.OOO" in shown.stdout
    assert f"{TABLE}, C4" in shown.stdout


def test_a_changed_cell_of_a_workbook_is_printed(tmp_path: Path, built: Callable[[str], Made]) -> None:
    folder = tmp_path / "content/2024"
    shutil.copytree(REPORTS["second"].parent, folder)
    assert "142.6" in built("second").file("html").read_text("utf-8")
    book = load_workbook(folder / "data/monitoring.xlsx")
    assert book["Priorities"]["C4"].value == 142600000
    book["Priorities"]["C4"] = 143649999.99
    book.save(folder / "data/monitoring.xlsx")
    assert run(tmp_path, "build", "2024", "-f", "html", "-q").returncode == 0
    assert "143.6" in page(tmp_path)
    book["Priorities"]["C4"] = "=C5*2"
    book.save(folder / "data/monitoring.xlsx")
    done = run(tmp_path, "check", "2024", "--lang", "en")
    assert done.returncode == 1
    assert "figures.yaml:19:27: error [table-formula-unsaved] data/monitoring.xlsx, Priorities!C4" in done.stdout


@pytest.mark.parametrize(("report", "loaded"), [("2018", False), ("editions", False), ("second", True)])
def test_only_a_report_that_names_a_workbook_loads_what_reads_it(report: str, loaded: bool) -> None:
    code = f"import sys\nfrom report_builder.cli import main\nmain(['check', {str(REPORTS[report])!r}])\n"
    code += "print('openpyxl' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == str(loaded)
