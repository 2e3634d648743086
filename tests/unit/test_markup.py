"""Markdown with mentions: nodes, exact origins, and every construct that a report does not have told where it stands."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from textwrap import indent
from typing import Any

import pytest

from report_builder.diagnostics import Problem, Severity
from report_builder.document import (
    Abbreviation,
    Block,
    DateText,
    Emphasis,
    Footnote,
    Foreign,
    Inline,
    LineBreak,
    Link,
    List,
    ListItem,
    NoteCall,
    Number,
    Paragraph,
    Reference,
    Strong,
    Subheading,
    Text,
    plain,
)
from report_builder.figures import Figure, parse_figure
from report_builder.language import load_language
from report_builder.markup import Context, Mentions, read_blocks, read_inlines
from report_builder.place import LocatedText, Span
from report_builder.source import Mapping, load
from tests.effort import calls

NBSP = "\u00a0"
IT = load_language("it")
PUBLISHED = {
    "asse_1.attivato": "329,3 Mln€",
    "asse_1.destinatari": "202.708 persone",
    "asse_1.nd": "n.d.",
    "dotazione": "€ 970.474.516,00",
    "quota": "-3,2%",
}


def located(text: str) -> LocatedText:
    return LocatedText(text, Span("testo.yaml", 0, len(text)), range(len(text) + 1))


FIGURES: dict[str, Figure] = {name: parse_figure(name, located(text), IT)[0] for name, text in PUBLISHED.items()}
MENTIONS = Mentions(FIGURES, {"reference_date": date(2018, 12, 31), "published": date(2019, 6, 1)}, IT)


@dataclass
class Glossary:
    abbreviations: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, str] = field(default_factory=dict)


def context(glossary: Glossary | None = None, level: int = 1) -> Context:
    made: Counter[str] = Counter()

    def new_id(kind: str) -> str:
        made[kind] += 1
        return f"s-{kind}-{made[kind]}"

    return Context(MENTIONS, new_id, glossary or Glossary(), level, "it")


def blocks(text: str, glossary: Glossary | None = None) -> tuple[Block, ...]:
    found, problems = read_blocks(located(text), context(glossary))
    assert problems == ()
    return found


def inlines(text: str, glossary: Glossary | None = None) -> tuple[Inline, ...]:
    found, problems = read_inlines(located(text), context(glossary))
    assert problems == ()
    return found


def told(text: str, inline: bool = False) -> list[tuple[str, str]]:
    """The rules that are broken, with the characters that each points at."""
    problems = (read_inlines if inline else read_blocks)(located(text), context())[1]
    return [(problem.rule, text[problem.span.start : problem.span.end]) for problem in problems if problem.span]


def parts(node: Any) -> Iterator[Any]:
    """Every node below one, itself included."""
    yield node
    for name in ("children", "inlines", "blocks", "items"):
        for part in getattr(node, name, ()):
            yield from parts(part)
    if isinstance(node, NoteCall):
        yield from parts(node.note)


# ----------------------------------------------------------------------------------------------------------------- mentions


@pytest.mark.parametrize(
    ("mention", "text", "form"),
    [
        ("{{ asse_1.attivato }}", "329,3 Mln€", ""),
        ("{{asse_1.attivato}}", "329,3 Mln€", ""),
        ("{{ asse_1.attivato|number }}", "329,3", "number"),
        ("{{ asse_1.attivato | number() }}", "329,3", "number"),
        ("{{ asse_1.attivato | decimals(0) }}", "329 Mln€", "decimals(0)"),
        ('{{ dotazione | unit("Mln€") }}', "970,474516 Mln€", 'unit("Mln€")'),
        ("{{ dotazione | unit('Mln€') | cut(1) }}", "970,4 Mln€", 'unit("Mln€") | cut(1)'),
        ('{{ dotazione\n | unit("Mln€")\n | up(0) }}', "971 Mln€", 'unit("Mln€") | up(0)'),
        ("{{ quota }}", "−3,2%", ""),
        ("{{ quota | signed }}", "−3,2%", "signed"),
        ("{{ asse_1.nd }}", "n.d.", ""),
        ("{{ asse_1.nd | number }}", "n.d.", "number"),
    ],
)
def test_mentions_become_numbers(mention: str, text: str, form: str) -> None:
    (before, number, after) = inlines(f"Sono {mention}!")
    assert isinstance(number, Number)
    assert (number.text.replace(NBSP, " "), number.form) == (text, form)
    assert number.origin == Span("testo.yaml", 5, 5 + len(mention))
    assert before == Text("Sono ", Span("testo.yaml", 0, 5))
    assert after == Text("!", Span("testo.yaml", 5 + len(mention), 6 + len(mention)))


def test_numbers_carry_what_checks_need() -> None:
    (number, _, missing) = inlines("{{ dotazione | unit('Mln€') }} {{ asse_1.nd }}")
    assert isinstance(number, Number)
    assert (number.figure, number.value, number.unit) == ("dotazione", Decimal(970474516), "€")
    assert isinstance(missing, Number)
    assert (missing.value, missing.unit) == (None, "")


@pytest.mark.parametrize(
    ("mention", "text"),
    [
        ("{{ reference_date }}", f"31{NBSP}dicembre 2018"),
        ("{{ reference_date | long }}", f"31{NBSP}dicembre 2018"),
        ("{{ reference_date | numeric }}", "31.12.2018"),
        ("{{ published | year }}", "2019"),
    ],
)
def test_dates_that_follow_the_report(mention: str, text: str) -> None:
    (day,) = inlines(mention)
    assert isinstance(day, DateText)
    assert day.text == text
    assert day.name == mention.split()[1]


@pytest.mark.parametrize(
    ("text", "rule", "wrong", "suggestion"),
    [
        ("x {{ asse_1.ativato }}", "unknown-figure", "asse_1.ativato", "asse_1.attivato"),
        ("x {{ reference_dat }}", "unknown-figure", "reference_dat", "reference_date"),
        ("{{ dotazione | decimal(1) }}", "unknown-filter", "decimal", "decimals"),
        ("{{ reference_date | numerico }}", "unknown-filter", "numerico", "numeric"),
        ("{{ dotazione | year }}", "unknown-filter", "year", ""),
        ("{{ dotazione | decimals }}", "filter-argument", "decimals", None),
        ("{{ dotazione | decimals(10) }}", "filter-argument", "(10)", None),
        ("{{ dotazione | decimals(-1) }}", "filter-argument", "(-1)", None),
        ("{{ dotazione | decimals('1') }}", "filter-argument", "('1')", None),
        ("{{ dotazione | number(1) }}", "filter-argument", "(1)", None),
        ("{{ dotazione | unit() }}", "filter-argument", "()", None),
        ("{{ dotazione | unit(Mln€) }}", "filter-argument", "unit(Mln€)", None),
        ("{{ dotazione | unit(1) }}", "filter-argument", "(1)", None),
        ("{{ reference_date | year(1) }}", "filter-argument", "(1)", None),
        ("{{ dotazione | cut(1) | decimals(1) }}", "filter-twice", "decimals", None),
        ("{{ reference_date | year | long }}", "filter-twice", "long", None),
        ('{{ dotazione | unit("Mlm€") }}', "unknown-unit", "Mlm€", "Mln€"),
        ('{{ asse_1.destinatari | unit("Mln€") }}', "unit-mismatch", "Mln€", None),
        ("{{ asse_1-attivato }}", "mention-arithmetic", "asse_1-attivato", ""),
        ("{{ asse-1.attivato }}", "mention-arithmetic", "asse-1.attivato", "asse_1.attivato"),
        ("{{ quota + 1 }}", "mention-arithmetic", "quota + 1", ""),
        ("{{ 'a' * 200000000 }}", "mention-arithmetic", "'a' * 200000000", ""),
        ("{{ quota() }}", "mention-call", "quota()", ""),
        ("{{ ''.__class__.__mro__ }}", "mention-not-plain", "''.__class__.__mro__", ""),
        ("{{ quota.__class__ }}", "unknown-figure", "quota.__class__", ""),
        ("{{ quota[0] }}", "mention-not-plain", "quota[0]", ""),
        ("{{ quota if quota }}", "mention-not-plain", "quota if quota", ""),
        ("{{ 'testo' ~ quota }}", "mention-not-plain", "'testo' ~ quota", ""),
        ("{{ quota | decimals(quota) }}", "mention-not-plain", "quota | decimals(quota)", ""),
        ("{{- quota -}}", "mention-not-plain", "- quota -", ""),
        ("{{ 2018_quota }}", "mention-malformed", "2018_quota", ""),
        ("{{ quota quota }}", "mention-malformed", "quota quota", ""),
        ("{{ }}", "mention-malformed", "", ""),
        ("{{ quota | }}", "mention-malformed", "quota |", ""),
        ("x {{ quota", "mention-unclosed", "{{", None),
        ("x {{ quota }", "mention-unclosed", "{{", None),
        ("x {{ quota\n\ny }}", "mention-unclosed", "{{", None),
        ("x quota }}", "mention-unopened", "}}", None),
        ("{% if x %}", "mention-statement", "{% if x %}", None),
        ("{% raw", "mention-statement", "{%", None),
        ("a {# nota #}", "mention-comment", "{# nota #}", None),
    ],
)
def test_what_is_no_plain_mention(text: str, rule: str, wrong: str, suggestion: str | None) -> None:
    _, problems = read_blocks(located(text), context())
    assert problems[0].rule == rule
    span = problems[0].span
    assert span is not None
    assert text[span.start : span.end] == wrong
    assert problems[0].parameters.get("suggestion") == suggestion
    assert len(problems) == (2 if text.endswith("y }}") else 1)


def test_an_unclosed_mention_does_not_swallow_the_next() -> None:
    _, problems = read_blocks(located("a {{ quota e {{ asse_1.ativato }}"), context())
    assert [problem.rule for problem in problems] == ["mention-unclosed", "unknown-figure"]


def test_mentions_are_a_part_of_jinja() -> None:
    from jinja2 import Environment, nodes

    from report_builder.markup.mentions import MENTION

    random.seed(5)
    pieces = [
        "a",
        "b_1",
        ".",
        "|",
        "number",
        "(",
        ")",
        "1",
        "'x'",
        '"y"',
        " ",
        "-",
        "+",
        "[",
        "]",
        "~",
        "{",
        "}",
        "\n",
        "è",
        ",",
    ]
    admitted = 0
    for _ in range(60_000):
        inside = "".join(random.choice(pieces) for _ in range(random.randint(1, 9)))
        mention = "{{" + inside + "}}"
        match = MENTION.fullmatch(mention)
        if not match:
            continue
        admitted += 1
        (output,) = Environment(autoescape=True).parse(mention).body
        assert isinstance(output, nodes.Output)
        (node,) = output.nodes
        while isinstance(node, nodes.Filter):
            assert all(isinstance(argument, nodes.Const | nodes.Neg) for argument in node.args)
            assert not node.kwargs
            assert isinstance(node.node, nodes.Expr)
            node = node.node
        while isinstance(node, nodes.Getattr):
            node = node.node
        assert isinstance(node, nodes.Name | nodes.Const)
    assert admitted > 300


def test_sound_prose_needs_no_jinja() -> None:
    import subprocess

    code = (
        "import sys; from report_builder.markup import *; from report_builder.place import *;"
        "from report_builder.language import *;"
        "t = 'Al {{ d }}'; from datetime import date;"
        "c = Context(Mentions({}, {'d': date(2018, 1, 1)}, load_language('it')), lambda k: k);"
        "assert not read_blocks(LocatedText(t, Span('a', 0, 10), range(11)), c)[1]; assert 'jinja2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# ----------------------------------------------------------------------------------------------------------------- Markdown


def test_paragraphs_lists_and_headings() -> None:
    found = blocks("Uno *due* **tre**.\n\n- a\n- b\n\n  c\n  1. d\n  2. e\n\n### Titolo\n#### Sotto\nfine\\\nriga\n")
    paragraph, bullets, title, below, last = found
    assert isinstance(paragraph, Paragraph)
    assert [type(part) for part in paragraph.inlines] == [Text, Emphasis, Text, Strong, Text]
    assert isinstance(bullets, List)
    assert not bullets.ordered
    first, second = bullets.items
    assert [type(block) for block in first.blocks] == [Paragraph]
    assert [type(block) for block in second.blocks] == [Paragraph, Paragraph, List]
    nested = second.blocks[2]
    assert isinstance(nested, List)
    assert (nested.ordered, nested.start, len(nested.items)) == (True, 1, 2)
    assert isinstance(title, Subheading)
    assert isinstance(below, Subheading)
    assert (title.level, below.level) == (2, 3)
    assert isinstance(last, Paragraph)
    assert [type(part) for part in last.inlines] == [Text, LineBreak, Text]


def test_levels_follow_the_section() -> None:
    (found,), _ = read_blocks(located("### Titolo"), context(level=3))
    assert isinstance(found, Subheading)
    assert found.level == 4


def test_every_block_has_an_id_of_its_own() -> None:
    text = "Uno[^n].\n\n- a\n\n  b\n- c\n  1. d\n\n### T\n\n[^n]: nota\n\n    - e\n"
    ids = [node.id for block in blocks(text) for node in parts(block) if hasattr(node, "id")]
    assert len(ids) == len(set(ids)) == 12
    assert {item.rpartition("-")[0] for item in ids} == {"s-text", "s-note", "s-note-text", "s-list", "s-item", "s-heading"}


def test_origins_of_blocks() -> None:
    text = "Uno {{ quota }}\n\n- a\n- b\n\n### T\n"
    spans = [text[node.origin.start : node.origin.end] for node in blocks(text) if node.origin]
    assert spans == ["Uno {{ quota }}", "- a\n- b", "### T"]
    (bullets,) = [node for node in blocks(text) if isinstance(node, List)]
    assert [text[item.origin.start : item.origin.end] for item in bullets.items if item.origin] == ["- a", "- b"]


def test_tight_items_trace_their_paragraphs() -> None:
    text = "- primo *uno*\n  - dentro {{ quota }}\n- ultimo"
    paragraphs = [node for block in blocks(text) for node in parts(block) if isinstance(node, Paragraph)]
    assert [text[p.origin.start : p.origin.end] for p in paragraphs if p.origin] == [
        "primo *uno*",
        "dentro {{ quota }}",
        "ultimo",
    ]


def test_soft_breaks_are_spaces_and_cut_text() -> None:
    assert inlines("uno\ndue") == (
        Text("uno", Span("testo.yaml", 0, 3)),
        Text(" ", Span("testo.yaml", 3, 4)),
        Text("due", Span("testo.yaml", 4, 7)),
    )


def test_escapes_and_entities_are_traced() -> None:
    assert inlines("a \\* b &amp; c [d]") == (
        Text("a ", Span("testo.yaml", 0, 2)),
        Text("* b ", Span("testo.yaml", 3, 7)),
        Text("&", Span("testo.yaml", 7, 12)),
        Text(" c [d]", Span("testo.yaml", 12, 18)),
    )


def test_literal_text_stays_as_written() -> None:
    text = 'E\' "così" -- l’Asse... 15Mln€ e 12 %'
    assert plain(inlines(text)) == text


def test_mentions_inside_emphasis_and_links() -> None:
    (strong, _, link) = inlines("**{{ quota }}** [sito {{ quota }}](https://esempio.it/a?b=è)")
    assert isinstance(strong, Strong)
    assert isinstance(strong.children[0], Number)
    assert isinstance(link, Link)
    assert (link.target, plain(link.children)) == ("https://esempio.it/a?b=è", "sito −3,2%")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](https://esempio.it)", "https://esempio.it"),
        ("[a](http://esempio.it/x#y)", "http://esempio.it/x#y"),
        ("[a](mailto:a@b.it)", "mailto:a@b.it"),
        ("<https://esempio.it>", "https://esempio.it"),
        ("<a@b.it>", "mailto:a@b.it"),
    ],
)
def test_links(text: str, target: str) -> None:
    (link,) = inlines(text)
    assert isinstance(link, Link)
    assert link.target == target
    assert link.origin == Span("testo.yaml", 0, len(text))


def test_references_wait_for_their_numbers() -> None:
    assert inlines("[](#tabella-2)") == (Reference("tabella-2", "", True, Span("testo.yaml", 0, 14)),)
    assert inlines("[qui](#x)") == (Reference("x", "qui", False, Span("testo.yaml", 0, 9)),)


def test_notes() -> None:
    (paragraph, other) = blocks(
        "Uno[^a] e due[^b].\n\nAncora[^a].\n\n[^a]: Prima {{ quota }}.\n[^b]: Seconda.\n\n    Capoverso.\n"
    )
    assert isinstance(paragraph, Paragraph)
    assert isinstance(other, Paragraph)
    calls = [part for part in (*paragraph.inlines, *other.inlines) if isinstance(part, NoteCall)]
    assert [call.note.number for call in calls] == [0, 0, 0]
    assert calls[0].note is calls[2].note
    assert isinstance(calls[1].note, Footnote)
    assert len(calls[1].note.blocks) == 2
    assert calls[0].origin == Span("testo.yaml", 3, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> citazione", [("markup-quote", "> citazione")]),
        ("```\ncodice\n```", [("markup-code", "```\ncodice\n```")]),
        ("    codice", [("markup-code", "codice")]),
        ("un `codice` qui", [("markup-code", "`codice`")]),
        ("<div>x</div>", [("markup-html", "<div>x</div>")]),
        ("un <b>x</b>", [("markup-html", "<b>")]),
        ("un <!-- x --> y", [("markup-html", "<!-- x -->")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("markup-table", "| a | b |\n|---|---|\n| 1 | 2 |")]),
        ("![foto](a.png)", [("markup-image", "![foto](a.png)")]),
        ("a\n\n---\n\nb", [("markup-rule", "---")]),
        ("# Titolo", [("markup-heading", "# Titolo")]),
        ("Titolo\n---", [("markup-heading", "Titolo\n---")]),
        ("##### T", [("markup-heading", "##### T")]),
        ("- a\n\n  ### T", [("markup-heading-inside", "### T")]),
        ("###", [("markup-empty", "###")]),
        ("- a\n-\n- b", [("markup-empty", "-")]),
        ("1. a\n3. b", [("markup-list-number", "3")]),
        ("[a](javascript:alert(1))", [("link-address", "[a](javascript:alert(1))")]),
        ("[a](file:///etc/passwd)", [("link-address", "[a](file:///etc/passwd)")]),
        ("[a](data:text/html,x)", [("link-address", "[a](data:text/html,x)")]),
        ("[a](//esempio.it)", [("link-address", "[a](//esempio.it)")]),
        ("[a](altro.yaml)", [("link-address", "[a](altro.yaml)")]),
        ("[a](https://u@esempio.it)", [("link-address", "[a](https://u@esempio.it)")]),
        ("[a](#)", [("link-address", "[a](#)")]),
        ("[](https://esempio.it)", [("link-empty", "[](https://esempio.it)")]),
        ("[\u00a0](https://esempio.it)", [("link-empty", "[\u00a0](https://esempio.it)")]),
        ("a\n\n&nbsp;\n\nb", [("markup-blank", "&nbsp;")]),
        ("- \u00ad\u200b", [("markup-blank", "\u00ad\u200b")]),
        ("*\u00ad*", [("markup-blank", "*\u00ad*")]),
        ("a [**\u00ad**](https://esempio.it)", [("link-empty", "[**\u00ad**](https://esempio.it)")]),
        ('[a](https://esempio.it "t")', [("link-title", '[a](https://esempio.it "t")')]),
        ("[a](https://e.it/{{ quota }})", [("mention-in-link", "[a](https://e.it/{{ quota }})")]),
        ("[{{ quota }}](#x)", [("reference-text", "[{{ quota }}](#x)")]),
        ("a\n\n[b]: https://esempio.it", [("link-definition", "[b]: https://esempio.it")]),
        ("a[^n]", [("note-undefined", "[^n]")]),
        ("a\n\n[^n]: nota", [("note-unused", "[^n]: nota")]),
        ("a[^n]\n\n[^n]: nota\n\n[^n]: altra", [("note-twice", "[^n]: altra")]),
        ("a[^n]\n\n[^n]: nota[^m]\n\n[^m]: x", [("note-in-note", "[^m]"), ("note-unused", "[^m]: x")]),
        ("a **“b”**c", [("markup-left-over", "**"), ("markup-left-over", "**")]),
        ("[a](b c)", [("markup-left-over", "](")]),
        ("a { quota } b", [("markup-left-over", "{ quota }")]),
        ("###Titolo", [("markup-left-over", "###")]),
        ("• uno\n• due", [("markup-left-over", "•"), ("markup-left-over", "•")]),
        ("a ~~b~~", [("markup-left-over", "~~"), ("markup-left-over", "~~")]),
        ("a • b, n. #3 e {1, 2}", []),
        ("a\ue123b", [("private-character", "\ue123")]),
        ("a &#xE000; b", [("private-character", "&#xE000;")]),
        ("a &#8; b", [("control-character", "&#8;")]),
        ("a\x08b", [("control-character", "\x08")]),
        ("a\ud800b", [("control-character", "\ud800")]),
    ],
)
def test_what_a_report_does_not_have(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text", ["5 * 3 = 15", "a \\* b", "\\[^n]", "x \\](y", "20.000 < 30.000 & basta", "Asse I – 358", "1\\. uno", "1. a\n1. b"]
)
def test_what_looks_wrong_and_is_not(text: str) -> None:
    assert told(text) == []


def test_left_over_signs_are_a_warning() -> None:
    (problem, _) = read_blocks(located("a **“b”**c"), context())[1]
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("- a", "- a"), ("1. a", "1. a"), ("### a", "### a"), ("a\n\nb", "b"), ("# a", "# a")],
)
def test_lines_hold_no_blocks(text: str, wrong: str) -> None:
    assert told(text, inline=True) == [("markup-block-in-line", wrong)]


def test_lines() -> None:
    assert read_inlines(located(""), context()) == ((), ())
    assert plain(inlines("Asse I – **358** [x]\n")) == "Asse I – 358 [x]"
    assert read_blocks(located(" \n"), context()) == ((), ())


# ----------------------------------------------------------------------------------------------------------------- glossary

TERMS = Glossary(
    {"FSE": "Fondo sociale europeo", "POR FSE": "Programma operativo", "a.f.": "anno formativo"},
    {"smart work": "en", "governance": "en", "Dote": "it"},
)


def test_the_glossary_marks_whole_words_the_longest_first() -> None:
    found = inlines("Il POR FSE e l’FSE, non FSEX; nell’a.f. 2018", TERMS)
    assert [(part.text, part.expansion) for part in found if isinstance(part, Abbreviation)] == [
        ("POR FSE", "Programma operativo"),
        ("FSE", "Fondo sociale europeo"),
        ("a.f.", "anno formativo"),
    ]
    assert plain(found) == "Il POR FSE e l’FSE, non FSEX; nell’a.f. 2018"


def test_foreign_passages() -> None:
    found = inlines("**Smart work** e *smart\nwork*, [governance](https://governance.it); Dote", TERMS)
    foreign = [part for node in found for part in parts(node) if isinstance(part, Foreign)]
    assert [(plain(part.children), part.language) for part in foreign] == [
        ("Smart work", "en"),
        ("smart work", "en"),
        ("governance", "en"),
    ]
    (link,) = [part for part in found if isinstance(part, Link)]
    assert link.target == "https://governance.it"


def test_terms_go_across_the_end_of_a_line() -> None:
    (_, abbreviation, _) = inlines("Il POR\nFSE cresce", TERMS)
    assert abbreviation == Abbreviation("POR FSE", "Programma operativo", Span("testo.yaml", 3, 10))


def test_marked_text_keeps_its_origins() -> None:
    text = "prima smart work dopo"
    for part in inlines(text, TERMS):
        for node in parts(part):
            if isinstance(node, Text):
                assert node.origin
                assert text[node.origin.start : node.origin.end] == node.text


# ------------------------------------------------------------------------------------------------------------------ origins


def scalar(style: str, text: str) -> tuple[str, LocatedText]:
    """`text` as one scalar of a YAML file in a style, read back by the source room."""
    match style:
        case "|" | ">":
            file = f"prima: x\ntesto: {style}\n{indent(text, '   ', bool)}\n"
        case "'":
            file = "testo: '" + text.replace("'", "''").replace("\n", "\n\n  ") + "'\n"
        case _:
            file = (
                'testo: "' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("è", "\\u00e8") + '"\n'
            )
    root, problems = load("testo.yaml", file.encode())
    assert not problems
    assert isinstance(root, Mapping)
    value = root.get("testo")
    assert isinstance(value, LocatedText)
    return file, value


@pytest.mark.parametrize("style", ["|", ">", "'", '"'])
def test_every_literal_character_is_traced_to_the_file(style: str) -> None:
    random.seed(1)
    plain_words = ["parola", "è", "l'Asse", '"x"', "FSE", "smart work", "𝔘𝔫", "(b)", "5 * 3", "_"]
    signs = ["*forte*", "**più**", "[a](https://e.it)", "&amp;", "\\*", "[^n]", "[](#t)"]
    words = [*plain_words, *signs, "{{ quota }}", "{{ dotazione | unit('Mln€') }}"]
    seen = 0
    for _ in range(200):
        lines = [" ".join(random.choice(words) for _ in range(random.randint(1, 8))) for _ in range(random.randint(1, 4))]
        file, prose = scalar(style, "\n".join(lines) + "\n\n[^n]: nota l'ultima")
        found, _ = read_blocks(prose, context(TERMS))
        for node in (node for block in found for node in parts(block)):
            origin = getattr(node, "origin", None)
            if origin is None:
                continue
            there = file[origin.start : origin.end]
            match node:
                case Text(text=text):
                    seen += 1
                    escaped = style == '"' and there == "\\" and len(text) == 1
                    assert text == there or (text, there) in ((" ", "\n"), ("&", "&amp;")) or escaped
                case Number():
                    assert there.startswith("{{")
                    assert there.endswith("}}")
                case Reference():
                    assert there == "[](#t)"
                case ListItem() | Paragraph():
                    assert there.strip()
    assert seen > 2000


# ------------------------------------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("- " * 3000 + "x", {"markup-too-deep"}),
        ("> " * 3000 + "x", {"markup-quote"}),
        ("*" * 3000 + "x" + "*" * 3000, {"markup-too-deep"}),
        ("[" * 50_000, set()),
        ("*a " * 30_000, {"markup-left-over"}),
        ("{{" * 5_000, {"mention-unclosed"}),
        ("}}" * 5_000, {"mention-unopened"}),
        ("{{ quota }} " * 5_000, set()),
        ("[^a]" * 5_000, {"note-undefined"}),
        ("![[" * 10_000, set()),
        ("`" * 50_001, {"markup-code"}),
        ("<a " * 10_000, set()),
        ("a&amp;" * 20_000, set()),
        ("{{ a" + " | b" * 200 + " }}", {"unknown-figure"}),
        ("{{ " + "(" * 150 + "quota" + ")" * 150 + " }}", {"mention-malformed", "mention-not-plain"}),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_no_text_exhausts_the_reader(text: str, rules: set[str]) -> None:
    problems: tuple[Problem, ...] = ()

    def reading() -> None:
        nonlocal problems
        _, problems = read_blocks(located(text), context(TERMS))

    assert calls(reading) < 30 * len(text) + 50_000, (
        "no more work than the text has characters, but for formulas, which are short"
    )
    assert {problem.rule for problem in problems} <= rules
    assert bool(problems) == bool(rules)


def test_reading_never_fails_and_loses_no_mention() -> None:
    random.seed(2)
    pieces = ["{{ quota }}", "{{ x", "}}", "\n", "\n\n", "- ", "1. ", "> ", "    ", "---", "<b>", "[^n]", "[^n]: ", "]: "]
    pieces += ["https://e.it", "![", "&amp;", "FSE", "smart work", "~~~", "===", "<!--", "**", *"[]()#*_`|\\a "]
    for _ in range(4000):
        text = "".join(random.choice(pieces) for _ in range(random.randint(0, 14)))
        for read in (read_blocks, read_inlines):
            found, problems = read(located(text), context(TERMS))
            numbers = {node.origin for block in found for node in parts(block) if isinstance(node, Number)}
            spans = [problem.span for problem in problems if problem.span]
            assert all(0 <= span.start <= span.end <= len(text) for span in spans)
            at = text.find("{{ quota }}")
            while at >= 0:
                here = Span("testo.yaml", at, at + 11)
                assert here in numbers or any(span.start <= here.end and here.start <= span.end for span in spans), repr(text)
                at = text.find("{{ quota }}", at + 1)


def test_problems_are_plain_values() -> None:
    _, problems = read_blocks(located("{{ x }}"), context())
    assert problems == (Problem("unknown-figure", {"name": "x", "suggestion": ""}, Span("testo.yaml", 3, 4)),)
