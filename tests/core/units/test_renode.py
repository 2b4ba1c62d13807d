# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells that are cut and merged again lose no ground."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from grid_planner.core.params import BaseUnitParams
from grid_planner.core.units.build import build_base_units
from grid_planner.core.units.cells import Cells
from grid_planner.core.units.renode import renoded
from tests.core.blocks import CRS


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
