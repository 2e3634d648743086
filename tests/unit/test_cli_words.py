"""The words of the command exist in both languages, with the same parameters, and none is missing or left over."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import report_builder.cli
from report_builder.audit import Verdict
from report_builder.audit.uses import Where
from report_builder.cli.arguments import COMMANDS, FORMATS, Misuse, asked_language, parse
from report_builder.cli.words import load
from report_builder.pipeline import WRITERS

CODE = Path(report_builder.cli.__file__).parent
STEPS = ("read", "layout", *FORMATS, "own", "parity", "tools", "store")
ITALIAN, ENGLISH = load("it"), load("en")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def used() -> set[str]:
    """Keys that the code names; those it puts together are listed here."""
    keys = {f"step-{step}" for step in STEPS} | {
        f"count-{kind}{s}" for kind in ("error", "warning", "notice", "acknowledged") for s in ("", "s")
    }
    keys |= {f"where-{where}" for where in Where if where is not Where.FORMULA}
    keys |= {f"verdict-{str(verdict).replace(' ', '-')}" for verdict in Verdict}
    keys |= {f"figure-{key}" for key in ("formula", "provenance", "source", "note")}
    keys |= {"proof", "proof-too"}
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("say", "Misuse", "_one_of", "_unknown") and node.args:
                    literals = {
                        n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)
                    }
                    keys |= {key for key in literals if key in ITALIAN.texts or "-" in key}
                    if name in ("_one_of", "_unknown"):
                        keys |= {f"{key}-suggest" for key in literals}
    return {key for key in keys if not key.endswith("-")}


def test_both_languages_say_the_same_with_the_same_parameters() -> None:
    assert ITALIAN.texts.keys() == ENGLISH.texts.keys()
    for key, text in ITALIAN.texts.items():
        assert fields(text) == fields(ENGLISH.texts[key]), key


def test_no_words_are_missing_or_left_over() -> None:
    assert used() - {"-suggest"} == set(ITALIAN.texts)


def test_every_command_is_run_by_something() -> None:
    assert all(callable(report_builder.cli._command(name)) for name in COMMANDS)


def test_every_format_has_a_writer() -> None:
    assert set(FORMATS) == set(WRITERS)


@pytest.mark.parametrize(
    ("argv", "formats"),
    [
        ([], FORMATS),
        (["-f", "pdf"], ["pdf"]),
        (["--format=pdf,docx"], ["pdf", "docx"]),
        (["-f", "PDF", "--format", "html"], ["pdf", "html"]),
    ],
)
def test_formats_are_given_with_commas_or_again(argv: list[str], formats: list[str]) -> None:
    assert parse(["build", *argv]).formats == frozenset(formats)


def test_options_may_stand_anywhere() -> None:
    first, second = parse(["--draft", "build", "-o", "x", "2018"]), parse(["build", "2018", "--draft", "--output=x"])
    assert first == second
    assert (first.command, first.report, first.output, first.draft) == ("build", "2018", "x", True)


@pytest.mark.parametrize("argv", [[], ["--help"], ["build", "-h"], ["help"]])
def test_help_is_never_far(argv: list[str]) -> None:
    assert parse(argv).command == "help"


def test_the_language_is_found_before_a_misuse() -> None:
    assert asked_language(["biuld", "--lang", "en"]) == asked_language(["--lang=en"]) == "en"
    assert asked_language(["--lang"]) is asked_language(["--lang", "fr"]) is None
    with pytest.raises(Misuse) as caught:
        parse(["build", "--lang", "fr"])
    assert caught.value.key == "unknown-language"


def test_numbers_and_sizes_are_written_as_the_language_does() -> None:
    assert (ITALIAN.size(1_234_567), ENGLISH.size(1_234_567)) == ("1,2 MB", "1.2 MB")
    assert (ITALIAN.size(171_902), ENGLISH.size(171_902)) == ("172 kB", "172 kB")
    assert (ITALIAN.number(1234.5), ENGLISH.number(1234.5)) == ("1.234,5", "1,234.5")
