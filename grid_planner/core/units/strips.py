# SPDX-License-Identifier: GPL-2.0-or-later
"""Cut strips of ground crosswise, so that each piece can join the block alongside it.

Between two carriageways, along a railway or around a block lies ground that is long and only some
metres wide. As one face it is either a cell nobody can walk or a tail on one of the blocks beside
it. Cut where its neighbours change and where it turns, every piece lies beside one block, and
merging (see `merge`) hands it to that block.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from ..graph import Floats, Geometries, Ints
from .cells import Cells
from .faces import OVERRUN, label_borders

STRAGGLING = 0.35
"""Polsby-Popper compactness below which a shape may be a strip or have a tail: that of a rectangle
seven times as long as wide."""

WIDEST = 2.0
"""Length of a cut in least widths of a cell up to which it closes off a strip: a dual carriageway
with its median is up to 40 m wide in Shanghai."""

LEAST_DETOUR = 4.0
"""Way around what a cut closes off, in lengths of the cut, from which that is no mere corner."""

STRAIGHT = 0.7
"""Cosine of the turn (45 degrees) up to which a border runs on; beyond, it has a corner."""


class _Corners(NamedTuple):
    """Corners (c,) of strips: index of the `strip`, place `at`, and the unit vectors (c, 2) of
    the border `before` and `after` the corner; the strip lies to their right."""

    strip: Ints
    at: Floats
    before: Floats
    after: Floats


def strip_cuts(cells: Cells, min_width: float) -> tuple[Geometries, Ints]:
    """Return lines across the strips and tails among `cells`, and the cell that each line cuts.

    `min_width` (m) is the least width of a cell.
    """
    chosen = np.flatnonzero(cells.compactness < STRAGGLING)
    strips = cells.outlines(chosen)
    corners = _corners(strips)
    borders = shapely.get_coordinates(label_borders(cells.polygons, cells.cell))
    tip, ahead, strip = _probes(corners, _is_junction(corners.at, borders))
    lines, found = _chords(strips, strip, tip, ahead, WIDEST * min_width)
    return lines, chosen[strip[found]]


def _corners(strips: Geometries) -> _Corners:
    rings, strip = shapely.get_rings(shapely.normalize(strips), return_index=True)
    corner, ring = shapely.get_coordinates(rings, return_index=True)
    # The last corner of a ring repeats the first.
    first = np.searchsorted(ring, np.arange(len(rings)))
    last = np.searchsorted(ring, np.arange(len(rings)), side="right") - 1
    here = np.ones(len(corner), bool)
    here[last] = False
    previous = np.arange(len(corner)) - 1
    previous[first] = last - 1
    step = np.flatnonzero(here)
    return _Corners(
        strip=strip[ring[step]].astype(np.int64),
        at=corner[step],
        before=_unit(corner[step] - corner[previous[step]]),
        after=_unit(corner[step + 1] - corner[step]),
    )


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.hypot(vectors[:, 0], vectors[:, 1])[:, None])


def _is_junction(at: Floats, borders: Floats) -> NDArray[np.bool_]:
    """Say at which of the corners `at` (c, 2) three or more of the `borders` (m, 2) end."""
    places = np.concatenate([borders, at]).view(np.complex128).ravel()
    place = np.unique(places, return_inverse=True)[1].ravel()
    ending = np.bincount(place[: len(borders)], minlength=place.max(initial=0) + 1)
    return np.asarray(ending[place[len(borders) :]] > 2)


def _probes(corners: _Corners, junction: NDArray[np.bool_]) -> tuple[Floats, Floats, Ints]:
    """Return the places, directions and strips of probes into the strips.

    Square to the border where neighbours change; square to both legs where a strip turns.
    """
    along = (corners.before * corners.after).sum(axis=1)
    turn = np.cross(corners.before, corners.after)
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
    far = tip[found] + ahead[found] * width[found, None]
    detour = _detour(strips[strip[found]], tip[found], far)
    worthwhile = detour > LEAST_DETOUR * width[found]
    found, far = found[worthwhile], far[worthwhile] + ahead[found[worthwhile]] * OVERRUN
    return np.asarray(shapely.linestrings(np.stack([tip[found], far], axis=1))), found


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
