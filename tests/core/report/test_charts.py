# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts are SVG of one style: same data, same bytes; words as text; the colours of the page."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from io import BytesIO

import numpy as np
import pytest
import shapely
from matplotlib.image import imread

from grid_planner.core.report import theme
from grid_planner.core.report.charts import canvas
from grid_planner.core.report.charts.bars import paired_bars, ranking
from grid_planner.core.report.charts.histogram import (
    MOST_BARS,
    bin_edges,
    counted,
    histogram,
    histogram_pair,
)
from grid_planner.core.report.charts.line_map import Lines, line_map
from grid_planner.core.report.charts.map_frame import bar_length
from grid_planner.core.report.charts.matrix import matrix
from grid_planner.core.report.charts.polygon_map import MapClass, polygon_map
from grid_planner.core.report.charts.trade_off import pareto_front, trade_off
from grid_planner.core.report.measure import Measure

AREA, COUNT = Measure("面积", "m²"), Measure("数量", "个")
SHARE = Measure("占比", "%", 1, factor=100.0)
SQUARES = np.array([shapely.box(x, 0, x + 100, 100) for x in range(0, 1000, 100)])
ACROSS = np.array([[[0, 20], [1000, 20]], [[0, 60], [1000, 60]]])
PAIRS = np.array([[np.nan, 0.25], [1.0, np.nan]])

KINDS = {
    "histogram": lambda: histogram([1, 2, 3], x=AREA, y=COUNT, limits=(1.5, 2.5)),
    "counted": lambda: counted([0, 1, 2], [900, 4], x=AREA, y=COUNT, limit=1, limit_label="界"),
    "histogram_pair": lambda: histogram_pair([1, 2], [2, 3], x=AREA, y=COUNT, labels=("前", "后")),
    "ranking": lambda: ranking(["甲", "乙"], [0.1, 0.2], x=SHARE, reference=0.15),
    "paired_bars": lambda: paired_bars(["甲"], [0.1], [0.2], x=SHARE, labels=("前", "后")),
    "trade_off": lambda: trade_off(
        "abc", [1, 2, 3], [3, 4, 1], x=SHARE, y=AREA, chosen=1, chosen_label="本方案"
    ),
    "matrix": lambda: matrix(["甲", "乙"], PAIRS, value=SHARE),
    "line_map": lambda: line_map(SQUARES, [Lines("一", "#123456", ACROSS, 2.0)]),
    "polygon_map": lambda: polygon_map(SQUARES, np.zeros(10), [MapClass("一", "#123456")]),
}


def words(svg):
    return [element.text for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]


def pixels(svg):
    data = re.search(r"data:image/png;base64,\s*([^\"]+)", svg)[1]
    return imread(BytesIO(base64.b64decode(data)))


def share_of(svg, colour):
    image = pixels(svg)
    return (np.isclose(image[..., :3], colour).all(axis=2) & (image[..., 3] == 1)).mean()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_data_give_the_same_chart(kind):
    assert KINDS[kind]() == KINDS[kind]()


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_one_element_that_shares_no_name_or_rule_with_the_page(kind):
    svg = KINDS[kind]()
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
    assert "<style" not in svg
    assert not re.search(r"<g[^>]* id=", svg)


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_or_word_keeps_its_colour_on_dark_ground(kind):
    svg = KINDS[kind]().replace("#123456", "")
    bare = re.findall(r"(?<!, )#[0-9a-f]{6}", svg)
    assert bare == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "map" not in kind])
def test_axes_say_what_they_measure_in_which_unit(kind):
    assert {AREA.label, SHARE.label} & set(words(KINDS[kind]()))


def test_shares_are_drawn_in_percent():
    assert {"20.0", "10.0", "占比 (%)"} <= set(words(KINDS["ranking"]()))


def test_words_are_text_and_escaped():
    names = ["中心社区 $5 <b>", "R&D"]
    assert set(names) <= set(words(ranking(names, [1, 2], x=COUNT)))


def test_both_grounds_have_every_colour_and_no_two_are_one():
    assert theme.LIGHT.keys() == theme.DARK.keys()
    assert len(set(theme.LIGHT.values())) == len(theme.LIGHT)
    assert not {*theme.DIVERGING, theme.NEUTRAL} & set(theme.LIGHT.values())  # fills stay


def test_a_histogram_colours_what_lies_outside_the_limits():
    svg = histogram([1000, 5000, 9000, 30000], x=AREA, y=COUNT, limits=(4000, 20000))
    assert "var(--bar," in svg
    assert "var(--bar-bad," in svg


def test_limits_are_edges_of_bars_and_all_values_are_counted():
    data = np.linspace(-500, 26_000, 777)
    edges = bin_edges(data, (4000.0, 20_000.0))
    for limit in (4000.0, 20_000.0):
        assert np.isclose(edges, limit).any()
    assert np.histogram(data, edges)[0].sum() == len(data)


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0, 5.0], [np.nan, 1.0]])
def test_a_histogram_of_little_data_is_drawn(values):
    assert histogram(values, x=AREA, y=COUNT, limits=(4.0, 6.0)).startswith("<svg")


@pytest.mark.parametrize(
    "values", [[1e21, 1e21], [1e-300, 1e21], [0.0, 2.2e-14], [5e9, 5.1e9], [1e300] * 4]
)
def test_values_far_off_or_all_but_equal_are_drawn_in_a_few_bars(values):
    edges = bin_edges(np.array(values), (-25.0, 25.0))
    assert len(edges) <= 2 * MOST_BARS + 3
    assert histogram(values, x=AREA, y=COUNT, limits=(-25.0, 25.0)).startswith("<svg")


