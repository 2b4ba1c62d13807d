# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may be in one grid with whom: shared borders that no hard rule closes, and bridges.

A border is closed where two parents meet, and where most of it runs along or inside barriers.
Parts of one parent that nothing joins any more (islands) are joined by the shortest bridges, where
wanted.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from ..arrays import Flags, Floats, Geometries, Ints, shapes_of
from ..graph import Adjacency, connected_labels, rook_adjacency
from ..labels import first_by_label, sum_by_label
from .table import NONE, UnitTable

BARRIER_TOLERANCE = 1.0
"""Metres from a barrier line within which a border runs along it: units are made from the same
lines, but may have been snapped or simplified since."""

BARRIER_SHARE = 0.5
"""A border is closed when more than this share of it runs along or inside barriers."""

FIRST_RADIUS = 1.0
"""Metres within which bridges are looked for first; most gaps are errors of drawing."""

BRIDGE_BLOCK = 64
"""Units that are asked for what lies within reach at a time; bounds the memory for pairs."""


@dataclass(frozen=True)
class Links:
    """Pairs of units as indices into a `UnitTable`.

    `borders`: every shared border, m. `barred`: which of them run along or inside barriers.
    `open`: which of them no rule closes. `bridges`: pairs (b, 2) joined over a gap.
    """

    borders: Adjacency
    barred: Flags
    open: Flags
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


@dataclass(frozen=True)
class _Barriers:
    """What bars: the `segments` of lines and outlines, and the `areas` of polygons, m.

    Segments, because a long river would else be looked at whole for every border along it.
    """

    segments: Geometries
    areas: Geometries

    def touching(self, lines: Geometries) -> Flags:
        """Tell which `lines` touch a barrier or lie inside one."""
        tree = shapely.STRtree(lines)
        touched = np.zeros(len(lines), bool)
        touched[tree.query(self.segments, "dwithin", distance=BARRIER_TOLERANCE)[1]] = True
        touched[tree.query(self.areas, "intersects")[1]] = True
        return touched


def link_units(
    table: UnitTable, barriers: gpd.GeoSeries | None, bridge_distance: float | None
) -> Links:
    """Find the links between units; `bridge_distance` in metres."""
    borders = rook_adjacency(table.shapes)
    bars = _read_barriers(barriers)
    barred = _along_barriers(table.shapes, borders, bars)
    is_open = table.parent.index[borders.left] == table.parent.index[borders.right]
    is_open &= ~barred
    bridges = np.empty((0, 2), np.int64)
    if bridge_distance is not None:
        part = connected_labels(len(table), borders.left[is_open], borders.right[is_open])
        bridges = _bridges(table, part, bridge_distance, bars)
    return Links(borders, barred, is_open, bridges)


def _read_barriers(barriers: gpd.GeoSeries | None) -> _Barriers:
    """Return what bars; a polygon does by its outline and all that lies inside it."""
    if barriers is None:
        return _Barriers(np.empty(0, object), np.empty(0, object))
    shapes = shapes_of(barriers)
    shapes = shapely.get_parts(shapes[~(shapely.is_missing(shapes) | shapely.is_empty(shapes))])
    areal = shapely.get_dimensions(shapes) == 2
    lines = shapely.get_parts(np.concatenate([shapes[~areal], shapely.boundary(shapes[areal])]))
    corners, line = shapely.get_coordinates(
        lines[shapely.get_dimensions(lines) == 1], return_index=True
    )
    segments = np.stack([corners[:-1], corners[1:]], axis=1)[line[:-1] == line[1:]]
    # One union, so that no border is counted twice where polygons overlap.
    areas = shapely.get_parts(shapely.union_all(shapely.make_valid(shapes[areal])))
    return _Barriers(
        np.asarray(shapely.linestrings(segments)), areas[shapely.get_dimensions(areas) == 2]
    )


def _along_barriers(shapes: Geometries, borders: Adjacency, bars: _Barriers) -> Flags:
    """Tell which borders run along or inside barriers for more than `BARRIER_SHARE` of them."""
    along = np.zeros(len(borders.left), bool)
    tree = shapely.STRtree(shapes)
    near_unit = np.zeros(len(shapes), bool)
    near_unit[tree.query(bars.segments, "dwithin", distance=BARRIER_TOLERANCE)[1]] = True
    near_unit[tree.query(bars.areas, "intersects")[1]] = True
    asked = np.flatnonzero(near_unit[borders.left] & near_unit[borders.right])
    common = _common_lines(
        shapely.boundary(shapes[borders.left[asked]]),
        shapely.boundary(shapes[borders.right[asked]]),
        borders.length[asked],
    )
    length = shapely.length(common)
    common = _outside_segments(common, bars.segments)
    covered = length - shapely.length(common) + _length_inside(common, bars.areas)
    along[asked] = covered > BARRIER_SHARE * length
    return along


def _outside_segments(lines: Geometries, segments: Geometries) -> Geometries:
    """Return what of `lines` is farther than `BARRIER_TOLERANCE` from all `segments`."""
    line, segment = shapely.STRtree(segments).query(lines, "dwithin", distance=BARRIER_TOLERANCE)
    if not len(line):
        return lines
    order = np.argsort(line, kind="stable")
    met, position = np.unique(line[order], return_inverse=True)
    near = shapely.multilinestrings(segments[segment][order], indices=position)
    outside = lines.copy()
    zones = shapely.buffer(near, BARRIER_TOLERANCE, quad_segs=1)
    outside[met] = shapely.difference(lines[met], zones)
    return outside


