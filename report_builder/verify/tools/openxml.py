"""openxml-audit on the Word file: the rules of Microsoft's Open XML SDK, schema and semantics, and dangerous links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.verify.results import Files, Finding, Result, judged
from report_builder.verify.tools.installed import package
from report_builder.verify.tools.trouble import NAMELESS, broke_off

NAME = "openxml-audit"
STANDARD = "Office Open XML"
CHECKS: Mapping[str, tuple[str, ...]] = {"docx": (STANDARD,)}


def version() -> str | None:
    return package("openxml-audit")


def run(files: Files) -> Iterator[Result]:
    if not files.docx:
        return
    from openxml_audit import OpenXmlValidator, PackageValidationError

    known = version() or ""
    try:
        told = OpenXmlValidator(max_errors=0, security_validation=True).validate(str(files.docx.path))
    except (PackageValidationError, OSError) as broken:
        yield broke_off(files.docx.name, STANDARD, NAME, known, broken)
        return
    findings = tuple(
        Finding(one.id or str(one.error_type.value), f"{one.part_uri} {one.path}".strip(), one.description, "ISO/IEC 29500")
        for one in told.errors
    )
    if not findings and not told.is_valid:
        yield broke_off(files.docx.name, STANDARD, NAME, known, NAMELESS)
        return
    yield judged(files.docx.name, STANDARD, NAME, known, findings)
