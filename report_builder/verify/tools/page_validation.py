"""page-validation on the PDF: a second opinion on PDF/UA-1 and PDF/A-2a, by other makers than veraPDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.verify.results import Files, Finding, Result, judged
from report_builder.verify.tools.installed import package
from report_builder.verify.tools.trouble import NAMELESS, broke_off

NAME = "page-validation"
PROFILES = {"PDF/UA-1": ("ua1", "ISO 14289-1"), "PDF/A-2a": ("2a", "ISO 19005-2")}
CHECKS: Mapping[str, tuple[str, ...]] = {"pdf": tuple(PROFILES)}


def version() -> str | None:
    return package("page-validation")


def run(files: Files) -> Iterator[Result]:
    if not files.pdf:
        return
    import page

    known = version() or ""
    for standard, (profile, document) in PROFILES.items():
        try:
            told = page.validate_pdf(files.pdf.path, profile=profile, limits=page.SafetyLimits.unlimited())
        except (page.PageError, OSError) as broken:
            yield broke_off(files.pdf.name, standard, NAME, known, broken)
            continue
        findings = tuple(
            Finding(
                one.rule_id,
                f"({one.object_id.object_number} {one.object_id.generation} obj)" if one.object_id else "",
                one.message,
                document,
            )
            for one in told.failures
        )
        if not findings and not told.is_compliant:
            yield broke_off(files.pdf.name, standard, NAME, known, NAMELESS)
            continue
        yield judged(files.pdf.name, standard, NAME, known, findings, checks=told.rules.total)
