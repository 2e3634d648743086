"""Misprints made on purpose in the published report: those that its figures can show are found, and charged to the right one.

Each published figure is changed by one last digit, by ten and by 5 %, both ways. Which of these changes contradict anything is
worked out first, on its own (`tests/mutations.py`). docs/audit.md has the shares.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from report_builder.audit import Audit, Verdict
from report_builder.audit.relations import verdict
from report_builder.audit.suspects import MOST_SUSPECTS, misprints
from report_builder.content.models import Report
from report_builder.reader import read_report
from tests.mutations import Change, Judge, Seen, audited, changes, seen

ROOT = Path(__file__).parents[2]
LEAST_FOUND = 99  # per cent
EVERY = 23


@cache
def report() -> Report:
    found, _, _ = read_report(ROOT / "content" / "2018" / "report.yaml")
    assert found
    return found


@cache
def all_changes() -> tuple[Change, ...]:
    return tuple(changes(report()))


@cache
def all_seen() -> tuple[Seen, ...]:
    """The changes that break a relation which held."""
    relations = Audit(report()).relations
    judge = Judge(relations)
    before = frozenset(one.id for one in relations if judge.broken(one.id, report().figures))
    found = (seen(judge, change, before) for change in all_changes())
    return tuple(one for one in found if one.relations)


def missed(cases: Sequence[Seen]) -> tuple[list[str], list[str], list[str]]:
    """Changes that are not found, those found with the changed figure not among the suspects, those with it not the first."""
    unfound, uncharged, second = [], [], []
    for case in cases:
        name, told = case.change.name, f"{case.change.name} {case.change.kind}"
        hits = [one for one in audited(report(), case.change) if any(broken.id in case.relations for broken in one.relations)]
        suspects = [[one.name for one in hit.suspects] for hit in hits]
        assert all(len(names) <= MOST_SUSPECTS for names in suspects)
        if not hits:
            unfound.append(told)
        elif not any(name in names for names in suspects):
            uncharged.append(told)
        elif case.crossed and not any(names[0] == name for names in suspects):
            second.append(told)
    return unfound, uncharged, second


def test_both_arithmetics_agree_on_the_published_figures() -> None:
    done = Audit(report())
    judge = Judge(done.relations)
    for relation in done.relations:
        contradicts = done.verdicts[relation.id] is Verdict.CONTRADICTION
        assert judge.broken(relation.id, report().figures) is contradicts, relation.text


def test_some_misprints_are_found_and_charged_to_the_right_figure() -> None:
    assert missed(all_seen()[::EVERY])[0] == []
    assert missed([one for one in all_seen() if one.crossed][::EVERY]) == ([], [], [])


def test_one_misprint_is_one_finding() -> None:
    """Among the relations that the published figures satisfy, however many of them it breaks."""
    published = Audit(report())
    relations = [one for one in published.relations if published.verdicts[one.id] is not Verdict.CONTRADICTION]
    for case in all_seen()[::EVERY]:
        table = Audit(replace(report(), figures=case.change.figures)).table
        (found,) = misprints(relations, table, {one.id: verdict(one, table) for one in relations})
        assert {one.id for one in found.relations} == set(case.relations), case.change


@pytest.mark.endurance
def test_misprints_are_found_and_charged_to_the_right_figure() -> None:
    unfound, uncharged, second = missed(all_seen())
    assert second == []
    assert unfound == []
    assert 100 * len(uncharged) <= (100 - LEAST_FOUND) * len(all_seen()), uncharged


def test_the_published_share_is_that_of_the_report() -> None:
    told = re.sub(r"\s+", " ", (ROOT / "docs" / "audit.md").read_text("utf-8"))
    total, visible, crossed = len(all_changes()), len(all_seen()), sum(one.crossed for one in all_seen())
    relations = f"{len(Audit(report()).relations)} relations in {len(report().relations)} lines"
    shares = (f"{total:,} changes", f"{visible} ({100 * visible / total:.0f} %)", f"in {crossed} of them", relations)
    for share in shares:
        assert share in told, share
