# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may be in one grid with whom: shared borders that no hard rule closes, and bridges.

A border is closed where two parents meet, and where most of it runs along or inside barriers.
Parts of one parent that nothing joins any more (islands) are joined by the shortest bridges, where
wanted.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from ..arrays import Flags, Floats, Ints
from ..graph import Adjacency, connected_labels, rook_adjacency
from .barriers import along_barriers, read_barriers
from .bridges import shortest_bridges
from .table import UnitTable


@dataclass(frozen=True)
class Links:
    """Pairs of units as indices into a `UnitTable`.

    `borders`: every shared border, m. `barred`: which of them run along or inside barriers.
    `open`: which of them no rule closes. `bridges`: pairs (b, 2) joined over a gap.
    """

    borders: Adjacency
    barred: Flags
    open: Flags
    bridges: Ints

    @property
    def left(self) -> Ints:
        """First unit of each pair that may be in one grid."""
        return np.concatenate([self.borders.left[self.open], self.bridges[:, 0]])

    @property
    def right(self) -> Ints:
        """Second unit of each pair that may be in one grid."""
        return np.concatenate([self.borders.right[self.open], self.bridges[:, 1]])

    @property
    def length(self) -> Floats:
        """Border of each pair that may be in one grid, m; 0 for bridges."""
        return np.concatenate([self.borders.length[self.open], np.zeros(len(self.bridges))])

    def pieces(self, owner: Ints) -> Ints:
        """Return the piece of its owner that each unit is in; all borders and bridges join.

        `owner` (n,): what each unit belongs to, such as its grid.
        """
        left = np.concatenate([self.borders.left, self.bridges[:, 0]])
        right = np.concatenate([self.borders.right, self.bridges[:, 1]])
        same = owner[left] == owner[right]
        return connected_labels(len(owner), left[same], right[same])


def link_units(
    table: UnitTable, barriers: gpd.GeoSeries | None, bridge_distance: float | None
) -> Links:
    """Find the links between units; `bridge_distance` in metres."""
    borders = rook_adjacency(table.shapes)
    bars = read_barriers(barriers)
    barred = along_barriers(table.shapes, borders, bars)
    is_open = table.parent.index[borders.left] == table.parent.index[borders.right]
    is_open &= ~barred
    bridges = np.empty((0, 2), np.int64)
    if bridge_distance is not None:
        part = connected_labels(len(table), borders.left[is_open], borders.right[is_open])
        bridges = shortest_bridges(table, part, bridge_distance, bars)
    return Links(borders, barred, is_open, bridges)
