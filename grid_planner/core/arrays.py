# SPDX-License-Identifier: GPL-2.0-or-later
"""The types of arrays that all of the core speaks of, and how a frame becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import geopandas as gpd

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Texts = NDArray[np.object_]
Geometries = NDArray[np.object_]


def shapes_of(frame: gpd.GeoDataFrame | gpd.GeoSeries) -> Geometries:
    """Return the geometries of `frame` (n,) in the order of its rows; None where one is missing."""
    return np.asarray(frame.geometry.array, dtype=object)
