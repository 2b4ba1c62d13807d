# SPDX-License-Identifier: GPL-2.0-or-later
"""How far a border was moved, at most, where, and by which change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Flags, Floats, Geometries, Ints
from ..segments import Segments, border_segments, directed_alike
from .arrangement import on_grid
from .shapes import NOBODY

STRAYED = 0.001
"""Metres from which a border counts as moved: the grid that corners are put on."""

LOOK = np.array([0.0, 0.5])
MEASURE = np.arange(8) / 8
"""Shares of a redrawn segment where it is looked at whether it moved, and where it is measured how
far. Its end is the start of the next one, or on a border that was there before."""

LONG_BORDER = 500
"""Corners from which the nearest segment of a border is looked up and not sought one by one."""


@dataclass(frozen=True)
class Displacement:
    """How far a border was moved at most, m; the `unit` (index) and the place where, or None."""

    distance: float
    unit: int = NOBODY
    place: Any = None


def max_displacement(before: Geometries, after: Geometries) -> Displacement:
    """Return the largest distance of the border `after` (n,) from the border `before` (n,)."""
    changed = np.flatnonzero(before != after)
    drawn = _redrawn(border_segments(before[changed]), border_segments(after[changed]))
    borders = shapely.boundary(before[changed])
    shapely.prepare(borders)
    drawn = drawn.take(_strayed(borders, drawn, LOOK).any(axis=1))
    places = _along(drawn, MEASURE)
    distance = _distances(places, drawn.owner, before[changed])
    if not distance.size:
        return Displacement(0.0)
    segment, part = np.unravel_index(int(distance.argmax()), distance.shape)
    unit = int(changed[drawn.owner[segment]])
    return Displacement(float(distance.max()), unit, places[segment, part])


def _distances(places: Geometries, owner: Ints, before: Geometries) -> Floats:
    """Return how far `places` (s, p) lie from the border of `before[owner]` (s,) ascending, m."""
    borders = shapely.boundary(before)
    long = shapely.get_num_coordinates(borders) > LONG_BORDER
    short = ~long[owner]
    distance = np.empty(places.shape)
    distance[short] = shapely.distance(places[short], borders[owner[short], None])
    for unit in np.unique(owner[~short]):
        rows = slice(*np.searchsorted(owner, [unit, unit + 1]))
        lines = border_segments(before[unit : unit + 1]).lines
        (place, _), found = shapely.STRtree(lines).query_nearest(
            places[rows].ravel(), return_distance=True, all_matches=False
        )
        distance[rows].flat[place] = found
    return distance


def _redrawn(old: Segments, new: Segments) -> Segments:
    """Return which `new` segments their owner did not have before, but for rounding."""
    ends = directed_alike(
        on_grid(np.concatenate([old.start, new.start])),
        on_grid(np.concatenate([old.end, new.end])),
    )
    rows = np.column_stack([np.concatenate([old.owner, new.owner]), ends])
    known = pd.DataFrame(rows).duplicated().to_numpy()
    return new.take(~known[len(old) :])


def cause_of(moved: Displacement, code: str, changes: gpd.GeoDataFrame) -> tuple[str, list[str]]:
    """Return the reason of the change that moved a border that far, and the codes of both sides.

    `code` is that of the unit; only ground that it gave up or got can have moved its border.
    """
    own = changes[(changes["from_id"] == code) | (changes["to_id"] == code)]
    nearest = own.geometry.distance(moved.place).argmin()
    row = own.iloc[int(nearest)]
    return str(row["reason"]), [str(name) for name in (row["from_id"], row["to_id"]) if name]


def _strayed(borders: Geometries, segments: Segments, share: Floats) -> Flags:
    """Tell which places at `share` (k,) of `segments` (n,) are off the border of their owner."""
    near = shapely.dwithin(borders[segments.owner][:, None], _along(segments, share), STRAYED)
    return np.asarray(~near)


def _along(segments: Segments, share: Floats) -> Geometries:
    """Return points (n, k) at `share` (k,) of the way along `segments` (n,)."""
    offset = (segments.end - segments.start)[:, None, :]
    return np.asarray(shapely.points(segments.start[:, None, :] + share[:, None] * offset))
