# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad input gets one sentence that says what, where and what to do, or a listed exception."""

from __future__ import annotations

import pytest
from qgis.core import QgsVectorLayer

from .conftest import UNIT_SCHEMA, line, memory_layer, square, unit_rows

PLAN = {"UNITS_OUTPUT": "memory:", "GRIDS_OUTPUT": "memory:", "TIME_LIMIT": 1}
UNIT_CODE, PARENT, WORKLOAD, GRID, GROUP, LOCKED = range(6)


def units_with(changes, **layer):
    """Return the town's units with `changes`: {(unit_code, field number): value}."""
    rows = []
    for wkt, attributes in unit_rows():
        values = list(attributes)
        for (code, field), value in changes.items():
            if attributes[UNIT_CODE] == code:
                values[field] = value
        rows.append((wkt, tuple(values)))
    return memory_layer("Polygon", rows, UNIT_SCHEMA, name="units", **layer)


def quota_table(*rows) -> QgsVectorLayer:
    made = [(None, row) for row in rows]
    return memory_layer(
        "NoGeometry", made, "field=community:string&field=staff:double", name="quota"
    )


@pytest.fixture
def refusal(run):
    """Run and return the sentence of the refusal, in which every one of `words` stands."""

    def ask(name, parameters, *words):
        outcome = run(name, parameters)
        assert not outcome.ok
        assert outcome.says_what_to_do, outcome.text
        for word in words:
            assert word in outcome.text, outcome.text
        return outcome.text

    return ask


@pytest.fixture
def plan(refusal):
    def ask(parameters, *words):
        return refusal("planresponsibilitygrids", {**PLAN, **parameters}, *words)

    return ask


@pytest.mark.parametrize(("value", "word"), [(None, "empty"), (-1.0, "below zero")])
def test_a_null_or_negative_workload_is_named(plan, value, word):
    layer = units_with({("0010000", WORKLOAD): value})
    plan({"UNITS": layer, "WORKLOAD_FIELD": "workload", "GRID_COUNT": 4}, word, "0010000")


def test_a_workload_of_zero_everywhere_is_refused(plan):
    layer = units_with({(row[1][UNIT_CODE], WORKLOAD): 0.0 for row in unit_rows()})
    plan({"UNITS": layer, "WORKLOAD_FIELD": "workload", "GRID_COUNT": 4}, "zero")


def test_a_workload_of_text_is_refused_before_reading(plan, units_layer):
    plan({"UNITS": units_layer, "WORKLOAD_FIELD": "name", "GRID_COUNT": 4}, "name", "numbers")


def test_a_field_that_is_not_there_is_named(plan, units_layer):
    plan({"UNITS": units_layer, "WORKLOAD_FIELD": "nowhere", "GRID_COUNT": 4}, "nowhere", "units")


def test_a_field_is_named_as_it_was_typed_and_not_by_its_label(plan):
    bare = memory_layer("Polygon", [(square(0, 0), ("a",))], "field=code:string", name="units")
    own = "The layer units has no field workload:"
    plan({"UNITS": bare, "WORKLOAD_FIELD": "workload", "GRID_COUNT": 1}, own, "|layername=")


def test_more_grids_than_units(plan, units_layer):
    plan({"UNITS": units_layer, "GRID_COUNT": 25}, "25", "24")


def test_fewer_grids_than_parents(plan, units_layer):
    plan({"UNITS": units_layer, "PARENT_FIELD": "parent_code", "GRID_COUNT": 1}, "1", "2")


def test_no_number_of_grids_at_all(plan, units_layer):
    plan({"UNITS": units_layer, "GRID_COUNT": 0}, "number of grids")


@pytest.mark.parametrize(("rows", "words"), [
    ([("001", 2.0), ("009", 2.0)], ["009"]),
    ([("001", 2.0)], ["002"]),
    ([("001", 2.5), ("002", 2.0)], ["001", "whole"]),
    ([("001", 0.0), ("002", 2.0)], ["001", "whole"]),
    ([("001", None), ("002", 2.0)], ["001", "whole"]),
    ([("001", 2.0), ("001", 2.0), ("002", 1.0)], ["001", "several"]),
    ([(None, 2.0), ("002", 2.0)], ["community", "no code"]),
    ([("001", 13.0), ("002", 2.0)], ["13", "12"]),
])  # fmt: skip
def test_a_quota_that_cannot_be_kept(plan, units_layer, rows, words):
    parameters = {
        "UNITS": units_layer,
        "PARENT_FIELD": "parent_code",
        "QUOTA": quota_table(*rows),
        "QUOTA_PARENT_FIELD": "community",
        "QUOTA_COUNT_FIELD": "staff",
    }
    plan(parameters, *words)


def test_a_quota_without_its_fields(plan, units_layer):
    quota = quota_table(("001", 2.0), ("002", 2.0))
    plan({"UNITS": units_layer, "QUOTA": quota}, "quota table")


def test_a_quota_is_kept_exactly(run, units_layer):
    parameters = {
        **PLAN,
        "UNITS": units_layer,
        "PARENT_FIELD": "parent_code",
        "QUOTA": quota_table(("001", 3.0), ("002", 2.0)),
        "QUOTA_PARENT_FIELD": "community",
        "QUOTA_COUNT_FIELD": "staff",
    }
    outcome = run("planresponsibilitygrids", parameters)
    assert outcome.ok, outcome.text
    parents = [row["parent_code"] for row in outcome.rows("GRIDS_OUTPUT")]
    assert sorted(parents) == ["001", "001", "001", "002", "002"]
    assert outcome.results["GRIDS"] == 5
    assert outcome.results["PIECES_TOO_MANY"] == 0


