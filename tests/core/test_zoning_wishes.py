# SPDX-License-Identifier: GPL-2.0-or-later
"""Quotas, limits, barriers, bridges and groups are kept; what cannot be kept is said, and where."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core import errors
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.quota import divide

from .zoning_city import BLOCK, CRS, ORIGIN, city, pieces, squares


def line(*places: tuple[float, float]) -> gpd.GeoSeries:
    return gpd.GeoSeries([shapely.LineString(np.array(places) * BLOCK + ORIGIN)], crs=CRS)


def refusal(kind, units, params=None, **wishes):
    with pytest.raises(kind) as caught:
        plan_grids(units, params or PlanParams(grid_count=3), **wishes)
    return caught.value.facts


# --- how many where --------------------------------------------------------------------------


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


# --- bad input -------------------------------------------------------------------------------


def test_bad_units_are_refused_with_their_codes():
    units = city(5, 5, 1)
    assert refusal(errors.EmptyInput, units.iloc[:0])["layer"] == "units"
    for value, problem in ((np.nan, "null"), (-1.0, "negative")):
        wrong = units.copy()
        wrong.loc[[2, 5], "workload"] = value
        facts = refusal(errors.BadWorkload, wrong)
        assert facts == {"problem": problem, "units": ["U0002", "U0005"]}
    assert refusal(errors.BadWorkload, units.assign(workload=0))["problem"] == "zero"
    twice = units.assign(unit_code=["A", "A", *units["unit_code"][2:]])
    assert refusal(errors.DuplicateCodes, twice)["codes"] == ["A"]
    bare = units.assign(unit_code=["", None, *units["unit_code"][2:]])
    assert refusal(errors.MissingCodes, bare)["count"] == 2
    orphan = units.assign(parent_code=[None, *units["parent_code"][1:]])
    facts = refusal(errors.MissingCodes, orphan)
    assert (facts["field"], facts["units"]) == ("parent_code", ["U0000"])
    shapeless = units.copy()
    shapeless.loc[3, "geometry"] = None
    assert refusal(errors.UnitsWithoutShape, shapeless)["units"] == ["U0003"]
    with pytest.raises(errors.OutOfRange):
        plan_grids(units, PlanParams(grid_count=3, stability=2.0))


# --- limits ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_hard_limits_of_workload_hold(seed):
    units = city(12, 12, seed, 4)
    mean = units["workload"].sum() / 25
    heaviest = units["workload"].max()
    high = max(1.2 * mean, heaviest)
    params = PlanParams(grid_count=25, min_workload=0.75 * mean, max_workload=high)
    plan = plan_grids(units, params)
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


# --- barriers and bridges --------------------------------------------------------------------


def test_no_grid_lies_across_a_barrier():
    units = squares([(i, j) for i in range(6) for j in range(4)])
    river = line((-1, 2), (7, 2))
    plan = plan_grids(units, PlanParams(grid_count=5), barriers=river)
    north = units.centroid.y > ORIGIN[1] + 2 * BLOCK
    assert (north.groupby(plan.grid_of_unit).nunique() == 1).all()


def test_a_line_that_bars_less_than_half_of_a_border_closes_nothing():
    units = squares([(0, 0), (1, 0)])
    short, long = line((1, 0), (1, 0.4)), line((1, 0), (1, 0.6))
    assert plan_grids(units, PlanParams(grid_count=1), barriers=short).figures.grids == 1
    facts = refusal(errors.TooFewGrids, units, PlanParams(grid_count=1), barriers=long)
    assert facts["needed"] == 2


def test_a_polygon_bars_by_its_outline():
    units = squares([(0, 0), (1, 0), (2, 0)])
    park = gpd.GeoSeries([units.geometry[1]], crs=CRS)
    facts = refusal(errors.TooFewGrids, units, PlanParams(grid_count=1), barriers=park)
    assert facts["needed"] == 3


def test_islands_join_over_the_shortest_bridge_only_within_reach():
    units = squares([(0, 0), (1, 0), (2.3, 0), (3.3, 0)])
    facts = refusal(errors.TooFewGrids, units, PlanParams(grid_count=1))
    assert facts["needed"] == 2
    refusal(errors.TooFewGrids, units, PlanParams(grid_count=1, bridge_distance=25))
    plan = plan_grids(units, PlanParams(grid_count=1, bridge_distance=35))
    assert plan.grids["is_contiguous"].all()
    assert plan.figures.pieces_too_many == 0
    assert plan.grids.geometry[0].geom_type == "MultiPolygon"


def test_a_bridge_neither_leaves_a_parent_nor_crosses_a_barrier():
    units = squares([(0, 0), (1, 0), (2.3, 0), (3.3, 0)])
    params = PlanParams(grid_count=1, bridge_distance=35)
    apart = units.assign(parent_code=["P", "P", "Q", "Q"])
    assert refusal(errors.TooFewGrids, apart, params)["needed"] == 2
    wall = line((2.1, -1), (2.1, 2))
    assert refusal(errors.TooFewGrids, units, params, barriers=wall)["needed"] == 2


def test_an_enclave_is_a_part_of_its_own():
    units = squares([(i, j) for i in range(3) for j in range(3)])
    units["parent_code"] = ["Q" if k == 4 else "P" for k in range(9)]
    plan = plan_grids(units, PlanParams(grid_count=4))
    assert plan.grids.groupby("parent_code").size()["Q"] == 1


# --- kept together ---------------------------------------------------------------------------


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
