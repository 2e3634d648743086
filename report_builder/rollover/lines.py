"""Whole lines at the top of a YAML file, put in and taken out.

Receives a text; promises the same text, comments and all, with one key more before another, or without some keys of one line,
and that it then says the same but for these. Separate from `source_edit`, which changes characters within a scalar and no key.
"""

from __future__ import annotations

from collections.abc import Collection

from report_builder.place import LocatedText
from report_builder.reader.walking import as_written
from report_builder.source import Mapping, parse


def with_key(file: str, source: str, name: str, value: str, before: str) -> str:
    """`source` with the line `name: value` before that of the key `before`."""
    at = _key(file, source, before).span.start
    end = "\r\n" if "\r\n" in source else "\n"
    text = f"{source[:at]}{name}: {value}{end}{source[at:]}"
    assert _said(file, text) == {**_said(file, source), name: value}, f"{file}: a line that is more than a line"
    return text


def without_keys(file: str, source: str, names: Collection[str]) -> str:
    """`source` without the lines of the keys `names`, where there are such."""
    text = source
    for name in names & _said(file, source).keys():
        start = text.rfind("\n", 0, _key(file, text, name).span.start) + 1
        end = text.find("\n", start)
        text = text[:start] + ("" if end < 0 else text[end + 1 :])
    kept = {key: value for key, value in _said(file, source).items() if key not in names}
    assert _said(file, text) == kept, f"{file}: a key of more than one line"
    return text


def _root(file: str, source: str) -> Mapping:
    node = parse(file, source).node
    assert isinstance(node, Mapping)
    return node


def _key(file: str, source: str, name: str) -> LocatedText:
    found = _root(file, source).key(name)
    assert found is not None
    return found


def _said(file: str, source: str) -> dict[str, object]:
    return {key.text: as_written(value) for key, value in _root(file, source).entries}
