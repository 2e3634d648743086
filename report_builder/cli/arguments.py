"""The arguments of the command.

Receives words of a command line; promises `Arguments`, or a `Misuse` with the key and parameters of a message. argparse takes
the line apart; all that a user reads, help included, comes from our catalogues, as argparse speaks English only. (So do its
richer relatives, which also cost a tenth of a second before any work begins.)
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import NoReturn

from report_builder.classes import dataclass

COMMANDS = ("build", "check", "verify", "figures", "new", "status")
FORMATS = ("pdf", "docx", "html", "data", "audit")
LANGUAGES = ("it", "en")
FIGURE = re.compile(r"[A-Za-z_*][\w*]*(\.[\w*]+)*", re.ASCII)  # no report: these are years, folders or files
# Options that not every command has, with those that do.
ONLY_FOR = {
    **dict.fromkeys(("format", "bundle"), ("build",)),
    "draft": ("build", "check"),
    **dict.fromkeys(("output", "quiet", "q"), ("build", "verify")),
    "strict": ("check", "build", "verify"),
    "from": ("new",),
    "fix": ("check",),
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """What is asked. `command` is also `help` or `version`; `name` is that of a figure or of several.

    For `new`, `report` is the name of what is begun, from `source`.
    """

    command: str
    report: str = ""
    name: str = ""
    formats: frozenset[str] = frozenset(FORMATS)
    output: str = ""
    draft: bool = False
    bundle: bool = False
    quiet: bool = False
    json: bool = False
    strict: bool = False
    source: str = ""
    fix: bool = False


class Misuse(Exception):
    """A command line that cannot be followed; `key` names its message."""

    def __init__(self, key: str, **parameters: str) -> None:
        super().__init__(key)
        self.key = key
        self.parameters = parameters


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Misuse("bad-arguments", arguments=message)


def _parser() -> _Parser:
    parser = _Parser(prog="report-builder", add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("words", nargs="*")
    for flag in ("--help", "-h", "--version", "--draft", "--bundle", "--quiet", "-q", "--json", "--strict", "--fix"):
        parser.add_argument(flag, action="store_true")
    parser.add_argument("--format", "-f", action="append", default=[])
    parser.add_argument("--output", "-o")
    parser.add_argument("--from")
    parser.add_argument("--lang")
    return parser


def asked_language(argv: Sequence[str]) -> str | None:
    """The language of `--lang`, found before anything else so that even a misuse is told in it."""
    for at, word in enumerate(argv):
        name, _, value = word.partition("=")
        value = value or "".join(argv[at + 1 : at + 2])
        if name == "--lang" and value in LANGUAGES:
            return value
    return None


def parse(argv: Sequence[str]) -> Arguments:
    parser = _parser()
    try:
        given, unknown = parser.parse_known_intermixed_args(list(argv))
    except argparse.ArgumentError as error:
        option = (error.argument_name or "").split("/")[0]
        raise Misuse("wants-value" if "expected" in error.message else "wants-no-value", option=option) from None
    if unknown:
        options = [option for option in parser._option_string_actions if option.startswith("--")]
        raise _unknown("unknown-option", unknown[0].partition("=")[0], options)
    if given.lang is not None:
        _one_of("unknown-language", given.lang, LANGUAGES)
    words: list[str] = given.words
    if given.help or given.h or (not words and not given.version) or words[:1] == ["help"]:
        return Arguments("help")
    if given.version:
        return Arguments("version")
    command = _one_of("unknown-command", words[0], COMMANDS)
    names = [word for word in words[1:] if command == "figures" and FIGURE.fullmatch(word)][:1]
    reports = [word for word in words[1:] if word not in names]
    if len(reports) > 1:
        raise Misuse("one-report", words=" ".join(reports[1:]))
    for option, commands in ONLY_FOR.items():
        if getattr(given, option) and command not in commands:
            raise Misuse("only-for", option=f"--{option}" if len(option) > 1 else f"-{option}", commands=", ".join(commands))
    if command == "new" and len(words) < 2:
        raise Misuse("wants-name")
    if given.output == "":  # as from a variable that is not set: the usual folder was not meant
        raise Misuse("wants-value", option="--output")
    formats = [part.strip().lower() for value in given.format for part in value.split(",")]
    chosen = frozenset(_one_of("unknown-format", name, FORMATS) for name in formats) or frozenset(FORMATS)
    if given.bundle and chosen == {"audit"}:
        raise Misuse("empty-bundle")
    return Arguments(
        command=command,
        report=reports[0] if reports else "",
        name=names[0] if names else "",
        formats=chosen,
        output=given.output or "",
        draft=given.draft,
        bundle=given.bundle,
        quiet=given.quiet or given.q,
        json=given.json,
        strict=given.strict,
        source=getattr(given, "from") or "",
        fix=given.fix,
    )


def _one_of(key: str, word: str, known: Sequence[str]) -> str:
    if word not in known:
        raise _unknown(key, word, known)
    return word


def _unknown(key: str, word: str, known: Sequence[str]) -> Misuse:
    near = get_close_matches(word, known, 1, 0.5)
    return Misuse(f"{key}-suggest" if near else key, word=word, known=", ".join(known), suggestion=near[0] if near else "")
