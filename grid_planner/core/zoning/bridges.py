# SPDX-License-Identifier: GPL-2.0-or-later
"""Bridges: the shortest ways over gaps that join the parts of one parent (islands, say)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import minimum_spanning_tree

from ..arrays import Floats, Geometries, Ints
from ..graph import connected_labels
from ..labels import first_by_label
from .barriers import Barriers
from .table import NONE, UnitTable

FIRST_RADIUS = 1.0
"""Metres within which bridges are looked for first; most gaps are errors of drawing."""

BRIDGE_BLOCK = 64
"""Units that are asked for what lies within reach at a time; bounds the memory for pairs."""


def shortest_bridges(table: UnitTable, part: Ints, reach: float, bars: Barriers) -> Ints:
    """Return the shortest pairs (b, 2) that join parts of one parent within `reach` metres.

    Parts are joined within a small radius first, which then doubles: the bridges are the same, as
    Kruskal's rule takes the short ones first, but a thousand islands are not asked all for all.
    """
    bridges = np.empty((0, 2), np.int64)
    doublings = math.ceil(math.log2(max(reach / FIRST_RADIUS, 1.0)))
    for radius in reach / 2.0 ** np.arange(doublings, -1, -1):
        if part.max() + 1 == len(np.unique(table.parent.index)):
            break  # no parent is in several parts any more
        found = _joining(table, part, float(radius), bars)
        joined = connected_labels(int(part.max()) + 1, *part[found].T)
        part = joined[part]
        bridges = np.concatenate([bridges, found])
    return bridges


def _joining(table: UnitTable, part: Ints, reach: float, bars: Barriers) -> Ints:
    """Return the fewest and shortest pairs (b, 2) that join what is within `reach` metres.

    No bridge touches a barrier: what a barrier parts stays parted.
    """
    best = np.empty((0, 2), np.int64)
    length = np.empty(0)
    for left, right in _pairs_of_parts(table, part, reach):
        free, metres = _free_bridges(table.shapes[left], table.shapes[right], bars)
        best = np.concatenate([best, np.stack([left, right], axis=1)[free]])
        length = np.concatenate([length, metres])
        chosen = _shortest_of_each(part, best, length)
        best, length = best[chosen], length[chosen]
    # The fewest that join all parts. Ranks instead of metres keep bridges of length zero (corners
    # that touch) visible to the sparse matrix.
    low, high = np.sort(part[best], axis=1).T
    count = int(part.max()) + 1
    costs = coo_matrix((np.arange(1.0, len(best) + 1), (low, high)), shape=(count, count))
    kept = minimum_spanning_tree(costs.tocsr()).data.astype(np.int64) - 1
    kept.sort()
    return np.asarray(best[kept])


def _pairs_of_parts(table: UnitTable, part: Ints, reach: float) -> Iterator[tuple[Ints, Ints]]:
    """Yield the pairs (left < right) of units of one parent in two parts, within `reach` metres.

    One of two parts is not the largest of its parent, so only units outside these are asked; boxes
    are compared before shapes, because most pairs within a wide reach lie in one part.
    """
    parent = table.parent.index
    size = np.bincount(part)
    largest = np.zeros(len(size), bool)
    owner = parent - NONE  # from 0, which stands for "without a parent"
    largest[part[first_by_label(owner, -size[part], part)]] = True
    outside = np.flatnonzero(~largest[part])
    tree = shapely.STRtree(table.shapes)
    grown = shapely.bounds(table.shapes) + np.array([-reach, -reach, reach, reach])
    for first in range(0, len(outside), BRIDGE_BLOCK):
        block = outside[first : first + BRIDGE_BLOCK]
        asking, found = tree.query(shapely.box(*grown[block].T))
        asking = block[asking]
        wanted = (part[asking] != part[found]) & (parent[asking] == parent[found])
        wanted &= largest[part[found]] | (asking < found)
        left = np.minimum(asking, found)[wanted]
        right = np.maximum(asking, found)[wanted]
        near = shapely.dwithin(table.shapes[left], table.shapes[right], reach)
        yield left[near], right[near]


def _free_bridges(left: Geometries, right: Geometries, bars: Barriers) -> tuple[Ints, Floats]:
    """Return which pairs have a shortest line that touches no barrier, and its length, m."""
    lines = shapely.shortest_line(left, right)
    free = np.flatnonzero(~bars.touching(lines))
    return free, shapely.length(lines[free])


def _shortest_of_each(part: Ints, pairs: Ints, length: Floats) -> Ints:
    """Return the shortest of the `pairs` of units for each pair of parts, shortest first."""
    order = np.lexsort((pairs[:, 1], pairs[:, 0], length))
    ends = np.sort(part[pairs[order]], axis=1)
    return np.asarray(order[np.sort(np.unique(ends, axis=0, return_index=True)[1])])
