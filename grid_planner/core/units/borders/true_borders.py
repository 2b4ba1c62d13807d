# SPDX-License-Identifier: GPL-2.0-or-later
"""Put corners that rounding in several rounds has led away from a border back beside it.

A cut ends on a border in a corner rounded to the millimetre; the next cut ends on what is left of
the border, and is rounded again. Each corner is put on the grid point nearest to the border as it
was given, so that the city keeps its outline to within one rounding.
"""

from __future__ import annotations

import numpy as np
import shapely

from ...arrays import Floats, Geometries
from ...coverage.arrangement import GRID_SIZE, on_grid, rings_as_lines, two_point_lines
from ...segments import border_segments, distinct_places, unmatched_segments

ONE_ROUNDING = GRID_SIZE * np.sqrt(0.5)
"""Farthest that rounding moves a corner, m."""
STRAYED = 6 * GRID_SIZE
"""Farthest that all rounds together lead a corner away, m.

A corner is rounded in four rounds (`refine`) and three fittings (`parts`), up to .7 mm each.
"""


def with_true_borders(polygons: Geometries, areas: Geometries) -> Geometries:
    """Return cells (n,) whose outer corners lie within one rounding of the borders of `areas`."""
    corners = _outer_corners(polygons)
    borders = two_point_lines(rings_as_lines(areas))[0]
    tree = shapely.STRtree(borders)
    points = shapely.points(corners)
    at, border = tree.query_nearest(points, max_distance=STRAYED, all_matches=False)
    away = shapely.distance(points[at], borders[border]) > ONE_ROUNDING
    at, border = at[away], border[away]
    if not len(at):
        return polygons
    along = shapely.line_locate_point(borders[border], points[at])
    feet = shapely.get_coordinates(shapely.line_interpolate_point(borders[border], along))
    return _with_corners_moved(polygons, corners[at], on_grid(feet))


def _outer_corners(polygons: Geometries) -> Floats:
    """Return the corners (m, 2) of segments that only one of the `polygons` has."""
    outer = unmatched_segments(border_segments(polygons))
    return distinct_places(np.concatenate([outer.start, outer.end]))[0]


def _with_corners_moved(polygons: Geometries, before: Floats, after: Floats) -> Geometries:
    coordinates = shapely.get_coordinates(polygons)
    distinct, number = distinct_places(np.concatenate([before, coordinates]))
    move = np.full(len(distinct), -1)
    move[number[: len(before)]] = np.arange(len(before))
    corner = move[number[len(before) :]]
    coordinates[corner >= 0] = after[corner[corner >= 0]]
    return np.asarray(shapely.set_coordinates(polygons.copy(), coordinates))
