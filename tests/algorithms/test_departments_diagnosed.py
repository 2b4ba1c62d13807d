# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids of several departments as they lie over each other, before anything is changed."""

from __future__ import annotations

import pytest

from .conftest import memory_layer
from .department_town import box, city, departments, grids, names_when_loaded, to_be_loaded

DIAGNOSE = {
    "CODE_FIELDS": "code",
    "FRAGMENTS": "memory:",
    "BOUNDARIES": "memory:",
    "MATRIX": "memory:",
}


@pytest.fixture
def diagnose(run):
    """Diagnose the departments; `given` parameters stand in for the usual ones."""

    def diagnosed(**given):
        outcome = run("diagnosedepartmentgrids", {"LAYERS": departments(), **DIAGNOSE, **given})
        assert outcome.ok, outcome.text
        return outcome

    return diagnosed


def test_fragments_are_what_all_borders_cut_the_ground_into(diagnose):
    outcome = diagnose()
    rows = outcome.rows("FRAGMENTS")
    assert outcome.results["FRAGMENT_COUNT"] == len(rows) == 18
    assert outcome.results["SLIVER_COUNT"] == sum(row["sliver"] for row in rows) == 10
    assert outcome.results["SUGGESTED_TOLERANCE"] == 3.5
    assert sum(row["area_m2"] for row in rows) == pytest.approx(600 * 400)
    assert {row["departments"] for row in rows} == {3}


def test_fragments_carry_the_code_of_each_department(diagnose):
    outcome = diagnose(FRAGMENTS=to_be_loaded())
    found = {row["code_3"] for row in outcome.rows("FRAGMENTS")}
    assert found == {"S1", "S2", "S3"}
    assert names_when_loaded(outcome, "FRAGMENTS") == ["城管网格", "公安网格", "环卫网格"]


def test_shared_borders_name_the_departments(diagnose):
    shared = {row["names"]: row for row in diagnose().rows("BOUNDARIES")}
    assert shared["公安网格"]["length_m"] == pytest.approx(400)  # nobody else divides the middle
    assert shared["城管网格;环卫网格"]["departments"] == 2


def test_every_two_departments_are_compared_both_ways(diagnose):
    pairs = {(row["department"], row["other"]): row for row in diagnose().rows("MATRIX")}
    assert len(pairs) == 6
    assert pairs["城管网格", "环卫网格"]["nested_share"] == 1  # each of six lies in one of three
    assert pairs["环卫网格", "城管网格"]["nested_share"] == 0
    assert all(row["overlap_share"] == pytest.approx(1) for row in pairs.values())


def test_ground_that_nobody_has_is_listed_within_the_boundary(diagnose):
    whole = memory_layer("Polygon", [(box(0, 0, 700, 400), ())], name="范围")
    bare = [row for row in diagnose(BOUNDARY=whole).rows("FRAGMENTS") if row["departments"] == 0]
    assert sum(row["area_m2"] for row in bare) == pytest.approx(100 * 400)


def test_a_given_tolerance_is_used(diagnose):
    outcome = diagnose(TOLERANCE=1)
    assert outcome.results["SUGGESTED_TOLERANCE"] == 3.5
    middle = [row for row in outcome.rows("BOUNDARIES") if row["names"] == "公安网格"]
    assert sum(row["length_m"] for row in middle) > 400  # what lies 2 m off is its own


def test_layers_of_one_name_stay_apart(diagnose):
    pairs = diagnose(LAYERS=[city(), city()]).rows("MATRIX")
    assert len({row["department"] for row in pairs}) == 2
    assert {row["agreement"] for row in pairs} == {1}


@pytest.mark.parametrize(
    ("layers", "word"),
    [
        ([city, lambda: memory_layer("Polygon", [], "field=code:string", name="空图层")], "空图层"),
        ([city, lambda: grids("市政网格", [900, 1000], [0, 100], "M")], "do not overlap anywhere"),
        ([city] * 41, "41 layers"),
    ],
    ids=["empty", "apart", "too many"],
)
def test_layers_that_cannot_be_compared_get_one_sentence(refusal, layers, word):
    given = {**DIAGNOSE, "LAYERS": [layer() for layer in layers]}
    refusal("diagnosedepartmentgrids", given, word)


def test_a_tolerance_as_wide_as_the_town_is_refused(refusal):
    given = {"LAYERS": departments(), **DIAGNOSE, "TOLERANCE": 1000}
    refusal("diagnosedepartmentgrids", given, "tolerance of 1,000\xa0m", "narrower than the grids.")


def test_the_report_shows_the_suggested_tolerance(diagnose, data_folder):
    page = data_folder / "诊断.html"
    diagnose(REPORT=str(page))
    text = page.read_text(encoding="utf-8")
    assert "tolerance: 3.5 m" in text.replace("\xa0", " ")
    assert "http" not in text.replace("http://www.w3.org", "")
