# SPDX-License-Identifier: GPL-2.0-or-later
"""What is worth saying of a plan or its units although nothing is wrong by the rules."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Geometries
from ..errors import Notice
from ..graph import DRAWING_TOLERANCE
from ..labels import count_by_label
from .links import Links
from .table import LAYER, NONE, Labelled, UnitTable

HEAVY = 25
"""Percent above the wanted workload from which a grid of one unit is worth a note."""

MANY_LONE_UNITS = 10
"""From so many units on, each a grid of its own, the grids are hardly read from the right field."""


def find_gaps(table: UnitTable, links: Links, grid: Labelled, shapes: Geometries) -> list[Notice]:
    """Say how many grids have `shapes` of more parts than the borders of their units leave.

    Borders count up to `graph.DRAWING_TOLERANCE`; a union of polygons forgives no gap. Units
    that are in several parts themselves may leave as many more.
    """
    borders_only = replace(links, bridges=np.empty((0, 2), np.int64))
    placed = grid.index != NONE
    pieces = np.unique(np.stack([grid.index, borders_only.pieces(grid.index)])[:, placed], axis=1)
    parts = count_by_label(pieces[0], len(grid.names))
    surplus = shapely.get_num_geometries(table.shapes[placed]) - 1
    parts += np.bincount(grid.index[placed], surplus, len(parts)).astype(np.int64)
    count = int((shapely.get_num_geometries(shapes) > parts).sum())
    return [Notice("units_do_not_touch", {"count": count})] if count else []


def find_heavy_units(grids: gpd.GeoDataFrame) -> list[Notice]:
    """Say which of `grids` (of `measure_plan`) no plan can relieve, because they are one unit."""
    heavy = grids[(grids["unit_count"] == 1) & (grids["deviation"] > HEAVY)]
    if heavy.empty:
        return []
    facts = {"count": len(heavy), "percent": HEAVY, "grids": heavy["grid_code"].tolist()}
    return [Notice("grids_of_one_heavy_unit", facts)]


def find_lone_units(grid: Labelled, field: str) -> list[Notice]:
    """Tell when every unit is a grid of its own: `field` is hardly the one of the grids."""
    count = len(grid.index)
    if count < MANY_LONE_UNITS or len(np.unique(grid.index[grid.index != NONE])) < count:
        return []
    return [Notice("units_are_grids", {"count": count, "field": field})]


def find_overlaps(table: UnitTable) -> list[Notice]:
    """Say which units lie over each other by more than an error of drawing.

    A unit less than two such errors wide is not looked at: nothing of it is left to compare.
    """
    cores = shapely.buffer(table.shapes, -DRAWING_TOLERANCE, join_style="mitre")
    first, second = shapely.STRtree(table.shapes).query(cores, predicate="intersects")
    over = first != second
    units = np.unique([first[over], second[over]])
    if not len(units):
        return []
    return [Notice("units_overlap", {"count": len(units), "units": table.codes_of(units)})]


def find_bad_patrols(units: gpd.GeoDataFrame) -> list[Notice]:
    """Say where patrol lengths cannot be meant."""
    if "patrol_m" not in units:
        return []
    metres = pd.to_numeric(units["patrol_m"], errors="coerce")
    counts = {"amounts_missing": metres.isna().sum(), "amounts_negative": (metres < 0).sum()}
    facts = {"layer": LAYER, "field": "patrol_m"}
    return [Notice(kind, {"count": int(n), **facts}) for kind, n in counts.items() if n]
