# SPDX-License-Identifier: GPL-2.0-or-later
"""The order in which the units of an area are numbered.

The standards say west to east and north to south (从西向东、由北至南): rows
from the north, and in each row from the west. Two more orders are offered.
"""

from __future__ import annotations

import numpy as np

from .arrays import Floats, Ints


def serial_numbers(centres: Floats, area: Ints, row_height: float, order: str) -> Ints:
    """Return 1, 2, … per area, in rows (or columns) of `row_height` (m).

    `centres` (n, 2) are points inside the units (m), `area` (n,) their area; `order` is one of
    `params.SERIAL_ORDERS`. Of units with one centre the earlier row comes first.
    """
    x, y = centres[:, 0], centres[:, 1]
    along, across = (x, -y)  # a row runs along x, rows follow each other along -y
    if order == "columns_west_east_north_south":
        along, across = -y, x
    first = np.full(int(area.max(initial=-1)) + 1, np.inf)
    np.minimum.at(first, area, across)
    row = np.floor((across - first[area]) / row_height)
    if order == "snake_north_south":
        along = np.where(row % 2 == 0, along, -along)
    ranked = np.lexsort((across, along, row, area))
    start = np.searchsorted(area[ranked], area[ranked], side="left")
    serial = np.empty(len(area), np.int64)
    serial[ranked] = np.arange(len(area)) - start + 1
    return serial
