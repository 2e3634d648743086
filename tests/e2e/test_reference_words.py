"""The 2018 report says what the published summary says: every word in order but for errata and the spelling of amounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from report_builder.compose import compose
from report_builder.content.models import Erratum, Report
from report_builder.diagnostics import has_errors
from report_builder.document import Document
from report_builder.reader import read_report
from tests.conftest import Made
from tests.reference.told import table_of_document, words_of_blocks, words_of_document
from tests.reference.words import (
    REFERENCE,
    RULES,
    WHOLE_DOCUMENT,
    first_difference,
    mended,
    published_text,
    reference,
    spelled,
)

REPORT = Path(__file__).parents[2] / "content" / "2018" / "report.yaml"


@cache
def report() -> Report:
    found, _, problems = read_report(REPORT)
    assert not has_errors(problems), problems
    assert found is not None
    return found


@cache
def document() -> Document:
    composed, problems = compose(report())
    assert not problems
    assert composed is not None
    return composed


def test_the_document_has_every_word_of_the_published_text_in_order() -> None:
    assert first_difference(reference(report().errata).words, words_of_document(document())) == ""


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_the_finished_file_has_every_word_of_the_published_text_in_order(form: str, built: Callable[[str], Made]) -> None:
    read = getattr(import_module(f"report_builder.readback.{form}"), f"read_{form}")
    blocks = read(built("2018").file(form).read_bytes())
    assert first_difference(reference(report().errata).words, words_of_blocks(blocks, document())) == ""


def test_the_table_in_the_text_has_the_published_amounts_and_shares() -> None:
    assert table_of_document(document(), "piano-finanziario") == reference(report().errata).table


def test_every_erratum_stands_exactly_once_in_the_published_text() -> None:
    assert reference(report().errata).words  # which raises where one stands there never or twice


def test_every_spelling_rule_is_listed_and_needed() -> None:
    listed = {(one.published, one.printed) for one in report().errata if one.where == WHOLE_DOCUMENT}
    assert listed == set(RULES)
    text = mended(published_text(REFERENCE.read_text(encoding="utf-8")), report().errata)
    assert [rule for rule, apply in RULES.items() if apply(text) == text] == []


def test_errata_change_no_figure() -> None:
    """Digits stay; what may change is the mark between thousands."""
    for erratum in report().errata:
        if erratum.where == WHOLE_DOCUMENT:
            continue
        published, printed = ("".join(filter(str.isdigit, text)) for text in (erratum.published, erratum.printed))
        assert published == printed, erratum


# -------------------------------------------------------------------------------------- the comparison itself is not lenient


def test_a_lost_word_is_found() -> None:
    words = reference(report().errata).words
    for lost in (0, 100, 2000, len(words) - 1):
        assert f"word {lost + 1}:" in first_difference(words, words[:lost] + words[lost + 1 :])


def test_an_erratum_that_does_not_stand_in_the_text_fails() -> None:
    errata = (*report().errata, Erratum(where="3.1", published="questo non c’è", printed="questo", reason="prova"))
    with pytest.raises(AssertionError, match="found 0 times"):
        reference(errata)


def test_an_erratum_that_stands_twice_in_the_text_fails() -> None:
    with pytest.raises(AssertionError, match="found 2 times"):
        mended("due sviste, due sviste", [Erratum(where="1", published="sviste", printed="svista", reason="prova")])


def test_a_missing_erratum_shows() -> None:
    errata = [erratum for erratum in report().errata if erratum.published != "ll numero"]
    assert "[ll numero" in first_difference(reference(errata).words, words_of_document(document()))


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("una paro-\n\nla rotta", "una parola rotta"),
        ("nel 2018-\n\n2020.", "nel 2018-2020."),
        ("fine\n7\n\x0c inizio", "fine inizio"),
        ("fino al\n2018", "fino al 2018"),
        ("conciliazione vita-lavoro", "conciliazione vita-lavoro"),
    ],
)
def test_what_the_extractor_did_is_undone(raw: str, joined: str) -> None:
    assert published_text(raw) == joined


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("15Mln€", "15Mln€"),
        ("15 Mln €", "15Mln€"),
        ("234,80\u00a0Mln€", "234,80Mln€"),
        ("€ 970.474.516,00", "970.474.516,00€"),
        ("20.000 €", "20.000€"),
        ("69,2 persone", "69,2 persone"),
    ],
)
def test_amounts_have_one_spelling(text: str, word: str) -> None:
    assert spelled(text) == word


def test_amounts_keep_their_digits() -> None:
    assert spelled("234,8 Mln€") != spelled("234,80 Mln€")


def test_the_list_of_errata_tells_where_and_why() -> None:
    for erratum in report().errata:
        assert erratum.where
        assert erratum.reason
