"""What is verified: the documents of a report as they lie in their folder, and whether they are those of the content now.

Receives the output folder and the report as it was read; promises the finished files with their digests, or the problem that
keeps them from being found, and a warning for each thing that a reader of the proof must know: built from other content,
changed by hand since. Separate because it asks the record of the build, which no check does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from report_builder import record, store
from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Problems, Severity
from report_builder.verify.results import File, Files

NAMED = 5  # files that a message names


@dataclass(frozen=True, slots=True)
class Subject:
    """The documents of one edition. `entries` is what the record says of each; `digests` their SHA-256 as they lie there."""

    folder: Path
    files: Files
    title: str
    language: str
    entries: Mapping[str, Mapping[str, Any]]
    digests: Mapping[str, str]
    book: Mapping[str, Any] = field(default_factory=dict)

    @property
    def builds(self) -> tuple[str, ...]:
        """Identities of the builds that made the documents."""
        return tuple(dict.fromkeys(str(entry.get("build", "")) for entry in self.entries.values()))


def find(folder: Path, report: str, edition: str) -> tuple[Subject | None, Problems]:
    """The documents in `folder`. `edition` (language and date) chooses among several; "" if the content cannot be read.

    Problems: `nothing-built`, `built-unreadable`.
    """
    listed = store.former_files(folder, record.NAME)
    documents = {name: entry for name, entry in listed.items() if entry.get("format") in record.DOCUMENTS}
    editions = dict.fromkeys(str(entry.get("edition", "")) for entry in documents.values())
    book = _book(folder)
    if not documents or book is None:
        return None, (Problem("nothing-built", {"folder": folder.as_posix(), "report": report}),)
    if edition not in editions:
        own = [str(entry.get("edition", "")) for name, entry in documents.items() if Path(name).stem == book.get("report")]
        if edition and len(editions) > 1:
            return None, (Problem("nothing-built", {"folder": folder.as_posix(), "report": report}),)
        edition = (own or [*editions])[0]
    chosen = {name: entry for name, entry in documents.items() if str(entry.get("edition", "")) == edition}
    read: dict[str, File] = {}
    for name, entry in chosen.items():
        try:
            form = str(entry["format"])
            read[form] = File(form, name, folder / name, (folder / name).read_bytes())
        except OSError:
            return None, (Problem("built-unreadable", {"file": (folder / name).as_posix()}),)
    files = Files(folder, read.get("pdf"), read.get("docx"), read.get("html"))
    return (
        Subject(
            folder,
            files,
            str(book.get("title", "")),
            edition.partition(" ")[0],
            {file.name: chosen[file.name] for file in files},
            {file.name: store.file_hash(file.data) for file in files},
            book,
        ),
        (),
    )


def _book(folder: Path) -> Mapping[str, Any] | None:
    try:
        book = json.loads((folder / record.NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return book if isinstance(book, dict) else None


def remarks(subject: Subject, inputs: Mapping[str, str] | None) -> Iterator[Problem]:
    """What must be known of the documents. `inputs` are the digests of all that a build would be made of now, None if that
    cannot be told as the content has errors."""
    for name, digest in subject.digests.items():
        if digest != subject.entries[name].get("sha256"):
            yield Problem("built-changed", {"file": name}, None, Severity.WARNING)
    if inputs is None:
        yield Problem("built-unknown", {}, None, Severity.WARNING)
        return
    now = record.identity(inputs)
    old = [name for name, entry in subject.entries.items() if entry.get("build") != now]
    if old:
        before = subject.book.get("inputs")
        known: Mapping[str, object] = before if isinstance(before, dict) else {}
        changed = sorted(name for name in {*known, *inputs} if known.get(name) != inputs.get(name))
        shown = ", ".join(changed[:NAMED]) + (" …" if len(changed) > NAMED else "")
        yield Problem("built-stale", {"files": ", ".join(old), "changed": shown or "-"}, None, Severity.WARNING)
