# SPDX-License-Identifier: GPL-2.0-or-later
"""What a repair has changed, place by place, and how far it has moved a border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ..arrays import Flags, Floats, Geometries, Ints
from ..segments import Segments, border_segments, directed_alike
from ..unions import coverage_union_by_label
from .arrangement import on_grid
from .ownership import NOBODY, Claims
from .shapes import DUPLICATE_SHARE, Units, real_parts

REASONS = (
    "invalid",
    "duplicate",
    "overlap",
    "gap",
    "sliver",
    "outside",
    "gap_left",
    "outside_left",
)
"""Mended shape; ground given up to a twin, to a unit it overlaps, filled in a gap, cut off and
handed over, cut off at the boundary; and what is too wide to be changed."""

STRAYED = 0.001
"""Metres from which a border counts as moved: the grid that corners are put on."""

LOOK = np.array([0.0, 0.5])
MEASURE = np.arange(8) / 8
"""Shares of a redrawn segment where it is looked at whether it moved, and where it is measured how
far. Its end is the start of the next one, or on a border that was there before."""

LONG_BORDER = 500
"""Corners from which the nearest segment of a border is looked up and not sought one by one."""


def list_changes(units: Units, claims: Claims, owner: Ints) -> pd.DataFrame:
    """Return one row a place where ground went from a unit to another, or from or to nobody.

    A unit's area is its old one, less what stands under its code in `from_id`, and more what
    stands under `to_id` with the reasons gap and sliver; an overlap the winner had before.
    """
    return _with_codes(_transfers(units, claims, owner), units.codes)


def list_rest(units: Units, gaps: Geometries, beyond: Geometries) -> pd.DataFrame:
    """Return one row for each shape that was mended, each gap and each outer place that is left."""
    mended = np.flatnonzero(units.given != units.shapes)
    nobody = [np.full(len(places), NOBODY) for places in (gaps, beyond)]
    tables = [
        _places(nobody[0], nobody[0], "gap_left", gaps),
        _places(nobody[1], nobody[1], "outside_left", beyond),
        _places(mended, mended, "invalid", units.shapes[mended]),
    ]
    return _with_codes(pd.concat(tables, ignore_index=True), units.codes)


def _with_codes(changes: pd.DataFrame, codes: NDArray[np.object_]) -> pd.DataFrame:
    codes = np.append(codes, "")  # NOBODY counts from the end
    changes["from_id"] = codes[changes.pop("giver").to_numpy(dtype=np.int64)]
    changes["to_id"] = codes[changes.pop("taker").to_numpy(dtype=np.int64)]
    return changes[["from_id", "to_id", "area_m2", "reason", "geometry"]]


def in_one_table(tables: list[pd.DataFrame], crs: Any) -> gpd.GeoDataFrame:
    """Return all changes in the order of reasons, codes and places."""
    return _in_order(pd.concat(tables, ignore_index=True), crs)


def _in_order(changes: pd.DataFrame, crs: Any) -> gpd.GeoDataFrame:
    shapes = shapely.normalize(changes.pop("geometry").to_numpy(dtype=object))
    frame = gpd.GeoDataFrame(changes, geometry=shapes, crs=crs)
    corner = frame.geometry.bounds
    order = np.lexsort(
        (
            corner["miny"].to_numpy(),
            corner["minx"].to_numpy(),
            frame["to_id"].to_numpy(dtype=str),
            frame["from_id"].to_numpy(dtype=str),
            frame["reason"].map(REASONS.index).to_numpy(dtype=np.int64),
        )
    )
    return frame.iloc[order].reset_index(drop=True)


def _places(giver: Ints, taker: Ints, reason: Any, shapes: Geometries) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "giver": giver,
            "taker": taker,
            "area_m2": np.nan_to_num(shapely.area(shapes)),
            "reason": reason,
            "geometry": pd.Series(list(shapes), dtype=object),
        }
    )


def _transfers(units: Units, claims: Claims, owner: Ints) -> pd.DataFrame:
    """Return what went from a unit to another, to nobody, and from nobody to a unit."""
    moved = owner[claims.face] != claims.unit
    giver, face = claims.unit[moved], claims.face[moved]
    taker = owner[face]
    pairs = len(units.codes) + 1
    own = np.isin(face * pairs + taker, claims.face * pairs + claims.unit)
    reason = np.full(len(face), REASONS.index("sliver"))
    reason[own] = REASONS.index("overlap")
    reason[taker == NOBODY] = REASONS.index("outside")
    reason[own & _twins(units.shapes, giver, taker)] = REASONS.index("duplicate")
    filled = np.flatnonzero((claims.count == 0) & (owner != NOBODY))
    table = np.stack(
        [
            np.concatenate([giver, np.full(len(filled), NOBODY)]),
            owner[np.concatenate([face, filled])],
            np.concatenate([reason, np.full(len(filled), REASONS.index("gap"))]),
        ],
        axis=1,
    )
    kinds, index = np.unique(table, axis=0, return_inverse=True)
    shapes = coverage_union_by_label(
        claims.polygons[np.concatenate([face, filled])], index.ravel(), len(kinds)
    )
    parts, kind = real_parts(shapes)
    giver, taker, reason = kinds[kind].T
    return _places(giver, taker, np.array(REASONS, object)[reason], parts)


def _twins(shapes: Geometries, giver: Ints, taker: Ints) -> Flags:
    """Tell which pairs are the same polygon twice."""
    area = shapely.area(shapes)
    twin = taker != NOBODY
    smaller, larger = (choose(area[giver], area[taker]) for choose in (np.minimum, np.maximum))
    twin &= smaller > DUPLICATE_SHARE * larger
    pairs, index = np.unique(np.stack([giver, taker], axis=1)[twin], axis=0, return_inverse=True)
    common = shapely.area(shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]]))
    twin[twin] = common[index.ravel()] > DUPLICATE_SHARE * larger[twin]
    return np.asarray(twin)


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
