"""The audit as a page, and both files of it.

Receives a checked report; promises `figures-audit.html`, one page that asks for nothing and can be printed, with every
verdict in words, and `figures-audit.json`. Separate from `data`, which knows what is told and not how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from report_builder import __version__
from report_builder.audit import Verdict
from report_builder.checks.model import Context
from report_builder.content.models import Report
from report_builder.diagnostics import Problems
from report_builder.diagnostics.catalogue import LANGUAGES
from report_builder.diagnostics.words import Words
from report_builder.document import Document
from report_builder.dossier.data import as_json, data
from report_builder.language import load_language
from report_builder.place import SourceMap
from report_builder.theme import Theme
from report_builder.writers.standalone import coded, head_cell, in_language, scrolling_table, standalone
from report_builder.writers.xhtml.elements import Element, Node, element

NAME = "figures-audit"
PARTS = ("findings", "relations", "found", "figures")


def write_audit(
    report: Report, document: Document, theme: Theme, problems: Problems, source: SourceMap, page: str
) -> dict[str, bytes]:
    """The two files. `page` is the web page beside them that places lead to, "" if there is none.

    Their words are of the report's language, or English where there are none.
    """
    code = document.meta.language.partition("-")[0].lower()
    words = Words.load(Path(__file__).parent, code if code in LANGUAGES else "en")
    found = data(Context(report, document, theme), problems, source, words.language, page)
    title = words.say("title", report=document.meta.title)
    html = standalone(title, words.language, theme, _body(found, words))
    return {f"{NAME}.html": html, f"{NAME}.json": as_json(found)}


def _body(found: Mapping[str, Any], words: Words) -> Iterator[Node]:
    yield element("a", words.say("skip"), href="#_main", class_="skip")
    yield element(
        "header", element("h1", words.say("heading")), element("p", found["title"], class_="lead", lang=_own(found, words))
    )
    entries = (element("li", element("a", words.say(part), href=f"#{part}")) for part in PARTS)
    yield element("nav", element("ul", entries), aria_label=words.say("nav"))
    yield element(
        "main",
        _overall(found, words),
        element("p", words.say("about")),
        element("h2", words.say("findings"), id="findings"),
        *_findings(found, words),
        element("h2", words.say("relations"), id="relations"),
        element("p", words.say("verdicts")),
        *_relations(found, words),
        element("h2", words.say("found"), id="found"),
        element("p", words.say("found-about")),
        *_found(found, words),
        element("h2", words.say("figures"), id="figures"),
        *_figures(found, words),
        id="_main",
        tabindex="-1",
    )
    stated = words.say("footer", version=__version__, date=_day(found["reference_date"], words))
    yield element("footer", element("p", stated))


def _own(found: Mapping[str, Any], words: Words) -> str | None:
    """The report's language where the page speaks another one."""
    language: str = found["language"]
    return None if language.partition("-")[0].lower() == words.language else language


def _day(written: str, words: Words) -> str:
    return load_language(words.language).date_text(date.fromisoformat(written))


def _overall(found: Mapping[str, Any], words: Words) -> Element:
    counts = found["verdicts"]
    open_ones = sum(one["acknowledged"] is None and one["severity"] == "error" for one in found["findings"])
    told = ", ".join(f"{words.say(_key(verdict))} {counts[verdict]}" for verdict in map(str, Verdict))
    first = words.say("open", count=open_ones) if open_ones else words.say("none-open")
    second = words.say("counts", relations=len(found["relations"]), figures=len(found["figures"]), verdicts=told)
    return element("div", element("p", first), element("p", second), class_=f"overall {'failed' if open_ones else 'passed'}")


def _key(verdict: str) -> str:
    return f"verdict-{verdict.replace(' ', '-')}"


def _findings(found: Mapping[str, Any], words: Words) -> Iterator[Node]:
    if not found["findings"]:
        yield element("p", words.say("no-findings"))
        return
    rows = (
        element(
            "tr",
            element(
                "th",
                one["about"],
                element("span", one["place"], class_="where"),
                scope="row",
                id=_anchor(at),
            ),
            element("td", coded(one["message"]), _help(one, words)),
            element("td", *_answer(one, _own(found, words), words)),
        )
        for at, one in enumerate(found["findings"])
    )
    heads = [head_cell(words.say(f"head-{key}")) for key in ("about", "message", "answer")]
    yield scrolling_table(words.say("findings-caption", count=len(found["findings"])), "findings-table", heads, rows)


def _anchor(at: int) -> str:
    return f"finding-{at + 1}"


