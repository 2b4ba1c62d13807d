# SPDX-License-Identifier: GPL-2.0-or-later
"""The reports on departments' grids: each has its chapter, numbers add up, long lists are cut."""

from __future__ import annotations

import pytest

from grid_planner.bridge.reports import crosswalk as long_crosswalk
from grid_planner.bridge.reports import departments as chapters

from .department_town import communities, departments
from .test_reports import Rows

NAMES = [layer.name() for layer in departments()]


@pytest.fixture
def report(run, data_folder):
    """Return what runs an algorithm on three departments, and gives the page of its report."""

    def made(name, **given):
        file = data_folder / "报告.html"
        parameters = {"LAYERS": departments(), "CODE_FIELDS": "code", "REPORT": str(file)}
        outcome = run(name, {**parameters, **given})
        assert outcome.ok, outcome.text
        return file.read_text(encoding="utf-8")

    return made


def merged(report, **given):
    return report("mergedepartmentgrids", OUTPUT="memory:", **given)


def test_all_departments_stand_side_by_side_and_their_grids_add_up(report):
    rows = Rows(merged(report)).rows
    head = next(row for row in rows if "Border kept (%)" in row)
    fates = slice(head.index("Kept whole"), head.index("Dissolved") + 1)
    first = rows.index(head) + 1
    for name, row in zip(NAMES, rows[first : first + 3]):
        assert row[0] == name
        assert int(row[1]) == sum(map(int, row[fates]))


def test_each_department_has_a_chapter_with_a_map_of_its_borders(report):
    page = merged(report)
    assert [name for name in NAMES if f"<h2>{name}</h2>" in page] == NAMES
    assert page.count(">kept as a border</text>") == page.count(">given up</text>") == 3


def test_of_many_departments_those_that_change_most_have_a_chapter(report, monkeypatch):
    monkeypatch.setattr(chapters, "MOST_MAPS", 1)
    page = merged(report)
    assert "The 1 departments that the unified grid is farthest from" in page
    rows = [row for row in Rows(page).rows if row and row[0] in NAMES and len(row) > 7]
    farthest = max(rows, key=lambda row: float(row[-1]))[0]
    assert [name for name in NAMES if f"<h2>{name}</h2>" in page] == [farthest]


def test_a_long_crosswalk_keeps_whole_grids_and_says_where_the_rest_is(report, monkeypatch):
    whole = crosswalk(merged(report))
    monkeypatch.setattr(long_crosswalk, "MOST_ROWS", 4)
    page = merged(report)
    cut = crosswalk(page)
    assert 0 < len(cut) <= 4 < len(whole)
    assert f"Here are {len(cut)} of {len(whole)} rows" in page
    grids = {tuple(row[:2]) for row in cut}
    assert cut == [row for row in whole if tuple(row[:2]) in grids]


def crosswalk(page):
    rows = Rows(page).rows
    first = next(n for n, row in enumerate(rows) if "New grid" in row) + 1
    found = []
    for row in rows[first:]:
        if row[0] not in NAMES or len(row) != 7:
            break
        found.append(row)
    return found


def test_communities_are_spoken_of_where_there_are_any(report):
    words = "none crosses a community"
    assert words not in merged(report)
    assert words in merged(report, HARD=communities())


def test_a_given_tolerance_is_told_without_a_chart(report):
    assert "The tolerance of 3 m was given." in merged(report, TOLERANCE=3)
    assert ">tolerance: " in merged(report)


def test_no_workload_means_even_areas(report):
    assert "Area of a grid, as no workload was given (m²)" in merged(report)


def test_a_diagnosis_has_charts_of_distances_and_pairs_and_two_maps(report):
    page = report("diagnosedepartmentgrids", FRAGMENTS="memory:")
    assert page.count("<svg ") == 6
    assert page.count("data:image/png") >= 2
    for words in ("Border that the other has, too (%)", "of one department", ">tolerance: "):
        assert words in page
    rows = Rows(page).rows
    assert [row[:2] for row in rows if row and row[0] in NAMES] == [
        [NAMES[0], "6"], [NAMES[1], "4"], [NAMES[2], "3"],
    ]  # fmt: skip


def test_one_department_alone_has_no_pairs(report):
    page = report("diagnosedepartmentgrids", LAYERS=departments()[:1], FRAGMENTS="memory:")
    assert "The departments in pairs" not in page
