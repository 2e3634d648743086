"""Next year's report: what is carried, what moves on, what waits; all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from report_builder.checking import check
from report_builder.diagnostics import has_errors
from report_builder.reader import read_report
from report_builder.rollover import FileStatus, begin, status
from report_builder.rollover.begin import later
from tests.findings import CHAPTER, REPORT, write

FIGURES = """\
# Le cifre comuni.
libri:
  comprati: 1.250 libri   # al banco
  spesi: {value: "12,5 Mln€", source: Bilancio 2018, note: "arrotondato: 12,5"}
  quota: "46%"
  donati: n.d.
  tutti: {formula: libri.comprati + libri.letti}
  letti:
    value: >-
      300 libri
prestiti: {primo: 10 libri, secondo: 20 libri}
"""
ACKNOWLEDGED = """\
# Riconosciuti.
acknowledged:
  - rule: word-plain
    about: [nonché]
    reason: Così.
    date: 2026-11-25
"""
EXTRA = """\
published: 2019-06-01  # uscito
figures: [cifre.yaml]
glossary: glossario.yaml
errata: errata.yaml
acknowledged: noti.yaml
cover: {title: La biblioteca, year: 2018, subtitle: "Dal 2014 al 2018, programma 2014-2020"}
"""
FILES = {
    "report.yaml": REPORT + EXTRA,
    "uno.yaml": CHAPTER.replace("molte persone", "{{ lettori.tutti }}, di cui {{ libri.tutti }}")
    + "figures:\n  lettori: {tutti: 900 persone}\n",
    "cifre.yaml": FIGURES,
    "glossario.yaml": "abbreviations: {}\n",
    "errata.yaml": "errata:\n  - {where: uno, published: bibblioteca, printed: biblioteca, reason: Svista.}\n",
    "noti.yaml": ACKNOWLEDGED,
}
MARK = " (da confermare)"


def former(content: Path, files: Mapping[str, str] = FILES, name: str = "2018") -> Path:
    folder = content / name
    folder.mkdir()
    return write(folder, files)


def begun(content: Path, files: Mapping[str, str] = FILES) -> dict[str, str]:
    """The files of 2019, begun from a 2018 of `files`."""
    made, _, problems = begin(former(content, files), "2019")
    assert made, problems
    return {path.relative_to(made.folder).as_posix(): path.read_bytes().decode() for path in made.folder.rglob("*")}


def test_every_figure_waits_with_last_years_value_and_nothing_else_changes(tmp_path: Path) -> None:
    made = begun(tmp_path)
    assert made["cifre.yaml"] == (
        FIGURES.replace("1.250 libri", f"1.250 libri{MARK}")
        .replace('"12,5 Mln€"', f'"12,5 Mln€{MARK}"')
        .replace('"46%"', f'"46%{MARK}"')
        .replace("donati: n.d.", f"donati: n.d.{MARK}")
        .replace("300 libri", f"300 libri{MARK}")
        .replace("10 libri", f"10 libri{MARK}")
        .replace("20 libri", f"20 libri{MARK}")
    )
    assert made["uno.yaml"] == FILES["uno.yaml"].replace("900 persone", f"900 persone{MARK}")
    assert made["glossario.yaml"] == FILES["glossario.yaml"]


def test_dates_and_names_move_on_and_last_years_errata_stay_behind(tmp_path: Path) -> None:
    made = begun(tmp_path)
    wanted = (
        (REPORT + EXTRA)
        .replace("La biblioteca nel 2018", "La biblioteca nel 2019")
        .replace("biblioteca-2018", "biblioteca-2019")
        .replace("reference_date: 2018-12-31", "previous: ../2018\nreference_date: 2019-12-31")
        .replace("published: 2019-06-01  # uscito\n", "")
        .replace("errata: errata.yaml\n", "")
        .replace("year: 2018", "year: 2019")
        .replace("al 2018, programma", "al 2019, programma")
    )
    assert made["report.yaml"] == wanted
    assert "errata.yaml" not in made
    assert "2014-2020" in wanted


def test_acknowledgements_are_to_be_decided_anew(tmp_path: Path) -> None:
    text = begun(tmp_path)["noti.yaml"]
    lines = text.splitlines()
    assert "acknowledged: []" in lines
    assert all(line.startswith("#") for line in lines if line and line != "acknowledged: []")
    assert "# " + ACKNOWLEDGED.splitlines()[-1] in lines
    report, _, problems = read_report(tmp_path / "2019/report.yaml")
    assert report
    assert not report.acknowledged
    assert not has_errors(problems)


def test_the_new_report_has_no_error_and_knows_its_predecessor(tmp_path: Path) -> None:
    begun(tmp_path)
    checked = check(tmp_path / "2019/report.yaml")
    assert checked.ready
    report = checked.ready[0]
    assert report.previous
    assert report.previous.name == "2018"
    assert report.previous.figures["libri.comprati"].text == "1.250 libri"
    assert {problem.rule for problem in checked.problems if problem.final} >= {"figure-unconfirmed", "stale-mention"}


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text], ids=["CRLF", "BOM"])
def test_line_ends_and_byte_order_marks_stay(tmp_path: Path, change: Callable[[str], str]) -> None:
    files = {name: change(text) for name, text in FILES.items()}
    folder = tmp_path / "2018"
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    made, _, problems = begin(folder / "report.yaml", "2019")
    assert made, problems
    for name in ("cifre.yaml", "uno.yaml", "report.yaml", "noti.yaml"):
        text = (made.folder / name).read_bytes().decode()
        assert text.startswith("\ufeff") == files[name].startswith("\ufeff")
        assert ("\r\n" in text) == ("\r\n" in files[name])
        assert text.replace("\r\n", "").count("\n") == (0 if "\r\n" in files[name] else text.count("\n"))
    assert not has_errors(read_report(made.folder / "report.yaml")[2])


def test_editions_go_together(tmp_path: Path) -> None:
    english = REPORT.replace("chapters: [uno]", "chapters: [one]\nlanguage: en\nfigures: [cifre.yaml]")
    one = "title: One year\nblocks:\n  - text: |\n      {{ readers.all }}\nfigures:\n  readers: {all: 1 reader}\n"
    files = {**FILES, "report.en.yaml": english, "one.yaml": one, "cifre.yaml": "language: it\n" + FIGURES}
    made = begun(tmp_path, files)
    assert "reference_date: 2019-12-31" in made["report.en.yaml"]
    assert "all: 1 reader (to be confirmed)" in made["one.yaml"]
    assert made["cifre.yaml"].count(MARK) == 7
    report, _, problems = read_report(tmp_path / "2019/report.en.yaml")
    assert report, problems
    assert report.previous
    assert "readers.all" in report.previous.figures
    assert report.figures["readers.all"].unconfirmed
    assert report.figures["libri.quota"].unconfirmed


@pytest.mark.parametrize(
    ("was", "written"),
    [
        ("published: 2019-06-01  # uscito\n", "published:\n  2019-06-01\n"),
        ("errata: errata.yaml\n", '"errata": >-\n  errata.yaml\n\n'),
        ("reference_date: 2018-12-31\n", '"reference_date":\n  "2018-12-31"\n'),
    ],
)
def test_keys_are_found_however_they_are_written(tmp_path: Path, was: str, written: str) -> None:
    assert was in REPORT + EXTRA
    begun(tmp_path, {**FILES, "report.yaml": (REPORT + EXTRA).replace(was, written)})
    report, _, problems = read_report(tmp_path / "2019/report.yaml")
    assert report, problems
    assert not has_errors(problems)
    entry = report.entry
    assert (entry.reference_date.year, entry.published, entry.errata) == (2019, None, None)


def test_a_report_all_of_which_is_indented_stays_so(tmp_path: Path) -> None:
    indented = "".join(f"  {line}" for line in (REPORT + EXTRA).splitlines(keepends=True))
    made = begun(tmp_path, {**FILES, "report.yaml": indented})
    assert "\n  previous: ../2018\n  reference_date: 2019-12-31\n" in made["report.yaml"]


def test_what_cannot_be_changed_by_itself_is_told_at_its_place(tmp_path: Path) -> None:
    lines = REPORT.partition("chapters")[0].splitlines()
    braces = "{" + ", ".join((*lines, "chapters: [uno]", "published: 2019-06-01")) + "}"
    made, source, (problem,) = begin(former(tmp_path, {"report.yaml": braces, "uno.yaml": CHAPTER}), "2019")
    assert made is None
    assert (problem.rule, problem.span and source.position(problem.span).text) == ("new-by-hand", braces)


@pytest.mark.parametrize("published", [r'"12,5 Mln\u20AC"', r'"12 \x6Cibri "', "|-\n    12 libri", "12\n   libri"])
def test_words_stand_after_a_figure_however_it_is_written(tmp_path: Path, published: str) -> None:
    begun(tmp_path, {**FILES, "cifre.yaml": FIGURES.replace('"46%"', published)})
    report, _, problems = read_report(tmp_path / "2019/report.yaml")
    assert report, problems
    assert report.figures["libri.quota"].unconfirmed


def test_a_file_of_editions_in_two_languages_says_it_once(tmp_path: Path) -> None:
    english = REPORT.replace("chapters: [uno]", "chapters: [uno]\nlanguage: en\nfigures: [cifre.yaml]")
    quota = "libri: {quota: 46%}\n"
    files = {"report.yaml": REPORT + "figures: [cifre.yaml]\n", "report.en.yaml": english, "uno.yaml": CHAPTER}
    assert begun(tmp_path, {**files, "cifre.yaml": quota})["cifre.yaml"] == quota.replace("46%", f"46%{MARK}")
    for edition in ("report.yaml", "report.en.yaml"):
        report, _, problems = read_report(tmp_path / "2019" / edition)
        assert report, problems
        assert report.figures["libri.quota"].unconfirmed


def test_an_edition_that_is_not_confirmed_itself_is_refused(tmp_path: Path) -> None:
    english = REPORT.replace("chapters: [uno]", "chapters: [one]\nlanguage: en")
    one = CHAPTER + "figures:\n  readers: {all: 1 reader (to be confirmed)}\n"
    assert rules(tmp_path, "2019", {**FILES, "report.en.yaml": english, "one.yaml": one}) == ["new-unconfirmed"]


def test_what_no_report_uses_is_left_behind_and_told(tmp_path: Path) -> None:
    file = former(tmp_path)
    (file.parent / "leggimi.txt").write_text("x", encoding="utf-8")
    made, _, _ = begin(file, "2019")
    assert made
    assert made.left == ("errata.yaml", "leggimi.txt")
    assert made.reference_date == date(2019, 12, 31)


def test_the_old_folders_name_is_written_as_yaml_wants_it(tmp_path: Path) -> None:
    made, _, problems = begin(former(tmp_path, name="l'anno #2018"), "2019")
    assert made, problems
    report, _, problems = read_report(made.folder / "report.yaml")
    assert report, problems
    assert report.previous
    assert report.previous.name == "l'anno #2018"


def rules(content: Path, name: str, files: Mapping[str, str] = FILES, source: str = "2018") -> list[str]:
    begun, _, problems = begin(former(content, files, source), name)
    assert begun is None
    assert [path.name for path in content.iterdir()] == [source]
    return [problem.rule for problem in problems]


@pytest.mark.parametrize("name", ["", "../fuori", "a/b", ".nascosto", "2019.", "con spazio", "x" * 65])
def test_a_name_is_a_folders(tmp_path: Path, name: str) -> None:
    assert "new-name" in rules(tmp_path, name) if name else begin(former(tmp_path), name)[0] is None


@pytest.mark.parametrize("name", ["2017"])
def test_a_report_comes_after_its_source(tmp_path: Path, name: str) -> None:
    assert rules(tmp_path, name) == ["new-not-later"]


def test_an_existing_folder_is_left_alone(tmp_path: Path) -> None:
    assert rules(tmp_path, "2018") == ["folder-exists"]


def test_a_source_with_errors_is_told(tmp_path: Path) -> None:
    assert "unknown-key" in rules(tmp_path, "2019", {**FILES, "report.yaml": REPORT + EXTRA + "titel: x\n"})


def test_a_source_that_is_not_confirmed_itself_is_refused(tmp_path: Path) -> None:
    files = {**FILES, "cifre.yaml": FIGURES.replace("1.250 libri", f"1.250 libri{MARK}")}
    assert rules(tmp_path, "2019", files) == ["new-unconfirmed"]


def test_nothing_is_left_of_a_making_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)
    assert rules(tmp_path, "2019") == ["output-full"]


def test_names_without_years_are_one_year_apart(tmp_path: Path) -> None:
    made, _, _ = begin(former(tmp_path, name="prima"), "dopo")
    assert made
    assert "previous: ../prima\nreference_date: 2019-12-31" in (made.folder / "report.yaml").read_text("utf-8")


def test_several_years_later(tmp_path: Path) -> None:
    made, _, _ = begin(former(tmp_path), "sintesi-2021")
    assert made
    assert "reference_date: 2021-12-31" in (made.folder / "report.yaml").read_text("utf-8")


def test_a_leap_day_is_the_last_of_february() -> None:
    assert later(date(2020, 2, 29), 1) == date(2021, 2, 28)
    assert later(date(2020, 2, 29), 4) == date(2024, 2, 29)


def test_a_second_year_looks_back_to_the_first(tmp_path: Path) -> None:
    begun(tmp_path)
    for name in ("cifre.yaml", "uno.yaml"):
        file = tmp_path / "2019" / name
        file.write_text(file.read_text("utf-8").replace(MARK, ""), "utf-8")
    made, _, problems = begin(tmp_path / "2019/report.yaml", "2020")
    assert made, problems
    text = (made.folder / "report.yaml").read_text("utf-8")
    assert re.findall(r"(?m)^previous: .*", text) == ["previous: ../2019"]


def test_what_nobody_decided_anew_is_not_carried_twice(tmp_path: Path) -> None:
    begun(tmp_path)
    for name in ("cifre.yaml", "uno.yaml"):
        file = tmp_path / "2019" / name
        file.write_text(file.read_text("utf-8").replace(MARK, ""), "utf-8")
    noted = tmp_path / "2019/noti.yaml"
    untouched = noted.read_text("utf-8")
    decided = ACKNOWLEDGED.replace("# Riconosciuti.\n", "").replace("nonché", "altresì")
    for text, wanted in ((untouched, []), (untouched.replace("acknowledged: []\n", decided), decided.splitlines())):
        noted.write_text(text, "utf-8")
        name = f"202{len(wanted)}"
        made, _, problems = begin(tmp_path / "2019/report.yaml", name)
        assert made, problems
        told = (made.folder / "noti.yaml").read_text("utf-8")
        assert "(2019)" in told
        assert "(2018)" not in told
        kept = "".join(f"# {line}\n" for line in wanted)
        assert told.partition("acknowledged: []\n")[2] == (f"\n{kept}" if wanted else "")


# ------------------------------------------------------------------------------------------------------------------- status


def test_status_counts_by_file(tmp_path: Path) -> None:
    begun(tmp_path)
    figures = tmp_path / "2019/cifre.yaml"
    text = figures.read_text("utf-8").replace(f"1.250 libri{MARK}", "1.400 libri").replace(f"46%{MARK}", "46%")
    figures.write_text(text, "utf-8")
    report, _, _ = read_report(tmp_path / "2019/report.yaml")
    assert report
    found = status(report)
    files = {file.file: file for file in found.files}
    assert found.previous == "2018"
    assert next(file.file for file in found.files) == "uno.yaml"
    assert files["uno.yaml"] == FileStatus("uno.yaml", figures=1, paragraphs=1, unchanged=1, stale=1)
    assert (files["cifre.yaml"].figures, files["cifre.yaml"].confirmed, files["cifre.yaml"].kept) == (7, 2, 1)
    assert files["cifre.yaml"].share == 28
    assert found.whole.figures == 8


def test_status_of_a_report_without_predecessor_tells_of_figures_alone(tmp_path: Path) -> None:
    report, _, _ = read_report(former(tmp_path))
    assert report
    found = status(report)
    assert found.previous == ""
    assert (found.whole.figures, found.whole.confirmed, found.whole.share) == (8, 8, 100)
    assert found.whole.paragraphs == 0


SHEET = "Libri al 31.12.2018;\nVoce;Numero\nlibri;1250\n"
OUT_OF_SHEET = {
    **FILES,
    "cifre.yaml": FIGURES.replace(
        "  comprati: 1.250 libri   # al banco\n", "  comprati: {from: banco.csv, cell: B3, unit: libri}\n"
    ),
    "banco.csv": SHEET,
}


def test_figures_of_a_file_wait_until_it_is_another(tmp_path: Path) -> None:
    made = begun(tmp_path, OUT_OF_SHEET)
    assert made["banco.csv"] == SHEET
    assert "{from: banco.csv, cell: B3, unit: libri}\n" in made["cifre.yaml"]
    report, _, problems = read_report(tmp_path / "2019/report.yaml")
    assert report
    assert not has_errors(problems)
    assert report.figures["libri.comprati"].unconfirmed
    assert report.figures["libri.tutti"].unconfirmed, "computed from it"
    (told,) = [one for one in check(tmp_path / "2019/report.yaml").problems if one.rule == "file-unconfirmed"]
    assert told.span
    assert told.span.file == "banco.csv"
    assert told.final
    assert {file.file: (file.figures, file.confirmed) for file in status(report).files}["banco.csv"] == (1, 0)
    for text in (SHEET.replace("2018", "2019"), SHEET + "\n"):
        (tmp_path / "2019/banco.csv").write_text(text, encoding="utf-8")
        report, _, _ = read_report(tmp_path / "2019/report.yaml")
        assert report
        assert not report.figures["libri.comprati"].unconfirmed
