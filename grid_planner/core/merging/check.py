# SPDX-License-Identifier: GPL-2.0-or-later
"""The independent check of a unified grid: it knows nothing of how the grid was made.

It sees finished polygons and the ground that each was given, and counts with geometry what the
division kept by its graph.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..arrays import Floats, Geometries, Ints
from ..coverage.shapes import NOBODY


@dataclass(frozen=True)
class Violations:
    """What a unified grid breaks; all zero for a good one.

    `across_hard`: grids over two polygons of the hard layer, `pieces_too_many`: parts of grids
    beyond the first, `without_grid` and `outside`: area (m²) inside the hard layer that no grid
    has, and outside that one has.
    """

    across_hard: int
    pieces_too_many: int
    without_grid: float
    outside: float


def find_violations(grids: Geometries, zone: Ints, hard: Ints, area: Floats) -> Violations:
    """Return what the `grids` break; `zone`, `hard`, `area` (m²) are those of the atoms."""
    given = zone != NOBODY
    inside = hard != NOBODY
    pairs = np.unique(np.column_stack([zone, hard])[given & inside], axis=0)
    units = np.unique(pairs[:, 0], return_counts=True)[1]
    pieces = np.maximum(shapely.get_num_geometries(grids), 1)
    return Violations(
        across_hard=int((units > 1).sum()),
        pieces_too_many=int((pieces - 1).sum()),
        without_grid=float(area[inside & ~given].sum()),
        outside=float(area[given & ~inside].sum()),
    )
