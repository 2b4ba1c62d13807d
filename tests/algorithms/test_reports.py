# SPDX-License-Identifier: GPL-2.0-or-later
"""Reports tell how a result was made, what parents were to get and got, and what was locked."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest

from grid_planner.bridge.reports.tables import frame_table

from .conftest import UNIT_SCHEMA, memory_layer, unit_rows

PLAN = {"WORKLOAD_FIELD": "workload", "PARENT_FIELD": "parent_code", "UNITS_OUTPUT": "memory:"}
NAMES = {"001": "站前社区", "002": "北苑社区"}


class Rows(HTMLParser):
    """Collects the cells of each row of all tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag):
        self._inside &= tag not in {"td", "th"}

    def handle_data(self, data):
        if self._inside:
            self.rows[-1][-1] += data


@pytest.fixture
def report(run, data_folder):
    """Return what plans units, and gives the page of its report."""

    def made(units, **given):
        file = data_folder / "报告.html"
        parameters = {"UNITS": units, **PLAN, "REPORT": str(file), **given}
        outcome = run("planresponsibilitygrids", parameters)
        assert outcome.ok, outcome.text
        return file.read_text(encoding="utf-8")

    return made


def units(*, named=False):
    schema, rows = UNIT_SCHEMA, unit_rows()
    if named:
        schema += "&field=community_name:string"
        rows = [(shape, (*values, NAMES[values[1]])) for shape, values in rows]
    return memory_layer("Polygon", rows, schema, name="units of the town")


def quota(*counts):
    rows = [(None, (parent, count)) for parent, count in zip(NAMES, counts)]
    layer = memory_layer("NoGeometry", rows, "field=parent:string&field=staff:double", name="quota")
    fields = {"QUOTA_PARENT_FIELD": "parent", "QUOTA_COUNT_FIELD": "staff"}
    return {"QUOTA": layer, **fields}


def test_the_last_chapter_says_how_a_plan_was_made(report):
    page = report(units(), GRID_COUNT=5, SEED=7, PRIORITY="compact_first", LIMITS="unit_count=2..9")
    settings = {row[0]: row[1] for row in Rows(page).rows if len(row) == 2}
    assert settings["Base units"] == "units of the town"
    assert settings["Parent"] == "parent_code"
    assert settings["Number of grids"] == "5"
    assert settings["Seed"] == "7"
    assert settings["Priority"] == "compact first"
    assert settings["Limits of other quantities"] == "unit_count=2..9"
    assert settings["Prove the optimum"] == "no"
    assert not settings.keys() & {"Report", "Current grid", "Minimum workload of a grid"}
    assert re.search(rf"Made on {date.today()} at \d\d:\d\d by Grid Planner \d", page)


def test_a_quota_is_told_with_what_each_parent_got(report):
    rows = Rows(report(units(), **quota(2, 3))).rows
    head = next(row for row in rows if "Grids asked for" in row)
    got = {row[0]: row for row in rows if row[0] in NAMES and len(row) == len(head)}
    assert [got[parent][1:3] for parent in NAMES] == [["2", "2"], ["3", "3"]]
    assert {"Mean workload of a grid", "Deviation (%)"} <= set(head)


def test_parents_are_called_by_name_where_the_units_tell_it(report):
    named, coded = (Rows(report(units(named=known), GRID_COUNT=4)).rows for known in (True, False))
    assert [row[1] for row in named if row[0] in NAMES] == list(NAMES.values())
    assert not any(set(NAMES.values()) & set(row) for row in coded)
    grids = [row for row in named if row[0].startswith("001")]
    assert any(row[1] == NAMES["001"] for row in grids)


def test_locked_grids_are_counted_where_grids_could_be_locked(report):
    today = {"CURRENT_FIELD": "grid_code", "GRID_COUNT": 4}
    assert "Locked grids" not in report(units(), **today)
    assert "Locked grids" in report(units(), **today, LOCKED_FIELD="locked")


def test_columns_have_the_names_and_decimals_of_their_fields():
    frame = pd.DataFrame({"grid_code": ["a"], "unit_count": [1200], "deviation": [3.25]})
    table = frame_table(frame, list(frame), grid_code="Code")
    code, count, deviation = table.columns
    assert code == "Code"
    assert [count.title, count.text(1200)] == ["Number of units", "1,200"]
    assert [deviation.title, deviation.text(3.25)] == ["Deviation (%)", "+3.2"]
