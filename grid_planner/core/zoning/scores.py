# SPDX-License-Identifier: GPL-2.0-or-later
"""The four principles of a responsibility grid, each as a score from 0 to 100.

地域相近 proximity      100 * share of units in the largest piece * min(1, compactness / (pi / 4)):
                        100 for a grid in one piece that is at least as compact as a square.
规模适度 size           100 * mean of max(0, 1 - |workload / wanted - 1|): 1 at the wanted workload,
                        0 at nothing or at twice as much; and for each other limited quantity
                        max(0, 1 - what it is beyond its limit / that limit), 1 within.
利益相关 affinity       100 * mean of the share of workload of the most frequent class; the same of
                        managers, of the workload that has one; and the share of the groups kept
                        together met in the grid that lie wholly in it;
                        what was not given is left out, and 100 when nothing was.
方便管理 manageability  100 * the weighted mean of what is known of
                        reach (7): the diameter of the circle of equal area over that of the
                        smallest circle around the grid (1 for a disc; Reock 1961);
                        neighbours (3): min(1, 6 / neighbours), six are those of a hexagon;
                        visible border (3): share of the border with other grids that runs along
                        barriers, where barriers were given and any border does;
                        patrol (7): min(1, mean patrol length of a grid / its own), where patrol
                        lengths were given.

The principles are those of grid management in Chinese cities; the formulas are ours.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Flags, Floats, Geometries, Ints
from ..shape_measures import compactness
from .table import NONE, Labelled, Limited, UnitTable

SQUARE = np.pi / 4
"""Compactness (4 pi A / P²) of a square."""

HEXAGON_NEIGHBOURS = 6
REACH, NEIGHBOURS, VISIBLE, PATROL = 7, 3, 3, 7  # weights of the parts of manageability


def proximity(shapes: Geometries, largest_share: Floats) -> Floats:
    """Score compact shapes in one piece; `largest_share`: share of units in the largest piece."""
    return np.asarray(100 * largest_share * np.minimum(1, compactness(shapes) / SQUARE))


def moderate_size(load: Floats, wanted: float, limited: Limited | None = None) -> Floats:
    """Score workloads near the `wanted` one, and amounts within their limits.

    `limited`: what each grid holds of the other limited quantities.
    """
    parts = [np.maximum(0, 1 - np.abs(load / wanted - 1))]
    if limited is not None:
        for limit, held in zip(limited.limits, limited.amounts.T):
            low, high = limit.ends
            limits = np.where(held < low, low, high)
            beyond = np.maximum(low - held, 0) + np.maximum(held - high, 0)
            parts.append(np.maximum(0, 1 - beyond / np.where(limits > 0, limits, 1e-9)))
    return 100 * np.mean(parts, axis=0) if len(parts) > 1 else np.asarray(100 * parts[0])


def affinity(table: UnitTable, grid_of_unit: Ints, grids: int) -> Floats:
    """Score grids of one class and one manager that hold whole groups."""
    parts = []
    placed = grid_of_unit != NONE
    if table.kind.used:
        parts.append(_dominant_share(table.kind, table.workload, grid_of_unit, placed, grids))
    if table.manager.used:
        managed = placed & (table.manager.index != NONE)
        parts.append(_dominant_share(table.manager, table.workload, grid_of_unit, managed, grids))
    if table.group.used:
        parts.append(_whole_share(table.group.index, grid_of_unit, grids))
    return 100 * np.mean(parts, axis=0) if parts else np.full(grids, 100.0)


def manageability(
    shapes: Geometries,
    neighbours: Ints,
    visible: Floats | None = None,
    patrol: Floats | None = None,
) -> Floats:
    """Score grids quickly crossed, with few neighbours to agree with, clear borders, short patrols.

    `visible`: share of the border with other grids that runs along barriers; `patrol`: metres.
    """
    around = shapely.minimum_bounding_radius(shapes)
    reach = np.sqrt(shapely.area(shapes) / np.pi) / np.maximum(around, 1e-9)
    few = np.minimum(1, HEXAGON_NEIGHBOURS / np.maximum(neighbours, 1))
    parts, weights = [np.minimum(reach, 1), few], [REACH, NEIGHBOURS]
    if visible is not None:
        parts.append(visible)
        weights.append(VISIBLE)
    if patrol is not None:
        parts.append(np.minimum(1, patrol.mean() / np.where(patrol > 0, patrol, np.inf)))
        parts[-1][patrol == 0] = 1
        weights.append(PATROL)
    return np.asarray(100 * np.average(parts, axis=0, weights=weights))


def _dominant_share(
    label: Labelled,
    workload: Floats,
    grid_of_unit: Ints,
    counted: Flags,
    grids: int,
) -> Floats:
    """Return how much of the workload of its `counted` units the main label of each grid has."""
    kinds = len(label.names) + 1
    load = np.bincount(
        grid_of_unit[counted] * kinds + label.index[counted] + 1,
        workload[counted],
        grids * kinds,
    ).reshape(grids, kinds)
    total = load.sum(axis=1)
    return np.where(total > 0, load[:, 1:].max(axis=1) / np.where(total > 0, total, 1), 1.0)


def _whole_share(group: Ints, grid_of_unit: Ints, grids: int) -> Floats:
    pairs = np.unique(np.stack([group, grid_of_unit], axis=1)[group != NONE], axis=0)
    whole = (np.bincount(pairs[:, 0]) == 1)[pairs[:, 0]]
    placed = pairs[:, 1] != NONE
    met = np.bincount(pairs[placed, 1], minlength=grids)
    kept = np.bincount(pairs[placed, 1], whole[placed], grids)
    return np.where(met > 0, kept / np.maximum(met, 1), 1.0)
