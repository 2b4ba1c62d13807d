# SPDX-License-Identifier: GPL-2.0-or-later
"""The best straight cut through a cell: between buildings, short, and at the wanted share.

A cut is chosen among 14 directions. Across each direction the buildings cast shadows; the cut goes
through the gap between shadows that leaves the wanted share of the area on one side:

    score = 4 * |share - wanted share| + 0.5 * chord / sqrt(area)        (the lowest is taken)

Areas and chords are counted on a lattice of points, for all directions at once (method: PEERS.md
chapter 1, measured there against k-means Voronoi and enclosed tessellation).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely

from ..graph import Floats, Geometries

SAMPLE_POINTS = 600
FEWEST_SAMPLES = 20
TURNS = np.pi * np.arange(12) / 12
GAP_WIDTH = 1.0
"""Metres between buildings from which a cut may pass."""
CLEARANCE = 3.0
"""Metres a cut keeps from buildings where the gap is wide enough."""
GAPS_TRIED = 2
"""Gaps nearest to the wanted share that are compared in each direction."""
TOLERABLE_ERROR = 0.22
WORTHWHILE_GAIN = 0.1


class Cut(NamedTuple):
    """A straight cut: `offset` (m) across the direction `turn` (radians); a low score is good."""

    score: float
    error: float
    turn: float
    offset: float


@dataclass(frozen=True)
class _View:
    """A cell seen along d directions.

    `turns` (d,) radians; `across` (d, 2) unit vectors; `offsets` (n, d): how far across each of n
    lattice points lies, ascending, m; `spacing` of the lattice, m; `root` of the area, m.
    """

    turns: Floats
    across: Floats
    offsets: Floats
    spacing: float
    root: float

    def share_below(self, offset: Floats) -> Floats:
        """Return the share of the cell on the lower side of each offset (w, g, d)."""
        below: Floats = (self.offsets[:, None, None, :] < offset).mean(axis=0)
        return below


def best_cut(cell: shapely.Polygon, bodies: Geometries, pieces: int) -> Cut | None:
    """Return the cut that best divides `cell` into halves of whole pieces, None if there is none.

    `bodies` (b,) are polygons to pass between. Where no gap comes near the wanted share, the cut
    ignores them if that is worthwhile: they are handed whole to one side afterwards.
    """
    view = _look_at(cell)
    if len(view.offsets) < FEWEST_SAMPLES:
        return None
    free = _lowest(view, bodies, pieces)
    if len(bodies) == 0 or (free is not None and free.error <= TOLERABLE_ERROR):
        return free
    plain = _lowest(view, bodies[:0], pieces)
    if free is None or (plain is not None and plain.error < free.error - WORTHWHILE_GAIN):
        return plain
    return free


def line_across(cell: shapely.Polygon, cut: Cut) -> shapely.LineString:
    """Return the line of `cut` right across the `cell`."""
    along = np.array([math.cos(cut.turn), math.sin(cut.turn)])
    across = np.array([-along[1], along[0]])
    reach = shapely.get_coordinates(cell) @ along
    ends = np.array([reach.min() - 1, reach.max() + 1])
    return shapely.LineString(across * cut.offset + ends[:, None] * along)


def _look_at(cell: shapely.Polygon) -> _View:
    spacing = math.sqrt(cell.area / SAMPLE_POINTS)
    x_min, y_min, x_max, y_max = cell.bounds
    x, y = np.meshgrid(
        np.arange(x_min + spacing / 2, x_max, spacing),
        np.arange(y_min + spacing / 2, y_max, spacing),
    )
    shapely.prepare(cell)
    inside = shapely.contains_xy(cell, x.ravel(), y.ravel())
    points = np.column_stack([x.ravel(), y.ravel()])[inside]
    turns = np.concatenate([_main_directions(cell), TURNS])
    across = np.column_stack([-np.sin(turns), np.cos(turns)])
    return _View(turns, across, np.sort(points @ across.T, axis=0), spacing, math.sqrt(cell.area))


def _main_directions(cell: shapely.Polygon) -> Floats:
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(cell))
    if len(corners) < 4:
        return np.empty(0)
    side = corners[1] - corners[0]
    turn = math.atan2(side[1], side[0]) % math.pi
    return np.array([turn, turn + math.pi / 2])


def _lowest(view: _View, bodies: Geometries, pieces: int) -> Cut | None:
    """Return the cut of the lowest score between `bodies`."""
    begin, end = _gaps(view, bodies)
    count = len(view.offsets)
    wanted = np.unique([pieces // 2 / pieces, (pieces + 1) // 2 / pieces])
    target = view.offsets[np.minimum(count - 1, (count * wanted).astype(int))][:, None]
    clearance = np.minimum((end - begin) / 2, CLEARANCE)
    offset = np.clip(target, begin + clearance, end - clearance)
    away = np.where(end - begin > GAP_WIDTH, np.abs(offset - target), np.inf)
    nearest = np.argsort(away, axis=1, kind="stable")[:, :GAPS_TRIED]
    offset = np.take_along_axis(offset, nearest, axis=1)

    share = view.share_below(offset)
    half = view.spacing / 2
    chord = view.share_below(offset + half) - view.share_below(offset - half)
    error = np.abs(share - wanted[:, None, None])
    score = 4 * error + 0.5 * chord * count * view.spacing / view.root
    usable = np.isfinite(np.take_along_axis(away, nearest, axis=1))
    usable &= (share > 0.5 / pieces) & (share < 1 - 0.5 / pieces)
    score[~usable] = np.inf
    best = np.unravel_index(np.argmin(score), score.shape)
    if not usable[best]:
        return None
    return Cut(*map(float, (score[best], error[best], view.turns[best[2]], offset[best])))


def _gaps(view: _View, bodies: Geometries) -> tuple[Floats, Floats]:
    """Return where the gaps between the shadows of `bodies` begin and end (b + 1, d), m."""
    corners, body = shapely.get_coordinates(bodies, return_index=True)
    first, last = view.offsets[:1] - GAP_WIDTH, view.offsets[-1:] + GAP_WIDTH
    if not len(corners):
        return first, last
    starts = np.flatnonzero(np.diff(body, prepend=-1))
    shadow = corners @ view.across.T
    low = np.minimum.reduceat(shadow, starts, axis=0)
    high = np.maximum.reduceat(shadow, starts, axis=0)
    order = np.argsort(low, axis=0, kind="stable")
    reach = np.maximum.accumulate(np.take_along_axis(high, order, axis=0), axis=0)
    begin = np.concatenate([first, reach])
    return begin, np.concatenate([np.take_along_axis(low, order, axis=0), last])
