# SPDX-License-Identifier: GPL-2.0-or-later
"""Polygons drawn by hand, brought into one order and valid; what of them is wider than rounding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..arrays import Geometries, Ints, shapes_of
from ..row_order import fixed_order
from ..shape_measures import width_of

NOBODY = -1  # stands for no unit in arrays of units
ROUNDING_WIDTH = 0.001  # m, the grid that coverages are delivered on
DUPLICATE_SHARE = 0.999  # of the larger unit: drawn twice, with corners rounded


@dataclass(frozen=True)
class Units:
    """Units in order of their codes: as given, and as valid polygonal geometry.

    `row` (n,) is where each stands in the frame it came from.
    """

    row: Ints
    codes: NDArray[np.object_]
    given: Geometries
    shapes: Geometries


def ordered_units(frame: gpd.GeoDataFrame) -> Units:
    """Put the rows in an order that depends on codes and places only, and mend the geometry."""
    given = shapes_of(frame)
    codes = _codes(frame)
    order = fixed_order(given, codes)
    given, codes = given[order], codes[order]
    shapes = given.copy()
    broken = ~shapely.is_valid(given) & ~shapely.is_missing(given)
    shapes[broken] = [_polygonal(shape) for shape in shapely.make_valid(given[broken])]
    return Units(order, codes, given, shapes)


def _codes(frame: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """Return what names each row: its code, else the id of its feature, else its number."""
    named = next((frame[name] for name in ("code", "source_id") if name in frame), None)
    if named is None:
        named = pd.Series(range(len(frame)))
    return np.asarray(named.fillna("").astype(str), dtype=object)


def _polygonal(geometry: Any) -> Any:
    """Keep the polygons of a mended geometry; lines and points have no area."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2])


def real_parts(geometry: Geometries) -> tuple[Geometries, Ints]:
    """Split into polygons that are wider than rounding; second: the index each comes from."""
    parts, index = shapely.get_parts(geometry, return_index=True)
    parts, inner = shapely.get_parts(parts, return_index=True)
    real = (shapely.get_dimensions(parts) == 2) & (width_of(parts) > ROUNDING_WIDTH)
    return parts[real], index[inner][real]


def first_equals(geometry: Geometries) -> Ints:
    """Return for each geometry the index of the first one with the same points."""
    text = shapely.to_wkb(shapely.normalize(geometry))
    _, first, group = np.unique(text, return_index=True, return_inverse=True)
    return np.asarray(first[group.ravel()], np.int64)
