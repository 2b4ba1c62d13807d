# SPDX-License-Identifier: GPL-2.0-or-later
"""What a tour walks twice: the shortest set of edges that makes every crossing even (T-join).

A closed walk along every street exists where an even number of them meets at each crossing (Euler
1736). The shortest repeated edges that bring this about make the shortest tour, the Chinese
postman's (Edmonds and Johnson 1973). Many graphs, one a zone, stand side by side in one arrangement
and are worked on at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, linprog, milp
from scipy.sparse import coo_matrix, csr_matrix, diags, hstack, vstack
from scipy.sparse.csgraph import dijkstra, minimum_spanning_tree

from ..arrays import Flags, Floats, Ints
from ..graph import connected_labels
from ..labels import sum_by_label
from ..progress import NULL_PROGRESS, Progress
from .pairing import pair_nearby
from .parallels import shortest_parallels

MOST_PAIRED = 1_000  # odd crossings of a zone whose distances are all measured (8 MB)
BATCH = 2_000_000  # distances held at once, 16 MB
SUPPORT = 1e-6  # how much of an edge counts as walked in a relaxed optimum
PROOF = 1e-9  # relative gap at which an optimum counts as proved


@dataclass(frozen=True)
class Graphs:
    """Graphs side by side.

    `zone` (n,): graph of each node, ascending; `odd` (n,): whether the T-join has an odd number of
    edges there; edges run from `start` to `end` (m,) and are `length` metres long.
    """

    count: int
    zone: Ints
    odd: Flags
    start: Ints
    end: Ints
    length: Floats


def reduce_graphs(graphs: Graphs) -> tuple[Graphs, Floats]:
    """Return smaller graphs and the length (m) a zone that every T-join of `graphs` has beyond.

    Dead ends are forced, they are walked in and out; of parallel edges only the shortest is ever
    walked again; edges on both sides of an even node are walked again together.
    """
    forced = np.zeros(graphs.count)
    while True:
        edges = len(graphs.start)
        start, end, length = shortest_parallels(graphs.start, graphs.end, graphs.length)
        graphs = replace(graphs, start=start, end=end, length=length)
        graphs, dead_ends = _without_dead_ends(graphs)
        forced += dead_ends
        graphs = _joined_chains(graphs)
        if len(graphs.start) == edges:
            return _without_lone_nodes(graphs), forced


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


def exact_join(graphs: Graphs, progress: Progress = NULL_PROGRESS) -> Floats:
    """Return the length (m) a zone of the shortest T-join, proved by integer programming."""
    lengths = np.zeros(graphs.count)
    zones = np.unique(graphs.zone[graphs.odd])
    for done, zone in enumerate(zones):
        lengths[zone] = _shortest_join(_one(graphs, int(zone)))
        progress.tick(done + 1, len(zones))
    return lengths


def _without_dead_ends(graphs: Graphs) -> tuple[Graphs, Floats]:
    """Peel off nodes with a single edge until there are none; what they force, by zone."""
    nodes, edges = len(graphs.zone), len(graphs.start)
    odd, alive, forced = graphs.odd.copy(), np.ones(edges, bool), np.zeros(graphs.count)
    degree, last = np.zeros(nodes, np.int64), np.zeros(nodes, np.int64)
    for ends in (graphs.start, graphs.end):
        np.add.at(degree, ends, 1)
        np.bitwise_xor.at(last, ends, np.arange(edges))  # at a dead end its only edge is left
    tips = np.flatnonzero(degree == 1)
    while len(tips):
        edge, first = np.unique(last[tips], return_index=True)
        tips = tips[first]
        other = graphs.start[edge] + graphs.end[edge] - tips
        walked = odd[tips]
        np.add.at(forced, graphs.zone[tips[walked]], graphs.length[edge[walked]])
        np.logical_xor.at(odd, other, walked)
        odd[tips], degree[tips], alive[edge] = False, 0, False
        np.subtract.at(degree, other, 1)
        np.bitwise_xor.at(last, other, edge)
        other = np.unique(other)
        tips = other[degree[other] == 1]
    kept = replace(
        graphs,
        odd=odd,
        start=graphs.start[alive],
        end=graphs.end[alive],
        length=graphs.length[alive],
    )
    return kept, forced


def _joined_chains(graphs: Graphs) -> Graphs:
    """Make one edge of those that meet at even nodes with no other edge."""
    edges = len(graphs.start)
    ends, edge = np.concatenate([graphs.start, graphs.end]), np.tile(np.arange(edges), 2)
    degree = np.bincount(ends, minlength=len(graphs.zone))
    middle = ((degree == 2) & ~graphs.odd)[ends]
    pairs = np.flatnonzero(middle)[np.argsort(ends[middle], kind="stable")]
    chain = connected_labels(edges, edge[pairs[::2]], edge[pairs[1::2]])
    tips = np.flatnonzero(~middle)  # none in a ring of even nodes: no T-join needs it
    tips = tips[np.argsort(chain[edge[tips]], kind="stable")]
    length = sum_by_label(chain, graphs.length, int(chain.max(initial=-1)) + 1)
    return replace(
        graphs, start=ends[tips[::2]], end=ends[tips[1::2]], length=length[chain[edge[tips[::2]]]]
    )


def _without_lone_nodes(graphs: Graphs) -> Graphs:
    used, node = np.unique(np.concatenate([graphs.start, graphs.end]), return_inverse=True)
    start, end = node.reshape(2, -1).astype(np.int64)
    return replace(graphs, zone=graphs.zone[used], odd=graphs.odd[used], start=start, end=end)


def _matrix(graphs: Graphs) -> csr_matrix:
    nodes = len(graphs.zone)
    ends = np.concatenate([graphs.start, graphs.end]), np.concatenate([graphs.end, graphs.start])
    return coo_matrix((np.tile(graphs.length, 2), ends), shape=(nodes, nodes)).tocsr()


def _tree_join(graphs: Graphs) -> Floats:
    """Return the length of the only T-join within the shortest spanning tree of each graph."""
    tree = minimum_spanning_tree(_matrix(graphs)).tocoo()
    start, end = tree.row.astype(np.int64), tree.col.astype(np.int64)
    within = replace(graphs, start=start, end=end, length=tree.data)
    return _without_dead_ends(within)[1]


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


def _one(graphs: Graphs, zone: int) -> Graphs:
    low, high = np.searchsorted(graphs.zone, [zone, zone + 1])
    inside = (graphs.start >= low) & (graphs.start < high)
    return Graphs(
        count=1,
        zone=np.zeros(high - low, np.int64),
        odd=graphs.odd[low:high],
        start=graphs.start[inside] - low,
        end=graphs.end[inside] - low,
        length=graphs.length[inside],
    )


def _shortest_join(graphs: Graphs) -> float:
    """Return the length (m) of the shortest T-join of one graph.

    Whole numbers x of edges, half the evenness k of nodes: A x - 2 k = odd. Around any set with an
    odd number of odd nodes an edge is walked; such cuts are added while the relaxed optimum
    leaves one of its own parts without, after which the integer program has little to search.
    """
    nodes, edges = len(graphs.zone), len(graphs.start)
    cuts = _odd_cuts(graphs)
    ends, edge = np.concatenate([graphs.start, graphs.end]), np.tile(np.arange(edges), 2)
    meets = coo_matrix((np.ones(2 * edges), (ends, edge)), shape=(nodes, edges))
    evened = hstack([meets, -2 * diags(np.ones(nodes))]).tocsr()
    odd = graphs.odd.astype(float)
    around = hstack([cuts, csr_matrix((cuts.shape[0], nodes))]).tocsr()
    found = milp(
        np.concatenate([graphs.length, np.zeros(nodes)]),
        integrality=np.ones(edges + nodes),
        bounds=Bounds(0, np.concatenate([np.ones(edges), np.full(nodes, np.inf)])),
        constraints=[LinearConstraint(evened, odd, odd), LinearConstraint(around, 1, np.inf)],
        options={"mip_rel_gap": PROOF},
    )
    return float(found.fun)


def _odd_cuts(graphs: Graphs) -> csr_matrix:
    """Return rows of edges (c, m), each around a set with an odd number of odd nodes."""
    nodes, edges = len(graphs.zone), len(graphs.start)
    part = np.arange(nodes)
    rows = csr_matrix((0, edges))
    while True:
        count = int(part.max()) + 1
        lonely = np.bincount(part, weights=graphs.odd, minlength=count) % 2 == 1
        if not lonely.any():
            return rows
        ends = np.stack([part[graphs.start], part[graphs.end]])
        across = np.flatnonzero(ends[0] != ends[1])
        cut = ends[:, across].ravel()
        around = coo_matrix(
            (np.ones(len(cut)), (cut, np.tile(across, 2))), shape=(count, edges)
        ).tocsr()[lonely]
        rows = vstack([rows, around]).tocsr()
        relaxed = linprog(graphs.length, -rows, -np.ones(rows.shape[0]), bounds=(0, 1)).x
        walked = relaxed > SUPPORT
        part = connected_labels(nodes, graphs.start[walked], graphs.end[walked])
