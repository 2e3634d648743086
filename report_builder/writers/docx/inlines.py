"""Inlines as runs: text, emphasis, links, references, note calls, foreign passages.

Receives inlines and a context; promises runs whose only properties are a character style, a language, and bold where a style
of its own is already taken. Separate because every block holds inlines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from locale import normalize
from typing import assert_never

from report_builder.document import (
    Abbreviation,
    DateText,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteCall,
    Number,
    Reference,
    Strong,
    Text,
)
from report_builder.theme import MM_PER_POINT
from report_builder.writers.balance import title_lines
from report_builder.writers.docx.context import Context, spaced
from report_builder.writers.docx.fields import BREAK, field, mark, quoted, text_run
from report_builder.writers.docx.look import text_width
from report_builder.writers.docx.xml import EMPTY, Xml, element, joined, value, w
from report_builder.writers.measure import measure

LONGEST_TIP = 260  # characters that Word shows


def word_language(tag: str) -> str:
    """A language as Word wants it, with a region ("it" is "it-IT"): its spelling checker does not know bare languages."""
    if "-" in tag:
        return tag
    usual = normalize(tag).partition(".")[0].replace("_", "-")  # a table of the standard library, whatever the machine's locale
    return usual if "-" in usual else tag


def run_properties(context: Context, style: str = "", language: str = "", *, bold: bool = False, look: Xml = EMPTY) -> Xml:
    """The properties of a run: at most a character style, bold, and a language; or the `look` of a heading."""
    if not (style or language or bold or look):
        return EMPTY
    return w(
        "rPr",
        value("rStyle", context.style(style)) if style else EMPTY,
        look or (joined(w("b"), w("bCs")) if bold else EMPTY),
        w("lang", val=word_language(language)) if language else EMPTY,
    )


def runs(
    context: Context, inlines: Inlines, style: str = "", language: str = "", *, bold: bool = False, look: Xml = EMPTY
) -> Xml:
    """Inlines as runs, in a character style, a language; `look` is that of a heading which is unlike its level."""
    parts: list[Xml] = []
    properties = run_properties(context, style, language, bold=bold, look=look)
    for inline in inlines:
        match inline:
            case Number(unconfirmed=True):
                plain_style = style in ("", "Strong", "Emphasis")  # those that say no more than bold
                marked = "Unconfirmed" if plain_style else style
                heavy = bold or bool(style and plain_style)
                parts.append(text_run(inline.text, run_properties(context, marked, language, bold=heavy, look=look)))
            case Text() | Number() | DateText() | Abbreviation():
                parts.append(text_run(inline.text, properties))
            case Strong():
                parts.append(runs(context, inline.children, style or "Strong", language, bold=bold or bool(style), look=look))
            case Emphasis():
                parts.append(runs(context, inline.children, style or "Emphasis", language, bold=bold or bool(style), look=look))
            case Foreign():
                parts.append(runs(context, inline.children, style, inline.language, bold=bold, look=look))
            case Link():
                text = runs(context, inline.children, "Hyperlink", language, bold=bold, look=look)
                parts.append(field(f"HYPERLINK {quoted(inline.target)}", text))
            case Reference():
                parts.append(_reference(context, inline, run_properties(context, "Hyperlink", language, bold=bold)))
            case NoteCall():
                parts.append(_note_call(context, inline))
            case LineBreak():
                parts.append(BREAK)
            case _:
                assert_never(inline)
    return joined(*parts)


def _reference(context: Context, reference: Reference, properties: Xml) -> Xml:
    """A link inside the document; the label and number in it is a field that Word keeps up to date."""
    text, printed = spaced(reference.text), context.printed.get(reference.target, "")
    if reference.automatic and printed and text.endswith(printed):
        before = reference.text[: len(text) - len(printed)] if len(text) == len(reference.text) else text[: -len(printed)]
        result = text_run(reference.text[len(before) :], properties)
        instruction = f"REF _{reference.target} \\h \\* MERGEFORMAT"
        inner = joined(text_run(before, properties), field(instruction, result, properties))
    else:
        inner = text_run(reference.text, properties)
    attributes: dict[str, str | int] = {"w:anchor": f"_{reference.target}", "w:history": 1}
    name = context.names.get(reference.target, text)
    if name != text:
        attributes["w:tooltip"] = name[:LONGEST_TIP]
    return element("w:hyperlink", attributes, inner)


def _note_call(context: Context, call: NoteCall) -> Xml:
    """The first call of a note makes it; a further one refers to it."""
    note = call.note
    properties = mark(context.style("footnote reference"))
    if note.id in context.notes:
        return field(f"NOTEREF _{note.id} \\h", text_run(str(note.number), properties), properties)
    context.notes[note.id] = note
    return context.bookmark(note.id, w("r", properties, w("footnoteReference", id=note.number)))


def bound(context: Context, title: Inlines, kind: str, width: float = 0) -> Inlines:
    """A title whose words are bound by no-break spaces, but where it should break: on the line, or in `width` mm.

    Only in the house's fonts, whose widths are known. A forced break would stand in the contents too, when Word renews them.
    """
    theme = context.theme
    room = width or text_width(theme) - theme.page["indent"]
    lines = title_lines(title, measure(theme, theme.type[kind]), room / MM_PER_POINT) if context.house else (title,)
    if len(lines) < 2:
        return title
    result: list[Inline] = []
    for i, line in enumerate(lines):
        result += [*([Text(" ")] if i else []), *_unbroken(line)]
    return tuple(result)


def _unbroken(line: Inlines) -> Iterator[Inline]:
    for inline in line:
        match inline:
            case Text():
                yield Text(inline.text.replace(" ", "\u00a0"))
            case Strong() | Emphasis() | Link() | Foreign():
                yield replace(inline, children=tuple(_unbroken(inline.children)))
            case _:
                yield inline
