# SPDX-License-Identifier: GPL-2.0-or-later
"""Groups are grids of grids: whole, in one piece, within their parent, with codes of their own."""

from __future__ import annotations

import numpy as np
import pytest

from grid_planner.core.params import ROLES, PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces


def as_units(plan):
    """Return the grids of a plan as the units of the next one."""
    columns = ["grid_code", "parent_code", "workload", "geometry"]
    return plan.grids[columns].rename(columns={"grid_code": "unit_code"})


@pytest.mark.parametrize("role", ROLES)
def test_groups_hold_whole_grids_and_share_no_code_with_them(role):
    units = city(10, 10, 5, 4)
    grids = plan_grids(units, PlanParams(grid_count=26, role=role))
    wanted = PlanParams(grid_count=9, role=role, of_grids=True)
    groups = plan_grids(as_units(grids), wanted)
    group_of_grid = dict(zip(grids.grids["grid_code"], groups.grid_of_unit))
    group_of_unit = np.array([group_of_grid[code] for code in grids.grid_of_unit], object)
    assert len(set(group_of_unit)) == 9
    assert set(pieces(units, group_of_unit).values()) == {1}
    assert (units.groupby(group_of_unit)["parent_code"].nunique() == 1).all()
    assert not set(group_of_unit) & set(group_of_grid)
    assert groups.grids["workload"].sum() == pytest.approx(units["workload"].sum())


def test_squads_above_groups_get_codes_that_nobody_has():
    units = city(7, 7, 5).drop(columns="parent_code")
    grids = plan_grids(units, PlanParams(grid_count=14))
    codes = set(grids.grid_of_unit)
    level = grids
    for count in (6, 2):
        columns = ["grid_code", "workload", "geometry"]
        frame = level.grids[columns].rename(columns={"grid_code": "unit_code"})
        level = plan_grids(frame, PlanParams(grid_count=count, of_grids=True))
        made = set(level.grid_of_unit)
        assert len(made) == count
        assert not made & codes
        codes |= made
