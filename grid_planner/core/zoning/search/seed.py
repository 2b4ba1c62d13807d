# SPDX-License-Identifier: GPL-2.0-or-later
"""A first plan: every part cut into exactly its number of connected grids of similar workload.

A part with k grids is cut in two at the best edge of a random spanning tree, the halves get k₁ and
k - k₁ grids, and so on until every piece has one (the idea is that of
recombination: DeFord, Duchin, Solomon (2021), "Recombination", HDSR 3.1). This cannot fail: both
sides of a tree edge are connected, and for every edge of a tree with m >= k nodes there is a k₁
that leaves each side at least as many nodes as grids.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...accelerate import for_kernel, njit
from ...arrays import Floats, Ints

INFINITY = float("inf")

TRIES = 6
"""Random trees tried for each cut; three times as many in small pieces, where each is cheap."""

SMALL = 60
"""Nodes up to which a piece is small."""

GOOD_ENOUGH = 0.02
"""Relative error of a cut at which no further tree is tried."""

HALVES = 0.15
"""How much error is worth a cut near the middle, which keeps the recursion flat."""

POOL = 8_191
"""Random numbers drawn for growing trees; they are used again in a ring."""


def split_parts(
    indptr: Ints,
    indices: Ints,
    workload: Floats,
    part: Ints,
    grids: Ints,
    rng: np.random.Generator,
) -> Ints:
    """Return the zone of each node: `grids[p]` connected zones in each part p.

    The graph comes as compressed rows; edges between parts are ignored. Zones are numbered part
    by part. Needs `1 <= grids[p] <= ` number of nodes of every part.
    """
    count = len(workload)
    order = np.argsort(part, kind="stable").astype(np.int64)
    ends = np.cumsum(np.bincount(part, minlength=len(grids)))
    first_zone = np.cumsum(grids) - grids
    todo = np.zeros((4, count + 1), np.int64)
    todo[:, : len(grids)] = np.concatenate([[0], ends[:-1]]), ends, grids, first_zone
    arrays = for_kernel(indptr, indices, workload, first_zone[part], order, *todo)
    indptr_, indices_, workload_, zone_of, nodes, *todo_ = arrays
    (draws,) = for_kernel(rng.random(POOL))
    _split(
        (indptr_, indices_, zone_of),
        workload_,
        nodes,
        tuple(todo_),
        len(grids),
        draws,
        for_kernel(*(np.zeros(count, np.int64) for _ in range(5))),
        for_kernel(np.zeros(count))[0],
    )
    return np.asarray(zone_of, np.int64)


@njit
def _grow_tree(
    graph: Any, root: int, by_breadth: bool, tree: Any, stamp: int, draws: Any, cursor: int
) -> int:
    """Grow a random spanning tree of the root's zone; its queue lists parents before children."""
    indptr, indices, zone_of = graph
    seen, parent, queue = tree
    zone = zone_of[root]
    seen[root] = stamp
    parent[root] = -1
    queue[0] = root
    head = 0
    tail = 1
    while head < tail:
        if not by_breadth:
            cursor = (cursor + 1) % len(draws)
            pick = head + int(draws[cursor] * (tail - head))
            queue[head], queue[pick] = queue[pick], queue[head]
        node = queue[head]
        head += 1
        first = indptr[node]
        degree = indptr[node + 1] - first
        cursor = (cursor + 1) % len(draws)
        turn = int(draws[cursor] * degree)
        for i in range(degree):
            other = indices[first + (i + turn) % degree]
            if zone_of[other] == zone and seen[other] != stamp:
                seen[other] = stamp
                parent[other] = node
                queue[tail] = other
                tail += 1
    return cursor


@njit
def _best_cut(
    queue: Any, size: int, grids: int, workload: Any, parent: Any, load: Any, below: Any
) -> Any:
    """Return error, node and grids of the subtree that is best cut off; fills `load`, `below`."""
    for i in range(size):
        load[queue[i]] = workload[queue[i]]
        below[queue[i]] = 1
    for i in range(size - 1, 0, -1):
        node = queue[i]
        load[parent[node]] += load[node]
        below[parent[node]] += below[node]
    total = load[queue[0]]
    mean = total / grids
    best, best_node, best_grids = INFINITY, -1, 0
    for i in range(1, size):
        node = queue[i]
        share = int(load[node] / mean + 0.5) if mean > 0 else 1
        share = max(share, 1, grids - (size - below[node]))
        share = min(share, grids - 1, below[node])
        error = 0.0
        if mean > 0:
            inside = abs(load[node] / share / mean - 1.0)
            outside = abs((total - load[node]) / (grids - share) / mean - 1.0)
            error = max(inside, outside)
        if grids > 3:
            error += HALVES * (1.0 - 2.0 * min(share, grids - share) / grids)
        if error < best:
            best, best_node, best_grids = error, node, share
    return best, best_node, best_grids


@njit
def _set_apart(
    queue: Any, size: int, start: int, root: int, parent: Any, inside: Any, arranged: Any
) -> int:
    """List the piece in `arranged` from `start`: the rest first, then the subtree of `root`.

    Return where the subtree begins.
    """
    for i in range(size):
        node = queue[i]
        inside[node] = 0
        if node == root or (i > 0 and inside[parent[node]] == 1):
            inside[node] = 1
    middle = start
    for i in range(size):
        if inside[queue[i]] == 0:
            arranged[middle] = queue[i]
            middle += 1
    end = middle
    for i in range(size):
        if inside[queue[i]] == 1:
            arranged[end] = queue[i]
            end += 1
    return middle


@njit
def _split(
    graph: Any,
    workload: Any,
    nodes: Any,
    todo: Any,
    waiting: int,
    draws: Any,
    scratch: Any,
    load: Any,
) -> None:
    """Cut the `waiting` pieces (start, end in `nodes`, grids, first zone) down to single grids."""
    zone_of = graph[2]
    starts, ends, shares, zones = todo
    seen, parent, queue, below, arranged = scratch
    cursor = 0
    stamp = 0
    while waiting > 0:
        waiting -= 1
        start, end = starts[waiting], ends[waiting]
        grids, zone = shares[waiting], zones[waiting]
        if grids == 1:
            continue
        size = end - start
        best = INFINITY
        share = 1
        middle = start
        for attempt in range(TRIES if size > SMALL else 3 * TRIES):
            stamp += 1
            cursor = (cursor + 1) % len(draws)
            root = nodes[start + int(draws[cursor] * size)]
            tree = (seen, parent, queue)
            cursor = _grow_tree(graph, root, attempt % 2 == 0, tree, stamp, draws, cursor)
            error, node, given = _best_cut(queue, size, grids, workload, parent, load, below)
            if error < best:
                best = error
                share = given
                # `below` has served; it marks the subtree now.
                middle = _set_apart(queue, size, start, node, parent, below, arranged)
            if best < GOOD_ENOUGH:
                break
        for i in range(start, end):
            nodes[i] = arranged[i]
        for i in range(middle, end):
            zone_of[nodes[i]] = zone + grids - share
        starts[waiting], ends[waiting] = start, middle
        shares[waiting], zones[waiting] = grids - share, zone
        waiting += 1
        starts[waiting], ends[waiting] = middle, end
        shares[waiting], zones[waiting] = share, zone + grids - share
        waiting += 1
