"""Writes `report_builder/writers/pdf/declarations.py` anew, after a change of WeasyPrint: `python -m tests.declarations`."""

from __future__ import annotations

import ast
import hashlib
import re
import tempfile
import textwrap
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).parent.parent / "report_builder/writers/pdf/declarations.py"

HEAD = '''"""What WeasyPrint declares of Pango, HarfBuzz and Fontconfig, as cffi compiles it: generated, see `quick`.

Written by `python -m tests.declarations` from WeasyPrint's own declarations (BSD 3-clause, Simon Sapin and contributors).
"""

# ruff: noqa
# fmt: off
from importlib import import_module
from typing import Any

SOURCE = "{source}"  # SHA-256 of the declarations
_cffi_backend: Any = import_module("_cffi_backend")
'''


def source() -> str:
    """The C declarations of the WeasyPrint that is installed."""
    spec = find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    tree = ast.parse((Path(spec.origin).parent / "text/ffi.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "cdef":
            return str(ast.literal_eval(node.args[0]))
    raise ValueError("WeasyPrint declares nothing")


def written() -> str:
    """The module as it should be."""
    import cffi  # type: ignore[import-untyped]

    builder = cffi.FFI()
    builder.set_source("declarations", None)
    builder.cdef(source())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "declarations.py")
        builder.emit_python_code(str(path))
        text = path.read_text("utf-8")
    body = re.sub(r"^#.*\nimport _cffi_backend\n", "", text)
    return HEAD.format(source=hashlib.sha256(source().encode()).hexdigest()) + textwrap.dedent(body)


if __name__ == "__main__":
    TARGET.write_text(written(), "utf-8")
