"""What the engine may read while it lays out: files held in memory under one stable address, and nothing else.

Receives names and bytes; promises that no file, no network and no folder name reaches the PDF, whatever an author's picture or
style asks for. Separate because it is the wall between content and machine.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from report_builder.writers.pdf.engine import module

BASE = "https://report.invalid/"
"""The address of everything in memory. `.invalid` never resolves (RFC 2606), and it is the same in every folder."""


@lru_cache(maxsize=1)
def _fetcher_class() -> Any:
    urls = module("weasyprint.urls")

    base: Any = urls.URLFetcher

    class Memory(base):  # type: ignore[misc]
        """Serves `files` under `BASE` and refuses every other address, data and file addresses included."""

        def __init__(self, files: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.files = files

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - the engine's signature
            name = url.removeprefix(BASE)
            if name == url or name not in self.files:
                raise ValueError(f"not part of the report: {url[:200]}")
            media = mimetypes.guess_type(name, strict=True)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, self.files[name], {"Content-Type": media})

    return Memory


def memory(files: Mapping[str, bytes]) -> Any:
    """A URL fetcher of the engine over `files` (name relative to `BASE` -> bytes)."""
    return _fetcher_class()(files)
