# SPDX-License-Identifier: GPL-2.0-or-later
"""Streets become one network: where two of them meet there is one crossing, not two."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from grid_planner.core.streets.network import street_network

ORIGIN = np.array([500_000.0, 2_550_000.0])


def test_a_crossing_is_one_place_whether_streets_were_cut_by_corners_or_by_the_noder():
    """The last digits of both ways must agree, or the network falls apart without a word."""
    rng = np.random.default_rng(1)
    corners = np.round(ORIGIN + rng.uniform(0, 5_000, (400, 2)), 3)
    shape = np.array([[[0, 0], [30, 40]], [[5, 20], [25, 20]], [[0, 0], [-40, -10]]])
    lines = shapely.linestrings((corners[:, None, None] + shape).reshape(-1, 2, 2))
    network = street_network(gpd.GeoDataFrame(geometry=lines))
    assert len(np.unique(np.round(network.places, 3), axis=0)) == len(network.places)
