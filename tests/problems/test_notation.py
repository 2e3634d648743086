"""The mistakes that editors make in YAML: each has its own rule, at its own place, in both languages."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Problem, Severity
from report_builder.diagnostics.catalogue import LANGUAGES, Catalogue, render
from report_builder.place import SourceMap, Span
from report_builder.source import Mapping, load
from report_builder.source.text import MOST_BYTES, decode

NBSP = "\u00a0"


def found(data: bytes) -> list[tuple[str, int, int]]:
    """Rule, line and column of every problem of a file, each with words in both languages."""
    text, _ = decode("f.yaml", data)
    _, problems = load("f.yaml", data)
    places = SourceMap({"f.yaml": text or ""})
    for language in LANGUAGES:
        for problem in problems:
            rendered = render(problem, places, Catalogue.load(language))
            assert rendered.message not in ("", problem.rule)
            assert rendered.hint
            assert "{" not in (rendered.message + rendered.hint).replace("{{", "").replace("{spesa", "").replace(
                "{spent", ""
            ).replace("`{`", "").replace("{ }", "")
    ordered = sorted(
        (place.line, place.column, problem.rule) for problem, place in ((p, places.position(span_of(p))) for p in problems)
    )
    return [(rule, line, column) for line, column, rule in ordered]


def span_of(problem: Problem) -> Span:
    assert problem.span is not None
    assert problem.span.file == "f.yaml"
    return problem.span


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        # tabs and spaces
        ("a:\n\tb: c\n", "tab-indentation", 2, 1),
        ("a:\n  b: c\n  \td: e\n", "tab-indentation", 3, 3),
        (f"a:\n{NBSP}{NBSP}b: c\n", "no-break-space", 2, 1),
        (f"a:\n  b: c\n {NBSP}d: e\n", "no-break-space", 3, 2),
        (f"a: b\nc:{NBSP}d\ne: f\n", "no-break-space", 2, 3),
        (f"a:\n  - b\n  -{NBSP}c\n", "no-break-space", 3, 4),
        (f"a:\n  b: c\n{NBSP} d: e\n  f: g\n", "no-break-space", 3, 1),
        # quotes
        ("a: “b”\n", "curly-quotes", 1, 4),
        ("a: “b: c”\n", "curly-quotes", 1, 4),
        ("“a”: b\n", "curly-quotes", 1, 1),
        ("a: [“b”, c]\n", "curly-quotes", 1, 5),
        ('a: "b” c\nd: e\n', "unterminated-quote", 1, 4),
        ('a: “b"\n', "curly-quotes", 1, 4),
        ("a: 'b\nc: d\n", "unterminated-quote", 1, 4),
        ('a: "b\nc: "d"\ne: f\n', "unterminated-quote", 1, 4),
        ('a: "b" c\n', "quote-then-text", 1, 4),
        ('- "Dote" unica\n- b\n', "quote-then-text", 1, 3),
        ("a: 'L'Asse I'\n", "quote-then-text", 1, 4),
        ('a: {b: "c" d}\n', "quote-then-text", 1, 8),
        ('a: "C:\\dati"\n', "unknown-escape", 1, 7),
        # braces and brackets
        ("a: {{ x.y }}\n", "braces-unquoted", 1, 4),
        ("a: {{ x.y }} e altro\n", "braces-unquoted", 1, 4),
        ("- {{ x.y }}\n", "braces-unquoted", 1, 3),
        ("- {{ x.y }} e altro: ecco\n", "braces-unquoted", 1, 3),
        ("- {{ x | unit('Mln') }}, {{ y }}\n", "braces-unquoted", 1, 3),
        ("{{ x }}: b\n", "braces-unquoted", 1, 1),
        ("a: {b: 172,5 Mln€, c: 3}\n", "comma-in-braces", 1, 12),
        ("a: [b, c\nd: e\n", "unclosed-bracket", 1, 4),
        ("a: {b: c\nd: e\n", "unclosed-bracket", 1, 4),
        ("a: b\n]\n", "unclosed-bracket", 2, 1),
        ("a: [Regione](http://x.it) e\n", "starts-with-sign", 1, 4),
        # colons and dashes
        ("a: b: c\n", "colon-in-text", 1, 5),
        ("a: Dote unica lavoro: fase II\n", "colon-in-text", 1, 21),
        ("- a: b: c\n", "colon-in-text", 1, 7),
        ("a:b\nc: d\n", "missing-space-after-colon", 1, 2),
        ("c: d\na:b\n", "missing-space-after-colon", 2, 2),
        ("- a\n-b\n", "missing-space-after-dash", 2, 1),
        ("a: - b\n", "dash-after-key", 1, 4),
        ("a: Elenco\n  - uno\n  - due\n", "list-in-plain-text", 2, 3),
        ("a: bando #3\n", "text-cut-by-hash", 1, 10),
        # signs that YAML keeps
        ("a: **b** c\n", "starts-with-sign", 1, 4),
        ("- *b* c\n", "starts-with-sign", 1, 3),
        ("a: & c\n", "starts-with-sign", 1, 4),
        ("a: % d\n", "starts-with-sign", 1, 4),
        ("a: @d\n", "starts-with-sign", 1, 4),
        ("a: `d`\n", "starts-with-sign", 1, 4),
        ("a: ? b\n", "starts-with-sign", 1, 4),
        ("a: > 25 anni\n", "text-after-block-sign", 1, 4),
        ("a: | b\n", "text-after-block-sign", 1, 4),
        # commands of YAML
        ("a: &x b\nc: d\n", "alias-refused", 1, 4),
        ("c: *x\n", "alias-refused", 1, 4),
        ("<<: {a: b}\n", "alias-refused", 1, 1),
        ("a: !!python/object/apply:os.system ['ls']\n", "alias-refused", 1, 4),
        ("a: !importante\n", "alias-refused", 1, 4),
        # structure
        ("a: b\n  c: d\n", "indented-under-value", 2, 3),
        ("a:\n    b: 1\n   c: 2\n", "wrong-indentation", 3, 4),
        ("a:\n- b\n  c: d\ne: f\n", "indented-under-value", 3, 3),
        ("a: |\n  b\nc\nd: e\n", "line-without-key", 3, 1),
        ("a b\nc: d\n", "line-without-key", 1, 1),
        ("x:\n  a b\n  c: d\n", "line-without-key", 2, 3),
        ("a: b\na: c\n", "duplicate-key", 2, 1),
        ("x:\n  - a: b\n    c: d\n    a: e\n", "duplicate-key", 4, 5),
        ("a:\nb: c\n", "empty-value", 1, 1),
        ("a:\n  - b\n  -\n", "empty-item", 3, 4),
        ("[a]: b\n", "wrong-key", 1, 1),
        ("a: b\n---\nc: d\n", "several-documents", 2, 1),
        ("a: " + "[" * 40 + "]" * 40 + "\n", "too-deep", 1, 36),
        ("a: " + "[" * 100_000, "too-deep", 1, 36),
        # the file itself
        ("", "empty-file", 1, 1),
        (" \n\n", "empty-file", 1, 1),
        ("# solo un commento\n", "empty-file", 1, 1),
        ("---\n", "empty-file", 1, 1),
        ("\ufeffa: b\n", "byte-order-mark", 1, 1),
        ("a: b\nc: d\x07e\n", "control-character", 2, 5),
        ("a: b\nc: d\u2028e\n", "control-character", 2, 5),
        ("a: b\nc: d\x0be\n", "control-character", 2, 5),
        ('a: "b\\x07c"\n', "control-character", 1, 6),
        ('a: "b\\0c"\n', "control-character", 1, 6),
        ("%YAML x\n", "starts-with-sign", 1, 1),
    ],
)
def test_each_mistake_has_its_own_words(text: str, rule: str, line: int, column: int) -> None:
    assert found(text.encode()) == [(rule, line, column)]
    if "\n" in text and "\t" not in text and rule != "control-character":
        assert found(text.replace("\n", "\r\n").encode()) == [(rule, line, column)]


def test_lines_may_end_as_on_old_macintoshes() -> None:
    assert found(b"a: b\rc: {{ d }}\r") == [("braces-unquoted", 2, 4)]


def test_bytes_that_are_not_utf8_are_shown_at_their_line() -> None:
    assert found("a: è\nb: città\n".encode("latin-1")) == [("not-utf8", 1, 4)]
    assert found("a: è\nb: citt".encode() + b"\xe0\nc: d\n") == [("not-utf8", 2, 8)]
    assert found("a: b\n".encode("utf-16")) == [("not-utf8", 1, 1)]


def test_a_scalar_of_ten_megabytes_is_refused_at_once() -> None:
    assert found(b"a: " + b"x" * 10_000_000) == [("file-too-large", 1, 1)]
    assert len(b"x" * 10_000_000) > MOST_BYTES


def test_an_alias_bomb_is_refused_without_unfolding_it() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]" for n in range(1, 10)]
    rules = found("\n".join(lines).encode())
    assert {rule for rule, _, _ in rules} == {"alias-refused"}
    assert rules[0] == ("alias-refused", 1, 5)


def test_one_run_shows_every_mistake_of_a_file() -> None:
    text = """\
