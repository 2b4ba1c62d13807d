# SPDX-License-Identifier: GPL-2.0-or-later
"""Strips: narrow faces between the border of two areas and a line that runs along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries, Ints
from ...coverage.arrangement import GRID_SIZE
from ...labels import count_off
from ...shape_measures import width_of
from .face_edges import Edges

CORNER = np.sqrt(2)
"""Distance of two corners, in distances of the sides, where parallels turn at a right angle."""

PLACES = 4.0
"""Snap distances between the places where the width of a strip is measured."""


@dataclass(frozen=True)
class Strips:
    """Which faces (n,) may change hands, and their width (n,), m."""

    free: Flags
    width: Floats


def find_strips(polygons: Geometries, area: Ints, edges: Edges, distance: float) -> Strips:
    """Find the faces between a border and a line that are nowhere wider than `distance`."""
    width = width_of(polygons)
    both = edges.both_ways()
    both = both.take(width[both.left] <= distance)
    border = area[both.left] != area[both.right]
    old = both.take(border & ~both.on_line)
    on_line, step = both.take(both.on_line), PLACES * distance
    free = _within(distance + GRID_SIZE, old, on_line, step, len(polygons))
    free &= _within(CORNER * distance + GRID_SIZE, on_line, both.take(border), step, len(polygons))
    held = np.unique(area[~free])
    free &= np.isin(area, held)  # an area that is all strip stays as it is
    return Strips(free, width)


def _within(reach: float, edges: Edges, targets: Edges, step: float, faces: int) -> Flags:
    """Tell for each face whether its `edges` lie within `reach` (m) of its `targets`.

    Both are edges by their `left` face; where a face lacks one of the kinds they do not. Asked at
    ends and middles, and at least every `step` (m).
    """
    within = np.zeros(faces, bool)
    owner, place = np.unique(targets.left, return_inverse=True)
    edges = edges.take(np.isin(edges.left, owner))
    within[edges.left] = True
    order = np.argsort(place.ravel(), kind="stable")
    together = shapely.multilinestrings(targets.lines[order], indices=place.ravel()[order])
    shapely.prepare(together)  # serves `dwithin`, but not `distance`
    pieces = np.maximum(np.ceil(edges.length / step).astype(np.int64), 2)
    edge = np.repeat(np.arange(len(pieces)), pieces + 1)
    serial = count_off(pieces + 1)
    along = (edges.end - edges.start)[edge] * (serial / pieces[edge])[:, None]
    points = shapely.points(edges.start[edge] + along)
    face = edges.left[edge]
    beside = shapely.dwithin(together[np.searchsorted(owner, face)], points, reach)
    within[face[~beside]] = False
    return within
