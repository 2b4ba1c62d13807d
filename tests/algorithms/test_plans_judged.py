# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan that exists is judged by every rule that was given: in a layer, the log and a report."""

from __future__ import annotations

import pytest
from qgis.core import QgsVectorLayer, QgsWkbTypes

from .conftest import UNIT_CODES, UNIT_SCHEMA, line, memory_layer, square, unit_rows, units_with

EVALUATE = {"GRID_FIELD": "grid_code", "GRIDS_OUTPUT": "memory:", "BROKEN_RULES": "memory:"}


def quota(**counts) -> QgsVectorLayer:
    rows = [(None, (parent[1:], count)) for parent, count in counts.items()]
    return memory_layer("NoGeometry", rows, "field=parent:string&field=staff:double", name="quota")


def evaluate(run, layer, **given):
    outcome = run("evaluateplan", {"UNITS": layer, **EVALUATE, **given})
    assert outcome.ok, outcome.text
    assert outcome.results["RULES_BROKEN"] == len(outcome.rows("BROKEN_RULES"))
    return outcome


def kinds(outcome):
    return sorted(row["kind"] for row in outcome.rows("BROKEN_RULES"))


def test_a_good_plan_breaks_nothing(run):
    given = {
        "WORKLOAD_FIELD": "workload", "PARENT_FIELD": "parent_code",
        "CURRENT_FIELD": "grid_code", "LOCKED_FIELD": "locked",
        "QUOTA": quota(p001=2, p002=2), "QUOTA_PARENT_FIELD": "parent",
        "QUOTA_COUNT_FIELD": "staff", "GRID_COUNT": 4, "MIN_WORKLOAD": 1, "MAX_WORKLOAD": 99,
        "TOLERANCE": 100, "LIMITS": "workload=1..99; unit_count=2..; area_m2=..1000000",
        "BARRIERS": memory_layer("LineString", [(line((0, 200), (600, 200)), ())]),
    }  # fmt: skip
    outcome = evaluate(run, units_with({}), **given)
    assert kinds(outcome) == []
    assert outcome.results["UNITS_MOVED"] == 0


