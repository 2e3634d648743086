"""The committed list of checks is that of the catalogues."""

from __future__ import annotations

import tomllib
from pathlib import Path

from report_builder.diagnostics.catalogue import HERE
from report_builder.guide import page

PAGE = Path(__file__).parents[2] / "docs" / "checks.md"


def test_the_committed_page_is_that_of_the_catalogues() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m report_builder.guide"


def test_the_page_has_a_row_for_every_rule() -> None:
    rules = set(tomllib.loads((HERE / "it.toml").read_text("utf-8"))) - {"words"}
    listed = [line.split("`")[1] for line in page().splitlines() if line.startswith("| `")]
    assert sorted(listed) == sorted(rules)
