"""The committed JSON Schema is that of the models."""

from __future__ import annotations

from pathlib import Path

from report_builder.content.models import ReportEntry
from report_builder.content.schema import schemas, text_of

FOLDER = Path(__file__).parents[2] / "docs" / "schema"


def test_the_committed_schemas_are_those_of_the_models() -> None:
    committed = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    wanted = {name: text_of(schema) for name, schema in schemas().items()}
    assert committed == wanted, "run: python -m report_builder.content.schema"


def test_a_schema_knows_every_key_and_refuses_others() -> None:
    report = schemas()["report"]
    assert set(report["properties"]) == set(ReportEntry.model_fields)
    assert report["additionalProperties"] is False
    assert "chapters" in report["required"]
    assert report["properties"]["reference_date"]["type"] == "string"
