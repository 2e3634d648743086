"""Words of a room in the user's language: texts with parameters, numbers and sizes as the language writes them.

Receives a folder with `it.toml` and `en.toml`, flat tables of texts; promises the texts with their parameters filled. Separate
from the catalogues of problems, which have a rule, a severity and a place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from report_builder.classes import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    language: str
    texts: Mapping[str, str]

    @classmethod
    def load(cls, folder: Path, language: str) -> Words:
        with (folder / f"{language}.toml").open("rb") as stream:
            return cls(language, tomllib.load(stream))

    def say(self, key: str, **parameters: str | int) -> str:
        return self.texts[key].format(**parameters).strip("\n")

    def number(self, value: float, decimals: int = 1) -> str:
        """A number as the language writes it."""
        text = f"{value:,.{decimals}f}"
        return text if self.language == "en" else text.translate({ord(","): ".", ord("."): ","})

    def size(self, count: int) -> str:
        """A file size as people compare them: kB below a million bytes, then MB."""
        return f"{self.number(count / 1e6)} MB" if count >= 1_000_000 else f"{self.number(count / 1000, 0)} kB"
