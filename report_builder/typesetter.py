"""The layout of pages, in a second process where there is a second core.

Receives the document once it is composed; promises the page map first and the PDF later, so that Word can take its page numbers
while the PDF is still being written. Separate from the pipeline because the engine takes half a second to load and more to lay
out: a process of its own, started before the content is read, hides most of that.

Both ways give the same bytes. The second process is forked while this one is small and has no threads; it ends with this one.
"""

from __future__ import annotations

import gc
import signal
import sys
import time
import traceback
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Protocol

from report_builder.beside import second_core
from report_builder.classes import dataclass

if TYPE_CHECKING:  # imported by whoever calls: the second process is to be forked before anything is loaded
    from report_builder.document import Document
    from report_builder.theme import Theme
    from report_builder.writers import Options, Place


@dataclass(frozen=True, slots=True)
class Pages:
    """The page map: where each block lies, how many pages there are, and how long it took to lay them out."""

    places: Mapping[str, Place]
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pdf:
    """The finished PDF, what the engine complained about while making it, and how long it took to write."""

    data: bytes
    remarks: tuple[str, ...]
    seconds: float


class TypesetterError(Exception):
    """The second process failed; the message is its traceback."""


class Typesetter(Protocol):
    """`start` once, then `pages`, then `pdf` if `write` was true; `close` always."""

    def start(self, document: Document, theme: Theme, options: Options, *, write: bool) -> None: ...
    def pages(self) -> Pages: ...
    def pdf(self) -> Pdf: ...
    def close(self) -> None: ...


def typesetter() -> Typesetter:
    """The typesetter that suits the machine: a second process if one can be forked safely and has a core to itself."""
    return Beside() if second_core() else Within()


class Within:
    """Lays out in this process."""

    def start(self, document: Document, theme: Theme, options: Options, *, write: bool) -> None:  # noqa: ARG002
        from report_builder.charts import drawer
        from report_builder.writers.pdf import layout

        begin = time.perf_counter()
        self._layout = layout(document, theme, drawer(theme), options)
        self._seconds = time.perf_counter() - begin

    def pages(self) -> Pages:
        return Pages(self._layout.places, self._layout.pages, self._seconds)

    def pdf(self) -> Pdf:
        begin = time.perf_counter()
        data = self._layout.write()
        return Pdf(data, self._layout.remarks, time.perf_counter() - begin)

    def close(self) -> None:
        pass


class Beside:
    """Lays out in a second process; in this one if that dies, as it may where memory is scarce."""

    def __init__(self) -> None:
        self._instead: Within | None = None
        context = get_context("fork")
        self._pipe, other = context.Pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        self._process = context.Process(target=_serve, args=(other, self._pipe), daemon=True)
        self._process.start()
        other.close()

    def start(self, document: Document, theme: Theme, options: Options, *, write: bool) -> None:
        self._work = (document, theme, options)
        with suppress(BrokenPipeError):  # why it is gone is told by what it left, or it left nothing and we do its work
            self._pipe.send((*self._work, write))

    def pages(self) -> Pages:
        pages = self._received()
        return pages if isinstance(pages, Pages) else self._here().pages()

    def pdf(self) -> Pdf:
        pdf = self._received()
        return pdf if isinstance(pdf, Pdf) else self._here().pdf()

    def _received(self) -> object:
        """The next message; None from a process that has died. Raises `TypesetterError` if it failed."""
        try:
            message = self._pipe.recv()
        except (EOFError, OSError):  # OSError if it died in the middle of a message
            return None
        if isinstance(message, TypesetterError):
            raise message
        return message

    def _here(self) -> Within:
        if self._instead is None:
            self._instead = Within()
            self._instead.start(*self._work, write=True)
        return self._instead

    def close(self) -> None:
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _serve(pipe: Connection, other_end: Connection) -> None:
    """The second process: load the engine, wait for a document, lay it out, write it."""
    other_end.close()  # so that our pipe ends when the first process does
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the first process to handle
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    setter = Within()
    try:
        _warm()
        document, theme, options, write = pipe.recv()
        setter.start(document, theme, options, write=write)
        pipe.send(setter.pages())
        if write:
            pipe.send(setter.pdf())
    except (EOFError, BrokenPipeError):  # there is nothing to lay out, or nobody to give it to
        return
    except BaseException:
        pipe.send(TypesetterError(traceback.format_exc()))


def _warm() -> None:
    """Do what does not depend on the document, while the first process reads it."""
    seldom()
    from report_builder.charts import drawer
    from report_builder.theme import load_theme
    from report_builder.writers.pdf.fonts import derived
    from report_builder.writers.pdf.quick import weasyprint_sooner

    weasyprint_sooner()
    theme = load_theme()
    drawer(theme)
    for weights in theme.fonts.values():
        for font in weights.values():
            derived(font)
    gc.freeze()


def seldom() -> None:
    """Collect cyclic garbage seldom: a build makes millions of objects that all live until its end, a quarter of its time."""
    gc.set_threshold(200_000, 50, 100)
