# SPDX-License-Identifier: GPL-2.0-or-later
"""Arrangement of borders: the faces they cut the ground into, and who claims each face.

All lines are noded together on a grid of one millimetre, so two faces share exactly the same
segments, and whatever is joined from them is a coverage.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints

GRID_SIZE = 0.001
"""Metres between possible coordinates: coverage proofs need integer millimetres."""
DECIMALS = 3
"""Of coordinates on the grid, in metres."""


def node_and_polygonize(lines: Geometries) -> Geometries:
    """Return the polygons enclosed by `lines`, noded together on the millimetre grid.

    `union_all` of one MultiLineString is both the fastest noder of GEOS and the only one that
    loses no face: `shapely.node` throws or drops faces on city networks.
    """
    parts = shapely.get_parts(lines)
    is_line = shapely.get_dimensions(parts) == 1
    parts = parts[is_line & ~shapely.is_empty(parts)]
    together = shapely.multilinestrings(parts)
    noded = shapely.union_all([together], grid_size=GRID_SIZE)
    polygons = shapely.get_parts(shapely.polygonize([noded]))
    return in_order(polygons)


def on_grid(coordinates: Floats) -> Floats:
    """Return `coordinates` (m) rounded to the grid, to the very numbers that noding gives.

    A whole multiple of `GRID_SIZE` differs from them in the last bit at every seventh place.
    """
    return np.asarray(np.round(coordinates, DECIMALS))


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


def two_point_lines(lines: Geometries) -> tuple[Geometries, Ints]:
    """Return the single segments of `lines` (b,) as lines, and the line each is a piece of.

    They keep the boxes of a tree small: a river bank has one box of a whole city.
    """
    coordinates, line = shapely.get_coordinates(lines, return_index=True)
    same = np.flatnonzero(line[:-1] == line[1:])
    ends = np.stack([coordinates[same], coordinates[same + 1]], axis=1)
    return np.asarray(shapely.linestrings(ends)), line[same].astype(np.int64)


def long_lines(segments: Geometries) -> Geometries:
    """Return `segments` joined to lines as long as they run on, noded in half the time."""
    return np.asarray(shapely.get_parts(shapely.line_merge(shapely.multilinestrings(segments))))
