# SPDX-License-Identifier: GPL-2.0-or-later
"""All connected sets of nodes that could be a grid of a better plan.

The reduced cost of a set is

    price of its load + border + cost of its units away from home - duals of its nodes - offset

`growth` lets sets grow node by node and leaves a branch when no set that could still grow from it
can come below the slack. Two bounds tell, with x the load still to come and P its price:

    what is passed over stays border:      min over x of P(load + x) - most duals that x can bring
    a node takes away no more border than it has:  the same with duals plus half its border
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

from ...accelerate import for_kernel
from ...arrays import Floats, Ints
from ...labels import sum_by_label
from ...partition.amounts import Amounts, held_for_kernel
from .growth import search_block

CELLS = 400
"""Steps of the tables of bounds: finer ones cut more branches, but cost more to make."""

MEMBERS = 24
"""Nodes a set that room is made for on average."""


@dataclass(frozen=True)
class Price:
    """The energy of a load: even * (load - target)² + band * (load beyond soft limits)².

    Loads beyond the hard limits `minimum` and `maximum` are no grids at all, and neither is what
    holds too much or too little of other quantities. A plan that has such grids yet pays for them:
    beyond * (amount beyond its limit)².
    """

    target: float
    even: float
    band: float
    low: float
    high: float
    minimum: float
    maximum: float
    beyond: float = 0.0

    def of(self, load: Floats) -> Floats:
        """Return the energy of each load, infinite above the hard maximum."""
        beyond = np.maximum(self.low - load, 0.0) + np.maximum(load - self.high, 0.0)
        energy = self.even * (load - self.target) ** 2 + self.band * beyond**2
        return np.where(load > self.maximum, np.inf, energy)

    def of_amounts(self, amounts: Amounts, zone_of: Ints, count: int) -> Floats:
        """Return what each zone pays for other quantities beyond their limits."""
        return self.beyond * amounts.excess(zone_of, count)


@dataclass(frozen=True)
class Piece:
    """A connected graph to divide: compressed rows with lengths as energies, and its nodes.

    `home` (-1: none) is a label shared by nodes that should rather stay together, at the price
    `moving`; `amounts`: other quantities that grids may hold only so much of.
    """

    indptr: Ints
    indices: Ints
    lengths: Floats
    workload: Floats
    home: Ints
    moving: Floats
    amounts: Amounts | None = None

    def __len__(self) -> int:
        return len(self.workload)


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
    piece: Piece,
    price: Price,
    duals: Floats,
    offset: float,
    search: Search,
    go_on: Callable[[], bool] = lambda: True,
) -> Sets:
    """Return the connected sets whose reduced cost is at most the slack.

    `go_on` is asked from time to time whether to search on.
    """
    halves = piece.lengths / 2
    size = len(piece)
    source = np.repeat(np.arange(size), np.diff(piece.indptr))
    around = sum_by_label(source, halves, size)
    graph = (
        *for_kernel(piece.indptr, piece.indices, halves),
        *for_kernel(piece.workload, duals, around, piece.home, piece.moving),
    )
    step, passed, taken = _bounds(piece, price, duals, around)
    rates = (
        *(float(price.even), float(price.band), float(price.target)),
        *(float(price.low), float(price.high), float(price.minimum), float(price.maximum)),
    )
    limits = (float(offset), float(search.slack), search.keep, search.visits, search.falling)
    state = for_kernel(
        *(np.zeros(size + 2, np.int64) for _ in range(5)), *(np.zeros(size + 2) for _ in range(4))
    )
    room = search.keep * min(size, MEMBERS) + size
    found = for_kernel(
        *(np.zeros(search.keep + 1, np.int64), np.zeros(room, np.int64)),
        *(np.zeros(search.keep), np.zeros(search.keep), np.zeros(size)),
    )
    tally = for_kernel(np.array([0, 0, 1, 1], np.int64))[0]
    held = None
    if piece.amounts is not None:
        held = held_for_kernel(piece.amounts, np.zeros((size + 2, len(piece.amounts.low))))
    bounds = (float(step), *for_kernel(passed, taken))
    root = 0
    while root < size:
        too_many = not search.falling and not tally[2]
        if too_many or tally[1] > search.total or not go_on():
            tally[2] = tally[3] = 0
            break
        root = search_block(root, graph, rates, bounds, limits, state, (*found, tally), held)
    count = int(tally[0])
    starts = np.asarray(found[0][: count + 1], np.int64)
    return Sets(
        starts=starts,
        nodes=np.asarray(found[1][: starts[-1]], np.int64),
        cost=np.asarray(found[2][:count], np.float64),
        reduced=np.asarray(found[3][:count], np.float64),
        complete=bool(tally[2]),
        leasts=np.asarray(found[4], np.float64),
        thorough=bool(tally[3]),
    )


def get_ready() -> None:
    """Have the search compiled, once, before anybody measures its time.

    Else a time limit would be over at first, and the same input would get another plan later.
    """
    node = Piece(
        *(np.zeros(2, np.int64), np.empty(0, np.int64), np.empty(0)),
        workload=np.ones(1),
        home=np.full(1, -1),
        moving=np.zeros(1),
    )
    price = Price(target=1.0, even=1.0, band=0.0, low=1.0, high=1.0, minimum=0.0, maximum=1.0)
    find_sets(node, price, np.zeros(1), 0.0, Search(slack=0.0, keep=1, visits=1, total=1))


def _bounds(
    piece: Piece, price: Price, duals: Floats, around: Floats
) -> tuple[float, Floats, Floats]:
    """Return the step of loads and, for loads from each step on, the two lower bounds."""
    far = float(piece.workload.max()) + 3 * price.target
    step = max(far, 1e-300) / CELLS
    loads = np.arange(CELLS + 1) * step
    return (
        step,
        _least_ahead(piece.workload, np.maximum(duals, 0.0), price, loads),
        _least_ahead(piece.workload, np.maximum(duals + around, 0.0), price, loads),
    )


def _least_ahead(workload: Floats, value: Floats, price: Price, loads: Floats) -> Floats:
    """Return min over x >= 0 of price(load + x) - most value within x, for each of `loads`.

    Most value within a load is that of the knapsack that may be filled with parts of nodes
    (Dantzig 1957). It holds for all greater loads too, as the same total leaves less room there.
    """
    order = np.argsort(-value / np.maximum(workload, 1e-300), kind="stable")
    filled = np.concatenate([[0.0], np.cumsum(workload[order])])
    brings = np.concatenate([[0.0], np.cumsum(value[order])])
    ahead = np.linspace(0.0, _reach(price, filled, brings), CELLS + 1)
    most = np.interp(ahead[1:], *_last_of_equal(filled, brings))
    ends = loads[:, None] + ahead[None, :]
    turn = np.clip(price.target, ends[:, :-1], ends[:, 1:])
    cheapest = np.asarray(price.of(turn))
    return np.asarray((cheapest - most).min(axis=1))


def _last_of_equal(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Drop points of equal x but the last: nodes without workload come for nothing."""
    keep = np.append(np.diff(x) > 0, True)
    return x[keep], y[keep]


def _reach(price: Price, filled: Floats, brings: Floats) -> float:
    """Return the load from which on the price rises more steeply than any value can make good."""
    slope = np.diff(brings) / np.maximum(np.diff(filled), 1e-300)
    steep = 2 * price.even * (filled[:-1] - price.target)
    steep += 2 * price.band * np.maximum(filled[:-1] - price.high, 0.0)
    past = np.flatnonzero((steep >= slope) & (filled[:-1] >= price.target))
    end = filled[past[0]] if len(past) else filled[-1]
    return max(float(min(end, price.maximum)), 1e-300)
