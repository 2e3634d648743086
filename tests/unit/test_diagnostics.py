"""Problems in words: language, place, caret, JSON."""

from __future__ import annotations

import json

import pytest

from report_builder.diagnostics import Problem, Severity
from report_builder.diagnostics.catalogue import Catalogue, Rendered, message_language, render
from report_builder.diagnostics.listing import KEYS, as_json, as_text, blocks, cells, excerpt
from report_builder.place import SourceMap, Span

FILES = SourceMap({"premessa.yaml": "title: Premessa\ntitel: 漢字 è qui\n"})


@pytest.mark.parametrize(
    ("option", "environ", "language"),
    [
        (None, {}, "it"),
        (None, {"LANG": "C.UTF-8"}, "it"),
        (None, {"LANG": "POSIX"}, "it"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "en_GB.UTF-8", "LC_MESSAGES": "it_IT"}, "it"),
        (None, {"LANG": "it_IT", "LC_MESSAGES": "it_IT", "LC_ALL": "en_US"}, "en"),
        (None, {"LC_ALL": "", "LANG": "it_CH.UTF-8"}, "it"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        ("it", {"LC_ALL": "en_US.UTF-8"}, "it"),
        ("en-GB", {"LC_ALL": "it_IT.UTF-8"}, "en"),
    ],
)
def test_the_language_of_messages(option: str | None, environ: dict[str, str], language: str) -> None:
    assert message_language(option, environ) == language


def test_a_problem_in_two_languages() -> None:
    problem = Problem("unknown-key", {"key": "titel", "keys": "`title`", "suggestion": "title"}, Span("premessa.yaml", 16, 21))
    italian = render(problem, FILES, Catalogue.load("it"))
    assert (italian.file, italian.line, italian.column, italian.severity) == ("premessa.yaml", 2, 1, "error")
    assert italian.message == "La chiave `titel` qui non esiste."
    assert italian.hint == "Intendevi `title`?"
    assert italian.line_text == "titel: 漢字 è qui"
    assert render(problem, FILES, Catalogue.load("en")).message == "There is no key `titel` here."


def test_without_a_suggestion_the_plain_hint_stands() -> None:
    problem = Problem("unknown-key", {"key": "zz", "keys": "`title`", "suggestion": ""}, Span("premessa.yaml", 0, 1))
    assert render(problem, FILES, Catalogue.load("it")).hint == "Qui si possono scrivere: `title`."


def test_a_problem_without_a_place_or_words_is_still_shown() -> None:
    shown = render(Problem("no-such-rule", {}, None, Severity.WARNING), FILES, Catalogue.load("it"))
    assert (shown.message, shown.hint, shown.file, shown.line) == ("no-such-rule", "", "", 0)
    assert as_text(shown, Catalogue.load("it")) == "avviso [no-such-rule] no-such-rule"
    lacking = render(Problem("unknown-key", {}), FILES, Catalogue.load("it"))
    assert lacking.message == "La chiave `{key}` qui non esiste."
    assert render(Problem("x"), FILES, Catalogue.load("xx")).message == "x"


def test_the_listing() -> None:
    text = as_text(
        render(Problem("empty-value", {"key": "titel"}, Span("premessa.yaml", 16, 21)), FILES, Catalogue.load("it")),
        Catalogue.load("it"),
    )
    assert text.splitlines() == [
        "premessa.yaml:2:1: errore [empty-value] La chiave `titel` non ha un valore.",
        "    titel: 漢字 è qui",
        "    ^",
        "    suggerimento: Scrivi il valore, oppure cancella la riga.",
    ]


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("title: x", 8, "title: x", 7),
        ("漢字 x", 4, "漢字 x", 5),
        ("e\u0300 x", 4, "e\u0300 x", 2),
        ("\tb: c", 2, "→b: c", 1),
        ("\u00a0a", 2, "␣a", 1),
        ("a\x1b[31mb", 7, "a␛[31mb", 6),
        ("a\u202eb", 3, "a\ufffdb", 2),
        ("abc", 99, "abc", 3),
        ("", 1, "", 0),
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, shown: str, caret: int) -> None:
    text, mark = excerpt(line, column)
    assert text == shown
    assert mark == " " * caret + "^"


@pytest.mark.parametrize("column", [1, 30, 51, 400, 990, 1000])
@pytest.mark.parametrize("filler", ["a", "è", "漢"])
def test_long_lines_are_shortened_around_the_caret(column: int, filler: str) -> None:
    line = filler * (column - 1) + "X" + filler * (1000 - column)
    text, mark = excerpt(line, column, 60)
    assert sum(map(cells, text)) <= 62
    left = text[: text.index("X")]
    assert sum(map(cells, left)) == len(mark) - 1


def test_a_message_does_nothing_to_a_terminal_and_is_not_endless() -> None:
    problem = Problem("unknown-figure", {"name": "a\x1b[31m\u202eb", "suggestion": "x" * 5000}, None)
    rendered = render(problem, FILES, Catalogue.load("it"))
    assert "«a␛[31m\ufffdb»" in rendered.message
    assert len(rendered.hint) < 500
    draft = Problem("alt-missing", {"id": "a", "draft": "x" * 1500}, None)
    assert "x" * 1500 in render(draft, FILES, Catalogue.load("it")).hint


def test_what_is_acknowledged_comes_last_and_together() -> None:
    answer = {"reason": "Così è.", "date": "2026-11-25"}
    one, two, three = (
        Rendered("odd", "warning", "a.yaml", at, 1, "M", "", "", about, answer) for at, about in ((1, "x"), (2, "y"), (3, "x"))
    )
    alone = Rendered("other", "notice", "a.yaml", 4, 1, "N", "", "", "z", answer)
    wrong = Rendered("rule", "error", "a.yaml", 5, 1, "W", "", "")
    assert list(blocks([one, two, three, alone, wrong], Catalogue.load("it"))) == [
        ("error", "a.yaml:5:1: errore [rule] W"),
        ("warning", "avviso [odd] x (2), y\n    riconosciuto il 2026-11-25: Così è."),
        ("notice", "a.yaml:4:1: nota [other] N\n    riconosciuto il 2026-11-25: Così è."),
    ]


def test_json_is_a_stable_list() -> None:
    rendered = Rendered("rule", "error", "a.yaml", 3, 5, "Messaggio “x”", "Suggerimento", "riga")
    assert json.loads(as_json([rendered])) == [
        {
            "rule": "rule",
            "severity": "error",
            "file": "a.yaml",
            "line": 3,
            "column": 5,
            "message": "Messaggio “x”",
            "hint": "Suggerimento",
            "subject": "",
            "acknowledged": None,
            "repair": None,
            "figures": [],
        }
    ]
    assert KEYS == (
        "rule",
        "severity",
        "file",
        "line",
        "column",
        "message",
        "hint",
        "subject",
        "acknowledged",
        "repair",
        "figures",
    )
    assert as_json([]) == "[]"
