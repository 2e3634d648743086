"""The walls of the house: a room imports only what stands above it in the table of docs/architecture.md."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "report_builder"
ARCHITECTURE = ROOT / "docs/architecture.md"

# Free for all: the contract between pictures and writers is types only, and so is the version.
CONTRACTS = {"report_builder", "report_builder.writers"}
VOCABULARIES = {"report_builder.document", "report_builder.content.models"}  # lists of definitions, best read as one
NOT_YET = ("pydantic", "yaml", "report_builder.rollover", "report_builder.verify")
HEAVY = ("weasyprint", "pydyf", "resvg_py", "fontTools", "docx", "PIL", "rich", "pypdfium2", "openpyxl")


def order() -> dict[str, int]:
    """Room → its row in the table. Several rooms of one row may not import each other."""
    table = ARCHITECTURE.read_text("utf-8").partition("## Rooms")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    return {room.rstrip("/"): at for at, row in enumerate(rows) for room in re.findall(r"`([a-z_/]+)`", row.split("|")[1])}


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Modules of ours that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "report_builder":
                    yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            if node.module and node.module.split(".")[0] == "report_builder":
                for alias in node.names:
                    whole = f"{node.module}.{alias.name}"
                    yield whole if whole in known else node.module, node.lineno


def third_party(path: Path) -> set[str]:
    """First names of all modules that a file imports and that are not ours."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names - {"report_builder"}


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def test_every_room_stands_in_the_table_and_every_row_is_a_room() -> None:
    rooms = {room(module) for module in modules()} - {"", "__main__"}
    assert rooms == set(order())


def test_rooms_import_only_what_stands_above_them() -> None:
    rows = order()
    found = modules()
    breaches = [
        f"{path.relative_to(ROOT)}:{line} imports {target}"
        for module, path in found.items()
        if room(module) in rows
        for target, line in imports(path, frozenset(found))
        if target not in CONTRACTS and room(target) != room(module) and rows[room(target)] >= rows[room(module)]
    ]
    assert not breaches, "\n".join(breaches)


def test_no_two_modules_import_each_other() -> None:
    found = modules()
    edges = {module: {target for target, _ in imports(path, frozenset(found))} - {module} for module, path in found.items()}
    circles = sorted((a, b) for a, targets in edges.items() for b in targets if a < b and a in edges.get(b, ()))
    assert not circles


@pytest.mark.parametrize("only", ["rich", "weasyprint", "resvg_py", "pypdfium2", "pydantic", "pyromark", "jinja2", "openpyxl"])
def test_one_room_alone_imports_an_engine(only: str) -> None:
    """So that it can be replaced in one place; pydantic is the vocabulary's and its validation's."""
    rooms = {room(module) for module, path in modules().items() if only in third_party(path)}
    assert len(rooms) <= (2 if only == "pydantic" else 1), rooms


def test_checking_loads_no_engine() -> None:
    """The command in a process of its own: neither the PDF engine nor one that draws nor anything as heavy."""
    code = (
        "import sys\nfrom report_builder.cli import main\n"
        "assert main(['check', 'content/2018/report.yaml', '--quiet']) == 1\n"
        "assert main(['check', 'content/2018/report.yaml', '--json']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_command_loads_no_other(command: str) -> None:
    """A build parts in two processes before anything heavy is imported; what begins a new year reads reports at once."""
    code = (
        "import sys\nfrom report_builder.cli import _command\n"
        f"_command({command!r})\n"
        f"print([name for name in {NOT_YET!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_and_version_load_no_pipeline() -> None:
    code = (
        "import sys\nfrom report_builder.cli import main\nmain(['--version'])\nmain(['--help'])\n"
        "print([name for name in sys.modules if name in ('pydantic', 'yaml', 'jinja2', 'report_builder.pipeline')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_modules_are_short_and_say_what_they_are_for() -> None:
    for module, path in modules().items():
        text = path.read_text("utf-8")
        assert ast.get_docstring(ast.parse(text)), f"{module}: no docstring"
        assert text.count("\n") <= 400 or module in VOCABULARIES, f"{module} is long"
