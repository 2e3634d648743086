"""The zip to publish: the same bytes for the same files, and no proof of other documents than its own."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from report_builder.bundle import bundle, proven, with_proof
from report_builder.store import file_hash

FILES = {"a.pdf": b"the pdf", "a.html": b"the page", "data/one.csv": b"one"}
PROOF = {"accessibility.html": b"proof", "accessibility.json": b"{}"}
ABOUT = {name: file_hash(FILES[name]) for name in ("a.html", "a.pdf")}


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.namelist()


def test_a_zip_is_the_same_for_the_same_files() -> None:
    first, second = bundle(FILES, "sintesi"), bundle(dict(reversed(FILES.items())), "sintesi")
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert archive.namelist() == ["sintesi/a.html", "sintesi/a.pdf", "sintesi/data/one.csv"]
        assert archive.read("sintesi/a.pdf") == b"the pdf"


def test_the_proof_of_its_documents_goes_into_a_zip_in_place_of_an_earlier_one() -> None:
    earlier = proven(bundle(FILES, "top"), {"a-accessibility.html": b"old", "a-accessibility.json": b"old"}, ABOUT)
    assert earlier is not None
    made = proven(earlier, PROOF, ABOUT)
    assert made == bundle({**FILES, **PROOF}, "top")


@pytest.mark.parametrize(
    "about",
    [
        {},
        {"a.pdf": ABOUT["a.pdf"]},  # a document of the zip that nobody verified
        {**ABOUT, "a.docx": file_hash(b"the word")},  # one that the zip has not
        {**ABOUT, "a.pdf": file_hash(b"another pdf")},
        None,
    ],
)
def test_the_proof_of_other_documents_does_not(about: object) -> None:
    assert proven(bundle(FILES, "top"), PROOF, about) is None


@pytest.mark.parametrize("data", [b"", b"no zip", bundle(FILES, "top")[:-30], bundle({}, "top")])
def test_what_is_no_zip_of_a_build_stays_as_it_is(data: bytes) -> None:
    assert proven(data, PROOF, ABOUT) is None
    assert proven(data, PROOF, {}) is None


def test_a_build_keeps_the_proof_that_stays_and_nobody_touched(tmp_path: Path) -> None:
    zips = {"a.zip": bundle(FILES, "top")}
    entries: dict[str, dict[str, object]] = {}
    for name, data in PROOF.items():
        (tmp_path / name).write_bytes(data)
        entries[name] = {"format": "proof", "edition": "it 2018-12-31", "sha256": file_hash(data), "about": ABOUT}
    assert names(with_proof(zips, entries, tmp_path)["a.zip"])[:2] == ["top/a.html", "top/a.pdf"]
    assert "top/accessibility.html" in names(with_proof(zips, entries, tmp_path)["a.zip"])
    assert with_proof(zips, {}, tmp_path) == zips
    (tmp_path / "accessibility.html").write_bytes(b"all is well")
    assert with_proof(zips, entries, tmp_path) == zips
