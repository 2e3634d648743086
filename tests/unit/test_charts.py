"""Charts: nothing touches, nothing leaves the sheet, and every way of writing a drawing says the same."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from itertools import combinations, pairwise, product

import pytest
from lxml import etree
from PIL import Image

from report_builder.charts import MOST_MARKS, chart_sheet, data_table, drawer, marks, squares_layout
from report_builder.charts.fonts import typeface
from report_builder.charts.labels import spread, wrapped
from report_builder.charts.scale import fitted
from report_builder.charts.sheet import Box, Label, Polyline, Rect, Sheet
from report_builder.document import Axis, Category, Chart, ChartKind, Datum, Series
from report_builder.theme import css_variables, load_theme
from report_builder.writers import Draw, Medium
from tests import chart_samples as samples

THEME = load_theme().for_axes(30)
ONE_SERIES = (ChartKind.BARS, ChartKind.BULLET, ChartKind.DUMBBELL)
SVG = "{http://www.w3.org/2000/svg}"


def faults(sheet: Sheet) -> list[str]:
    """Labels that leave the sheet, touch one another, or lie half on a bar."""
    found: list[str] = []
    bounds, labels = Box(0, 0, sheet.width, sheet.height), sheet.labels()
    found += [f"{label.text!r} leaves the sheet: {label.box}" for label in labels if not bounds.holds(label.box, 0.4)]
    found += [f"{a.text!r} touches {b.text!r}" for a, b in combinations(labels, 2) if a.box.meets(b.box, -0.1)]
    for label, bar in product(labels, sheet.rects()):
        ink = Box(label.box.left - 0.3, label.baseline - 0.25 * label.size, label.box.right + 0.3, label.baseline)
        if label.box.meets(bar, -0.05) and not bar.holds(ink, 0.05):
            found.append(f"{label.text!r} lies half on a bar")
    return found


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("make", [*samples.REPORT, *samples.FURTHER], ids=lambda make: make.__name__)
def test_the_charts_of_a_report_have_no_collision(make, narrow):
    assert faults(chart_sheet(make(), THEME, narrow=narrow)) == []


@pytest.mark.parametrize("half", [False, True], ids=["full", "half"])
@pytest.mark.parametrize("count", [1, 3, 13, 30])
@pytest.mark.parametrize("kind", list(ChartKind))
def test_no_label_collides_however_many_and_long(kind, count, half):
    for series, long, axes, narrow in product(
        (1,) if kind in ONE_SERIES else (1, 2, 3, 13), (True, False), (True, False), (False, True)
    ):
        chart = samples.hard(kind, count, series, half=half, long=long, axes=axes)
        assert faults(chart_sheet(chart, THEME, narrow=narrow)) == [], (series, long, axes, narrow)


@pytest.mark.parametrize("kind", list(ChartKind))
def test_every_stated_number_of_a_small_chart_is_printed_and_what_is_not_stated_too(kind):
    count = 2 if kind is ChartKind.DUMBBELL else 1
    rows = tuple(
        Category(
            f"Voce {i}",
            tuple(Datum(Decimal(i * 10 + 5 + j), f"{i}{j},5") for j in range(count)) if i else (Datum(None, "n.d."),) * count,
            targets=(Datum(Decimal(18), "18,0"),) if kind is ChartKind.BULLET else (),
        )
        for i in range(3)
    )
    series = tuple(Series(f"s{j}") for j in range(count))
    texts = {label.text for label in chart_sheet(Chart("c", kind, rows, series, targets=("meta", "fine")), THEME).labels()}
    assert {datum.text for row in rows for datum in row.values} <= texts


@pytest.mark.parametrize("make", [samples.allocation, samples.progress, samples.certified, samples.participants])
def test_wide_charts_begin_on_the_line_of_the_page(make):
    sheet = chart_sheet(make(), THEME)
    assert sheet.width == 170
    assert min(box.left for box in sheet.rects()) == 58
    narrow = chart_sheet(make(), THEME, narrow=True)
    assert narrow.width == 80
    assert min(box.left for box in narrow.rects()) == 0


def test_bars_share_one_scale_from_zero():
    bars, values = chart_sheet(samples.allocation(), THEME).rects(), (358.0, 227.1, 332.5, 20.0, 32.9)
    steps = {round((bar.right - bar.left) / value, 6) for bar, value in zip(bars, values, strict=True)}
    assert len(steps) == 1


def test_negative_bars_lie_left_of_zero_with_their_numbers():
    sheet = chart_sheet(samples.changes(), THEME)
    first, second, *_ = sheet.rects()
    assert second.right == pytest.approx(first.left)
    minus = next(label for label in sheet.labels() if label.text == "−8,2")
    assert minus.box.right < second.left


def test_parts_of_a_hundred_are_all_as_long():
    chart = replace(samples.participants(), share=True)
    sheet = chart_sheet(chart, THEME)
    rows: dict[float, list[Box]] = {}
    for bar in sheet.rects():
        rows.setdefault(bar.top, []).append(bar)
    assert len({round(max(bar.right for bar in bars), 3) for bars in rows.values()}) == 1


def test_the_second_of_a_pair_is_tinted_with_an_outline():
    rects = [shape for shape in chart_sheet(samples.participants(), THEME).shapes if isinstance(shape, Rect) and shape.is_mark]
    assert [(rect.fill.shade, rect.edge is not None) for rect in rects[:2]] == [(100, False), (14, True)]


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("kind", [ChartKind.STACKED, ChartKind.GROUPED])
def test_parts_that_a_key_names_carry_their_axis_numeral(kind, narrow):
    axes = [Axis(i, numeral, f"Asse {numeral}", f"Tema {numeral}") for i, numeral in enumerate(("I", "II", "III", "IV"))]
    values = (
        (0, 40, 30, 20),
        (25, 25, 25, 1),
        (60, 2, 30, 30),
    )  # the first part of the first bar is nothing: no name stands over it
    rows = tuple(
        Category(f"Fase {i}", tuple(Datum(Decimal(value), f"{value},0") for value in row)) for i, row in enumerate(values)
    )
    series = tuple(Series("un tema dal nome che non sta accanto a una barra", axis) for axis in axes)
    sheet = chart_sheet(Chart("c", kind, rows, series, "Mln€"), THEME, narrow=narrow)
    texts = [label.text for label in sheet.labels()]
    assert sum(text.startswith("II un tema") for text in texts) == 1  # the key
    marked = [text for text in texts if text.split(" ")[0] in ("I", "II", "III", "IV") and "tema" not in text]
    wide_enough = 12 if kind is ChartKind.GROUPED else 9  # parts of 1 and 2 are thinner than a numeral, that of 0 is none
    assert len(marked) == wide_enough
    assert faults(sheet) == []


def test_names_over_the_parts_leave_numerals_out():
    texts = [label.text for label in chart_sheet(samples.progress(), THEME).labels()]
    assert not [text for text in texts if re.fullmatch("I{1,3} [0-9,.]+", text)]


def test_a_common_beginning_is_one_labelled_line():
    texts = [label.text for label in chart_sheet(samples.attainment(), THEME).labels()]
    assert texts.count("obiettivo = 100%") == 1
    assert "100%" not in texts


def test_a_value_that_is_not_stated_breaks_a_line():
    lines = [s for s in chart_sheet(samples.years(), THEME).shapes if isinstance(s, Polyline) and s.is_mark]
    assert sorted(len(line.points) for line in lines) == [2, 4, 4]


def test_numbers_in_parts_have_room_to_spare():
    sheet = chart_sheet(samples.progress(), THEME)
    for label in sheet.labels():
        for bar in sheet.rects():
            if bar.holds(label.box, 2) and bar.meets(label.box):
                assert label.box.left - bar.left + bar.right - label.box.right >= 1


def test_vertical_lines_make_way_for_labels():
    chart = replace(samples.allocation(), reference=("media", Decimal(194)))
    sheet = chart_sheet(chart, THEME)
    for shape in sheet.shapes:
        if isinstance(shape, Polyline) and shape.points[0][0] == shape.points[1][0]:
            (x, top), (_, bottom) = shape.points
            line = Box(x, min(top, bottom), x, max(top, bottom))
            assert not any(label.box.left < x < label.box.right and label.box.meets(line) for label in sheet.labels())


def test_any_theme_colour_and_number_of_axes():
    chart = samples.hard(ChartKind.BARS, 20, long=False)
    found = {rect.fill.token for rect in chart_sheet(chart, load_theme()).shapes if isinstance(rect, Rect) and not rect.is_mark}
    assert {f"axis-{i}" for i in range(1, 21)} <= found
    drawer(load_theme())(chart, Medium.OUTLINE_SVG)


# ------------------------------------------------------------------------------------------------------------------- writing


@pytest.fixture(scope="module")
def draw() -> Draw:
    return drawer(load_theme())


@pytest.mark.parametrize("medium", [Medium.TEXT_SVG, Medium.WEB_SVG, Medium.NARROW_SVG])
def test_text_is_real_and_the_same_words_as_on_the_sheet(draw, medium):
    chart = samples.participants()
    tree = etree.fromstring(draw(chart, medium).data)
    sheet = chart_sheet(chart, THEME, narrow=medium is Medium.NARROW_SVG)
    assert [text.text for text in tree.iter(f"{SVG}text")] == [label.text for label in sheet.labels()]
    assert {text.get("font-weight", "400") for text in tree.iter(f"{SVG}text")} <= {"400", "600", "700"}


@pytest.mark.parametrize("medium", [Medium.WEB_SVG, Medium.NARROW_SVG])
def test_web_drawings_use_only_variables_that_the_theme_defines(draw, medium):
    for make in (*samples.REPORT, *samples.FURTHER, samples.squares):
        svg = draw(make(), medium).data.decode()
        assert not re.search(r"#[0-9A-Fa-f]{6}", svg)
        used = set(re.findall(r"var\((--[a-z0-9-]+)\)", svg))
        for dark in (False, True):
            defined = set(re.findall(r"(--[a-z0-9-]+):", css_variables(load_theme(), dark=dark)))
            assert used <= defined


def test_outlines_hold_no_text_no_id_and_no_reference(draw):
    svg = draw(samples.years(), Medium.OUTLINE_SVG).data.decode()
    assert "<text" not in svg
    assert not re.search(r"\b(id|class|style|href|font-family)=", svg)
    assert {element.tag for element in etree.fromstring(svg.encode()).iter()} <= {
        f"{SVG}{name}" for name in ("svg", "rect", "line", "polyline", "circle", "path")
    }


def test_numbers_are_short(draw):
    for make in samples.REPORT:
        assert not re.search(r'="\d+\.\d{4}', draw(make(), Medium.TEXT_SVG).data.decode())


def test_png_has_200_dpi_and_an_opaque_ground(draw):
    drawing = draw(samples.allocation(), Medium.PNG)
    image = Image.open(BytesIO(drawing.data))
    assert image.size == (round(170 / 25.4 * 200), pytest.approx(drawing.height / 25.4 * 200, abs=1))
    assert image.info["dpi"] == pytest.approx((200, 200), abs=0.01)
    assert image.convert("RGBA").getextrema()[3] == (255, 255)
    assert image.convert("RGB").getpixel((image.width - 1, image.height - 1)) == (255, 255, 255)


def test_outlines_and_real_text_take_the_same_room():
    """The kerned outline of a label never leaves the box that collisions are computed with."""
    face = typeface(load_theme())
    for text, weight in (("AVATo, Tv", 400), ("158.118 su 25.000", 600), ("Capacità istituzionale", 700)):
        runs = face.runs(text, weight)
        assert sum(run.width for run in runs) * 8.5 * 25.4 / 72 <= face.width(text, 8.5, weight) + 1e-9


def test_characters_that_the_face_lacks_come_from_the_other_face():
    face = typeface(load_theme())
    runs = face.runs("α\u202f1\u2011β", 400)
    assert [len(run.glyphs) for run in runs] == [1, 3, 1]
    assert runs[0].file.path.name.startswith("Ubuntu")
    assert all(name != ".notdef" for run in runs for name, _ in run.glyphs)


def test_many_marks_become_one_picture_under_real_text(draw):
    few, many = samples.progress(), samples.hard(ChartKind.STACKED, 30, 13, long=False)
    assert marks(few) <= MOST_MARKS < marks(many)
    assert b"<image" not in draw(few, Medium.TEXT_SVG).data
    tree = etree.fromstring(draw(many, Medium.TEXT_SVG).data)
    assert tree[0].tag == f"{SVG}image"
    assert {child.tag for child in tree[1:]} == {f"{SVG}text"}
    assert b"<image" not in draw(many, Medium.WEB_SVG).data


def test_text_is_escaped(draw):
    chart = Chart("c", ChartKind.BARS, (Category("A & B <i>", (Datum(Decimal(1), '"1"'),)),), (Series("s"),))
    texts = [text.text for text in etree.fromstring(draw(chart, Medium.TEXT_SVG).data).iter(f"{SVG}text")]
    assert texts == ["A & B <i>", '"1"']


@pytest.mark.parametrize("kind", list(ChartKind))
def test_empty_and_all_zero_charts_are_drawn(draw, kind):
    nothing = Chart("c", kind, (), (Series("s"),))
    rows = tuple(Category(f"{i}", (Datum(Decimal(0), "0"),) * 2) for i in range(2))
    zeros = Chart("c", kind, rows, (Series("s"), Series("t")))
    for chart in (nothing, zeros):
        drawing = draw(chart, Medium.PNG)
        assert drawing.data.startswith(b"\x89PNG")
        assert drawing.height > 0


def test_drawings_are_the_same_in_every_process_and_made_once():
    code = (
        "import sys,hashlib;from tests import chart_samples as s;from report_builder.charts import drawer;"
        "from report_builder.theme import load_theme;from report_builder.writers import Medium;"
        "d=drawer(load_theme().for_axes(13));h=hashlib.sha256();"
        "[h.update(d(f(),m).data) for f in (*s.REPORT,*s.FURTHER,s.squares) for m in Medium];print(h.hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True)
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout
    draw = drawer(load_theme())
    assert draw(samples.years(), Medium.TEXT_SVG) is draw(samples.years(), Medium.TEXT_SVG)


def test_importing_charts_brings_neither_fonttools_nor_resvg():
    code = "import sys, report_builder.charts as c; print([m for m in sys.modules if m.startswith(('fontTools', 'resvg'))])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


# ------------------------------------------------------------------------------------------------------------------- squares


@pytest.mark.parametrize(
    "counts",
    [
        ((358, 329, 69), (227, 173, 41), (333, 222, 91), (20, 15, 1), (32, 20, 2)),
        tuple((75, 40, 10) for _ in range(13)),
        tuple((400 - 20 * i, 100, 50) for i in range(13)),
        ((12, 5, 0), (3, 3, 3)),
        ((0, 0, 0),),
        ((5000, 2000, 100),),
    ],
    ids=["2018", "13 even", "13 large", "small", "none", "5000"],
)
def test_squares_fit_their_field_and_are_all_drawn(counts):
    squares = samples.squares(counts)
    layout = squares_layout(squares)
    assert all(top + height <= 112.0001 for top, height in layout)
    assert all(b[0] - (a[0] + a[1]) > 0.5 for a, b in pairwise(layout))
    drawing = drawer(load_theme())(squares, Medium.TEXT_SVG, dark=True)
    assert drawing.height == pytest.approx(layout[-1][0] + layout[-1][1])
    paths = etree.fromstring(drawing.data).findall(f"{SVG}path")
    assert sum(path.get("d").count("M") for path in paths) == sum(row[0] for row in counts)
    assert len(paths) <= 3 * len(counts)


def test_the_2018_squares_stand_34_to_a_row():
    layout = squares_layout(samples.squares())
    assert [round(height / (112 / 34)) for _, height in layout] == [11, 7, 10, 1, 1]
    assert layout[-1][0] + layout[-1][1] == pytest.approx(112)


# ---------------------------------------------------------------------------------------------------------------------- parts


def test_data_tables_hold_every_text_with_the_unit_in_the_head():
    header, rows = data_table(samples.allocation(), "Asse", "Totale")
    assert header == ("Asse", "Dotazione (Mln€)", "Dotazione (%)")
    assert rows[1] == ("II Inclusione sociale e lotta alla povertà", "227,1", "23,4%")
    header, rows = data_table(samples.progress(), "Fase", "Totale")
    assert header == ("Fase", *(f"{axis.numeral} {axis.short} (Mln€)" for axis in samples.AXES), "Totale (Mln€)")
    assert rows[1][5:] == ("n.d.", "758,5")
    header, rows = data_table(samples.certified(), "Voce")
    assert header[2:] == ("target al 31.12.2018 (Mln€)", "target al 31.12.2019 (Mln€)")
    for make in (*samples.REPORT, *samples.FURTHER):
        header, rows = data_table(make(), "Voce", "Totale")
        assert {len(row) for row in rows} == {len(header)}


def test_spread_keeps_order_room_and_bounds():
    middles = spread([(10, 4), (10, 4), (11, 4), (30, 4)], 0, 40, 1)
    assert middles is not None
    assert all(b - a >= 5 - 1e-9 for a, b in pairwise(middles))
    assert middles[3] == 30
    assert spread([(0, 4), (0, 4)], 0, 9, 1) == [2, 7]
    assert spread([(9, 4), (9, 4)], 0, 9, 1) == [2, 7]
    assert spread([(0, 6), (0, 6)], 0, 9, 1) is None
    assert spread([], 0, 9, 1) == []


def test_long_words_are_cut_to_their_room():
    sheet = Sheet(100, typeface(load_theme()))
    lines = wrapped(sheet, "Donaudampfschifffahrtsgesellschaft und mehr", 20, 8.5)
    assert all(sheet.measure(line, 8.5) <= 20 for line in lines)
    assert "".join(line.removesuffix("-") for line in lines[:2]).startswith("Donaudampfschiff")


def test_the_largest_scale_on_which_all_fits():
    scale = fitted([(100, 10), (-50, 20), (30, 60)], 0, 100)
    assert scale(100) + 10 <= 100
    assert scale(-50) - 20 >= 0
    assert scale(30) + 60 <= 100 + 1e-9
    assert scale.step == pytest.approx(20 / 80)


def test_labels_are_computed_with_the_fonts_own_widths():
    sheet = Sheet(100, typeface(load_theme()))
    sheet.text(50, 10, "3588", size=9, weight=600, align="right")
    (label,) = sheet.labels()
    assert isinstance(label, Label)
    assert label.box.right == 50
    assert label.box.right - label.box.left == pytest.approx(4 * 0.560 * 9 * 25.4 / 72)
