"""The Union emblem.

The emblem is always on the cover, drawn by the program to the geometry of Implementing Regulation (EU) No 821/2014, Annex II
(the same in Regulation (EU) 2021/1060, Annex IX, 1.9): no report can leave it out, stretch it or set it under another logo, and
the logos of `publisher.logos` are never set larger; the web page shows it on arrival (821/2014, article 4(3)(a)). What a
report's own theme or Word template could still do to it is found here:

- other colours than Reflex Blue (#003399) and yellow (#FFCC00): 821/2014, Annex II; 2021/1060, Annex IX, 1.9;
- a height at which it is missing or hardly seen. 821/2014, article 4(2), asks for a size in proportion to the document; 10 mm
  is the least that the Commission allows ("The use of the EU emblem in the context of EU programmes", 2012 and 2021), 28 mm
  all that the cover has room for;
- a ground that is not white: on a coloured one the emblem needs a white border of 1/25 of its height (821/2014, Annex II), and
  on the cover it has none, as it stands on white there;
- a picture in the header or footer of the Word template that is both higher and wider: the emblem has at least the height or
  the width of the largest other logo (821/2014, article 4(5); 2021/1060, Annex IX, 1.7);
- a logo of the office that is the emblem once more, and may be out of true: there is no other one (2021/1060, Annex IX, 1.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from report_builder.checks.model import Context, Finding, Level

RULES: Mapping[str, Level] = {
    "emblem-colour": Level.ERROR,
    "emblem-height": Level.ERROR,
    "emblem-ground": Level.ERROR,
    "emblem-smaller": Level.ERROR,
    "emblem-twice": Level.WARNING,
}

MOST = 28.0  # mm: the room of the cover's foot
RATIO = 1.5  # width to height
WHITE = "#FFFFFF"


def check(context: Context) -> Iterator[Finding]:
    theme, period = context.theme, context.period
    for token, given, wanted in (
        ("blue", theme.union_blue, period.emblem_blue),
        ("yellow", theme.union_yellow, period.emblem_yellow),
    ):
        if given.upper() != wanted.upper():
            parameters = {"token": f"union.{token}", "value": given, "wanted": wanted}
            yield Finding("emblem-colour", parameters, context.theme_place("union", token), f"union.{token}")
    height = theme.union_height
    if not period.emblem_least <= height <= MOST:
        parameters = {"value": f"{height:g} mm", "least": f"{period.emblem_least:g} mm", "most": f"{MOST:g} mm"}
        yield Finding("emblem-height", parameters, context.theme_place("union", "height"), "union.height")
    if theme.light.paper.upper() != WHITE:
        parameters = {"value": theme.light.paper}
        yield Finding("emblem-ground", parameters, context.theme_place("light", "paper"), "light.paper")
    yield from _template(context, height)
    yield from _logos(context)


def _template(context: Context, height: float) -> Iterator[Finding]:
    name = context.report.entry.template
    if context.word is None or name is None:
        return
    for wide, high in context.word.pictures:
        if high > height and wide > RATIO * height:
            parameters = {"name": name.text, "size": _size(wide, high), "emblem": _size(RATIO * height, height)}
            yield Finding("emblem-smaller", parameters, name.span, name.text)
            return


def _size(wide: float, high: float) -> str:
    return f"{wide:.0f} × {high:.0f} mm"


def _logos(context: Context) -> Iterator[Finding]:
    names = {_plain(name) for name in context.period.emblem_names()}
    for at, logo in enumerate(context.report.entry.publisher.logos):
        if _plain(logo.name) in names:
            place = context.report.place("publisher", "logos", at, "name")
            yield Finding("emblem-twice", {"name": logo.name}, place, logo.name)


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
