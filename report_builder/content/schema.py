"""The author's vocabulary as JSON Schema, for editors that complete and check while one types.

Receives the models; promises one schema for each kind of file, committed under `docs/schema/` and compared by a test, so that a
change of the vocabulary is always seen. Run as a module to write them again. Separate from `models`, which the command needs at
every start.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from report_builder.content.models import (
    AcknowledgedEntry,
    CellEntry,
    ErrataEntry,
    FigureEntry,
    GlossaryEntry,
    ReportEntry,
    SectionEntry,
    SheetEntry,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, type[BaseModel]] = {
    "report": ReportEntry,
    "section": SectionEntry,
    "glossary": GlossaryEntry,
    "errata": ErrataEntry,
    "acknowledged": AcknowledgedEntry,
}
NAME = "^[A-Za-z_][A-Za-z0-9_]*$"


def schemas() -> dict[str, dict[str, Any]]:
    """The schema of each kind of file, by its name without `.json`."""
    made = {name: {"$schema": DIALECT, **model.model_json_schema()} for name, model in FILES.items()}
    section = made["section"]
    section["properties"]["figures"] = {"$ref": "#/$defs/FigureGroup", "default": {}}
    section["properties"]["tables"]["items"] = {"$ref": "#/$defs/SheetEntry"}
    section.setdefault("$defs", {}).update({**_figure_parts(), **_sheet_parts()})
    made["figures"] = {
        "$schema": DIALECT,
        "title": "Figures",
        "description": (
            "Common figures; `relations` between them; `tables`, those that stand in CSV and XLSX files; `language` if their"
            " numbers are written in another language than the report's."
        ),
        "type": "object",
        "properties": {
            "language": {"type": "string"},
            "relations": {"type": "array", "items": {"type": "string"}},
            "tables": {"type": "array", "items": {"$ref": "#/$defs/SheetEntry"}},
        },
        "patternProperties": _group()["patternProperties"],
        "additionalProperties": False,
        "$defs": {**_figure_parts(), **_sheet_parts()},
    }
    return made


def _group() -> dict[str, Any]:
    """A group of figures: the everyday form, the long form, or a further group under each name."""
    long_forms = [{"$ref": f"#/$defs/{name}"} for name in ("FigureEntry", "CellEntry", "FigureGroup")]
    forms = [{"type": ["string", "number"]}, *long_forms]
    return {"type": "object", "patternProperties": {NAME: {"anyOf": forms}}, "additionalProperties": False}


def _figure_parts() -> dict[str, Any]:
    long_form = FigureEntry.model_json_schema()
    long_form["anyOf"] = [{"required": ["value"]}, {"required": ["formula"]}]
    cell = CellEntry.model_json_schema()
    cell["anyOf"] = [{"required": ["cell"]}, {"required": ["row", "column"]}]
    return {"FigureEntry": long_form, "CellEntry": cell, "FigureGroup": _group()}


def _sheet_parts() -> dict[str, Any]:
    sheet = SheetEntry.model_json_schema()
    return {**sheet.pop("$defs"), "SheetEntry": sheet}


def text_of(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(folder: Path) -> None:
    """Write all schemas into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / f"{name}.json").write_text(text_of(schema), encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).parents[2] / "docs" / "schema")
