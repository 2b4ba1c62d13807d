# SPDX-License-Identifier: GPL-2.0-or-later
"""Divide a number of seats by weights: grids over parts by their workload."""

from __future__ import annotations

import heapq
import math

import numpy as np

from ..arrays import Floats, Ints


def divide(
    weights: Floats, total: int, lower: Ints, upper: Ints, present: Ints | None = None
) -> Ints:
    """Divide `total` seats by the Huntington-Hill rule within `lower` and `upper`.

    `present`: seats to start from, so that only what their sum differs by is given or taken.

    With loads W and k equal grids in a part the squared deviations from the mean are, up to a
    constant, the sum of W²/k. The next grid saves W²/(k (k + 1)) there, so giving each to the
    largest W / sqrt(k (k + 1)) is optimal (the saving falls with k). Huntington (1928), "The
    apportionment of representatives in Congress", Trans. AMS 30.
    """
    seats = lower.astype(np.int64) if present is None else np.clip(present, lower, upper)
    left = total - int(seats.sum())
    step, end = (1, upper) if left > 0 else (-1, lower)

    def price(i: int) -> float:
        """Return what the next step costs: the value of the seat taken, or less it where given."""
        seat = int(seats[i]) + (step > 0)
        return -step * float(weights[i]) / math.sqrt(seat * (seat - 1))

    queue = [(price(i), i) for i in np.flatnonzero(seats != end).tolist()]
    heapq.heapify(queue)
    while left and queue:
        _, i = queue[0]
        seats[i] += step
        left -= step
        if seats[i] != end[i]:
            heapq.heapreplace(queue, (price(i), i))
        else:
            heapq.heappop(queue)
    return seats
