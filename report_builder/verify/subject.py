"""What is verified: the documents of a report as they lie in their folder, and whether they are those of the content now.

Receives the output folder and the report as it was read; promises the finished files with their digests, or the problem that
keeps them from being found, and a warning for each thing that a reader of the proof must know: that they are drafts, built from
other content, changed by hand since, gone. Separate because it asks the record of the build, which no check does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from report_builder import record, store
from report_builder.classes import dataclass
from report_builder.diagnostics import Problem, Problems, Severity
from report_builder.verify.results import File, Files

NAMED = 5  # files that a message names


@dataclass(frozen=True, slots=True)
class Subject:
    """The documents of one edition. `entries` is what the record says of each; `digests` their SHA-256 as they lie there.

    `proof` is what the files of the proof are called, without their ending; `missing` are documents that the record names and
    that are not there; `inputs` are the digests of what each build was made of, by its identity; `book` is the whole record.
    """

    folder: Path
    files: Files
    title: str
    language: str
    entries: Mapping[str, Mapping[str, Any]]
    digests: Mapping[str, str]
    proof: str
    missing: tuple[str, ...]
    inputs: Mapping[str, Mapping[str, object]]
    book: Mapping[str, Any]

    @property
    def like(self) -> Mapping[str, Any]:
        """The entry of one of the documents, by which files of the same edition are found."""
        return next(iter(self.entries.values()))

    @property
    def drafts(self) -> tuple[str, ...]:
        """Which of the documents are drafts."""
        return tuple(name for name, entry in self.entries.items() if entry.get("draft"))


def find(folder: Path, report: str, edition: str) -> tuple[Subject | None, Problems]:
    """The documents in `folder`. `edition` (language and date) chooses among several; one alone is taken whatever it is.

    Problems: `nothing-built`, `built-unreadable`.
    """
    book = store.former_record(folder, record.NAME)
    listed = store.former_files(folder, record.NAME)
    documents = {name: entry for name, entry in listed.items() if entry.get("format") in record.DOCUMENTS}
    editions = {str(entry.get("edition", "")) for entry in documents.values()}
    if len(editions) == 1:
        (edition,) = editions
    if edition not in editions:
        return None, (Problem("nothing-built", {"folder": folder.as_posix(), "report": report}),)
    chosen = {name: entry for name, entry in documents.items() if str(entry.get("edition", "")) == edition}
    read: dict[str, File] = {}
    for name, entry in chosen.items():
        try:
            form = str(entry["format"])
            read[form] = File(form, name, folder / name, (folder / name).read_bytes())
        except OSError:
            return None, (Problem("built-unreadable", {"file": (folder / name).as_posix()}),)
    files = Files(folder, read.get("pdf"), read.get("docx"), read.get("html"))
    entries = {file.name: chosen[file.name] for file in files}
    first = next(iter(entries.values()))
    builds = record.earlier_builds(book, documents)
    subject = Subject(
        folder=folder,
        files=files,
        title=str(builds.get(str(first.get("build")), {}).get("title", "")),
        language=edition.partition(" ")[0],
        entries=entries,
        digests={file.name: store.file_hash(file.data) for file in files},
        proof=record.proof_stem(listed, first),
        missing=tuple(name for name in record.documents(book["files"], first) if name not in chosen),
        inputs={build: made_of for build, facts in builds.items() if isinstance(made_of := facts.get("inputs"), dict)},
        book=book,
    )
    return subject, ()


def remarks(subject: Subject, inputs: Mapping[str, str] | None) -> Iterator[Problem]:
    """What must be known of the documents. `inputs` are the digests of all that a build would be made of now, None if that
    cannot be told as the content has errors."""
    if subject.drafts:
        yield Problem("built-draft", {"files": ", ".join(subject.drafts)}, None, Severity.WARNING)
    if subject.missing:
        yield Problem("built-missing", {"files": ", ".join(subject.missing)}, None, Severity.WARNING)
    for name, digest in subject.digests.items():
        if digest != subject.entries[name].get("sha256"):
            yield Problem("built-changed", {"file": name}, None, Severity.WARNING)
    if inputs is None:
        yield Problem("built-unknown", {}, None, Severity.WARNING)
        return
    now = record.identity(inputs)
    old = [name for name, entry in subject.entries.items() if entry.get("build") != now]
    if old:
        before = [subject.inputs.get(str(subject.entries[name].get("build")), {}) for name in old]
        changed = sorted({name for known in before for name in {*known, *inputs} if known.get(name) != inputs.get(name)})
        shown = ", ".join(changed[:NAMED]) + (" …" if len(changed) > NAMED else "")
        yield Problem("built-stale", {"files": ", ".join(old), "changed": shown or "-"}, None, Severity.WARNING)
