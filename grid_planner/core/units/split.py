# SPDX-License-Identifier: GPL-2.0-or-later
"""Divide cells that are too large: along paths first, then by straight cuts between buildings.

Cutting needs no care for gaps: cut lines are only noded into the faces (see `refine`).
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import shapely

from ..graph import Geometries
from ..params import BaseUnitParams
from .cuts import best_cut, line_across
from .faces import node_and_polygonize

SHORTEST_PATH = 15.0
"""Metres of path inside a cell below which it is a doorway, not a border."""


def cut_lines(
    cell: shapely.Polygon,
    bodies: Geometries,
    paths: Geometries,
    params: BaseUnitParams,
    poll: Callable[[], None],
) -> list[shapely.LineString]:
    """Return lines that divide `cell` into parts of about `params.target_area`.

    `bodies` (b,) are polygons better not cut (buildings, compounds); `paths` (p,) are weak lines
    that reach into the cell. `poll` is called before each cut and may raise Cancelled.
    """
    weak = _paths_inside(cell, paths)
    parts = _parts(cell, weak) if len(weak) else [cell]
    cuts: list[shapely.LineString] = list(weak)
    for part in parts:
        if part.area > params.max_area:
            # Where the maximum is near the target, pieces of target size may be too few.
            fewest = math.ceil(part.area / params.max_area)
            wanted = min(params.target_area, part.area / fewest)
            cuts += _straight_cuts(part, bodies, wanted, poll)
    return cuts


def _paths_inside(cell: shapely.Polygon, paths: Geometries) -> Geometries:
    inside = shapely.get_parts(shapely.intersection(paths, cell))
    is_line = shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING
    return np.asarray(inside[is_line & (shapely.length(inside) >= SHORTEST_PATH)])


def _parts(cell: shapely.Polygon, lines: Geometries) -> list[shapely.Polygon]:
    faces = node_and_polygonize(np.concatenate([[shapely.boundary(cell)], lines]))
    return list(faces[shapely.contains(cell, shapely.point_on_surface(faces))])


def _straight_cuts(
    cell: shapely.Polygon, bodies: Geometries, target_area: float, poll: Callable[[], None]
) -> list[shapely.LineString]:
    """Return cuts that halve `cell` again and again until each part is about `target_area`."""
    pieces = round(cell.area / target_area)
    if pieces < 2:
        return []
    poll()
    near = bodies[shapely.intersects(cell, bodies)]
    cut = best_cut(cell, near, pieces)
    if cut is None:
        return []
    line = line_across(cell, cut)
    parts = _parts(cell, np.array([line], object))
    if len(parts) < 2:
        return []
    inside = shapely.get_parts(shapely.intersection(line, cell))
    cuts = list(inside[shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING])
    for part in parts:
        cuts += _straight_cuts(part, near, target_area, poll)
    return cuts
