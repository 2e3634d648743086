"""Finished files as validators receive them: those in a folder, those of a document that a test made, and broken ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf

from report_builder.charts import drawer
from report_builder.document import Document
from report_builder.dossier.page import NAME as AUDIT
from report_builder.theme import load_theme
from report_builder.verify.results import File, Files
from report_builder.writers import Options
from report_builder.writers.docx import write_docx
from report_builder.writers.html import write_html
from report_builder.writers.pdf import write_pdf

STRESS = "stress"


def found_in(folder: Path) -> Files:
    """The documents that lie in a folder, one of each format."""
    pdf, docx, html = (
        File(form, path.name, path, path.read_bytes())
        for form in ("pdf", "docx", "html")
        for path in folder.glob(f"*.{form}")
        if path.stem != AUDIT
    )
    return Files(folder, pdf, docx, html)


def write_documents(document: Document, folder: Path) -> Files:
    """All three formats of a document, with the real charts. The folder is there only once they are."""
    theme, options = load_theme(), Options(identity="a1b2c3")
    draw = drawer(theme)
    half = folder.with_suffix(".half")
    half.mkdir()
    for write in (write_pdf, write_docx, write_html):
        for name, data in write(document, theme, draw, options).items():
            (half / name).write_bytes(data)
    half.rename(folder)
    return found_in(folder)


def put(files: Files, folder: Path, **data: bytes) -> Files:
    """The files with other bytes in some formats, and those alone: `put(files, folder, html=b"...")`."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = {}
    for form, content in data.items():
        file = getattr(files, form)
        (folder / file.name).write_bytes(content)
        changed[form] = replace(file, path=folder / file.name, data=content)
    return Files(folder, **changed)


def changed_pdf(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(out := BytesIO())
    return out.getvalue()