def _length_inside(lines: Geometries, areas: Geometries) -> Floats:
    """Return how much of each of the `lines` lies inside `areas` that do not overlap, m.

    The areas ask the tree of lines, because the side that asks is prepared: a large river is
    cheap for each line then. Only lines that cross its outline are cut.
    """
    tree = shapely.STRtree(lines)
    area, line = tree.query(areas, "intersects")
    whole = np.zeros(len(lines), bool)
    whole[tree.query(areas, "covers")[1]] = True
    area, line = area[~whole[line]], line[~whole[line]]
    cut = shapely.length(shapely.intersection(lines[line], areas[area]))
    return np.where(whole, shapely.length(lines), sum_by_label(line, cut, len(lines)))


def _common_lines(left: Geometries, right: Geometries, length: Floats) -> Geometries:
    """Return what outlines have in common; near misses count where less than `length` m is equal.

    `length` is that of the border as `rook_adjacency` measured it.
    """
    common = shapely.intersection(left, right)
    loose = np.flatnonzero(shapely.length(common) < (1 - 1e-6) * length)
    near = shapely.buffer(right[loose], BARRIER_TOLERANCE / 10, quad_segs=1)
    common[loose] = shapely.intersection(left[loose], near)
    return np.asarray(common)


def _bridges(table: UnitTable, part: Ints, reach: float, bars: _Barriers) -> Ints:
    """Return the shortest pairs (b, 2) that join parts of one parent within `reach` metres.

    Parts are joined within a small radius first, which then doubles: the bridges are the same, as
    Kruskal's rule takes the short ones first, but a thousand islands are not asked all for all.
    """
    bridges = np.empty((0, 2), np.int64)
    doublings = math.ceil(math.log2(max(reach / FIRST_RADIUS, 1.0)))
    for radius in reach / 2.0 ** np.arange(doublings, -1, -1):
        if part.max() + 1 == len(np.unique(table.parent.index)):
            break  # no parent is in several parts any more
        found = _shortest_bridges(table, part, float(radius), bars)
        joined = connected_labels(int(part.max()) + 1, *part[found].T)
        part = joined[part]
        bridges = np.concatenate([bridges, found])
    return bridges


def _shortest_bridges(table: UnitTable, part: Ints, reach: float, bars: _Barriers) -> Ints:
    """Return the fewest and shortest pairs (b, 2) that join what is within `reach` metres.

    No bridge touches a barrier: what a barrier parts stays parted.
    """
    best = np.empty((0, 2), np.int64)
    length = np.empty(0)
    for left, right in _pairs_of_parts(table, part, reach):
        free, metres = _free_bridges(table.shapes[left], table.shapes[right], bars)
        best = np.concatenate([best, np.stack([left, right], axis=1)[free]])
        length = np.concatenate([length, metres])
        chosen = _shortest_of_each(part, best, length)
        best, length = best[chosen], length[chosen]
    # The fewest that join all parts. Ranks instead of metres keep bridges of length zero (corners
    # that touch) visible to the sparse matrix.
    low, high = np.sort(part[best], axis=1).T
    count = int(part.max()) + 1
    costs = coo_matrix((np.arange(1.0, len(best) + 1), (low, high)), shape=(count, count))
    kept = minimum_spanning_tree(costs.tocsr()).data.astype(np.int64) - 1
    kept.sort()
    return np.asarray(best[kept])


def _pairs_of_parts(table: UnitTable, part: Ints, reach: float) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs (left < right) of units of one parent in two parts, within `reach` metres.

    One of two parts is not the largest of its parent, so only units outside these are asked; boxes
    are compared before shapes, because most pairs within a wide reach lie in one part.
    """
    parent = table.parent.index
    size = np.bincount(part)
    largest = np.zeros(len(size), bool)
    owner = parent - NONE  # from 0, which stands for "without a parent"
    largest[part[first_by_label(owner, -size[part], part)]] = True
    outside = np.flatnonzero(~largest[part])
    tree = shapely.STRtree(table.shapes)
    grown = shapely.bounds(table.shapes) + np.array([-reach, -reach, reach, reach])
    for first in range(0, len(outside), BRIDGE_BLOCK):
        block = outside[first : first + BRIDGE_BLOCK]
        asking, found = tree.query(shapely.box(*grown[block].T))
        asking = block[asking]
        wanted = (part[asking] != part[found]) & (parent[asking] == parent[found])
        wanted &= largest[part[found]] | (asking < found)
        left = np.minimum(asking, found)[wanted]
        right = np.maximum(asking, found)[wanted]
        near = shapely.dwithin(table.shapes[left], table.shapes[right], reach)
        yield left[near], right[near]


def _free_bridges(left: Geometries, right: Geometries, bars: _Barriers) -> tuple[Ints, Floats]:
    """Return which pairs have a shortest line that touches no barrier, and its length, m."""
    lines = shapely.shortest_line(left, right)
    free = np.flatnonzero(~bars.touching(lines))
    return free, shapely.length(lines[free])


def _shortest_of_each(part: Ints, pairs: Ints, length: Floats) -> Ints:
    """Return the shortest of the `pairs` of units for each pair of parts, shortest first."""
    order = np.lexsort((pairs[:, 1], pairs[:, 0], length))
    ends = np.sort(part[pairs[order]], axis=1)
    return np.asarray(order[np.sort(np.unique(ends, axis=0, return_index=True)[1])])
