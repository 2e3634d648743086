"""Checks of what a PDF says of itself, and of what it must not hold: language, title, standards, bookmarks, fonts, actions.

Receives a `PdfFile`; promises findings that need neither tree nor pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from report_builder.readback.pdf_file import PdfFile, Stream, text
from report_builder.verify.pdf.clauses import fault
from report_builder.verify.pdf.structure import LANGUAGE
from report_builder.verify.results import Finding

_NAMES = """
Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView JavaScript GoToR GoToE
"""
FORBIDDEN = frozenset(_NAMES.split())
"""Actions that PDF/A forbids (ISO 19005-2, 6.5.1), and those that lead into other files."""
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
UA, ARCHIVE = "{http://www.aiim.org/pdfua/ns/id/}", "{http://www.aiim.org/pdfa/ns/id/}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check_file(file: PdfFile) -> Iterator[Finding]:
    root = file.root
    marks = file.get(root.get("MarkInfo")) or {}
    if marks.get("Marked") is not True:
        yield fault("pdf-not-marked", "Catalog /MarkInfo")
    if marks.get("Suspects") is True:
        yield fault("pdf-suspects", "Catalog /MarkInfo")
    language = file.get(root.get("Lang"))
    if not isinstance(language, bytes) or not text(language).strip():
        yield fault("pdf-no-language", "Catalog /Lang")
    elif not LANGUAGE.fullmatch(text(language)):
        yield fault("pdf-language-tag", "Catalog /Lang", language=text(language))
    if (file.get(root.get("ViewerPreferences")) or {}).get("DisplayDocTitle") is not True:
        yield fault("pdf-title-hidden", "Catalog /ViewerPreferences")
    outlines = file.get(root.get("Outlines")) or {}
    if file.get(outlines.get("First")) is None:
        yield fault("pdf-no-bookmarks", "Catalog /Outlines")
    yield from _metadata(file)
    yield from _objects(file)


def _metadata(file: PdfFile) -> Iterator[Finding]:
    place = "Catalog /Metadata"
    stream = file.get(file.root.get("Metadata"))
    packet = None
    if isinstance(stream, Stream):
        try:
            packet = etree.fromstring(stream.data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            packet = None
    described = None if packet is None else next(packet.iter(f"{RDF}RDF"), None)
    if described is None:
        yield fault("pdf-no-metadata", place)
        return
    if _property(described, f"{UA}part") != "1":
        yield fault("pdf-no-ua", place)
    if (_property(described, f"{ARCHIVE}part"), _property(described, f"{ARCHIVE}conformance")) != ("2", "A"):
        yield fault("pdf-no-archive", place)
    if not _property(described, TITLE):
        yield fault("pdf-no-title", place)


def _property(described: etree._Element, name: str) -> str:
    """The text of a property, written as an element or as an attribute of its description."""
    for description in described.findall(f"{RDF}Description"):
        element = description.find(name)
        found = "".join(map(str, element.itertext())) if element is not None else description.get(name, "")
        if str(found).strip():
            return str(found).strip()
    return ""


def _objects(file: PdfFile) -> Iterator[Finding]:
    """Every object of the file, wherever it hangs."""
    for number, item in file.objects():
        for entries in _dictionaries(item.entries if isinstance(item, Stream) else item):
            if "AA" in entries:
                yield fault("pdf-trigger", f"{number} 0 obj")
            if "P" not in entries and str(entries.get("S")) in FORBIDDEN:
                yield fault("pdf-action", f"{number} 0 obj", action=str(entries["S"]))
        if isinstance(item, Stream):
            if "F" in item.entries or "Ref" in item.entries:
                yield fault("pdf-external", f"{number} 0 obj")
            if item.entries.get("Subtype") == "Image" and file.get(item.entries.get("Interpolate")) is True:
                yield fault("pdf-interpolate", f"{number} 0 obj")
        elif isinstance(item, dict) and item.get("Type") == "Font":
            yield from _font(file, item)


def _dictionaries(value: Any) -> Iterator[Mapping[str, Any]]:
    """A dictionary and those written inside it; what it refers to is an object of its own."""
    if isinstance(value, Mapping):
        yield value
        for inner in value.values():
            yield from _dictionaries(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _dictionaries(inner)


def _font(file: PdfFile, font: Mapping[str, Any]) -> Iterator[Finding]:
    place = f"Font /{font.get('BaseFont', font.get('Name', ''))}"
    kind = font.get("Subtype")
    descendant = str(kind).startswith("CIDFont")
    if kind not in ("Type0", "Type3"):
        descriptor = file.get(font.get("FontDescriptor")) or {}
        if not any(isinstance(file.get(descriptor.get(key)), Stream) for key in ("FontFile", "FontFile2", "FontFile3")):
            yield fault("pdf-font-not-embedded", place)
    if not descendant and not isinstance(file.get(font.get("ToUnicode")), Stream):
        yield fault("pdf-font-no-unicode", place)
