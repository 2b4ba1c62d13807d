# SPDX-License-Identifier: GPL-2.0-or-later
"""Every corner of a ring once, with its neighbours along the ring and never of another one."""

import numpy as np
import shapely

from grid_planner.core.units.ring_corners import corners_of_rings

SQUARE = [(0, 0), (0, 9), (9, 9), (9, 0)]
HOLE = [(1, 1), (2, 1), (2, 2)]
TRIANGLE = [(20, 0), (20, 5), (25, 0)]


def test_each_corner_stands_between_the_ones_before_and_after():
    found = corners_of_rings(
        np.array([shapely.Polygon(SQUARE, [HOLE]), shapely.Polygon(TRIANGLE)], object)
    )
    assert found.polygon.tolist() == [0, 0, 1]
    for number, drawn in enumerate((SQUARE, HOLE, TRIANGLE)):
        here = found.ring == number
        at = [tuple(xy) for xy in found.at[here]]
        assert sorted(at) == sorted(map(tuple, drawn))
        assert found.before[here].tolist() == [list(xy) for xy in np.roll(at, 1, axis=0)]
        assert found.after[here].tolist() == [list(xy) for xy in np.roll(at, -1, axis=0)]
