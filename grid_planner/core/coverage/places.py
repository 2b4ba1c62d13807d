# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of places, such as the findings of an audit: in the same order for the same input."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray


def in_order(places: pd.DataFrame, keys: list[NDArray[Any]], crs: Any) -> gpd.GeoDataFrame:
    """Return `places` (n rows) by `keys` (n,), the first before the others, then by place."""
    shapes = shapely.normalize(places.pop("geometry").to_numpy(dtype=object))
    frame = gpd.GeoDataFrame(places, geometry=shapes, crs=crs)
    corner = shapely.bounds(shapes)[:, :2].T
    order = np.lexsort([*corner[::-1], *keys[::-1]])
    return frame.iloc[order].reset_index(drop=True)
