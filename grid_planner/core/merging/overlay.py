# SPDX-License-Identifier: GPL-2.0-or-later
"""The crosswalk of two layers that were not drawn over one arrangement."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Geometries, Ints
from ..coverage.shapes import NOBODY
from ..errors import EmptyInput, InputsApart, MissingCodes
from ..labels import sum_by_label
from ..params import CrosswalkParams
from ..progress import NULL_PROGRESS, Progress
from ..unions import union_by_label
from .crosswalk import Pieces, common_ground, crosswalk_table
from .holdings import workload_of_atoms

UNCOVERED = 1e-9
"""Share of an old polygon that its parts may miss by rounding; beyond it, what is not covered is
cut out, also where new grids overlap."""


def crosswalk_layers(
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    params: CrosswalkParams,
    *,
    points: gpd.GeoDataFrame | None = None,
    progress: Progress = NULL_PROGRESS,
) -> pd.DataFrame:
    """Return which grids of `new` each grid of `old` lies in, and by how much.

    Both: polygons `code, geometry`; rows of one code are one grid. `points` with an optional
    `workload` are what a share of workload is counted by, else it is that of the area. Columns as
    in `crosswalk.COLUMNS` without the department; shares of an old grid sum to 1.

    Raises EmptyInput, InputsApart, MissingCodes, BadWorkload.
    """
    params.validate()
    for name, frame in (("FROM", old), ("TO", new)):
        if not shapely.area(frame.geometry.array).any():
            raise EmptyInput(layer=name)
        missing = int(frame["code"].isna().sum())
        if missing:
            raise MissingCodes(layer=name, field=f"{name}_FIELD", count=missing)
    old_codes, old_label = np.unique(old["code"].astype(str), return_inverse=True)
    new_codes, new_label = np.unique(new["code"].astype(str), return_inverse=True)
    source, target, shapes = _overlay(old.geometry.to_numpy(), new.geometry.to_numpy())
    if (target == NOBODY).all():
        raise InputsApart(layer="FROM", other="TO")
    progress.tick(1, 2)
    shares = common_ground(
        _pieces(shapes, points),
        old_label[source].astype(np.int64),
        np.append(new_label, NOBODY)[target].astype(np.int64),
        params.sliver_width,
    )
    table = crosswalk_table([shares], [""], [old_codes.tolist()], new_codes.tolist())
    progress.tick(2, 2)
    return table.drop(columns="department")


def _pieces(shapes: Geometries, points: gpd.GeoDataFrame | None) -> Pieces:
    nothing = np.empty(0, np.int64)
    return Pieces(
        area=np.asarray(shapely.area(shapes)),
        perimeter=np.asarray(shapely.length(shapes)),
        workload=workload_of_atoms(shapes, points),
        left=nothing,
        right=nothing,
        length=np.empty(0),
    )


def _overlay(old: Geometries, new: Geometries) -> tuple[Ints, Ints, Geometries]:
    """Return the polygons that rows of both have in common, and those that no new row covers."""
    one, other = shapely.STRtree(new).query(old, predicate="intersects")
    common, pair = _polygons(shapely.intersection(old[one], new[other]))
    source, target = one[pair], other[pair]
    whole = np.asarray(shapely.area(old))
    covered = sum_by_label(source, np.asarray(shapely.area(common)), len(old))
    open_ = np.flatnonzero(np.abs(whole - covered) > UNCOVERED * whole)
    over = np.isin(one, open_)
    covers = union_by_label(new[other[over]], np.searchsorted(open_, one[over]), len(open_))
    rest, row = _polygons(shapely.difference(old[open_], covers))
    return (
        np.concatenate([source, open_[row]]),
        np.concatenate([target, np.full(len(rest), NOBODY)]),
        np.concatenate([common, rest]),
    )


def _polygons(shapes: Geometries) -> tuple[Geometries, Ints]:
    """Return the polygons that `shapes` consist of, and the place of each one's shape."""
    parts, place = shapely.get_parts(shapes, return_index=True)
    areal = shapely.area(parts) > 0
    return parts[areal], place[areal]
