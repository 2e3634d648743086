"""Data resources → CSV and `datapackage.json` (Frictionless Data Package v1).

Receives columns of exact numbers and texts; promises CSV in UTF-8 with one header row and a description that a program can
read. Separate from `opendata`, which knows tables and charts: this knows the format.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from report_builder.classes import dataclass
from report_builder.document import Document

# Frictionless CSV dialect; RFC 4180.
DIALECT = {
    "csvddfVersion": 1.2,
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}
MOST_DECIMALS = Decimal("0.000001")  # a computed share may never end
FORMULA_STARTS = ("=", "@", "\t", "\r")  # a spreadsheet would run such a cell


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of data: an exact number with its unit, or a text. Neither = not stated."""

    number: Decimal | None = None
    unit: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its header, whether all of its values are numbers, and their unit if they share one."""

    name: str
    numeric: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """One CSV file with what the data package says of it."""

    name: str
    title: str
    description: str
    source: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]


def spaced(text: str) -> str:
    """Without no-break spaces, which no program that reads data expects."""
    return text.replace("\u00a0", " ")


def decimal_text(number: Decimal) -> str:
    """A decimal with a point, without exponent, without trailing zeros, of at most six decimals."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        number = number.quantize(MOST_DECIMALS, rounding=ROUND_HALF_EVEN)
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _cell_text(value: Value) -> str:
    if value.number is not None:
        return decimal_text(value.number)
    text = spaced(value.text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(resource: Resource) -> bytes:
    """RFC 4180, its text never a spreadsheet's formula."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([spaced(field.name) for field in resource.fields])
    writer.writerows([_cell_text(value) for value in row] for row in resource.rows)
    return stream.getvalue().encode()


def data_package(document: Document, resources: Sequence[Resource], tables: Mapping[str, bytes]) -> dict[str, Any]:
    """`datapackage.json` as https://specs.frictionlessdata.io/data-package/ has it; its date is the content's."""
    meta = document.meta
    licence = {"name": meta.licence.replace(" ", "-"), "title": meta.licence, "path": meta.licence_url}
    return {
        "profile": "tabular-data-package",
        "name": meta.slug.lower(),
        "title": meta.title,
        **_given(description=meta.subject, homepage=meta.publication_url),
        "created": f"{meta.date.isoformat()}T00:00:00Z",
        **_given(keywords=list(meta.keywords)),
        "licenses": [_given(**licence)],
        "contributors": [{"title": meta.publisher, "role": "publisher"}],
        "resources": [_resource(resource, tables[resource.name]) for resource in resources],
    }


def _resource(resource: Resource, data: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": resource.name.lower(),
        "path": f"{resource.name}.csv",
        **_given(title=resource.title, description=resource.description),
        **_given(sources=[{"title": resource.source}] if resource.source else []),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "dialect": DIALECT,
        "schema": {
            "fields": [
                {"name": spaced(field.name), "type": "number" if field.numeric else "string"}
                | ({"decimalChar": ".", "bareNumber": True} if field.numeric else {})
                | _given(unit=field.unit)
                for field in resource.fields
            ],
            "missingValues": [""],
        },
    }


def _given(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value}
