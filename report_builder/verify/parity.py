"""Parity: PDF, Word and web page carry the same headings, paragraphs, items, cells, captions, notes, links and alternatives.

Receives the finished files; promises, for each file but the one that all are held against, what it lacks, has too much or says
otherwise, in reading order, one finding for each place. Files are read back with `readback`, which owes nothing to the writers.
Side notes are compared among themselves: Word sets them after the paragraph that they stand beside.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from lxml import etree

from report_builder.readback import Block, Kind
from report_builder.readback.docx import read_docx
from report_builder.readback.html import read_html
from report_builder.readback.pdf import read_pdf
from report_builder.verify.results import File, Files, Finding, Result, Verdict, Why, judged

READERS: Mapping[str, Callable[[bytes], tuple[Block, ...]]] = {"html": read_html, "docx": read_docx, "pdf": read_pdf}
DAMAGE = (
    *(ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RuntimeError, OSError, EOFError),
    *(zlib.error, lzma.LZMAError, struct.error, zipfile.BadZipFile, etree.XMLSyntaxError),
)
STANDARD = "parity"
SHOWN = 60  # characters around a difference
STRETCH = 60  # blocks: longer stretches that have nothing in common are one finding
ALIKE = 0.5  # share of words in common from which one block is another one changed
LEAST = 0.01  # for what stands in the place of another, should no word be the same
FORM = ("level", "ordered", "header", "rows", "columns")
PLACE = ("row", "column")


def check_parity(files: Files, tool: str, version: str) -> Iterator[Result]:
    """Every file held against the first of web page, Word and PDF that there is."""
    present = [file for file in (files.html, files.docx, files.pdf) if file is not None]
    if len(present) < 2:
        yield from (Result(file.name, STANDARD, tool, version, Verdict.NOT_RUN, why=Why.ALONE) for file in present)
        return
    first, *others = present
    reference = _read(first)
    if isinstance(reference, Finding):
        yield judged(first.name, STANDARD, tool, version, (reference,))
        return
    for file in others:
        blocks = _read(file)
        found = (blocks,) if isinstance(blocks, Finding) else differences(reference, blocks, first.name)
        yield judged(file.name, STANDARD, tool, version, found, setting=first.name, checks=len(reference))


def _read(file: File) -> tuple[Block, ...] | Finding:
    try:
        return READERS[file.format](file.data)
    except DAMAGE as error:
        return fault("parity-unreadable", error=f"{type(error).__name__}: {error}")


def fault(rule: str, place: str = "", **parameters: str | int) -> Finding:
    return Finding(rule, place, standard="WCAG 2.2, 1.3.1", parameters=parameters)


def differences(reference: Sequence[Block], found: Sequence[Block], other: str) -> tuple[Finding, ...]:
    """Where `found` does not say what `reference` says; `other` names the file of the latter."""
    in_order = _compare([b for b in reference if b.kind is not Kind.SIDE], [b for b in found if b.kind is not Kind.SIDE], other)
    beside = _compare([b for b in reference if b.kind is Kind.SIDE], [b for b in found if b.kind is Kind.SIDE], other)
    return (*in_order, *beside)


def _compare(reference: list[Block], found: list[Block], other: str) -> Iterator[Finding]:
    """The two lists side by side. Cells are aligned by what they say, so that one too few is one finding."""
    places = _places(found), _places(reference)
    one, two = [_unplaced(block) for block in reference], [_unplaced(block) for block in found]
    shifted: set[int] = set()  # tables of which a finding was told
    for tag, a, end_a, b, end_b in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            for left, right in zip(range(a, end_a), range(b, end_b), strict=True):
                moved = [key for key in PLACE if getattr(reference[left], key) != getattr(found[right], key)]
                if moved and _table(found, right) not in shifted:
                    shifted.add(_table(found, right))
                    yield _form(moved[0], reference[left], found[right], places[0][right], other)
            continue
        shifted.update(_table(found, at) for at in range(b, end_b + 1))
        yield from _stretch(reference[a:end_a], found[b:end_b], (places[0][b : end_b + 1], places[1][a:end_a]), other)


def _stretch(reference: list[Block], found: list[Block], places: tuple[list[str], list[str]], other: str) -> Iterator[Finding]:
    """A stretch that differs. `places`: of the found blocks and the one after them, and of those expected."""
    if reference and found and max(len(reference), len(found)) > STRETCH:
        words = {"text": _shown(found[0]), "expected": _shown(reference[0])}
        yield fault("parity-stretch", places[0][0], count=len(found), others=len(reference), other=other, **words)
        return
    lacking: list[int] = []
    extra: list[int] = []

    def told() -> Iterator[Finding]:
        if lacking:
            first = reference[lacking[0]]
            yield fault("parity-missing", places[1][lacking[0]], text=_shown(first), count=len(lacking), other=other)
        if extra:
            yield fault("parity-extra", places[0][extra[0]], text=_shown(found[extra[0]]), count=len(extra), other=other)
        lacking.clear()
        extra.clear()

    for left, right in _pairs(reference, found):
        if left is not None and right is not None:
            yield from told()
            yield from _changed(reference[left], found[right], places[0][right], other)
        elif left is not None:
            lacking.append(left)
        elif right is not None:
            extra.append(right)
    yield from told()


def _changed(expected: Block, block: Block, place: str, other: str) -> Iterator[Finding]:
    """One block that says something else: its words, where it leads, its languages, or its form; one finding."""
    for key, rule in (("text", "parity-text"), ("alt", "parity-alt"), ("target", "parity-target")):
        one, two = str(getattr(expected, key)), str(getattr(block, key))
        if one != two:
            begin, was = _window(two, one)
            yield fault(rule, place, text=begin, expected=was, other=other)
            return
    if expected.foreign != block.foreign:
        words = {"text": "; ".join(block.foreign) or "–", "expected": "; ".join(expected.foreign) or "–"}
        yield replace(fault("parity-language", place, other=other, **words), standard="WCAG 2.2, 3.1.2")
        return
    for key in FORM:
        if getattr(expected, key) != getattr(block, key):
            yield _form(key, expected, block, place, other)
            return


def _form(key: str, expected: Block, block: Block, place: str, other: str) -> Finding:
    values = {"found": str(getattr(block, key)).lower(), "expected": str(getattr(expected, key)).lower()}
    return fault("parity-form", place, field=key, text=_shown(block), other=other, **values)


def _pairs(reference: list[Block], found: list[Block]) -> list[tuple[int | None, int | None]]:
    """Blocks that stand for one another, in order, as many and as alike as can be; the others alone."""
    high, wide = len(reference), len(found)
    best = [[0.0] * (wide + 1) for _ in range(high + 1)]
    for i in range(high - 1, -1, -1):
        for j in range(wide - 1, -1, -1):
            alike = _alike(reference[i], found[j], only=high == wide == 1)
            both = best[i + 1][j + 1] + alike if alike else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    i, j, pairs = 0, 0, list[tuple[int | None, int | None]]()
    while i < high and j < wide:
        alike = _alike(reference[i], found[j], only=high == wide == 1)
        if alike and best[i][j] == best[i + 1][j + 1] + alike:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return pairs + [(k, None) for k in range(i, high)] + [(None, k) for k in range(j, wide)]


def _alike(one: Block, two: Block, *, only: bool) -> float:
    """How alike two blocks are, from 0; blocks of one kind in the place of one another count even if no word is the same."""
    if one.kind is not two.kind:
        return 0.0
    words = [set(f"{block.text} {block.alt} {block.target}".split()) for block in (one, two)]
    common, either = words[0] & words[1], words[0] | words[1]
    share = len(common) / len(either) if either else 1.0
    if share >= ALIKE:
        return share
    return max(share, LEAST) if only or one.kind is Kind.CELL else 0.0


def _unplaced(block: Block) -> Block:
    return replace(block, row=0, column=0)


def _table(blocks: list[Block], at: int) -> int:
    """Which table a place lies in: that of the last begin of one before it."""
    return next((back for back in range(min(at, len(blocks) - 1), -1, -1) if blocks[back].kind is Kind.TABLE), -1)


def _places(blocks: Sequence[Block]) -> list[str]:
    """Where each block stands, in no language: the heading above, its kind with its number under it, its id."""
    heading, counts, result = "", dict[Kind, int](), list[str]()
    for block in blocks:
        if block.kind in (Kind.HEADING, Kind.TITLE):
            heading, counts = _cut(block.text, 0), {}
        counts[block.kind] = counts.get(block.kind, 0) + 1
        number = f"r{block.row}c{block.column}" if block.kind is Kind.CELL else str(counts[block.kind])
        own = f" #{block.id}" if block.id else ""
        result.append((f"“{heading}” / " if heading else "") + f"{block.kind}[{number}]{own}")
    return result


def _shown(block: Block) -> str:
    return _cut(block.text or block.alt or block.target, 0)


def _window(found: str, expected: str) -> tuple[str, str]:
    """Both texts around the first place where they part."""
    same = next((at for at, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected)))
    begin = max(0, same - SHOWN // 3)
    begin = found.rfind(" ", 0, begin) + 1 if begin else 0
    return _cut(found, begin), _cut(expected, begin)


def _cut(text: str, begin: int) -> str:
    end = begin + SHOWN
    return ("…" if begin else "") + text[begin:end].strip() + ("…" if end < len(text) else "")
