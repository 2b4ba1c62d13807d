# SPDX-License-Identifier: GPL-2.0-or-later
"""Strips: narrow faces between the border of two areas and a line that runs along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...coverage.arrangement import GRID_SIZE
from ...coverage.shapes import width_of
from ...graph import Flags, Floats, Geometries, Ints
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
    move = _farthest(old, on_line, step, len(polygons))
    back = _farthest(on_line, both.take(border), step, len(polygons))
    free = (move <= distance + GRID_SIZE) & (back <= CORNER * distance + GRID_SIZE)
    held = np.unique(area[~free])
    free &= np.isin(area, held)  # an area that is all strip stays as it is
    return Strips(free, width)


def _farthest(edges: Edges, targets: Edges, step: float, faces: int) -> Floats:
    """Return for each face how far its `edges` are from its `targets` at most, m.

    Both are edges by their `left` face; inf where a face lacks one of the kinds. Measured at ends
    and middles, and at least every `step` (m).
    """
    farthest = np.full(faces, np.inf)
    owner, place = np.unique(targets.left, return_inverse=True)
    edges = edges.take(np.isin(edges.left, owner))
    farthest[edges.left] = 0.0
    order = np.argsort(place.ravel(), kind="stable")
    together = shapely.multilinestrings(targets.lines[order], indices=place.ravel()[order])
    shapely.prepare(together)
    pieces = np.maximum(np.ceil(edges.length / step).astype(np.int64), 2)
    edge = np.repeat(np.arange(len(pieces)), pieces + 1)
    serial = np.arange(len(edge)) - np.repeat(np.cumsum(pieces + 1) - pieces - 1, pieces + 1)
    along = (edges.end - edges.start)[edge] * (serial / pieces[edge])[:, None]
    points = shapely.points(edges.start[edge] + along)
    face = edges.left[edge]
    distance = shapely.distance(points, together[np.searchsorted(owner, face)])
    np.maximum.at(farthest, face, distance)
    return farthest
