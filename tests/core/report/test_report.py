# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports stand alone, escape what they are given, and say unit and definition of each number."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely

from grid_planner.core.report import before_after, charts, html

VOID = {"meta", "img", "br"}


class TagBalance(HTMLParser):
    """Collects what is open and every attribute that could fetch something."""

    def __init__(self):
        super().__init__()
        self.open, self.addresses = [], []

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def report_with(*parts, text=""):
    return html.render(html.Report("标题", "副标题", [html.Section("一", text, parts)], "zh-CN"))


def picture_bytes(uri):
    return base64.b64decode(uri.partition(",")[2])


@pytest.fixture(scope="module")
def squares():
    return np.array([shapely.box(x, 0, x + 100, 100) for x in range(0, 1000, 100)])


def test_a_page_is_well_formed_and_fetches_nothing():
    picture = html.Picture("data:image/png;base64,AAAA", "图")
    table = html.Table([html.Column("网格"), html.Column("面积", "m²", digits=1)], [["U001", 2.5]])
    page = report_with(picture, table, html.Tiles([html.Tile("网格数", 510)]), html.Remark("好"))
    balance = TagBalance()
    balance.feed(page)
    assert balance.open == []
    assert all(address.startswith("data:") for address in balance.addresses)
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_every_text_is_escaped():
    evil = '<img src=x onerror="alert(1)">&'
    page = html.render(
        html.Report(
            evil,
            evil,
            [
                html.Section(
                    evil,
                    evil,
                    [
                        html.Table([html.Column(evil, evil, evil)], [[evil]], evil),
                        html.Tiles([html.Tile(evil, evil, evil, evil, state=evil)]),
                        html.Picture(evil, evil),
                        html.Remark(evil, evil),
                    ],
                )
            ],
            evil,
            evil,
        )
    )
    assert "<img src=x" not in page
    assert 'onerror="' not in page


def test_the_page_prints_and_follows_light_and_dark():
    page = report_with()
    assert "@page" in page
    assert "prefers-color-scheme: dark" in page
    assert '<html lang="zh-CN">' in page


def test_unit_and_definition_stand_beside_the_number():
    page = report_with(
        html.Table([html.Column("面积", "m²", "面积定义", 0)], [[12345.6]]),
        html.Tiles([html.Tile("偏差", -3.14159, "%", "偏差定义", 2)]),
    )
    assert "(m²)" in page
    assert ">12,346<" in page
    assert '-3.14<span class="unit">%' in page
    for definition in ("面积定义", "偏差定义"):
        assert f'title="{definition}"' in page
        assert f"<dd>{definition}</dd>" in page


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234567, 0, "1,234,567"),
        (np.int64(510), 2, "510"),
        (0.25, 2, "0.25"),
        (-0.0001, 2, "0.00"),
        (float("nan"), 1, "–"),
        (None, 1, "–"),
        ("441302001001U001", 0, "441302001001U001"),
    ],
)
def test_numbers_are_written_for_reading(value, digits, text):
    assert html.number_text(value, digits) == text


def test_a_histogram_colours_what_lies_outside_the_limits():
    uri = charts.histogram(
        [1000, 5000, 9000, 30000], x_label="m²", y_label="n", limits=(4000, 20000)
    )
    svg = picture_bytes(uri).decode("utf-8")
    assert uri.startswith("data:image/svg+xml")
    assert charts.BAR in svg
    assert charts.BAD in svg


def test_limits_are_edges_of_bars_and_all_values_are_counted():
    data = np.linspace(-500, 26_000, 777)
    edges = charts._bin_edges(data, 30, (4000.0, 20_000.0))
    for limit in (4000.0, 20_000.0):
        assert np.isclose(edges, limit).any()
    assert np.histogram(data, edges)[0].sum() == len(data)


@pytest.mark.parametrize("values", [[], [5.0], [5.0, 5.0, 5.0], [np.nan, 1.0]])
def test_a_histogram_of_little_data_is_drawn(values):
    uri = charts.histogram(values, x_label="", y_label="", limits=(4.0, 6.0))
    assert picture_bytes(uri).startswith(b"<?xml")


@pytest.mark.parametrize(
    "values", [[1e21, 1e21], [1e-300, 1e21], [0.0, 2.2e-14], [5e9, 5.1e9], [1e300] * 4]
)
def test_values_far_off_or_all_but_equal_are_drawn_in_a_few_bars(values):
    edges = charts._bin_edges(np.array(values), 30, (-25.0, 25.0))
    assert len(edges) <= 2 * charts.MOST_BARS + 3
    uri = charts.histogram(values, x_label="", y_label="", limits=(-25.0, 25.0))
    assert picture_bytes(uri).startswith(b"<?xml")


def test_a_ranking_is_drawn_even_when_empty():
    for labels in ([], ["一", "二"]):
        uri = charts.ranking(labels, range(len(labels)), x_label="", reference=1.0)
        assert picture_bytes(uri).startswith(b"<?xml")


