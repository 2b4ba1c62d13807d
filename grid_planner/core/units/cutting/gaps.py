# SPDX-License-Identifier: GPL-2.0-or-later
"""Gaps between bodies: where a straight cut passes them, and what it crosses elsewhere.

Across a direction every body casts a shadow from `low` to `high`; a cut between shadows touches
no body.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...arrays import Floats, Geometries, Ints

GAP_WIDTH = 1.0
"""Metres between buildings from which a cut may pass."""


@dataclass(frozen=True)
class Shadows:
    """Shadows of bodies (n,) across one direction of the part each lies in.

    `part` (n,) ascending; `low`, `high` (n,) offsets, m; `area` (n,) of the bodies, m².
    """

    part: Ints
    low: Floats
    high: Floats
    area: Floats


def shadows(part: Ints, bodies: Geometries, turn: Floats) -> Shadows:
    """Return the shadows of `bodies` (n,) in `part` (n,) across the `turn` (k,) of their parts."""
    corners, body = shapely.get_coordinates(bodies, return_index=True)
    if not len(corners):
        return Shadows(part, np.empty(0), np.empty(0), np.empty(0))
    starts = np.flatnonzero(np.diff(body, prepend=-1))
    sin, cos = np.sin(turn)[part[body]], np.cos(turn)[part[body]]
    offset = corners[:, 1] * cos - corners[:, 0] * sin
    low, high = np.minimum.reduceat(offset, starts), np.maximum.reduceat(offset, starts)
    return Shadows(part, low, high, shapely.area(bodies))


def open_gaps(cast: Shadows, low: Floats, high: Floats) -> tuple[Ints, Floats, Floats]:
    """Return part, begin and end (m) of the gaps that cuts may pass, `low` to `high` (k,) a part.

    Parts lie one behind the other on one axis, so that one sorting serves them all. Before and
    behind each part stands a shadow of no width.
    """
    width = high - low
    first = np.arange(len(low)) * (float(width.max(initial=0.0)) + 4 * GAP_WIDTH)
    before, behind = first - GAP_WIDTH, first + width + GAP_WIDTH
    here = (first - low)[cast.part]
    rim = before[cast.part], behind[cast.part]
    begin = np.concatenate([before, np.clip(cast.low + here, *rim), behind])
    end = np.concatenate([before, np.clip(cast.high + here, *rim), behind])
    order = np.argsort(begin, kind="stable")
    reach = np.maximum.accumulate(end[order])[:-1]
    following = begin[order][1:]
    part = np.concatenate([np.arange(len(low)), cast.part, np.arange(len(low))])[order]
    passable = (following - reach > GAP_WIDTH) & (part[1:] == part[:-1])
    part = part[1:][passable]
    home = (low - first)[part]
    return part, reach[passable] + home, following[passable] + home


def crossed_area(cast: Shadows, offset: Floats) -> Floats:
    """Return the area of the bodies that cuts at `offset` (k, m) across each part cross, m²."""
    cut = offset[cast.part]
    crossed = (cast.low[:, None] < cut) & (cut < cast.high[:, None])
    total = np.zeros(offset.shape)
    np.add.at(total, cast.part, crossed * cast.area[:, None])
    return total
