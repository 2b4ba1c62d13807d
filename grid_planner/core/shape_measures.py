# SPDX-License-Identifier: GPL-2.0-or-later
"""How compact and how wide polygons are."""

from __future__ import annotations

import numpy as np
import shapely

from .arrays import Floats, Geometries


def compactness(shapes: Geometries) -> Floats:
    """Return 4 pi A / P² of each polygon: 1 for a disc (Polsby, Popper 1991)."""
    return polsby_popper(shapely.area(shapes), shapely.length(shapes))


def polsby_popper(area: Floats, perimeter: Floats) -> Floats:
    """Return 4 pi A / P² (0..1) of shapes of `area` (m²) and `perimeter` (m)."""
    return np.asarray(4 * np.pi * area / np.maximum(perimeter, 1e-9) ** 2)


def width_of(geometry: Geometries) -> Floats:
    """Twice the area over the perimeter: the width of a long and narrow polygon, m."""
    perimeter = shapely.length(geometry)
    area = np.nan_to_num(shapely.area(geometry))
    return np.divide(2 * area, perimeter, out=np.zeros(len(area)), where=perimeter > 0)
