# SPDX-License-Identifier: GPL-2.0-or-later
"""The optimum is found and proved, and bounds are never above it."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from grid_planner.core.accelerate import HAS_NUMBA, SWITCH
from grid_planner.core.errors import LimitsNotMet
from grid_planner.core.graph import neighbour_lists, rook_adjacency
from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.partition.anneal import Graph
from grid_planner.core.progress import Cancelled, Progress
from grid_planner.core.zoning.optimum.division import Division
from grid_planner.core.zoning.optimum.polish import better_by_windows
from grid_planner.core.zoning.optimum.price import Price, energies
from grid_planner.core.zoning.optimum.sets import Search, find_sets
from grid_planner.core.zoning.optimum.watch import Watch
from grid_planner.core.zoning.plan import plan_grids

from .zoning_city import city, pieces, star

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 600.0


def piece_of(units, border: float = 0.05, home=None, moving: float = 0.0) -> Graph:
    links = rook_adjacency(units.geometry.to_numpy())
    count = len(units)
    return Graph(
        *neighbour_lists(
            count, links.left, links.right, links.length / links.length.mean() * border
        ),
        workload=units["workload"].to_numpy(float),
        home=np.full(count, -1) if home is None else np.asarray(home),
        moving=np.full(count, moving),
    )


def price_of(piece: Graph, grids: int, **changes) -> Price:
    target = piece.workload.sum() / grids
    limits = {"low": 0.0, "high": np.inf, "minimum": 0.0, "maximum": np.inf}
    return Price(**{"target": target, "even": target**-2, "band": 0.0, **limits, **changes})


def connected_sets(piece: Graph) -> set[frozenset[int]]:
    """Every connected set of nodes, by looking at all sets."""
    found = set()
    for members in itertools.product((0, 1), repeat=len(piece)):
        nodes = {i for i, taken in enumerate(members) if taken}
        if nodes and reached(piece, nodes) == nodes:
            found.add(frozenset(nodes))
    return found


def reached(piece: Graph, nodes: set[int]) -> set[int]:
    start = min(nodes)
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        around = piece.indices[piece.indptr[node] : piece.indptr[node + 1]].tolist()
        fresh = (set(around) & nodes) - seen
        seen |= fresh
        waiting += fresh
    return seen


def cost_of(piece: Graph, price: Price, nodes: frozenset[int]) -> float:
    """The energy of one set, from the definition."""
    inside = sorted(nodes)
    border = sum(
        piece.lengths[k] / 2
        for i in inside
        for k in range(piece.indptr[i], piece.indptr[i + 1])
        if piece.indices[k] not in nodes
    )
    at_home = {}
    for i in inside:
        if piece.home[i] >= 0:
            at_home[piece.home[i]] = at_home.get(piece.home[i], 0.0) + piece.moving[i]
    away = sum(at_home.values()) - max(at_home.values(), default=0.0)
    return float(price.of(piece.workload[inside].sum())) + border + away


def best_by_trying(piece: Graph, price: Price, grids: int, of_set=cost_of) -> float:
    """The least energy of all divisions, by dynamic programming over all sets of nodes."""
    cost = {
        sum(1 << i for i in nodes): of_set(piece, price, nodes)
        for nodes in connected_sets(piece)
        if price.minimum <= piece.workload[list(nodes)].sum() <= price.maximum
    }
    least = {0: 0.0}
    for _ in range(grids):
        ahead: dict[int, float] = {}
        for covered, energy in least.items():
            free = ~covered & (covered + 1)  # the first node not covered yet
            for nodes, more in cost.items():
                if nodes & free and not nodes & covered:
                    both = covered | nodes
                    ahead[both] = min(ahead.get(both, np.inf), energy + more)
        least = ahead
    return least.get((1 << len(piece)) - 1, np.inf)


def start_of(piece: Graph, grids: int) -> np.ndarray:
    """Some division into connected grids: single nodes cut off from the end of a search tree."""
    order, seen = [], {0}
    waiting = [0]
    while waiting:
        node = waiting.pop(0)
        order.append(node)
        around = piece.indices[piece.indptr[node] : piece.indptr[node + 1]].tolist()
        for other in around:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    zone_of = np.zeros(len(piece), np.int64)
    zone_of[order[len(order) - grids + 1 :]] = np.arange(1, grids)
    return zone_of


def solved(piece: Graph, price: Price, grids: int) -> Division:
    division = Division(piece, price, start_of(piece, grids))
    watch = Watch(ENOUGH)
    division.find_bound(watch)
    division.close(watch)
    return division


@pytest.mark.parametrize("seed", range(8))
def test_all_sets_within_the_slack_are_found_and_no_others(seed):
    units = city(4, 3, seed)
    rng = np.random.default_rng(seed)
    home = rng.integers(-1, 3, len(units))
    piece = piece_of(units, 0.1, home, 0.05)
    price = price_of(piece, 4, minimum=60.0, band=0.5, low=200.0, high=380.0)
    duals = rng.normal(0.1, 0.2, len(units))
    sets = find_sets(piece, price, duals, 0.05, Search(0.3, 10_000, 10**6, 10**7))
    members = np.split(sets.nodes, sets.starts[1:-1])
    found = {frozenset(nodes.tolist()): i for i, nodes in enumerate(members)}
    wanted = {}
    for nodes in connected_sets(piece):
        load = piece.workload[list(nodes)].sum()
        reduced = cost_of(piece, price, nodes) - duals[list(nodes)].sum() - 0.05
        if load >= price.minimum and reduced <= 0.3:
            wanted[nodes] = reduced
    assert sets.complete
    assert len(found) == len(members)
    assert found.keys() == wanted.keys()
    assert [sets.reduced[found[n]] for n in wanted] == pytest.approx(list(wanted.values()))


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("grids", [2, 4])
def test_the_optimum_is_that_of_trying_everything(seed, grids):
    piece = piece_of(city(4, 3, seed))
    price = price_of(piece, grids)
    division = solved(piece, price, grids)
    best = best_by_trying(piece, price, grids)
    assert division.closed
    assert division.energy == pytest.approx(best, rel=1e-5)
    assert division.bound <= best * (1 + 1e-9)
    assert energies(piece, price, division.zone_of).sum() == pytest.approx(division.energy)


def test_a_heavy_unit_does_not_hide_the_optimum():
    units = city(4, 3, 3)
    units.loc[5, "workload"] = 3_000.0
    piece = piece_of(units)
    division = solved(piece, price_of(piece, 4), 4)
    assert division.closed
    assert division.energy == pytest.approx(best_by_trying(piece, price_of(piece, 4), 4), rel=1e-5)


def test_hard_limits_bind_the_optimum():
    piece = piece_of(city(4, 3, 5))
    free = solved(piece, price_of(piece, 3, even=0.0), 3)
    target = piece.workload.sum() / 3
    price = price_of(piece, 3, even=0.0, minimum=0.9 * target, maximum=1.1 * target)
    start = solved(piece, price_of(piece, 3), 3).zone_of
    division = Division(piece, price, start)
    division.find_bound(Watch(ENOUGH))
    division.close(Watch(ENOUGH))
    assert division.closed
    assert division.energy == pytest.approx(best_by_trying(piece, price, 3), rel=1e-5)
    assert division.energy > free.energy


def test_units_stay_at_home_where_that_is_worth_it():
    units = city(4, 3, 2)
    home = start_of(piece_of(units), 3)
    free = solved(piece_of(units), price_of(piece_of(units), 3), 3)
    held = piece_of(units, home=home, moving=5.0)
    assert (solved(held, price_of(held, 3), 3).zone_of == home).all()
    assert (free.zone_of != home).any()


def test_a_bound_is_none_without_time_and_the_division_stays():
    piece = piece_of(city(8, 6, 1))
    division = Division(piece, price_of(piece, 12), start_of(piece, 12))
    division.find_bound(Watch(0.0))
    division.close(Watch(0.0))
    assert division.bound == -np.inf
    assert not division.closed
    assert (division.zone_of == start_of(piece, 12)).all()


def test_windows_better_a_large_division_and_keep_it_whole():
    units = city(14, 10, 4)
    compact = plan_grids(units, PlanParams(grid_count=36, priority="compact_first")).grid_of_unit
    piece = piece_of(units, border=0.005)
    start = np.unique(compact.astype(str), return_inverse=True)[1]
    division = Division(piece, price_of(piece, 36), start)
    before = division.energy
    better_by_windows(division, Watch(ENOUGH))
    assert division.energy < 0.8 * before
    assert energies(piece, division.price, division.zone_of).sum() == pytest.approx(division.energy)
    assert set(pieces(units, division.zone_of).values()) == {1}
    assert len(set(division.zone_of.tolist())) == 36


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
    units = city(9, 7, 3)
    mean = units["workload"].sum() / 12
    limits = {"min_workload": 0.97 * mean, "max_workload": 1.03 * mean}
    with pytest.raises(LimitsNotMet):
        plan_grids(units, PlanParams(grid_count=12, time_limit=0.0, **limits))
    for wanted in (False, True):
        params = PlanParams(grid_count=12, prove=wanted, time_limit=ENOUGH, **limits)
        plan = plan_grids(units, params)
        assert plan.grids["workload"].between(0.97 * mean - 1e-6, 1.03 * mean + 1e-6).all()


def test_locked_grids_stay_in_a_proved_plan():
    units = city(12, 10, 5, 1)
    units["current_grid"] = plan_grids(units, PlanParams(grid_count=24)).grid_of_unit
    first = sorted(units["current_grid"])[0]
    units["locked"] = units["current_grid"] == first
    params = PlanParams(grid_count=24, prove=True, stability=0.4, time_limit=ENOUGH)
    plan = plan_grids(units, params)
    kept = plan.grid_of_unit[units["locked"].to_numpy()]
    assert set(kept) == {first}
    assert (plan.grid_of_unit == first).sum() == len(kept)


def test_a_star_divided_in_single_units_or_not_at_all_is_at_its_best():
    for grids in (1, 19):
        plan = plan_grids(star(), PlanParams(grid_count=grids, prove=True))
        assert plan.figures.optimality_gap == 0


def test_a_proof_can_be_cancelled():
    class Impatient(Progress):
        def __init__(self) -> None:
            self.end = time.monotonic() + 0.2

        def tick(self, done, total):
            if time.monotonic() > self.end:
                raise Cancelled

    piece = piece_of(city(30, 25, 1))
    division = Division(piece, price_of(piece, 40), start_of(piece, 40))
    with pytest.raises(Cancelled):
        division.find_bound(Watch(ENOUGH, Impatient()))


PROGRAM = """
import json
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.zoning_city import city
units = city(12, 10, 5, 4)
plans = [
    list(plan_grids(units, PlanParams(grid_count=30, priority=priority, prove=True,
                                      time_limit=600.0)).grid_of_unit)
    for priority in ("balanced", "balance_first")
]
print(json.dumps(plans))
"""


@pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed")
def test_compiled_and_plain_proofs_agree():
    plans = []
    for switch in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), SWITCH: switch},
            capture_output=True,
            text=True,
            check=True,
        )
        plans.append(json.loads(done.stdout))
    assert plans[0] == plans[1]
