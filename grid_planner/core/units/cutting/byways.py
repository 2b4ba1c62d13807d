# SPDX-License-Identifier: GPL-2.0-or-later
"""Paths inside oversized cells, used where they divide about as well as free cuts would.

All paths of a cell cut it into faces. Faces are joined again, pair by pair, as long as what is
joined is worth more than the two were; the paths that still lie between faces become borders.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Floats, Geometries, Ints
from ...coverage.arrangement import GRID_SIZE
from ...graph import connected_labels, sum_by_pair
from ...labels import sum_by_label
from ...params import BaseUnitParams
from ...segments import Segments, border_segments, equal_segments
from ...unions import coverage_union_by_label
from .worth import foreseen_worth

SHORTEST_PATH = 15.0
"""Metres of path inside a cell below which it is a doorway, not a border."""
SIGHT = 0.03
"""Worth of a border that people see, per square metre of the two parts it divides.

At .06 and above Helsinki, where paths wind, falls to a compactness of .61 from .65.
"""
TOO_SMALL = 0.5
"""What a part below the minimum costs, per square metre of a piece."""
DRAWING_ERROR = 1.0
"""Metres by which a path is straightened: less than the error it was mapped with."""


@dataclass(frozen=True)
class Divided:
    """Cells divided by paths: `lines` (n,) in the cells `divided` (n,) and the parts they leave.

    `parts` (p,) and `cell` (p,) they lie in; cells without paths are not among them.
    """

    lines: Geometries
    divided: Ints
    parts: Geometries
    cell: Ints


def divide_by_paths(cells: Geometries, paths: Geometries, params: BaseUnitParams) -> Divided:
    """Divide `cells` (c,) by the pieces of `paths` (p,) in them that make good borders."""
    inside, of_cell = _paths_inside(cells, paths)
    faces, cell = _faces(cells, inside, of_cell)
    segments = border_segments(faces)
    first, second = equal_segments(segments)
    same_cell = cell[segments.owner[first]] == cell[segments.owner[second]]
    between = segments.take(first[same_cell])
    other = segments.owner[second[same_cell]]
    group = _joined(faces, between, other, params)
    kept = group[between.owner] != group[other]
    lines, place = _as_lines(between.take(kept), group[between.owner[kept]], group[other[kept]])
    count = int(group.max(initial=-1)) + 1
    cell_of_group = np.zeros(count, np.int64)
    cell_of_group[group] = cell
    parts = coverage_union_by_label(faces, group, count)
    return Divided(lines, cell_of_group[place], parts, cell_of_group)


def _paths_inside(cells: Geometries, paths: Geometries) -> tuple[Geometries, Ints]:
    """Return the pieces of `paths` inside the cells that are no mere doorways, and the cells."""
    path, cell = shapely.STRtree(cells).query(paths, predicate="intersects")
    inside, pair = shapely.get_parts(
        shapely.intersection(paths[path], cells[cell]), return_index=True
    )
    is_line = shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING
    is_line &= shapely.length(inside) >= SHORTEST_PATH
    return inside[is_line], cell[pair[is_line]].astype(np.int64)


def _faces(cells: Geometries, lines: Geometries, cell: Ints) -> tuple[Geometries, Ints]:
    """Return the faces that `lines` (w,) make of the cells `cell` (w,), and the cell of each."""
    crossed = np.unique(cell)
    rims, place = shapely.get_parts(shapely.boundary(cells[crossed]), return_index=True)
    drawn = np.concatenate([lines, rims])
    owner = np.concatenate([np.searchsorted(crossed, cell), place])
    order = np.argsort(owner, kind="stable")
    together = shapely.multilinestrings(drawn[order], indices=owner[order])
    noded = shapely.unary_union(together[:, None], axis=1, grid_size=GRID_SIZE)
    # In normal form the faces come in one order, whatever the order of the paths was.
    enclosed = shapely.polygonize(shapely.normalize(noded)[:, None], axis=1)
    faces, place = shapely.get_parts(enclosed, return_index=True)
    inside = shapely.intersects(shapely.point_on_surface(faces), cells[crossed[place]])
    return shapely.normalize(faces[inside]), crossed[place[inside]].astype(np.int64)


def _joined(faces: Geometries, between: Segments, other: Ints, params: BaseUnitParams) -> Ints:
    """Return the group (f,) of each face after joining what is better together."""
    group = np.arange(len(faces))
    size, perimeter = shapely.area(faces), shapely.length(faces)
    while True:
        borders = sum_by_pair(group[between.owner], group[other], between.length, len(size))
        a, b, length = borders.left, borders.right, borders.length
        gain = _gains(size, perimeter, a, b, length, params)
        best = np.zeros(len(size))
        np.maximum.at(best, a, gain)
        np.maximum.at(best, b, gain)
        chosen = (gain > 0) & (gain == best[a]) & (gain == best[b])
        if not chosen.any():
            return group
        label = connected_labels(len(size), a[chosen], b[chosen])
        count = int(label.max()) + 1
        inner = label[a] == label[b]
        size, perimeter = sum_by_label(label, size, count), sum_by_label(label, perimeter, count)
        perimeter -= 2 * sum_by_label(label[a[inner]], length[inner], count)
        group = label[group]


def _gains(
    size: Floats, perimeter: Floats, a: Ints, b: Ints, length: Floats, params: BaseUnitParams
) -> Floats:
    """Return what joining each pair of groups gains, in m² of perfect pieces."""

    def worth(area: Floats, outline: Floats) -> Floats:
        value = area * foreseen_worth(area, outline, np.full(len(area), params.target_area))
        return np.asarray(value - TOO_SMALL * params.target_area * (area < params.min_area))

    apart = worth(size, perimeter)
    area = size[a] + size[b]
    together = worth(area, perimeter[a] + perimeter[b] - 2 * length)
    return np.asarray(together - apart[a] - apart[b] - SIGHT * area)


def _as_lines(segments: Segments, one: Ints, two: Ints) -> tuple[Geometries, Ints]:
    """Return the borders between groups as straightened lines, and a group beside each."""
    low, high = np.minimum(one, two), np.maximum(one, two)
    order = np.lexsort((high, low))
    change = np.diff(low[order], prepend=-1) != 0
    change |= np.diff(high[order], prepend=-1) != 0
    border = np.cumsum(change) - 1
    pieces = segments.take(order).lines
    drawn = shapely.line_merge(shapely.multilinestrings(pieces, indices=border))
    lines, place = shapely.get_parts(shapely.simplify(drawn, DRAWING_ERROR), return_index=True)
    return lines, low[order][change][place]
