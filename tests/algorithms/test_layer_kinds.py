# SPDX-License-Identifier: GPL-2.0-or-later
"""Which layers an input takes: the wrong kind and the empty are named, all others are used."""

from __future__ import annotations

import pytest

from .conftest import DIVIDE, PLAN, at, communities, line, memory_layer, square


@pytest.mark.parametrize(
    ("shape", "wkt"),
    [("Point", at(5, 5)), ("LineString", line((0, 0), (300, 300))), ("NoGeometry", None)],
)
def test_areas_must_be_polygons(refusal, shape, wkt):
    layer = memory_layer(shape, [(wkt, ("a",))], "field=area_code:string", name="wrong")
    refusal("buildbaseunits", {**DIVIDE, "AREA": layer}, "polygons", "wrong")


def test_trees_are_no_barriers(refusal, communities_layer):
    trees = memory_layer("Point", [(at(30, 55), ()), (at(80, 55), ())], name="trees")
    parameters = {**DIVIDE, "AREA": communities_layer, "BARRIERS": trees}
    refusal("buildbaseunits", parameters, "trees", "lines", "polygons")


def test_streets_drawn_as_areas_are_no_lengths(refusal, units_layer):
    roads = memory_layer("Polygon", [(square(10, 10, 20), ())], name="carriageways")
    parameters = {"UNITS": units_layer, "STREETS": roads, "OUTPUT": "memory:"}
    refusal("measureworkload", parameters, "carriageways", "lines")


def test_a_river_drawn_as_area_is_a_barrier_of_a_plan(run, units_layer):
    river = memory_layer("Polygon", [(square(300, -10, 1), ())], name="river")
    outcome = run("planresponsibilitygrids", {**PLAN, "UNITS": units_layer, "BARRIERS": river})
    assert outcome.ok, outcome.text


def test_a_layer_of_empty_features_is_empty_not_elsewhere(refusal, run, communities_layer):
    nowhere = communities((None, "a"))
    refusal("buildbaseunits", {**DIVIDE, "AREA": nowhere}, "usable geometry", "communities")
    buildings = memory_layer("Polygon", [(None, ())], name="no shapes")
    parameters = {**DIVIDE, "AREA": communities_layer, "BUILDINGS": buildings}
    outcome = run("buildbaseunits", parameters)
    assert outcome.ok, outcome.text
    assert any("no shapes" in text for text in outcome.feedback.warnings)


def test_a_river_beside_the_chosen_communities_is_no_mistake(run):
    areas = communities((square(0, 0, 300), "441302001001"))
    river = memory_layer("LineString", [(line((310, -2000), (900, 2000)), ())], name="river")
    outcome = run("buildbaseunits", {**DIVIDE, "AREA": areas, "BARRIERS": [river]})
    assert outcome.ok, outcome.text


def test_a_single_point_has_a_place(run, units_layer):
    shop = memory_layer("Point", [(at(250, 250), ())], name="shop")
    outcome = run("measureworkload", {"UNITS": units_layer, "POI": shop, "OUTPUT": "memory:"})
    assert outcome.ok, outcome.text
    assert sum(row["poi"] for row in outcome.rows("OUTPUT")) == 1


@pytest.mark.parametrize("name", ["BOUNDARY", "PARENTS"])
def test_an_audit_needs_something_to_compare_with(refusal, units_layer, name):
    nothing = memory_layer("Polygon", [], name="nothing")
    refusal("auditcoverage", {"INPUT": units_layer, name: nothing, "OUTPUT": "memory:"})
