"""From the bytes of a file to its text: size, encoding, characters that no output can carry.

Receives bytes; promises a text in which every character may stand in XML and every line ends with LF or CRLF, so that nothing
later has to think of them, and located problems. What is wrong is replaced one character for one, so that the rest of the file
can still be checked at its right places.
"""

from __future__ import annotations

import re

from report_builder.diagnostics import Problem, Problems, Severity
from report_builder.place import Span

MOST_BYTES = 2_000_000  # twenty times the longest chapter ever seen
MOST_REPORTED = 10

# XML 1.0, 2.2 (Word and XHTML), and the line ends that editors do not count as lines: NEL, LS, PS, a lone CR
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\r(?!\n)")


def decode(file: str, data: bytes) -> tuple[str | None, Problems]:
    """The text of `data`, without a byte order mark; None if there is nothing to read in it.

    Bytes that are not UTF-8 and forbidden characters stand as U+FFFD in the text that is returned with the problems.
    """
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        return None, (Problem("empty-file", {"file": file}, Span(file, 0, 0)),)
    if len(data) > MOST_BYTES:
        size = {"size": len(data) // 1_000_000, "most": MOST_BYTES // 1_000_000}
        return None, (Problem("file-too-large", size, Span(file, 0, 0)),)
    problems: list[Problem] = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(Problem("byte-order-mark", {}, Span(file, 0, 0), Severity.NOTICE))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = len(data[: error.start].decode("utf-8"))
        problems.append(Problem("not-utf8", {"byte": f"0x{data[error.start]:02X}"}, Span(file, at, at + 1)))
        text = data.decode("utf-8", "replace")
        if "\0" in text:  # UTF-16, or no text at all: nothing in it would be understood
            return None, tuple(problems)
    if "\r" in text and "\n" not in text:  # how lines ended on old Macintoshes
        text = text.replace("\r", "\n")
    found = list(FORBIDDEN.finditer(text))
    problems += [_forbidden(file, match) for match in found[:MOST_REPORTED]]
    return FORBIDDEN.sub(_replacement, text) if found else text, tuple(problems)


def _forbidden(file: str, match: re.Match[str]) -> Problem:
    return Problem("control-character", {"code": f"U+{ord(match[0]):04X}"}, Span(file, match.start(), match.end()))


def _replacement(match: re.Match[str]) -> str:
    return " " if match[0] in "\r\x85\u2028\u2029" else "\ufffd"
