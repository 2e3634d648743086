"""Characters of a scalar are changed, and nothing else in the file."""

from __future__ import annotations

import pytest

from report_builder.diagnostics import Repair
from report_builder.place import Span
from report_builder.source_edit import Edited, edited, with_key, without_key

FILE = "uno.yaml"


def at(text: str, old: str, new: str, read: str | None = None, nth: int = 0) -> Repair:
    """A repair of `old`, as it stands in the file; `read` is what it is read as."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(old, start + 1)
    return Repair(Span(FILE, start, start + len(old)), old if read is None else read, new)


@pytest.mark.parametrize(
    ("text", "old", "new", "wanted"),
    [
        ("a: 15Mln€ # nota\nb: 15Mln€\n", "15Mln€", "15 Mln€", "a: 15 Mln€ # nota\nb: 15Mln€\n"),
        ('a: "con 15Mln€"  \n', "15Mln€", "15 Mln€", 'a: "con 15 Mln€"  \n'),
        ("a: 'con 15Mln€, l''altro'\n", "15Mln€", "15 Mln€", "a: 'con 15 Mln€, l''altro'\n"),
        ("a: 'l''E'' 1'\n", "E''", "È", "a: 'l''È 1'\n"),
        ('a: "\\x41 15Mln€ \\"1\\""\n', "15Mln€", "15 Mln€", 'a: "\\x41 15 Mln€ \\"1\\""\n'),
        ("[a, {b: 15Mln€}]\n", "15Mln€", "15 Mln€", "[a, {b: 15 Mln€}]\n"),
        ("a: |\r\n  uno 15Mln€\r\n\r\n  due\r\n", "15Mln€", "15 Mln€", "a: |\r\n  uno 15 Mln€\r\n\r\n  due\r\n"),
        ("a: >-\n  uno\n  15Mln€\n  due\n# fine\n", "15Mln€", "15 Mln€", "a: >-\n  uno\n  15 Mln€\n  due\n# fine\n"),
        ("15Mln€: a\n", "15Mln€", "15 Mln€", "15 Mln€: a\n"),
    ],
)
def test_only_the_characters_of_the_repair_change(text: str, old: str, new: str, wanted: str) -> None:
    read = old.replace("''", "'")
    done = edited(FILE, text, [at(text, old, new, read)])
    assert done.text == wanted
    assert len(done.done) == 1
    assert not done.refused


def test_the_end_of_a_folded_line_stays_where_it_is() -> None:
    text = "a: >-\n  pari a 15\n  Mln di €, e\n  oltre\n"
    repair = at(text, "15\n  Mln di €", "15 Mln€", "15 Mln di €")
    assert edited(FILE, text, [repair]).text == "a: >-\n  pari a 15\n  Mln€, e\n  oltre\n"


def test_a_line_end_within_the_change_goes_with_its_indentation() -> None:
    text = "a: pari a 15 Mln\n   di €, e oltre\n"
    repair = at(text, "15 Mln\n   di €", "15 Mln€", "15 Mln di €")
    assert edited(FILE, text, [repair]).text == "a: pari a 15 Mln€, e oltre\n"


def test_several_repairs_in_one_scalar_and_the_same_twice() -> None:
    text = "a: 15Mln€ e 1298 posti\nb: 3 %\n"
    repairs = [at(text, "1298", "1.298"), at(text, "15Mln€", "15 Mln€"), at(text, "3 %", "3%"), at(text, "1298", "1.298")]
    done = edited(FILE, text, repairs)
    assert done.text == "a: 15 Mln€ e 1.298 posti\nb: 3%\n"
    assert len(done.done) == 3


def test_two_in_one_number_are_both_done_where_their_characters_are_apart() -> None:
    text = "a: 1298Mln€\n"
    done = edited(FILE, text, [at(text, "1298Mln€", "1298 Mln€"), at(text, "1298", "1.298")])
    assert done.text == "a: 1.298 Mln€\n"


def test_of_two_that_overlap_the_first_is_done() -> None:
    text = "a: uno\n"
    first, second = at(text, "uno", "due"), at(text, "uno", "tre")
    done = edited(FILE, text, [first, second])
    assert done == Edited("a: due\n", (first,), (second,))


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("a: uno\n", "uno", "uno: due"),
        ("a: uno\n", "uno", "uno # due"),
        ("a: uno\n", "uno", "[uno"),
        ("a: uno\n", "uno", "- uno"),
        ("a: uno\n", "uno", "uno\ndue"),
        ("a: [uno, due]\n", "uno", "uno, tre"),
        ("a: |\n  uno\n", "uno", "  uno"),
        ("a: uno\n", "uno", " uno"),
        ("a: uno\n", "uno", ""),
    ],
)
def test_what_would_be_read_otherwise_is_refused(text: str, old: str, new: str) -> None:
    done = edited(FILE, text, [at(text, old, new)])
    assert done.text == text
    assert not done.done
    assert len(done.refused) == 1


def test_a_repair_that_is_refused_does_not_hold_up_the_others() -> None:
    text = "a: uno\nb: 15Mln€\n"
    done = edited(FILE, text, [at(text, "uno", "uno: due"), at(text, "15Mln€", "15 Mln€")])
    assert done.text == "a: uno\nb: 15 Mln€\n"
    assert len(done.refused) == 1


def test_quotes_and_backslashes_are_written_as_the_scalar_asks() -> None:
    text = "a: 'uno'\nb: \"uno\"\n"
    done = edited(FILE, text, [at(text, "uno", "l'uno"), at(text, "uno", 'un "o\\', nth=1)])
    assert done.text == "a: 'l''uno'\nb: \"un \\\"o\\\\\"\n"


def test_what_does_not_stand_there_is_refused() -> None:
    text = "a: 15Mln€\n"
    wrong = Repair(Span(FILE, 3, 9), "16Mln€", "16 Mln€")
    outside = Repair(Span(FILE, 0, 90), "a", "b")
    around = Repair(Span(FILE, 3, 9), "1", "1.")  # a place that is more than the characters
    assert edited(FILE, text, [around]).text == text
    assert edited(FILE, text, [wrong, outside]).text == text
    assert len(edited(FILE, text, [wrong, outside]).refused) == 2


@pytest.mark.parametrize("fault", ["c: [uno\n", "c: due: tre\n", "a: ancora\n", "c: {{ x }}\n", "c: &x 1\n"])
def test_a_file_with_a_mistake_of_notation_is_left_alone(fault: str) -> None:
    text = "a: 15Mln€\n" + fault
    done = edited(FILE, text, [at(text, "15Mln€", "15 Mln€")])
    assert done.text == text
    assert len(done.refused) == 1


def test_nothing_to_do() -> None:
    assert edited(FILE, "a: [", []).text == "a: ["


# -------------------------------------------------------------------------------------------------------------- whole lines


def test_lines_come_and_go_whole() -> None:
    source = "# primo\r\na: x  # nota\r\nb:\r\n  - y\r\nc: >-\r\n  due\r\n  righe\r\n\r\n# ultimo\r\nd: z\r\n"
    assert with_key(FILE, source, "e", "z", before="b") == source.replace("b:", "e: z\r\nb:")
    assert without_key(FILE, source, "a") == source.replace("a: x  # nota\r\n", "")
    assert without_key(FILE, source, "b") == source.replace("b:\r\n  - y\r\n", "")
    assert without_key(FILE, source, "c") == source.replace("c: >-\r\n  due\r\n  righe\r\n", "")
    assert without_key(FILE, "a: x\nb: y", "b") == "a: x\n"


@pytest.mark.parametrize("text", ["{a: x, b: y}\n", "a: x\nb: [y\n", "- a\n", "", "c: d\n"])
def test_what_is_no_line_of_its_own_is_left(text: str) -> None:
    assert without_key(FILE, text, "a") is None
    assert with_key(FILE, text, "e", "z", before="b") is None


@pytest.mark.parametrize("value", ["../2018", "../2018 ", "l'anno", "a #2", "a: b", "- a", '"a"', "*a"])
def test_a_new_keys_value_is_read_as_it_was_given(value: str) -> None:
    assert with_key(FILE, "b: y\n", "a", value, before="b") is not None
