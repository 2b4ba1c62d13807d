# SPDX-License-Identifier: GPL-2.0-or-later
"""Buildings drawn several times are one body."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from grid_planner.core.params import BaseUnitParams
from grid_planner.core.units.bodies import apart, united
from grid_planner.core.units.build import build_base_units
from tests.core.town import small_town


@pytest.mark.parametrize("made_whole", [apart, united])
def test_a_building_repeated_for_every_flat_is_one_body(made_whole):
    house, other = shapely.box(0, 0, 20, 20), shapely.box(60, 0, 80, 20)
    bodies = made_whole(np.array([house] * 5_000 + [other], object))
    assert shapely.area(bodies).tolist() == [400, 400]


def test_buildings_drawn_several_times_change_no_unit():
    town = small_town(side=400)
    houses = list(town.buildings.geometry)
    several = town.buildings.iloc[[*range(len(houses))] * 20]
    once, again = (
        build_base_units(town.areas, BaseUnitParams(), barriers=town.streets, buildings=frame_)
        for frame_ in (town.buildings, several)
    )
    assert once.units.geometry.geom_equals(again.units.geometry).all()
