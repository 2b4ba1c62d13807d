# SPDX-License-Identifier: GPL-2.0-or-later
"""No grid lies across a barrier: lines bar, and so does all that lies inside a polygon."""

from __future__ import annotations

import shapely

from grid_planner.core import errors
from grid_planner.core.params import PlanParams
from grid_planner.core.zoning.links import link_units
from grid_planner.core.zoning.plan import plan_grids
from grid_planner.core.zoning.table import read_units
from tests.core.blocks import BLOCK, ORIGIN, line, polygon, square, squares
from tests.core.zoning.asking import barriers, refusal, wall


def test_no_grid_lies_across_a_barrier():
    units = squares([(i, j) for i in range(6) for j in range(4)])
    river = wall((-1, 2), (7, 2))
    plan = plan_grids(units, PlanParams(grid_count=5), barriers=river)
    north = units.centroid.y > ORIGIN[1] + 2 * BLOCK
    assert (north.groupby(plan.grid_of_unit).nunique() == 1).all()


def test_a_line_that_bars_less_than_half_of_a_border_closes_nothing():
    units = squares([(0, 0), (1, 0)])
    short, long = wall((1, 0), (1, 0.4)), wall((1, 0), (1, 0.6))
    assert plan_grids(units, PlanParams(grid_count=1), barriers=short).figures.grids == 1
    facts = refusal(errors.TooFewGrids, units, PlanParams(grid_count=1), barriers=long)
    assert facts["needed"] == 2


def test_a_polygon_bars_by_its_outline():
    units = squares([(0, 0), (1, 0), (2, 0)])
    park = barriers(units.geometry[1])
    facts = refusal(errors.TooFewGrids, units, PlanParams(grid_count=1), barriers=park)
    assert facts["needed"] == 3


def water(west, south, east, north):
    return square(west, south, BLOCK * (east - west), BLOCK * (north - south))


def barred(units, *shapes):
    return link_units(read_units(units), barriers(*shapes), None).barred.tolist()


def test_units_that_meet_in_the_middle_of_a_river_are_parted():
    banks = squares([(0, 0), (1, 0)])
    assert barred(banks, water(0.8, -1, 1.2, 2)) == [True]
    assert barred(banks, water(0.8, 0.3, 1.2, 0.7)) == [False]  # a pond on less than half of it
    assert barred(banks, water(0.8, 0.2, 1.2, 0.8)) == [True]


def test_ponds_count_together_and_overlaps_once():
    banks = squares([(0, 0), (1, 0)])
    low, high = water(0.8, -1, 1.2, 0.3), water(0.8, 0.7, 1.2, 2)
    assert barred(banks, low, high) == [True]
    assert barred(banks, low, low, low) == [False]
    assert barred(banks, low, shapely.get_exterior_ring(water(0.8, 0.2, 1, 0.35))) == [False]


def test_line_and_water_count_together():
    banks = squares([(0, 0), (1, 0)])
    half = line((1, 0.7), (1, 1))
    assert barred(banks, half) == [False]
    assert barred(banks, half, water(0.8, -1, 1.2, 0.3)) == [True]


def test_a_polygon_that_crosses_itself_bars_too():
    banks = squares([(0, 0), (1, 0)])
    bow = polygon((0.5, -1), (1.5, -1), (0.5, 3), (1.5, 3))
    assert barred(banks, bow) == [True]


def test_no_bridge_lies_inside_a_water_polygon():
    piers = squares([(0, 0), (1.2, 0)])
    wide = barriers(water(0.5, -1, 1.7, 2))
    table = read_units(piers)
    assert len(link_units(table, None, 30.0).bridges) == 1
    assert len(link_units(table, wide, 30.0).bridges) == 0
