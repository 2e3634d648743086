"""The runner of checks: passages and their places, levels, acknowledgements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

from report_builder.audit import PAGES
from report_builder.checking import check
from report_builder.checks import Context, Finding, Level, run
from report_builder.checks.acknowledged import marked
from report_builder.checks.house import CHECKS
from report_builder.checks.walk import Role, passages
from report_builder.compose import compose
from report_builder.diagnostics import Acknowledged, Problem, Severity, for_print, has_errors, judged
from report_builder.place import Span
from report_builder.reader import read_report
from report_builder.theme import load_theme
from tests.findings import CHAPTER, REPORT, write
from tests.sample import sample
from tests.stress import stress

ACKNOWLEDGED = """\
acknowledged:
  - rule: word-odd
    about: [sala]
    reason: Così nel testo pubblicato.
    date: 2026-11-25
"""
WITH = {"report.yaml": REPORT + "acknowledged: noti.yaml\n", "noti.yaml": ACKNOWLEDGED}


class Words:
    """A check for tests: every given word is a fault."""

    RULES: ClassVar = {"word-odd": Level.ERROR, "word-draft": Level.BEFORE_PRINT}

    def __init__(self, **words: str) -> None:
        self.words = words

    def check(self, context: Context) -> Iterator[Finding]:
        for passage in context.passages:
            for word, rule in self.words.items():
                at = passage.text.find(word)
                if at >= 0:
                    yield Finding(rule.replace("_", "-"), {"word": word}, passage.span(at, at + len(word)), word)


def found(folder: Path, files: dict[str, str], **words: str) -> list[Problem]:
    report, _, _ = read_report(write(folder, files))
    assert report
    document, _ = compose(report)
    assert document
    problems = run(Context(report, document, load_theme()), [Words(**words)])
    return list(marked(problems, report.acknowledged, frozenset(Words.RULES)))


def test_a_finding_stands_at_its_word(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, {}, sala="word_odd")
    assert problem.severity is Severity.ERROR
    assert problem.subject == "sala"
    assert problem.span is not None
    assert CHAPTER[problem.span.start : problem.span.end] == "sala"
    assert has_errors([problem])


def test_an_acknowledged_finding_stays_and_stops_nothing(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, WITH, sala="word_odd")
    assert problem.acknowledged == Acknowledged("Così nel testo pubblicato.", date(2026, 11, 25))
    assert not has_errors(for_print([problem]))


def test_another_subject_is_not_acknowledged_with_it(tmp_path: Path) -> None:
    problems = found(tmp_path, WITH, sala="word_odd", sera="word_odd")
    assert [problem.subject for problem in problems if problem.acknowledged is None] == ["sera"]


def test_an_acknowledgement_of_nothing_is_told_at_its_place(tmp_path: Path) -> None:
    problems = found(tmp_path, WITH, sera="word_odd")
    (unused,) = (problem for problem in problems if problem.rule == "acknowledged-nothing")
    assert unused.severity is Severity.WARNING
    assert unused.parameters == {"rule": "word-odd", "about": "sala", "suggestion": ""}
    assert unused.span == Span("noti.yaml", ACKNOWLEDGED.index("sala"), ACKNOWLEDGED.index("sala") + 4)


def test_a_second_acknowledgement_of_the_same_is_told_and_the_first_counts(tmp_path: Path) -> None:
    second = "  - {rule: word-odd, about: [sala], reason: Un altro motivo., date: 2026-11-26}\n"
    problems = found(tmp_path, WITH | {"noti.yaml": ACKNOWLEDGED + second}, sala="word_odd")
    twice, odd = sorted(problems, key=lambda problem: problem.rule)
    assert (twice.rule, twice.severity) == ("acknowledged-twice", Severity.WARNING)
    assert twice.span == Span(
        "noti.yaml", len(ACKNOWLEDGED) + second.index("sala"), len(ACKNOWLEDGED) + second.index("sala") + 4
    )
    assert odd.acknowledged == Acknowledged("Così nel testo pubblicato.", date(2026, 11, 25))


def test_an_acknowledgement_of_no_rule_is_an_error(tmp_path: Path) -> None:
    files = WITH | {"noti.yaml": ACKNOWLEDGED.replace("word-odd", "word-od")}
    problems = found(tmp_path, files, sala="word_odd")
    (wrong,) = (problem for problem in problems if problem.rule == "acknowledged-rule")
    assert wrong.parameters == {"rule": "word-od", "suggestion": "word-odd"}
    assert wrong.severity is Severity.ERROR


def test_a_warning_can_refuse_a_final_build_alone(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, {}, sala="word_draft")
    assert problem.severity is Severity.WARNING
    assert not has_errors([problem])
    assert has_errors(for_print([problem]))


def test_the_real_check_runs_them_and_stops_a_build(tmp_path: Path) -> None:
    words = [Words(sala="word_odd")]
    stopped = check(write(tmp_path, {}), words)
    assert stopped.ready is None
    assert [problem.rule for problem in stopped.problems if problem.rule == "word-odd"] == ["word-odd"]
    assert check(write(tmp_path, WITH), words).ready is not None


def test_strict_takes_no_answer(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, WITH, sala="word_odd")
    assert not has_errors(judged([problem], draft=False, strict=False))
    assert has_errors(judged([problem], draft=False, strict=True))
    (problem,) = found(tmp_path, {}, sala="word_draft")
    assert not has_errors(judged([problem], draft=True, strict=True))


def test_every_rule_belongs_to_one_check() -> None:
    rules = [rule for each in (*CHECKS, *PAGES) for rule in each.RULES]
    assert len(rules) == len(set(rules))


# ------------------------------------------------------------------------------------------------------------------- passages


def test_passages_are_in_reading_order_and_leave_nothing_out() -> None:
    texts = [passage.text for passage in passages(stress())]
    for earlier, later in [
        ("Primo paragrafo della voce.", "Nota in una voce."),
        ("Nota in una voce.", "Secondo paragrafo della voce."),
        ("Voce con elenchi", "uno"),
        ("uno", "profondo"),
        ("profondo", "due"),
        ("Una tabella lunga", "Intervento"),
        ("Nota della riga 5.", "Gruppo 1"),
    ]:
        assert texts.index(earlier) < texts.index(later), (earlier, later)


def test_every_role_occurs_and_notes_in_lists_stay_notes() -> None:
    found = list(passages(stress()))
    assert {passage.role for passage in found} == set(Role)
    (note,) = (passage for passage in found if passage.text == "Nota in una voce.")
    assert note.role is Role.NOTE


def test_a_document_has_its_cover_among_its_passages() -> None:
    covers = [passage.text for passage in passages(sample()) if passage.role is Role.COVER]
    assert set(sample().cover.statement) <= set(covers)


CHART = """\
title: Un anno
blocks:
  - chart:
      id: iscritti
      kind: stacked
      title: La sala cresce
      categories:
        - {label: Sala IFTS, of: a, note: nota DGR}
        - {label: Corte, of: b, aside: [40 % POR, nota DGR]}
      series: [{name: donne AdG, figure: x}, {name: uomini, figure: y}]
      alt: Barre.
figures:
  a: {x: 5 persone, y: 6 persone}
  b: {x: 7 persone, y: 8 persone}
"""


def test_what_is_written_inside_a_chart_is_read_once_each_at_its_row(tmp_path: Path) -> None:
    report, _, _ = read_report(write(tmp_path, {"uno.yaml": CHART}))
    assert report
    document, _ = compose(report)
    assert document
    labels = [passage for passage in passages(document) if passage.role is Role.LABEL]
    places = [(passage.text, CHART[span.start : span.end]) for passage in labels if (span := passage.span())]
    assert places == [
        ("donne AdG", "iscritti"),
        ("uomini", "iscritti"),
        ("Sala IFTS", "Sala IFTS"),
        ("nota DGR", "Sala IFTS"),
        ("Corte", "Corte"),
        ("40 % POR", "Corte"),
    ]
    span = labels[2].span(5, 9)
    assert span
    assert CHART[span.start : span.end] == "IFTS"
