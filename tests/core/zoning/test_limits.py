# SPDX-License-Identifier: GPL-2.0-or-later
"""Any quantity of a grid can be limited: what is asked is kept, what cannot be kept is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grid_planner.core import errors
from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.zoning.limits import Limit, parse_limits
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import pieces, squares
from tests.core.zoning.asking import ENOUGH, households_of, refusal, town


def test_limits_are_read_as_people_write_them():
    assert parse_limits(" ; ") == ()
    assert parse_limits("households=150..400; area_m2=..2e5;unit_count = 2 ..") == (
        Limit("households", 150, 400),
        Limit("area_m2", None, 200_000),
        Limit("unit_count", 2, None),
    )
    chinese = parse_limits("户数＝150～400；楼栋 数：2.5…，cases=0至7")
    assert chinese == (Limit("户数", 150, 400), Limit("楼栋 数", 2.5), Limit("cases", 0, 7))
    assert parse_limits(str(chinese[0])) == chinese[:1]


@pytest.mark.parametrize(
    ("text", "entry", "problem"),
    [
        ("households", "households", "text"),
        ("households=150", "households=150", "text"),
        ("households=..", "households=..", "text"),
        ("a=1..2; households=-3..4", "households=-3..4", "text"),
        ("=1..2", "=1..2", "text"),
        ("area_m2=..200,000", "000", "text"),
        ("a=5..4", "a=5..4", "crossed"),
        ("a=1..; b=2..; a=..9", "a=..9", "twice"),
    ],
)
def test_limits_that_cannot_be_read_say_which_entry(text, entry, problem):
    with pytest.raises(errors.BadLimit) as caught:
        parse_limits(text)
    assert (caught.value.facts["entry"], caught.value.facts["problem"]) == (entry, problem)


def test_a_quantity_must_be_known_and_filled_in():
    units = squares([(i, 0) for i in range(3)]).assign(households=[1, 2, 3])
    params = PlanParams(grid_count=1, limits="shops=..3")
    facts = refusal(errors.UnknownOption, units, params)
    assert facts["value"] == "shops"
    assert facts["options"] == ("unit_count", "area_m2", "workload", "households")
    for value, problem in ((np.nan, "null"), (-1, "negative")):
        wrong = units.assign(households=[1, value, 3])
        facts = refusal(errors.BadAmounts, wrong, PlanParams(grid_count=1, limits="households=1.."))
        assert facts == {"quantity": "households", "problem": problem, "units": ["B"]}


@pytest.mark.parametrize("priority", PRIORITIES)
def test_several_quantities_stay_within_their_limits(priority):
    units = town(4)
    mean = units["households"].sum() / 22
    limits = f"households={0.7 * mean}..{1.35 * mean}; area_m2=..80000; unit_count=2..6"
    params = PlanParams(grid_count=22, limits=limits, priority=priority, tolerance=25.0)
    plan = plan_grids(units, replace(params, time_limit=ENOUGH))
    assert plan.figures.grids == 22
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}
    assert (
        households_of(units, plan).between(0.7 * mean * (1 - 1e-6), 1.35 * mean * (1 + 1e-6)).all()
    )
    assert (plan.grids["area_m2"] <= 80_000 * (1 + 1e-6)).all()
    assert plan.grids["unit_count"].between(2, 6).all()


def test_large_grids_keep_limits_by_the_search_alone():
    units = town(3, 20)
    mean = units["households"].sum() / 20
    params = PlanParams(grid_count=20, limits=f"households={0.85 * mean}..{1.15 * mean}")
    plan = plan_grids(units, params)
    assert households_of(units, plan).between(0.85 * mean, 1.15 * mean).all()
    assert plan.figures.balance_cv < 0.1  # the workload is still what is balanced


def test_limits_that_bind_nobody_change_nothing():
    units = town(5)
    free, wide = (
        plan_grids(units, PlanParams(grid_count=22, limits=limits))
        for limits in ("", "households=0..1e9; unit_count=1..")
    )
    assert (free.grid_of_unit == wide.grid_of_unit).all()


def test_without_a_quota_grids_go_where_limits_need_them():
    units = squares([(i, 0) for i in range(8)], [5, 5, 5, 5, 1, 1, 1, 1])
    units = units.assign(parent_code=list("PPPPQQQQ"), households=[1, 1, 1, 1, 9, 9, 9, 9])
    plan = plan_grids(units, PlanParams(grid_count=4, limits="households=..18"))
    assert plan.grids.groupby("parent_code").size().to_dict() == {"P": 2, "Q": 2}
    plan = plan_grids(units, PlanParams(grid_count=5, limits="households=..10"))
    assert plan.grids.groupby("parent_code").size().to_dict() == {"P": 1, "Q": 4}


def test_locked_grids_are_not_held_to_limits():
    units = squares([(i, 0) for i in range(6)]).assign(households=[9, 9, 1, 1, 1, 1])
    units["current_grid"] = ["L", "L", "a", "a", "b", "b"]
    units["locked"] = [True, False, False, False, False, False]
    plan = plan_grids(units, PlanParams(grid_count=3, limits="households=..2"))
    assert households_of(units, plan).sort_values().tolist() == [2, 2, 18]


def test_too_much_for_the_grids_names_quantity_sum_and_room():
    units = squares([(i, 0) for i in range(6)]).assign(households=[3, 3, 3, 3, 3, 3])
    facts = refusal(
        errors.TooMuchForGrids, units, PlanParams(grid_count=2, limits="households=..6")
    )
    assert facts == {
        "quantity": "households", "where": ["A"], "total": 18.0, "grids": 2, "maximum": 6.0,
        "room": 12.0, "needed": 3,
    }  # fmt: skip
    facts = refusal(
        errors.TooLittleForGrids, units, PlanParams(grid_count=4, limits="households=5..")
    )
    assert facts == {
        "quantity": "households", "where": ["A"], "total": 18.0, "grids": 4, "minimum": 5.0,
        "demand": 20.0, "possible": 3,
    }  # fmt: skip


def test_the_parent_whose_quota_is_too_small_is_named():
    units = squares([(i, 0) for i in range(6)]).assign(households=[1, 1, 1, 4, 4, 4])
    units["parent_code"] = ["P", "P", "P", "Q", "Q", "Q"]
    params = PlanParams(limits="households=..8")
    facts = refusal(errors.TooMuchForGrids, units, params, quota={"P": 2, "Q": 1})
    assert (facts["where"], facts["total"], facts["room"]) == (["Q"], 12.0, 8.0)


def test_a_unit_or_compound_above_a_limit_is_named():
    units = squares([(i, 0) for i in range(4)]).assign(households=[1, 9, 2, 2])
    facts = refusal(errors.UnitAboveLimit, units, PlanParams(grid_count=2, limits="households=..8"))
    assert facts == {"quantity": "households", "units": ["B"], "maximum": 8.0}
    units["keep_together"] = [None, None, "G", "G"]
    facts = refusal(errors.UnitAboveLimit, units, PlanParams(grid_count=2, limits="unit_count=..1"))
    assert facts["units"] == ["C", "D"]


def test_limits_that_exclude_each_other_name_both():
    units = squares([(i, 0) for i in range(6)]).assign(households=[5] * 6, shops=[1, 0, 0, 0, 0, 1])
    params = PlanParams(grid_count=3, limits="households=..10; shops=1..")
    facts = refusal(errors.LimitsExcludeEachOther, units, params)
    assert facts == {
        "where": ["A"], "above": "households=..10", "needed": 3, "below": "shops=1..",
        "possible": 2,
    }  # fmt: skip


def test_limits_within_reach_on_paper_only_name_the_quantity():
    units = squares([(i, 0) for i in range(3)]).assign(households=[3, 4, 3], parent_code="P")
    facts = refusal(
        errors.LimitsNotMet, units, PlanParams(grid_count=2, limits="households=4.9..5.1")
    )
    assert (facts["where"], facts["broken"]) == (["P"], ["households"])
    assert facts["limits"] == ["households=4.9..5.1"]
