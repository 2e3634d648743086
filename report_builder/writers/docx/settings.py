"""What a Word file says of itself: settings and properties.

Receives the document's metadata; promises parts without a clock: every date is the document's own. Separate because they hold
nothing that a reader of the text sees.
"""

from __future__ import annotations

from report_builder.document import Document
from report_builder.writers.docx.inlines import word_language
from report_builder.writers.docx.package import Package
from report_builder.writers.docx.xml import EMPTY, Xml, document_part, element, escaped, part, value, w

_CORE = {
    "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_WORD_2013 = 15  # the compatibility mode of Word 2013 and later
DEFAULT_TAB = 720
SETTINGS_PART = "word/settings.xml"


def settings_part(language: str) -> bytes:
    """The document's settings ("" is a template's). Words are divided where styles let them; no field is updated on opening."""
    notes = w("footnotePr", w("footnote", id=-1), w("footnote", id=0)) if language else EMPTY
    mode: dict[str, str | int] = {
        "w:name": "compatibilityMode",
        "w:uri": "http://schemas.microsoft.com/office/word",
        "w:val": _WORD_2013,
    }
    return part(
        "w:settings",
        w("zoom", percent=100),
        w("embedTrueTypeFonts"),
        value("defaultTabStop", DEFAULT_TAB),
        w("autoHyphenation"),
        w("doNotHyphenateCaps"),
        value("characterSpacingControl", "doNotCompress"),
        notes,
        w("compat", element("w:compatSetting", mode)),
        w("themeFontLang", val=word_language(language)) if language else EMPTY,
    )


def add_properties(package: Package, document: Document) -> None:
    """Title, author, subject, keywords, language and dates; pages are not said, as Word counts them."""
    meta = document.meta
    moment = f"{meta.date.isoformat()}T00:00:00Z"

    def dated(tag: str) -> Xml:
        return element(f"dcterms:{tag}", {"xsi:type": "dcterms:W3CDTF"}, escaped(moment))

    core = element(
        "cp:coreProperties",
        {**_CORE},
        element("dc:title", None, escaped(meta.title)),
        element("dc:subject", None, escaped(meta.subject)),
        element("dc:creator", None, escaped(meta.publisher)),
        element("cp:keywords", None, escaped(", ".join(meta.keywords))),
        element("dc:language", None, escaped(meta.language)),
        element("cp:lastModifiedBy", None, escaped(meta.publisher)),
        dated("created"),
        dated("modified"),
    )
    package.add("", "core-properties", "docProps/core.xml", document_part(core))
    company = element("Company", None, escaped(meta.publisher))
    package.add("", "extended-properties", "docProps/app.xml", document_part(element("Properties", {"xmlns": _APP}, company)))
