"""The record of a build (`build.json`): out of what, with what, and what came of it.

Receives what the stages know; promises JSON in which nothing but `timings` depends on when, where or by whom it was built: no
clock, no host, no absolute path. Separate because the identity of a draft, the bench and later builds all read it.
"""

from __future__ import annotations

import ctypes
import json
import platform
import sys
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from report_builder import __version__
from report_builder.document import Document
from report_builder.store import content_hash, file_hash
from report_builder.theme import STYLES, Theme
from report_builder.writers import Options, Place

NAME = "build.json"
DOCUMENTS = ("pdf", "docx", "html")  # formats that a proof is about
AUDIT, BUNDLE, PROOF = "audit", "bundle", "proof"  # the formats under which audit, zip and proof stand among the files
PROOF_NAME = "accessibility"  # no report may be called so: `reader.facts`
IDENTITY = 8  # characters of the identity of a draft
LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "fonttools", "lxml", "pillow", "pydantic", "pyphen", "pyromark", "resvg-py")
SYSTEM = {"pango": ("libpango-1.0.so.0", "pango_version_string"), "harfbuzz": ("libharfbuzz.so.0", "hb_version_string")}


def inputs(files: Iterable[tuple[str, str]], theme: Theme) -> dict[str, str]:
    """SHA-256 of all that the build is made of: the report's files by their path in its folder, the house's under `styles/`."""
    own = (STYLES / name for name in ("theme.yaml", "report.css", "print.css", "web.css", "template.docx"))
    house = [*own, *(path for weights in theme.fonts.values() for path in weights.values())]
    styles = {f"styles/{path.relative_to(STYLES).as_posix()}": path for path in house if path.is_relative_to(STYLES)}
    return dict(sorted([*files, *((name, file_hash(path.read_bytes())) for name, path in styles.items())]))


def identity(of: Mapping[str, str]) -> str:
    """What a draft is called: short, and the same for the same inputs."""
    return content_hash(dict(of))[:IDENTITY]


def versions() -> dict[str, str]:
    """What a PDF's very bytes depend on besides the inputs."""
    found = {"report_builder": __version__, "python": platform.python_version(), "system": sys.platform}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    for name, (file, function) in SYSTEM.items():
        try:
            say = getattr(ctypes.CDLL(file), function)
        except (OSError, AttributeError):
            continue
        say.restype = ctypes.c_char_p
        found[name] = say().decode()
    return found


def edition(document: Document) -> str:
    """Language and date: what tells editions in one folder apart."""
    return f"{document.meta.language} {document.meta.date.isoformat()}"


def file_entries(
    document: Document, files: Mapping[str, Mapping[str, bytes]], build: str, *, draft: bool
) -> dict[str, dict[str, object]]:
    """Each file with size, digests, format, the identity of the build that made it and whether that was a draft.

    `content` is what it says whatever its bytes: of the whole document, or of its own text where that is all it is.
    """
    whole = content_hash(document)
    return {
        name: {
            "format": form,
            "edition": edition(document),
            "size": len(data),
            "sha256": file_hash(data),
            "content": file_hash(data) if name.endswith((".csv", ".json")) else whole,
            "build": build,
            "draft": draft,
        }
        for form, made in files.items()
        for name, data in made.items()
    }


def kept(former: Mapping[str, dict[str, object]], files: Mapping[str, Mapping[str, object]]) -> dict[str, dict[str, object]]:
    """Of the former build's files those that stay beside the new ones: formats not made now, and documents of another edition.

    Another edition has another language or date: it was put into the same folder on purpose, whereas documents of this one
    under another name are those of before its slug was changed. Data and charts go with the data package, which is replaced.
    A proof stays only beside the very documents that it is about, an audit of another edition only beside documents of that.
    """
    formats = {entry["format"] for entry in files.values()}
    editions = {entry["edition"] for entry in files.values()}

    def stays(name: str, entry: Mapping[str, object]) -> bool:
        other = "edition" in entry and entry["edition"] not in editions and "/" not in name
        return name not in files and (other or entry.get("format") not in formats)

    proofs = {name: entry for name, entry in former.items() if entry.get("format") == PROOF}
    staying = {name: entry for name, entry in former.items() if name not in proofs and stays(name, entry)}
    if AUDIT in formats:
        audited = {entry.get("edition") for entry in staying.values() if entry.get("format") in DOCUMENTS}
        staying = {n: e for n, e in staying.items() if e.get("format") != AUDIT or e.get("edition") in audited}
    return staying | {
        name: entry for name, entry in proofs.items() if entry.get("about") == documents({**staying, **files}, entry)
    }


