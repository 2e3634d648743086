"""The words beside the emblem.

The program sets the statement that the law of the programming period prescribes, in the report's language, and prints it on
every cover. In 2014-2020 that is "Unione europea", in full, and the name of each Fund (Regulation (EU) No 1303/2013, Annex XII,
2.2(1); Implementing Regulation (EU) No 821/2014, article 4(4)); where there are several Funds, "Fondi strutturali e di
investimento europei" may stand for all of them (1303/2013, Annex XII, 2.2(1)(b)). In 2021-2027 it is "Cofinanziato dall'Unione
europea", in full and without the Fund's name (Regulation (EU) 2021/1060, Annex IX, 1.2); what `funds` names is held to the
period's Funds all the same. Annex XII, 2.2, speaks of beneficiaries: an authority that pays the document out of technical
assistance is one. In 2021-2027 article 47 asks the emblem of authorities too.

What the office gives to it is checked: each of `funds` is a Fund of the period, by its name in full, once, and without a
shortened name of the Union. Typefaces are Arial, Auto, Calibri, Garamond, Trebuchet, Tahoma, Verdana or Ubuntu, in the file
too that a theme gives for one of them; italic, underlined and other effects are forbidden, and the colour is Reflex Blue, black
or white, as the ground asks (821/2014, article 4(4); 2021/1060, Annex IX, 1.3 and 1.6). The style `Cover Statement` of a Word
template is held to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from report_builder.checks.model import Context, Finding, Level
from report_builder.law import Named
from report_builder.theme import STYLES

RULES: Mapping[str, Level] = {
    "fund-unknown": Level.ERROR,
    "fund-abbreviated": Level.ERROR,
    "fund-twice": Level.ERROR,
    "union-abbreviated": Level.ERROR,
    "statement-font": Level.ERROR,
    "statement-font-file": Level.ERROR,
    "statement-in-word": Level.ERROR,
}

BLACK, WHITE = "#000000", "#FFFFFF"


def check(context: Context) -> Iterator[Finding]:
    if context.period.speaks(context.report.entry.language):
        yield from _funds(context)
    yield from _font(context)
    yield from _word(context)


# ----------------------------------------------------------------------------------------------------------------------- Funds


def _funds(context: Context) -> Iterator[Finding]:
    language, funds = context.report.entry.language, context.report.entry.funds
    known = list(context.period.funds(language))
    joint = context.period.joint(language)
    known += [joint] if joint else []
    union = context.period.union(language)
    seen: set[str] = set()
    for at, fund in enumerate(funds):
        place = context.report.place("funds", at)
        short = next((one for one in known if _plain(fund) == _plain(one.short)), None)
        if _plain(fund) in seen:
            yield Finding("fund-twice", {"fund": fund}, place, fund)
        elif short is not None:
            yield Finding("fund-abbreviated", {"fund": fund, "name": short.name}, place, fund)
        elif union.short in fund.replace("(", " ").replace(")", " ").split():
            yield Finding("union-abbreviated", {"fund": fund, "short": union.short, "name": union.name}, place, fund)
        elif _plain(fund) not in {_plain(one.name) for one in known}:
            parameters = {"fund": fund, "period": context.period.period, "suggestion": _near(fund, known)}
            yield Finding("fund-unknown", {**parameters, "known": "; ".join(one.name for one in known)}, place, fund)
        seen.add(_plain(fund))


def _near(fund: str, known: Sequence[Named]) -> str:
    names = {_plain(one.name): one.name for one in known}
    return next((names[found] for found in get_close_matches(_plain(fund), names, 1, 0.75)), "")


def _plain(name: str) -> str:
    """Letter case, kinds of apostrophes and spaces make no other Fund."""
    return " ".join(name.replace("’", "'").casefold().split())


# ------------------------------------------------------------------------------------------------------------------------ fonts


def _font(context: Context) -> Iterator[Finding]:
    family, allowed = context.theme.font_union, context.period.fonts
    if not _is_allowed(family, allowed):
        parameters = {"font": family, "allowed": ", ".join(allowed)}
        yield Finding("statement-font", parameters, context.theme_place("font", "union"), family)
        return
    for weight, path in context.theme.fonts[family].items():
        if path.is_relative_to(STYLES):
            continue
        named, italic = _font_says(path)
        if italic or not _is_allowed(named, allowed):
            parameters = {"font": family, "file": path.name, "named": named, "italic": "1" if italic else ""}
            place = context.theme_place("fonts", family, str(weight))
            yield Finding("statement-font-file", parameters, place, path.name)


def _is_allowed(family: str, allowed: Sequence[str]) -> bool:
    """Whether a typeface is one of those that the law names, or of its family: Trebuchet is sold as "Trebuchet MS"."""
    return any(family.casefold() == one.casefold() or family.casefold().startswith(f"{one.casefold()} ") for one in allowed)


def _font_says(path: Path) -> tuple[str, bool]:
    """The family that a font file names itself, and whether it is italic. Only reports with fonts of their own pay for this."""
    from importlib import import_module

    library: Any = import_module("fontTools.ttLib")
    with library.TTFont(path, lazy=True) as font:
        return str(font["name"].getBestFamilyName() or ""), bool(font["head"].macStyle & 2 or font["OS/2"].fsSelection & 1)


# ------------------------------------------------------------------------------------------------------------------------- Word


def _word(context: Context) -> Iterator[Finding]:
    name = context.report.entry.template
    if context.word is None or context.word.statement is None or name is None:
        return
    font, colour, effects = context.word.statement
    wrong = [] if _is_allowed(font, context.period.fonts) else [font or "?"]
    wrong += [] if colour in ("", BLACK, WHITE, context.period.emblem_blue) else [colour]
    wrong += effects
    if wrong:
        parameters = {"name": name.text, "wrong": ", ".join(wrong), "allowed": ", ".join(context.period.fonts)}
        yield Finding("statement-in-word", parameters, name.span, name.text)
