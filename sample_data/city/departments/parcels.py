# SPDX-License-Identifier: GPL-2.0-or-later
"""What all departments find: the parcels between streets, who lives there, what lies between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .. import skeleton
from ..communities import Communities
from ..ground import Geometries
from ..streets import Streets


@dataclass(frozen=True)
class Parcels:
    """Parcels, the pairs that share a border, and what that border is.

    `ways` has three columns: a main street, a dual one, and the river between the pair.
    """

    shapes: Geometries
    community: np.ndarray
    households: np.ndarray
    persons: np.ndarray
    pairs: np.ndarray
    ways: np.ndarray

    @property
    def places(self) -> np.ndarray:
        """Middle of each parcel."""
        return np.round(shapely.get_coordinates(shapely.centroid(self.shapes)), 2)


def town_parcels(
    net: Streets, admin: Communities, homes: Geometries, households: np.ndarray, persons: np.ndarray
) -> Parcels:
    """Parcels with the people of the `homes` on them."""
    shapes = net.parcels
    parcel, community = shapely.STRtree(admin.polygons).query(
        shapely.point_on_surface(shapes), predicate="within"
    )
    owner = np.full(len(shapes), -1)
    owner[parcel] = community
    home, at = shapely.STRtree(shapes).query(shapely.centroid(homes), predicate="within")
    count = [
        np.bincount(at, weights=values[home], minlength=len(shapes)).astype(int)
        for values in (households, persons)
    ]
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = np.stack([one, other], 1)[one < other]
    border = shapely.intersection(*shapes[pairs.T])
    long = shapely.length(border) > 3.0
    return Parcels(shapes, owner, *count, pairs[long], ways_on(border[long]))


def ways_on(borders: Geometries) -> np.ndarray:
    """Whether each border is a main street, a dual one, the river."""
    main = [street.line for street in skeleton.MAIN_STREETS]
    dual = [street.line for street in skeleton.MAIN_STREETS if street.half]
    kinds = [shapely.union_all(main), shapely.union_all(dual), skeleton.river_middle()]
    spots = shapely.point_on_surface(borders)
    return np.stack([shapely.dwithin(spots, kind, 0.5) for kind in kinds], 1)
