# SPDX-License-Identifier: GPL-2.0-or-later
"""The best division of a few units by trying everything: what the optimum is held against."""

from __future__ import annotations

import itertools

import numpy as np

from grid_planner.core.graph import neighbour_lists, rook_adjacency
from grid_planner.core.partition.anneal import Graph
from grid_planner.core.zoning.optimum.division import Division
from grid_planner.core.zoning.optimum.price import Price
from grid_planner.core.zoning.optimum.watch import Watch
from tests.core.zoning.asking import ENOUGH


def piece_of(units, border: float = 0.05, home=None, moving: float = 0.0) -> Graph:
    links = rook_adjacency(units.geometry.to_numpy())
    count = len(units)
    return Graph(
        *neighbour_lists(
            count, links.left, links.right, links.length / links.length.mean() * border
        ),
        workload=units["workload"].to_numpy(float),
        home=np.full(count, -1) if home is None else np.asarray(home),
        moving=np.full(count, moving),
    )


def price_of(piece: Graph, grids: int, **changes) -> Price:
    target = piece.workload.sum() / grids
    limits = {"low": 0.0, "high": np.inf, "minimum": 0.0, "maximum": np.inf}
    return Price(**{"target": target, "even": target**-2, "band": 0.0, **limits, **changes})


def connected_sets(piece: Graph) -> set[frozenset[int]]:
    """Every connected set of nodes, by looking at all sets."""
    found = set()
    for members in itertools.product((0, 1), repeat=len(piece)):
        nodes = {i for i, taken in enumerate(members) if taken}
        if nodes and reached(piece, nodes) == nodes:
            found.add(frozenset(nodes))
    return found


def reached(piece: Graph, nodes: set[int]) -> set[int]:
    start = min(nodes)
    seen, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        around = piece.indices[piece.indptr[node] : piece.indptr[node + 1]].tolist()
        fresh = (set(around) & nodes) - seen
        seen |= fresh
        waiting += fresh
    return seen


def cost_of(piece: Graph, price: Price, nodes: frozenset[int]) -> float:
    """The energy of one set, from the definition."""
    inside = sorted(nodes)
    border = sum(
        piece.lengths[k] / 2
        for i in inside
        for k in range(piece.indptr[i], piece.indptr[i + 1])
        if piece.indices[k] not in nodes
    )
    at_home = {}
    for i in inside:
        if piece.home[i] >= 0:
            at_home[piece.home[i]] = at_home.get(piece.home[i], 0.0) + piece.moving[i]
    away = sum(at_home.values()) - max(at_home.values(), default=0.0)
    return float(price.of(piece.workload[inside].sum())) + border + away


def best_by_trying(piece: Graph, price: Price, grids: int, of_set=cost_of) -> float:
    """The least energy of all divisions, by dynamic programming over all sets of nodes."""
    cost = {
        sum(1 << i for i in nodes): of_set(piece, price, nodes)
        for nodes in connected_sets(piece)
        if price.minimum <= piece.workload[list(nodes)].sum() <= price.maximum
    }
    least = {0: 0.0}
    for _ in range(grids):
        ahead: dict[int, float] = {}
        for covered, energy in least.items():
            free = ~covered & (covered + 1)  # the first node not covered yet
            for nodes, more in cost.items():
                if nodes & free and not nodes & covered:
                    both = covered | nodes
                    ahead[both] = min(ahead.get(both, np.inf), energy + more)
        least = ahead
    return least.get((1 << len(piece)) - 1, np.inf)


def start_of(piece: Graph, grids: int) -> np.ndarray:
    """Some division into connected grids: single nodes cut off from the end of a search tree."""
    order, seen = [], {0}
    waiting = [0]
    while waiting:
        node = waiting.pop(0)
        order.append(node)
        around = piece.indices[piece.indptr[node] : piece.indptr[node + 1]].tolist()
        for other in around:
            if other not in seen:
                seen.add(other)
                waiting.append(other)
    zone_of = np.zeros(len(piece), np.int64)
    zone_of[order[len(order) - grids + 1 :]] = np.arange(1, grids)
    return zone_of


def solved(piece: Graph, price: Price, grids: int) -> Division:
    division = Division(piece, price, start_of(piece, grids))
    watch = Watch(ENOUGH)
    division.find_bound(watch)
    division.close(watch)
    return division


def two_ends(piece):
    """Two nodes that can be taken out, one after the other, without tearing the rest apart."""
    chosen = []
    for node in range(len(piece)):
        rest = set(range(len(piece))) - {*chosen, node}
        seen, waiting = {min(rest)}, [min(rest)]
        while waiting:
            around = waiting.pop()
            fresh = set(piece.indices[piece.indptr[around] : piece.indptr[around + 1]].tolist())
            fresh = (fresh & rest) - seen
            seen |= fresh
            waiting += fresh
        if seen == rest:
            chosen.append(node)
        if len(chosen) == 2:
            return chosen
    raise AssertionError
