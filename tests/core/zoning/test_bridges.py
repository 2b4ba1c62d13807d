# SPDX-License-Identifier: GPL-2.0-or-later
"""Islands are joined over the shortest bridges, within reach, and over no more than needed."""

from __future__ import annotations

import tracemalloc

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from grid_planner.core import errors
from grid_planner.core.graph import connected_labels
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning import bridges as module
from grid_planner.core.zoning.links import link_units
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.table import read_units
from tests.core.blocks import CRS, city, line, squares
from tests.core.zoning.asking import barriers, refusal, wall


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
    barrier = wall((2.1, -1), (2.1, 2))
    assert refusal(errors.TooFewGrids, units, params, barriers=barrier)["needed"] == 2


def test_an_enclave_is_a_part_of_its_own():
    units = squares([(i, j) for i in range(3) for j in range(3)])
    units["parent_code"] = ["Q" if k == 4 else "P" for k in range(9)]
    plan = plan_grids(units, PlanParams(grid_count=4))
    assert plan.grids.groupby("parent_code").size()["Q"] == 1


def all_bridges(table, part, reach, barrier):
    """Return the shortest spanning links by looking at every pair there is."""
    left, right = np.triu_indices(len(table), 1)
    wanted = (part[left] != part[right]) & (table.parent.index[left] == table.parent.index[right])
    lines = shapely.shortest_line(table.shapes[left], table.shapes[right])
    wanted &= (shapely.length(lines) <= reach) & (shapely.distance(lines, barrier) > 1.0)
    left, right, length = left[wanted], right[wanted], shapely.length(lines[wanted])
    order = np.lexsort((right, left, length))
    left, right = left[order], right[order]
    low, high = np.minimum(part[left], part[right]), np.maximum(part[left], part[right])
    first = np.unique(np.stack([low, high], axis=1), axis=0, return_index=True)[1]
    count = int(part.max()) + 1
    costs = coo_matrix((first + 1.0, (low[first], high[first])), shape=(count, count))
    kept = np.sort(minimum_spanning_tree(costs.tocsr()).data.astype(np.int64) - 1)
    return np.stack([left[kept], right[kept]], axis=1)


@pytest.mark.parametrize("seed", range(8))
def test_bridges_are_the_shortest_spanning_links(seed):
    rng = np.random.default_rng(seed)
    units = city(11, 11, seed, 4) if seed % 2 else squares(list(np.ndindex(7, 7)))
    units["unit_code"] = [f"{i:03d}" for i in range(len(units))]
    units = units[rng.random(len(units)) < 0.4].reset_index(drop=True)
    table = read_units(units)
    river = line((3.4, -1), (3.6, 6))
    links = link_units(table, barriers(river), 150.0)
    inside = links.open
    part = connected_labels(len(table), links.borders.left[inside], links.borders.right[inside])
    expected = all_bridges(table, part, 150.0, river)
    assert len(expected) > 1
    assert (links.bridges == expected).all()


@pytest.mark.parametrize("islands", [1, 400])
def test_a_wide_reach_takes_no_more_memory_than_the_units(islands):
    places = list(np.ndindex(40, 40)) + [(42 + i, j) for i, j in np.ndindex(20, islands // 20 + 1)]
    units = squares(places).drop(columns="unit_code")
    table = read_units(units)
    tracemalloc.start()
    links = link_units(table, None, 2_000.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(links.bridges) == 1
    assert peak < 12e6


@pytest.fixture
def islands():
    """Return 400 units with a gap around each, as blocks without their streets are."""
    corners = [(101.0 * i, 101.0 * j) for i in range(20) for j in range(20)]
    shapes = [shapely.box(x, y, x + 99, y + 99) for x, y in corners]
    return read_units(gpd.GeoDataFrame(geometry=shapes, crs=CRS))


def test_a_wide_reach_joins_many_islands_as_a_narrow_one_does(islands):
    narrow, wide = (link_units(islands, None, reach).bridges for reach in (20.0, 1e6))
    assert len(wide) == 399
    assert np.array_equal(narrow, wide)


def test_islands_are_not_asked_all_for_all(islands, monkeypatch):
    asked = []

    def counted(table, part, reach):
        for pairs in pairs_of_parts(table, part, reach):
            asked.append(len(pairs[0]))
            yield pairs

    pairs_of_parts = module._pairs_of_parts
    monkeypatch.setattr(module, "_pairs_of_parts", counted)
    link_units(islands, None, 1e6)
    assert sum(asked) < 10 * 400
