"""The theme's font files as numbers: how wide a text is, and its shape as one path.

Receives font files; promises widths in mm from the font's own advance widths and kerning, and SVG path data. Separate because
it alone reads fonts: tables are read when first needed, one glyph at a time, so that a report without charts pays nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_builder.classes import dataclass
from report_builder.theme import MM_PER_POINT, Theme

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

# Spaces and hyphens that many typefaces lack, and what stands for them without a change of meaning.
REPLACED = {0x2009: "\u00a0", 0x200A: "\u00a0", 0x202F: "\u00a0", 0x2010: "-", 0x2011: "-", 0x00AD: None, 0x200B: None}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in font units: its advance, where its first contour begins, and the rest of the path relative to there."""

    name: str
    advance: int
    start: tuple[int, int]
    path: str


class FontFile:
    """One font file, read as far as needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._glyphs: dict[str, Glyph] = {}
        self._kerned: dict[tuple[str, str], int] = {}

    @cached_property
    def _font(self) -> TTFont:
        from fontTools.ttLib import TTFont

        return TTFont(BytesIO(self.path.read_bytes()), lazy=True)  # from memory: a lazy font keeps its file open

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Glyph names by character."""
        found: Mapping[int, str] = self._font.getBestCmap()
        return found

    @cached_property
    def advances(self) -> Mapping[str, tuple[int, int]]:
        metrics: Mapping[str, tuple[int, int]] = self._font["hmtx"].metrics
        return metrics

    @cached_property
    def units(self) -> int:
        """Font units in one em."""
        return int(self._font["head"].unitsPerEm)

    @cached_property
    def capital_height(self) -> float:
        """The height of capitals, in em."""
        height = getattr(self._font["OS/2"], "sCapHeight", 0) or 0.7 * self.units
        return float(height / self.units)

    @cached_property
    def _pairs(self) -> list[tuple[Any, dict[str, int]]]:
        """The subtables that adjust pairs of glyphs, each with the glyphs that it covers."""
        if "GPOS" not in self._font:
            return []
        table = self._font["GPOS"].table
        kerning = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "kern"
                   for i in record.Feature.LookupListIndex}  # fmt: skip
        subtables = [
            getattr(subtable, "ExtSubTable", subtable)
            for index in sorted(kerning)
            for subtable in table.LookupList.Lookup[index].SubTable
        ]
        return [
            (subtable, {glyph: i for i, glyph in enumerate(subtable.Coverage.glyphs)})
            for subtable in subtables
            if type(subtable).__name__ == "PairPos"
        ]

    def kerning(self, left: str, right: str) -> int:
        """What is added to the advance of `left` before `right`, in font units."""
        pair = (left, right)
        if pair not in self._kerned:
            self._kerned[pair] = self._find_kerning(left, right)
        return self._kerned[pair]

    def _find_kerning(self, left: str, right: str) -> int:
        for subtable, covered in self._pairs:
            if left not in covered:
                continue
            if subtable.Format == 1:
                records = subtable.PairSet[covered[left]].PairValueRecord
                value = next((record.Value1 for record in records if record.SecondGlyph == right), None)
                if value is None:
                    continue
            else:
                first = subtable.ClassDef1.classDefs.get(left, 0)
                second = subtable.ClassDef2.classDefs.get(right, 0)
                value = subtable.Class1Record[first].Class2Record[second].Value1
            return int(getattr(value, "XAdvance", 0) or 0)
        return 0

    def glyph(self, name: str) -> Glyph:
        if name not in self._glyphs:
            self._glyphs[name] = self._draw(name)
        return self._glyphs[name]

    @cached_property
    def _glyph_set(self) -> Any:
        return self._font.getGlyphSet()

    def _draw(self, name: str) -> Glyph:
        from report_builder.charts.pen import relative_path

        start, path = relative_path(self._glyph_set, name)
        return Glyph(name, self.advances[name][0], start, path)


@cache
def font_file(path: Path) -> FontFile:
    return FontFile(path)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one file; `x` is where they begin and `width` how far they reach, in em."""

    file: FontFile
    glyphs: tuple[tuple[str, int], ...]
    x: float
    width: float


class Typeface:
    """A family in its weights, with a file for the characters that it lacks."""

    def __init__(self, files: Mapping[int, Path], fallback: Path | None) -> None:
        self._files = files
        self._fallback = fallback
        self._runs: dict[tuple[str, int], tuple[Run, ...]] = {}
        self._widths: dict[tuple[str, int], float] = {}

    def _file(self, weight: int) -> FontFile:
        return font_file(self._files[min(self._files, key=lambda known: (abs(known - weight), known))])

    def capital(self, size: float) -> float:
        """The height of capitals in mm at `size` points."""
        return self._file(400).capital_height * size * MM_PER_POINT

    def width(self, text: str, size: float, weight: int) -> float:
        """The width of a text in mm, never less than with or without kerning, as renderers differ in applying it."""
        key = (text, weight)
        if key not in self._widths:
            unkerned = sum(
                run.file.advances[name][0] / run.file.units for run in self.runs(text, weight) for name, _ in run.glyphs
            )
            self._widths[key] = max(unkerned, sum(run.width for run in self.runs(text, weight)))
        return self._widths[key] * size * MM_PER_POINT

    def runs(self, text: str, weight: int) -> tuple[Run, ...]:
        """A text as glyphs placed in font units, kerned, in runs of one file."""
        key = (text, weight)
        if key not in self._runs:
            self._runs[key] = tuple(self._split(text, weight))
        return self._runs[key]

    def _split(self, text: str, weight: int) -> list[Run]:
        files = [self._file(weight), *([font_file(self._fallback)] if self._fallback else [])]
        pieces: list[tuple[FontFile, list[str]]] = []
        for character in map(ord, text.translate(REPLACED)):
            file = next((file for file in files if character in file.names), files[0])
            if not pieces or pieces[-1][0] is not file:
                pieces.append((file, []))
            pieces[-1][1].append(file.names.get(character, ".notdef"))
        runs: list[Run] = []
        x = 0.0
        for file, names in pieces:
            at, placed = 0, []
            for name, following in zip(names, [*names[1:], ""], strict=True):
                placed.append((name, at))
                at += file.advances[name][0] + (file.kerning(name, following) if following else 0)
            runs.append(Run(file, tuple(placed), x, at / file.units))
            x += at / file.units
        return runs


def typeface(theme: Theme) -> Typeface:
    """The theme's text face; the face of the Union statement helps out with characters it lacks."""
    fallback = theme.fonts.get(theme.font_union, {})
    return Typeface(theme.fonts[theme.font_text], fallback.get(400))
