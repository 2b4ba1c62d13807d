# SPDX-License-Identifier: GPL-2.0-or-later
"""The communities as they were divided: a layer on request, and a sentence about what moved."""

from __future__ import annotations

import pytest

from .conftest import DIVIDE, communities, line, memory_layer, square

FIRST, SECOND, TWIN = "441302001001", "441302001002", "441302001003"


@pytest.fixture
def drawn_beside_the_street(qgis_app):
    return communities((square(2, 0, 300), FIRST), (square(302, 0, 300), SECOND))


@pytest.fixture
def street_between(qgis_app):
    return memory_layer("LineString", [(line((300, -10), (300, 310)), ())])


def moved_borders(outcome):
    return [text for text in outcome.feedback.infos + outcome.feedback.warnings if FIRST in text]


def test_the_layer_says_by_how_much_each_community_changed(
    run, drawn_beside_the_street, street_between
):
    outcome = run(
        "buildbaseunits",
        {
            **DIVIDE,
            "AREA": drawn_beside_the_street,
            "BARRIERS": [street_between],
            "AREAS_OUTPUT": "memory:",
        },
    )
    assert outcome.ok, outcome.text
    rows = {row["area_code"]: row for row in outcome.rows("AREAS_OUTPUT")}
    assert rows[FIRST]["area_before_m2"] == pytest.approx(90_000)
    assert rows[FIRST]["change_m2"] == pytest.approx(-600)
    assert rows[SECOND]["change_m2"] == pytest.approx(600)
    assert rows[FIRST]["change_share"] == pytest.approx(-600 / 90_000)
    assert sum(row["units"] for row in rows.values()) == outcome.results["UNIT_COUNT"]
    assert len(moved_borders(outcome)) == 1


def test_with_distance_zero_nothing_moves_and_nothing_is_said(
    run, drawn_beside_the_street, street_between
):
    outcome = run(
        "buildbaseunits",
        {
            **DIVIDE,
            "AREA": drawn_beside_the_street,
            "BARRIERS": [street_between],
            "SNAP_DISTANCE": 0,
            "AREAS_OUTPUT": "memory:",
        },
    )
    assert {row["change_m2"] for row in outcome.rows("AREAS_OUTPUT")} == {0.0}
    assert moved_borders(outcome) == []


def test_the_layer_is_not_made_unless_asked_for(run, drawn_beside_the_street):
    outcome = run("buildbaseunits", {**DIVIDE, "AREA": drawn_beside_the_street})
    assert outcome.ok, outcome.text
    assert "AREAS_OUTPUT" not in outcome.results


def test_a_community_drawn_twice_has_a_row_without_ground(run, qgis_app, data_folder):
    twice = communities((square(0, 0, 300), FIRST), (square(0, 0, 300), TWIN))
    path = data_folder / "社区.gpkg"
    outcome = run("buildbaseunits", {**DIVIDE, "AREA": twice, "AREAS_OUTPUT": str(path)})
    assert outcome.ok, outcome.text
    rows = {row["area_code"]: row for row in outcome.rows("AREAS_OUTPUT")}
    assert rows[TWIN]["area_m2"] == 0
    assert rows[TWIN]["units"] == 0
