"""The audit as a document, and the command `figures`: what they say of 2018, and of reports that contradict themselves."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from report_builder.verify.results import File, Files, Verdict
from report_builder.verify.tools import axe, nu
from report_builder.verify.web import check_web
from tests.browser import COLLIDING, FAINT, FOCUS, TOO_WIDE
from tests.conftest import REPORTS, ROOT, Made, command
from tests.e2e.conftest import Visit

KEYS = re.compile(r"`([a-z_]+)`")

# A report whose language the page does not speak, with relations of every verdict and findings that are known.
GERMAN = {
    "report.yaml": """language: de
title: Die Bibliothek im Jahr 2023
running: Die Bibliothek 2023
slug: bibliothek-2023
programme: {name: Projekt Offene Bibliothek, short: Offene Bibliothek}
funds: [Europäischer Fonds für regionale Entwicklung]
period: 2021-2027
region: Gemeinde Probe
reference_date: 2023-12-31
publisher: {name: Gemeinde Probe}
licence: CC BY 4.0
licence_url: https://creativecommons.org/licenses/by/4.0/deed.de
publication_url: https://www.example.org/bibliothek
acknowledged: bekannt.yaml
chapters: [jahr]
imprint:
  - text: |
      Diese Zusammenfassung beruht auf Artikel 46 und 49 der Verordnung (EU) 2021/1060. Sie steht auf den
      [Seiten der Bibliothek](https://www.example.org/bibliothek) unter [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.de).
""",
    "jahr.yaml": """title: Ein Jahr in der Bibliothek
blocks:
  - text: |
      In die Bibliothek kamen {{ besucher }}, davon {{ kinder }} und {{ erwachsene }}. Ausgeliehen wurden {{ buecher }}.
figures:
  besucher: 48.210 Personen
  kinder: 20.100 Personen
  erwachsene: 28.101 Personen
  buecher:
    value: 31.075 Bücher
    note: Ohne Zeitschriften.
relations:
  - besucher = kinder + erwachsene
  - kinder < erwachsene
""",
    "bekannt.yaml": """acknowledged:
  - rule: figures-contradict
    about: [besucher]
    figures: {besucher: 48.210 Personen, kinder: 20.100 Personen, erwachsene: 28.101 Personen}
    reason: So steht es im Bericht des Vorjahres.
    date: 2024-02-01
""",
}


@pytest.fixture(scope="module")
def audit(built: Callable[[str], Made]) -> tuple[dict[str, Any], bytes, Path]:
    folder = built("2018").folder
    page = (folder / "figures-audit.html").read_bytes()
    return json.loads((folder / "figures-audit.json").read_text("utf-8")), page, folder


def test_every_relation_of_2018_has_its_verdict(audit: tuple[dict[str, Any], bytes, Path]) -> None:
    told, _, _ = audit
    assert len(told["relations"]) > 150
    counted = Counter(one["verdict"] for one in told["relations"])
    assert {verdict: count for verdict, count in told["verdicts"].items() if count} == dict(counted)
    by_id = {one["id"]: one for one in told["relations"]}
    assert len(by_id) == len(told["relations"])
    shares = by_id["asse_1.donne_quota-share"]
    assert (shares["stated"], shares["computed"], shares["verdict"]) == ("47%", "46,71%", "consistent")
    axis = by_id["asse_4.destinatari-sum"]
    assert axis["verdict"] == "contradiction"
    assert axis["finding"] in {one["about"] for one in told["findings"]}


def test_findings_say_how_the_office_answers_and_where_they_stand(audit: tuple[dict[str, Any], bytes, Path]) -> None:
    told, _, _ = audit
    (one,) = (one for one in told["findings"] if one["about"] == "asse_4.destinatari")
    assert one["acknowledged"]["reason"]
    file, _, line = one["place"].partition(":")
    assert "3.577" in (ROOT / "content/2018" / file).read_text("utf-8").splitlines()[int(line) - 1]


def test_every_place_leads_somewhere_on_the_web_page(audit: tuple[dict[str, Any], bytes, Path]) -> None:
    told, page, folder = audit
    ids = set(html.fromstring((folder / told["page"]).read_bytes()).xpath("//@id"))
    places = {
        address.partition("#")[2]
        for address in html.fromstring(page).xpath(f"//a[starts-with(@href, '{told['page']}#')]/@href")
    }
    assert places
    assert places <= ids


def test_the_page_is_as_accessible_as_what_it_is_about(audit: tuple[dict[str, Any], bytes, Path]) -> None:
    beside = "web-link-kind"  # its links lead to the web page beside it, which the report itself never does
    assert [finding for finding in check_web(audit[1]) if finding.rule != beside] == []


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The audit, in English, of a report in German."""
    folder = tmp_path_factory.mktemp("deutsch")
    for name, text in GERMAN.items():
        (folder / name).write_text(text, "utf-8")
    done = command("build", folder, "--format", "html,audit", "--output", folder / "out", "--lang", "en", "--quiet")
    assert done.returncode == 0, done.stderr
    return folder / "out/figures-audit.html"


def test_validators_find_nothing_on_the_page(foreign: Path) -> None:
    """Nu and axe, by day and by night, narrow and wide."""
    file = File("html", foreign.name, foreign, foreign.read_bytes())
    results = [*nu.run(Files(foreign.parent, html=file)), *axe.run(Files(foreign.parent, html=file))]
    assert len(results) == 9
    assert [(one.setting, one.findings, one.remark) for one in results if one.verdict is not Verdict.PASSED] == []


def test_what_is_in_the_report_s_language_says_so(foreign: Path) -> None:
    page = html.fromstring(foreign.read_bytes())
    assert page.get("lang") == "en"
    in_german = " ".join(page.xpath("//*[@lang='de']//text()"))
    own = ("Die Bibliothek im Jahr 2023", "48.210 Personen", "Ein Jahr in der Bibliothek", "So steht es", "Ohne Zeitschriften.")
    assert [words for words in own if words not in in_german] == []
    assert "1 February 2024" in page.text_content().replace("\u00a0", " ")
    assert "Computed" not in in_german
    assert "`" not in page.text_content()


def audits(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*figures-audit.*"))


def test_each_edition_in_one_folder_has_an_audit_of_its_own(tmp_path: Path) -> None:
    work = tmp_path / "content"
    shutil.copytree(REPORTS["editions"].parent, work)

    def build(file: str, formats: str = "html,audit") -> list[str]:
        done = command("build", work / file, "--format", formats, "--output", tmp_path / "out", "--quiet")
        assert done.returncode == 0, done.stderr
        return audits(tmp_path / "out")

    plain, first, second = (
        [f"{name}figures-audit.{form}" for form in ("html", "json")] for name in ("", "sintesi-prova-", "summary-test-")
    )
    assert build("report.yaml") == plain
    assert build("report.en.yaml") == [*plain, *second]
    assert build("report.yaml") == [*first, *second], "under its own name, and no longer under the other"
    pages = [json.loads((tmp_path / "out" / name).read_text("utf-8"))["page"] for name in (first[1], second[1])]
    assert pages == ["sintesi-prova.html", "summary-test.html"]
    assert build("report.yaml", "audit") == [*first, *second]
    entry = work / "report.yaml"
    entry.write_text(re.sub("(reference_date: 2024)-12-31", r"\1-12-30", entry.read_text("utf-8")), "utf-8")
    assert build("report.yaml") == [*first, *second], "the edition has another date now, and left nothing"


def test_an_edition_that_has_become_another_one_keeps_the_plain_name(tmp_path: Path) -> None:
    for name, text in GERMAN.items():
        (tmp_path / name).write_text(text, "utf-8")
    for day in ("2023-12-31", "2023-12-30"):
        (tmp_path / "report.yaml").write_text(GERMAN["report.yaml"].replace("2023-12-31", day), "utf-8")
        assert command("build", tmp_path, "-f", "html,audit", "-o", tmp_path / "out", "-q").returncode == 0
        assert audits(tmp_path / "out") == ["figures-audit.html", "figures-audit.json"]


def test_the_audit_alone_is_made_though_figures_contradict_one_another(tmp_path: Path) -> None:
    for name, text in GERMAN.items():
        (tmp_path / name).write_text(text, "utf-8")
    out = tmp_path / "out"
    assert command("build", tmp_path, "--format", "html,data,audit", "--bundle", "--output", out, "-q").returncode == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (tmp_path / "jahr.yaml").write_text(GERMAN["jahr.yaml"].replace("28.101", "28.102"), "utf-8")

    refused = command("build", tmp_path, "--format", "html,audit", "--output", out, "--lang", "en")
    assert refused.returncode == 1
    assert "The audit of the figures can be made all the same: report-builder build " in refused.stderr
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before

    done = command("build", tmp_path, "--format", "audit", "--output", out, "--lang", "en")
    assert done.returncode == 1
    assert "error [figures-contradict]" in done.stderr
    assert "figures-audit.html" in done.stdout
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"figures-audit.html", "figures-audit.json", "build.json"}
    told = json.loads((out / "figures-audit.json").read_text("utf-8"))
    open_ones = [one for one in told["findings"] if one["severity"] == "error" and one["acknowledged"] is None]
    assert [one["rule"] for one in open_ones] == ["figures-contradict"]


def test_no_audit_is_made_of_relations_that_cannot_be_read(tmp_path: Path) -> None:
    for name, text in GERMAN.items():
        (tmp_path / name).write_text(text.replace("kinder < erwachsene", "kinder < < erwachsene"), "utf-8")
    done = command("build", tmp_path, "--format", "audit", "--output", tmp_path / "out", "--lang", "en")
    assert done.returncode == 1
    assert "[relation-syntax]" in done.stderr
    assert "all the same" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def open_audit(browser: Any, audit: tuple[dict[str, Any], bytes, Path]) -> Iterator[Callable[..., Any]]:
    """The audit of 2018 at a width in CSS pixels."""
    made: list[Visit] = []

    def page(width: int, **how: Any) -> Any:
        address = (audit[2] / "figures-audit.html").as_uri()
        made.append(Visit(browser, address, viewport={"width": width, "height": 900}, **how))
        return made[-1].page

    yield page
    for opened in made:
        opened.context.close()


@pytest.mark.parametrize("width", [320, 800, 1400])
def test_nothing_on_the_page_must_be_scrolled_sideways(open_audit: Callable[..., Any], width: int) -> None:
    """1.4.10: what fills these tables is prose; where there is no room for columns, rows become blocks."""
    page = open_audit(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, page.evaluate(TOO_WIDE)
    blocks = "[...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1).length"
    assert page.evaluate(blocks) == 0
    assert page.evaluate(COLLIDING.replace(".scroll", "thead")) == []


def test_a_row_that_became_a_block_is_a_row_and_names_its_columns(open_audit: Callable[..., Any]) -> None:
    page = open_audit(320)
    nodes = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    names = {role: [n["name"]["value"] for n in nodes if n["role"]["value"] == role] for role in ("table", "rowheader", "cell")}
    assert len(names["table"]) == 4
    assert "asse_4.destinatari figures.yaml:140" in names["rowheader"]
    assert {"Stampato: 47%", "Calcolato: 46,71%", "Esito: coerente"} <= set(names["cell"])


@pytest.mark.parametrize("width", [320, 1400])
def test_every_word_of_the_page_stands_out(open_audit: Callable[..., Any], width: int) -> None:
    for how in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        assert open_audit(width, **how).evaluate(FAINT) == [], how


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_head_that_stays_in_sight_hides_no_link_that_has_the_focus(open_audit: Callable[..., Any], key: str) -> None:
    page = open_audit(1400, reduced_motion="reduce")
    page.evaluate("document.querySelector('#figures').scrollIntoView()")
    page.evaluate("document.querySelectorAll('#figures ~ .scroll a')[300].focus()")
    for _ in range(60):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert focus["seen"] and focus["outline"], focus  # noqa: PT018 - one focus
    top = page.evaluate("document.querySelector('#figures ~ .scroll thead th').getBoundingClientRect().top")
    assert top == pytest.approx(0, abs=1)


def test_every_key_is_documented(audit: tuple[dict[str, Any], bytes, Path]) -> None:
    def keys(value: Any, own: bool = True) -> set[str]:
        if isinstance(value, list):
            return set().union(*(keys(item) for item in value))
        if not isinstance(value, dict):
            return set()
        named = set(value) if own else set()
        return named.union(
            *(keys(item, key not in ("verdicts", "figures") or isinstance(item, list)) for key, item in value.items())
        )

    told, _, _ = audit
    table = (ROOT / "docs/audit.md").read_text("utf-8").partition("| key |")[2]
    assert keys(told) <= set(KEYS.findall(table))


def test_the_audit_is_not_published(built: Callable[[str], Made]) -> None:
    (bundle,) = built("2018").folder.glob("*.zip")
    assert not [name for name in zipfile.ZipFile(bundle).namelist() if "audit" in name]


def test_a_contradiction_that_nobody_acknowledged_stops_the_audit_beside_documents(tmp_path: Path) -> None:
    shutil.copytree(REPORTS["minimal"].parent, tmp_path / "r")
    chapter = tmp_path / "r/un-anno.yaml"
    chapter.write_text(chapter.read_text("utf-8") + "relations:\n  - prestiti > 2 * visite\n", "utf-8")
    done = command("build", tmp_path / "r", "--format", "data,audit", "--output", tmp_path / "out", "--lang", "en")
    assert done.returncode == 1
    assert "figures-contradict" in done.stderr
    assert not (tmp_path / "out").exists()


# ---------------------------------------------------------------------------------------------------------------- the command


def test_figures_tells_all_about_one() -> None:
    done = command("figures", "asse_4.destinatari", "2018", "--lang", "en")
    assert done.returncode == 0, done.stderr
    first, *more = done.stdout.splitlines()
    assert first == "asse_4.destinatari: 3.577 persone"
    assert re.fullmatch(r"  written in content/2018/figures\.yaml:\d+", more[0])
    assert "  asse_4.destinatari = asse_4.uomini + asse_4.donne: contradiction" in more
    assert any("asse-4-text-2" in line and "text" in line for line in more)


def test_figures_lists_a_group_as_json() -> None:
    done = command("figures", "asse_5", "2018", "--json")
    assert {one["name"].partition(".")[0] for one in json.loads(done.stdout)} == {"asse_5"}


def test_figures_tells_what_other_years_publish(tmp_path: Path) -> None:
    for year, visits in (("2023", "48.210 visite"), ("2024", "51.000 visite")):
        shutil.copytree(REPORTS["minimal"].parent, tmp_path / "content" / year)
        chapter = tmp_path / "content" / year / "un-anno.yaml"
        chapter.write_text(chapter.read_text("utf-8").replace("48.210 visite", visits), "utf-8")
        entry = tmp_path / "content" / year / "report.yaml"
        entry.write_text(entry.read_text("utf-8").replace("2023-12-31", f"{year}-12-31"), "utf-8")
    done = command(
        "figures", "visite", "2023", "--lang", "en", cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    )
    assert "  as of 2024-12-31: 51.000 visite" in done.stdout.splitlines(), done.stderr


def test_figures_lists_all_and_what_is_used_nowhere(tmp_path: Path) -> None:
    shutil.copytree(REPORTS["minimal"].parent, tmp_path / "r")
    chapter = tmp_path / "r/un-anno.yaml"
    chapter.write_text(chapter.read_text("utf-8") + "  mai: 3 libri\n", "utf-8")
    done = command("figures", tmp_path / "r", "--lang", "en")
    assert done.stdout.splitlines()[-1] == "Not used (1): mai"


def test_a_figure_that_cannot_be_read_does_not_pass_for_one_that_is_not_stated(tmp_path: Path) -> None:
    shutil.copytree(REPORTS["minimal"].parent, tmp_path / "r")
    chapter = tmp_path / "r/un-anno.yaml"
    chapter.write_text(chapter.read_text("utf-8") + "  mai: 3 Mnl€€\nrelations:\n  - mai = tanti\n", "utf-8")
    done = command("figures", "mai", tmp_path / "r", "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "mai: n.d.")
    assert "un-anno.yaml" in done.stderr
    told = command("figures", "mai", tmp_path / "r", "--json")
    assert told.returncode == 1
    assert {one["file"].rpartition("/")[2] for one in json.loads(told.stdout)} == {"un-anno.yaml"}


def test_a_figure_that_is_not_there_is_suggested() -> None:
    done = command("figures", "asse_4.destinatri", "2018", "--lang", "en")
    assert done.returncode == 1
    assert "asse_4.destinatari" in done.stderr
