# SPDX-License-Identifier: GPL-2.0-or-later
"""Compounds are never split."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core import errors
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces, squares
from tests.core.zoning.asking import refusal


@given(seed=st.integers(0, 10_000))
@settings(max_examples=10)
def test_compounds_are_never_split(seed):
    units = city(8, 8, seed, communities=4)
    rng = np.random.default_rng(seed)
    borders = units.sindex.query(units.geometry, predicate="touches")
    group = np.full(len(units), None, object)
    for k in rng.choice(borders.shape[1], 8, replace=False):
        a, b = borders[:, k]
        long = shapely.length(shapely.intersection(units.geometry[a], units.geometry[b])) > 1
        same = units["parent_code"][a] == units["parent_code"][b]
        if long and same and group[a] is None and group[b] is None:
            group[a] = group[b] = f"小区{k}"
    units["keep_together"] = group
    plan = plan_grids(units, PlanParams(grid_count=18))
    assert (
        units.groupby("keep_together").apply(lambda g: len(set(plan.grid_of_unit[g.index]))) == 1
    ).all()
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}
    assert plan.figures.grids == 18


def test_groups_that_cannot_stay_together_are_named_with_the_reason():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0)])
    units["keep_together"] = ["G", None, "G", None]
    facts = refusal(errors.KeptTogetherApart, units, PlanParams(grid_count=2))
    assert facts == {"group": "G", "reason": "pieces"}
    units["keep_together"] = [None, "G", "G", None]
    units["parent_code"] = ["P", "P", "Q", "Q"]
    facts = refusal(errors.KeptTogetherApart, units, PlanParams(grid_count=2))
    assert facts["reason"] == "parents"


def test_groups_count_as_one_when_grids_are_too_many():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0)])
    units["keep_together"] = [None, "G", "G", None]
    assert plan_grids(units, PlanParams(grid_count=3)).figures.grids == 3
    facts = refusal(errors.TooManyGrids, units, PlanParams(grid_count=4))
    assert facts["units"] == 3
    facts = refusal(errors.UnitTooHeavy, units, PlanParams(grid_count=3, max_workload=1.5))
    assert facts["units"] == ["B", "C"]
