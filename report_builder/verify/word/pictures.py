"""Checks of the pictures of a Word file: alternatives, decoration, place.

Receives a `WordFile`; promises findings at the paragraph. Separate because DrawingML is a language of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from report_builder.verify.results import Finding
from report_builder.verify.word.clauses import fault
from report_builder.verify.word.file import WP, W, WordFile

_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|tiff?|bmp|emf|wmf)", re.IGNORECASE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same again, for readers before 2010
_RULE = "{urn:schemas-microsoft-com:office:office}hr"
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
        for item in paragraph.element.iter(f"{W}pict", f"{W}object"):
            if not _is_told(item):
                yield fault("word-no-alternative", paragraph.place, name=etree.QName(item).localname)


def _is_told(old: etree._Element) -> bool:
    """Whether a drawing of the older kind (VML) has an alternative, or needs none: as the double of another one, a rule, or a
    box whose text is read."""
    if next(old.iterancestors(_FALLBACK), None) is not None or next(old.iter(f"{W}txbxContent"), None) is not None:
        return True
    return any((item.get("alt") or "").strip() or item.get(_RULE) is not None for item in old.iter())


def _is_in_line(old: etree._Element) -> bool:
    """Whether a drawing of the older kind stands in the line, as those do whose style names no position."""
    return not any("position:absolute" in (item.get("style") or "").replace(" ", "") for item in old.iter())


def check_places(file: WordFile) -> Iterator[Finding]:
    """Pictures, boxes and tables stand in line with the text, where a reader meets them in its order (EN 301 549, 10.1.3.2;
    Microsoft: image or object is inline with text). A frame stays in that order, as it is a property of its paragraph."""
    for number, item in enumerate(file.main.iter(*_OUT_OF_LINE), 1):
        kind = _OUT_OF_LINE[str(item.tag)]
        if next(item.iterancestors(_FALLBACK), None) is None and not (kind == "pict" and _is_in_line(item)):
            yield fault("word-floating", f"{file.main_name} {kind}[{number}]", kind=kind)
