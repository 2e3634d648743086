"""The theme: colours that can be read, tokens that are checked before they are used, and the same tokens as CSS."""

from __future__ import annotations

import re
from itertools import combinations
from math import dist

import pytest

from report_builder.theme import (
    LEAST_CONTRAST,
    STYLES,
    ThemeFault,
    check_theme,
    contrast,
    css_forced,
    css_variables,
    extended,
    load_theme,
    shades,
)  # fmt: skip
from report_builder.theme.colour import _Seen

THEME = load_theme()
PALETTES = [pytest.param(THEME.light, id="light"), pytest.param(THEME.dark, id="dark")]


def test_contrast_is_that_of_wcag():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert contrast("#1A3B82", "#FFFFFF") == contrast("#FFFFFF", "#1A3B82") == pytest.approx(10.54, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES)
def test_texts_can_be_read(palette):
    assert min(contrast(colour, palette.paper) for colour in (palette.ink, palette.muted)) >= LEAST_CONTRAST
    assert contrast(palette.ink, palette.wash) >= LEAST_CONTRAST
    assert contrast(palette.quiet, palette.paper) >= 3


@pytest.mark.parametrize("count", [13, 20, 60])
@pytest.mark.parametrize("palette", PALETTES)
def test_further_axes_can_be_read_on_the_paper_and_under_text(palette, count):
    colours = extended(palette, count)
    assert len(colours) == len(set(colours)) == count
    assert colours[:5] == palette.axes
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)
    assert min(min(contrast(c, palette.paper), contrast(c, palette.on_axis)) for c in colours) >= LEAST_CONTRAST


@pytest.mark.parametrize(("count", "full", "impaired"), [(13, 0.095, 0.05), (20, 0.075, 0.035)])
@pytest.mark.parametrize("palette", PALETTES)
def test_further_axes_can_be_told_apart(palette, count, full, impaired):
    seen = [_Seen.of(colour) for colour in extended(palette, count)]
    assert min(dist(a.full, b.full) for a, b in combinations(seen, 2)) >= full
    for vision in ("protan", "deutan"):
        nearest = min(dist(getattr(a, vision), getattr(b, vision)) for a, b in combinations(seen, 2))
        assert nearest >= impaired


@pytest.mark.parametrize("palette", PALETTES)
def test_a_colour_does_not_change_when_another_axis_is_added(palette):
    assert extended(palette, 20)[:13] == extended(palette, 13)
    assert extended(palette, 3) == palette.axes


def test_a_theme_for_many_axes():
    theme = THEME.for_axes(13)
    assert len(theme.light.axes) == len(theme.dark.axes) == 13
    assert len(extended(THEME.light, 1000)) == 1000


def test_own_tokens_are_laid_over_the_houses_as_text_or_as_values():
    theme = load_theme({"type": {"h1": {"size": "31"}}, "space": {"1": "2mm"}, "light": {"ink": "#000000"}})
    assert theme.type["h1"].size == 31.0
    assert theme.type["h1"].line == 34
    assert theme.space[1] == 2
    assert theme.light.ink == "#000000"
    assert load_theme({"type": {"h1": {"size": 31}}}).type["h1"].size == 31.0


def told(own: object, **how: object) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.rule) for fault in check_theme(own, **how)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("own", "path", "rule"),
    [
        ({"light": {"ink": "red"}}, ("light", "ink"), "theme-wrong-colour"),
        ({"light": {"ink": "#12345"}}, ("light", "ink"), "theme-wrong-colour"),
        ({"light": {"axes": ["#1A3B82", "blue"]}}, ("light", "axes", 1), "theme-wrong-colour"),
        ({"light": {"axes": []}}, ("light", "axes"), "theme-wrong-shape"),
        ({"light": {"axes": "#1A3B82"}}, ("light", "axes"), "theme-wrong-shape"),
        ({"light": {"inc": "#000000"}}, ("light", "inc"), "theme-unknown-token"),
        ({"colours": {}}, ("colours",), "theme-unknown-token"),
        ({"space": {"1": "3"}}, ("space", "1"), "theme-wrong-length"),
        ({"space": {1: "3cm"}}, ("space", "1"), "theme-wrong-length"),
        ({"rule": {"hair": "1mm"}}, ("rule", "hair"), "theme-wrong-length"),
        ({"page": {"margin": {"top": "-3mm"}}}, ("page", "margin", "top"), "theme-wrong-length"),
        ({"page": {"size": "Letter"}}, ("page", "size"), "theme-wrong-word"),
        ({"cover": {"ground": "grey"}}, ("cover", "ground"), "theme-wrong-word"),
        ({"type": {"h1": {"weight": "500"}}}, ("type", "h1", "weight"), "theme-wrong-number"),
        ({"type": {"h1": {"size": "big"}}}, ("type", "h1", "size"), "theme-wrong-number"),
        ({"type": {"h1": 3}}, ("type", "h1"), "theme-wrong-shape"),
        ({"tint": {"activated": 1.5}}, ("tint", "activated"), "theme-wrong-number"),
        ({"tint": {"activated": None}}, ("tint", "activated"), "theme-wrong-shape"),
        ({"font": {"text": "Comic Sans"}}, ("font", "text"), "theme-missing-font"),
        ({"fonts": {"Own": {400: "../secret.ttf"}}}, ("fonts", "Own", "400"), "theme-missing-font"),
        ({"fonts": {"Own": {450: "a.ttf"}}}, ("fonts", "Own", "450"), "theme-wrong-number"),
        ({"fonts": "Own"}, ("fonts",), "theme-wrong-shape"),
        ({"union": {"blue": "azure"}}, ("union", "blue"), "theme-wrong-colour"),
        ([], (), "theme-wrong-shape"),
        ("dark", (), "theme-wrong-shape"),
    ],
)
def test_wrong_tokens_are_told_with_their_place(own, path, rule, tmp_path):
    assert (path, rule) in told(own, folder=tmp_path)


