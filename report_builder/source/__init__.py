"""Reading one YAML file: text → located nodes, with limits and with the editor's classic mistakes told in plain words.

Receives a file's name and bytes; promises nodes whose every character is traced to the file, or problems, never an exception.
YAML is used as a notation only: no types, aliases, anchors, tags or merge keys. Separate from `reader`, which knows what the
files mean.
"""

from __future__ import annotations

from report_builder.diagnostics import Problems
from report_builder.source.nodes import Mapping, Node, Scalar, Sequence, span_of
from report_builder.source.parse import Parsed, parse
from report_builder.source.text import decode

__all__ = ["Mapping", "Node", "Parsed", "Scalar", "Sequence", "decode", "load", "parse", "span_of"]


def load(file: str, data: bytes) -> tuple[Node | None, Problems]:
    """The root node of a file, None if nothing of it can be understood, and every problem of its notation."""
    text, problems = decode(file, data)
    if text is None:
        return None, problems
    parsed = parse(file, text)
    return parsed.node, problems + parsed.problems