def _help(one: Mapping[str, Any], words: Words) -> Element | None:
    """What is to be done; of what the office has answered, what would make the figures agree."""
    if one["acknowledged"] is None:
        return element("span", coded(one["hint"]), class_="where")
    return element("span", words.say("repairs", text=one["repairs"]), class_="where") if one["repairs"] else None


def _answer(one: Mapping[str, Any], own: str | None, words: Words) -> Iterator[Node]:
    known = one["acknowledged"]
    if known is None:
        yield words.say(f"open-{one['severity']}")
        return
    yield words.say("answer", date=_day(known["date"], words)) + " "
    yield in_language(known["reason"], own)


def _relations(found: Mapping[str, Any], words: Words) -> Iterator[Node]:
    if not found["relations"]:
        yield element("p", words.say("no-relations"))
        return
    first = {one["about"]: at for at, one in reversed(list(enumerate(found["findings"])))}
    rows = (
        element(
            "tr",
            element("th", one["relation"], element("span", f"{one['place']} · {one['id']}", class_="where"), scope="row"),
            element("td", one["stated"], class_="number", lang=_own(found, words)),
            element("td", one["computed"], class_="number", lang=_own(found, words)),
            element("td", element("span", words.say(_key(one["verdict"])), class_="verdict"), _belongs(one, first, words)),
            class_="failed" if one["verdict"] == Verdict.CONTRADICTION else "passed",
        )
        for one in found["relations"]
    )
    heads = [
        head_cell(words.say(f"head-{key}"), number=key in ("stated", "computed"))
        for key in ("relation", "stated", "computed", "verdict")
    ]
    yield scrolling_table(words.say("relations-caption", count=len(found["relations"])), "relations-table", heads, rows)


def _belongs(one: Mapping[str, Any], first: Mapping[str, int], words: Words) -> Element | None:
    """A link to the first finding about what a relation belongs to."""
    if not one["finding"]:
        return None
    link = element("a", words.say("see", finding=one["finding"]), href=f"#{_anchor(first[one['finding']])}")
    return element("span", link, class_="where")


def _found(found: Mapping[str, Any], words: Words) -> Iterator[Node]:
    if not found["found"]:
        yield element("p", words.say("no-found"))
        return
    rows = (
        element(
            "tr",
            element("th", one["relation"], element("span", one["place"], class_="where"), scope="row"),
            element("td", ", ".join(one["figures"])),
            element("td", element("span", words.say(_key(one["verdict"])), class_="verdict")),
            class_="failed" if one["verdict"] == Verdict.CONTRADICTION else "passed",
        )
        for one in found["found"]
    )
    heads = [head_cell(words.say(f"head-{key}")) for key in ("relation", "figures", "verdict")]
    yield scrolling_table(words.say("found-caption", count=len(found["found"])), "found-table", heads, rows)


def _figures(found: Mapping[str, Any], words: Words) -> Iterator[Node]:
    rows = (
        element(
            "tr",
            element(
                "th",
                one["name"],
                element("span", one["place"], class_="where"),
                scope="row",
                id=f"figure-{one['name']}",
            ),
            element("td", one["text"], class_="number", lang=_own(found, words)),
            element("td", *_said(one, found, words)),
            element("td", words.say("bound", count=len(one["relations"])) if one["relations"] else words.say("unbound")),
        )
        for one in found["figures"]
    )
    heads = [head_cell(words.say(f"head-{key}"), number=key == "value") for key in ("figure", "value", "printed", "bound")]
    yield scrolling_table(words.say("figures-caption", count=len(found["figures"])), "figures-table", heads, rows)


def _said(one: Mapping[str, Any], found: Mapping[str, Any], words: Words) -> Iterator[Node]:
    """Where a figure is printed, each place once, and how it is computed."""
    page, own = found["page"], _own(found, words)
    if not one["printed"]:
        yield words.say("nowhere")
    places = dict.fromkeys((use["where"], use["section"], use["block"]) for use in one["printed"] if use["where"] != "formula")
    needed = [use["block"] for use in one["printed"] if use["where"] == "formula"]
    items = [element("li", *_place(where, section, block, page, own, words)) for where, section, block in places]
    if items:
        yield element("ul", items, class_="findings")
    if needed:
        yield element("span", words.say("needed", figures=", ".join(needed)), class_="where")
    for key, language in (("formula", None), ("provenance", None), ("source", own), ("note", own)):
        if one[key]:
            yield element("span", words.say(f"figure-{key}"), " ", in_language(one[key], language), class_="where")


def _place(where: str, section: str, block: str, page: str, own: str | None, words: Words) -> Iterator[Node]:
    yield words.say(f"where-{where}")
    if section:
        yield ": "
        yield in_language(section, own)
    if block:
        yield " ("
        yield element("a", block, href=f"{page}#{block}") if page else block
        yield ")"
