# SPDX-License-Identifier: GPL-2.0-or-later
"""Lines cut where they meet, on a grid of one millimetre.

Street layers mostly have a common corner where streets meet, and are cut there by comparing
coordinates; only what crosses or overlaps elsewhere goes through the far slower noder of GEOS.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Flags, Geometries
from ..coverage.arrangement import GRID_SIZE, on_grid
from ..segments import distinct_places

TRIM = 10 * GRID_SIZE  # m: how much of a line's ends may touch another line


def node_lines(lines: Geometries) -> Geometries:
    """Return `lines` (LineStrings, metres) cut where they meet; what is drawn twice comes once."""
    pieces = _cut_at_corners(lines)
    meeting = _meeting(pieces)
    together = shapely.multilinestrings(pieces[meeting])
    noded = shapely.get_parts(shapely.union_all([together], grid_size=GRID_SIZE))
    return np.concatenate([pieces[~meeting], noded[shapely.length(noded) > 0]])


def _cut_at_corners(lines: Geometries) -> Geometries:
    """Cut lines at corners that they share with others or with themselves."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    xy = on_grid(xy)
    moved = np.ones(len(xy), bool)
    moved[1:] = (xy[1:] != xy[:-1]).any(axis=1) | (line[1:] != line[:-1])
    xy, line = xy[moved], line[moved]
    ends = np.ones(len(xy) + 1, bool)
    ends[1:-1] = line[1:] != line[:-1]
    corner = distinct_places(xy)[1]
    shared = ends[:-1] | ends[1:] | (np.bincount(corner)[corner] > 1)
    # segments belong to the piece that the last shared corner opened
    segment = np.flatnonzero(~ends[1:])
    piece = np.cumsum(shared[segment])
    opens, closes = np.ones(len(segment), bool), np.ones(len(segment), bool)
    opens[1:] = piece[1:] != piece[:-1]
    closes[:-1] = opens[1:]
    corners = np.concatenate([segment, segment[closes] + 1])
    owner = np.concatenate([piece, piece[closes]])
    order = np.lexsort((corners, owner))
    if not len(order):
        return np.empty(0, object)
    return np.asarray(shapely.linestrings(xy[corners[order]], indices=owner[order] - 1))


def _meeting(lines: Geometries) -> Flags:
    """Return which lines meet others, or themselves, elsewhere than at their ends.

    Within half a millimetre, since a shortened line lies beside what it ran along by rounding.
    """
    meets = ~shapely.is_simple(lines)
    inner, other = shapely.STRtree(lines).query(
        _trimmed(lines), predicate="dwithin", distance=GRID_SIZE / 2
    )
    strange = inner != other
    meets[inner[strange]] = meets[other[strange]] = True
    return np.asarray(meets)


def _trimmed(lines: Geometries) -> Geometries:
    """Return lines without their very ends."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    if not len(xy):
        return lines
    first = np.searchsorted(line, np.arange(len(lines)))
    last = np.searchsorted(line, np.arange(len(lines)), side="right") - 1
    moved = xy.copy()
    for end, inward in ((first, first + 1), (last, last - 1)):
        ahead = xy[inward] - xy[end]
        length = np.hypot(*ahead.T)
        moved[end] += ahead * np.minimum(TRIM / length, 0.25)[:, None]
    return np.asarray(shapely.linestrings(moved, indices=line))