@pytest.mark.parametrize(
    ("changes", "given", "broken"),
    [
        ({("0010000", "grid_code"): None}, {}, "UnitWithoutGrid"),
        ({("0010000", "grid_code"): "001-N"}, {}, "GridInPieces"),
        ({("0020301", "grid_code"): "001-S"}, {"PARENT_FIELD": "parent_code"}, "GridAcrossParents"),
        ({}, {"BARRIERS": [(0, 100), (600, 100)]}, "GridAcrossBarrier"),
        (
            {("0010001", "group"): "G", ("0010002", "group"): "G"},
            {"KEEP_TOGETHER_FIELD": "group"},
            "KeptTogetherSplit",
        ),
        ({}, {"MAX_WORKLOAD": 11}, "GridAboveMaximum"),
        ({}, {"MIN_WORKLOAD": 12.5}, "GridBelowMinimum"),
        ({}, {"LIMITS": "unit_count=..5"}, "QuantityAboveMaximum"),
        ({}, {"LIMITS": "area_m2=60010.."}, "QuantityBelowMinimum"),
        ({}, {"TOLERANCE": 1, "IDEAL_WORKLOAD": 10}, "GridBeyondTolerance"),
        ({}, {"GRID_COUNT": 5}, "GridCountMissed"),
        ({}, {"QUOTA": {"p001": 2, "p002": 3}, "PARENT_FIELD": "parent_code"}, "QuotaMissed"),
        (
            {("0010000", "locked"): 1, ("0010000", "name"): "elsewhere"},
            {"CURRENT_FIELD": "name", "LOCKED_FIELD": "locked"},
            "LockChanged",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_rule_that_is_given_is_judged(run, changes, given, broken):
    if "BARRIERS" in given:
        given = {"BARRIERS": memory_layer("LineString", [(line(*given["BARRIERS"]), ())])}
    if "QUOTA" in given:
        fields = {"QUOTA_PARENT_FIELD": "parent", "QUOTA_COUNT_FIELD": "staff"}
        given = {**given, **fields, "QUOTA": quota(**given["QUOTA"])}
    given = {"WORKLOAD_FIELD": "workload", **given}
    outcome = evaluate(run, units_with(changes), **given)
    assert set(kinds(outcome)) == {broken}
    assert all(": " in row["note"] for row in outcome.rows("BROKEN_RULES"))
    without = evaluate(run, units_with(changes))
    if given.keys() - {"WORKLOAD_FIELD"}:
        assert kinds(without) == []  # what is not given is not judged


def test_a_new_plan_keeps_the_limits_that_a_judge_is_given(run):
    rows = [(wkt, (*values, 10)) for wkt, values in unit_rows()]
    units = memory_layer("Polygon", rows, f"{UNIT_SCHEMA}&field=户数:integer", name="units")
    given = {
        "UNITS": units, "WORKLOAD_FIELD": "workload", "MANAGER_FIELD": "name",
        "PATROL_FIELD": "workload", "LIMITS": "unit_count=3..9；area_m2=..85000；户数=30..80",
    }  # fmt: skip
    sinks = {"UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:"}
    planned = run("planresponsibilitygrids", {**given, **sinks, "GRID_COUNT": 5})
    assert planned.ok, planned.text
    assert {3 <= row["unit_count"] <= 8 for row in planned.rows("GRIDS_OUTPUT")} == {True}
    layer = planned.layer("UNITS_OUTPUT")
    assert kinds(evaluate(run, layer, **{**given, "UNITS": layer})) == []
    few = run("planresponsibilitygrids", {**given, **sinks, "GRID_COUNT": 2})
    assert not few.ok
    assert few.says_what_to_do
    assert "unit_count" in few.text
    reserved = run("planresponsibilitygrids", {**given, **sinks, "LIMITS": "locked=..3"})
    assert "户数" in reserved.text  # a word of the planning itself; the others are offered


def test_broken_rules_are_points_in_the_units_out_of_place(run):
    changes = {
        ("0010000", "grid_code"): None,
        ("0020503", "grid_code"): None,
        ("0010300", "grid_code"): None,
    }
    outcome = evaluate(run, units_with(changes), MAX_WORKLOAD=1, GRID_COUNT=9)
    layer = outcome.layer("BROKEN_RULES")
    assert layer.wkbType() == QgsWkbTypes.Type.MultiPoint
    places = {f["kind"]: f.geometry() for f in layer.getFeatures()}
    assert len(list(places["UnitWithoutGrid"].parts())) == 2
    assert places["GridCountMissed"].isNull()  # about the whole plan
    grids = {f["grid_code"]: f.geometry() for f in outcome.layer("GRIDS_OUTPUT").getFeatures()}
    over = [f for f in layer.getFeatures() if f["kind"] == "GridAboveMaximum"]
    assert all(grids[f["grid_code"]].contains(f.geometry()) for f in over)


def test_units_over_each_other_are_named(run):
    rows = [*unit_rows(), (square(50, 0), ("x1", "001", 1.0, "001-S", None, 0, "重"))]
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")
    outcome = evaluate(run, layer)
    told = [text for text in outcome.feedback.warnings if "lie over other units" in text]
    assert len(told) == 1
    assert "x1" in told[0]


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"MIN_WORKLOAD": 3, "MAX_WORKLOAD": 2}, "minimum"),
        ({"LOCKED_FIELD": "locked"}, "current"),
        ({"QUOTA": {"p001": 2}}, "quota"),
        ({"TOLERANCE": 300}, "Tolerance"),
        ({"LIMITS": "unit_count<8"}, "unit_count<8"),
        ({"LIMITS": "workload=9..1"}, "workload=9..1"),
        ({"LIMITS": "name=..9"}, "area_m2"),
    ],
)
def test_rules_that_cannot_be_judged_are_refused(refusal, given, word):
    if "QUOTA" in given:
        given = {"QUOTA": quota(**given["QUOTA"])}
    units = units_with({("0010000", "locked"): 1})
    refusal("evaluateplan", {**EVALUATE, "UNITS": units, **given}, word)


