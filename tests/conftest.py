"""What tests share: the finished documents, made once for all of them."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from report_builder.verify.results import Files
from tests.finished import STRESS, found_in, write_documents
from tests.stress import stress

ROOT = Path(__file__).parent.parent

# Reports by a short name, for tests that take all of them.
REPORTS = {
    "2018": ROOT / "content/2018/report.yaml",
    **{file.parent.name: file for file in sorted(ROOT.glob("tests/reports/*/report.yaml"))},
}


@dataclass(frozen=True)
class Made:
    """A report that was built by the command: its folder, and the documents in it by ending."""

    report: Path
    folder: Path

    def file(self, ending: str) -> Path:
        (found,) = (file for file in self.folder.glob(f"*.{ending}") if file.stem != "figures-audit")
        return found


def command(*arguments: str | Path, cwd: Path = ROOT, **how: object) -> subprocess.CompletedProcess[str]:
    """Run `report-builder` in a process of its own."""
    line = [sys.executable, "-m", "report_builder", *map(str, arguments)]
    how.setdefault("timeout", 300)
    return subprocess.run(line, cwd=cwd, capture_output=True, text=True, check=False, **how)  # type: ignore[call-overload, no-any-return]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Made]:
    """Give the name of a report (`REPORTS`), get its documents: each is built once, by whichever worker asks first."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "built"
    shared.mkdir(exist_ok=True)

    def build(name: str) -> Made:
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "build.json").exists():
                done = command("build", REPORTS[name], "--output", folder, "--bundle", "--lang", "en")
                assert done.returncode == 0, done.stderr
        return Made(REPORTS[name], folder)

    return build


@pytest.fixture(scope="session")
def finished(built: Callable[[str], Made], tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Files]:
    """Give the name of a report, or `STRESS` for the document of what breaks writers, get what a validator receives."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "built-stress"

    def files(name: str) -> Files:
        if name != STRESS:
            return found_in(built(name).folder)
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            return found_in(folder) if folder.exists() else write_documents(stress(), folder)

    return files
