# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may be in one grid with whom: shared borders that no hard rule closes, and bridges.

A border is closed where two parents meet and where most of it runs along a barrier. Parts of one
parent that nothing joins any more (islands) are joined by the shortest bridges, where wanted.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from ..graph import Adjacency, Floats, Geometries, Ints, connected_labels, rook_adjacency
from .table import UnitTable

BARRIER_TOLERANCE = 1.0
"""Metres from a barrier line within which a border runs along it: units are made from the same
lines, but may have been snapped or simplified since."""

BARRIER_SHARE = 0.5
"""A border is closed when more than this share of it runs along barriers."""


@dataclass(frozen=True)
class Links:
    """Pairs of units as indices into a `UnitTable`.

    `borders`: every shared border, m. `barred`: which of them run along barriers. `open`: which
    of them no rule closes. `bridges`: pairs (b, 2) joined over a gap.
    """

    borders: Adjacency
    barred: NDArray[np.bool_]
    open: NDArray[np.bool_]
    bridges: Ints

    @property
    def left(self) -> Ints:
        """First unit of each pair that may be in one grid."""
        return np.concatenate([self.borders.left[self.open], self.bridges[:, 0]])

    @property
    def right(self) -> Ints:
        """Second unit of each pair that may be in one grid."""
        return np.concatenate([self.borders.right[self.open], self.bridges[:, 1]])

    @property
    def length(self) -> Floats:
        """Border of each pair that may be in one grid, m; 0 for bridges."""
        return np.concatenate([self.borders.length[self.open], np.zeros(len(self.bridges))])


def link_units(
    table: UnitTable, barriers: gpd.GeoSeries | None, bridge_distance: float | None
) -> Links:
    """Find the links between units; `bridge_distance` in metres."""
    borders = rook_adjacency(table.shapes)
    lines = _barrier_lines(barriers)
    barred = _along_barriers(table.shapes, borders, lines)
    is_open = table.parent.index[borders.left] == table.parent.index[borders.right]
    is_open &= ~barred
    bridges = np.empty((0, 2), np.int64)
    if bridge_distance is not None:
        part = connected_labels(len(table), borders.left[is_open], borders.right[is_open])
        bridges = _bridges(table, part, bridge_distance, lines)
    return Links(borders, barred, is_open, bridges)


def _barrier_lines(barriers: gpd.GeoSeries | None) -> Geometries:
    """Return the segments of the barriers; a polygon bars by its outline.

    Segments, because a long river would else be looked at whole for every border along it.
    """
    if barriers is None:
        return np.empty(0, object)
    shapes = np.asarray(barriers.geometry.array, dtype=object)
    shapes = shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))]
    areal = shapely.get_dimensions(shapes) == 2
    shapes[areal] = shapely.boundary(shapes[areal])
    lines = shapely.get_parts(shapes)
    corners, line = shapely.get_coordinates(
        lines[shapely.get_dimensions(lines) == 1], return_index=True
    )
    segments = np.stack([corners[:-1], corners[1:]], axis=1)[line[:-1] == line[1:]]
    return np.asarray(shapely.linestrings(segments))


def _along_barriers(
    shapes: Geometries, borders: Adjacency, barriers: Geometries
) -> NDArray[np.bool_]:
    """Tell which borders run along barriers for more than `BARRIER_SHARE` of their length."""
    along = np.zeros(len(borders.left), bool)
    if not len(barriers):
        return along
    tree = shapely.STRtree(barriers)
    near_unit = np.zeros(len(shapes), bool)
    near_unit[tree.query(shapes, predicate="dwithin", distance=BARRIER_TOLERANCE)[0]] = True
    asked = np.flatnonzero(near_unit[borders.left] & near_unit[borders.right])
    common = _common_lines(
        shapely.boundary(shapes[borders.left[asked]]),
        shapely.boundary(shapes[borders.right[asked]]),
        borders.length[asked],
    )
    border, segment = tree.query(common, predicate="dwithin", distance=BARRIER_TOLERANCE)
    if not len(border):
        return along
    order = np.argsort(border, kind="stable")
    met, position = np.unique(border[order], return_inverse=True)
    near = shapely.multilinestrings(barriers[segment][order], indices=position)
    zones = shapely.buffer(near, BARRIER_TOLERANCE, quad_segs=1)
    covered = shapely.length(shapely.intersection(common[met], zones))
    along[asked[met]] = covered > BARRIER_SHARE * shapely.length(common[met])
    return along


def _common_lines(left: Geometries, right: Geometries, length: Floats) -> Geometries:
    """Return what outlines have in common; near misses count where less than `length` m is equal.

    `length` is that of the border as `rook_adjacency` measured it.
    """
    common = shapely.intersection(left, right)
    loose = np.flatnonzero(shapely.length(common) < (1 - 1e-6) * length)
    near = shapely.buffer(right[loose], BARRIER_TOLERANCE / 10, quad_segs=1)
    common[loose] = shapely.intersection(left[loose], near)
    return np.asarray(common)


def _bridges(table: UnitTable, part: Ints, reach: float, barriers: Geometries) -> Ints:
    """Return the shortest pairs (b, 2) that join parts of one parent within `reach` metres.

    No bridge touches a barrier: what a barrier parts stays parted.
    """
    tree = shapely.STRtree(table.shapes)
    left, right = tree.query(table.shapes, predicate="dwithin", distance=reach)
    wanted = (left < right) & (part[left] != part[right])
    wanted &= table.parent.index[left] == table.parent.index[right]
    left, right = left[wanted], right[wanted]
    lines = shapely.shortest_line(table.shapes[left], table.shapes[right])
    if len(barriers):
        hit = shapely.STRtree(barriers).query(
            lines, predicate="dwithin", distance=BARRIER_TOLERANCE
        )[0]
        free = np.ones(len(lines), bool)
        free[hit] = False
        left, right, lines = left[free], right[free], lines[free]
    length = shapely.length(lines)
    order = np.lexsort((right, left, length))
    left, right = left[order], right[order]
    # The shortest bridge of each two parts, then the fewest that join all of them. Ranks instead
    # of metres keep bridges of length zero (corners that touch) visible to the sparse matrix.
    low, high = np.minimum(part[left], part[right]), np.maximum(part[left], part[right])
    first = np.unique(np.stack([low, high], axis=1), axis=0, return_index=True)[1]
    count = int(part.max()) + 1
    costs = coo_matrix((first + 1.0, (low[first], high[first])), shape=(count, count))
    kept = minimum_spanning_tree(costs.tocsr()).data.astype(np.int64) - 1
    kept.sort()
    return np.asarray(np.stack([left[kept], right[kept]], axis=1), np.int64)
