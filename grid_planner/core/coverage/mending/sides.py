# SPDX-License-Identifier: GPL-2.0-or-later
"""Sides of gaps: the pieces of their border, each with the unit it lies on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Flags, Floats, Geometries, Ints
from ...labels import first_by_label, sum_by_label
from ...segments import Stretches, border_segments
from ..shapes import ROUNDING_WIDTH

BESIDE = 0.01
"""Metres from a gap within which units are looked for; its sides lie on them but for rounding."""

END = 2.0
"""Length along a gap, in its widths, below which a unit only closes its end."""


@dataclass(frozen=True)
class Sides(Stretches):
    """Border segments of gaps that lie on a unit."""

    gap: Ints
    unit: Ints


def find_sides(gaps: Geometries, shapes: Geometries) -> Sides:
    """Return the border segments of `gaps` with the unit each lies on."""
    around = border_segments(gaps)
    near = np.unique(shapely.STRtree(shapes).query(gaps, predicate="dwithin", distance=BESIDE)[1])
    borders = border_segments(shapes[near])
    side, border = shapely.STRtree(borders.lines).query(
        around.middles, predicate="dwithin", distance=2 * ROUNDING_WIDTH
    )
    unit = near[borders.owner[border]]
    lowest = first_by_label(side, unit)
    side, unit = side[lowest], unit[lowest]
    return Sides(around.start[side], around.end[side], around.owner[side], unit)


def cut_at_feet(sides: Sides, tolerance: float) -> Sides:
    """Cut segments opposite to where two units meet, so that no piece faces both of them."""
    ends = np.column_stack([np.tile(sides.gap, 2), np.concatenate([sides.start, sides.end])])
    known = np.unique(np.column_stack([ends, np.tile(sides.unit, 2)]), axis=0)
    corner, units = np.unique(known[:, :3], axis=0, return_counts=True)
    meeting = corner[units > 1]
    lines = sides.lines
    place, side = shapely.STRtree(lines).query(
        shapely.points(meeting[:, 1:]), predicate="dwithin", distance=tolerance
    )
    same_gap = meeting[place, 0] == sides.gap[side]
    place, side = place[same_gap], side[same_gap]
    share = shapely.line_locate_point(
        lines[side], shapely.points(meeting[place, 1:]), normalized=True
    )
    margin = 2 * ROUNDING_WIDTH / sides.length[side]
    inner = (share > margin) & (share < 1 - margin)
    count = np.arange(len(sides.gap))
    cuts = np.column_stack([np.concatenate([count, side[inner]]), np.r_[0.0 * count, share[inner]]])
    side, start = np.unique(cuts, axis=0).T
    side = side.astype(np.int64)
    end = np.where(np.diff(side, append=-1) == 0, np.roll(start, -1), 1.0)
    along = (sides.end - sides.start)[side]
    first, last = (sides.start[side] + share[:, None] * along for share in (start, end))
    return Sides(first, last, sides.gap[side], sides.unit[side])


def at_end(sides: Sides, width: Floats) -> Flags:
    """Tell which sides are of units that only close a gap at its end."""
    units = 1 + int(sides.unit.max())
    pair, index = np.unique(sides.gap * units + sides.unit, return_inverse=True)
    short = sum_by_label(index.ravel(), sides.length, len(pair)) < END * width[pair // units]
    return np.asarray(short[index.ravel()])
