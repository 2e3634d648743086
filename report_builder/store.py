"""The files of a build: put in place all together or not at all, each with its digests.

Receives names and bytes; promises that the output folder holds either the whole former build or the whole new one, however this
one ends. A name is relative, with forward slashes. Separate because it is the only room that writes.

How: everything is written into a temporary folder inside the output folder (same file system), then renamed into place while
signals wait; a rename that fails takes the former ones back. Nothing is forced to disk: after a power cut one builds again.
"""

from __future__ import annotations

import dataclasses
import datetime
import errno
import fcntl
import hashlib
import json
import os
import shutil
import signal
import tempfile
import threading
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from report_builder.diagnostics import Problem, Problems

WORK = ".report-builder-"  # how temporary folders begin; leftovers of a killed build are removed by the next
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PATIENCE = 30.0  # seconds to wait for another build of the same output


# ---------------------------------------------------------------------------------------------------------------- publishing


def publish(folder: Path, files: Mapping[str, bytes], stale: Iterable[str] = (), patience: float = PATIENCE) -> Problems:
    """Put `files` into `folder` and take `stale` ones away, all or nothing. Problems carry no place.

    Problems: `output-full`, `output-unwritable`, `output-busy` (another build has held the folder for `patience` seconds).
    """
    return settle(folder, lambda: (files, tuple(stale)), patience)


def settle(
    folder: Path, decide: Callable[[], tuple[Mapping[str, bytes], Sequence[str]]], patience: float = PATIENCE
) -> Problems:
    """As `publish`; `decide` gives files and stale names once no other build can change the folder."""
    work: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _only_one(folder, patience):
            for left in folder.glob(f"{WORK}*"):
                shutil.rmtree(left, ignore_errors=True)
            files, stale = decide()
            for name in (*files, *stale):
                _keep_inside(name)
            work = Path(tempfile.mkdtemp(prefix=WORK, dir=folder))
            for name, data in files.items():
                _write(work / "new" / name, data)
            _swap(folder, work, files, [name for name in stale if name not in files])
    except _Busy:
        return (Problem("output-busy", {"folder": str(folder)}),)
    except OSError as error:
        place = str(error.filename or folder).replace(str(work) + "/new/", str(folder) + "/") if work else str(folder)
        if error.errno in FULL:
            return (Problem("output-full", {"folder": str(folder)}),)
        return (Problem("output-unwritable", {"file": place}),)
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
    return ()


def create(folder: Path, files: Mapping[str, bytes]) -> Problems:
    """A new folder with `files`, all or nothing, and never over one that exists. Problems carry no place.

    Problems: `folder-exists`, `output-full`, `output-unwritable`.
    """
    work: Path | None = None
    try:
        if folder.exists() or folder.is_symlink():
            return (Problem("folder-exists", {"folder": str(folder)}),)
        for name in files:
            _keep_inside(name)
        work = Path(tempfile.mkdtemp(prefix=WORK, dir=folder.parent))
        new = work / folder.name  # made by ourselves: what mkdtemp makes is closed to colleagues
        new.mkdir()
        for name, data in files.items():
            _write(new / name, data)
        new.rename(folder)
    except OSError as error:
        if error.errno in FULL:
            return (Problem("output-full", {"folder": str(folder)}),)
        if error.errno in (errno.EEXIST, errno.ENOTEMPTY):
            return (Problem("folder-exists", {"folder": str(folder)}),)
        return (Problem("output-unwritable", {"file": str(folder)}),)
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
    return ()


