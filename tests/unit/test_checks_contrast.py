"""Contrast of every pair of colours, told at the token that the report's own theme gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_builder.checks import contrast
from report_builder.checks.contrast import pairs
from report_builder.theme import contrast as ratio
from report_builder.theme import load_theme
from tests.findings import REPORT, checked, told

THEMED = REPORT + "theme: tema.yaml\n"


def found(tmp_path: Path, theme: str) -> list[tuple[str, str, str, int, int]]:
    return told(tmp_path, {"report.yaml": THEMED, "tema.yaml": theme}, contrast.RULES)


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_every_pair_of_the_house_reaches_its_ratio(ground: str) -> None:
    theme = load_theme()
    palette = getattr(theme, ground)

    def colour(token: tuple[str | int, ...]) -> str:
        return palette.axes[token[1]] if token[0] == "axes" else getattr(palette, str(token[0]))

    judged = list(pairs(len(palette.axes), theme.type["figure_wide"]))
    assert len(judged) == 5 + 4 * len(palette.axes)
    for pair in judged:
        assert ratio(colour(pair.front), colour(pair.back)) >= pair.least, pair


@pytest.mark.parametrize(
    ("theme", "rule", "subject", "column"),
    [
        ('light: {ink: "#888888"}', "contrast-text", "light.ink", 14),
        ('light: {muted: "#8A8A8A"}', "contrast-text", "light.muted", 16),
        ('light: {wash: "#7A7A7A"}', "contrast-callout", "light.wash", 15),
        ('light: {track: "#8A8A8A"}', "contrast-graphic", "light.track", 16),
        ('light: {quiet: "#AAAAAA"}', "contrast-graphic", "light.quiet", 16),
        ('light: {on_axis: "#555555"}', "contrast-axis", "light.on_axis", 18),
        ('dark: {muted: "#555555"}', "contrast-text", "dark.muted", 15),
        ('dark: {axes: ["#678AE0", "#333333"]}', "contrast-axis", "dark.axes.1", 26),
    ],
)
def test_a_pale_colour_is_told_at_its_token(tmp_path: Path, theme: str, rule: str, subject: str, column: int) -> None:
    assert (rule, subject, "tema.yaml", 1, column) in found(tmp_path, theme)


def test_a_pale_axis_colour_makes_the_check_fail_at_its_place_in_the_list(tmp_path: Path) -> None:
    theme = 'light:\n  axes:\n    - "#1A3B82"\n    - "#FFAA00"\n'
    assert found(tmp_path, theme) == [
        ("contrast-axis", "light.axes.1", "tema.yaml", 4, 7),
        ("contrast-callout", "light.axes.1", "tema.yaml", 4, 7),
        ("contrast-graphic", "light.axes.1", "tema.yaml", 4, 7),
    ]
    assert checked(tmp_path, {"report.yaml": THEMED, "tema.yaml": theme}).ready is None


def test_another_paper_is_told_where_it_is_given(tmp_path: Path) -> None:
    rules = {(rule, subject) for rule, subject, *_ in found(tmp_path, 'dark: {paper: "#5A5A5A"}')}
    assert rules == {(rule, "dark.paper") for rule in ("contrast-axis", "contrast-graphic", "contrast-text")}


def test_a_callouts_figure_in_small_type_needs_more(tmp_path: Path) -> None:
    """The fourth colour of the house has 4.17 on the callout's ground: enough for large type alone."""
    small = "type: {figure_wide: {size: 12}}\n"
    assert found(tmp_path, small + 'light: {wash: "#F4F3F0"}') == [("contrast-callout", "light.wash", "tema.yaml", 2, 15)]
    assert found(tmp_path, 'light: {wash: "#F4F3F0"}') == []


def test_colours_that_can_be_read_are_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, 'light: {axes: ["#1A3B82", "#A10A37"], muted: "#444444"}\ndark: {paper: "#000000"}') == []


def test_words_of_the_finding_say_both_colours_and_ratios(tmp_path: Path) -> None:
    result = checked(tmp_path, {"report.yaml": THEMED, "tema.yaml": 'light: {muted: "#8A8A8A"}'})
    (problem,) = (one for one in result.problems if one.rule == "contrast-text")
    assert problem.parameters == {
        "token": "light.muted",
        "value": "#8A8A8A",
        "ground": "light.paper",
        "ground_value": "#FFFFFF",
        "ratio": "3.45",
        "least": "4.5",
    }


@pytest.mark.parametrize(("tint", "share", "column"), [("outlined_bar", 0.5, 22), ("activated", 0.7, 19)])
def test_a_tint_too_near_the_full_colour_is_told(tmp_path: Path, tint: str, share: float, column: int) -> None:
    assert found(tmp_path, f"tint: {{{tint}: {share}}}") == [("contrast-tint", f"tint.{tint}", "tema.yaml", 1, column)]


def test_the_tints_of_the_house_can_be_told_from_the_full_colour(tmp_path: Path) -> None:
    assert found(tmp_path, "tint: {outlined_bar: 0.14, activated: 0.38}") == []
