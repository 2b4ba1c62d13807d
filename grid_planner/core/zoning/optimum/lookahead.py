# SPDX-License-Identifier: GPL-2.0-or-later
"""What a set of nodes can still come to: lower bounds of its reduced cost, whatever it grows into.

With x the load still to come and P its price, two bounds tell:

    what is passed over stays border:      min over x of P(load + x) - most duals that x can bring
    a node takes away no more border than it has:  the same with duals plus half its border
"""

from __future__ import annotations

import numpy as np

from ...arrays import Floats
from ...partition.anneal import Graph
from .price import Price

CELLS = 400
"""Steps of the tables of bounds: finer ones cut more branches, but cost more to make."""


def bounds_ahead(
    piece: Graph, price: Price, duals: Floats, around: Floats
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
