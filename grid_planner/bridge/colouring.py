# SPDX-License-Identifier: GPL-2.0-or-later
"""Colour numbers for polygons, so that no two that share a border get the same.

Smallest-last order (Matula and Beck 1983, JACM 30): a map always has a polygon with at most five
neighbours, so six colours are enough and nothing needs to be tried twice.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence


def colour_neighbours(neighbours: Sequence[Sequence[int]], count: int) -> list[int]:
    """Return a colour number below `count` per node of a graph given as neighbour lists.

    Of the colours that no neighbour has, the one used least so far is taken. With fewer than six
    colours, or where the graph is no map, neighbours may have to share one.
    """
    colours = [-1] * len(neighbours)
    used = [0] * count
    for node in reversed(_smallest_first(neighbours)):
        taken = [colours[other] for other in neighbours[node] if colours[other] >= 0]
        best = min(range(count), key=lambda colour: (taken.count(colour), used[colour], colour))
        colours[node] = best
        used[best] += 1
    return colours


def _smallest_first(neighbours: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes as they fall when the one with fewest neighbours left is taken away."""
    left = [len(row) for row in neighbours]
    heap = [(degree, node) for node, degree in enumerate(left)]
    heapq.heapify(heap)
    gone = [False] * len(left)
    order = []
    while heap:
        degree, node = heapq.heappop(heap)
        if gone[node] or degree != left[node]:
            continue  # an entry from before a neighbour was taken away
        gone[node] = True
        order.append(node)
        for other in neighbours[node]:
            if not gone[other]:
                left[other] -= 1
                heapq.heappush(heap, (left[other], other))
    return order
