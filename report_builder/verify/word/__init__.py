"""Our own checks of a finished Word file: what keeps it from who does not see it, found without any validator.

Receives the bytes; promises every fault that these checks know, each with its clause and place. They run always; they owe
nothing to the writer and look only at the file, so that a file which somebody went on editing in Word can be checked too. They
do not replace a validator: the order of elements and the types of attributes are its matter, and whether an alternative is true
is a person's.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib

from lxml import etree

from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import CLAUSES, fault
from report_builder.verify.word.contrast import check_contrast
from report_builder.verify.word.file import WordFile
from report_builder.verify.word.pictures import check_alternatives, check_places
from report_builder.verify.word.tables import check_tables
from report_builder.verify.word.text import check_blanks, check_headings, check_links, check_lists, check_notes
from report_builder.verify.word.whole import check_fonts, check_language, check_protection, check_title

__all__ = ["CLAUSES", "RULES", "check_word"]

RULES = len(CLAUSES)

CHECKS = (
    check_title,
    check_language,
    check_protection,
    check_fonts,
    check_headings,
    check_blanks,
    check_lists,
    check_links,
    check_notes,
    check_alternatives,
    check_places,
    check_tables,
    check_contrast,
)
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, struct.error, etree.XMLSyntaxError),
    *(KeyError, IndexError, ValueError, OSError, RuntimeError, NotImplementedError),
)
"""What reading a damaged file raises."""


def check_word(data: bytes) -> tuple[Finding, ...]:
    """The faults of a Word file. A file that cannot be read is a fault too."""
    try:
        file = WordFile(data)
        return tuple(finding for check in CHECKS for finding in check(file))
    except DAMAGE as error:
        return (fault("word-unreadable", "", error=f"{type(error).__name__}: {error}"),)
