"""What the PDF says of itself: document information, the XMP packet, how a viewer opens it.

Receives the document's metadata; promises one packet that says the same as the information dictionary and names both standards,
PDF/A-2a and PDF/UA-1 (ISO 19005-2, 6.6; ISO 14289-1, 5). Dates are the document's: no clock is asked. Separate because the
engine's own packet cannot hold both.
"""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape
from zlib import compress

from report_builder.document import Metadata
from report_builder.writers.pdf.engine import VERSION, module
from report_builder.writers.pdf.fonts import HYPHEN

PRODUCER = f"WeasyPrint {VERSION}"
CREATOR = "report_builder"


def describe(document: Any, meta: Metadata) -> None:
    """Set the engine's metadata."""
    own = document.metadata
    own.title, own.authors, own.description, own.lang = meta.title, [meta.publisher], meta.subject, meta.language
    own.keywords, own.generator = list(meta.keywords), CREATOR
    own.created = own.modified = meta.date.isoformat()


def finish(pdf: Any, meta: Metadata) -> None:
    """The last touches before the file is written: XMP packet, viewer preferences, page labels, soft hyphens in copied text."""
    pydyf = module("pydyf")

    midnight = meta.date.strftime("D:%Y%m%d000000Z")
    pdf.info["CreationDate"] = pdf.info["ModDate"] = pydyf.String(midnight)
    for item in pdf.objects:
        if not isinstance(item, pydyf.Stream):
            continue
        if item.extra.get("Type") == "/Metadata":
            item.compress, item.stream = False, [packet(meta).encode()]
            continue
        if b"begincmap" in item.stream:
            item.stream = [_soft(line) if isinstance(line, bytes) else line for line in item.stream]
        if item.compress:
            _compress(item)
    catalog = pdf.catalog
    catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    if "Outlines" in catalog:
        catalog["PageMode"] = "/UseOutlines"


def _soft(line: bytes) -> bytes:
    """A line of a ToUnicode map, in which the hyphen of broken words reads as a soft hyphen."""
    return line.replace(b" <%04x>" % ord(HYPHEN), b" <00ad>")


def _compress(stream: Any) -> None:
    """Compress a stream now, never to data that end in a carriage return.

    The engine writes a line feed after the data; together they would look like one end of line, and the stream like one byte
    less than its length says (ISO 19005-2, 6.1.7.1): validators disagree about such files.
    """
    stream.compress = False
    data: bytes = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
    packed = compress(data)
    while packed.endswith(b"\r"):
        data += b"\n"
        packed = compress(data)
    stream.stream = [packed]
    stream.extra["Filter"] = "/FlateDecode"


def packet(meta: Metadata) -> str:
    """The XMP packet."""
    date = meta.date.strftime("%Y-%m-%dT00:00:00Z")
    language = escape(meta.language)

    def alternative(name: str, text: str) -> str:
        return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>' if text else ""

    keywords = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in meta.keywords)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
{alternative("dc:title", meta.title)}
<dc:creator><rdf:Seq><rdf:li>{escape(meta.publisher)}</rdf:li></rdf:Seq></dc:creator>
{alternative("dc:description", meta.subject)}
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{f"<dc:subject><rdf:Bag>{keywords}</rdf:Bag></dc:subject>" if keywords else ""}
{alternative("dc:rights", meta.licence)}
{f"<xmpRights:WebStatement>{escape(meta.licence_url)}</xmpRights:WebStatement>" if meta.licence_url else ""}
<pdf:Producer>{PRODUCER}</pdf:Producer>
{f"<pdf:Keywords>{escape(', '.join(meta.keywords))}</pdf:Keywords>" if keywords else ""}
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
{_EXTENSION}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


# PDF/A admits properties that it does not know only if their schema is declared in the packet (ISO 19005-2, 6.6.2.3).
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
