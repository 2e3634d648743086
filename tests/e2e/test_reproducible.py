"""The same content gives the same bytes, whatever the folder, clock, hash seed, locale, time zone or number of cores."""

from __future__ import annotations

import getpass
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Made

# A clock that is wrong by years, for whoever asks the time in Python.
WRONG_CLOCK = """
import time
own = time.time
time.time = lambda: own() + 1e8
"""


@pytest.fixture(scope="module", params=["2018", "second"])
def twice(
    request: pytest.FixtureRequest, built: Callable[[str], Made], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """One report built by the shared fixture, and once more as differently as can be: everything lies elsewhere."""
    first = built(request.param)
    away = tmp_path_factory.mktemp("away") / "una cartella però lontana"
    for name in ("report_builder", "styles"):
        shutil.copytree(ROOT / name, away / "program" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(first.report.parent, away / "texts" / first.report.parent.name)
    (away / "program/sitecustomize.py").write_text(WRONG_CLOCK)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    environment |= {"PYTHONPATH": str(away / "program"), "PYTHONHASHSEED": "7", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"LC_ALL": "C", "TZ": "Pacific/Auckland", "HOME": str(away)}
    report = Path("texts") / first.report.parent.name / first.report.name
    line = [sys.executable, "-m", "report_builder", "build", str(report), "--output", "made", "--bundle", "--lang", "it"]
    one_core = ["taskset", "--cpu-list", str(min(os.sched_getaffinity(0)))] if shutil.which("taskset") else []
    done = subprocess.run(
        [*one_core, *line], cwd=away, env=environment, capture_output=True, text=True, check=False, umask=0o077
    )
    assert done.returncode == 0, done.stderr
    return first.folder, away / "made"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_every_file_has_the_same_bytes(twice: tuple[Path, Path]) -> None:
    first, second = map(files, twice)
    assert first.keys() == second.keys()
    assert [name for name, data in first.items() if data != second[name] and name != "build.json"] == []


def test_the_record_differs_in_its_timings_alone(twice: tuple[Path, Path]) -> None:
    first, second = (json.loads((folder / "build.json").read_bytes()) for folder in twice)
    assert first.pop("timings")
    assert second.pop("timings")
    assert first == second


def opened(name: str, data: bytes) -> Iterator[bytes]:
    """A file's bytes and all that is packed within."""
    yield data
    if name.endswith((".docx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                assert entry.date_time == (1980, 1, 1, 0, 0, 0), entry.filename
                if name.endswith(".docx"):
                    yield archive.read(entry)
    if name.endswith(".pdf"):
        for match in re.finditer(rb"stream\r?\n", data):
            try:
                yield zlib.decompressobj().decompress(data[match.end() :])
            except zlib.error:
                continue


def test_no_path_user_host_or_clock_stands_in_any_file(twice: tuple[Path, Path]) -> None:
    first, second = twice
    told = [str(ROOT), str(first), str(second), str(Path.home()), "file:///", "una cartella"]
    told += [name for name in (socket.gethostname(), getpass.getuser()) if len(name) > 5]  # shorter ones stand in any picture
    for name, data in files(first).items():
        for piece in opened(name, data):
            for word in told:
                assert word.encode() not in piece, f"{name}: {word}"
                assert word.encode("utf-16-be") not in piece, f"{name}: {word}"
