# SPDX-License-Identifier: GPL-2.0-or-later
"""Floor area of buildings: footprint times floors."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Floats, shapes_of
from ..errors import Notice


def floor_areas(buildings: gpd.GeoDataFrame) -> tuple[Floats, list[Notice]]:
    """Return the floor area (n,) of `buildings` with `floors` (optional), m², and what to say.

    Where floors are missing or not above zero one is counted, with a notice.
    """
    floors = np.full(len(buildings), np.nan)
    if "floors" in buildings:
        floors = buildings["floors"].to_numpy(dtype=float)
    known = np.isfinite(floors) & (floors > 0)
    notes = []
    if not known.all():
        facts = {"count": int(np.count_nonzero(~known)), "total": len(buildings)}
        notes.append(Notice("floors_unknown", facts))
    footprint = np.nan_to_num(shapely.area(shapes_of(buildings)))
    return footprint * np.where(known, floors, 1.0), notes
