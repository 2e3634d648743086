"""What is installed here of what validators need: packages, files that packages carry, Java, a browser.

Separate, as several validators need the same, and so that a test can take any of it away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from report_builder.verify.results import File

PATIENCE = 900  # seconds for one run of a program, on a slow machine with hundreds of pages
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
    except (OSError, subprocess.TimeoutExpired) as broken:
        raise BrokenOffError(str(broken)) from broken
    if not done.stdout.strip():
        raise BrokenOffError(done.stderr.strip()[-500:] or f"exit code {done.returncode}")
    return done.stdout