def of_edition(files: Mapping[str, Mapping[str, object]], form: str, like: Mapping[str, object]) -> list[str]:
    """Names of the files of a format that are of the same edition as the entry `like`."""
    return [n for n, e in files.items() if e.get("format") == form and e.get("edition") == like.get("edition")]


def documents(files: Mapping[str, Mapping[str, object]], like: Mapping[str, object]) -> dict[str, object]:
    """SHA-256 of the documents of one edition (that of the entry `like`), by name."""
    names = sorted(name for form in DOCUMENTS for name in of_edition(files, form, like))
    return {name: files[name].get("sha256") for name in names}


def apart(files: Mapping[str, Mapping[str, object]], own: object, slug: str) -> str:
    """What the names of the audit and the proof of the edition `own` begin with: "" unless `files` hold documents of others."""
    others = any(entry.get("format") in DOCUMENTS and entry.get("edition") != own for entry in files.values())
    return f"{slug}-" if others else ""


def proof_stem(files: Mapping[str, Mapping[str, object]], like: Mapping[str, object]) -> str:
    """What the files of a proof are called but for their ending."""
    return apart(files, like.get("edition"), Path(min(documents(files, like))).stem) + PROOF_NAME


def with_proof(
    book: Mapping[str, Any],
    proof: Mapping[str, bytes],
    about: Mapping[str, str],
    like: Mapping[str, object],
    bundles: Mapping[str, bytes],
) -> bytes:
    """The record `book` with the files of a proof in place of an earlier one's of the same edition, and zips that hold it.

    `about` are the digests of the documents as they were verified, which is not always as they were built; `like` is the entry
    of one of them.
    """
    earlier = of_edition(book["files"], PROOF, like)
    files: dict[str, dict[str, object]] = {name: entry for name, entry in book["files"].items() if name not in earlier}
    for name, data in proof.items():
        same = {"edition": like.get("edition"), "size": len(data), "sha256": file_hash(data), "content": file_hash(data)}
        files[name] = {"format": PROOF, **same, "build": like.get("build"), "draft": like.get("draft"), "about": about}
    for name, data in bundles.items():
        files[name] = {**files[name], "size": len(data), "sha256": file_hash(data)}
    return _written({**book, "files": dict(sorted(files.items()))})


def earlier_builds(former: Mapping[str, Any], staying: Mapping[str, Mapping[str, object]]) -> dict[str, Any]:
    """Title and inputs of the builds that made the files which stay, by their identity, out of the former record."""
    listed = former.get("earlier")
    known = dict(listed) if isinstance(listed, dict) else {}
    known[str(former.get("build"))] = {key: former.get(key) for key in ("title", "inputs")}
    builds = [entry.get("build") for entry in staying.values()]
    return {build: facts for build, facts in sorted(known.items()) if build in builds and isinstance(facts, dict)}


def record(
    document: Document,
    made_of: Mapping[str, str],
    files: Mapping[str, Mapping[str, object]],
    options: Options,
    timings: Mapping[str, float],
    earlier: Mapping[str, Any],
) -> bytes:
    """The whole record. Places are in mm from the top left of their page; `earlier` is what `earlier_builds` tells."""
    content: dict[str, Any] = {
        "report": document.meta.slug,
        "title": document.meta.title,
        "language": document.meta.language,
        "build": identity(made_of),
        "draft": bool(options.identity),
        "pages": options.pages,
        "files": dict(sorted(files.items())),
        "inputs": made_of,
        "earlier": earlier,
        "versions": versions(),
        "blocks": {name: _box(place) for name, place in sorted(options.places.items())},
        "timings": {name: round(seconds, 3) for name, seconds in timings.items()},
    }
    return _written(content)


def _written(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _box(place: Place) -> dict[str, float]:
    box = {"x": place.x, "y": place.y, "width": place.width, "height": place.height}
    return {"page": place.page, **{side: round(length, 2) for side, length in box.items()}}
