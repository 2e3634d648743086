"""The words of the proof exist in both languages, with the same parameters, and none is missing or left over."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

import report_builder.verify
from report_builder.verify import words
from report_builder.verify.by_hand import BY_HAND
from report_builder.verify.page import PARTS
from report_builder.verify.pdf.clauses import CLAUSES as PDF
from report_builder.verify.proof import Overall
from report_builder.verify.results import Finding, Verdict, Why
from report_builder.verify.web.clauses import CLAUSES as WEB
from report_builder.verify.word.clauses import CLAUSES as WORD

CODE = Path(report_builder.verify.__file__).parent
ITALIAN, ENGLISH = words.load("it"), words.load("en")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def strings() -> set[str]:
    """Every string that the code of the room writes out."""
    trees = [ast.parse(path.read_text("utf-8")) for path in CODE.rglob("*.py")]
    return {
        node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant) if type(node.value) is str
    }


def test_both_languages_say_the_same_with_the_same_parameters() -> None:
    assert ITALIAN.texts.keys() == ENGLISH.texts.keys()
    for key, text in ITALIAN.texts.items():
        assert fields(text) == fields(ENGLISH.texts[key]), key


def put_together() -> set[str]:
    """Keys that the code puts together: by enumeration, by what is to be checked by hand, by format."""
    keys = {f"hand-{key}{why}" for group in BY_HAND.values() for key in group for why in ("", "-why")}
    keys |= {f"page-hand-{form}" for form in BY_HAND} | {f"page-{part}" for part in PARTS}
    keys |= {f"page-{name}-{part}" for name in ("open", "known") for part in ("caption", "answer")}
    keys |= {f"verdict-{verdict}" for verdict in Verdict} | {f"why-{why}" for why in Why}
    return keys | {f"overall-{overall}" for overall in Overall}


def test_no_words_are_missing_or_left_over() -> None:
    written = strings()
    assert put_together() <= set(ITALIAN.texts)
    assert set(ITALIAN.texts) <= written | {f"page-{name}" for name in written} | put_together()


@pytest.mark.parametrize("rule", [*PDF, *WORD, *WEB])
def test_every_rule_has_words(rule: str) -> None:
    assert ITALIAN.texts[rule].endswith(".")
    assert ENGLISH.texts[rule].endswith(".")


def test_a_fault_gives_its_words_their_parameters() -> None:
    """Wherever a fault is made, in code: the parameters that its words ask for are written there."""
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "fault":
                given = {word.arg for word in node.keywords}
                if None in given:  # counted elsewhere
                    continue
                for rule in (n.value for n in ast.walk(node.args[0]) if isinstance(n, ast.Constant)):
                    if isinstance(rule, str) and rule in ENGLISH.texts:
                        assert fields(ENGLISH.texts[rule]) <= given, f"{path.name}:{node.lineno}: {rule}"


def test_a_finding_is_told_in_its_own_words_or_in_ours() -> None:
    assert words.told(Finding("SC-1", text="A tool's words"), ITALIAN) == "A tool's words"
    assert words.told(Finding("pdf-no-bookmarks"), ENGLISH) == "There are no bookmarks."
    assert words.told(Finding("pdf-heading-gap", parameters={"level": 3, "before": 1}), ITALIAN) == (
        "Un titolo di livello 3 segue uno di livello 1."
    )
