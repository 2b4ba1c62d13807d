# SPDX-License-Identifier: GPL-2.0-or-later
"""The plan there is lives on: codes stay, and stability limits what moves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces, squares
from tests.core.zoning.asking import planned


def test_full_stability_changes_nothing():
    units = planned(city(10, 10, 3, 4), 25)
    units["workload"] *= np.random.default_rng(1).lognormal(0, 0.6, len(units))
    quota = units.groupby("parent_code")["current_grid"].nunique().to_dict()
    for count, shares in ((25, None), (0, None), (0, quota)):
        plan = plan_grids(units, PlanParams(grid_count=count, stability=1.0), quota=shares)
        assert (plan.grid_of_unit == units["current_grid"]).all()
        assert not plan.notes


@pytest.fixture(scope="module")
def staffed():
    """A city with a plan that the staff made, whose numbers workload would not give."""
    units = city(12, 12, 5, 9)
    quota = dict(zip(sorted(set(units["parent_code"])), (2, 6, 3, 5, 2, 6, 4, 2, 5)))
    plan = plan_grids(units, PlanParams(), quota=quota)
    return units.assign(current_grid=plan.grid_of_unit), quota


@pytest.mark.parametrize("stability", [0.1, 0.5, 1.0])
def test_with_stability_parents_keep_their_number_of_grids(staffed, stability):
    """Found by a user: a plan made by a quota lost 206 units to grids of other communities."""
    units, quota = staffed
    plan = plan_grids(units, PlanParams(grid_count=35, stability=stability))
    assert plan.grids.groupby("parent_code").size().to_dict() == quota
    assert "parents_change_their_number" not in {note.kind for note in plan.notes}
    if stability == 1:
        assert plan.figures.units_moved == 0


@pytest.mark.parametrize("asked", [33, 37])
def test_only_what_the_number_of_grids_differs_by_is_given_or_taken(staffed, asked):
    units, quota = staffed
    plan = plan_grids(units, PlanParams(grid_count=asked, stability=1.0))
    after = plan.grids.groupby("parent_code").size().to_dict()
    changes = [after[parent] - quota[parent] for parent in quota]
    sign = 1 if asked > 35 else -1
    assert sum(changes) == 2 * sign
    assert all(sign * change >= 0 for change in changes)
    changed = {parent for parent in quota if after[parent] != quota[parent]}
    load = units.groupby("parent_code")["workload"].sum() / pd.Series(quota)
    assert changed <= set(load.sort_values(ascending=sign < 0).index[:3])


def test_without_stability_workload_decides_and_parents_that_change_are_noted(staffed):
    units, quota = staffed
    plan = plan_grids(units, PlanParams(grid_count=35))
    after = plan.grids.groupby("parent_code").size().to_dict()
    changed = sorted(parent for parent in quota if after[parent] != quota[parent])
    note = {note.kind: note.facts for note in plan.notes}["parents_change_their_number"]
    assert note == {"count": len(changed), "total": 9, "parents": changed}
    assert len(changed) > 3
    by_quota = plan_grids(units, PlanParams(), quota=quota)
    assert "parents_change_their_number" not in {note.kind for note in by_quota.notes}


def test_the_present_number_is_kept_as_far_as_limits_allow(staffed):
    units, quota = staffed
    mean = units.groupby("parent_code")["workload"].sum() / pd.Series(quota)
    parent = mean.idxmax()
    params = PlanParams(grid_count=35, stability=0.9, max_workload=0.9 * mean[parent])
    after = plan_grids(units, params).grids.groupby("parent_code").size().to_dict()
    assert after[parent] > quota[parent]
    assert sum(after.values()) == 35
    assert sum(after[code] != quota[code] for code in quota) < 5


def test_without_any_number_there_are_as_many_grids_as_at_present():
    units = planned(city(8, 7, 5, 4), 18)
    assert plan_grids(units, PlanParams()).figures.grids == 18
    units["locked"] = units["current_grid"] == units["current_grid"][0]
    assert plan_grids(units, PlanParams(stability=0.5)).figures.grids == 18
    ideal = PlanParams(ideal_workload=units["workload"].sum() / 12)
    assert plan_grids(units, ideal).figures.grids == 12


def test_a_present_grid_in_several_parts_counts_where_most_of_its_work_is():
    units = squares([(i, 0) for i in range(4)], [1, 1, 1, 5])
    units["parent_code"] = ["P", "P", "P", "Q"]
    units["current_grid"] = ["a", "b", "c", "c"]
    plan = plan_grids(units, PlanParams(stability=1.0))
    assert plan.grids.groupby("parent_code").size().to_dict() == {"P": 2, "Q": 1}


def test_more_stability_moves_fewer_units():
    units = planned(city(12, 12, 4, 4), 40)
    units["workload"] *= np.random.default_rng(2).lognormal(0, 0.3, len(units))
    moved = [
        plan_grids(units, PlanParams(grid_count=40, stability=s)).figures.units_moved
        for s in (0.1, 0.5, 0.9, 1.0)
    ]
    assert moved == sorted(moved, reverse=True)
    assert moved[0] > 0 == moved[-1]


def test_a_grid_that_lives_on_keeps_its_code_and_new_ones_get_unused_codes():
    units = planned(city(10, 10, 6, 4), 20)
    retired = set(units["current_grid"])
    plan = plan_grids(units, PlanParams(grid_count=21, stability=0.9))
    new = set(plan.grids["grid_code"]) - retired
    assert len(new) == 1
    assert plan.figures.units_moved <= 12
    fewer = plan_grids(units, PlanParams(grid_count=19, stability=0.9))
    assert set(fewer.grids["grid_code"]) < retired


def test_current_grids_in_pieces_are_mended():
    units = city(10, 10, 7)
    rng = np.random.default_rng(3)
    units["current_grid"] = rng.choice(["a", "b", "c", "d", None], len(units))
    plan = plan_grids(units, PlanParams(grid_count=8, stability=0.9))
    assert plan.figures.grids == 8
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}


def test_a_rerun_without_change_moves_nothing():
    units = planned(city(12, 12, 8, 4), 40)
    plan = plan_grids(units, PlanParams(grid_count=40, stability=0.9))
    assert plan.figures.units_moved <= 3
    assert set(plan.grids["grid_code"]) == set(units["current_grid"])


@pytest.mark.parametrize("stability", [0.5, 1.0])
def test_stability_without_current_grids_changes_nothing_and_is_noted(stability):
    units = city(8, 8, 9, 4)
    free = plan_grids(units, PlanParams(grid_count=16))
    plan = plan_grids(units, PlanParams(grid_count=16, stability=stability))
    assert (plan.grid_of_unit == free.grid_of_unit).all()
    assert [note.kind for note in plan.notes] == ["stability_without_current"]
    assert plan.notes[0].facts == {"stability": stability}
    assert not free.notes


def test_stability_acts_silently_where_there_are_current_grids():
    units = planned(city(8, 8, 9, 4), 12)
    assert not plan_grids(units, PlanParams(grid_count=12, stability=0.5)).notes
    units["locked"] = True
    assert not plan_grids(units, PlanParams(grid_count=12, stability=0.5)).notes
