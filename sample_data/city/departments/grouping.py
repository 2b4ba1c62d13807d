# SPDX-License-Identifier: GPL-2.0-or-later
"""Parcels in connected groups."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
import shapely
from scipy.sparse import csgraph

from .parcels import Parcels

MOVES = 4
"""How often seeds move to the middle of what they got."""


def links(town: Parcels, cost: np.ndarray) -> sp.csr_array:
    """The graph of parcels: the way from middle to middle times `cost`; inf is no way."""
    open_ = np.isfinite(cost)
    one, other = town.pairs[open_].T
    way = np.hypot(*(town.places[one] - town.places[other]).T) * cost[open_]
    n = len(town.shapes)
    return sp.csr_array((np.r_[way, way], (np.r_[one, other], np.r_[other, one])), shape=(n, n))


def parts(town: Parcels, together: np.ndarray) -> np.ndarray:
    """Number of the connected part of each parcel, over the pairs that are `together`."""
    graph = links(town, np.where(together, 1.0, np.inf))
    return csgraph.connected_components(graph, directed=False)[1]


def divided(graph: sp.csr_array, size: np.ndarray, wanted: float) -> np.ndarray:
    """Groups of connected parcels with about `wanted` of `size` each.

    Every connected part of the graph gets its own number of seeds, far from each other; parcels
    join the nearest seed along the graph.
    """
    count, part = csgraph.connected_components(graph, directed=False)
    groups = np.full(len(size), -1)
    taken = 0
    for k in range(count):
        inside = np.flatnonzero(part == k)
        near = csgraph.dijkstra(graph[inside][:, inside], directed=False)
        seeds = spread(near, size[inside], max(1, round(size[inside].sum() / wanted)))
        groups[inside] = taken + near[seeds].argmin(0)
        taken += len(seeds)
    return groups


def spread(near: np.ndarray, size: np.ndarray, count: int) -> np.ndarray:
    """`count` seeds far apart, each moved to the middle of what is nearest to it."""
    seeds = [int(near.sum(0).argmax())]
    while len(seeds) < min(count, len(near)):
        seeds.append(int(near[seeds].min(0).argmax()))
    chosen = np.array(seeds)
    for _ in range(MOVES):
        group = near[chosen].argmin(0)
        chosen = np.array(
            [middle(near, size, np.flatnonzero(group == g)) for g in range(len(chosen))]
        )
    return chosen


def middle(near: np.ndarray, size: np.ndarray, members: np.ndarray) -> int:
    """The member with the shortest ways to all others, by their size."""
    ways = near[np.ix_(members, members)] @ (size[members] + 1.0)
    return int(members[ways.round(3).argmin()])


def joined(town: Parcels, groups: np.ndarray, smallest: float) -> np.ndarray:
    """Groups in connected parts; a part below `smallest` m² joins the one it borders most.

    It joins within its community; where it has no neighbour there, as an enclave, it stays.
    """
    one, other = town.pairs.T
    home = town.community[one] == town.community[other]
    border = shapely.length(shapely.intersection(town.shapes[one], town.shapes[other])).round(2)
    area = shapely.area(town.shapes)
    part = parts(town, groups[one] == groups[other])
    alone: set[int] = set()
    while True:
        total = np.bincount(part, weights=area)
        small = [int(k) for k in np.flatnonzero((total > 0) & (total < smallest)) if k not in alone]
        if not small:
            return np.unique(part, return_inverse=True)[1].ravel()
        least = min(small, key=total.__getitem__)
        beside = home & ((part[one] == least) != (part[other] == least))
        if beside.any():
            host = np.where(part[one] == least, part[other], part[one])[beside]
            part[part == least] = np.bincount(host, weights=border[beside]).argmax()
        else:
            alone.add(least)
