# SPDX-License-Identifier: GPL-2.0-or-later
"""Codes of grids: kept where a grid lives on, else parent + role letter + serial.

Serials run west to east in rows from north to south (从西向东、由北至南). A code that
a current grid had is never given to another one.
"""

from __future__ import annotations

import numpy as np
import shapely

from ..arrays import Ints
from ..params import PlanParams
from ..partition.matching import match_pairs
from .table import NONE, Names, UnitTable

ROLE_LETTERS = {"UNI": "U", "SUP": "S", "DIS": "D"}
SERIAL_DIGITS = 3


def code_letters(params: PlanParams) -> str:
    """Return what stands between parent and serial: the role's letter, after a G for groups."""
    return ("G" if params.of_grids else "") + ROLE_LETTERS[params.role]


def name_grids(table: UnitTable, grid_of_unit: Ints, kept: dict[int, str], letters: str) -> Names:
    """Return the code of each grid 0, 1, …; `kept` holds codes that are fixed (locked grids)."""
    count = int(grid_of_unit.max()) + 1
    names = {**match_current(table, grid_of_unit, set(kept)), **kept}
    taken = {*table.current.names, *table.codes}
    parent, order = _reading_order(table, grid_of_unit, count)
    serials: dict[int, int] = {}
    digits = max(SERIAL_DIGITS, len(str(int(np.bincount(parent + 1).max()))))
    for grid in order.tolist():
        if grid in names:
            continue
        owner = int(parent[grid])
        prefix = (table.parent.names[owner] if owner != NONE else "") + letters
        serial = serials.get(owner, 0) + 1
        while f"{prefix}{serial:0{digits}d}" in taken:
            serial += 1
        serials[owner] = serial
        names[grid] = f"{prefix}{serial:0{digits}d}"
    return tuple(names[grid] for grid in range(count))


def match_current(table: UnitTable, grid_of_unit: Ints, fixed: set[int]) -> dict[int, str]:
    """Return the current code of each grid that lives on: most units kept in all together."""
    free = (table.current.index != NONE) & ~np.isin(grid_of_unit, list(fixed))
    free &= ~np.isin(table.current.index, np.unique(table.current.index[table.locked]))
    grids, row = np.unique(grid_of_unit[free], return_inverse=True)
    pairs, units = np.unique(
        np.stack([row, table.current.index[free]], axis=1), axis=0, return_counts=True
    )
    partner = match_pairs(pairs[:, 0], pairs[:, 1], units.astype(float), len(grids))
    return {
        int(grids[i]): table.current.names[partner[i]]
        for i in np.flatnonzero(partner != NONE).tolist()
    }


def _reading_order(table: UnitTable, grid_of_unit: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the parent of each grid, and the grids as they are read on a map, by parent."""
    area = shapely.area(table.shapes)
    middle = shapely.centroid(table.shapes)
    size = np.bincount(grid_of_unit, area, count)
    x = np.bincount(grid_of_unit, area * shapely.get_x(middle), count) / size
    y = np.bincount(grid_of_unit, area * shapely.get_y(middle), count) / size
    parent = np.full(count, NONE, np.int64)
    parent[grid_of_unit[::-1]] = table.parent.index[::-1]
    own = parent + 1
    grids_of_parent = np.maximum(np.bincount(own), 1)
    height = np.sqrt(np.bincount(own, size) / grids_of_parent)[own]
    north = np.full(len(grids_of_parent), -np.inf)
    np.maximum.at(north, own, y)
    row = np.floor((north[own] - y) / height)
    return parent, np.lexsort((x, row, parent))
