# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines that divide gaps between the units of the points around them: edges of Voronoi cells."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.spatial import Voronoi

from ...arrays import Floats, Geometries, Ints
from ...shape_measures import width_of
from .points import BorderPoints

SMOOTHING = 0.25
"""Deviation that simplifying a dividing line may bring, in widths of the gap."""


def dividing_lines(gaps: Geometries, points: BorderPoints) -> Geometries:
    """Return the lines that divide `gaps` (g,) between the units of `points`."""
    if not len(points.gap):
        return np.empty(0, object)
    diagram, origin = _diagram(points)
    left, right = diagram.ridge_points.T
    ends = np.asarray(diagram.ridge_vertices, np.int64)
    inner = (np.maximum(left, right) < len(points.gap)) & (ends >= 0).all(axis=1)
    left, right, ends = left[inner], right[inner], ends[inner]
    between = (points.gap[left] == points.gap[right]) & (points.unit[left] != points.unit[right])
    gap, ends = points.gap[left[between]], ends[between]
    lines = shapely.linestrings(diagram.vertices[ends] + origin)
    around = gaps[gap]
    shapely.prepare(around)
    leaving = ~shapely.covers(around, lines)
    lines[leaving] = shapely.intersection(lines[leaving], around[leaving])
    return _smooth(lines, gap, width_of(gaps))


def _smooth(pieces: Geometries, gap: Ints, width: Floats) -> Geometries:
    """Join the pieces of each gap to lines, and take the zigzag of the points out of them."""
    parts, piece = shapely.get_parts(pieces, return_index=True)
    is_line = (shapely.get_dimensions(parts) == 1) & (shapely.length(parts) > 0)
    parts, gap = parts[is_line], gap[piece[is_line]]
    order = np.argsort(gap, kind="stable")
    present, index = np.unique(gap[order], return_inverse=True)
    merged = shapely.line_merge(shapely.multilinestrings(parts[order], indices=index))
    lines, place = shapely.get_parts(merged, return_index=True)
    return np.asarray(shapely.simplify(lines, SMOOTHING * width[present[place]]))


def _diagram(points: BorderPoints) -> tuple[Voronoi, Floats]:
    """Return the Voronoi diagram of the points, seen from the second result."""
    origin = points.place.mean(axis=0)
    local = points.place - origin
    reach = 10 * np.abs(local).max() + 1
    corners = reach * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], float)  # no open cell inside
    return Voronoi(np.concatenate([local, corners])), origin
