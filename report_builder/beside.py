"""Work done beside other work, in a second process where there is a second core.

Receives a function without arguments; promises its value when it is asked for, the same as if it had been called then. Separate
from the typesetter, which talks with its process: this one is forked with all that was read, does one thing, and ends.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

Value = TypeVar("Value")


def second_core() -> bool:
    """Whether a process can be forked safely and has a core to itself."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return cores > 1 and hasattr(os, "fork") and threading.active_count() == 1


def later(work: Callable[[], Value]) -> Callable[[], Value]:
    """Nothing is begun: the work is done when its value is asked for."""
    return work


def beside(work: Callable[[], Value]) -> Callable[[], Value]:
    """Begin `work`, whose value can be pickled, if there is a core for it; what waits for its value, to be called at most once.

    A process that fails or is killed is as none: its work is done here, and what is wrong with it told here.
    """
    if not second_core():
        return work
    sys.stdout.flush()
    sys.stderr.flush()
    receiving, sending = os.pipe()
    try:
        process = os.fork()
    except OSError:  # too many processes, too little memory
        os.close(receiving)
        os.close(sending)
        return work
    if process == 0:
        _give(work, receiving, sending)
    os.close(sending)

    def value() -> Value:
        with os.fdopen(receiving, "rb") as stream:
            data = stream.read()
        try:
            done = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
        except ChildProcessError:  # whoever started us has nobody told how a process ended (SIGCHLD is ignored)
            done = False
        given: Value = pickle.loads(data) if done else work()
        return given

    return value


def _give(work: Callable[[], object], receiving: int, sending: int) -> None:
    """The second process: it never returns, and leaves nothing behind but its value."""
    code = 1
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interruption is for the first process to handle
        os.close(receiving)  # so that our pipe breaks when the first process ends
        with os.fdopen(sending, "wb") as stream:
            stream.write(pickle.dumps(work(), pickle.HIGHEST_PROTOCOL))
        code = 0
    os._exit(code)
