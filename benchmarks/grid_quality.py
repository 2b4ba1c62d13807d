# SPDX-License-Identifier: GPL-2.0-or-later
"""How good a plan of grids is, judged alike for every method and with nothing of the plugin's own.

Loads are compared with the workload of a grid were there exactly as many as asked for, so that a
method gains nothing by making fewer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from grid_towns import Town, pieces


@dataclass(frozen=True)
class GridQuality:
    """`surplus`: pieces beyond one a grid. `crossings`: grids in more than one community.

    Deviations are shares of the mean, `cut` the share of all borders that lie between grids,
    `compactness` the mean Polsby-Popper figure of the grids.
    """

    grids: int
    surplus: int
    crossings: int
    cv: float
    maxdev: float
    in10: float
    in25: float
    cut: float
    compactness: float


def judge(town: Town, grid_of_unit: np.ndarray, asked: int) -> GridQuality:
    """Return the quality of a plan; a unit without a grid (below 0) counts as one of its own."""
    grid, count = _numbered(grid_of_unit)
    inside = grid[town.left] == grid[town.right]
    piece = pieces(len(town), town.left[inside], town.right[inside])
    load = np.bincount(grid, town.workload, count)
    mean = town.workload.sum() / asked
    off = np.abs(load - mean) / mean
    of_left = np.bincount(grid[town.left[inside]], town.length[inside], count)
    perimeter = np.bincount(grid, town.perimeter, count) - 2 * of_left
    area = np.bincount(grid, town.area, count)
    together = np.unique(np.stack([grid, town.community], axis=1), axis=0)[:, 0]
    return GridQuality(
        grids=count,
        surplus=int(piece.max()) + 1 - count,
        crossings=int((np.bincount(together, minlength=count) > 1).sum()),
        cv=float(load.std() / mean),
        maxdev=float(off.max()),
        in10=float((off <= 0.10).mean()),
        in25=float((off <= 0.25).mean()),
        cut=float(town.length[~inside].sum() / town.length.sum()),
        compactness=float((4 * np.pi * area / perimeter**2).mean()),
    )


def _numbered(grid_of_unit: np.ndarray) -> tuple[np.ndarray, int]:
    """Return labels from 0 on without holes, and how many there are."""
    label = np.asarray(grid_of_unit).astype(np.int64)
    left_over = label < 0
    label[left_over] = label.max() + 1 + np.arange(left_over.sum())
    names, number = np.unique(label, return_inverse=True)
    return number, len(names)
