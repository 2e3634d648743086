"""Progress while a build works: a live line on a terminal, plain lines elsewhere.

Receives the words; promises a function that the pipeline calls with the name of each step as it begins. rich is imported for a
terminal only.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from report_builder.diagnostics.words import Words

Tell = Callable[[str], object]


@contextmanager
def progress(words: Words, *, silent: bool = False, stream: TextIO | None = None) -> Iterator[Tell]:
    """Tell each step on `stream` (standard error)."""
    stream = stream or sys.stderr
    if silent:
        yield str
    elif stream.isatty():
        with _live(words) as tell:
            yield tell
    else:
        yield lambda step: print(f"{words.say(f'step-{step}')} …", file=stream, flush=True)


@contextmanager
def _live(words: Words) -> Iterator[Tell]:
    """A spinner with the present step, gone at the end. Its thread starts with the first step: the fork is past by then."""
    from rich.console import Console
    from rich.status import Status

    status = Status("", console=Console(stderr=True))
    begun = False

    def tell(step: str) -> None:
        nonlocal begun
        status.update(words.say(f"step-{step}"))
        if not begun:
            status.start()
            begun = True

    try:
        yield tell
    finally:
        if begun:
            status.stop()
