"""axe-core on the web page in a real Chromium, as readers meet it: light and dark, narrow and wide, with the data of charts
closed and opened. WCAG 2.2 up to AA, and axe's best practices.

axe comes with the package axe-playwright-python; the browser is that of the system. The page is opened without any network.
The browser works in a thread of its own, as whoever calls may have an event loop in theirs, which Playwright refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product
from typing import Any, Literal

from report_builder.verify.results import File, Files, Finding, Result, judged
from report_builder.verify.tools.installed import browser, carried, package
from report_builder.verify.tools.trouble import broke_off

NAME = "axe-core"
STANDARD = "WCAG 2.2 AA"
CHECKS: Mapping[str, tuple[str, ...]] = {"html": (STANDARD,)}

SCRIPT = ("axe_playwright_python", "axe.min.js")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDTHS, DETAILS = (320, 1400), ("closed", "open")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

OPEN = "open => document.querySelectorAll('details').forEach(one => { one.open = open })"
# Only what is asked for crosses from the browser: the whole answer names every element of the page.
RUN = """async tags => {
  const told = await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
  const ran = told.passes.length + told.violations.length + told.incomplete.length
  return {ran, violations: told.violations.map(rule => ({
    id: rule.id, help: rule.help, tags: rule.tags,
    nodes: rule.nodes.map(node => ({target: node.target.flat().join(' '), summary: node.failureSummary}))}))}
}"""


def version() -> str | None:
    script = carried(*SCRIPT)
    if not (script and browser() and package("playwright")):
        return None
    with script.open(encoding="utf-8") as file:
        found = re.match(r"/\*! axe v(\S+)", file.readline())
    return found[1] if found else None


def run(files: Files) -> Iterator[Result]:
    return validate([files.html] if files.html else [])


def validate(files: Sequence[File]) -> Iterator[Result]:
    """Eight results for each page, in one start of the browser."""
    if not files:
        return iter(())
    with ThreadPoolExecutor(1) as thread:
        return iter(thread.submit(_validated, files).result())


def _validated(files: Sequence[File]) -> list[Result]:
    from playwright.sync_api import Error, sync_playwright

    known = version() or ""
    script, program = carried(*SCRIPT), browser()
    assert script
    told: list[Result] = []
    try:
        with sync_playwright() as engine:
            chromium = engine.chromium.launch(executable_path=program, args=["--disable-gpu"])
            remark = f"Chromium {chromium.version}"
            code = script.read_text("utf-8")
            for file, scheme, width in product(files, SCHEMES, WIDTHS):
                context = chromium.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", offline=True
                )
                page = context.new_page()
                page.goto(file.path.resolve().as_uri())
                page.evaluate(code)
                for state in DETAILS:
                    page.evaluate(OPEN, state == "open")
                    answer = page.evaluate(RUN, list(TAGS))
                    setting = f"{scheme}, {width} px, details {state}"
                    findings = tuple(finding(rule, node) for rule in answer["violations"] for node in rule["nodes"])
                    result = judged(file.name, STANDARD, NAME, known, findings, setting=setting, checks=answer["ran"])
                    told.append(replace(result, remark=remark))
                context.close()
            chromium.close()
    except (Error, OSError) as broken:
        return [broke_off(file.name, STANDARD, NAME, known, broken) for file in files]
    return told


def finding(rule: Mapping[str, Any], node: Mapping[str, Any]) -> Finding:
    criteria = [".".join(tag.removeprefix("wcag")) for tag in rule["tags"] if re.fullmatch(r"wcag\d{3,4}", tag)]
    summary = " ".join(str(node["summary"] or "").split())
    return Finding(rule["id"], node["target"], f"{rule['help']}. {summary}", ", ".join(["WCAG 2.2", *criteria]))
