"""Fields: what Word works out itself and can bring up to date, with the result that is printed until then.

Receives instruction and result; promises complex fields. Separate because captions, references, contents, links and running
lines are all fields. No field is marked dirty and nothing asks for an update on opening: results are written as the document
has them.
"""

from __future__ import annotations

import re

from report_builder.writers.docx.xml import EMPTY, Xml, element, escaped, joined, value, w

_SPECIAL = re.compile("([\u2011\u00ad\n])")  # no-break hyphen, soft hyphen, line break: elements of their own in Word
_ELEMENTS = {"\u2011": w("noBreakHyphen"), "\u00ad": w("softHyphen"), "\n": w("br")}
TAB = Xml("<w:r><w:tab/></w:r>")
BREAK = Xml("<w:r><w:br/></w:r>")


def text_run(text: str, properties: Xml = EMPTY) -> Xml:
    """A run of text; hyphens that fonts lack are written as Word's own."""
    if not text:
        return EMPTY
    if _SPECIAL.search(text):
        pieces = (_ELEMENTS.get(piece) or _text(piece) for piece in _SPECIAL.split(text) if piece)
        return w("r", properties, *pieces)
    return Xml(f"<w:r>{properties}{_text(text)}</w:r>")


def _text(text: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{escaped(text)}</w:t>')


def mark(style_id: str) -> Xml:
    """The properties of a run in a character style."""
    return w("rPr", value("rStyle", style_id))


def _step(kind: str, properties: Xml = EMPTY) -> Xml:
    return w("r", properties, w("fldChar", fldCharType=kind))


def field(instruction: str, result: Xml, properties: Xml = EMPTY) -> Xml:
    """A complex field around the runs of its result."""
    return joined(begin(instruction, properties), result, end(properties))


def begin(instruction: str, properties: Xml = EMPTY) -> Xml:
    """The opening of a field, for results that go over paragraphs."""
    written = element("w:instrText", {"xml:space": "preserve"}, escaped(f" {instruction} "))
    return joined(_step("begin", properties), w("r", properties, written), _step("separate", properties))


def end(properties: Xml = EMPTY) -> Xml:
    return _step("end", properties)


def quoted(argument: str) -> str:
    """An argument of a field between double quotes, as Word reads it."""
    return '"' + argument.replace("\\", "\\\\").replace('"', "%22") + '"'
