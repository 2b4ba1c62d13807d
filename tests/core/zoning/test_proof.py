# SPDX-License-Identifier: GPL-2.0-or-later
"""A plan that is asked for a proof is the best there is, or says how far from it it may be."""

from __future__ import annotations

import pytest

from grid_planner.core.errors import LimitsNotMet
from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces, star
from tests.core.zoning.asking import ENOUGH, households_of, planned, town


@pytest.mark.parametrize("priority", PRIORITIES)
def test_a_proved_plan_has_no_gap_and_a_message(priority):
    units = city(12, 10, 2, 4)
    params = PlanParams(grid_count=30, priority=priority, prove=True, time_limit=ENOUGH)
    plan = plan_grids(units, params)
    assert plan.figures.optimality_gap == 0
    assert [(n.kind, dict(n.facts)) for n in plan.notes] == [
        ("optimum_known", {"closed": 4, "parts": 4, "gap": 0.0})
    ]
    assert plan.figures.grids == 30
    assert plan.figures.pieces_too_many == 0
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}


def test_a_proved_plan_is_the_same_whatever_the_order_of_the_units():
    units = city(10, 8, 6, 4)
    params = PlanParams(grid_count=22, prove=True, time_limit=ENOUGH)
    plan = plan_grids(units, params)
    mixed = units.sample(frac=1, random_state=3)
    again = plan_grids(mixed, params)
    assert dict(zip(mixed["unit_code"], again.grid_of_unit)) == dict(
        zip(units["unit_code"], plan.grid_of_unit)
    )


def test_without_time_nothing_is_proved_and_that_is_said():
    params = PlanParams(grid_count=30, prove=True, time_limit=0.0)
    plan = plan_grids(city(12, 10, 2, 4), params)
    assert plan.figures.optimality_gap == -1
    assert [n.kind for n in plan.notes] == ["optimum_unknown"]
    assert plan.notes[0].facts["open"] == 4


def test_nothing_is_said_about_the_optimum_unless_asked():
    plan = plan_grids(city(8, 6, 2), PlanParams(grid_count=10))
    assert plan.figures.optimality_gap == -1
    assert not plan.notes


def test_limits_hold_in_a_proved_plan():
    units = city(12, 10, 5, 4)
    mean = units["workload"].sum() / 12
    limits = {"min_workload": 0.7 * mean, "max_workload": 1.3 * mean}
    plan = plan_grids(units, PlanParams(grid_count=12, prove=True, time_limit=ENOUGH, **limits))
    assert plan.figures.optimality_gap == 0
    assert plan.grids["workload"].between(0.7 * mean - 1e-6, 1.3 * mean + 1e-6).all()


def test_a_proof_holds_within_limits():
    units = town(4)
    mean = units["households"].sum() / 22
    params = PlanParams(
        grid_count=22,
        prove=True,
        time_limit=ENOUGH,
        limits=f"households={0.7 * mean}..{1.35 * mean}",
    )
    proved = plan_grids(units, params)
    assert proved.figures.optimality_gap == 0
    assert households_of(units, proved).between(0.7 * mean, 1.35 * mean).all()


@pytest.mark.slow
@pytest.mark.parametrize(("columns", "rows", "grids"), [(9, 8, 8), (9, 7, 12), (8, 7, 5)])
def test_the_optimum_within_five_percent_is_proved(columns, rows, grids):
    """The sizes at which peers were measured: 64 to 8, 60 to 12 and 49 to 5."""
    units = city(columns, rows, 3)
    params = PlanParams(
        grid_count=grids, priority="within_tolerance", prove=True, time_limit=ENOUGH
    )
    plan = plan_grids(units, params)
    assert plan.figures.optimality_gap == 0
    assert plan.figures.max_deviation <= 0.05 + 1e-4


def test_exact_finishing_and_proof_find_plans_within_limits_that_the_search_did_not():
    units = city(8, 6, 3)
    mean = units["workload"].sum() / 10
    limits = {"min_workload": 0.95 * mean, "max_workload": 1.05 * mean}
    with pytest.raises(LimitsNotMet):
        plan_grids(units, PlanParams(grid_count=10, time_limit=0.0, **limits))
    for wanted in (False, True):
        params = PlanParams(grid_count=10, prove=wanted, time_limit=ENOUGH, **limits)
        plan = plan_grids(units, params)
        assert plan.grids["workload"].between(0.95 * mean - 1e-6, 1.05 * mean + 1e-6).all()


def test_locked_grids_stay_in_a_proved_plan():
    units = planned(city(10, 8, 5, 4), 18)
    first = sorted(units["current_grid"])[0]
    units["locked"] = units["current_grid"] == first
    params = PlanParams(grid_count=18, prove=True, stability=0.4, time_limit=ENOUGH)
    plan = plan_grids(units, params)
    kept = plan.grid_of_unit[units["locked"].to_numpy()]
    assert set(kept) == {first}
    assert (plan.grid_of_unit == first).sum() == len(kept)


def test_a_star_divided_in_single_units_or_not_at_all_is_at_its_best():
    for grids in (1, 19):
        plan = plan_grids(star(), PlanParams(grid_count=grids, prove=True))
        assert plan.figures.optimality_gap == 0
