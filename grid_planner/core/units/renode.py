# SPDX-License-Identifier: GPL-2.0-or-later
"""Node a region of a division anew, without loosening it from the rest.

New lines end on borders of the cells they divide, so nothing changes on the rim of the region;
where rounding to the millimetre does change it, the region is widened to everything.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Flags, Geometries, Ints
from ..coverage.arrangement import GRID_SIZE, long_lines, node_and_polygonize
from ..segments import Segments, border_segments, equal_segments, unmatched_segments
from ..shape_measures import width_of
from .cells import Cells
from .faces import label_borders

HAIR = 2 * GRID_SIZE
"""Width (m) of what rounding twice to the grid may leave between two borders that were one."""


def renoded(cells: Cells, region: Flags, lines: Geometries) -> tuple[Flags, Cells, Ints]:
    """Return the region that was noded anew, its faces, and the cell each face was part of.

    `region` (n,) chooses faces of whole `cells`, `lines` are noded into them. Every face of the
    answer is a cell of its own.
    """
    faces, parent = _faces_of(cells, region, lines)
    if not region.all() and _came_loose(cells, region, faces):
        region = np.ones(len(region), bool)
        faces, parent = _faces_of(cells, region, lines)
    return region, faces, parent


def replaced(cells: Cells, region: Flags, faces: Cells) -> Cells:
    """Return `cells` with the faces of `region` (n,) replaced by `faces`, whose cells come last."""
    kept, kept_cell = np.unique(cells.cell[~region], return_inverse=True)
    return Cells(
        np.concatenate([cells.polygons[~region], faces.polygons]),
        np.concatenate([cells.area[~region], faces.area]),
        np.concatenate([kept_cell, faces.cell + len(kept)]).astype(np.int64),
    )


def _faces_of(cells: Cells, region: Flags, lines: Geometries) -> tuple[Cells, Ints]:
    before, cell = cells.polygons[region], cells.cell[region]
    polygons = node_and_polygonize(np.concatenate([long_lines(label_borders(before, cell)), lines]))
    parent = _parents(polygons, before)
    inside = parent >= 0
    polygons, parent = polygons[inside], parent[inside]
    return Cells(polygons, cells.area[region][parent], np.arange(len(polygons))), cell[parent]


def _parents(polygons: Geometries, before: Geometries) -> Ints:
    """Return which of `before` (m,) each of `polygons` (n,) lies in; -1 where it is a real hole."""
    # Borders inside a cell are gone, so an inner point may lie on one: on either side is its cell.
    points = shapely.point_on_surface(polygons)
    holder, face = shapely.STRtree(points).query(before, predicate="intersects")
    parent = np.full(len(polygons), len(before), np.int64)
    np.minimum.at(parent, face, holder)
    # Two borders rounded apart leave a hair between them, which belongs to either side.
    hair = (parent == len(before)) & (width_of(polygons) < HAIR)
    place, nearest = shapely.STRtree(before).query_nearest(points[hair], all_matches=False)
    parent[np.flatnonzero(hair)[place]] = nearest
    parent[parent == len(before)] = -1
    return parent


def _came_loose(cells: Cells, region: Flags, faces: Cells) -> bool:
    """Say whether the rest shares fewer segments with the `faces` than with those before."""
    before, rest = cells.polygons[region], cells.polygons[~region]
    # Only what touches the region can share a segment with it.
    near = np.unique(shapely.STRtree(rest).query(shapely.box(*shapely.bounds(before).T))[1])
    rim, old, new = (
        unmatched_segments(border_segments(shapes))
        for shapes in (rest[near], before, faces.polygons)
    )
    return _shared_segments(rim, new) < _shared_segments(rim, old)


def _shared_segments(rim: Segments, other: Segments) -> int:
    together = Segments(
        np.concatenate([rim.start, other.start]),
        np.concatenate([rim.end, other.end]),
        np.concatenate([rim.owner, other.owner]),
    )
    return len(equal_segments(together)[0])