def _keep_inside(name: str) -> None:
    """A second guard, should a writer ever let content decide on a name: nothing is written or removed outside the folder."""
    parts = PurePosixPath(name)
    if not parts.parts or parts.is_absolute() or ".." in parts.parts or "\0" in name:
        raise ValueError(f"{name!r} is not a name inside the output folder")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _swap(folder: Path, work: Path, names: Iterable[str], stale: Iterable[str]) -> None:
    """Rename every new file into place, keeping the former ones aside until all is done."""
    done: list[tuple[Path, Path]] = []  # (from, to), to be renamed back in reverse order
    with _signals_wait():
        try:
            for name in [*names, *stale]:
                target, aside = folder / name, work / "old" / name
                if target.is_dir() and not target.is_symlink():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
                if target.exists() or target.is_symlink():
                    aside.parent.mkdir(parents=True, exist_ok=True)
                    target.rename(aside)
                    done.append((target, aside))
                new = work / "new" / name
                if new.exists():
                    target.parent.mkdir(parents=True, exist_ok=True)
                    new.rename(target)
                    done.append((new, target))
        except BaseException:
            for origin, current in reversed(done):
                current.rename(origin)
            raise
        for name in stale:
            _prune(folder, (folder / name).parent)


def _prune(folder: Path, emptied: Path) -> None:
    """Remove folders that lost their last file."""
    while emptied != folder and emptied.is_dir() and not any(emptied.iterdir()):
        emptied.rmdir()
        emptied = emptied.parent


class _Busy(Exception):
    pass


@contextmanager
def _only_one(folder: Path, patience: float) -> Iterator[None]:
    """Hold the folder against other builds; the lock goes with the process, so none is ever left behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        end = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise _Busy from None
                time.sleep(0.05)
        yield
    finally:
        os.close(handle)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Let an interruption come only after the few milliseconds of renaming."""
    came: list[int] = []
    former = {}
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            former[number] = signal.signal(number, lambda number, _frame: came.append(number))
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        for late in came:
            signal.raise_signal(late)


def rewrite(path: Path, data: bytes) -> None:
    """Put `data` in place of the file at `path`, whole or not at all; its mode stays. Raises `OSError`.

    A file that its owner has made read-only stays as it is, though the folder would let it be replaced.
    """
    target = path.resolve(strict=True)
    mode = target.stat().st_mode
    if not mode & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    handle, name = tempfile.mkstemp(prefix=WORK, dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        new.chmod(mode & 0o7777)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


# ---------------------------------------------------------------------------------------------------------- the former build


def former_record(folder: Path, record: str) -> dict[str, Any]:
    """The record of the former build, empty if there is none that can be read.

    Its `files` are dictionaries by name, whose `format` and `edition` are words.
    """
    try:
        found = json.loads((folder / record).read_bytes())
        whole = all(isinstance(entry.get(key, ""), str) for entry in found["files"].values() for key in ("format", "edition"))
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return found if whole else {}


def former_files(folder: Path, record: str) -> dict[str, dict[str, object]]:
    """What the record of the former build says of its files, by name; only names of plain files inside `folder`."""
    entries = former_record(folder, record).get("files", {})
    return {name: entry for name, entry in entries.items() if _plain_file(folder, name)}


def _plain_file(folder: Path, name: str) -> bool:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or not name:
        return False
    way = [folder.joinpath(*parts.parts[:depth]) for depth in range(1, len(parts.parts) + 1)]
    return way[-1].is_file() and not any(step.is_symlink() for step in way)


# ------------------------------------------------------------------------------------------------------------------- digests


def file_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def content_hash(tree: object) -> str:
    """The hash of what a tree of dataclasses says: words, numbers and structure, not where they stand in the author's files.

    It stays the same where the bytes of a format change with the engine or its version. `origin` is left out; text is NFC.
    """
    return hashlib.sha256(json.dumps(_plain_tree(tree), ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _plain_tree(node: object) -> object:
    if dataclasses.is_dataclass(node) and not isinstance(node, type):
        members = (field.name for field in dataclasses.fields(node))
        return [type(node).__name__, *(_plain_tree(getattr(node, name)) for name in members if name != "origin")]
    match node:
        case None | bool() | int():
            return node
        case str():
            return unicodedata.normalize("NFC", node)
        case bytes():
            return file_hash(node)
        case float() | Decimal() | datetime.date():
            return str(node)
        case tuple() | list():
            return [_plain_tree(member) for member in node]
        case Mapping():
            return {str(key): _plain_tree(value) for key, value in sorted(node.items())}
        case _:
            raise TypeError(f"no digest for {type(node).__name__}")
