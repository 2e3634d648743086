"""The examples of the editors' guides are true: together they are one report that is read and composed without a problem.

A fenced block marked `yaml` says in its first line what it is: `# name.yaml`, a whole file, or `# blocks`, blocks of a section.
Every guide is one report; the fragments of blocks become chapters of it. A block marked `csv` and a path is a file of data.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from report_builder.checking import check
from report_builder.checks import alt_numbers, alt_text
from report_builder.checks.house import CHECKS
from report_builder.compose import compose
from report_builder.compose.desk import Desk
from report_builder.content.models import BlockEntry, ReportEntry, SectionEntry
from report_builder.document import Document, plain
from report_builder.markup import Context, read_inlines
from report_builder.place import LocatedText, Span
from report_builder.reader import read_report

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("guida-redazione.md", "editors-guide.md")
DATA = re.compile(r"^```csv (?P<what>[^\n]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```yaml\n# (?P<what>[^\n]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(guide: str) -> list[tuple[str, str]]:
    """What each example is, and its text. The guide on charts has none but blocks, which go with either language's guide."""
    return [(match["what"].strip(), match["text"]) for match in FENCED.finditer((DOCS / guide).read_text(encoding="utf-8"))]


def lay_out(folder: Path, guide: str) -> Path:
    """The files of a guide's report."""
    fragments: list[str] = []
    texts: dict[str, str] = {}
    for what, text in examples(guide):
        if what == "blocks":
            name = f"example-{len(fragments) + 1}"
            fragments.append(name)
            texts[f"{name}.yaml"] = f"title: Example {chr(64 + len(fragments))}\nblocks:\n" + re.sub(r"(?m)^(?=.)", "  ", text)
        else:
            assert what.endswith(".yaml"), what
            assert what not in texts, f"{what} stands twice in {guide}"
            texts[what] = text
    listed = "".join(f"  - {name}\n" for name in fragments)
    texts["report.yaml"] = re.sub(r"(?m)(^chapters:.*\n(?:  - .*\n)+)", rf"\g<1>{listed}", texts["report.yaml"])
    texts |= {match["what"]: match["text"] for match in DATA.finditer((DOCS / guide).read_text(encoding="utf-8"))}
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "report.yaml"


def composed(file: Path) -> Document:
    report, source, problems = read_report(file)
    told = [(problem, source.position(problem.span) if problem.span else None) for problem in problems]
    assert report is not None, told
    document, more = compose(report)
    told += [(problem, source.position(problem.span) if problem.span else None) for problem in more]
    assert not told, "\n".join(map(str, told))
    assert document is not None
    return document


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_make_a_report(guide: str, tmp_path: Path) -> None:
    document = composed(lay_out(tmp_path, guide))
    assert len(document.sections) > len(examples(guide)) // 2


@pytest.mark.parametrize("guide", GUIDES)
def test_the_examples_pass_every_check(guide: str, tmp_path: Path) -> None:
    rules = {rule for each in CHECKS for rule in each.RULES}
    assert [problem for problem in check(lay_out(tmp_path, guide)).problems if problem.rule in rules] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_every_example_says_what_it_is(guide: str) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")
    assert len(examples(guide)) == text.count("```yaml") > 5


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_names_every_key_that_an_author_may_write(guide: str) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")
    keys = {*ReportEntry.model_fields, *SectionEntry.model_fields, *BlockEntry.model_fields}
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}\b", text)] == []


MENTIONED = re.compile(r"^\| (?P<mentions>`\{\{.*?) \| (?P<printed>[^|]+) \|$", re.MULTILINE)


@pytest.mark.parametrize("guide", GUIDES)
def test_what_the_guide_says_that_mentions_print_is_true(guide: str, tmp_path: Path) -> None:
    """Every row of the table of mentions, but for those of figures that only the table has."""
    report, _, _ = read_report(lay_out(tmp_path, guide))
    assert report is not None
    mentions = Desk(report).mentions
    checked = 0
    for row in MENTIONED.finditer((DOCS / guide).read_text(encoding="utf-8")):
        told = row["printed"]
        for mention in re.findall(r"`([^`]+)`", row["mentions"].replace("\\|", "|")):
            name = re.match(r"\{\{ ([\w.]+)", mention)
            if name is None or name[1] not in {*mentions.figures, *mentions.dates}:
                continue
            span = Span("guide", 0, len(mention))
            text = LocatedText(mention, span, range(len(mention) + 1))
            inlines, problems = read_inlines(text, Context(mentions, lambda kind: kind))
            assert not problems
            printed = plain(inlines).replace("\u00a0", " ")
            assert told.startswith(printed), (mention, printed, told)
            told = told[len(printed) :].lstrip(", ")
            checked += 1
    assert checked == 9


def test_the_guides_have_the_same_parts() -> None:
    first, second = (re.findall(r"(?m)^## (\d+)", (DOCS / guide).read_text(encoding="utf-8")) for guide in GUIDES)
    assert first == second
    kinds = [[what.removesuffix(".yaml") == "blocks" for what, _ in examples(guide)] for guide in GUIDES]
    assert kinds[0] == kinds[1]


CHARTS = "charts.md"


def test_the_examples_of_charts_are_true(tmp_path: Path) -> None:
    document = composed(lay_out(tmp_path, CHARTS))
    kinds = {block.content.kind for section in document.sections for block in section.blocks if hasattr(block, "content")}
    assert sorted(kinds) == ["bars", "bullet", "dumbbell", "grouped", "line", "stacked"]
    rules = {"alt-missing", *alt_text.RULES, *alt_numbers.RULES}
    assert [problem for problem in check(tmp_path / "report.yaml").problems if problem.rule in rules] == []
