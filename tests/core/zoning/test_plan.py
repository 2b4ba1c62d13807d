# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan has exactly the grids asked for, each in one piece, and breaks no rule, in any town."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.coverage.certificate import certify
from grid_planner.core.graph import connected_labels, rook_adjacency
from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces, polygon, squares, star


def parents_of(units, codes):
    return units.groupby(codes)["parent_code"].nunique()


@given(
    seed=st.integers(0, 10_000),
    communities=st.sampled_from([1, 4, 9]),
    share=st.floats(0, 1),
    priority=st.sampled_from(PRIORITIES),
)
@settings(max_examples=24)
def test_exactly_the_grids_asked_for_each_in_one_piece_inside_its_parent(
    seed, communities, share, priority
):
    units = city(7, 6, seed, communities)
    asked = communities + round(share * (len(units) - communities))
    plan = plan_grids(units, PlanParams(grid_count=asked, priority=priority, seed=seed))
    codes = plan.grid_of_unit
    assert len(codes) == len(units)
    assert len(set(codes)) == plan.figures.grids == len(plan.grids) == asked
    assert set(pieces(units, codes).values()) == {1}
    assert (parents_of(units, codes) == 1).all()
    assert plan.figures.pieces_too_many == 0


@given(seed=st.integers(0, 10_000))
@settings(max_examples=6)
def test_rows_in_another_order_give_the_same_plan(seed):
    units = city(8, 7, seed, 4)
    shuffled = units.sample(frac=1, random_state=seed)
    params = PlanParams(grid_count=14)
    plan, again = plan_grids(units, params), plan_grids(shuffled, params)
    assert (again.grid_of_unit == plan.grid_of_unit[shuffled.index]).all()
    assert again.figures == plan.figures


def test_units_without_codes_are_told_apart_by_their_place():
    units = city(9, 8, 3, 4).drop(columns="unit_code")
    shuffled = units.sample(frac=1, random_state=8)
    plan, again = (plan_grids(u, PlanParams(grid_count=17)) for u in (units, shuffled))
    assert (again.grid_of_unit == plan.grid_of_unit[shuffled.index]).all()


def test_the_seed_decides_where_the_best_is_not_found():
    units = city(12, 10, 1, 4)
    plans = [plan_grids(units, PlanParams(grid_count=10, seed=s)).grid_of_unit for s in (1, 1, 2)]
    assert (plans[0] == plans[1]).all()
    assert (plans[0] != plans[2]).any()


@pytest.mark.parametrize("grids", range(1, 20))
def test_a_star_can_be_divided_into_any_number(grids):
    units = star(rays=6, length=3)
    plan = plan_grids(units, PlanParams(grid_count=grids))
    assert plan.figures.grids == grids
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}


@given(seed=st.integers(0, 10_000), share=st.floats(0, 1))
@settings(max_examples=10)
def test_towns_with_narrow_necks_can_be_divided_too(seed, share):
    rng = np.random.default_rng(seed)
    units = city(8, 8, seed)
    units = units[rng.random(len(units)) < 0.7].reset_index(drop=True)
    borders = rook_adjacency(units.geometry.to_numpy())
    parts = int(connected_labels(len(units), borders.left, borders.right).max()) + 1
    asked = parts + round(share * (len(units) - parts))
    plan = plan_grids(units.drop(columns="parent_code"), PlanParams(grid_count=asked, seed=seed))
    assert plan.figures.grids == asked
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}


def test_a_heavy_bridge_between_two_halves_does_not_break_them():
    units = squares([(0, 0), (1, 0), (2, 0), (3, 0), (4, 0)], [1, 1, 6, 1, 1])
    plan = plan_grids(units, PlanParams(grid_count=3))
    assert list(plan.grids["workload"]) == [2, 6, 2]


def test_each_unit_alone_and_all_units_in_one():
    units = city(6, 5, 2)
    alone = plan_grids(units, PlanParams(grid_count=len(units)))
    assert len(set(alone.grid_of_unit)) == len(units)
    assert plan_grids(units, PlanParams(grid_count=1)).figures.balance_cv == 0
    single = units.iloc[:1]
    assert plan_grids(single, PlanParams(grid_count=1)).figures.grids == 1


def test_without_workload_the_area_is_balanced():
    units = city(10, 10, 4, 4).drop(columns="workload")
    plan = plan_grids(units, PlanParams(grid_count=20))
    assert np.allclose(plan.grids["workload"], plan.grids["area_m2"])


