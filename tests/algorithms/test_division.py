# SPDX-License-Identifier: GPL-2.0-or-later
"""What a division into base units refuses at once, and what it does and lists as an exception."""

from __future__ import annotations

import pytest

from .conftest import DIVIDE, communities, line, memory_layer, square


@pytest.mark.parametrize("code", [None, "  "])
def test_every_area_needs_its_code(refusal, code):
    areas = communities((square(0, 0, 300), code), (square(300, 0, 300), "441302001002"))
    refusal("buildbaseunits", {**DIVIDE, "AREA": areas}, "1 features", "no code")


@pytest.mark.parametrize(("size", "limits"), [
    (4_000, {"TARGET_AREA": 1, "MIN_AREA": 0, "MAX_AREA": 1}),  # a slip of the pen
    (400_000, {}),  # a province
])  # fmt: skip
def test_units_without_end_are_refused_at_once(refusal, size, limits):
    street = memory_layer("LineString", [(line((0, 0), (size, size)), ())], name="street")
    areas = communities((square(0, 0, size), "44"))
    parameters = {**DIVIDE, "AREA": areas, "BARRIERS": [street], **limits}
    refusal("buildbaseunits", parameters, "units", "target area")


def test_a_community_with_more_units_than_serials_is_refused_at_once(refusal):
    areas = communities((square(0, 0, 6_000), "441302001001"))
    refusal("buildbaseunits", {**DIVIDE, "AREA": areas}, "441302001001", "999")


def test_the_minimum_is_below_the_target(refusal, communities_layer):
    parameters = {**DIVIDE, "AREA": communities_layer, "MIN_AREA": 30_000}
    refusal("buildbaseunits", parameters, "30,000", "10,000")


@pytest.fixture
def notes(run):
    """Divide and return the notes of the exceptions of one kind."""

    def divide(kind, parameters):
        outcome = run("buildbaseunits", {**DIVIDE, "EXCEPTIONS": "memory:", **parameters})
        assert outcome.ok, outcome.text
        return [row["note"] for row in outcome.rows("EXCEPTIONS") if row["kind"] == kind]

    return divide


def test_overlapping_communities_are_listed(notes):
    areas = communities((square(0, 0, 300), "a"), (square(250, 0, 300), "b"))
    (note,) = notes("areas_overlap", {"AREA": areas})
    assert "15,000\u00a0m²" in note


def test_an_area_that_others_cover_is_listed(notes):
    areas = communities((square(0, 0, 300), "a"), (square(0, 0, 300), "b"))
    (note,) = notes("area_without_unit", {"AREA": areas})
    assert "b" in note


def test_a_building_astride_a_community_line_is_listed(notes, communities_layer):
    house = memory_layer("Polygon", [(square(290, 100, 30), ())], name="buildings")
    parameters = {"AREA": communities_layer, "BUILDINGS": house}
    (note,) = notes("building_on_area_border", parameters)
    assert "441302001001" in note


def test_a_community_without_streets_is_still_divided(run, communities_layer):
    street = memory_layer("LineString", [(line((300, 100), (600, 100)), ())], name="streets")
    outcome = run("buildbaseunits", {**DIVIDE, "AREA": communities_layer, "BARRIERS": [street]})
    assert outcome.ok, outcome.text
    assert outcome.results["GAP_AREA"] == 0
    assert outcome.results["OVERLAP_AREA"] == 0
    assert outcome.results["UNIT_COUNT"] >= 10
