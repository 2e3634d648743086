"""The one guarded way to a file of a report.

Receives names as an author wrote them; promises bytes of an ordinary file inside the report's folder, or a located problem.
Nothing else in the project opens a file that content names, so this is the only place to look at when asking what content can
reach.
"""

from __future__ import annotations

import hashlib
import os
import stat
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from report_builder.diagnostics import Problem
from report_builder.place import LocatedText, Span

MOST_BYTES = 20_000_000
MOST_DEEP = 4
MOST_FILES = 5_000


class Folder:
    """A report's folder. `problems` gathers what could not be read, `files` the SHA-256 of what was."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}
        self._listing: list[str] | None = None

    def read(self, name: str, span: Span | None, *, rule: str = "missing-file", suffix: str = "") -> bytes | None:
        """The bytes of the file `name` + `suffix`, relative to the folder. `rule` tells what a missing one is called."""
        path = PurePosixPath(name + suffix)
        if not name or "\\" in name or ":" in name or "\0" in name or path.is_absolute() or ".." in path.parts:
            self._say("path-outside", span, name=name)
            return None
        full = self.root / path
        try:
            if not full.resolve().is_relative_to(self.root.resolve()):
                self._say("path-outside", span, name=name)
                return None
            state = full.stat()
            if not stat.S_ISREG(state.st_mode):
                self._say("not-a-file", span, name=name)
                return None
            if state.st_size > MOST_BYTES:
                self._say("file-too-large", span, size=state.st_size // 1_000_000, most=MOST_BYTES // 1_000_000)
                return None
            if state.st_size == 0 and suffix == "" and not path.name.endswith((".yaml", ".yml")):
                self._say("empty-file", span, file=name)
                return None
            data = full.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            self._say(rule, span, name=name, suggestion=self._near(name, suffix))
            return None
        except (OSError, ValueError, RuntimeError):  # no permission, a name too long, a loop of links
            self._say("file-unreadable", span, name=name)
            return None
        self.files[str(path)] = hashlib.sha256(data).hexdigest()
        return data

    def text_of(self, name: LocatedText, **how: str) -> bytes | None:
        return self.read(name.text, name.span, **how)

    def _say(self, rule: str, span: Span | None, **words: str | int) -> None:
        self.problems.append(Problem(rule, words, span))

    def _near(self, name: str, suffix: str) -> str:
        """The name that was probably meant, written as it should be there: with or without `.yaml`, in capitals or not."""
        ending = suffix or PurePosixPath(name).suffix
        known = [file.removesuffix(suffix) if suffix else file for file in self.listing() if file.endswith(ending)]
        alike = {one.casefold(): one for one in known}
        for spelling in (name, name + ".yaml", name.removesuffix(".yaml")):
            if spelling.casefold() in alike:
                return alike[spelling.casefold()]
        near = get_close_matches(name, known, 1, 0.75)
        return near[0] if near else ""

    def listing(self) -> list[str]:
        """All files of the folder, sorted; folders that hold a report of their own, and hidden or set-aside ones, left out."""
        if self._listing is not None:
            return self._listing
        found: list[str] = []
        for folder, folders, files in os.walk(self.root):
            here = Path(folder).relative_to(self.root)
            own = any(name.startswith("report") and name.endswith(".yaml") for name in files)
            if len(here.parts) >= MOST_DEEP or len(found) > MOST_FILES:
                folders[:] = []
            if here.parts and own:
                folders[:] = []
                continue
            folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
            found += [(here / name).as_posix() for name in files if not name.startswith((".", "_"))]
        self._listing = sorted(found)
        return self._listing