def test_values_without_a_number_are_left_out_of_a_pair():
    with_gap = histogram_pair([1, 2, np.nan], [2, 3], x=AREA, y=COUNT, labels=("前", "后"))
    assert with_gap == KINDS["histogram_pair"]()


def test_a_ranking_begins_with_the_largest_and_is_drawn_even_when_empty():
    found = words(ranking(["甲", "乙"], [1, 2], x=COUNT))
    assert found.index("乙") < found.index("甲")
    assert ranking([], [], x=COUNT, reference=1.0).startswith("<svg")


@pytest.mark.parametrize(
    ("x", "y", "front"),
    [
        ([1, 2, 3], [3, 2, 1], [0, 1, 2]),
        ([1, 2, 3], [3, 4, 1], [0, 2]),
        ([3, 1, 2], [1, 3, 3], [1, 0]),
        ([2, 1, 1], [5, 5, 5], [1]),
        ([7], [7], [0]),
    ],
)
def test_the_front_leaves_out_what_another_point_beats_or_equals(x, y, front):
    assert pareto_front(np.array(x, float), np.array(y, float)).tolist() == front


def test_a_point_that_another_beats_is_hollow():
    hollow = "fill: var(--paper,"
    best = trade_off("ab", [1, 2], [2, 1], x=SHARE, y=AREA, chosen=0, chosen_label="")
    assert hollow not in best
    assert hollow in KINDS["trade_off"]()


def test_a_map_shows_each_class_in_its_colour():
    classes = [MapClass("低", "#ff0000"), MapClass("高", "#0000ff")]
    svg = polygon_map(SQUARES, np.arange(10) % 2, classes, legend_title="类")
    assert share_of(svg, (1, 0, 0)) > 0.2
    assert share_of(svg, (0, 0, 1)) > 0.2
    assert {"低", "高", "类", "200 m"} <= set(words(svg))


def test_a_hole_in_a_polygon_stays_open():
    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(10, 10, 90, 90))
    shares = [
        share_of(polygon_map([shape], [0], [MapClass("", "#ff0000")]), (1, 0, 0))
        for shape in (ring, shapely.box(0, 0, 100, 100))
    ]
    assert shares[0] < 0.5 * shares[1]


def test_a_polygon_of_several_parts_is_drawn_whole():
    islands = shapely.multipolygons(SQUARES[[0, 9]])
    image = pixels(polygon_map([islands], [0], [MapClass("", "#ff0000")]))
    columns = np.flatnonzero(np.isclose(image[..., :3], (1, 0, 0)).all(axis=2).any(axis=0))
    assert (np.diff(columns) > 100).any()


def test_lines_lie_on_the_ground_the_last_ones_on_top():
    under, over = (Lines(colour, colour, ACROSS, 3.0) for colour in ("#ff0000", "#0000ff"))
    svg = line_map(SQUARES, [under, over])
    assert share_of(svg, (0, 0, 1)) > 0.02
    assert share_of(svg, (1, 0, 0)) < 0.1 * share_of(svg, (0, 0, 1))
    assert words(svg).index("#0000ff") < words(svg).index("#ff0000")


def test_a_map_without_a_line_of_some_kind_is_drawn():
    assert "无" in words(line_map(SQUARES, [Lines("无", "#ff0000", np.empty((0, 2, 2)), 1.0)]))


def test_bars_beyond_the_limit_are_pale_and_a_low_one_is_seen_beside_a_high_one():
    svg = KINDS["counted"]()
    assert {"界", AREA.label} <= set(words(svg))
    assert "var(--bar," in svg
    assert "var(--bar-before," in svg
    heights = [np.ptp([float(y) for y in ys]) for ys in bars_of(svg)]
    assert heights[1] / heights[0] == pytest.approx(np.sqrt(4 / 900), rel=0.01)


def bars_of(svg):
    for path in re.findall(r'<path d="([^"]*z)[^>]*fill: var\(--bar', svg):
        yield re.findall(r"[ML] [\d.]+ ([\d.]+)", path)


def test_a_matrix_has_a_number_for_each_pair_and_none_on_its_diagonal():
    found = words(KINDS["matrix"]())
    assert [found.count(text) for text in ("25.0", "100.0")] == [1, 1]
    assert {"1  甲", "2  乙", SHARE.label} <= set(found)
    assert not {"nan", "–"} & set(found)


def test_a_matrix_of_many_stays_on_a_page():
    svg = matrix([str(n) for n in range(40)], np.full((40, 40), 0.5), value=SHARE)
    assert float(ET.fromstring(svg).get("height").removesuffix("pt")) < 72 * 9
    assert words(svg).count("50.0") == 1600


@pytest.mark.parametrize(("width", "length"), [(4000, 1000), (3900, 500), (850, 200), (1, 0.2)])
def test_the_scale_bar_has_a_round_length(width, length):
    assert bar_length(width) == pytest.approx(length)


def test_drawing_leaves_the_settings_of_others_alone():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    KINDS["histogram"]()
    assert dict(mpl.rcParams) == before


def test_chinese_words_are_drawn_where_no_font_here_has_them(monkeypatch, recwarn):
    monkeypatch.setattr(canvas, "CJK_FONTS", ("No Such Font",))
    canvas.chinese_font.cache_clear()
    try:
        assert "面积 (m²)" in words(KINDS["histogram"]())
    finally:
        canvas.chinese_font.cache_clear()
    assert not [warning for warning in recwarn if "missing from" in str(warning.message)]
