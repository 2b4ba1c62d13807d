# SPDX-License-Identifier: GPL-2.0-or-later
"""Our engine on a town of the benchmark: the steps that the plugin takes between input and plan."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from grid_towns import Town

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from grid_planner.core.params import PRIORITIES, PlanParams
from grid_planner.core.partition.seats import divide
from grid_planner.core.zoning.optimum.finish import finish
from grid_planner.core.zoning.problem import Problem
from grid_planner.core.zoning.search.solve import solve
from grid_planner.core.zoning.table import NONE


def as_problem(town: Town, *, communities: bool) -> Problem:
    """Return the town as the engine's graph."""
    is_open = town.open_pairs(communities=communities)
    count, nothing = len(town), np.empty(0, np.int64)
    return Problem(
        node=np.arange(count),
        workload=town.workload.astype(float),
        size=np.ones(count, np.int64),
        parent=town.community.astype(np.int64),
        current=np.full(count, NONE),
        part=town.parts(communities=communities),
        left=town.left[is_open],
        right=town.right[is_open],
        length=town.length[is_open],
        locked_grids=nothing,
        locked_parent=nothing,
    )


def shares(problem: Problem, grids: int) -> np.ndarray:
    """Return the grids of each part."""
    load = np.bincount(problem.part, problem.workload, problem.parts)
    most = np.bincount(problem.part, minlength=problem.parts)
    return divide(load, grids, np.ones(problem.parts, np.int64), most)


def plan(problem: Problem, grids: np.ndarray, params: PlanParams) -> np.ndarray:
    """Return the plan that a user gets."""
    return finish(problem, grids, solve(problem, grids, params), params)[0]


def warm_up() -> None:
    """Plan a square town with each priority, so that nothing is left to compile."""
    problem = as_problem(square_town(8), communities=False)
    for grids in (3, 20):
        for priority in PRIORITIES:
            plan(problem, np.array([grids]), PlanParams(grid_count=grids, priority=priority))


def square_town(side: int) -> Town:
    """Return a town of `side` by `side` squares of a hectare, each with as much work."""
    unit = np.arange(side * side).reshape(side, side)
    left = np.concatenate([unit[:, :-1].ravel(), unit[:-1].ravel()])
    right = np.concatenate([unit[:, 1:].ravel(), unit[1:].ravel()])
    row, column = np.divmod(unit.ravel(), side)
    everywhere = np.ones(side * side)
    return Town(
        workload=100 * everywhere.astype(np.int64),
        community=np.zeros(side * side, np.int64),
        area=10_000 * everywhere,
        perimeter=400 * everywhere,
        x=100.0 * column,
        y=100.0 * row,
        left=left,
        right=right,
        length=np.full(len(left), 100.0),
    )
