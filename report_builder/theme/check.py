"""What is wrong with a report's own theme, told without raising.

Receives tokens as an editor wrote them; promises faults with their place, each fit to become a problem. Separate from loading,
which may then trust what it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from report_builder.classes import dataclass
from report_builder.theme.tokens import STYLES, house_tokens, named


@dataclass(frozen=True, slots=True)
class ThemeFault:
    """What is wrong with one of a report's own tokens. `path` are its keys from the top, list places as numbers.

    `rule` is the message's key: `theme-unknown-token` (token, suggestion), `theme-wrong-shape` (token), `theme-wrong-colour`,
    `theme-wrong-length`, `theme-wrong-number`, `theme-wrong-word` (token, value, and for a word `words`, those that are
    allowed), `theme-missing-font` (token, value).
    """

    path: tuple[str | int, ...]
    rule: str
    parameters: Mapping[str, str | int]


_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LENGTH = re.compile(r"\d{1,4}(\.\d{1,4})?(mm|pt)")
_POINTS = re.compile(r"\d{1,4}(\.\d{1,4})?pt")
_NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")
_WORDS = {("cover", "ground"): ("dark", "light"), ("page", "size"): ("A4",)}


def _fault(path: tuple[str | int, ...], rule: str, **parameters: str | int) -> ThemeFault:
    return ThemeFault(path, rule, {"token": ".".join(map(str, path)), **parameters})


def _leaf_faults(path: tuple[str | int, ...], known: Any, value: Any) -> Iterator[ThemeFault]:
    written = str(value)
    if isinstance(value, Mapping | list | tuple) or value is None:
        yield _fault(path, "theme-wrong-shape")
    elif isinstance(known, int | float):
        number = float(written) if _NUMBER.fullmatch(written) else -1.0
        weight = path[-1] == "weight"
        if number < 0 or (path[0] == "tint" and number > 1) or (weight and number not in (300, 400, 600, 700)):
            yield _fault(path, "theme-wrong-number", value=written)
    elif _COLOUR.fullmatch(known):
        if not _COLOUR.fullmatch(written):
            yield _fault(path, "theme-wrong-colour", value=written)
    elif _LENGTH.fullmatch(known):
        if not (_POINTS if path[0] == "rule" else _LENGTH).fullmatch(written):
            yield _fault(path, "theme-wrong-length", value=written)
    elif (words := _WORDS.get((str(path[0]), str(path[-1])))) and written not in words:
        yield _fault(path, "theme-wrong-word", value=written, words=", ".join(words))


def _tree_faults(path: tuple[str | int, ...], base: Mapping[Any, Any], own: Mapping[Any, Any]) -> Iterator[ThemeFault]:
    for written, value in own.items():
        key, here = named(base, written), (*path, str(written))
        if here == ("fonts",):
            continue
        if key not in base:
            near = get_close_matches(str(written), [str(name) for name in base], 1)
            yield _fault(here, "theme-unknown-token", suggestion=near[0] if near else "")
            continue
        known = base[key]
        if isinstance(known, Mapping):
            if isinstance(value, Mapping):
                yield from _tree_faults(here, known, value)
            else:
                yield _fault(here, "theme-wrong-shape")
        elif isinstance(known, list):
            if isinstance(value, list | tuple) and value:
                for i, item in enumerate(value):
                    yield from _leaf_faults((*here, i), known[0], item)
            else:
                yield _fault(here, "theme-wrong-shape")
        else:
            yield from _leaf_faults(here, known, value)


def _font_faults(own: Any, folder: Path | None) -> Iterator[ThemeFault]:
    """Fonts of a report: files inside its own folder, by family and weight."""
    if not isinstance(own, Mapping) or not all(isinstance(files, Mapping) for files in own.values()):
        yield _fault(("fonts",), "theme-wrong-shape")
        return
    for family, files in own.items():
        for weight, file in files.items():
            path = ("fonts", str(family), str(weight))
            if str(weight) not in ("300", "400", "600", "700"):
                yield _fault(path, "theme-wrong-number", value=str(weight))
            elif folder is None or not _inside(folder, str(file)):
                yield _fault(path, "theme-missing-font", value=str(file))


def _inside(folder: Path, file: str) -> bool:
    try:
        path = (folder / file).resolve()
        return path.suffix.lower() in (".ttf", ".otf") and path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError):
        return False


def check_theme(own: Any, styles: Path = STYLES, folder: Path | None = None) -> list[ThemeFault]:
    """Everything that is wrong with a report's own tokens, in their order; leaves may be text as written or parsed values.

    Whether its colours can be read is not asked here, but by a check.
    """
    if not isinstance(own, Mapping):
        return [_fault((), "theme-wrong-shape")]
    house = house_tokens(styles)
    faults = [*_tree_faults((), house, own), *(_font_faults(own["fonts"], folder) if "fonts" in own else ())]
    if not faults:
        families = set(map(str, (*house["fonts"], *own.get("fonts", {}))))
        for use, family in own.get("font", {}).items():
            if family not in families:
                faults.append(_fault(("font", str(use)), "theme-missing-font", value=str(family)))
    return faults