def test_all_faults_are_told_at_once_with_a_suggestion():
    faults = check_theme({"lihgt": {}, "dark": {"ink": "x"}, "space": {"9": "1mm"}})
    assert [fault.path for fault in faults] == [("lihgt",), ("dark", "ink"), ("space", "9")]
    assert faults[0] == ThemeFault(("lihgt",), "theme-unknown-token", {"token": "lihgt", "suggestion": "light"})


def test_good_tokens_have_no_fault(tmp_path):
    assert check_theme({}) == []
    own = {"light": {"axes": ["#1A3B82", "#A10A37"]}, "cover": {"ground": "light"}, "type": {"h1": {"size": "31.5"}}}
    assert check_theme(own) == []
    (tmp_path / "own.ttf").write_bytes((STYLES / "fonts/TitilliumWeb-Regular.ttf").read_bytes())
    fonts = {"fonts": {"Own": {"400": "own.ttf"}}, "font": {"text": "Own"}}
    assert check_theme(fonts, folder=tmp_path) == []
    assert load_theme(fonts, folder=tmp_path).fonts["Own"] == {400: tmp_path / "own.ttf"}
    assert load_theme(fonts, folder=tmp_path).fonts["Ubuntu"][400] == STYLES / "fonts/Ubuntu-Regular.ttf"


def test_a_reader_s_own_colours_replace_every_colour_of_ours():
    names = re.compile(r"--([a-z0-9-]+): ([^;]+);")
    ours, theirs = dict(names.findall(css_variables(THEME, dark=True))), dict(names.findall(css_forced(THEME)))
    assert theirs.keys() == ours.keys()
    assert "#" not in "".join(theirs.values())
    assert (theirs["paper"], theirs["on-axis"], theirs["ink"], theirs["axis-3"]) == (
        "Canvas",
        "Canvas",
        "CanvasText",
        "CanvasText",
    )
    assert theirs["axis-1-38"] == "color-mix(in srgb, CanvasText 38%, Canvas)"


def test_css_variables_hold_every_colour_and_length():
    light, dark = css_variables(THEME), css_variables(THEME, '[data-ground="dark"]', dark=True)
    for line in ("--ink: #1A212D;", "--axis-5: #1A212D;", "--space-1: 1.75mm;", "--hanging: 54mm;", "--indent: 58mm;",
                 "--accent: var(--ink);", "--night: #111820;", "--on-axis: #FFFFFF;"):  # fmt: skip
        assert f"  {line}\n" in light
    assert light.startswith(":root {\n")
    assert dark.startswith('[data-ground="dark"] {\n')
    assert "--ink: #F1F4F8;" in dark
    assert "--space-1" not in dark
    assert f"--axis-1-14: {THEME.light.tint('#1A3B82', 0.14)};" in light
    names = re.findall(r"--([a-z0-9-]+):", light)
    assert len(names) == len(set(names))
    assert set(shades(THEME)) >= {round(100 * share) for share in THEME.tint.values()}
    assert set(re.findall(r"--[a-z0-9-]+(?=:)", dark)) <= set(re.findall(r"--[a-z0-9-]+(?=:)", light))


def test_a_variable_for_every_axis_there_is():
    assert "--axis-13:" in css_variables(THEME.for_axes(13))
