# SPDX-License-Identifier: GPL-2.0-or-later
"""Plans from even to compact: the more borders count, the fewer there are."""

from __future__ import annotations

import pytest

from grid_planner.core.params import PlanParams
from grid_planner.core.report.trade_off import trade_off
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.trade_off import SWEEP, compare_priorities

from .zoning_city import city


def compared(**wishes):
    units = city(14, 12, 3, 4)
    params = PlanParams(grid_count=40, **wishes)
    plan = plan_grids(units, params)
    return plan, compare_priorities(units, params, plan)


@pytest.mark.parametrize("priority", ["balance_first", "balanced", "compact_first"])
def test_the_plan_itself_is_one_of_five(priority):
    plan, variants = compared(priority=priority)
    assert len(variants) == len(SWEEP)
    (own,) = [variant for variant in variants if variant.chosen]
    assert (own.priority, own.figures) == (priority, plan.figures)


def test_evenness_is_paid_for_with_longer_borders():
    _, variants = compared()
    cuts = [variant.figures.cut_share for variant in variants]
    spread = [variant.figures.balance_cv for variant in variants]
    assert cuts[0] > cuts[2] > cuts[4]
    assert max(spread[:3]) < spread[4]
    assert {variant.figures.grids for variant in variants} == {40}


def test_a_plan_within_tolerance_is_compared_with_the_five():
    _, variants = compared(priority="within_tolerance", tolerance=20.0)
    assert len(variants) == len(SWEEP) + 1
    assert variants[-1].chosen


def test_limits_hold_for_the_others_too():
    plan = compared()[0]
    limit = float(plan.grids["workload"].max()) * 1.05
    _, variants = compared(max_workload=limit)
    assert 1 <= len(variants) <= len(SWEEP)
    assert sum(variant.chosen for variant in variants) == 1


def test_the_front_leaves_out_what_another_plan_beats_in_both():
    words = {"x_label": "x", "y_label": "y", "chosen_label": "this"}
    chart = trade_off([1, 2, 3], [3, 4, 1], "abc", chosen=1, **words)
    assert chart.startswith("data:image/svg+xml;base64,")
    assert chart == trade_off([1, 2, 3], [3, 4, 1], "abc", chosen=1, **words)
    assert chart != trade_off([1, 2, 3], [3, 2, 1], "abc", chosen=1, **words)
