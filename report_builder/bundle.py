"""The zip to publish: what is for readers, and the proof of exactly the documents in it, if there is one.

Receives public files by name, a finished zip, a proof; promises the same bytes for the same files, and a zip that never holds
the proof of other documents than its own. Separate because two that do not know each other fill it: a build makes the zip,
and a verification, which comes later, adds its proof; a build of the very same documents keeps that.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from report_builder import record
from report_builder.store import file_hash

EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can hold
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError, RuntimeError)


def bundle(files: Mapping[str, bytes], top: str) -> bytes:
    """One zip of `files` under the folder `top`: the same bytes for the same files, whenever and wherever."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{top}/{name}", EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever the machine
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return stream.getvalue()


def proven(data: bytes, proof: Mapping[str, bytes], about: object) -> bytes | None:
    """The zip `data` with a proof in place of an earlier one, None if its documents are not those that the proof is `about`.

    `about` are digests by name. Documents of the zip that the proof does not know, or lacks, count as others.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            whole = {name: archive.read(name) for name in archive.namelist()}
    except DAMAGE:
        return None
    top = {name.partition("/")[0] for name in whole}
    files = {name.partition("/")[2]: content for name, content in whole.items()}
    public = {name: content for name, content in files.items() if not _is_proof(name)}
    if len(top) != 1 or {name: file_hash(content) for name, content in public.items() if _is_document(name)} != about:
        return None
    return bundle({**public, **proof}, *top)


def with_proof(zips: Mapping[str, bytes], staying: Mapping[str, Mapping[str, object]], folder: Path) -> dict[str, bytes]:
    """The zips of a build with the proof of their documents, if that is among the files which stay in `folder` untouched."""
    found = dict(zips)
    proofs = {name: entry for name, entry in staying.items() if entry.get("format") == record.PROOF}
    for edition in {entry.get("edition") for entry in proofs.values()}:
        own = {name: entry for name, entry in proofs.items() if entry.get("edition") == edition}
        files = {name: (folder / name).read_bytes() for name in own}
        if all(file_hash(data) == own[name].get("sha256") for name, data in files.items()):
            about = next(iter(own.values())).get("about")
            found |= {name: made for name, data in zips.items() if (made := proven(data, files, about)) is not None}
    return found


def _is_proof(name: str) -> bool:
    """A report may not be called as a proof is (`reader.facts`), so the name is enough."""
    path = PurePosixPath(name)
    return path.suffix in (".html", ".json") and len(path.parts) == 1 and f"-{path.stem}".endswith(f"-{record.PROOF_NAME}")


def _is_document(name: str) -> bool:
    return "/" not in name and PurePosixPath(name).suffix[1:] in record.DOCUMENTS
