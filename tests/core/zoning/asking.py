# SPDX-License-Identifier: GPL-2.0-or-later
"""What tests ask of a plan: to be made, or to be refused for a reason."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pytest
import shapely

from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.plan import plan_grids
from tests.core.blocks import CRS, city, line

ENOUGH = 600.0
"""A time limit that no test reaches, s."""


def barriers(*shapes: shapely.Geometry) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), crs=CRS)


def wall(*places: tuple[float, float]) -> gpd.GeoSeries:
    return barriers(line(*places))


def refusal(kind, units, params=None, **wishes):
    """Return the facts of the error that a wish for a plan gets."""
    with pytest.raises(kind) as caught:
        plan_grids(units, params or PlanParams(grid_count=3), **wishes)
    return caught.value.facts


def town(seed: int, columns: int = 10):
    """Return a city with households, which are spread otherwise than the workload."""
    units = city(columns, columns, seed, 4)
    households = np.random.default_rng(seed).lognormal(3, 0.6, len(units)).round()
    return units.assign(households=households)


def households_of(units, plan):
    return units.groupby(plan.grid_of_unit)["households"].sum()


def planned(units, grids):
    """Return units that have a plan already."""
    plan = plan_grids(units, PlanParams(grid_count=grids))
    return units.assign(current_grid=plan.grid_of_unit)
