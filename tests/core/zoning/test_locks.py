# SPDX-License-Identifier: GPL-2.0-or-later
"""Locked grids stay as they are, and count."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core import errors
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces, squares
from tests.core.zoning.asking import planned, refusal


@given(seed=st.integers(0, 10_000))
@settings(max_examples=8)
def test_locked_grids_stay_as_they_are_and_count(seed):
    units = planned(city(8, 7, seed, 4), 16)
    rng = np.random.default_rng(seed)
    chosen = rng.choice(sorted(set(units["current_grid"])), 4, replace=False)
    first = units.groupby("current_grid").head(1).index
    units["locked"] = units.index.isin(first) & units["current_grid"].isin(chosen)
    units["workload"] *= rng.lognormal(0, 0.5, len(units))
    plan = plan_grids(units, PlanParams(grid_count=18, seed=seed))
    assert plan.figures.grids == 18
    stay = units["current_grid"].isin(chosen)
    assert (plan.grid_of_unit[stay] == units["current_grid"][stay]).all()
    assert not set(plan.grid_of_unit[~stay]) & set(chosen)
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}


def test_everything_locked_stays():
    units = planned(city(6, 6, 2), 9).assign(locked=1)
    plan = plan_grids(units, PlanParams(grid_count=9))
    assert (plan.grid_of_unit == units["current_grid"]).all()
    assert plan.figures.units_moved == 0
    for asked in (8, 10):
        facts = refusal(errors.LocksLeaveNoRoom, units, PlanParams(grid_count=asked))
        assert (facts["asked"], facts["locked"], facts["needed"]) == (asked, 9, 9)


def test_all_locked_but_three_units():
    units = squares([(i, j) for i in range(4) for j in range(4)])
    units["current_grid"] = ["old"] * 13 + ["rest"] * 3
    units["locked"] = [True] * 13 + [False] * 3
    for asked in (2, 3, 4):
        plan = plan_grids(units, PlanParams(grid_count=asked))
        assert plan.figures.grids == asked
        assert set(plan.grid_of_unit[:13]) == {"old"}


def test_locked_grids_count_towards_the_quota():
    units = planned(city(8, 8, 5, 4), 16)
    parent = units["parent_code"][0]
    own = sorted(set(units["current_grid"][units["parent_code"] == parent]))
    units["locked"] = units["current_grid"] == own[0]
    quota = dict.fromkeys(sorted(set(units["parent_code"])), 4)
    plan = plan_grids(units, PlanParams(), quota=quota)
    assert plan.grids.groupby("parent_code").size().to_dict() == quota
    assert own[0] in set(plan.grids["grid_code"])


def test_a_locked_grid_may_lie_across_parents_and_counts_where_most_of_it_lies():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)])
    units["parent_code"] = list("PPPQQ")
    units["current_grid"] = ["x", "k", "k", "k", "y"]
    units["locked"] = units["current_grid"] == "k"
    plan = plan_grids(units, PlanParams(), quota={"P": 2, "Q": 1})
    assert list(plan.grid_of_unit[1:4]) == ["k"] * 3


def test_locks_that_cannot_be_are_refused():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0)]).assign(locked=[True, False, False, False])
    params = PlanParams(grid_count=3)
    assert refusal(errors.LockNeedsCurrent, units, params) == {}
    units["current_grid"] = [None, "a", "a", "b"]
    assert refusal(errors.LockNeedsCurrent, units, params) == {}
    units["current_grid"] = ["a", "b", "a", "c"]
    assert refusal(errors.LockedGridApart, units, params) == {"grid": "a", "pieces": 2}
    units["current_grid"] = ["a", "b", "b", "c"]
    units["keep_together"] = ["G", "G", None, None]
    facts = refusal(errors.KeptTogetherApart, units, params)
    assert facts == {"group": "G", "reason": "locked"}


def test_a_group_that_the_user_locked_into_two_grids_is_left_alone():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0)])
    units["current_grid"] = ["a", "b", "c", "c"]
    units["locked"] = [True, True, False, False]
    units["keep_together"] = ["G", "G", None, None]
    plan = plan_grids(units, PlanParams(grid_count=4))
    assert list(plan.grid_of_unit[:2]) == ["a", "b"]
