# SPDX-License-Identifier: GPL-2.0-or-later
"""On any graph the rules hold, and plans of small parts are finished at their best."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grid_planner.core.graph import connected_labels, neighbour_lists
from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.partition.anneal import Graph, Stage, Zones, zone_energies
from grid_planner.core.zoning.optimum.division import Watch
from grid_planner.core.zoning.optimum.finish import finish
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.problem import Problem
from grid_planner.core.zoning.quota import divide
from grid_planner.core.zoning.search.solve import solve
from grid_planner.core.zoning.table import NONE

from .zoning_city import city

ENOUGH = 600.0


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


@given(
    nodes=st.integers(5, 60),
    more_links=st.integers(0, 80),
    parts=st.integers(1, 5),
    share=st.floats(0, 1),
    priority=st.sampled_from(PRIORITIES),
    seed=st.integers(0, 10_000),
)
@settings(max_examples=25)
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
        same = zone_of[problem.left] == zone_of[problem.right]
        pieces = connected_labels(nodes, problem.left[same], problem.right[same])
        assert len(np.unique(zone_of)) == pieces.max() + 1 == wanted
        first_zone = np.cumsum(grids) - grids
        assert (zone_of >= first_zone[problem.part]).all()
        assert (zone_of < (first_zone + grids)[problem.part]).all()


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


def test_energies_of_zones_follow_their_definition():
    graph = Graph(
        *neighbour_lists(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([5.0, 7.0, 9.0])),
        workload=np.array([1.0, 2.0, 3.0, 4.0]),
        home=np.full(4, NONE),
        moving=np.zeros(4),
    )
    zones = Zones(target=np.array([4.0, 6.0]), low=np.array([4.0, 0.0]), high=np.array([9.0, 6.0]))
    stage = Stage(proposals=0, border=0.1, even=1.0, band=10.0, hot=0.0, cold=0.0)
    energy = zone_energies(graph, zones, np.array([0, 0, 1, 1]), stage)
    # Loads 3 and 7: one below target and low, one above target and high; a border of 7 between.
    assert energy == pytest.approx([1 + 10 + 0.35, 1 + 10 + 0.35])


@pytest.mark.parametrize("prove", [False, True])
def test_compiling_takes_nothing_from_the_time_limit(monkeypatch, prove):
    place = f"grid_planner.core.zoning.optimum.{'prove' if prove else 'finish'}"
    calls = []

    class NotedWatch(Watch):
        def __init__(self, *given, **options):
            calls.append("time runs")
            super().__init__(*given, **options)

    monkeypatch.setattr(f"{place}.get_ready", lambda: calls.append("compiled"))
    monkeypatch.setattr(f"{place}.Watch", NotedWatch)
    plan_grids(city(4, 4, 1), PlanParams(grid_count=4, prove=prove))
    assert calls == ["compiled", "time runs"]
