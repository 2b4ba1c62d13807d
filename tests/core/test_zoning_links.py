# SPDX-License-Identifier: GPL-2.0-or-later
"""Barriers bar by their lines and by all that lies inside their polygons; bridges are few."""

from __future__ import annotations

import tracemalloc

import geopandas as gpd
import numpy as np
import pytest
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from grid_planner.core.graph import connected_labels
from grid_planner.core.zoning.links import link_units
from grid_planner.core.zoning.table import read_units

from .zoning_city import BLOCK, CRS, ORIGIN, city, squares


def box(left, bottom, right, top):
    """Return a rectangle, in blocks."""
    low, high = np.array([(left, bottom), (right, top)]) * BLOCK + ORIGIN
    return shapely.box(*low, *high)


def barriers(*shapes):
    return gpd.GeoSeries(list(shapes), crs=CRS)


def barred(units, *shapes):
    return link_units(read_units(units), barriers(*shapes), None).barred.tolist()


# --- barriers --------------------------------------------------------------------------------


def test_units_that_meet_in_the_middle_of_a_river_are_parted():
    banks = squares([(0, 0), (1, 0)])
    assert barred(banks, box(0.8, -1, 1.2, 2)) == [True]
    assert barred(banks, box(0.8, 0.3, 1.2, 0.7)) == [False]  # a pond on less than half of it
    assert barred(banks, box(0.8, 0.2, 1.2, 0.8)) == [True]


def test_ponds_count_together_and_overlaps_once():
    banks = squares([(0, 0), (1, 0)])
    low, high = box(0.8, -1, 1.2, 0.3), box(0.8, 0.7, 1.2, 2)
    assert barred(banks, low, high) == [True]
    assert barred(banks, low, low, low) == [False]
    assert barred(banks, low, shapely.get_exterior_ring(box(0.8, 0.2, 1, 0.35))) == [False]


def test_line_and_water_count_together():
    banks = squares([(0, 0), (1, 0)])
    wall = shapely.LineString(np.array([(1, 0.7), (1, 1)]) * BLOCK + ORIGIN)
    assert barred(banks, wall) == [False]
    assert barred(banks, wall, box(0.8, -1, 1.2, 0.3)) == [True]


def test_a_polygon_that_crosses_itself_bars_too():
    banks = squares([(0, 0), (1, 0)])
    bow = shapely.Polygon(np.array([(0.5, -1), (1.5, -1), (0.5, 3), (1.5, 3)]) * BLOCK + ORIGIN)
    assert barred(banks, bow) == [True]


def test_no_bridge_lies_inside_a_water_polygon():
    piers = squares([(0, 0), (1.2, 0)])
    wide = barriers(box(0.5, -1, 1.7, 2))
    table = read_units(piers)
    assert len(link_units(table, None, 30.0).bridges) == 1
    assert len(link_units(table, wide, 30.0).bridges) == 0


# --- bridges ---------------------------------------------------------------------------------


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
    wall = shapely.LineString(np.array([(3.4, -1), (3.6, 6)]) * BLOCK + ORIGIN)
    links = link_units(table, barriers(wall), 150.0)
    inside = links.open
    part = connected_labels(len(table), links.borders.left[inside], links.borders.right[inside])
    expected = all_bridges(table, part, 150.0, wall)
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
