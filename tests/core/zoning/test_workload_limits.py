# SPDX-License-Identifier: GPL-2.0-or-later
"""The least and the most workload of a grid: kept, or refused with what stands in the way."""

from __future__ import annotations

import pytest

from grid_planner.core import errors
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, squares
from tests.core.zoning.asking import refusal


@pytest.mark.parametrize("seed", range(4))
def test_hard_limits_of_workload_hold(seed):
    units = city(12, 12, seed, 4)
    mean = units["workload"].sum() / 25
    heaviest = units["workload"].max()
    high = max(1.2 * mean, heaviest)
    params = PlanParams(grid_count=25, min_workload=0.75 * mean, max_workload=high)
    plan = plan_grids(units, params)
    assert plan.grids["workload"].between(0.75 * mean * (1 - 1e-6), high * (1 + 1e-6)).all()


def test_a_limited_workload_is_the_minimum_and_maximum_workload():
    units = city(12, 12, 2, 4)
    mean = units["workload"].sum() / 25
    high = max(1.2 * mean, units["workload"].max())
    plan = plan_grids(units, PlanParams(grid_count=25, limits=f"workload={0.75 * mean}..{high}"))
    assert plan.grids["workload"].between(0.75 * mean * (1 - 1e-6), high * (1 + 1e-6)).all()


def test_limits_that_nobody_can_keep_are_refused():
    units = squares([(i, 0) for i in range(6)], [1, 1, 1, 1, 1, 5])
    heavy = refusal(errors.UnitTooHeavy, units, PlanParams(grid_count=3, max_workload=4))
    assert heavy == {"units": ["F"], "maximum": 4}
    facts = refusal(errors.WorkloadLimitsCrossed, units, PlanParams(2, None, 5, 4))
    assert facts == {"minimum": 5, "maximum": 4}
    even = squares([(i, 0) for i in range(6)])
    facts = refusal(errors.MaximumUnreachable, even, PlanParams(grid_count=2, max_workload=2))
    assert (facts["grids"], facts["needed"]) == (2, 3)
    facts = refusal(errors.MinimumUnreachable, even, PlanParams(grid_count=4, min_workload=2))
    assert (facts["grids"], facts["possible"]) == (4, 3)


def test_an_island_below_the_minimum_is_named():
    units = squares([(0, 0), (1, 0), (2, 0), (9, 9)], [5, 5, 5, 1])
    facts = refusal(errors.MinimumUnreachable, units, PlanParams(grid_count=3, min_workload=2))
    assert (facts["where"], facts["possible"]) == (["D"], 0)


def test_limits_within_reach_on_paper_only_are_owned_up_to():
    units = squares([(i, 0) for i in range(4)], [3, 2, 2, 3])
    params = PlanParams(grid_count=2, min_workload=4.9, max_workload=5.1)
    assert plan_grids(units, params).figures.max_deviation == 0
    uneven = squares([(i, 0) for i in range(3)], [3, 4, 3])
    facts = refusal(errors.LimitsNotMet, uneven, params)
    assert (facts["minimum"], facts["maximum"], facts["grids"]) == (4.9, 5.1, 2)
    assert set(facts["where"]) <= {"A", "B", "C"}
    inside = uneven.assign(parent_code="P")
    assert refusal(errors.LimitsNotMet, inside, params)["where"] == ["P"]
