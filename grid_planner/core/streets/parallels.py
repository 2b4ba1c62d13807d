# SPDX-License-Identifier: GPL-2.0-or-later
"""Of edges between the same two nodes only the shortest is ever walked."""

from __future__ import annotations

import numpy as np

from ..arrays import Floats, Ints


def shortest_parallels(start: Ints, end: Ints, length: Floats) -> tuple[Ints, Ints, Floats]:
    """Return one edge for each pair of nodes, ascending: start < end and the least `length`, m.

    Edges that lead back to their own node are left out.
    """
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((length, high, low))
    low, high, length = low[order], high[order], length[order]
    once = low != high
    once[1:] &= (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    return low[once], high[once], length[once]
