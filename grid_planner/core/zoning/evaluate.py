# SPDX-License-Identifier: GPL-2.0-or-later
"""Judge a plan, whoever made it: its figures, and every rule that it breaks, with the place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..arrays import Geometries
from ..errors import MissingCodes, MissingField, Notice
from ..params import EvaluationParams
from ..progress import NULL_PROGRESS, Progress
from .check import BrokenRule, Rules, find_broken_rules
from .limits import parse_limits
from .links import link_units
from .measure import PlanFigures, measure_plan
from .quota import check_quota
from .remarks import find_bad_patrols, find_gaps, find_lone_units, find_overlaps
from .table import LAYER, NONE, Labelled, UnitTable, labelled, read_units


@dataclass(frozen=True)
class Evaluation:
    """A plan as it is.

    `broken_rules`: one row a broken rule, `kind`, `facts`, `grid_code` (None where it concerns no
    single grid) and points (multipoint) where the units out of place lie, else in the middle of
    the grid or parent; no geometry where the whole plan is meant. `checklist`: one row a rule,
    `rule` (a kind), `judged` (False where nothing was given to judge it by), `broken` (times).
    `bare`: the units without a grid.
    """

    grids: gpd.GeoDataFrame
    figures: PlanFigures
    broken_rules: gpd.GeoDataFrame
    checklist: pd.DataFrame
    bare: gpd.GeoSeries
    notes: tuple[Notice, ...] = ()


def evaluate_plan(
    units: gpd.GeoDataFrame,
    params: EvaluationParams | None = None,
    *,
    quota: Mapping[str, int] | None = None,
    barriers: gpd.GeoSeries | None = None,
    progress: Progress = NULL_PROGRESS,
) -> Evaluation:
    """Measure a plan made by anyone and find every rule that it breaks.

    `units` as for `plan_grids` with the plan in `grid_code`, and optional `patrol_m` (length of
    the patrol tour, m) for the score of manageability. `params`: number of grids, limits, ideal
    workload, tolerance, role and bridge distance to judge by. `quota`, `barriers`: as there.

    Raises OutOfRange, WorkloadLimitsCrossed, MissingField, MissingCodes, and the errors of
    `read_units`, `parse_limits` and `check_quota`.
    """
    params = params or EvaluationParams()
    params.validate()
    table, grid = _read_plan(units, params)
    rules = _rules(table, params, quota)
    links = link_units(table, barriers, params.bridge_distance)
    progress.tick(1, 4)
    broken = find_broken_rules(table, links, grid, rules)
    progress.tick(2, 4)
    frame, figures = measure_plan(table, links, grid, params.role, params.ideal_workload, units.crs)
    progress.tick(3, 4)
    shapes = frame.geometry.to_numpy()
    notes = (
        *find_lone_units(grid, "grid_code"),
        *find_overlaps(table),
        *find_gaps(table, links, grid, shapes),
        *find_bad_patrols(units),
    )
    located = _located(broken, table, dict(zip(grid.names, shapes)), units.crs)
    progress.tick(4, 4)
    has_barriers = barriers is not None and len(barriers) > 0
    checklist = _checklist(table, rules, has_barriers, broken)
    bare = gpd.GeoSeries(table.shapes[grid.index == NONE], crs=units.crs)
    return Evaluation(frame, figures, located, checklist, bare, notes)


def _read_plan(units: gpd.GeoDataFrame, params: EvaluationParams) -> tuple[UnitTable, Labelled]:
    if "grid_code" not in units:
        raise MissingField(layer=LAYER, field="grid_code")
    table = read_units(units, parse_limits(params.limits))
    grid = labelled(units.iloc[table.order], "grid_code")
    if not grid.used:
        raise MissingCodes(layer=LAYER, field="grid_code", count=len(table))
    return table, grid


def _rules(table: UnitTable, params: EvaluationParams, quota: Mapping[str, int] | None) -> Rules:
    return Rules(
        asked=params.grid_count or None,
        quota=None if quota is None else check_quota(quota, table, params.grid_count),
        minimum=params.min_workload,
        maximum=params.max_workload,
        ideal=params.ideal_workload,
        tolerance=params.tolerance,
    )


def _checklist(
    table: UnitTable, rules: Rules, has_barriers: bool, broken: Sequence[BrokenRule]
) -> pd.DataFrame:
    """Say of each rule whether it could be judged and how often it is broken."""
    limits = table.limited.limits
    judged = {
        "UnitWithoutGrid": True,
        "GridInPieces": True,
        "GridAcrossParents": table.parent.used,
        "GridAcrossBarrier": has_barriers,
        "KeptTogetherSplit": table.group.used,
        "GridAboveMaximum": rules.maximum is not None,
        "GridBelowMinimum": rules.minimum is not None,
        "GridBeyondTolerance": rules.tolerance is not None,
        "QuantityAboveMaximum": any(limit.maximum is not None for limit in limits),
        "QuantityBelowMinimum": any(limit.minimum is not None for limit in limits),
        "GridCountMissed": rules.asked is not None,
        "QuotaMissed": rules.quota is not None,
        "LockChanged": bool(table.locked.any()),
    }
    times = Counter(rule.kind for rule in broken)
    rows = [(kind, able, times[kind]) for kind, able in judged.items()]
    return pd.DataFrame(rows, columns=["rule", "judged", "broken"])


def _located(
    broken: Sequence[BrokenRule],
    table: UnitTable,
    shape_of_grid: Mapping[str, shapely.Geometry],
    crs: object,
) -> gpd.GeoDataFrame:
    """Return the broken rules with the points where they are broken."""
    places: Geometries = np.empty(len(broken), object)
    for i, rule in enumerate(broken):
        places[i] = _place(rule, table, shape_of_grid)
    columns = {
        "kind": [rule.kind for rule in broken],
        "facts": [dict(rule.facts) for rule in broken],
        "grid_code": np.array([rule.facts.get("grid") for rule in broken], object),
    }
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(places, crs=crs))


def _place(
    rule: BrokenRule, table: UnitTable, shape_of_grid: Mapping[str, shapely.Geometry]
) -> shapely.Geometry | None:
    if rule.units:
        return shapely.multipoints(shapely.point_on_surface(table.shapes[list(rule.units)]))
    if "grid" in rule.facts:
        return shapely.multipoints(
            [shapely.point_on_surface(shape_of_grid[str(rule.facts["grid"])])]
        )
    if "parent" in rule.facts:
        parent = table.parent.names.index(str(rule.facts["parent"]))
        inside = shapely.point_on_surface(table.shapes[table.parent.index == parent])
        middle = shapely.centroid(shapely.multipoints(inside))
        return shapely.multipoints([inside[np.argmin(shapely.distance(inside, middle))]])
    return None
