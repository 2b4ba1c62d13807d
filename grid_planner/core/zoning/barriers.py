# SPDX-License-Identifier: GPL-2.0-or-later
"""Barriers: which borders and bridges they close.

A border is closed where most of it runs along or inside barriers, a bridge where it touches one.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from ..arrays import Flags, Floats, Geometries, shapes_of
from ..graph import Adjacency
from ..labels import sum_by_label

BARRIER_TOLERANCE = 1.0
"""Metres from a barrier line within which a border runs along it: units are made from the same
lines, but may have been snapped or simplified since."""

BARRIER_SHARE = 0.5
"""A border is closed when more than this share of it runs along or inside barriers."""


@dataclass(frozen=True)
class Barriers:
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


def read_barriers(barriers: gpd.GeoSeries | None) -> Barriers:
    """Return what bars; a polygon does by its outline and all that lies inside it."""
    if barriers is None:
        return Barriers(np.empty(0, object), np.empty(0, object))
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
    return Barriers(
        np.asarray(shapely.linestrings(segments)), areas[shapely.get_dimensions(areas) == 2]
    )


def along_barriers(shapes: Geometries, borders: Adjacency, bars: Barriers) -> Flags:
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
