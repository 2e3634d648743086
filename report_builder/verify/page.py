"""The proof as a page (`accessibility.html`): one file that asks for nothing, as accessible as what it is about.

Receives a proof, a language of messages and the theme; promises a page with landmarks, one heading above each part, tables with
captions and headers, every verdict in words, and nothing that is told by colour alone. Its look is the house's; it shares the
builder of elements with the writers, so that markup is escaped in one place. Separate from `data`, which tells programs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report_builder import __version__
from report_builder.diagnostics import Severity
from report_builder.diagnostics.catalogue import Catalogue, render
from report_builder.diagnostics.words import Words
from report_builder.language import load_language
from report_builder.place import SourceMap
from report_builder.theme import Theme
from report_builder.verify.by_hand import by_hand
from report_builder.verify.proof import Proof
from report_builder.verify.results import File, Finding, Result, Verdict
from report_builder.verify.words import judgement, load, told
from report_builder.writers.standalone import coded, head_cell, in_language, scrolling_table, standalone
from report_builder.writers.xhtml.elements import Element, Node, element

MOST, PLACES = 40, 8  # findings of one result that the page lists, and places of one finding; the JSON has them all
TOOLS_SPEAK = "en"
PARTS = ("files", "checks", "content", "hand")


def page(proof: Proof, language: str, theme: Theme) -> bytes:
    """The whole page, in UTF-8."""
    words = load(language)
    key = "page-title-draft" if proof.subject.drafts else "page-title"
    return standalone(words.say(key, title=proof.subject.title), words.language, theme, _body(proof, words))


def _body(proof: Proof, words: Words) -> Iterator[Node]:
    def say(key: str, **parameters: str | int) -> str:
        return words.say(f"page-{key}", **parameters)

    yield element("a", say("skip"), href="#_main", class_="skip")
    yield element(
        "header",
        element("h1", say("heading-draft" if proof.subject.drafts else "heading")),
        element("p", proof.subject.title, class_="lead", lang=proof.subject.language or None),
    )
    entries = (element("li", element("a", say(part), href=f"#{part}")) for part in PARTS)
    yield element("nav", element("ul", entries), aria_label=say("nav"))
    yield element(
        "main",
        _overall(proof, words),
        element("p", say("about")),
        element("h2", say("files"), id="files"),
        _files(proof, words),
        element("h2", say("checks"), id="checks"),
        *(part for file in proof.subject.files for part in _checks(file, proof, words)),
        element("h2", say("content"), id="content"),
        element("p", say("content-which")),
        *_content(proof, words),
        element("h2", say("hand"), id="hand"),
        element("p", say("hand-why")),
        *_by_hand(proof, words),
        id="_main",
        tabindex="-1",
    )
    stated = say("footer", version=__version__, moment=f"{proof.moment:%Y-%m-%d %H:%M}")
    yield element("footer", element("p", stated))


def _overall(proof: Proof, words: Words) -> Element:
    counts = {verdict: sum(result.verdict is verdict for result in proof.results) for verdict in Verdict}
    told_counts = words.say(
        "page-counts", passed=counts[Verdict.PASSED], failed=counts[Verdict.FAILED], not_run=counts[Verdict.NOT_RUN]
    )
    catalogue = Catalogue.load(words.language)
    return element(
        "div",
        element("p", words.say(f"overall-{proof.overall}")),
        *(element("p", render(problem, SourceMap({}), catalogue).message) for problem in proof.remarks),
        element("p", told_counts),
        class_=f"overall {proof.overall}",
    )


def _files(proof: Proof, words: Words) -> Element:
    subject = proof.subject
    rows = (
        element(
            "tr",
            element("th", file.name, scope="row"),
            element("td", words.size(len(file.data)), class_="number"),
            element("td", str(subject.entries[file.name].get("build", ""))),
            element("td", element("code", subject.digests[file.name])),
        )
        for file in subject.files
    )
    heads = [head_cell(words.say(f"page-{key}"), number=key == "size") for key in ("file", "size", "build", "digest")]
    return scrolling_table(words.say("page-files-caption"), "files-caption", heads, rows)


def _checks(file: File, proof: Proof, words: Words) -> Iterator[Node]:
    own = [result for result in proof.results if result.file == file.name]
    yield element("h3", file.name)
    heads = [head_cell(words.say(f"page-{key}"), number=key == "count") for key in ("standard", "tool", "count", "verdict")]
    rows = (element("tr", *_row(result, words), class_=str(result.verdict)) for result in own)
    yield scrolling_table(words.say("page-checks-caption", file=file.name), f"checks-{file.format}", heads, rows)
    for result in own:
        if result.findings:
            heading = "page-findings" if result.verdict is Verdict.FAILED else "page-notes"
            yield element("h4", words.say(heading, count=len(result.findings), **_named(result, words)))
            alike: dict[tuple[str, str, str], list[Finding]] = {}
            for one in result.findings:
                alike.setdefault((one.rule, told(one, words), one.standard), []).append(one)
            yield element("ol", (_finding(group, words) for group in [*alike.values()][:MOST]), class_="findings")
            if len(alike) > MOST:
                yield element("p", words.say("page-more", count=len(alike) - MOST, file=f"{proof.subject.proof}.json"))


def _named(result: Result, words: Words) -> dict[str, str]:
    standard = words.say("page-parity", other=result.setting) if result.standard == "parity" else result.standard
    setting = f" ({result.setting})" if result.setting and result.standard != "parity" else ""
    return {"standard": f"{standard}{setting}", "tool": f"{result.tool} {result.version}".strip()}


def _row(result: Result, words: Words) -> Iterator[Element]:
    named = _named(result, words)
    verdict = judgement(result, words)
    why = words.say(f"why-{result.why}") if result.why else ""
    yield element("th", named["standard"], scope="row")
    yield element("td", named["tool"])
    yield element("td", words.number(result.checks, 0) if result.checks else "–", class_="number")
    reason = " ".join(part for part in (why, result.remark) if part)
    yield element("td", element("span", verdict, class_="verdict"), element("span", reason, class_="where") if reason else None)


def _finding(group: Sequence[Finding], words: Words) -> Element:
    """Findings that say the same, with their places. Validators speak English, whatever the page's language."""
    first, places = group[0], [one.place for one in group if one.place]
    shown = "; ".join(places[:PLACES]) + (f" … ({len(places)})" if len(places) > PLACES else "")
    where = " · ".join(part for part in (shown, first.standard, first.rule) if part)
    foreign = bool(first.text) and words.language != TOOLS_SPEAK
    text = element("span", first.text, lang=TOOLS_SPEAK) if foreign else told(first, words)
    return element("li", text, " ", element("span", where, class_="where"))


