"""From the characters of a decoded scalar back to the characters of the file.

Receives the text of a file and a scalar; promises one offset for each decoded character: its own place, the backslash of an
escape, or the line break that folding turned into a space. libyaml gives only the two ends of a scalar, so its rules for
folding, escapes and chomping are followed here once more (YAML 1.1 as libyaml 0.2.5 reads it), and the outcome is compared with
what libyaml decoded: if they ever differed, every character would map to the scalar's start rather than to a wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import repeat

from report_builder.place import LocatedText, Span

ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", " ": " ",
    '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
HEX = {"x": 2, "u": 4, "U": 8}
BREAK = re.compile(r"\r\n|\r|\n")
ORDINARY = {"": re.compile(r"[^ \t\r\n]+"), "'": re.compile(r"[^ \t\r\n']+"), '"': re.compile(r"[^ \t\r\n\\]+")}


class _Decoded:
    """Characters and offsets as they are gathered."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.offsets: list[int] = []

    def run(self, text: str, start: int, end: int) -> None:
        """Characters that stand in the file as they are."""
        self.parts.append(text[start:end])
        self.offsets.extend(range(start, end))

    def put(self, character: str, offset: int) -> None:
        self.parts.append(character)
        self.offsets.append(offset)

    def breaks(self, at: Sequence[int]) -> None:
        self.parts.append("\n" * len(at))
        self.offsets.extend(at)


def located(file: str, text: str, value: str, style: str | None, start: int, end: int) -> LocatedText:
    """The scalar `value` that libyaml decoded from `text[start:end]`, with an offset for each character.

    `style` is YAML's indicator: None or "" (plain), "'", '"', "|" or ">".
    """
    if style in ("|", ">"):
        decoded, end = _block(text, value, start, end)
        closing = decoded.offsets[-1] + 1 if decoded.offsets else end
        end = max(end, closing)
    else:
        quote = style or ""
        inner_start, closing = start + len(quote), end - len(quote)
        raw = text[inner_start:closing]
        if raw == value:  # nearly every scalar: nothing folded, nothing escaped
            return LocatedText(value, Span(file, start, end), range(inner_start, closing + 1))
        decoded = _flow(text, inner_start, closing, quote)
    if "".join(decoded.parts) != value:
        return LocatedText(value, Span(file, start, end), tuple(repeat(start, len(value) + 1)))
    return LocatedText(value, Span(file, start, end), (*decoded.offsets, closing))


def _flow(text: str, at: int, end: int, quote: str) -> _Decoded:
    """Plain and quoted scalars: line breaks fold, quotes and escapes are undone."""
    out = _Decoded()
    ordinary = ORDINARY[quote]
    while at < end:
        escaped_break = False
        while at < end and text[at] not in " \t\r\n":
            if run := ordinary.match(text, at, end):
                out.run(text, at, run.end())
                at = run.end()
            elif quote == "'":  # only the doubled quote is left
                out.put("'", at)
                at += 2
            elif stop := BREAK.match(text, at + 1, end):
                at, escaped_break = stop.end(), True
                break
            else:
                at = _escape(text, at, out)
        at = _gap(text, at, end, out, escaped_break)
    return out


def _escape(text: str, at: int, out: _Decoded) -> int:
    """One escape of a double-quoted scalar, at its backslash; returns where it ends."""
    code = text[at + 1 : at + 2]
    if code in HEX:
        digits = text[at + 2 : at + 2 + HEX[code]]
        try:
            out.put(chr(int(digits, 16)), at)
        except (ValueError, OverflowError):
            out.put("\ufffd", at)
        return at + 2 + HEX[code]
    out.put(ESCAPES.get(code, "\ufffd"), at)
    return at + 2


def _gap(text: str, at: int, end: int, out: _Decoded, folded: bool) -> int:
    """White space between two runs. `folded` is true after an escaped line break, which leaves nothing of itself."""
    start, first, more = at, -1, list[int]()
    while at < end and text[at] in " \t\r\n":
        stop = BREAK.match(text, at, end)
        if stop is None:
            at += 1
        elif first < 0 and not folded:
            first, at = at, stop.end()
        else:
            more.append(at)
            at = stop.end()
    if first < 0 and not folded:
        out.run(text, start, at)
    elif first >= 0 and not more:
        out.put(" ", first)
    else:
        out.breaks(more)
    return at


def _lines(text: str, at: int) -> tuple[int, int]:
    """Where the line at `at` ends, without and with its break."""
    stop = BREAK.search(text, at)
    return (stop.start(), stop.end()) if stop else (len(text), len(text))


def _indentation(text: str, value: str, at: int, end: int) -> int:
    """How far the content of a block scalar is indented: its first line with words, less what libyaml left of the blanks."""
    words = next((line for line in value.split("\n") if line.strip(" ")), "")
    left = len(words) - len(words.lstrip(" "))
    while at < end:
        stop, following = _lines(text, at)
        line = text[at:stop]
        if line.strip(" "):
            return len(line) - len(line.lstrip(" ")) - left
        at = following
    return 0


def _block(text: str, value: str, start: int, end: int) -> tuple[_Decoded, int]:
    """Literal and folded scalars, and where their last line with content ends."""
    out = _Decoded()
    header_end, at = _lines(text, start)
    header = text[start:header_end].split("#")[0]
    literal, strip, keep = header[0] == "|", "-" in header, "+" in header
    if not value.strip(" \n"):
        return _blank_block(text, value, at, end, header_end)
    indent = _indentation(text, value, at, end)
    leading_break: list[int] = []
    was_blank = False
    content_end = header_end
    at, empty = _blank_lines(text, at, end, indent)
    while at < end and text[at] not in "\r\n" and _column(text, at) == indent:
        is_blank = text[at] in " \t"
        if not literal and leading_break and not was_blank and not is_blank:
            if not empty:
                out.put(" ", leading_break[0])
        else:
            out.breaks(leading_break)
        out.breaks(empty)
        was_blank = is_blank
        content_end, following = _lines(text, at)
        out.run(text, at, content_end)
        leading_break = [content_end] if following > content_end else []
        at, empty = _blank_lines(text, following, end, indent)
    if not strip:
        out.breaks(leading_break)
    if keep:
        out.breaks(empty)
    return out, content_end


def _blank_block(text: str, value: str, at: int, end: int, header_end: int) -> tuple[_Decoded, int]:
    """A block scalar without words: its breaks are those of the last lines."""
    out = _Decoded()
    found = [stop.start() for stop in BREAK.finditer(text, at, end)][: len(value)]
    if value == "\n" * len(found):
        out.breaks(found)
    return out, header_end


def _column(text: str, at: int) -> int:
    return at - max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) - 1


def _blank_lines(text: str, at: int, end: int, indent: int) -> tuple[int, list[int]]:
    """Past indentation and empty lines: where content begins, and the breaks that were passed."""
    found: list[int] = []
    while True:
        start = at
        while at < end and at - start < indent and text[at] == " ":
            at += 1
        stop = BREAK.match(text, at, end)
        if stop is None:
            return at, found
        found.append(at)
        at = stop.end()
