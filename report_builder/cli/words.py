"""The words of the command itself, in the user's language: help, progress, what was made.

Receives a language; promises the texts of `it.toml` or `en.toml` beside this module. Separate so that the folder is named once.
"""

from __future__ import annotations

from pathlib import Path

from report_builder.diagnostics.words import Words


def load(language: str) -> Words:
    return Words.load(Path(__file__).parent, language)
