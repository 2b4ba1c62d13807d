# SPDX-License-Identifier: GPL-2.0-or-later
"""The best division is that of trying everything, and bounds are never above it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grid_planner.core.params import PlanParams
from grid_planner.core.partition.amounts import Amounts
from grid_planner.core.zoning.optimum.division import Division
from grid_planner.core.zoning.optimum.polish import better_by_windows
from grid_planner.core.zoning.optimum.price import energies
from grid_planner.core.zoning.optimum.sets import Search, find_sets
from grid_planner.core.zoning.optimum.watch import Watch
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import city, pieces
from tests.core.zoning.by_trying import (
    ENOUGH,
    best_by_trying,
    connected_sets,
    cost_of,
    piece_of,
    price_of,
    solved,
    start_of,
    two_ends,
)


@pytest.mark.parametrize("seed", range(5))
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


@pytest.mark.parametrize("seed", range(4))
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
    single = two_ends(piece)
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
    units = city(10, 10, 4)
    compact = plan_grids(units, PlanParams(grid_count=26, priority="compact_first")).grid_of_unit
    piece = piece_of(units, border=0.005)
    start = np.unique(compact.astype(str), return_inverse=True)[1]
    division = Division(piece, price_of(piece, 26), start)
    before = division.energy
    better_by_windows(division, Watch(ENOUGH))
    assert division.energy < 0.8 * before
    assert energies(piece, division.price, division.zone_of).sum() == pytest.approx(division.energy)
    assert set(pieces(units, division.zone_of).values()) == {1}
    assert len(set(division.zone_of.tolist())) == 26
