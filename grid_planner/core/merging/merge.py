# SPDX-License-Identifier: GPL-2.0-or-later
"""Merge the grids of several departments into one, and tell what became of each (多网合一).

Atoms first (geometry, once: `atoms`), then labels only: the ground is divided into unified grids
(`consensus`), these get codes, and crosswalk and measures are counted. What was made is checked by
code that did not make it (`check`, `coverage.certificate`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..accelerate import many_geometries
from ..arrays import Geometries, Ints, Texts
from ..coverage.certificate import Certificate, certify
from ..coverage.shapes import NOBODY
from ..errors import Notice
from ..labels import sum_by_label
from ..params import MergeParams
from ..progress import NULL_PROGRESS, Progress
from ..unions import coverage_union, coverage_union_by_label
from .atoms import Atoms, make_atoms
from .check import Violations, find_violations
from .crosswalk import Pieces, common_ground, crosswalk_table
from .division.adopt import parse_weights
from .division.divide import Division, Names, divide, name_division
from .measures import Borders, evenness, measure_borders, measure_departments
from .town import Town, make_town

SLIVER = 0.5
"""Width, in that of the tolerance, below which ground in common is drawing error and no row of the
crosswalk: atoms are wider, but a strip of them along a border can be a little narrower."""


@dataclass(frozen=True)
class MergeFigures:
    """What a merged grid is judged by; lengths in m, shares 0 to 1."""

    grids: int
    atoms: int
    max_displacement: float
    violations: Violations
    balance_cv: float
    in_band: float
    border_on_department: float
    variation_of_information: float


@dataclass(frozen=True)
class MergedGrids:
    """One unified grid, and what became of the departments' grids.

    `grids`: `grid_code, parent_code, workload, area_m2, departments_on_border` (how many
    departments have a border along the grid's, on average). `atoms`: `grid_code, hard_code,
    area_m2, workload` and a column `code_NAME` a department. `crosswalk`: see `crosswalk`.
    `departments`: see `measures.measure_departments`. `laid`: the geometry half with its moves,
    conflicts and tolerance.
    """

    grids: gpd.GeoDataFrame
    atoms: gpd.GeoDataFrame
    crosswalk: pd.DataFrame
    departments: pd.DataFrame
    laid: Atoms
    figures: MergeFigures
    certificate: Certificate
    notes: tuple[Notice, ...]


@many_geometries()
def merge_department_grids(
    departments: Mapping[str, gpd.GeoDataFrame],
    params: MergeParams,
    *,
    hard: gpd.GeoDataFrame | None = None,
    workload: gpd.GeoDataFrame | None = None,
    current: gpd.GeoDataFrame | None = None,
    used_codes: Collection[str] = (),
    progress: Progress = NULL_PROGRESS,
) -> MergedGrids:
    """Merge the grids of `departments` into one unified grid.

    `departments`: frames `code, geometry` by name, the highest authority first; rows of one code
    are one grid. `hard`: `code, geometry`, no grid lies over two of them. `workload`: points or
    polygons with an optional `workload`. `current`: the unified grid of before, `grid_code,
    geometry`, whose codes live on; neither these nor `used_codes` are given to another grid. All in
    one metric system; the order of rows is free.

    Raises BadText, SeveralAdopted, BadWorkload, MissingCodes, FewerGridsThanParts,
    MoreGridsThanPieces, and what `make_atoms` raises.
    """
    params.validate()
    weights = parse_weights(params.weights, tuple(departments))
    laid = make_atoms(
        departments,
        params.tolerance,
        hard=hard,
        adopted=None if weights.adopted is None else tuple(departments)[weights.adopted],
        progress=progress.sub(0.6),
    )
    town = make_town(laid.arrangement, departments, hard=hard, workload=workload, current=current)
    division = divide(town, weights, params, progress.sub(0.3))
    given = division.zone != NOBODY
    shapes = coverage_union_by_label(
        town.arrangement.atoms[given], division.zone[given], division.count
    )
    names = name_division(town, division, shapes, used_codes)
    progress.tick(95, 100)
    crosswalk = _crosswalk(town, division, names, SLIVER * laid.tolerance)
    table = measure_departments(town.arrangement, division.zone, town.area, crosswalk, town.names)
    distance = np.average(table["variation_of_information"], weights=weights.values)
    crs = next(iter(departments.values())).crs
    borders = measure_borders(town.arrangement, division.zone, division.count)
    grids = _grids(town, division, names, shapes, borders, crs)
    return MergedGrids(
        grids=grids.sort_values("grid_code", ignore_index=True),
        atoms=_atoms(town, division, names, crs),
        crosswalk=crosswalk,
        departments=table,
        laid=laid,
        figures=_figures(town, division, grids, borders, laid, float(distance)),
        certificate=certify(shapes, coverage_union(town.arrangement.atoms[given])),
        notes=(*laid.notes, *division.notes, *names.notes),
    )


def _crosswalk(town: Town, division: Division, names: Names, sliver_width: float) -> pd.DataFrame:
    arrangement = town.arrangement
    pieces = Pieces(
        town.area,
        np.asarray(shapely.length(arrangement.atoms)),
        town.workload,
        arrangement.left,
        arrangement.right,
        arrangement.length,
    )
    shares = [
        common_ground(pieces, label, division.zone, sliver_width) for label in arrangement.labels.T
    ]
    return crosswalk_table(shares, town.names, town.codes, names.codes)


def _grids(
    town: Town, division: Division, names: Names, shapes: Geometries, borders: Borders, crs: Any
) -> gpd.GeoDataFrame:
    """Return the grids in the order of their numbers."""
    given = division.zone != NOBODY
    columns = {
        "grid_code": np.array(names.codes, object),
        "parent_code": np.array(names.parents, object),
        "workload": sum_by_label(division.zone[given], town.workload[given], division.count),
        "area_m2": shapely.area(shapes),
        "departments_on_border": borders.departments,
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs)


def _atoms(town: Town, division: Division, names: Names, crs: Any) -> gpd.GeoDataFrame:
    arrangement = town.arrangement
    columns = {
        "grid_code": _named(names.codes, division.zone),
        "hard_code": _named(town.hard_codes or (None,), arrangement.hard),
        "area_m2": town.area,
        "workload": town.workload,
        **{
            f"code_{name}": _named(codes, label)
            for name, codes, label in zip(town.names, town.codes, arrangement.labels.T)
        },
    }
    return gpd.GeoDataFrame(columns, geometry=arrangement.atoms, crs=crs)


def _named(codes: tuple[str | None, ...], label: Ints) -> Texts:
    """Return the code of each label, None for `NOBODY`."""
    return np.asarray(np.array([*codes, None], object)[label])


def _figures(
    town: Town,
    division: Division,
    grids: gpd.GeoDataFrame,
    borders: Borders,
    laid: Atoms,
    distance: float,
) -> MergeFigures:
    cv, in_band = evenness(grids["workload"].to_numpy())
    return MergeFigures(
        grids=division.count,
        atoms=len(town.area),
        max_displacement=laid.largest_move,
        violations=find_violations(
            grids.geometry.to_numpy(), division.zone, town.arrangement.hard, town.area
        ),
        balance_cv=cv,
        in_band=in_band,
        border_on_department=borders.on_department / borders.length if borders.length else 1.0,
        variation_of_information=distance,
    )