def _content(proof: Proof, words: Words) -> Iterator[Node]:
    """What the checks of the content found: first what is open, then what the office has acknowledged."""
    catalogue = Catalogue.load(words.language)
    day = load_language(words.language).date_text
    own = proof.subject.language if proof.subject.language.partition("-")[0].lower() != words.language else None
    open_ones = [one for one in proof.content if one.acknowledged is None and one.severity is not Severity.NOTICE]
    known = [one for one in proof.content if one.acknowledged is not None]
    if not open_ones:
        yield element("p", words.say("page-content-none"))
    for name, chosen in (("open", open_ones), ("known", known)):
        if not chosen:
            continue
        answers: dict[tuple[str, str], list[Element]] = {}
        for problem in chosen:
            one, answer = render(problem, proof.source, catalogue), problem.acknowledged
            place = f"{one.file}:{one.line}" if one.file else ""
            where = element("span", f"{place} · {one.rule}".strip(" ·"), class_="where")
            said = (answer.reason, f" ({day(answer.date)})") if answer else ("", catalogue.word(one.severity))
            answers.setdefault(said, []).append(element("li", coded(one.message), " ", where))
        rows = [
            element(
                "tr",
                element("th", in_language(reason, own), told_day, scope="row"),
                element("td", element("ul", group, class_="findings")),
            )
            for (reason, told_day), group in answers.items()
        ]
        heads = [head_cell(words.say(f"page-{name}-answer")), head_cell(words.say("page-problem"))]
        yield scrolling_table(words.say(f"page-{name}-caption", count=len(chosen)), f"content-{name}", heads, rows)


def _by_hand(proof: Proof, words: Words) -> Iterator[Node]:
    grouped: dict[str, list[str]] = {}
    for form, key in by_hand(proof.subject.files):
        grouped.setdefault(form, []).append(key)
    for form, keys in grouped.items():
        rows = (
            element(
                "tr",
                element("td", element("span", aria_hidden="true"), class_="tick"),
                element("th", words.say(f"hand-{key}"), scope="row"),
                element("td", words.say(f"hand-{key}-why")),
            )
            for key in keys
        )
        done = element("th", words.say("page-done"), scope="col", class_="tick")
        heads = [done, head_cell(words.say("page-look")), head_cell(words.say("page-reason"))]
        yield scrolling_table(words.say(f"page-hand-{form}"), f"hand-{form}", heads, rows)
