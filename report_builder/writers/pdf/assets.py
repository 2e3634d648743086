"""What the engine may read while it lays out: files held in memory under one stable address, and nothing else.

Receives names and bytes; promises that no file, no network, no folder name and no font of the machine reaches the PDF, whatever
an author's picture or style asks for. Separate because it is the wall between content and machine.
"""

from __future__ import annotations

import mimetypes
import re
from base64 import b64decode
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes
from xml.etree.ElementTree import SubElement, fromstring, tostring

from report_builder.writers.pdf.engine import module

BASE = "https://report.invalid/"
"""The address of everything in memory. `.invalid` never resolves (RFC 2606), and it is the same in every folder."""


_HELD = re.compile("data:(image/(?:png|jpeg));base64,", re.IGNORECASE)
_FORCE = re.compile(r"!(?:\s|/\*.*?\*/)*important", re.IGNORECASE | re.DOTALL)
_SVG = "{http://www.w3.org/2000/svg}"


def tamed(drawing: bytes, family: str) -> bytes:
    """An author's drawing with its words in a font of the house, whatever font it names, and its pictures not smoothed (ISO
    19005-2, 6.2.8)."""
    root = fromstring(drawing)
    for part in root.iter():  # ours alone may overrule all others
        part.attrib.update({key: _FORCE.sub("", value) for key, value in part.attrib.items() if key == "style"})
        if part.tag == f"{_SVG}style":
            part.text = _FORCE.sub("", part.text or "")
    style = SubElement(root, f"{_SVG}style")
    style.text = f"* {{ font-family: '{family}' !important; image-rendering: crisp-edges !important }}"
    return tostring(root)


@lru_cache(maxsize=1)
def _fetcher_class() -> Any:
    urls = module("weasyprint.urls")

    base: Any = urls.URLFetcher

    class Memory(base):  # type: ignore[misc]
        """Serves `files` under `BASE`, and the pictures that a drawing holds; refuses every other address."""

        def __init__(self, files: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False)
            self.files = files

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002 - the engine's signature
            if held := _HELD.match(url):
                return urls.URLFetcherResponse(url, b64decode(unquote_to_bytes(url[held.end() :])), {"Content-Type": held[1]})
            name = url.removeprefix(BASE)
            if name == url or name not in self.files:
                raise ValueError(f"not part of the report: {url[:200]}")
            media = mimetypes.guess_type(name, strict=True)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, self.files[name], {"Content-Type": media})

    return Memory


def memory(files: Mapping[str, bytes]) -> Any:
    """A URL fetcher of the engine over `files` (name relative to `BASE` -> bytes)."""
    return _fetcher_class()(files)
