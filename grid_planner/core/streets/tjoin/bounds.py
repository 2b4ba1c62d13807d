# SPDX-License-Identifier: GPL-2.0-or-later
"""How long the shortest T-join is at least and at most, for many graphs at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

from ...arrays import Floats, Ints
from ...labels import sum_by_label
from ...progress import NULL_PROGRESS, Progress
from .graphs import Graphs, without_dead_ends
from .pairing import pair_nearby

MOST_PAIRED = 1_000  # odd crossings of a zone whose distances are all measured (8 MB)
BATCH = 2_000_000  # distances held at once, 16 MB


def bound_join(graphs: Graphs, progress: Progress = NULL_PROGRESS) -> tuple[Floats, Floats]:
    """Return a length (m) a zone that no T-join is shorter than, and that of one that exists.

    Upper: the shorter of pairs of odd nodes, nearest first and then exchanged, and the T-join
    within the spanning tree. Lower: half the cheapest assignment of odd nodes to each other. Zones
    with more than MOST_PAIRED odd nodes have the tree, and half the way of each to the nearest.
    """
    lower = _half_nearest(graphs)
    upper = _tree_join(graphs)
    for zones, distance in _distances(graphs, progress):
        paired = pair_nearby(distance)
        upper[zones] = np.minimum(upper[zones], paired)
        for zone, between in zip(zones, distance):
            row, column = linear_sum_assignment(between)
            lower[zone] = max(lower[zone], float(between[row, column].sum()) / 2)
    return np.minimum(lower, upper), upper


def _matrix(graphs: Graphs) -> csr_matrix:
    nodes = len(graphs.zone)
    ends = np.concatenate([graphs.start, graphs.end]), np.concatenate([graphs.end, graphs.start])
    return coo_matrix((np.tile(graphs.length, 2), ends), shape=(nodes, nodes)).tocsr()


def _tree_join(graphs: Graphs) -> Floats:
    """Return the length of the only T-join within the shortest spanning tree of each graph."""
    tree = minimum_spanning_tree(_matrix(graphs)).tocoo()
    start, end = tree.row.astype(np.int64), tree.col.astype(np.int64)
    within = replace(graphs, start=start, end=end, length=tree.data)
    return without_dead_ends(within)[1]


def _half_nearest(graphs: Graphs) -> Floats:
    """Return half the sum of the ways from each odd node to the nearest other.

    Each node is given to its nearest odd one; the shortest way from one to the nearest other
    crosses from the nodes of the one to those of the other, so edges in between tell them all.
    """
    odd = np.flatnonzero(graphs.odd)
    if not len(odd):
        return np.zeros(graphs.count)
    away, _, source = dijkstra(
        _matrix(graphs), indices=odd, min_only=True, return_predecessors=True
    )
    a, b = source[graphs.start], source[graphs.end]
    across = a != b
    way = (away[graphs.start] + graphs.length + away[graphs.end])[across]
    nearest = np.full(len(graphs.zone), np.inf)
    np.minimum.at(nearest, a[across], way)
    np.minimum.at(nearest, b[across], way)
    return sum_by_label(graphs.zone[odd], nearest[odd] / 2, graphs.count)


def _distances(graphs: Graphs, progress: Progress) -> Iterator[tuple[Ints, Floats]]:
    """Yield zones (z,) with as many odd nodes (k), and the ways between these (z, k, k), m.

    A node's way to itself is infinite, as is that to a node it cannot reach.
    """
    sizes = np.bincount(graphs.zone[graphs.odd], minlength=graphs.count)
    matrix = _matrix(graphs)
    bound = np.searchsorted(graphs.zone, np.arange(graphs.count + 1))
    todo = np.flatnonzero((sizes > 0) & (sizes <= MOST_PAIRED))
    done = 0
    for size in np.unique(sizes[todo]):
        zones = todo[sizes[todo] == size]
        batches = -(-len(zones) * int(size) ** 2 // BATCH)
        for batch in np.array_split(zones, batches):
            distance = np.empty((len(batch), size, size))
            for at, zone in enumerate(batch):
                low, high = bound[zone], bound[zone + 1]
                odd = np.flatnonzero(graphs.odd[low:high])
                part = _block(matrix, low, high)
                ways = dijkstra(part, indices=odd)[:, odd]
                distance[at] = np.minimum(ways, ways.T)  # alike to the last bit
                np.fill_diagonal(distance[at], np.inf)
                progress.tick(done + at, len(todo))
            done += len(batch)
            yield batch, distance


def _block(matrix: csr_matrix, low: int, high: int) -> csr_matrix:
    """Return the rows and columns `low`..`high`, beyond which these rows have nothing."""
    first, last = matrix.indptr[low], matrix.indptr[high]
    parts = matrix.data[first:last], matrix.indices[first:last] - low
    return csr_matrix(
        (*parts, matrix.indptr[low : high + 1] - first), shape=(high - low, high - low)
    )
