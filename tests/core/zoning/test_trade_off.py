# SPDX-License-Identifier: GPL-2.0-or-later
"""Plans from even to compact: the more borders count, the fewer there are."""

from __future__ import annotations

from functools import lru_cache

import pytest

from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.trade_off import SWEEP, compare_priorities
from tests.core.blocks import city


@lru_cache  # the same comparison serves several tests
def compared(**wishes):
    """Return a plan, and the plans of other priorities beside it."""
    units = city(8, 7, 3, 4)
    params = PlanParams(grid_count=16, **wishes)
    plan = plan_grids(units, params)
    return plan, compare_priorities(units, params, plan)


@pytest.mark.parametrize("priority", ["balance_first", "balanced", "compact_first"])
def test_the_plan_itself_is_one_of_five(priority):
    plan, variants = compared(priority=priority)
    assert len(variants) == len(SWEEP)
    (own,) = [variant for variant in variants if variant.chosen]
    assert (own.priority, own.figures) == (priority, plan.figures)


def test_evenness_is_paid_for_with_longer_borders():
    _, variants = compared(priority="balanced")
    cuts = [variant.figures.cut_share for variant in variants]
    spread = [variant.figures.balance_cv for variant in variants]
    assert cuts[0] > cuts[2] > cuts[4]
    assert max(spread[:3]) < spread[4]
    assert {variant.figures.grids for variant in variants} == {16}


def test_a_plan_within_tolerance_is_compared_with_the_five():
    _, variants = compared(priority="within_tolerance", tolerance=20.0)
    assert len(variants) == len(SWEEP) + 1
    assert variants[-1].chosen


def test_limits_hold_for_the_others_too():
    plan, free = compared(priority="balanced")
    mean = float(plan.grids["workload"].mean())
    off = 1.05 * plan.figures.max_deviation
    assert max(variant.figures.max_deviation for variant in free) > off
    _, held = compared(min_workload=(1 - off) * mean, max_workload=(1 + off) * mean)
    assert sum(variant.chosen for variant in held) == 1
    assert 1 < len(held) <= len(SWEEP)
    assert max(variant.figures.max_deviation for variant in held) <= off + 1e-6
