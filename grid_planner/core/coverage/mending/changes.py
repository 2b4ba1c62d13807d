# SPDX-License-Identifier: GPL-2.0-or-later
"""What a repair has changed, place by place."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from ...arrays import Flags, Geometries, Ints
from ...unions import coverage_union_by_label
from ..places import in_order
from ..shapes import DUPLICATE_SHARE, NOBODY, Units, real_parts
from .ownership import Claims

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
    changes = pd.concat(tables, ignore_index=True)
    reason = changes["reason"].map(REASONS.index).to_numpy(dtype=np.int64)
    codes = [changes[side].to_numpy(dtype=str) for side in ("from_id", "to_id")]
    return in_order(changes, [reason, *codes], crs)


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
