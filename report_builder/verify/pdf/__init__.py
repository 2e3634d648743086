"""Our own checks of a finished PDF against PDF/UA-1 and what PDF/A-2a asks beyond it, made without any validator.

Receives the bytes; promises every fault that these checks know, each with its clause and place. They run always, so that no
report is without a proof where no validator is installed; they owe nothing to the writer and look only at the file. They do
not replace a validator: colour profiles, glyph widths and the syntax of every object are theirs.
"""

from __future__ import annotations

import zlib

from report_builder.readback.pdf_file import PdfFile
from report_builder.verify.pdf.annotations import check_annotations
from report_builder.verify.pdf.clauses import CLAUSES, fault
from report_builder.verify.pdf.file import check_file
from report_builder.verify.pdf.pages import check_pages
from report_builder.verify.pdf.structure import check_structure
from report_builder.verify.pdf.tables import check_tables
from report_builder.verify.pdf.tree import Tree
from report_builder.verify.results import Finding

RULES = len(CLAUSES)
DAMAGE = (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, zlib.error)
"""What reading a damaged file raises: `readback.pdf_file` trusts the syntax of what it reads."""


def check_pdf(data: bytes) -> tuple[Finding, ...]:
    """The faults of a PDF. A file that cannot be read is a fault too."""
    try:
        file = PdfFile(data)
        if "Encrypt" in file.trailer:
            return (fault("pdf-encrypted", "trailer"),)
        found = [*check_file(file)]
        tree = Tree(file)
        if not tree.nodes:
            return (*found, fault("pdf-no-structure", "Catalog /StructTreeRoot"))
        checks = (check_structure, check_tables, check_annotations, check_pages)
        return (*found, *(finding for check in checks for finding in check(tree)))
    except DAMAGE as error:
        return (fault("pdf-unreadable", "", error=f"{type(error).__name__}: {error}"),)
