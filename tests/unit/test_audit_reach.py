"""What a figure may be, worked out backwards, is what trying every value gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.audit import Audit, Relation, Verdict
from report_builder.audit.reach import Range, likely, possible
from report_builder.audit.relations import verdict
from tests.audited import audit

FIGURES = """\
uno: "12,1 Mln€"
due: "5,8 Mln€"
tutto: "17,8 Mln€"
donne: 23 persone
uomini: 37 persone
persone: 60 persone
quota: 38%
quota_uomini: 62%
tagliata: {value: "17 Mln€", rounding: cut}
circa: {value: 60 persone, precision: 10 persone}
"""
LINES = (
    "tutto = uno + due",
    "uno = tutto - due",
    "tutto = sum(uno, due)",
    "quota = donne / persone",
    "quota_uomini = (persone - donne) / persone",
    "quota = donne / (donne + uomini)",
    "quota + quota_uomini = 100%",
    "tagliata = tutto",
    "circa = donne + uomini",
    "donne = quota * persone",
    "uno <= tutto",
    "due < uno",
    "donne + uomini >= persone",
    "quota > donne / (3 * uomini)",
    "achieved(donne / uomini, uno / due)",
    "achieved(donne / uomini, uno / due, persone / circa)",
    "achieved(donne / uomini, donne / circa)",
    "achieved(quota, donne / persone, uomini / persone)",
    "due = uno / (3 * (donne / persone) / (uomini / persone))",
)


def tried(done: Audit, relation: Relation, name: str, wanted: tuple[Verdict, ...]) -> list[int]:
    """The counts around the printed one with which the relation has one of the verdicts."""
    own = done.table[name]
    here = int(own.value / own.step)
    found = []
    for count in range(max(here - 60, 1), here + 80):
        changed = {**done.table, name: own.at(count * own.step)}
        if verdict(relation, changed) in wanted:
            found.append(count)
    return found


def within(found: Range | None, done: Audit, name: str) -> list[int]:
    """The counts around the printed one that are in a range."""
    own = done.table[name]
    here = int(own.value / own.step)
    return [count for count in range(max(here - 60, 1), here + 80) if found is not None and count in found]


@pytest.mark.parametrize("line", LINES)
def test_backwards_is_as_forwards(tmp_path: Path, line: str) -> None:
    done = audit(tmp_path, FIGURES, line)
    (relation,) = done.relations
    for name in relation.figures:
        holds = tried(done, relation, name, (Verdict.CONSISTENT, Verdict.ROUNDING, Verdict.TRUNCATION))
        assert within(possible(relation, name, done.table), done, name) == holds, name


@pytest.mark.parametrize(
    "line", [line for line in LINES if line.count("donne") < 2 and line.count("persone") < 2 and "(3 *" not in line]
)
def test_what_follows_from_the_printed_figures(tmp_path: Path, line: str) -> None:
    done = audit(tmp_path, FIGURES, line)
    (relation,) = done.relations
    for name in relation.figures:
        follows = tried(done, relation, name, (Verdict.CONSISTENT,))
        assert within(likely(relation, name, done.table), done, name) == follows, name


def test_a_figure_in_several_ratios_of_a_threshold_is_looked_for(tmp_path: Path) -> None:
    figures = "i: {a: 30 persone, b: 40 persone, target: 100 persone}\n"
    done = audit(tmp_path, figures, "achieved(i.a / i.target, i.b / i.target)")
    assert possible(done.relations[0], "i.target", done.table) == Range(1, 35)  # 30 is 85.7 % of 35
    assert [one.name for one in done.misprints[0].suspects] == ["i.target"]


def test_a_sum_of_many_has_its_misprint_found(tmp_path: Path) -> None:
    parts = "".join(f'g_{at}: {{euro: "{at},5 Mln€"}}\n' for at in range(1, 61))
    done = audit(tmp_path, f'tutti: "1.806,0 Mln€"\n{parts}', "tutti = sum(g_*.euro)")
    (misprint,) = done.misprints
    assert (misprint.suspects[0].name, misprint.suspects[0].value) == ("tutti", 1_860_000_000)