def test_units_without_a_parent(plan):
    layer = units_with({("0010000", PARENT): None})
    plan({"UNITS": layer, "PARENT_FIELD": "parent_code", "GRID_COUNT": 4}, "Parent")


def test_one_code_at_two_units(plan):
    layer = units_with({("0010001", UNIT_CODE): "0010000"})
    plan({"UNITS": layer, "GRID_COUNT": 4}, "0010000", "unit_code")


def test_a_locked_grid_in_two_pieces(plan):
    changes = {("0020503", GRID): "001-S", ("0010000", LOCKED): 1}
    parameters = {"CURRENT_FIELD": "grid_code", "LOCKED_FIELD": "locked", "GRID_COUNT": 4}
    plan({"UNITS": units_with(changes), **parameters}, "001-S", "2 pieces")


def test_a_lock_without_a_current_grid(plan):
    layer = units_with({("0010000", LOCKED): 1})
    plan({"UNITS": layer, "LOCKED_FIELD": "locked", "GRID_COUNT": 4}, "current grid")


def test_a_unit_heavier_than_the_maximum(plan):
    layer = units_with({("0010000", WORKLOAD): 99.0})
    parameters = {"WORKLOAD_FIELD": "workload", "GRID_COUNT": 6, "MAX_WORKLOAD": 20}
    plan({"UNITS": layer, **parameters}, "0010000", "20")


def test_a_group_across_parents(plan):
    layer = units_with({("0010200", GROUP): "小区", ("0020300", GROUP): "小区"})
    parameters = {"PARENT_FIELD": "parent_code", "KEEP_TOGETHER_FIELD": "group", "GRID_COUNT": 4}
    plan({"UNITS": layer, **parameters}, "小区")


def test_islands_need_more_grids_or_a_bridge(plan, run):
    rows = [*unit_rows(3, 2), (square(900, 0), ("island", "001", 1.0, "g", None, 0, "岛"))]
    layer = memory_layer("Polygon", rows, UNIT_SCHEMA, name="units")
    plan({"UNITS": layer, "GRID_COUNT": 1}, "bridge distance")
    joined = run("planresponsibilitygrids",
                 {**PLAN, "UNITS": layer, "GRID_COUNT": 1, "BRIDGE_DISTANCE": 700})  # fmt: skip
    assert joined.ok, joined.text
    assert joined.results["PIECES_TOO_MANY"] == 0


@pytest.mark.parametrize(("name", "value", "words"), [
    ("TOLERANCE", 120, ["Tolerance", "between 0 and 100"]),
    ("STABILITY", -0.5, ["Stability", "between 0 and 1"]),
    ("GRID_COUNT", -3, ["Number of grids", "0 or more"]),
    ("PRIORITY", "cheapest", ["Priority"]),
])  # fmt: skip
def test_a_parameter_out_of_range_is_named_as_in_the_dialog(plan, units_layer, name, value, words):
    plan({"UNITS": units_layer, "GRID_COUNT": 4, name: value}, *words)


def test_limits_out_of_order(refusal, communities_layer):
    parameters = {"AREA": communities_layer, "MIN_AREA": 30_000, "OUTPUT": "memory:"}
    refusal("buildbaseunits", parameters, "30,000", "10,000")


def test_weights_that_cannot_be_read(refusal, units_layer):
    parameters = {"UNITS": units_layer, "POI": memory_layer("Point", []), "OUTPUT": "memory:"}
    refusal("measureworkload", {**parameters, "WEIGHTS": "poi-1"}, "Weights", "households=0.5")
    refusal("measureworkload", {**parameters, "WEIGHTS": "staff=1"}, "staff")


def test_nothing_to_measure(refusal, units_layer):
    refusal("measureworkload", {"UNITS": units_layer, "OUTPUT": "memory:"}, "at least one layer")


def test_overlapping_communities_are_listed(run):
    rows = [(square(0, 0, 300), ("a",)), (square(250, 0, 300), ("b",))]
    layer = memory_layer("Polygon", rows, "field=area_code:string", name="communities")
    parameters = {"AREA": layer, "AREA_CODE_FIELD": "area_code", "OUTPUT": "memory:"}
    outcome = run("buildbaseunits", {**parameters, "EXCEPTIONS": "memory:"})
    assert outcome.ok, outcome.text
    overlaps = [row for row in outcome.rows("EXCEPTIONS") if row["kind"] == "areas_overlap"]
    assert len(overlaps) == 1
    assert "15,000\u00a0m²" in overlaps[0]["note"]


def test_a_building_astride_a_community_line_is_listed(run, communities_layer):
    building = memory_layer("Polygon", [(square(290, 100, 30), ())], name="buildings")
    parameters = {
        "AREA": communities_layer,
        "AREA_CODE_FIELD": "area_code",
        "BUILDINGS": building,
        "OUTPUT": "memory:",
        "EXCEPTIONS": "memory:",
    }
    outcome = run("buildbaseunits", parameters)
    assert outcome.ok, outcome.text
    notes = {row["kind"]: row["note"] for row in outcome.rows("EXCEPTIONS")}
    assert "441302001001" in notes["building_on_area_border"]


def test_a_community_without_streets_is_still_divided(run, communities_layer):
    street = memory_layer("LineString", [(line((300, 100), (600, 100)), ())], name="streets")
    parameters = {"AREA": communities_layer, "BARRIERS": [street], "OUTPUT": "memory:"}
    outcome = run("buildbaseunits", parameters)
    assert outcome.ok, outcome.text
    assert outcome.results["GAP_AREA"] == 0
    assert outcome.results["OVERLAP_AREA"] == 0
    assert outcome.results["UNIT_COUNT"] >= 10
