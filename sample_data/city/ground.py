# SPDX-License-Identifier: GPL-2.0-or-later
"""The ground all themes stand on: frame, seed and the geometry habits they share.

Themes draw in local metres around the town centre; `to_map` moves a finished layer to EPSG:4547.
Each theme takes its random numbers from a stream of its own: a new theme leaves
the others as they are.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence

import numpy as np
import shapely

SEED = 20260701
EPSG = 4547
ORIGIN = (541_000.0, 2_556_000.0)
GRID = 0.001
"""Coordinates are whole millimetres, m: the last bit of a sine differs between machines."""

Geometries = np.ndarray


def stream(theme: str, *numbers: int) -> np.random.Generator:
    """Random numbers of one theme (and of one object in it)."""
    return np.random.default_rng([SEED, zlib.crc32(theme.encode()), *numbers])


def curve(
    points: Sequence[tuple[float, float]], step: float = 25.0, closed: bool = False
) -> np.ndarray:
    """Catmull-Rom curve through `points`, a vertex about every `step` metres; shape (n, 2)."""
    p = np.asarray(points, float)
    if closed:
        p = np.vstack([p[-1:], p, p[:2]])
    else:
        p = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    pieces = []
    for a, b, c, d in zip(p[:-3], p[1:-2], p[2:-1], p[3:]):
        t = np.linspace(0, 1, max(2, int(np.hypot(*(c - b)) / step) + 1))[:-1, None]
        pieces.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    return np.vstack([*pieces, p[-2:-1]])


def whole_millimetres(geometries: Geometries) -> Geometries:
    """Coordinates rounded to the grid (no repair: shapes here are metres apart)."""
    return shapely.transform(geometries, lambda xy: np.round(xy, 3))


def node(lines: Sequence[shapely.Geometry]) -> Geometries:
    """Lines cut at every crossing, on the millimetre grid, in a fixed order."""
    parts = shapely.get_parts(shapely.union_all(list(lines), grid_size=GRID))
    return in_order(shapely.normalize(parts[shapely.get_type_id(parts) == 1]))


def faces(edges: Geometries) -> Geometries:
    """Faces between noded edges, in a fixed order."""
    return in_order(shapely.normalize(shapely.get_parts(shapely.polygonize(list(edges)))))


def in_order(geometries: Geometries) -> Geometries:
    """West to east, then south to north: independent of the order GEOS happens to give."""
    middle = np.round(shapely.get_coordinates(shapely.centroid(geometries)), 2)
    size = np.round(shapely.length(geometries), 2)
    return geometries[np.lexsort((size, middle[:, 1], middle[:, 0]))]


def middles(lines: Geometries) -> Geometries:
    """The point half way along each line."""
    return shapely.line_interpolate_point(lines, 0.5, normalized=True)


def angle_of(polygon: shapely.Polygon) -> float:
    """Direction (rad, within 45° of west-east) of one side of the smallest rectangle round it."""
    box = shapely.get_coordinates(shapely.minimum_rotated_rectangle(polygon))
    side = box[1] - box[0]
    theta = math.atan2(side[1], side[0])
    return round((theta + math.pi / 4) % (math.pi / 2) - math.pi / 4, 6)


def thickness(polygons: Geometries) -> np.ndarray:
    """About the width of an elongated polygon, m."""
    return 2 * shapely.area(polygons) / np.maximum(shapely.length(polygons), 1e-9)


def to_map(geometries: Geometries) -> Geometries:
    """From local metres to EPSG:4547."""
    return shapely.transform(geometries, lambda xy: np.round(xy + ORIGIN, 3))
