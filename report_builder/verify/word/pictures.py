"""Checks of the pictures of a Word file: alternatives, decoration, place.

Receives a `WordFile`; promises findings at the paragraph. Separate because DrawingML is a language of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import fault
from report_builder.verify.word.file import WP, W, WordFile

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|tiff?|bmp|emf|wmf)", re.IGNORECASE)
_OUT_OF_LINE = {f"{WP}anchor": "anchor", f"{W}pict": "pict", f"{W}txbxContent": "txbxContent", f"{W}tblpPr": "tblpPr"}


def check_alternatives(file: WordFile) -> Iterator[Finding]:
    """What is no text has an alternative that is no file's name, or is marked as decoration (EN 301 549, 10.1.1.1; Microsoft:
    all non-text content has alternative text)."""
    for paragraph in file.paragraphs:
        for item in paragraph.element.iter(f"{WP}docPr"):
            said = (item.get("descr") or item.get("title") or "").strip()
            mark = next(item.iter(_DECORATIVE), None)
            if mark is not None and mark.get("val") in ("1", "true"):
                if said:
                    yield fault("word-decorative-alternative", paragraph.place, alternative=said)
            elif not said:
                yield fault("word-no-alternative", paragraph.place, name=item.get("name", ""))
            elif _FILE_NAME.fullmatch(said):
                yield fault("word-file-name", paragraph.place, alternative=said)


def check_places(file: WordFile) -> Iterator[Finding]:
    """Pictures, boxes and tables stand in line with the text, where a reader meets them in its order (EN 301 549, 10.1.3.2;
    Microsoft: image or object is inline with text). A frame stays in that order, as it is a property of its paragraph."""
    for number, item in enumerate(file.main.iter(*_OUT_OF_LINE), 1):
        kind = _OUT_OF_LINE[str(item.tag)]
        yield fault("word-floating", f"{file.main_name} {kind}[{number}]", kind=kind)
