# SPDX-License-Identifier: GPL-2.0-or-later
"""On any graph the rules hold, and plans of small parts are finished at their best."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.graph import connected_labels
from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.partition.seats import divide
from grid_planner.core.zoning.limits import Limit
from grid_planner.core.zoning.optimum.finish import finish
from grid_planner.core.zoning.optimum.watch import Watch
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.problem import Problem
from grid_planner.core.zoning.search.solve import solve
from grid_planner.core.zoning.table import NONE, Limited
from tests.core.blocks import city
from tests.core.zoning.asking import ENOUGH


def random_problem(nodes: int, more_links: int, parts: int, seed: int) -> Problem:
    """A random forest of `parts` trees with links added inside them; no map needs to fit it."""
    rng = np.random.default_rng(seed)
    part = np.sort(np.append(np.arange(parts), rng.integers(0, parts, nodes - parts)))
    pairs = set()
    for node in range(nodes):
        same = np.flatnonzero(part == part[node])
        earlier = same[same < node]
        if len(earlier):
            pairs.add((int(rng.choice(earlier)), node))
    for _ in range(more_links):
        a = int(rng.integers(nodes))
        b = int(rng.choice(np.flatnonzero(part == part[a])))
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    left, right = np.array(sorted(pairs), np.int64).reshape(-1, 2).T
    return Problem(
        node=np.arange(nodes),
        workload=rng.lognormal(0, 1, nodes).round(3),
        size=np.ones(nodes, np.int64),
        parent=part,
        current=np.full(nodes, NONE),
        part=part,
        left=left,
        right=right,
        length=rng.uniform(1, 100, len(left)),
        locked_grids=np.empty(0, np.int64),
        locked_parent=np.empty(0, np.int64),
    )


def zones_and_pieces(problem: Problem, zone_of: np.ndarray) -> tuple[int, int]:
    """Count the zones, and the pieces they lie in."""
    same = zone_of[problem.left] == zone_of[problem.right]
    piece = connected_labels(len(zone_of), problem.left[same], problem.right[same])
    return len(np.unique(zone_of)), int(piece.max()) + 1


@given(
    nodes=st.integers(5, 35),
    more_links=st.integers(0, 80),
    parts=st.integers(1, 5),
    share=st.floats(0, 1),
    priority=st.sampled_from(PRIORITIES),
    seed=st.integers(0, 10_000),
)
@settings(max_examples=20)
def test_every_zone_of_any_graph_is_in_one_piece_in_one_part(
    nodes, more_links, parts, share, priority, seed
):
    problem = random_problem(nodes, more_links, parts, seed)
    sizes = np.bincount(problem.part)
    wanted = parts + round(share * (nodes - parts))
    loads = np.bincount(problem.part, problem.workload)
    grids = divide(loads, wanted, np.ones(parts, np.int64), sizes)
    params = PlanParams(grid_count=wanted, priority=priority, seed=seed, time_limit=ENOUGH)
    searched = solve(problem, grids, params)
    finished, notes = finish(problem, grids, searched, params)
    assert not notes
    for zone_of in (searched, finished):
        assert zones_and_pieces(problem, zone_of) == (wanted, wanted)
        first_zone = np.cumsum(grids) - grids
        assert (zone_of >= first_zone[problem.part]).all()
        assert (zone_of < (first_zone + grids)[problem.part]).all()


@given(
    nodes=st.integers(6, 25),
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
    assert zones_and_pieces(problem, zone_of) == (count, count)
    after = problem.limited.sums(zone_of, count)
    assert (after >= low - 1e-6).all()
    assert (after <= high + 1e-6).all()


@pytest.mark.parametrize("priority", ["balanced", "balance_first", "compact_first"])
def test_plans_of_small_parts_are_at_their_best_without_a_proof(priority):
    units = city(12, 10, 5, 4)
    plans = [
        plan_grids(
            units,
            PlanParams(grid_count=30, priority=priority, prove=proved, time_limit=ENOUGH),
        )
        for proved in (False, True)
    ]
    assert (plans[0].grid_of_unit == plans[1].grid_of_unit).all()
    assert plans[1].figures.optimality_gap == 0


def test_a_finish_that_the_time_limit_ended_is_noted():
    plan = plan_grids(city(12, 10, 5, 4), PlanParams(grid_count=30, time_limit=0.0))
    assert [(note.kind, dict(note.facts)) for note in plan.notes] == [
        ("finish_stopped", {"seconds": 0.0})
    ]


@pytest.mark.parametrize("prove", [False, True])
def test_compiling_takes_nothing_from_the_time_limit(monkeypatch, prove):
    place = f"grid_planner.core.zoning.optimum.{'prove' if prove else 'finish'}"
    calls = []

    class NotedWatch(Watch):
        def __init__(self, *given, **options):
            calls.append("time runs")
            super().__init__(*given, **options)

    monkeypatch.setattr(f"{place}.get_ready", lambda **_: calls.append("compiled"))
    monkeypatch.setattr(f"{place}.Watch", NotedWatch)
    plan_grids(city(4, 4, 1), PlanParams(grid_count=4, prove=prove))
    assert calls == ["compiled", "time runs"]
