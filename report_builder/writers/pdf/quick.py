"""A quicker start of the PDF engine: half of it goes by while cffi parses C declarations in Python and looks for libraries.

Promises the engine as it is, only sooner: `declarations` holds what cffi would make of the declarations of the version that
we pin. If they are others, cffi parses them as ever. Separate because it is a shortcut that can be left out without any other
change; the second process takes it, as its end is not that of an interpreter (whose order of taking libraries apart it would
change).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from types import ModuleType
from typing import Any

from report_builder.writers.pdf.engine import module, weasyprint

CFFI = "cffi"


class _Declared:
    """Stands for `cffi.FFI()`: what is declared already, or cffi's own where the declarations are not those."""

    def __init__(self) -> None:
        from report_builder.writers.pdf import declarations

        self._source = declarations.SOURCE
        self._take(declarations.ffi)

    def _take(self, ffi: Any) -> None:
        for name in dir(ffi):
            if not name.startswith("__") and name != "cdef":
                setattr(self, name, getattr(ffi, name))

    def cdef(self, text: str) -> None:
        if sha256(text.encode()).hexdigest() != self._source:
            del sys.modules[CFFI]
            ffi = module(CFFI).FFI()
            ffi.cdef(text)
            self._take(ffi)


@contextmanager
def _declared() -> Iterator[None]:
    """Within the block, whoever asks cffi for declarations gets ours. Nothing is done if cffi is in use already."""
    if CFFI in sys.modules:
        yield
        return
    ours = ModuleType(CFFI)
    ours.FFI = _Declared  # type: ignore[attr-defined]
    sys.modules[CFFI] = ours
    try:
        yield
    finally:
        if sys.modules.get(CFFI) is ours:
            del sys.modules[CFFI]


def weasyprint_sooner() -> Any:
    """The engine, as `engine.weasyprint` gives it."""
    with _declared():
        return weasyprint()