def test_grids_are_the_union_of_their_units():
    units = city(10, 10, 5, 4)
    plan = plan_grids(units, PlanParams(grid_count=25))
    assert plan.grids.crs == units.crs
    assert certify(plan.grids.geometry.to_numpy()).valid
    assert np.isclose(plan.grids["area_m2"].sum(), units.area.sum())
    assert plan.grids["unit_count"].sum() == len(units)
    assert np.isclose(plan.grids["workload"].sum(), units["workload"].sum())
    for column in ("proximity", "size", "affinity", "manageability"):
        assert plan.grids[f"score_{column}"].between(0, 100).all()


def test_overlapping_units_are_still_dissolved():
    units = squares([(0, 0), (1, 0), (0, 1), (1, 1)])
    units.loc[1, "geometry"] = units.geometry[1].buffer(0.03, join_style="mitre")
    plan = plan_grids(units, PlanParams(grid_count=1))
    assert plan.grids.geometry.is_valid.all()
    assert np.isclose(plan.grids["area_m2"].sum(), shapely.union_all(units.geometry).area)


def test_units_that_cross_each_other_are_still_dissolved():
    units = squares([(0, 0), (1, 0), (0, 1)])
    wedge = polygon((0.9998, 0), (2, 0), (2, 1), (1, 1))
    units.loc[1, "geometry"] = wedge
    plan = plan_grids(units, PlanParams(grid_count=1))
    assert np.isclose(plan.grids["area_m2"].sum(), shapely.union_all(units.geometry).area)


def test_priorities_trade_balance_against_borders():
    units = city(12, 12, 6, 4)
    figures = {
        priority: plan_grids(units, PlanParams(grid_count=36, priority=priority)).figures
        for priority in ("balance_first", "balanced", "compact_first")
    }
    first, middle, last = figures.values()
    assert first.balance_cv < middle.balance_cv < last.balance_cv
    assert first.cut_share > middle.cut_share > last.cut_share


def test_within_tolerance_keeps_large_grids_in_the_band():
    units = city(16, 16, 7)
    params = PlanParams(grid_count=6, priority="within_tolerance", tolerance=5.0)
    plan = plan_grids(units, params)
    assert plan.figures.max_deviation <= 0.05
    tight = plan_grids(units, PlanParams(grid_count=6, priority="balance_first"))
    assert plan.figures.cut_share <= tight.figures.cut_share + 0.01


def test_large_grids_come_out_even():
    plan = plan_grids(city(20, 20, 8), PlanParams(grid_count=13))
    assert plan.figures.max_deviation <= 0.06


def test_one_class_a_grid_is_preferred():
    units = city(10, 10, 9, 4)
    mixed = plan_grids(units, PlanParams(grid_count=24)).grid_of_unit
    units["unit_class"] = np.random.default_rng(1).choice(["RES", "COM"], len(units))
    sorted_by_class = plan_grids(units, PlanParams(grid_count=24)).grid_of_unit

    def classes_met(codes):
        return units.groupby(codes)["unit_class"].nunique().sum()

    assert classes_met(sorted_by_class) < classes_met(mixed)


def test_codes_are_parent_role_and_serial_from_north_west():
    units = squares([(i, j) for i in range(4) for j in range(4)])
    units["parent_code"] = "441302001001"
    plan = plan_grids(units, PlanParams(grid_count=16, role="SUP"))
    place = units.centroid
    reading = np.lexsort((place.x, -place.y))
    assert list(plan.grid_of_unit[reading]) == [f"441302001001S{k:03d}" for k in range(1, 17)]
    assert set(plan.grids["role"]) == {"SUP"}
    assert set(plan.grids["parent_code"]) == {"441302001001"}


def test_units_that_lie_over_each_other_are_noted():
    """Their ground is counted twice, so workloads by area and compactness would mislead."""
    units = squares([(i, 0) for i in range(4)])
    units["unit_code"] = list("abcd")
    grown = units.geometry.copy()
    grown.iloc[1] = grown.iloc[1].buffer(5)
    plan = plan_grids(units.set_geometry(grown), PlanParams(grid_count=2))
    noted = {note.kind: note.facts for note in plan.notes}
    assert noted["units_overlap"]["units"] == ["a", "b", "c"]
