# SPDX-License-Identifier: GPL-2.0-or-later
"""Every area keeps its neighbours and its number of pieces, whatever changes hands."""

from __future__ import annotations

import numpy as np

from ...arrays import Floats, Ints
from ...graph import sum_by_pair
from .face_edges import Edges, piece_of_face


def without_harm(before: Ints, after: Ints, edges: Edges, notable: float) -> Ints:
    """Take back what changed the number of pieces or the neighbours of an area."""
    settled = after.copy()
    while True:
        harmed = _harmed(before, settled, edges, notable)
        back = (settled != before) & (np.isin(before, harmed) | np.isin(settled, harmed))
        if not back.any():
            return settled
        settled[back] = before[back]


def _harmed(before: Ints, after: Ints, edges: Edges, notable: float) -> Ints:
    """Return the areas with other pieces than before, or with a neighbour won or lost.

    A common border counts from `notable` (m) on: corners where four areas meet come apart.
    """
    areas = int(before.max()) + 1
    torn = np.flatnonzero(_pieces(before, edges, areas) != _pieces(after, edges, areas))
    old, new = _neighbours(before, edges, areas), _neighbours(after, edges, areas)
    won = new[1][(new[0] > notable) & ~np.isin(new[1], old[1])]
    lost = old[1][(old[0] > notable) & ~np.isin(old[1], new[1])]
    pairs = np.concatenate([won, lost])
    return np.asarray(np.unique(np.concatenate([torn, pairs // areas, pairs % areas])))


def _pieces(area: Ints, edges: Edges, areas: int) -> Ints:
    """Return the number of pieces of each area."""
    _, one = np.unique(piece_of_face(area, edges), return_index=True)
    return np.bincount(area[one], minlength=areas).astype(np.int64)


def _neighbours(area: Ints, edges: Edges, areas: int) -> tuple[Floats, Ints]:
    """Return the length of each common border, and the pair of areas it belongs to."""
    borders = sum_by_pair(area[edges.left], area[edges.right], edges.length, areas)
    return borders.length, borders.left * areas + borders.right
