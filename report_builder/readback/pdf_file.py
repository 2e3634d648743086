"""The objects of a PDF file, read without a PDF library: enough of ISO 32000-1 to see what our files hold.

Receives the bytes of an unencrypted PDF; promises dictionaries, lists, names, strings and decoded streams by number. Separate
and of our own because no library that we may depend on at run time shows the structure tree with its own type names, across
pages.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from report_builder.classes import dataclass


class Name(str):
    """A PDF name, without its slash."""

    __slots__ = ()


class Operator(str):
    """An operator of a content stream."""

    __slots__ = ()


class Ref(NamedTuple):
    """An indirect reference."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary and its decoded bytes (as they are, for filters other than Flate)."""

    entries: Mapping[str, Any]
    data: bytes


_SPACE = b" \t\r\n\f\0"
_TOKEN = re.compile(
    rb"[ \t\r\n\f\0]*(?:%[^\r\n]*[\r\n]+[ \t\r\n\f\0]*)*"
    rb"(?:(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))|/(?P<name>[^ \t\r\n\f\0()<>\[\]{}/%]*)|(?P<mark><<|>>|\[|\]|\(|<)"
    rb"|(?P<word>[^ \t\r\n\f\0()<>\[\]{}/%]+))"
)
_REFERENCE = re.compile(rb"[ \t\r\n\f\0]+(\d+)[ \t\r\n\f\0]+R(?![^ \t\r\n\f\0()<>\[\]{}/%])")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_WORDS: Mapping[bytes, object] = {b"true": True, b"false": False, b"null": None}
_END = object()


def parse(data: bytes, at: int, *, references: bool = True) -> tuple[Any, int]:
    """The object at a place, and where it ends. In content streams two numbers and an R are no reference."""
    found = _TOKEN.match(data, at)
    if found is None:
        return _END, len(data)
    at = found.end()
    if (number := found["number"]) is not None:
        reference = _REFERENCE.match(data, at) if references and number.isdigit() else None
        if reference:
            return Ref(int(number)), reference.end()
        return (float(number) if b"." in number else int(number)), at
    if (name := found["name"]) is not None:
        return Name(re.sub(rb"#(..)", lambda code: bytes([int(code[1], 16)]), name).decode("utf-8", "replace")), at
    if (word := found["word"]) is not None:
        return (_WORDS[word] if word in _WORDS else Operator(word.decode("latin-1"))), at
    match found["mark"]:
        case b"(":
            return _literal(data, at)
        case b"<":
            end = data.index(b">", at)
            digits = bytes(data[at:end].translate(None, _SPACE))
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()), end + 1
        case b"[":
            items = []
            while (pair := parse(data, at, references=references))[0] is not _END and pair[0] != Operator("]"):
                items.append(pair[0])
                at = pair[1]
            return items, pair[1]
        case b"<<":
            entries: dict[str, Any] = {}
            while True:
                key, at = parse(data, at, references=references)
                if not isinstance(key, Name):
                    return entries, at
                entries[str(key)], at = parse(data, at, references=references)
        case mark:
            return Operator(mark.decode()), at


def _literal(data: bytes, at: int) -> tuple[bytes, int]:
    start, depth = at, 1
    while depth:
        byte = data[at]
        at += 2 if byte == 0x5C else 1
        depth += (byte == 0x28) - (byte == 0x29)

    def plain(escape: re.Match[bytes]) -> bytes:
        code = escape[1]
        return bytes([int(code, 8) & 255]) if code[:1].isdigit() else _ESCAPED.get(code, code)

    return _ESCAPE.sub(plain, data[start : at - 1]), at


def operations(data: bytes) -> Iterator[tuple[str, list[Any]]]:
    """The operators of a content stream with their operands. Inline images are passed over."""
    at, operands = 0, []
    while True:
        item, at = parse(data, at, references=False)
        if item is _END:
            return
        if not isinstance(item, Operator):
            operands.append(item)
            continue
        if item == "ID":
            at = data.index(b"EI", at) + 2
        yield str(item), operands
        operands = []


