"""Text alternatives that say what is to be seen.

Who does not see a chart or picture has nothing but its text alternative. A file name or the word "image" is none. Readers with
a voice announce the picture as one, so that "image of" is said twice; what kind of chart it is, is worth saying. An
alternative that repeats the title is heard twice and tells nothing new. It is heard in one go, without headings or a way back:
one shorter than 20 characters hardly says anything, one of more than 300 (of a chart, which has figures to tell, 500) is
better cut down to what matters, with the rest in the text or a table. Texts that the program writes from the data are not
judged. A logo is called by whose it is: its `name` is all that is heard of it.

That a text alternative is there at all is told apart: `alt-missing`, `picture-alt-missing`.

Source: WCAG 2.1, success criterion 1.1.1 with its failure F30 (file names and fillers), which EN 301 549 asks for in 10.1.1.1;
HTML Standard, 4.8.4.4 (an alternative does not repeat the caption beside the picture); W3C, Web Accessibility Tutorials,
Images, "Tips and tricks" (no "image of", no longer than needed). No standard gives a length in characters: these are the
house's, after the rule of one or two sentences for a picture, and twelve figures of about 40 characters for a chart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from report_builder.checks.alternatives import Alternative, written
from report_builder.checks.model import Context, Finding, Level
from report_builder.document import Figure, Picture, Squares, plain
from report_builder.language.plain import Plain

RULES: Mapping[str, Level] = {
    "alt-says-nothing": Level.ERROR,
    "logo-name": Level.ERROR,
    "alt-opening": Level.WARNING,
    "alt-repeats-title": Level.WARNING,
    "alt-short": Level.WARNING,
    "alt-long": Level.WARNING,
}

SHORTEST = 20  # characters
LONGEST = 300
LONGEST_CHART = 500
FILE = re.compile(r"\S+\.(?:avif|bmp|eps|gif|jpe?g|pdf|png|svg|tiff?|webp)\b|\b(?:dscn?|img|pict)[-_ ]?\d+", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    for one in written(context.document):
        text, span = one.passage.text.strip(), one.passage.span()
        if says_nothing(one, context.plain):
            yield Finding("alt-says-nothing", {"id": one.name, "text": text}, span, one.name)
            continue
        if opening := _opening(text, context.plain):
            start = one.passage.text.index(opening)
            place = one.passage.span(start, start + len(opening))
            yield Finding("alt-opening", {"id": one.name, "opening": opening}, place, one.name)
        if _words(text) in _titles(one):
            yield Finding("alt-repeats-title", {"id": one.name}, span, one.name)
        most = LONGEST if isinstance(one.drawing, Figure) and isinstance(one.drawing.content, Picture) else LONGEST_CHART
        if len(text) < SHORTEST:
            yield Finding("alt-short", {"id": one.name, "count": len(text), "least": SHORTEST}, span, one.name)
        elif len(text) > most:
            yield Finding("alt-long", {"id": one.name, "count": len(text), "most": most}, span, one.name)
    for at, logo in enumerate(context.report.entry.publisher.logos):
        if _fills_in(logo.name, context.plain):
            place = context.report.place("publisher", "logos", at, "name")
            yield Finding("logo-name", {"file": logo.file.text, "name": logo.name}, place, logo.file.text)


def says_nothing(one: Alternative, plain_words: Plain) -> bool:
    """Whether the text is the name of a file, of the drawing or of any picture."""
    names = [one.name]
    if isinstance(one.drawing, Figure) and isinstance(one.drawing.content, Picture):
        names.append(PurePosixPath(one.drawing.content.path).stem)
    return _words(one.passage.text) in map(_words, names) or _fills_in(one.passage.text, plain_words)


def _fills_in(text: str, plain_words: Plain) -> bool:
    """Whether a text holds a file's name, or is a word for any picture, with or without a number."""
    return bool(FILE.search(text)) or _words(text).rstrip("0123456789 ") in {"", *(plain_words.alt_fillers or ())}


def _opening(text: str, plain_words: Plain) -> str:
    """The words at the beginning that only say that it is a picture."""
    lower = text.lower().replace("'", "’")
    openings = (words for words in plain_words.alt_openings or () if lower.startswith(words))
    found = (words for words in openings if words.endswith("’") or not lower[len(words) : len(words) + 1].isalnum())
    return text[: max(map(len, found), default=0)]


def _titles(one: Alternative) -> set[str]:
    """What stands in print beside the drawing."""
    if isinstance(one.drawing, Squares):
        return {_words(one.drawing.legend)}
    caption = one.drawing.caption
    if caption is None:
        return set()
    title, measure = plain(caption.title), plain(caption.measure)
    label = f"{caption.label} {caption.number}"
    return {_words(text) for text in (title, measure, f"{title} {measure}", f"{label} {title}") if text}


def _words(text: str) -> str:
    """Words and figures with single spaces, to compare texts by."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower()).split())
