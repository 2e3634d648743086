"""What is installed here of what validators need: packages, files that packages carry, Java, a browser; and how Java is asked.

Separate, as several validators need the same, and so that a test can take any of it away.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from report_builder.verify.results import File

PATIENCE = 900  # seconds for one run of a program, on a slow machine with hundreds of pages
WORDS = 500  # characters of what a program says when it breaks off
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def package(name: str) -> str | None:
    """The version of an installed distribution, None if there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def carried(module: str, name: str) -> Path | None:
    """A file that an installed package carries, found without importing the package; None without the package or the file."""
    found = find_spec(module)
    for folder in (found and found.submodule_search_locations) or ():
        if (file := Path(folder) / name).is_file():
            return file
    return None


def java() -> Path | None:
    """The program `java`: that of JAVA_HOME, or the first on the path."""
    home = os.environ.get("JAVA_HOME")
    found = shutil.which("java", path=str(Path(home) / "bin")) if home else None
    found = found or shutil.which("java")
    return Path(found).resolve() if found else None


def stated(jar: Path, member: str, pattern: str) -> str | None:
    """What a jar says of itself in one of its files: what the group of `pattern` finds, None if that is not there."""
    with zipfile.ZipFile(jar) as archive:
        found = re.search(pattern, archive.read(member).decode(), re.MULTILINE)
    return found[1].strip() if found else None


def browser() -> Path | None:
    """A Chromium, or the browser that is made of it."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    return Path(found) if found else None


@contextmanager
def copies(files: Sequence[File]) -> Iterator[list[Path]]:
    """The files as `0.pdf`, `1.pdf`, …: where no locale is set, Java finds no file whose path has letters beyond ASCII."""
    with tempfile.TemporaryDirectory(prefix="report-builder-") as folder:
        paths = [Path(folder) / f"{number}.{file.format}" for number, file in enumerate(files)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file.data)
        yield paths


class BrokenOffError(Exception):
    """A program that did not give what it is run for; its words say why."""


def answer(files: Sequence[File], line: Callable[[list[Path]], Sequence[str | Path]], **environment: str) -> Any:
    """What a program says in JSON of copies of the files, whose paths `line` puts into its command line.

    Raises `BrokenOffError` if that is nothing, or no JSON.
    """
    with copies(files) as paths:
        said = output(line(paths), **environment)
    try:
        return json.loads(said)
    except ValueError as rubbish:
        raise BrokenOffError(f"{rubbish}: {said.strip()[:WORDS]}") from rubbish


def output(line: Sequence[str | Path], **environment: str) -> str:
    """What a program writes, whatever its exit code. Raises `BrokenOffError` with its last words if that is nothing."""
    try:
        done = subprocess.run(
            [str(part) for part in line],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
            env={**os.environ, **environment},
        )
    except subprocess.TimeoutExpired as broken:
        raise BrokenOffError(f"no answer within {PATIENCE} s") from broken
    except OSError as broken:
        raise BrokenOffError(str(broken)) from broken
    if not done.stdout.strip():
        raise BrokenOffError(done.stderr.strip()[-WORDS:] or f"exit code {done.returncode}")
    return done.stdout
