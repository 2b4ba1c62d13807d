# SPDX-License-Identifier: GPL-2.0-or-later
"""Any quantity of a grid can be limited: what is asked is kept, and what cannot be kept is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core import errors
from grid_planner.core.graph import connected_labels
from grid_planner.core.params import PRIORITIES, EvaluationParams, PlanParams
from grid_planner.core.partition.amounts import Amounts
from grid_planner.core.partition.anneal import Graph, Stage, Zones, zone_energies
from grid_planner.core.zoning.amounts import measured_in_workload
from grid_planner.core.zoning.evaluate import evaluate_plan
from grid_planner.core.zoning.limits import Limit, parse_limits
from grid_planner.core.zoning.optimum.division import Division, Watch
from grid_planner.core.zoning.optimum.finish import finish
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.search.solve import solve
from grid_planner.core.zoning.table import Limited

from .test_zoning_exact import best_by_trying, cost_of, piece_of, price_of
from .test_zoning_finish import random_problem
from .test_zoning_wishes import refusal
from .zoning_city import city, pieces, squares

ENOUGH = 600.0


def town(seed: int, columns: int = 10):
    """A city with households, which are spread otherwise than the workload."""
    units = city(columns, columns, seed, 4)
    households = np.random.default_rng(seed).lognormal(3, 0.6, len(units)).round()
    return units.assign(households=households)


def sums(units, plan, quantity="households"):
    return units.groupby(plan.grid_of_unit)[quantity].sum()


# --- the text --------------------------------------------------------------------------------


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


# --- kept ------------------------------------------------------------------------------------


@pytest.mark.parametrize("priority", PRIORITIES)
def test_several_quantities_stay_within_their_limits(priority):
    units = town(4)
    mean = units["households"].sum() / 22
    limits = f"households={0.7 * mean}..{1.35 * mean}; area_m2=..80000; unit_count=2..6"
    params = PlanParams(grid_count=22, limits=limits, priority=priority, tolerance=25.0)
    plan = plan_grids(units, replace(params, time_limit=ENOUGH))
    assert plan.figures.grids == 22
    assert set(pieces(units, plan.grid_of_unit).values()) == {1}
    assert sums(units, plan).between(0.7 * mean * (1 - 1e-6), 1.35 * mean * (1 + 1e-6)).all()
    assert (plan.grids["area_m2"] <= 80_000 * (1 + 1e-6)).all()
    assert plan.grids["unit_count"].between(2, 6).all()


def test_large_grids_keep_limits_by_the_search_alone():
    units = town(3, 20)
    mean = units["households"].sum() / 20
    params = PlanParams(grid_count=20, limits=f"households={0.85 * mean}..{1.15 * mean}")
    plan = plan_grids(units, params)
    assert sums(units, plan).between(0.85 * mean, 1.15 * mean).all()
    assert plan.figures.balance_cv < 0.1  # the workload is still what is balanced


def test_a_limited_workload_is_the_minimum_and_maximum_workload():
    units = city(12, 12, 2, 4)
    mean = units["workload"].sum() / 25
    high = max(1.2 * mean, units["workload"].max())
    plan = plan_grids(units, PlanParams(grid_count=25, limits=f"workload={0.75 * mean}..{high}"))
    assert plan.grids["workload"].between(0.75 * mean * (1 - 1e-6), high * (1 + 1e-6)).all()


def test_limits_that_bind_nobody_change_nothing():
    units = town(5)
    free, wide = (
        plan_grids(units, PlanParams(grid_count=22, limits=limits))
        for limits in ("", "households=0..1e9; unit_count=1..")
    )
    assert (free.grid_of_unit == wide.grid_of_unit).all()


@given(
    nodes=st.integers(6, 50),
    parts=st.integers(1, 4),
    share=st.floats(0.1, 0.6),
    quantities=st.integers(1, 3),
    priority=st.sampled_from(PRIORITIES),
    seed=st.integers(0, 10_000),
)
@settings(max_examples=12)
def test_on_any_graph_limits_that_a_plan_keeps_are_kept_on(
    nodes, parts, share, quantities, priority, seed
):
    """The limits are those of a plan that was found before, so there is at least that one."""
    problem = random_problem(nodes, nodes, parts, seed)
    sizes = np.bincount(problem.part)
    grids = np.maximum(1, np.round(share * sizes)).astype(np.int64)
    params = PlanParams(grid_count=int(grids.sum()), priority=priority, time_limit=ENOUGH)
    amounts = np.random.default_rng(seed).integers(0, 9, (nodes, quantities)).astype(float)
    first = solve(problem, grids, replace(params, seed=seed + 1))
    count = int(grids.sum())
    free = Limited(tuple(Limit(str(i)) for i in range(quantities)), amounts)
    held = free.sums(first, count)
    low, high = held.min(axis=0), held.max(axis=0)
    limits = tuple(Limit(str(i), low[i], high[i]) for i in range(quantities))
    problem = replace(problem, limited=Limited(limits, amounts))
    zone_of, _ = finish(problem, grids, solve(problem, grids, params), params)
    same = zone_of[problem.left] == zone_of[problem.right]
    joined = connected_labels(nodes, problem.left[same], problem.right[same])
    assert len(np.unique(zone_of)) == joined.max() + 1 == count
    after = problem.limited.sums(zone_of, count)
    assert (after >= low - 1e-6).all()
    assert (after <= high + 1e-6).all()


# --- exact -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_the_best_division_within_limits_is_found_and_proved(seed):
    units = city(4, 3, seed)
    rng = np.random.default_rng(seed)
    amounts = rng.integers(1, 6, (len(units), 1)).astype(float)
    piece = piece_of(units)
    price = replace(price_of(piece, 3), beyond=1e6)
    total = float(amounts.sum())
    piece = replace(
        piece, amounts=Amounts(amounts, np.array([0.2 * total]), np.array([0.45 * total]))
    )

    def cost(piece, price, nodes):
        held = amounts[sorted(nodes), 0].sum()
        return cost_of(piece, price, nodes) if 0.2 * total <= held <= 0.45 * total else np.inf

    best = best_by_trying(piece, price, 3, cost)
    start = np.zeros(len(units), np.int64)  # one grid too large, two of one unit: beyond the limits
    single = _two_ends(piece)
    start[single] = [1, 2]
    division = Division(piece, price, start)
    division.find_bound(Watch(ENOUGH))
    division.close(Watch(ENOUGH))
    if np.isinf(best):
        assert not division.allowed
        return
    assert division.allowed
    assert division.closed
    assert division.energy == pytest.approx(best, rel=1e-5)


def _two_ends(piece):
    """Two nodes that can be taken out, one after the other, without tearing the rest apart."""
    chosen = []
    for node in range(len(piece)):
        rest = set(range(len(piece))) - {*chosen, node}
        seen, waiting = {min(rest)}, [min(rest)]
        while waiting:
            around = waiting.pop()
            fresh = set(piece.indices[piece.indptr[around] : piece.indptr[around + 1]].tolist())
            fresh = (fresh & rest) - seen
            seen |= fresh
            waiting += fresh
        if seen == rest:
            chosen.append(node)
        if len(chosen) == 2:
            return chosen
    raise AssertionError


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
    assert sums(units, proved).between(0.7 * mean, 1.35 * mean).all()


def test_energies_count_what_lies_beyond_limits():
    graph = Graph(
        indptr=np.array([0, 1, 2]), indices=np.array([1, 0]), lengths=np.array([2.0, 2.0]),
        workload=np.array([4.0, 6.0]), home=np.array([-1, -1]), moving=np.zeros(2),
        amounts=Amounts(
            np.array([[1.0, 5.0], [9.0, 0.0]]), low=np.array([3.0, 0]), high=np.array([7.0, 5])
        ),
    )  # fmt: skip
    zones = Zones(target=np.array([4.0, 6.0]), low=np.zeros(2), high=np.full(2, np.inf))
    stage = Stage(0, border=0.5, even=1.0, band=10.0, hot=0.0, cold=0.0)
    energy = zone_energies(graph, zones, np.array([0, 1]), stage)
    assert energy.tolist() == [0.5 + 10 * 2.0**2, 0.5 + 10 * 2.0**2]


def test_a_fair_share_of_each_quantity_weighs_as_much_as_the_workload():
    limits = parse_limits("people=1..; schools=..1")
    people, schools = np.full(40, 7.0), np.repeat([1.0, 0.0], [2, 38])
    amounts = measured_in_workload(Limited(limits, np.stack([people, schools], 1)), 10, 100.0)
    zone_of = np.arange(40) % 10
    held = amounts.of_zones(zone_of, 10)
    assert held[:, 0] == pytest.approx(100)
    assert held[:2, 1] == pytest.approx(100)  # one of a rare thing
    assert amounts.hold(zone_of, 10)
    assert not amounts.hold(np.zeros(40, np.int64), 10)


# --- not possible ----------------------------------------------------------------------------


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


def test_without_a_quota_grids_go_where_limits_need_them():
    units = squares([(i, 0) for i in range(8)], [5, 5, 5, 5, 1, 1, 1, 1])
    units = units.assign(parent_code=list("PPPPQQQQ"), households=[1, 1, 1, 1, 9, 9, 9, 9])
    plan = plan_grids(units, PlanParams(grid_count=4, limits="households=..18"))
    assert plan.grids.groupby("parent_code").size().to_dict() == {"P": 2, "Q": 2}
    plan = plan_grids(units, PlanParams(grid_count=5, limits="households=..10"))
    assert plan.grids.groupby("parent_code").size().to_dict() == {"P": 1, "Q": 4}


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


def test_locked_grids_are_not_held_to_limits():
    units = squares([(i, 0) for i in range(6)]).assign(households=[9, 9, 1, 1, 1, 1])
    units["current_grid"] = ["L", "L", "a", "a", "b", "b"]
    units["locked"] = [True, False, False, False, False, False]
    plan = plan_grids(units, PlanParams(grid_count=3, limits="households=..2"))
    assert sums(units, plan).sort_values().tolist() == [2, 2, 18]


# --- judged ----------------------------------------------------------------------------------


def test_a_plan_beyond_limits_is_found_out():
    units = squares([(i, 0) for i in range(6)]).assign(households=[3, 3, 3, 1, 1, 1])
    units["grid_code"] = ["a", "a", "a", "b", "b", "c"]
    params = EvaluationParams(limits="households=2..8; unit_count=2..")
    evaluation = evaluate_plan(units, params)
    rules = evaluation.broken_rules
    found = [(kind, *facts.values()) for kind, facts in zip(rules["kind"], rules["facts"])]
    assert found == [
        ("QuantityAboveMaximum", "a", "households", 9.0, 8.0),
        ("QuantityBelowMinimum", "c", "households", 1.0, 2.0),
        ("QuantityBelowMinimum", "c", "unit_count", 1.0, 2.0),
    ]
    assert rules.geometry.notna().all()
    judged = evaluation.checklist.set_index("rule")["judged"]
    assert judged["QuantityAboveMaximum"]
    assert not evaluate_plan(units).checklist.set_index("rule")["judged"]["QuantityAboveMaximum"]


def test_our_own_plan_within_limits_measures_the_same_when_judged():
    units = town(1).assign(patrol_m=100.0)
    units["manager"] = np.where(units["households"] > 20, "x", "y")
    mean = units["households"].sum() / 22
    limits = f"households={0.6 * mean}..{1.4 * mean}"
    plan = plan_grids(units, PlanParams(grid_count=22, limits=limits))
    judged = evaluate_plan(
        units.assign(grid_code=plan.grid_of_unit), EvaluationParams(limits=limits)
    )
    assert judged.broken_rules.empty
    assert judged.figures == plan.figures


def test_the_score_of_size_counts_every_limited_quantity():
    units = squares([(i, 0) for i in range(4)]).assign(households=[4, 4, 2, 2])
    units["grid_code"] = ["a", "a", "b", "b"]
    params = EvaluationParams(limits="households=..5; unit_count=1..2")
    grids = evaluate_plan(units, params).grids.set_index("grid_code")
    over = 1 - (8 - 5) / 5
    assert grids["score_size"].to_dict() == pytest.approx(
        {"a": 100 * (1 + over + 1) / 3, "b": 100.0}
    )


# --- interests and patrols -------------------------------------------------------------------


def test_one_manager_a_grid_is_preferred_and_scored():
    units = squares([(i, j) for i in range(4) for j in range(4)])
    assert len(units) == 16
    managers = ["north" if k % 4 >= 2 else "south" for k in range(16)]
    managed = units.assign(manager=managers)
    plan = plan_grids(managed, PlanParams(grid_count=2, priority="compact_first"))
    assert (managed.groupby(plan.grid_of_unit)["manager"].nunique() == 1).all()
    assert plan.figures.score_affinity == 100
    across = units.assign(manager=["north" if k >= 8 else "south" for k in range(16)])
    judged = evaluate_plan(across.assign(grid_code=plan.grid_of_unit))
    assert judged.figures.score_affinity == pytest.approx(50)


def test_what_nobody_manages_goes_with_all():
    units = squares([(i, 0) for i in range(4)])
    units["grid_code"] = ["a", "a", "b", "b"]
    units["manager"] = ["x", None, None, None]
    assert evaluate_plan(units).figures.score_affinity == 100
    units["manager"] = ["x", "y", None, "x"]
    scores = evaluate_plan(units).grids.set_index("grid_code")["score_affinity"]
    assert scores.to_dict() == {"a": 50.0, "b": 100.0}


def test_patrols_count_in_a_new_plan_as_in_an_evaluation():
    units = town(2, 8)
    rng = np.random.default_rng(1)
    walked = units.assign(patrol_m=rng.lognormal(6, 1, len(units)))
    bare, plan = (plan_grids(u, PlanParams(grid_count=12)) for u in (units, walked))
    assert (bare.grid_of_unit == plan.grid_of_unit).all()
    assert bare.figures.score_manageability != plan.figures.score_manageability
    judged = evaluate_plan(walked.assign(grid_code=plan.grid_of_unit))
    assert judged.figures.score_manageability == plan.figures.score_manageability
    wrong = walked.assign(patrol_m=[-1.0, *walked["patrol_m"][1:]])
    notes = plan_grids(wrong, PlanParams(grid_count=12)).notes
    assert [note.kind for note in notes if note.kind.startswith("amounts")] == ["amounts_negative"]
