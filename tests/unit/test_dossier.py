"""The audit as data and as a page: what nobody declared stands in it too, and every anchor is one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import html

from report_builder.audit import RULES
from report_builder.dossier import write_audit
from tests.audited import files
from tests.findings import checked

FIGURES = """\
corso: {persone: 100 persone, donne: 60 persone, uomini: 40 persone, quota: 61%}
nidi: {uno: "70,9 Mln€", due: 70 Mln€}
"""
CHAPTER = """\
title: Un anno di biblioteca
blocks:
  - text: |
      Hanno partecipato {{ corso.persone }}, di cui {{ corso.donne | number }} donne e {{ corso.uomini | number }} uomini.

      Sono state prestate 50 opere a 50 persone, di cui 30 donne e 30 uomini.

      Per i nidi sono stati dati {{ nidi.uno }}, poi {{ nidi.due }}. È del {{ corso.quota }} la quota.
"""
KNOWN = """\
acknowledged:
  - rule: relation-untrue
    about: ["3 ≠ 2 = count(corso.donne, corso.uomini)"]
    reason: prova
    date: 2026-11-25
  - rule: figures-contradict
    about: [corso.quota]
    reason: prova
    date: 2026-11-25
    figures: {corso.quota: 61%, corso.donne: 60 persone, corso.persone: 100 persone}
"""


def written(folder: Path) -> tuple[dict[str, Any], bytes]:
    lines = (
        "3 = count(corso.donne, corso.uomini)",
        "3 <= count(corso.donne, corso.uomini)",
        "corso.quota = corso.donne / corso.persone",
        "nidi.uno = nidi.due",
    )
    made = files(FIGURES, *lines)
    entry = made["report.yaml"] + "acknowledged: noti.yaml\n"
    result = checked(folder, {**made, "report.yaml": entry, "noti.yaml": KNOWN, "uno.yaml": CHAPTER})
    assert result.auditable, result.problems
    found = write_audit(*result.auditable, result.problems, result.source, "pagina.html")
    return json.loads(found["figures-audit.json"]), found["figures-audit.html"]


def test_what_nobody_declared_is_listed_with_what_holds(tmp_path: Path) -> None:
    told, page = written(tmp_path)
    (one,) = (one for one in told["found"] if "+" in one["relation"])
    assert one == {
        "relation": "100 persone = 60 + 40",
        "place": "uno.yaml:4",
        "figures": {"corso.persone": "100 persone", "corso.donne": "60", "corso.uomini": "40"},
        "verdict": "consistent",
    }
    assert "100 persone = 60 + 40" in "".join(html.fromstring(page).itertext()).replace("\u00a0", " ")


def test_every_finding_of_the_audit_is_in_it(tmp_path: Path) -> None:
    told, _ = written(tmp_path)
    rules = {one["rule"] for one in told["findings"]}
    assert {"relation-untrue", "figures-contradict", "figure-cut", "parts-contradict"} <= rules <= set(RULES)
    (typed,) = (one for one in told["findings"] if one["rule"] == "parts-contradict")
    assert (typed["about"], typed["figures"]) == ("uno: 50", {})


def test_what_is_answered_needs_no_hint(tmp_path: Path) -> None:
    told, page = written(tmp_path)
    by_rule = {one["rule"]: one for one in told["findings"]}
    assert by_rule["figures-contradict"]["repairs"] == "corso.quota (60%), corso.donne (61 persone), corso.persone (99 persone)"
    shown = "".join(html.fromstring(page).itertext()).replace("\u00a0", " ")
    assert (
        "Farebbe tornare i conti una di queste: corso.quota (60%), corso.donne (61 persone), corso.persone (99 persone)."
        in shown
    )
    hints = {rule: one["hint"].replace("`", "") for rule, one in by_rule.items()}
    assert hints["figures-contradict"] not in shown
    assert hints["figure-cut"] in shown


def test_anchors_are_unique_and_links_lead_to_them(tmp_path: Path) -> None:
    told, page = written(tmp_path)
    tree = html.fromstring(page)
    ids = tree.xpath("//@id")
    assert len(set(ids)) == len(ids)
    assert not [one for one in ids if " " in one]
    assert {link.removeprefix("#") for link in tree.xpath("//a[starts-with(@href, '#')]/@href")} <= set(ids)
    belongs = {one["relation"]: one["finding"] for one in told["relations"]}
    assert belongs["3 = count(corso.donne, corso.uomini)"] == "3 ≠ 2 = count(corso.donne, corso.uomini)"
    assert belongs["nidi.uno = nidi.due"] == "nidi.due"