def test_a_map_shows_each_class_in_its_colour(squares):
    image = pytest.importorskip("matplotlib.image")
    classes = [charts.MapClass("低", "#ff0000"), charts.MapClass("高", "#0000ff")]
    uri = charts.polygon_map(squares, np.arange(10) % 2, classes, legend_title="类")
    from io import BytesIO

    pixels = image.imread(BytesIO(picture_bytes(uri)))[..., :3]
    red = np.isclose(pixels, (1, 0, 0)).all(axis=2).mean()
    blue = np.isclose(pixels, (0, 0, 1)).all(axis=2).mean()
    assert red > 0.1
    assert blue > 0.1


def test_a_hole_in_a_polygon_stays_open(squares):
    from io import BytesIO

    from matplotlib.image import imread

    ring = shapely.box(0, 0, 100, 100).difference(shapely.box(10, 10, 90, 90))
    shares = []
    for shape in (ring, shapely.box(0, 0, 100, 100)):
        uri = charts.polygon_map([shape], [0], [charts.MapClass("", "#ff0000")])
        pixels = imread(BytesIO(picture_bytes(uri)))[..., :3]
        shares.append(np.isclose(pixels, (1, 0, 0)).all(axis=2).mean())
    assert shares[0] < 0.5 * shares[1]


def test_a_polygon_of_several_parts_is_drawn_whole(squares):
    from io import BytesIO

    from matplotlib.image import imread

    islands = shapely.multipolygons(squares[[0, 9]])
    uri = charts.polygon_map([islands], [0], [charts.MapClass("", "#ff0000")])
    red = np.isclose(imread(BytesIO(picture_bytes(uri)))[..., :3], (1, 0, 0)).all(axis=2)
    columns = np.flatnonzero(red.any(axis=0))
    assert (np.diff(columns) > 100).any()


def test_a_long_table_scrolls_and_a_short_one_does_not():
    rows = [[number] for number in range(html.LONG_TABLE + 1)]
    assert 'class="scroll long"' in report_with(html.Table([html.Column("一")], rows))
    assert 'class="scroll long"' not in report_with(html.Table([html.Column("一")], rows[:-1]))


@pytest.mark.parametrize("row", [[], [1], [1, 2, 3]])
def test_a_row_of_another_length_than_the_columns_is_refused(row):
    with pytest.raises(ValueError, match=f"2 columns.*{len(row)}"):
        html.Table([html.Column("甲"), html.Column("乙")], [[1, None], row])


@pytest.mark.parametrize(("width", "length"), [(4000, 1000), (3900, 500), (850, 200), (1, 0.2)])
def test_the_scale_bar_has_a_round_length(width, length):
    assert charts.bar_length(width) == pytest.approx(length)


def test_the_same_data_give_the_same_bytes(squares):
    classes = [charts.MapClass("一", "#123456")]
    for draw in (
        lambda: charts.histogram([1, 2, 3], x_label="甲", y_label="乙"),
        lambda: charts.polygon_map(squares, np.zeros(10), classes),
    ):
        assert draw() == draw()


def test_drawing_leaves_the_settings_of_others_alone():
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    charts.histogram([1, 2, 3], x_label="", y_label="")
    assert dict(mpl.rcParams) == before


def test_chinese_labels_are_drawn_without_missing_characters(recwarn):
    if not charts.has_cjk_font():
        pytest.skip("no font with Chinese characters is installed")
    charts.histogram([1, 2, 3], x_label="基础单元格面积", y_label="单元格数")
    assert not [warning for warning in recwarn if "missing from" in str(warning.message)]


def test_without_a_chinese_font_the_caller_is_told(monkeypatch):
    monkeypatch.setattr(charts, "CJK_FONTS", ("No Such Font",))
    charts.chart_font.cache_clear()
    try:
        assert not charts.has_cjk_font()
    finally:
        charts.chart_font.cache_clear()


def test_html_needs_neither_matplotlib_nor_numpy():
    code = (
        "import sys; import grid_planner.core.report.html; "
        "print([m for m in ('matplotlib', 'numpy', 'shapely') if m in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True,
        cwd=re.sub(r"tests/core/.*", "", __file__),
    )  # fmt: skip
    assert answer.stdout.strip() == "[]"


def test_before_and_after_stand_in_one_picture_with_their_names():
    pair = before_after.histogram_pair(
        [1, 2, 2, float("nan")], [2, 3], labels=("before", "after"), x_label="x", y_label="y"
    )
    bars = before_after.paired_bars(["a", "b"], [1, 2], [3, 4], labels=("old", "new"), x_label="%")
    for uri in (pair, bars):
        assert uri.startswith("data:image/svg+xml;base64,")
    again = before_after.paired_bars(["a", "b"], [1, 2], [3, 4], labels=("old", "new"), x_label="%")
    assert bars == again
