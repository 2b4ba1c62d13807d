# SPDX-License-Identifier: GPL-2.0-or-later
"""The outlines of grids and of the levels above them: the polygons of their units joined."""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Geometries, Ints
from ..labels import sum_by_label
from ..unions import coverage_union_by_label, union_by_label

LOST = 1e-6
"""Share of the area of its units that an outline may miss by rounding; overlaps miss more."""


def dissolve(shapes: Geometries, owner: Ints, count: int) -> Geometries:
    """Return the union of the polygons of each owner 0 … count - 1 (every owner has some).

    Polygons of a coverage share their corners and are joined without any computation of new
    ones; where they do not (refused, area lost or an invalid result), a full union is made.
    """
    try:
        joined = coverage_union_by_label(shapes, owner, count)
    except shapely.errors.GEOSException:  # overlaps, or corners on one side of a border only
        return union_by_label(shapes, owner, count)
    area = sum_by_label(owner, shapely.area(shapes), count)
    lost = np.abs(shapely.area(joined) - area) > LOST * area
    wrong = np.flatnonzero(lost | ~shapely.is_valid(joined))
    again = np.isin(owner, wrong)
    place = np.searchsorted(wrong, owner[again])
    joined[wrong] = union_by_label(shapes[again], place, len(wrong))
    return joined
