# SPDX-License-Identifier: GPL-2.0-or-later
"""The quota table: how many grids each parent gets, exactly."""

from __future__ import annotations

import pytest

from .conftest import PLAN, memory_layer, square

SCHEMA = "field=community:string&field=staff:double"
BY_QUOTA = {
    **PLAN,
    "GRID_COUNT": 0,
    "PARENT_FIELD": "parent_code",
    "QUOTA_PARENT_FIELD": "community",
    "QUOTA_COUNT_FIELD": "staff",
}


def quota(*rows):
    return memory_layer("NoGeometry", [(None, row) for row in rows], SCHEMA, name="quota")


def test_a_quota_is_kept_exactly(run, units_layer):
    table = quota(("001", 3.0), ("002", 2.0))
    outcome = run("planresponsibilitygrids", {**BY_QUOTA, "UNITS": units_layer, "QUOTA": table})
    assert outcome.ok, outcome.text
    parents = [row["parent_code"] for row in outcome.rows("GRIDS_OUTPUT")]
    assert sorted(parents) == ["001", "001", "001", "002", "002"]
    assert outcome.results["GRIDS"] == 5
    assert outcome.results["PIECES_TOO_MANY"] == 0


def test_a_quota_may_be_a_map_layer_of_any_place(run, units_layer):
    rows = [(square(9e6, 0), ("001", 3.0)), (None, ("002", 2.0))]
    layer = memory_layer("Polygon", rows, SCHEMA, crs="")
    outcome = run("planresponsibilitygrids", {**BY_QUOTA, "UNITS": units_layer, "QUOTA": layer})
    assert outcome.ok, outcome.text
    assert outcome.results["GRIDS"] == 5


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
def test_a_quota_that_cannot_be_kept_is_refused(refusal, units_layer, rows, words):
    parameters = {**BY_QUOTA, "UNITS": units_layer, "QUOTA": quota(*rows)}
    refusal("planresponsibilitygrids", parameters, *words)


def test_a_quota_needs_its_fields(refusal, units_layer):
    parameters = {**PLAN, "UNITS": units_layer, "QUOTA": quota(("001", 2.0), ("002", 2.0))}
    refusal("planresponsibilitygrids", parameters, "quota table")
