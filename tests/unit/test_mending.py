"""`check --fix` on texts that chance put together: every fault is mended wherever it stands, and not one other byte changes."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from report_builder.checking import check
from report_builder.mending import mend
from tests.findings import REPORT, write

FAULTS = {
    "15Mln€": "15 Mln€",
    "15 Mln di €": "15 Mln€",
    "15 mln. di euro": "15 Mln€",
    "3,5 MLN €": "3,5 Mln€",
    "12.5 Mln€": "12,5 Mln€",
    "1643 €": "1.643 €",
    "1298 famiglie": "1.298 famiglie",
    "1\u00a0298 famiglie": "1.298 famiglie",
    "46 %": "46%",
    "di -3,4%": "di −3,4%",
    "(–3,4%)": "(−3,4%)",
    "2014–2020": "2014-2020",
    "2014 – 2020": "2014-2020",
    "0–3 anni": "0-3 anni",
    "E' aperta": "È aperta",
    "PERCHE’ no": "PERCHÉ no",
}
SOUND = (
    *("perche\u0301", "𝔘nicode", "😀 festa", "“citato”", "l’altro", "un\u00a0anno", "**forte**", "*corsivo*", "\\*stella\\*"),
    *("[voce](https://www.example.org/15Mln)", "&amp;", "{{ spesa.libri }}", "{{ spesa.calo }}", "fam\u200dilia", "nel 2018"),
    *("20124 Milano", "n. 12345 del 2018", "EN 301 549", "Asse 3 300 persone", "15 Mln di persone", "sono 15 Mln"),
    *("‘GARANZIA GIOVANI’", "*15*Mln€", "15**Mln€**", "https://www.example.org/2014–2020", "—", "e", "caffè"),
)
"""What stays as it is: no fault, or one that only a person can mend."""
STYLES = ("", "'", '"', "|", ">", "|-", ">-", "|+", ">+")
ROUNDS = 4


def scalar(chance: random.Random) -> tuple[str, str]:
    """A scalar of any style, broken into lines anywhere, with a comment full of faults: as typed, and as it is to be."""
    style = chance.choice(STYLES)
    words = [("Parola", "Parola")]
    for _ in range(chance.randint(2, 14)):
        old = chance.choice(tuple(FAULTS) if chance.random() < 0.4 else SOUND)
        words.append((old, FAULTS.get(old, old)))
    gaps = [chance.choices((" ", "  ", "\n      "), (15, 1, 4))[0] for _ in words]
    typed = []
    for at in (0, 1):
        text = "".join(gap + word[at] for gap, word in zip(gaps, words, strict=True)).lstrip()
        if style == "'":
            text = text.replace("'", "''")
        elif style == '"':
            text = text.replace("\\", "\\\\").replace('"', '\\"').replace("caffè", "caff\\u00e8")
        if style in ("", "'", '"'):
            typed.append(f"{style}{text}{style}  # 15Mln€ e 1298 famiglie\n")
        else:
            typed.append(f"{style} # 2014–2020\n      {text}\n")
    return typed[0], typed[1]


@pytest.mark.parametrize("seed", range(12))
def test_every_fault_is_mended_and_not_one_other_byte_changes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    scalars = [scalar(chance) for _ in range(chance.randint(1, 5))]
    end, mark = chance.choice(("\n", "\r\n")), chance.choice((b"", b"\xef\xbb\xbf"))
    before, wanted = (
        mark
        + (
            "title: Un anno # 46 %\nblocks:\n"
            + "".join("  - text: " + one[at] for one in scalars)
            + "figures: { spesa: {libri: '15 Mln€' , calo: \"46%\"} }\n"
        )
        .replace("\n", end)
        .encode()
        for at in (0, 1)
    )
    report = write(tmp_path, {})
    file = tmp_path / "uno.yaml"
    file.write_bytes(before)
    for _ in range(ROUNDS):
        checked = check(report)
        done, wrong = mend(tmp_path, checked.problems, checked.source)
        assert not wrong
    assert not done, "the last round has nothing left to do"
    assert file.read_bytes() == wanted


@pytest.mark.parametrize(
    "title",
    [
        "title: 11111 € spesi in\n  biblioteca",
        "title: 11111 € spesi in\n     biblioteca",
        "title:   '11111 € d''altri' # 11111 €",
        'title: "11111 € \\u00e8"',
        "title: >-\n  11111 € spesi in\n  biblioteca",
        "title: |-\n  11111 €",
    ],
)
def test_words_of_the_report_s_own_file_are_mended_where_they_stand(tmp_path: Path, title: str) -> None:
    text = REPORT.replace("title: La biblioteca nel 2018. Sintesi per i cittadini", title)
    report = write(tmp_path, {"report.yaml": text})
    for _ in range(2):
        checked = check(report)
        mend(tmp_path, checked.problems, checked.source)
    assert report.read_text("utf-8") == text.replace("11111 €", "11.111 €", 1)


def test_a_label_whose_place_is_not_known_is_told_and_left(tmp_path: Path) -> None:
    """The group of a category stands near its label, which is another text."""
    chapter = """\
title: Un anno
blocks:
  - chart:
      id: spese
      kind: bars
      title: Spese
      measure: Persone
      categories:
        - {group: "1111 € in tutto", label: "1", values: [a.b]}
      series:
        - {name: spese, figure: b}
      alt: auto
figures: {a: {b: 5 persone}}
"""
    report = write(tmp_path, {"uno.yaml": chapter})
    checked = check(report)
    found = [(problem.parameters["text"], problem.repair) for problem in checked.problems if problem.rule == "number-form"]
    assert found == [("1111 €", None)]
