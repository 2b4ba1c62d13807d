# SPDX-License-Identifier: GPL-2.0-or-later
"""All connected sets of nodes that could be a grid of a better plan.

The reduced cost of a set is

    price of its load + border + cost of its units away from home - duals of its nodes - offset

`growth` lets sets grow node by node and leaves a branch when no set that could still grow from it
can come below the slack (`lookahead`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

import numpy as np

from ...accelerate import for_kernel
from ...arrays import Floats, Ints
from ...labels import sum_by_label
from ...partition.amounts import Amounts, held_for_kernel
from ...partition.anneal import Graph
from .growth import search_block
from .lookahead import bounds_ahead
from .price import Price

MEMBERS = 24
"""Nodes a set that room is made for on average."""


@dataclass(frozen=True)
class Sets:
    """Sets of nodes as compressed rows, with cost and reduced cost.

    `complete`: no set within the slack is missing. `leasts`: least reduced cost of all sets that
    grew from each root (0 if none is below), `thorough`: if indeed all were looked at.
    """

    starts: Ints
    nodes: Ints
    cost: Floats
    reduced: Floats
    complete: bool
    leasts: Floats
    thorough: bool

    def __len__(self) -> int:
        return len(self.cost)


def some_sets(starts: Ints, nodes: Ints, cost: Floats, reduced: Floats) -> Sets:
    """Return sets that are just some of those there are."""
    return Sets(starts, nodes, cost, reduced, complete=False, leasts=np.empty(0), thorough=False)


def join_sets(a: Sets, b: Sets) -> Sets:
    """Return the sets of both, which are just some of those there are."""
    return some_sets(
        np.concatenate([a.starts, a.starts[-1] + b.starts[1:]]),
        np.concatenate([a.nodes, b.nodes]),
        np.concatenate([a.cost, b.cost]),
        np.concatenate([a.reduced, b.reduced]),
    )


def cheapest_sets(sets: Sets, duals: Floats, offset: float, most: int) -> Sets:
    """Return the `most` sets of the least reduced cost under these duals."""
    value = np.add.reduceat(duals[sets.nodes], sets.starts[:-1])
    reduced = sets.cost - value - offset
    chosen = np.sort(np.argsort(reduced, kind="stable")[:most])
    sizes = np.diff(sets.starts)
    keep = np.repeat(np.isin(np.arange(len(sets)), chosen), sizes)
    return some_sets(
        np.concatenate([[0], np.cumsum(sizes[chosen])]),
        sets.nodes[keep],
        sets.cost[chosen],
        reduced[chosen],
    )


@dataclass(frozen=True)
class Search:
    """Where to stop: `slack` of the reduced cost, most sets to `keep`, and work for a root.

    `visits`: sets looked at from one root, `total`: from all of them. With `falling`, a root only
    keeps sets that are much better than its best so far: few, but the ones that matter.
    """

    slack: float
    keep: int
    visits: int
    total: int
    falling: bool = False


def find_sets(
    piece: Graph,
    price: Price,
    duals: Floats,
    offset: float,
    search: Search,
    go_on: Callable[[], bool] = lambda: True,
) -> Sets:
    """Return the connected sets whose reduced cost is at most the slack.

    `go_on` is asked from time to time whether to search on.
    """
    size = len(piece)
    graph, rates, bounds, limits = _for_search(piece, price, duals, offset, search)
    state = for_kernel(
        *(np.zeros(size + 2, np.int64) for _ in range(5)), *(np.zeros(size + 2) for _ in range(4))
    )
    room = search.keep * min(size, MEMBERS) + size
    found = for_kernel(
        *(np.zeros(search.keep + 1, np.int64), np.zeros(room, np.int64)),
        *(np.zeros(search.keep), np.zeros(search.keep), np.zeros(size)),
        np.array([0, 0, 1, 1], np.int64),
    )
    tally = found[5]  # sets kept, sets looked at, whether complete, whether thorough
    held = None
    if piece.amounts is not None:
        held = held_for_kernel(piece.amounts, np.zeros((size + 2, len(piece.amounts.low))))
    root = 0
    while root < size:
        too_many = not search.falling and not tally[2]
        if too_many or tally[1] > search.total or not go_on():
            tally[2] = tally[3] = 0
            break
        root = search_block(root, graph, rates, bounds, limits, state, found, held)
    return _read_out(*found)


def _for_search(
    piece: Graph, price: Price, duals: Floats, offset: float, search: Search
) -> tuple[Any, ...]:
    """Return what a search is given: graph, rates, bounds and limits, as kernels want them."""
    halves = piece.lengths / 2
    source = np.repeat(np.arange(len(piece)), np.diff(piece.indptr))
    around = sum_by_label(source, halves, len(piece))
    graph = (
        *for_kernel(piece.indptr, piece.indices, halves),
        *for_kernel(piece.workload, duals, around, piece.home, piece.moving),
    )
    rates = (
        *(float(price.even), float(price.band), float(price.target)),
        *(float(price.low), float(price.high), float(price.minimum), float(price.maximum)),
    )
    step, passed, taken = bounds_ahead(piece, price, duals, around)
    bounds = (float(step), *for_kernel(passed, taken))
    limits = (float(offset), float(search.slack), search.keep, search.visits, search.falling)
    return graph, rates, bounds, limits


def _read_out(starts: Any, nodes: Any, cost: Any, reduced: Any, leasts: Any, tally: Any) -> Sets:
    count = int(tally[0])
    ends = np.asarray(starts[: count + 1], np.int64)
    return Sets(
        starts=ends,
        nodes=np.asarray(nodes[: ends[-1]], np.int64),
        cost=np.asarray(cost[:count], np.float64),
        reduced=np.asarray(reduced[:count], np.float64),
        complete=bool(tally[2]),
        leasts=np.asarray(leasts, np.float64),
        thorough=bool(tally[3]),
    )


def get_ready(limited: bool) -> None:
    """Have the search compiled, once, before anybody measures its time.

    Else a time limit would be over at first, and the same input would get another plan later.
    `limited`: there are limits of quantities, for which kernels are compiled apart.
    """
    amounts = Amounts(np.ones((1, 1)), np.zeros(1), np.ones(1)) if limited else None
    node = Graph(
        *(np.zeros(2, np.int64), np.empty(0, np.int64), np.empty(0)),
        workload=np.ones(1),
        home=np.full(1, -1),
        moving=np.zeros(1),
        amounts=amounts,
    )
    price = Price(target=1.0, even=1.0, band=0.0, low=1.0, high=1.0, minimum=0.0, maximum=1.0)
    find_sets(node, price, np.zeros(1), 0.0, Search(slack=0.0, keep=1, visits=1, total=1))
