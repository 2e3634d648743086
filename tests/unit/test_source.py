"""YAML as located text: every character of every scalar is traced to its own character in the file."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import yaml

from report_builder.place import LocatedText
from report_builder.source import Mapping, Node, Sequence, load

WORDS = [
    "città",
    "48.564",
    "no",
    "172,5\u00a0Mln€",
    "𝔘𝔫𝔦𝔬𝔫",
    "e\u0300",
    "漢字",
    "a",
    "“dote”",
    "l’Asse",
    "x:y",
    "a#b",
    "**forte**",
    "-",
]


def texts(node: Node | None) -> Iterator[LocatedText]:
    match node:
        case Mapping():
            for key, value in node.entries:
                yield key
                yield from texts(value)
        case Sequence():
            for item in node.items:
                yield from texts(item)
        case LocatedText():
            yield node


def value_of(text: str) -> LocatedText:
    node, problems = load("f.yaml", text.encode())
    assert not problems, problems
    assert isinstance(node, Mapping)
    value = node.get("k")
    assert isinstance(value, LocatedText)
    return value


def assert_traced(source: str, scalar: LocatedText) -> None:
    """Each decoded character is its own in the file, or the sign that stands for it there."""
    assert len(scalar.offsets) == len(scalar.text) + 1
    assert list(scalar.offsets) == sorted(set(scalar.offsets)), "two characters at one place"
    for character, offset in zip(scalar.text, scalar.offsets[:-1], strict=True):
        there = source[offset]
        assert there == character or there == "\\" or (character in " \n" and there in "\r\n"), (scalar.text, offset)
    assert scalar.span.start <= scalar.offsets[0]
    assert scalar.offsets[-1] <= scalar.span.end


def line_of_words(chance: random.Random, least: int = 1) -> str:
    return " ".join(chance.choices(WORDS[:-1], k=chance.randint(least, 5)))


def plain(chance: random.Random) -> str:
    lines = [line_of_words(chance).lstrip("*") for _ in range(chance.randint(1, 4))]
    joins = [chance.choice(["\n  ", "  \n   ", "\n\n  ", "\n \n\n    "]) for _ in lines[1:]]
    return (
        "k: "
        + lines[0].lstrip("“* ")
        + "".join(join + line for join, line in zip(joins, lines[1:], strict=True))
        + chance.choice(["", "  ", " # nota"])
    )


def quoted(chance: random.Random) -> str:
    mark = chance.choice("'\"")
    parts = list(WORDS)
    parts += (
        ["''"]
        if mark == "'"
        else ['\\"', "\\n", "\\u00e0", "\\U0001d518", "\\x41", "\\\\", "\\t", "\\\n   ", "\\_", "\\\n\n  ", "\\ ", "'"]
    )
    joins = ["", " ", "  ", "\n  ", " \n  ", "\n\n  ", "\n \n  "]
    body = "".join(chance.choice(parts) + chance.choice(joins) for _ in range(chance.randint(0, 9)))
    return f"k: {mark}{body}{mark}" + chance.choice(["", " ", " # nota"])


def block(chance: random.Random) -> str:
    indent = chance.randint(1, 6)
    explicit = chance.random() < 0.4
    header = (
        chance.choice("|>") + (str(indent) if explicit else "") + chance.choice(["", "-", "+"]) + chance.choice(["", " # nota"])
    )
    lines = []
    for number in range(chance.randint(0, 8)):
        kind = chance.random()
        if kind < 0.3:
            lines.append(" " * chance.randint(0, indent))
        elif kind < 0.5 and (number or explicit):
            lines.append(" " * indent + chance.choice(["  ", "\t", " "]) + line_of_words(chance))
        else:
            lines.append(" " * indent + line_of_words(chance) + chance.choice(["", "  "]))
    first = next((line for line in lines if line.strip()), "")
    if not explicit and len(first) - len(first.lstrip(" ")) != indent:
        lines.insert(0, " " * indent + "prima")
    return f"k: {header}\n" + "\n".join(lines)


@pytest.mark.parametrize("kind", [plain, quoted, block])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\nz: 1\n", "\n# nota\nz: 1\n"])
def test_every_character_is_traced(kind: object, newline: str, end: str) -> None:
    chance = random.Random(f"{kind.__name__}{newline}{end}")  # type: ignore[attr-defined]
    checked = 0
    for _ in range(400):
        source = ("# 𝔘\nà: è\n" + kind(chance) + end).replace("\n", newline)  # type: ignore[operator]
        try:
            wanted = yaml.load(source, Loader=yaml.CBaseLoader)
        except yaml.YAMLError:
            continue
        node, _ = load("f.yaml", source.encode())
        assert isinstance(node, Mapping)
        found = {key.text: value.text for key, value in node.entries if isinstance(value, LocatedText)}
        assert {key: value for key, value in found.items() if value} == {key: value for key, value in wanted.items() if value}
        for scalar in texts(node):
            if scalar.text:
                assert_traced(source, scalar)
                checked += 1
    assert checked > 500


@pytest.mark.parametrize(
    "written",
    ["48.564", "no", "1e3", "2018-12-31", "0x1F", "null", "~", "1_000", "true", "12:30:45", ".5", "+12"],
)
def test_nothing_is_turned_into_a_type(written: str) -> None:
    assert value_of(f"k: {written}\n").text == written


def test_offsets_of_a_folded_text_with_an_escape() -> None:
    source = 'k: "primo \\u00e8\n  secondo"\n'
    value = value_of(source)
    assert value.text == "primo è secondo"
    assert source[value.offsets[6]] == "\\"
    assert source[value.offsets[7]] == "\n"
    place = value.at(8, 15)
    assert source[place.start : place.end] == "secondo"


def test_places_after_a_byte_order_mark_count_from_the_first_visible_character() -> None:
    node, problems = load("f.yaml", b"\xef\xbb\xbfk: v\n")
    assert [problem.rule for problem in problems] == ["byte-order-mark"]
    assert isinstance(node, Mapping)
    assert node.entries[0][1].span.start == 3


def test_crlf_is_accepted_silently() -> None:
    node, problems = load("f.yaml", b"k: |\r\n  uno\r\n  due\r\n")
    assert not problems
    assert isinstance(node, Mapping)
    value = node.get("k")
    assert isinstance(value, LocatedText)
    assert value.text == "uno\ndue\n"
    assert value.offsets == (8, 9, 10, 11, 15, 16, 17, 18, 19)


def test_the_span_of_a_block_ends_with_its_last_words() -> None:
    source = "k: |+\n  uno\n\n\n# nota\nz: 1\n"
    node, _ = load("f.yaml", source.encode())
    assert isinstance(node, Mapping)
    value = node.get("k")
    assert isinstance(value, LocatedText)
    assert value.text == "uno\n\n\n"
    assert source[value.span.start : value.span.end].startswith("|+\n  uno")
    assert "nota" not in source[value.span.start : value.span.end]


def test_keys_are_looked_up() -> None:
    node, _ = load("f.yaml", b"a: 1\nb: [2, 3]\n")
    assert isinstance(node, Mapping)
    assert str(node.get("a")) == "1"
    assert node.get("z") is None
    assert node.key("z") is None
    key = node.key("b")
    assert key is not None
    assert key.span.start == 5


def test_random_bytes_are_read_without_an_exception() -> None:
    chance = random.Random(4)
    signs = list("abk:: \n\n  --'\"{}[]|>&*!%@`#,?\t\r\\\u00a0“”\ufeff\u2028\x07\U0001d518")
    for _ in range(3000):
        load("f.yaml", "".join(chance.choices(signs, k=chance.randint(0, 60))).encode())
    for _ in range(1000):
        load("f.yaml", chance.randbytes(chance.randint(0, 80)))
