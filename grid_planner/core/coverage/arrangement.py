# SPDX-License-Identifier: GPL-2.0-or-later
"""Arrangement of borders: the faces they cut the ground into, and who claims each face.

All lines are noded together on a grid of one millimetre, so two faces share exactly the same
segments, and whatever is joined from them is a coverage.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..graph import Floats, Geometries, Ints

GRID_SIZE = 0.001
"""Metres between possible coordinates: coverage proofs need integer millimetres."""


def node_and_polygonize(lines: Geometries) -> Geometries:
    """Return the polygons enclosed by `lines`, noded together on the millimetre grid.

    `union_all` of one MultiLineString is both the fastest noder of GEOS and the only one that
    loses no face: `shapely.node` throws or drops faces on city networks (PEERS.md chapter 1).
    """
    parts = shapely.get_parts(lines)
    is_line = shapely.get_dimensions(parts) == 1
    parts = parts[is_line & ~shapely.is_empty(parts)]
    together = shapely.multilinestrings(parts)
    noded = shapely.union_all([together], grid_size=GRID_SIZE)
    polygons = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    return in_order(polygons)


def on_grid(coordinates: Floats) -> Floats:
    """Return `coordinates` rounded to the grid."""
    return np.asarray(np.rint(coordinates / GRID_SIZE) * GRID_SIZE)


def in_order(polygons: Geometries) -> Geometries:
    """Return `polygons` in one order and with one start, so that ties fall the same way always.

    Triangles of one box have equal bounds, hence the centres as well.
    """
    same_start = shapely.normalize(polygons)
    centres = shapely.get_coordinates(shapely.centroid(same_start))
    return np.asarray(same_start[np.lexsort((*centres.T, *shapely.bounds(same_start).T))])


def holders(containers: Geometries, polygons: Geometries) -> tuple[Ints, Ints]:
    """Return index pairs (container, polygon) where an inner point of `polygons` lies inside.

    Exact for faces with the outlines of `containers` noded in: each lies inside or outside.
    """
    points = shapely.point_on_surface(polygons)
    container, polygon = shapely.STRtree(points).query(containers, predicate="contains")
    return container.astype(np.int64), polygon.astype(np.int64)


def rings_as_lines(polygons: Geometries) -> Geometries:
    """Return every ring of `polygons` as a LineString."""
    rings = shapely.get_rings(shapely.get_parts(polygons))
    if not len(rings):
        return np.empty(0, object)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    return np.asarray(shapely.linestrings(coordinates, indices=ring))
