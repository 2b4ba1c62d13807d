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
from .faces import OVERRUN

NARROW = 1.5
"""Widths, in least widths of a cell, up to which a face is a strip: a dual carriageway's median
with its lanes is up to 30 m wide in Shanghai, a row of houses is deeper."""

SHORTEST_STRIP = 3.0
"""Length of a strip in least widths below which it is a patch, which joins a block whole."""

STRAIGHT = 0.7
"""Cosine of the turn (45 degrees) up to which a border runs on; beyond, it has a corner."""


class _Corners(NamedTuple):
    """Corners (c,) of strips: index of the `strip`, place `at`, and the unit vectors (c, 2) of
    the border `before` and `after` the corner; the strip lies to their right."""

    strip: Ints
    at: Floats
    before: Floats
    after: Floats


def strip_cuts(faces: Geometries, min_width: float) -> tuple[Geometries, Ints]:
    """Return lines across the strips among `faces` (n,), and the face that each line cuts.

    `faces` form a coverage; `min_width` (m) is the least width of a cell.
    """
    strips = _strips(faces, min_width)
    corners = _corners(faces[strips])
    tip, ahead, strip = _probes(corners, _is_junction(faces, corners.at))
    lines, found = _chords(faces[strips], strip, tip, ahead, 2 * NARROW * min_width)
    return lines, strips[strip[found]]


def _strips(faces: Geometries, min_width: float) -> Ints:
    """Return which `faces` are narrow and too long for a patch."""
    half = shapely.length(faces) / 2
    # The area over half the perimeter is the width of a long strip.
    narrow = shapely.area(faces) < NARROW * min_width * half
    return np.flatnonzero(narrow & (half > SHORTEST_STRIP * min_width))


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


def _is_junction(faces: Geometries, at: Floats) -> NDArray[np.bool_]:
    """Say at which of the corners `at` (c, 2) three or more `faces` meet."""
    rings, _ = shapely.get_rings(faces, return_index=True)
    corner, ring = shapely.get_coordinates(rings, return_index=True)
    once = np.append(ring[:-1] == ring[1:], False)
    places = np.concatenate([corner[once], at]).view(np.complex128).ravel()
    _, place = np.unique(places, return_inverse=True)
    meeting = np.bincount(place[: once.sum()], minlength=place.max(initial=0) + 1)
    return np.asarray(meeting[place[once.sum() :]] > 2)


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
    distance = shapely.distance(shapely.points(tip), crossing)
    found = np.flatnonzero(np.isfinite(distance))
    far = tip[found] + ahead[found] * (distance[found, None] + OVERRUN)
    return np.asarray(shapely.linestrings(np.stack([tip[found], far], axis=1))), found
