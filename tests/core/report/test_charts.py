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
    histogram,
    histogram_pair,
)
from grid_planner.core.report.charts.polygon_map import MapClass, bar_length, polygon_map
from grid_planner.core.report.charts.trade_off import pareto_front, trade_off
from grid_planner.core.report.measure import Measure

AREA, COUNT = Measure("面积", "m²"), Measure("数量", "个")
SHARE = Measure("占比", "%", 1, factor=100.0)
SQUARES = np.array([shapely.box(x, 0, x + 100, 100) for x in range(0, 1000, 100)])

KINDS = {
    "histogram": lambda: histogram([1, 2, 3], x=AREA, y=COUNT, limits=(1.5, 2.5)),
    "histogram_pair": lambda: histogram_pair([1, 2], [2, 3], x=AREA, y=COUNT, labels=("前", "后")),
    "ranking": lambda: ranking(["甲", "乙"], [0.1, 0.2], x=SHARE, reference=0.15),
    "paired_bars": lambda: paired_bars(["甲"], [0.1], [0.2], x=SHARE, labels=("前", "后")),
    "trade_off": lambda: trade_off(
        "abc", [1, 2, 3], [3, 4, 1], x=SHARE, y=AREA, chosen=1, chosen_label="本方案"
    ),
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


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "polygon_map"])
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
