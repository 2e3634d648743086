"""Work beside other work: the same value, whether the second process does it, fails, is killed, or there is none; and a check
that uses it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from report_builder import beside as room
from report_builder.beside import beside, later
from report_builder.checking import check
from report_builder.diagnostics import has_errors

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests' own machinery has threads, and a builder of packages may have one core."""
    monkeypatch.setattr(room, "second_core", lambda: True)


def test_the_value_is_made_in_another_process() -> None:
    there = beside(os.getpid)()
    assert there != os.getpid()


def test_a_long_value_comes_whole() -> None:
    text = "è" * 3_000_000  # many times what a pipe holds
    assert beside(lambda: text)() == text


@pytest.mark.parametrize("begin", [later, beside], ids=["later", "beside"])
def test_a_failure_is_told_here(begin: Callable[[Callable[[], object]], Callable[[], object]]) -> None:
    def work() -> object:
        raise LookupError("wrong")

    value = begin(work)
    with pytest.raises(LookupError, match="wrong"):
        value()


def _only_here(first: int, instead: Callable[[], object]) -> Callable[[], object]:
    return lambda: "here" if os.getpid() == first else instead()


def test_a_process_that_is_killed_or_gives_nothing_that_can_be_sent_is_as_none() -> None:
    assert beside(_only_here(os.getpid(), lambda: os.kill(os.getpid(), signal.SIGKILL)))() == "here"
    assert beside(_only_here(os.getpid(), lambda: lambda: None))() == "here"


def test_a_process_of_which_nobody_is_told_how_it_ended_is_as_none() -> None:
    """As under a supervisor that ignores the end of its processes, which those that it starts inherit."""
    former = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert beside(os.getpid)() == os.getpid()
    finally:
        signal.signal(signal.SIGCHLD, former)


def test_without_a_second_process_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> int:
        raise BlockingIOError("too many processes")

    monkeypatch.setattr(os, "fork", none)
    assert beside(os.getpid)() == os.getpid()
    monkeypatch.setattr(room, "second_core", lambda: False)
    assert beside(os.getpid)() == os.getpid()


def test_one_core_or_a_second_thread_is_no_place_for_a_second_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    assert room.second_core()
    monkeypatch.setattr(threading, "active_count", lambda: 2)
    assert not room.second_core()
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert not room.second_core()


@pytest.mark.parametrize("wrong", ["", "asse_1.impegnato = 1", "no_figure = 1"], ids=["right", "contradiction", "unknown"])
def test_a_check_in_two_processes_finds_what_it_finds_in_one(tmp_path: Path, wrong: str) -> None:
    folder = shutil.copytree(ROOT / "content/2018", tmp_path / "2018")
    relations = folder / "relations.yaml"
    relations.write_text(relations.read_text("utf-8") + (f"  - {wrong}\n" if wrong else ""), "utf-8")
    alone, together = (check(folder / "report.yaml", beside=begin) for begin in (later, beside))
    assert together.problems == alone.problems
    assert has_errors(alone.problems) == bool(wrong)


def test_no_other_package_is_looked_for_when_content_is_read() -> None:
    """The seam to pydantic: what stands in for its search of plug-ins is what it asks, and has what it asks for."""
    code = (
        "import sys, report_builder.checking\n"
        "assert 'importlib.metadata' not in sys.modules\n"
        "del sys.modules['pydantic.plugin._loader']\n"
        "from pydantic.plugin import _loader, _schema_validator\n"
        "import inspect\n"
        "assert callable(_loader.get_plugins) and '_loader import get_plugins' in inspect.getsource(_schema_validator)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
