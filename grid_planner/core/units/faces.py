# SPDX-License-Identifier: GPL-2.0-or-later
"""Atomic faces: the smallest pieces that barriers and area borders cut the ground into.

All lines are noded together on a grid of one millimetre, so two faces share exactly the same
segments and no later step, which only joins faces or nodes again, can open a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from ..graph import Geometries, Ints, border_segments, equal_segments

GRID_SIZE = 0.001
"""Metres between possible coordinates: coverage proofs need integer millimetres."""

OVERRUN = 0.005
"""Metres by which an added line passes the line it ends on, so that noding finds the crossing."""


@dataclass(frozen=True)
class Faces:
    """Atomic faces.

    `polygons` (n,) lie on the millimetre grid; `area` (n,) is the index of the area each belongs
    to; `claims` (n,) counts the areas that claim it (more than one where areas overlap).
    """

    polygons: Geometries
    area: Ints
    claims: Ints


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


def in_order(polygons: Geometries) -> Geometries:
    """Return `polygons` in one order and with one start, so that ties fall the same way always.

    Triangles of one box have equal bounds, hence the centres as well.
    """
    same_start = shapely.normalize(polygons)
    centres = shapely.get_coordinates(shapely.centroid(same_start))
    return np.asarray(same_start[np.lexsort((*centres.T, *shapely.bounds(same_start).T))])


def make_faces(areas: Geometries, lines: Geometries) -> Faces:
    """Divide `areas` (polygons, shape (k,)) by `lines`.

    A face claimed by several overlapping areas goes to the first of them.
    """
    borders = rings_as_lines(areas)
    polygons = node_and_polygonize(np.concatenate([borders, lines]))
    claimant, face = holders(areas, polygons)
    claims = np.bincount(face, minlength=len(polygons)).astype(np.int64)
    area = np.full(len(polygons), len(areas), np.int64)
    np.minimum.at(area, face, claimant)
    inside = claims > 0
    return Faces(polygons[inside], area[inside], claims[inside])


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


def label_borders(polygons: Geometries, label: Ints) -> Geometries:
    """Return the borders between faces of different `label` (n,) and the outer border, as lines.

    Borders inside a label are left out: joined faces are never taken apart again.
    """
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    inner = label[segments.owner[first]] == label[segments.owner[second]]
    keep = np.ones(len(segments), bool)
    keep[second] = False
    keep[first[inner]] = False
    chosen = segments.take(keep)
    return np.asarray(shapely.linestrings(np.stack([chosen.start, chosen.end], axis=1)))


def close_dead_ends(lines: Geometries, targets: Geometries, limit: float) -> Geometries:
    """Return short lines that lead dead ends of `lines` straight on to the next line.

    Only ends within `limit` (m) of a line of `targets` ahead of them are led on: a street that
    stops that little short of the next one, or of the border, is meant to close the block.
    The 1990 US census did the same, up to 91 m (PEERS.md chapter 1).
    """
    tip, ahead = _dead_ends(lines)
    if not len(tip):
        return np.empty(0, object)
    reach = shapely.linestrings(np.stack([tip + ahead * 2 * OVERRUN, tip + ahead * limit], axis=1))
    probe, hit = shapely.STRtree(targets).query(reach, predicate="intersects")
    crossing = shapely.intersection(reach[probe], targets[hit])
    distance = shapely.distance(shapely.points(tip[probe]), crossing)
    nearest = np.full(len(tip), np.inf)
    np.minimum.at(nearest, probe, distance)
    found = np.isfinite(nearest)
    end = tip[found] + ahead[found] * (nearest[found, None] + OVERRUN)
    start = tip[found] - ahead[found] * OVERRUN
    return np.asarray(shapely.linestrings(np.stack([start, end], axis=1)))


def _dead_ends(lines: Geometries) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return tips (m, 2) touched by no other line, and the unit vectors (m, 2) that lead on."""
    lines = lines[shapely.get_num_points(lines) >= 2]
    if not len(lines):
        return np.empty((0, 2)), np.empty((0, 2))
    tip = np.concatenate([_point(lines, 0), _point(lines, -1)])
    before = np.concatenate([_point(lines, 1), _point(lines, -2)])
    own = np.tile(np.arange(len(lines)), 2)
    end, touching = shapely.STRtree(lines).query(
        shapely.points(tip), predicate="dwithin", distance=GRID_SIZE
    )
    touched = np.bincount(end, weights=touching != own[end], minlength=len(tip)) > 0
    ahead = tip - before
    length = np.hypot(ahead[:, 0], ahead[:, 1])
    closed = np.tile(shapely.is_closed(lines), 2)  # a roundabout has no end
    free = ~touched & ~closed & (length > 0)
    return tip[free], ahead[free] / length[free, None]


def _point(lines: Geometries, place: int) -> NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(shapely.get_point(lines, place)))
