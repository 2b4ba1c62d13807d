# SPDX-License-Identifier: GPL-2.0-or-later
"""What a plan is worth: its grids as polygons with their figures, and the figures of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from ..arrays import Floats, Ints
from ..labels import count_by_label, sum_by_label
from ..shape_measures import compactness
from . import scores
from .links import Links
from .outlines import dissolve
from .table import NONE, Labelled, Limited, UnitTable

NOT_PROVED = -1.0
"""Stands for the gap to the best possible plan where it is not known."""

SCORES = ("score_proximity", "score_size", "score_affinity", "score_manageability")


@dataclass(frozen=True)
class PlanFigures:
    """Figures of a whole plan. All shares and deviations are fractions of 1, never %.

    `balance_cv`: standard deviation of the workload of grids over their mean. `max_deviation`
    (0.25: the worst grid is 25 % off, where its `deviation` says 25 or -25) and
    `share_within_*`: against the wanted workload (the ideal when given, else the mean).
    `cut_share`: share of all borders between units that lie between grids. `compactness`: mean
    of 4 pi A / P². `units_moved`: units that leave their current grid. `score_*`: means of the
    scores of the grids, 0 to 100. `optimality_gap`: how far the plan can at most be from the best
    possible, -1 where that is not proved.
    """

    grids: int
    pieces_too_many: int
    balance_cv: float
    max_deviation: float
    share_within_10: float
    share_within_25: float
    cut_share: float
    compactness: float
    units_moved: int
    score_proximity: float
    score_size: float
    score_affinity: float
    score_manageability: float
    optimality_gap: float = NOT_PROVED


def measure_plan(
    table: UnitTable,
    links: Links,
    grid: Labelled,
    role: str,
    ideal: float | None,
    crs: Any,
) -> tuple[gpd.GeoDataFrame, PlanFigures]:
    """Return the grids of plan `grid`, one row each, and the figures of the whole.

    `deviation` of a grid is in % of the wanted workload (`ideal`, else the mean), for people to
    read on the map, while the figures are fractions; scores are 0..100.
    """
    count = len(grid.names)
    placed = grid.index != NONE
    load = sum_by_label(grid.index[placed], table.workload[placed], count)
    wanted = ideal or float(load.mean()) or 1.0
    shapes = dissolve(table.shapes[placed], grid.index[placed], count)
    pieces, largest = _pieces(links, grid.index, count)
    between = _between(links, grid.index)
    held = Limited(table.limited.limits, table.limited.sums(grid.index, count))
    frame = gpd.GeoDataFrame(
        {
            "grid_code": np.array(grid.names, object),
            "role": np.full(count, role, object),
            "parent_code": _parents(table, grid.index, count),
            "unit_count": count_by_label(grid.index[placed], count),
            "workload": load,
            "deviation": 100 * (load / wanted - 1),
            "area_m2": shapely.area(shapes),
            "compactness": compactness(shapes),
            "score_proximity": scores.proximity(shapes, largest),
            "score_size": scores.moderate_size(load, wanted, held),
            "score_affinity": scores.affinity(table, grid.index, count),
            "score_manageability": scores.manageability(
                shapes,
                count_by_label(between.ravel(), count),
                _visible_share(links, grid.index, count),
                None
                if table.patrol is None
                else sum_by_label(grid.index[placed], table.patrol[placed], count),
            ),
            "is_contiguous": pieces == 1,
            "chief": np.full(count, None, object),
        },
        geometry=shapes,
        crs=crs,
    )
    return frame, _figures(table, links, grid, frame, int(pieces.sum()))


def _figures(
    table: UnitTable, links: Links, grid: Labelled, frame: gpd.GeoDataFrame, pieces: int
) -> PlanFigures:
    """Return the figures of the whole from those of its grids; `pieces` in all."""
    load = frame["workload"].to_numpy()
    off = np.abs(frame["deviation"].to_numpy()) / 100
    inside = grid.index[links.borders.left] == grid.index[links.borders.right]
    border = float(links.borders.length.sum())
    return PlanFigures(
        grids=len(grid.names),
        pieces_too_many=pieces - len(grid.names),
        balance_cv=float(load.std() / (load.mean() or 1.0)),
        max_deviation=float(off.max()),
        share_within_10=float((off <= 0.10).mean()),
        share_within_25=float((off <= 0.25).mean()),
        cut_share=float(links.borders.length[~inside].sum()) / border if border else 0.0,
        compactness=float(frame["compactness"].mean()),
        units_moved=_moved(table, grid),
        **{name: float(frame[name].mean()) for name in SCORES},
    )


def _pieces(links: Links, grid_of_unit: Ints, count: int) -> tuple[Ints, Floats]:
    """Return the number of pieces of each grid (bridges join), and the largest one's share."""
    placed = grid_of_unit != NONE
    pairs, units = np.unique(
        np.stack([grid_of_unit, links.pieces(grid_of_unit)], axis=1)[placed],
        axis=0,
        return_counts=True,
    )
    largest = np.zeros(count)
    np.maximum.at(largest, pairs[:, 0], units)
    total = np.bincount(grid_of_unit[placed], minlength=count)
    return count_by_label(pairs[:, 0], count), largest / total


def _visible_share(links: Links, grid_of_unit: Ints, count: int) -> Floats | None:
    """Return how much of each grid's border with others runs along barriers; None without any."""
    if not links.barred.any():
        return None
    ends = np.stack([grid_of_unit[links.borders.left], grid_of_unit[links.borders.right]])
    apart = (ends[0] != ends[1]) & (ends != NONE).all(axis=0)
    length = np.tile(links.borders.length[apart], 2)
    barred = np.tile(links.barred[apart], 2)
    sides = ends[:, apart].ravel()
    border = sum_by_label(sides, length, count)
    seen = sum_by_label(sides[barred], length[barred], count)
    return np.where(border > 0, seen / np.where(border > 0, border, 1.0), 1.0)


def _between(links: Links, grid_of_unit: Ints) -> Ints:
    """Return the pairs (p, 2) of grids that share a border."""
    pair = np.stack([grid_of_unit[links.borders.left], grid_of_unit[links.borders.right]], axis=1)
    pair = np.sort(pair[(pair[:, 0] != pair[:, 1]) & (pair != NONE).all(axis=1)], axis=1)
    return np.asarray(np.unique(pair, axis=0))


def _parents(table: UnitTable, grid_of_unit: Ints, count: int) -> NDArray[np.object_]:
    """Return the main parent of each grid; None without parents."""
    if not table.parent.used:
        return np.full(count, None, object)
    return np.array(table.parent.names, object)[table.main_parents(grid_of_unit)]


def _moved(table: UnitTable, grid: Labelled) -> int:
    if not table.current.used:
        return 0
    now = np.array([*table.current.names, ""], object)[table.current.index]
    then = np.array([*grid.names, ""], object)[grid.index]
    return int(((now != then) & (table.current.index != NONE)).sum())
