"""Every problem that the code can raise has words in Italian and in English, and no words are left over."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import report_builder
from report_builder.diagnostics.catalogue import HERE, LANGUAGES, Catalogue

CODE = Path(report_builder.__file__).parent
CALLS = {"Problem", "Finding", "problem", "_problem"}
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+$")


def literals(node: ast.expr) -> Iterator[str]:
    """The rule names of an expression: a literal, or either side of a condition."""
    match node:
        case ast.Constant(value=str(rule)):
            yield rule
        case ast.IfExp(body=body, orelse=orelse):
            yield from literals(body)
            yield from literals(orelse)


@cache
def raised() -> dict[str, list[tuple[str, frozenset[str] | None]]]:
    """Rule → where it is raised, and with which parameters if they are written out there."""
    found: dict[str, list[tuple[str, frozenset[str] | None]]] = {}
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name not in CALLS:
                continue
            named = {word.arg: word.value for word in node.keywords}
            rules = [rule for value in (*node.args[:1], named.get("rule")) if value is not None for rule in literals(value)]
            given = named.get("parameters", node.args[1] if len(node.args) > 1 else None)
            keys = None
            if isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys):
                keys = frozenset(str(key.value) for key in given.keys if isinstance(key, ast.Constant))
            elif given is None and name == "Problem":
                keys = frozenset()
            for rule in rules:
                found.setdefault(rule, []).append((f"{path.name}:{node.lineno}", keys))
    return found


@cache
def strings() -> frozenset[str]:
    """Every rule-like string of the code: tables of rules count as use."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in CODE.rglob("*.py"))
    return frozenset(
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB.match(node.value)
    )


def entries(language: str) -> dict[str, dict[str, str]]:
    return {rule: dict(words) for rule, words in Catalogue.load(language).entries.items() if rule != "words"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_words(language: str) -> None:
    known = entries(language)
    lacking = {rule: places for rule, places in raised().items() if not {"message", "hint"} <= known.get(rule, {}).keys()}
    assert not lacking, f"rules without message and hint in {language}.toml"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_without_a_rule(language: str) -> None:
    unused = entries(language).keys() - raised().keys() - strings()
    assert not unused, f"entries of {language}.toml that nothing raises"


def test_the_languages_say_the_same() -> None:
    italian, english = entries("it"), entries("en")
    assert italian.keys() == english.keys()
    for rule, words in italian.items():
        assert words.keys() == english[rule].keys(), rule
        assert words.keys() <= {"message", "hint", "suggest"}, rule
        for kind, text in words.items():
            assert fields(text) == fields(english[rule][kind]), f"{rule}.{kind}: different parameters"
            assert text.strip() == text, rule
            assert english[rule][kind].strip(), rule


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_use_only_the_parameters_given(language: str) -> None:
    known = entries(language)
    for rule, places in raised().items():
        for place, keys in places:
            if keys is None or rule not in known:
                continue
            wanted = set().union(*(fields(text) for text in known[rule].values()))
            assert wanted <= keys, f"{place}: {rule} lacks parameters {wanted - keys}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_listing_has_its_words(language: str) -> None:
    assert {"error", "warning", "notice", "hint"} <= Catalogue.load(language).entries["words"].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_read_one_by_one_are_those_of_the_whole_file(language: str) -> None:
    whole = tomllib.loads((HERE / f"{language}.toml").read_text("utf-8"))
    assert {name: dict(table) for name, table in Catalogue.load(language).entries.items()} == whole
