# SPDX-License-Identifier: GPL-2.0-or-later
"""Atomic faces: the smallest pieces that barriers and area borders cut the ground into.

All lines are noded together on a grid of one millimetre, so two faces share exactly the same
segments and no later step, which only joins faces or nodes again, can open a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..coverage.arrangement import GRID_SIZE, holders, node_and_polygonize, rings_as_lines
from ..segments import border_segments, equal_segments

OVERRUN = 0.005
"""Metres by which an added line passes the line it ends on, so that noding finds the crossing."""


@dataclass(frozen=True)
class Faces:
    """Atomic faces.

    `polygons` (n,) lie on the millimetre grid; `area` (n,) is the index of the area of each.
    """

    polygons: Geometries
    area: Ints


def make_faces(areas: Geometries, lines: Geometries) -> Faces:
    """Divide `areas` (polygons, shape (k,)) by `lines`.

    A hair that two areas claim because of rounding goes to the first of them.
    """
    borders = rings_as_lines(areas)
    polygons = node_and_polygonize(np.concatenate([borders, lines]))
    claimant, face = holders(areas, polygons)
    area = np.full(len(polygons), len(areas), np.int64)
    np.minimum.at(area, face, claimant)
    inside = area < len(areas)
    return Faces(polygons[inside], area[inside])


def label_borders(polygons: Geometries, label: Ints) -> Geometries:
    """Return the borders between faces of different `label` (n,) and the outer border, as segments.

    Borders inside a label are left out: joined faces are never taken apart again.
    """
    segments = border_segments(polygons)
    first, second = equal_segments(segments)
    inner = label[segments.owner[first]] == label[segments.owner[second]]
    keep = np.ones(len(segments), bool)
    keep[second] = False
    keep[first[inner]] = False
    return segments.take(keep).lines


def close_dead_ends(lines: Geometries, targets: Geometries, limit: float) -> Geometries:
    """Return short lines that lead dead ends of `lines` straight on to the next line.

    Only ends within `limit` (m) of a line of `targets` ahead of them are led on: a street that
    stops that little short of the next one, or of the border, is meant to close the block.
    The 1990 US census did the same, up to 300 feet (91 m).
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


def _dead_ends(lines: Geometries) -> tuple[Floats, Floats]:
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


def _point(lines: Geometries, place: int) -> Floats:
    return np.asarray(shapely.get_coordinates(shapely.get_point(lines, place)))
