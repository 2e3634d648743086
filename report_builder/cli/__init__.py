"""The command `report-builder`: from arguments to an exit code, and nothing but words for the user on the way.

Receives the arguments; promises exit code 0 (done), 1 (something to mend in the content or the command), 2 (the machine's
trouble or our bug) or 130 (interrupted), and never a traceback. Everything heavy is imported when it is needed. This is the
only room that prints.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from report_builder import __version__
from report_builder.cli.arguments import Arguments, Misuse, asked_language, parse
from report_builder.cli.words import load
from report_builder.diagnostics.catalogue import message_language
from report_builder.diagnostics.words import Words

DONE, MISTAKE, TROUBLE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141
NOWHERE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)  # of a stream: files are named in their errors


def main(argv: list[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        return _main(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # before there are words, or while the last ones are said
        return INTERRUPTED


def _main(argv: list[str]) -> int:
    _open_streams()
    words = load(message_language(asked_language(argv), os.environ))
    try:
        return _run(parse(argv), words)
    except Misuse as misuse:
        print(words.say(misuse.key, **misuse.parameters), words.say("see-help"), sep="\n", file=sys.stderr)
        return MISTAKE
    except KeyboardInterrupt:
        print(words.say("interrupted"), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        _say_no_more(sys.stdout)
        return PIPE_CLOSED
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in NOWHERE:
            _say_no_more(sys.stdout)
            with suppress(OSError):
                print(words.say("nowhere"), file=sys.stderr)
            _say_no_more(sys.stderr)
            return TROUBLE
        print(words.say("our-bug", log=_log(argv)), file=sys.stderr)
        return TROUBLE


def _run(arguments: Arguments, words: Words) -> int:
    if arguments.command == "help":
        print(words.say("help"))
    elif arguments.command == "version":
        print(f"report-builder {__version__}")
    else:
        code = _command(arguments.command)(arguments, words)
        sys.stdout.flush()
        return code
    sys.stdout.flush()
    return DONE


def _command(name: str) -> Callable[[Arguments, Words], int]:
    """What runs a command; each loads what it alone needs, as a build parts in two before anything heavy is there."""
    match name:
        case "new" | "status":
            from report_builder.cli import years

            return years.new if name == "new" else years.status
        case "figures":
            from report_builder.cli import figuring

            return figuring.figures
        case "verify":
            from report_builder.cli import verifying

            return verifying.verify
        case _:
            from report_builder.cli import commands

            return commands.build if name == "build" else commands.check


def _open_streams() -> None:
    """See that there is something to print on: a scheduler may have closed it, a console may lack a character."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 (open to the end)
        elif hasattr(getattr(sys, name), "reconfigure"):
            getattr(sys, name).reconfigure(errors="replace")


def _say_no_more(stream: TextIO) -> None:
    """Let what is still to be written go nowhere, so that Python does not try again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _log(argv: list[str]) -> str:
    """Write what happened where whoever mends the program finds it; the path, or "-" if even that fails."""
    import tempfile
    import traceback

    trace = traceback.format_exc()
    try:
        handle, name = tempfile.mkstemp(prefix="report-builder-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as stream:
            stream.write(f"report-builder {__version__} {argv}\nPython {sys.version}\n{Path.cwd()}\n\n{trace}")
    except OSError:
        return "-"
    return name