def text(value: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2); PDFDocEncoding is read as Latin-1, with which it shares all letters."""
    return value[2:].decode("utf-16-be") if value.startswith(b"\xfe\xff") else value.decode("latin-1")


_PNG = 10  # from here on, predictors are those of PNG, and each row names its own


def _unpredicted(data: bytes, parameters: Mapping[str, Any]) -> bytes:
    """What was packed as differences to the bytes before and above (ISO 32000-1, 7.4.4.4; PNG, 9.2)."""
    bits = parameters.get("Colors", 1) * parameters.get("BitsPerComponent", 8)
    left, width = max(bits // 8, 1), (parameters.get("Columns", 1) * bits + 7) // 8
    out, above = bytearray(), bytes(width)
    for at in range(0, len(data), width + 1):
        kind, row = data[at], bytearray(data[at + 1 : at + 1 + width])
        for i in range(len(row)):
            a, b, c = (row[i - left], above[i], above[i - left]) if i >= left else (0, above[i], 0)
            match kind:
                case 1:
                    row[i] = (row[i] + a) & 255
                case 2:
                    row[i] = (row[i] + b) & 255
                case 3:
                    row[i] = (row[i] + (a + b) // 2) & 255
                case 4:
                    nearest = min((a, b, c), key=lambda one: abs(a + b - c - one))
                    row[i] = (row[i] + nearest) & 255
                case _:
                    break
        out += row
        above = bytes(row).ljust(width, b"\0")
    return bytes(out)


class PdfFile:
    """A PDF. Raises ValueError for bytes that are none."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._places: dict[int, tuple[int, int]] = {}  # number -> (offset, -1) or (object stream, index)
        self._objects: dict[int, Any] = {}
        self._packed: dict[int, list[Any]] = {}
        self.trailer: dict[str, Any] = {}
        starts = re.findall(rb"startxref\s+(\d+)", data)
        if not data.startswith(b"%PDF-") or not starts:
            raise ValueError("not a PDF")
        waiting, seen = [int(starts[-1])], set[int]()
        while waiting:
            at = waiting.pop(0)
            if at in seen:
                raise ValueError("cross references go in a circle")
            seen.add(at)
            entries = self._table(at) if data.startswith(b"xref", at) else self._cross_references(at)
            self.trailer = {**entries, **self.trailer}
            waiting += [entries[key] for key in ("XRefStm", "Prev") if isinstance(entries.get(key), int)]

    def _table(self, at: int) -> dict[str, Any]:
        at += 4
        while section := re.compile(rb"\s*(\d+) (\d+)\s*\n").match(self.data, at):
            first, count, at = int(section[1]), int(section[2]), section.end()
            for number in range(first, first + count):
                line = self.data[at : at + 20].split()
                if line[2] == b"n":
                    self._places.setdefault(number, (int(line[0]), -1))
                at += 20
        return parse(self.data, self.data.index(b"trailer", at) + 7)[0]  # type: ignore[no-any-return]

    def _cross_references(self, at: int) -> dict[str, Any]:
        stream = self._at(at)
        if not isinstance(stream, Stream):
            raise ValueError("no cross references")
        widths = stream.entries["W"]
        index = stream.entries.get("Index", [0, stream.entries["Size"]])
        sections = zip(index[::2], index[1::2], strict=True)
        numbers = [number for first, count in sections for number in range(first, first + count)]
        size = sum(widths)
        for row, number in enumerate(numbers):
            fields, start = [], row * size
            for width in widths:
                fields.append(int.from_bytes(stream.data[start : start + width]))
                start += width
            kind = fields[0] if widths[0] else 1
            if kind:
                self._places.setdefault(number, (fields[1], -1) if kind == 1 else (fields[1], fields[2]))
        return dict(stream.entries)

    def _at(self, offset: int) -> Any:
        for _ in range(2):  # number and generation
            _, offset = parse(self.data, offset, references=False)
        _, offset = parse(self.data, offset)
        value, offset = parse(self.data, offset)
        keyword, offset = parse(self.data, offset)
        if keyword != Operator("stream") or not isinstance(value, dict):
            return value
        offset += 2 if self.data[offset : offset + 2] == b"\r\n" else 1
        raw = self.data[offset : offset + self.get(value["Length"])]
        if self.get(value.get("Filter")) not in ("FlateDecode", ["FlateDecode"]):
            return Stream(value, raw)
        parameters = self.get(value.get("DecodeParms")) or {}
        if isinstance(parameters, list):
            parameters = self.get(parameters[0]) or {}
        predicted = parameters.get("Predictor", 1) >= _PNG and value.get("Subtype") != "Image"  # nobody here looks at pixels
        data = zlib.decompress(raw)
        return Stream(value, _unpredicted(data, parameters) if predicted else data)

    def get(self, value: Any) -> Any:
        """The object behind a reference; other values as they are. A reference to nothing is None."""
        seen: set[int] = set()
        while isinstance(value, Ref):
            number = value.number
            if number in seen:
                raise ValueError("a reference goes in a circle")
            seen.add(number)
            if number not in self._objects:
                place = self._places.get(number)
                self._objects[number] = None if place is None else self._load(place)
            value = self._objects[number]
        return value

    def _load(self, place: tuple[int, int]) -> Any:
        if place[1] < 0:
            return self._at(place[0])
        if place[0] not in self._packed:
            stream = self.get(Ref(place[0]))
            first, header, at = stream.entries["First"], [], 0
            for _ in range(2 * stream.entries["N"]):
                number, at = parse(stream.data, at, references=False)
                header.append(number)
            self._packed[place[0]] = [parse(stream.data, first + offset)[0] for offset in header[1::2]]
        return self._packed[place[0]][place[1]]

    def objects(self) -> Iterator[tuple[int, Any]]:
        """Numbers and values of all objects, also of those that nothing refers to."""
        return ((number, self.get(Ref(number))) for number in sorted(self._places))

    @property
    def root(self) -> dict[str, Any]:
        """The catalogue."""
        return self.get(self.trailer["Root"])  # type: ignore[no-any-return]

    def pages(self) -> Iterator[tuple[Ref, dict[str, Any]]]:
        """References and dictionaries of the pages, in order."""

        def walk(reference: Ref) -> Iterator[tuple[Ref, dict[str, Any]]]:
            node = self.get(reference)
            if node.get("Type") == "Pages":
                for kid in self.get(node["Kids"]):
                    yield from walk(kid)
            else:
                yield reference, node

        yield from walk(self.root["Pages"])
