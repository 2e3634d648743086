"""Writers: one function each over the one document tree.

A writer is `(Document, Theme, draw, Options) -> Mapping[name, bytes]`. It adds no words, decides no numbers and touches no
file. Drawings are passed in as `draw`, so that a writer's test needs no chart engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Protocol

from report_builder.classes import dataclass
from report_builder.document import Chart, Squares


class Medium(StrEnum):
    """How a drawing is wanted.

    TEXT_SVG: light palette, real text in the theme's font (PDF, where fonts are embedded). WEB_SVG and NARROW_SVG: real text,
    colours as CSS variables of the page (`var(--axis-1)`), wide (170 mm) or for screens under 48 rem (80 mm, labels above the
    bars). OUTLINE_SVG: light palette, text as paths, for Word and the press office. PNG: the same at 200 dpi.
    """

    TEXT_SVG = "text-svg"
    WEB_SVG = "web-svg"
    NARROW_SVG = "narrow-svg"
    OUTLINE_SVG = "outline-svg"
    PNG = "png"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn picture: its bytes and its natural size on paper in mm."""

    data: bytes
    width: float
    height: float


class Emblem:
    """The Union emblem, as a thing to draw."""


class Draw(Protocol):
    """`dark` draws for a dark ground (the cover); `prefix` makes SVG ids unique where drawings share a page."""

    def __call__(
        self, subject: Chart | Squares | Emblem, medium: Medium, *, dark: bool = False, prefix: str = ""
    ) -> Drawing: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block lies in the PDF: page from 1, and its box in mm from the page's top left."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Options:
    """`identity` is the build identity of a draft, printed on every page ("" for a final build). `places` are the PDF's, by
    id."""

    identity: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)
    pages: int = 0
