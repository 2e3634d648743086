"""A build is put in place whole or not at all, and two builds give the same zip and the same digests."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from report_builder import store
from report_builder.place import Span
from tests.sample import sample

FORMER = {"a.pdf": b"former a", "data/one.csv": b"former one", "data/two.csv": b"former two"}
NEW = {"a.pdf": b"new a", "data/one.csv": b"new one", "figures/x.svg": b"new x"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert store.publish(tmp_path / "out", FORMER) == ()
    return tmp_path / "out"


def test_files_are_put_in_place_and_stale_ones_taken_away(folder: Path) -> None:
    (folder / "mine.txt").write_bytes(b"not of a build")
    assert store.publish(folder, NEW, stale=["data/two.csv"]) == ()
    assert content(folder) == {**NEW, "mine.txt": b"not of a build"}


def test_folders_that_lost_their_last_file_go(folder: Path) -> None:
    assert store.publish(folder, {"a.pdf": b"new a"}, stale=["data/one.csv", "data/two.csv"]) == ()
    assert not (folder / "data").exists()


def stop_at(count: int, error: BaseException) -> Callable[[Path, Path], Path]:
    own, calls = Path.rename, 0

    def rename(self: Path, target: Path) -> Path:
        nonlocal calls
        calls += 1
        if calls == count:
            raise error
        return own(self, target)

    return rename


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("error", [OSError(errno.EIO, "broken"), KeyboardInterrupt()], ids=["disk", "interrupt"])
def test_a_build_that_fails_while_renaming_takes_everything_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, count: int, error: BaseException
) -> None:
    monkeypatch.setattr(Path, "rename", stop_at(count, error))
    if isinstance(error, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            store.publish(folder, NEW, stale=["data/two.csv"])
    else:
        assert [problem.rule for problem in store.publish(folder, NEW, stale=["data/two.csv"])] == ["output-unwritable"]
    assert content(folder) == FORMER
    assert not list(folder.glob(f"{store.WORK}*"))


@pytest.mark.parametrize(
    ("number", "rule"), [(errno.ENOSPC, "output-full"), (errno.EDQUOT, "output-full"), (errno.EACCES, "output-unwritable")]
)
def test_a_disk_that_is_full_or_closed(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, rule: str) -> None:
    own = Path.write_bytes

    def write(self: Path, data: bytes) -> int:
        if self.name == "x.svg":
            own(self, data[:2])
            raise OSError(number, os.strerror(number), str(self))
        return own(self, data)

    monkeypatch.setattr(Path, "write_bytes", write)
    (problem,) = store.publish(folder, NEW)
    assert (problem.rule, problem.span) == (rule, None)
    assert content(folder) == FORMER
    if rule == "output-unwritable":
        assert problem.parameters["file"] == str(folder / "figures/x.svg")


def test_a_really_full_disk(tmp_path: Path) -> None:
    """On a small file system in memory; where none may be mounted, in a process that may write no big file."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        assert store.publish(disk, FORMER) == ()
        code = PUBLISH if mounted else NO_BIG_FILES + PUBLISH
        done = subprocess.run([sys.executable, "-c", code, disk], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "['output-full']"
        assert content(disk) == FORMER
    finally:
        if mounted:
            subprocess.run(["umount", disk], check=True)


PUBLISH = """
import sys
from pathlib import Path
from report_builder import store
print([problem.rule for problem in store.publish(Path(sys.argv[1]), {"a.pdf": b"x", "b.pdf": b"x" * 100_000})])
"""
NO_BIG_FILES = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
"""


def test_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    assert [problem.rule for problem in store.publish(tmp_path / "out", NEW)] == ["output-unwritable"]
    assert [problem.rule for problem in store.publish(tmp_path / "out/deeper", NEW)] == ["output-unwritable"]
    assert (tmp_path / "out").read_bytes() == b"a file"


def test_a_folder_in_place_of_a_file(folder: Path) -> None:
    (folder / "figures/x.svg").mkdir(parents=True)
    (problem,) = store.publish(folder, NEW)
    assert problem.rule == "output-unwritable"
    assert problem.parameters["file"] == str(folder / "figures/x.svg")
    assert content(folder) == FORMER


def test_what_a_killed_build_left_is_removed_by_the_next(folder: Path) -> None:
    (folder / f"{store.WORK}left/new").mkdir(parents=True)
    assert store.publish(folder, NEW) == ()
    assert not list(folder.glob(f"{store.WORK}*"))


def test_only_one_build_writes_at_a_time(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        assert [problem.rule for problem in store.publish(folder, NEW, patience=0.1)] == ["output-busy"]
        assert content(folder) == FORMER
    finally:
        os.close(handle)
    assert store.publish(folder, NEW, patience=0.1) == ()


def test_what_to_put_in_place_is_decided_when_no_other_build_can_change_it(folder: Path) -> None:
    def decide() -> tuple[dict[str, bytes], list[str]]:
        assert [problem.rule for problem in store.publish(folder, {}, patience=0.1)] == ["output-busy"]
        return NEW, ["data/two.csv"]

    assert store.settle(folder, decide) == ()
    assert content(folder) == NEW


@pytest.mark.parametrize("name", ["../out.pdf", "data/../../out.pdf", "/tmp/out.pdf", "", ".", "a\0b"])
@pytest.mark.parametrize("stale", [False, True])
def test_no_name_leads_out_of_the_folder(folder: Path, name: str, stale: bool) -> None:
    with pytest.raises(ValueError, match="not a name inside"):
        store.publish(folder, NEW if stale else {**NEW, name: b"x"}, [name] if stale else [])
    assert content(folder) == FORMER
    assert not list(folder.glob(f"{store.WORK}*"))


def test_an_interruption_waits_for_the_renaming(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Path.rename

    def rename(self: Path, target: Path) -> Path:
        os.kill(os.getpid(), signal.SIGINT)
        return own(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    former = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            store.publish(folder, NEW, stale=["data/two.csv"])
    finally:
        signal.signal(signal.SIGINT, former)
    assert content(folder) == NEW
    assert not list(folder.glob(f"{store.WORK}*"))


def test_the_record_of_a_former_build_names_only_its_own_files(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    names = ["a.pdf", "gone.pdf", "../secret", "/etc/passwd", "data", "link"]
    store.publish(folder, {**FORMER, "build.json": json.dumps({"files": {name: {} for name in names}}).encode()})
    (tmp_path / "secret").write_bytes(b"keep")
    (folder / "link").symlink_to(tmp_path / "secret")
    assert list(store.former_files(folder, "build.json")) == ["a.pdf"]


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b'{"files": 3}', b'{"files": {"a": []}}', b'{"files": {"a": {"edition": []}}}', b"\xff", b"[" * 100_000],
)
def test_a_broken_record_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").touch()
    (tmp_path / "build.json").write_bytes(data)
    assert store.former_files(tmp_path, "build.json") == {}


def test_the_content_hash_is_of_words_and_numbers_not_of_places() -> None:
    document = sample()
    first, *others = document.sections
    moved = replace(document, sections=(replace(first, origin=Span("x.yaml", 1, 2)), *others))
    renamed = replace(document, sections=(replace(first, number="7"), *others))
    assert store.content_hash(document) == store.content_hash(sample()) == store.content_hash(moved)
    assert store.content_hash(document) != store.content_hash(renamed)
    assert store.content_hash("perch\u00e9") == store.content_hash("perche\u0301")
    with pytest.raises(TypeError):
        store.content_hash(object())
