# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells drawn in whole millimetres: their segments, matched, with exact areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..arrays import Flags, Floats, Geometries, Ints

MM = 1000.0  # millimetres a metre: cells come from a 1 mm grid


@dataclass(frozen=True)
class Edges:
    """Undirected segments: `start`, `end` (m, 2) mm in the direction that is used more often.

    `uses` counts both directions; `net` is the surplus of that direction (0: they cancel).
    """

    start: Ints
    end: Ints
    uses: Ints
    net: Ints
    vertices: int
    components: int


@dataclass(frozen=True)
class Drawing:
    """Cells (m), and their segments in whole millimetres from the `origin` (m).

    `max_rounding` is the largest deviation that this brought, mm.
    """

    cells: Geometries
    origin: Floats
    edges: Edges
    twice_area: int
    max_rounding: float


def draw(polygons: Geometries) -> Drawing:
    """Put the `polygons` on the grid of millimetres, and match their segments."""
    cells = shapely.get_parts(np.asarray(polygons, dtype=object))
    cells = cells[~shapely.is_empty(cells)]
    xy, ring, is_shell = _rings(cells)
    origin = np.floor(xy.min(axis=0)) if len(xy) else np.zeros(2)
    scaled = (xy - origin) * MM
    mm = np.rint(scaled).astype(np.int64)
    start, end = _directed_segments(mm, ring, is_shell)
    return Drawing(
        cells=cells,
        origin=origin,
        edges=_match(start, end),
        twice_area=_twice_area(start, end),
        max_rounding=float(np.abs(scaled - mm).max(initial=0.0)),
    )


def twice_area_of(polygon: Any) -> int:
    """Twice the area of a polygon with integer coordinates, exact."""
    xy, ring, is_shell = _rings(np.asarray([polygon], dtype=object))
    return _twice_area(*_directed_segments(np.rint(xy).astype(np.int64), ring, is_shell))


def _rings(cells: Geometries) -> tuple[Floats, Ints, Flags]:
    """Return all ring coordinates, the ring of each, and which rings are shells."""
    rings, cell = shapely.get_rings(cells, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    is_shell = np.r_[True, cell[1:] != cell[:-1]] if len(cell) else np.zeros(0, bool)
    return xy, ring, is_shell


def _directed_segments(mm: Ints, ring: Ints, is_shell: Flags) -> tuple[Ints, Ints]:
    """Return start and end of all segments, the cell on the left: shells turn left, holes right."""
    inner = ring[1:] == ring[:-1]
    start, end, owner = mm[:-1][inner], mm[1:][inner], ring[:-1][inner]
    twice = np.zeros(len(is_shell), np.int64)
    np.add.at(twice, owner, _cross(start, end))
    backward = ((twice > 0) != is_shell)[owner, None]
    start, end = np.where(backward, end, start), np.where(backward, start, end)
    moved = (start != end).any(axis=1)
    return start[moved], end[moved]


def _cross(start: Ints, end: Ints) -> Ints:
    return cast("Ints", start[:, 0] * end[:, 1] - start[:, 1] * end[:, 0])


def _twice_area(start: Ints, end: Ints) -> int:
    # int64 wraps around in numpy, so intermediate sums may overflow and the result is still exact
    return int(_cross(start, end).sum())


def _match(start: Ints, end: Ints) -> Edges:
    """Bring the uses of each segment together and count them by direction."""
    n = len(start)
    points, vertex = np.unique(
        np.concatenate([start, end]) @ np.array([1 << 32, 1]), return_inverse=True
    )
    tail, head = vertex[:n].astype(np.int64), vertex[n:].astype(np.int64)
    low, high = np.minimum(tail, head), np.maximum(tail, head)
    key = low * len(points) + high
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(key[order]) != 0]) if n else np.zeros(0, np.int64)
    uses = np.diff(np.r_[first, n])
    sign = np.where(tail < head, 1, -1)[order]
    surplus = np.add.reduceat(sign, first) if n else np.zeros(0, np.int64)
    leader = order[first]
    along = (surplus * sign[first] >= 0)[:, None]
    graph = coo_matrix(
        (np.ones(len(first), bool), (low[leader], high[leader])), shape=(len(points), len(points))
    )
    return Edges(
        start=np.where(along, start[leader], end[leader]),
        end=np.where(along, end[leader], start[leader]),
        uses=uses,
        net=np.abs(surplus),
        vertices=len(points),
        components=int(connected_components(graph, directed=False, return_labels=False)),
    )
