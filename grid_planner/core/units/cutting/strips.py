# SPDX-License-Identifier: GPL-2.0-or-later
"""Cut strips of ground crosswise, so that each piece can join the block alongside it.

Between two carriageways, along a railway or around a block lies ground that is long and only some
metres wide. As it is, it is a cell nobody can walk, or a tail on one of the blocks beside it. Cut
where its neighbours change and where it turns, every piece lies beside one block, and merging (see
`merge`) hands it to that block.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries, Ints
from ...segments import distinct_places
from ..cells import Cells
from ..faces import OVERRUN, label_borders
from ..ring_corners import corners_of_rings

STRAGGLING = 0.45
"""Polsby-Popper compactness below which a cell may be a strip or have a tail: that of a rectangle
five times as long as wide. Measured: at .45 all of Helsinki, Shanghai and Cambridge are more
compact than at .30, .35 and .40."""

WIDEST = 2.0
"""Length of a cut in least widths of a cell up to which it closes off a strip: a dual carriageway
with its median is up to 40 m wide in Shanghai."""

LEAST_DETOUR = 4.0
"""Way around what a cut closes off, in lengths of the cut, from which that is no mere corner."""

STRAIGHT = 0.7
"""Cosine of the turn (45 degrees) up to which a border runs on; beyond, it has a corner."""


class _Corners(NamedTuple):
    """Corners (c,) of strips: index of the `strip` and place `at` (c, 2).

    Unit vectors (c, 2) along the border `before` and `after`; the strip lies to their right.
    """

    strip: Ints
    at: Floats
    before: Floats
    after: Floats


def strip_cuts(cells: Cells, among: Ints, min_width: float) -> tuple[Geometries, Ints]:
    """Return lines across the strips and tails of cells, and the cells that they divide.

    Only cells `among` (a,), ascending, are looked at. `min_width` (m): least width of a cell.
    """
    chosen = among[cells.take(among).compactness < STRAGGLING]
    strips = cells.take(chosen).outlines()
    corners = _corners(strips)
    near = np.unique(shapely.STRtree(cells.polygons).query(strips)[1])
    borders = shapely.get_coordinates(label_borders(cells.polygons[near], cells.cell[near]))
    tip, ahead, strip = _probes(corners, _is_junction(corners.at, borders))
    lines, found = _chords(strips, strip, tip, ahead, WIDEST * min_width)
    return lines, np.unique(chosen[strip[found]])


def _corners(strips: Geometries) -> _Corners:
    at, before, after, ring, strip = corners_of_rings(shapely.normalize(strips))
    return _Corners(strip[ring], at, _unit(at - before), _unit(after - at))


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.hypot(vectors[:, 0], vectors[:, 1])[:, None])


def _is_junction(at: Floats, borders: Floats) -> Flags:
    """Say at which of the corners `at` (c, 2) three or more of the `borders` (m, 2) end."""
    distinct, place = distinct_places(np.concatenate([borders, at]))
    ending = np.bincount(place[: len(borders)], minlength=len(distinct))
    return np.asarray(ending[place[len(borders) :]] > 2)


def _probes(corners: _Corners, junction: Flags) -> tuple[Floats, Floats, Ints]:
    """Return the places, directions and strips of probes into the strips.

    Square to the border where neighbours change; square to both legs where a strip turns.
    """
    along = (corners.before * corners.after).sum(axis=1)
    (before_x, before_y), (after_x, after_y) = corners.before.T, corners.after.T
    turn = before_x * after_y - before_y * after_x
    straight = junction & (along > STRAIGHT)
    inner = (turn > 0) & (along <= STRAIGHT)
    direction = [
        _unit((corners.before + corners.after)[straight]),
        corners.before[inner],
        corners.after[inner],
    ]
    rightward = np.concatenate(direction) @ np.array([[0.0, -1.0], [1.0, 0.0]])
    tip = np.concatenate([corners.at[straight], corners.at[inner], corners.at[inner]])
    strip = np.concatenate([corners.strip[straight], corners.strip[inner], corners.strip[inner]])
    return tip, rightward, strip


def _chords(
    strips: Geometries, strip: Ints, tip: Floats, ahead: Floats, reach: float
) -> tuple[Geometries, Ints]:
    """Return the lines from each `tip` straight `ahead` to the other side of its strip.

    Also the index of the tip of each line; tips with no other side within `reach` (m) have none.
    """
    probe = shapely.linestrings(np.stack([tip + ahead * 2 * OVERRUN, tip + ahead * reach], axis=1))
    crossing = shapely.intersection(probe, shapely.boundary(strips)[strip])
    width = shapely.distance(shapely.points(tip), crossing)
    found = np.flatnonzero(np.isfinite(width))
    tip, ahead, width = tip[found], ahead[found], width[found, None]
    detour = _detour(strips[strip[found]], tip, tip + ahead * width)
    ends = np.stack([tip, tip + ahead * (width + OVERRUN)], axis=1)
    worthwhile = detour > LEAST_DETOUR * width[:, 0]
    return np.asarray(shapely.linestrings(ends[worthwhile])), found[worthwhile]


def _detour(strips: Geometries, tip: Floats, far: Floats) -> Floats:
    """Return the shorter way along the border of each strip from `tip` to `far` (n, 2), m.

    Between two rings there is none: infinite.
    """
    outer = shapely.get_exterior_ring(strips)
    start, end = (shapely.line_locate_point(outer, shapely.points(ends)) for ends in (tip, far))
    way = np.abs(start - end)
    way = np.minimum(way, shapely.length(outer) - way)
    on_hole = shapely.distance(outer, shapely.points(tip)) > OVERRUN
    on_hole |= shapely.distance(outer, shapely.points(far)) > OVERRUN
    return np.where(on_hole, np.inf, way)
