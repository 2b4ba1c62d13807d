# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports stand alone, escape what they are given, and say unit and definition of each number."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser

import numpy as np
import pytest

from grid_planner.core.report import html
from grid_planner.core.report.measure import Measure, number_text

VOID = {"meta", "img", "br"}
AREA = Measure("面积", "m²", definition="面积定义")
SHARE = Measure("偏差", "%", 2, "偏差定义", factor=100.0)
SVG = '<svg viewBox="0 0 1 1"></svg>'


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


def test_a_page_is_well_formed_and_fetches_nothing():
    page = report_with(
        html.Picture("data:image/png;base64,AAAA", "图"),
        html.Chart(SVG, "图"),
        html.Table(["网格", AREA], [["U001", 2.5]]),
        html.Tiles([(Measure("网格数"), 510)]),
        html.Remark("好"),
    )
    balance = TagBalance()
    balance.feed(page)
    assert balance.open == []
    assert all(address.startswith("data:") for address in balance.addresses)
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_every_text_is_escaped():
    evil = '<img src=x onerror="alert(1)">&'
    measure = Measure(evil, evil, definition=evil)
    parts = [
        html.Table([measure, evil], [[measure, evil]]),
        html.Tiles([(measure, evil)]),
        html.Chart(SVG, evil),
        html.Picture(evil, evil),
        html.Remark(evil, evil),
    ]
    page = html.render(html.Report(evil, evil, [html.Section(evil, evil, parts)], evil))
    assert "<img src=x" not in page
    assert 'onerror="' not in page


def test_the_page_prints_and_follows_light_and_dark():
    page = report_with()
    assert "@page" in page
    assert "prefers-color-scheme: dark" in page
    assert '<html lang="zh-CN">' in page


def test_unit_and_definition_stand_beside_the_number():
    page = report_with(
        html.Table([AREA], [[12345.6]]),
        html.Tiles([(SHARE, -0.0314159)]),
    )
    assert "(m²)" in page
    assert ">12,346<" in page
    assert '-3.14<span class="unit">%' in page
    for definition in ("面积定义", "偏差定义"):
        assert f'title="{definition}"' in page
        assert f"<dd>{definition}</dd>" in page


def test_a_row_may_say_what_it_measures():
    page = report_with(html.Table(["", "前", "后"], [[SHARE, SHARE.text(0.1), SHARE.text(0.2)]]))
    assert 'title="偏差定义"' in page
    assert "<dd>偏差定义</dd>" in page
    assert ">10.00<" in page


def test_a_chart_is_told_to_who_cannot_see_it():
    assert 'role="img" aria-label="工作量 &amp; 面积"' in report_with(
        html.Chart(SVG, "工作量 & 面积")
    )


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
    assert number_text(value, digits) == text


def test_a_share_is_read_in_percent_and_a_gain_has_a_plus():
    change = Measure("变化", "%", 1, factor=100.0, signed=True)
    assert [change.text(v) for v in (0.031, -0.031, 0.0001, 0, None)] == [
        "+3.1", "-3.1", "0.0", "0.0", "–",
    ]  # fmt: skip
    assert change.label == "变化 (%)"
    assert Measure("", "%").label == "%"


def test_a_number_that_must_have_one_value_is_good_or_bad():
    gaps = Measure("缝隙", "m²", must_be=0)
    assert (gaps.state(0), gaps.state(0.2), SHARE.state(0)) == ("good", "bad", "")
    assert 'class="tile bad"' in report_with(html.Tiles([(gaps, 0.2)]))


def test_a_long_table_scrolls_and_a_short_one_does_not():
    rows = [[number] for number in range(html.LONG_TABLE + 1)]
    assert 'class="scroll long"' in report_with(html.Table(["一"], rows))
    assert 'class="scroll long"' not in report_with(html.Table(["一"], rows[:-1]))


@pytest.mark.parametrize("row", [[], [1], [1, 2, 3]])
def test_a_row_of_another_length_than_the_columns_is_refused(row):
    with pytest.raises(ValueError, match=f"2 columns.*{len(row)}"):
        html.Table(["甲", "乙"], [[1, None], row])


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