title: “Premessa”
lead: {{ dotazione }} per il lavoro
text: Bando: lavoro
note: "Dote" unica
list:
  - **forte** e altro
  - 'aperta
  - L'Asse: uno: due
title: ancora
last: va bene
"""
    assert found(text.encode()) == [
        ("curly-quotes", 1, 8),
        ("braces-unquoted", 2, 7),
        ("colon-in-text", 3, 12),
        ("quote-then-text", 4, 7),
        ("starts-with-sign", 6, 5),
        ("unterminated-quote", 7, 5),
        ("colon-in-text", 8, 16),
        ("duplicate-key", 9, 1),
    ]
    node, _ = load("f.yaml", text.encode())
    assert isinstance(node, Mapping)
    assert str(node.get("last")) == "va bene"


def test_one_slip_is_not_told_for_every_line_after_it() -> None:
    prose = "".join(f"riga numero {number} del testo\n" for number in range(40))
    assert found(f"a: |\n  prima\n{prose}b: c\n".encode()) == [("line-without-key", 3, 1)]
    keys = "".join(f"  k{number}: v\n" for number in range(40))
    assert found(f"a: testo\n{keys}b: {{{{ c }}}} d\n".encode()) == [("indented-under-value", 2, 3), ("braces-unquoted", 42, 4)]


def test_the_first_of_two_equal_keys_is_named_by_its_line() -> None:
    _, problems = load("f.yaml", b"a: 1\nb: 2\na: 3\n")
    assert problems[0].parameters == {"key": "a", "line": 1}


@pytest.mark.parametrize(
    "text",
    [
        "a: “Dote” e “Bando”\n",  # curly quotes inside a text
        "a: '“Dote”'\n",
        "a: l’Asse\n",
        "a: b # commento\n",
        "a: |\n  {{ x }}: **b** “c”\n  - uno\n\n  \tdue\n",
        f"a: |\n  uno\n  {NBSP}due\n",
        "a: http://x.it/y?z=1#q\n",
        "a: >-\n  12:30 e: altro\n",
        "\"a\": 'L''Asse'\n",
        "a: [b, c]\nd: {e: f}\n",
        "---\na: b\n",
        "a: b\n...\n",
        "a: 'x\n\n  y'\n",
        "a: ''\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert found(text.encode()) == []


def test_a_notice_does_not_stop_and_a_cut_text_only_warns() -> None:
    _, problems = load("f.yaml", b"\xef\xbb\xbfa: b #c\n")
    assert [problem.severity for problem in problems] == [Severity.NOTICE, Severity.WARNING]
