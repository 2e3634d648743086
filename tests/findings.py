"""A small lawful report on disk, to be changed and checked: what a check finds, and at which place.

For tests of checks: `told(folder, changed files, rules)` writes the report, runs the real `checking.check` and gives
`(rule, subject, file, line, column)` of everything with one of the rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from report_builder.checking import Checked, check

REPORT = """\
title: La biblioteca nel 2018. Sintesi per i cittadini
running: La biblioteca nel 2018
slug: biblioteca-2018
programme: {name: Programma Biblioteca aperta, short: Biblioteca aperta}
funds: [Fondo sociale europeo]
period: 2014-2020
region: Comune di Prova
reference_date: 2018-12-31
publisher: {name: Comune di Prova}
licence: CC BY 4.0
licence_url: https://creativecommons.org/licenses/by/4.0/deed.it
publication_url: https://www.example.org/biblioteca
chapters: [uno]
imprint:
  - text: |
      Questo documento è la sintesi per i cittadini prevista dall’articolo 50, paragrafo 9, del Regolamento (UE) n. 1303/2013.

      Testi e dati sono pubblicati con licenza [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/deed.it).
      Il documento è sul [sito della biblioteca](https://www.example.org/biblioteca). Riguarda il periodo 2014-2020, fino al
      {{ reference_date }}.
"""
CHAPTER = """\
title: Un anno di biblioteca
blocks:
  - text: |
      Nel 2018 la biblioteca ha accolto molte persone. La sala studio resta aperta la sera.
"""


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The report's files, those of `files` instead of or beside them; the path of `report.yaml`."""
    for name, text in {"report.yaml": REPORT, "uno.yaml": CHAPTER, **files}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "report.yaml"


def checked(folder: Path, files: Mapping[str, str]) -> Checked:
    return check(write(folder, files))


def told(folder: Path, files: Mapping[str, str], rules: Collection[str]) -> list[tuple[str, str, str, int, int]]:
    """What is found of `rules`, in the order of places. Nothing else may be an error: the report could not be checked."""
    result = checked(folder, files)
    assert result.ready or any(problem.subject for problem in result.problems), result.problems
    found = []
    for problem in result.problems:
        if problem.rule in rules and problem.acknowledged is None:
            position = result.source.position(problem.span) if problem.span else None
            file = problem.span.file if problem.span else ""
            line, column = (position.line, position.column) if position else (0, 0)
            found.append((problem.rule, problem.subject, file, line, column))
    return found
