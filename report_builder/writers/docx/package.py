"""The package: parts, their content types and relationships, as one ZIP file.

Receives parts as bytes; promises the same bytes for the same parts, whatever the clock: entries have one fixed time and an
order of their own. Separate because it knows nothing of Word but where its parts lie.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import field

from lxml import etree

from report_builder.classes import dataclass
from report_builder.writers.docx.xml import Xml, document_part, element

MAIN = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP entry can name
_REGULAR_FILE = 0o644 << 16
_LARGEST = 64 * 1024 * 1024  # bytes of one part of a template: beyond this it is no template
_LARGEST_WHOLE = 4 * _LARGEST  # of all its parts together

# Content types by part, or by the extension of its name.
_BY_NAME = {
    MAIN: _WORD_TYPE + "document.main+xml",
    "word/styles.xml": _WORD_TYPE + "styles+xml",
    "word/settings.xml": _WORD_TYPE + "settings+xml",
    "word/numbering.xml": _WORD_TYPE + "numbering+xml",
    "word/fontTable.xml": _WORD_TYPE + "fontTable+xml",
    "word/footnotes.xml": _WORD_TYPE + "footnotes+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
_BY_KIND = {
    "header": _WORD_TYPE + "header+xml",
    "footer": _WORD_TYPE + "footer+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_BY_EXTENSION = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship inside the package. `kind` is the last word of its type ("image"), `target` a part's name without "/"."""

    id: str
    kind: str
    target: str


@dataclass
class Package:
    """Parts by name ("word/styles.xml") and the relationships of each, "" for the package's own.

    `outside` names the parts of a package that was read which are related to something outside it.
    """

    parts: dict[str, bytes] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)

    def relate(self, source: str, kind: str, target: str) -> str:
        """The id of the relationship from a part to another one, made if there is none."""
        own = self.relations.setdefault(source, [])
        for relation in own:
            if relation.target == target and relation.kind == kind:
                return relation.id
        taken = {relation.id for relation in own}
        number = len(own) + 1
        while f"rId{number}" in taken:
            number += 1
        own.append(Relation(f"rId{number}", kind, target))
        return own[-1].id

    def add(self, source: str, kind: str, name: str, data: bytes) -> str:
        """Put a part into the package, related to `source`; the id of the relationship."""
        self.parts[name] = data
        self.kinds[name] = kind
        return self.relate(source, kind, name)

    def free(self, name: str) -> str:
        """The name for a part, or one like it where a part has it already: a template brings parts of its own."""
        taken = {known.lower() for known in self.parts}
        stem, dot, extension = name.rpartition(".")
        wanted, number = name, 1
        while wanted.lower() in taken:
            number += 1
            wanted = f"{stem}_{number}{dot}{extension}"
        return wanted

    def copy(self, other: Package, name: str) -> None:
        """Take a part of another package, with everything that it is related to."""
        if name in self.parts or name not in other.parts:
            return
        self.parts[name] = other.parts[name]
        if name in other.kinds:
            self.kinds[name] = other.kinds[name]
        for relation in other.relations.get(name, ()):
            self.relations.setdefault(name, []).append(relation)
            self.kinds.setdefault(relation.target, relation.kind)
            self.copy(other, relation.target)

    def target(self, source: str, kind: str) -> str:
        """The name of the part that `source` is related to, "" if there is none."""
        return next((relation.target for relation in self.relations.get(source, ()) if relation.kind == kind), "")

    # ----------------------------------------------------------------------------------------------------------------- writing

    def to_bytes(self) -> bytes:
        entries = {"[Content_Types].xml": self._content_types()}
        for source in sorted(self.relations):
            entries[_relations_name(source)] = _relations_part(source, self.relations[source])
        entries |= self.parts
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name in sorted(entries, key=_entry_order):
                info = zipfile.ZipInfo(name, _EARLIEST)
                info.external_attr = _REGULAR_FILE
                info.create_system = 3  # Unix, on every system
                packed = name.endswith((".png", ".jpg", ".jpeg", ".webp"))
                info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(info, entries[name])
        return stream.getvalue()

    def _content_types(self) -> bytes:
        extensions = sorted({"rels", "xml"} | {name.rpartition(".")[2].lower() for name in self.parts})
        lines: list[Xml] = [
            element("Default", {"Extension": extension, "ContentType": _BY_EXTENSION[extension]})
            for extension in extensions
            if extension in _BY_EXTENSION
        ]
        for name in sorted(self.parts):
            content_type = _BY_NAME.get(name) or _BY_KIND.get(self.kinds.get(name, ""))
            if content_type:
                lines.append(element("Override", {"PartName": f"/{name}", "ContentType": content_type}))
        return document_part(element("Types", {"xmlns": _PACKAGE + "content-types"}, *lines))


def _entry_order(name: str) -> tuple[int, str]:
    """The content types first, as readers of a stream expect, then the package's relationships, then by name."""
    return (("[Content_Types].xml", "_rels/.rels").index(name) if name.startswith(("[", "_rels")) else 2, name)


def _relations_name(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels".removeprefix("/")


def _relations_part(source: str, relations: list[Relation]) -> bytes:
    folder = source.rpartition("/")[0]
    lines = [
        element(
            "Relationship",
            {
                "Id": relation.id,
                "Type": _type_of(relation.kind),
                "Target": posixpath.relpath(relation.target, folder or "."),
            },
        )
        for relation in relations
    ]
    return document_part(element("Relationships", {"xmlns": _PACKAGE + "relationships"}, *lines))


def _type_of(kind: str) -> str:
    return f"{_PACKAGE}relationships/metadata/core-properties" if kind == "core-properties" else _OFFICE + kind


# ------------------------------------------------------------------------------------------------------------------- reading

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class UnreadablePackage(ValueError):
    """The bytes are no package with a main part that is a Word document."""


def parse(data: bytes) -> etree._Element:
    """A part as a tree; no entity is resolved and nothing is fetched. Raises `UnreadablePackage`."""
    try:
        return etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        raise UnreadablePackage(str(error)) from error


def read_package(data: bytes) -> Package:
    """A package out of its bytes; relationships that lead out of it are left out. Raises `UnreadablePackage`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [info.file_size for info in archive.infolist()]
            if max(sizes, default=0) > _LARGEST or sum(sizes) > _LARGEST_WHOLE:
                raise UnreadablePackage("too large")
            entries = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, zlib.error, lzma.LZMAError, struct.error) as error:
        raise UnreadablePackage(str(error)) from error
    package = Package({name: content for name, content in entries.items() if not _is_plumbing(name)})
    for name in ("", *package.parts):
        content = entries.get(_relations_name(name))
        if content is not None:
            package.relations[name] = _read_relations(name, content)
            if b"External" in content:
                package.outside.add(name)
    for relations in package.relations.values():
        package.kinds.update({relation.target: relation.kind for relation in relations})
    if package.target("", "officeDocument") not in package.parts:
        raise UnreadablePackage("no main part")
    return package


def _is_plumbing(name: str) -> bool:
    return name == "[Content_Types].xml" or name.endswith(".rels")


def _read_relations(source: str, content: bytes) -> list[Relation]:
    folder = source.rpartition("/")[0]
    relations = []
    for line in parse(content):
        attributes: Mapping[str, str] = {str(key): str(text) for key, text in line.attrib.items()}
        if attributes.get("TargetMode") == "External" or "Target" not in attributes:
            continue
        target = attributes["Target"]
        name = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        relations.append(Relation(attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], name))
    return relations