def test_a_plan_without_any_grid_code_is_no_missing_field(refusal):
    empty = units_with({(code, "grid_code"): None for code in UNIT_CODES})
    refusal("evaluateplan", {**EVALUATE, "UNITS": empty}, "24", "Grid", "no code")


def test_the_log_says_every_broken_rule_also_without_report_and_layer(run):
    changes = {("0010000", "grid_code"): "001-N", ("0010001", "grid_code"): None}
    given = {"UNITS": units_with(changes), "GRID_FIELD": "grid_code", "GRIDS_OUTPUT": "memory:"}
    outcome = run("evaluateplan", given)
    told = " ".join(outcome.feedback.warnings)
    assert "breaks rules in 2 places" in told
    assert "The grid 001-N is in 2 pieces" in told
    assert "Units belong to no grid (0010001)" in told
    good = run("evaluateplan", {**given, "UNITS": units_with({})})
    assert "breaks none of the 2 rules" in " ".join(good.feedback.infos)


def test_the_log_says_the_first_rules_only_and_where_the_rest_is(run):
    one_by_one = units_with({(code, "grid_code"): f"g{code}" for code in UNIT_CODES})
    outcome = evaluate(run, one_by_one, TOLERANCE=1, IDEAL_WORKLOAD=1)
    told = " ".join(outcome.feedback.warnings)
    assert "4 more broken rules are not listed" in told
    assert "Each of the 24 units is a grid of its own: check whether Grid is" in told


def test_the_report_lists_every_rule_and_what_to_do(run, data_folder):
    page = data_folder / "报告.html"
    changes = {("0010000", "grid_code"): None, ("0010203", "grid_code"): "002-S"}
    evaluate(run, units_with(changes), PARENT_FIELD="parent_code", REPORT=str(page))
    text = page.read_text(encoding="utf-8")
    assert "The plan breaks 3 rules in 3 places." in text
    assert text.count("not judged, nothing given to judge by") == 10
    assert "Units belong to no grid (0010000): give each one the code of its grid." in text
    assert "http" not in text.replace("http://www.w3.org", "")


def test_the_map_shows_every_rule_that_has_a_place(run, data_folder, monkeypatch):
    drawn = {}

    def draw(polygons, class_of, classes, **_):
        drawn.setdefault("map", (list(class_of), [one.label for one in classes], len(polygons)))
        return "<svg></svg>"

    monkeypatch.setattr("grid_planner.bridge.reports.rules.polygon_map", draw)
    changes = {
        ("0010001", "group"): "G", ("0010002", "group"): "G", ("0020503", "grid_code"): None,
    }  # fmt: skip
    page = str(data_folder / "报告.html")
    evaluate(run, units_with(changes), KEEP_TOGETHER_FIELD="group", REPORT=page)
    places, labels, count = drawn["map"]
    assert labels == ["Breaks no rule", "Unit without a grid", "Units to keep together divided"]
    assert sorted(places) == [0, 0, 1, 2, 2]  # four grids and a unit without one
    assert count == len(places)


@pytest.mark.parametrize("given", [{}, {"IDEAL_WORKLOAD": 1e-9}], ids=["even", "far off"])
def test_loads_equal_but_for_rounding_or_far_off_are_drawn(run, data_folder, given):
    page = data_folder / "报告.html"
    changes = {(code, "workload"): 0.1 for code in UNIT_CODES}
    changes |= {("0010000", "workload"): 0.2, ("0010001", "workload"): 1e-17}
    evaluate(run, units_with(changes), WORKLOAD_FIELD="workload", REPORT=str(page), **given)
    assert "<svg" in page.read_text(encoding="utf-8")
