# SPDX-License-Identifier: GPL-2.0-or-later
"""How many grids there are, and how many in each parent: as asked for, or refused with a reason."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core import errors
from grid_planner.core.params import PlanParams
from grid_planner.core.partition.seats import divide
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces, squares
from tests.core.zoning.asking import refusal


@given(seed=st.integers(0, 10_000), total=st.integers(5, 40))
@settings(max_examples=50)
def test_seats_are_divided_so_that_squares_are_least(seed, total):
    rng = np.random.default_rng(seed)
    loads = rng.lognormal(0, 1, 5)
    lower, upper = np.ones(5, np.int64), rng.integers(1, 12, 5)
    upper[0] = 40
    seats = divide(loads, total, lower, upper)
    assert seats.sum() == total
    assert ((lower <= seats) & (seats <= upper)).all()
    cost = (loads**2 / seats).sum()
    for a, b in np.ndindex(5, 5):
        other = seats.copy()
        other[a] += 1
        other[b] -= 1
        if a != b and other[a] <= upper[a] and other[b] >= lower[b]:
            assert (loads**2 / other).sum() >= cost * (1 - 1e-12)


def test_a_quota_is_met_in_every_parent():
    units = city(10, 10, 3, communities=4)
    names = sorted(set(units["parent_code"]))
    quota = dict(zip(names, (4, 6, 5, 9)))
    plan = plan_grids(units, PlanParams(), quota=quota)
    assert plan.grids.groupby("parent_code").size().to_dict() == quota
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}


def test_a_quota_is_met_in_a_parent_of_several_parts():
    units = squares([(0, 0), (1, 0), (2, 0), (5, 0), (6, 0), (9, 0)])
    units["parent_code"] = ["P"] * 5 + ["Q"]
    plan = plan_grids(units, PlanParams(), quota={"P": 4, "Q": 1})
    assert plan.grids.groupby("parent_code").size().to_dict() == {"P": 4, "Q": 1}


def test_a_quota_may_be_numbers_of_any_kind():
    units = squares([(i, 0) for i in range(6)])
    units["parent_code"] = [1, 1, 1, 1, 2, 2]
    for counts in ((3, 2), (3.0, 2.0), (np.int16(3), np.float32(2)), ("3.0", " 2")):
        plan = plan_grids(units, PlanParams(), quota=dict(zip((1, 2), counts)))
        assert plan.grids.groupby("parent_code").size().to_dict() == {"1": 3, "2": 2}


def test_a_quota_that_cannot_be_read_or_met_is_refused():
    units = city(10, 10, 3, communities=4)
    a, b, c, d = sorted(set(units["parent_code"]))
    good = {a: 5, b: 5, c: 5, d: 5}
    empty = PlanParams()
    assert refusal(errors.BadQuota, units, empty, quota={**good, a: 0})["parents"] == [a]
    assert refusal(errors.BadQuota, units, empty, quota={**good, b: 2.5})["parents"] == [b]
    assert refusal(errors.BadQuota, units, empty, quota={**good, b: None})["parents"] == [b]
    unknown = refusal(errors.UnknownQuotaParent, units, empty, quota={**good, "X": 3})
    assert unknown["parents"] == ["X"]
    missing = refusal(errors.ParentWithoutQuota, units, empty, quota={a: 5, b: 5, c: 5})
    assert missing["parents"] == [d]
    many = refusal(errors.TooManyGrids, units, empty, quota={**good, c: 500})
    assert (many["where"], many["asked"]) == ([c], 500)
    assert many["units"] == (units["parent_code"] == c).sum()
    sums = refusal(errors.QuotaSumDiffers, units, PlanParams(grid_count=21), quota=good)
    assert sums == {"asked": 21, "total": 20}
    no_parents = units.drop(columns="parent_code")
    assert refusal(errors.MissingField, no_parents, empty, quota=good)["field"] == "parent_code"


def test_a_quota_below_the_number_of_parts_names_the_parent():
    units = squares([(0, 0), (3, 0), (6, 0), (0, 5)])
    units["parent_code"] = ["P", "P", "P", "Q"]
    facts = refusal(errors.TooFewGrids, units, PlanParams(), quota={"P": 2, "Q": 1})
    assert facts == {"asked": 2, "needed": 3, "where": ["P"]}


def test_areas_in_several_parts_are_named_first_when_grids_are_too_few():
    units = squares([(0, 0), (3, 0), (6, 0), (0, 5)])
    units["parent_code"] = ["P", "Q", "R", "R"]
    facts = refusal(errors.TooFewGrids, units, PlanParams(grid_count=3))
    assert facts == {"asked": 3, "needed": 4, "where": ["R", "P", "Q"]}


def test_a_unit_that_is_a_heavy_grid_by_itself_is_noted():
    units = squares([(i, 0) for i in range(5)], [1, 1, 1, 1, 4])
    plan = plan_grids(units, PlanParams(grid_count=3))
    facts = {note.kind: note.facts for note in plan.notes}["grids_of_one_heavy_unit"]
    assert facts["count"] == 1
    assert facts["grids"] == [plan.grid_of_unit[4]]
    even = plan_grids(units[:4], PlanParams(grid_count=2))
    assert not even.notes


def test_the_number_of_grids_must_be_possible():
    units = city(6, 6, 1, communities=4)
    assert refusal(errors.NoGridCount, units, PlanParams()) == {}
    few = refusal(errors.TooFewGrids, units, PlanParams(grid_count=3))
    assert (few["needed"], len(few["where"])) == (4, 4)
    many = refusal(errors.TooManyGrids, units, PlanParams(grid_count=1000))
    assert many["units"] == len(units)


def test_the_ideal_workload_gives_the_number_of_grids():
    units = city(10, 10, 4)
    ideal = units["workload"].sum() / 23.2
    plan = plan_grids(units, PlanParams(ideal_workload=ideal))
    assert plan.figures.grids == 23
    assert np.allclose(plan.grids["deviation"], 100 * (plan.grids["workload"] / ideal - 1))


def test_an_ideal_workload_that_parts_cannot_follow_is_noted():
    units = city(10, 10, 4, communities=9)
    plan = plan_grids(units, PlanParams(ideal_workload=units["workload"].sum() / 3))
    assert plan.figures.grids == 9
    assert [note.kind for note in plan.notes] == ["GridCountAdjusted"]
    assert plan.notes[0].facts == {"asked": 3, "used": 9}
