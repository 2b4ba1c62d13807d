# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad input that users came up with, as far as it concerns the core alone."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from grid_planner.core.params import BaseUnitParams
from grid_planner.core.units.build import build_base_units
from grid_planner.core.units.cells import Cells
from grid_planner.core.units.renode import renoded
from grid_planner.core.zoning import bridges as module
from grid_planner.core.zoning.links import link_units
from grid_planner.core.zoning.table import read_units

from .zoning_city import CRS


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


def test_a_cell_whose_middle_lies_on_a_former_cut_is_not_lost():
    halves = np.array([shapely.box(0, 0, 50, 100), shapely.box(50, 0, 100, 100)], object)
    cells = Cells(halves, np.zeros(2, np.int64), np.zeros(2, np.int64))
    cut = shapely.linestrings([[(0, -1), (0, 101)]])  # along its border
    _, again, _ = renoded(cells, np.ones(2, bool), cut)
    assert shapely.area(again.polygons).sum() == 10_000
    assert again.count == 1


@pytest.mark.parametrize("side", [100, 140])
def test_cutting_and_merging_again_leaves_no_gap(side):
    areas = gpd.GeoDataFrame(geometry=[shapely.box(0, 0, side, side)], crs=CRS)
    params = BaseUnitParams(target_area=500, min_area=300, max_area=600)
    houses = [shapely.box(x, x, x + 30, x + 9) for x in range(0, side - 40, 20)]
    made = build_base_units(areas, params, buildings=gpd.GeoDataFrame(geometry=houses, crs=CRS))
    assert made.figures.gap_area == 0
    assert made.units["area_m2"].sum() == pytest.approx(side**2)
